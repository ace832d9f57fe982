// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * escape_test.c - untrusted text is printed safely
 */
#include <stdint.h>
#include <string.h>

#include "lib/base/escape.h"
#include "testsuite/unit/unit.h"

struct escape_case {
	const char *from, *text;
};

static void check_cases(struct unit *unit, const struct escape_case *cases)
{
	char text[TEXT_SIZE];

	for (; cases->from; cases++) {
		escape_text(cases->from, text, sizeof(text));
		unit_about(unit, "wanted %s", cases->text);
		CHECK_TEXT(text, cases->text);
	}
}

static void harmless(struct unit *unit)
{
	const struct escape_case cases[] = {
		{ "", "" },
		{ "l2tpeth0 ~!\"'", "l2tpeth0 ~!\"'" },
		{ "\xc2\xa0", "\xc2\xa0" }, /* U+00A0, the first after C1 */
		{ "z\xc3\xbcrich", "z\xc3\xbcrich" },
		{ "\xe0\xa0\x80", "\xe0\xa0\x80" }, /* U+0800, the first of three bytes */
		{ "\xed\x9f\xbf", "\xed\x9f\xbf" }, /* U+D7FF, the last before the surrogates */
		{ "\xee\x80\x80", "\xee\x80\x80" },
		{ "\xf0\x90\x80\x80", "\xf0\x90\x80\x80" },
		{ "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf" }, /* U+10FFFF, the last */
		{ NULL, NULL },
	};

	check_cases(unit, cases);
}

static void harmful(struct unit *unit)
{
	const struct escape_case cases[] = {
		{ "\033[2J", "\\x1b[2J" },
		{ "\x01\x1f\x7f", "\\x01\\x1f\\x7f" },
		{ "a\nb\r\tc", "a\\x0ab\\x0d\\x09c" },
		{ "a\\x1b", "a\\x5cx1b" },
		{ "\xc2\x9b", "\\xc2\\x9b" }, /* U+009B, CSI */
		{ "\xc2\x80\xc2\x9f", "\\xc2\\x80\\xc2\\x9f" },
		{ "\x9b", "\\x9b" },
		{ "\xff\xfe", "\\xff\\xfe" },
		{ "\xc3", "\\xc3" }, /* truncated */
		{ "\xc3(", "\\xc3(" },
		{ "\xe2\x82", "\\xe2\\x82" },
		{ "\xf0\x9f\x98", "\\xf0\\x9f\\x98" },
		{ "\xc0\x80\xc1\xbf", "\\xc0\\x80\\xc1\\xbf" }, /* overlong */
		{ "\xc0\xaf", "\\xc0\\xaf" },
		{ "\xe0\x80\xaf", "\\xe0\\x80\\xaf" },
		{ "\xe0\x9f\xbf", "\\xe0\\x9f\\xbf" },
		{ "\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf" },
		{ "\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" }, /* surrogates */
		{ "\xed\xbf\xbf", "\\xed\\xbf\\xbf" },
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" }, /* above U+10FFFF */
		{ "\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80" },
		{ "\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80" },
		{ NULL, NULL },
	};

	check_cases(unit, cases);
}

/* Any buffer size: as many whole characters as fit. */
static void cut(struct unit *unit)
{
	const char from[] = "ab\033c\xe2\x82\xac"
			    "d";
	const char whole[] = "ab\\x1bc\xe2\x82\xac"
			     "d";
	char text[32];
	size_t size;

	for (size = 1; size < sizeof(text); size++) {
		size_t length;

		unit_about(unit, "%zu bytes", size);
		memset(text, 0x5a, sizeof(text));
		escape_text(from, text, size);
		length = strlen(text);
		CHECK(length < size);
		CHECK(memcmp(text, whole, length) == 0);
		CHECK(size >= sizeof(text) || text[size] == 0x5a);
		CHECK(size < sizeof(whole) || length == sizeof(whole) - 1);
		/* never split an escape or a character */
		CHECK(length <= 2 || length == 6 || length == 7 || length >= 10);
	}
}

static bool is_safe(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return false;
	return true;
}

