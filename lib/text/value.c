// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * value.c - parse and print numbers, choices and names
 */
#include "lib/text/value.h"

#include <ctype.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/buffer.h"
#include "lib/base/escape.h"
#include "lib/base/member.h"
#include "lib/base/nearest.h"

int value_number(const char *word, uint64_t *number)
{
	bool hex = word[0] == '0' && (word[1] == 'x' || word[1] == 'X');
	const char *digits = hex ? word + 2 : word;
	unsigned long long value;
	char *end;

	if (hex ? !isxdigit((unsigned char)*digits) : !isdigit((unsigned char)*digits))
		return -EINVAL;
	if (!hex && digits[0] == '0' && digits[1] != '\0')
		return -EINVAL;
	errno = 0;
	value = strtoull(digits, &end, hex ? 16 : 10);
	if (errno || *end != '\0' || (hex && (digits[1] == 'x' || digits[1] == 'X')))
		return -EINVAL;
	*number = value;
	return 0;
}

static int number_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	char quoted[TEXT_SIZE];
	uint64_t number;
	bool is_number = value_number(word, &number) == 0;

	if (is_number && number >= type->min && number <= type->max) {
		member_store(value, size, number);
		return 0;
	}
	escape_text(word, quoted, sizeof(quoted));
	return is_number
		       ? error_usage(err, "%s is not in the range %llu..%llu", quoted,
				     (unsigned long long)type->min, (unsigned long long)type->max)
		       : error_usage(
				 err,
				 "\"%s\" is not a valid number: use decimal without leading zeros, or 0x",
				 quoted);
}

static void number_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	buffer_decimal(member_load(value, size), text);
}

#define NUMBER_TYPE(variable, as_name, from, to) \
	const struct value_type variable = { \
		.name = (as_name), \
		.json = VALUE_NUMBER, \
		.min = (from), \
		.max = (to), \
		.parse = number_parse, \
		.print = number_print, \
	}

NUMBER_TYPE(value_id, "ID", 1, UINT32_MAX);
NUMBER_TYPE(value_port, "PORT", 1, UINT16_MAX);
/* net/l2tp/l2tp_eth.c accepts 0 to 65535; IPv4 requires 68 (RFC 791). */
NUMBER_TYPE(value_mtu, "BYTES", 68, UINT16_MAX);
/* The kernel's conversion to jiffies is negative from 2^31. */
NUMBER_TYPE(value_milliseconds, "MILLISECONDS", 0, INT32_MAX);

const char *value_label(const struct value_type *type, uint64_t number)
{
	const struct choice *choice;

	for (choice = type->choices; choice && choice->word; choice++)
		if (choice->value == number)
			return choice->label ? choice->label : choice->word;
	return NULL;
}

static void append(char *text, const char *more)
{
	size_t used = strlen(text);

	snprintf(text + used, TEXT_SIZE - used, "%s", more);
}

static void append_choices(const struct choice *choice, const char *between, char *text)
{
	for (; choice->word; choice++) {
		append(text, choice->word);
		if (choice[1].word)
			append(text, between);
	}
}

void value_usage(const struct value_type *type, char *text)
{
	if (type->name || !type->choices) {
		snprintf(text, TEXT_SIZE, "%s", type->name ? type->name : "VALUE");
		return;
	}
	snprintf(text, TEXT_SIZE, "{ ");
	append_choices(type->choices, " | ", text);
	append(text, " }");
}

static int choice_parse(const struct value_type *type, const char *word, void *value, size_t size,
			struct error *err)
{
	struct nearest nearest = { .typed = word };
	const struct choice *choice;
	char quoted[TEXT_SIZE], words[TEXT_SIZE], hint[TEXT_SIZE];

	for (choice = type->choices; choice->word; choice++)
		if (strcasecmp(choice->word, word) == 0) {
			member_store(value, size, choice->value);
			return 0;
		}
	for (choice = type->choices; choice->word; choice++)
		nearest_consider(&nearest, choice->word);
	escape_text(word, quoted, sizeof(quoted));
	words[0] = '\0';
	append_choices(type->choices, ", ", words);
	return error_usage(err, "\"%s\" is not one of %s%s", quoted, words,
			   nearest_hint(&nearest, "", hint, sizeof(hint)));
}

static void choice_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	uint64_t number = member_load(value, size);
	const struct choice *choice;

	for (choice = type->choices; choice->word; choice++)
		if (choice->value == number) {
			memcpy(text, choice->word,
			       strlen(choice->word) + 1); /* a word of a table */
			return;
		}
	number_print(type, value, size, text);
}

#define CHOICE_TYPE(variable, as_json, ...) \
	const struct value_type variable = { \
		.choices = (const struct choice[]){ __VA_ARGS__, { .word = NULL } }, \
		.json = (as_json), \
		.parse = choice_parse, \
		.print = choice_print, \
	}

CHOICE_TYPE(value_switch, VALUE_BOOLEAN, { "on", 1, NULL }, { "off", 0, NULL });
CHOICE_TYPE(value_version, VALUE_NUMBER, { "2", 2, NULL }, { "3", 3, NULL });
CHOICE_TYPE(value_encap, VALUE_TEXT, { "udp", L2TP_ENCAPTYPE_UDP, "UDP" },
	    { "ip", L2TP_ENCAPTYPE_IP, "IP" });
