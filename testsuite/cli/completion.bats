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
