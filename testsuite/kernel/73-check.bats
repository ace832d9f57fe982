#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 73-check.bats - does check find what blocks packets, and nothing where they pass?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load helpers

A="local 10.0.0.1 remote 10.0.0.2"
B="local 10.0.0.2 remote 10.0.0.1"

setup()
{
	modprobe l2tp_debugfs
	modprobe -r l2tp_ppp
	cd "$BATS_TEST_TMPDIR" || return
	hosts_new
}

teardown()
{
	netns_del_all
	[ -z "${autoload-}" ] || echo "$autoload" >/proc/sys/kernel/modprobe
}

# on_b ARG...; run our program on host b
on_b()
{
	"$L2TP" -n b "$@"
}

# pair_new [WORDS-OF-A [WORDS-OF-B]]; add a tunnel over UDP with one session, wire, 10.5.1.1 and 10.5.1.2
pair_new()
{
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 $A udp_sport 5001 udp_dport 6001
		session add tunnel_id 1 session_id 10 peer_session_id 20 name wire up addr 10.5.1.1/24 ${1-}
	END
	on_b -batch - <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 1 $B udp_sport 6001 udp_dport 5001
		session add tunnel_id 2 session_id 20 peer_session_id 10 name wire up addr 10.5.1.2/24 ${2-}
	END
}

# no_tunnel; whether host a has none
no_tunnel()
{
	[ "$(on_a show tunnel)" = "" ]
}

# finds PATTERN; whether check on host a prints a matching line
finds()
{
	local output

	# shellcheck disable=SC2053 # a pattern
	output=$(on_a check) || [[ $output == *$1* ]]
}

# has_no_carrier NAME; whether the interface on host a has no carrier
has_no_carrier()
{
	"$SYSTEM_IP" -n a link show "$1" | grep -q NO-CARRIER
}

# talk; whether a reaches b through the tunnel now; ARP that just failed needs another attempt (wait_for)
talk()
{
	in_ns a ping -q -c 2 -i 0.2 -W 1 10.5.1.2 >/dev/null
}

