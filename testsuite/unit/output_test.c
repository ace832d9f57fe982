// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * output_test.c - records as text and JSON, and failures
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/text/output.h"
#include "testsuite/unit/unit.h"

/* A record with text and JSON parts. */
static void print_record(struct output *out, unsigned int number)
{
	output_begin(out);
	output_number(out, "id", number);
	output_boolean(out, "on", number % 2);
	output_string(out, "path", "a/\"b\"");
	output_object_begin(out, "stats");
	output_number(out, "rx", UINT64_MAX);
	output_object_end(out);
	output_string(out, "last", "");
	output_text(out, "Record %u\n", number);
	output_color(out, OUTPUT_IFNAME, "  name %s", "x");
	output_text(out, "\n\n  end\n\n");
	output_end(out);
}

/* Print RECORDS records with OPTIONS. The caller frees the result. */
static char *printed(struct unit *unit, const struct output_options *options, unsigned int records)
{
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	unsigned int i;

	CHECK(output_open(&out, file, options, &err) == 0);
	for (i = 1; i <= records; i++)
		print_record(out, i);
	CHECK(output_close(out, &err) == 0 && err.code == 0);
	fclose(file);
	return text;
}

static void check_printed(struct unit *unit, struct output_options options, unsigned int records,
			  const char *wanted)
{
	char *text = printed(unit, &options, records);

	CHECK_TEXT(text, wanted);
	free(text);
}

#define PLAIN_RECORD(number) "Record " number "\n  name x\n\n  end\n\n"
#define JSON_RECORD(number, on) \
	"{\"id\":" number ",\"on\":" on ",\"path\":\"a/\\\"b\\\"\"," \
	"\"stats\":{\"rx\":18446744073709551615},\"last\":\"\"}"

#define PRETTY_RECORD(number, on) \
	"{\n  \"id\": " number ",\n  \"on\": " on ",\n  \"path\": \"a/\\\"b\\\"\",\n" \
	"  \"stats\": {\n    \"rx\": 18446744073709551615\n  },\n  \"last\": \"\"\n}"

static void text(struct unit *unit)
{
	const struct output_options plain = { 0 }, oneline = { .oneline = true };

	check_printed(unit, plain, 0, "");
	check_printed(unit, plain, 2, PLAIN_RECORD("1") PLAIN_RECORD("2"));
	check_printed(unit, oneline, 2, "Record 1\\  name x\\  end\nRecord 2\\  name x\\  end\n");
	check_printed(unit, oneline, 0, "");
}

static void colors(struct unit *unit)
{
	const struct output_options light = { .color = true };
	const struct output_options dark = { .color = true, .dark = true };
	const struct output_options json = { .color = true, .json = true };

	check_printed(unit, light, 1, "Record 1\n\033[36m  name x\033[0m\n\n  end\n\n");
	check_printed(unit, dark, 1, "Record 1\n\033[1;36m  name x\033[0m\n\n  end\n\n");
	check_printed(unit, json, 1, "[" JSON_RECORD("1", "true") "]\n");
}

static void json(struct unit *unit)
{
	const struct output_options plain = { .json = true };
	const struct output_options oneline = { .json = true, .oneline = true };

	check_printed(unit, plain, 0, "[]\n");
	check_printed(unit, plain, 1, "[" JSON_RECORD("1", "true") "]\n");
	check_printed(unit, plain, 2,
		      "[" JSON_RECORD("1", "true") "," JSON_RECORD("2", "false") "]\n");
	check_printed(unit, oneline, 1, "[" JSON_RECORD("1", "true") "]\n");
}

/* Print nested objects and arrays with OPTIONS. The caller frees the result. */
static char *printed_nest(struct unit *unit, const struct output_options *options)
{
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	CHECK(output_open(&out, file, options, &err) == 0);
	output_begin(out);
	output_array_begin(out, "none");
	output_array_end(out);
	output_object_begin(out, "link");
	output_array_begin(out, "addr");
	output_string(out, NULL, "a");
	output_number(out, NULL, 7);
	output_object_begin(out, NULL);
	output_boolean(out, "on", true);
	output_object_end(out);
	output_array_end(out);
	output_number(out, "mtu", 1400);
	output_object_end(out);
	output_real(out, "last", 1.5);
	output_end(out);
	CHECK(output_close(out, &err) == 0);
	fclose(file);
	return text;
}

