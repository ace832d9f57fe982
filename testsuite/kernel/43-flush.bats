#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 43-flush.bats - do flush and del by fields delete exactly what matches?

load helpers

# tunnels 1 and 2 over UDP, 3 over IP, 4 of version 2; sessions of all kinds
setup()
{
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 2 peer_tunnel_id 12 local 10.0.0.1 remote 10.0.0.3 udp_sport 5002 udp_dport 6002
		tunnel add tunnel_id 3 peer_tunnel_id 13 local fd00::1 remote fd00::2 encap ip
		tunnel add tunnel_id 4 peer_tunnel_id 14 local 10.0.0.1 remote 10.0.0.4 udp_sport 5004 udp_dport 6004 version 2
		session add tunnel_id 1 session_id 1 peer_session_id 101 name one seq both
		session add tunnel_id 1 session_id 2 peer_session_id 102 cookie 01020304
		session add tunnel_id 2 session_id 1 peer_session_id 103 name two cookie 01020304
		session add tunnel_id 2 session_id 4 peer_session_id 104 pwtype ppp
		session add tunnel_id 3 session_id 5 peer_session_id 105 seq both lns_mode on
		session add tunnel_id 4 session_id 6 peer_session_id 106
	END
}
ALL_SESSIONS="[1,1],[1,2],[2,1],[2,4],[3,5],[4,6]"

teardown()
{
	netns_del_all
}

# expect_left TUNNELS SESSIONS; expect exactly these IDs, given as the inside of JSON arrays
expect_left()
{
	run_split on_a -j -batch - <<<$'show tunnel\nshow session'
	expect 0
	left=$(jq -c 'map(if .session_id then [.tunnel_id, .session_id] else .tunnel_id end)' <<<"$output")
	[ "$left" = "[$1]"$'\n'"[$2]" ] || fail "wanted: [$1]
[$2]
there:  $left"
}

# expect_deleted TEXT WORD...; -d with these words prints this
expect_deleted()
{
	local text=$1

	shift
	run_split on_a -d "$@"
	expect 0
	expect_stderr ""
	expect_stdout "deleted $text"
}

# expect_refused STATUS MESSAGE WORD...; expect this error, and nothing deleted
expect_refused()
{
	local wanted=$1 message=$2

	shift 2
	run_split on_a -d "$@"
	expect "$wanted"
	expect_stdout ""
	expect_stderr "l2tp: $message"
	expect_left 1,2,3,4 "$ALL_SESSIONS"
}

@test "flush session deletes all sessions and no tunnel" {
	expect_deleted "0 tunnels and 6 sessions" flush session
	expect_left 1,2,3,4 ""
	run_split in_ns a cat /proc/net/dev
	[[ $output != *l2tpeth* && $output != *one:* && $output != *two:* ]] || fail "$(show_run)"
}

@test "flush tunnel deletes all tunnels, and their sessions with them" {
	expect_deleted "4 tunnels and 6 sessions" flush tunnel
	expect_left "" ""
	run_split in_ns a cat /proc/net/dev
	[[ $output != *l2tpeth* && $output != *one:* && $output != *two:* ]] || fail "$(show_run)"
}

@test "flush with nothing there, or nothing that has the fields, is done" {
	expect_deleted "0 tunnels and 0 sessions" flush tunnel remote 10.1.0.0/16
	expect_deleted "0 tunnels and 0 sessions" flush session tunnel_id 9
	expect_left 1,2,3,4 "$ALL_SESSIONS"
	run_split on_a flush tunnel
	expect 0
	# without -d nothing is printed
	expect_stdout ""
	expect_stderr ""
	expect_deleted "0 tunnels and 0 sessions" flush tunnel
	expect_deleted "0 tunnels and 0 sessions" flush session
}

