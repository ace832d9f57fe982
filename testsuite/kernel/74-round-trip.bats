#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 74-round-trip.bats - does apply take back as equal whatever save prints?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load helpers

V4="local 10.0.0.1 remote 10.0.0.2"
V6="local fd00::1 remote fd00::2"

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

# expect_equal; apply of the save, lines and JSON, has nothing to do
expect_equal()
{
	on_a save >lines
	on_a -j save >document
	for file in lines document; do
		run_split on_a -dry-run apply $file prune
		expect 0
		expect_stdout ""
		expect_stderr ""
	done
}

# expect_round_trip FILE; save, flush, apply of FILE, lines or document, and save print the same except for comments
expect_round_trip()
{
	expect_equal
	on_a tunnel flush
	run_split on_a apply "$1"
	expect 0
	expect_stderr ""
	on_a save >again
	diff <(grep -v '^#' lines) <(grep -v '^#' again)
}

@test "random states of ip and of the program round-trip" {
	modprobe -a l2tp_eth l2tp_ip l2tp_ip6 l2tp_ppp dummy bridge vrf bonding
	netns_new b elsewhere
	# ROUND_TRIP_STATES=2000 makes that many; ROUND_TRIP_SEED repeats a failure with ROUND_TRIP_STATES=1
	in_ns b "$PROJECT/testsuite/kernel/round_trip.py" "$L2TP" 60 ${ROUND_TRIP_STATES:+"$ROUND_TRIP_STATES" "${ROUND_TRIP_SEED:-1}"} 3>&- >said || fail "$(cat said)"
	[ "$(sed -n 's/^\([0-9]*\) states.*/\1/p' said)" -gt 0 ]
}

@test "interface names of any bytes round-trip, also in JSON" {
	{
		echo "tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip"
		n=0
		# shellcheck disable=SC1003,SC2028 # no escapes, but the words of a batch
		for name in '\xff' '\x80\xc3' '\xc3\xbc' '\x5cxff' '\x5cx5cxff' '\x5cx00' '\x5c\xff' '"\x5c\x22' '\x01\x1b' 'a#b'; do
			n=$((n + 1))
			echo "session add tunnel_id 1 session_id $n peer_session_id 1 name \$'$name'"
		done
	} >steps
	on_a -batch steps
	expect_round_trip document
	expect_round_trip lines
	[ "$(json length show session)" = 10 ]
	run_split json 'map(.interface)[0:7]' show session
	expect_stdout '["\\xff","\\x80\\xc3","ü","\\x5cxff","\\x5cx5cxff","\\x00","\\\\xff"]'
	/usr/bin/python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' document
}

@test "a reorder_timeout of any size round-trips, and one out of range is left alone" {
	{
		echo "tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip"
		for n in 1 2 3 4 5 6 7 9 10 11 1000 99999 2147483643 2147483644 2147483645 2147483646 2147483647; do
			echo "session add tunnel_id 1 session_id $n peer_session_id 1 pwtype ppp reorder_timeout $n"
		done
	} >steps
	on_a -batch steps
	run_split on_a -dry-run apply steps
	expect 0
	expect_round_trip lines
	run_split on_a -dry-run apply steps
	expect 0
	for n in 1 4 2147483647; do
		expect_done "session $n: unchanged" session tunnel_id 1 session_id $n peer_session_id 1 pwtype ppp reorder_timeout $n
	done
	# a negative timeout, which any program may set
	in_ns a "$PROJECT/testsuite/kernel/other_program.py" timeout 1 7 $((1 << 31))
	expect_equal
	[[ $(<lines) == *"# reorder_timeout "*" is out of range"$'\n'"session add session_id 7 tunnel_id 1 peer_session_id 1 pwtype ppp"$'\n'* ]] || fail "$(<lines)"
	on_a session set tunnel_id 1 session_id 7 reorder_timeout 7
	run_split on_a -dry-run apply steps
	expect 0
}

@test "an MTU that no field can express is left alone" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
	END
	"$SYSTEM_IP" -n a link set wire mtu 67
	expect_equal
	grep -q '^# mtu 67 is too small for IPv4$' lines
}

