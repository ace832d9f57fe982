/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kernel.h - what can be asked of the kernel's L2TP: add, delete, get, list
 *
 * One handle for the network namespace that the process is in when it is opened. Nothing is kept but
 * what this process has asked for and the kernel has not finished: the kernel deletes in the
 * background, and kernel_settle() waits for it. Errors are ERROR_SYSTEM and say what the kernel's
 * errno means for the request, with what to do where that is known.
 */
#ifndef LIB_KERNEL_KERNEL_H
#define LIB_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

struct kernel;

/* Returns 0, or negative errno; -ENOENT where the kernel has no L2TP. */
int kernel_open(struct kernel **kernel, struct error *err);
void kernel_close(struct kernel *kernel);

/*
 * Add what has passed l2tp_tunnel_check(). Waits first for what this handle has deleted, where the
 * new tunnel could collide with it. Returns 0, -EEXIST, or another negative errno.
 */
int kernel_add_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, struct error *err);

/*
 * Check SESSION against its tunnel (l2tp_session_check), then add it; the defaults are filled in.
 * Refuses what Linux 6.12 lets pass: a second session of the same ids. Returns 0, -EINVAL with
 * ERROR_USAGE from the check, -EEXIST, -ENODEV without such a tunnel, or another negative errno.
 */
int kernel_add_session(struct kernel *kernel, struct l2tp_session *session, struct error *err);

/*
 * Check SETUP, a session to be added and its interface's settings, against its tunnel, and fill in the defaults. Returns
 * 0, -EINVAL with ERROR_USAGE, -ENODEV without such a tunnel, or another negative errno, and err set.
 */
int kernel_check_setup(struct kernel *kernel, struct l2tp_setup *setup, struct error *err);

/*
 * Adds that a batch makes, sent many together. Between kernel_queue_open() and kernel_close() what is given to the
 * next two is done by the next kernel_queue_run() at the latest, in their order. DONE is told of each that was not
 * done at once: ERR says how it ended, OBJECT is "tunnel" or "session", and LINE, the caller's, says which it was.
 * Where one fails and GO_ON is false, those sent after it are taken back, nothing more is done, and all further
 * calls return -ECANCELED. Without kernel_queue_open() they are kernel_add_tunnel() and kernel_add_session().
 *
 * Nothing else may be asked of KERNEL before kernel_queue_run().
 */
typedef void kernel_queue_callback(void *data, unsigned long line, const char *object,
				   struct error *err);
int kernel_queue_open(struct kernel *kernel, bool go_on, kernel_queue_callback *done, void *data,
		      struct error *err);
int kernel_queue_tunnel(struct kernel *kernel, const struct l2tp_tunnel *tunnel, unsigned long line,
			struct error *err);
int kernel_queue_session(struct kernel *kernel, struct l2tp_session *session, unsigned long line,
			 struct error *err);
int kernel_queue_run(struct kernel *kernel, struct error *err);
/* How many wait for it. */
size_t kernel_queue_count(const struct kernel *kernel);

/*
 * The session that SETUP, the words of `session set`, names in full, into *SESSION. Debugfs is read for its interface's
 * present name only where SETUP has settings of the interface or names the session by it. Returns 0, or a negative errno
 * and err set: ERROR_USAGE where a PPP session is to have settings of an interface, -ENODEV if there is no such session.
 */
int kernel_find_to_set(struct kernel *kernel, const struct l2tp_setup *setup,
		       struct l2tp_session *session, struct error *err);

/*
 * Change what CHANGE, a session's ids and some of seq, lns_mode, reorder_timeout and debug, has: the kernel leaves alone
 * what has no attribute (l2tp_netlink.c, l2tp_nl_cmd_session_modify). Returns 0, or a negative errno and err set.
 */
int kernel_modify_session(struct kernel *kernel, const struct l2tp_session *change,
			  struct error *err);

/* One tunnel, -ENODEV if there is none. */
int kernel_get_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct l2tp_tunnel *tunnel,
		      struct error *err);

/*
 * The session that KEY names in full (l2tp_session_is_named): by ids where it has both, else by the
 * interface's name, the present one or, where debugfs does not tell, the first. What else KEY has of the
 * three has to be true too. -ENODEV if there is none.
 */
int kernel_get_session(struct kernel *kernel, const struct l2tp_session *key,
		       struct l2tp_session *session, struct error *err);

/*
 * Without debugfs, a name that two interfaces had, one after the other, names two sessions: -ENOTUNIQ where
 * SESSION's is such a one, else 0 or another negative errno.
 */
int kernel_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			    struct error *err);

/*
 * Delete, which the kernel finishes in the background: kernel_settle() waits. A tunnel takes its
 * sessions with it. -ENODEV if there is none.
 */
int kernel_delete_tunnel(struct kernel *kernel, uint32_t tunnel_id, struct error *err);
int kernel_delete_session(struct kernel *kernel, const struct l2tp_session *key, struct error *err);

/* The same for a session that was listed: its interface is the one of that name. */
int kernel_delete_listed(struct kernel *kernel, const struct l2tp_session *session,
			 struct error *err);

/*
 * The same for all in LIST, which were listed. One that has gone since is an error where it MUST_BE_THERE; the others
 * are deleted whatever becomes of it, but for an error of another kind, which ends it.
 */
int kernel_delete_tunnels(struct kernel *kernel, const struct l2tp_tunnel *list, size_t count,
			  bool must_be_there, struct error *err);
int kernel_delete_sessions(struct kernel *kernel, const struct l2tp_session *list, size_t count,
			   bool must_be_there, struct error *err);

/* How many this handle has deleted, those that went with their tunnel too. */
struct kernel_counts {
	size_t tunnels, sessions;
};
struct kernel_counts kernel_deleted(const struct kernel *kernel);

/*
 * Wait until all that was deleted is gone, with its ids, ports and interfaces. Returns 0, or
 * -ETIMEDOUT where nothing more has gone for 10 seconds.
 */
int kernel_settle(struct kernel *kernel, struct error *err);

/*
 * All tunnels, or sessions, sorted by id; *LIST is freed by the caller. Sessions come with l2spec_type and
 * their present names where debugfs can be read.
 */
int kernel_list_tunnels(struct kernel *kernel, struct l2tp_tunnel **list, size_t *count,
			struct error *err);
int kernel_list_sessions(struct kernel *kernel, struct l2tp_session **list, size_t *count,
			 struct error *err);

#endif
