// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * keyword.c - table-driven parsing, output, usage and completion of keywords
 */
#include "lib/text/keyword.h"

#include <errno.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/member.h"
#include "lib/base/nearest.h"
#include "lib/text/words.h"

bool keyword_is_set(const struct keyword *row, const void *object)
{
	return *(const uint32_t *)((const char *)object + row->mask) & row->field;
}

bool keyword_same_member(const struct keyword *a, const struct keyword *b)
{
	return a->field && a->mask == b->mask && a->field == b->field;
}

/* Whether OBJECT has the member of ROW set and VERB accepts it. */
static bool has_field(const struct keyword *row, enum verb verb, const void *object)
{
	return row->use[verb] >= OPTIONAL && keyword_is_set(row, object);
}

static const void *member_of(const struct keyword *row, const void *object)
{
	return (const char *)object + row->offset;
}

/* Compares the first character before calling strcmp(). */
static bool is_same(const char *one, const char *other)
{
	return one[0] == other[0] && strcmp(one, other) == 0;
}

static bool row_is(const struct keyword *row, const char *word)
{
	return is_same(row->word, word) || (row->alias && is_same(row->alias, word));
}

const struct keyword *keyword_find(const struct keyword_table *table, const char *word)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (row_is(row, word))
			return row;
	return NULL;
}

bool keyword_has_value(const struct keyword_table *table, const char *word)
{
	const struct keyword *row = keyword_find(table, word);

	return !row || !row->type->flag;
}

/* The row of WORD if VERB accepts or ignores it, else NULL. *OWN is set if the row is in TABLE itself. */
static const struct keyword *accepted(const struct keyword_table *table, enum verb verb,
				      const char *word, bool *own)
{
	const struct keyword *row = keyword_find(table, word);

	*own = row;
	if (!row && table->other)
		row = keyword_find(table->other, word);
	return row && (row->everywhere || (*own && row->use[verb] != REFUSED)) ? row : NULL;
}

void keywords_consider(const struct keyword_table *table, enum verb verb, struct nearest *nearest)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (row->use[verb] >= OPTIONAL) {
			nearest_consider(nearest, row->word);
			if (row->alias)
				nearest_consider(nearest, row->alias);
			nearest_consider_synonyms(nearest, row->word, row->synonyms);
		}
}

/* Reject WORD: name the object it belongs to, or the nearest field. */
static int refuse_word(const struct keyword_table *table, enum verb verb, const char *word,
		       struct error *err)
{
	static const char *const verbs[] = {
		[VERB_ADD] = " add", [VERB_SET] = " set", [VERB_FILTER] = " show"
	};
	const struct keyword_table *other = table->other;
	struct nearest nearest = { .typed = word };
	char quoted[TEXT_SIZE], list[TEXT_SIZE], hint[TEXT_SIZE];

	escape_text(word, quoted, sizeof(quoted));
	if (keyword_find(table, word))
		return error_usage(err, "%s: this command does not accept it", quoted);
	if (other && keyword_find(other, word))
		return error_usage(err, "%s is a field of a %s", quoted, other->object);
	keywords_consider(table, verb, &nearest);
	snprintf(list, sizeof(list), "; l2tp help %s%s lists the fields", table->object,
		 other ? verbs[verb] : "");
	return error_usage(err, "unknown field \"%s\"%s", quoted,
			   word[0] == '-' ? "; options precede the command"
					  : nearest_hint(&nearest, list, hint, sizeof(hint)));
}

/* Warn about a word of the other object or of another verb, whose value `ip l2tp` ignores. */
static void warn_ignored(const struct keyword_table *table, const struct keyword *row,
			 struct error *err)
{
	if (keyword_find(table, row->word) != row)
		error_ignored(err, "%s is ignored: it is a field of a %s", row->word,
			      table->other->object);
	else if (row->type == &value_ignored)
		error_warn(err, "%s is ignored: %s", row->word, row->help);
	else
		error_ignored(err, "%s is ignored: this command does not use it", row->word);
}

const struct value_type *keyword_type(const struct keyword *row, enum verb verb)
{
	return verb == VERB_FILTER && row->filter ? row->filter : row->type;
}

