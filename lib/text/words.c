// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * words.c - split the lines of a file into words
 */
#include "lib/text/words.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "lib/base/escape.h"

#define HEX_DIGITS "0123456789abcdefABCDEF"

/* A word ends at a NUL byte, raw or as \x00. */
static const char nul_in_line[] = "NUL byte in the line";

/* With its continuations. A file of the wrong kind may be one line. */
#define LONGEST_LINE (1 << 20)

struct words_reader {
	FILE *file;
	unsigned long line;
	bool begun;   /* a line was read */
	bool has_nul; /* it contains a NUL byte */
	char *text;   /* the line, continuations joined */
	size_t used, room;
	char *part; /* one line of the file */
	size_t part_room;
	char *storage;	    /* a copy of `text`, split in place */
	const char **words; /* pointers into storage */
	size_t split_room;  /* longest line that `storage` and `words` can hold */
	char quote;	    /* open at the end of `part` */
};

int words_open(struct words_reader **reader, FILE *file, struct error *err)
{
	*reader = calloc(1, sizeof(**reader));
	if (!*reader)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	(*reader)->file = file;
	return 0;
}

void words_close(struct words_reader *reader)
{
	if (!reader)
		return;
	free(reader->text);
	free(reader->storage);
	free(reader->words);
	free(reader->part);
	free(reader);
}

unsigned long words_line(const struct words_reader *reader)
{
	return reader->line;
}

const char *words_text(const struct words_reader *reader)
{
	return reader->begun ? reader->text : NULL;
}

/*
 * The quote open after the character at AT: 0 for none, ', ", or $ for $'...', which has escapes. BEFORE is the quote
 * open before it. *AT moves over the second byte of $' and of an escape.
 */
static char next_quote(char before, const char **at)
{
	const char *c = *at;

	if (!before && c[0] == '$' && c[1] == '\'') {
		(*at)++;
		return '$';
	}
	if (!before && *c != '\'' && *c != '"')
		return '\0';
	if (!before)
		return *c;
	if (before == '$' && c[0] == '\\' && c[1]) {
		(*at)++;
		return before;
	}
	if (*c == (before == '$' ? '\'' : before))
		return '\0';
	return before;
}

/* Kinds of special bytes outside quotes; 0 is plain. */
enum { BLANK = 1, MARK };

static const unsigned char kinds[UCHAR_MAX + 1] = {
	['\0'] = MARK, ['#'] = MARK,   ['\''] = MARK, ['"'] = MARK,
	['$'] = MARK,  ['\t'] = BLANK, [' '] = BLANK,
};

static unsigned char kind(char c)
{
	return kinds[(unsigned char)c];
}

/* Remove the comment from PART, including a final backslash. */
static void cut_comment(struct words_reader *reader, char *part)
{
	const char *at;

	for (at = part; *at; at++) {
		if (!reader->quote)
			while (kind(*at) != MARK)
				at++;
		if (!reader->quote && *at == '#')
			part[at - part] = '\0';
		else
			reader->quote = next_quote(reader->quote, &at);
		if (!*at)
			break;
	}
}

/* Whether PART may contain a comment or affect the quotes of a continuation; most lines need no further parsing. */
static bool is_to_be_cut(const char *part, size_t length)
{
	return length && (part[length - 1] == '\\' || memchr(part, '#', length));
}

/* Append LENGTH bytes to the USED ones of *TEXT, which has *ROOM, and keep one for a NUL byte. Returns 0 or -ENOMEM. */
static int append_bytes(char **text, size_t *room, size_t used, const char *bytes, size_t length)
{
	char *grown;

	if (used + length >= *room) {
		grown = realloc(*text, 2 * (used + length + 1));
		if (!grown)
			return -ENOMEM;
		*text = grown;
		*room = 2 * (used + length + 1);
	}
	memcpy(*text + used, bytes, length);
	return 0;
}

/* Append PART to the text. */
static int add_part(struct words_reader *reader, const char *part, size_t length, struct error *err)
{
	if (append_bytes(&reader->text, &reader->room, reader->used, part, length) < 0)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	reader->used += length;
	reader->text[reader->used] = '\0';
	reader->begun = true;
	return 0;
}

/* Replace NUL bytes by blanks, so they do not end the line. */
static bool replace_nuls(char *part, size_t length)
{
	char *nul = part;
	bool any = false;

	while ((nul = memchr(nul, '\0', length - (size_t)(nul - part)))) {
		*nul = ' ';
		any = true;
	}
	return any;
}

/*
 * Read a line of the file with its newline to `part`; of one longer than LONGEST_LINE only the start. Like getline(3),
 * it reads NUL bytes. Returns the length of the line, 0 at the end of the file, or a negative errno. A line read in part
 * before an error is discarded; the next call would take the error for the end.
 */
static ssize_t fill_part(struct words_reader *reader)
{
	char chunk[256];
	size_t total = 0, got = 0;

	do {
		/* the last NUL byte is the one that fgets(3) appends; on an error the first byte tells whether it read any */
		memset(chunk, '\n', sizeof(chunk));
		errno = 0;
		if (!fgets(chunk, sizeof(chunk), reader->file)) {
			if (!ferror(reader->file) && !errno)
				break;
			reader->line += total > 0 || chunk[0] != '\n';
			return errno ? -errno : -EIO;
		}
		got = (size_t)((char *)memrchr(chunk, '\0', sizeof(chunk)) - chunk);
		if (total <= LONGEST_LINE &&
		    append_bytes(&reader->part, &reader->part_room, total, chunk, got) < 0)
			return -ENOMEM;
		total += got;
	} while (got && chunk[got - 1] != '\n');
	return (ssize_t)total;
}

