// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * address_test.c - parsing and matching of addresses and networks
 */
#include <errno.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/base/escape.h"
#include "lib/model/address.h"
#include "lib/text/address_value.h"
#include "lib/text/value.h"
#include "testsuite/unit/unit.h"

struct word_case {
	const char *word, *printed; /* NULL: refused */
};

static void check_words(struct unit *unit, const struct value_type *type,
			const struct word_case *words)
{
	struct l2tp_address address;
	char text[TEXT_SIZE];

	for (; words->word; words++) {
		struct error err = { 0 };
		int status;

		unit_about(unit, "\"%s\"", words->word);
		memset(&address, 0xa5, sizeof(address));
		status = type->parse(type, words->word, &address, sizeof(address), &err);
		CHECK(status == (words->printed ? 0 : -EINVAL) && err.code == status);
		if (status)
			continue;
		type->print(type, &address, sizeof(address), text);
		CHECK_TEXT(text, words->printed);
	}
}

/* Invalid as a host and as a network. */
#define NEITHER \
	{ "", NULL }, { "127.1", NULL }, { "127.0.0.256", NULL }, { "010.0.0.1", NULL }, \
		{ "10.0.0.01", NULL }, { "0x7f000001", NULL }, { "2130706433", NULL }, \
		{ "localhost", NULL }, { " 1.2.3.4", NULL }, { "1.2.3.4 ", NULL }, \
		{ "1.2.3.4.5", NULL }, { "fe80::1%lo", NULL }, { "::1::", NULL }, \
		{ "12345::", NULL }, { "[::1]", NULL }, { "anyone", NULL }, { "ANY", NULL }, \
	{ \
		"def", NULL \
	}

static void hosts(struct unit *unit)
{
	const struct word_case words[] = {
		{ "10.0.0.1", "10.0.0.1" },
		{ "0.0.0.0", "0.0.0.0" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "::", "::" },
		{ "FD00:0:0::1", "fd00::1" },
		{ "::ffff:1.2.3.4", "::ffff:1.2.3.4" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "any", "any" },
		{ "all", "any" },
		{ "default", "any" },
		{ "1.2.3.4/32", NULL },
		{ "1.2.3.4/8", NULL },
		{ "::1/128", NULL },
		NEITHER,
		{ NULL, NULL },
	};
	struct error err = { 0 };
	struct l2tp_address address;

	check_words(unit, &value_address, words);
	value_address.parse(&value_address, "localhost", &address, sizeof(address), &err);
	CHECK_TEXT(err.text, "\"localhost\" is not a valid IPv4 or IPv6 address");
}

static void networks(struct unit *unit)
{
	const struct word_case words[] = {
		{ "10.0.0.1", "10.0.0.1" },
		{ "1.2.3.4/8", "1.2.3.4/8" },
		{ "0.0.0.0/0", "0.0.0.0/0" },
		{ "1.2.3.4/32", "1.2.3.4" },
		{ "::/0", "::/0" },
		{ "fd00::/64", "fd00::/64" },
		{ "::1/128", "::1" },
		{ "any", "any" },
		{ "all", "any" },
		{ "default", "any" },
		{ "any/8", NULL },
		{ "default/8", NULL },
		{ "1.2.3.4/33", NULL },
		{ "::1/129", NULL },
		{ "1.2.3.4/", NULL },
		{ "/8", NULL },
		{ "/", NULL },
		{ "1.2.3.4/08", NULL },
		{ "1.2.3.4/-1", NULL },
		{ "1.2.3.4/+8", NULL },
		{ "1.2.3.4/ 8", NULL },
		{ "1.2.3.4/8/8", NULL },
		{ "1.2.3.4/255.0.0.0", NULL },
		{ "1.2.3.4/4294967296", NULL },
		{ "10/8", NULL },
		NEITHER,
		{ NULL, NULL },
	};
	struct error err = { 0 };
	struct l2tp_address address;

	check_words(unit, &value_network, words);
	value_network.parse(&value_network, "10/8", &address, sizeof(address), &err);
	CHECK_TEXT(err.text, "\"10/8\" is not a valid IPv4 or IPv6 address or prefix");
}

static struct l2tp_address parsed(struct unit *unit, const char *word)
{
	struct l2tp_address address = { 0 };
	struct error err = { 0 };

	CHECK(value_network.parse(&value_network, word, &address, sizeof(address), &err) == 0);
	return address;
}

static void matches(struct unit *unit)
{
	const struct {
		const char *network, *address;
		bool holds;
	} cases[] = {
		{ "10.0.0.0/8", "10.255.255.255", true },
		{ "10.0.0.0/8", "11.0.0.0", false },
		{ "10.1.2.3/8", "10.9.9.9", true }, /* host bits are ignored */
		{ "10.0.0.0/9", "10.127.0.1", true },
		{ "10.0.0.0/9", "10.128.0.1", false },
		{ "10.0.0.0/31", "10.0.0.1", true },
		{ "10.0.0.0/31", "10.0.0.2", false },
		{ "10.0.0.1", "10.0.0.1", true },
		{ "10.0.0.1", "10.0.0.2", false },
		{ "0.0.0.0/0", "255.1.2.3", true },
		{ "128.0.0.0/1", "192.0.2.1", true },
		{ "128.0.0.0/1", "127.0.0.1", false },
		{ "0.0.0.0/0", "::1", false },
		{ "::/0", "0.0.0.0", false },
		{ "::/0", "fd00::1", true },
		{ "fd00::/8", "fdff::1", true },
		{ "fd00::/7", "fc00::1", true },
		{ "fd00::/8", "fc00::1", false },
		{ "fd00::/127", "fd00::1", true },
		{ "fd00::/127", "fd00::2", false },
		{ "fd00::1", "fd00::1", true },
		{ "::ffff:0:0/96", "::ffff:1.2.3.4", true },
		{ "1.2.3.4", "::ffff:1.2.3.4", false },
		{ "any", "0.0.0.0", true },
		{ "any", "::", true },
		{ "any", "any", true },
		{ "any", "10.0.0.1", false },
		{ "any", "::1", false },
		{ "10.0.0.1", "any", false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct l2tp_address network = parsed(unit, cases[i].network);
		struct l2tp_address address = parsed(unit, cases[i].address);

		unit_about(unit, "%s in %s", cases[i].address, cases[i].network);
		CHECK(l2tp_address_match(&network, &address) == cases[i].holds);
	}
}

static void unspecified(struct unit *unit)
{
	const char *const is[] = { "any", "0.0.0.0", "::" };
	const char *const is_not[] = { "0.0.0.1", "128.0.0.0", "::1", "8000::", "::ffff:0.0.0.0" };
	size_t i;

	for (i = 0; i < sizeof(is) / sizeof(is[0]); i++) {
		struct l2tp_address address = parsed(unit, is[i]);

		unit_about(unit, "%s", is[i]);
		CHECK(l2tp_address_is_any(&address));
	}
	for (i = 0; i < sizeof(is_not) / sizeof(is_not[0]); i++) {
		struct l2tp_address address = parsed(unit, is_not[i]);

		unit_about(unit, "%s", is_not[i]);
		CHECK(!l2tp_address_is_any(&address));
	}
}

const struct unit_test address_tests[] = {
	{ "an address is what inet_pton takes, or any", hosts },
	{ "a network is an address with or without a prefix length", networks },
	{ "a network holds the addresses of its prefix and of its family", matches },
	{ "any is no family or all zero", unspecified },
	{ NULL, NULL },
};
