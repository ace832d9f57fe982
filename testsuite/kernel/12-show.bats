#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 12-show.bats - does show find exactly what matches, and print it safely?

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2"
COUNTERS="rx_packets rx_bytes rx_errors rx_seq_discards rx_oos_packets rx_cookie_discards rx_invalid \
tx_packets tx_bytes tx_errors"

setup()
{
	only_on 6.12
}

teardown()
{
	netns_del_all
}

# Tunnels and sessions of all kinds, unordered, each with fields that the next one lacks.
many_new()
{
	modprobe l2tp_debugfs
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 9 peer_tunnel_id 19 version 2 $UDP udp_sport 5009 udp_dport 6009 udp_csum on
		tunnel add tunnel_id 2 peer_tunnel_id 12 encap ip $UDP
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip local fd00::1 remote fd00::2
		tunnel add tunnel_id 5 peer_tunnel_id 12 local fd00::1 remote fd00::5 udp_sport 5005 udp_dport 6005 udp6_csum_tx off
		session add tunnel_id 9 session_id 2 peer_session_id 3
		session add tunnel_id 2 session_id 30 peer_session_id 4 cookie 01020304 peer_cookie 0102030405060708 seq both reorder_timeout 500 l2spec_type default lns_mode on
		session add tunnel_id 2 session_id 4 peer_session_id 5 name wire cookie 0102030405060708
		session add tunnel_id 2 session_id 31 peer_session_id 5
		session add tunnel_id 2 session_id 32 peer_session_id 4 l2spec_type none
		session add tunnel_id 1 session_id 7 peer_session_id 5 peer_cookie deadbeef
		session add tunnel_id 5 session_id 8 peer_session_id 9 pwtype ppp
		session add tunnel_id 9 session_id 1 peer_session_id 2 seq send
	END
}

# expect_found OBJECT IDS FILTER...; expect this JSON array of IDs
expect_found()
{
	local wanted=$2

	run_split json "map(.${1}_id)" show "$1" "${@:3}"
	expect 0
	expect_stdout "$wanted"
	expect_stderr ""
}

# Test many filters with one exec: lines of IDS | FILTER become a batch of shows.
expect_all_found()
{
	local object=$1 ids filter wanted="" found commands=""

	while IFS='|' read -r ids filter; do
		wanted+="$ids $filter"$'\n'
		commands+="show $object $filter"$'\n'
	done
	run_split on_a -j -batch - <<<"$commands"
	expect 0
	expect_stderr ""
	found=$(jq -c "map(.${object}_id)" <<<"$output" | paste -d ' ' - <(printf %s "${commands//show $object /}"))
	[ "$found" = "${wanted%?}" ] || fail "$(diff <(echo "${wanted%?}") <(echo "$found"))"
}

@test "tunnels and sessions are sorted by their ids" {
	many_new
	expect_found tunnel '[1,2,5,9]'
	run_split json 'map([.tunnel_id, .session_id])' show session
	expect 0
	expect_stdout '[[1,7],[2,4],[2,30],[2,31],[2,32],[5,8],[9,1],[9,2]]'
}

@test "tunnels are filtered by any field" {
	many_new
	expect_all_found tunnel <<-END
		[2]|tunnel_id 2
		[2,5]|peer_tunnel_id 12
		[1,2]|encap ip
		[5,9]|encap udp
		[1,2,5]|version 3
		[9]|version 2
		[2,9]|local 10.0.0.1
		[1,5]|local fd00::1
		[2,9]|remote 10.0.0.0/8
		[2,9]|remote 0.0.0.0/0
		[2,9]|remote 10.0.0.3/31
		[]|remote 10.0.0.1/32
		[]|remote 11.0.0.0/8
		[1,5]|remote fd00::/16
		[1]|remote fd00::/126
		[5]|remote fd00::5
		[1,2,5,9]|debug 0
		[9]|udp_sport 5009
		[5]|udp_dport 6005
		[]|udp_sport 6005
		[9]|udp_csum on
		[]|udp_csum off
		[5]|udp6_csum_tx off
		[5]|udp6_csum_rx on
		[2]|peer_tunnel_id 12 encap ip
		[]|version 2 local fd00::1
	END
}

