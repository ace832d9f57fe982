// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * write.c - write a configuration as batch lines or JSON, and a plan as batch lines
 */
#include "lib/config/write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/array.h"
#include "lib/base/cleanup.h"
#include "lib/text/object_keywords.h"

/* Drop default values and state from TUNNEL. */
static void reduce_tunnel(struct l2tp_tunnel *tunnel)
{
	uint32_t needless = L2TP_TUNNEL_STATS | (tunnel->version == 3 ? L2TP_TUNNEL_VERSION : 0) |
			    (tunnel->encap == L2TP_ENCAPTYPE_UDP ? L2TP_TUNNEL_ENCAP : 0) |
			    (tunnel->udp_csum ? 0 : L2TP_TUNNEL_UDP_CSUM) |
			    (tunnel->udp6_csum_tx ? L2TP_TUNNEL_UDP6_CSUM_TX : 0) |
			    (tunnel->udp6_csum_rx ? L2TP_TUNNEL_UDP6_CSUM_RX : 0) |
			    (tunnel->debug ? 0 : L2TP_TUNNEL_DEBUG);

	tunnel->fields &= ~needless;
}

/* Drop default values, in a tunnel of VERSION, and state from SESSION. */
static void reduce_session(struct l2tp_session *session, uint8_t version)
{
	uint16_t pwtype = version == 2 ? L2TP_PWTYPE_PPP : L2TP_PWTYPE_ETH;
	bool default_l2spec = version == 2 || session->l2spec_type == L2TP_L2SPECTYPE_DEFAULT;
	bool has_timeout = session->reorder_timeout && session->reorder_timeout <= L2TP_TIMEOUT_MAX;
	uint32_t needless = L2TP_SESSION_PEER_TUNNEL_ID | L2TP_SESSION_KERNEL_NAME |
			    L2TP_SESSION_STATS | L2TP_SESSION_USING_IPSEC |
			    (session->pwtype == pwtype ? L2TP_SESSION_PWTYPE : 0) |
			    (session->pwtype == L2TP_PWTYPE_ETH ? 0 : L2TP_SESSION_NAME) |
			    (default_l2spec ? L2TP_SESSION_L2SPEC_TYPE : 0) |
			    (session->seq ? 0 : L2TP_SESSION_SEQ) |
			    (session->lns_mode ? 0 : L2TP_SESSION_LNS_MODE) |
			    (has_timeout ? 0 : L2TP_SESSION_REORDER_TIMEOUT) |
			    (session->debug ? 0 : L2TP_SESSION_DEBUG);

	session->fields &= ~needless;
}

static void write_comment(const char *comment, FILE *file)
{
	while (comment && *comment) {
		size_t length = strcspn(comment, "\n");

		fprintf(file, "# %.*s\n", (int)length, comment);
		comment += length + (comment[length] == '\n');
	}
}

static void write_line(const struct keyword_table *table, enum verb verb, const void *object,
		       const char *prefix, FILE *file)
{
	fprintf(file, "%s%s %s", prefix, table->object, verb == VERB_ADD ? "add" : "set");
	keywords_write(table, verb, object, file);
	fputc('\n', file);
}

/* Returns the version of the tunnel TUNNEL_ID of CONFIG, or 3 if it is unknown. */
static uint8_t version_of(const struct config *config, uint32_t tunnel_id)
{
	const struct config_tunnel *tunnel = config_tunnel(config, tunnel_id);

	return tunnel ? tunnel->tunnel.version : 3;
}

/* Returns the fields of SESSION and its interface, borrowed from it. */
static struct l2tp_setup setup_of(const struct config_session *session)
{
	return (struct l2tp_setup){ .session = session->session, .link = session->link };
}

void config_write(const struct config *config, const char *prefix, FILE *file)
{
	size_t i, j = 0;

	for (i = 0; i < config->tunnel_count; i++) {
		const struct config_tunnel *tunnel = &config->tunnels[i];

		write_comment(tunnel->comment, file);
		if (!tunnel->left_out)
			write_line(&tunnel_keywords, VERB_ADD, &tunnel->tunnel, prefix, file);
		for (; j < config->session_count &&
		       config->sessions[j].session.tunnel_id == tunnel->tunnel.tunnel_id;
		     j++) {
			struct l2tp_setup setup = setup_of(&config->sessions[j]);

			write_comment(config->sessions[j].comment, file);
			write_line(&session_keywords, VERB_ADD, &setup, prefix, file);
		}
	}
}

