/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cookie.h - a cookie, which the packets of a version 3 session carry
 */
#ifndef LIB_MODEL_COOKIE_H
#define LIB_MODEL_COOKIE_H

#include <stdint.h>

#define L2TP_COOKIE_MAX 8

/* A cookie as it goes over the wire (RFC 3931, 4.1.2.1): 4 or 8 bytes, 0 for none. */
struct l2tp_cookie {
	uint8_t length;
	uint8_t bytes[L2TP_COOKIE_MAX];
};

#endif