static void pretty_json(struct unit *unit)
{
	const struct output_options pretty = { .json = true, .pretty = true };
	char *text;

	check_printed(unit, pretty, 0, "[]\n");
	check_printed(unit, pretty, 2,
		      "[\n" PRETTY_RECORD("1", "true") ",\n" PRETTY_RECORD("2", "false") "\n]\n");
	text = printed_nest(unit, &pretty);
	CHECK_TEXT(text, "[\n{\n  \"none\": [\n  ],\n  \"link\": {\n    \"addr\": [\n"
			 "      \"a\",\n      7,\n      {\n        \"on\": true\n      }\n    ],\n"
			 "    \"mtu\": 1400\n  },\n  \"last\": 1.500\n}\n]\n");
	free(text);
}

/* An object per line, written when flushed. */
static void json_lines(struct unit *unit)
{
	const struct output_options options = { .json = true, .lines = true };
	const struct output_options plain = { .lines = true };
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	check_printed(unit, options, 0, "");
	check_printed(unit, options, 2,
		      JSON_RECORD("1", "true") "\n" JSON_RECORD("2", "false") "\n");
	check_printed(unit, plain, 1, PLAIN_RECORD("1"));
	CHECK(output_open(&out, file, &options, &err) == 0);
	print_record(out, 1);
	CHECK(output_flush(out, &err) == 0);
	CHECK_TEXT(text, JSON_RECORD("1", "true") "\n");
	CHECK(output_close(out, &err) == 0);
	CHECK_TEXT(text, JSON_RECORD("1", "true") "\n");
	fclose(file);
	free(text);
}

static void arrays(struct unit *unit)
{
	const struct output_options options = { .json = true };
	char *text = printed_nest(unit, &options);

	CHECK_TEXT(text, "[{\"none\":[],\"link\":{\"addr\":[\"a\",7,{\"on\":true}],"
			 "\"mtu\":1400},\"last\":1.500}]\n");
	free(text);
}

/* DEL and C1, which JSON permits, are escaped for terminals. */
static void json_controls(struct unit *unit)
{
	const struct output_options options = { .json = true };
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	CHECK(output_open(&out, file, &options, &err) == 0);
	output_begin(out);
	output_string(out, "s", "\033[\x7f\xc2\x9b\xc2\xa0\xc3\xbc\\");
	output_string(out, "t", "\b\f\n\r\t\v/\xc2");
	output_end(out);
	CHECK(output_close(out, &err) == 0);
	fclose(file);
	CHECK_TEXT(text, "[{\"s\":\"\\u001b[\\u007f\\u009b\xc2\xa0\xc3\xbc\\\\\","
			 "\"t\":\"\\b\\f\\n\\r\\t\\u000b/\xc2\"}]\n");
	free(text);
}

/* An unfinished record is never printed. */
static void unended(struct unit *unit)
{
	const struct output_options options = { 0 };
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	CHECK(output_open(&out, file, &options, &err) == 0);
	output_begin(out);
	output_text(out, "half");
	output_begin(out);
	output_text(out, "whole\n");
	output_end(out);
	output_begin(out);
	output_end(out); /* an empty record */
	CHECK(output_close(out, &err) == 0);
	fclose(file);
	CHECK_TEXT(text, "whole\n");
	free(text);
}

static void long_record(struct unit *unit)
{
	const struct output_options options = { .oneline = true };
	struct error err = { 0 };
	struct output *out = NULL;
	char *text = NULL;
	size_t size, i;
	FILE *file = open_memstream(&text, &size);

	CHECK(output_open(&out, file, &options, &err) == 0);
	output_begin(out);
	for (i = 0; i < 10000; i++)
		output_text(out, "%s", "0123456789\n");
	output_end(out);
	CHECK(output_close(out, &err) == 0);
	fclose(file);
	CHECK(size == 10000 * 11);
	CHECK(text[size - 1] == '\n' && memchr(text, '\n', size) == text + size - 1);
	free(text);
}

