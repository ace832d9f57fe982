#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 47-others-objects.bats - is what other programs made or use left alone?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load helpers
load ppp

ENDS="local 10.0.0.1 remote 10.0.0.2"
T1="tunnel_id 1 peer_tunnel_id 11 $ENDS udp_sport 5001 udp_dport 6001"
T2="tunnel_id 2 peer_tunnel_id 12 $ENDS udp_sport 5002 udp_dport 6002"

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	end_pids
	pkill -f "^sleep 6047" || :
	netns_del_all
}

# tunnel_of_a_program; start one that holds the socket of tunnel 9, with session 90 in it
tunnel_of_a_program()
{
	nsenter --net=/run/netns/a "$PROJECT/testsuite/kernel/socket_tunnel.py" 9 19 5009 10.0.0.1 10.0.0.2 6009 3>&- >said &
	pids+=($!)
	wait_for 20 grep -q there said
	on_a session add tunnel_id 9 session_id 90 peer_session_id 91 name theirs
}
T9="tunnel_id 9 peer_tunnel_id 19 $ENDS udp_sport 5009"

# ppp_in_use; a PPP session whose socket a program holds, in version 2 tunnel 3
ppp_in_use()
{
	on_a -batch - <<-END
		tunnel add tunnel_id 3 peer_tunnel_id 13 version 2 $ENDS udp_sport 1701 udp_dport 1701
		session add tunnel_id 3 session_id 30 peer_session_id 31
	END
	"$L2TP" -n a ppp tunnel_id 3 session_id 30 exec sleep 6047 3>&- &
	pids+=($!)
	wait_for 20 pgrep -f "^sleep 6047"
}
T3="tunnel_id 3 peer_tunnel_id 13 version 2 $ENDS udp_sport 1701"

# expect_left; tunnel 9 with its session and tunnel 3 with its session are there
expect_left()
{
	run_split json 'map([.tunnel_id, .session_id])' show session
	expect_stdout "$1"
}

@test "a tunnel whose socket a program holds is not made again, and the program is named" {
	tunnel_of_a_program
	for command in "tunnel replace $T9 udp_dport 6010" "-force tunnel replace $T9 udp_dport 6010" "apply file" "-dry-run apply file"; do
		printf '%s\n' "tunnel add $T9 udp_dport 6010" "session add tunnel_id 9 session_id 90 peer_session_id 91" >file
		run_split on_a $command
		expect 2
		[[ $stderr == *"tunnel 9 is in use by the program python3 (process "*"); stop it first" ]] ||
			fail "$(show_run)"
		expect_left '[[9,90]]'
	done
}

@test "pruning spares what programs hold, says so, and takes it with -force" {
	tunnel_of_a_program
	ppp_in_use
	on_a session add tunnel_id 3 session_id 32 peer_session_id 33
	echo "tunnel add $T1" >file
	run_split on_a apply file prune
	expect 0
	[[ $stderr == *"tunnel 3 is left: the program sleep (process "*") uses it; -force deletes it"*"tunnel 9 is left: the program python3 (process "*") uses it; -force deletes it" ]] ||
		fail "$(show_run)"
	expect_left '[[3,30],[3,32],[9,90]]'
	# in a tunnel that the file names, the session that is in use is spared
	echo "tunnel add $T3 udp_dport 1701" >>file
	run_split on_a apply file prune
	expect 0
	[[ $stderr == *"session 30 in tunnel 3 is left: the program sleep"* ]] || fail "$(show_run)"
	expect_left '[[3,30],[9,90]]'
	on_a -force apply file prune
	expect_left '[]'
}

@test "a PPP session that a program has open is not made again, and is as its line has it" {
	ppp_in_use
	for command in "session replace tunnel_id 3 session_id 30 peer_session_id 39" \
		"tunnel replace $T3 udp_dport 1702" "apply file"; do
		printf '%s\n' "tunnel add $T3 udp_dport 1702" "session add tunnel_id 3 session_id 30 peer_session_id 31" >file
		run_split on_a $command
		expect 2
		[[ $stderr == *" is in use by the program sleep (process "*"); -force takes it" ]] || fail "$(show_run)"
		expect_left '[[3,30]]'
	done
	# pppd sets such options on the socket
	on_a session set tunnel_id 3 session_id 30 seq both lns_mode on
	printf '%s\n' "tunnel add $T3 udp_dport 1701" "session add tunnel_id 3 session_id 30 peer_session_id 31" >file
	run_split on_a -dry-run apply file
	expect 0
	expect_stdout ""
	run_split on_a save
	[[ $output == *"session add session_id 30 tunnel_id 3 peer_session_id 31"* ]] || fail "$(show_run)"
}

# given; sessions 5 and 6 in tunnel 1, and tunnel 2, anew
given()
{
	on_a -batch - <<-END
		tunnel flush
		tunnel add $T1
		tunnel add $T2
		session add tunnel_id 1 session_id 5 peer_session_id 5 name wire5
		session add tunnel_id 1 session_id 6 peer_session_id 6 name wire6
	END
}

# sends_until NUMBER; of the program that was traced: how many sends there were until the l2tp command NUMBER
sends_until()
{
	grep -n "nlmsg_type=l2tp.*\"\\\\\(x0\)\{0,1\}$1\\\\" trace | head -n 1 | cut -d: -f1
}

is_stopped()
{
	program=$(pgrep -n -x l2tp) && [[ $(cut -d' ' -f3 "/proc/$program/stat") == [tT] ]] && grep -q SIGSTOP trace
}