/* Report that the member of WORD is set already: by the same word, or by another one of ARGV. */
static int refuse_second(const struct keyword_table *table, const char *const *argv,
			 const char *word, struct error *err)
{
	const struct keyword *row = keyword_find(table, word);
	const struct keyword *other = keyword_find(table, *argv);

	/* the object began zeroed: a word before set the member */
	while (!other || !keyword_same_member(other, row)) {
		argv += keyword_has_value(table, *argv) ? 2 : 1;
		other = keyword_find(table, *argv);
	}
	return other == row
		       ? error_usage(err, "%s: given twice", row->word)
		       : error_usage(err, "%s: cannot be used with %s", row->word, other->word);
}

static int parse_value(const struct keyword *row, enum verb verb, const char *word, void *object,
		       struct error *err)
{
	const struct value_type *type = keyword_type(row, verb);

	if (type->parse(type, word, (char *)object + row->offset, row->size, err) < 0)
		return error_context(err, "%s", row->word);
	*(uint32_t *)((char *)object + row->mask) |= row->field;
	return 0;
}

/*
 * Parse the word at PAIR and its value, if any. Returns the number of words parsed, 0 if the word's member is set
 * already, or -EINVAL and err set.
 */
static int parse_pair(const struct keyword_table *table, enum verb verb, const char *const *pair,
		      void *object, struct error *err)
{
	char usage[TEXT_SIZE];
	bool own;
	const struct keyword *row = accepted(table, verb, pair[0], &own);

	if (!row)
		return refuse_word(table, verb, pair[0], err);
	if (!row->type->flag && !pair[1]) {
		value_usage(keyword_type(row, verb), usage);
		return error_usage(err, "%s: a value is required: %s", row->word, usage);
	}
	if (!own || row->use[verb] <= IGNORED)
		warn_ignored(table, row, err);
	else if (row->use[verb] == FIXED)
		return error_usage(err, "%s cannot be changed; l2tp %s replace re-creates the %s",
				   row->word, table->object, table->object);
	else if (keyword_is_set(row, object) && !row->repeatable)
		return 0;
	else if (parse_value(row, verb, row->type->flag ? NULL : pair[1], object, err) < 0)
		return err->code;
	return row->type->flag ? 1 : 2;
}

static int check_required(const struct keyword_table *table, enum verb verb, const void *object,
			  struct error *err)
{
	const struct keyword *row;
	char missing[TEXT_SIZE] = "";
	size_t used = 0, count = 0;

	for (row = table->rows; row->word; row++)
		if (row->use[verb] == REQUIRED && !keyword_is_set(row, object) &&
		    used < sizeof(missing)) {
			used += (size_t)snprintf(missing + used, sizeof(missing) - used, "%s%s",
						 used ? ", " : "", row->word);
			count++;
		}
	return count ? error_usage(err, "%s %s required", missing, count > 1 ? "are" : "is") : 0;
}

int keywords_parse(const struct keyword_table *table, enum verb verb, const char *const *argv,
		   void *object, struct error *err)
{
	const char *const *pair;
	int taken;

	for (pair = argv; *pair; pair += taken) {
		taken = parse_pair(table, verb, pair, object, err);
		if (taken <= 0)
			return taken < 0 ? taken : refuse_second(table, argv, *pair, err);
	}
	return check_required(table, verb, object, err);
}

int keywords_refuse_ignored(const struct keyword_table *table, enum verb verb,
			    const char *const *argv, struct error *err)
{
	const struct keyword *row;
	bool own;

	for (; argv[0]; argv += row->type->flag || !argv[1] ? 1 : 2) {
		row = accepted(table, verb, argv[0], &own);
		if (!own || !row || row->use[verb] <= IGNORED)
			return refuse_word(table, verb, argv[0], err);
	}
	return 0;
}

static bool row_match(const struct keyword *row, const void *filter, const void *object)
{
	const void *wanted = member_of(row, filter), *value = member_of(row, object);

	if (!keyword_is_set(row, object))
		return false;
	if (row->type->match)
		return row->type->match(wanted, value, row->size);
	return memcmp(wanted, value, row->size) == 0;
}

