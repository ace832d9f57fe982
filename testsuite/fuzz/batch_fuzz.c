// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * batch_fuzz.c - a batch file with -force, without sockets
 */

#include "ip/batch.h"
#include "ip/command_list.h"
#include "ip/report.h"
#include "testsuite/fuzz/files.h"
#include "testsuite/fuzz/fuzz.h"

static void run(bool dry_run, const char *const *ip_argv)
{
	struct context ctx = {
		.options = { .force = true, .dry_run = dry_run, .output = { .json = dry_run } },
		.ip_argv = ip_argv,
		.commands = commands,
	};
	int status = batch_run(&ctx, FILES_INPUT);

	fuzz_hold(status >= STATUS_DONE && status <= STATUS_FOUND);
	fuzz_hold(!ctx.kernel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const called_as_ip[] = { "ip", "-batch", FILES_INPUT, NULL };

	files_begin(data, size);
	run(false, NULL);
	run(true, NULL);
	run(true, called_as_ip);
	files_end();
	return 0;
}
