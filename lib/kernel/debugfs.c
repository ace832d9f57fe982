// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * debugfs.c - what the kernel's L2TP tells in debugfs and nowhere else
 */
#include "lib/kernel/debugfs.h"

#include <ctype.h>
#include <errno.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/netlink/interface.h"

#define DEBUGFS "/sys/kernel/debug"
#define DEBUGFS_TUNNELS DEBUGFS "/l2tp/tunnels"
#define FIRST_ROOT "/proc/1/root"
#define PROC_PPPOL2TP "/proc/self/net/pppol2tp"

struct reading {
	struct debugfs_session *list;
	size_t count, room;
	uint32_t tunnel_id;   /* of the TUNNEL line above */
	unsigned int version; /* of that tunnel; version 2 has no sublayer, whatever stands there */
};

/* What stands behind WORD at the beginning of LINE, NULL where it does not begin so. */
static const char *behind(const char *line, const char *word)
{
	size_t length = strlen(word);

	return line[0] == word[0] && strncmp(line, word, length) == 0 ? line + length : NULL;
}

/* The number at *AT, which is moved behind it. Returns whether there is one. */
static bool take_number(const char **at, uint32_t *number)
{
	char *end;

	if (!*at || !isdigit((unsigned char)**at))
		return false;
	*number = (uint32_t)strtoul(*at, &end, 10);
	*at = end;
	return true;
}

/* "ID, peer ID", or "'sess TUNNEL/ID'" in /proc. */
static int take_session(struct reading *reading, const char *at)
{
	const char *quoted = behind(at, "'sess ");
	uint32_t tunnel_id = reading->tunnel_id, id;
	struct debugfs_session *list;

	if (!take_number(&at, &id) &&
	    !(take_number(&quoted, &tunnel_id) && *quoted++ == '/' && take_number(&quoted, &id)))
		return 0;
	list = array_grow(reading->list, reading->count, &reading->room, sizeof(*list));
	if (!list)
		return -ENOMEM;
	reading->list = list;
	list[reading->count++] = (struct debugfs_session){
		.tunnel_id = tunnel_id,
		.session_id = id,
		.l2spec_type = -1,
	};
	return 0;
}

/* "OFFSET l2specific TYPE/LENGTH" */
static void take_sublayer(struct debugfs_session *session, const char *at)
{
	uint32_t number;

	if (!take_number(&at, &number))
		return;
	at = behind(at, " l2specific ");
	if (take_number(&at, &number))
		session->l2spec_type = (int)number;
}

static void take_name(struct debugfs_session *session, const char *at)
{
	size_t length = strcspn(at, " \t\n");

	if (!length || behind(at, "(null)"))
		return;
	if (length >= sizeof(session->name))
		length = sizeof(session->name) - 1;
	memcpy(session->name, at, length);
	session->name[length] = '\0';
}

static int take_debugfs_line(struct reading *reading, const char *line)
{
	struct debugfs_session *last = reading->count ? &reading->list[reading->count - 1] : NULL;
	const char *at;
	uint32_t id;

	while (*line == ' ')
		line++;
	if ((at = behind(line, "SESSION ")))
		return take_session(reading, at);
	if ((at = behind(line, "TUNNEL ")) && take_number(&at, &id))
		reading->tunnel_id = id;
	else if ((at = behind(line, "L2TPv")) && take_number(&at, &id))
		reading->version = id;
	else if (last && reading->version != 2 && (at = behind(line, "offset ")))
		take_sublayer(last, at);
	else if (last && (at = behind(line, "interface ")))
		take_name(last, at);
	return 0;
}

static int compare_ids(const void *a, const void *b)
{
	const struct debugfs_session *left = a, *right = b;

	if (left->tunnel_id != right->tunnel_id)
		return left->tunnel_id < right->tunnel_id ? -1 : 1;
	return (left->session_id > right->session_id) - (left->session_id < right->session_id);
}

int debugfs_parse(FILE *file, struct debugfs_session **list, size_t *count, struct error *err)
{
	CLEANUP(memory_freep) char *line = NULL;
	struct reading reading = { 0 };
	size_t room = 0;

	while (getline(&line, &room, file) > 0)
		if (take_debugfs_line(&reading, line) < 0) {
			free(reading.list);
			return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
		}
	*count = array_sort_unique(reading.list, reading.count, sizeof(*reading.list), compare_ids);
	*list = reading.list;
	return 0;
}

const struct debugfs_session *debugfs_find(const struct debugfs_session *list, size_t count,
					   uint32_t tunnel_id, uint32_t session_id)
{
	const struct debugfs_session key = { .tunnel_id = tunnel_id, .session_id = session_id };

	return array_find(list, count, sizeof(key), &key, compare_ids);
}

/*
 * `ip netns exec` hides debugfs behind a /sys of the namespace's own; the first process has not
 * lost it. The network namespace that is told of is that of who opens the file, either way.
 */
FILE *debugfs_open(struct error *err)
{
	struct statfs status;
	FILE *file = fopen(DEBUGFS_TUNNELS, "re");

	if (!file && errno != ENOENT) {
		error_set(err, -errno, "%s: %s", DEBUGFS_TUNNELS, strerror(errno));
		return NULL;
	}
	if (!file)
		file = fopen(FIRST_ROOT DEBUGFS_TUNNELS, "re");
	if (file)
		return file;
	/* where nothing is mounted there is an empty folder of sysfs, or none */
	if ((statfs(DEBUGFS, &status) == 0 && status.f_type == DEBUGFS_MAGIC) ||
	    (statfs(FIRST_ROOT DEBUGFS, &status) == 0 && status.f_type == DEBUGFS_MAGIC))
		error_set(err, -ENOENT, "debugfs has no l2tp/tunnels; modprobe l2tp_debugfs");
	else
		error_set(err, -ENOENT, "debugfs is not mounted; mount -t debugfs none " DEBUGFS);
	return NULL;
}

int debugfs_check(struct error *err)
{
	CLEANUP(file_closep) FILE *file = debugfs_open(err);

	return file ? 0 : err->code;
}

int debugfs_load(struct debugfs_session **list, size_t *count, struct error *err)
{
	CLEANUP(file_closep) FILE *file = debugfs_open(err);

	return file ? debugfs_parse(file, list, count, err) : err->code;
}

int debugfs_load_ppp(struct debugfs_session **list, size_t *count, struct error *err)
{
	CLEANUP(file_closep) FILE *file = NULL;

	*list = NULL;
	*count = 0;
	/* it would be some five lines a session, each without a name */
	if (access(PROC_PPPOL2TP, R_OK) == 0 && interface_has_ppp() == 0)
		return 0;
	file = fopen(PROC_PPPOL2TP, "re");
	return file ? debugfs_parse(file, list, count, err)
		    : error_set(err, -errno, "%s: %s", PROC_PPPOL2TP, strerror(errno));
}
