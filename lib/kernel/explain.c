// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * explain.c - what the kernel's errno means for a request, and what is said of an object that does not exist
 */
#include "lib/kernel/explain.h"

#include <errno.h>
#include <string.h>

#include "lib/base/escape.h"

int explain_other(struct error *err)
{
	if (err->code == -EPERM)
		return error_set(err, -EPERM,
				 "not permitted: CAP_NET_ADMIN is needed in this network "
				 "namespace; run it as root");
	if (err->text[0])
		return err->code;
	/* a family number that was the kernel's when it was asked for */
	if (err->code == -ENOENT)
		return error_set(err, -ENOENT,
				 "the kernel has no L2TP, or not that of before; modprobe "
				 "l2tp_netlink, and begin again");
	return error_set(err, err->code, "%s", strerror(-err->code));
}

int explain_exists(int status, struct error *err)
{
	if (status != -ENODEV)
		return status < 0 ? explain_other(err) : 1;
	error_clear(err);
	return 0;
}

int explain_tunnel(uint32_t tunnel_id, struct error *err)
{
	if (err->code == -ENODEV)
		return error_set(err, -ENODEV, "there is no tunnel %u", tunnel_id);
	return explain_other(err);
}

int explain_session(const struct l2tp_session *key, struct error *err)
{
	char name[TEXT_SIZE];

	if (err->code != -ENODEV)
		return explain_other(err);
	if (key->fields & L2TP_SESSION_ID)
		return error_set(err, -ENODEV, "there is no session %u in tunnel %u",
				 key->session_id, key->tunnel_id);
	escape_text(key->name, name, sizeof(name));
	return error_set(err, -ENODEV, "there is no session with the interface %s", name);
}

int explain_session_differs(const struct l2tp_session *session, struct error *err)
{
	return error_set(err, -ENODEV, "session %u in tunnel %u differs in what else was given",
			 session->session_id, session->tunnel_id);
}
