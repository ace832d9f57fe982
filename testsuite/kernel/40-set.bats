#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 40-set.bats - does set change exactly the given fields, all or none of them?

load helpers

KEY="tunnel_id 1 session_id 1"

setup()
{
	only_on 6.12
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		session add $KEY peer_session_id 2 name wire cookie 01020304 peer_cookie 0a0b0c0d05060708
	END
}

teardown()
{
	netns_del_all
}

# states LINE...; print -d of session 1 before the first and after each command line: one JSON a line, without the
# link-local addresses, which the kernel adds and deletes itself
states()
{
	local line lines=()

	for line in "show session $KEY" "$@"; do
		lines+=("$line")
		[[ $line == show* ]] || lines+=("show session $KEY")
	done
	printf '%s\n' "${lines[@]}" | on_a -j -d -batch - |
		jq -c '.[0] | .link.addr |= (map(select(startswith("fe80") | not)) | sort)'
}

# changes LINE...; print what each command line changes, as the paths and new values in that JSON
changes()
{
	states "$@" | jq -sc '
		def flat: [paths(type != "object" and type != "array") as $p |
			{ key: ($p | map(tostring) | join(".")), value: getpath($p) }] | from_entries;
		map(flat) | range(1; length) as $n | .[$n - 1] as $a | .[$n] as $b |
		[$a + $b | keys[] | select($a[.] != $b[.]) | { (.): $b[.] }] | add // {}'
}

# expect_changes; each line on stdin is WORDS|JSON: set session with these words makes these changes. The only warning
# allowed is the one of -d about a debug mask.
expect_changes()
{
	local unused='l2tp: -:*: warning: debug *: this kernel accepts the mask and logs nothing'
	local words json lines=() expected=""

	while IFS='|' read -r words json; do
		lines+=("session set $words")
		expected+=$json$'\n'
	done
	run_split changes "${lines[@]}"
	expect 0
	# shellcheck disable=SC2053,SC2154 # a pattern; run sets stderr
	[[ -z $stderr || ($stderr == $unused && $stderr != *$'\n'*) ]] || fail "$(show_run)"
	expect_stdout "${expected%?}"
}

# expect_put_back PATTERN WORD...; set session fails with this on stderr and changes nothing
expect_put_back()
{
	local pattern=$1 before after

	shift
	before=$(states) || fail "no state before: $before"
	run_split on_a set session name wire "$@"
	expect 2
	expect_stdout ""
	# shellcheck disable=SC2053 # a pattern
	[[ $stderr == $pattern && $stderr != *$'\n'* ]] || fail "expected $pattern
$(show_run)" || return
	after=$(states)
	[ "$after" = "$before" ] || fail "before: $before
after:  $after
$(show_run)"
}

# refuse_lines; for each line WORDS|MESSAGE, set session with these words is a usage error and changes nothing
refuse_lines()
{
	local words message text="" expected="" number=0 before after

	while IFS='|' read -r words message; do
		number=$((number + 1))
		text+="set session $words"$'\n'
		expected+="l2tp: -:$number: session set: $message"$'\n'
	done
	before=$(states) || fail "no state before: $before"
	run_split on_a -force -batch - <<<"${text%?}"
	expect 1
	expect_stdout ""
	expect_stderr "${expected%?}"
	after=$(states)
	[ "$after" = "$before" ] || fail "before: $before
after:  $after"
}

@test "set session changes each of its settings and no other, by ids and by name" {
	expect_changes <<-END
		$KEY seq both|{"recv_seq":true,"send_seq":true}
		name wire lns_mode on|{"lns_mode":true}
		$KEY reorder_timeout 500|{"reorder_timeout":500}
		name wire seq send|{"recv_seq":null}
		$KEY seq recv|{"recv_seq":true,"send_seq":null}
		sid 1 tid 1 name wire reorder_timeout 1000|{"reorder_timeout":1000}
		name wire lns_mode off|{"lns_mode":false}
		$KEY seq none|{"recv_seq":null}
		$KEY debug data|{}
	END
}

