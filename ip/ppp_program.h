/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp_program.h - pppd, or another program, on the data socket of a PPP session
 */
#ifndef IP_PPP_PROGRAM_H
#define IP_PPP_PROGRAM_H

#include <stdbool.h>

#include "ip/context.h"
#include "lib/base/escape.h"
#include "lib/ppp/ppp.h"

/* A program to be run on a data socket: found before anything is opened. */
struct ppp_program {
	char path[512];
	const char **argv; /* of it, with room where the socket's number goes; freed by its owner */
	char name[TEXT_SIZE]; /* for messages */
	bool environment;     /* it is told of the sockets by its environment */
};

/* Find pppd and its plugin, to be run with OPTIONS. Returns 0, or a negative errno and err set. */
int ppp_find_pppd(struct ppp_program *program, const char *const *options, struct error *err);

/* Find the program WORDS[0], to be run with WORDS. Returns 0, or a negative errno and err set. */
int ppp_find_program(struct ppp_program *program, const char *const *words, struct error *err);

/*
 * Run it on SOCKETS, which are closed or given up. It takes this process's place where nothing is left to do beside
 * it or after it: on a session of a tunnel of the kernel's, without -statistics, outside of a batch. Returns 0,
 * or a negative errno and err set.
 */
int ppp_run(struct context *ctx, struct ppp_program *program, struct ppp_sockets *sockets,
	    struct error *err);

#endif
