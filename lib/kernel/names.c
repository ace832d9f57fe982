// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * names.c - what only debugfs, or /proc, tells of sessions
 */
#include "lib/kernel/names.h"

#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"

void kernel_take_name(struct l2tp_session *session, const struct debugfs_session *entry)
{
	if (session->fields & L2TP_SESSION_NAME) {
		memcpy(session->kernel_name, session->name, sizeof(session->kernel_name));
		session->fields |= L2TP_SESSION_KERNEL_NAME;
	}
	/* a PPP session's is the one that its socket's user made */
	if (entry && entry->name[0] &&
	    (session->fields & L2TP_SESSION_NAME || session->pwtype == L2TP_PWTYPE_PPP)) {
		memcpy(session->name, entry->name, sizeof(session->name));
		session->fields |= L2TP_SESSION_NAME;
	}
	if (entry && entry->l2spec_type >= 0) {
		session->l2spec_type = (uint8_t)entry->l2spec_type;
		session->fields |= L2TP_SESSION_L2SPEC_TYPE;
	}
}

bool kernel_load_names(bool ppp, struct debugfs_session **list, size_t *count)
{
	struct error ignored = { 0 };

	*count = 0;
	if (debugfs_load(list, count, &ignored) == 0)
		return true;
	if (ppp && debugfs_load_ppp(list, count, &ignored) < 0)
		*count = 0;
	return false;
}

void kernel_describe(struct l2tp_session *list, size_t count)
{
	CLEANUP(memory_freep) struct debugfs_session *entries = NULL;
	size_t entry_count = 0, i;
	bool ppp = false;

	if (!count)
		return;
	for (i = 0; i < count; i++)
		ppp = ppp || list[i].pwtype == L2TP_PWTYPE_PPP;
	kernel_load_names(ppp, &entries, &entry_count);
	for (i = 0; i < count; i++)
		kernel_take_name(&list[i], debugfs_find(entries, entry_count, list[i].tunnel_id,
							list[i].session_id));
}

void kernel_describe_roughly(struct kernel *kernel, struct l2tp_session *session)
{
	struct error ignored = { 0 };
	int64_t now = clock_milliseconds();

	if (!kernel->names_read || now - kernel->names_read > 1000) {
		free(kernel->names);
		kernel->names = NULL;
		kernel->name_count = 0;
		kernel->names_read = now;
		debugfs_load(&kernel->names, &kernel->name_count, &ignored);
	}
	kernel_take_name(session, debugfs_find(kernel->names, kernel->name_count,
					       session->tunnel_id, session->session_id));
}
