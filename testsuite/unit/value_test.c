// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * value_test.c - parsing and printing of numbers, choices, names, cookies and masks
 */

#include <errno.h>
#include <net/if.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/base/member.h"
#include "lib/model/session.h"
#include "lib/text/address_value.h"
#include "lib/text/value.h"
#include "testsuite/unit/unit.h"

/* A word, and its printed value, or NULL and the error. */
struct word_case {
	const char *word, *printed, *refusal;
};

/* Parse the word of CASE to SIZE bytes, which must be unchanged if it is rejected. */
static void check_word(struct unit *unit, const struct value_type *type, size_t size,
		       const struct word_case *word)
{
	unsigned char value[64], before[64];
	char text[TEXT_SIZE] = "";
	struct error err = { 0 };
	int status;

	memset(value, 0xa5, sizeof(value));
	memcpy(before, value, sizeof(before));
	unit_about(unit, "\"%s\"", word->word);
	status = type->parse(type, word->word, value, size, &err);
	CHECK(memcmp(value + size, before + size, sizeof(value) - size) == 0);
	if (word->printed) {
		CHECK(status == 0 && err.code == 0);
		type->print(type, value, size, text);
		CHECK_TEXT(status == 0 ? text : err.text, word->printed);
		return;
	}
	CHECK(status == -EINVAL && err.code == -EINVAL && err.kind == ERROR_USAGE);
	CHECK(memcmp(value, before, sizeof(value)) == 0);
	if (word->refusal)
		CHECK_TEXT(err.text, word->refusal);
}

static void check_words(struct unit *unit, const struct value_type *type, size_t size,
			const struct word_case *words)
{
	for (; words->word; words++)
		check_word(unit, type, size, words);
}

#define NOT_A_NUMBER(word) \
	{ \
		word, NULL, \
			"\"" word \
			"\" is not a valid number: use decimal without leading zeros, or 0x" \
	}

static void ids(struct unit *unit)
{
	const struct word_case words[] = {
		{ "1", "1", NULL },
		{ "4294967295", "4294967295", NULL },
		{ "0xffffffff", "4294967295", NULL },
		{ "0xFFFFFFFF", "4294967295", NULL },
		{ "0x0010", "16", NULL },
		{ "0X10", "16", NULL },
		{ "0", NULL, "0 is not in the range 1..4294967295" },
		{ "0x0", NULL, "0x0 is not in the range 1..4294967295" },
		{ "4294967296", NULL, "4294967296 is not in the range 1..4294967295" },
		{ "0x100000000", NULL, "0x100000000 is not in the range 1..4294967295" },
		{ "18446744073709551615", NULL,
		  "18446744073709551615 is not in the range 1..4294967295" },
		NOT_A_NUMBER("18446744073709551616"),
		NOT_A_NUMBER("99999999999999999999999999999999"),
		NOT_A_NUMBER(""),
		NOT_A_NUMBER("010"),
		NOT_A_NUMBER("00"),
		NOT_A_NUMBER("+5"),
		NOT_A_NUMBER("-1"),
		NOT_A_NUMBER(" 7"),
		NOT_A_NUMBER("7 "),
		NOT_A_NUMBER("5x"),
		NOT_A_NUMBER("1e3"),
		NOT_A_NUMBER("0x"),
		NOT_A_NUMBER("0xg"),
		NOT_A_NUMBER("0x 1"),
		NOT_A_NUMBER("0x-1"),
		NOT_A_NUMBER("0x0x1"),
		NOT_A_NUMBER("0X0x1"),
		NOT_A_NUMBER("ff"),
		NOT_A_NUMBER("1.0"),
		NOT_A_NUMBER("1,000"),
		{ "\t1", NULL,
		  "\"\\x091\" is not a valid number: use decimal without leading zeros, or 0x" },
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_id, sizeof(uint32_t), words);
}

static void ports(struct unit *unit)
{
	const struct word_case words[] = {
		{ "1", "1", NULL },
		{ "65535", "65535", NULL },
		{ "0", NULL, "0 is not in the range 1..65535" },
		{ "65536", NULL, "65536 is not in the range 1..65535" },
		NOT_A_NUMBER("01701"),
		NOT_A_NUMBER("l2tp"),
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_port, sizeof(uint16_t), words);
}

static void milliseconds(struct unit *unit)
{
	const struct word_case words[] = {
		{ "0", "0", NULL },
		{ "2147483647", "2147483647", NULL },
		{ "2147483648", NULL, "2147483648 is not in the range 0..2147483647" },
		NOT_A_NUMBER("10ms"),
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_milliseconds, sizeof(uint32_t), words);
}

