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
	const char *value; /* its value as usage shows it; NULL: none */
	const char *help;  /* one line, no full stop */
	size_t offset; /* in the struct of command_take_word(): a bool, or a uint64_t with a value */
	bool or_next;  /* usage shows it and the next one as alternatives */
	bool first;    /* only as the first word */
	bool takes_rest;	    /* all following words belong to it */
	const struct command *rest; /* completion of the following words; NULL: none */
};

struct command {
	const char *object; /* one of command_objects, or NULL */
	const char *word;
	const char *synonyms; /* refused, with this command as the hint; separated by blanks */
	const char *const *aliases; /* ends with NULL; NULL for none */
	enum verb verb;
	const struct keyword_table *table; /* NULL: no fields */
	bool filters; /* accepts fields of tunnels and of sessions; of only one of them with `file` */
	bool file;    /* accepts a file name */
	bool files;   /* accepts more than one */
	const struct command_word *words; /* its own words; the last has no `word`; NULL: none */
	const char *summary;		  /* what it does, in the imperative */
	const char *note;		  /* what help adds behind the fields; NULL for nothing */
	const char *group;  /* the heading of its line in `l2tp help`; NULL: its object */
	const char *manual; /* its manual page; NULL: l2tp(8) */
	bool unlisted;	    /* hidden in help */
	/* ARGV, which ends with NULL, follows the command's words. Returns 0, or a negative errno and err set. */
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

/*
 * Report that OBJECT (NULL: no object) has no command WORD in LIST, and suggest the nearest one. Returns -EINVAL
 * (ERROR_USAGE).
 */
int command_refuse(const struct command *const *list, const char *object, const char *word,
		   struct error *err);

/* The entry of WORDS, which may be NULL, that is spelled WORD; NULL: none. */
const struct command_word *command_word_find(const struct command_word *words, const char *word);

/*
 * Read COMMAND's own word at the start of WORDS, which end with NULL, into the struct INTO: set its bool, or its
 * uint64_t to the number that follows, 1..86400. Returns the number of words read, 0 if the first is not COMMAND's
 * own, or -EINVAL (ERROR_USAGE) and err set if the number is missing or invalid.
 */
int command_take_word(const struct command *command, const char *const *words, void *into,
		      struct error *err);

/* Report that WORD is not a word of COMMAND, and suggest the nearest one. Returns -EINVAL (ERROR_USAGE). */
int command_refuse_word(const struct command *command, const char *word, struct error *err);

/*
 * The number of words, 1 or 2, of the tunnel's or session's field at the start of WORDS, which end with NULL, for a
 * COMMAND that filters by both. Returns -EINVAL (ERROR_USAGE) and err set for an unknown field.
 */
int command_take_filter(const struct command *command, const char *const *words, struct error *err);

/*
 * Read the fields in ARGV of COMMAND, which ends with NULL, into TUNNELS and SESSIONS, both zeroed; a field that both have is
 * set in both. Returns 0, or -EINVAL (ERROR_USAGE) or -ENOMEM and err set.
 */
int command_parse_filters(const struct command *command, const char *const *argv,
			  struct l2tp_tunnel *tunnels, struct l2tp_session *sessions,
			  struct error *err);

/* The objects, in the order of help and completion; the last is NULL. */
extern const char *const command_objects[];

/* Whether WORD names an object. */
bool command_is_object(const char *word);

/* Under -dry-run, print COMMAND and OBJECT as a batch line and return true. */
bool command_dry_run(struct context *ctx, const struct command *command, const void *object);

#endif
