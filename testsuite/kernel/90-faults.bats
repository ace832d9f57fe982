#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 90-faults.bats - whenever a signal arrives, is the state the old one, the new one, or the part that the message names?
#
# The signal arrives at a random system call of a previous run without a signal: ROUNDS times for each signal and
# command.

# shellcheck disable=SC2030,SC2031,SC2154 # run sets stderr, and no test needs another's
load helpers

ROUNDS=${ROUNDS:-1}
V4="local 10.0.0.1 remote 10.0.0.2"
CALLS=sendto,sendmsg,recvmsg,recvfrom,socket,bind,openat,close
START="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020304"

setup()
{
	only_on 6.12
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

# clean_run WORD...; run it and expect the new state; write its system calls to the file calls, one a line
clean_run()
{
	"${STRACE[@]}" -qq -o trace -e trace=$CALLS -e signal=none "$L2TP" -n a "$@" >/dev/null
	sed -n 's/^\([a-z]*\)(.*/\1/p' trace >calls
	# calls before the first socket belong to program start
	first=$(grep -n socket calls | cut -d: -f1 | head -n 1)
}

# hit SIGNAL WORD...; run it and send the signal at a random point, $point. A run that polls the kernel less often than
# clean_run may end before that point: then it is done.
hit()
{
	local line call count reached

	line=$((first + RANDOM % ($(wc -l <calls) - first + 1)))
	call=$(sed -n "${line}p" calls)
	count=$(head -n "$line" calls | grep -cx "$call")
	point="$1 at $call $count"
	run_split "${STRACE[@]}" -qq -o calls.hit -e trace="$call" -e inject="$call:signal=SIG$1:when=$count" \
		"$L2TP" -n a "${@:2}"
	reached=$(grep -c "^$call(" calls.hit || true)
	if [ "$reached" -lt "$count" ]; then
		expect 0
		expect_stderr ""
		return
	fi
	case $1 in
	KILL) [ "$status" -eq 137 ] ;;
	*) [ "$status" -eq $((128 + $(kill -l "$1"))) ] ;;
	esac || fail "$point: $(show_run)"
	[ -z "$output" ] || fail "$point: $(show_run)"
}

# restart; restore the old state
restart()
{
	on_a tunnel flush
	on_a -batch - <<<"$START"
}

# saved; print the output of save without random Ethernet addresses
saved()
{
	on_a save | sed 's/ lladdr [^ ]*//'
}

expect_before_or_after()
{
	now=$(saved)
	[ "$now" = "$before" ] || [ "$now" = "$after" ] || fail "$point: $(show_run)
there is $now"
}

# each_signal TEST; run ROUNDS of it for each signal that can be blocked
each_signal()
{
	local signal round

	for signal in INT TERM HUP PIPE; do
		for ((round = 0; round < ROUNDS; round++)); do
			"$1" "$signal" || return
		done
	done
}

# Expect that the objects are those of the first $1 lines of the file lines.
expect_lines_done()
{
	local sessions

	sessions=$(json 'map(.session_id)' show session | tr -d '[]' | tr , '\n' | grep -c . || true)
	[ "$sessions" -eq $(($1 > 0 ? $1 - 1 : 0)) ] || fail "$point: $sessions sessions; $(show_run)"
	[ "$sessions" -eq 0 ] ||
		[ "$(json "map(.session_id) == [range(1; $sessions + 1)]" show session)" = true ] ||
		fail "$point: $(on_a -o show session)"
}

batch_lines()
{
	{
		echo "tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001"
		seq 150 | sed 's/.*/session add tunnel_id 1 session_id & peer_session_id & pwtype ppp/'
		echo "session set tunnel_id 1 session_id 1 reorder_timeout 100"
		seq 151 160 | sed 's/.*/session add tunnel_id 1 session_id & peer_session_id & name wire& up/'
	} >lines
}

