#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 45-many-addresses.bats - is an interface with hundreds of addresses changed, saved and re-created completely?

load helpers

SESSION="tunnel_id 1 session_id 1"

setup()
{
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 encap ip
		session add $SESSION peer_session_id 2 name wire up lladdr 02:00:00:00:00:01
	END
	for n in {1..250}; do
		echo "address add 10.6.$n.1/32 dev wire"
		echo "address add fd06::$n/128 dev wire nodad"
	done | "$SYSTEM_IP" -n a -batch -
	before=$(addresses)
	[ "$(wc -l <<<"$before")" -eq 500 ]
}

teardown()
{
	netns_del_all
}

# addresses; print those of wire, sorted, without those that the kernel added
addresses()
{
	"$SYSTEM_IP" -n a -o address show dev wire | awk '$4 !~ /^fe80/ { print $4 }' | sort
}

@test "an interface with 500 addresses keeps them all but the one that is taken away" {
	# each of these deletes the IPv6 addresses, or could
	for words in down up "lladdr 02:00:00:00:00:02" "seq both mtu 1400"; do
		# shellcheck disable=SC2086 # words
		run_split on_a set session name wire $words
		expect 0
		expect_stderr ""
		[ "$(addresses)" = "$before" ] || fail "after $words: $(diff <(addresses) - <<<"$before")"
	done
	on_a set session name wire noaddr 10.6.200.1 noaddr fd06::200
	[ "$(addresses)" = "$(grep -vxF -e 10.6.200.1/32 -e fd06::200/128 <<<"$before")" ]
	# a failure restores the deleted ones
	kept=$(addresses)
	run_split on_a set session name wire down noaddr 10.6.1.1 master nosuch
	expect 2
	expect_stderr "l2tp: session set: master: interface nosuch does not exist"
	[ "$(addresses)" = "$kept" ] || fail "put back: $(diff <(addresses) - <<<"$kept")"
}

@test "an interface with 500 addresses is saved, compared and re-created whole" {
	run_split on_a save
	expect 0
	saved=$output
	[ "$(grep -v '^#' <<<"$saved" | grep -o ' addr ' | wc -l)" -eq 500 ]
	run_split on_a -d apply - <<<"$saved"
	expect 0
	expect_stdout ""
	# even the last of them is detected when it is missing
	last=$(grep -v '^#' <<<"$saved" | grep -o ' addr [^ ]*' | tail -n 1)
	"$SYSTEM_IP" -n a address del "${last# addr }" dev wire
	run_split on_a -dry-run apply - <<<"$saved"
	expect 3
	expect_stdout "session set session_id 1 tunnel_id 1$last"
	on_a apply - <<<"$saved"
	for words in "peer_session_id 99 addr 10.7.1.1/32" "peer_session_id 98"; do
		# shellcheck disable=SC2086 # words
		run_split on_a -d replace session $SESSION $words
		expect 0
		expect_stdout "session 1: re-created"
		expect_stderr ""
		[ "$(addresses)" = "$(sort <<<"$before"$'\n'10.7.1.1/32)" ] || fail "$(addresses | wc -l) addresses"
	done
}
