/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pending_event.h - objects that are said to go
 *
 * A deletion is announced before it is done, and perhaps in another network namespace, so what is announced is
 * looked at until it is gone, or for so long that it was not meant.
 */
#ifndef LIB_KERNEL_PENDING_EVENT_H
#define LIB_KERNEL_PENDING_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/error.h"

/* Not gone after so long: another namespace's was meant. */
#define PENDING_MS_MAX 3000

struct pending_event {
	uint32_t tunnel_id;
	uint32_t session_id;  /* 0: a tunnel */
	unsigned int ifindex; /* of the interface that goes with it, 0 where none is known */
	int64_t since;	      /* by clock.h */
};

struct pending_events {
	struct pending_event *list; /* freed by the owner */
	size_t count, room;
};

/* Where the object is in the list; `count` if it is not. */
size_t pending_events_find(const struct pending_events *pending, uint32_t tunnel_id,
			   uint32_t session_id);

/* Add the object, unless it is there; IFINDEX as above. Returns 0 or -ENOMEM. */
int pending_events_add(struct pending_events *pending, uint32_t tunnel_id, uint32_t session_id,
		       unsigned int ifindex, struct error *err);

/* Take out the one at INDEX; the last takes its place. */
void pending_events_drop(struct pending_events *pending, size_t index);

#endif
