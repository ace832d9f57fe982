#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 71-apply.bats - does apply reach the state of the file in the fewest steps, or restore the old one?

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

# expect_applied TEXT WORD...; apply makes these steps to TEXT, a second one makes none, and save prints TEXT
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

# expect_saved TEXT; expect this output of save
expect_saved()
{
	on_a save >now
	[ "$(<now)" = "$1" ] || fail "expected: $1
saved: $(<now)"
}

# indexes; print those of the sessions' interfaces
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

@test "a session that cannot be modified is re-created alone" {
	before=$(json 'map(select(.session_id != 2)) | map([.interface, .link.ifindex])' -d show session)
	text=${START/cookie 01020304/cookie 01020305}
	expect_applied "session del tunnel_id 1 session_id 2
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020305 lladdr $("$SYSTEM_IP" -n a -o link show dev wire2 | sed 's/.*ether \([^ ]*\).*/\1/')" "$text"
	[ "$(json 'map(select(.session_id != 2)) | map([.interface, .link.ifindex])' -d show session)" = "$before" ]
	# a tunnel is deleted with its sessions, and those that the file does not mention are re-created unchanged
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
		s/mtu 1400/master nosuch/; s/seq both/seq none/; /session_id 2/d|session 4 in tunnel 2: master: interface nosuch does not exist
		s/10.0.0.1/192.0.2.9/|tunnel 1: local: 192.0.2.9 is not an address of this host; ip address add 192.0.2.9 dev DEVICE
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
		tunnel add tunnel_id 1 encap ip $V4 peer_tunnel_id 11|8: tunnel 1 is defined twice
		session add session_id 1 tunnel_id 1 peer_session_id 5|8: session 1 in tunnel 1 is defined twice
		session add session_id 5 tunnel_id 1 peer_session_id 5 name wire1|8: name wire1 is used by two sessions
		session add session_id 1 tunnel_id 2 peer_session_id 5|8: tunnels 2 and 1 both have a session 1: with encap ip a session ID must be unique on the host
		tunnel add tunnel_id 9 local any remote 10.0.0.2 peer_tunnel_id 11 udp_sport 5001 udp_dport 1|8: tunnels 9 and 1 have the same local address and port 5001
		session add session_id 5 tunnel_id 9 peer_session_id 5|8: session 5: FILE has no tunnel 9; add its tunnel add line
		tunnel add tunnel_id 9 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 1|8: tunnels 1 and 9 have the same local address and port 5001
		session set name wire1 up|8: "session": only tunnel add and session add lines are valid
		show tunnel|8: "show": only tunnel add and session add lines are valid
		session add session_id 5 tunnel_id 1 peer_session_id 5 pwtype ppp up|8: a PPP session has no interface to set up: pppd makes it
		session add session_id 5 tunnel_id 1|8: peer_session_id is required
	END
	[ "$(on_a save)" = "$before" ]
	while IFS='|' read -r text message; do
		run_split on_a apply - <<<"$text"
		expect 1
		[[ $stderr == "l2tp: apply: -: "$message ]] || fail "$(show_run)"
	done <<-'END'
		{"tunnels":[{"tunnel_id":1}]}|tunnels\[0\]: * required
		{"tunnels":{}}|tunnels: an array is required
		{"colour":[]}|unknown member "colour": only tunnels and sessions are valid
		{"sessions":[]}|tunnels: an array is required
		{"tunnels":[]}|sessions: an array is required
		{"tunnels":[],"sessions":[{"tunnel_id":[1]}]}|sessions\[0\]: tunnel_id: a list is not valid here
		{"tunnels":[|not valid JSON: *
	END
	run_split on_a apply nosuch
	expect 2
	expect_stderr "l2tp: apply: nosuch: No such file or directory"
	run_split on_a apply
	expect 1
	[ "$(on_a save)" = "$before" ]
}

# lines_do_it TEXT WORD...; the lines of -dry-run, run as a batch, have the result of apply
lines_do_it()
{
	printf '%s\n' "$1" >file
	shift
	on_a -dry-run apply file "$@" >steps || true
	on_a -batch steps
	run_split on_a -dry-run apply file "$@"
	expect 0
	expect_stdout ""
}

@test "the lines of -dry-run do what apply does" {
	on_a session set name wire1 addr 10.7.1.1/32 peer 10.7.1.2 addr 10.5.1.2/24 addr fd05::1/64 addr fd05::2/64
	on_a session set name wire4 seq send reorder_timeout 100 lns_mode on
	lines_do_it "$START"
	lines_do_it "${START/up addr 10.5.1.1\/24/addr 10.6.1.1\/24 lladdr 02:00:00:00:00:01}"
	lines_do_it "${START/cookie 01020304/l2spec_type none}" prune
	lines_do_it "$(sed '/session/d' <<<"$START")" prune
}

@test "-dry-run and -d print the steps: tunnels, then named sessions, then the others" {
	on_a tunnel flush
	printf '%s\n' "$START" >file
	steps=$(grep '^tunnel' file && grep ' name ' file && grep -v '^tunnel\| name ' file)
	run_split on_a -dry-run apply file
	expect 3
	expect_stdout "$steps"
	run_split on_a -d apply file
	expect 0
	expect_stdout "$steps"
	expect_saved "$START"
}

@test "an address that goes takes no other along, nor does going down" {
	text=${START/10.5.1.1\/24/10.5.1.1\/24 addr 10.5.1.2\/24 addr 10.5.1.3\/24 addr fd05::1\/64 addr fd05::2\/64}
	printf '%s\n' "$text" >file
	on_a apply file
	expect_saved "$text"
	text=${text/10.5.1.1\/24 addr }
	expect_applied "session set session_id 1 tunnel_id 1 noaddr 10.5.1.1/24" "$text"
	expect_saved "$text"
	text=${text/wire1 up/wire1}
	expect_applied "session set session_id 1 tunnel_id 1 down" "$text"
	expect_saved "$text"
	# the changes are also rolled back
	text=${text/wire1 addr/wire1 up addr}
	printf '%s\n' "$text" >file
	on_a apply file
	sed 's/wire1 up addr 10.5.1.2.24/wire1/; s/mtu 1400/master nosuch/' <<<"$text" >other
	run_split on_a apply other
	expect 2
	[ "$(on_a -dry-run apply file)" = "" ]
}

@test "a session without a name keeps the one it has, and takes none that another is to have" {
	on_a tunnel flush
	text="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101
session add session_id 2 tunnel_id 1 peer_session_id 102 name l2tpeth0
session add session_id 3 tunnel_id 1 peer_session_id 103 name l2tpeth5"
	printf '%s\n' "$text" >file
	on_a apply file
	run_split json 'map(.interface)' show session
	expect_stdout '["l2tpeth1","l2tpeth0","l2tpeth5"]'
	sed 's/ name l2tpeth5//; s/sport 5001/sport 5002/; s/l2tpeth0/wire/' file >file2
	on_a apply file2
	run_split json 'map(.interface)' show session
	expect_stdout '["l2tpeth1","wire","l2tpeth5"]'
}

@test "an interface that is out of sight is left alone unless the file asks something of it" {
	"$SYSTEM_IP" netns add b
	"$SYSTEM_IP" -n a link set wire2 netns b
	"$SYSTEM_IP" -n a link set wire4 name other
	modprobe -r l2tp_debugfs
	before=$(on_a show session)
	text=${START/ name wire4 mtu 1400/ name wire4}
	expect_applied "" "$text"
	expect_applied "session set session_id 2 tunnel_id 1 seq both" "${text/cookie 01020304/cookie 01020304 seq both}"
	on_a session set tunnel_id 1 session_id 2 seq none
	printf '%s\n' "$START" >file
	run_split on_a apply file
	expect 2
	[[ $stderr == "l2tp: apply: session 4 in tunnel 2: interface wire4 was renamed or moved to another network namespace; modprobe l2tp_debugfs to find it" ]] || fail "$(show_run)"
	# a session with an unknown setting cannot be re-created with its tunnel
	sed '/session_id 1/d; s/sport 5001/sport 5009/' <<<"$text" >file
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: session 1 in tunnel 1: interface wire1 may be that of another session, since interfaces were renamed or moved; modprobe l2tp_debugfs to find the present one"
	[ "$(on_a show session)" = "$before" ]
	modprobe l2tp_debugfs
	printf '%s\n' "${START/cookie 01020304/cookie 01020304 up}" >file
	run_split on_a apply file
	expect 0
	expect_stderr "l2tp: warning: session 2 in tunnel 1: interface wire2 is in network namespace b, and is left alone"
	# to re-create it would take it from there
	printf '%s\n' "${START/cookie 01020304/cookie 01020305}" >file
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: session 2 in tunnel 1: interface wire2 is in network namespace b: to re-create the session loses it; -force takes it"
}

@test "a conflict with an object outside the file is refused, and nothing is deleted that cannot be restored" {
	in_ns a "$PROJECT/testsuite/kernel/socket_tunnel.py" 9 19 5009 3>&- >said &
	wait_for 10 grep -q there said
	before=$(on_a show tunnel; on_a show session)
	run_split on_a save tunnel_id 9
	expect_stdout "# tunnel 9 and its sessions are not saved: the socket has no remote address"
	while IFS='|' read -r line message; do
		printf '%s\n' "$line" >file
		run_split on_a apply file
		expect 2
		[[ $stderr == "l2tp: apply: "$message ]] || fail "$(show_run)"
		[ "$(on_a show tunnel; on_a show session)" = "$before" ]
	done <<-END
		tunnel add tunnel_id 9 $V4 encap ip peer_tunnel_id 3|tunnel 9 differs and cannot be re-created*
		tunnel add tunnel_id 3 local any remote 10.0.0.2 peer_tunnel_id 3 udp_sport 5001 udp_dport 1|udp_sport 5001 is in use by tunnel 1, which FILE does not mention; use prune or another udp_sport
	END
	# even with prune the other objects are in the way, which is detected before any change
	echo "tunnel add tunnel_id 3 $V4 peer_tunnel_id 3 udp_sport 5009 udp_dport 1" >file
	run_split on_a apply file prune
	expect 2
	expect_stderr "l2tp: apply: udp_sport 5009 is in use by tunnel 9, which FILE does not mention; use another udp_sport"
	[ "$(on_a show tunnel; on_a show session)" = "$before" ]
	on_a apply - prune </dev/null
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[9]"
	pkill -f socket_tunnel
}

@test "a signal stops it between two steps, and what was done is taken back" {
	sed 's/seq both/seq none/; s/cookie 01020304/cookie 01020305/; s/mtu 1400/mtu 1300/; s/sport 5001/sport 5002/' <<<"$START" >file
	before=$(on_a save)
	for n in 13 18 23; do
		run_split "${STRACE[@]}" -o /dev/null -e trace=sendto -e inject=sendto:signal=SIGTERM:when=$n "$L2TP" -n a apply file
		expect 143
		expect_stderr "l2tp: apply: interrupted, and rolled back"
		[ "$(on_a save | sed 's/ lladdr [^ ]*//')" = "$before" ] || fail "at $n: $(on_a save)"
	done
	on_a apply file
	[ "$(on_a -dry-run apply file)" = "" ]
}

@test "a failed rollback names each object that is not restored" {
	sed 's/cookie 01020304/cookie 01020305/; s/mtu 1400/mtu 1300/' <<<"$START" >file
	cuts=0
	# nothing is sent from the Nth message on
	for n in {5..10}; do
		run_split "${STRACE[@]}" -o /dev/null -e trace=sendto -e inject=sendto:error=ENOBUFS:when="$n+" "$L2TP" -n a apply file
		expect 2
		[[ ${stderr##*$'\n'} == "l2tp: apply: session 2 in tunnel 1: "*"netlink: No buffer space available" ]] || fail "$(show_run)"
		if [[ $stderr == *"not rolled back"* ]]; then
			cuts=$((cuts + 1))
			[[ ${stderr%%$'\n'*} == "l2tp: warning: not rolled back: session 2 in tunnel 1: "*"netlink: No buffer space available" ]] || fail "$(show_run)"
			[ "$(wc -l <<<"$stderr")" = 2 ] || fail "$(show_run)"
			[ "$(on_a save)" = "$(sed '/session_id 2/d' <<<"$START")" ] || fail "$(on_a save)"
		else
			[ "$(on_a save)" = "$START" ] || fail "$(on_a save)"
		fi
		on_a apply - <<<"$START"
	done
	[ "$cuts" -ge 1 ]
}

@test "a conflict between objects outside the file is ignored" {
	modprobe -r l2tp_debugfs
	on_a tunnel flush
	on_a tunnel add tunnel_id 1 peer_tunnel_id 11 $V4 udp_sport 5001 udp_dport 6001
	on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
	"$SYSTEM_IP" -n a link set wire name old
	on_a session add tunnel_id 1 session_id 2 peer_session_id 2 name wire
	echo "tunnel add tunnel_id 2 $V4 peer_tunnel_id 2 encap ip" >file
	run_split on_a apply file
	expect_stderr ""
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[1,2]"
	echo "session add session_id 9 tunnel_id 2 peer_session_id 9 name wire" >>file
	run_split on_a apply file
	expect 2
	[[ $stderr == "l2tp: apply: name wire is in use by session "[12]" in tunnel 1, which FILE does not mention; "* ]] || fail "$(show_run)"
}
