// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * words_fuzz.c - lines to words: a word that is quoted parses as the same word
 */
#include <string.h>

#include "lib/base/error.h"
#include "lib/text/words.h"
#include "testsuite/fuzz/fuzz.h"

static void quote(const char *const *words, struct fuzz_text *text)
{
	fuzz_text_open(text);
	for (; *words; words++) {
		words_quote(*words, text->file);
		fputs(words[1] ? " " : "\n", text->file);
	}
	fuzz_text_close(text);
}

static void hold_words(const char *const *words)
{
	struct words_reader *reader = NULL;
	const char *const *again;
	struct error err = { 0 };
	struct fuzz_text text;
	FILE *file;

	quote(words, &text);
	file = fuzz_file((const uint8_t *)text.bytes, text.length);
	fuzz_hold(words_open(&reader, file, &err) == 0);
	fuzz_hold(words_next(reader, &again, &err) == 1);
	for (; *words; words++, again++)
		fuzz_hold(*again && strcmp(*again, *words) == 0);
	fuzz_hold(!*again);
	words_close(reader);
	fclose(file);
	fuzz_text_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *file = fuzz_file(data, size);
	struct words_reader *reader = NULL;
	const char *const *words;
	struct error err = { 0 };
	unsigned long line = 0;
	int got;

	fuzz_hold(words_open(&reader, file, &err) == 0);
	while ((got = words_next(reader, &words, &err)) != 0) {
		fuzz_hold(words_line(reader) > line || err.kind == ERROR_SYSTEM || got < 0);
		line = words_line(reader);
		if (got > 0)
			hold_words(words);
		if (got < 0 && err.kind == ERROR_SYSTEM)
			break;
		err = (struct error){ 0 };
	}
	words_close(reader);
	fclose(file);
	return 0;
}
