#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 50-monitor.bats - does monitor print all events of this namespace, with or without notification, and no others?

# shellcheck disable=SC2030,SC2031 # no test needs another's pids
load helpers

setup()
{
	host_new
	work=$(mktemp -d)
}

teardown()
{
	end_pids
	rm -rf "$work"
	netns_del_all
}

# monitor_start ARG...; write to $work/out and $work/err; returns when it listens
monitor_start()
{
	"$L2TP" -n a "$@" >"$work/out" 2>"$work/err" 3>&- &
	pids+=($!)
	wait_for 10 is_listening
}

# Whether /proc/net/netlink of the namespace has its sockets with a group joined.
is_listening()
{
	# shellcheck disable=SC2016 # awk's own
	in_ns a awk '$2 == 16 && $4 != "00000000" { found = 1 } END { exit !found }' \
		/proc/net/netlink
}

# events; print JSON lines as "event object tunnel/session", one a line
events()
{
	jq -r '[.event, .object, (.tunnel_id | tostring) + "/" + (.session_id // 0 | tostring)] | join(" ")' \
		"$work/out"
}

has_events()
{
	[ "$(events)" = "$1" ]
}

expect_events()
{
	wait_for 15 has_events "$1" || fail "expected
$1
but got
$(events)
$(cat "$work/err")"
}

tunnel()
{
	on_a tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 \
		udp_sport 5001 udp_dport 6001 "$@"
}

@test "additions, changes and deletions by netlink are reported at once" {
	monitor_start -j monitor poll 3600
	tunnel
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2
	on_a session set tunnel_id 1 session_id 1 seq both
	on_a session del tunnel_id 1 session_id 1
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2
	expect_events "added tunnel 1/0
added session 1/1
changed session 1/1
deleted session 1/1
added session 1/1"
	[ ! -s "$work/err" ]
}

@test "the sessions of a deleted tunnel are reported as deleted, before it" {
	tunnel
	printf 'session add tunnel_id 1 session_id %s peer_session_id 2\n' 1 2 | on_a -batch -
	monitor_start -j monitor poll 3600
	on_a tunnel del tunnel_id 1
	expect_events "deleted session 1/1
deleted session 1/2
deleted tunnel 1/0"
}

@test "events of another namespace are ignored" {
	netns_new c
	tunnel
	monitor_start -j monitor poll 3600
	"$SYSTEM_IP" -n c link set lo up
	"$L2TP" -n c -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 encap ip local 127.0.0.1 remote 127.0.0.2
		tunnel add tunnel_id 7 peer_tunnel_id 7 encap ip local 127.0.0.1 remote 127.0.0.2
		session add tunnel_id 1 session_id 1 peer_session_id 1
		tunnel del tunnel_id 1
	END
	on_a session add tunnel_id 1 session_id 9 peer_session_id 9
	expect_events "added session 1/9"
	sleep 4
	expect_events "added session 1/9"
}

# other_host; create host c, with a tunnel and a session that have our IDs; the sessions are equal
other_host()
{
	tunnel
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2
	netns_new c
	"$SYSTEM_IP" -n c link set lo up
	"$L2TP" -n c -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 127.0.0.1 remote 127.0.0.2 udp_sport 1 udp_dport 1
		session add tunnel_id 1 session_id 1 peer_session_id 2
	END
}

@test "an equal object that another namespace re-creates is ignored" {
	other_host
	monitor_start -j monitor poll 3600
	"$L2TP" -n c session del tunnel_id 1 session_id 1
	"$L2TP" -n c session add tunnel_id 1 session_id 1 peer_session_id 2
	"$L2TP" -n c tunnel del tunnel_id 1
	"$L2TP" -n c tunnel add tunnel_id 1 peer_tunnel_id 11 local 127.0.0.1 remote 127.0.0.2 \
		udp_sport 1 udp_dport 1
	sleep 4
	on_a session add tunnel_id 1 session_id 9 peer_session_id 9
	expect_events "added session 1/9"
}

@test "a change is reported although another namespace has deleted an equal object" {
	other_host
	monitor_start -j monitor poll 3600
	"$L2TP" -n c session del tunnel_id 1 session_id 1
	on_a session set tunnel_id 1 session_id 1 seq both
	expect_events "changed session 1/1"
	[ "$(jq -c '[.send_seq, .recv_seq]' "$work/out")" = '[true,true]' ] || fail "$(cat "$work/out")"
}

@test "an object taken for deleted by an equal one of another namespace is reported again a second later" {
	tunnel
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2
	netns_new c
	"$SYSTEM_IP" -n c address add 10.0.0.1/24 dev lo
	"$SYSTEM_IP" -n c link set lo up
	on_a save | grep '^tunnel' >"$work/equal"
	"$L2TP" -n c -batch "$work/equal"
	monitor_start -j monitor poll 3600
	"$L2TP" -n c tunnel del tunnel_id 1
	"$L2TP" -n c -batch "$work/equal"
	# by the timing, it is taken for deleted or not
	sleep 3
	wait_for 15 all_is_there || fail "$(events)"
}

all_is_there()
{
	[ "$(events | grep -c "deleted session 1/1")" = "$(events | grep -c "added session 1/1")" ]
}

@test "a renamed interface is reported as a change of the session" {
	modprobe l2tp_debugfs
	tunnel
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2
	monitor_start -j monitor session poll 3600
	"$SYSTEM_IP" -n a link set l2tpeth0 name renamed
	expect_events "changed session 1/1"
	[ "$(jq -r .interface "$work/out")" = renamed ] || fail "$(cat "$work/out")"
}

