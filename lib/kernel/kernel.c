// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel.c - the handle for requests to the kernel's L2TP
 */
#include "lib/kernel/kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/kernel/kernel_internal.h"
#include "lib/kernel/queue.h"
#include "lib/kernel/request.h"

int kernel_open(struct kernel **kernel, struct error *err)
{
	struct kernel *opened = calloc(1, sizeof(*opened));

	if (!opened)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (netlink_open(&opened->netlink, L2TP_GENL_NAME, L2TP_GENL_VERSION, err) < 0) {
		free(opened);
		return err->code == -ENOENT
			       ? error_set(err, -ENOENT,
					   "the kernel has no L2TP; modprobe l2tp_netlink")
			       : explain_other(err);
	}
	*kernel = opened;
	return 0;
}

void kernel_close(struct kernel *kernel)
{
	if (!kernel)
		return;
	kernel_queue_close(kernel);
	netlink_close(kernel->netlink);
	links_close(kernel->links);
	interface_lookup_close(&kernel->interfaces);
	namespaces_free(&kernel->namespaces);
	if (kernel->sysfs > 0)
		close(kernel->sysfs);
	free(kernel->pending.list);
	free(kernel->settled.list);
	session_list_free(&kernel->sessions);
	free(kernel->names);
	free(kernel);
}
