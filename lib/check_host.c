// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * check_host.c - what can be wrong with the host as a whole (declared in check_internal.h)
 */
#include <stdio.h>
#include <unistd.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/check_internal.h"
#include "lib/cleanup.h"
#include "lib/sysfs.h"

/* Whether a session has the interface LINK, or may have it since its own is not in sight. */
static bool has_owner(const struct check *check, const struct link_state *link)
{
	size_t i, unseen = 0;

	for (i = 0; i < check->session_count; i++) {
		const struct link_state *own;

		if (check->sessions[i].pwtype != L2TP_PWTYPE_ETH)
			continue;
		own = company_link(&check->company, &check->sessions[i]);
		if (own == link)
			return true;
		unseen += !own;
	}
	return unseen > 0;
}

/* Linux 6.12 takes a second session of the same ids in a tunnel over UDP, and shows it alone. */
static void hidden_sessions(struct check *check)
{
	CLEANUP(fd_closep) int sysfs = sysfs_open();
	char name[VALUE_TEXT_SIZE];
	struct finding *finding;
	size_t i;

	for (i = 0; sysfs >= 0 && i < check->company.link_count; i++) {
		const struct link_state *link = &check->company.links[i];

		if (link->foreign || !sysfs_is_of_type(sysfs, link->name, "l2tpeth") ||
		    has_owner(check, link))
			continue;
		value_escape(link->name, name, sizeof(name));
		finding = findings_add(check->findings, SEVERITY_ERROR, "hidden-session", 0, 0);
		finding_say(
			finding,
			"%s is the interface of a session that is hidden by another of the same "
			"ids",
			name);
		finding_advise(finding, "delete that one, then this one, and give each its own id");
	}
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
	if (!check->company.tunnel_count || access("/sys/module/l2tp_ppp", F_OK) < 0)
		return;
	finding = findings_add(check->findings, SEVERITY_NOTE, "l2tp-ppp", 0, 0);
	finding_say(finding, "l2tp_ppp is loaded: any local user may open PPP sessions in these "
			     "tunnels");
	finding_advise(finding, "modprobe -r l2tp_ppp, and a line \"blacklist l2tp_ppp\" in "
				"/etc/modprobe.d; there are no PPP sessions");
}

void check_rules_host(struct check *check)
{
	hidden_sessions(check);
	open_to_all(check);
}
