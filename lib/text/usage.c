// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * usage.c - print the keywords of a table for usage and help
 */
#include "lib/text/usage.h"

#include <string.h>

#include "lib/base/escape.h"

static int usage_item(const struct keyword *row, enum verb verb, char *text, size_t size)
{
	const struct value_type *type = keyword_type(row, verb);
	bool required = row->use[verb] == REQUIRED;
	char value[TEXT_SIZE];

	if (type->flag)
		return snprintf(text, size, "[ %s ]", row->word);
	value_usage(type, value);
	return snprintf(text, size, required ? "%s %s" : "[ %s %s ]%s", row->word, value,
			row->repeatable ? "..." : "");
}

void keywords_usage(const struct keyword_table *table, enum verb verb, int indent, FILE *file)
{
	static const enum use uses[] = { REQUIRED, OPTIONAL };
	const struct keyword *row;
	char item[2 * TEXT_SIZE];
	int column = indent, length;
	size_t i;

	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		for (row = table->rows; row->word; row++) {
			if (row->use[verb] != uses[i])
				continue;
			length = usage_item(row, verb, item, sizeof(item));
			if (column + 1 + length > 80) {
				fprintf(file, "\n%*s", indent, "");
				column = indent;
			}
			fprintf(file, " %s", item);
			column += 1 + length;
		}
	fputc('\n', file);
}

static const char *group_of(const struct keyword *row, enum verb verb)
{
	if (row->use[verb] == REQUIRED)
		return "required";
	return row->group ? row->group : "optional";
}

/* Write GROUP and its keywords; nothing if it has none. */
static void help_group(const struct keyword_table *table, enum verb verb, const char *group,
		       FILE *file)
{
	const struct keyword *row;
	bool begun = false;

	for (row = table->rows; row->word; row++) {
		if (row->use[verb] < OPTIONAL || strcmp(group_of(row, verb), group) != 0)
			continue;
		if (!begun)
			fprintf(file, "%s:\n", group);
		begun = true;
		fprintf(file, "  %-16s %s", row->word, row->help);
		if (verb == VERB_ADD && row->add_help)
			fprintf(file, ", %s", row->add_help);
		fprintf(file, "%s%s%s\n", row->alias ? " (alias " : "",
			row->alias ? row->alias : "", row->alias ? ")" : "");
	}
}

void keywords_help(const struct keyword_table *table, enum verb verb, FILE *file)
{
	const struct keyword *row;
	const char *last = NULL;

	help_group(table, verb, "required", file);
	help_group(table, verb, "optional", file);
	/* the rows of a group are adjacent */
	for (row = table->rows; row->word; last = row->group, row++)
		if (row->group && (!last || strcmp(row->group, last) != 0))
			help_group(table, verb, row->group, file);
}
