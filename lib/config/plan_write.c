// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * plan_write.c - the steps of a plan as lines of a batch
 */
#include "lib/config/plan_write.h"

#include "lib/config/write.h"
#include "lib/text/object_keywords.h"

static void write_set(const struct plan_step *step, const char *prefix, FILE *file)
{
	const struct l2tp_setup setup = plan_setup(step);

	fprintf(file, "%ssession set", prefix);
	keywords_write(&session_keywords, VERB_SET, &setup, file);
	fputc('\n', file);
}

static uint8_t version_of(const struct plan *plan, const struct config_session *session)
{
	const struct config_tunnel *tunnel = config_tunnel(plan->want, session->session.tunnel_id);

	return tunnel ? tunnel->tunnel.version : 3;
}

static void write_step(const struct plan *plan, const struct plan_step *step, const char *prefix,
		       FILE *file)
{
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
		config_write_tunnel(&step->tunnel->tunnel, prefix, file);
		break;
	case PLAN_ADD_SESSION:
		setup = plan_setup(step);
		config_write_session(&setup, version_of(plan, step->session), prefix, file);
		break;
	default:
		write_set(step, prefix, file);
	}
}

void plan_write(const struct plan *plan, const char *prefix, FILE *file)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		write_step(plan, &plan->steps[i], prefix, file);
}
