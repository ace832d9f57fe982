#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 33-documents.bats - run the examples of README.md and the manual, and compare their output

load helpers

setup()
{
	only_on 6.12
	PATH=${L2TP%/*}:$PATH
	work=$(mktemp -d)
	cd "$work" || return
}

teardown()
{
	rm -rf "$work"
	netns_del_all
}

# blocks_of_readme; write the indented blocks, beginning with the six commands, to the files 1, 2, ...
blocks_of_readme()
{
	awk '
		/^## / { wanted = wanted || /six commands/ }
		!wanted { next }
		/^    / { if (!inside) n++; inside = 1; print substr($0, 5) > n; next }
		{ inside = 0 }' "$PROJECT/README.md"
}

# blocks_of PAGE; write each block between .nf and .fi in its EXAMPLES to a file
blocks_of()
{
	awk '
		/^\.SH / { examples = /EXAMPLES/ }
		/^\.nf/ && examples { inside = 1; n++; next }
		/^\.fi/ { inside = 0 }
		inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print > n }' "$PROJECT/man/man8/$1"
}

# hosts; create the two hosts of README.md
hosts()
{
	blocks_of_readme
	commands 1 | bash -e
	rm -f [0-9]*
}

# commands BLOCK; print its commands, with a thousand reduced to ten
commands()
{
	sed -n 's/^# //p' "$1" | sed 's/seq 1001 2000/seq 1001 1010/'
}

# remove counters, which vary
without_counts()
{
	sed -E '/^ *[RT]X:/s/[0-9]+/N/g; s/ 1001 sessions/ 11 sessions/'
}

# says BLOCK NAMESPACE; run its commands there and expect the output below them
says()
{
	local expected actual

	expected=$(grep -v '^# ' "$1" | without_counts)
	actual=$(commands "$1" | in_ns "$2" bash 2>&1 | without_counts)
	[ -n "$expected" ] || fail "nothing to compare in block $1"
	[ "$actual" = "$expected" ] || fail "block $1 should print
$expected
but prints
$actual"
}

@test "the pseudowire of README.md passes packets, and its tasks print what it says" {
	blocks_of_readme
	[ -s 15 ]
	commands 1 | bash -e
	commands 2 | in_ns a bash -e
	commands 3 | in_ns b bash -e
	commands 4 | in_ns b bash -e
	for block in 5 6 8 15; do
		says "$block" b
		[ "$block" -ne 6 ] || commands 7 | in_ns b bash -e
	done
	commands 9 | in_ns b bash -e
	"$SYSTEM_IP" -n b link add eth1 type dummy
	commands 11 | in_ns b bash -e
	says 14 b
	run_split "$L2TP" -n b -d session show name site2
	[[ $output == *"master br0"* ]] || fail "$(show_run)"
}

@test "the examples of l2tp(8) do what it says" {
	hosts
	blocks_of l2tp.8
	in_ns a bash -e 1
	in_ns b bash -e 2
	in_ns b ping -q -c 2 -i 0.2 -W 5 10.5.1.1
	"$SYSTEM_IP" -n a addr add 2001:db8::1/64 dev eth0 nodad
	in_ns a bash -e 3 # IPv6
	"$SYSTEM_IP" -n a link add eth1 type dummy
	in_ns a bash -e 4 # a bridge
	in_ns a bash -e 5 # a hub
	sed 's/^l2tp ppp/l2tp -dry-run ppp/' 6 | in_ns a bash -e || [ "$?" -eq 3 ] # l2tp-ppp(8) runs pppd
	sed 's/seq 1001 2000/seq 1001 1010/' 7 | in_ns a bash -e
	in_ns a bash -e 8 # a script of ip l2tp
	run_split "$L2TP" -n a -o show session
	expect 0
	[ "${#lines[@]}" -eq 17 ] || fail "$(show_run)"
	in_ns a bash -e <<<"modprobe l2tp_debugfs; $(sed -n 's/ >[^)]*//p' 10)" >saved
	# on another host with the same bridges
	netns_new c
	sed -n 's/.* master \([^ ]*\).*/link add \1 type bridge/p' saved | sort -u | "$SYSTEM_IP" -n c -batch -
	run_split "$L2TP" -n c -dry-run apply saved
	expect 3
	grep '^l2tp -j -s' 11 >counters
	run_split in_ns a bash -e counters
	expect 0
	[[ $output == '[{"session_id":128,"tunnel_id":42,'*'"rx_packets":'[1-9]* ]] || fail "$(show_run)"
	in_ns a bash -e 9 # cookies
	run_split "$L2TP" -n a -d show session tunnel_id 42 session_id 128
	[[ $output == *"cookie 6b9f2c41"*"peer cookie a07d13e5"* ]] || fail "$(show_run)"
	run_split in_ns a bash -e <<<"$(sed -n 's/\\-/-/; /^l2tp .*tunnel flush remote/p' "$PROJECT/man/man8/l2tp.8")"
	expect_stdout "deleted 6 tunnels and 16 sessions"
}

@test "the default MTU is that of the table in l2tp(8)" {
	hosts
	"$SYSTEM_IP" -n a addr add 2001:db8::1/64 dev eth0 nodad
	awk '/^\.SH / { inside = $2 == "MTU" } inside && /^(UDP|IP) over /' "$PROJECT/man/man8/l2tp.8" >table
	[ "$(wc -l <table)" -eq 4 ]
	id=0
	while IFS=$'\t' read -r encap none eight sixteen; do
		network=192.0.2.
		[[ $encap != *IPv6 ]] || network=2001:db8::
		for session in "$none" "$eight cookie 01234567" "$sixteen cookie 0123456789abcdef" "$((none + 4)) l2spec_type none"; do
			read -r wanted fields <<<"$session"
			id=$((id + 1))
			# shellcheck disable=SC2046,SC2086 # words
			"$L2TP" -n a add tunnel session tunnel_id $id peer_tunnel_id 1 local "${network}1" remote "${network}2" \
				$([[ $encap == IP* ]] && echo "encap ip" || echo "udp_sport $((6000 + id)) udp_dport 1") \
				session_id $id peer_session_id 1 name w$id $fields
			mtu=$("$SYSTEM_IP" -n a -j link show "w$id" | jq '.[].mtu')
			[ "$mtu" -eq "$wanted" ] || fail "$encap, $session: $mtu"
		done
	done <table
}

@test "the PPP session of l2tp-ppp(8) carries packets" {
	hosts
	blocks_of l2tp-ppp.8
	[ -s 2 ]
	in_ns a bash -e 1 >log 2>&1 3>&- &
	in_ns b bash -e 2 3>&- || fail "a: $(<log)"
	in_ns b ping -q -c 1 -W 5 10.5.3.1
	in_ns a ping -q -c 1 -W 5 10.5.3.2
	run_split "$L2TP" -n a session show tunnel_id 42
	expect 0
	[[ $output == *"interface name: ppp0"* ]] || fail "$(show_run)"
	pkill -x pppd
}
