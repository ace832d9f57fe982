#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 11-same-as-ip.bats - does show print the same bytes as `ip l2tp show`, for the scripts that read it?
#
# Each object is alone in its namespace, since `ip` leaks values from one record into the next.

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001"
UDP6="local fd00::1 remote fd00::2 udp_sport 5001 udp_dport 6001"
IP="encap ip local 10.0.0.1 remote 10.0.0.2"

setup()
{
	only_on 6.12
	host_new
	pairs=() # of JSON arrays: ours, then that of ip
}

teardown()
{
	netns_del_all
}

ip_l2tp()
{
	"$SYSTEM_IP" -n a "$@"
}

# expect_same_text TITLE OPTION... l2tp show OBJECT; a mark at the end preserves the last newlines
expect_same_text()
{
	local title=$1 options=("${@:2:$#-4}") ours theirs

	ours=$(on_a "${options[@]}" "${@: -2}" && echo end)
	theirs=$(ip_l2tp "${options[@]}" "${@: -3}" && echo end)
	[[ $theirs == ?*end ]] || fail "$title: ip shows nothing" || return
	[ "$ours" = "$theirs" ] || fail "$title: ip shows
$theirs
and we show
$ours"
}

# remember_json OBJECT; save the JSON of both programs for expect_same_json, which runs jq only once
remember_json()
{
	pairs+=("$(on_a -j show "$1")" "$(ip_l2tp -j l2tp show "$1")")
}

