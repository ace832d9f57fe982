#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# help.bats - help at every level, on stdout if requested

# shellcheck disable=SC2154 # run_split sets stderr

load helpers

# helps START WORD...; expect help that begins with START
helps()
{
	local start=$1

	shift
	l2tp_run "$@"
	expect 0 && expect_stderr "" || return
	[[ $output == "$start"* ]] || fail "$(show_run)"
}

@test "help is given at every level" {
	each_row helps <<-'END'
		help => usage: l2tp [OPTION]
		h => usage: l2tp [OPTION]
		-help => usage: l2tp [OPTION]
		--help => usage: l2tp [OPTION]
		-he => usage: l2tp [OPTION]
		-help show tunnel => usage: l2tp [OPTION]
		tunnel help =>   l2tp tunnel add
		session help =>   l2tp session add
		help tunnel =>   l2tp tunnel add
		help session =>   l2tp session add
		tunnel add help => tunnel add:
		tunnel add h => tunnel add:
		add tunnel help => tunnel add:
		add help tunnel => tunnel add:
		help tunnel add => tunnel add:
		help add tunnel => tunnel add:
		session del help => session del:
		delete session help => session del:
		help session list => session show:
		session set help => session set:
		set session help => session set:
		session replace help => session replace:
		session flush help => session flush:
		tunnel set help => tunnel set:
		tunnel replace help => tunnel replace:
		tunnel flush help => tunnel flush:
		tunnel add tid 1 help => tunnel add:
		add help => usage: l2tp [OPTION]
	END
}

@test "the word orders give the same help" {
	for object in tunnel session; do
		for command in add del show set replace flush; do
			wanted=$("$L2TP" "$object" "$command" help)
			[ "$("$L2TP" "$command" "$object" help)" = "$wanted" ] || fail "$command $object help"
			[ "$("$L2TP" help "$object" "$command")" = "$wanted" ] || fail "help $object $command"
			[ "$("$L2TP" help "$command" "$object")" = "$wanted" ] || fail "help $command $object"
		done
	done
}

@test "help on what is not there is refused" {
	each_row is_refused <<-'END'
		help bogus => there is none on "bogus"; l2tp help lists the commands
		help tunnel bogus => there is none on "bogus"; l2tp help lists the commands
		help bogus tunnel => there is none on "bogus"; l2tp help lists the commands
		bogus help => "bogus" is not a command; l2tp help lists them
		bogus tunnel help => "bogus" is not a command; l2tp help lists them
	END
}

@test "without words usage is on stderr and nothing is done" {
	l2tp_run
	expect 1
	expect_stdout ""
	[[ $stderr == "usage: l2tp [OPTION]"* ]] || fail "$(show_run)"
	l2tp_run tunnel
	expect 1
	expect_stdout ""
	[[ $stderr == *"l2tp: tunnel: a command is missing" ]] || fail "$(show_run)"
}

@test "help lists each command with a line, and each field of a command" {
	"$L2TP" help words >"$BATS_TEST_TMPDIR/words"
	while IFS=$'\t' read -r command word; do
		"$L2TP" help | grep -q "^  $command  *[a-z]" || fail "no line for $command"
		# shellcheck disable=SC2086 # two words
		"$L2TP" help $command | grep -q "^  $word  *[A-Za-z0-9]" || fail "no line for $command $word"
	done <"$BATS_TEST_TMPDIR/words"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/words")" -gt 90 ] || fail "few words"
}

@test "help of a command says nothing that is empty" {
	for object in tunnel session; do
		for command in add del show set replace flush; do
			run_split "$L2TP" "$object" "$command" help
			expect 0
			[[ $output != *:$'\n'* && $output != *: ]] || fail "$(show_run)"
		done
	done
}

@test "each word of set is in its help, and no word that it refuses" {
	for word in up down mtu lladdr master nomaster addr peer noaddr seq lns_mode reorder_timeout; do
		"$L2TP" session set help | grep -q "^  $word " || fail "no $word"
	done
	for word in cookie pwtype peer_session_id offset; do
		[ "$("$L2TP" session set help | grep -c "^  $word ")" -eq 0 ] || fail "$word"
	done
	[ "$("$L2TP" session add help | grep -c "^  noaddr ")" -eq 0 ] || fail "noaddr"
}

@test "no line of usage is wider than 80 columns" {
	for words in help "help tunnel" "help session" "help session set" "help session add"; do
		# shellcheck disable=SC2086 # words
		wide=$("$L2TP" $words | awk 'length > 80')
		[ -z "$wide" ] || fail "$words: $wide"
	done
}

@test "completion knows flags, what may be repeated, and the interfaces there are" {
	run_split "$L2TP" help next session add tid 1 up
	expect 0
	[[ " ${lines[*]} " == *" mtu "* && " ${lines[*]} " != *" down "* ]] || fail "$(show_run)"
	run_split "$L2TP" help next session add addr 10.0.0.1
	[[ " ${lines[*]} " == *" addr peer "* ]] || fail "$(show_run)"
	run_split "$L2TP" help next session set name wire master
	[[ " ${lines[*]} " == *" lo "* ]] || fail "$(show_run)"
	run_split "$L2TP" help next monitor
	expect_stdout "$(printf '%s\n' tunnel session poll)"
	for words in "save" "mirror" "check" "stats session" "stats interval 2"; do
		# shellcheck disable=SC2086 # words
		run_split "$L2TP" help next $words
		[[ " ${lines[*]} " == *" session_id "*" encap "* ]] || fail "$(show_run)"
	done
	run_split "$L2TP" help next check encap
	expect_stdout "$(printf '%s\n' udp ip)"
	run_split "$L2TP" help next apply file
	expect_stdout prune
}

@test "completion of ppp goes on with what is to be run, or with the other session of a bridge" {
	run_split "$L2TP" help next ppp
	[[ "${lines[*]}" == "pppd exec bridge tunnel_id session_id "* ]] || fail "$(show_run)"
	run_split "$L2TP" help next ppp tid 1 seq
	expect_stdout "$(printf '%s\n' none send recv both)"
	run_split "$L2TP" help next ppp tid 1 sid 2 bridge
	[[ "${lines[*]}" == "channel pppoe_session tunnel_id session_id "* ]] || fail "$(show_run)"
	run_split "$L2TP" help next ppp tid 1 sid 2 bridge tid 2
	[[ "${lines[*]}" == "session_id "* ]] || fail "$(show_run)"
	for words in "pppd" "pppd nodetach" "exec" "exec sh tid"; do
		# shellcheck disable=SC2086 # words
		run_split "$L2TP" help next ppp tid 1 sid 2 $words
		expect_stdout ""
	done
}
