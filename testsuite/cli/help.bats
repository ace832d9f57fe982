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
		help => usage: l2tp [ OPTIONS ] OBJECT
		h => usage: l2tp [ OPTIONS ] OBJECT
		-help => usage: l2tp [ OPTIONS ] OBJECT
		--help => usage: l2tp [ OPTIONS ] OBJECT
		-he => usage: l2tp [ OPTIONS ] OBJECT
		-help show tunnel => usage: l2tp [ OPTIONS ] OBJECT
		tunnel help => usage: l2tp [ OPTIONS ] tunnel COMMAND
		session help => usage: l2tp [ OPTIONS ] session COMMAND
		help tunnel => usage: l2tp [ OPTIONS ] tunnel COMMAND
		help session => usage: l2tp [ OPTIONS ] session COMMAND
		help debug => usage: l2tp [ OPTIONS ] debug COMMAND
		help monitor poll => monitor: print
		help stats => stats: print
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
		add help => usage: l2tp [ OPTIONS ] OBJECT
		save help => save: print
		stats help => stats: print
		help apply => apply: apply
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

@test "help on an unknown command is refused" {
	each_row is_refused <<-'END'
		help bogus => unknown command "bogus"; l2tp help lists the commands
		help tunnel bogus => tunnel: unknown command "bogus"; l2tp help tunnel lists the commands
		help bogus tunnel => tunnel: unknown command "bogus"; l2tp help tunnel lists the commands
		bogus help => unknown command "bogus"; l2tp help lists the commands
		bogus tunnel help => tunnel: unknown command "bogus"; l2tp help tunnel lists the commands
	END
}

@test "without words usage is on stderr and nothing is done; an object alone is shown" {
	l2tp_run
	expect 1
	expect_stdout ""
	[[ $stderr == "usage: l2tp [ OPTIONS ]"* ]] || fail "$(show_run)"
	for object in tunnel session debug; do
		shown=$("$L2TP" "$object" show 2>&1) || :
		run_split "$L2TP" "$object"
		[ "$output$stderr" = "$shown" ] || fail "$(show_run)"
	done
}

@test "help fits a screen of 50 lines, and that of an object or a command names the next step" {
	[ "$("$L2TP" help | wc -l)" -le 50 ]
	run_split "$L2TP" tunnel help
	[ "${#lines[@]}" -le 10 ] || fail "$(show_run)"
	[[ $output == *"l2tp help tunnel COMMAND explains its fields"* ]] || fail "$(show_run)"
	run_split "$L2TP" help session add
	[[ $output == *$'\nrequired:\n'*" session_id "*$'\noptional:\n'*" cookie "*$'\ninterface:\n'*" mtu "*"see l2tp(8)" ]] ||
		fail "$(show_run)"
}

@test "a mistyped word is answered by the nearest that is known" {
	each_row is_refused <<-'END'
		tunnel add tunel_id 1 => tunnel add: unknown field "tunel_id"; did you mean tunnel_id?
		tunnel add sport 1 => tunnel add: unknown field "sport"; did you mean udp_sport?
		session set dev x => session set: unknown field "dev"; did you mean name?
		tunnel add src x => tunnel add: unknown field "src"; did you mean local?
		session remove name x => session: unknown command "remove"; did you mean del?
		tunnel show -j => tunnel show: unknown field "-j"; options precede the command
		session add cokie 1 => session add: unknown field "cokie"; did you mean cookie?
		session show tidd 1 => session show: unknown field "tidd"; did you mean tid?
		tunnel add encap upd => tunnel add: encap: "upd" is not one of udp, ip; did you mean udp?
		tunnel add foo 1 => tunnel add: unknown field "foo"; l2tp help tunnel add lists the fields
		tunnl add => unknown command "tunnl"; did you mean tunnel?
		session get => session: unknown command "get"; did you mean show?
		session deleet => session: unknown command "deleet"; did you mean delete?
		show tunnels => show: "tunnels" is not one of tunnel, session; did you mean tunnel?
		debg => unknown command "debg"; did you mean debug?
		apply file prun => apply: unknown word "prun"; did you mean prune?
		apply file file2 -dry-run => apply: unknown word "-dry-run"; l2tp help apply shows the usage
		ppp tid 1 sid 1 exc sh => ppp: unknown field "exc"; did you mean exec?
		save encp udp => save: unknown field "encp"; did you mean encap?
		tunnel add udp_csum no => tunnel add: udp_csum: "no" is not one of on, off
		tunnel add encap upd => tunnel add: encap: "upd" is not one of udp, ip; did you mean udp?
		tunnel shwo => tunnel: unknown command "shwo"; did you mean show?
		aply => unknown command "aply"; did you mean apply?
		xyzzy => unknown command "xyzzy"; l2tp help lists the commands
		-jsno show tunnel => unknown option "-jsno"; did you mean -json?
		--dry-rum show tunnel => unknown option "--dry-rum"; did you mean -dry-run?
		help sesion add => unknown command "sesion"; did you mean session?
	END
}

@test "help of an object lists its commands, and those alone" {
	for object in tunnel session debug; do
		listed=$("$L2TP" help "$object" | sed -n 's/^  \([a-z]* [a-z]*\) .*/\1/p')
		[ "$listed" = "$("$L2TP" help commands | grep "^$object ")" ] || fail "$object: $listed"
	done
}

@test "each command has a line in help, and each of its own words one in its own" {
	while read -r command; do
		"$L2TP" help | grep -q "^  $command  *[a-z]" || fail "no line for $command"
	done < <("$L2TP" help commands)
	for words in "apply prune" "apply strict" "monitor tunnel" "monitor session" "monitor poll" "stats interval" "stats count" \
		"ppp pppd" "ppp exec" "ppp bridge"; do
		"$L2TP" help "${words% *}" | grep -q "^  ${words#* }  *[a-z]" || fail "no line for $words"
	done
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
			[[ $output != *:$'\n'[^\ ]* && $output != *: ]] || fail "$(show_run)"
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
	while read -r words; do
		# shellcheck disable=SC2086 # words
		wide=$("$L2TP" help $words | awk 'length > 80')
		[ -z "$wide" ] || fail "$words: $wide"
	done < <(printf '%s\n' "" tunnel session debug && "$L2TP" help commands)
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
	expect_stdout "$(printf '%s\n' prune strict /)"
	run_split "$L2TP" help next apply file prune file2
	expect_stdout "$(printf '%s\n' strict /)"
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