# expect_same_json COUNT; compare at least COUNT saved pairs: the keys of ip, in its order; its null means true
expect_same_json()
{
	local keys='["tunnel_id","encap","local","peer","peer_tunnel","local_port","peer_port","checksum",
		"checksum_tx","checksum_rx","session_id","peer_session_id","peer_tunnel_id","interface",
		"cookie","peer_cookie","reorder_timeout","send_seq","recv_seq"]'

	run jq -cs --argjson keys "$keys" '
		[range(0; length; 2) as $i | {
			ours: (.[$i] | map(to_entries | map(select(.key | IN($keys[]))))),
			ip: (.[$i + 1] | map(map_values(if . == null then true else . end) | to_entries))
		}]
		| if all(.[]; .ip != []) then empty else "ip has an empty list" end,
		  (.[] | select(.ours != .ip))' <<<"${pairs[*]}"
	expect 0
	expect_stdout ""
	[ ${#pairs[@]} -ge "$1" ] || fail "only ${#pairs[@]} texts of JSON were compared"
}

# same_tunnel FIELDS...; add it alone, expect the same text from both programs, and save the JSON
same_tunnel()
{
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 "$@"
	expect_same_text "tunnel $*" l2tp show tunnel
	remember_json tunnel
	on_a tunnel del tunnel_id 1
}

# same_session FIELDS...; as same_tunnel, in tunnel 1
same_session()
{
	on_a session add tunnel_id 1 session_id 3 peer_session_id 4 "$@"
	expect_same_text "session $*" l2tp show session
	remember_json session
	on_a session del tunnel_id 1 session_id 3
}

@test "each kind of tunnel over IPv4 is shown as by ip" {
	# shellcheck disable=SC2086 # words
	for more in "$UDP" "$UDP udp_csum on" "$IP" "$UDP version 2"; do
		same_tunnel $more
	done
	expect_same_json 8
}

@test "each kind of tunnel over IPv6 is shown as by ip" {
	# shellcheck disable=SC2086 # words
	for more in "" "udp6_csum_tx off" "udp6_csum_rx off" "udp6_csum_tx off udp6_csum_rx off"; do
		same_tunnel $UDP6 $more
	done
	same_tunnel encap ip local fd00::1 remote fd00::2
	expect_same_json 10
}

@test "sessions with and without cookies are shown as by ip" {
	# shellcheck disable=SC2086 # words
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 $IP
	# shellcheck disable=SC2086 # words
	for more in "" "name wire" "cookie 0011aabb" "peer_cookie 0011aabb" \
		"cookie 0011aabbccddeeff peer_cookie deadbeefdeadbeef"; do
		same_session $more
	done
	expect_same_json 10
}

@test "sessions with sequence numbers and a reorder timeout are shown as by ip" {
	# shellcheck disable=SC2086 # words
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 $IP
	# shellcheck disable=SC2086 # words
	for more in "seq send" "seq recv" "seq both" "seq both cookie 01020304 peer_cookie 0102030405060708" \
		"reorder_timeout 500" "reorder_timeout 500 seq both" "reorder_timeout 500 peer_cookie 01020304"; do
		same_session $more
	done
	expect_same_json 14
}

@test "PPP sessions are shown as by ip" {
	# shellcheck disable=SC2086 # words
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP version 2
	same_session
	same_session seq both
	expect_same_json 4
}

@test "several tunnels are shown as by ip, and an empty list too" {
	[ "$(on_a show tunnel && on_a show session && echo end)" = end ]
	[ "$(on_a -j show tunnel)" = "$(ip_l2tp -j l2tp show tunnel)" ]
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP
		tunnel add tunnel_id 2 peer_tunnel_id 2 $IP
		tunnel add tunnel_id 3 peer_tunnel_id 2 ${UDP6//01/02}
		tunnel add tunnel_id 4 peer_tunnel_id 2 encap ip local fd00::1 remote fd00::2
	END
	expect_same_text "four tunnels" l2tp show tunnel
	remember_json tunnel
	expect_same_json 2
}

# Both programs show the object; which of them created it makes no difference.
@test "what ip has made and what we have made from the same words are equal" {
	session="add session tunnel_id 1 session_id 3 peer_session_id 4 cookie 0011aabbccddeeff \
		peer_cookie deadbeef seq both l2spec_type default name wire"
	# shellcheck disable=SC2086 # words
	{
		ip_l2tp l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 $UDP udp_csum on
		ip_l2tp l2tp $session
		expect_same_text "tunnel of ip" l2tp show tunnel
		expect_same_text "session of ip" l2tp show session
		theirs=$(on_a -j -batch - <<<$'show tunnel\nshow session\ndel tunnel tunnel_id 1')
		on_a add tunnel tunnel_id 1 peer_tunnel_id 2 $UDP udp_csum on
		on_a $session
	}
	expect_same_text "our tunnel" l2tp show tunnel
	expect_same_text "our session" l2tp show session
	ours=$(on_a -j -batch - <<<$'show tunnel\nshow session')
	[[ $ours == *'"cookie":"0011aabbccddeeff"'* ]] || fail "$ours"
	[ "$ours" = "$theirs" ] || fail "made by ip: $theirs
made by us: $ours"
}

nothing_left()
{
	[ -z "$(on_a -batch - <<<$'show tunnel\nshow session')" ]
}

@test "what we have made is deleted by ip, and the reverse" {
	# shellcheck disable=SC2086 # words
	{
		on_a tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP
		on_a session add tunnel_id 1 session_id 3 peer_session_id 4
		ip_l2tp l2tp del session tunnel_id 1 session_id 3
		ip_l2tp l2tp add tunnel tunnel_id 2 peer_tunnel_id 2 $IP
		ip_l2tp l2tp add session tunnel_id 2 session_id 5 peer_session_id 6
	}
	[ -z "$(on_a show session tunnel_id 1)" ]
	run_split on_a del session tunnel_id 2 session_id 5
	expect 0
	run_split on_a del tunnel tunnel_id 2
	expect 0
	ip_l2tp l2tp del tunnel tunnel_id 1
	wait_for 5 nothing_left
}

@test "the colours are those of ip, on both kinds of background" {
	# shellcheck disable=SC2086 # words
	on_a tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP
	on_a session add tunnel_id 1 session_id 3 peer_session_id 4
	[[ $(on_a -c=always show session) == *$'\e[1;36m'* ]] || fail "not the colour of iproute2 7.1"
	export COLORFGBG="15;0"
	expect_same_text "session in colour on black" -c=always l2tp show session
	export COLORFGBG="0;15"
	expect_same_text "session in colour on white" -c=always l2tp show session
}
