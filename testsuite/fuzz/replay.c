// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * replay.c - run a target on the named files, for builds without libFuzzer
 *
 * Prints each name first, so the last one is the cause if a sanitizer ends the program.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "testsuite/fuzz/fuzz.h"

/* Above libFuzzer's default maximum. */
#define INPUT_MAX (1 << 20)

static int replay(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "re");
	size_t size;

	if (!file) {
		dprintf(STDERR_FILENO, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	size = fread(bytes, 1, INPUT_MAX, file);
	fclose(file);
	return LLVMFuzzerTestOneInput(bytes, size);
}

int main(int argc, char **argv)
{
	uint8_t *bytes = malloc(INPUT_MAX);
	int status = 0, i;

	if (!bytes)
		return 1;
	LLVMFuzzerInitialize(&argc, &argv);
	for (i = 1; i < argc; i++) {
		dprintf(STDOUT_FILENO, "%s\n", argv[i]);
		if (replay(argv[i], bytes) != 0)
			status = 1;
	}
	free(bytes);
	return status;
}
