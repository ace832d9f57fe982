#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# values.bats - invalid values: each error names the field and the valid values

load helpers

# Each row is a field and its value in an otherwise valid command.

@test "an id is a number from 1 to 4294967295" {
	each_row is_refused <<-'END'
		del tunnel tunnel_id 0 => tunnel del: tunnel_id: 0 is not within 1..4294967295
		del tunnel tid 4294967296 => tunnel del: tunnel_id: 4294967296 is not within 1..4294967295
		del tunnel tid 0x100000000 => tunnel del: tunnel_id: 0x100000000 is not within 1..4294967295
		del tunnel tid 99999999999999999999 => tunnel del: tunnel_id: "99999999999999999999" is not a number: decimal without leading zeros, or 0x
		del tunnel tid 010 => tunnel del: tunnel_id: "010" is not a number: decimal without leading zeros, or 0x
		del tunnel tid +5 => tunnel del: tunnel_id: "+5" is not a number: decimal without leading zeros, or 0x
		del tunnel tid -1 => tunnel del: tunnel_id: "-1" is not a number: decimal without leading zeros, or 0x
		del tunnel tid ' 7' => tunnel del: tunnel_id: " 7" is not a number: decimal without leading zeros, or 0x
		del tunnel tid '' => tunnel del: tunnel_id: "" is not a number: decimal without leading zeros, or 0x
		del tunnel tid 0x => tunnel del: tunnel_id: "0x" is not a number: decimal without leading zeros, or 0x
		del tunnel tid 0x0x1 => tunnel del: tunnel_id: "0x0x1" is not a number: decimal without leading zeros, or 0x
		del tunnel tid 5x => tunnel del: tunnel_id: "5x" is not a number: decimal without leading zeros, or 0x
		del tunnel tid 1e3 => tunnel del: tunnel_id: "1e3" is not a number: decimal without leading zeros, or 0x
		show tunnel ptid 0 => tunnel show: peer_tunnel_id: 0 is not within 1..4294967295
		show session sid 0 => session show: session_id: 0 is not within 1..4294967295
		show session psid x => session show: peer_session_id: "x" is not a number: decimal without leading zeros, or 0x
	END
	each_row is_taken <<-'END'
		del tunnel tid 0x10 => tunnel del tunnel_id 16
		del tunnel tid 4294967295 => tunnel del tunnel_id 4294967295
	END
}

@test "a port is a number from 1 to 65535" {
	each_row is_refused <<-'END'
		show tunnel udp_sport 0 => tunnel show: udp_sport: 0 is not within 1..65535
		show tunnel udp_dport 65536 => tunnel show: udp_dport: 65536 is not within 1..65535
		show tunnel udp_dport http => tunnel show: udp_dport: "http" is not a number: decimal without leading zeros, or 0x
	END
}

@test "an address is one that inet_pton takes" {
	each_row is_refused <<-'END'
		add tunnel local 127.1 => tunnel add: local: "127.1" is not an IPv4 or IPv6 address
		add tunnel local localhost => tunnel add: local: "localhost" is not an IPv4 or IPv6 address
		add tunnel local 10.0.0.256 => tunnel add: local: "10.0.0.256" is not an IPv4 or IPv6 address
		add tunnel local 010.0.0.1 => tunnel add: local: "010.0.0.1" is not an IPv4 or IPv6 address
		add tunnel remote 10.0.0.1/8 => tunnel add: remote: "10.0.0.1/8" is not an IPv4 or IPv6 address
		add tunnel remote fe80::1%lo => tunnel add: remote: "fe80::1%lo" is not an IPv4 or IPv6 address
		add tunnel remote '' => tunnel add: remote: "" is not an IPv4 or IPv6 address
		show tunnel remote 10.0.0.0/33 => tunnel show: remote: "10.0.0.0/33" is not an IPv4 or IPv6 address or prefix
		show tunnel remote fd00::/129 => tunnel show: remote: "fd00::/129" is not an IPv4 or IPv6 address or prefix
		show tunnel local any/8 => tunnel show: local: "any/8" is not an IPv4 or IPv6 address or prefix
		show tunnel local 10/8 => tunnel show: local: "10/8" is not an IPv4 or IPv6 address or prefix
	END
}

@test "a choice is one of its words" {
	each_row is_refused <<-'END'
		add tunnel encap gre => tunnel add: encap: "gre" is none of: udp, ip
		add tunnel version 1 => tunnel add: version: "1" is none of: 2, 3
		add tunnel udp_csum yes => tunnel add: udp_csum: "yes" is none of: on, off
		add tunnel udp6_csum_tx 1 => tunnel add: udp6_csum_tx: "1" is none of: on, off
		add tunnel udp6_csum_rx '' => tunnel add: udp6_csum_rx: "" is none of: on, off
		add session pwtype vlan => session add: pwtype: "vlan" is none of: eth, ppp
		add session l2spec_type atm => session add: l2spec_type: "atm" is none of: none, default
		add session seq all => session add: seq: "all" is none of: none, send, recv, both
		add session lns_mode yes => session add: lns_mode: "yes" is none of: on, off
	END
}

@test "a cookie is 8 or 16 hex digits" {
	each_row is_refused <<-'END'
		add session cookie 1234567 => session add: cookie: "1234567" is not a cookie: 8 or 16 hex digits
		add session cookie 0x123456 => session add: cookie: "0x123456" is not a cookie: 8 or 16 hex digits
		add session peer_cookie 123456789 => session add: peer_cookie: "123456789" is not a cookie: 8 or 16 hex digits
		add session peer_cookie '' => session add: peer_cookie: "" is not a cookie: 8 or 16 hex digits
		add session cookie 1234567g => session add: cookie: "1234567g" is not a cookie: 8 or 16 hex digits
	END
}

