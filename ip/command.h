/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * command.h - a command: its words, its fields, its function
 */
#ifndef IP_COMMAND_H
#define IP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "ip/context.h"
#include "lib/text/keyword.h"

/* A word of one command that is not a field. */
struct command_word {
	const char *word;
	const char *value; /* what follows it, as usage shows it; NULL for nothing */
	size_t offset; /* in the struct of command_take_word(): a bool, or, with a value, a uint64_t */
	bool unlisted;		    /* usage does not show it */
	bool or_next;		    /* usage shows it and the next one as a choice */
	bool first;		    /* only at the start */
	bool takes_rest;	    /* all that follows is its own */
	const struct command *rest; /* how that is completed; NULL where nothing is known of it */
};

struct command {
	const char *object; /* one of command_objects, or NULL */
	const char *word;
	const char *const *aliases; /* ends with NULL; NULL for none */
	enum verb verb;
	const struct keyword_table *table; /* NULL where there are no fields */
	bool filters; /* takes fields of tunnels and of sessions, and, with `file`, one of both */
	bool file;    /* takes the name of a file */
	const struct command_word *words; /* its own; the last has no `word`; NULL for none */
	const char *summary;
	/* ARGV, which ends with NULL, is what follows the words. Returns 0, or a negative errno and err set. */
	int (*run)(struct context *ctx, const struct command *command, const char *const *argv,
		   struct error *err);
};

/* Whether PREFIX is a non-empty prefix of WORD. */
bool command_matches(const char *prefix, const char *word);

/* Whether COMMAND is a command of OBJECT; NULL: without an object. */
bool command_is_of(const struct command *command, const char *object);

/* The command of OBJECT (NULL: no object) in LIST, which ends with NULL, that WORD or a prefix names; NULL: none. */
const struct command *command_find(const struct command *const *list, const char *object,
				   const char *word);

/* The one of WORDS, NULL for none, that is spelled WORD; NULL if none. */
const struct command_word *command_word_find(const struct command_word *words, const char *word);

/*
 * Read COMMAND's own word at the start of WORDS, which end with NULL, into the struct INTO: set its bool, or its
 * uint64_t to the number that follows, 1..86400. Returns the number of words read, 0 if the first is not COMMAND's
 * own, or -EINVAL (ERROR_USAGE) and err set if the number is missing or invalid.
 */
int command_take_word(const struct command *command, const char *const *words, void *into,
		      struct error *err);

/*
 * The number of words, 1 or 2, of the tunnel's or session's field at the start of WORDS, which end with NULL, for a
 * COMMAND that filters by both. Returns -EINVAL (ERROR_USAGE) and err set for an unknown field.
 */
int command_parse_filters(const char *const *argv, struct l2tp_tunnel *tunnels,
			  struct l2tp_session *sessions, struct error *err);

/* Whether WORD names an object. */
bool command_is_object(const char *word);

/* Under -dry-run, print COMMAND and OBJECT as a batch line and return true. */
bool command_dry_run(struct context *ctx, const struct command *command, const void *object);

#endif
