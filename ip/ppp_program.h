/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_program.h - run pppd or another program on the data socket of a PPP session
 */
#ifndef IP_PPP_PROGRAM_H
#define IP_PPP_PROGRAM_H

#include <stdbool.h>

#include "ip/context.h"
#include "lib/base/escape.h"
#include "lib/ppp/ppp.h"

/* A program to run on a data socket, found before a socket is opened. */
struct ppp_program {
	char path[512];
	const char **argv;    /* with an entry for the socket number; the owner frees it */
	char name[TEXT_SIZE]; /* for messages */
	bool environment;     /* its environment describes the sockets */
};

/* Find pppd and its plugin, to run with OPTIONS. Returns 0, or a negative errno and err set. */
int ppp_find_pppd(struct ppp_program *program, const char *const *options, struct error *err);

/* Find the program WORDS[0], to run with WORDS. Returns 0, or a negative errno and err set. */
int ppp_find_program(struct ppp_program *program, const char *const *words, struct error *err);

/*
 * Run PROGRAM on SOCKETS, then close them or give them up. PROGRAM replaces this process if nothing is left to do:
 * with a tunnel added over netlink, without -statistics, outside of a batch. Returns 0, or a negative errno and err
 * set.
 */
int ppp_run(struct context *ctx, struct ppp_program *program, struct ppp_sockets *sockets,
	    struct error *err);

#endif
