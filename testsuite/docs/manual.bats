#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# manual.bats - compare the manual and README.md with the program's tables

load ../kernel/helpers

MANUAL=$PROJECT/man/man8/l2tp.8

# section PAGE NAME...; print these sections of the page
section()
{
	awk -v name="$1" '/^\.SH / { inside = substr($0, 5) == name; next } inside' "$MANUAL"
}

# fields_of OBJECT; print the sections that list its fields
fields_of()
{
	case $1 in
	ppp) section "PPP SESSIONS" ;;
	*) section "${1^^} FIELDS" ;;
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

@test "every entry of a field is one that a command takes, or says that it is ignored" {
	for object in tunnel session; do
		known=$("$L2TP" help words | sed -n "s/^$object .*\t//p")
		for word in $(section "${object^^} FIELDS" | awk '/^\.TP/ { head = 1; next }
			head { gsub(/[",]/, ""); print $2; head = 0 }'); do
			grep -qx -- "$word" <<<"$known" || [[ $word == *offset ]] ||
				fail "$object: $word is in the manual alone"
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
	for option in $("$L2TP" -help | sed -n 's/^  \(-[A-Za-z-]*\) .*/\1/p'); do
		grep -qE -- "(^|[ ,])$option\>" <<<"$text" || fail "no $option"
	done
	[ "$("$L2TP" -help | grep -c '^  -')" -gt 10 ]
}

@test "every command and its aliases are in the manual" {
	for command in $("$L2TP" help words | cut -f 1 | sort -u | tr ' ' _); do
		# shellcheck disable=SC2086 # two words
		for alias in $("$L2TP" help ${command/_/ } | sed -n 's/^also called: //p'); do
			section COMMANDS | grep -q -- "\"\?${command/_/ }\"\?.*\<$alias\>" ||
				fail "${command/_/ }: nothing on $alias"
		done
		section COMMANDS | grep -q -- "${command/_/ }" || fail "nothing on ${command/_/ }"
	done
}

@test "every command that help lists is in the manual" {
	local count=0

	while IFS= read -r command; do
		section COMMANDS | grep -qE "^\.B[RI]? \"?${command% }\>" || fail "no entry for $command"
		count=$((count + 1))
	done < <("$L2TP" help | sed -nE 's/^  ((tunnel |session )?[a-z]+)  +[a-z].*/\1/p')
	[ "$count" -ge 14 ] || fail "only $count commands"
}

@test "mandoc finds nothing in the manual" {
	command -v mandoc >/dev/null || skip "no mandoc"
	run mandoc -T lint -W warning "$MANUAL" "$PROJECT/man/man5/l2tp.conf.5"
	expect 0
	expect_stdout ""
}

# shown; the commands of README.md and the manual that begin with l2tp or ip l2tp, one a line, each with
# what README.md shows below it after a tab
shown()
{
	{
		awk '/^    / { sub(/^    (# )?/, ""); print; next } { print "" }' "$PROJECT/README.md"
		awk '/^\.nf/ { inside = 1; next } /^\.fi/ { inside = 0; print "" }
			inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print }' "$MANUAL"
	} | sed -e :a -e '/\\$/N; s/\\\n[[:blank:]]*//; ta' |
		awk '/^(ip )?l2tp [^:]/ { if (command) print command "\t"; command = $0; next }
			command { print command "\t" $0; command = "" }
			END { if (command) print command "\t" }'
}

@test "the commands that README.md and the manual show are understood" {
	local count=0 words

	while IFS=$'\t' read -r command below; do
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
	awk '/^\.nf/ { inside = 1; next } /^\.fi/ { inside = 0 }
		inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print }' "$PROJECT/man/man5/l2tp.conf.5" |
		sed -n '/^tunnel add/,/[^\\]$/p; /^session add/,/[^\\]$/p' >"$BATS_TEST_TMPDIR/lines"
	[ "$(grep -c add "$BATS_TEST_TMPDIR/lines")" -ge 2 ]
	run_split "$L2TP" -dry-run apply "$BATS_TEST_TMPDIR/lines"
	[ "$status" -ne 1 ] || fail "$(show_run)"
}
