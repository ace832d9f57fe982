// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * uapi_test.c - include/uapi/ agrees with the system's headers
 */
#include <string.h>

#include "testsuite/unit/uapi_names.h"
#include "testsuite/unit/unit.h"

static void numbers(struct unit *unit)
{
	size_t i;

	for (i = 0; uapi_ours[i].name && uapi_system[i].name; i++) {
		unit_about(unit, "%s: ours %lu, the system's %lu", uapi_ours[i].name,
			   uapi_ours[i].number, uapi_system[i].number);
		CHECK(strcmp(uapi_ours[i].name, uapi_system[i].name) == 0);
		CHECK(uapi_ours[i].number == uapi_system[i].number);
	}
	CHECK(!uapi_ours[i].name && !uapi_system[i].name && i > 100);
}

/* Whether uapi_names.h lists NAME. */
static bool is_listed(const char *name)
{
	const struct uapi_number *row;

	for (row = uapi_ours; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return true;
	return false;
}

/* Every `NAME = number` of a header must be in the list. */
static void check_header(struct unit *unit, const char *path)
{
	FILE *file = fopen(path, "re");
	char line[256], name[64];
	unsigned int found = 0;

	for (; file && fgets(line, sizeof(line), file); found++) {
		if (sscanf(line, "\t%63[A-Z0-9_] = ", name) != 1)
			continue;
		unit_about(unit, "%s", name);
		CHECK(is_listed(name));
	}
	CHECK(!file || found > 10);
	if (file)
		fclose(file);
}

static void complete(struct unit *unit)
{
	check_header(unit, "include/uapi/linux/l2tp.h");
	check_header(unit, "include/uapi/linux/if_pppol2tp.h");
}

const struct unit_test uapi_tests[] = {
	{ "numbers, sizes and offsets of our uapi are those of the system's headers", numbers },
	{ "every number of our uapi is held against the system's", complete },
	{ NULL, NULL },
};
