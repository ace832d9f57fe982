#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 91-limits.bats - loss of namespace, modules, memory, descriptors and output during a run

# shellcheck disable=SC2030,SC2031,SC2086,SC2154 # run sets stderr, and no test needs another's; words
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"
TUNNEL="tunnel add tunnel_id 1 $V4 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001"

setup()
{
	only_on 6.1
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	end_pids
	[ -z "${autoload-}" ] || echo "$autoload" >/proc/sys/kernel/modprobe
	netns_del_all
}

# start NAME ARG...; run our program in the background, with output in NAME.out and NAME.err
start()
{
	"$L2TP" -n a "${@:2}" >"$1.out" 2>"$1.err" 3>&- &
	pids+=($!)
}

# ended NUMBER STATUS NAME STDERR; stop that process of pids with SIGTERM and expect this result
ended()
{
	local ended=0

	kill -TERM "${pids[$1]}"
	wait "${pids[$1]}" || ended=$?
	[ "$ended" -eq "$2" ] || fail "$3: status $ended: $(cat "$3.err")"
	[ "$(cat "$3.err")" = "$4" ] || fail "$3: $(cat "$3.err")"
}

@test "a namespace deleted under a monitor, a stats and a batch is theirs until they end" {
	mkfifo fifo
	on_a -batch - <<<"$TUNNEL"
	start monitor -j monitor poll 1
	start stats -j stats tunnel session
	start batch -batch fifo
	exec 9>fifo
	echo "session add tunnel_id 1 session_id 4 peer_session_id 6 pwtype ppp" >&9
	wait_for 15 grep -q '"session_id":4' monitor.out
	wait_for 15 grep -q '"session_id":4' stats.out
	"$SYSTEM_IP" netns del a
	echo "session add tunnel_id 1 session_id 5 peer_session_id 6 pwtype ppp" >&9
	wait_for 15 grep -q '"session_id":5' monitor.out
	wait_for 15 grep -q '"session_id":5' stats.out
	exec 9>&-
	wait "${pids[2]}" || fail "$(cat batch.err)"
	[ ! -s batch.err ]
	ended 0 0 monitor ""
	ended 1 0 stats ""
	run_split on_a show tunnel
	expect 2
	expect_stderr "l2tp: option -netns: network namespace a does not exist; ip netns lists them"
}

@test "modules unloaded under a batch and a monitor: each says so and what to do" {
	mkfifo fifo
	modprobe l2tp_netlink
	start batch -force -batch fifo
	exec 9>fifo
	echo "tunnel show" >&9
	start monitor -j monitor poll 1
	sleep 1
	without_modules l2tp_ppp l2tp_eth l2tp_ip6 l2tp_ip l2tp_debugfs l2tp_netlink
	echo "tunnel show" >&9
	wait_for 15 grep -q . batch.err
	wait_for 15 grep -q . monitor.err
	echo "$autoload" >/proc/sys/kernel/modprobe
	modprobe l2tp_netlink
	echo "$TUNNEL" >&9
	echo "tunnel show" >&9
	exec 9>&-
	status=0
	wait "${pids[0]}" || status=$?
	expect 2
	gone="the L2TP module was unloaded; modprobe l2tp_netlink"
	[ "$(cat batch.err)" = "l2tp: fifo:2: tunnel show: $gone
l2tp: fifo:3: tunnel add: $gone
l2tp: fifo:4: tunnel show: $gone" ] || fail "$(cat batch.err)"
	status=0
	wait "${pids[1]}" || status=$?
	expect 2
	[ "$(cat monitor.err)" = "l2tp: monitor: $gone" ] || fail "$(cat monitor.err)"
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[]"
}

# Expect complete success, or one line on stderr, status 2, and nothing on stdout.
expect_all_or_nothing()
{
	case $status in
	0) [ "$output" = "$whole" ] && [ -z "$stderr" ] ;;
	2) [ -z "$output" ] && [[ $stderr == "l2tp: "* && $stderr != *$'\n'* ]] ;;
	# failures of the loader, or of the shell to start the program, do not count
	126 | 127 | 139) [ "$1" -le 12000 ] && [ -z "$output" ] ;;
	*) false ;;
	esac || fail "$1: $(show_run)"
}

@test "without memory it says so and prints nothing" {
	! sanitized || skip "a sanitizer wants all the memory there is"
	{
		echo "$TUNNEL"
		seq 2000 | sed 's/.*/session add tunnel_id 1 session_id & peer_session_id & pwtype ppp/'
	} | on_a -batch -
	whole=$(on_a -j show session)
	done=0 refused=0
	for ((kb = 3000; kb < 6000; kb += 150)); do
		run_split bash -c "ulimit -v $kb && exec $L2TP -n a -j show session"
		expect_all_or_nothing "$kb"
		[ "$status" -ne 0 ] || done=$((done + 1))
		[ "$status" -ne 2 ] || refused=$((refused + 1))
	done
	echo "done $done, refused $refused" >&2
	[ "$done" -gt 0 ] && [ "$refused" -gt 0 ]
}

@test "without file descriptors it says so, and makes nothing half" {
	on_a -batch - <<<"$TUNNEL"
	whole=""
	# with fewer descriptors the loader finds no libraries
	for ((n = 6; n < 12; n++)); do
		run_split bash -c "ulimit -n $n && exec $L2TP -n a session add tunnel_id 1 session_id 5 peer_session_id 6 name wire mtu 1300 up"
		if [ "$status" -eq 0 ]; then
			[ "$(json '.[].link.mtu' -d show session)" = 1300 ]
			on_a session del name wire
		else
			expect_all_or_nothing 12000
			[ "$(json length show session)" = 0 ] || fail "$n: $(show_run)"
		fi
	done
	[ "$status" -eq 0 ]
}

@test "a full disk and a closed stdout are failures of whatever prints" {
	on_a -batch - <<<"$TUNNEL"
	for words in "show tunnel" "-j show tunnel" "save" "-j save" "stats count 1" "-j stats count 1" \
		"-d tunnel replace ${TUNNEL#tunnel add }" "help" "help words" "-d session flush" \
		"-dry-run tunnel del tunnel_id 1" "show debug"; do
		for out in "/dev/full" "&-"; do
			run_split bash -c "$L2TP -n a $words >$out"
			expect 2
			[[ $stderr == "l2tp: "* && $stderr != *$'\n'* ]] || fail "$(show_run)"
		done
	done
	# monitor prints nothing before the first event
	timeout 15 bash -c "$L2TP -n a monitor >/dev/full" 2>monitor.err 3>&- &
	sleep 1
	on_a tunnel add tunnel_id 2 peer_tunnel_id 1 encap ip $V4
	ended=0
	wait $! || ended=$?
	[ "$ended" -eq 2 ] || fail "status $ended"
	[ "$(cat monitor.err)" = "l2tp: monitor: output: No space left on device" ] || fail "$(cat monitor.err)"
}
