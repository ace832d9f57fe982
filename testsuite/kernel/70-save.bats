#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 70-save.bats - do the lines of save re-create the objects, and those of mirror the other end?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"
V6="local fd00::1 remote fd00::2"

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	netns_del_all
}

# made_again; delete all of host a and expect that the lines of save, in the file saved, re-create it
made_again()
{
	on_a save >saved
	on_a tunnel flush
	on_a -batch saved
	on_a save >again
	diff saved again
}

# follows_schema; validate the JSON documents of save and mirror
follows_schema()
{
	on_a -j save >save.json
	on_a -j mirror >mirror.json
	/usr/bin/python3 -c '
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
for name in sys.argv[2:]:
    jsonschema.validate(json.load(open(name)), schema)' "$PROJECT/man/l2tp.schema.json" save.json mirror.json
}

# expect_saved; save prints each LINE on stdin, and its output re-creates the objects
expect_saved()
{
	local expected

	expected=$(cat)
	made_again
	[ "$(<saved)" = "$expected" ] || fail "expected: $expected
saved: $(<saved)"
}

@test "each field of a tunnel is saved where it is not the default" {
	host_new
	text="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
tunnel add tunnel_id 2 $V4 peer_tunnel_id 12 udp_sport 5002 udp_dport 6002 udp_csum on
tunnel add tunnel_id 3 $V6 peer_tunnel_id 13 udp_sport 5003 udp_dport 6003 udp6_csum_tx off
tunnel add tunnel_id 4 $V6 peer_tunnel_id 14 udp_sport 5004 udp_dport 6004 udp6_csum_rx off
tunnel add tunnel_id 5 encap ip $V4 peer_tunnel_id 15
tunnel add tunnel_id 6 encap ip $V6 peer_tunnel_id 16
tunnel add tunnel_id 7 $V4 peer_tunnel_id 17 udp_sport 5007 udp_dport 6007 version 2
tunnel add tunnel_id 4294967295 encap ip $V4 peer_tunnel_id 4294967295"
	on_a -batch - <<<"$text"
	expect_saved <<<"$text"
	follows_schema
}

@test "each field of a session and of its interface is saved where it is not the default" {
	host_new
	"$SYSTEM_IP" -n a link add br0 type bridge
	text="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020304 peer_cookie 0a0b0c0d05060708
session add session_id 3 tunnel_id 1 peer_session_id 103 name wire3 reorder_timeout 100 seq both
session add session_id 4 tunnel_id 1 peer_session_id 104 name wire4 seq send l2spec_type none lns_mode on
session add session_id 5 tunnel_id 1 peer_session_id 105 pwtype ppp
session add session_id 6 tunnel_id 1 peer_session_id 106 name wire6 up
session add session_id 7 tunnel_id 1 peer_session_id 107 name wire7 mtu 1400
session add session_id 8 tunnel_id 1 peer_session_id 108 name wire8 lladdr 02:00:00:00:00:08
session add session_id 9 tunnel_id 1 peer_session_id 109 name wire9 master br0
session add session_id 10 tunnel_id 1 peer_session_id 110 name wire10 up addr 10.5.1.1/24 addr 10.5.2.1/32 peer 10.5.2.2 addr fd05::2/64 addr fd05::1/64 addr fd06::1/64
tunnel add tunnel_id 2 $V6 peer_tunnel_id 12 udp_sport 5002 udp_dport 6002 version 2
session add session_id 1 tunnel_id 2 peer_session_id 101 seq recv lns_mode on"
	on_a -batch - <<<"$text"
	expect_saved <<<"$text"
	follows_schema
	# an interface that was renamed, and its current name
	"$SYSTEM_IP" -n a link set wire1 name other
	made_again
	grep -q "session_id 1 tunnel_id 1 .* name other" saved
}

@test "the default MTU of a session is that of its own tunnel's path" {
	host_new
	"$SYSTEM_IP" -n a link add narrow mtu 1300 type dummy
	"$SYSTEM_IP" -n a address add 10.9.0.1/24 dev narrow
	"$SYSTEM_IP" -n a link set narrow up
	text="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1
tunnel add tunnel_id 2 local 10.9.0.1 remote 10.9.0.2 peer_tunnel_id 12 udp_sport 5002 udp_dport 6002
session add session_id 2 tunnel_id 2 peer_session_id 102 name wire2"
	on_a -batch - <<<"$text"
	expect_saved <<<"$text"
}

