#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# as-ip.bats - called as `ip`: the program serves l2tp and leaves everything else to the system's ip

# shellcheck disable=SC2154 # run_split sets stderr

load helpers

# Put our program first in PATH as ip, and a trap in the current folder.
setup()
{
	mkdir "$BATS_TEST_TMPDIR/bin" "$BATS_TEST_TMPDIR/work"
	ln -s "$L2TP" "$BATS_TEST_TMPDIR/bin/ip"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
	cd "$BATS_TEST_TMPDIR/work" || return
	printf '#!/bin/sh\necho the trap\n' >ip
	chmod +x ip
	SYSTEM_IP=/usr/sbin/ip
	[ -x "$SYSTEM_IP" ] || SYSTEM_IP=/sbin/ip
}

# same_as_system WHAT WORD...; compare with the system's ip; WHAT is ignored
same_as_system()
{
	local wanted_status wanted_stdout wanted_stderr

	shift
	run_split "$SYSTEM_IP" "$@"
	wanted_status=$status wanted_stdout=$output wanted_stderr=$stderr
	run_split ip "$@"
	expect "$wanted_status" && expect_stdout "$wanted_stdout" && expect_stderr "$wanted_stderr"
}

@test "what is not l2tp is what the system's ip says, status and messages included" {
	each_row same_as_system <<-'END'
		-V =>
		-Version =>
		link show lo =>
		l link =>
		l =>
		-j addr =>
		-s -d link show dev lo =>
		-o -4 addr show =>
		-br link =>
		-family inet addr =>
		-c=never link show lo =>
		-rc 100000 link show lo =>
		-x =>
		-x l2tp show tunnel =>
		bogus =>
		link show no-such-link =>
		-help =>
		help =>
		link help =>
		-n no-such-namespace link =>
		-batch /nowhere =>
		-batch =>
		netns list =>
		'' =>
		- =>
		-- =>
	END
	same_as_system x
}

@test "l2tp is ours, as short as ip takes it and after any of its options" {
	for word in l2 l2t l2tp; do
		run_split ip "$word" help
		expect 0
		[[ $output == "Usage: ip l2tp add tunnel"* ]] || fail "$(show_run)"
		expect_stderr ""
	done
	run_split ip -s -4 -br -o -N -f inet -rc 100 -dry-run l2tp del tunnel tunnel_id 1
	expect 3
	expect_stdout "l2tp tunnel del tunnel_id 1"
	expect_stderr ""
	run_split ip l2tp del tunnel tunnel_id 0
	expect 1
	expect_stdout ""
	expect_stderr "l2tp: tunnel del: tunnel_id: 0 is not in the range 1..4294967295"
}

@test "ip l2tp alone is usage" {
	run_split ip l2tp
	expect 1
	expect_stdout ""
	[[ $stderr == "Usage: ip l2tp add tunnel"* ]] || fail "$(show_run)"
}

@test "an ip in the current folder is never run, whatever PATH says" {
	run_split env PATH=".:$BATS_TEST_TMPDIR/bin" "$BATS_TEST_TMPDIR/bin/ip" -V
	expect 0
	[[ $output == "ip utility"* ]] || fail "$(show_run)"
	run_split env PATH= "$BATS_TEST_TMPDIR/bin/ip" link show lo
	expect 0
	[[ $output == *LOOPBACK* ]] || fail "$(show_run)"
}

@test "a batch without a line of l2tp is what the system's ip makes of it" {
	printf 'link show lo\n\n# comment\naddr show dev \\\nlo\n' >good
	printf 'link show lo\nbogus\nlink show lo\n' >bad
	printf 'link show lo' >unended
	: >empty
	printf '# a comment \\\nlink show lo\n' >comment
	each_row same_as_system <<-'END'
		-batch good =>
		-b good =>
		-j -batch good =>
		-o -4 -batch good =>
		-batch bad =>
		-force -batch bad =>
		-batch unended =>
		-batch empty =>
		-batch comment =>
	END
}

@test "a batch on stdin is what the system's ip makes of it" {
	local batches=($'link show lo\naddr show dev lo\n' $'link show lo \\\n\n'
		$'# a comment \\\nlink show lo\n' $'link show "lo" # x\n' '')

	for text in "${batches[@]}"; do
		wanted=$(printf %s "$text" | "$SYSTEM_IP" -batch -)
		run_split ip -batch - < <(printf %s "$text")
		expect 0
		expect_stdout "$wanted"
		expect_stderr ""
	done
}

