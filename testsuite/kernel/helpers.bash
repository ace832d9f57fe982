# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helpers.bash - shared by the kernel tests: two hosts and assertions
#
# An exec is slow in a guest without KVM (90 ms for ip), so functions use few: one ip -batch runs many
# commands.

bats_require_minimum_version 1.5.0

PROJECT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
L2TP=${L2TP:-$PROJECT/ip/l2tp}
SYSTEM_IP=/sbin/ip
# LeakSanitizer uses ptrace, which fails in a traced process.
# shellcheck disable=SC2034 # for the tests
STRACE=(env ASAN_OPTIONS=detect_leaks=0 strace)

# fail MESSAGE; end the test, as the last command of a line of it
fail()
{
	printf '%s\n' "$*" >&2
	return 1
}

# show_run; print the last run
show_run()
{
	# shellcheck disable=SC2154 # run sets them
	printf 'command: %s\nstatus: %s\nstdout: %s\nstderr: %s' \
		"${BATS_RUN_COMMAND-}" "$status" "$output" "${stderr-}"
}

# run_split COMMAND ARG...; set $status, $output to stdout, and $stderr
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

# expect_stdout TEXT; compare all of it except final newlines
expect_stdout()
{
	[ "$output" = "$1" ] || fail "expected on stdout: $1
$(show_run)"
}

# expect_stderr TEXT; compare all of it except final newlines
expect_stderr()
{
	# shellcheck disable=SC2154 # run --separate-stderr sets it
	[ "$stderr" = "$1" ] || fail "expected on stderr: $1
$(show_run)"
}

# wait_for SECONDS COMMAND ARG...; retry until COMMAND succeeds
wait_for()
{
	local end=$((SECONDS + $1)) seconds=$1

	shift
	until "$@"; do
		[ "$SECONDS" -le "$end" ] || fail "not within $seconds seconds: $*" || return
		sleep 0.1
	done
}

# in_guest; whether this machine is disposable
in_guest()
{
	[ -e /run/vm/command ]
}

# only_on KERNEL; run a test that does not depend on the kernel in one of the guests only, where execs are slow.
# EVERYWHERE=1 (make stress) runs it in all
only_on()
{
	! in_guest || [ -n "${EVERYWHERE-}" ] || [[ $(</proc/sys/kernel/osrelease) == "$1".* ]] || skip "once is enough: on $1"
}

# since_linux VERSION; whether the kernel is of this version or later
since_linux()
{
	printf '%s\n' "$1" "$(</proc/sys/kernel/osrelease)" | sort -CV
}

# needs_linux VERSION; skip the test on an earlier kernel, which lacks what it is about
needs_linux()
{
	since_linux "$1" || skip "since Linux $1"
}

# sanitized; whether the program is built with ASan, which uses extra memory and returns it late
sanitized()
{
	[[ $L2TP == *sanitize* ]]
}

# without_modules MODULE...; unload them and prevent autoloading. Only in a guest: a killed test would leave the machine
# without them. teardown restores $autoload.
without_modules()
{
	in_guest || skip "takes modules away: only in a guest"
	# shellcheck disable=SC2034 # for the teardown
	autoload=$(</proc/sys/kernel/modprobe)
	echo /bin/false >/proc/sys/kernel/modprobe
	wait_for 20 modprobe -q -r "$@"
}

# Background processes of a test. end_pids sends SIGKILL only after 5 s: leak detection and coverage need a normal end.
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

# in_ns NAMESPACE COMMAND ARG...; unlike ip netns exec, keeps /sys, which has debugfs
in_ns()
{
	local name=$1

	shift
	nsenter --net="/run/netns/$name" "$@"
}

# netns_new NAME...; create empty network namespaces, with lo down
netns_new()
{
	printf 'netns add %s\n' "$@" | "$SYSTEM_IP" -batch -
}

# host_config N; print the ip -batch lines for lo up and address N of both families on eth0
host_config()
{
	printf '%s\n' "link set lo up" "addr add 10.0.0.$1/24 dev eth0" \
		"addr add fd00::$1/64 dev eth0 nodad" "link set eth0 up"
}

# Create two hosts, the namespaces a (10.0.0.1, fd00::1) and b (10.0.0.2, fd00::2), with their eth0 joined.
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

# For teardown: delete all namespaces with their tunnels, and the tunnels outside of them.
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

# Create one host without a peer, the namespace a: its lo reaches all of 10.0.0.0/24 and fd00::/64.
host_new()
{
	netns_new a
	printf '%s\n' "link set lo up" "addr add 10.0.0.1/24 dev lo" \
		"addr add fd00::1/64 dev lo nodad" | "$SYSTEM_IP" -n a -batch -
}

# on_a ARG...; run our program on host a
on_a()
{
	"$L2TP" -n a "$@"
}

# json FILTER ARG...; print the JSON of our program on host a, filtered by jq, in one line
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
