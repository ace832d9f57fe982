// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * link_test.c - interface settings: parsed, rejected, compared, written
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/cleanup.h"
#include "lib/base/error.h"
#include "lib/model/link.h"
#include "lib/model/session.h"
#include "lib/text/keyword.h"
#include "lib/text/link_value.h"
#include "lib/text/object_keywords.h"
#include "testsuite/unit/unit.h"

/* Parse LINE, words separated by blanks, as `session set` does. */
static int parse(struct unit *unit, const char *line, struct l2tp_setup *setup, struct error *err)
{
	const char *words[1100];
	char copy[16384], *rest = copy;
	size_t count = 0;
	int status;

	unit_about(unit, "%s", line);
	snprintf(copy, sizeof(copy), "%s", line);
	while ((words[count] = strsep(&rest, " ")))
		count += *words[count] != '\0';
	*setup = (struct l2tp_setup){ 0 };
	*err = (struct error){ 0 };
	status = keywords_parse(&session_keywords, VERB_SET, words, setup, err);
	return status;
}

static struct link_settings settings_of(struct unit *unit, const char *line)
{
	struct l2tp_setup setup;
	struct error err;

	CHECK(parse(unit, line, &setup, &err) == 0);
	CHECK_TEXT(err.text, "");
	CHECK(setup.session.fields == 0);
	return setup.link;
}

static void flags(struct unit *unit)
{
	CLEANUP(link_settings_free) struct link_settings link = settings_of(unit, "up");

	CHECK(link.fields == LINK_UP && link.up);
	link = settings_of(unit, "down");
	CHECK(link.fields == LINK_UP && !link.up);
	link = settings_of(unit, "nomaster up");
	CHECK(link.fields == (LINK_UP | LINK_MASTER) && link.up && !link.master[0]);
	link = settings_of(unit, "master up down"); /* an interface name */
	CHECK(link.fields == (LINK_UP | LINK_MASTER) && !link.up);
	CHECK_TEXT(link.master, "up");
}

static void numbers(struct unit *unit)
{
	CLEANUP(link_settings_free)
	struct link_settings link = settings_of(unit, "mtu 68 lladdr 02:00:5e:aB:CD:ff");
	const uint8_t bytes[] = { 0x02, 0x00, 0x5e, 0xab, 0xcd, 0xff };

	CHECK(link.fields == (LINK_MTU | LINK_LLADDR) && link.mtu == 68);
	CHECK(memcmp(link.lladdr.bytes, bytes, sizeof(bytes)) == 0);
	CHECK(settings_of(unit, "mtu 65535").mtu == 65535);
	CHECK(settings_of(unit, "mtu 0x5dc").mtu == 1500);
}

static void addresses(struct unit *unit)
{
	CLEANUP(link_settings_free)
	struct link_settings link =
		settings_of(unit, "addr 10.0.0.1/24 up addr fd00::1 addr 10.5.1.2/32 peer "
				  "10.5.1.1/30 noaddr 10.0.0.2/24 noaddr fd00::2/64");
	const struct link_address *list = link.addresses.list;

	CHECK(link.fields == (LINK_UP | LINK_ADDRESSES | LINK_NO_ADDRESSES));
	CHECK(link.addresses.count == 3 && link.no_addresses.count == 2);
	CHECK(list[0].local.family == AF_INET && list[0].local.prefixlen == 24);
	CHECK(list[0].peer.family == AF_UNSPEC && list[1].peer.family == AF_UNSPEC);
	CHECK(list[1].local.family == AF_INET6 && list[1].local.prefixlen == 128);
	CHECK(list[2].local.prefixlen == 32 && list[2].peer.family == AF_INET);
	CHECK(list[2].peer.prefixlen == 30 && list[2].peer.v4.s_addr == htonl(0x0a050101));
	CHECK(link.no_addresses.list[1].local.prefixlen == 64);
	CHECK(list[0].local.v4.s_addr == htonl(0x0a000001)); /* host bits are kept */
}

#define NAME_OF_64 "0123456789012345678901234567890123456789012345678901234567890123"

