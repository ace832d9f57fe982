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
		s tunnel x 1 => tunnel show: "x" is not a field of a tunnel; l2tp tunnel help lists them
		l tunnel x 1 => tunnel show: "x" is not a field of a tunnel; l2tp tunnel help lists them
		lst session x 1 => session show: "x" is not a field of a session; l2tp session help lists them
		list session x 1 => session show: "x" is not a field of a session; l2tp session help lists them
		session show x 1 => session show: "x" is not a field of a session; l2tp session help lists them
		deleted tunnel tid 1 => "deleted" is not a command; l2tp help lists them
		'' tunnel tid 1 => "" is not a command; l2tp help lists them
		session s x 1 => session show: "x" is not a field of a session; l2tp session help lists them
		sh tunnel x 1 => tunnel show: "x" is not a field of a tunnel; l2tp tunnel help lists them
		sets session name x up => "sets" is not a command; l2tp help lists them
		replaces tunnel tid 1 => "replaces" is not a command; l2tp help lists them
		flushing tunnel => "flushing" is not a command; l2tp help lists them
		monitors => "monitors" is not a command; l2tp help lists them
		tunnel monitor => "monitor" is not a command; l2tp help lists them
		tun add tid 1 => "tun" is not a command; l2tp help lists them
		tunnels show => "tunnels" is not a command; l2tp help lists them
		TUNNEL show => "TUNNEL" is not a command; l2tp help lists them
		tunnel bogus => "bogus" is not a command; l2tp help lists them
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
		session del => session del: missing: tunnel_id and session_id, or name; session flush deletes all
		session del sid 1 => session del: missing: tunnel_id, or name alone
		session set => session set: missing: tunnel_id, session_id, or name alone
		session set up => session set: missing: tunnel_id, session_id, or name alone
		session set tid 1 up => session set: missing: session_id, or name alone
		session set sid 1 up => session set: missing: tunnel_id, or name alone
		session set name x => session set: missing: what to change; l2tp session set help lists it
		session set tid 1 sid 2 name x => session set: missing: what to change; l2tp session set help lists it
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
		add => add: missing: tunnel or session
		show => show: missing: tunnel or session
		del tid 1 => del: missing: tunnel or session
		tunnel add => tunnel add: missing: tunnel_id, local, remote, peer_tunnel_id
		session add => session add: missing: session_id, tunnel_id, peer_session_id
		tunnel del => tunnel del: missing: tunnel_id; tunnel flush deletes all
		tunnel replace => tunnel replace: missing: tunnel_id, local, remote, peer_tunnel_id
		session replace $IDS noaddr 10.0.0.1 => session replace: noaddr: this command does not take it
		session add $IDS noaddr 10.0.0.1 => session add: noaddr: this command does not take it
		session show up => session show: up: this command does not take it
		session flush mtu 1400 => session flush: mtu: this command does not take it
		tunnel add $ENDS up => tunnel add: up: a tunnel has none, a session has
		flush => flush: missing: tunnel or session
		set => set: missing: tunnel or session
		set name x up => set: "name" is neither tunnel nor session
		tunnel del tunnel_id => tunnel del: tunnel_id: its value is missing: ID
		tunnel add encap => tunnel add: encap: its value is missing: { udp | ip }
		tunnel add local => tunnel add: local: its value is missing: ADDRESS
		tunnel show local => tunnel show: local: its value is missing: PREFIX
		tunnel del tid 1 tid 1 => tunnel del: tunnel_id: given twice
		tunnel del tid 1 tunnel_id 1 => tunnel del: tunnel_id: given twice
		session add seq send seq recv => session add: seq: given twice
		tunnel del tid 1 mtu 1400 => tunnel del: mtu: a tunnel has none, a session has
		tunnel del tid 1 ttl 64 => tunnel del: "ttl" is not a field of a tunnel; l2tp tunnel help lists them
		session add $IDS version 3 => session add: version: a session has none, a tunnel has
		tunnel add $ENDS lns_mode on => tunnel add: lns_mode: a tunnel has none, a session has
		tunnel del tid 1 session => tunnel del: "session" is not a field of a tunnel; l2tp tunnel help lists them
	END
}

