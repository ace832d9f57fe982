#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# values.bats - invalid values: each error names the field and the valid values

load helpers

# Each row is a field and its value in an otherwise valid command.

@test "an id is a number from 1 to 4294967295" {
	each_row is_refused <<-'END'
		del tunnel tunnel_id 0 => tunnel del: tunnel_id: 0 is not in the range 1..4294967295
		del tunnel tid 4294967296 => tunnel del: tunnel_id: 4294967296 is not in the range 1..4294967295
		del tunnel tid 0x100000000 => tunnel del: tunnel_id: 0x100000000 is not in the range 1..4294967295
		del tunnel tid 99999999999999999999 => tunnel del: tunnel_id: "99999999999999999999" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid 010 => tunnel del: tunnel_id: "010" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid +5 => tunnel del: tunnel_id: "+5" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid -1 => tunnel del: tunnel_id: "-1" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid ' 7' => tunnel del: tunnel_id: " 7" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid '' => tunnel del: tunnel_id: "" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid 0x => tunnel del: tunnel_id: "0x" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid 0x0x1 => tunnel del: tunnel_id: "0x0x1" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid 5x => tunnel del: tunnel_id: "5x" is not a valid number: use decimal without leading zeros, or 0x
		del tunnel tid 1e3 => tunnel del: tunnel_id: "1e3" is not a valid number: use decimal without leading zeros, or 0x
		show tunnel ptid 0 => tunnel show: peer_tunnel_id: 0 is not in the range 1..4294967295
		show session sid 0 => session show: session_id: 0 is not in the range 1..4294967295
		show session psid x => session show: peer_session_id: "x" is not a valid number: use decimal without leading zeros, or 0x
	END
	each_row is_taken <<-'END'
		del tunnel tid 0x10 => tunnel del tunnel_id 16
		del tunnel tid 4294967295 => tunnel del tunnel_id 4294967295
	END
}

@test "a port is a number from 1 to 65535" {
	each_row is_refused <<-'END'
		show tunnel udp_sport 0 => tunnel show: udp_sport: 0 is not in the range 1..65535
		show tunnel udp_dport 65536 => tunnel show: udp_dport: 65536 is not in the range 1..65535
		show tunnel udp_dport http => tunnel show: udp_dport: "http" is not a valid number: use decimal without leading zeros, or 0x
	END
}

@test "an address is one that inet_pton takes" {
	each_row is_refused <<-'END'
		add tunnel local 127.1 => tunnel add: local: "127.1" is not a valid IPv4 or IPv6 address
		add tunnel local localhost => tunnel add: local: "localhost" is not a valid IPv4 or IPv6 address
		add tunnel local 10.0.0.256 => tunnel add: local: "10.0.0.256" is not a valid IPv4 or IPv6 address
		add tunnel local 010.0.0.1 => tunnel add: local: "010.0.0.1" is not a valid IPv4 or IPv6 address
		add tunnel remote 10.0.0.1/8 => tunnel add: remote: "10.0.0.1/8" is not a valid IPv4 or IPv6 address
		add tunnel remote fe80::1%lo => tunnel add: remote: "fe80::1%lo" is not a valid IPv4 or IPv6 address
		add tunnel remote '' => tunnel add: remote: "" is not a valid IPv4 or IPv6 address
		show tunnel remote 10.0.0.0/33 => tunnel show: remote: "10.0.0.0/33" is not a valid IPv4 or IPv6 address or prefix
		show tunnel remote fd00::/129 => tunnel show: remote: "fd00::/129" is not a valid IPv4 or IPv6 address or prefix
		show tunnel local any/8 => tunnel show: local: "any/8" is not a valid IPv4 or IPv6 address or prefix
		show tunnel local 10/8 => tunnel show: local: "10/8" is not a valid IPv4 or IPv6 address or prefix
	END
}

@test "a choice is one of its words" {
	each_row is_refused <<-'END'
		add tunnel encap gre => tunnel add: encap: "gre" is not one of udp, ip
		add tunnel version 1 => tunnel add: version: "1" is not one of 2, 3
		add tunnel udp_csum yes => tunnel add: udp_csum: "yes" is not one of on, off
		add tunnel udp6_csum_tx 1 => tunnel add: udp6_csum_tx: "1" is not one of on, off
		add tunnel udp6_csum_rx '' => tunnel add: udp6_csum_rx: "" is not one of on, off
		add session pwtype vlan => session add: pwtype: "vlan" is not one of eth, ppp
		add session l2spec_type atm => session add: l2spec_type: "atm" is not one of none, default
		add session seq all => session add: seq: "all" is not one of none, send, recv, both
		add session lns_mode yes => session add: lns_mode: "yes" is not one of on, off
	END
}

@test "a cookie is 8 or 16 hex digits" {
	each_row is_refused <<-'END'
		add session cookie 1234567 => session add: cookie: "1234567" is not a valid cookie: use 8 or 16 hex digits
		add session cookie 0x123456 => session add: cookie: "0x123456" is not a valid cookie: use 8 or 16 hex digits
		add session peer_cookie 123456789 => session add: peer_cookie: "123456789" is not a valid cookie: use 8 or 16 hex digits
		add session peer_cookie '' => session add: peer_cookie: "" is not a valid cookie: use 8 or 16 hex digits
		add session cookie 1234567g => session add: cookie: "1234567g" is not a valid cookie: use 8 or 16 hex digits
	END
}