static const struct {
	const char *line, *refusal;
} refused[] = {
	{ "up up", "up: given twice" },
	{ "up down", "down: cannot be used with up" },
	{ "master a nomaster", "nomaster: cannot be used with master" },
	{ "mtu 1400 mtu 1400", "mtu: given twice" },
	{ "mtu", "mtu: a value is required: BYTES" },
	{ "mtu 67", "mtu: 67 is not in the range 68..65535" },
	{ "mtu 65536", "mtu: 65536 is not in the range 68..65535" },
	{ "lladdr", "lladdr: a value is required: MAC" },
	{ "master a/b",
	  "master: \"a/b\" is not a valid interface name: it contains a slash, colon, percent sign or blank" },
	{ "master an_alternative/name",
	  "master: \"an_alternative/name\" is not a valid interface name: it contains a slash or blank" },
	{ "master " NAME_OF_64 NAME_OF_64,
	  "master: \"" NAME_OF_64
	  "012345678901234567890123456789012345678901234567890123456789012\" is not a valid interface name: it is longer than 127 bytes" },
	{ "peer 10.0.0.1", "peer: addr is required before it: addr PREFIX peer PREFIX" },
	{ "noaddr 10.0.0.1 peer 10.0.0.2",
	  "peer: addr is required before it: addr PREFIX peer PREFIX" },
	{ "addr 10.0.0.1 peer 10.0.0.2 peer 10.0.0.3",
	  "peer: addr is required before it: addr PREFIX peer PREFIX" },
	{ "addr 10.0.0.1 peer fd00::1", "peer: the family differs from that of addr" },
	{ "addr 10.0.0.1 peer any", "peer: the family differs from that of addr" },
	{ "addr any", "addr: \"any\" is not a valid interface address" },
	{ "addr 0.0.0.0/0", "addr: \"0.0.0.0/0\" is not a valid interface address" },
	{ "addr ::", "addr: \"::\" is not a valid interface address" },
	{ "addr 10.0.0.1/33",
	  "addr: \"10.0.0.1/33\" is not a valid IPv4 or IPv6 address or prefix" },
	{ "noaddr fe80::1%lo",
	  "noaddr: \"fe80::1%lo\" is not a valid IPv4 or IPv6 address or prefix" },
	{ "addr", "addr: a value is required: PREFIX" },
};

static void refusals(struct unit *unit)
{
	struct l2tp_setup setup;
	struct error err;
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		CHECK(parse(unit, refused[i].line, &setup, &err) == -EINVAL);
		CHECK(err.kind == ERROR_USAGE);
		CHECK_TEXT(err.text, refused[i].refusal);
		l2tp_setup_free(&setup);
	}
}

static void bad_lladdrs(struct unit *unit)
{
	const char *const words[] = {
		"",
		"02:00:00:00:00",
		"02:00:00:00:00:0",
		"02:00:00:00:00:00:00",
		"02:00:00:00:00:0g",
		"02-00-00-00-00-00",
		"020000000000",
		"0200.0000.0000",
		"02:00:00:00:00:00x",
		"02:0x:00:00:00:00",
		"02:-1:00:00:00:00",
		"02:+1:00:00:00:00",
		"02: 1:00:00:00:00",
		"00:00:00:00:00:00",
		"ff:ff:ff:ff:ff:ff",
		"01:00:5e:00:00:01", /* multicast */
		"02:00:00:00:00:0\033",
	};
	struct link_lladdr lladdr;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct error err = { 0 };

		unit_about(unit, "%s", words[i]);
		CHECK(value_lladdr.parse(&value_lladdr, words[i], &lladdr, sizeof(lladdr), &err) ==
		      -EINVAL);
		CHECK(err.kind == ERROR_USAGE && strstr(err.text, "Ethernet address"));
		CHECK(!strchr(err.text, '\033'));
	}
}

#define MANY 500

/* The list grows, and a copy is independent. */
static void many_addresses(struct unit *unit)
{
	CLEANUP(link_settings_free) struct link_settings copy = { 0 };
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup;
	struct error err;
	char line[MANY * 24] = "";
	int i;

	for (i = 0; i < MANY; i++)
		snprintf(line + strlen(line), sizeof(line) - strlen(line), "addr 10.0.%d.%d ",
			 i / 250, i % 250 + 1);
	strcat(line, "peer 10.1.0.1 noaddr fd00::1 ");
	CHECK(parse(unit, line, &setup, &err) == 0);
	CHECK(setup.link.addresses.count == MANY);
	CHECK(setup.link.addresses.list[MANY - 1].peer.family == AF_INET);
	CHECK(setup.link.no_addresses.count == 1);
	CHECK(link_settings_copy(&copy, &setup.link, &err) == 0);
	CHECK(copy.addresses.count == MANY && copy.no_addresses.count == 1);
	CHECK(copy.addresses.list != setup.link.addresses.list);
	for (i = 0; i < MANY; i++)
		CHECK(link_address_equal(&copy.addresses.list[i], &setup.link.addresses.list[i]));
}