# The output of `l2tp help next tunnel`, which needs no kernel.
NEXT=$'add\ndel\nshow\nreplace\nflush'

@test "in a batch of both, lines are done in their order" {
	printf '%s\n' "link show lo" "l2tp help next tunnel" "addr show dev lo" \
		"l2tp help next tunnel" >lines
	for file in lines -; do
		run_split ip -o -batch "$file" < <(cat lines)
		expect 0
		expect_stderr ""
		expect_stdout "$("$SYSTEM_IP" -o link show lo)
$NEXT
$("$SYSTEM_IP" -o addr show dev lo)
$NEXT"
	done
}

@test "in a batch of both, a bad line of either kind ends it and is named" {
	printf '%s\n' "link show lo" "l2tp del tunnel tunnel_id 0" "addr show dev lo" >ours
	run_split ip -batch ours
	expect 1
	expect_stdout "$("$SYSTEM_IP" link show lo)"
	expect_stderr "l2tp: ours:2: tunnel del: tunnel_id: 0 is not in the range 1..4294967295"
	printf '%s\n' "l2tp help next tunnel" "link show no-such-link" "l2tp help" >theirs
	run_split ip -batch theirs
	expect 1
	expect_stdout "$NEXT"
	[[ $stderr == 'Device "no-such-link" does not exist.'* ]] || fail "$(show_run)"
	[[ $stderr == *":2"* ]] || fail "$(show_run)"
}

@test "with -force a batch of both goes on" {
	printf '%s\n' "bogus" "l2tp bogus" "link show no-such-link" "l2tp help next tunnel" \
		"link show lo" >lines
	run_split ip -force -batch lines
	expect 1
	expect_stdout "$NEXT
$("$SYSTEM_IP" link show lo)"
	[[ $stderr == *'l2tp: lines:2: unknown command "bogus"; l2tp help lists the commands'* ]] || fail "$(show_run)"
}

@test "a batch of both has its status where the caller ignores SIGCHLD" {
	printf '%s\n' "link show lo" "l2tp help next tunnel" >lines
	run_split env --ignore-signal=CHLD "$PWD/ip" -batch lines
	expect 0
}

@test "ip l2tp help has each command with its fields, which scripts search" {
	run_split ip l2tp help
	expect 0
	for words in "l2tp add tunnel" "l2tp add session" "l2tp del tunnel" "l2tp show session" udp_csum udp6_csum_tx l2spec_type \
		seq cookie peer_cookie; do
		grep -qE -- "(^|[^a-z])$words" <<<"$output" || fail "no $words"
	done
}

@test "a field that ip l2tp ignores silently is ignored silently" {
	for words in "add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 2" \
		"add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 2 udp6_csum_rx off" \
		"del tunnel tunnel_id 1 peer_tunnel_id 2" "add session tunnel_id 1 session_id 2 peer_session_id 3 local 10.0.0.1"; do
		# shellcheck disable=SC2086 # words
		run_split ip -dry-run l2tp $words
		expect 3
		expect_stderr ""
		# shellcheck disable=SC2086 # words
		run_split "$L2TP" -dry-run $words
		expect 3
		[[ $stderr == *"is ignored"* ]] || fail "$(show_run)"
	done
}

@test "with -dry-run no line of a batch is done, the system's ip's neither" {
	printf '%s\n' "l2tp del tunnel tunnel_id 1" "link show lo" "l2tp del session name x" >lines
	run_split ip -dry-run -batch lines
	expect 3
	expect_stdout "l2tp tunnel del tunnel_id 1
link show lo
l2tp session del name x"
	expect_stderr ""
}

@test "a link to a link is still ip" {
	ln -s "$BATS_TEST_TMPDIR/bin/ip" "$BATS_TEST_TMPDIR/work/l2tp"
	rm ip
	ln -s l2tp ip
	run_split ./ip -V
	expect 0
	[[ $output == "ip utility"* ]] || fail "$(show_run)"
	run_split ./l2tp -V
	expect 0
	[[ $output == "l2tp "* ]] || fail "$(show_run)"
}