# others_between NUMBER SWAP COMMAND ARG...; run it on what is given, and the batch lines SWAP after it listed the objects and
# before it fetches again what it changes with the l2tp command NUMBER: BEFORE sends earlier. Sets $output and $status.
others_between()
{
	local number=$1 swap=$2 at tracer program

	shift 2
	given
	in_ns a "${STRACE[@]}" -qq -e trace=sendto -e signal=none -o trace "$L2TP" "$@" >/dev/null
	at=$(sends_until "$number")
	[ "$at" -gt 1 ] || fail "no command $number: $(<trace)"
	given
	in_ns a "${STRACE[@]}" -qq -o trace -e trace=sendto -e "inject=sendto:signal=SIGSTOP:when=$((at - ${BEFORE-2}))" \
		"$L2TP" "$@" >out 2>&1 3>&- &
	tracer=$!
	pids=("$tracer")
	wait_for 20 is_stopped
	on_a -batch - <<<"$swap"
	kill -CONT "$program"
	status=0
	wait "$tracer" || status=$?
	output=$(<out)
}

# its id is found in any tunnel by Linux 6.12
MOVED="session del tunnel_id 1 session_id 5
session add tunnel_id 2 session_id 5 peer_session_id 5 name theirs"
ANEW="session del tunnel_id 1 session_id 5
session add tunnel_id 1 session_id 5 peer_session_id 5 name theirs cookie 01020304"
TUNNEL_ANEW="tunnel del tunnel_id 1
tunnel add tunnel_id 1 peer_tunnel_id 99 $ENDS udp_sport 7001 udp_dport 7002"

@test "a session that took the place of the one that was listed is not changed" {
	printf '%s\n' "tunnel add $T1" "session add tunnel_id 1 session_id 5 peer_session_id 5 name wire5 seq both" >file
	for swap in "$MOVED" "$ANEW"; do
		others_between 7 "$swap" apply file
		expect 2
		run_split json 'map(select(.session_id == 5))[] | [.interface, .send_seq // false]' show session
		expect_stdout '["theirs",false]'
	done
}

@test "a session that took the place of the one that was listed is not deleted" {
	printf '%s\n' "tunnel add $T1" "tunnel add $T2" \
		"session add tunnel_id 1 session_id 6 peer_session_id 6 name wire6" >file
	for swap in "$MOVED" "$ANEW"; do
		for command in "apply file prune" "session del peer_session_id 5" "session flush peer_session_id 5"; do
			others_between 6 "$swap" $command
			[[ $command == *flush* || $status == 2 || $swap == "$MOVED" ]] || fail "$(show_run)"
			run_split json 'map(.interface)' show session
			[[ $output == *'"theirs"'* && $output == *'"wire6"'* ]] || fail "$command: $(show_run)"
		done
	done
}

@test "a tunnel that took the place of the one that was listed is not deleted" {
	echo "tunnel add $T2" >file
	for command in "apply file prune" "tunnel del peer_tunnel_id 11" "tunnel flush peer_tunnel_id 11" \
		"tunnel replace tunnel_id 1 peer_tunnel_id 12 $ENDS udp_sport 5001 udp_dport 6001"; do
		others_between 2 "$TUNNEL_ANEW" $command
		[[ $command == *flush* || $status == 2 ]] || fail "$command: $(show_run)"
		run_split json 'map([.tunnel_id, .peer_tunnel])' show tunnel
		expect_stdout '[[1,99],[2,12]]'
	done
}

@test "a session that was added to a tunnel is not deleted with it unseen" {
	printf '%s\n' "tunnel add ${T1/5001/5003}" "tunnel add $T2" >file
	for command in "apply file" "tunnel replace ${T1/5001/5003}"; do
		BEFORE=6 others_between 2 "session add tunnel_id 1 session_id 7 peer_session_id 7 name theirs" $command
		[ "$status" = 2 ] || fail "$command: $(show_run)"
		[[ $output == *"session 7 in tunnel 1 was added by another process, and would be deleted with the tunnel; nothing was done" ]] ||
			fail "$command: $(show_run)"
		run_split json 'map(.interface)' show session
		expect_stdout '["wire5","wire6","theirs"]'
	done
}

@test "a tunnel that another program added in the place of a deleted one stays, and the replace stops" {
	local tracer program

	given
	in_ns a "${STRACE[@]}" -qq -e trace=sendto -e signal=none -o trace "$L2TP" tunnel replace tunnel_id 1 \
		peer_tunnel_id 12 $ENDS udp_sport 5001 udp_dport 6001 >/dev/null
	given
	# it waits until the old one is gone
	in_ns a "${STRACE[@]}" -qq -o trace -e trace=sendto -e "inject=sendto:signal=SIGSTOP:when=$(($(sends_until 2) + 1))" \
		"$L2TP" tunnel replace tunnel_id 1 peer_tunnel_id 12 $ENDS udp_sport 5001 udp_dport 6001 >out 2>&1 3>&- &
	tracer=$!
	pids=("$tracer")
	wait_for 20 is_stopped
	wait_for 10 on_a tunnel add tunnel_id 1 peer_tunnel_id 99 $ENDS udp_sport 7001 udp_dport 7002
	kill -CONT "$program"
	status=0
	wait "$tracer" || status=$?
	output=$(<out)
	[[ $status == 2 && $output == *"tunnel 1 already exists"* ]] || fail "$(show_run)"
	run_split json 'map([.tunnel_id, .peer_tunnel])' show tunnel
	expect_stdout '[[1,99],[2,12]]'
}
