#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 41-add-with-interface.bats - does add session create both the session and its interface, or neither?

# shellcheck disable=SC2086 # words
load helpers

UDP="local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001"
SESSION="session add tunnel_id 1 session_id 1 peer_session_id 2"
# print the interface of each session, without link-local addresses, which the kernel adds
# shellcheck disable=SC2016 # jq
LINKS='map([.interface, .link.up, .link.mtu, .link.lladdr, .link.master,
	(.link.addr | map(select(startswith("fe80") | not)) | sort)])'

setup()
{
	only_on 6.1
}

teardown()
{
	netns_del_all
}

# one_tunnel; on a host without a peer
one_tunnel()
{
	host_new
	on_a -batch - <<<"tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP"
}

# expect_nothing_left; expect no session, only interfaces of the test, and free IDs
expect_nothing_left()
{
	run_split json . show session
	expect 0
	expect_stdout "[]"
	run_split in_ns a cat /proc/net/dev
	expect 0
	[[ $output != *wire* && $output != *l2tpeth* ]] || fail "$(show_run)"
}

# expect_undone STATUS PATTERN WORD...; add session fails like this and leaves nothing
expect_undone()
{
	local wanted=$1 pattern=$2

	shift 2
	run_split on_a $SESSION "$@"
	expect "$wanted"
	expect_stdout ""
	# shellcheck disable=SC2053,SC2154 # a pattern; run sets it
	[[ $stderr == $pattern && $stderr != *$'\n'* ]] || fail "expected $pattern
$(show_run)" || return
	expect_nothing_left
}

@test "one command adds a session and sets up its interface" {
	one_tunnel
	"$SYSTEM_IP" -n a link add br0 type bridge
	run_split on_a $SESSION name wire seq both up mtu 1400 lladdr 02:00:00:00:00:01 master br0 \
		addr 10.5.1.1 peer 10.5.1.2 addr 10.6.1.1/24 addr fd05::1/64
	expect 0
	expect_stdout ""
	expect_stderr ""
	run_split json "$LINKS" -d show session
	expect_stdout '[["wire",true,1400,"02:00:00:00:00:01","br0",["10.5.1.1/32 peer 10.5.1.2","10.6.1.1/24","fd05::1/64"]]]'
	run_split "$SYSTEM_IP" -n a -o addr show dev wire
	expect 0
	[[ $output == *"inet 10.5.1.1 peer 10.5.1.2/32 "*"inet 10.6.1.1/24 "* ]] || fail "$(show_run)"
	[[ $output == *"inet6 fd05::1/64 "* ]] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a -o link show dev wire
	expect 0
	[[ $output == *"UP"*"mtu 1400"*"master br0"*"link/ether 02:00:00:00:00:01"* ]] || fail "$(show_run)"
}

@test "an IPv6 address gets its peer too" {
	one_tunnel
	run_split on_a $SESSION name wire up addr fd06::1 peer fd06::2
	expect 0
	expect_stderr ""
	run_split "$SYSTEM_IP" -n a -6 -o addr show dev wire
	[[ $output == *"inet6 fd06::1 peer fd06::2/128 "* ]] || fail "$(show_run)"
	run_split json 'map(.link.addr | index("fd06::1/128 peer fd06::2") != null)' -d show session
	expect_stdout "[true]"
}

@test "the settings are taken in any order, between the session's own" {
	one_tunnel
	run_split on_a add session addr fd05::1/64 up name wire mtu 1300 tunnel_id 1 cookie 01020304 \
		lladdr 02:00:00:00:00:01 addr 10.5.1.1 peer 10.5.1.2 peer_session_id 2 session_id 1
	expect 0
	expect_stderr ""
	run_split json "$LINKS" -d show session
	expect_stdout '[["wire",true,1300,"02:00:00:00:00:01",null,["10.5.1.1/32 peer 10.5.1.2","fd05::1/64"]]]'
	run_split json 'map(.cookie)' show session
	expect_stdout '["01020304"]'
}

@test "what is not named of the interface is as the kernel makes it" {
	one_tunnel
	on_a -batch - <<-END
		$SESSION name plain
		session add tunnel_id 1 session_id 2 peer_session_id 3 name wire down nomaster
		session add tunnel_id 1 session_id 3 peer_session_id 4 name narrow mtu 1280
	END
	run_split json 'map([.interface, .link.up, .link.master, .link.addr])' -d show session
	expect 0
	expect_stdout '[["plain",false,null,[]],["wire",false,null,[]],["narrow",false,null,[]]]'
	# the MTU that the path over lo allows
	run_split json 'map(.link.mtu) | [.[0] == .[1], .[0] > 60000, .[2]]' -d show session
	expect_stdout '[true,true,1280]'
}

