// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * host.c - what can be wrong with the host as a whole
 */
#include "lib/check/host.h"

#include <stdlib.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/kernel/sysfs.h"

/* Mark in OWNED, one for each interface, those of sessions. Returns how many sessions' are not in sight. */
static size_t mark_owned(const struct check *check, bool *owned)
{
	const struct link_state *link;
	size_t i, unseen = 0;

	for (i = 0; i < check->session_count; i++) {
		link = lookup_link(&check->lookup, &check->sessions[i]);
		if (link)
			owned[link - check->lookup.links] = true;
		unseen += !link && check->sessions[i].pwtype == L2TP_PWTYPE_ETH;
	}
	return unseen;
}

static void add_hidden(struct check *check, const struct link_state *link)
{
	struct finding *finding =
		findings_add(check->findings, SEVERITY_ERROR, "hidden-session", 0, 0);
	char name[TEXT_SIZE];

	escape_text(link->name, name, sizeof(name));
	finding_say(
		finding,
		"%s is the interface of a session that is hidden by another of the same ids, or "
		"of one in another network namespace",
		name);
	finding_advise(finding,
		       "delete the one that is shown, then this one, and give each its own id");
}

/*
 * Linux 6.12 takes a second session of the same ids in a tunnel over UDP, and shows it alone. An interface that no
 * session has may also be one that was renamed where debugfs cannot tell.
 */
static void hidden_sessions(struct check *check)
{
	CLEANUP(fd_closep) int sysfs = sysfs_open();
	bool *owned = calloc(check->lookup.link_count + 1, sizeof(*owned));
	size_t i;

	if (owned && sysfs >= 0 && check->session_count && mark_owned(check, owned) == 0)
		for (i = 0; i < check->lookup.link_count; i++)
			if (!owned[i] && !check->lookup.links[i].foreign &&
			    sysfs_is_of_type(sysfs, check->lookup.links[i].name, "l2tpeth"))
				add_hidden(check, &check->lookup.links[i]);
	free(owned);
}

/*
 * Who may open a PPPoX socket may make a session in any tunnel of the network namespace (l2tp_ppp.c, pppol2tp_connect).
 * Where there are PPP sessions the module has to be there.
 */
static void open_to_all(struct check *check)
{
	struct finding *finding;
	size_t i;

	for (i = 0; i < check->session_count; i++)
		if (check->sessions[i].pwtype == L2TP_PWTYPE_PPP)
			return;
	if (!check->lookup.tunnel_count || access("/sys/module/l2tp_ppp", F_OK) < 0)
		return;
	finding = findings_add(check->findings, SEVERITY_NOTE, "l2tp-ppp", 0, 0);
	finding_say(finding, "l2tp_ppp is loaded: any local user may open PPP sessions in these "
			     "tunnels");
	finding_advise(finding, "modprobe -r l2tp_ppp, and \"blacklist l2tp_ppp\" in "
				"/etc/modprobe.d/l2tp.conf; there are no PPP sessions");
}

void check_rules_host(struct check *check)
{
	hidden_sessions(check);
	open_to_all(check);
}
