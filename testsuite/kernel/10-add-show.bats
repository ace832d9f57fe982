#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 10-add-show.bats - does each added field reach the kernel, and does show print it?

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2"
UDP6="local fd00::1 remote fd00::2"

setup()
{
	host_new
}

teardown()
{
	netns_del_all
}

# expect_json FILTER WANTED ARG...; compare the filtered JSON of show with WANTED
expect_json()
{
	run_split json "$1" "${@:3}"
	expect 0
	expect_stdout "$2"
	expect_stderr ""
}

# expect_debugfs REGEX...; match the kernel's own dump of the host, whose order depends on the kernel. [^S]* matches
# from the head of a SESSION to a line of it.
expect_debugfs()
{
	local regex

	modprobe l2tp_debugfs
	run in_ns a cat /sys/kernel/debug/l2tp/tunnels
	expect 0
	for regex; do
		[[ $output =~ $regex ]] || fail "expected in debugfs: $regex
$(show_run)" || return
	done
}

@test "a tunnel is added in either order of words, with the object anywhere behind the command" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 101 encap ip $UDP
		add tunnel tunnel_id 2 peer_tunnel_id 102 encap ip $UDP
		add tunnel_id 3 tunnel peer_tunnel_id 103 encap ip $UDP
		add tunnel_id 4 peer_tunnel_id 104 encap ip $UDP tunnel
		a remote 10.0.0.2 local 10.0.0.1 tunnel encap ip ptid 105 tid 5
		tunnel a ptid 0x6a tid 0x6 encap ip $UDP
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.tunnel_id, .peer_tunnel])' \
		'[[1,101],[2,102],[3,103],[4,104],[5,105],[6,106]]' show tunnel
}

@test "a session is added in either order of words, with the object anywhere behind the command" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip $UDP
		session add tunnel_id 1 session_id 1 peer_session_id 101
		add session tunnel_id 1 session_id 2 peer_session_id 102
		add tunnel_id 1 session session_id 3 peer_session_id 103
		add tunnel_id 1 session_id 4 peer_session_id 104 session
		a psid 105 session sid 5 tid 1
		session a psid 106 sid 6 tid 1
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.session_id, .peer_session_id, .tunnel_id, .peer_tunnel_id])' \
		'[[1,101,1,2],[2,102,1,2],[3,103,1,2],[4,104,1,2],[5,105,1,2],[6,106,1,2]]' show session
}

@test "show and del are found in either order of words and by their prefixes" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip $UDP
		session add tunnel_id 1 session_id 1 peer_session_id 2
	END
	run_split on_a -o -batch - <<-END
		show tunnel
		tunnel list
		s tid 1 tunnel
		lst tunnel
		del tid 1 session sid 1
		session show
		d tunnel tid 1
		tunnel show
	END
	expect 0
	line='Tunnel 1, encap IP\  From 10.0.0.1 to 10.0.0.2\  Peer tunnel 2'
	expect_stdout "$line"$'\n'"$line"$'\n'"$line"$'\n'"$line"
	expect_stderr ""
}

@test "a value that looks like an object or a command is a value" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip $UDP
		add session tunnel_id 1 session_id 1 peer_session_id 2 name tunnel
		add name session tunnel_id 1 session_id 2 peer_session_id 3 session
		session add name help tunnel_id 1 session_id 3 peer_session_id 4
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map(.interface)' '["tunnel","session","help"]' show session
}

@test "the highest ids are taken, 32 bits in version 3 and 16 in version 2" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 4294967295 peer_tunnel_id 0xffffffff encap ip $UDP
		session add tunnel_id 4294967295 session_id 4294967295 peer_session_id 0xffffffff
		tunnel add version 2 tunnel_id 65535 peer_tunnel_id 65535 $UDP udp_sport 1 udp_dport 65535
		session add tunnel_id 65535 session_id 65535 peer_session_id 65535
	END
	expect 0
	expect_stderr ""
	expect_json 'map([.tunnel_id, .peer_tunnel, .local_port, .peer_port])' \
		'[[65535,65535,1,65535],[4294967295,4294967295,null,null]]' show tunnel
	expect_json 'map([.tunnel_id, .session_id, .peer_session_id])' \
		'[[65535,65535,65535],[4294967295,4294967295,4294967295]]' show session
}

@test "version, encapsulation, addresses and ports of a tunnel come back" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 $UDP udp_sport 5002 udp_dport 6002 encap udp version 3
		tunnel add tunnel_id 3 peer_tunnel_id 13 $UDP udp_sport 5003 udp_dport 6003 version 2
		tunnel add tunnel_id 4 peer_tunnel_id 14 $UDP encap ip
		tunnel add tunnel_id 5 peer_tunnel_id 15 $UDP6 udp_sport 5005 udp_dport 6005
		tunnel add tunnel_id 6 peer_tunnel_id 16 $UDP6 udp_sport 5006 udp_dport 6006 version 2
		tunnel add tunnel_id 7 peer_tunnel_id 17 $UDP6 encap ip version 3
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.tunnel_id, .version, .encap, .local, .peer, .local_port, .peer_port])[]' \
		'[1,3,"UDP","10.0.0.1","10.0.0.2",5001,6001]
