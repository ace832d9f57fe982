/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * value.h - one value of a field: from its text and back
 *
 * A value_type says how a word is read into a struct member, how the member is printed, and how it is
 * compared with a filter. Types are const tables; what they hold (ranges, choices) is what usage,
 * errors and completion show.
 */
#ifndef LIB_TEXT_VALUE_H
#define LIB_TEXT_VALUE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/error.h"

/* How JSON shows a value: as it is printed, as the string that the member is, and so on; or by another keyword. */
enum value_json { VALUE_TEXT, VALUE_STRING, VALUE_NUMBER, VALUE_BOOLEAN, VALUE_LIST, VALUE_NONE };

/* A word of a choice; `label` is how `ip l2tp show` writes it, where that differs. */
struct choice {
	const char *word;
	uint32_t value;
	const char *label;
};

struct value_type {
	const char *name;	      /* in usage: "ID"; not set for a choice */
	const struct choice *choices; /* ends with a row whose word is NULL */
	enum value_json json;
	bool flag;	   /* the keyword has no value: it sets the member by itself */
	uint64_t min, max; /* of a number */
	/* WORD into the SIZE bytes at VALUE; an error is ERROR_USAGE and names the word. */
	int (*parse)(const struct value_type *type, const char *word, void *value, size_t size,
		     struct error *err);
	/* VALUE into TEXT, which has room for TEXT_SIZE bytes. Safe for a terminal. */
	void (*print)(const struct value_type *type, const void *value, size_t size, char *text);
	/* The words that give the member; NULL: the keyword and the printed value. */
	void (*write)(const char *word, const void *value, FILE *file);
	/* Of a list: its item INDEX into TEXT, as print does; false where there is none. */
	bool (*item)(const void *value, size_t index, char *text);
	/* Whether VALUE passes FILTER; NULL: where the SIZE bytes are equal. */
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
extern const struct value_type value_ignored;	   /* anything; nothing is stored */

/*
 * Read a whole number, decimal or 0x; a sign, a blank, or a leading zero (octal to some, decimal to
 * others) is refused. Returns 0, or -EINVAL with nothing stored.
 */
int value_number(const char *word, uint64_t *number);

/* The label of NUMBER among a choice's rows (else its word), NULL where it is none of them. */
const char *value_label(const struct value_type *type, uint64_t number);

/* "ID", or "{ udp | ip }": what usage shows for a value. TEXT has room for TEXT_SIZE bytes. */
void value_usage(const struct value_type *type, char *text);

#endif
