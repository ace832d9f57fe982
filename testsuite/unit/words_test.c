// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * words_test.c - splitting lines into words, and quoting
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/text/words.h"
#include "testsuite/unit/unit.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

/* The words of TEXT, each line as `NUMBER:<word><word>` or `NUMBER!error`. The caller frees the result. */
static char *read_all(const char *text, size_t length)
{
	FILE *file = length ? fmemopen((void *)text, length, "r") : fopen("/dev/null", "re");
	struct words_reader *reader = NULL;
	struct error err = { 0 };
	const char *const *words;
	char *all = NULL;
	size_t size;
	FILE *out = open_memstream(&all, &size);
	int got;

	words_open(&reader, file, &err);
	while ((got = words_next(reader, &words, &err)) != 0) {
		fprintf(out, "%lu%s", words_line(reader), got > 0 ? ":" : "!");
		if (got < 0)
			fprintf(out, "%s", err.text);
		for (; got > 0 && *words; words++)
			fprintf(out, "<%s>", *words);
		fputc('\n', out);
		error_clear(&err);
	}
	words_close(reader);
	fclose(file);
	fclose(out);
	return all;
}

struct text_case {
	const char *text;
	size_t length;
	const char *words;
};

static void check_texts(struct unit *unit, const struct text_case *cases)
{
	for (; cases->text; cases++) {
		char *all = read_all(cases->text, cases->length);

		unit_about(unit, "wanted %s", cases->words);
		CHECK_TEXT(all, cases->words);
		free(all);
	}
}

