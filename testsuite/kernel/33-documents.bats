#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 33-documents.bats - run the examples of README.md and the manual, and compare their output

load helpers

setup()
{
	only_on 6.12
	"$SYSTEM_IP" -batch - <<-END
		netns add a
		netns add b
		link add eth0 netns a type veth peer name eth0 netns b
	END
	printf '%s\n' "link set lo up" "addr add 192.0.2.1/24 dev eth0" "link set eth0 up" |
		"$SYSTEM_IP" -n a -batch -
	printf '%s\n' "link set lo up" "addr add 192.0.2.2/24 dev eth0" "link set eth0 up" |
		"$SYSTEM_IP" -n b -batch -
	PATH=${L2TP%/*}:$PATH
	work=$(mktemp -d)
}

teardown()
{
	rm -rf "$work"
	netns_del_all
}

# blocks_of_readme; write the indented blocks, beginning with the six commands, to the files 1, 2, ...
blocks_of_readme()
{
	awk -v work="$work" '
		/^## / { tour = /A minute/ }
		!tour { next }
		/^    / { if (!inside) n++; inside = 1; print substr($0, 5) > (work "/" n); next }
		{ inside = 0 }' "$PROJECT/README.md"
}

# blocks_of_manual; what stands between .nf and .fi in EXAMPLES
blocks_of_manual()
{
	awk -v work="$work" '
		/^\.SH / { examples = /EXAMPLES/ }
		/^\.nf/ && examples { inside = 1; n++; next }
		/^\.fi/ { inside = 0 }
		inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print > (work "/" n) }' \
		"$PROJECT/man/man8/l2tp.8"
}

# blocks_of_ppp; the same in PPP SESSIONS
blocks_of_ppp()
{
	awk -v work="$work" '
		/^\.SH / { examples = /PPP SESSIONS/ }
		/^\.nf/ && examples { inside = 1; n++; next }
		/^\.fi/ { inside = 0 }
		inside && !/^\./ { gsub(/\\e/, "\\"); gsub(/\\-/, "-"); print > (work "/" n) }' \
		"$PROJECT/man/man8/l2tp.8"
}

# commands BLOCK; print its commands, with a thousand reduced to ten
commands()
{
	sed -n 's/^# //p' "$work/$1" | sed 's/seq 1001 2000/seq 1001 1010/'
}

# remove counters, which vary
without_counts()
{
	sed -E '/^ *[RT]X:/s/[0-9]+/N/g'
}

# says BLOCK NAMESPACE; run its commands there and expect the output below them
says()
{
	local expected actual

	expected=$(grep -v '^# ' "$work/$1" | without_counts)
	actual=$(commands "$1" | in_ns "$2" bash 2>&1 | without_counts)
	[ -n "$expected" ] || fail "nothing to compare in block $1"
	[ "$actual" = "$expected" ] || fail "block $1 should print
$expected
but prints
$actual"
}

@test "the README's tour does what it says" {
	blocks_of_readme
	[ -s "$work/6" ]
	commands 1 | in_ns a bash -e
	commands 2 | in_ns b bash -e
	in_ns a ping -q -c 2 -i 0.2 -W 5 10.5.1.2
	says 3 b
	says 4 b
	says 5 b
	commands 6 | in_ns a bash -e
	run_split "$L2TP" -n a -o show session
	expect 0
	[ "${#lines[@]}" -eq 11 ] || fail "$(show_run)"
}

@test "the manual's examples do what it says" {
	blocks_of_manual
	[ -s "$work/4" ]
	in_ns a bash -e "$work/1"
	in_ns b bash -e "$work/2"
	in_ns b ping -q -c 2 -i 0.2 -W 5 10.5.1.1
	run_split in_ns a bash -e "$work/3"
	expect 0
	[[ $output == '[{"session_id":128,"tunnel_id":42,'*'"rx_packets":'[1-9]* ]] ||
		fail "$(show_run)"
	sed 's/seq 1001 2000/seq 1001 1010/' "$work/4" | in_ns a bash -e
	run_split "$L2TP" -n a -o show session
	expect 0
	[ "${#lines[@]}" -eq 11 ] || fail "$(show_run)"
}

@test "the manual's PPP session carries packets" {
	blocks_of_ppp
	[ -s "$work/2" ]
	in_ns a bash -e "$work/1" >"$work/a" 2>&1 3>&- &
	in_ns b bash -e "$work/2" 3>&- || fail "a: $(<"$work/a")"
	in_ns b ping -q -c 1 -W 5 10.5.3.1
	in_ns a ping -q -c 1 -W 5 10.5.3.2
	run_split "$L2TP" -n a session show tunnel_id 42
	expect 0
	[[ $output == *"interface name: ppp0"* ]] || fail "$(show_run)"
	pkill -x pppd
}
