// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * options.c - the options before the object, with the prefixes that `ip` accepts
 */
#include "ip/options.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ip/report.h"
#include "lib/base/cleanup.h"
#include "lib/base/escape.h"
#include "lib/base/nearest.h"

enum kind {
	OPTION_FLAG,	/* sets the bool at offset */
	OPTION_VALUE,	/* the next word, a string */
	OPTION_FAMILY,	/* sets the string at offset to itself */
	OPTION_COLOR,	/* =always, =auto, =never */
	OPTION_IGNORED, /* an option of `ip` without effect on `ip l2tp` */
	OPTION_IGNORED_VALUE,
};

struct option {
	const char *word;
	enum kind kind;
	size_t offset;
	const char *help; /* NULL: not in help */
};

#define AT(member) .offset = offsetof(struct options, member)

/* In the order of iproute2's ip/ip.c, which resolves prefixes; ours last. */
/* clang-format off */
static const struct option options_table[] = {
	{ "-loops", OPTION_IGNORED_VALUE, 0, NULL },
	{ "-family", OPTION_VALUE, AT(family), NULL },
	{ "-4", OPTION_FAMILY, AT(family), NULL },
	{ "-6", OPTION_FAMILY, AT(family), NULL },
	{ "-0", OPTION_FAMILY, AT(family), NULL },
	{ "-M", OPTION_FAMILY, AT(family), NULL },
	{ "-B", OPTION_FAMILY, AT(family), NULL },
	{ "-human-readable", OPTION_FLAG, AT(human), "print counters with units of 1000" },
	{ "-iec", OPTION_FLAG, AT(iec), "print counters with units of 1024" },
	{ "-stats", OPTION_FLAG, AT(show.stats), NULL },
	{ "-statistics", OPTION_FLAG, AT(show.stats), "show: print counters" },
	{ "-details", OPTION_FLAG, AT(show.details), "show: print every field; others: report changes" },
	{ "-resolve", OPTION_IGNORED, 0, NULL },
	{ "-oneline", OPTION_FLAG, AT(output.oneline), "print one line per record" },
	{ "-timestamp", OPTION_FLAG, AT(timestamp), "monitor: print the time of each event" },
	{ "-tshort", OPTION_FLAG, AT(timestamp_short), "monitor: print it on the same line (-ts)" },
	{ "-Version", OPTION_FLAG, AT(version), "print the version" },
	{ "-force", OPTION_FLAG, AT(force), "lose what is refused otherwise; continue a batch" },
	{ "-batch", OPTION_VALUE, AT(batch), "run the commands in FILE, - for standard input" },
	{ "-brief", OPTION_IGNORED, 0, NULL },
	{ "-json", OPTION_FLAG, AT(output.json), "print JSON" },
	{ "-pretty", OPTION_FLAG, AT(output.pretty), "indent JSON" },
	{ "-rcvbuf", OPTION_IGNORED_VALUE, 0, NULL },
	{ "-color", OPTION_COLOR, AT(output.color), "print in colours: =always, =auto, =never" },
	{ "-help", OPTION_FLAG, AT(help), "print this help" },
	{ "-netns", OPTION_VALUE, AT(netns), "work in the network namespace NAME" },
	{ "-Numeric", OPTION_IGNORED, 0, NULL },
	{ "-all", OPTION_IGNORED, 0, NULL },
	{ "-echo", OPTION_IGNORED, 0, NULL },
	{ "-dry-run", OPTION_FLAG, AT(dry_run),
	  "print the command, or the steps of apply, as batch lines" },
	{ .word = NULL },
};

/* clang-format on */

static const struct option *options_find(const char *word)
{
	const struct option *option;
	size_t length;

	if (word[0] == '-' && word[1] == '-')
		word++;
	length = strcspn(word, "=");
	for (option = options_table; option->word; option++) {
		if (strncmp(option->word, word, length) != 0 || length < 2)
			continue;
		if (word[length] == '\0' || option->kind == OPTION_COLOR)
			return option;
	}
	return NULL;
}

bool options_take_value(const char *word)
{
	const struct option *option = options_find(word);

	return option && (option->kind == OPTION_VALUE || option->kind == OPTION_IGNORED_VALUE);
}

bool options_is_netns(const char *word)
{
	const struct option *option = options_find(word);

	return option && strcmp(option->word, "-netns") == 0;
}

