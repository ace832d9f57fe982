/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * value.h - parse and print one value of a field
 *
 * A value_type defines how a word is parsed to a struct member, printed, and compared with a filter. Usage, errors and
 * completion print its range or choices.
 */
#ifndef LIB_TEXT_VALUE_H
#define LIB_TEXT_VALUE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"

/* How JSON prints a value: as print does, as the member's string, ...; VALUE_NONE: by another keyword. */
enum value_json { VALUE_TEXT, VALUE_STRING, VALUE_NUMBER, VALUE_BOOLEAN, VALUE_LIST, VALUE_NONE };

/* A word of a choice. `label` is its text in `ip l2tp show`, if different. */
struct choice {
	const char *word;
	uint32_t value;
	const char *label;
};

struct value_type {
	const char *name;	      /* in usage: "ID"; NULL for a choice */
	const struct choice *choices; /* the last row has a NULL word */
	enum value_json json;
	bool flag;	   /* the keyword alone sets the member */
	uint64_t min, max; /* of a number */
	/* Parse WORD to the SIZE bytes at VALUE; an error is ERROR_USAGE and names the word. */
	int (*parse)(const struct value_type *type, const char *word, void *value, size_t size,
		     struct error *err);
	/* Print VALUE to TEXT, of TEXT_SIZE bytes, safe for a terminal. */
	void (*print)(const struct value_type *type, const void *value, size_t size, char *text);
	/* Write the words that set the member; NULL: the keyword and the printed value. */
	void (*write)(const char *word, const void *value, FILE *file);
	/* Print item INDEX of a list to TEXT; returns false if it does not exist. */
	bool (*item)(const void *value, size_t index, char *text);
	/* Whether VALUE passes FILTER; NULL: compare the SIZE bytes. */
	bool (*match)(const void *filter, const void *value, size_t size);
};

extern const struct value_type value_id;	   /* uint32_t, 1..4294967295 */
extern const struct value_type value_port;	   /* uint16_t, host byte order, 1..65535 */
extern const struct value_type value_milliseconds; /* uint32_t, 0..2147483647 */
extern const struct value_type value_mtu;	   /* uint32_t, 68..65535 */
extern const struct value_type value_switch;	   /* bool: on, off */
extern const struct value_type value_interface;	   /* char[IF_NAMESIZE] */
extern const struct value_type value_version;	   /* uint8_t */
extern const struct value_type value_encap;	   /* uint16_t, enum l2tp_encap_type */
extern const struct value_type value_pwtype;	   /* uint16_t, enum l2tp_pwtype */
extern const struct value_type value_l2spec;	   /* uint8_t, enum l2tp_l2spec_type */
extern const struct value_type value_seq;	   /* uint8_t, bits of enum l2tp_seq */
extern const struct value_type value_debug;	   /* uint32_t, bits of enum l2tp_debug_flags */
extern const struct value_type value_ignored;	   /* any word; nothing is stored */

/*
 * Parse a whole number, decimal or 0x. A sign, blank or leading zero (octal or decimal) is rejected. Returns 0, or
 * -EINVAL with nothing stored.
 */
int value_number(const char *word, uint64_t *number);

/* The label, or else the word, of NUMBER among the choices; NULL if it has none. */
const char *value_label(const struct value_type *type, uint64_t number);

/* Write the value's usage, "ID" or "{ udp | ip }", to TEXT, of TEXT_SIZE bytes. */
void value_usage(const struct value_type *type, char *text);

#endif