static void choices(struct unit *unit)
{
	const struct word_case switches[] = {
		{ "on", "on", NULL },
		{ "off", "off", NULL },
		{ "yes", NULL, "\"yes\" is not one of on, off" },
		{ "", NULL, "\"\" is not one of on, off" },
		{ "o", NULL, NULL },
		{ "1", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	const struct word_case sequences[] = {
		{ "none", "none", NULL },
		{ "send", "send", NULL },
		{ "recv", "recv", NULL },
		{ "both", "both", NULL },
		{ "BOTH", "both", NULL },
		{ "all", NULL, NULL },
		{ "send,recv", NULL, "\"send,recv\" is not one of none, send, recv, both" },
		{ NULL, NULL, NULL },
	};
	const struct word_case pwtypes[] = {
		{ "eth", "eth", NULL },
		{ "ppp", "ppp", NULL },
		{ "ethernet", NULL, "\"ethernet\" is not one of eth, ppp" },
		{ NULL, NULL, NULL },
	};
	const struct word_case sublayers[] = {
		{ "none", "none", NULL },
		{ "default", "default", NULL },
		{ "atm", NULL, "\"atm\" is not one of none, default" },
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_switch, sizeof(bool), switches);
	check_words(unit, &value_seq, sizeof(uint8_t), sequences);
	check_words(unit, &value_pwtype, sizeof(uint16_t), pwtypes);
	check_words(unit, &value_l2spec, sizeof(uint8_t), sublayers);
}

static void choices_of_tunnels(struct unit *unit)
{
	const struct word_case encaps[] = {
		{ "udp", "udp", NULL },
		{ "ip", "ip", NULL },
		{ "udp6", NULL, "\"udp6\" is not one of udp, ip; did you mean udp?" },
		{ NULL, NULL, NULL },
	};
	const struct word_case versions[] = {
		{ "2", "2", NULL },
		{ "3", "3", NULL },
		{ "1", NULL, "\"1\" is not one of 2, 3" },
		{ "4", NULL, NULL },
		{ "02", NULL, NULL },
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_encap, sizeof(uint16_t), encaps);
	check_words(unit, &value_version, sizeof(uint8_t), versions);
}

/* The kernel may report numbers without a word. */
static void unknown_choices(struct unit *unit)
{
	char text[TEXT_SIZE];
	uint16_t encap = 77;
	uint8_t version = 4;

	value_encap.print(&value_encap, &encap, sizeof(encap), text);
	CHECK_TEXT(text, "77");
	CHECK(!value_label(&value_encap, encap));
	value_version.print(&value_version, &version, sizeof(version), text);
	CHECK_TEXT(text, "4");
	CHECK_TEXT(value_label(&value_encap, 0), "UDP");
	CHECK_TEXT(value_label(&value_seq, 3), "both");
	CHECK(!value_label(&value_id, 1));
}

static void debug_masks(struct unit *unit)
{
	const struct word_case words[] = {
		{ "0", "0", NULL },
		{ "1", "debug", NULL },
		{ "15", "debug,control,seq,data", NULL },
		{ "0xf", "debug,control,seq,data", NULL },
		{ "16", "16", NULL },
		{ "17", "17", NULL },
		{ "0xffffffff", "4294967295", NULL },
		{ "data,debug", "debug,data", NULL },
		{ "seq,seq", "seq", NULL },
		{ "4294967296", NULL,
		  "\"4294967296\" is not a valid mask: use a 32-bit number, or names out of "
		  "debug,control,seq,data" },
		{ "", NULL, NULL },
		{ ",", NULL, NULL },
		{ "debug,", NULL, NULL },
		{ ",debug", NULL, NULL },
		{ "debug,,seq", NULL, NULL },
		{ "debug seq", NULL, NULL },
		{ "deb", NULL, NULL },
		{ "debugs", NULL, NULL },
		{ "debug,1", NULL, NULL },
		{ "010", NULL, NULL },
		{ "-1", NULL, NULL },
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_debug, sizeof(uint32_t), words);
}

static void cookies(struct unit *unit)
{
	const struct word_case words[] = {
		{ "00000000", "00000000", NULL },
		{ "0011aabb", "0011aabb", NULL },
		{ "DEADBEEFdeadbeef", "deadbeefdeadbeef", NULL },
		{ "", NULL, "\"\" is not a valid cookie: use 8 or 16 hex digits" },
		{ "0011aab", NULL, NULL },
		{ "0011aabbc", NULL, NULL },
		{ "0011aabbccdd", NULL, NULL },
		{ "0011aabbccddeeff0", NULL, NULL },
		{ "0x123456", NULL, "\"0x123456\" is not a valid cookie: use 8 or 16 hex digits" },
		{ "0011aabg", NULL, NULL },
		{ " 011aabb", NULL, NULL },
		{ "+011aabb", NULL, NULL },
		{ "00:11:aa", NULL, NULL },
		{ NULL, NULL, NULL },
	};
	char long_word[1000];

	check_words(unit, &value_cookie, sizeof(struct l2tp_cookie), words);
	memset(long_word, 'a', sizeof(long_word) - 1);
	long_word[sizeof(long_word) - 1] = '\0';
	check_word(unit, &value_cookie, sizeof(struct l2tp_cookie),
		   &(struct word_case){ .word = long_word });
}

static void names(struct unit *unit)
{
	const struct word_case words[] = {
		{ "a", "a", NULL },
		{ "l2tpeth0", "l2tpeth0", NULL },
		{ "fifteen-bytes-x", "fifteen-bytes-x", NULL },
		{ "it's", "it's", NULL },
		{ "a\\b", "a\\x5cb", NULL },
		{ "\033[31m", "\\x1b[31m", NULL },
		{ "#", "#", NULL },
		{ "...", "...", NULL },
		{ "", NULL, "\"\" is not a valid interface name: it is empty" },
		{ "sixteen-bytes-xx", NULL,
		  "\"sixteen-bytes-xx\" is not a valid interface name: it is longer than 15 bytes" },
		{ ".", NULL, "\".\" is not a valid interface name: it is reserved" },
		{ "..", NULL, NULL },
		{ "a b", NULL,
		  "\"a b\" is not a valid interface name: it contains a slash, colon, percent sign or blank" },
		{ "a\tb", NULL, NULL },
		{ "a\nb", NULL, NULL },
		{ "a/b", NULL, NULL },
		{ "a:b", NULL, NULL },
		{ "w%d", NULL, NULL },
		{ NULL, NULL, NULL },
	};

	check_words(unit, &value_interface, IF_NAMESIZE, words);
}

static void stored(struct unit *unit)
{
	const size_t sizes[] = { 1, 2, 4, 8 };
	const uint64_t number = 0xf1f2f3f4f5f6f7f8;
	unsigned char room[10];
	size_t i;

	for (i = 0; i < 4; i++) {
		unit_about(unit, "%zu bytes", sizes[i]);
		memset(room, 0, sizeof(room));
		member_store(room + 1, sizes[i], number); /* unaligned */
		CHECK(member_load(room + 1, sizes[i]) ==
		      (sizes[i] == 8 ? number : number & ((1ULL << (8 * sizes[i])) - 1)));
		CHECK(room[0] == 0 && room[1 + sizes[i]] == 0);
	}
}

static void usages(struct unit *unit)
{
	char text[TEXT_SIZE];

	value_usage(&value_id, text);
	CHECK_TEXT(text, "ID");
	value_usage(&value_encap, text);
	CHECK_TEXT(text, "{ udp | ip }");
	value_usage(&value_debug, text);
	CHECK_TEXT(text, "{ MASK | debug,control,seq,data }");
}

/* Words of any length give a message without an overflow. */
static void long_words(struct unit *unit)
{
	const struct value_type *const types[] = {
		&value_id,	&value_port,   &value_milliseconds, &value_switch,  &value_address,
		&value_network, &value_cookie, &value_interface,    &value_version, &value_encap,
		&value_pwtype,	&value_l2spec, &value_seq,	    &value_debug,
	};
	char word[5000];
	unsigned char value[64];
	size_t i;

	memset(word, '\033', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct error err = { 0 };

		unit_about(unit, "type %zu", i);
		CHECK(types[i]->parse(types[i], word, value, 4, &err) == -EINVAL);
		CHECK(!strchr(err.text, '\033') && strlen(err.text) < 400);
	}
}

const struct unit_test value_tests[] = {
	{ "an id is 1..4294967295, decimal or 0x, and nothing that could mean two numbers", ids },
	{ "a port is 1..65535", ports },
	{ "a timeout ends where the kernel's turns negative", milliseconds },
	{ "a choice takes its words in any case and names them in a refusal", choices },
	{ "an encapsulation and a version take their words alone", choices_of_tunnels },
	{ "a choice without a word is printed as a number", unknown_choices },
	{ "a debug mask is a number or names, and printed as names where it can be", debug_masks },
	{ "a cookie is 8 or 16 hex digits", cookies },
	{ "an interface name is one that the kernel takes as it stands", names },
	{ "a number is stored in the bytes of its member alone", stored },
	{ "usage shows a type by its name or its choices", usages },
	{ "a word of 5000 control characters is refused in one short sentence", long_words },
	{ NULL, NULL },
};
