// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * debugfs_fuzz.c - the text of debugfs's l2tp/tunnels and of /proc/net/pppol2tp
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/kernel/debugfs.h"
#include "lib/kernel/debugfs_show.h"
#include "lib/text/output.h"
#include "testsuite/fuzz/fuzz.h"

static void parse(const uint8_t *data, size_t size)
{
	FILE *file = fuzz_file(data, size);
	struct debugfs_session *list = NULL;
	struct error err = { 0 };
	size_t count = 0, i;

	fuzz_hold(debugfs_parse(file, &list, &count, &err) == 0);
	for (i = 0; i < count; i++) {
		fuzz_hold(strlen(list[i].name) < sizeof(list[i].name));
		fuzz_hold(debugfs_find(list, count, list[i].tunnel_id, list[i].session_id) ==
			  &list[i]);
	}
	free(list);
	fclose(file);
}

static void show(const uint8_t *data, size_t size, bool json)
{
	FILE *file = fuzz_file(data, size);
	struct error err = { 0 };
	struct fuzz_text text;
	struct output *out = fuzz_output_open(&text, json);

	fuzz_hold(debugfs_show_file(file, out, &err) == 0);
	fuzz_output_close(&text, out, json);
	fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	parse(data, size);
	show(data, size, false);
	show(data, size, true);
	return 0;
}
