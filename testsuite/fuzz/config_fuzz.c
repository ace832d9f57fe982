// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config_fuzz.c - a file of apply, lines or JSON: parsing the output gives the same configuration
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/error.h"
#include "lib/config/config.h"
#include "lib/config/plan.h"
#include "lib/config/read.h"
#include "lib/config/write.h"
#include "lib/text/output.h"
#include "testsuite/fuzz/fuzz.h"

static int read_text(const struct fuzz_text *text, struct config *config)
{
	FILE *file = fuzz_file((const uint8_t *)text->bytes, text->length);
	struct error err = { 0 };
	int status = config_read(file, "input", config, &err);

	fclose(file);
	return status;
}

static void write_lines(const struct config *config, struct fuzz_text *text)
{
	fuzz_text_open(text);
	config_write(config, "", text->file);
	fuzz_text_close(text);
}

static void write_document(const struct config *config, struct fuzz_text *text)
{
	const struct output_options options = { .json = true, .lines = true };
	struct error err = { 0 };
	struct output *out;

	fuzz_text_open(text);
	fuzz_hold(output_open(&out, text->file, &options, &err) == 0);
	config_json(config, out);
	fuzz_hold(output_close(out, &err) == 0);
	fuzz_text_close(text);
	fuzz_hold(fuzz_is_json(text->bytes));
}

/* Parse TEXT and assert that its lines equal WANTED. */
static void hold_same(const struct fuzz_text *text, const struct fuzz_text *wanted)
{
	struct config config;
	struct fuzz_text again;

	fuzz_hold(read_text(text, &config) == 0);
	write_lines(&config, &again);
	fuzz_hold(strcmp(again.bytes, wanted->bytes) == 0);
	fuzz_text_free(&again);
	config_free(&config);
}

/* Plan to apply it on a host without objects. */
static void plan(const struct config *config)
{
	const struct plan_options options = { .prune = true };
	struct config nothing = { 0 };
	struct error err = { 0 };
	struct fuzz_text text;
	struct plan steps;

	fuzz_text_open(&text);
	if (plan_make(&steps, config, &nothing, &options, &err) == 0)
		plan_write(&steps, "", text.file);
	plan_free(&steps);
	fuzz_text_close(&text);
	fuzz_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_text input = { .bytes = (char *)data, .length = size };
	struct fuzz_text lines, document;
	struct error err = { 0 };
	struct config config;

	if (read_text(&input, &config) == 0) {
		write_lines(&config, &lines);
		write_document(&config, &document);
		hold_same(&lines, &lines);
		hold_same(&document, &lines);
		plan(&config);
		fuzz_hold(config_mirror(&config, &err) == 0 || err.code == -EEXIST);
		fuzz_text_free(&lines);
		fuzz_text_free(&document);
	}
	config_free(&config);
	return 0;
}
