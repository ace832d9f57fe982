#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 24-batch-queue.bats - a batch sends many lines at once: is each still done, reported and undone on its own?

# shellcheck disable=SC2154 # run sets stderr
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"

setup()
{
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

# tunnels FROM TO; print lines that add tunnels over IP
tunnels()
{
	seq "$1" "$2" | sed "s/.*/tunnel add tunnel_id & peer_tunnel_id & encap ip $V4/"
}

# sessions TUNNEL FROM TO [WORD...]; print lines that add sessions
sessions()
{
	local tunnel=$1 from=$2 to=$3

	shift 3
	seq "$from" "$to" | sed "s/.*/session add tunnel_id $tunnel session_id & peer_session_id & $*/"
}

@test "a line that fails leaves those before it, and nothing of those that were sent with it" {
	tunnels 1 99 >lines
	echo "tunnel add tunnel_id 100 peer_tunnel_id 1 encap ip local 10.9.9.9 remote 10.0.0.2" >>lines
	tunnels 101 200 >>lines
	run_split on_a -batch lines
	expect 2
	expect_stderr "l2tp: lines:100: tunnel add: local: 10.9.9.9 is not an address of this host; ip address add 10.9.9.9 dev DEVICE"
	run_split json 'map(.tunnel_id) == [range(1;100)]' show tunnel
	expect_stdout true
}

@test "what was there before stays when a line is taken back" {
	on_a -batch - <<-END
		$(tunnels 1 1)
		$(sessions 1 1 2 pwtype ppp)
	END
	# the kernel refuses the first line; the later ones are done and rolled back
	{
		tunnels 1 1
		sessions 1 3 20 pwtype ppp
		tunnels 2 9
		sessions 9 30 31 name 'wire%'
	} | sed 's/%/0/;$s/0$/1/' >lines
	run_split on_a -batch lines
	expect 2
	expect_stderr "l2tp: lines:1: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match"
	run_split on_a -batch - <<<$'-j show tunnel\n'
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[1]"
	run_split json 'map(.session_id)' show session
	expect_stdout "[1,2]"
	[ ! -e /run/netns/a ] || ! "$SYSTEM_IP" -n a link show wire0 2>/dev/null
}

@test "with -force each failed line is reported by its number, in order" {
	{
		tunnels 1 70
		tunnels 5 5
		echo "tunnel add tunnel_id x"
		sessions 5 1 70 pwtype ppp
		sessions 99 1 1 pwtype ppp
		sessions 5 3 3 pwtype ppp
		echo "session add tunnel_id 5 session_id 71 peer_session_id 1 l2spec_type none seq send pwtype ppp"
		tunnels 71 71
	} >lines
	run_split on_a -force -batch lines
	expect 2
	expect_stderr "l2tp: lines:71: tunnel add: tunnel 5 already exists; l2tp tunnel replace changes it to match
l2tp: lines:72: tunnel add: tunnel_id: \"x\" is not a valid number: use decimal without leading zeros, or 0x
l2tp: lines:143: session add: tunnel 99 does not exist
l2tp: lines:144: session add: session 3 already exists in tunnel 5; l2tp session replace changes it to match
l2tp: lines:145: warning: l2spec_type none has no sequence numbers: none are sent"
	[ "$(json 'map(.tunnel_id) == [range(1;72)]' show tunnel)" = true ]
	[ "$(json 'map(.session_id) == [range(1;72)]' show session)" = true ]
}

@test "two lines with the ids of one session, which Linux 6.12 would take, are refused, near and far" {
	echo "tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 udp_sport 1 udp_dport 1" >tunnel
	for from in 2 15 40; do
		{
			cat tunnel
			sessions 1 1 "$from" pwtype ppp
			sessions 1 2 2 pwtype ppp
			sessions 1 41 99 pwtype ppp
		} >lines
		run_split on_a -batch lines
		expect 2
		expect_stderr "l2tp: lines:$((from + 2)): session add: session 2 already exists in tunnel 1; l2tp session replace changes it to match"
		[ "$(json 'map(.session_id) | max' show session)" = "$from" ]
		on_a tunnel flush
	done
}

@test "lines of other kinds wait for those before them" {
	{
		tunnels 1 3
		echo "tunnel show tunnel_id 3"
		sessions 3 1 3 pwtype ppp
		echo "session del tunnel_id 3 session_id 2"
		echo "tunnel del tunnel_id 1"
		tunnels 1 1
		sessions 3 2 2 pwtype ppp
		sessions 1 9 9 "name wire up"
		echo "session show tunnel_id 3 session_id 2"
	} | on_a -batch - >shown
	[[ $(<shown) == "Tunnel 3,"*"Session 2 in tunnel 3"* ]]
	[ "$(json 'map(.tunnel_id)' show tunnel)" = "[1,2,3]" ]
	[ "$(json 'map(.session_id)' show session)" = "[9,1,2,3]" ]
	# a failing line keeps later ones from being done
	printf '%s\n' "$(tunnels 1 1)" "tunnel flush" >lines
	run_split on_a -batch lines
	expect 2
	expect_stderr "l2tp: lines:1: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match"
	[ "$(json 'map(.tunnel_id)' show tunnel)" = "[1,2,3]" ]
}

# tunnels_are LIST; on host a
tunnels_are()
{
	[ "$(json 'map(.tunnel_id)' show tunnel)" = "$1" ]
}

# sessions_are LIST; on host a
sessions_are()
{
	[ "$(json 'map(.session_id)' show session)" = "$1" ]
}

# names_are LIST; the ids and interfaces of the sessions on host a
names_are()
{
	[ "$(json 'map([.session_id, .interface])' show session)" = "$1" ]
}

@test "a batch that comes line by line is done line by line, up to its end" {
	mkfifo lines
	on_a -batch - <lines 3>&- &
	exec 7>lines
	tunnels 1 1 >&7
	wait_for 10 tunnels_are "[1]"
	tunnels 2 3 >&7
	wait_for 10 tunnels_are "[1,2,3]"
	exec 7>&-
	wait "$!"
}

@test "a batch that waits for lines learns what others do meanwhile" {
	mkfifo lines
	"$L2TP" -n a -batch - <lines 2>said 3>&- &
	exec 7>lines
	{ tunnels 1 2 && sessions 2 1 2; } >&7
	wait_for 10 sessions_are "[1,2]"
	# its deletions are complete before it waits, and what others make in their place is no pending deletion of its own
	echo "tunnel del tunnel_id 2" >&7
	wait_for 10 tunnels_are "[1]"
	{ tunnels 2 2 && sessions 2 3 4 name 'wire&'; } | on_a -batch -
	echo "session del name wire3" >&7
	wait_for 10 sessions_are "[4]"
	sessions 2 3 3 name wire3 | on_a -batch -
	printf '%s\n' "tunnel del tunnel_id 2" "$(tunnels 2 2)" "$(sessions 2 3 3 name wire4)" "$(sessions 2 4 4 name wire3)" >part
	cat part >&7
	wait_for 10 names_are '[[3,"wire4"],[4,"wire3"]]'
	exec 7>&-
	wait "$!"
	[ -z "$(cat said)" ] || fail "$(cat said)"
}

@test "a line that fails while half of a later one is read ends the batch, and the half is not run" {
	local ended=0

	printf '%s\n' "$(tunnels 1 1)" "$(sessions 1 1 1 pwtype ppp)" | on_a -batch -
	mkfifo lines
	"$L2TP" -n a -batch - <lines 2>said 3>&- &
	exec 7>lines
	# with one write: the shell itself writes line by line
	printf '%s\n%s' "$(tunnels 1 1)" "session add tunnel_id 1 session_id 7 pwtype ppp peer_session_id 5" >part
	cat part >&7
	wait_for 10 test -s said
	exec 7>&-
	wait "$!" || ended=$?
	[ "$ended" -eq 2 ]
	[ "$(cat said)" = "l2tp: -:1: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match" ] || fail "$(cat said)"
	[ "$(json 'map(.session_id)' show session)" = "[1]" ]
}

@test "a session goes into the tunnel that is there, not into one of its id that is refused" {
	on_a tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 1
	on_a session add tunnel_id 1 session_id 5 peer_session_id 6
	cat >lines <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 udp_sport 5002 udp_dport 1 version 2
		session add tunnel_id 1 session_id 7 peer_session_id 8
		tunnel add tunnel_id 1 peer_tunnel_id 1 encap ip $V4
		session add tunnel_id 1 session_id 5 peer_session_id 6
	END
	run_split on_a -force -batch lines
	expect 2
	expect_stderr "l2tp: lines:1: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match
l2tp: lines:3: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match
l2tp: lines:4: session add: session 5 already exists in tunnel 1; l2tp session replace changes it to match"
	[ "$(json 'map([.session_id, .pwtype])' show session)" = '[[5,"eth"],[7,"eth"]]' ] || fail "$(on_a -j show session)"
	# without -force the first failure ends it
	sed -i 1d lines
	sed -i 1d lines
	run_split on_a -batch lines
	expect 2
	[ "$(json 'map(.session_id)' show session)" = '[5,7]' ] || fail "$(on_a show session)"
}

@test "many lines are few messages" {
	tunnels 1 320 >lines
	"${STRACE[@]}" -qq -e trace=sendto,sendmsg -o trace "$L2TP" -n a -batch lines
	# the lookup of the family, and five times 64 tunnels
	[ "$(wc -l <trace)" -le 8 ] || fail "$(cut -c1-100 trace)"
	"${STRACE[@]}" -qq -e trace=sendto,sendmsg -o trace "$L2TP" -n a tunnel flush
	[ "$(wc -l <trace)" -le 40 ] || fail "$(cut -c1-100 trace)"
	[ -z "$(on_a show tunnel)" ]
}
