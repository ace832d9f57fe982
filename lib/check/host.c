// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * host.c - what can be wrong with the host as a whole
 */
#include "lib/check/host.h"

#include <stdlib.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/cleanup.h"
#include "lib/kernel/sysfs.h"

/* Mark in OWNED, one for each interface, those of sessions. Returns how many Ethernet sessions have none in the list. */
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

static void add_hidden(const struct link_state *link, struct findings *findings)
{
	struct finding finding = { .severity = SEVERITY_ERROR, .code = "hidden-session" };

	finding_say(
		&finding,
		"%s is the interface of a session that is hidden by another of the same ids, or "
		"of one in another network namespace",
		link->name);
	finding_advise(&finding,
		       "delete the one that is shown, then this one, and give each its own id");
	findings_add(findings, &finding);
}

/*
 * Linux 6.12 takes a second session of the same ids in a tunnel over UDP, and shows it alone. An interface that no
 * session has may also be one that was renamed where debugfs cannot tell.
 */
static void host_hidden_sessions(const struct check *check, struct findings *findings)
{
	CLEANUP(fd_closep) int sysfs = sysfs_open();
	bool *owned = calloc(check->lookup.link_count + 1, sizeof(*owned));
	size_t i;

	if (owned && sysfs >= 0 && check->session_count && mark_owned(check, owned) == 0)
		for (i = 0; i < check->lookup.link_count; i++)
			if (!owned[i] && !check->lookup.links[i].foreign &&
			    sysfs_is_of_type(sysfs, check->lookup.links[i].name, "l2tpeth"))
				add_hidden(&check->lookup.links[i], findings);
	free(owned);
}

/*
 * Who may open a PPPoX socket may make a session in any tunnel of the network namespace (l2tp_ppp.c, pppol2tp_connect).
 * Where there are PPP sessions the module has to be there.
 */
static void host_open_to_all(const struct check *check, struct findings *findings)
{
	struct finding finding = { .severity = SEVERITY_NOTE, .code = "l2tp-ppp" };
	size_t i;

	for (i = 0; i < check->session_count; i++)
		if (check->sessions[i].pwtype == L2TP_PWTYPE_PPP)
			return;
	if (!check->lookup.tunnel_count || access("/sys/module/l2tp_ppp", F_OK) < 0)
		return;
	finding_say(&finding, "l2tp_ppp is loaded: any local user may open PPP sessions in these "
			      "tunnels");
	finding_advise(&finding, "modprobe -r l2tp_ppp, and \"blacklist l2tp_ppp\" in "
				 "/etc/modprobe.d/l2tp.conf; there are no PPP sessions");
	findings_add(findings, &finding);
}

void check_rules_host(const struct check *check, struct findings *findings)
{
	host_hidden_sessions(check, findings);
	host_open_to_all(check, findings);
}
