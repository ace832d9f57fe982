/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * version.h - the version of the program; Makefile and packaging read it here
 */
#ifndef IP_VERSION_H
#define IP_VERSION_H

#define L2TP_VERSION "0.1.0"

#endif