@test "set session changes several settings at once, and reorder_timeout 0 clears it" {
	expect_changes <<-END
		$KEY seq both lns_mode on reorder_timeout 500 debug 0xf|{"lns_mode":true,"recv_seq":true,"reorder_timeout":500,"send_seq":true}
		name wire reorder_timeout 0|{"reorder_timeout":null}
		name wire seq none lns_mode off|{"lns_mode":false,"recv_seq":null,"send_seq":null}
	END
}

@test "set session reaches a session over IP and a PPP session" {
	on_a -batch - <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 12 local 10.0.0.1 remote 10.0.0.2 encap ip
		tunnel add tunnel_id 3 peer_tunnel_id 13 local fd00::1 remote fd00::2 udp_sport 5003 udp_dport 6003 version 2
		session add tunnel_id 2 session_id 2 peer_session_id 3
		session add tunnel_id 3 session_id 3 peer_session_id 4
		set session tunnel_id 2 session_id 2 reorder_timeout 500 seq send mtu 1300
		set session tunnel_id 3 session_id 3 reorder_timeout 500 lns_mode on
	END
	run_split json 'map([.session_id, .send_seq, .lns_mode, .reorder_timeout, .link.mtu])[1:]' -d show session
	expect 0
	expect_stdout "[[2,true,false,500,1300],[3,null,true,500,null]]"
}

@test "a setting that is what it was is no error" {
	expect_changes <<-END
		name wire seq none lns_mode off reorder_timeout 0 down nomaster noaddr 10.9.9.9/24|{}
		name wire up mtu 1400 addr 10.5.1.1/24|{"link.addr.0":"10.5.1.1/24","link.mtu":1400,"link.running":true,"link.up":true}
		name wire up mtu 1400 addr 10.5.1.1/24|{}
	END
}

@test "set refuses what the kernel cannot change and names the command that can" {
	round="cannot be changed; l2tp session replace re-creates the session"
	refuse_lines <<-END
		$KEY cookie 01020304|cookie $round
		$KEY peer_cookie 01020304|peer_cookie $round
		$KEY l2spec_type none|l2spec_type $round
		$KEY pwtype ppp|pwtype $round
		$KEY peer_session_id 3|peer_session_id $round
		$KEY seq both peer_session_id 3|peer_session_id $round
	END
}

@test "set tunnel says that a tunnel cannot be changed, and what does it" {
	before=$(json . show tunnel)
	for words in "tunnel_id 1 remote 10.0.0.3" "tunnel_id 1" "tunnel_id 9 debug 1"; do
		# shellcheck disable=SC2086 # words
		run_split on_a set tunnel $words
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: tunnel set: a tunnel cannot be changed; l2tp tunnel replace re-creates it"
	done
	[ "$(json . show tunnel)" = "$before" ]
}

@test "set session wants a session in full and something to change" {
	refuse_lines <<-END
		$KEY|a field to change is required; l2tp help session set lists them
		name wire|a field to change is required; l2tp help session set lists them
		seq both|tunnel_id and session_id, or name, are required
		tunnel_id 1 seq both|session_id is required with tunnel_id
		session_id 1 seq both|tunnel_id is required with session_id
	END
}

@test "set of a session that is not there, or is another, touches none" {
	on_a -batch - <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 12 local 10.0.0.1 remote 10.0.0.2 udp_sport 5002 udp_dport 6002
	END
	before=$(states)
	while IFS='|' read -r words message; do
		# shellcheck disable=SC2086 # words
		run_split on_a set session $words seq both mtu 1300
		expect 2
		expect_stdout ""
		expect_stderr "l2tp: session set: $message"
	done <<-END
		tunnel_id 1 session_id 9|session 9 in tunnel 1 does not exist
		tunnel_id 2 session_id 1|session 1 in tunnel 2 does not exist
		tunnel_id 9 session_id 1|session 1 in tunnel 9 does not exist
		name other|no session has the interface other
		name wire tunnel_id 2|session 1 in tunnel 1 does not match the other fields
		$KEY name other|session 1 in tunnel 1 does not match the other fields
	END
	[ "$(states)" = "$before" ] || fail "before: $before
after:  $(states)"
}

