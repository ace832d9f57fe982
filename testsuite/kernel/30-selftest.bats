#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 30-selftest.bats - the kernel's own L2TP selftest, with our program first in PATH as `ip`
#
# Two hosts and a router, IPv4 and IPv6, over IP, with and without IPsec. testsuite/vm/selftest-source fetches the
# kernel's file before a guest starts.

load helpers

SELFTEST=$PROJECT/build/vm/selftest/l2tp.sh
TRACE=/sys/kernel/tracing/instances/l2tp-selftest

setup()
{
	[ -s "$SELFTEST" ] || fail "there is no ${SELFTEST#"$PROJECT"/}; type: testsuite/vm/selftest-source"
	mkdir "$BATS_TEST_TMPDIR/bin"
	ln -s "$L2TP" "$BATS_TEST_TMPDIR/bin/ip"
	cp "$SELFTEST" "$BATS_TEST_TMPDIR/l2tp.sh"
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	[ ! -d "$TRACE" ] || rmdir "$TRACE"
	netns_del_all
}

# Trace who creates tunnels and sessions, and which file each process runs.
watch_kernel()
{
	modprobe -a l2tp_eth l2tp_ip l2tp_ip6
	mkdir "$TRACE"
	echo 1 >"$TRACE/events/sched/sched_process_exec/enable"
	echo 1 >"$TRACE/events/l2tp/register_tunnel/enable"
	echo 1 >"$TRACE/events/l2tp/register_session/enable"
}

# creators EVENT; print the programs that caused it, with counts
creators()
{
	awk -v event="$1:" '
		{ pid = $1; sub(/.*-/, "", pid) }
		/ sched_process_exec: / { sub(/.*filename=/, ""); program[pid] = $1 }
		index($0, " " event " ") { count[program[pid]]++ }
		END { for (name in count) print count[name], name }' "$TRACE/trace"
}

@test "the kernel's own selftest passes, and all its tunnels and sessions are made by our program" {
	watch_kernel
	run env PATH="$BATS_TEST_TMPDIR/bin:$PATH" bash ./l2tp.sh
	expect 0
	[ "$(grep -c '^TEST: .*\[ OK \]$' <<<"$output")" -ge 16 ] || fail "$(show_run)"
	[[ $output != *FAIL* ]] || fail "$(show_run)"
	[[ $output == *"with IPsec"* ]] || fail "$(show_run)"
	tunnels=$(creators register_tunnel)
	sessions=$(creators register_session)
	[ "$tunnels" = "4 $BATS_TEST_TMPDIR/bin/ip" ] || fail "tunnels were made by: $tunnels"
	[ "$sessions" = "4 $BATS_TEST_TMPDIR/bin/ip" ] || fail "sessions were made by: $sessions"
}
