#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 23-progress.bats - does long work show its progress on a terminal, and only there?

load helpers

setup()
{
	only_on 6.1
	host_new
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	netns_del_all
}

# slowly_on_a_terminal ARG...; print the output of our program on host a with a delay of 0.2 s per request
slowly_on_a_terminal()
{
	TERM=vt100 script -qec "${STRACE[*]} -o /dev/null -e trace=sendto -e inject=sendto:delay_enter=200000 $L2TP -n a $*" /dev/null </dev/null
}

@test "on a terminal a line tells how far it has come, and is gone at the end" {
	{
		echo "tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 5002"
		printf 'session add tunnel_id 1 session_id %s peer_session_id 1 pwtype ppp\n' {1..9}
	} >file
	run slowly_on_a_terminal -batch file
	expect 0
	[[ $output =~ ^$'\033[K'[0-9]+" of 10 done, "[0-9]+/s.*$'\r'.*$'\033[K'$ ]] || fail "$(cat -v <<<"$output")"
	sed 's/pwtype ppp/& seq both/' file >file2
	run slowly_on_a_terminal apply file2
	expect 0
	[[ $output =~ ^$'\033[K'[0-9]+" of 9 done, "[0-9]+/s.*$'\r'.*$'\033[K'$ ]] || fail "$(cat -v <<<"$output")"
	run_split "${STRACE[@]}" -o /dev/null -e trace=sendto -e inject=sendto:delay_enter=200000 "$L2TP" -n a apply file
	expect 0
	expect_stdout ""
	expect_stderr ""
}