hit_batch()
{
	local line

	on_a tunnel flush
	hit "$1" -batch lines
	case $stderr in
	"") expect_lines_done $((status == 137 ? 0 : 161)) ;;
	"l2tp: lines:"*": interrupted; the lines before it were run")
		line=${stderr#l2tp: lines:}
		line=$((${line%%:*} - 1))
		# one line adds no object
		expect_lines_done $((line > 151 ? line - 1 : line))
		;;
	*) fail "$point: $(show_run)" ;;
	esac
}

@test "a signal ends a batch between two lines, and it says which" {
	batch_lines
	clean_run -batch lines
	each_signal hit_batch
}

@test "a batch that is killed has done its first lines, and no others" {
	batch_lines
	clean_run -batch lines
	for ((round = 0; round < ROUNDS; round++)); do
		on_a tunnel flush
		hit KILL -batch lines
		expect_stderr ""
		expect_lines_done "$(("$(json length show tunnel)" + "$(json length show session)"))"
	done
}

hit_one()
{
	restart
	hit "$1" "${command[@]}"
	[ -z "$stderr" ] || fail "$point: $(show_run)"
	expect_before_or_after
}

# A command without output: expect the old or the new state. After SIGKILL, MENDING repairs it.
test_one()
{
	restart
	before=$(saved)
	clean_run "${command[@]}"
	after=$(saved)
	[ "$before" != "$after" ]
	each_signal hit_one
	for ((round = 0; round < ROUNDS; round++)); do
		restart
		hit KILL "${command[@]}"
		[ -z "$stderr" ] || fail "$point: $(show_run)"
		run_split on_a "$@"
		expect 0
		expect_stderr ""
		[ "$(saved)" = "$after" ] || fail "$point, then $*: $(saved)"
	done
}

@test "a session with its interface is added in full or not at all; killed, replace mends it" {
	words=(tunnel_id 1 session_id 3 peer_session_id 103 name wire3 mtu 1400 addr 10.5.3.1/24 addr 10.5.4.1/24 up)
	command=(session add "${words[@]}")
	test_one session replace "${words[@]}"
}

@test "replace of a session leaves the one before or the one after; killed, replace mends it" {
	command=(session replace tunnel_id 1 session_id 1 peer_session_id 101 cookie 0a0b0c0d mtu 1300)
	# a killed process loses that the interface was up, and its address
	test_one session replace tunnel_id 1 session_id 1 peer_session_id 101 cookie 0a0b0c0d mtu 1300 \
		name wire1 up addr 10.5.1.1/24
}

@test "replace of a tunnel leaves it before or after, its sessions too" {
	restart
	before=$(saved)
	command=(tunnel replace tunnel_id 1 peer_tunnel_id 11 encap ip local 10.0.0.1 remote 10.0.0.2)
	clean_run "${command[@]}"
	after=$(saved)
	[ "$(grep -c ^session <<<"$after")" = 2 ]
	each_signal hit_one
}

hit_apply()
{
	restart
	hit "$1" apply file
	case $stderr in
	"") expect_before_or_after ;;
	"l2tp: apply: interrupted, and rolled back")
		[ "$(saved)" = "$before" ] || fail "$point: $(saved)" ;;
	*) fail "$point: $(show_run)" ;;
	esac
}

@test "apply leaves what was before or what is in the file; killed, apply mends it" {
	sed 's/cookie 01020304/cookie 01020305 mtu 1300/; s/up addr 10.5.1.1/up mtu 1400 addr 10.5.1.2/' <<<"$START" >file
	echo "session add session_id 3 tunnel_id 1 peer_session_id 103 name wire3 up addr 10.5.3.1/24" >>file
	restart
	before=$(saved)
	clean_run apply file
	after=$(saved)
	each_signal hit_apply
	for ((round = 0; round < ROUNDS; round++)); do
		restart
		hit KILL apply file
		expect_stderr ""
		run_split on_a apply file
		expect 0
		expect_stderr ""
		[ "$(saved)" = "$after" ] || fail "$point: $(saved)"
	done
}
