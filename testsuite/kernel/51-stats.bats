#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 51-stats.bats - do rates match the traffic, in an aligned table and in JSON lines?

load helpers

setup()
{
	hosts_new
	"$L2TP" -n a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2
		session add tunnel_id 1 session_id 10 peer_session_id 20 up addr 10.5.1.1/32 peer 10.5.1.2
		session add tunnel_id 1 session_id 4294967295 peer_session_id 20 pwtype ppp
	END
	"$L2TP" -n b -batch - <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 1 encap ip local 10.0.0.2 remote 10.0.0.1
		session add tunnel_id 2 session_id 20 peer_session_id 10 up addr 10.5.1.2/32 peer 10.5.1.1
	END
}

teardown()
{
	netns_del_all
}

@test "the first report has the totals, in a table of at most 80 columns" {
	in_ns a ping -q -c 3 -i 0.2 -W 5 10.5.1.2
	run_split on_a stats count 1
	expect 0
	[ "${#lines[@]}" -eq 4 ] || fail "$(show_run)"
	[[ ${lines[0]} == "totals "*"rx pkt   rx B tx pkt   tx B errors    seq cookie  inval" ]]
	[[ ${lines[1]} =~ ^tunnel\ 1\ +[1-9] ]] || fail "$(show_run)"
	[[ ${lines[2]} =~ ^l2tpeth0\ +[1-9] ]] || fail "$(show_run)"
	[[ ${lines[3]} =~ ^1/4294967295\ +0\ +0\ +0\ +0\ +0\ +0\ +0\ +0$ ]] || fail "$(show_run)"
	[ "$(awk 'length > 80' <<<"$output")" = "" ] || fail "$(show_run)"
	expect_stderr ""
}

@test "then come rates, and JSON lines have what was counted" {
	in_ns a ping -q -i 0.2 -c 40 -W 5 10.5.1.2 3>&- >/dev/null &
	run_split on_a -j stats session count 3 session_id 10
	expect 0
	[ "${#lines[@]}" -eq 3 ] || fail "$(show_run)"
	[ "$(jq -s 'map(has("totals"))' -c <<<"$output")" = "[true,false,false]" ] || fail "$(show_run)"
	[ "$(jq -s '.[2] | .interval > 0.9 and .tx_packets_per_s > 0.5 and .counted.tx_packets > 0' \
		<<<"$output")" = true ] || fail "$(show_run)"
	kill %1
}

@test "drops are counted by their cause" {
	"$L2TP" -n b session replace tunnel_id 2 session_id 20 peer_session_id 10 peer_cookie 01020304
	in_ns a ping -q -c 3 -i 0.2 -W 1 10.5.1.2 || true
	run_split "$L2TP" -n b -j stats session count 1
	expect 0
	[ "$(jq '.totals.rx_cookie_discards > 0' <<<"$output")" = true ] || fail "$(show_run)"
}

@test "a filter that only tunnels, or only sessions, have leaves out the others" {
	run_split on_a stats count 1 encap ip
	expect 0
	[ "${#lines[@]}" -eq 2 ] || fail "$(show_run)"
	run_split on_a stats count 1 pwtype ppp
	expect 0
	[ "${#lines[@]}" -eq 2 ] || fail "$(show_run)"
	run_split on_a stats count 1 colour red
	expect 1
	expect_stdout ""
}

@test "a terminal is redrawn, a pipe or a dumb terminal is not" {
	local redraw=$'\e[H\e[J'

	run_split env TERM=vt100 script -qec "$L2TP -n a stats count 2" /dev/null
	expect 0
	[ "$(grep -cF "$redraw" <<<"$output")" -eq 2 ] || fail "$(show_run)"
	run_split on_a stats count 2
	[[ $output != *$'\e'* ]] || fail "$(show_run)"
	run_split env TERM=dumb script -qec "$L2TP -n a -c=auto stats count 2" /dev/null
	expect 0
	[[ $output != *$'\e'* ]] || fail "$(show_run)"
}