static void write_step(const struct plan *plan, const struct plan_step *step, const char *prefix,
		       FILE *file)
{
	struct l2tp_tunnel tunnel;
	struct l2tp_setup setup;

	switch (step->kind) {
	case PLAN_DELETE_SESSION:
		fprintf(file, "%ssession del tunnel_id %u session_id %u\n", prefix,
			step->session->session.tunnel_id, step->session->session.session_id);
		break;
	case PLAN_DELETE_TUNNEL:
		fprintf(file, "%stunnel del tunnel_id %u\n", prefix,
			step->tunnel->tunnel.tunnel_id);
		break;
	case PLAN_ADD_TUNNEL:
		tunnel = step->tunnel->tunnel;
		reduce_tunnel(&tunnel);
		write_line(&tunnel_keywords, VERB_ADD, &tunnel, prefix, file);
		break;
	case PLAN_ADD_SESSION:
		setup = plan_setup(step);
		reduce_session(&setup.session, version_of(plan->want, setup.session.tunnel_id));
		write_line(&session_keywords, VERB_ADD, &setup, prefix, file);
		break;
	case PLAN_SET_SESSION:
		setup = plan_setup(step);
		write_line(&session_keywords, VERB_SET, &setup, prefix, file);
		break;
	}
}

void plan_write(const struct plan *plan, const char *prefix, FILE *file)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		write_step(plan, &plan->steps[i], prefix, file);
}

static void object_json(const struct keyword_table *table, const void *object, const char *comment,
			struct output *out)
{
	char line[1024];

	output_object_begin(out, NULL);
	keywords_document(table, object, out);
	if (comment) {
		output_array_begin(out, "comment");
		while (*comment) {
			size_t length = strcspn(comment, "\n");

			snprintf(line, sizeof(line), "%.*s", (int)length, comment);
			output_string(out, NULL, line);
			comment += length + (comment[length] == '\n');
		}
		output_array_end(out);
	}
	output_object_end(out);
}

void config_json(const struct config *config, struct output *out)
{
	size_t i;

	output_begin(out);
	output_array_begin(out, "tunnels");
	for (i = 0; i < config->tunnel_count; i++)
		if (!config->tunnels[i].left_out)
			object_json(&tunnel_keywords, &config->tunnels[i].tunnel,
				    config->tunnels[i].comment, out);
	output_array_end(out);
	output_array_begin(out, "sessions");
	for (i = 0; i < config->session_count; i++) {
		struct l2tp_setup setup = setup_of(&config->sessions[i]);

		object_json(&session_keywords, &setup, config->sessions[i].comment, out);
	}
	output_array_end(out);
	output_end(out);
}

/* A LAC copies its peer's sequencing: `seq send` becomes a comment, `seq both` is kept and commented. */
static int drop_followed_seq(struct config_session *item, struct error *err)
{
	struct l2tp_session *session = &item->session;

	if (!(session->seq & L2TP_SEQ_SEND) || !l2tp_session_follows_peer(session))
		return 0;
	if (!(session->seq & L2TP_SEQ_RECV))
		session->seq = L2TP_SEQ_NONE;
	return config_comment(&item->comment, err,
			      "session %u in tunnel %u sends sequence numbers: a LAC copies its "
			      "peer's sequencing",
			      session->session_id, session->tunnel_id);
}

/* For qsort(3), of pointers: by name, sessions whose interface was found first. */
static int compare_written_names(const void *a, const void *b)
{
	const struct config_session *left = *(const struct config_session *const *)a;
	const struct config_session *right = *(const struct config_session *const *)b;
	int order = strcmp(left->session.name, right->session.name);

	return order ? order : !left->ifindex - !right->ifindex;
}

/*
 * Drop a name that several sessions were created with from all but the one that has it, as far as is known: the
 * interfaces of the others were renamed or moved to another namespace.
 */
static int drop_shared_names(struct config *config, struct error *err)
{
	CLEANUP(memory_freep)
	struct config_session **list =
		calloc(config->session_count + 1, sizeof(struct config_session *));
	size_t i;

	if (!list)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	for (i = 0; i < config->session_count; i++)
		list[i] = &config->sessions[i];
	array_sort(list, config->session_count, sizeof(struct config_session *),
		   compare_written_names);
	for (i = 1; i < config->session_count; i++)
		if (strcmp(list[i]->session.name, list[i - 1]->session.name) == 0)
			list[i]->session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	return 0;
}

int config_reduce(struct config *config, struct error *err)
{
	size_t i;

	if (drop_shared_names(config, err) < 0)
		return err->code;
	for (i = 0; i < config->session_count; i++) {
		struct config_session *item = &config->sessions[i];

		if (drop_followed_seq(item, err) < 0)
			return err->code;
		reduce_session(&item->session, version_of(config, item->session.tunnel_id));
		/* its name in another network namespace may be in use here */
		if (item->is_elsewhere)
			item->session.fields &= ~(uint32_t)L2TP_SESSION_NAME;
	}
	for (i = 0; i < config->tunnel_count; i++)
		reduce_tunnel(&config->tunnels[i].tunnel);
	return 0;
}
