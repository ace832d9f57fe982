/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.h - a command: its words, its fields, its function
 */
#ifndef IP_COMMAND_H
#define IP_COMMAND_H

#include <stdbool.h>

#include "ip/context.h"
#include "lib/text/keyword.h"

struct command {
	const char *object; /* "tunnel", "session", or NULL */
	const char *word;
	const char *const *aliases; /* ends with NULL; NULL for none */
	enum verb verb;
	const struct keyword_table *table; /* NULL where there are no fields */
	const char *tail;		   /* in usage, what follows the fields; NULL for nothing */
	const char *summary;
	/* ARGV, which ends with NULL, is what follows the words. Returns 0, or a negative errno and err set. */
	int (*run)(struct context *ctx, const struct command *command, const char *const *argv,
		   struct error *err);
};

/* Whether PREFIX, which is not empty, begins WORD. */
bool command_matches(const char *prefix, const char *word);

/* The command of OBJECT (NULL: of none) in LIST, which ends with NULL, that WORD names or begins; NULL if none. */
const struct command *command_find(const struct command *const *list, const char *object,
				   const char *word);

/* Whether WORD names an object. */
bool command_is_object(const char *word);

/* Under -dry-run: print what COMMAND would do with OBJECT as a line of a batch, and return true. */
bool command_dry_run(struct context *ctx, const struct command *command, const void *object);

#endif