[2,3,"UDP","10.0.0.1","10.0.0.2",5002,6002]
[3,2,"UDP","10.0.0.1","10.0.0.2",5003,6003]
[4,3,"IP","10.0.0.1","10.0.0.2",null,null]
[5,3,"UDP","fd00::1","fd00::2",5005,6005]
[6,2,"UDP","fd00::1","fd00::2",5006,6006]
[7,3,"IP","fd00::1","fd00::2",null,null]' show tunnel
	expect_debugfs "TUNNEL 3 peer 13 from 10.0.0.1 to 10.0.0.2[^T]*L2TPv2, UDP" "TUNNEL 4 peer 14[^T]*L2TPv3, IP"
}

@test "checksums over IPv4 are off unless asked for" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 $UDP udp_sport 5002 udp_dport 6002 udp_csum off
		tunnel add tunnel_id 3 peer_tunnel_id 13 $UDP udp_sport 5003 udp_dport 6003 udp_csum on
	END
	expect_json 'map([.checksum, .checksum_tx, .checksum_rx])' \
		'[[false,null,null],[false,null,null],[true,null,null]]' show tunnel
}

@test "checksums over IPv6 are on unless switched off, each direction apart" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP6 udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 $UDP6 udp_sport 5002 udp_dport 6002 udp6_csum_tx on udp6_csum_rx on
		tunnel add tunnel_id 3 peer_tunnel_id 13 $UDP6 udp_sport 5003 udp_dport 6003 udp6_csum_tx on udp6_csum_rx off
		tunnel add tunnel_id 4 peer_tunnel_id 14 $UDP6 udp_sport 5004 udp_dport 6004 udp6_csum_tx off udp6_csum_rx on
		tunnel add tunnel_id 5 peer_tunnel_id 15 $UDP6 udp_sport 5005 udp_dport 6005 udp6_csum_rx off udp6_csum_tx off
	END
	expect_json 'map([.checksum, .checksum_tx, .checksum_rx])' \
		'[[null,true,true],[null,true,true],[null,true,false],[null,false,true],[null,false,false]]' \
		show tunnel
}

@test "any is the address that the kernel chooses, of the other address's family" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local any remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 local any remote fd00::2 udp_sport 5002 udp_dport 6002
		tunnel add tunnel_id 3 peer_tunnel_id 13 local any remote 10.0.0.2 encap ip
		tunnel add tunnel_id 4 peer_tunnel_id 14 local any remote fd00::2 encap ip
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.local, .peer])[]' '["10.0.0.1","10.0.0.2"]
["fd00::1","fd00::2"]
["10.0.0.1","10.0.0.2"]
["fd00::1","fd00::2"]' show tunnel
}

@test "a remote any has the family of local" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote any udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 local fd00::1 remote any udp_sport 5002 udp_dport 6002
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.local, (.peer | contains(":"))])' '[["10.0.0.1",false],["fd00::1",true]]' \
		show tunnel
}

@test "names, cookies, sequence numbers, mode and timeout of a session come back" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		session add tunnel_id 1 session_id 1 peer_session_id 2
		session add tunnel_id 1 session_id 3 peer_session_id 4 name fifteen-letters cookie 0011aabb
		session add tunnel_id 1 session_id 5 peer_session_id 6 cookie 0011AABBCCDDEEFF peer_cookie DEADbeef
		session add tunnel_id 1 session_id 7 peer_session_id 8 peer_cookie 0102030405060708 seq none lns_mode off
		session add tunnel_id 1 session_id 9 peer_session_id 10 seq send lns_mode on
		session add tunnel_id 1 session_id 11 peer_session_id 12 seq recv reorder_timeout 500
		session add tunnel_id 1 session_id 13 peer_session_id 14 seq both reorder_timeout 0
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json '.[] | [.interface, .cookie, .peer_cookie, .send_seq, .recv_seq, .lns_mode, .reorder_timeout]' \
		'["l2tpeth0",null,null,null,null,false,null]
["fifteen-letters","0011aabb",null,null,null,false,null]
["l2tpeth1","0011aabbccddeeff","deadbeef",null,null,false,null]
["l2tpeth2",null,"0102030405060708",null,null,false,null]
["l2tpeth3",null,null,true,null,true,null]
["l2tpeth4",null,null,null,true,false,500]
["l2tpeth5",null,null,true,true,false,null]' show session
	expect_debugfs "SESSION 9, peer 10, ETH[^S]*config 0/0/-/S/-/LNS" \
		"SESSION 11, peer 12, ETH[^S]*config 0/0/R/-/-/LAC 00000000 500"
}