@test "flush of one that is named in full and not there is done" {
	expect_deleted "0 tunnels and 0 sessions" flush tunnel tunnel_id 9
	expect_deleted "0 tunnels and 0 sessions" flush session tunnel_id 1 session_id 9
	expect_deleted "0 tunnels and 0 sessions" flush session name nosuch
	expect_left 1,2,3,4 "$ALL_SESSIONS"
}

@test "flush and del of sessions take those with the fields" {
	for verb in flush del; do
		expect_deleted "0 tunnels and 2 sessions" $verb session cookie 01020304
		expect_left 1,2,3,4 "[1,1],[2,4],[3,5],[4,6]"
		expect_deleted "0 tunnels and 2 sessions" session $verb pwtype ppp
		expect_left 1,2,3,4 "[1,1],[3,5]"
		expect_deleted "0 tunnels and 1 session" $verb session seq both lns_mode on
		expect_left 1,2,3,4 "[1,1]"
		expect_deleted "0 tunnels and 1 session" $verb session peer_tunnel_id 11
		expect_left 1,2,3,4 ""
		on_a flush tunnel
		setup_again
	done
}

# setup_again; re-create the objects of setup on the existing host
setup_again()
{
	netns_del_all
	setup
}

@test "flush and del of a tunnel's sessions leave the other tunnels'" {
	expect_deleted "0 tunnels and 2 sessions" flush session tunnel_id 1
	expect_left 1,2,3,4 "[2,1],[2,4],[3,5],[4,6]"
	expect_deleted "0 tunnels and 2 sessions" del session tunnel_id 2
	expect_left 1,2,3,4 "[3,5],[4,6]"
}

@test "flush session by an id takes the sessions of that id in all tunnels" {
	expect_deleted "0 tunnels and 2 sessions" flush session session_id 1
	expect_left 1,2,3,4 "[1,2],[2,4],[3,5],[4,6]"
	expect_deleted "0 tunnels and 1 session" flush session tunnel_id 2 session_id 4
	expect_left 1,2,3,4 "[1,2],[3,5],[4,6]"
}

@test "flush and del of tunnels take those with the fields, and count their sessions" {
	expect_deleted "1 tunnel and 1 session" flush tunnel encap ip
	expect_left 1,2,4 "[1,1],[1,2],[2,1],[2,4],[4,6]"
	expect_deleted "1 tunnel and 1 session" del tunnel version 2
	expect_left 1,2 "[1,1],[1,2],[2,1],[2,4]"
	expect_deleted "1 tunnel and 2 sessions" tunnel del remote 10.0.0.3
	expect_left 1 "[1,1],[1,2]"
	expect_deleted "1 tunnel and 2 sessions" tunnel flush local 10.0.0.0/8 udp_sport 5001
	expect_left "" ""
}

@test "a prefix takes the tunnels to it" {
	expect_deleted "2 tunnels and 4 sessions" del tunnel remote 10.0.0.2/31
	expect_left 3,4 "[3,5],[4,6]"
}

@test "del of a tunnel or a session says with -d what went" {
	expect_deleted "1 tunnel and 2 sessions" del tunnel tunnel_id 1
	expect_deleted "0 tunnels and 1 session" del session tunnel_id 2 session_id 4
	expect_deleted "0 tunnels and 1 session" del session name two
	expect_deleted "1 tunnel and 0 sessions" del tunnel tunnel_id 2
	expect_left 3,4 "[3,5],[4,6]"
	# each command of a batch prints its own number
	run_split on_a -d -batch - <<<$'del tunnel tunnel_id 3\nflush session\nflush tunnel'
	expect 0
	expect_stderr ""
	expect_stdout $'deleted 1 tunnel and 1 session\ndeleted 0 tunnels and 1 session\ndeleted 1 tunnel and 0 sessions'
	expect_left "" ""
}

