/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * check.h - why no traffic passes
 */
#ifndef LIB_CHECK_H
#define LIB_CHECK_H

#include "lib/config.h"
#include "lib/error.h"
#include "lib/findings.h"
#include "lib/kernel.h"

/*
 * Look at the tunnels and sessions that pass both filters, and at what they depend on. A tunnel that has received
 * nothing is sent through: a frame on an Ethernet session of it that is up, to hear whether its peer answers that
 * nobody is there; that takes a second at most. Returns 0, whatever was found, or negative errno.
 */
int check_host(struct kernel *kernel, const struct l2tp_tunnel *tunnels,
	       const struct l2tp_session *sessions, struct findings *findings, struct error *err);

/*
 * Hold what KERNEL has against PEER, the lines of the other host as config_read() gave them. Only what PEER names is
 * looked at. Returns 0, whatever was found, or negative errno.
 */
int check_peer(struct kernel *kernel, const struct config *peer, struct findings *findings,
	       struct error *err);

#endif
