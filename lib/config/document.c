// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * document.c - read a JSON document object by object
 */
#include "lib/config/document.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/text/object_keywords.h"

/* The NULL-terminated words of one object. */
struct pairs {
	char **list;
	size_t count, room;
	bool failed; /* out of memory */
};

static void pairs_free(struct pairs *pairs)
{
	size_t i;

	for (i = 0; i < pairs->count; i++)
		free(pairs->list[i]);
	free(pairs->list);
}

static void add_word(struct pairs *pairs, const char *word, size_t length)
{
	char **list = array_grow(pairs->list, pairs->count + 1, &pairs->room, sizeof(*list));
	char *copy = strndup(word, length);

	if (list)
		pairs->list = list;
	if (!list || !copy) {
		free(copy);
		pairs->failed = true;
		return;
	}
	list[pairs->count++] = copy;
	list[pairs->count] = NULL;
}

static void add_pair(struct pairs *pairs, const char *key, const char *text, size_t length)
{
	add_word(pairs, key, strlen(key));
	add_word(pairs, text, length);
}

/* Add a list of strings, each of which may be `ADDRESS peer ADDRESS`. The keyword parser checks the addresses. */
static int add_list(struct pairs *pairs, const struct keyword *row, json_object *list,
		    struct error *err)
{
	const char *const between = " peer ";
	size_t i;

	if (row->type->json != VALUE_LIST)
		return error_usage(err, "%s: a list is not valid here", row->word);
	for (i = 0; i < json_object_array_length(list); i++) {
		json_object *item = json_object_array_get_idx(list, i);
		const char *text = json_object_get_string(item), *peer;

		if (!json_object_is_type(item, json_type_string))
			return error_usage(err, "%s: a list of strings is required", row->word);
		peer = strstr(text, between);
		add_pair(pairs, row->word, text, peer ? (size_t)(peer - text) : strlen(text));
		if (peer)
			add_pair(pairs, "peer", peer + strlen(between),
				 strlen(peer) - strlen(between));
	}
	return 0;
}

/* Add a flag's word if it is true. If false, `up` becomes `down`; other flags are refused. */
static int add_flag(struct pairs *pairs, const struct keyword *row, json_object *value,
		    struct error *err)
{
	if (!json_object_is_type(value, json_type_boolean))
		return error_usage(err, "%s: true or false is required", row->word);
	if (json_object_get_boolean(value))
		add_word(pairs, row->word, strlen(row->word));
	else if (row->type->json == VALUE_BOOLEAN)
		add_word(pairs, "down", strlen("down"));
	else
		return error_usage(err, "%s: the only valid value is true", row->word);
	return 0;
}

static int add_member(struct pairs *pairs, const struct keyword_table *table, const char *key,
		      json_object *value, struct error *err)
{
	const struct keyword *row = keyword_find(table, key);
	char quoted[TEXT_SIZE];
	const char *text;

	if (!row) {
		escape_text(key, quoted, sizeof(quoted));
		return error_usage(err, "unknown field \"%s\" of a %s", quoted, table->object);
	}
	if (json_object_is_type(value, json_type_array))
		return add_list(pairs, row, value, err);
	if (row->type->flag)
		return add_flag(pairs, row, value, err);
	if (row->type->json == VALUE_BOOLEAN && json_object_is_type(value, json_type_boolean))
		text = json_object_get_boolean(value) ? "on" : "off";
	else if (json_object_is_type(value, json_type_int) ||
		 json_object_is_type(value, json_type_string))
		text = json_object_get_string(value);
	else
		return error_usage(err, "%s: a number or a string is required", row->word);
	add_pair(pairs, row->word, text, strlen(text));
	/* names may contain bytes that JSON cannot */
	if (row->type->json == VALUE_STRING && !pairs->failed)
		unescape_json(pairs->list[pairs->count - 1]);
	return 0;
}

/* The callback and its data. */
struct taker {
	document_callback *take;
	void *data;
};

static int take_object(const struct taker *taker, const struct keyword_table *table,
		       json_object *object, struct error *err)
{
	CLEANUP(pairs_free) struct pairs pairs = { 0 };

	if (!json_object_is_type(object, json_type_object))
		return error_usage(err, "an object is required");
	json_object_object_foreach(object, key, value)
	{
		if (strcmp(key, "comment") != 0 && add_member(&pairs, table, key, value, err) < 0)
			return err->code;
	}
	if (pairs.failed)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	if (!pairs.count)
		return error_usage(err, "a field is required");
	return taker->take(taker->data, table == &tunnel_keywords, (const char *const *)pairs.list,
			   err);
}