static int set_color(struct options *options, const char *word, struct error *err)
{
	const char *value = strchr(word, '=');
	char quoted[TEXT_SIZE];

	if (!value || strcmp(value, "=") == 0 || strcmp(value, "=always") == 0)
		options->output.color = true;
	else if (strcmp(value, "=auto") == 0)
		options->output.color = report_has_escapes(STDOUT_FILENO);
	else if (strcmp(value, "=never") == 0)
		options->output.color = false;
	else {
		escape_text(value + 1, quoted, sizeof(quoted));
		return error_usage(err, "option -color: \"%s\" is not one of always, auto, never",
				   quoted);
	}
	return 0;
}

static int options_refuse(const char *word, struct error *err)
{
	struct nearest nearest = { .typed = word + (word[0] == '-' && word[1] == '-') };
	const struct option *option;
	char quoted[TEXT_SIZE], hint[TEXT_SIZE];

	for (option = options_table; option->word; option++)
		if (option->help)
			nearest_consider(&nearest, option->word);
	escape_text(word, quoted, sizeof(quoted));
	return error_usage(
		err, "unknown option \"%s\"%s", quoted,
		nearest_hint(&nearest, "; l2tp -help lists the options", hint, sizeof(hint)));
}

/* Read the option at ARGV. Returns the number of its words, or a negative errno. */
static int options_take(struct options *options, const char *const *argv, struct error *err)
{
	const struct option *option = options_find(argv[0]);
	char *member;

	if (!option)
		return options_refuse(argv[0], err);
	member = (char *)options + option->offset;
	switch (option->kind) {
	case OPTION_FLAG:
		*(bool *)member = true;
		return 1;
	case OPTION_FAMILY:
		*(const char **)member = option->word;
		return 1;
	case OPTION_COLOR:
		return set_color(options, argv[0], err) < 0 ? err->code : 1;
	case OPTION_IGNORED:
		return 1;
	case OPTION_VALUE:
	case OPTION_IGNORED_VALUE:
		break;
	}
	if (!argv[1])
		return error_usage(err, "option %s: a value is required", option->word);
	if (option->kind == OPTION_VALUE)
		*(const char **)member = argv[1];
	return 2;
}

int options_parse(struct options *options, const char *const *argv, const char *const **rest,
		  struct error *err)
{
	int taken;

	for (; argv[0] && argv[0][0] == '-' && argv[0][1] != '\0'; argv += taken) {
		if (strcmp(argv[0], "--") == 0) {
			argv++;
			break;
		}
		taken = options_take(options, argv, err);
		if (taken < 0)
			return taken;
	}
	*rest = argv;
	return 0;
}

int options_enter_netns(const struct options *options, struct error *err)
{
	CLEANUP(fd_closep) int folder = -1;
	CLEANUP(fd_closep) int fd = -1;
	const char *name = options->netns;
	char quoted[TEXT_SIZE];

	if (!name)
		return 0;
	escape_text(name, quoted, sizeof(quoted));
	if (!*name || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return error_usage(
			err, "option -netns: \"%s\" is not a valid name of a network namespace",
			quoted);
	folder = open("/run/netns", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0)
		fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return error_set(err, -ENOENT,
				 "option -netns: network namespace %s does not exist; ip netns "
				 "lists them",
				 quoted);
	if (fd < 0 || setns(fd, CLONE_NEWNET) < 0)
		return error_set(err, -errno, "option -netns: %s: %s", quoted, strerror(errno));
	return 0;
}

/* The length of the shortest prefix that means WANTED, or an option with the same effect. */
static int shortest_prefix(const struct option *wanted)
{
	const struct option *option;
	size_t length = 1;

	do {
		length++;
		for (option = options_table; strncmp(option->word, wanted->word, length) != 0;)
			option++;
	} while (option != wanted && option->offset != wanted->offset);
	return (int)length;
}

void options_help(FILE *file)
{
	const struct option *option;
	const char *rest;
	char word[32];
	int length;

	for (option = options_table; option->word; option++) {
		if (!option->help)
			continue;
		length = shortest_prefix(option);
		rest = option->word + length;
		snprintf(word, sizeof(word), "%.*s%s%s%s%s", length, option->word, *rest ? "[" : "",
			 rest, *rest ? "]" : "",
			 option->kind != OPTION_VALUE	       ? ""
			 : strcmp(option->word, "-netns") == 0 ? " NAME"
							       : " FILE");
		fprintf(file, "  %-17s %s\n", word, option->help);
	}
}

void options_list(FILE *file)
{
	const struct option *option;

	for (option = options_table; option->word; option++)
		if (option->help)
			fprintf(file, "%s\n-%s\n", option->word, option->word);
}
