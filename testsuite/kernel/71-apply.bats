#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 71-apply.bats - does apply end in what the file says, by the fewest steps, or in what was there?

# shellcheck disable=SC2001,SC2086,SC2154 # sed for what it can; words; run sets stderr
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"
START="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020304
session add session_id 3 tunnel_id 1 peer_session_id 103 seq both pwtype ppp
tunnel add tunnel_id 2 encap ip $V4 peer_tunnel_id 12
session add session_id 4 tunnel_id 2 peer_session_id 104 name wire4 mtu 1400"

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
	on_a -batch - <<<"$START"
}

teardown()
{
	netns_del_all
}

# expect_applied TEXT WORD...; apply with the words takes these steps to TEXT, then none, and save prints TEXT
expect_applied()
{
	local steps=$1 text=$2

	shift 2
	printf '%s\n' "$text" >file
	run_split on_a -dry-run apply file "$@"
	expect $((${#steps} > 0 ? 3 : 0))
	expect_stdout "$steps"
	run_split on_a apply file "$@"
	expect 0
	expect_stdout ""
	expect_stderr ""
	run_split on_a -dry-run apply file "$@"
	expect 0
	expect_stdout ""
}

# expect_saved TEXT; that is what there is
expect_saved()
{
	on_a save >now
	[ "$(<now)" = "$1" ] || fail "expected: $1
saved: $(<now)"
}

# indexes; of the sessions' interfaces
indexes()
{
	json 'map([.interface, .link.ifindex])' -d show session
}

@test "what is so already is not touched, lines or JSON" {
	before=$(indexes)
	expect_applied "" "$START"
	expect_applied "" "$(on_a -j save)"
	expect_applied "" "$(on_a -j -p save)"
	expect_applied "" "$START" prune
	[ "$(indexes)" = "$before" ]
	expect_saved "$START"
}

@test "what can be set is set, and nothing else is touched" {
	before=$(indexes)
	text=${START/up addr 10.5.1.1\/24/lns_mode on reorder_timeout 100 addr 10.5.1.1\/30}
	text=${text/ seq both}
	text=${text/mtu 1400/up mtu 1300}
	expect_applied "session set session_id 1 tunnel_id 1 reorder_timeout 100 lns_mode on down addr 10.5.1.1/30 noaddr 10.5.1.1/24
session set session_id 3 tunnel_id 1 seq none
session set session_id 4 tunnel_id 2 up mtu 1300" "$text"
	[ "$(indexes)" = "$before" ]
	text=${text/reorder_timeout 100 addr/addr}
	expect_saved "$(sed 's/name wire1 lns_mode on addr/name wire1 reorder_timeout 100 lns_mode on addr/' <<<"$text")"
}

@test "a setting that the file does not name goes back to its default" {
	printf '%s\n' "$START" >file
	on_a -batch - <<-END
		session set name wire2 up mtu 1300 addr 10.9.1.1/24 seq both
		session set name wire4 mtu 1200
	END
	on_a apply file
	expect_saved "$START"
}

@test "what cannot be set is made again, by itself" {
	before=$(json 'map(select(.session_id != 2)) | map([.interface, .link.ifindex])' -d show session)
	text=${START/cookie 01020304/cookie 01020305}
	expect_applied "session del tunnel_id 1 session_id 2
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020305 lladdr $("$SYSTEM_IP" -n a -o link show dev wire2 | sed 's/.*ether \([^ ]*\).*/\1/')" "$text"
	[ "$(json 'map(select(.session_id != 2)) | map([.interface, .link.ifindex])' -d show session)" = "$before" ]
	# a tunnel takes its sessions along, and those that the file does not name come back as they were
	text=$(sed '/session_id 3/d; s/udp_sport 5001/udp_sport 5009/' <<<"$text")
	printf '%s\n' "$text" >file
	on_a apply file
	run_split on_a -o show session
	[ "${#lines[@]}" = 4 ] || fail "$(show_run)"
	run_split json '[.[] | select(.tunnel_id == 1) | .local_port]' show tunnel
	expect_stdout "[5009]"
	run_split json '[.[] | select(.session_id == 3) | .send_seq, .recv_seq]' show session
	expect_stdout "[true,true]"
}

@test "names, ports and ids that are exchanged are no obstacle" {
	on_a tunnel flush
	text="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name one
session add session_id 2 tunnel_id 1 peer_session_id 102 name two
tunnel add tunnel_id 2 $V4 peer_tunnel_id 12 udp_sport 5002 udp_dport 6001
session add session_id 3 tunnel_id 2 peer_session_id 103 name three"
	on_a -batch - <<<"$text"
	other=$(sed 's/one$/x/; s/two$/one/; s/x$/two/; s/sport 5001/sport x/; s/5002/5001/; s/sport x/sport 5002/' <<<"$text")
	printf '%s\n' "$other" >file
	on_a apply file
	on_a save | sed 's/ lladdr [^ ]*//' >now
	diff file now
	# ids
	sed 's/tunnel_id 1 /tunnel_id x /; s/tunnel_id 2 /tunnel_id 1 /; s/tunnel_id x /tunnel_id 2 /' file >file2
	on_a apply file2 prune
	[ "$(on_a -dry-run apply file2 prune)" = "" ]
}

@test "prune deletes what the file does not name" {
	text=$(sed '/session_id 2/d; /tunnel_id 2/d' <<<"$START")
	expect_applied "" "$text"
	expect_saved "$START"
	expect_applied "session del tunnel_id 1 session_id 2
tunnel del tunnel_id 2" "$text" prune
	expect_saved "$text"
	: >file
	on_a apply file prune
	expect_saved ""
}

@test "a step that fails takes back those before it" {
	before=$(on_a save)
	while IFS='|' read -r change message; do
		sed "$change" <<<"$START" >file
		run_split on_a apply file prune
		[ "$status" = 2 ] || fail "$change: $(show_run)"
		expect_stdout ""
		[[ $stderr == "l2tp: apply: "$message && $stderr != *$'\n'* ]] || fail "$(show_run)"
		[ "$(on_a save | sed 's/ lladdr [^ ]*//')" = "$before" ] || fail "after $change: $(on_a save)"
	done <<-'END'
		s/mtu 1400/master nosuch/; s/seq both/seq none/; /session_id 2/d|session 4 in tunnel 2: master: there is no interface nosuch
		s/10.0.0.1/192.0.2.9/|tunnel 1: local: 192.0.2.9 is not an address of this host
		s/cookie 01020304/cookie 05060708 addr fd00::1\/64 mtu 1000/; s/udp_sport 5001/udp_sport 5002/; s/mtu 1400/mtu 1300/|session 2 in tunnel 1: addr: fd00::1/64: *
	END
}

@test "a file that contradicts itself is refused before anything is sent" {
	before=$(on_a save)
	while IFS='|' read -r line message; do
		printf '%s\n' "$START" "# comment" "$line" >file
		run_split on_a apply file
		expect 1
		expect_stderr "l2tp: apply: file:$message"
	done <<-END
		tunnel add tunnel_id 1 encap ip $V4 peer_tunnel_id 11|8: tunnel 1 is there twice
		session add session_id 1 tunnel_id 1 peer_session_id 5|8: session 1 in tunnel 1 is there twice
		session add session_id 5 tunnel_id 1 peer_session_id 5 name wire1|8: two sessions have the name wire1
		session add session_id 5 tunnel_id 9 peer_session_id 5|8: session 5: its tunnel 9 is not there
		tunnel add tunnel_id 9 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 1|8: tunnels 1 and 9 have one local address and port 5001
		session set name wire1 up|8: "session" is not tunnel add or session add
		show tunnel|8: "show" is not tunnel add or session add
		session add session_id 5 tunnel_id 1 peer_session_id 5 pwtype ppp up|8: a PPP session has no interface to set up: it is pppd's
		session add session_id 5 tunnel_id 1|8: missing: peer_session_id
	END
	[ "$(on_a save)" = "$before" ]
	while IFS='|' read -r text message; do
		run_split on_a apply - <<<"$text"
		expect 1
		[[ $stderr == "l2tp: apply: -: "$message ]] || fail "$(show_run)"
	done <<-'END'
		{"tunnels":[{"tunnel_id":1}]}|tunnels\[0\]: missing: *
		{"tunnels":{}}|tunnels is not an array
		{"colour":[]}|"colour" is neither tunnels nor sessions
		{"sessions":[{"tunnel_id":[1]}]}|sessions\[0\]: tunnel_id: a list of something else than strings
		{"tunnels":[|it is no JSON document: *
	END
	run_split on_a apply nosuch
	expect 2
	expect_stderr "l2tp: apply: nosuch: No such file or directory"
	run_split on_a apply
	expect 1
	[ "$(on_a save)" = "$before" ]
}

@test "two applies are run one after the other" {
	printf '%s\n' "$START" >file
	flock -x /run/netns/a sleep 3 3>&- &
	sleep 0.5
	SECONDS=0
	on_a apply file
	[ "$SECONDS" -ge 1 ]
}