@test "set session changes each setting of the interface and no other" {
	"$SYSTEM_IP" -n a link add br0 type bridge
	expect_changes <<-END
		$KEY up|{"link.running":true,"link.up":true}
		name wire mtu 1400|{"link.mtu":1400}
		name wire lladdr 02:00:00:00:00:01|{"link.lladdr":"02:00:00:00:00:01"}
		name wire master br0|{"link.master":"br0"}
		$KEY addr 10.5.1.1/24|{"link.addr.0":"10.5.1.1/24"}
		$KEY addr 10.6.1.1 peer 10.6.1.2|{"link.addr.1":"10.6.1.1/32 peer 10.6.1.2"}
		$KEY addr fd05::1/64|{"link.addr.2":"fd05::1/64"}
		name wire noaddr fd05::1/64|{"link.addr.2":null}
		name wire noaddr 10.5.1.1/24 nomaster|{"link.addr.0":"10.6.1.1/32 peer 10.6.1.2","link.addr.1":null,"link.master":null}
		$KEY down|{"link.running":false,"link.up":false}
	END
}

@test "addresses with a peer come and go, of both families" {
	expect_changes <<-END
		name wire addr 10.6.1.1 peer 10.6.1.2|{"link.addr.0":"10.6.1.1/32 peer 10.6.1.2"}
		name wire addr fd06::1 peer fd06::2|{"link.addr.1":"fd06::1/128 peer fd06::2"}
		name wire addr fd06::1 peer fd06::2|{}
		name wire noaddr fd06::1|{"link.addr.1":null}
		name wire noaddr 10.6.1.1|{"link.addr.0":null}
	END
}

@test "an address goes with the interface, which loses those of IPv6 as it goes down" {
	expect_changes <<-END
		name wire up addr fd05::1/64 addr 10.5.1.1/24|{"link.addr.0":"10.5.1.1/24","link.addr.1":"fd05::1/64","link.running":true,"link.up":true}
		name wire down noaddr fd05::1/64|{"link.addr.1":null,"link.running":false,"link.up":false}
	END
}

@test "a peer prefix reaches the kernel as the peer's, with the route to it" {
	on_a set session name wire up addr 10.6.1.1/32 peer 10.6.2.0/24 addr 10.7.1.1/32 peer 10.7.1.2/32
	run_split "$SYSTEM_IP" -n a -4 -o addr show dev wire
	expect 0
	[[ $output == *"inet 10.6.1.1 peer 10.6.2.0/24 "*"inet 10.7.1.1 peer 10.7.1.2/32 "* ]] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a route get 10.6.2.7
	expect 0
	[[ $output == *"dev wire src 10.6.1.1"* ]] || fail "$(show_run)"
}

@test "settings of the session and of its interface change in one command" {
	expect_changes <<-END
		name wire seq both mtu 1300 up reorder_timeout 200 addr 10.5.1.1/24|{"link.addr.0":"10.5.1.1/24","link.mtu":1300,"link.running":true,"link.up":true,"recv_seq":true,"reorder_timeout":200,"send_seq":true}
		name wire seq none down noaddr 10.5.1.1/24 addr 10.5.1.2/24|{"link.addr.0":"10.5.1.2/24","link.running":false,"link.up":false,"recv_seq":null,"send_seq":null}
	END
}

