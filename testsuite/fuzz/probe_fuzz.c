// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * probe_fuzz.c - ICMP errors about a tunnel's packets, in the format of kernel.h, over IPv4 and IPv6 alternately
 */
#include <string.h>

#include "include/uapi/linux/l2tp.h"
#include "lib/base/clock.h"
#include "lib/base/error.h"
#include "lib/check/probe.h"
#include "testsuite/fuzz/fuzz.h"
#include "testsuite/fuzz/kernel.h"

/* A timeout that no input reaches; reading ends with the input. */
#define MILLISECONDS 60000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct probe *probe = NULL;
	struct probe_answer answer;
	struct error err = { 0 };
	int64_t end;

	kernel_begin(data, size);
	end = clock_milliseconds() + MILLISECONDS;
	fuzz_hold(probe_open(&probe, &err) == 0);
	while (probe_receive(probe, end, &answer)) {
		fuzz_hold(answer.what && *answer.what);
		fuzz_hold(answer.encap == L2TP_ENCAPTYPE_UDP || answer.encap == L2TP_ENCAPTYPE_IP);
		fuzz_hold(answer.local.family == answer.remote.family);
	}
	probe_close(probe);
	kernel_end();
	return 0;
}
