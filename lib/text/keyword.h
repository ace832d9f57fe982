/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keyword.h - walks a table of keywords: words to a struct, a struct to output, usage, completion
 *
 * A row is the only place where a keyword is spelled. It names the member that the keyword sets and the mask of the
 * struct that says so: a session and its interface have one each. Rows that a verb does not take are not looked at, so
 * that the object may end before their members.
 */
#ifndef LIB_TEXT_KEYWORD_H
#define LIB_TEXT_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/text/output.h"
#include "lib/text/value.h"

/*
 * What can be done with an object: a column of its table. `replace` is given what `add` is; `show`, `del`,
 * `flush`, `monitor` and `stats` are given fields that objects are to have.
 */
enum verb { VERB_ADD, VERB_SET, VERB_FILTER, VERB_COUNT };

/* What a verb makes of a keyword. */
enum use {
	REFUSED, /* an error; where `ip l2tp` takes it, IGNORED */
	IGNORED, /* taken with a warning, since scripts give it */
	FIXED,	 /* an error: the kernel cannot change it */
	OPTIONAL,
	REQUIRED,
};

struct keyword {
	const char *word;		 /* as typed, in usage, in l2tp.8 */
	const char *alias;		 /* another spelling: read, never printed */
	const char *mirror;		 /* what the peer calls it; NULL: the same */
	const char *json;		 /* the key `ip -j l2tp show` uses; NULL: the word */
	const struct value_type *type;	 /* reads, prints and describes the value */
	const struct value_type *filter; /* reads it for show; NULL: type */
	size_t offset, size;		 /* the struct member that holds it */
	size_t mask;	/* where in the struct the mask is, a uint32_t, that has `field` */
	uint32_t field; /* the bit that says the member is set */
	enum use use[VERB_COUNT];
	bool repeatable;	/* may be given more than once; the type adds to the member */
	bool everywhere;	/* `ip l2tp` takes it with every command and object */
	bool in_lines;		/* among the lines that `ip l2tp show` prints */
	bool json_without_zero; /* `ip -j l2tp show` has no member for zero */
	bool json_by_hand;	/* `ip -j l2tp show` has it in another shape */
	const char *help;	/* one line, no full stop */
};

/* The rows of an object; they end with one whose word is NULL. */
struct keyword_table {
	const char *object;
	const struct keyword *rows;
	const struct keyword_table *other; /* the other object: words taken and ignored */
};

/* The row of TABLE that WORD names, by its word or alias; NULL if none. */
const struct keyword *keyword_find(const struct keyword_table *table, const char *word);

/* Whether OBJECT has the member that ROW sets. */
bool keyword_is_set(const struct keyword *row, const void *object);

/* Whether A and B set one member, as `up` and `down` do. */
bool keyword_same_member(const struct keyword *a, const struct keyword *b);

/* Whether WORD, in keyword position, is followed by a value. So is what is no keyword. */
bool keyword_has_value(const struct keyword_table *table, const char *word);

/*
 * Read the `word value` pairs of ARGV, which ends with NULL, into OBJECT, a zeroed struct. Returns
 * 0, or -EINVAL (ERROR_USAGE): an unknown word, a bad or missing value, a word given twice, a
 * required one not given. Ignored words are warned about.
 */
int keywords_parse(const struct keyword_table *table, enum verb verb, const char *const *argv,
		   void *object, struct error *err);

/*
 * Whether keywords_parse() would ignore a word of ARGV: a filter without it would mean more objects. Returns 0, or
 * -EINVAL (ERROR_USAGE), also where it would refuse the word.
 */
int keywords_refuse_ignored(const struct keyword_table *table, enum verb verb,
			    const char *const *argv, struct error *err);

/* Whether every field that FILTER has is in OBJECT and matches. */
bool keywords_match(const struct keyword_table *table, const void *filter, const void *object);

/* The fields of OBJECT as JSON members; nothing in text. */
void keywords_json(const struct keyword_table *table, const void *object, struct output *out);

/* The fields of OBJECT as JSON members named by their words: what keywords_write() says, for a document. */
void keywords_document(const struct keyword_table *table, const void *object, struct output *out);

/* The fields of OBJECT that the lines of `ip l2tp show` lack, as one line; nothing in JSON. */
void keywords_detail(const struct keyword_table *table, const void *object, struct output *out);

/* All fields of OBJECT as one line that begins with TITLE; nothing in JSON. */
void keywords_line(const struct keyword_table *table, const void *object, const char *title,
		   struct output *out);

/* The fields of OBJECT that VERB takes as ` word value` pairs, quoted for a batch file where needed. */
void keywords_write(const struct keyword_table *table, enum verb verb, const void *object,
		    FILE *file);

/* The keywords of VERB with their values, as usage shows them, wrapped at 80 columns. */
void keywords_usage(const struct keyword_table *table, enum verb verb, int indent, FILE *file);

/* One line of help for each keyword of VERB. */
void keywords_help(const struct keyword_table *table, enum verb verb, FILE *file);

#endif
