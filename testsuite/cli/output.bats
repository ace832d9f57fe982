#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# output.bats - failed output, and a kernel without L2TP

# shellcheck disable=SC2016 # $0 is of the inner shell

load helpers

# unwritten COMMAND; run a shell command whose stdout cannot be written: expect exit status 2 and one line on stderr
unwritten()
{
	local why=$1

	shift
	run_split bash -c "$*" "$L2TP"
	expect 2 && expect_stdout "" && expect_stderr "l2tp: output: $why"
}

@test "a full disk is a failure" {
	unwritten "No space left on device" '"$0" -V >/dev/full'
	unwritten "No space left on device" '"$0" help >/dev/full'
	unwritten "No space left on device" '"$0" help tunnel add >/dev/full'
	unwritten "No space left on device" '"$0" help words >/dev/full'
	unwritten "No space left on device" '"$0" -dry-run del tunnel tid 1 >/dev/full'
	unwritten "No space left on device" 'echo tunnel del tid 1 | "$0" -dry-run -batch - >/dev/full'
}

@test "a closed stdout is a failure" {
	unwritten "Bad file descriptor" '"$0" -V >&-'
	unwritten "Bad file descriptor" '"$0" help >&-'
	unwritten "Bad file descriptor" '"$0" -dry-run del tunnel tid 1 >&-'
	unwritten "Bad file descriptor" 'echo tunnel del tid 1 | "$0" -dry-run -batch - >&-'
}

@test "what is opened later never takes the place of a closed stdout or stderr" {
	command -v strace >/dev/null || skip "no strace"
	run bash -c '"${@:2}" -e trace=socket -o "$1" "$0" show tunnel >&- 2>&-' "$L2TP" \
		"$BATS_TEST_TMPDIR/calls" "${STRACE[@]}"
	grep -q socket "$BATS_TEST_TMPDIR/calls" || fail "no socket was opened"
	run grep -E 'socket\(.*= [012]$' "$BATS_TEST_TMPDIR/calls"
	expect_stdout ""
}

@test "a failure is reported with stdout closed" {
	run_split bash -c '"$0" bogus >&-' "$L2TP"
	expect 1
	expect_stderr 'l2tp: unknown command "bogus"; l2tp help lists the commands'
	run bash -c '"$0" bogus 2>&-' "$L2TP"
	expect 1
}

@test "a reader that goes away is no reason to hang" {
	seq -f 'tunnel del tunnel_id %.0f' 1 100000 >"$BATS_TEST_TMPDIR/lines"
	run timeout 20 bash -c '"$0" -dry-run -batch "$1" | head -n 1' "$L2TP" "$BATS_TEST_TMPDIR/lines"
	expect 0
	expect_stdout "tunnel del tunnel_id 1"
}

@test "a kernel without L2TP is reported with a remedy" {
	kernel_has_l2tp && skip "this kernel has L2TP"
	each_row lacks_l2tp <<-END
		show tunnel => tunnel show
		-j show session => session show
		-j -p -s -d show tunnel => tunnel show
		show tunnel tid 1 => tunnel show
		del tunnel tid 1 => tunnel del
		session del name x => session del
		tunnel add $ENDS encap ip => tunnel add
		session add $IDS => session add
		-force show tunnel => tunnel show
		session set name x up => session set
		tunnel replace $ENDS encap ip => tunnel replace
		session replace $IDS => session replace
		tunnel flush => tunnel flush
		session flush tid 1 => session flush
		session del tid 1 => session del
		monitor => monitor
		-j monitor session poll 1 => monitor
		stats => stats
		-j stats session count 1 => stats
	END
}

lacks_l2tp()
{
	local command=$1

	shift
	l2tp_run "$@"
	expect 2 && expect_stdout "" &&
		expect_stderr "l2tp: $command: the kernel has no L2TP; modprobe l2tp_netlink"
}
