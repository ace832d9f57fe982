/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command_list.h - every command, each defined beside its function
 */
#ifndef IP_COMMAND_LIST_H
#define IP_COMMAND_LIST_H

#include "ip/command.h"

extern const struct command tunnel_add_command; /* tunnel.c */
extern const struct command tunnel_set_command;
extern const struct command tunnel_show_command;
extern const struct command session_add_command; /* session.c */
extern const struct command session_set_command;
extern const struct command session_show_command;
extern const struct command tunnel_replace_command; /* replace.c */
extern const struct command session_replace_command;
extern const struct command tunnel_del_command; /* delete.c */
extern const struct command tunnel_flush_command;
extern const struct command session_del_command;
extern const struct command session_flush_command;
extern const struct command debug_show_command; /* debug.c */
extern const struct command monitor_command;	/* monitor.c */
extern const struct command stats_command;	/* stats.c */
extern const struct command ppp_command;	/* ppp.c */
extern const struct command save_command;	/* save.c */
extern const struct command mirror_command;
extern const struct command apply_command;	/* apply.c */
extern const struct command check_command;	/* check.c */
extern const struct command help_command_entry; /* help.c */

#endif
