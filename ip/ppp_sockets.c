// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_sockets.c - print what the sockets of a PPP session tell
 */
#include "ip/ppp_sockets.h"

int ppp_show(struct context *ctx, struct ppp_sockets *sockets, bool stats, struct error *err)
{
	const struct session_lookup alone = { 0 };
	struct output_options options = ctx->options.output;
	struct show_options show = ctx->options.show;
	struct output *out;

	options.lines = true;
	options.pretty = false;
	show.stats = stats;
	if (ppp_read(sockets, err) < 0 || output_open(&out, stdout, &options, err) < 0)
		return err->code;
	if (stats && sockets->tunnel.fields & L2TP_TUNNEL_STATS)
		l2tp_tunnel_show(&sockets->tunnel, &show, out);
	l2tp_session_show(&sockets->about, &alone, &show, out);
	return output_close(out, err);
}