@test "sessions are filtered by any field" {
	many_new
	expect_all_found session <<-END
		[4,30,31,32]|tunnel_id 2
		[7]|session_id 7
		[7,4,31]|peer_session_id 5
		[4,30,31,32,8]|peer_tunnel_id 12
		[4]|name wire
		[30]|cookie 01020304
		[4]|cookie 0102030405060708
		[30]|peer_cookie 0102030405060708
		[7]|peer_cookie DEADBEEF
		[]|cookie cafebabe
		[7,4,31,32,8,2]|seq none
		[1]|seq send
		[]|seq recv
		[30]|seq both
		[8,1,2]|pwtype ppp
		[7,4,30,31,32]|pwtype eth
		[30]|lns_mode on
		[30]|reorder_timeout 500
		[]|reorder_timeout 499
		[7,4,31,32,8,1,2]|reorder_timeout 0
		[4,31]|tunnel_id 2 peer_session_id 5
		[]|tunnel_id 1 pwtype ppp
		[]|tunnel_id 77
	END
}

@test "sessions are filtered by the sublayer, which debugfs tells" {
	many_new
	expect_found session '[32]' l2spec_type none pwtype eth
	expect_found session '[7,4,30,31]' l2spec_type default pwtype eth
}

@test "what is named in full and not there is an error, with nothing on stdout" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		session add tunnel_id 1 session_id 2 peer_session_id 3
	END
	while IFS='|' read -r words message; do
		# shellcheck disable=SC2086 # words
		run_split on_a $words
		expect 2
		expect_stdout ""
		expect_stderr "l2tp: $message"
	done <<-END
		show tunnel tunnel_id 99|tunnel show: tunnel 99 does not exist
		-j show tunnel tunnel_id 99|tunnel show: tunnel 99 does not exist
		show session tunnel_id 1 session_id 99|session show: session 99 in tunnel 1 does not exist
		-j show session tunnel_id 99 session_id 2|session show: session 2 in tunnel 99 does not exist
		show session name no-such|session show: no session has the interface no-such
		-j show session name lo|session show: interface lo belongs to no session of this network namespace
		show tunnel tunnel_id 1 encap udp|tunnel show: tunnel 1 does not match the other fields
		show session name l2tpeth0 session_id 99|session show: session 2 in tunnel 1 does not match the other fields
	END
}

@test "an empty list is no error" {
	host_new
	run_split on_a -batch - <<<$'show tunnel\nshow session\nshow session tunnel_id 7\nshow tunnel encap ip'
	expect 0
	expect_stdout ""
	expect_stderr ""
	run_split on_a -j -batch - <<<$'show tunnel\nshow session'
	expect 0
	expect_stdout "[]"$'\n'"[]"
	run_split json . -p show tunnel
	expect 0
	expect_stdout "[]"
}

@test "no field of one record shows in another" {
	many_new
	sessions="1/7 2/4 2/30 2/31 2/32 5/8 9/1 9/2"
	for options in "" "-s -d"; do
		# shellcheck disable=SC2086 # words
		together=$(on_a $options -batch - <<<$'show tunnel\nshow session' && echo end)
		# shellcheck disable=SC2086 # words
		apart=$({
			for id in 1 2 5 9; do
				printf 'show tunnel tunnel_id %s\n' "$id"
			done
			for pair in $sessions; do
				printf 'show session tunnel_id %s session_id %s\n' "${pair%/*}" "${pair#*/}"
			done
		} | on_a $options -batch - && echo end)
		[[ $together == *"cookie 01020304  peer cookie"* ]] || fail "$together"
		[ "$together" = "$apart" ] || fail "together: $together
apart: $apart"
	done
	run_split json '.[] | [.interface, .cookie, .peer_cookie, .reorder_timeout, .send_seq, .recv_seq]' show session
	expect 0
	expect_stdout '["l2tpeth3",null,"deadbeef",null,null,null]
["wire","0102030405060708",null,null,null,null]
["l2tpeth0","01020304","0102030405060708",500,true,true]
["l2tpeth1",null,null,null,null,null]
["l2tpeth2",null,null,null,null,null]
[null,null,null,null,null,null]
[null,null,null,null,true,null]
[null,null,null,null,null,null]'
}

