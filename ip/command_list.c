// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * command_list.c - all commands, in the order of help and of prefix matching
 */
#include "ip/command_list.h"

#include "ip/add.h"
#include "ip/apply.h"
#include "ip/check.h"
#include "ip/delete.h"
#include "ip/help.h"
#include "ip/monitor.h"
#include "ip/ppp.h"
#include "ip/save.h"
#include "ip/show.h"
#include "ip/stats.h"

/* clang-format off */
const struct command *const commands[] = {
	&tunnel_add_command,
	&tunnel_del_command,
	&tunnel_show_command,
	&tunnel_set_command,
	&tunnel_replace_command,
	&tunnel_flush_command,
	&session_add_command,
	&session_del_command,
	&session_show_command,
	&session_set_command,
	&session_replace_command,
	&session_flush_command,
	&debug_show_command,
	&monitor_command,
	&stats_command,
	&ppp_command,
	&save_command,
	&mirror_command,
	&apply_command,
	&check_command,
	&help_command,
	NULL,
};
