#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# words.bats - commands and fields: both word orders, prefixes, aliases, unknown and missing words

load helpers

TUNNEL="tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 2 version 3"

@test "a tunnel is added in either word order, its fields in any order and by alias" {
	each_row is_taken <<-END
		tunnel add $ENDS encap ip => $TUNNEL
		add tunnel $ENDS encap ip => $TUNNEL
		add encap ip $ENDS tunnel => $TUNNEL
		add encap ip tunnel $ENDS => $TUNNEL
		tunnel add encap ip remote 10.0.0.2 ptid 2 local 10.0.0.1 tid 1 => $TUNNEL
		tunnel add $ENDS encap ip version 3 => $TUNNEL
	END
}

@test "commands are as short as ip l2tp takes them" {
	each_row is_taken <<-END
		a tunnel $ENDS encap ip => $TUNNEL
		ad tunnel $ENDS encap ip => $TUNNEL
		d tunnel tid 1 => tunnel del tunnel_id 1
		de tunnel tid 1 => tunnel del tunnel_id 1
		del tunnel tid 1 => tunnel del tunnel_id 1
		delete tunnel tid 1 => tunnel del tunnel_id 1
		tunnel d tid 1 => tunnel del tunnel_id 1
		session dele name x => session del name x
		r tunnel $ENDS encap ip => tunnel replace ${TUNNEL#tunnel add }
		rep tunnel $ENDS encap ip => tunnel replace ${TUNNEL#tunnel add }
		session se name x up => session set name x up
		set session name x up => session set name x up
		f session tid 1 => session flush tunnel_id 1
		tunnel fl => tunnel flush
	END
	each_row is_refused <<-'END'
		s tunnel x 1 => tunnel show: unknown field "x"; l2tp help tunnel show lists the fields
		l tunnel x 1 => tunnel show: unknown field "x"; l2tp help tunnel show lists the fields
		lst session x 1 => session show: unknown field "x"; l2tp help session show lists the fields
		list session x 1 => session show: unknown field "x"; l2tp help session show lists the fields
		session show x 1 => session show: unknown field "x"; l2tp help session show lists the fields
		deleted tunnel tid 1 => tunnel: unknown command "deleted"; did you mean delete?
		'' tunnel tid 1 => tunnel: unknown command ""; l2tp help tunnel lists the commands
		session s x 1 => session show: unknown field "x"; l2tp help session show lists the fields
		sh tunnel x 1 => tunnel show: unknown field "x"; l2tp help tunnel show lists the fields
		sets session name x up => session: unknown command "sets"; did you mean set?
		replaces tunnel tid 1 => tunnel: unknown command "replaces"; did you mean replace?
		flushing tunnel => tunnel: unknown command "flushing"; l2tp help tunnel lists the commands
		monitors => unknown command "monitors"; did you mean monitor?
		tunnel monitor => tunnel: unknown command "monitor"; l2tp help tunnel lists the commands
		tun add tid 1 => unknown command "tun"; l2tp help lists the commands
		tunnels show => unknown command "tunnels"; did you mean tunnel?
		TUNNEL show => unknown command "TUNNEL"; l2tp help lists the commands
		tunnel bogus => tunnel: unknown command "bogus"; l2tp help tunnel lists the commands
	END
}

@test "a session is named by ids or by its interface" {
	each_row is_taken <<-'END'
		session del tid 1 sid 2 => session del session_id 2 tunnel_id 1
		session del name l2tpeth0 => session del name l2tpeth0
		session del sid 2 name x tid 1 => session del session_id 2 tunnel_id 1 name x
		session del tid 1 => session del tunnel_id 1
		session set sid 2 tid 1 up => session set session_id 2 tunnel_id 1 up
		session set name l2tpeth0 down => session set name l2tpeth0 down
	END
	each_row is_refused <<-'END'
		session del => session del: a field is required; l2tp session show lists the sessions
		session del sid 1 => session del: tunnel_id is required with session_id
		session set => session set: tunnel_id and session_id, or name, are required
		session set up => session set: tunnel_id and session_id, or name, are required
		session set tid 1 up => session set: session_id is required with tunnel_id
		session set sid 1 up => session set: tunnel_id is required with session_id
		session set name x => session set: a field to change is required; l2tp help session set lists them
		session set tid 1 sid 2 name x => session set: a field to change is required; l2tp help session set lists them
	END
}

@test "a value may look like a word of the grammar" {
	each_row is_taken <<-'END'
		del session name tunnel => session del name tunnel
		session del name session => session del name session
		del session name help => session del name help
		del session name -j => session del name -j
		del session name tunnel_id => session del name tunnel_id
		set session name up up => session set name up up
		set name up session master down down => session set name up down master down
		set session up name x master tunnel => session set name x up master tunnel
		del name session session => session del name session
	END
}

@test "words that are missing, given twice or unknown are refused by name" {
	each_row is_refused <<-END
		add => add: tunnel or session is required
		show => show: tunnel or session is required
		del tid 1 => del: tunnel or session is required
		tunnel add => tunnel add: tunnel_id, local, remote, peer_tunnel_id are required
		session add => session add: session_id, tunnel_id, peer_session_id are required
		tunnel del => tunnel del: a field is required; l2tp tunnel show lists the tunnels
		-4 tunnel flush => tunnel flush: an address family selects no tunnels; local 0.0.0.0/0 selects those over IPv4, local ::/0 those over IPv6
		-family inet6 tunnel del encap ip => tunnel del: an address family selects no tunnels; local 0.0.0.0/0 selects those over IPv4, local ::/0 those over IPv6
		-6 session flush => session flush: an address family selects no sessions; tunnel_id selects those of a tunnel
		tunnel replace => tunnel replace: tunnel_id, local, remote, peer_tunnel_id are required
		session replace $IDS noaddr 10.0.0.1 => session replace: noaddr: this command does not accept it
		session add $IDS noaddr 10.0.0.1 => session add: noaddr: this command does not accept it
		session show up => session show: up: this command does not accept it
		session flush mtu 1400 => session flush: mtu: this command does not accept it
		tunnel add $ENDS up => tunnel add: up is a field of a session
		flush => flush: tunnel or session is required
		set => set: tunnel or session is required
		set name x up => set: "name" is not one of tunnel, session
		tunnel del tunnel_id => tunnel del: tunnel_id: a value is required: ID
		tunnel add encap => tunnel add: encap: a value is required: { udp | ip }
		tunnel add local => tunnel add: local: a value is required: ADDRESS
		tunnel show local => tunnel show: local: a value is required: PREFIX
		tunnel del tid 1 tid 1 => tunnel del: tunnel_id: given twice
		tunnel del tid 1 tunnel_id 1 => tunnel del: tunnel_id: given twice
		session add seq send seq recv => session add: seq: given twice
		tunnel del tid 1 mtu 1400 => tunnel del: mtu is a field of a session
		tunnel del tid 1 ttl 64 => tunnel del: unknown field "ttl"; l2tp help tunnel show lists the fields
		session add $IDS version 3 => session add: version is a field of a tunnel
		tunnel add $ENDS lns_mode on => tunnel add: lns_mode is a field of a session
		tunnel del tid 1 session => tunnel del: unknown field "session"; l2tp help tunnel show lists the fields
	END
}

@test "del of both objects, which ip l2tp takes for the session, is refused" {
	each_row is_refused <<-'END'
		del tunnel session tid 1 sid 2 => del: tunnel and session cannot be combined
		del tunnel tid 1 sid 2 => tunnel del: session_id is a field of a session; use l2tp session del to delete the session
		tunnel del tid 1 session_id 2 => tunnel del: session_id is a field of a session; use l2tp session del to delete the session
	END
}

@test "words that ip l2tp ignores are taken with a warning" {
	each_row is_warned <<-END
		tunnel add $ENDS $PORTS cookie 11223344 => cookie is ignored: it is a field of a session
		tunnel add $ENDS $PORTS cookie nonsense => cookie is ignored: it is a field of a session
		session add $IDS udp_csum on => udp_csum is ignored: it is a field of a tunnel
		session add $IDS peer_tunnel_id 9 => peer_tunnel_id is ignored: this command does not use it
		session add $IDS offset 4 => offset is ignored: kernels since 4.16 have no offset
		session add $IDS peer_offset 4 => peer_offset is ignored: kernels since 4.16 have no offset
		tunnel del tid 1 remote 10.0.0.1 => remote is ignored: the ids identify the tunnel
		tunnel del tid 1 version 3 => version is ignored: the ids identify the tunnel
		session del tid 1 sid 2 seq both => seq is ignored: the ids identify the session
		session del name x psid 2 => peer_session_id is ignored: the ids identify the session
		session set name x up offset 4 => offset is ignored: kernels since 4.16 have no offset
		session set name x up encap ip => encap is ignored: it is a field of a tunnel
		session replace $IDS peer_tunnel_id 9 => peer_tunnel_id is ignored: this command does not use it
		tunnel add $ENDS encap ip udp_sport 5000 => udp_sport is ignored: encap ip has no ports and no checksums
		tunnel add $ENDS $PORTS udp6_csum_tx on => udp6_csum_tx is ignored: use udp_csum over IPv4
		add tunnel session $ENDS encap ip sid 3 psid 4 l2spec_type none seq send => l2spec_type none has no sequence numbers: none are sent
	END
}

@test "both objects are added with one command" {
	read -ra words <<<"$ENDS"
	l2tp_run -dry-run add tunnel session "${words[@]}" encap ip session_id 3 peer_session_id 4 pwtype eth
	expect 3
	expect_stdout "$TUNNEL
session add session_id 3 tunnel_id 1 peer_session_id 4 pwtype eth l2spec_type default"
	expect_stderr ""
}

@test "both objects are added with one command, the interface's settings included" {
	read -ra words <<<"$ENDS"
	l2tp_run -dry-run add tunnel session "${words[@]}" encap ip up sid 3 mtu 1400 psid 4 addr 10.5.1.2/24
	expect 3
	expect_stdout "$TUNNEL
session add session_id 3 tunnel_id 1 peer_session_id 4 pwtype eth l2spec_type default up mtu 1400 addr 10.5.1.2/24"
	expect_stderr ""
}

@test "set refuses what no kernel changes and names the command that can" {
	WAY="cannot be changed; l2tp session replace re-creates the session"
	each_row is_refused <<-END
		session set name x cookie 11223344 => session set: cookie $WAY
		session set name x peer_cookie 11223344 => session set: peer_cookie $WAY
		session set tid 1 sid 2 psid 3 => session set: peer_session_id $WAY
		session set name x pwtype ppp => session set: pwtype $WAY
		session set name x l2spec_type none => session set: l2spec_type $WAY
		tunnel set tid 1 debug 3 => tunnel set: a tunnel cannot be changed; l2tp tunnel replace re-creates it
		set tunnel => tunnel set: a tunnel cannot be changed; l2tp tunnel replace re-creates it
	END
}

@test "monitor and stats say which words they take" {
	each_row is_refused <<-'END'
		monitor x => monitor: unknown word "x"; l2tp help monitor shows the usage
		m x => monitor: unknown word "x"; l2tp help monitor shows the usage
		monitor tunnel add => monitor: unknown word "add"; l2tp help monitor shows the usage
		monitor poll 0 => monitor: poll: "0" is not in the range 1..86400
		monitor poll 86401 => monitor: poll: "86401" is not in the range 1..86400
		monitor poll => monitor: poll: a number from 1 to 86400 is required
		monitor $'\e' => monitor: unknown word "\x1b"; l2tp help monitor shows the usage
		debug show x => debug show: unknown word "x"; l2tp help debug show shows the usage
		stats interval 0 => stats: interval: "0" is not in the range 1..86400
		stats interval => stats: interval: a number from 1 to 86400 is required
		stats count x => stats: count: "x" is not in the range 1..86400
		stats session bogus 1 => stats: unknown field "bogus"; l2tp help stats shows the usage
		stats intervl 1 => stats: unknown field "intervl"; did you mean interval?
		monitor pol 5 => monitor: unknown word "pol"; did you mean poll?
		stats tunnel local x => stats: local: "x" is not a valid IPv4 or IPv6 address or prefix
		stats tunnel up => stats: up is a field of a session
		st tunnel tid 0 => stats: tunnel_id: 0 is not in the range 1..4294967295
	END
}