static void equal(struct unit *unit)
{
	const struct {
		const char *a, *b;
		bool equal;
	} cases[] = {
		{ "10.0.0.1/24", "10.0.0.1/24", true },
		{ "10.0.0.1/24", "10.0.0.1/25", false },
		{ "10.0.0.1/24", "10.0.0.2/24", false },
		{ "10.0.0.1", "10.0.0.1/32", true },
		{ "fd00::1/64", "fd00::1/64", true },
		{ "fd00::1/64", "fd00::1/128", false },
		{ "fd00::1/64", "10.0.0.1/24", false },
		{ "10.0.0.1 peer 10.0.0.2", "10.0.0.1 peer 10.0.0.2", true },
		{ "10.0.0.1 peer 10.0.0.2", "10.0.0.1", false },
		{ "10.0.0.1 peer 10.0.0.2", "10.0.0.1 peer 10.0.0.3", false },
		{ "10.0.0.1 peer 10.0.0.2/24", "10.0.0.1 peer 10.0.0.2", false },
		/* the kernel stores only the peer's prefix */
		{ "10.0.0.1/24 peer 10.0.0.2/32", "10.0.0.1/32 peer 10.0.0.2/32", true },
		{ "10.0.0.1/24 peer 10.0.0.1/24", "10.0.0.1/24", true },
	};
	char line[256];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CLEANUP(link_settings_free) struct link_settings a = { 0 };
		CLEANUP(link_settings_free) struct link_settings b = { 0 };

		snprintf(line, sizeof(line), "addr %s", cases[i].b);
		b = settings_of(unit, line);
		snprintf(line, sizeof(line), "addr %s", cases[i].a);
		a = settings_of(unit, line);
		unit_about(unit, "%s and %s", cases[i].a, cases[i].b);
		CHECK(link_address_equal(&a.addresses.list[0], &b.addresses.list[0]) ==
		      cases[i].equal);
		CHECK(link_address_equal(&b.addresses.list[0], &a.addresses.list[0]) ==
		      cases[i].equal);
		CHECK((link_addresses_find(&a.addresses, &b.addresses.list[0]) != NULL) ==
		      cases[i].equal);
		a.addresses.count = 0;
		CHECK(!link_addresses_find(&a.addresses, &b.addresses.list[0]));
	}
}

/* Assert that LINE is written as WRITTEN, and WRITTEN as itself. */
static void check_written(struct unit *unit, const char *line, const char *written)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup;
	struct error err;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	CHECK(parse(unit, line, &setup, &err) == 0);
	keywords_write(&session_keywords, VERB_SET, &setup, file);
	fclose(file);
	CHECK_TEXT(text, written);
	free(text);
}

static void written(struct unit *unit)
{
	const char *const cases[][2] = {
		{ "up", " up" },
		{ "down", " down" },
		{ "nomaster", " nomaster" },
		{ "mtu 0x5dc", " mtu 1500" },
		{ "lladdr 0A:BC:DE:F0:12:34", " lladdr 0a:bc:de:f0:12:34" },
		{ "addr 10.0.0.1", " addr 10.0.0.1/32" },
		{ "noaddr FD00::0:1/64 noaddr 10.0.0.1/8", " noaddr fd00::1/64 noaddr 10.0.0.1/8" },
		{ "addr 10.0.0.1/31 peer 10.0.0.0 addr fd00::1/64 down",
		  " down addr 10.0.0.1/31 peer 10.0.0.0 addr fd00::1/64" },
		{ "addr 10.0.0.1 peer 10.0.0.2/24", " addr 10.0.0.1/32 peer 10.0.0.2/24" },
		{ "master it's#x", " master 'it'\"'\"'s#x'" },
		{ "master br:0-of-the-site%", " master br:0-of-the-site%" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check_written(unit, cases[i][0], cases[i][1]);
		if (!strchr(cases[i][1], '\''))
			check_written(unit, cases[i][1], cases[i][1]);
	}
}

const struct unit_test link_tests[] = {
	{ "up, down and nomaster have no value", flags },
	{ "an MTU and an Ethernet address are read", numbers },
	{ "addresses gather, each with its prefix and its peer", addresses },
	{ "an interface's settings that cannot be are refused by the word", refusals },
	{ "what is not one interface's Ethernet address is refused", bad_lladdrs },
	{ "500 addresses are read, and copied", many_addresses },
	{ "addresses are equal as they are to the kernel", equal },
	{ "an interface's settings are written as they can be read", written },
	{ NULL, NULL },
};
