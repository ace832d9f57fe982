# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helpers.bash - shared by the tests of command lines: tables of lines and their expected results
#
# Each row of a table is a command line, `WORDS => WHAT`, quoted as for the shell. A test runs all rows before
# it fails, so that one run shows all wrong ones.

load ../kernel/helpers

# shellcheck disable=SC2034 # for the tables: a tunnel that could be added, all but its encapsulation
{
	ENDS="tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2"
	PORTS="udp_sport 1 udp_dport 2"
	IDS="tunnel_id 1 session_id 2 peer_session_id 3"
}

# l2tp_run WORD...; run our program, with stdout and stderr apart
l2tp_run()
{
	run_split "$L2TP" "$@"
}

# each_row FUNCTION; call FUNCTION WHAT WORD... for each row of the table on stdin
each_row()
{
	local line bad=0 words what

	while IFS= read -r line; do
		eval "words=(${line%% =>*})"
		what=${line#* =>}
		"$1" "${what# }" "${words[@]}" || { echo "in the row: $line" >&2 && bad=1; }
	done
	return "$bad"
}

# An invalid row: one line on stderr, nothing on stdout, exit status 1.
is_refused()
{
	local message=$1

	shift
	l2tp_run "$@"
	expect 1 && expect_stdout "" && expect_stderr "l2tp: $message"
}

# A row that -dry-run prints as the line WHAT.
is_taken()
{
	local printed=$1

	shift
	l2tp_run -dry-run "$@"
	expect 3 && expect_stdout "$printed" && expect_stderr ""
}

# A row that is accepted with the warning WHAT.
is_warned()
{
	local warning=$1

	shift
	l2tp_run -dry-run "$@"
	expect 3 && [ -n "$output" ] && expect_stderr "l2tp: warning: $warning"
}

# Whether the kernel has L2TP, loaded or loadable.
kernel_has_l2tp()
{
	[ -d /sys/module/l2tp_core ] || PATH=$PATH:/usr/sbin:/sbin modprobe -n -q l2tp_netlink 2>/dev/null
}
