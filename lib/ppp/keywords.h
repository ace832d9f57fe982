/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keywords.h - the keywords of `ppp`, and the rules between them
 */
#ifndef LIB_PPP_KEYWORDS_H
#define LIB_PPP_KEYWORDS_H

#include <stdbool.h>

#include "lib/model/session.h"
#include "lib/text/keyword.h"

/* What the words of `ppp` tell. */
struct l2tp_ppp {
	struct l2tp_session session;
	struct l2tp_tunnel tunnel; /* of the sockets' own; no fields but where one is given */
};

extern const struct keyword_table ppp_keywords;

/*
 * Fill in the defaults, and hold the fields against each other. Where anything of the tunnel
 * is given but its ID, all of it has to be: *OWN says so. Returns 0, or -EINVAL with ERROR_USAGE.
 */
int l2tp_ppp_check(struct l2tp_ppp *ppp, bool *own, struct error *err);

#endif
