#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# options.bats - options before the object: our own, those of ip that are ignored, and unknown ones

load helpers

# A row of options; WHAT is ignored.
is_option()
{
	shift
	l2tp_run "$@" -dry-run del tunnel tid 1
	expect 3 && expect_stdout "tunnel del tunnel_id 1" && expect_stderr ""
}

@test "our options are taken with one dash or two, and as short as in ip" {
	each_row is_option <<-'END'
		-s =>
		-s -s -d =>
		-stat =>
		-statistics =>
		--statistics =>
		-d =>
		-details =>
		-o =>
		-oneline =>
		-j =>
		-json =>
		--json =>
		-p =>
		-j -p =>
		-pretty =>
		-h =>
		-human =>
		-human-readable =>
		-iec =>
		-t =>
		-ts =>
		-timestamp =>
		-force =>
		-c =>
		-color =>
		-c=auto =>
		-c=always =>
		--color=never =>
		-dry-run =>
	END
}

@test "options of ip that say nothing to l2tp are taken" {
	each_row is_option <<-'END'
		-4 =>
		-6 =>
		-0 =>
		-M =>
		-B =>
		-br =>
		-brief =>
		-N =>
		-Numeric =>
		-echo =>
		-r =>
		-resolve =>
		-a =>
		-all =>
		-f inet =>
		-family inet6 =>
		-l 5 =>
		-loops 5 =>
		-rc 100 =>
		-rcvbuf 100 =>
		-4 -br -N -f inet -s =>
	END
}

@test "an unknown option is refused" {
	each_row is_refused <<-'END'
		-x => unknown option "-x"; l2tp -help lists the options
		-jsonx => unknown option "-jsonx"; did you mean -json?
		-json=yes => unknown option "-json=yes"; l2tp -help lists the options
		---json => unknown option "---json"; did you mean -json?
		-v => unknown option "-v"; l2tp -help lists the options
		-c=maybe help => option -color: "maybe" is not one of always, auto, never
		-batch => option -batch: a value is required
		-n => option -netns: a value is required
		-f => option -family: a value is required
		- => unknown command "-"; l2tp help lists the commands
	END
}

@test "the version is one line on stdout" {
	for option in -V -Version --Version -Ver; do
		l2tp_run "$option"
		expect 0
		[[ $output =~ ^l2tp\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "$(show_run)"
		expect_stderr ""
	done
}

@test "a network namespace is one of ip netns" {
	each_row is_refused <<-'END'
		-n a/b show tunnel => option -netns: "a/b" is not a valid name of a network namespace
		-n .. show tunnel => option -netns: ".." is not a valid name of a network namespace
		-n '' show tunnel => option -netns: "" is not a valid name of a network namespace
	END
	l2tp_run -n no-such-namespace show tunnel
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: option -netns: network namespace no-such-namespace does not exist; ip netns lists them"
}

@test "two dashes alone end the options" {
	l2tp_run -dry-run -- del tunnel tid 1
	expect 3
	expect_stdout "tunnel del tunnel_id 1"
	each_row is_refused <<-'END'
		-- -j => unknown command "-j"; l2tp help lists the commands
		-dry-run -- -j show tunnel => unknown command "-j"; l2tp help lists the commands
	END
}