bool keywords_match(const struct keyword_table *table, const void *filter, const void *object)
{
	const struct keyword *row = table->rows;

	/* shortcut for an empty filter: a mask holds all fields that filter */
	if (!*(const uint32_t *)((const char *)filter + row->mask))
		return true;
	for (; row->word; row++)
		if (has_field(row, VERB_FILTER, filter) && !row_match(row, filter, object))
			return false;
	return true;
}

static void json_list(const struct keyword *row, const char *key, const void *value,
		      struct output *out)
{
	char text[TEXT_SIZE];
	size_t i;

	output_array_begin(out, key);
	for (i = 0; row->type->item(value, i, text); i++)
		output_string(out, NULL, text);
	output_array_end(out);
}

/* A JSON member with the keys and labels of `ip -j l2tp`; in a DOCUMENT, with the keywords. */
static void json_member(const struct keyword *row, const void *object, bool document,
			struct output *out)
{
	const char *key = row->json && !document ? row->json : row->word;
	const void *value = member_of(row, object);
	const char *label = NULL;
	char text[4 * TEXT_SIZE]; /* each byte of a name may be escaped */

	switch (row->type->json) {
	case VALUE_NUMBER:
		output_number(out, key, member_load(value, row->size));
		break;
	case VALUE_BOOLEAN:
		output_boolean(out, key, member_load(value, row->size));
		break;
	case VALUE_STRING:
		escape_json(value, text, sizeof(text));
		output_string(out, key, text);
		break;
	case VALUE_TEXT:
		if (!row->type->name && !document)
			label = value_label(row->type, member_load(value, row->size));
		if (!label)
			row->type->print(row->type, value, row->size, text);
		output_string(out, key, label ? label : text);
		break;
	case VALUE_LIST:
		json_list(row, key, value, out);
		break;
	case VALUE_NONE:
		break;
	}
}

void keywords_json(const struct keyword_table *table, const void *object, struct output *out)
{
	const struct keyword *row;

	if (!output_is_json(out))
		return;
	for (row = table->rows; row->word; row++)
		if (has_field(row, VERB_FILTER, object) && !row->json_by_hand &&
		    !(row->json_without_zero &&
		      member_load(member_of(row, object), row->size) == 0))
			json_member(row, object, false, out);
}

void keywords_document(const struct keyword_table *table, const void *object, struct output *out)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (has_field(row, VERB_ADD, object))
			json_member(row, object, true, out);
}

static void line(const struct keyword_table *table, const void *object, bool all, const char *title,
		 struct output *out)
{
	const struct keyword *row;
	char text[TEXT_SIZE];
	bool begun = false;

	if (output_is_json(out))
		return;
	for (row = table->rows; row->word; row++) {
		if ((row->in_lines && !all) || !has_field(row, VERB_FILTER, object))
			continue;
		row->type->print(row->type, member_of(row, object), row->size, text);
		output_text(out, "%s %s %s", begun ? "," : title, row->word, text);
		begun = true;
	}
	if (begun)
		output_text(out, "\n");
}

void keywords_detail(const struct keyword_table *table, const void *object, struct output *out)
{
	line(table, object, false, " ", out);
}

void keywords_line(const struct keyword_table *table, const void *object, const char *title,
		   struct output *out)
{
	line(table, object, true, title, out);
}

static void write_row(const struct keyword *row, const void *object, FILE *file)
{
	const void *value = member_of(row, object);
	char text[TEXT_SIZE];

	if (row->type->write) {
		row->type->write(row->word, value, file);
		return;
	}
	row->type->print(row->type, value, row->size, text);
	fputc(' ', file);
	fputs(row->word, file);
	fputc(' ', file);
	words_quote(row->type->json == VALUE_STRING ? value : text, file);
}

void keywords_write(const struct keyword_table *table, enum verb verb, const void *object,
		    FILE *file)
{
	const struct keyword *row;

	for (row = table->rows; row->word; row++)
		if (has_field(row, verb, object))
			write_row(row, object, file);
}
