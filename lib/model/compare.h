/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * compare.h - whether two records from the kernel tell the same, and whether they may be of one object
 */
#ifndef LIB_MODEL_COMPARE_H
#define LIB_MODEL_COMPARE_H

#include <stdbool.h>

#include "lib/model/session.h"

/* Whether all but the counters, which always change, is equal. */
bool l2tp_tunnel_equal(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);

/* Whether all but the counters and the sublayer, which never changes and not every look tells, is equal. */
bool l2tp_session_equal(const struct l2tp_session *a, const struct l2tp_session *b);

/*
 * Whether what never changes is equal, for two of the same ids: of two network namespaces' objects it often is not. No
 * command of the l2tp family changes these (net/l2tp/l2tp_netlink.c, l2tp_nl_cmd_tunnel_modify and _session_modify).
 */
bool l2tp_tunnel_same_identity(const struct l2tp_tunnel *a, const struct l2tp_tunnel *b);
bool l2tp_session_same_identity(const struct l2tp_session *a, const struct l2tp_session *b);

#endif
