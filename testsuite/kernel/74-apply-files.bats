#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 74-apply-files.bats - does apply read several files as one configuration?

# shellcheck disable=SC2154 # run sets stderr
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"
START="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020304
tunnel add tunnel_id 2 encap ip $V4 peer_tunnel_id 12
session add session_id 4 tunnel_id 2 peer_session_id 104 name wire4 mtu 1400"

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
	on_a -batch - <<<"$START"
}

teardown()
{
	netns_del_all
}

# indexes; print those of the sessions' interfaces
indexes()
{
	json 'map([.interface, .link.ifindex])' -d show session
}

@test "several files are one configuration, in lines, JSON or from standard input" {
	on_a -j save tunnel_id 2 >2.json
	grep 'tunnel_id 1 ' <<<"$START" | grep ^tunnel >1.conf
	run_split on_a -dry-run apply 1.conf 2.json - <<<"$(grep '^session.* tunnel_id 1 ' <<<"$START")"
	expect 0
	expect_stdout ""
	on_a tunnel flush
	grep '^session.* tunnel_id 1 ' <<<"$START" >prune
	run_split on_a apply ./prune 2.json 1.conf prune
	expect 0
	[ "$(on_a save)" = "$START" ] || fail "$(on_a save)"
	before=$(indexes)
	# errors are in the file that they are in, of two lines the later one, and change nothing
	while IFS='|' read -r line where message; do
		printf '# comment\n%s\n' "$line" >other
		run_split on_a apply 1.conf ./prune 2.json other prune
		expect 1
		expect_stderr "l2tp: apply: $where: $message"
	done <<-END
		bogus|other:2|"bogus": only tunnel add and session add lines are valid
		tunnel add tunnel_id 1 encap ip $V4 peer_tunnel_id 11|other:2|tunnel 1 is defined twice
		tunnel add tunnel_id 2 encap ip $V4 peer_tunnel_id 11|other:2|tunnel 2 is defined twice
		session add session_id 5 tunnel_id 2 peer_session_id 5 name wire1|other:2|name wire1 is used by two sessions
		session add session_id 5 tunnel_id 9 peer_session_id 5|other:2|session 5: FILE has no tunnel 9; add its tunnel add line
	END
	run_split on_a apply 1.conf ./prune 1.conf 2.json
	expect 1
	expect_stderr "l2tp: apply: 1.conf:1: tunnel 1 is defined twice"
	run_split on_a apply 1.conf 2.json ./prune 2.json
	expect 1
	expect_stderr "l2tp: apply: 2.json: tunnel 2 is defined twice"
	run_split on_a apply 1.conf nosuch
	expect 2
	expect_stderr "l2tp: apply: nosuch: No such file or directory"
	run_split on_a apply - 1.conf - </dev/null
	expect 1
	expect_stderr "l2tp: apply: -: standard input can be read only once"
	[ "$(indexes)" = "$before" ]
}