/* The array is required: if an omitted one counted as empty, pruning would delete all its objects. */
static int take_array(const struct taker *taker, const struct keyword_table *table,
		      const char *name, json_object *document, struct error *err)
{
	json_object *array;
	size_t i;

	if (!json_object_object_get_ex(document, name, &array))
		return error_usage(err, "%s: an array is required", name);
	if (!json_object_is_type(array, json_type_array))
		return error_usage(err, "%s: an array is required", name);
	for (i = 0; i < json_object_array_length(array); i++)
		if (take_object(taker, table, json_object_array_get_idx(array, i), err) < 0)
			return error_context(err, "%s[%zu]", name, i);
	return 0;
}

static int take_document(const struct taker *taker, json_object *document, struct error *err)
{
	char quoted[TEXT_SIZE];

	json_object_object_foreach(document, key, value)
	{
		(void)value;
		if (strcmp(key, "tunnels") == 0 || strcmp(key, "sessions") == 0)
			continue;
		escape_text(key, quoted, sizeof(quoted));
		return error_usage(
			err, "unknown member \"%s\": only tunnels and sessions are valid", quoted);
	}
	if (take_array(taker, &tunnel_keywords, "tunnels", document, err) < 0)
		return err->code;
	return take_array(taker, &session_keywords, "sessions", document, err);
}

/* Read FILE up to its end or a NUL byte, which LENGTH includes. */
static int read_text(FILE *file, char **text, size_t *length, struct error *err)
{
	size_t room = 0;
	ssize_t got;
	int code;

	errno = 0;
	got = getdelim(text, &room, '\0', file);
	if (got < 0 || ferror(file)) {
		code = errno ? errno : EIO;
		return error_set(err, -code, "%s", strerror(code));
	}
	*length = (size_t)got;
	return 0;
}

/*
 * Count the members of all objects of TEXT: json-c keeps only the last of duplicates. Returns false if a string
 * contains a NUL byte, \u0000, at which json-c would truncate it.
 */
static bool count_in_text(const char *text, size_t *members)
{
	char quote = '\0';

	for (*members = 0; *text; text++) {
		if (quote && text[0] == '\\' && text[1]) {
			if (strncmp(text, "\\u0000", 6) == 0)
				return false;
			text++;
		} else if (*text == quote) {
			quote = '\0';
		} else if (!quote && strchr("\"'", *text)) { /* json-c accepts either quote */
			quote = *text;
		} else {
			*members += !quote && *text == ':';
		}
	}
	return true;
}

/* Count the members of VALUE and of all its descendants. */
/* NOLINTNEXTLINE(misc-no-recursion): json-c limits the depth */
static size_t count_members(json_object *value)
{
	size_t count = 0, i;

	if (json_object_is_type(value, json_type_array))
		for (i = 0; i < json_object_array_length(value); i++)
			count += count_members(json_object_array_get_idx(value, i));
	if (json_object_is_type(value, json_type_object)) {
		json_object_object_foreach(value, key, member)
		{
			(void)key;
			count += 1 + count_members(member);
		}
	}
	return count;
}

int document_read(FILE *file, document_callback *take, void *data, struct error *err)
{
	const struct taker taker = { take, data };
	CLEANUP(memory_freep) char *text = NULL;
	struct json_tokener *tokener;
	json_object *document = NULL;
	size_t length = 0, members;

	if (read_text(file, &text, &length, err) < 0)
		return err->code;
	if (strlen(text) < length || !count_in_text(text, &members))
		return error_usage(err, "NUL byte in the document");
	tokener = json_tokener_new();
	if (!tokener)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	if (length < INT32_MAX)
		document = json_tokener_parse_ex(tokener, text, (int)length + 1);
	if (!document)
		error_usage(err, "not valid JSON: %s at byte %zu",
			    json_tokener_error_desc(json_tokener_get_error(tokener)),
			    json_tokener_get_parse_end(tokener));
	else if (count_members(document) != members)
		error_usage(err, "a member is given twice");
	else
		take_document(&taker, document, err);
	json_object_put(document);
	json_tokener_free(tokener);
	return err->code;
}
