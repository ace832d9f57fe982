#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 22-as-ip.bats - existing scripts that run `ip l2tp`, with our program first in PATH as `ip`
#
# Two hosts, the namespaces a (192.168.1.1) and b (192.168.1.2), as in the kernel's L2TP document.

load helpers

setup()
{
	only_on 6.12
	"$SYSTEM_IP" -batch - <<-END
		netns add a
		netns add b
		link add eth0 netns a type veth peer name eth0 netns b
	END
	host_lines 1 | "$SYSTEM_IP" -n a -batch -
	host_lines 2 | "$SYSTEM_IP" -n b -batch -
	mkdir "$BATS_TEST_TMPDIR/bin"
	ln -s "$L2TP" "$BATS_TEST_TMPDIR/bin/ip"
	cd "$BATS_TEST_TMPDIR" || return
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

teardown()
{
	netns_del_all
}

host_lines()
{
	printf '%s\n' "link set lo up" "addr add 192.168.1.$1/24 dev eth0" "link set eth0 up"
}

# script_on NAMESPACE; run the script on stdin on that host; the first failing command ends it
script_on()
{
	cat >script
	run_split in_ns "$1" bash -e script
}

ping_crosses()
{
	in_ns "$1" ping -q -c 1 -W 5 "$2"
}

@test "the first sequence of the kernel's document runs as written" {
	script_on a <<-'END'
		ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 1 udp_sport 5000 udp_dport 5000 encap udp local 192.168.1.1 remote 192.168.1.2
		ip l2tp add session tunnel_id 1 session_id 1 peer_session_id 1
		ip -s -d link show dev l2tpeth0
		ip addr add 10.5.1.2/32 peer 10.5.1.1/32 dev l2tpeth0
		ip li set dev l2tpeth0 up
	END
	expect 0
	expect_stderr ""
	[[ $output == *"l2tpeth0: <BROADCAST,MULTICAST>"*"RX:"* ]] || fail "$(show_run)"
	script_on b <<-'END'
		ip l2tp add tunnel tunnel_id 1 peer_tunnel_id 1 udp_sport 5000 udp_dport 5000 encap udp local 192.168.1.2 remote 192.168.1.1
		ip l2tp add session tunnel_id 1 session_id 1 peer_session_id 1
		ip addr add 10.5.1.1/32 peer 10.5.1.2/32 dev l2tpeth0
		ip li set dev l2tpeth0 up
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	ping_crosses a 10.5.1.1
}

@test "the document's sequence runs with the ids and ports of its table, reversed on the peer" {
	script_on a <<-'END'
		ip l2tp add tunnel tunnel_id 42 peer_tunnel_id 45 udp_sport 5000 udp_dport 5001 encap udp local 192.168.1.1 remote 192.168.1.2
		ip l2tp add session tunnel_id 42 session_id 128 peer_session_id 5196755
		ip -s -d link show dev l2tpeth0
		ip addr add 10.5.1.2/32 peer 10.5.1.1/32 dev l2tpeth0
		ip li set dev l2tpeth0 up
	END
	expect 0
	expect_stderr ""
	script_on b <<-'END'
		ip l2tp add tunnel tunnel_id 45 peer_tunnel_id 42 udp_sport 5001 udp_dport 5000 encap udp local 192.168.1.2 remote 192.168.1.1
		ip l2tp add session tunnel_id 45 session_id 5196755 peer_session_id 128
		ip -s -d link show dev l2tpeth0
		ip addr add 10.5.1.1/32 peer 10.5.1.2/32 dev l2tpeth0
		ip li set dev l2tpeth0 up
		ping -q -c 1 -W 5 10.5.1.2
		ip l2tp del session tunnel_id 45 session_id 5196755
		ip l2tp del tunnel tunnel_id 45
		ip l2tp show tunnel
	END
	expect 0
	expect_stderr ""
	[[ $output != *"Tunnel "* ]] || fail "$(show_run)"
}

@test "ip's options before l2tp are taken, in all their spellings" {
	ip -n a l2tp add tunnel tunnel_id 7 peer_tunnel_id 8 encap ip local 192.168.1.1 remote 192.168.1.2
	expected=$("$SYSTEM_IP" -n a l2tp show tunnel)
	for options in "-n a l2tp" "-netns a l2tp" "--netns a l2t" "-s -d -n a l2tp" "-4 -net a l2tp" "-br -n a -c=never l2tp"; do
		# shellcheck disable=SC2086 # words
		run_split ip $options show tunnel
		expect 0
		expect_stderr ""
		[[ $output == "$expected"* ]] || fail "$(show_run)"
	done
	run_split in_ns a ip -j l2tp show tunnel tunnel_id 7
	expect 0
	[ "$(jq -r '.[].peer' <<<"$output")" = 192.168.1.2 ] || fail "$(show_run)"
	run_split ip netns exec b ip l2tp show tunnel
	expect 0
	expect_stdout ""
	expect_stderr ""
}

@test "what is not l2tp is the system's ip, with its words, output and status" {
	run_split ip -n a -br addr show dev eth0
	# shellcheck disable=SC2154 # run sets them
	ours="$status $output $stderr"
	run_split "$SYSTEM_IP" -n a -br addr show dev eth0
	[ "$ours" = "$status $output $stderr" ] || fail "$ours is not: $(show_run)"
	for words in "link show dev nothing" "l" "-V" "nonsense" "-n nowhere link" "-nonsense"; do
		# shellcheck disable=SC2086 # words
		run_split ip $words
		ours="$status $output $stderr"
		# shellcheck disable=SC2086 # words
		run_split "$SYSTEM_IP" $words
		[ "$ours" = "$status $output $stderr" ] || fail "$ours is not: $(show_run)"
	done
}

@test "an ip in the current folder is not taken for the system's" {
	printf '#!/bin/sh\necho wrong\n' >ip
	chmod +x ip
	PATH=.:$PATH run_split "$BATS_TEST_TMPDIR/bin/ip" -n a -br link show dev eth0
	expect 0
	[[ $output == eth0* ]] || fail "$(show_run)"
}

@test "a batch of l2tp and other lines runs them in their order" {
	cat >lines <<-'END'
		# each line needs the one before it
		link add two type dummy
		addr add 10.9.9.1/32 dev two
		link set two up
		l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.9.9.1 remote 192.168.1.2
		l2tp add session tunnel_id 1 session_id 3 \
			peer_session_id 4
		link set l2tpeth0 up name wire
		addr add 10.5.1.2/32 dev wire
		l2tp show session
		link del two
	END
	run_split ip -n a -batch lines
	expect 0
	expect_stderr ""
	[[ $output == "Session 3 in tunnel 1"* ]] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a -br addr
	[[ $output == *"wire "*10.5.1.2/32* ]] || fail "$(show_run)"
	[[ $output != *"two "* ]] || fail "$(show_run)"
}

@test "a batch from a pipe may mix them too, and prints in order" {
	run_split in_ns a ip -batch - < <(printf '%s\n' "addr show dev eth0" \
		"l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 192.168.1.1 remote 192.168.1.2" \
		"l2tp show tunnel" "link show dev lo")
	expect 0
	expect_stderr ""
	[[ $output == *" eth0@"*"Tunnel 1, encap IP"*" lo: "* ]] || fail "$(show_run)"
}

@test "a system line that fails ends a batch before the next l2tp line" {
	tunnel="l2tp add tunnel peer_tunnel_id 2 encap ip local 192.168.1.1 remote 192.168.1.2 tunnel_id"
	printf '%s\n' "$tunnel 1" "" "link set nothing up" "$tunnel 2" >lines
	run_split ip -n a -batch lines
	[ "$status" -ne 0 ] || fail "$(show_run)"
	expect_stdout ""
	[[ $stderr == *nothing* ]] || fail "$(show_run)"
	[ "$("$L2TP" -n a -j show tunnel | jq -c 'map(.tunnel_id)')" = "[1]" ] || fail "the batch went on"
}

@test "an l2tp line that fails ends a batch before the next system line" {
	printf '%s\n' "link add one type dummy" "l2tp del tunnel tunnel_id 9" "link add two type dummy" >lines
	run_split ip -n a -batch lines
	expect 2
	expect_stderr "l2tp: lines:2: tunnel del: tunnel 9 does not exist"
	run_split "$SYSTEM_IP" -n a -br link
	[[ $output == *"one "* && $output != *"two "* ]] || fail "$(show_run)"
}

@test "with -force a batch goes on after lines of both kinds" {
	tunnel="l2tp add tunnel peer_tunnel_id 2 encap ip local 192.168.1.1 remote 192.168.1.2 tunnel_id"
	printf '%s\n' "$tunnel 1" "link set nothing up" "$tunnel 2" "l2tp nonsense" "link add two type dummy" \
		"$tunnel 1" "$tunnel 3" "link set nothing down" >lines
	run_split ip -force -n a -batch lines
	[ "$status" -ne 0 ] || fail "$(show_run)"
	[ "$("$L2TP" -n a -j show tunnel | jq -c 'map(.tunnel_id)')" = "[1,2,3]" ] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a -br link show dev two
	expect 0
}

@test "a batch without an l2tp line is the system's alone" {
	printf '%s\n' "link add one type dummy" "link set nothing up" >lines
	run_split ip -n a -batch lines
	expect 1
	expect_stdout ""
	[[ $stderr == *"Command failed lines:2"* ]] || fail "$(show_run)"
}

@test "VyOS's command lines run: ports with encap ip, and JSON with its keys" {
	script_on a <<-'END'
		ip l2tp add tunnel tunnel_id 100 peer_tunnel_id 200 udp_sport 5000 udp_dport 5000 encap ip local 192.168.1.1 remote 192.168.1.2
		ip l2tp add session name l2tpeth10 tunnel_id 100 session_id 10 peer_session_id 20
		ip -j l2tp show session
	END
	expect 0
	keys=$(jq -c '.[] | [.interface, .session_id, .tunnel_id, .peer_session_id, .peer_tunnel_id]' <<<"$output")
	[ "$keys" = '["l2tpeth10",10,100,20,200]' ] || fail "$(show_run)"
	expect_stderr ""
	script_on a <<-'END'
		ip l2tp del session tunnel_id 100 session_id 10
		ip l2tp del tunnel tunnel_id 100
		ip -j l2tp show session
	END
	expect 0
	expect_stdout "[]"
	expect_stderr ""
}

@test "systemd's tests find what they look for" {
	script_on a <<-'END'
		ip l2tp add tunnel tunnel_id 10 peer_tunnel_id 11 encap udp local 192.168.1.1 remote 192.168.1.2 udp_sport 3000 udp_dport 4000 udp_csum on
		ip l2tp add session tid 10 session_id 15 peer_session_id 16 name l2tp-ses1
		ip l2tp show tunnel tunnel_id 10
		ip l2tp show session tid 10 session_id 15
	END
	expect 0
	expect_stderr ""
	for text in "Tunnel 10, encap UDP" "From 192.168.1.1 to 192.168.1.2" "Peer tunnel 11" \
		"UDP source / dest ports: 3000/4000" "UDP checksum: enabled" "Session 15 in tunnel 10" \
		"Peer session 16, tunnel 11" "interface name: l2tp-ses1"; do
		[[ $output == *"$text"* ]] || fail "no $text in: $(show_run)"
	done
	run_split in_ns a ip l2tp del tunnel tid 10
	expect 0
	expect_stdout ""
	expect_stderr ""
}