# random_states COUNT; print lines that create, save and delete each state: one or two tunnels and their sessions
random_states()
{
	awk -v count="$1" '
		function one(words, list) { return list[1 + int(rand() * split(words, list, "|"))] }
		function below(n) { return 1 + int(rand() * n) }
		function eth(n) {
			return "name w" n " " one("|mtu 1300") " " one("|up") " " one("|lladdr 02:00:00:00:00:0" n) \
				" " one("|addr 10.5." n ".1/" 8 + below(24)) " " one("|addr fd05::" n "/64")
		}
		function session(tunnel, version, n, words) {
			words = one("|seq send|seq recv|seq both") " " one("|lns_mode on") " " one("|reorder_timeout " 4 * below(99))
			if (version == 3)
				words = words " " one("|cookie 0102030" n) " " one("|peer_cookie 010203040506070" n) \
					" " one("|l2spec_type none") " " one("pwtype ppp|pwtype ppp|" eth(n))
			print "session add tunnel_id", tunnel, "session_id", n, "peer_session_id", below(65535), words
		}
		function tunnel(id, first, version, words, n) {
			version = one("2|3|3")
			words = one("V4|V6|V4 udp_csum on|V6 udp6_csum_rx off") " udp_sport " 5000 + id " udp_dport " below(65535)
			if (version == 3)
				words = one(words "|" words "|V4 encap ip|V6 encap ip")
			print "tunnel add tunnel_id", id, "peer_tunnel_id", below(65535), "version", version, words
			for (n = first; n < first + int(rand() * 3); n++)
				session(id, version, n)
		}
		BEGIN {
			srand(2661)
			while (count--) {
				tunnel(7, 1)
				if (rand() < 0.5)
					tunnel(7 + below(32767), 4)
				print "save\ntunnel flush"
			}
		}' | sed "s/V4/$V4/; s/V6/$V6/"
}

@test "500 random states are re-created as they were" {
	host_new
	random_states 500 >states
	on_a -d -batch states >saved
	sed 's/^deleted .*/save\ntunnel flush/' saved >again
	on_a -d -batch again >resaved
	diff saved resaved
	[ "$(grep -c ^deleted saved)" = 500 ]
	[ "$(grep -c ^session saved)" -gt 400 ]
}