@test "-oneline prints one line for each record" {
	many_new
	for options in "" "-s -d"; do
		# shellcheck disable=SC2086 # words
		run_split on_a -oneline $options show tunnel
		expect 0
		[ "$(grep -c '^Tunnel [0-9]*, encap .*\\  From .*\\  Peer tunnel [0-9]*' <<<"$output")" -eq 4 ] || fail "$(show_run)"
		[ "$(wc -l <<<"$output")" -eq 4 ] || fail "$(show_run)"
		# shellcheck disable=SC2086 # words
		run_split on_a -oneline $options show session
		expect 0
		[ "$(grep -c '^Session [0-9]* in tunnel [0-9]*\\  Peer session' <<<"$output")" -eq 8 ] || fail "$(show_run)"
		[ "$(wc -l <<<"$output")" -eq 8 ] || fail "$(show_run)"
		[[ $output == *'\  cookie 01020304  peer cookie 0102030405060708  reorder timeout: 500\  sequence numbering: send recv'* ]] ||
			fail "$(show_run)"
	done
}

@test "-j is one line and -p several, both the same JSON" {
	many_new
	for object in tunnel session; do
		run_split on_a -j show "$object"
		expect 0
		[[ $output != *$'\n'* ]] || fail "$(show_run)"
		plain=$(jq -c . <<<"$output")
		run_split on_a -j -p show "$object"
		expect 0
		[[ $output == *$'\n'* ]] || fail "$(show_run)"
		[ "$(jq -c . <<<"$output")" = "$plain" ] || fail "$(show_run)"
	done
}

@test "-s shows all counters, and traffic moves them" {
	hosts_new
	for host in a b; do
		local=$([ $host = a ] && echo 1 || echo 2)
		"$L2TP" -n $host -batch - <<-END
			tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.$local remote 10.0.0.$((3 - local)) udp_sport 5000 udp_dport 5000
			session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
		END
		"$SYSTEM_IP" -n $host -batch - <<<"addr add 10.5.0.$local/24 dev wire
			link set wire up"
	done
	in_ns a ping -q -c 3 -i 0.2 -W 5 10.5.0.2
	for object in tunnel session; do
		run_split json '.[0].stats | keys_unsorted, (.rx_packets >= 3 and .tx_packets >= 3 and
			.rx_bytes > .rx_packets * 84 and .tx_bytes > .tx_packets * 84), .tx_errors' -s show $object
		expect 0
		expect_stdout "[\"${COUNTERS// /\",\"}\"]"$'\ntrue\n0'
		expect_stderr ""
	done
	run_split on_a -s show session
	expect 0
	[[ $output =~ $'\n  RX: packets '[1-9][0-9]*' bytes '[1-9][0-9]*' errors 0 seq_discards 0 oos_packets 0 cookie_discards 0 invalid 0'$'\n  TX: packets '[1-9][0-9]*' bytes '[1-9][0-9]*' errors 0'$ ]] ||
		fail "$(show_run)"
}

# shellcheck disable=SC2030 # run sets it
@test "-d adds what ip does not show, and what is shown without it stays" {
	many_new
	run_split on_a -d show tunnel tunnel_id 9
	expect 0
	expect_stdout "$(on_a show tunnel tunnel_id 9)"$'\n'"  version 2, debug 0"
	run_split on_a -d show session tunnel_id 2 session_id 30
	expect 0
	expect_stderr ""
	[[ $output == "$(on_a show session tunnel_id 2 session_id 30)"$'\n'"  pwtype eth, l2spec_type default, lns_mode on, debug 0"$'\n'"  tunnel: encap ip, local 10.0.0.1, remote 10.0.0.2, version 3"$'\n  interface '[0-9]*': down, mtu '[0-9]*', lladdr '[0-9a-f:]* ]] || fail "$(show_run)"
}

