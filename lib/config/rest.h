/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * rest.h - what stays although a file does not name it, held against what the file names
 */
#ifndef LIB_CONFIG_REST_H
#define LIB_CONFIG_REST_H

#include "lib/config/config.h"

/*
 * Check whether what WANT names and what of HAVE stays, all of it or with PRUNE the rest, can be together. Returns 0, -EEXIST, or -ENOMEM,
 * and err set.
 */
int plan_check_rest(const struct config *want, const struct config *have, bool prune,
		    struct error *err);

#endif