@test "what nothing announces is found by looking, every poll seconds" {
	tunnel version 2
	monitor_start -j monitor session poll 1
	# a PPPoX socket creates a session and deletes it when closed
	# shellcheck disable=SC2016 # perl's own
	in_ns a perl -e '
		socket(my $s, 24, 1, 1) or die "socket: $!";
		my $to = pack("S L l l x16 S4", 24, 1, 0, -1, 1, 5, 11, 6);
		connect($s, $to) or die "connect: $!";
		sleep 4;'
	expect_events "added session 1/5
deleted session 1/5"
}

@test "text is that of show, with Changed and Deleted before it and the time if asked for" {
	monitor_start -ts monitor tunnel
	tunnel
	on_a tunnel del tunnel_id 1
	wait_for 10 grep -q Deleted "$work/out"
	sed -E 's/^\[[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}\] /[TIME] /' "$work/out" >"$work/text"
	diff "$work/text" - <<-END
		[TIME] Tunnel 1, encap UDP
		  From 10.0.0.1 to 10.0.0.2
		  Peer tunnel 11
		  UDP source / dest ports: 5001/6001
		  UDP checksum: disabled
		[TIME] Deleted Tunnel 1, encap UDP
		  From 10.0.0.1 to 10.0.0.2
		  Peer tunnel 11
		  UDP source / dest ports: 5001/6001
		  UDP checksum: disabled
	END
}

# has_more_than BYTES; whether there is more output
has_more_than()
{
	[ "$(stat -c %s "$work/out")" -gt "$1" ]
}

@test "a signal that the caller ignores does not end monitor and stats" {
	env --ignore-signal=INT "$L2TP" -n a monitor >"$work/out" 3>&- &
	pids+=($!)
	wait_for 10 is_listening
	kill -INT $!
	tunnel
	wait_for 10 grep -q "^Tunnel 1" "$work/out"
	kill -TERM $!
	wait $!
	env --ignore-signal=INT "$L2TP" -n a stats interval 1 >"$work/out" 3>&- &
	pids=($!)
	wait_for 10 test -s "$work/out"
	kill -INT $!
	wait_for 10 has_more_than "$(stat -c %s "$work/out")"
	kill -TERM $!
	wait $!
	pids=()
}

@test "-t puts the time on a line of its own" {
	monitor_start -t monitor tunnel
	tunnel
	wait_for 10 grep -q checksum "$work/out"
	grep -Eq '^Timestamp: [A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]{2} [0-9:]{8} [0-9]{4} [0-9]+ usec$' "$work/out"
}

@test "of 2000 sessions that a batch adds and another deletes none is lost" {
	tunnel
	monitor_start -j monitor session poll 3600
	seq 2000 | sed 's/.*/session add tunnel_id 1 session_id & peer_session_id & pwtype ppp/' |
		on_a -batch -
	wait_for 30 has_lines 2000
	on_a session flush
	wait_for 30 has_lines 4000
	[ "$(events | grep -c '^added')" -eq 2000 ]
	[ "$(events | sort -u | wc -l)" -eq 4000 ]
	[ ! -s "$work/err" ]
}

has_lines()
{
	[ "$(wc -l <"$work/out")" -eq "$1" ]
}

@test "lost notifications are reported, and the changes among them too" {
	tunnel
	monitor_start -j monitor session poll 3600
	# stopped, it cannot read more than its socket buffer holds
	kill -STOP "${pids[0]}"
	seq 1000 | sed 's/.*/session add tunnel_id 1 session_id & peer_session_id & pwtype ppp/' |
		on_a -batch -
	for round in $(seq 25); do
		seq 1000 | sed "s/.*/session set tunnel_id 1 session_id & reorder_timeout $((round * 100))/"
	done | on_a -batch -
	kill -CONT "${pids[0]}"
	wait_for 60 grep -q "dropped notifications" "$work/err"
	wait_for 60 has_all_sessions
}

has_all_sessions()
{
	[ "$(events | grep '^added' | sort -u | wc -l)" -eq 1000 ]
}

@test "SIGINT, SIGTERM and a closed pipe end it with status 0" {
	local signal

	for signal in INT TERM; do
		pids=()
		# bash starts background jobs with SIGINT ignored; perl does not
		perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' "$L2TP" -n a monitor >"$work/out" 3>&- &
		pids+=($!)
		wait_for 10 is_listening
		kill -"$signal" "${pids[0]}"
		wait "${pids[0]}"
	done
	pids=()
	{
		"$L2TP" -n a monitor
		echo "$?" >"$work/status"
	} 3>&- | true
	[ "$(cat "$work/status")" -eq 0 ]
}

@test "in a batch it ends by a signal, and the next line is done" {
	printf '%s\n' monitor "tunnel add tunnel_id 1 peer_tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2" >"$work/lines"
	monitor_start -batch "$work/lines"
	kill -TERM "${pids[0]}"
	wait "${pids[0]}"
	pids=()
	[ ! -s "$work/err" ] || fail "$(cat "$work/err")"
	[ "$(json 'map(.tunnel_id)' show tunnel)" = '[1]' ]
}

@test "words that monitor does not know are refused" {
	run_split on_a monitor poll 0
	expect 1
	run_split on_a monitor foo
	expect 1
	expect_stdout ""
	expect_stderr 'l2tp: monitor: unknown word "foo"; l2tp help monitor shows the usage'
}