@test "what a session does not have is left out of the JSON, and is not null" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		session add tunnel_id 1 session_id 1 peer_session_id 2
	END
	expect_json '.[] | [has("cookie", "peer_cookie", "send_seq", "recv_seq", "reorder_timeout")]' \
		'[false,false,false,false,false]' show session
}

@test "the sublayer reaches the kernel, and -d reads it from debugfs" {
	modprobe l2tp_debugfs
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		session add tunnel_id 1 session_id 1 peer_session_id 2
		session add tunnel_id 1 session_id 3 peer_session_id 4 l2spec_type default
		session add tunnel_id 1 session_id 5 peer_session_id 6 l2spec_type NONE
	END
	expect 0
	expect_stderr ""
	expect_json 'map(.l2spec_type)' '["default","default","none"]' -d show session
	expect_debugfs "SESSION 1,[^S]*l2specific 1/4" "SESSION 3,[^S]*l2specific 1/4" "SESSION 5,[^S]*l2specific 0/0"
}

@test "a pseudowire is eth in a version 3 tunnel and ppp in one of version 2, unless named" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		tunnel add tunnel_id 2 peer_tunnel_id 12 version 2 $UDP udp_sport 5002 udp_dport 6002
		session add tunnel_id 1 session_id 1 peer_session_id 2
		session add tunnel_id 1 session_id 3 peer_session_id 4 pwtype eth
		session add tunnel_id 1 session_id 5 peer_session_id 6 pwtype ppp
		session add tunnel_id 2 session_id 7 peer_session_id 8
		session add tunnel_id 2 session_id 9 peer_session_id 10 pwtype ppp seq both lns_mode on reorder_timeout 100
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json '.[] | [.pwtype, .interface, .send_seq, .recv_seq, .lns_mode, .reorder_timeout]' \
		'["eth","l2tpeth0",null,null,false,null]
["eth","l2tpeth1",null,null,false,null]
["ppp",null,null,null,false,null]
["ppp",null,null,null,false,null]
["ppp",null,true,true,true,100]' show session
	expect_debugfs "SESSION 5, peer 6, PPP" "SESSION 7, peer 8, PPP" \
		"SESSION 9, peer 10, PPP[^S]*config 0/0/R/S/-/LNS 00000000 100"
}

@test "debug is taken as names and as a mask, by a tunnel and by a session" {
	run_split on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP debug debug,control,seq,data
		session add tunnel_id 1 session_id 1 peer_session_id 2 debug 0xf
		session add tunnel_id 1 session_id 3 peer_session_id 4 debug 0
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map(.debug)' '[0]' show tunnel
	expect_json 'map(.debug)' '[0,0]' show session
}

@test "add tunnel session adds both" {
	run_split on_a add tunnel session tunnel_id 1 peer_tunnel_id 11 session_id 2 peer_session_id 3 \
		local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001 name wire cookie 01020304
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map([.tunnel_id, .peer_tunnel])' '[[1,11]]' show tunnel
	expect_json 'map([.tunnel_id, .session_id, .peer_session_id, .interface, .cookie])' \
		'[[1,2,3,"wire","01020304"]]' show session
}

@test "add tunnel session takes the fields that only one of them has" {
	run_split on_a add session tunnel tunnel_id 1 peer_tunnel_id 11 session_id 2 peer_session_id 3 \
		local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001 version 2 pwtype ppp \
		lns_mode on reorder_timeout 500
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_json 'map(.version)' '[2]' show tunnel
	expect_json 'map([.pwtype, .lns_mode, .reorder_timeout])' '[["ppp",true,500]]' show session
}

@test "add tunnel session takes the tunnel back when the session is refused" {
	words="tunnel_id 1 peer_tunnel_id 11 session_id 2 peer_session_id 3 encap ip $UDP"
	# shellcheck disable=SC2086 # words
	run_split on_a add tunnel session $words name lo
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: add tunnel session: name: interface lo already exists; ip link show dev lo"
	# concurrently and with the same IDs
	# shellcheck disable=SC2086 # words
	run_split on_a add tunnel session $words name wire
	expect 0
	expect_stderr ""
	expect_json 'map(.interface)' '["wire"]' show session
}

@test "add tunnel session says that the tunnel could not be added, and adds no session to another" {
	on_a tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip local 10.0.0.1 remote 10.0.0.2
	run_split on_a add tunnel session tunnel_id 1 peer_tunnel_id 12 session_id 2 peer_session_id 3 \
		encap ip local 10.0.0.1 remote 10.0.0.2
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: add tunnel session: tunnel 1 already exists; l2tp tunnel replace changes it to match"
	expect_json 'map(.peer_tunnel)' '[11]' show tunnel
	expect_json . '[]' show session
}
