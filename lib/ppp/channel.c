// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * channel.c - the PPP channel of a PPPoX socket, and bridging two channels
 */
#include "lib/ppp/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "include/uapi/linux/if_pppol2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"

#define DEV_PPP "/dev/ppp"

int pppox_pppoe(const struct pppoe *pppoe, struct error *err)
{
	struct l2tp_pppoe address = { .family = L2TP_AF_PPPOX,
				      .protocol = L2TP_PX_PROTO_OE,
				      .session_id = htons(pppoe->session) };
	CLEANUP(fd_closep)
	int fd = socket(L2TP_AF_PPPOX, SOCK_DGRAM | SOCK_CLOEXEC, L2TP_PX_PROTO_OE);
	char name[TEXT_SIZE];
	int connected = fd;

	if (fd < 0 && (errno == EPROTONOSUPPORT || errno == EAFNOSUPPORT))
		return error_set(err, -errno, "the kernel has no PPPoE sockets; modprobe pppoe");
	if (fd < 0)
		return error_set(err, -errno, "PPPoE socket: %s", strerror(errno));
	memcpy(address.peer, pppoe->peer.bytes, sizeof(address.peer));
	memcpy(address.interface, pppoe->interface, sizeof(address.interface));
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) < 0) {
		escape_text(pppoe->interface, name, sizeof(name));
		return errno == ENODEV
			       ? error_set(err, -ENODEV, "interface %s does not exist", name)
		       : errno == EALREADY || errno == EEXIST
			       ? error_set(err, -EEXIST,
					   "PPPoE session %u on %s is in use by another program",
					   pppoe->session, name)
			       : error_set(err, -errno, "PPPoE session %u on %s: %s",
					   pppoe->session, name, strerror(errno));
	}
	fd = -1;
	return connected;
}

int pppox_channel(int fd, struct error *err)
{
	int channel;

	if (ioctl(fd, L2TP_PPPIOCGCHAN, &channel) < 0)
		return error_set(err, -errno, "PPP channel: %s", strerror(errno));
	return channel;
}

static int open_device(struct error *err)
{
	int fd = open(DEV_PPP, O_RDWR | O_CLOEXEC);

	if (fd >= 0)
		return fd;
	if (errno == ENOENT || errno == ENXIO || errno == ENODEV)
		return error_set(err, -errno, DEV_PPP " does not exist; modprobe ppp_generic");
	return error_set(err, -errno, DEV_PPP ": %s%s", strerror(errno),
			 errno == EPERM || errno == EACCES ? "; run it as root" : "");
}

int pppox_check_device(struct error *err)
{
	CLEANUP(fd_closep) int fd = open_device(err);

	return fd < 0 ? fd : 0;
}

int pppox_bridge(int one, int other, struct error *err)
{
	/* closing it keeps the bridge, which belongs to the channels */
	CLEANUP(fd_closep) int fd = open_device(err);

	if (fd < 0)
		return fd;
	if (ioctl(fd, L2TP_PPPIOCATTCHAN, &one) < 0)
		return error_set(err, -errno, "PPP channel %d: %s", one, strerror(errno));
	if (ioctl(fd, L2TP_PPPIOCBRIDGECHAN, &other) == 0)
		return 0;
	if (errno == ENOTTY || errno == EINVAL)
		return error_set(err, -errno,
				 "the kernel cannot bridge PPP channels; Linux 5.11 and later can");
	if (errno == ENXIO)
		return error_set(err, -ENXIO,
				 "PPP channel %d does not exist in this network namespace", other);
	if (errno == EALREADY)
		return error_set(err, -EALREADY,
				 "PPP channel %d or %d is in use by a bridge or by pppd", one,
				 other);
	return error_set(err, -errno, "PPP channels %d and %d: %s", one, other, strerror(errno));
}
