/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * keyword.h - table-driven parsing and output of keywords
 *
 * A keyword is spelled only in its row. The row names the struct member it sets and the mask with the member's bit: a
 * session and its interface have separate masks. Members of rows that a verb refuses are never accessed, so the object
 * may end before them.
 */
#ifndef LIB_TEXT_KEYWORD_H
#define LIB_TEXT_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/nearest.h"
#include "lib/text/output.h"
#include "lib/text/value.h"

/*
 * Operations on an object: columns of its table. `replace` uses VERB_ADD; `show`, `del`, `flush`, `monitor` and `stats`
 * use VERB_FILTER.
 */
enum verb { VERB_ADD, VERB_SET, VERB_FILTER, VERB_COUNT };

/* How a verb treats a keyword. */
enum use {
	REFUSED, /* an error, or IGNORED if `ip l2tp` accepts it */
	IGNORED, /* accepted with a warning, because scripts use it */
	FIXED,	 /* an error: the kernel cannot modify it */
	OPTIONAL,
	REQUIRED,
};

struct keyword {
	const char *word;     /* as typed, in usage, in l2tp.8 */
	const char *alias;    /* another spelling, accepted but never printed */
	const char *synonyms; /* refused, with this word as the hint; separated by blanks */
	const char *mirror;   /* the peer's keyword for it; NULL: the same */
	const char *json;     /* the key in `ip -j l2tp show`; NULL: the word */
	const struct value_type *type;	 /* parses, prints and describes the value */
	const struct value_type *filter; /* parses it for VERB_FILTER; NULL: type */
	size_t offset, size;		 /* the struct member that holds it */
	size_t mask;			 /* offset of the uint32_t mask that has `field` */
	uint32_t field;			 /* the member's bit in the mask */
	enum use use[VERB_COUNT];
	bool repeatable;	/* may be repeated; each value is appended to the member */
	bool everywhere;	/* `ip l2tp` accepts it for every command and object */
	bool in_lines;		/* in the text of `ip l2tp show` */
	bool json_without_zero; /* `ip -j l2tp show` omits it if zero */
	bool json_by_hand;	/* `ip -j l2tp show` prints it in another form */
	const char *group;	/* the heading in help; NULL: required or optional */
	const char *help;	/* one line, no full stop */
	const char
		*add_help; /* what help of add and replace appends: the default; NULL for nothing */
};

/* The rows of an object; the last row has a NULL word. */
struct keyword_table {
	const char *object;
	const struct keyword *rows;
	const struct keyword_table *other; /* the other object, whose words are ignored */
};

/* The row of TABLE with the word or alias WORD, or NULL. */
const struct keyword *keyword_find(const struct keyword_table *table, const char *word);

/* The type that parses ROW's value for VERB. */
const struct value_type *keyword_type(const struct keyword *row, enum verb verb);

/* Whether OBJECT has the member of ROW set. */
bool keyword_is_set(const struct keyword *row, const void *object);

/* Whether A and B set the same member, like `up` and `down`. */
bool keyword_same_member(const struct keyword *a, const struct keyword *b);

/* Whether WORD, in keyword position, takes a value. Unknown words do. */
bool keyword_has_value(const struct keyword_table *table, const char *word);

/*
 * Parse the `word value` pairs of ARGV, which ends with NULL, to OBJECT, a zeroed struct. Warns about ignored words.
 * Returns 0, or -EINVAL (ERROR_USAGE) for an unknown or repeated word, an invalid or missing value, or a missing
 * required word.
 */
int keywords_parse(const struct keyword_table *table, enum verb verb, const char *const *argv,
		   void *object, struct error *err);

/*
 * Reject words that keywords_parse() would ignore or refuse: a filter without them would select more objects. Returns
 * 0, or -EINVAL (ERROR_USAGE).
 */
int keywords_refuse_ignored(const struct keyword_table *table, enum verb verb,
			    const char *const *argv, struct error *err);

/* Have NEAREST consider the words and aliases of TABLE that VERB accepts. */
void keywords_consider(const struct keyword_table *table, enum verb verb, struct nearest *nearest);

/* Whether OBJECT has all fields of FILTER with matching values. */
bool keywords_match(const struct keyword_table *table, const void *filter, const void *object);

/* Print the fields of OBJECT as JSON members; nothing in text output. */
void keywords_json(const struct keyword_table *table, const void *object, struct output *out);

/* Print the fields of OBJECT as JSON members named by their keywords, the document form of keywords_write(). */
void keywords_document(const struct keyword_table *table, const void *object, struct output *out);

/* Print the fields of OBJECT that `ip l2tp show` omits, as one line; nothing in JSON output. */
void keywords_detail(const struct keyword_table *table, const void *object, struct output *out);

/* Print all fields of OBJECT as one line that begins with TITLE; nothing in JSON output. */
void keywords_line(const struct keyword_table *table, const void *object, const char *title,
		   struct output *out);

/* Write the fields of OBJECT that VERB accepts as ` word value` pairs, quoted for a batch file. */
void keywords_write(const struct keyword_table *table, enum verb verb, const void *object,
		    FILE *file);

#endif
