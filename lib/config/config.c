// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * config.c - tunnels, sessions and their interfaces as a whole
 */
#include "lib/config/config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"

void config_free(struct config *config)
{
	size_t i;

	for (i = 0; i < config->tunnel_count; i++)
		free(config->tunnels[i].comment);
	for (i = 0; i < config->session_count; i++) {
		free(config->sessions[i].comment);
		link_settings_free(&config->sessions[i].link);
	}
	free(config->tunnels);
	free(config->sessions);
	*config = (struct config){ 0 };
}

int config_comment(char **comment, struct error *err, const char *format, ...)
{
	char *line = NULL, *all = NULL;
	va_list args;
	int length;

	va_start(args, format);
	length = vasprintf(&line, format, args);
	va_end(args);
	if (length >= 0)
		length = asprintf(&all, "%s%s\n", *comment ? *comment : "", line);
	if (length >= 0) {
		free(*comment);
		*comment = all;
		free(line);
		return 0;
	}
	free(line);
	return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

enum config_demux config_demux(const struct l2tp_tunnel *tunnel)
{
	if (tunnel->version == 2)
		return DEMUX_TUNNEL;
	return tunnel->encap == L2TP_ENCAPTYPE_IP ? DEMUX_SESSION : DEMUX_SOCKET;
}

const struct config_tunnel *config_tunnel(const struct config *config, uint32_t tunnel_id)
{
	const struct l2tp_tunnel key = { .tunnel_id = tunnel_id };

	return array_find(config->tunnels, config->tunnel_count, sizeof(*config->tunnels), &key,
			  l2tp_tunnel_compare);
}

const struct config_session *config_session(const struct config *config, uint32_t tunnel_id,
					    uint32_t session_id)
{
	const struct l2tp_session key = { .tunnel_id = tunnel_id, .session_id = session_id };

	return array_find(config->sessions, config->session_count, sizeof(*config->sessions), &key,
			  l2tp_session_compare);
}