static void blanks(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT(""), "" },
		{ TEXT("\n\n \t\n"), "" },
		{ TEXT("a b\tc\n"), "1:<a><b><c>\n" },
		{ TEXT("  a  \n\nb"), "1:<a>\n3:<b>\n" },
		{ TEXT("a\r\n\r\nb c\r\n"), "1:<a>\n3:<b><c>\n" },
		{ TEXT("\xef\xbb\xbf"
		       "a"),
		  "1:<\xef\xbb\xbf"
		  "a>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void comments(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("# all\n"), "" },
		{ TEXT("a # b c\nd#e\n"), "1:<a>\n2:<d>\n" },
		{ TEXT("'#' \"#a\" a'#'b\n"), "1:<#><#a><a#b>\n" },
		{ TEXT("# don't\na\n"), "2:<a>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void quotes(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("'a b' \"c\td\"\n"), "1:<a b><c\td>\n" },
		{ TEXT("'' \"\"\n"), "1:<><>\n" },
		{ TEXT("a'b'\"c\"d\n"), "1:<abcd>\n" },
		{ TEXT("'\"' \"'\"\n"), "1:<\"><'>\n" },
		{ TEXT("''''\"\"\n"), "1:<>\n" },
		{ TEXT("'a\\' b\n"), "1:<a\\><b>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void escapes(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("$'a b' a$'\\x23'b $''\n"), "1:<a b><a#b><>\n" },
		{ TEXT("$'\\'' $'\\\\' $'\\\"'\n"), "1:<'><\\><\">\n" },
		{ TEXT("$'\\x1b\\xC3\\xbc'\n"), "1:<\033\xc3\xbc>\n" },
		{ TEXT("$a $ \"$'a'\"\n"), "1:<$a><$><$'a'>\n" },
		{ TEXT("$'a'#b\n$'#'\n"), "1:<a>\n2:<#>\n" },
		{ TEXT("$'a\nb\n"), "1!unterminated quote\n2:<b>\n" },
		{ TEXT("$'a\\'\nb\n"), "1!unterminated quote\n2:<b>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void continued(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("a \\\nb\nc\n"), "2:<a><b>\n3:<c>\n" },
		{ TEXT("a\\\nb\n"), "2:<ab>\n" },
		{ TEXT("a \\\r\n b\r\n"), "2:<a><b>\n" },
		{ TEXT("a \\\n\\\n\nb"), "3:<a>\n4:<b>\n" },
		{ TEXT("a \\"), "1!a line is required after the final backslash\n" },
		{ TEXT("a \\\n"), "1!a line is required after the final backslash\n" },
		{ TEXT("\\\n\\\na"), "3:<a>\n" },
		{ TEXT("'a \\\nb'\n"), "2:<a b>\n" },
		{ TEXT("a\\b \\c\n"), "1:<a\\b><\\c>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

/* Like `ip -batch`: comments are removed before lines are joined. */
static void commented_continuation(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("# a \\\nb\n"), "2:<b>\n" },
		{ TEXT("a # b \\\nc\n"), "1:<a>\n2:<c>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void bad_lines(struct unit *unit)
{
	const struct text_case cases[] = {
		{ TEXT("a 'b\nc\n"), "1!unterminated quote\n2:<c>\n" },
		{ TEXT("a \"b'\nc d\n"), "1!unterminated quote\n2:<c><d>\n" },
		{ TEXT("'"), "1!unterminated quote\n" },
		{ TEXT("a'"), "1!unterminated quote\n" },
		{ TEXT("a\0b\nc\n"), "1!NUL byte in the line\n2:<c>\n" },
		{ TEXT("\0"), "1!NUL byte in the line\n" },
		{ TEXT("a \\\nb\0\nc\n"), "2!NUL byte in the line\n3:<c>\n" },
		{ TEXT("a\0 \\\nb\nc\n"), "2!NUL byte in the line\n3:<c>\n" },
		{ TEXT("a $'b\\x00c'\nc\n"), "1!NUL byte in the line\n2:<c>\n" },
		{ TEXT("$'\\x00'\n$'\\x0' $'\\\\x00' '\\x00'\n"),
		  "1!NUL byte in the line\n2:<x0><\\x00><\\x00>\n" },
		{ TEXT("$'\\x00\nc\n"), "1!unterminated quote\n2:<c>\n" },
		{ TEXT("a\0 'b\\\n#'\\\nb\nc\n"), "3!NUL byte in the line\n4:<c>\n" },
		{ NULL, 0, NULL },
	};

	check_texts(unit, cases);
}

static void long_lines(struct unit *unit)
{
	const size_t length = 100000;
	char *text = malloc(2 * length + 1), *all;
	size_t i;

	for (i = 0; i < length; i++)
		memcpy(text + 2 * i, "a ", 2);
	text[2 * length] = '\n';
	all = read_all(text, 2 * length + 1);
	CHECK(strlen(all) == 3 * length + 3);
	free(all);
	memset(text, 'x', 2 * length);
	all = read_all(text, 2 * length + 1);
	CHECK(strlen(all) == 2 * length + 5);
	free(all);
	free(text);
}

/* Two lines: one of LENGTH bytes without the newline, with a continuation behind BREAK bytes if not 0, and "b". */
static char *read_long(size_t length, size_t broken)
{
	char *text = malloc(length + 5), *all;

	memset(text, 'x', length);
	if (broken)
		memcpy(text + broken, "\\\n", 2);
	memcpy(text + length, "\nb\n", 3);
	all = read_all(text, length + 3);
	free(text);
	return all;
}

static void too_long_lines(struct unit *unit)
{
	const size_t most = (1 << 20) - 1; /* with its newline */
	char *all;

	all = read_long(most, 0);
	CHECK(strlen(all) == most + 11 && strcmp(all + most + 3, ">\n2:<b>\n") == 0);
	free(all);
	all = read_long(most + 1, 0);
	CHECK_TEXT(all, "1!the line is longer than 1048576 bytes\n2:<b>\n");
	free(all);
	all = read_long(20 * most, 0);
	CHECK_TEXT(all, "1!the line is longer than 1048576 bytes\n2:<b>\n");
	free(all);
	all = read_long(most + 10, most / 2);
	CHECK_TEXT(all, "2!the line is longer than 1048576 bytes\n3:<b>\n");
	free(all);
}

static void unreadable(struct unit *unit)
{
	FILE *file = fopen("/", "re");
	struct words_reader *reader = NULL;
	struct error err = { 0 };
	const char *const *words;

	CHECK(file && words_open(&reader, file, &err) == 0);
	CHECK(words_next(reader, &words, &err) == -EISDIR);
	CHECK(err.kind == ERROR_SYSTEM);
	CHECK_TEXT(err.text, "Is a directory");
	words_close(reader);
	words_close(NULL);
	fclose(file);
}

static void fails_on_the_way(struct unit *unit)
{
	const char *text = "a 1\nb 23";
	FILE *file = unit_failing_file(&text);
	struct words_reader *reader = NULL;
	struct error err = { 0 };
	const char *const *words;

	words_open(&reader, file, &err);
	CHECK(words_next(reader, &words, &err) == 1);
	CHECK_TEXT(words[1], "1");
	CHECK(words_next(reader, &words, &err) == -EIO);
	CHECK(err.kind == ERROR_SYSTEM);
	CHECK(words_line(reader) == 2);
	words_close(reader);
	fclose(file);
}

static void line_text(struct unit *unit)
{
	char text[] = "a \\\n 'b'  # c\r\n";
	FILE *file = fmemopen(text, strlen(text), "r");
	struct words_reader *reader = NULL;
	struct error err = { 0 };
	const char *const *words;

	words_open(&reader, file, &err);
	CHECK(words_next(reader, &words, &err) == 1);
	CHECK(strncmp(words_text(reader), "a  'b'", 6) == 0);
	CHECK(!strpbrk(words_text(reader), "\r\n\\"));
	words_close(reader);
	fclose(file);
}

static void quoted(struct unit *unit)
{
	const struct {
		const char *word, *quoted;
	} cases[] = {
		{ "", "''" },
		{ "a", "a" },
		{ "a b", "'a b'" },
		{ "a#b", "'a#b'" },
		{ "it's", "'it'\"'\"'s'" },
		{ "'$(id)", "\"'\"'$(id)'" },
		{ "a;b", "'a;b'" },
		{ "$(id>&2)", "'$(id>&2)'" },
		{ "`id`!*", "'`id`!*'" },
		{ "~", "'~'" },
		{ "\x1b[31m'", "$'\\x1b[31m\\x27'" },
		{ "fe80::1%lo/64", "fe80::1%lo/64" },
		{ "\"", "'\"'" },
		{ "'", "\"'\"" },
		{ "a\\", "$'a\\x5c'" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[64] = "";
		FILE *file = fmemopen(text, sizeof(text), "w");

		words_quote(cases[i].word, file);
		fclose(file);
		CHECK_TEXT(text, cases[i].quoted);
	}
}

#define ROUND_WORDS 4
#define ROUND_LENGTH 16

/* Random bytes, special ones more often. */
static void random_word(char *word, unsigned int *seed)
{
	const char alphabet[] = "'\"\\# \tab'\"\\#-$$x5\n\r\033\xc3\xbc\xff";
	int length = rand_r(seed) % ROUND_LENGTH, i;

	for (i = 0; i < length; i++)
		word[i] = alphabet[(size_t)rand_r(seed) % (sizeof(alphabet) - 1)];
	word[length] = '\0';
}

static void round_trip(struct unit *unit, unsigned int *seed)
{
	char sent[ROUND_WORDS][ROUND_LENGTH];
	char *text = NULL, *all, wanted[ROUND_WORDS * (ROUND_LENGTH + 2) + 4] = "1:";
	size_t size, used = strlen(wanted), i;
	FILE *out = open_memstream(&text, &size);

	for (i = 0; i < ROUND_WORDS; i++) {
		random_word(sent[i], seed);
		words_quote(sent[i], out);
		fputs(i + 1 < ROUND_WORDS ? " " : "\n", out);
		used += (size_t)snprintf(wanted + used, sizeof(wanted) - used, "<%s>", sent[i]);
	}
	fclose(out);
	wanted[used] = '\n';
	all = read_all(text, size);
	CHECK_TEXT(all, wanted);
	free(all);
	free(text);
}

static void round_trips(struct unit *unit)
{
	unsigned int seed = 20, round;

	for (round = 0; round < 1000; round++) {
		unit_about(unit, "round %u", round);
		round_trip(unit, &seed);
	}
}

const struct unit_test words_tests[] = {
	{ "blanks separate words, CRLF and a missing last newline end lines", blanks },
	{ "a # outside of quotes begins a comment", comments },
	{ "quotes keep blanks and join with what stands beside them", quotes },
	{ "$'...' has escapes, as in bash", escapes },
	{ "a backslash at the end continues a line, which counts as its last", continued },
	{ "a backslash at the end of a comment continues nothing", commented_continuation },
	{ "a line with an open quote or a NUL byte is refused, the next one is read", bad_lines },
	{ "a line of 100000 words and a word of 200000 bytes are read", long_lines },
	{ "a line of over 1 MiB is refused, the next one is read", too_long_lines },
	{ "a file that cannot be read is an error of the system", unreadable },
	{ "a line of which the rest cannot be read is none", fails_on_the_way },
	{ "a line's text has its continuations joined and no newline", line_text },
	{ "a word is quoted only where it must be", quoted },
	{ "1000 lines of random words come back as they were quoted", round_trips },
	{ NULL, NULL },
};