@test "the settings go to the interface that the kernel has named, not to a namesake" {
	one_tunnel
	"$SYSTEM_IP" -n a link add l2tpeth0 mtu 1500 type dummy
	run_split on_a $SESSION up mtu 1300 addr 10.5.1.1/24
	expect 0
	expect_stderr ""
	run_split json 'map([.interface, .link.up, .link.mtu])' -d show session
	expect_stdout '[["l2tpeth1",true,1300]]'
	run_split "$SYSTEM_IP" -n a -o addr show dev l2tpeth0
	expect_stdout ""
	run_split "$SYSTEM_IP" -n a -o link show dev l2tpeth0
	[[ $output == *"mtu 1500"*"state DOWN"* ]] || fail "$(show_run)"
}

@test "each of many sessions of a batch gets its own settings" {
	one_tunnel
	run_split on_a -batch - < <(
		for n in {1..20}; do
			echo "session add tunnel_id 1 session_id $n peer_session_id $n up mtu $((1300 + n)) addr 10.5.$n.1 peer 10.5.$n.2"
		done
	)
	expect 0
	expect_stderr ""
	# shellcheck disable=SC2016 # jq
	run_split json '[.[] | .session_id as $n | select(.link.up and .link.mtu == 1300 + $n and
		.link.addr[0] == "10.5.\($n).1/32 peer 10.5.\($n).2")] | length' -d show session
	expect 0
	expect_stdout 20
}

@test "a step that fails deletes the session again, and the message names it and why" {
	one_tunnel
	"$SYSTEM_IP" -n a link add d0 type dummy
	all="name wire seq both up mtu 1300 lladdr 02:00:00:00:00:01 addr 10.5.1.1/24"
	expect_undone 2 "l2tp: session add: master: interface nosuch does not exist" $all master nosuch
	expect_undone 2 "l2tp: session add: master: ?*" $all master d0
	expect_undone 2 "l2tp: session add: addr: ::1/128: ?*" $all addr ::1
	expect_undone 2 "l2tp: session add: addr: ff02::1/128: ?*" $all addr ff02::1
	expect_undone 2 "l2tp: session add: addr: fd05::1/64: ?*" name wire mtu 1000 addr fd05::1/64
	# the name that the kernel chose
	expect_undone 2 "l2tp: session add: master: interface nosuch does not exist" up master nosuch
	run_split on_a $SESSION $all
	expect 0
	expect_stderr ""
}

@test "the session that is in the way of another stays as it is" {
	one_tunnel
	on_a -batch - <<<"$SESSION name wire up mtu 1300 addr 10.5.1.1/24"
	before=$(json . -d show session)
	for words in "session_id 1 peer_session_id 9" "session_id 2 peer_session_id 9 name wire"; do
		run_split on_a add session tunnel_id 1 $words down mtu 1400 noaddr 10.5.1.1/24
		expect 1
		run_split on_a add session tunnel_id 1 $words down mtu 1400 addr 10.5.2.1/24
		expect 2
		expect_stdout ""
		[[ $stderr == *"already"* ]] || fail "$(show_run)"
	done
	[ "$(json . -d show session)" = "$before" ] || fail "before: $before
after:  $(json . -d show session)"
}

@test "wrong values are refused before a session is made" {
	one_tunnel
	expect_undone 1 'l2tp: session add: mtu: 67 is not in the range 68..65535' up mtu 67
	expect_undone 1 'l2tp: session add: mtu: 65536 is not in the range 68..65535' up mtu 65536
	expect_undone 1 'l2tp: session add: addr: "0.0.0.0" is not a valid interface address' up addr 0.0.0.0
	expect_undone 1 'l2tp: session add: lladdr: *' up lladdr 01:00:00:00:00:00
	expect_undone 1 'l2tp: session add: peer: addr is required before it: addr PREFIX peer PREFIX' peer 10.5.1.1
	expect_undone 1 'l2tp: session add: noaddr: this command does not accept it' noaddr 10.5.1.1/24
}

@test "a PPP session with settings of an interface is refused" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP version 2
		tunnel add tunnel_id 2 peer_tunnel_id 12 local 10.0.0.1 remote 10.0.0.2 encap ip
	END
	for words in "up" "mtu 1400" "addr 10.5.1.1/24" "pwtype ppp down" "pwtype ppp lladdr 02:00:00:00:00:01"; do
		expect_undone 1 "l2tp: session add: *PPP session*pppd makes it" $words
	done
	run_split on_a session add tunnel_id 2 session_id 2 peer_session_id 3 pwtype ppp master br0
	expect 1
	expect_stdout ""
	[[ $stderr == "l2tp: session add: "*"PPP session"*"pppd makes it" ]] || fail "$(show_run)"
	expect_nothing_left
}