@test "tunnels that share a port are refused as by the kernel" {
	printf '%s\n' "addr add 10.0.0.9/24 dev lo" "addr add fd00::9/64 dev lo nodad" | "$SYSTEM_IP" -n a -batch -
	locals=("$V4" "local 10.0.0.9 remote 10.0.0.2" "local any remote 10.0.0.9" "$V6" "local fd00::9 remote fd00::2"
		"local any remote fd00::9" "local ::ffff:10.0.0.1 remote ::ffff:10.0.0.2")
	for only in 0 1; do
		in_ns a bash -c "echo $only >/proc/sys/net/ipv6/bindv6only"
		pairs=()
		: >steps
		for ((one = 0; one < ${#locals[@]}; one++)); do
			for ((other = one; other < ${#locals[@]}; other++)); do
				n=${#pairs[@]}
				pairs+=("${locals[one]} and ${locals[other]}")
				line="peer_tunnel_id 1 udp_sport $((5000 + n)) udp_dport 1"
				lines=("tunnel add tunnel_id 1$n $line ${locals[one]}" "tunnel add tunnel_id 2$n $line ${locals[other]}")
				printf '%s\n' "${lines[@]}" >"pair$n"
				# a wildcard is bound first
				[[ ${lines[1]} != *any* ]] || lines=("${lines[1]}" "${lines[0]}")
				printf '%s\n' "${lines[@]}" >>steps
			done
		done
		{
			echo "tunnel flush"
			seq -f 'apply pair%.0f' 0 $((n)) && echo "tunnel flush"
		} >>steps
		"$L2TP" -n a -force -batch steps 2>said || true
		refused=" $(sed 's/^l2tp: steps:\([0-9]*\): .*/\1/' said | tr '\n' ' ')"
		for ((i = 0; i <= n; i++)); do
			first=$((2 * i + 1)) kernel=0 apply=0
			[[ $refused != *" $first "* && $refused != *" $((first + 1)) "* ]] || kernel=1
			[[ $refused != *" $((2 * n + 4 + i)) "* ]] || apply=1
			[ "$kernel" = "$apply" ] || fail "bindv6only $only: ${pairs[i]}: kernel $kernel, apply $apply: $(cat said)"
		done
		run ! grep -vE ': (tunnel add|apply): ' said
		# what the kernel is sure to refuse is refused before anything is done
		grep -c ": tunnels [0-9]* and [0-9]* have the same" said >>foreseen
	done
	[ "$(<foreseen)" = $'9\n8' ] || fail "foreseen: $(<foreseen)"
}

@test "two sockets that share address and port by SO_REUSEADDR are no conflict" {
	for n in 1 2; do
		nsenter --net=/run/netns/a "$PROJECT/testsuite/kernel/other_program.py" shared $n 5000 10.0.0.1 10.0.0.2 3>&- >"said$n" &
		pids+=($!)
		wait_for 10 grep -q there "said$n"
	done
	expect_equal
	echo "tunnel add tunnel_id 3 peer_tunnel_id 1 $V4 encap ip" >>lines
	run_split on_a apply lines
	expect 0
	expect_stderr ""
	end_pids
}

@test "a master has several names, and is the same by each" {
	printf '%s\n' "link add br0 type bridge" "link property add dev br0 altname uplink" \
		"link property add dev br0 altname the-bridge-to-the-uplink" | "$SYSTEM_IP" -n a -batch -
	text="tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip
session add tunnel_id 1 session_id 1 peer_session_id 1 name wire master"
	for name in uplink the-bridge-to-the-uplink br0; do
		on_a apply - <<<"$text $name"
		run_split json '.[0].link.master' -d show session
		expect_stdout '"br0"'
		for other in br0 uplink the-bridge-to-the-uplink; do
			run_split on_a -dry-run apply - <<<"$text $other"
			expect 0
			expect_stdout ""
			expect_stderr ""
		done
		expect_done "session 1: unchanged" session tunnel_id 1 session_id 1 peer_session_id 1 name wire master uplink
		on_a tunnel flush
	done
	on_a apply - <<<"$text uplink"
	"$SYSTEM_IP" -n a link set br0 name br9
	run_split on_a -dry-run apply - <<<"$text uplink"
	expect 0
	expect_round_trip lines
	run_split on_a session set name wire master no-such-interface-here
	expect 2
	expect_stderr "l2tp: session set: master: interface no-such-interface-here does not exist"
}

@test "two sessions that were created with one name round-trip" {
	modprobe -r l2tp_debugfs
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 1 $V4 encap ip
		session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
	END
	"$SYSTEM_IP" -n a link set wire name old
	on_a session add tunnel_id 1 session_id 2 peer_session_id 1 name wire
	expect_equal
	on_a tunnel flush
	run_split on_a apply lines
	expect 0
	expect_stderr ""
	run_split json 'map(.session_id)' show session
	expect_stdout "[1,2]"
}
