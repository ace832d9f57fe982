/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp.h - run pppd, another program or a bridge on a PPP session
 */
#ifndef IP_PPP_H
#define IP_PPP_H

#include "ip/command.h"

extern const struct command ppp_command;

#endif
