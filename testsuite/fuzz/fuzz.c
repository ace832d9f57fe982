// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * fuzz.c - shared code of the fuzzers
 */

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/error.h"
#include "lib/text/output.h"
#include "testsuite/fuzz/files.h"
#include "testsuite/fuzz/fuzz.h"

/* Discard output. Sanitizers and libFuzzer write to the file descriptors, which stay open. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	stdout = fopen("/dev/null", "we");
	stderr = fopen("/dev/null", "we");
	stdin = fopen("/dev/null", "re");
	if (!stdin || !stdout || !stderr)
		abort();
	return 0;
}

void fuzz_fail(const char *file, int line, const char *what)
{
	dprintf(STDERR_FILENO, "%s:%d: %s\n", file, line, what);
	abort();
}

void *fuzz_copy(const uint8_t *data, size_t size)
{
	void *copy = malloc(size);

	if (!copy && size)
		abort();
	if (size)
		memcpy(copy, data, size);
	return copy;
}

FILE *fuzz_file(const uint8_t *data, size_t size)
{
	/* fmemopen(3) rejects size 0 */
	FILE *file = size ? fmemopen((void *)data, size, "r") : fopen("/dev/null", "re");

	if (!file)
		abort();
	return file;
}

void fuzz_text_open(struct fuzz_text *text)
{
	*text = (struct fuzz_text){ 0 };
	text->file = open_memstream(&text->bytes, &text->length);
	if (!text->file)
		abort();
}

void fuzz_text_close(struct fuzz_text *text)
{
	fuzz_hold(fclose(text->file) == 0);
}

void fuzz_text_free(struct fuzz_text *text)
{
	free(text->bytes);
}

struct output *fuzz_output_open(struct fuzz_text *text, bool json)
{
	const struct output_options options = { .json = json };
	struct error err = { 0 };
	struct output *out = NULL;

	fuzz_text_open(text);
	fuzz_hold(output_open(&out, text->file, &options, &err) == 0);
	return out;
}

void fuzz_output_close(struct fuzz_text *text, struct output *out, bool json)
{
	struct error err = { 0 };

	fuzz_hold(output_close(out, &err) == 0);
	fuzz_text_close(text);
	fuzz_hold(!json || fuzz_is_json(text->bytes));
	fuzz_text_free(text);
}

bool fuzz_is_json(const char *text)
{
	struct json_tokener *tokener = json_tokener_new();
	json_object *value;
	bool whole;

	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
	value = json_tokener_parse_ex(tokener, text, (int)strlen(text) + 1);
	whole = json_tokener_get_error(tokener) == json_tokener_success;
	json_object_put(value);
	json_tokener_free(tokener);
	return whole;
}
