#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# manual.bats - compare the manual and README.md with the program's tables

load ../kernel/helpers

MANUAL=$PROJECT/man/man8/l2tp.8
PAGES=("$PROJECT"/man/man[58]/*.[58])

# section PAGE NAME...; print these sections of the page
section()
{
	local page=$1

	shift
	awk -v names="$(printf '%s\n' "$@")" '
		BEGIN { split(names, list, "\n"); for (i in list) wanted[list[i]] }
		/^\.SH / { inside = substr($0, 5) in wanted; next } inside' "$page"
}

# fields_of OBJECT; print the sections that list its fields
fields_of()
{
	case $1 in
	ppp) section "$PROJECT/man/man8/l2tp-ppp.8" FIELDS ;;
	session) section "$MANUAL" "SESSION FIELDS" "INTERFACE FIELDS" ;;
	tunnel) section "$MANUAL" "TUNNEL FIELDS" ;;
	esac
}

# headed OBJECT; print the words that head an entry of the object's fields, one a line
headed()
{
	fields_of "$1" | awk '
		/^\.TP/ { head = 1; next }
		head { gsub(/^\.[A-Z]+|[",]/, ""); for (i = 1; i <= NF; i++) print $i; head = 0 }'
}

@test "every field of every command has an entry in its object's section" {
	while IFS=$'\t' read -r command word; do
		headed "${command% *}" | grep -qx -- "$word" || fail "$command: no entry for $word"
	done < <("$L2TP" help words)
}

@test "every field of every command is in the synopsis of its page" {
	main=$(section "$MANUAL" SYNOPSIS)
	ppp=$(section "$PROJECT/man/man8/l2tp-ppp.8" SYNOPSIS)
	while IFS=$'\t' read -r command word; do
		[[ $command == ppp* ]] && synopsis=$ppp || synopsis=$main
		grep -qw -- "$word" <<<"$synopsis" || fail "$command: no $word in the synopsis"
	done < <("$L2TP" help words)
}

@test "every entry of a field is one that a command takes" {
	for object in tunnel session; do
		known=$("$L2TP" help words | sed -n "s/^$object .*\t//p")
		for word in $(fields_of "$object" | awk '/^\.TP/ { head = 1; next }
			head { gsub(/[",]/, ""); print $2; head = 0 }'); do
			grep -qx -- "$word" <<<"$known" || fail "$object: $word is in the manual alone"
		done
	done
}

@test "the words of every choice are in the manual" {
	while IFS=$'\t' read -r command word; do
		# shellcheck disable=SC2086 # two words
		for value in $("$L2TP" help next $command "$word"); do
			object=${command% *}
			fields_of "$object" | grep -q -- "\<$value\>" ||
				fail "$command $word: nothing on $value"
		done
	done < <("$L2TP" help words | grep -Ev $'\t(tunnel_id|session_id|peer_.*|name|local|remote|udp_.port|cookie|mtu|lladdr|master|addr|peer|noaddr|up|down|nomaster)$')
}

@test "every option of -help is in the manual" {
	text=$(mandoc -T ascii "$MANUAL" | sed 's/.\x08//g' | tr -d '[]')
	for option in $("$L2TP" -help | tr -d '[]' | sed -n 's/^  \(-[A-Za-z-]*\) .*/\1/p'); do
		grep -qE -- "(^|[ ,])$option\>" <<<"$text" || fail "no $option"
	done
	[ "$("$L2TP" -help | grep -c '^  -')" -gt 10 ]
}

# heading COMMAND; print the page that has a heading for it, and the lines below that heading
heading()
{
	awk -v command="$1" '
		FNR == 1 { inside = 0 }
		/^\.S[SH] / { inside = $0 ~ "^\\.SS \"?l2tp " command "[ \"]" || $0 ~ "^\\.SS \"?l2tp " command "$"
			if (inside) print FILENAME; next }
		inside' "${PAGES[@]}"
}

@test "every command has a heading on the page that its help names, and its aliases below it" {
	local count=0

	while IFS= read -r command; do
		below=$(heading "$command")
		[ -n "$below" ] || fail "no heading for $command"
		# shellcheck disable=SC2086 # two words
		help=$("$L2TP" help $command)
		page=$(sed -n 's/^see l2tp\(-[a-z]*\)\?(8).*/man\/man8\/l2tp\1.8/p' <<<"$help")
		[ -e "$PROJECT/$page" ] && grep -q "$page" <<<"$below" || fail "help $command names \"$page\""
		for alias in $(sed -n 's/^aliases: //p' <<<"$help" | tr -d ,); do
			grep -q -- "\<$alias\>" <<<"$below" || fail "$command: nothing on $alias"
		done
		count=$((count + 1))
	done < <("$L2TP" help commands)
	[ "$count" -ge 19 ] || fail "only $count commands"
}

@test "mandoc finds nothing in the manual" {
	command -v mandoc >/dev/null || skip "no mandoc"
	run mandoc -T lint -W warning "${PAGES[@]}"
	expect 0
	expect_stdout ""
}

@test "a page that another one names exists" {
	# shellcheck disable=SC2013 # words
	for page in $(sed -nE 's/^\.BR? (l2tp[a-z.\\-]*) ?\(([58])\).*/\1.\2/p' "${PAGES[@]}" | sort -u); do
		page=${page//\\/}
		[ -e "$PROJECT/man/man${page##*.}/$page" ] || fail "no $page"
	done
}

# joined; print the text between .nf and .fi of the manual pages on stdin, with continued lines joined
joined()
{
	awk '/^\.nf/ { inside = 1; next } /^\.fi/ { inside = 0; print "" }
		inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print }' |
		sed -e :a -e '/\\$/N; s/\\\n[[:blank:]]*//; ta'
}

# shown; print the commands of README.md and the manual that begin with l2tp or ip l2tp, one a line, each with a tab
# and the output that README.md shows
shown()
{
	{
		awk '/^    / { sub(/^    (# )?/, ""); print; next } { print "" }' "$PROJECT/README.md"
		cat "$PROJECT"/man/man8/*.8 | joined
	} |
		awk '/^(ip )?l2tp [^:]/ { if (command) print command "\t"; command = $0; next }
			command { print command "\t" $0; command = "" }
			END { if (command) print command "\t" }'
}

@test "the commands that README.md and the manual show are understood" {
	local count=0 words

	while IFS=$'\t' read -r command below; do
		command=${command%% [|>]*}
		eval "words=(${command#*l2tp })"
		# shellcheck disable=SC2154 # eval sets it
		# monitor and stats run until they are stopped
		run_split timeout 5 "$L2TP" -dry-run "${words[@]}"
		if [ "$status" -eq 1 ]; then
			expect_stderr "$below"
		else
			[ -z "$stderr" ] || [[ $stderr != *usage* && $status -eq 2 ]] || fail "$(show_run)"
		fi
		count=$((count + 1))
	done < <(shown)
	[ "$count" -ge 8 ] || fail "only $count commands"
}

@test "the lines that l2tp.conf(5) shows are understood" {
	joined <"$PROJECT/man/man5/l2tp.conf.5" | grep -E '^(tunnel|session) add' >"$BATS_TEST_TMPDIR/lines"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/lines")" -ge 4 ]
	run_split "$L2TP" -dry-run apply "$BATS_TEST_TMPDIR/lines"
	[ "$status" -ne 1 ] || fail "$(show_run)"
}
