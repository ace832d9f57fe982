/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * owner.h - which interface belongs to which session
 *
 * The l2tp family reports an Ethernet session's interface by its name at creation, debugfs by its current name, and
 * both without its network namespace. An interface counts as a session's only if it has the device type l2tpeth in this
 * namespace and no other session has its name.
 */
#ifndef LIB_KERNEL_OWNER_H
#define LIB_KERNEL_OWNER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/kernel/kernel.h"
#include "lib/model/link.h"
#include "lib/model/session.h"

/* Returns class/net of this namespace's /sys (sysfs_open), opened on first use, or a negative errno. */
int owner_sysfs(struct kernel *kernel);

/*
 * Whether LINK is the interface of an Ethernet session: of device type l2tpeth or, where sysfs cannot be read (it needs
 * CAP_SYS_ADMIN), of Ethernet's hardware type and without a kind.
 */
bool owner_is_session(struct kernel *kernel, const struct link_state *link);

/* The names at creation of the interfaces of all Ethernet sessions of this namespace. */
struct owner_names {
	struct l2tp_session *list; /* owned; sorted by name */
	size_t count;
	size_t lost; /* names without an interface of a session here: it was renamed or moved */
};

/* Dump the names. The caller frees NAMES->list. Returns 0, or a negative errno and err set. */
int owner_names_read(struct kernel *kernel, struct owner_names *names, struct error *err);

/* Returns how many sessions were created with the interface NAME. */
size_t owner_names_count(const struct owner_names *names, const char *name);

/*
 * Check that SESSION's interface name selects it, before its interface is changed or it is deleted by that name: that no
 * other session has it or, if it is the name at creation, may have it now. Returns 0, -ENOTUNIQ or another negative
 * errno, and err set.
 */
int owner_refuse_ambiguous(struct kernel *kernel, const struct l2tp_session *session,
			   struct error *err);

/* The interface of a PPP session belongs to pppd. Returns 0, or -EINVAL with ERROR_USAGE and err set for one. */
int owner_refuse_ppp(const struct l2tp_session *session, struct error *err);

/* Returns the command that finds the present interface of a session whose known name is the one at creation. */
const char *owner_find_present(void);

/* Bytes for a text of owner_say_where(). */
#define OWNER_TEXT_SIZE 320

/*
 * Write where the interface of SESSION is, of which kernel_find_interface() finds none here, to TEXT, of SIZE bytes:
 * "interface NAME is in network namespace NAME", if one of /run/netns has it, or what is known.
 */
void owner_say_where(struct kernel *kernel, const struct l2tp_session *session, char *text,
		     size_t size);

#endif