/* Lengths around the initial buffer size: oneline may append a newline. */
static void record_lengths(struct unit *unit)
{
	const struct output_options options = { .oneline = true };
	int length;

	for (length = 500; length < 530; length++) {
		struct error err = { 0 };
		struct output *out = NULL;
		char *text = NULL;
		size_t size;
		FILE *file = open_memstream(&text, &size);

		output_open(&out, file, &options, &err);
		output_begin(out);
		output_text(out, "%*s", length, "x");
		output_end(out);
		output_close(out, &err);
		fclose(file);
		unit_about(unit, "%d bytes", length);
		CHECK(size == (size_t)length + 1 && text[length] == '\n');
		free(text);
	}
}

static void check_full(struct unit *unit, struct output_options options, unsigned int records)
{
	FILE *file = fopen("/dev/full", "we");
	struct error err = { 0 };
	struct output *out = NULL;
	unsigned int i;

	unit_about(unit, "json %d, %u records", options.json, records);
	CHECK(file && output_open(&out, file, &options, &err) == 0);
	for (i = 0; i < records; i++)
		print_record(out, i);
	CHECK(output_close(out, &err) == -ENOSPC);
	CHECK_TEXT(err.text, "output: No space left on device");
	fclose(file);
}

static void full(struct unit *unit)
{
	check_full(unit, (struct output_options){ 0 }, 1);
	check_full(unit, (struct output_options){ .json = true }, 1);
	check_full(unit, (struct output_options){ .json = true }, 0);
	check_full(unit, (struct output_options){ .json = true, .pretty = true }, 1000);
	check_full(unit, (struct output_options){ .oneline = true }, 1000);
}

static void counts(struct unit *unit)
{
	const struct {
		unsigned int human;
		uint64_t count;
		const char *text;
	} cases[] = {
		{ 0, UINT64_MAX, "18446744073709551615" },
		{ 1000, 0, "0" },
		{ 1000, 999, "999" },
		{ 1000, 1000, "1.0K" },
		{ 1000, 12345, "12.3K" },
		{ 1000, 1000000, "1.0M" },
		{ 1000, 999999999999ULL, "1.0T" },
		{ 1000, UINT64_MAX, "18.4E" },
		{ 1024, 1023, "1023" },
		{ 1024, 1024, "1.0Ki" },
		{ 1024, 12 * 1024, "12.0Ki" },
		{ 1024, 1ULL << 60, "1.0Ei" },
		{ 1024, UINT64_MAX, "16.0Ei" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct output_options options = { .human = cases[i].human };
		struct error err = { 0 };
		struct output *out = NULL;
		FILE *file = fopen("/dev/null", "we");
		char text[OUTPUT_COUNT_SIZE];

		output_open(&out, file, &options, &err);
		output_count(out, cases[i].count, text);
		CHECK_TEXT(text, cases[i].text);
		output_close(out, &err);
		fclose(file);
	}
}

const struct unit_test output_tests[] = {
	{ "text is printed record by record, each on one line with oneline", text },
	{ "colours go around text of their role, and never into JSON", colors },
	{ "JSON is one array of records, numbers and booleans bare", json },
	{ "pretty JSON is an array too", pretty_json },
	{ "JSON lines are one object each, with the reader once they are flushed", json_lines },
	{ "arrays stand in records and in objects, and hold either", arrays },
	{ "JSON has no control character in it", json_controls },
	{ "a record that was not ended is not printed", unended },
	{ "a record of 110 kilobytes is printed whole", long_record },
	{ "a record of any length gets its newline", record_lengths },
	{ "output that cannot be written is a failure", full },
	{ "counters have units of 1000 or 1024 on request", counts },
	{ NULL, NULL },
};