@test "the settings go to the new session, not to one that was created with its name and renamed since" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP
		$SESSION name wire up
		tunnel add tunnel_id 2 peer_tunnel_id 12 local 10.0.0.1 remote 10.0.0.2 encap ip
	END
	printf '%s\n' "link set wire down" "link set wire name old" | "$SYSTEM_IP" -n a -batch -
	run_split on_a session add tunnel_id 2 session_id 2 peer_session_id 3 name wire up mtu 1400
	expect 0
	expect_stdout ""
	expect_stderr ""
	run_split "$SYSTEM_IP" -n a -o link show dev wire
	[[ $output == *"UP"*"mtu 1400"* ]] || fail "$(show_run)"
	run_split "$SYSTEM_IP" -n a -o link show dev old
	[[ $output != *",UP"* && $output != *"mtu 1400"* ]] || fail "$(show_run)"
	run_split json 'map(.session_id)' show session
	expect_stdout "[1,2]"
}

@test "settings of an interface are refused of a PPP session before anything is asked for" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP version 2
		session add tunnel_id 1 session_id 1 peer_session_id 2
	END
	before=$(json . -d show session)
	# otherwise the error would be that the IDs are in use
	while IFS='|' read -r words message; do
		run_split on_a $words
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: $message"
		[ "$(json . -d show session)" = "$before" ] || fail "$(json . -d show session)"
	done <<-END
		session add tunnel_id 1 session_id 1 peer_session_id 2 up|session add: a PPP session has no interface to set up: pppd makes it
		session set tunnel_id 1 session_id 1 seq both mtu 1400|session set: session 1 in tunnel 1 is a PPP session: pppd owns its interface
		add tunnel session tunnel_id 1 peer_tunnel_id 11 $UDP version 2 session_id 1 peer_session_id 2 up|add tunnel session: a PPP session has no interface to set up: pppd makes it
	END
}

@test "two hosts are joined by one add tunnel and one add session each" {
	hosts_new
	for n in 1 2; do
		peer=$((3 - n))
		"$L2TP" -n "$([ $n = 1 ] && echo a || echo b)" -batch - <<-END
			add tunnel tunnel_id $n peer_tunnel_id $peer local 10.0.0.$n remote 10.0.0.$peer udp_sport 500$n udp_dport 500$peer
			add session tunnel_id $n session_id 1$n peer_session_id 1$peer up addr 10.5.1.$n peer 10.5.1.$peer addr fd05::$n/64
		END
	done
	run_split in_ns a ping -c 1 -W 20 10.5.1.2
	expect 0
	[[ $output == *"1 received"* ]] || fail "$(show_run)"
	# the kernel has seen both directions: an answer arrived over the session
	run_split json 'map([.stats.rx_packets > 0, .stats.tx_packets > 0])' -s show session
	expect_stdout "[[true,true]]"
	wait_for 20 in_ns a ping -6 -c 1 -W 5 fd05::2
}

@test "-dry-run prints all words in a form that -batch takes" {
	one_tunnel
	"$SYSTEM_IP" -n a link add 'br#0' type bridge
	run_split on_a -dry-run $SESSION name wire seq both reorder_timeout 100 cookie 01020304 up mtu 1300 \
		lladdr 02:00:00:00:00:01 master 'br#0' addr 10.5.1.1 peer 10.5.1.2 addr fd05::1/64 addr 10.6.1.1/32 peer 10.6.2.0/24
	expect 3
	expect_stderr ""
	line=$output
	expect_stdout "session add session_id 1 tunnel_id 1 peer_session_id 2 name wire cookie 01020304 reorder_timeout 100 seq both up mtu 1300 lladdr 02:00:00:00:00:01 master 'br#0' addr 10.5.1.1/32 peer 10.5.1.2 addr fd05::1/64 addr 10.6.1.1/32 peer 10.6.2.0/24"
	expect_nothing_left
	run_split on_a -dry-run -batch - <<<"$line"
	expect 3
	expect_stdout "$line"
	run_split on_a -batch - <<<"$line"
	expect 0
	expect_stderr ""
	run_split json "$LINKS" -d show session
	expect_stdout '[["wire",true,1300,"02:00:00:00:00:01","br#0",["10.5.1.1/32 peer 10.5.1.2","10.6.1.1/32 peer 10.6.2.0/24","fd05::1/64"]]]'
	run_split on_a -dry-run set session name wire down nomaster noaddr 10.6.1.1/32 noaddr fd05::1/64
	expect 3
	expect_stdout "session set name wire down nomaster noaddr 10.6.1.1/32 noaddr fd05::1/64"
}