/* Append one line of the file to the text. Returns 1 if it has a continuation, 0, or a negative errno and err set. */
static int read_part(struct words_reader *reader, struct error *err)
{
	ssize_t got = fill_part(reader);
	size_t length;

	reader->line += got > 0;
	if (got < 0)
		return error_set(err, (int)got, "%s", strerror((int)-got));
	if (got == 0)
		return reader->begun
			       ? error_usage(err, "a line is required after the final backslash")
			       : 0;
	length = (size_t)got;
	if (reader->used + length > LONGEST_LINE)
		return error_usage(err, "the line is longer than %d bytes", LONGEST_LINE);
	reader->has_nul = replace_nuls(reader->part, length) || reader->has_nul;
	while (length && (reader->part[length - 1] == '\n' || reader->part[length - 1] == '\r'))
		length--;
	reader->part[length] = '\0';
	if (is_to_be_cut(reader->part, length)) {
		cut_comment(reader, reader->part);
		length = strlen(reader->part);
	}
	if (add_part(reader, reader->part, length, err) < 0)
		return err->code;
	if (!length || reader->part[length - 1] != '\\')
		return 0;
	reader->text[--reader->used] = '\0';
	return 1;
}

/* The character of the escape at ESCAPE, after its backslash: \xHH, or the character itself. */
static char escaped(const char *escape, size_t length)
{
	unsigned int byte;

	if (length == 3 && escape[0] == 'x' && sscanf(escape + 1, "%2x", &byte) == 1)
		return (char)byte;
	return escape[0];
}

/* Copy plain bytes from *FROM to *TO and move both past them. *TO is at or before *FROM. */
static void copy_plain(const char **from, char **to)
{
	const char *c = *from;

	while (!kind(*c))
		c++;
	if (*to != *from)
		memmove(*to, *from, (size_t)(c - *from));
	*to += c - *from;
	*from = c;
}

/*
 * Copy the word at *FROM to *TO, and move *FROM past the blank that ends it and *TO past its NUL. *TO is at or before
 * *FROM. Returns an error message, or NULL.
 */
static const char *take_word(const char **from, char **to)
{
	const char *fault = NULL;
	char quote = '\0', after;
	const char *at;

	while (**from && (quote || kind(**from) != BLANK)) {
		if (!quote && !kind(**from)) {
			copy_plain(from, to);
			continue;
		}
		at = *from;
		after = next_quote(quote, from);
		if (quote == '$' && *from != at) { /* an escape: at most \xHH */
			size_t digits = at[1] == 'x' ? 1 + strspn(at + 2, HEX_DIGITS) : 1;

			**to = escaped(at + 1, digits > 3 ? 3 : digits);
			if (!*(*to)++)
				fault = nul_in_line;
			*from = at + (digits >= 3 ? 3 : 1);
		} else if (quote == after && *from == at) {
			*(*to)++ = *at;
		}
		(*from)++;
		quote = after;
	}
	if (**from)
		(*from)++; /* the blank, which the word's NUL may overwrite */
	*(*to)++ = '\0';
	return quote ? "unterminated quote" : fault;
}

/* A word takes at least a byte and a blank, so a line has at most half as many words as bytes. */
static int make_room(struct words_reader *reader, size_t length, struct error *err)
{
	if (reader->storage && reader->words && length <= reader->split_room)
		return 0;
	free(reader->storage);
	free(reader->words);
	reader->storage = malloc(length + 1);
	reader->words = calloc(length / 2 + 2, sizeof(*reader->words));
	reader->split_room = length;
	return reader->storage && reader->words ? 0
						: error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

static int split(struct words_reader *reader, struct error *err)
{
	const char *from, *fault;
	size_t count = 0;
	char *to;

	if (make_room(reader, reader->used, err) < 0)
		return err->code;
	memcpy(reader->storage, reader->text, reader->used + 1);
	for (from = to = reader->storage;;) {
		while (kind(*from) == BLANK)
			from++;
		reader->words[count] = *from ? to : NULL;
		if (!reader->words[count++])
			return 0;
		fault = take_word(&from, &to);
		if (fault)
			return error_usage(err, "%s", fault);
	}
}

int words_next(struct words_reader *reader, const char *const **words, struct error *err)
{
	int more;

	do {
		reader->begun = reader->has_nul = false;
		reader->used = 0;
		reader->quote = '\0';
		while ((more = read_part(reader, err)) > 0)
			;
		if (more < 0)
			return more;
		if (!reader->begun)
			return 0;
		if (reader->has_nul)
			return error_usage(err, "%s", nul_in_line);
		if (split(reader, err) < 0)
			return err->code;
	} while (!reader->words[0]);
	*words = reader->words;
	return 1;
}

void words_quote(const char *word, FILE *file)
{
	escape_shell_to(word, file);
}

size_t words_count(const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}
