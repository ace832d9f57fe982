#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 75-hints.bats - can a command that a message prints be pasted into a shell, whatever the names in it?

# shellcheck disable=SC2016,SC2154 # names that look like an expansion; run sets stderr
load helpers

# shellcheck disable=SC2034
NAMES=('$(id>&2)' 'a;b' "it's" '`id`' '~' "'\"\$x" $'\e[31m' '*')

setup()
{
	only_on 6.12
	cd "$BATS_TEST_TMPDIR" || return
	modprobe l2tp_debugfs
	host_new
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2
}

teardown()
{
	netns_del_all
}

# words_of COMMAND; set `words` to those that a shell makes of it
words_of()
{
	eval "words=($1)"
}

@test "the hint of a name that is in use" {
	for name in "${NAMES[@]}"; do
		"$SYSTEM_IP" -n a link add "$name" type dummy
		run_split on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name "$name"
		expect 2
		[[ $stderr != *$'\e'* ]]
		words_of "${stderr##*already exists; }"
		[ "${words[*]}" = "ip link show dev $name" ] || fail "$(show_run)"
	done
}

@test "the hints of check" {
	"$SYSTEM_IP" -n a link set lo down
	"$SYSTEM_IP" -n a addr del 10.0.0.1/24 dev lo
	for name in "${NAMES[@]}"; do
		"$SYSTEM_IP" -n a link add "$name" type dummy
		"$SYSTEM_IP" -n a addr add 10.0.0.1/24 dev "$name"
		run_split on_a check
		[[ $stderr$output != *$'\e'* && $output == *"; ip link set "* ]] || fail "$(show_run)"
		words_of "$(sed -n 's/.*; \(ip link set .* up\)$/\1/p' <<<"$output")"
		[ "${words[*]}" = "ip link set $name up" ] || fail "$(show_run)"
		words_of "$({ on_a -j check || :; } | jq -r 'map(.advice // empty)[0]')"
		[ "${words[*]}" = "ip link set $name up" ] || fail "$(show_run)"
		"$SYSTEM_IP" -n a link del "$name"
	done
}

@test "the lines of save and -dry-run, for a shell and for a batch" {
	for name in "${NAMES[@]}"; do
		on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name "$name"
		line=$(on_a save | grep '^session')
		words_of "$line"
		[ "${words[*]}" = "session add session_id 1 tunnel_id 1 peer_session_id 1 name $name" ] || fail "$line"
		on_a save >file
		on_a session del tunnel_id 1 session_id 1
		words_of "$(on_a -dry-run apply file)"
		[ "${words[*]}" = "session add session_id 1 tunnel_id 1 peer_session_id 1 name $name" ]
		on_a apply file
		run_split json 'map(.interface) | length' show session name "$name"
		expect_stdout 1
		on_a session del tunnel_id 1 session_id 1
	done
}
