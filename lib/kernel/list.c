// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * list.c - lists of all sessions, with what is known of them
 */
#include "lib/kernel/list.h"

#include <errno.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/names.h"
#include "lib/kernel/request.h"

int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err)
{
	if (kernel_list_raw_sessions(kernel, list, count, err) < 0)
		return err->code;
	kernel_describe(*list, *count);
	return 0;
}

uint32_t kernel_owner_of_session(struct kernel *kernel, uint32_t session_id, struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	size_t count = 0, i;

	if (kernel_list_sessions(kernel, &list, &count, err) < 0)
		return 0;
	for (i = 0; i < count; i++)
		if (list[i].session_id == session_id)
			return list[i].tunnel_id;
	return 0;
}

int kernel_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			    struct error *err)
{
	CLEANUP(memory_freep) struct l2tp_session *list = NULL;
	char name[TEXT_SIZE];
	size_t count = 0, same = 0, i;

	if (!*session->kernel_name || debugfs_check(err) == 0)
		return 0;
	error_clear(err);
	if (kernel_list_sessions(kernel, &list, &count, err) < 0)
		return err->code;
	for (i = 0; i < count; i++)
		same += strcmp(list[i].kernel_name, session->kernel_name) == 0;
	escape_text(session->kernel_name, name, sizeof(name));
	return same < 2 ? 0
			: error_set(err, -ENOTUNIQ,
				    "%zu sessions were created with the interface %s; modprobe "
				    "l2tp_debugfs, which tells whose it is now",
				    same, name);
}
