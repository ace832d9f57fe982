#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# batch.bats - the syntax of a batch file and the effect of a failing line; with -dry-run, without a kernel

# shellcheck disable=SC2016,SC2154 # $0 is of the inner shell; run_split sets stderr

load helpers

setup()
{
	cd "$BATS_TEST_TMPDIR" || return
}

# batch OPTION...; run the lines on stdin as a file
batch()
{
	cat >lines
	l2tp_run -dry-run "$@" -batch lines
}

@test "a batch has comments, blank lines, quotes and continued lines" {
	batch <<-'END'
		# a comment, with a 'quote
		tunnel del tunnel_id 1 # another

		  del "tunnel" tid '2'
		tunnel del \
		tunnel_id \
		3
		session del name 'a#b'
		session del name "it's"#comment
	END
	expect 3
	expect_stderr ""
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2
tunnel del tunnel_id 3
session del name 'a#b'
session del name 'it'\"'\"'s'"
}

@test "a backslash that ends a comment does not hide the next line" {
	batch <<-'END'
		# the tunnels of old \
		tunnel del tunnel_id 1
		tunnel del tunnel_id 2 # gone \
		tunnel del tunnel_id 3
	END
	expect 3
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2
tunnel del tunnel_id 3"
}

@test "a line may begin with l2tp, and with what ip takes for it" {
	batch <<<$'l2tp tunnel del tid 1\nl2 del tunnel tid 2\nl2t del tunnel tid 3'
	expect 3
	expect_stderr ""
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2
tunnel del tunnel_id 3"
}

@test "a batch may come from stdin, have CRLF and no last newline" {
	run_split "$L2TP" -dry-run -batch - < <(printf 'tunnel del tid 1\r\n\r\ntunnel del tid 2')
	expect 3
	expect_stderr ""
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2"
}

@test "an empty batch is done at once" {
	batch </dev/null
	expect 0
	expect_stdout ""
	expect_stderr ""
}

@test "a batch ends at the first bad line, which is named" {
	batch <<-'END'
		tunnel del tid 1
		tunnel del tid \
		0
		tunnel del tid 2
	END
	expect 1
	expect_stdout "tunnel del tunnel_id 1"
	expect_stderr "l2tp: lines:3: tunnel del: tunnel_id: 0 is not in the range 1..4294967295"
}

@test "with -force each line is tried, bad syntax included, and the status is the worst" {
	batch -force <<-'END'
		bogus
		tunnel del tid 1
		tunnel del tid 'open
		l2tp
		-j show tunnel
		tunnel del tid 2
	END
	expect 1
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2"
	expect_stderr 'l2tp: lines:1: unknown command "bogus"; l2tp help lists the commands
l2tp: lines:3: unterminated quote
l2tp: lines:4: a command is required; l2tp help lists them
l2tp: lines:5: unknown command "-j"; l2tp help lists the commands'
}

@test "a NUL byte is refused, the lines about it are not" {
	printf 'tunnel del tid 1\ntunnel del \0tid 9\ntunnel del tid 2\n' >lines
	l2tp_run -dry-run -force -batch lines
	expect 1
	expect_stdout "tunnel del tunnel_id 1
tunnel del tunnel_id 2"
	expect_stderr "l2tp: lines:2: NUL byte in the line"
}

@test "warnings have the line's number too" {
	batch <<<$'\ntunnel del tid 1 name x'
	expect 3
	expect_stdout "tunnel del tunnel_id 1"
	expect_stderr "l2tp: lines:2: warning: name is ignored: it is a field of a session"
}

@test "a batch that cannot be read is a failure of the system" {
	l2tp_run -batch nowhere
	expect 2
	expect_stdout ""
	expect_stderr 'l2tp: option -batch: nowhere: No such file or directory'
	l2tp_run -batch /
	expect 2
	expect_stdout ""
	[[ $stderr == "l2tp: "*": Is a directory" ]] || fail "$(show_run)"
	run_split bash -c '"$0" -batch - <&-' "$L2TP"
	expect 2
	expect_stdout ""
	[[ $stderr == "l2tp: "*"Bad file descriptor" ]] || fail "$(show_run)"
}

@test "what a batch has read, or reads, of standard input is no file for apply and check" {
	for line in "apply -" "apply - prune" "check -"; do
		run_split "$L2TP" -batch - <<<"$line"
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: -:1: ${line%% *}: -: standard input is in use by the batch"
	done
	printf '%s\n' "apply - prune" "apply - prune" >lines
	run_split "$L2TP" -force -dry-run -batch lines </dev/null
	[[ $stderr == *"l2tp: lines:2: apply: -: standard input can be read only once" ]] || fail "$(show_run)"
}

@test "check of a file without a tunnel is no finding of nothing" {
	l2tp_run check /dev/null
	expect 1
	expect_stdout ""
	expect_stderr "l2tp: check: FILE has no tunnel"
}

@test "100000 lines are read in a few seconds" {
	seq -f 'tunnel del tunnel_id %.0f' 1 100000 >lines
	SECONDS=0
	"$L2TP" -dry-run -batch lines >printed || status=$?
	[ "${status-0}" -eq 3 ] && [ "$SECONDS" -lt 10 ]
	cmp lines printed
}
