/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * explain.h - what the kernel's errno means for a request, and what is said of an object that does not exist
 *
 * Where nothing else is said, a function takes the errno, and perhaps the kernel's own text, that ERR holds, makes it a
 * sentence that says what to do where that is known, and returns the errno.
 */
#ifndef LIB_KERNEL_EXPLAIN_H
#define LIB_KERNEL_EXPLAIN_H

#include <stdint.h>

#include "lib/model/session.h"

/* Where the request does not matter: the kernel's own words, or those of the errno. */
int explain_other(struct error *err);

/* Of a request about the tunnel TUNNEL_ID: -ENODEV says that it does not exist. */
int explain_tunnel(uint32_t tunnel_id, struct error *err);

/* Of a request about the session that KEY names by its ids or its interface: -ENODEV says that it does not exist. */
int explain_session(const struct l2tp_session *key, struct error *err);

/* SESSION has other fields than it was asked for with. Returns -ENODEV and err set. */
int explain_session_differs(const struct l2tp_session *session, struct error *err);

/*
 * Whether an object exists, by the STATUS of fetching it, whose error ERR holds: 1, 0 with err cleared, or a negative errno
 * where the kernel did not tell.
 */
int explain_exists(int status, struct error *err);

#endif
