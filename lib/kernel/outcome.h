/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * outcome.h - find out whether a request whose answer was lost was run
 *
 * An answer is lost if the receive buffer has no room for it (ENOBUFS), or if it is malformed or late. The kernel's
 * objects then show what became of the request.
 */
#ifndef LIB_KERNEL_OUTCOME_H
#define LIB_KERNEL_OUTCOME_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/kernel/kernel.h"
#include "lib/model/session.h"
#include "lib/model/tunnel.h"
#include "lib/netlink/attributes.h"

enum outcome {
	OUTCOME_NOT_RUN, /* the request can be sent again */
	OUTCOME_DONE,	 /* the kernel has what the request asks for */
	OUTCOME_REFUSED, /* err is set to the kernel's likely answer, with the text "" */
};

struct sent_request;

/* Look at the object of REQUEST. Returns enum outcome, or a negative errno and err set if the look fails. */
typedef int outcome_look(struct kernel *kernel, const struct sent_request *request,
			 struct error *err);

struct sent_request {
	uint8_t command;
	const struct attribute_table *table;
	const void *object; /* the struct of TABLE: the attributes to send */
	const void *listed; /* to delete: the object as listed, of the same type */
	outcome_look *look;
};

/*
 * The looks. An object that equals the one to add counts as added by this request: if it was another's, the kernel has
 * refused this one and that answer was lost, which nothing shows. One that differs is another's.
 */
outcome_look outcome_add_tunnel, outcome_add_session, outcome_modify_session;
/* An object that differs from the listed one is another's: the listed one no longer exists. */
outcome_look outcome_delete_tunnel, outcome_delete_session;

/*
 * Send REQUEST; if its answer is lost, look, and send it again once if it was not run. Returns as kernel_request():
 * ERROR_UNKNOWN only if the look fails as well.
 */
int outcome_request(struct kernel *kernel, const struct sent_request *request, struct error *err);

/* Find the outcome of REQUEST, sent before, as outcome_request() does. ERR holds the loss and is cleared on success. */
int outcome_find(struct kernel *kernel, const struct sent_request *request, struct error *err);

#endif