@test "del of both objects, which ip l2tp takes for the session, is refused" {
	each_row is_refused <<-'END'
		del tunnel session tid 1 sid 2 => del: name one of tunnel and session
		del tunnel tid 1 sid 2 => tunnel del: session_id: a tunnel has none; to delete the session: session del
		tunnel del tid 1 session_id 2 => tunnel del: session_id: a tunnel has none; to delete the session: session del
	END
}

@test "words that ip l2tp ignores are taken with a warning" {
	each_row is_warned <<-END
		tunnel add $ENDS $PORTS cookie 11223344 => cookie is ignored: a tunnel has none
		tunnel add $ENDS $PORTS cookie nonsense => cookie is ignored: a tunnel has none
		session add $IDS udp_csum on => udp_csum is ignored: a session has none
		session add $IDS peer_tunnel_id 9 => peer_tunnel_id is ignored: this command has no use for it
		session add $IDS offset 4 => offset is ignored: kernels since 4.16 have no offset
		session add $IDS peer_offset 4 => peer_offset is ignored: kernels since 4.16 have no offset
		tunnel del tid 1 remote 10.0.0.1 => remote is ignored: the tunnel is named in full
		tunnel del tid 1 version 3 => version is ignored: the tunnel is named in full
		session del tid 1 sid 2 seq both => seq is ignored: the session is named in full
		session del name x psid 2 => peer_session_id is ignored: the session is named in full
		session set name x up offset 4 => offset is ignored: kernels since 4.16 have no offset
		session set name x up encap ip => encap is ignored: a session has none
		session replace $IDS peer_tunnel_id 9 => peer_tunnel_id is ignored: this command has no use for it
		tunnel add $ENDS encap ip udp_sport 5000 => udp_sport is ignored: encap ip has neither ports nor checksums
		tunnel add $ENDS $PORTS udp6_csum_tx on => udp6_csum_tx is ignored: over IPv4 there is udp_csum
		add tunnel session $ENDS encap ip sid 3 psid 4 l2spec_type none seq send => l2spec_type none leaves no room for sequence numbers: none are sent
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

@test "what no kernel changes is refused by set, with the way round" {
	WAY="the kernel cannot change it; session replace does, by deleting and adding"
	each_row is_refused <<-END
		session set name x cookie 11223344 => session set: cookie: $WAY
		session set name x peer_cookie 11223344 => session set: peer_cookie: $WAY
		session set tid 1 sid 2 psid 3 => session set: peer_session_id: $WAY
		session set name x pwtype ppp => session set: pwtype: $WAY
		session set name x l2spec_type none => session set: l2spec_type: $WAY
		tunnel set tid 1 debug 3 => tunnel set: no kernel of today changes a tunnel; tunnel replace does, by deleting and adding
		set tunnel => tunnel set: no kernel of today changes a tunnel; tunnel replace does, by deleting and adding
	END
}

@test "monitor and stats say which words they take" {
	each_row is_refused <<-'END'
		monitor x => monitor: "x" is none of: tunnel, session, poll SECONDS (1..86400)
		m x => monitor: "x" is none of: tunnel, session, poll SECONDS (1..86400)
		monitor tunnel add => monitor: "add" is none of: tunnel, session, poll SECONDS (1..86400)
		monitor poll 0 => monitor: "poll" is none of: tunnel, session, poll SECONDS (1..86400)
		monitor poll 86401 => monitor: "poll" is none of: tunnel, session, poll SECONDS (1..86400)
		monitor poll => monitor: "poll" is none of: tunnel, session, poll SECONDS (1..86400)
		monitor $'\e' => monitor: "\x1b" is none of: tunnel, session, poll SECONDS (1..86400)
		debug show x => debug show: it takes no fields
		stats interval 0 => stats: interval: a number from 1 to 86400 is to follow
		stats interval => stats: interval: a number from 1 to 86400 is to follow
		stats count x => stats: count: a number from 1 to 86400 is to follow
		stats session bogus 1 => stats: "bogus" is not a field of a session; l2tp session help lists them
		stats tunnel local x => stats: local: "x" is not an IPv4 or IPv6 address or prefix
		stats tunnel up => stats: up: a tunnel has none, a session has
		st tunnel tid 0 => stats: tunnel_id: 0 is not within 1..4294967295
	END
}
