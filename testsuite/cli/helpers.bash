# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# helpers.bash - what the tests of command lines share: tables of lines with what is to come of them
#
# A table has one command line a row, `WORDS => WHAT`, its words quoted as for the shell. A whole
# table is tried before its test fails, so that one run shows all rows that are wrong.

load ../kernel/helpers

# shellcheck disable=SC2034 # for the tables: a tunnel that could be added, all but its encapsulation
{
	ENDS="tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2"
	PORTS="udp_sport 1 udp_dport 2"
	IDS="tunnel_id 1 session_id 2 peer_session_id 3"
}

# l2tp_run WORD...; runs our program, stdout and stderr apart
l2tp_run()
{
	run_split "$L2TP" "$@"
}

# each_row FUNCTION; calls FUNCTION WHAT WORD... for each row of the table on stdin
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

# A row of words that are refused: one line on stderr, nothing on stdout, exit status 1.
is_refused()
{
	local message=$1

	shift
	l2tp_run "$@"
	expect 1 && expect_stdout "" && expect_stderr "l2tp: $message"
}

# A row of words that mean the line WHAT; tried with -dry-run.
is_taken()
{
	local printed=$1

	shift
	l2tp_run -dry-run "$@"
	expect 3 && expect_stdout "$printed" && expect_stderr ""
}

# A row of words that are taken with the warning WHAT.
is_warned()
{
	local warning=$1

	shift
	l2tp_run -dry-run "$@"
	expect 3 && [ -n "$output" ] && expect_stderr "l2tp: warning: $warning"
}

# Whether the kernel has L2TP, loaded or to be loaded.
kernel_has_l2tp()
{
	[ -d /sys/module/l2tp_core ] || PATH=$PATH:/usr/sbin:/sbin modprobe -n -q l2tp_netlink 2>/dev/null
}
