#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 23-progress.bats - does long work tell on a terminal how far it has come, and nowhere else?

load helpers

setup()
{
	host_new
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	netns_del_all
}

# on_a_terminal COMMAND ARG...; what it prints, standard error on a terminal
on_a_terminal()
{
	script -qec "$*" /dev/null </dev/null
}

@test "on a terminal a line tells how far it has come, and is gone at the end" {
	{
		echo "tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 5002"
		printf 'session add tunnel_id 1 session_id %s peer_session_id 1 pwtype ppp\n' {1..20000}
	} >file
	run on_a_terminal "$L2TP" -n a -batch file
	expect 0
	[[ $output =~ ^$'\033[K'[0-9]+" of 20001 done, "[0-9]+/s,\ [0-9]+" s left"$'\r'.*$'\033[K'$ ]] || fail "$(cat -v <<<"$output")"
	sed 's/peer_session_id 1/peer_session_id 2/' file >file2
	run on_a_terminal "$L2TP" -n a apply file2
	expect 0
	[[ $output =~ ^$'\033[K'[0-9]+" of 40000 done, "[0-9]+/s,\ [0-9]+" s left"$'\r'.*$'\033[K'$ ]] || fail "$(cat -v <<<"$output")"
	run_split on_a apply file
	expect 0
	expect_stdout ""
	expect_stderr ""
}
