/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * filters.h - fields that tunnels, or sessions, have to have
 */
#ifndef IP_FILTERS_H
#define IP_FILTERS_H

#include "lib/base/error.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"

/*
 * Read the fields that ARGV, which ends with NULL, gives into whichever of TUNNELS and SESSIONS, both zeroed, has them, or
 * into both. Returns 0, or -EINVAL (ERROR_USAGE) or -ENOMEM and err set.
 */
int filters_parse(const char *const *argv, struct l2tp_tunnel *tunnels,
		  struct l2tp_session *sessions, struct error *err);

#endif
