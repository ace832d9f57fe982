#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# completion.bats - completion of `ip`, for l2tp and the rest; 32-completion.bats tests that of `l2tp`

load helpers

setup()
{
	mkdir "$BATS_TEST_TMPDIR/bin"
	ln -s "$L2TP" "$BATS_TEST_TMPDIR/bin/l2tp"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# offered LINE; print the completions at its end, in a shell that has read bash-completion's file and then ours
offered()
{
	bash -c '
		source /usr/share/bash-completion/bash_completion
		source "$1/bash-completion/l2tp"
		source "$1/bash-completion/ip-l2tp"
		for COMP_LINE in "${@:2}"; do
			COMP_POINT=${#COMP_LINE}
			read -ra COMP_WORDS <<<"$COMP_LINE"
			[[ $COMP_LINE != *[[:blank:]] ]] || COMP_WORDS+=("")
			COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
			function=$(complete -p ip | sed "s/.*-F \([^ ]*\).*/\1/")
			"$function" ip "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		done
		echo "${COMPREPLY[*]}"' - "$PROJECT" "$@"
}

@test "TAB behind ip l2tp offers what it offers behind l2tp, with options before it too" {
	run offered "ip l2tp add "
	expect_stdout "tunnel session"
	run offered "ip -j -d l2tp show tunnel enc"
	expect_stdout "encap"
	run offered "ip l2tp tunnel add tunnel_id 1 encap "
	expect_stdout "udp ip"
	for options in "-f inet" "-fa inet" "-l 3" "--loops 3" "-rc 5" "-fo -o"; do
		run offered "ip $options l2tp debug sh"
		expect_stdout "show"
	done
	run offered "ip l2tp monitor tunnel "
	expect_stdout "session poll"
	run offered "ip l2tp monitor poll "
	expect_stdout ""
}

@test "the completion of ip in bash-completion 2.12, with another name, is called too" {
	mkdir -p "$BATS_TEST_TMPDIR/completions"
	echo '_comp_cmd_ip() { COMPREPLY=(newer); }; complete -F _comp_cmd_ip ip' >"$BATS_TEST_TMPDIR/completions/ip"
	export BASH_COMPLETION_USER_DIR=$BATS_TEST_TMPDIR
	run offered "ip li" "ip l2tp add " "ip li"
	expect_stdout "newer"
	run offered "ip li" "ip l2tp add "
	expect_stdout "tunnel session"
}

@test "TAB behind ip and another object is bash-completion's, before and after ip l2tp" {
	run offered "ip l"
	[[ " $output " == *" link "* && " $output " == *" l2tp "* ]] || fail "$(show_run)"
	run offered "ip addr sh"
	expect_stdout "show"
	run offered "ip addr sh" "ip l2tp add " "ip link set "
	[[ " $output " == *" lo "* ]] || fail "$(show_run)"
	run offered "ip addr sh" "ip l2tp add "
	expect_stdout "tunnel session"
}

# completed LINE; print the answers at its end, one a line, in a shell that has our completion
completed()
{
	bash -c '
		COMP_WORDBREAKS="${3-$COMP_WORDBREAKS}"
		source "$1/bash-completion/l2tp"
		COMP_LINE=$2 COMP_POINT=${#2}
		_l2tp
		printf "%s\n" "${COMPREPLY[@]}"' - "$PROJECT" "$@"
}

@test "a name is quoted for the shell, and means itself behind what readline keeps of the line" {
	local kept typed close name answer words

	cat >"$BATS_TEST_TMPDIR/bin/fake" <<-'END'
		#!/bin/sh
		printf '%s\n' '$(id>&2)' 'a;b' 'w"x' "q'r" 'e!f' 'back\x5cslash' 'k=v' 'fd00:1::1' 'esc\x1b[31m' '~t' '#h' '`id`'
	END
	chmod +x "$BATS_TEST_TMPDIR/bin/fake"
	while IFS='|' read -r kept typed close name; do
		answer=$(completed "fake show name $kept$typed")
		eval "words=($kept$answer$close)"
		[ "${words[*]}" = "$(printf %b "$name")" ] || fail "$kept$typed: $answer"
	done <<-'END'
		|\$||$(id>&2)
		|$||$(id>&2)
		"|\$|"|$(id>&2)
		'|$|'|$(id>&2)
		|a||a;b
		|a\;||a;b
		|'a'||a;b
		|"a;"||a;b
		"|a|"|a;b
		|w||w"x
		"|w|"|w"x
		'|w|'|w"x
		|q||q'r
		'|q|'|q'r
		$'|q|'|q'r
		$'|\x71|'|q'r
		|e!||e!f
		"|e|"|e!f
		|b||back\\slash
		"|b|"|back\\slash
		|k||k=v
		k=|||k=v
		fd00:1:|||fd00:1::1
		"|fd00:1:|"|fd00:1::1
		|es||esc\x1b[31m
		|\~||~t
		|\#||#h
		"|\`|"|`id`
	END
	# no quote but $'...' has room for a control character
	[ -z "$(completed 'fake show name "es')" ]
	[ "$(completed 'fake show name fd00:1:' $' \t\n')" = fd00:1::1 ]
}

@test "the words before are read as the shell reads them, and nothing of them is run" {
	cat >"$BATS_TEST_TMPDIR/bin/fake" <<-'END'
		#!/bin/sh
		printf '<%s>' "$@" >>said
	END
	chmod +x "$BATS_TEST_TMPDIR/bin/fake"
	cd "$BATS_TEST_TMPDIR" || return
	completed $'fake  show name a\\;b \'c d\' "e\\$f" $\'g\\x41\\\'\' $(>ran) `>ran` \'\' x' >/dev/null
	[ "$(<said)" = $'<help><next><show><name><a;b><c d><e$f><gA\'><$(>ran)><`>ran`><>' ] || fail "$(<said)"
	[ ! -e ran ]
}

@test "after the first file of apply, its words and files are offered" {
	cd "$BATS_TEST_TMPDIR" || return
	touch "p q"
	run bash -c '
		source "$1/bash-completion/l2tp"
		compopt() { [ "$*" = "-o filenames" ]; }
		COMP_LINE="l2tp apply a.conf p" COMP_POINT=19
		_l2tp
		printf "%s\n" "${COMPREPLY[@]}"' - "$PROJECT"
	expect_stdout $'prune\np q'
}