CHOICE_TYPE(value_pwtype, VALUE_TEXT, { "eth", L2TP_PWTYPE_ETH, NULL },
	    { "ppp", L2TP_PWTYPE_PPP, NULL });
CHOICE_TYPE(value_l2spec, VALUE_TEXT, { "none", L2TP_L2SPECTYPE_NONE, NULL },
	    { "default", L2TP_L2SPECTYPE_DEFAULT, NULL });
/* The values are bits of enum l2tp_seq: 1 send, 2 receive. */
CHOICE_TYPE(value_seq, VALUE_TEXT, { "none", 0, NULL }, { "send", 1, NULL }, { "recv", 2, NULL },
	    { "both", 3, NULL });

static const struct choice debug_bits[] = {
	{ "debug", L2TP_MSG_DEBUG, NULL },
	{ "control", L2TP_MSG_CONTROL, NULL },
	{ "seq", L2TP_MSG_SEQ, NULL },
	{ "data", L2TP_MSG_DATA, NULL },
	{ .word = NULL },
};

/* The bit of the name of LENGTH bytes at WORD, or 0. */
static uint32_t debug_bit(const char *word, size_t length)
{
	const struct choice *bit;

	for (bit = debug_bits; bit->word; bit++)
		if (strlen(bit->word) == length && memcmp(bit->word, word, length) == 0)
			return bit->value;
	return 0;
}

static int debug_parse(const struct value_type *type, const char *word, void *value, size_t size,
		       struct error *err)
{
	char quoted[TEXT_SIZE], names[TEXT_SIZE];
	uint64_t mask = 0;
	const char *from;
	size_t length;

	if (value_number(word, &mask) == 0 && mask <= type->max) {
		member_store(value, size, mask);
		return 0;
	}
	for (mask = 0, from = word;; from += length + 1) {
		uint32_t bit = debug_bit(from, length = strcspn(from, ","));

		if (!bit)
			break;
		mask |= bit;
		if (from[length] == '\0') {
			member_store(value, size, mask);
			return 0;
		}
	}
	escape_text(word, quoted, sizeof(quoted));
	names[0] = '\0';
	append_choices(debug_bits, ",", names);
	return error_usage(err,
			   "\"%s\" is not a valid mask: use a 32-bit number, or names out of %s",
			   quoted, names);
}

static void debug_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	uint64_t left = member_load(value, size);
	const struct choice *bit;

	text[0] = '\0';
	for (bit = debug_bits; bit->word; bit++)
		if (left & bit->value) {
			append(text, text[0] ? "," : "");
			append(text, bit->word);
			left &= ~(uint64_t)bit->value;
		}
	if (left || text[0] == '\0') /* print unnamed bits as one number */
		number_print(type, value, size, text);
}

const struct value_type value_debug = {
	.name = "{ MASK | debug,control,seq,data }",
	.json = VALUE_NUMBER,
	.max = UINT32_MAX,
	.choices = debug_bits,
	.parse = debug_parse,
	.print = debug_print,
};

/* The kernel's rules (net/core/dev.c, dev_valid_name), without templates: %d would select a name. */
static const char *interface_fault(const char *word)
{
	const char *c;

	if (word[0] == '\0')
		return "is empty";
	if (strlen(word) >= IF_NAMESIZE)
		return "is longer than 15 bytes";
	if (strcmp(word, ".") == 0 || strcmp(word, "..") == 0 || strcmp(word, "all") == 0 ||
	    strcmp(word, "default") == 0)
		return "is reserved";
	for (c = word; *c; c++)
		if (strchr("/:%", *c) || isspace((unsigned char)*c))
			return "contains a slash, colon, percent sign or blank";
	return NULL;
}

static int interface_parse(const struct value_type *type, const char *word, void *value,
			   size_t size, struct error *err)
{
	const char *fault = interface_fault(word);
	char quoted[TEXT_SIZE];

	if (fault) {
		escape_text(word, quoted, sizeof(quoted));
		return error_usage(err, "\"%s\" is not a valid interface name: it %s", quoted,
				   fault);
	}
	memset(value, 0, size);
	memcpy(value, word, strlen(word));
	return 0;
}

static void interface_print(const struct value_type *type, const void *value, size_t size,
			    char *text)
{
	escape_text(value, text, TEXT_SIZE);
}

static bool interface_match(const void *filter, const void *value, size_t size)
{
	return strncmp(filter, value, size) == 0;
}

const struct value_type value_interface = {
	.name = "IFNAME",
	.json = VALUE_STRING,
	.parse = interface_parse,
	.print = interface_print,
	.match = interface_match,
};

static int ignored_parse(const struct value_type *type, const char *word, void *value, size_t size,
			 struct error *err)
{
	return 0;
}

static void ignored_print(const struct value_type *type, const void *value, size_t size, char *text)
{
	text[0] = '\0';
}

const struct value_type value_ignored = {
	.name = "VALUE",
	.parse = ignored_parse,
	.print = ignored_print,
};