# Expect that the last output has only printable ASCII.
expect_printable()
{
	# shellcheck disable=SC2031,SC2154 # run sets them
	local LC_ALL=C text=$output$stderr

	text=${text//$'\n'/}
	[[ $text != *[^[:print:]]* ]] || fail "$(show_run | cat -v)"
}

@test "an interface's name never brings control characters or broken UTF-8 to the output" {
	host_new
	# shellcheck disable=SC2016 # not to be expanded
	names=($'a\e[31m' $'b\x7f\x01' $'c\xff\xfe' $'d\xc2\x9b1m' $'e\xc3' 'f"\g' 'h$(id)`')
	{
		echo "l2tp add tunnel tunnel_id 1 peer_tunnel_id 11 encap ip $UDP"
		for i in "${!names[@]}"; do
			echo "l2tp add session tunnel_id 1 session_id $((i + 1)) peer_session_id 3"
			printf 'link set l2tpeth0 name %s\n' "${names[i]}"
		done
	} | "$SYSTEM_IP" -n a -batch -
	modprobe l2tp_debugfs
	for options in "" "-o -d" "-s"; do
		# shellcheck disable=SC2086 # words
		run_split on_a $options show session
		expect 0
		expect_printable
		[[ $output == *"name: b\\x7f\\x01"*"name: c\\xff\\xfe"*"name: d\\xc2\\x9b1m"* ]] || fail "$(show_run)"
	done
	run_split on_a -j -p show session
	expect 0
	[[ $output != *[$'\e\x01']* ]] || fail "$(show_run | cat -v)"
	iconv -f UTF-8 -t UTF-8 <<<"$output" >/dev/null || fail "$(show_run | cat -v)"
	[ "$(jq -r ".[0,5,6].interface" <<<"$output")" = "${names[0]}"$'\n'"${names[5]}"$'\n'"${names[6]}" ] ||
		fail "$(show_run)"
	run_split on_a show session name "${names[0]}"
	expect 0
	[[ $output == "Session 1 in tunnel 1"*'interface name: a\x1b[31m'* ]] || fail "$(show_run | cat -v)"
	run_split on_a show session name $'\e[31m'
	expect 2
	expect_stdout ""
	expect_printable
	run_split on_a del session name "${names[2]}"
	expect 0
	[ -z "$(on_a show session session_id 3)" ]
}

@test "an interface's name in UTF-8 is shown as it is" {
	host_new
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip $UDP
		session add tunnel_id 1 session_id 2 peer_session_id 3 name naïve→
	END
	run_split json 'map(.interface)' show session
	expect 0
	expect_stdout '["naïve→"]'
	run_split on_a show session name naïve→
	expect 0
	[[ $output == *"interface name: naïve→"* ]] || fail "$(show_run)"
}

@test "output that cannot be written is an error" {
	host_new
	on_a tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip local 10.0.0.1 remote 10.0.0.2
	for options in "" -j; do
		# shellcheck disable=SC2086 # words
		error=$(on_a $options show tunnel 2>&1 >/dev/full) && status=0 || status=$?
		[ "$status" -eq 2 ] && [ "$error" = "l2tp: tunnel show: output: No space left on device" ] ||
			fail "full: status $status, $error"
		# shellcheck disable=SC2086 # words
		error=$(on_a $options show tunnel 2>&1 >&-) && status=0 || status=$?
		[ "$status" -eq 2 ] && [[ $error == "l2tp: "*"Bad file descriptor" ]] ||
			fail "closed: status $status, $error"
	done
}

@test "where there is no PPP interface, the list that could name one is not read" {
	many_new
	modprobe -r l2tp_debugfs
	run_split "${STRACE[@]}" -f -qq -e trace=openat,access -o trace "$L2TP" -n a show session
	expect 0
	[[ $output == *"Session 2 in tunnel 9"* ]] || fail "$(show_run)"
	grep -q 'access.*pppol2tp' trace || fail "$(cat trace)"
	! grep 'openat.*pppol2tp' trace || fail "it was read"
}