# expect_found LINE...; check on host a prints exactly these; a final * matches any rest
expect_found()
{
	local line

	run_split on_a check
	expect $(($# > 0 ? 3 : 0))
	expect_stderr ""
	[ "${#lines[@]}" = $# ] || fail "$(show_run)"
	for line in "${lines[@]}"; do
		# shellcheck disable=SC2053 # a pattern
		[[ $line == $1 ]] || fail "expected: $1
$(show_run)"
		shift
	done
}

# expect_codes CODE...; check on host a finds exactly these, in any order
expect_codes()
{
	local codes

	run_split on_a -j check
	expect 3
	codes=$(jq -r '[.[].code] | sort | join(" ")' <<<"$output")
	[ "$codes" = "$(printf '%s\n' "$@" | sort | paste -sd ' ')" ] || fail "$(show_run)"
}

@test "where packets pass nothing is found, nor against the peer's lines" {
	n=0
	for words in "$A udp_sport 5001 udp_dport 6001" "local fd00::1 remote fd00::2 udp_sport 5002 udp_dport 6002 udp6_csum_tx off" \
		"$A encap ip" "local fd00::1 remote fd00::2 encap ip"; do
		n=$((n + 1))
		echo "tunnel add tunnel_id $n peer_tunnel_id 1$n $words"
		echo "session add tunnel_id $n session_id 2$n peer_session_id 3$n name wire$n cookie 0102030$n peer_cookie 010203040506070$n seq both up addr 10.5.$n.1/30"
	done | on_a -batch -
	on_a mirror | on_b -batch -
	for n in 1 2 3 4; do
		in_ns a ping -q -c 1 -W 5 10.5.$n.2
	done
	expect_found
	run_split on_b -j check
	expect 0
	expect_stdout "[]"
	on_b save >peer
	run_split on_a check peer
	expect 0
	expect_stdout ""
	on_b -j save >peer
	on_a check peer
}

@test "an address that is not this host's, and no route" {
	pair_new
	"$SYSTEM_IP" -n a addr del 10.0.0.1/24 dev eth0
	run_split on_a check
	expect 3
	[ "${lines[0]}" = "error: tunnel 1: local: 10.0.0.1 is not an address of this host; ip address add 10.0.0.1 dev DEVICE" ]
	[ "${lines[1]}" = "error: tunnel 1: remote: no route to 10.0.0.2; ip route add 10.0.0.2 via GATEWAY" ]
	"$SYSTEM_IP" -n a addr add 10.0.0.1/24 dev lo
	"$SYSTEM_IP" -n a addr del 10.0.0.1/24 dev lo
	"$SYSTEM_IP" -n a addr add 10.0.0.1/32 dev lo
	run_split on_a -j check
	[ "$(jq -c 'map(select(.severity == "error").code)' <<<"$output")" = '["no-route"]' ] || fail "$(show_run)"
	run_split on_a check tunnel_id 2
	expect 2
	expect_stderr "l2tp: check: no tunnel or session matches"
	run_split on_a check name other
	expect 2
	run_split on_a check remote 10.0.0.0/8 session_id 10
	expect 3
}

@test "a route through the tunnel itself, and an interface without a carrier" {
	pair_new
	wait_for 10 talk
	"$SYSTEM_IP" -n a route add 10.0.0.2/32 dev wire
	expect_codes route-inside
	"$SYSTEM_IP" -n a route del 10.0.0.2/32 dev wire
	"$SYSTEM_IP" -n b link set eth0 down
	wait_for 10 has_no_carrier eth0
	expect_found "error: tunnel 1: interface eth0, which carries the tunnel, has no carrier"
	"$SYSTEM_IP" -n a link set eth0 down
	run_split on_a check
	[ "${lines[0]}" = "error: tunnel 1: remote: no route to 10.0.0.2, and eth0 is down; ip link set eth0 up" ] || fail "$(show_run)"
}

@test "an interface that is down, and MTUs that do not fit" {
	pair_new
	wait_for 10 talk
	on_a session set name wire down
	expect_found "error: session 10 in tunnel 1: interface wire is down; l2tp session set tunnel_id 1 session_id 10 up"
	on_a session set name wire up mtu 1500
	expect_found "warning: session 10 in tunnel 1: the MTU of wire is 1500, above 1446, the limit for a path MTU of 1500: longer packets are fragmented; l2tp session set tunnel_id 1 session_id 10 mtu 1446"
	on_a session set tunnel_id 1 session_id 10 mtu 1446
	in_ns a ping -q -c 1 -W 5 -M "do" -s 1418 10.5.1.2
	expect_found
	printf '%s\n' "link add br0 type bridge" "link add port type dummy" "link set port master br0" "link set wire master br0" | "$SYSTEM_IP" -n a -batch -
	expect_found "warning: session 10 in tunnel 1: the MTU of wire is 1446, and that of port in the same bridge is 1500: longer packets are dropped; ip link set port mtu 1446*"
	# without debugfs, l2spec_type is unknown
	on_a tunnel flush
	on_b tunnel flush
	pair_new "l2spec_type none" "l2spec_type none"
	wait_for 10 talk
	modprobe -r l2tp_debugfs
	expect_found
	modprobe l2tp_debugfs
	on_a tunnel flush
	on_b tunnel flush
	pair_new
	wait_for 10 talk
	# the MTU of the path counts
	"$SYSTEM_IP" -n a link set wire nomaster
	"$SYSTEM_IP" -n a route add 10.0.0.2/32 dev eth0 mtu 1400
	expect_found "warning: session 10 in tunnel 1: the MTU of wire is 1446, above 1346, the limit for*"
}

@test "a peer that is silent, and one that refuses" {
	# a failure after successful traffic is found too
	pair_new
	wait_for 10 talk
	on_b tunnel flush
	wait_for 30 finds "error: tunnel 1: remote: ICMP error from 10.0.0.2: port unreachable; add the tunnel on the peer, with udp_sport 6001 and udp_dport 5001"
	on_a tunnel flush
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 $A udp_sport 5001 udp_dport 6001
		session add tunnel_id 1 session_id 10 peer_session_id 20 name wire up addr 10.5.1.1/24
		tunnel add tunnel_id 2 peer_tunnel_id 2 local fd00::1 remote fd00::2 udp_sport 5001 udp_dport 6001
		session add tunnel_id 2 session_id 11 peer_session_id 20 name wire2 up
	END
	run ! talk
	finds "error: session 10 in tunnel 1: "*" packets were sent, and none was received; compare both ends"
	# wait for the answer over IPv6: a host sends one ICMP error a second
	wait_for 30 finds "error: tunnel 2: remote: ICMP error from fd00::2: port unreachable"
}

@test "a host without L2TP over IP, and a router that lets nothing through" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip $A
		session add tunnel_id 1 session_id 10 peer_session_id 20 name wire up addr 10.5.1.1/24
		tunnel add tunnel_id 2 peer_tunnel_id 2 encap ip local fd00::1 remote fd00::2
		session add tunnel_id 2 session_id 11 peer_session_id 20 name wire2 up
	END
	run ! talk
	in_ns b "$PROJECT/testsuite/kernel/protocol_unreachable.py" 10.0.0.2 fd00::2 3>&- >said &
	wait_for 10 grep -q listening said
	# wait for the answer over IPv6
	wait_for 30 finds "error: tunnel 2: remote: ICMP error from fd00::2: unrecognised next header; add the tunnel on the peer, with encap ip"
	finds "error: tunnel 1: remote: ICMP error from 10.0.0.2: protocol unreachable; add the tunnel on the peer, with encap ip"
	pkill -f protocol_unreachable
	on_a tunnel flush
	pair_new
	in_ns b nft -f - <<-'END'
		table inet t {
			chain in {
				type filter hook input priority 0
				udp dport 6001 reject with icmp type admin-prohibited
			}
		}
	END
	run ! talk
	wait_for 30 finds "error: tunnel 1: remote: ICMP error from 10.0.0.2: administratively prohibited; a router or a firewall on the path refuses the packets"
}

@test "packets that nobody takes from a PPP session" {
	for host in a b; do
		words=$A ids="session_id 11 peer_session_id 11"
		[ "$host" = a ] || words=$B
		"$L2TP" -n "$host" -batch - <<-END
			tunnel add tunnel_id 1 peer_tunnel_id 1 $words udp_sport 5001 udp_dport 5001
			session add tunnel_id 1 $ids pwtype ppp
		END
	done
	"$L2TP" -n a ppp tunnel_id 1 session_id 11 exec sleep 100 3>&- &
	sleeper=$!
	# more than that program's socket buffer holds
	on_b ppp tunnel_id 1 session_id 11 exec /usr/bin/python3 -c '
import os
for _ in range(2000):
    os.write(int(os.environ["L2TP_PPPOX_FD"]), bytes.fromhex("c021") + bytes(1000))'
	finds "warning: session 11 in tunnel 1: "*" packets could not be received"
	kill "$sleeper"
	wait "$sleeper" || [ $? -eq 143 ]
}

@test "cookies, sequence numbers and packets that are no L2TP" {
	pair_new "peer_cookie 01020304" "cookie 01020305"
	run ! talk
	on_b session set name wire seq none
	expect_codes cookie silent
	on_a tunnel flush
	on_b tunnel flush
	pair_new "seq recv" ""
	run ! talk
	expect_codes sequence silent
	on_a tunnel flush
	on_b tunnel flush
	pair_new "cookie 0102030405060708 peer_cookie 0102030405060708" "cookie 0102030405060708 peer_cookie 0102030405060708"
	wait_for 10 talk
	on_b tunnel flush
	# shorter than a header with such a cookie
	in_ns b /usr/bin/python3 -c '
import socket
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("10.0.0.2", 6001))
for _ in range(2):
    udp.sendto(bytes.fromhex("00030000" "0000000a" "0102030405060708"), ("10.0.0.1", 5001))'
	finds "warning: tunnel 1: 2 packets were invalid: too short or of another version"
}

@test "a netfilter rule, and rp_filter" {
	pair_new
	wait_for 10 talk
	in_ns a nft -f - <<-'END'
		table inet t {
			chain out {
				type filter hook output priority 0
				udp dport 6001 drop
			}
		}
	END
	run ! talk
	expect_codes netfilter send-errors
	in_ns a nft flush ruleset
	on_a tunnel flush
	on_b tunnel flush
	# b answers by another path than a sends
	"$SYSTEM_IP" -batch - <<-END
		link add eth1 netns a type veth peer name eth1 netns b
	END
	printf '%s\n' "addr add 10.0.1.1/24 dev eth1" "link set eth1 up" | "$SYSTEM_IP" -n a -batch -
	printf '%s\n' "addr add 10.0.1.2/24 dev eth1" "link set eth1 up" | "$SYSTEM_IP" -n b -batch -
	in_ns a sh -c 'echo 1 >/proc/sys/net/ipv4/conf/eth1/rp_filter'
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 local 10.0.1.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		session add tunnel_id 1 session_id 10 peer_session_id 20 name wire up addr 10.5.1.1/24
	END
	on_b -batch - <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 1 local 10.0.0.2 remote 10.0.1.1 udp_sport 6001 udp_dport 5001
		session add tunnel_id 2 session_id 20 peer_session_id 10 name wire up addr 10.5.1.2/24
	END
	run ! talk
	expect_codes rp-filter silent
	in_ns a sh -c 'echo 2 >/proc/sys/net/ipv4/conf/eth1/rp_filter'
	wait_for 10 talk
	expect_found
}

@test "a tunnel without a peer port, and a session that another hides" {
	in_ns a "$PROJECT/testsuite/kernel/socket_tunnel.py" 9 19 5009 3>&- >said &
	wait_for 10 grep -q there said
	expect_found "error: tunnel 9: the socket has no remote address; the program that opened it must connect it"
	pkill -f socket_tunnel
	wait_for 10 no_tunnel
	in_ns a "$PROJECT/testsuite/kernel/socket_tunnel.py" 9 19 5009 10.0.0.1 10.0.0.2 >said
	expect_found "error: tunnel 9: the socket has no remote address; the program that opened it must connect it"
	on_a tunnel flush
	pair_new
	wait_for 10 talk
	# Linux 6.1 refuses it
	"$SYSTEM_IP" -n a l2tp add session tunnel_id 1 session_id 10 peer_session_id 20 name wire2 || return 0
	expect_found "error: wire belongs to a session that the kernel does not list*" "error: session 10 in tunnel 1: interface wire2 is down*"
}

@test "a module that lets every user in, and one that is missing" {
	pair_new
	wait_for 10 talk
	modprobe l2tp_ppp
	expect_found "note: l2tp_ppp is loaded: any local user may open PPP sessions in these tunnels; modprobe -r l2tp_ppp, *"
	on_a -batch - <<<"session add tunnel_id 1 session_id 11 peer_session_id 21 pwtype ppp"
	expect_found
	netns_del_all
	netns_new a
	without_modules l2tp_ppp l2tp_eth l2tp_ip6 l2tp_ip l2tp_debugfs l2tp_netlink
	expect_found "error: the kernel has no L2TP; modprobe l2tp_netlink"
}

@test "what does not mirror the peer's lines is named with both values" {
	pair_new
	wait_for 10 talk
	on_b save >peer
	while IFS='|' read -r change expected; do
		sed "$change" peer >changed
		run_split on_a check changed
		[ "$status" = 3 ] && [ "${output//$'\n'/ / }" = "$expected" ] || fail "$change: $(show_run)"
	done <<-'END'
		s/udp_sport 6001/udp_sport 6002/|error: tunnel 1: udp_dport is 6001 here, and udp_sport is 6002 at the peer
		s/remote 10.0.0.1/remote 10.0.0.3/|error: tunnel 1: local is 10.0.0.1 here, and remote is 10.0.0.3 at the peer
		s/tunnel_id 2/tunnel_id 3/|error: tunnel 1: peer_tunnel_id is 2 here, and tunnel_id is 3 at the peer
		s/peer_tunnel_id 1/peer_tunnel_id 5/|error: tunnel 1: tunnel_id is 1 here, and peer_tunnel_id is 5 at the peer
		s/ session_id 20/ session_id 21/|error: session 10 in tunnel 1: peer_session_id is 20 here, and session_id is 21 at the peer
		s/peer_session_id 10/peer_session_id 11/|error: session 10 in tunnel 1: session_id is 10 here, and peer_session_id is 11 at the peer
		s/name wire/name wire cookie 01020304/|error: session 10 in tunnel 1: peer_cookie is none here, and cookie is 01020304 at the peer
		s/name wire/name wire peer_cookie 0102030405060708/|error: session 10 in tunnel 1: cookie is none here, and peer_cookie is 0102030405060708 at the peer
		s/name wire/name wire l2spec_type none/|error: session 10 in tunnel 1: l2spec_type is default here, and l2spec_type is none at the peer
		s/name wire/name wire seq recv/|error: session 10 in tunnel 1: seq is none here, and seq is recv at the peer
		s/name wire/name wire mtu 1400/|warning: session 10 in tunnel 1: mtu is 1446 here, and mtu is 1400 at the peer
		/session/s/tunnel_id 2 .*/tunnel_id 2 peer_session_id 99 name other/;s/session_id 20/session_id 98/|error: tunnel 1: the peer's session 98 has no counterpart on this host; ssh PEER l2tp mirror | l2tp apply - / error: session 10 in tunnel 1: FILE has no counterpart
		/session/d;s/tunnel_id 2/tunnel_id 7/;s/peer_tunnel_id 1/peer_tunnel_id 8/;s/5001/5002/|error: the peer's tunnel 7 has no counterpart on this host; ssh PEER l2tp mirror | l2tp apply -
	END
	# a hub's lines also describe other hosts
	echo "tunnel add tunnel_id 3 peer_tunnel_id 1 local 10.0.0.2 remote 10.0.0.77 udp_sport 6003 udp_dport 5001" >>peer
	run_split on_a check peer
	expect 0
	expect_stdout ""
	run_split on_a check nosuch
	expect 2
	expect_stderr "l2tp: check: nosuch: No such file or directory"
	run_split on_a check colour red
	expect 1
	run_split on_a check - <<<"tunnel add tunnel_id 1"
	expect 1
}
