/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * tunnel_keywords.h - the keywords of a tunnel
 */
#ifndef LIB_TEXT_TUNNEL_KEYWORDS_H
#define LIB_TEXT_TUNNEL_KEYWORDS_H

#include "lib/text/keyword.h"

/* For struct l2tp_tunnel. */
extern const struct keyword_table tunnel_keywords;

#endif
