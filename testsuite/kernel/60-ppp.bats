#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 60-ppp.bats - do PPP sessions carry packets between two hosts, with pppd on the sockets that ppp opens?

# shellcheck disable=SC2046,SC2086,SC2154 # words; the helpers set variables
load ppp

@test "version 2 over IPv4: LCP, IPCP and IPV6CP come up, and packets pass" {
	sessions version 2
	connect
	carries
	modprobe -r l2tp_debugfs
	run_split json 'map([.session_id, .interface])' show session name ppp0
	expect 0
	expect_stdout '[[21,"ppp0"]]'
	run_split "$L2TP" -n b show session
	[[ $output == *"interface name: ppp0"* ]] || fail "$(show_run)"
	modprobe l2tp_debugfs
	run_split json 'map([.interface, .link.up, .link.addr[0], .link.lladdr])' -d show session
	expect_stdout '[["ppp0",true,"172.16.1.1/32 peer 172.16.1.2",null]]'
	# the session ends with pppd; the tunnel, added over netlink, remains
	stop
	run_split "$L2TP" -n a -batch - <<<$'show tunnel\nshow session'
	[[ $output == "Tunnel 11,"* && $output != *Session* ]] || fail "$(show_run)"
}

@test "version 2 over IPv6" {
	sessions ipv6 version 2
	connect
	carries
}

@test "version 3 over IPv4" {
	sessions version 3
	connect
	carries
	modprobe l2tp_debugfs
	run_split json 'map(.interface)' show session
	expect_stdout '["ppp0"]'
}

@test "version 3 over IPv6" {
	sessions ipv6 version 3
	connect
	carries
}

@test "CHAP decides who is let in" {
	printf '%s\n' 'lac lns "secret" *' >/etc/ppp/chap-secrets
	sessions version 2
	in_background b ppp tunnel_id 12 session_id 22 pppd $B auth require-chap name lns
	run_split "$L2TP" -n a ppp tunnel_id 11 session_id 21 pppd $A updetach user lac remotename lns 3>&-
	expect 0
	carries
	[[ $(<b.log) == *"CHAP"* || $output == *"CHAP"* ]] || fail "a: $output
b: $(<b.log)"
	stop
	sessions_again
	in_background b ppp tunnel_id 12 session_id 22 pppd $B auth require-chap name lns
	run_split "$L2TP" -n a ppp tunnel_id 11 session_id 21 pppd $A updetach user lac password wrong remotename lns 3>&-
	[ "$status" -ne 0 ] || fail "$(show_run)"
	rm -f /etc/ppp/chap-secrets
}

@test "tunnels of their own, over IPv4 and IPv6: all goes with pppd, even when it or we are killed" {
	for words in "version 2" "ipv6 version 2" "version 3"; do
		in_background b ppp $(end 2 1 $words) session_id 22 peer_session_id 21 pppd $B
		"$L2TP" -n a ppp $(end 1 2 $words) session_id 21 peer_session_id 22 pppd $A updetach 3>&-
		carries
		run_split json '[.[0] | .tunnel_id, .peer_tunnel, .encap, .local_port, .peer_port]' show tunnel
		expect_stdout '[11,12,"UDP",5001,5002]'
		kill -9 "$pid"
		wait_for 10 nothing_left b
		pkill -9 -x pppd
		wait_for 10 nothing_left a
	done
}

@test "an options file may send pppd to the background" {
	echo updetach >options
	in_background b ppp $(end 2 1 version 2) session_id 22 peer_session_id 21 pppd $B
	"$L2TP" -n a ppp $(end 1 2 version 2) session_id 21 peer_session_id 22 pppd $A file "$PWD/options" 3>&-
	sleep 2
	carries
	pkill -9 -x pppd
	wait_for 10 nothing_left a
	wait_for 10 nothing_left b
}

@test "what pppd's scripts start does not hold a tunnel of its own" {
	printf '%s\n' '#!/bin/sh' 'setsid sleep 1000 >/dev/null 2>&1 &' >/etc/ppp/ip-up.d/stays
	chmod +x /etc/ppp/ip-up.d/stays
	in_background b ppp $(end 2 1 version 2) session_id 22 peer_session_id 21 pppd $B
	"$L2TP" -n a ppp $(end 1 2 version 2) session_id 21 peer_session_id 22 pppd $A updetach 3>&-
	wait_for 10 pgrep -x sleep
	pkill -9 -x pppd
	wait_for 10 nothing_left a
	wait_for 10 nothing_left b
	pkill -x sleep
	rm /etc/ppp/ip-up.d/stays
}

@test "a session is made in a tunnel that there is, where its peer is named" {
	"$L2TP" -n a add tunnel $(end 1 2 version 2)
	"$L2TP" -n b add tunnel $(end 2 1 version 2)
	in_background b ppp tunnel_id 12 session_id 22 peer_session_id 21 pppd $B
	"$L2TP" -n a ppp tunnel_id 11 session_id 21 peer_session_id 22 pppd $A updetach 3>&-
	carries
}