@test "a step that fails puts everything back, and the message names it and why" {
	"$SYSTEM_IP" -n a link add br0 type bridge
	on_a set session name wire seq send lns_mode on reorder_timeout 500 up mtu 1400 master br0 \
		lladdr 02:00:00:00:00:01 addr 10.5.1.1/24 addr fd05::1/64 addr 10.6.1.1 peer 10.6.1.2
	all="seq none lns_mode off reorder_timeout 0 mtu 1300 lladdr 02:00:00:00:00:02 addr 10.5.1.2/24 noaddr 10.5.1.1/24"
	# shellcheck disable=SC2086 # words
	{
		expect_put_back "l2tp: session set: master: interface nosuch does not exist" $all master nosuch
		expect_put_back "l2tp: session set: master: ?*" $all master lo
		expect_put_back "l2tp: session set: addr: ::1/128: ?*" $all addr ::1/128 nomaster
		expect_put_back "l2tp: session set: addr: ff02::1/128: ?*" $all addr ff02::1/128 down
	}
}

@test "IPv6 addresses come back after a step that fails, where the kernel had dropped them" {
	on_a set session name wire up addr fd05::1/64 addr fd06::1/128 peer fd06::2/128 addr 10.5.1.1/24
	expect_put_back "l2tp: session set: master: ?*" down master lo
	expect_put_back "l2tp: session set: addr: fd07::1/64: ?*" mtu 1000 addr fd07::1/64
	expect_put_back "l2tp: session set: master: ?*" mtu 1300 down noaddr 10.5.1.1/24 master lo
}

@test "another lladdr or VRF leaves an interface that is up its addresses" {
	on_a set session name wire up addr fd05::1/64 addr fd06::1/128 peer fd06::2/128 addr 10.5.1.1/24
	"$SYSTEM_IP" -n a link add vrf1 up type vrf table 10
	expect_changes <<-END
		name wire lladdr 02:00:00:00:00:07|{"link.lladdr":"02:00:00:00:00:07"}
		name wire master vrf1|{"link.master":"vrf1"}
		name wire lladdr 02:00:00:00:00:08 noaddr fd06::1 nomaster|{"link.addr.2":null,"link.lladdr":"02:00:00:00:00:08","link.master":null}
	END
}

@test "an address that exists with another prefix is refused" {
	on_a set session name wire up addr fd05::1/64
	expect_put_back "l2tp: session set: addr: fd05::1/128: already exists as fd05::1/64" addr fd05::1/128
	expect_put_back "l2tp: session set: addr: fd07::1/64: IPv6 needs an MTU of 1280 and the interface has 1000" \
		mtu 1000 addr fd07::1/64
	expect_put_back "l2tp: session set: master: lo is not a bridge, bond or VRF" master lo
}

@test "each setting of a session is rolled back" {
	for word in "seq both" "lns_mode on" "reorder_timeout 100"; do
		# shellcheck disable=SC2086 # words
		expect_put_back "l2tp: session set: master: interface nosuch does not exist" $word master nosuch
	done
}

@test "what the kernel says of an interface is passed on" {
	"$SYSTEM_IP" -n a link add bond0 type bond
	on_a set session name wire up
	run_split on_a set session name wire master bond0
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: session set: master: Device can not be enslaved while up"
}

@test "an interface that joins a bond is up, and has the MTU of the bond, only if told so" {
	"$SYSTEM_IP" -n a link add bond0 type bond
	while IFS='|' read -r before words expected; do
		on_a session set name wire nomaster mtu 1300 "$before"
		# shellcheck disable=SC2086 # words
		on_a session set name wire $words master bond0
		run_split json '[.[0].link | .up, .master, .mtu]' -d show session name wire
		expect_stdout "[$expected,\"bond0\",1300]"
	done <<-END
		down||false
		down|down|false
		up|down|false
		down|up|true
	END
}