@test "del with fields that none has fails" {
	expect_refused 2 "session del: no session matches" del session cookie 0a0b0c0d
	expect_refused 2 "session del: no session matches" del session tunnel_id 9
	expect_refused 2 "tunnel del: no tunnel matches" del tunnel remote 10.0.9.0/24
	expect_refused 2 "tunnel del: tunnel 9 does not exist" del tunnel tunnel_id 9
}

@test "del without fields, and a session without its tunnel, are refused" {
	expect_refused 1 "tunnel del: a field is required; l2tp tunnel show lists the tunnels" del tunnel
	expect_refused 1 "session del: a field is required; l2tp session show lists the sessions" del session
	expect_refused 1 "session del: tunnel_id is required with session_id" del session session_id 1
	expect_refused 1 "session del: tunnel_id is required with session_id" del session session_id 1 cookie 01020304
}

@test "del of one named in full ignores what else is said of it, with a warning" {
	run_split on_a del session tunnel_id 1 session_id 1 peer_session_id 999 seq none
	expect 0
	expect_stdout ""
	expect_stderr "l2tp: warning: peer_session_id is ignored: the ids identify the session
l2tp: warning: seq is ignored: the ids identify the session"
	run_split on_a del session name two peer_tunnel_id 999
	expect 0
	expect_stderr "l2tp: warning: peer_tunnel_id is ignored: the ids identify the session"
	run_split on_a del tunnel tunnel_id 3 encap udp remote 10.0.0.9
	expect 0
	expect_stdout ""
	# shellcheck disable=SC2154 # run sets it
	[ "$(sort <<<"$stderr")" = "l2tp: warning: encap is ignored: the ids identify the tunnel
l2tp: warning: remote is ignored: the ids identify the tunnel" ] || fail "$(show_run)"
	expect_left 1,2,4 "[1,2],[2,4],[4,6]"
}

@test "del of one named in full by what contradicts is refused" {
	expect_refused 2 "session del: session 1 in tunnel 1 does not match the other fields" del session tunnel_id 1 session_id 1 name two
	expect_refused 2 "session del: session 1 in tunnel 1 does not match the other fields" del session name one tunnel_id 2
	expect_refused 2 "session del: session 1 in tunnel 1 does not match the other fields" del session name one session_id 2
	expect_refused 1 "tunnel del: session_id is a field of a session; use l2tp session del to delete the session" del tunnel tunnel_id 1 session_id 1
}

@test "-dry-run of del and flush prints the line and deletes nothing" {
	while IFS='|' read -r words line; do
		# shellcheck disable=SC2086 # words
		run_split on_a -dry-run $words
		expect 3
		expect_stderr ""
		expect_stdout "$line"
	done <<-END
		flush tunnel|tunnel flush
		flush session tid 1|session flush tunnel_id 1
		del session cookie 01020304|session del cookie 01020304
		del tunnel remote 10.0.0.0/8|tunnel del remote 10.0.0.0/8
	END
	expect_left 1,2,3,4 "$ALL_SESSIONS"
}

@test "the ids, ports and names that flush took are free for the next line of a batch" {
	run_split on_a -batch - <<-END
		flush session
		session add tunnel_id 1 session_id 1 peer_session_id 9 name one
		session add tunnel_id 3 session_id 5 peer_session_id 9 name two
		flush tunnel
		tunnel add tunnel_id 9 peer_tunnel_id 9 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		tunnel add tunnel_id 1 peer_tunnel_id 9 local 10.0.0.1 remote 10.0.0.2 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 9 name one
	END
	expect 0
	expect_stderr ""
	expect_left 1,9 "[1,1]"
}

@test "flush of many sessions takes them all, in one command" {
	on_a -batch - < <(
		for n in {100..299}; do
			echo "session add tunnel_id $((n % 2 + 1)) session_id $n peer_session_id $n"
		done
	)
	expect_deleted "0 tunnels and 102 sessions" flush session tunnel_id 1
	expect_deleted "4 tunnels and 104 sessions" flush tunnel
	expect_left "" ""
}