@test "an interface name is one that the kernel takes" {
	each_row is_refused <<-'END'
		del session name sixteen-bytes-xx => session del: name: "sixteen-bytes-xx" is not an interface name: it is longer than 15 bytes
		del session name '' => session del: name: "" is not an interface name: it is empty
		del session name .. => session del: name: ".." is not an interface name: it is reserved
		del session name 'a b' => session del: name: "a b" is not an interface name: it has one of: / : % blank
		del session name a/b => session del: name: "a/b" is not an interface name: it has one of: / : % blank
		del session name w%d => session del: name: "w%d" is not an interface name: it has one of: / : % blank
	END
}

@test "an interface's settings have their ranges" {
	MAC="is not an Ethernet address: six pairs of hex digits between colons"
	each_row is_refused <<-END
		add session mtu 67 => session add: mtu: 67 is not within 68..65535
		add session mtu 65536 => session add: mtu: 65536 is not within 68..65535
		add session lladdr 02:00:00:00:00 => session add: lladdr: "02:00:00:00:00" $MAC
		add session lladdr 020000000000 => session add: lladdr: "020000000000" $MAC
		add session lladdr 02:00:00:00:00:-1 => session add: lladdr: "02:00:00:00:00:-1" $MAC
		add session lladdr '02: 1:00:00:00:00' => session add: lladdr: "02: 1:00:00:00:00" $MAC
		add session lladdr ff:ff:ff:ff:ff:ff => session add: lladdr: "ff:ff:ff:ff:ff:ff" is not the Ethernet address of one interface
		add session master a/b => session add: master: "a/b" is not an interface name: it has one of: / : % blank
		add session master '' => session add: master: "" is not an interface name: it is empty
		add session addr any => session add: addr: "any" is not an address
		add session addr 10.0.0.1/33 => session add: addr: "10.0.0.1/33" is not an IPv4 or IPv6 address or prefix
		add session peer 10.0.0.1 => session add: peer: it goes behind an addr: addr ADDRESS peer ADDRESS
		add session addr 10.0.0.1 peer fd00::1 => session add: peer: not of the family of its addr
		add session up down => session add: down: given twice
		add session master a nomaster => session add: nomaster: given twice
		set session noaddr 10.0.0 => session set: noaddr: "10.0.0" is not an IPv4 or IPv6 address or prefix
		-dry-run add session $IDS pwtype ppp up => session add: a PPP session has no interface to set up: it is pppd's
	END
}

@test "a timeout and a debug mask have their ranges" {
	each_row is_refused <<-'END'
		add session reorder_timeout 2147483648 => session add: reorder_timeout: 2147483648 is not within 0..2147483647
		add session reorder_timeout 1s => session add: reorder_timeout: "1s" is not a number: decimal without leading zeros, or 0x
		add session debug loud => session add: debug: "loud" is neither a 32-bit mask nor names out of debug,control,seq,data
		add tunnel debug 4294967296 => tunnel add: debug: "4294967296" is neither a 32-bit mask nor names out of debug,control,seq,data
		add tunnel debug seq, => tunnel add: debug: "seq," is neither a 32-bit mask nor names out of debug,control,seq,data
	END
}

@test "a tunnel's fields fit each other" {
	each_row is_refused <<-END
		add tunnel $ENDS => tunnel add: missing: udp_sport, which encap udp needs
		add tunnel $ENDS udp_sport 1 => tunnel add: missing: udp_dport, which encap udp needs
		add tunnel $ENDS encap ip version 2 => tunnel add: encap ip: version 2 has none; use encap udp, or version 3
		add tunnel tid 65536 ptid 1 version 2 local 10.0.0.1 remote 10.0.0.2 $PORTS => tunnel add: tunnel_id: 65536 is above 65535, the highest of version 2
		add tunnel tid 1 ptid 65536 version 2 local 10.0.0.1 remote 10.0.0.2 $PORTS => tunnel add: peer_tunnel_id: 65536 is above 65535, the highest of version 2
		add tunnel tid 1 ptid 1 encap ip local 10.0.0.1 remote fd00::1 => tunnel add: local and remote: one is IPv4, the other IPv6; give both of one family
		add tunnel tid 1 ptid 1 encap ip local any remote any => tunnel add: local and remote: one of them must be an address
		add tunnel tid 1 ptid 1 encap ip local 10.0.0.1 remote 224.0.0.1 => tunnel add: remote: a multicast address cannot be the end of a tunnel
		add tunnel tid 1 ptid 1 encap ip local fe80::1 remote fe80::2 => tunnel add: local: a link-local address needs an interface, and the kernel takes none with it; use a global or unique local address
	END
}

@test "a word from outside cannot write to the terminal" {
	each_row is_refused <<-'END'
		$'\e[2J' => "\x1b[2J" is not a command; l2tp help lists them
		-$'\e[2J' => "-\x1b[2J" is not an option; l2tp -help lists them
		del tunnel tid $'\xc2\x9b1' => tunnel del: tunnel_id: "\xc2\x9b1" is not a number: decimal without leading zeros, or 0x
		del session name $'a\nb' => session del: name: "a\x0ab" is not an interface name: it has one of: / : % blank
		help $'\a' => there is none on "\x07"; l2tp help lists the commands
		-c=$'\e' help => option -color: "\x1b" is none of: always, auto, never
	END
	l2tp_run -batch $'/nowhere/\e[2J'
	expect 2
	expect_stderr 'l2tp: batch "/nowhere/\x1b[2J": No such file or directory'
}
