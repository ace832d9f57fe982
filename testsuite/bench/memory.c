// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * memory.c - the memory that apply needs for a large file: memory TUNNELS SESSIONS
 *
 * Reads a file of TUNNELS tunnels with SESSIONS sessions each and plans to add all of them, without a kernel. Prints the
 * peak memory in KiB (getrusage(2)) after each step.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "lib/config/config.h"
#include "lib/config/plan.h"
#include "lib/config/read.h"

static void print_peak(const char *step)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	printf("%s\t%ld\n", step, usage.ru_maxrss);
}

static void write_lines(FILE *file, unsigned long tunnels, unsigned long sessions)
{
	unsigned long i, j;

	for (i = 1; i <= tunnels; i++) {
		fprintf(file,
			"tunnel add tunnel_id %lu peer_tunnel_id %lu local 10.0.0.1 remote 10.0.0.2 "
			"udp_sport %lu udp_dport %lu\n",
			i, i, i, i);
		for (j = 1; j <= sessions; j++)
			fprintf(file,
				"session add tunnel_id %lu session_id %lu peer_session_id %lu name "
				"l2tp%lu.%lu cookie 0102030405060708 mtu 1400 addr 10.5.1.2/24 "
				"up\n",
				i, j, j, i, j);
	}
}

int main(int argc, char **argv)
{
	struct config want = { 0 };
	const struct plan_options options = { 0 };
	struct config have = { 0 };
	struct error err = { 0 };
	struct plan plan = { 0 };
	FILE *file = tmpfile();

	if (argc != 3 || !file)
		return 1;
	write_lines(file, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10));
	rewind(file);
	print_peak("start");
	if (config_read(file, "file", &want, &err) < 0 ||
	    (print_peak("read"), plan_make(&plan, &want, &have, &options, &err)) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	print_peak("plan");
	printf("objects\t%zu\nsteps\t%zu\n", want.tunnel_count + want.session_count, plan.count);
	plan_free(&plan);
	config_free(&want);
	fclose(file);
	return 0;
}
