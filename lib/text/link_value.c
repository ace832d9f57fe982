// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * link_value.c - parse and print interface settings
 */
#include "lib/text/link_value.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/escape.h"
#include "lib/base/member.h"
#include "lib/model/link.h"
#include "lib/text/address_value.h"
#include "lib/text/words.h"

static int up_parse(const struct value_type *type, const char *word, void *value, size_t size,
		    struct error *err)
{
	member_store(value, size, type == &value_up);
	return 0;
}

static void up_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	snprintf(text, TEXT_SIZE, "%s", member_load(value, size) ? "up" : "down");
}

static void up_write(const char *word, const void *value, FILE *file)
{
	fprintf(file, " %s", *(const bool *)value ? "up" : "down");
}

/* For a keyword whose member is written by another keyword. */
static void write_nothing(const char *word, const void *value, FILE *file)
{
}

const struct value_type value_up = {
	.flag = true,
	.json = VALUE_BOOLEAN,
	.parse = up_parse,
	.print = up_print,
	.write = up_write,
};

const struct value_type value_down = {
	.flag = true,
	.json = VALUE_NONE,
	.parse = up_parse,
	.print = up_print,
	.write = write_nothing,
};

/* Names too long for an interface are alternative names (ip-link(8), altname), with fewer rules. */
static int master_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	size_t length = strlen(word);
	char quoted[TEXT_SIZE];

	if (length < IF_NAMESIZE)
		return value_interface.parse(&value_interface, word, value, size, err);
	escape_text(word, quoted, sizeof(quoted));
	if (length >= size)
		return error_usage(err,
				   "\"%s\" is not a valid interface name: it is longer than %zu "
				   "bytes",
				   quoted, size - 1);
	if (word[strcspn(word, "/ \t\n\v\f\r")])
		return error_usage(err,
				   "\"%s\" is not a valid interface name: it contains a slash or "
				   "blank",
				   quoted);
	memset(value, 0, size);
	memcpy(value, word, length);
	return 0;
}

static void master_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	value_interface.print(&value_interface, value, size, text);
}

static void master_write(const char *word, const void *value, FILE *file)
{
	if (!*(const char *)value) {
		fputs(" nomaster", file);
		return;
	}
	fprintf(file, " %s ", word);
	words_quote(value, file);
}

const struct value_type value_master = {
	.name = "IFNAME",
	.json = VALUE_STRING,
	.parse = master_parse,
	.print = master_print,
	.write = master_write,
};

static int nomaster_parse(const struct value_type *type, const char *word, void *value, size_t size,
			  struct error *err)
{
	memset(value, 0, size);
	return 0;
}

static void nomaster_print(const struct value_type *type, const void *value, size_t size,
			   char *text)
{
	text[0] = '\0';
}

const struct value_type value_nomaster = {
	.flag = true,
	.json = VALUE_NONE,
	.parse = nomaster_parse,
	.print = nomaster_print,
	.write = write_nothing,
};

/* Accept exactly six pairs of hex digits; sscanf() would accept blanks and signs. */
static int read_lladdr(const char *word, struct link_lladdr *lladdr)
{
	size_t i;

	for (i = 0; i < sizeof(lladdr->bytes); i++, word += 3) {
		if (strspn(word, "0123456789abcdefABCDEF") != 2 || word[2] != (i < 5 ? ':' : '\0'))
			return -EINVAL;
		lladdr->bytes[i] = (uint8_t)strtoul(word, NULL, 16);
	}
	return 0;
}

static int lladdr_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	const struct link_lladdr none = { 0 };
	struct link_lladdr lladdr;
	char quoted[TEXT_SIZE];

	escape_text(word, quoted, sizeof(quoted));
	if (read_lladdr(word, &lladdr) < 0)
		return error_usage(err,
				   "\"%s\" is not a valid Ethernet address: use six pairs of hex "
				   "digits separated by colons",
				   quoted);
	if (lladdr.bytes[0] & 1 || memcmp(&lladdr, &none, sizeof(none)) == 0)
		return error_usage(err, "\"%s\" is not a unicast Ethernet address", quoted);
	memcpy(value, &lladdr, size);
	return 0;
}

static void lladdr_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	const uint8_t *b = ((const struct link_lladdr *)value)->bytes;

	snprintf(text, TEXT_SIZE, "%02x:%02x:%02x:%02x:%02x:%02x", b[0], b[1], b[2], b[3], b[4],
		 b[5]);
}

const struct value_type value_lladdr = {
	.name = "MAC",
	.json = VALUE_TEXT,
	.parse = lladdr_parse,
	.print = lladdr_print,
};

static int ifaddr_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	struct link_address address = { 0 };

	if (value_network.parse(&value_network, word, &address.local, sizeof(address.local), err) <
	    0)
		return err->code;
	if (l2tp_address_is_any(&address.local))
		return error_usage(err, "\"%s\" is not a valid interface address", word);
	return link_addresses_add(value, &address, err);
}

static int ifaddr_peer_parse(const struct value_type *type, const char *word, void *value,
			     size_t size, struct error *err)
{
	struct link_addresses *addresses = value;
	struct link_address *last =
		addresses->count ? &addresses->list[addresses->count - 1] : NULL;

	if (!last || last->peer.family)
		return error_usage(err, "addr is required before it: addr PREFIX peer PREFIX");
	if (value_network.parse(&value_network, word, &last->peer, sizeof(last->peer), err) < 0)
		return err->code;
	if (last->peer.family != last->local.family)
		return error_usage(err, "the family differs from that of addr");
	return 0;
}

/* Print the last address of the list, which was parsed last. */
static void ifaddr_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	const struct link_addresses *addresses = value;

	text[0] = '\0';
	if (addresses->count)
		link_address_print(&addresses->list[addresses->count - 1], text);
}

static bool ifaddr_item(const void *value, size_t index, char *text)
{
	const struct link_addresses *addresses = value;

	if (index >= addresses->count)
		return false;
	link_address_print(&addresses->list[index], text);
	return true;
}

static void ifaddr_write(const char *word, const void *value, FILE *file)
{
	char text[TEXT_SIZE];
	size_t i;

	for (i = 0; ifaddr_item(value, i, text); i++)
		fprintf(file, " %s %s", word, text);
}

const struct value_type value_ifaddr = {
	.name = "PREFIX",
	.json = VALUE_LIST,
	.parse = ifaddr_parse,
	.print = ifaddr_print,
	.write = ifaddr_write,
	.item = ifaddr_item,
};

/* `noaddr` takes no peer; the local address selects it. */
static void no_ifaddr_write(const char *word, const void *value, FILE *file)
{
	const struct link_addresses *addresses = value;
	char text[TEXT_SIZE];
	size_t i;

	for (i = 0; i < addresses->count; i++) {
		struct link_address local = { .local = addresses->list[i].local };

		link_address_print(&local, text);
		fprintf(file, " %s %s", word, text);
	}
}

const struct value_type value_no_ifaddr = {
	.name = "PREFIX",
	.json = VALUE_NONE,
	.parse = ifaddr_parse,
	.print = ifaddr_print,
	.write = no_ifaddr_write,
};

const struct value_type value_ifaddr_peer = {
	.name = "PREFIX",
	.json = VALUE_NONE,
	.parse = ifaddr_peer_parse,
	.print = ifaddr_print,
	.write = write_nothing,
};
