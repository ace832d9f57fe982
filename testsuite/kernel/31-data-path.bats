#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 31-data-path.bats - do all kinds of tunnels and sessions carry packets between two hosts?
#
# All IDs, ports and cookies of the two ends differ, so that a confusion of the ends breaks the session.

load helpers

setup()
{
	hosts_new
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	netns_del_all
}

# end NUMBER PEER ENCAP FAMILY TUNNEL-WORDS SESSION-WORDS; print the two lines of one end of the tunnel
end()
{
	local from=10.0.0. ports=

	[ "$4" = 4 ] || from=fd00::
	[ "$3" = ip ] || ports="udp_sport $((5000 + $1)) udp_dport $((5000 + $2))"
	echo "tunnel add tunnel_id 1$1 peer_tunnel_id 1$2 encap $3 local $from$1 remote $from$2 $ports $5"
	echo "session add tunnel_id 1$1 session_id 2$1 peer_session_id 2$2 name wire $6"
}

# interface_up NUMBER PEER
interface_up()
{
	printf '%s\n' "addr add 172.16.0.$1 peer 172.16.0.$2 dev wire" "link set wire up"
}

# expect_counters HOST; expect packets in both directions and no losses
expect_counters()
{
	run_split "$L2TP" -n "$1" -j -s show session
	expect 0
	[ "$(jq -c 'map(.stats | [.rx_packets > 0, .rx_bytes > 0, .tx_packets > 0, .tx_bytes > 0,
		.rx_errors, .tx_errors, .rx_cookie_discards, .rx_seq_discards])' <<<"$output")" = \
		"[[true,true,true,true,0,0,0,0]]" ] || fail "$(show_run)"
}

# carries ENCAP FAMILY TUNNEL-WORDS SESSION-WORDS [SESSION-WORDS-OF-B]
carries()
{
	end 1 2 "$1" "$2" "$3" "$4" >a
	end 2 1 "$1" "$2" "$3" "${5-$4}" >b
	"$L2TP" -n a -batch a
	"$L2TP" -n b -batch b
	interface_up 1 2 | "$SYSTEM_IP" -n a -batch -
	interface_up 2 1 | "$SYSTEM_IP" -n b -batch -
	in_ns a ping -q -c 1 -W 5 172.16.0.2
	in_ns b ping -q -c 1 -W 5 172.16.0.1
	expect_counters a
	expect_counters b
}

@test "IPv4 over UDP, nothing else said" {
	carries udp 4 "" ""
}

@test "IPv4 over UDP with checksums, 8-byte cookies that differ, and sequence numbers" {
	carries udp 4 "udp_csum on" "cookie 0102030405060708 peer_cookie 1112131415161718 seq both" \
		"cookie 1112131415161718 peer_cookie 0102030405060708 seq both"
}

@test "IPv4 over UDP without the sublayer, a 4-byte cookie one way and an 8-byte cookie the other" {
	carries udp 4 "udp_csum off" "l2spec_type none cookie 0a0b0c0d peer_cookie 1112131415161718" \
		"l2spec_type none cookie 1112131415161718 peer_cookie 0a0b0c0d"
}

@test "IPv6 over UDP, nothing else said" {
	carries udp 6 "" ""
}

@test "IPv6 over UDP without checksums, with 4-byte cookies" {
	carries udp 6 "udp6_csum_tx off udp6_csum_rx off" "cookie 0a0b0c0d peer_cookie 1a1b1c1d" \
		"cookie 1a1b1c1d peer_cookie 0a0b0c0d"
}

@test "IPv6 over UDP without the sublayer, checksums said to be on" {
	carries udp 6 "udp6_csum_tx on udp6_csum_rx on" "l2spec_type none"
}

@test "IPv4 over IP with a cookie one way only" {
	carries ip 4 "" "cookie 0a0b0c0d" "peer_cookie 0a0b0c0d"
}

@test "IPv4 over IP with sequence numbers and a reorder timeout" {
	carries ip 4 "" "seq both reorder_timeout 100"
}

@test "IPv6 over IP, nothing else said" {
	carries ip 6 "" ""
}

@test "IPv6 over IP without the sublayer, with 8-byte cookies" {
	carries ip 6 "" "l2spec_type none cookie 0102030405060708 peer_cookie 1112131415161718" \
		"l2spec_type none cookie 1112131415161718 peer_cookie 0102030405060708"
}

@test "local any takes the address of the route" {
	end 1 2 udp 4 "" "" | sed 's/local 10.0.0.1/local any/' >a
	end 2 1 udp 4 "" "" >b
	"$L2TP" -n a -batch a
	"$L2TP" -n b -batch b
	interface_up 1 2 | "$SYSTEM_IP" -n a -batch -
	interface_up 2 1 | "$SYSTEM_IP" -n b -batch -
	in_ns a ping -q -c 1 -W 5 172.16.0.2
	expect_counters b
}

@test "a cookie that is not what the peer expects is counted, and nothing arrives" {
	end 1 2 ip 4 "" "cookie 0a0b0c0d" >a
	end 2 1 ip 4 "" "peer_cookie 0a0b0c0e" >b
	"$L2TP" -n a -batch a
	"$L2TP" -n b -batch b
	interface_up 1 2 | "$SYSTEM_IP" -n a -batch -
	interface_up 2 1 | "$SYSTEM_IP" -n b -batch -
	run_split in_ns a ping -q -c 1 -W 1 172.16.0.2
	expect 1
	run_split "$L2TP" -n b -j -s show session
	[ "$(jq '.[].stats | .rx_cookie_discards > 0 and .rx_packets == 0' <<<"$output")" = true ] || fail "$(show_run)"
}