@test "an interface name is one that the kernel takes" {
	each_row is_refused <<-'END'
		del session name sixteen-bytes-xx => session del: name: "sixteen-bytes-xx" is not a valid interface name: it is longer than 15 bytes
		del session name '' => session del: name: "" is not a valid interface name: it is empty
		del session name .. => session del: name: ".." is not a valid interface name: it is reserved
		del session name 'a b' => session del: name: "a b" is not a valid interface name: it contains a slash, colon, percent sign or blank
		del session name a/b => session del: name: "a/b" is not a valid interface name: it contains a slash, colon, percent sign or blank
		del session name w%d => session del: name: "w%d" is not a valid interface name: it contains a slash, colon, percent sign or blank
	END
}

@test "an interface's settings have their ranges" {
	MAC="is not a valid Ethernet address: use six pairs of hex digits separated by colons"
	each_row is_refused <<-END
		add session mtu 67 => session add: mtu: 67 is not in the range 68..65535
		add session mtu 65536 => session add: mtu: 65536 is not in the range 68..65535
		add session lladdr 02:00:00:00:00 => session add: lladdr: "02:00:00:00:00" $MAC
		add session lladdr 020000000000 => session add: lladdr: "020000000000" $MAC
		add session lladdr 02:00:00:00:00:-1 => session add: lladdr: "02:00:00:00:00:-1" $MAC
		add session lladdr '02: 1:00:00:00:00' => session add: lladdr: "02: 1:00:00:00:00" $MAC
		add session lladdr ff:ff:ff:ff:ff:ff => session add: lladdr: "ff:ff:ff:ff:ff:ff" is not a unicast Ethernet address
		add session master a/b => session add: master: "a/b" is not a valid interface name: it contains a slash, colon, percent sign or blank
		add session master '' => session add: master: "" is not a valid interface name: it is empty
		add session addr any => session add: addr: "any" is not a valid interface address
		add session addr 10.0.0.1/33 => session add: addr: "10.0.0.1/33" is not a valid IPv4 or IPv6 address or prefix
		add session peer 10.0.0.1 => session add: peer: addr is required before it: addr PREFIX peer PREFIX
		add session addr 10.0.0.1 peer fd00::1 => session add: peer: the family differs from that of addr
		add session up down => session add: down: cannot be used with up
		add session master a nomaster => session add: nomaster: cannot be used with master
		set session noaddr 10.0.0 => session set: noaddr: "10.0.0" is not a valid IPv4 or IPv6 address or prefix
		-dry-run add session $IDS pwtype ppp up => session add: a PPP session has no interface to set up: pppd makes it
	END
}

@test "a timeout and a debug mask have their ranges" {
	each_row is_refused <<-'END'
		add session reorder_timeout 2147483648 => session add: reorder_timeout: 2147483648 is not in the range 0..2147483647
		add session reorder_timeout 1s => session add: reorder_timeout: "1s" is not a valid number: use decimal without leading zeros, or 0x
		add session debug loud => session add: debug: "loud" is not a valid mask: use a 32-bit number, or names out of debug,control,seq,data
		add tunnel debug 4294967296 => tunnel add: debug: "4294967296" is not a valid mask: use a 32-bit number, or names out of debug,control,seq,data
		add tunnel debug seq, => tunnel add: debug: "seq," is not a valid mask: use a 32-bit number, or names out of debug,control,seq,data
	END
}

@test "a tunnel's fields fit each other" {
	each_row is_refused <<-END
		add tunnel $ENDS => tunnel add: udp_sport is required with encap udp
		add tunnel $ENDS udp_sport 1 => tunnel add: udp_dport is required with encap udp
		add tunnel $ENDS encap ip version 2 => tunnel add: encap ip requires version 3; version 2 uses encap udp
		add tunnel tid 65536 ptid 1 version 2 local 10.0.0.1 remote 10.0.0.2 $PORTS => tunnel add: tunnel_id: 65536 is not in the range 1..65535 of version 2
		add tunnel tid 1 ptid 65536 version 2 local 10.0.0.1 remote 10.0.0.2 $PORTS => tunnel add: peer_tunnel_id: 65536 is not in the range 1..65535 of version 2
		add tunnel tid 1 ptid 1 encap ip local 10.0.0.1 remote fd00::1 => tunnel add: local and remote must be of the same family
		add tunnel tid 1 ptid 1 encap ip local any remote any => tunnel add: local and remote cannot both be any
		add tunnel tid 1 ptid 1 encap ip local 10.0.0.1 remote 224.0.0.1 => tunnel add: remote: a multicast address is not a valid tunnel address
		add tunnel tid 1 ptid 1 encap ip local fe80::1 remote fe80::2 => tunnel add: local: the kernel does not support link-local addresses; use a global or unique local one
	END
}

@test "a word from outside cannot write to the terminal" {
	each_row is_refused <<-'END'
		$'\e[2J' => unknown command "\x1b[2J"; l2tp help lists the commands
		-$'\e[2J' => unknown option "-\x1b[2J"; l2tp -help lists the options
		del tunnel tid $'\xc2\x9b1' => tunnel del: tunnel_id: "\xc2\x9b1" is not a valid number: use decimal without leading zeros, or 0x
		del session name $'a\nb' => session del: name: "a\x0ab" is not a valid interface name: it contains a slash, colon, percent sign or blank
		help $'\a' => unknown command "\x07"; l2tp help lists the commands
		-c=$'\e' help => option -color: "\x1b" is not one of always, auto, never
	END
	l2tp_run -batch $'/nowhere/\e[2J'
	expect 2
	expect_stderr 'l2tp: option -batch: /nowhere/\x1b[2J: No such file or directory'
}