@test "options are set on the socket, read back and shown" {
	sessions version 2
	"$L2TP" -n a set session tunnel_id 11 session_id 21 reorder_timeout 100
	run_split "$L2TP" -n a -d ppp tunnel_id 11 session_id 21 seq both lns_mode on debug 3 \
		exec "$L2TP" -n a -j show session
	expect 0
	[[ $output == *"Session 21 in tunnel 11"*"reorder timeout: 100"*"sequence numbering: send recv"*"lns_mode on"* ]] ||
		fail "$(show_run)"
	[ "$(jq -c '.[0] | [.send_seq, .recv_seq, .lns_mode, .reorder_timeout]' <<<"${output##*$'\n'}")" = \
		"[true,true,true,100]" ] || fail "$(show_run)"
	# the session was deleted with the program
	run_split "$L2TP" -n a show session
	expect_stdout ""
}

@test "counters come on SIGUSR1 and at the end, as text and as JSON" {
	sessions version 2
	in_background b -j -s ppp tunnel_id 12 session_id 22 pppd $B
	in_background a -s ppp tunnel_id 11 session_id 21 pppd $A
	wait_for 30 ppp_up a
	carries
	kill -USR1 "$pid"
	wait_for 5 grep -q "RX: packets [1-9]" a.log
	stop
	[ "$(grep -c "^Tunnel 11," a.log)" = 2 ] || fail "$(<a.log)"
	[ "$(grep -c "^Session 21 in tunnel 11" a.log)" = 2 ] || fail "$(<a.log)"
	run jq -c 'select(.session_id) | [.session_id, .stats.rx_packets > 0, .stats.tx_packets > 0, .stats.rx_errors]' <(grep "^{" b.log)
	[ "$output" = "[22,true,true,0]" ] || fail "$(<b.log)"
	run jq -c 'select(.session_id | not) | [.tunnel_id, .stats.tx_packets > 0]' <(grep "^{" b.log)
	[ "$output" = "[12,true]" ] || fail "$(<b.log)"
}

@test "a program that is waited for ends with us, and its failure is ours" {
	sessions version 2
	run_split "$L2TP" -n a -s ppp tunnel_id 11 session_id 21 exec sh -c 'exit 7'
	expect 2
	expect_stderr "l2tp: ppp: sh exited with status 7"
	[[ $output == *"Session 21 in tunnel 11"* ]] || fail "$(show_run)"
	sessions_again_a
	in_background a -s ppp tunnel_id 11 session_id 21 exec sleep 1000
	wait_for 10 pgrep -x sleep
	kill -9 "$pid"
	wait_for 10 session_gone
	run pgrep -x sleep
	expect 1
}

@test "exec tells a program of the sockets by its environment" {
	# shellcheck disable=SC2016 # for the program
	script='readlink /proc/self/fd/$L2TP_PPPOX_FD | sed "s/[0-9]//g"; echo $L2TP_TUNNEL_ID $L2TP_SESSION_ID ${L2TP_UDP_FD:+udp}'
	sessions version 2
	run_split "$L2TP" -n a ppp tunnel_id 11 session_id 21 exec sh -c "$script"
	expect 0
	expect_stdout "socket:[]
11 21"
	run_split "$L2TP" -n b ppp tunnel_id 99 peer_tunnel_id 98 local 10.0.0.2 remote 10.0.0.1 \
		udp_sport 6001 udp_dport 6002 session_id 1 peer_session_id 2 exec sh -c "$script"
	expect_stdout "socket:[]
99 1 udp"
	wait_for 10 tunnels_are b 12
}

@test "no signal is held from a program" {
	line="ppp tunnel_id 11 session_id 21 exec grep SigBlk: /proc/self/status"
	sessions version 2
	run_split "$L2TP" -n a $line
	expect 0
	expect_stdout $'SigBlk:\t0000000000000000'
	sessions_again_a
	run_split "$L2TP" -n a -batch - <<<"$line"
	expect 0
	expect_stdout $'SigBlk:\t0000000000000000'
}

@test "a program does not read the batch, which ends by a signal" {
	sessions version 2
	{
		echo "ppp tunnel_id 11 session_id 21 exec cat"
		for n in {1..200}; do
			echo "add session tunnel_id 11 session_id 1$n peer_session_id 1 pwtype ppp"
		done
	} >lines
	run_split on_a -batch - <lines
	expect 0
	expect_stdout ""
	[ "$(on_a -o show session | wc -l)" = 200 ]
	printf '%s\n' "ppp tunnel_id 11 session_id 1100 exec sleep 1000" "tunnel flush" >lines
	in_background a -batch lines
	wait_for 10 pgrep -x sleep
	kill "$pid"
	wait "$pid" || status=$?
	[ "$status" = 143 ]
	[ "$(on_a -o show session | wc -l)" = 199 ]
}

@test "a program is waited for although our caller ignores its children" {
	sessions version 2
	# shellcheck disable=SC2016 # for perl
	run_split timeout 20 perl -e '$SIG{CHLD} = "IGNORE"; exec @ARGV' "$L2TP" -n a -s ppp tunnel_id 11 session_id 21 exec true
	expect 0
}
