// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * base_test.c - arrays, sorted arrays, sets of ids, buffers, errors, waits, near words
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/buffer.h"
#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/base/idset.h"
#include "lib/base/nearest.h"
#include "lib/base/wait.h"
#include "testsuite/unit/unit.h"

static int compare(const void *a, const void *b)
{
	const int *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static void sorted(struct unit *unit)
{
	int items[] = { 3, 1, 2, 3, 1, 3 };
	int equal[] = { 7, 7, 7 };

	CHECK(array_sort_unique(NULL, 0, sizeof(int), compare) == 0);
	CHECK(array_sort_unique(items, 1, sizeof(int), compare) == 1 && items[0] == 3);
	CHECK(array_sort_unique(items, 6, sizeof(int), compare) == 3);
	CHECK(items[0] == 1 && items[1] == 2 && items[2] == 3);
	CHECK(array_sort_unique(items, 3, sizeof(int), compare) == 3 && items[2] == 3);
	CHECK(array_sort_unique(equal, 3, sizeof(int), compare) == 1 && equal[0] == 7);
}

/* Compares with plain insertion on random arrays. */
static void sorted_random(struct unit *unit)
{
	unsigned int seed = 1, round;

	for (round = 0; round < 200; round++) {
		int items[50], seen[16] = { 0 };
		size_t count = (size_t)rand_r(&seed) % 50, i, kept, kinds = 0;

		for (i = 0; i < count; i++)
			seen[items[i] = rand_r(&seed) % 16] = 1;
		for (i = 0; i < 16; i++)
			kinds += (size_t)seen[i];
		kept = array_sort_unique(items, count, sizeof(items[0]), compare);
		unit_about(unit, "round %u", round);
		CHECK(kept == kinds);
		for (i = 1; i < kept; i++)
			CHECK(items[i - 1] < items[i]);
	}
}

static void empty_table(struct unit *unit)
{
	const struct sorted table = { .size = sizeof(int), .compare = compare };
	int key = 1;

	CHECK(sorted_place(&table, &key) == 0);
	CHECK(!sorted_find(&table, &key));
}

static void sorted_table(struct unit *unit)
{
	struct sorted table = { .size = sizeof(int), .compare = compare };
	struct error err = { 0 };
	int i, key;

	for (i = 0; i < 999; i++) {
		key = i * 512 % 999; /* each value once, unordered */
		CHECK(sorted_put(&table, &key, &err) == 0);
	}
	CHECK(table.count == 999);
	for (i = 0; i < 999; i++) {
		CHECK(sorted_place(&table, &i) == (size_t)i);
		CHECK(sorted_find(&table, &i) == table.list + (size_t)i * sizeof(int));
	}
	key = 999;
	CHECK(sorted_place(&table, &key) == 999 && !sorted_find(&table, &key));
	for (i = 998; i >= 0; i -= 2) /* the last, the first, all even ones between */
		sorted_drop(&table, sorted_find(&table, &i), 1);
	CHECK(table.count == 499);
	for (i = 0; i < 999; i++)
		CHECK(!sorted_find(&table, &i) == (i % 2 == 0));
	i = 3;
	sorted_drop(&table, sorted_find(&table, &i), 490); /* 3 to 981 */
	for (i = 1; i < 999; i += 2)
		CHECK(!sorted_find(&table, &i) == (i > 1 && i < 983));
	CHECK(table.count == 9 && table.room <= 64); /* unused room was freed */
	free(table.list);
}

/* Consecutive ids, distant ids, and keys that differ in one of the two ids. */
static void set_of_ids(struct unit *unit)
{
	struct idset set = { 0 };
	uint32_t i;

	CHECK(!idset_has(&set, 1, 1));
	for (i = 1; i <= 5000; i++)
		CHECK(idset_add(&set, 1 + i % 3, i) && idset_add(&set, i << 16, 0xffffffff - i));
	CHECK(set.count == 10000 && idset_add(&set, 2, 1) && set.count == 10000);
	for (i = 1; i <= 5000; i++) {
		CHECK(idset_has(&set, 1 + i % 3, i) && !idset_has(&set, 1 + (i + 1) % 3, i));
		CHECK(idset_has(&set, i << 16, 0xffffffff - i) && !idset_has(&set, i << 16, i));
	}
	idset_free(&set);
	CHECK(!idset_has(&set, 2, 1));
}

static void grown(struct unit *unit)
{
	size_t count = 0, room = 0;
	int *items = NULL, i;

	for (i = 0; i < 1000; i++) {
		items = array_grow(items, count, &room, sizeof(*items));
		CHECK(items && room > count);
		items[count++] = i;
	}
	for (i = 0; i < 1000; i++)
		CHECK(items[i] == i);
	free(items);
}

static void print(struct buffer *bytes, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void print(struct buffer *bytes, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buffer_print(bytes, format, args);
	va_end(args);
}

static void check_bytes(struct unit *unit, struct buffer *bytes, const char *wanted)
{
	buffer_put(bytes, "", 1);
	CHECK(!bytes->failed && bytes->used == strlen(wanted) + 1);
	CHECK_TEXT(bytes->text, wanted);
	buffer_free(bytes);
}

static void growing_text(struct unit *unit)
{
	struct buffer bytes = { 0 };
	char digits[21];
	size_t i;

	print(&bytes, "%s", "");
	print(&bytes, "%u %s%u|", 0U, "x", UINT32_MAX);
	print(&bytes, "%s %-3d%%%5.1f %s %u|", "a", 7, 1.25, "b", 8U);
	print(&bytes, "end");
	check_bytes(unit, &bytes, "0 x4294967295|a 7  %  1.2 b 8|end");
	for (i = 0; i < 3000; i++)
		buffer_put_number(&bytes, 1234567890);
	CHECK(bytes.used == 30000 && memcmp(bytes.text + 29990, "1234567890", 10) == 0);
	buffer_free(&bytes);
	CHECK(buffer_decimal(0, digits) == 1 && strcmp(digits, "0") == 0);
	CHECK(buffer_decimal(UINT64_MAX, digits) == 20);
	CHECK_TEXT(digits, "18446744073709551615");
}

static void errors(struct unit *unit)
{
	char word[3000];
	struct error err = { 0 };

	memset(word, 'x', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	CHECK(error_set(&err, -EIO, "%s", "a") == -EIO && err.kind == ERROR_SYSTEM);
	CHECK(error_context(&err, "b %d", 1) == -EIO);
	CHECK_TEXT(err.text, "b 1: a");
	CHECK(error_usage(&err, "%s", word) == -EINVAL && err.kind == ERROR_USAGE);
	CHECK(strlen(err.text) == sizeof(err.text) - 1);
	CHECK(error_context(&err, "context") == -EINVAL);
	CHECK(strncmp(err.text, "context: x", 10) == 0);
	CHECK(error_context(&err, "%s", word) == -EINVAL);
	error_warn(&err, "%s", "one");
	error_warn(&err, "%s", word); /* does not fit */
	error_warn(&err, "two");
	CHECK_TEXT(err.warnings, "one\ntwo\n");
	error_clear(&err);
	CHECK(err.code == 0 && !err.text[0]);
	CHECK_TEXT(err.warnings, "one\ntwo\n");
}

/* Warnings of lengths around the remaining room: a whole line or nothing. */
static void warnings_at_the_end(struct unit *unit)
{
	char word[sizeof(((struct error *)NULL)->warnings) + 4];
	size_t length;

	for (length = sizeof(word) - 12; length < sizeof(word) - 1; length++) {
		struct error err = { 0 };

		memset(word, 'x', length);
		word[length] = '\0';
		error_warn(&err, "%s", word);
		unit_about(unit, "%zu bytes", length);
		CHECK(strlen(err.warnings) == (length + 1 < sizeof(err.warnings) ? length + 1 : 0));
	}
}

/* The state of a condition. */
struct asked {
	int answer; /* the final answer */
	int before; /* number of calls that return 0 first */
	int count;
};

static int answer_asked(void *data, struct error *err)
{
	struct asked *asked = data;

	asked->count++;
	error_clear(err);
	if (asked->count <= asked->before) {
		error_set(err, -EBUSY, "the last reason");
		return 0;
	}
	return asked->answer < 0 ? error_set(err, asked->answer, "an end") : asked->answer;
}

static bool asked_twice(void *data)
{
	return ((const struct asked *)data)->count == 2;
}

static void waits(struct unit *unit)
{
	struct asked so = { .answer = 1, .before = 3 }, never = { .before = INT32_MAX };
	struct asked failing = { .answer = -EIO, .before = 1 }, stopped = never;
	int64_t begun = clock_milliseconds(), took;
	struct error err = { 0 };

	CHECK(wait_until(answer_asked, &so, 10000, NULL, &err) == 1 && so.count == 4);
	CHECK(wait_until(answer_asked, &failing, 10000, NULL, &err) == -EIO);
	CHECK(failing.count == 2 && err.code == -EIO);
	CHECK(wait_until(answer_asked, &stopped, 10000, asked_twice, &err) == -EINTR);
	CHECK(stopped.count == 2);
	took = clock_milliseconds() - begun;
	CHECK(took < 5000);
	CHECK(wait_until(answer_asked, &never, 50, NULL, &err) == 0 && never.count > 2);
	CHECK(clock_milliseconds() - begun - took >= 50);
	CHECK_TEXT(err.text, "the last reason");
}

static void nearest_words(struct unit *unit)
{
	static const struct {
		const char *typed, *word;
	} cases[] = {
		{ "tunel_id", "tunnel_id" },
		{ "tunnelid", "tunnel_id" },
		{ "tunnel_di", "tunnel_id" }, /* two letters exchanged count as one */
		{ "sesion_id", "session_id" },
		{ "cokie", "cookie" },
		{ "mtuu", "mtu" },
		{ "mut", "mtu" },
		{ "mtx", NULL }, /* a word of three letters is too short for a changed one */
		{ "mt", NULL },
		{ "xyz", NULL },
		{ "", NULL },
		{ "session_id_that_is_longer_than_any_word_of_ours", NULL },
	};
	static const char *const words[] = { "tunnel_id", "session_id", "cookie", "mtu" };
	char text[64];
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct nearest nearest = { .typed = cases[i].typed };
		char wanted[64] = "; none";

		unit_about(unit, "%s", cases[i].typed);
		for (j = 0; j < sizeof(words) / sizeof(words[0]); j++)
			nearest_consider(&nearest, words[j]);
		if (cases[i].word)
			snprintf(wanted, sizeof(wanted), "; did you mean %s?", cases[i].word);
		CHECK_TEXT(nearest_hint(&nearest, "; none", text, sizeof(text)), wanted);
	}
}

const struct unit_test base_tests[] = {
	{ "an array is sorted and keeps one of equal items", sorted },
	{ "random arrays are sorted and keep one of equal items", sorted_random },
	{ "an empty table has a first place and nothing in it", empty_table },
	{ "a table finds what was put into it and not dropped, in order", sorted_table },
	{ "a set has the ids that were added, and no others", set_of_ids },
	{ "an array grows and keeps what it has", grown },
	{ "text grows by words, numbers and what printf does", growing_text },
	{ "an error keeps its code, gets a context, and is cut where it does not fit", errors },
	{ "a warning is kept whole or not at all", warnings_at_the_end },
	{ "a wait ends when it is so, by an error, by an interruption, or in time", waits },
	{ "a mistyped word has the nearest one that is known, if it is near", nearest_words },
	{ NULL, NULL },
};