@test "what the kernel does not tell is a comment" {
	hosts_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $V4 udp_sport 5001 udp_dport 6001
		session add tunnel_id 1 session_id 1 peer_session_id 2 name wire1 l2spec_type none
		session add tunnel_id 1 session_id 2 peer_session_id 3 name wire2
	END
	"$SYSTEM_IP" -n a link set wire2 netns b
	modprobe -r l2tp_debugfs
	run_split on_a save
	expect 0
	[[ $output == *"# l2spec_type unknown: the kernel reports it only in debugfs (modprobe l2tp_debugfs)
session add session_id 1 tunnel_id 1 peer_session_id 2 name wire1 mtu "*"# interface wire2 was renamed or moved to another network namespace; b has one of this name
session add session_id 2 tunnel_id 1 peer_session_id 3 name wire2" ]] || fail "$(show_run)"
}

@test "settings of an address without a field become a comment" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 1 name wire addr 10.5.1.1/24
	END
	printf 'addr add %s dev wire\n' "10.5.2.1/24 broadcast 10.5.2.255" "10.5.3.1/24 label wire:1" "10.5.4.1/24 scope link" \
		"fd05::1/64 noprefixroute nodad" "fd05::2/64 nodad" | "$SYSTEM_IP" -n a -batch -
	run_split on_a save
	expect 0
	[ "$(grep -c '^# addr .* that no field describes$' <<<"$output")" = 5 ] || fail "$(show_run)"
	run ! grep '^# addr 10.5.1.1/' <<<"$output"
	made_again || true
	run ! grep '^#' again
}

@test "sequence numbers that a LAC sends since its peer does are not saved" {
	hosts_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 1 name wire up addr 10.5.1.1/24
	END
	"$L2TP" -n b -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.2 remote 10.0.0.1 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 1 name wire up addr 10.5.1.2/24 seq send lns_mode on
	END
	in_ns b ping -q -c 1 -W 5 10.5.1.1
	run_split json 'map(.send_seq)' show session
	expect_stdout "[true]"
	run_split on_a save
	[[ $output == *"# session 1 in tunnel 1 sends sequence numbers: a LAC"* && $output != *" seq "* ]] ||
		fail "$(show_run)"
	run_split "$L2TP" -n b save
	[[ $output == *"seq send"* && $output != *"#"* ]] || fail "$(show_run)"
}

@test "a filter saves a tunnel with its sessions, or a session with its tunnel" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $V4 encap ip
		tunnel add tunnel_id 2 peer_tunnel_id 12 $V6 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 2 pwtype ppp
		session add tunnel_id 2 session_id 2 peer_session_id 2 pwtype ppp
		session add tunnel_id 2 session_id 3 peer_session_id 3 pwtype ppp
	END
	while IFS='|' read -r words expected; do
		run_split on_a save $words
		expect 0
		[ "$(sed -n 's/^\(.\).* add.* \(tunnel\|session\)_id \([0-9]*\).*/\1\3/p' <<<"${output//session add session_id/session add x tunnel_id}" | tr '\n' ' ')" = "$expected" ] ||
			fail "$(show_run)"
	done <<-'END'
		tunnel_id 1|t1 s1 
		remote fd00::/64|t2 s2 s2 
		session_id 3|t2 s2 
		peer_session_id 2|t1 s1 t2 s2 
	END
	for command in save mirror "-j save"; do
		# shellcheck disable=SC2086 # words
		run_split on_a $command tunnel_id 9
		expect 2
		expect_stdout ""
		expect_stderr "l2tp: ${command#-j }: no tunnel and no session matches"
	done
	on_a tunnel flush local 0.0.0.0/0
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[2]"
	run_split on_a save colour red
	expect 1
	expect_stderr 'l2tp: save: unknown field "colour"; l2tp help save shows the usage'
}

@test "the JSON document says what the lines say" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $V4 udp_sport 5001 udp_dport 6001 udp_csum on
		session add tunnel_id 1 session_id 1 peer_session_id 2 name wire cookie 01020304 seq both up addr 10.5.1.1/32 peer 10.5.1.2
	END
	run_split on_a -j save
	expect 0
	[ "$(jq -cS . <<<"$output")" = '{"sessions":[{"addr":["10.5.1.1/32 peer 10.5.1.2"],"cookie":"01020304","name":"wire","peer_session_id":2,"seq":"both","session_id":1,"tunnel_id":1,"up":true}],"tunnels":[{"local":"10.0.0.1","peer_tunnel_id":11,"remote":"10.0.0.2","tunnel_id":1,"udp_csum":true,"udp_dport":6001,"udp_sport":5001}]}' ] ||
		fail "$(show_run)"
	on_a tunnel flush
	run_split on_a -j save
	expect_stdout '{"tunnels":[],"sessions":[]}'
	run_split on_a save
	expect_stdout ""
}

@test "on a second host the lines of mirror carry packets at once, and their mirror is the first" {
	hosts_new
	# what a LAC sends because its peer does is saved as a comment, after packets in both directions
	n=0
	for words in "$V4 udp_sport 5001 udp_dport 6001" "$V6 udp_sport 5002 udp_dport 6002 udp6_csum_tx off" \
		"$V4 encap ip" "$V6 encap ip"; do
		n=$((n + 1))
		echo "tunnel add tunnel_id $n peer_tunnel_id 1$n $words"
		echo "session add tunnel_id $n session_id 2$n peer_session_id 3$n name wire$n cookie 0102030$n peer_cookie 010203040506070$n seq both up addr 10.5.$n.1/30"
	done >lines
	on_a -batch lines
	on_a mirror | "$L2TP" -n b -batch -
	for n in 1 2 3 4; do
		in_ns a ping -q -c 1 -W 5 10.5.$n.2
	done
	on_a save | grep -v '^#' >saved
	"$L2TP" -n b mirror | grep -v '^#' >mirrored
	diff saved mirrored
}

@test "mirror does not mix the tunnels of two peers that have one id" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 101 peer_tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2
		tunnel add tunnel_id 102 peer_tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.3
		session add tunnel_id 102 session_id 5 peer_session_id 6 pwtype ppp
	END
	run_split on_a mirror
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: mirror: tunnels 101 and 102 both have peer_tunnel_id 1, on different peers; select one with tunnel_id or remote"
	run_split on_a mirror remote 10.0.0.3
	expect 0
	expect_stdout "tunnel add tunnel_id 1 encap ip local 10.0.0.3 remote 10.0.0.1 peer_tunnel_id 102
session add session_id 6 tunnel_id 1 peer_session_id 5 pwtype ppp"
}

@test "a filter by l2spec_type fails where it is unknown" {
	modprobe -r l2tp_debugfs
	host_new
	on_a tunnel add tunnel_id 1 peer_tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2
	on_a session add tunnel_id 1 session_id 1 peer_session_id 1 pwtype ppp l2spec_type none
	for command in save mirror check; do
		run_split on_a $command l2spec_type none
		expect 2
		expect_stdout ""
		[[ $stderr == "l2tp: $command: l2spec_type: "*"modprobe l2tp_debugfs" ]] || fail "$(show_run)"
	done
}

@test "addresses are mirrored where the peer's is known" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $V4 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 2 name wire lladdr 02:00:00:00:00:01 \
			addr 10.5.1.1/32 peer 10.5.1.2 addr 10.5.2.2/30 addr 10.5.3.0/31 addr fd05::1/127 addr 10.5.4.1/24 addr fd06::1/64
	END
	run_split on_a mirror
	expect 0
	expect_stdout "tunnel add tunnel_id 11 encap ip local 10.0.0.2 remote 10.0.0.1 peer_tunnel_id 1
# lladdr belongs to this host
# addr 10.5.4.1/24: the address of the peer is unknown
# addr fd06::1/64: the address of the peer is unknown
session add session_id 2 tunnel_id 11 peer_session_id 1 name wire addr 10.5.1.2/32 peer 10.5.1.1 addr 10.5.2.1/30 addr 10.5.3.1/31 addr fd05::/127"
}
