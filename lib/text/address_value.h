/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * address_value.h - parse and print IP addresses, networks and cookies
 */
#ifndef LIB_TEXT_ADDRESS_VALUE_H
#define LIB_TEXT_ADDRESS_VALUE_H

#include "lib/text/value.h"

extern const struct value_type value_address; /* struct l2tp_address: a host, or `any` */
extern const struct value_type value_network; /* struct l2tp_address: a host or a prefix */
extern const struct value_type value_cookie;  /* struct l2tp_cookie: 8 or 16 hex digits */

#endif