/* The JSON encoder escapes the rest: only invalid UTF-8 and what looks like its escape are replaced. */
static void for_json(struct unit *unit)
{
	const struct escape_case cases[] = {
		{ "", "" },
		{ "l2tpeth0\"\\", "l2tpeth0\"\\" },
		{ "\033[2J\n", "\033[2J\n" },
		{ "\xc2\x9b\xc3\xbc\xe2\x82\xac", "\xc2\x9b\xc3\xbc\xe2\x82\xac" },
		{ "\xff", "\\xff" },
		{ "a\xc3", "a\\xc3" },
		{ "\xc0\x80", "\\xc0\\x80" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" },
		{ "a\\xff", "a\\x5cxff" },
		{ "a\\xfF", "a\\x5cxfF" },
		{ "\\x5cxff", "\\x5cx5cxff" },
		{ "\\x41\\", "\\x5cx41\\" },
		{ "\\\\x41", "\\\\x5cx41" },
		{ "\\x4\\xg1\\X41\\x", "\\x4\\xg1\\X41\\x" },
		{ "\\x00", "\\x00" },
		{ "\\x4\xff", "\\x4\\xff" },
		{ NULL, NULL },
	};
	const struct escape_case *at;
	char text[TEXT_SIZE];

	for (at = cases; at->from; at++) {
		escape_json(at->from, text, sizeof(text));
		unit_about(unit, "wanted %s", at->text);
		CHECK_TEXT(text, at->text);
		unescape_json(text);
		CHECK_TEXT(text, at->from);
	}
	escape_json("ab\xff", text, 6); /* no room for the whole escape */
	CHECK_TEXT(text, "ab");
	escape_json("ab\xff", text, 7);
	CHECK_TEXT(text, "ab\\xff");
}

/* Every triple of bytes that matter to an escape comes back, after a backslash and before digits. */
static void json_there_and_back(struct unit *unit)
{
	static const unsigned char bytes[] = {
		'\\', 'x', '0', '5', 'c', 'F', 'g', 0xff, 0xc3, 0xbc
	};
	const size_t count = sizeof(bytes);
	char text[TEXT_SIZE], from[8] = "\\...5c";
	size_t i;

	for (i = 0; i < count * count * count; i++) {
		from[1] = (char)bytes[i % count];
		from[2] = (char)bytes[i / count % count];
		from[3] = (char)bytes[i / count / count];
		escape_json(from, text, sizeof(text));
		unit_about(unit, "%s", text);
		unescape_json(text);
		CHECK(strcmp(text, from) == 0);
	}
}

/* Every pair of bytes: no control character is printed and nothing is read past the end. */
static void all_pairs(struct unit *unit)
{
	char text[TEXT_SIZE], from[3] = "";
	unsigned int pair;

	for (pair = 0x100; pair < 0x10000; pair++) {
		from[0] = (char)(pair >> 8);
		from[1] = (char)pair;
		escape_text(from, text, sizeof(text));
		unit_about(unit, "%04x", pair);
		CHECK(is_safe(text));
		CHECK((pair & 0xff) == 0 || strlen(text) >= 2);
	}
}

/* The forms are in words_test.c, with the parser that reads them back. */
static void for_shell(struct unit *unit)
{
	char text[TEXT_SIZE];

	escape_shell("l2tpeth0", text, sizeof(text));
	CHECK_TEXT(text, "l2tpeth0");
	escape_shell("$(id>&2)", text, sizeof(text));
	CHECK_TEXT(text, "'$(id>&2)'");
	escape_shell("\x1b'", text, sizeof(text));
	CHECK_TEXT(text, "$'\\x1b\\x27'");
	/* half a quoted word is none */
	escape_shell("a;bc", text, 7);
	CHECK_TEXT(text, "'a;bc'");
	escape_shell("a;bc", text, 6);
	CHECK_TEXT(text, "");
}

const struct unit_test escape_tests[] = {
	{ "printable text and UTF-8 pass an escape unchanged", harmless },
	{ "control characters, C1, backslashes and what is not UTF-8 are escaped", harmful },
	{ "an escape that is cut is cut between characters", cut },
	{ "no pair of bytes escapes into a control character", all_pairs },
	{ "an escape for JSON leaves all but what is no UTF-8 or looks like an escape", for_json },
	{ "an escape for JSON is reversible", json_there_and_back },
	{ "an escape for a shell is one argument, or nothing where it does not fit", for_shell },
	{ NULL, NULL },
};