@test "wrong values are refused before anything is sent" {
	refuse_lines <<-'END'
		name wire seq both mtu 67|mtu: 67 is not in the range 68..65535
		name wire seq both mtu 65536|mtu: 65536 is not in the range 68..65535
		name wire up lladdr ff:ff:ff:ff:ff:ff|lladdr: "ff:ff:ff:ff:ff:ff" is not a unicast Ethernet address
		name wire up lladdr 00:00:00:00:00:00|lladdr: "00:00:00:00:00:00" is not a unicast Ethernet address
		name wire up lladdr 01:00:5e:00:00:01|lladdr: "01:00:5e:00:00:01" is not a unicast Ethernet address
		name wire up lladdr 2:0:0:0:0:1|lladdr: "2:0:0:0:0:1" is not a valid Ethernet address: use six pairs of hex digits separated by colons
		name wire up lladdr 02:00:00:00:00:0g|lladdr: "02:00:00:00:00:0g" is not a valid Ethernet address: use six pairs of hex digits separated by colons
		name wire up addr 0.0.0.0|addr: "0.0.0.0" is not a valid interface address
		name wire up addr ::/64|addr: "::/64" is not a valid interface address
		name wire up peer 10.5.1.2|peer: addr is required before it: addr PREFIX peer PREFIX
		name wire up addr 10.5.1.1 peer fd05::2|peer: the family differs from that of addr
		name wire up addr 10.5.1.1 peer 10.5.1.2 peer 10.5.1.3|peer: addr is required before it: addr PREFIX peer PREFIX
		name wire up down|down: cannot be used with up
		name wire up up|up: given twice
		name wire up master br0 nomaster|nomaster: cannot be used with master
		name wire up mtu 1300 mtu 1300|mtu: given twice
	END
	# the tests of value types check the message
	for words in "addr 10.5.1.1/33" "addr x" "addr 10.5.1.1 peer x" "noaddr 10.5.1/24" "master a/b" \
		"seq maybe" "lns_mode 2" "reorder_timeout -1"; do
		# shellcheck disable=SC2086 # words
		run_split on_a set session name wire up $words
		expect 1
		expect_stdout ""
		[[ $stderr == "l2tp: session set: ${words%% *}: "* || $stderr == "l2tp: session set: peer: "* ]] ||
			fail "$(show_run)"
	done
	run_split json 'map([.link.up, .send_seq, .link.addr])' -d show session
	expect_stdout "[[false,null,[]]]"
}

@test "an interface that only has the name of a session's is not set up in its place" {
	modprobe -r l2tp_debugfs
	"$SYSTEM_IP" -n a -batch - <<-END
		link set wire name renamed
		link add wire mtu 1500 type dummy
	END
	# shellcheck disable=SC2086 # words
	run_split on_a set session $KEY mtu 1300
	expect 2
	expect_stdout ""
	[[ $stderr == "l2tp: session set: "*wire*renamed* ]] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a -o link show dev wire
	[[ $output == *"mtu 1500"* ]] || fail "$(show_run)"
}

@test "without debugfs an interface that two sessions may have is set up for neither" {
	modprobe -r l2tp_debugfs
	"$SYSTEM_IP" -n a link set wire name renamed
	on_a add session tunnel_id 1 session_id 2 peer_session_id 3 name wire
	for words in "set $KEY" "set tunnel_id 1 session_id 2" "set name wire" \
		"replace $KEY peer_session_id 2 cookie 01020304 peer_cookie 0a0b0c0d05060708" \
		"replace tunnel_id 1 session_id 2 peer_session_id 4"; do
		# shellcheck disable=SC2086 # words
		run_split on_a session $words mtu 1300
		expect 2
		expect_stdout ""
		expect_stderr "l2tp: session ${words%% *}: 2 sessions were created with the interface wire; \
modprobe l2tp_debugfs to find the present one"
	done
	run_split json 'map(.peer_session_id)' show session
	expect_stdout "[2,3]"
	run_split "$SYSTEM_IP" -n a -o link show mtu 1300
	[[ $output != *1300* ]] || fail "$(show_run)"
	# fields of the session itself are set
	on_a set session tunnel_id 1 session_id 1 reorder_timeout 100
}
