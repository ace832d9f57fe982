/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keywords.h - the keywords of `ppp` and the rules between them
 */
#ifndef LIB_PPP_KEYWORDS_H
#define LIB_PPP_KEYWORDS_H

#include <stdbool.h>

#include "lib/model/session.h"
#include "lib/text/keyword.h"

/* The fields of `ppp`. */
struct l2tp_ppp {
	struct l2tp_session session;
	struct l2tp_tunnel tunnel;
	bool own; /* the sockets create the tunnel; set by l2tp_ppp_prepare() */
};

extern const struct keyword_table ppp_keywords;

/*
 * Complete and check PPP. A field of the tunnel other than its ID means that the sockets create the tunnel: then all
 * fields without a default are required. Returns 0, or -EINVAL with ERROR_USAGE and err set.
 */
int l2tp_ppp_prepare(struct l2tp_ppp *ppp, struct error *err);

#endif
