// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * reading.c - a configuration that is being read, object by object
 */
#include "lib/config/reading.h"

#include <errno.h>
#include <string.h>

#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/text/object_keywords.h"

static int no_memory_to_read(struct error *err)
{
	return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

static int read_tunnel(struct config_reading *reading, const char *const *pairs, struct error *err)
{
	struct config *config = reading->config;
	struct config_tunnel *list, *item;

	list = array_grow(config->tunnels, config->tunnel_count, &reading->tunnel_room,
			  sizeof(*list));
	if (!list)
		return no_memory_to_read(err);
	config->tunnels = list;
	item = &list[config->tunnel_count];
	*item = (struct config_tunnel){ .line = reading->line };
	if (keywords_parse(&tunnel_keywords, VERB_ADD, pairs, &item->tunnel, err) < 0 ||
	    l2tp_tunnel_prepare(&item->tunnel, err) < 0)
		return err->code;
	config->tunnel_count++;
	return 0;
}

static int read_session(struct config_reading *reading, const char *const *pairs, struct error *err)
{
	CLEANUP(l2tp_setup_free) struct l2tp_setup setup = { 0 };
	struct config *config = reading->config;
	struct config_session *list;

	if (keywords_parse(&session_keywords, VERB_ADD, pairs, &setup, err) < 0 ||
	    l2tp_setup_check_alone(&setup, err) < 0)
		return err->code;
	list = array_grow(config->sessions, config->session_count, &reading->session_room,
			  sizeof(*list));
	if (!list)
		return no_memory_to_read(err);
	config->sessions = list;
	list[config->session_count++] = (struct config_session){ .session = setup.session,
								 .link = setup.link,
								 .line = reading->line };
	setup.link = (struct link_settings){ 0 }; /* the config owns it now */
	return 0;
}

int config_take(struct config_reading *reading, bool tunnel, const char *const *pairs,
		struct error *err)
{
	return tunnel ? read_tunnel(reading, pairs, err) : read_session(reading, pairs, err);
}
