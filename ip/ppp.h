/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ppp.h - what the files of the command ppp share
 */
#ifndef IP_PPP_H
#define IP_PPP_H

#include "ip/command.h"
#include "lib/base/escape.h"
#include "lib/ppp/ppp.h"

/* A program to be run on a data socket: found before anything is opened. */
struct ppp_program {
	char path[512];
	const char **argv; /* of it, with room where the socket's number goes; freed by its owner */
	char name[TEXT_SIZE]; /* for messages */
	bool environment;     /* it is told of the sockets by its environment */
};

/* ppp_program.c */
/* pppd with its plugin and OPTIONS, or the program that WORDS name. Return 0 or negative errno. */
int ppp_find_pppd(struct ppp_program *program, const char *const *options, struct error *err);
int ppp_find_program(struct ppp_program *program, const char *const *words, struct error *err);
/*
 * Run it on SOCKETS, which are closed or given up. It takes this process's place where nothing is left to do beside
 * it or after it: on a session of a tunnel of the kernel's, without -statistics, outside of a batch. Returns 0,
 * or negative errno.
 */
int ppp_run(struct context *ctx, struct ppp_program *program, struct ppp_sockets *sockets,
	    struct error *err);

/* ppp_bridge.c: bridge the channel of SOCKETS with the one that WORDS name, until a signal. */
int ppp_bridge(struct context *ctx, struct ppp_sockets *sockets, const char *const *words,
	       struct error *err);
/* Likewise, SOCKETS are closed or given up. Hold WORDS to what ppp_bridge() takes. */
int ppp_check_bridge(const char *const *words, struct error *err);

/* ppp.c */
/* Open what PPP, which has passed l2tp_ppp_check(), tells. */
int ppp_open_sockets(struct context *ctx, const struct l2tp_ppp *ppp, bool own,
		     struct ppp_sockets *sockets, struct error *err);
/* Print what the sockets tell now, as `show` does: with counters, or with options alone. */
int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err);

/* ppp_wait.c */
/* Hold back the signals that ppp_wait() waits for, and SIGPIPE. */
struct ppp_signals {
	sigset_t mask;	    /* what to give a child */
	void (*child)(int); /* SIGCHLD's disposition */
	void (*pipe)(int);  /* SIGPIPE's */
};
void ppp_hold_signals(struct ppp_signals *before);
void ppp_release_signals(const struct ppp_signals *before);
/*
 * Wait until CHILD ends, or, with -1, until a signal; print the counters of SOCKETS, COUNT of them, on SIGUSR1 and,
 * with -statistics, at the end. SIGINT, SIGTERM and SIGHUP are passed on to CHILD. *STATUS is its wait status.
 * Returns the signal that told us to end, 0 for none.
 */
int ppp_wait(struct context *ctx, struct ppp_sockets *const *sockets, size_t count, pid_t child,
	     int *status);

#endif
