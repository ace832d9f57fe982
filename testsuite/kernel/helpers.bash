# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helpers.bash - what the tests on a kernel share: two hosts to test between, and assertions
#
# An exec is the dear thing in a guest without KVM (90 ms for ip), so a function does with as few as
# it can: many commands go to one ip -batch.

bats_require_minimum_version 1.5.0

PROJECT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
L2TP=${L2TP:-$PROJECT/ip/l2tp}
SYSTEM_IP=/sbin/ip
# Leaks are looked for by tracing, and what is traced cannot be traced by another.
# shellcheck disable=SC2034 # for the tests
STRACE=(env ASAN_OPTIONS=detect_leaks=0 strace)

# fail MESSAGE; ends the test when it is the last word of a line of it
fail()
{
	printf '%s\n' "$*" >&2
	return 1
}

# show_run; what the last run did
show_run()
{
	# shellcheck disable=SC2154 # run sets them
	printf 'command: %s\nstatus: %s\nstdout: %s\nstderr: %s' \
		"${BATS_RUN_COMMAND-}" "$status" "$output" "${stderr-}"
}

# run_split COMMAND ARG...; leaves $status, and stdout in $output apart from $stderr
run_split()
{
	run --separate-stderr "$@"
}

# expect STATUS; of the last run
expect()
{
	[ "$status" -eq "$1" ] || fail "expected status $1
$(show_run)"
}

# expect_stdout TEXT; all of it, without the last newlines
expect_stdout()
{
	[ "$output" = "$1" ] || fail "expected on stdout: $1
$(show_run)"
}

# expect_stderr TEXT; all of it, without the last newlines
expect_stderr()
{
	# shellcheck disable=SC2154 # run --separate-stderr sets it
	[ "$stderr" = "$1" ] || fail "expected on stderr: $1
$(show_run)"
}

# wait_for SECONDS COMMAND ARG...; tries until COMMAND succeeds
wait_for()
{
	local end=$((SECONDS + $1)) seconds=$1

	shift
	until "$@"; do
		[ "$SECONDS" -le "$end" ] || fail "not within $seconds seconds: $*" || return
		sleep 0.1
	done
}

# in_guest; on a machine that is ours to break
in_guest()
{
	[ -e /run/vm/command ]
}

# only_on KERNEL; what no kernel has a part in is tested on one of our guests alone, where an exec is dear.
# EVERYWHERE=1 (make stress) is for all of them
only_on()
{
	! in_guest || [ -n "${EVERYWHERE-}" ] || [[ $(</proc/sys/kernel/osrelease) == "$1".* ]] || skip "once is enough: on $1"
}

# sanitized; the program is built with ASan, which takes memory of its own and gives none back soon
sanitized()
{
	[[ $L2TP == *sanitize* ]]
}

# without_modules MODULE...; they are gone and do not come back by themselves. Not on a machine that
# somebody uses: it would be left without them if the test was killed. teardown puts $autoload back.
without_modules()
{
	in_guest || skip "takes modules away: only in a guest"
	# shellcheck disable=SC2034 # for the teardown
	autoload=$(</proc/sys/kernel/modprobe)
	echo /bin/false >/proc/sys/kernel/modprobe
	wait_for 20 modprobe -q -r "$@"
}

# What a test runs in the background; its teardown lets it end by itself, as a leak detector and a count of
# coverage want, if it does.
pids=()
end_pids()
{
	[ ${#pids[@]} -gt 0 ] && kill "${pids[@]}" 2>/dev/null || return 0
	wait_for 5 no_pid || kill -9 "${pids[@]}"
}

no_pid()
{
	! kill -0 "${pids[@]}" 2>/dev/null
}

# in_ns NAMESPACE COMMAND ARG...; not ip netns exec, which mounts a new /sys that has no debugfs
in_ns()
{
	local name=$1

	shift
	nsenter --net="/run/netns/$name" "$@"
}

# netns_new NAME...; empty network namespaces, lo down
netns_new()
{
	printf 'netns add %s\n' "$@" | "$SYSTEM_IP" -batch -
}

# Address N of eth0, both families, on a host with lo up
host_config()
{
	printf '%s\n' "link set lo up" "addr add 10.0.0.$1/24 dev eth0" \
		"addr add fd00::$1/64 dev eth0 nodad" "link set eth0 up"
}

# Two hosts, the namespaces a (10.0.0.1, fd00::1) and b (10.0.0.2, fd00::2), their eth0 joined.
hosts_new()
{
	"$SYSTEM_IP" -batch - <<-END
		netns add a
		netns add b
		link add eth0 netns a type veth peer name eth0 netns b
	END
	host_config 1 | "$SYSTEM_IP" -n a -batch -
	host_config 2 | "$SYSTEM_IP" -n b -batch -
}

# For teardown: all namespaces, with the tunnels in them, and the tunnels outside of them.
netns_del_all()
{
	local path lines

	lines=$(
		{
			for path in /run/netns/*; do
				[ ! -e "$path" ] || echo "netns del ${path##*/}"
			done
			echo "l2tp show tunnel"
		} | "$SYSTEM_IP" -force -batch - 2>/dev/null
	)
	[[ $lines == *"Tunnel "* ]] || return 0
	sed -n 's/^Tunnel \([0-9]*\),.*/l2tp del tunnel tunnel_id \1/p' <<<"$lines" |
		"$SYSTEM_IP" -force -batch -
}

# One host without a peer, the namespace a: its lo reaches all of 10.0.0.0/24 and fd00::/64.
host_new()
{
	netns_new a
	printf '%s\n' "link set lo up" "addr add 10.0.0.1/24 dev lo" \
		"addr add fd00::1/64 dev lo nodad" | "$SYSTEM_IP" -n a -batch -
}

# on_a ARG...; our program on host a
on_a()
{
	"$L2TP" -n a "$@"
}

# json FILTER ARG...; what jq makes of the JSON of our program on host a, in one line
json()
{
	local text

	text=$("$L2TP" -n a -j "${@:2}") && jq -c "$1" <<<"$text"
}

# expect_done TEXT WORD...; -d replace with these words says so, and no more
expect_done()
{
	local text=$1

	shift
	run_split on_a -d replace "$@"
	expect 0
	expect_stderr ""
	expect_stdout "$text"
}
