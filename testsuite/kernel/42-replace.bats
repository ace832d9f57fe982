#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 42-replace.bats - does replace reach the requested state in the fewest steps, or restore the old one?

# shellcheck disable=SC2086 # words
load helpers

ENDS="local 10.0.0.1 remote 10.0.0.2"
UDP="udp_sport 5001 udp_dport 6001"
TUNNEL="tunnel_id 1 peer_tunnel_id 11 $ENDS $UDP"
SESSION="tunnel_id 1 session_id 1 peer_session_id 2"

setup()
{
	modprobe l2tp_debugfs
	host_new
}

teardown()
{
	netns_del_all
}

# everything; print tunnels and sessions with all details, except random values and those that the kernel chooses
everything()
{
	on_a -j -d -batch - <<<$'show tunnel\nshow session' |
		jq -cS 'map(if .link then (.link.addr |= (map(select(startswith("fe80") | not)) | sort)) else . end)'
}

# but_index TEXT...; remove the interface indexes, which change when sessions are re-created
but_index()
{
	jq -cS 'map(del(.link.ifindex?))' <<<"$1"
}

# requests WORD...; print the numbers of the L2TP commands and the names of the rtnetlink requests that our program
# sends, each once; strace decodes only sockets of its own namespace
requests()
{
	in_ns a "${STRACE[@]}" -f -e trace=sendto,sendmsg -e signal=none -o /tmp/requests "$L2TP" "$@" >/dev/null || return
	{
		sed -n 's/.*nlmsg_type=l2tp.*"\\\(x0\)\{0,1\}\([0-9]*\)\\.*/l2tp \2/p' /tmp/requests
		grep -oE 'RTM_[A-Z]+' /tmp/requests || :
	} | sort -u
}

# full_session; add one whose interface has settings of every kind
full_session()
{
	"$SYSTEM_IP" -n a link add br0 type bridge
	on_a -batch - <<-END
		tunnel add $TUNNEL
		session add $SESSION name wire cookie 01020304 seq both reorder_timeout 500 up mtu 1400 \
			lladdr 02:00:00:00:00:01 master br0 addr 10.5.1.1 peer 10.5.1.2 addr fd05::1/64
	END
}
FULL="$SESSION name wire cookie 01020304 seq both reorder_timeout 500"
LINK="up mtu 1400 lladdr 02:00:00:00:00:01 master br0 addr 10.5.1.1 peer 10.5.1.2 addr fd05::1/64"

# expect_kept WORD...; only this jq change of the session, and the index, differ from $before
expect_kept()
{
	local now wanted

	now=$(everything)
	wanted=$(jq -cS "if .[0].session_id then $1 else . end" <<<"$before")
	[ "$(but_index "$now")" = "$(but_index "$wanted")" ] || fail "wanted: $wanted
now:    $now"
}

# expect_put_back PATTERN WORD...; replace fails with this on stderr, and the state is $before
expect_put_back()
{
	local pattern=$1

	shift
	run_split on_a -d replace "$@"
	expect 2
	expect_stdout ""
	# shellcheck disable=SC2053,SC2154 # a pattern; run sets it
	[[ $stderr == $pattern && $stderr != *$'\n'* ]] || fail "expected $pattern
$(show_run)" || return
	expect_kept .
}

@test "replace adds what is not there, and does nothing where it is" {
	for round in added unchanged unchanged; do
		expect_done "tunnel 1: $round" tunnel $TUNNEL
		expect_done "session 1: $round" session $SESSION
	done
	run_split json 'map([.session_id, .peer_session_id, .interface])' show session
	expect_stdout '[[1,2,"l2tpeth0"]]'
	# without -d nothing is printed
	run_split on_a replace session $SESSION seq both
	expect 0
	expect_stdout ""
}

@test "nothing is sent when nothing differs" {
	full_session
	before=$(everything)
	run requests replace tunnel $TUNNEL
	[ "$status" -eq 0 ]
	[ "$output" = "l2tp 4" ] || fail "more than TUNNEL_GET: $output"
	run requests replace session $FULL $LINK
	[ "$status" -eq 0 ]
	[ "$output" = $'RTM_GETADDR\nRTM_GETLINK\nRTM_GETROUTE\nl2tp 4\nl2tp 8' ] || fail "more than GETs: $output"
	[ "$(everything)" = "$before" ] || fail "before: $before
now:    $(everything)"
}

@test "what can be set is set, and the interface is the same one" {
	full_session
	before=$(everything)
	expect_done "session 1: changed" session $FULL mtu 1300
	expect_done "session 1: changed" session $FULL addr 10.6.1.1/24
	expect_done "session 1: changed" session $FULL lns_mode on
	expect_done "session 1: changed" session ${FULL/seq both reorder_timeout 500/}
	now=$(everything)
	wanted=$(jq -cS 'if .[0].session_id then .[0].link.mtu = 1300 | .[0].link.addr |= (. + ["10.6.1.1/24"] | sort) |
		.[0] |= del(.reorder_timeout, .send_seq, .recv_seq) else . end' <<<"$before")
	[ "$now" = "$wanted" ] || fail "wanted: $wanted
now:    $now"
}

@test "a re-created session keeps its interface's name, address, MTU, master, addresses and state" {
	full_session
	before=$(everything)
	while IFS='|' read -r words change; do
		expect_done "session 1: re-created" session $words
		expect_kept "$change"
		expect_done "session 1: unchanged" session $words
	done <<-END
		tunnel_id 1 session_id 1 peer_session_id 9 cookie 01020304 seq both reorder_timeout 500|.[0].peer_session_id = 9
		${FULL/01020304/0a0b0c0d}|.[0].cookie = "0a0b0c0d"
		$FULL peer_cookie 0102030405060708|.[0].peer_cookie = "0102030405060708"
		${FULL/seq both/} l2spec_type none|.[0] |= (.l2spec_type = "none" | del(.send_seq, .recv_seq))
		${FULL/cookie 01020304/}|.[0] |= del(.cookie)
		$FULL|.
	END
}

@test "an interface that was down, or whose session is set up otherwise, is made so" {
	full_session
	on_a set session name wire down nomaster
	before=$(everything)
	expect_done "session 1: re-created" session $FULL peer_cookie 01020304
	expect_kept '.[0].peer_cookie = "01020304"'
	expect_done "session 1: re-created" session $FULL mtu 1300 lladdr 02:00:00:00:00:02 addr 10.6.1.1/24
	expect_kept '.[0].link.mtu = 1300 | .[0].link.lladdr = "02:00:00:00:00:02" |
		.[0].link.addr |= (. + ["10.6.1.1/24"] | sort)'
}

@test "a renamed interface keeps its name when its session is re-created" {
	full_session
	printf '%s\n' "link set wire down" "link set wire name renamed" "link set renamed up" | "$SYSTEM_IP" -n a -batch -
	on_a set session name renamed addr fd05::1/64
	before=$(everything)
	expect_done "session 1: re-created" session ${FULL/ name wire/} peer_cookie 01020304
	expect_kept '.[0].peer_cookie = "01020304"'
	run_split json 'map(.interface)' show session
	expect_stdout '["renamed"]'
	# replace accepts the current name
	expect_done "session 1: unchanged" session ${FULL/wire/renamed} peer_cookie 01020304
}

@test "a re-created tunnel keeps its sessions and their interfaces" {
	full_session
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 2 peer_session_id 3 l2spec_type none mtu 1300 peer_cookie 0102030405060708
		session add tunnel_id 1 session_id 3 peer_session_id 4 pwtype ppp lns_mode on
		tunnel add tunnel_id 2 peer_tunnel_id 12 $ENDS encap ip
		session add tunnel_id 2 session_id 9 peer_session_id 9 name other up
	END
	before=$(everything)
	while IFS='|' read -r words tunnel session; do
		expect_done "tunnel 1: re-created" tunnel tunnel_id 1 $words
		now=$(everything)
		wanted=$(jq -cS "map(if .tunnel_id == 1 then (if .session_id then $session else $tunnel end) else . end)" <<<"$before")
		[ "$(but_index "$now")" = "$(but_index "$wanted")" ] || fail "wanted: $wanted
now:    $now"
		expect_done "tunnel 1: unchanged" tunnel tunnel_id 1 $words
	done <<-END
		peer_tunnel_id 12 $ENDS $UDP|.peer_tunnel = 12|.peer_tunnel_id = 12
		peer_tunnel_id 11 $ENDS udp_sport 5002 udp_dport 6002|. + {local_port: 5002, peer_port: 6002}|.tunnel += {local_port: 5002, peer_port: 6002}
	END
	# the session of the other tunnel is unchanged
	[ "$(jq -c '.[] | select(.session_id == 9)' <<<"$now")" = "$(jq -c '.[] | select(.session_id == 9)' <<<"$before")" ]
}

@test "a tunnel is re-created over another encapsulation, family and checksum" {
	on_a -batch - <<<"add tunnel $TUNNEL"
	while IFS='|' read -r words wanted; do
		expect_done "tunnel 1: re-created" tunnel tunnel_id 1 peer_tunnel_id 11 $words
		run_split json '.[] | [.encap, .local, .peer, .local_port, .checksum, .checksum_tx, .version]' show tunnel
		expect_stdout "$wanted"
		expect_done "tunnel 1: unchanged" tunnel tunnel_id 1 peer_tunnel_id 11 $words
	done <<-END
		$ENDS $UDP udp_csum on|["UDP","10.0.0.1","10.0.0.2",5001,true,null,3]
		$ENDS encap ip|["IP","10.0.0.1","10.0.0.2",null,null,null,3]
		local fd00::1 remote fd00::2 $UDP udp6_csum_tx off|["UDP","fd00::1","fd00::2",5001,null,false,3]
		local fd00::1 remote fd00::2 $UDP version 2|["UDP","fd00::1","fd00::2",5001,null,true,2]
		local 10.0.0.3 remote 10.0.0.2 $UDP|["UDP","10.0.0.3","10.0.0.2",5001,false,null,3]
	END
}

@test "a session that cannot be re-created is restored" {
	full_session
	before=$(everything)
	expect_put_back "l2tp: session replace: master: interface nosuch does not exist" session $FULL peer_cookie 01020304 master nosuch
	expect_put_back "l2tp: session replace: addr: ::1/128: ?*" session $FULL peer_cookie 01020304 mtu 1300 addr ::1
	# and when it need not be re-created
	expect_put_back "l2tp: session replace: master: interface nosuch does not exist" session $FULL lns_mode on mtu 1300 master nosuch
}

@test "replace gives the interface another name" {
	full_session
	before=$(everything)
	expect_done "session 1: re-created" session ${FULL/wire/other}
	expect_kept '.[0].interface = "other"'
	expect_done "session 1: unchanged" session ${FULL/wire/other}
}

@test "a session whose new name another interface has is restored" {
	full_session
	"$SYSTEM_IP" -n a link add d0 type dummy
	on_a add session tunnel_id 1 session_id 5 peer_session_id 6 name fifth
	before=$(everything)
	expect_put_back "l2tp: session replace: name: interface d0 already exists; ip link show dev d0" session ${FULL/wire/d0}
	expect_put_back "l2tp: session replace: name: interface fifth already exists; ip link show dev fifth" session ${FULL/wire/fifth}
}

@test "a tunnel that cannot be re-created is restored with its sessions" {
	full_session
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 2 peer_session_id 3 l2spec_type none
		tunnel add tunnel_id 2 peer_tunnel_id 12 $ENDS udp_sport 5002 udp_dport 6002
	END
	before=$(everything)
	expect_put_back "l2tp: tunnel replace: local: 10.9.9.9 is not an address of this host; ip address add 10.9.9.9 dev DEVICE" \
		tunnel ${TUNNEL/10.0.0.1/10.9.9.9}
	expect_put_back "l2tp: tunnel replace: udp_sport 5002 is in use ?*" tunnel ${TUNNEL/5001/5002}
}

@test "a tunnel is not deleted for a version that its sessions do not go into, which the message names" {
	full_session
	before=$(everything)
	run_split on_a replace tunnel $TUNNEL version 2
	expect 1
	expect_stdout ""
	expect_stderr "l2tp: tunnel replace: session 1: pwtype: tunnel 1 has version 2, which carries only ppp"
	[ "$(everything)" = "$before" ] || fail "now: $(everything)"
}

@test "a tunnel with PPP sessions gets version 2 and back" {
	on_a -batch - <<-END
		tunnel add $TUNNEL
		session add $SESSION pwtype ppp seq both
		session add tunnel_id 1 session_id 3 peer_session_id 4 pwtype ppp lns_mode on
	END
	for version in 2 3 2; do
		expect_done "tunnel 1: re-created" tunnel $TUNNEL version $version
		run_split json 'map([.session_id, .peer_session_id, .pwtype, .send_seq, .lns_mode])' show session
		expect_stdout '[[1,2,"ppp",true,false],[3,4,"ppp",null,true]]'
	done
}

@test "an address keeps what no field describes when it is re-created" {
	full_session
	printf 'addr add %s dev wire\n' "10.5.3.1/24 label wire:1 noprefixroute broadcast 10.5.3.255" "10.5.4.1/24 metric 7" \
		"fd07::1/64 nodad home" "fd08::1/64 preferred_lft 0 nodad" "fd09::1/64 valid_lft 9999 preferred_lft 8888 nodad" |
		"$SYSTEM_IP" -n a -batch -
	before=$(address_settings)
	run_split on_a replace session $FULL peer_cookie 01020304
	expect 0
	expect_stderr ""
	[ "$(address_settings)" = "$before" ] || fail "before: $before
now: $(address_settings)"
	run_split on_a replace tunnel ${TUNNEL/peer_tunnel_id 11/peer_tunnel_id 12}
	expect 0
	expect_stderr ""
	[ "$(address_settings)" = "$before" ] || fail "before: $before
now: $(address_settings)"
}

# address_settings; print all that the kernel tells of the addresses of wire, but its link-local one, and lifetimes without
# their last three digits
address_settings()
{
	"$SYSTEM_IP" -n a -o address show dev wire | grep -v ' fe80' | sed 's/^[0-9]*: //; s/ tentative//; s/[0-9]\{3\}sec/000sec/g'
}

@test "a replacement that is refused by its words touches nothing" {
	full_session
	before=$(everything)
	while IFS='|' read -r words message; do
		run_split on_a replace $words
		expect "${message%% *}"
		expect_stdout ""
		expect_stderr "l2tp: ${message#* }"
		[ "$(everything)" = "$before" ] || fail "now: $(everything)"
	done <<-END
		session tunnel_id 1 session_id 1|1 session replace: peer_session_id is required
		session tunnel_id 9 session_id 1 peer_session_id 1|2 session replace: tunnel 9 does not exist
		session $FULL noaddr fd05::1/64|1 session replace: noaddr: this command does not accept it
		tunnel tunnel_id 1 peer_tunnel_id 11 $ENDS|1 tunnel replace: udp_sport is required with encap udp
	END
}

@test "a batch of replacements can be run again and again" {
	"$SYSTEM_IP" -n a link add br0 type bridge
	batch=$(
		printf 'tunnel replace tunnel_id %s peer_tunnel_id %s local 10.0.0.1 remote 10.0.0.2 %s\n' \
			1 11 "$UDP" 2 12 "encap ip" 3 13 "udp_sport 5003 udp_dport 6003 version 2"
		echo "session replace $FULL $LINK"
		echo "session replace tunnel_id 2 session_id 2 peer_session_id 3 seq both"
		echo "session replace tunnel_id 3 session_id 3 peer_session_id 3 lns_mode on"
	)
	for round in added unchanged unchanged; do
		run_split on_a -d -batch - <<<"$batch"
		expect 0
		expect_stderr ""
		expect_stdout "$(printf "%s: $round\n" "tunnel 1" "tunnel 2" "tunnel 3" "session 1" "session 2" "session 3")"
		[ "$round" = added ] && first=$(everything)
	done
	[ "$(everything)" = "$first" ] || fail "first: $first
now:   $(everything)"
}

@test "without debugfs a tunnel with sessions is not re-created, and the message says why" {
	full_session
	on_a add tunnel tunnel_id 2 peer_tunnel_id 12 $ENDS encap ip
	before=$(everything)
	modprobe -r l2tp_debugfs
	run_split on_a -d replace tunnel tunnel_id 1 peer_tunnel_id 12 $ENDS $UDP
	expect 2
	expect_stdout ""
	[[ $stderr == "l2tp: tunnel replace: "*sessions*l2spec_type*"modprobe l2tp_debugfs" && $stderr != *$'\n'* ]] ||
		fail "$(show_run)"
	# a tunnel without sessions is re-created
	expect_done "tunnel 2: re-created" tunnel tunnel_id 2 peer_tunnel_id 13 $ENDS encap ip
	expect_done "tunnel 2: re-created" tunnel tunnel_id 2 peer_tunnel_id 12 $ENDS encap ip
	modprobe l2tp_debugfs
	[ "$(everything)" = "$before" ] || fail "before: $before
now:    $(everything)"
}

@test "without debugfs a session that cannot be re-created keeps its sublayer" {
	on_a -batch - <<-END
		tunnel add $TUNNEL
		session add $SESSION name wire l2spec_type none
	END
	before=$(everything)
	modprobe -r l2tp_debugfs
	run_split on_a replace session $SESSION cookie 01020304 l2spec_type none master nosuch
	expect 2
	expect_stdout ""
	modprobe l2tp_debugfs
	expect_kept .
}

@test "a re-created version 2 tunnel has its PPP sessions" {
	"$L2TP" -n a -batch - <<-END
		tunnel add tunnel_id 9 peer_tunnel_id 19 version 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
		session add tunnel_id 9 session_id 1 peer_session_id 2 seq both lns_mode on
		session add tunnel_id 9 session_id 3 peer_session_id 4
	END
	# a management socket (struct sockaddr_pppol2tp) creates a session 0, which 6.12 does not report
	coproc PERL { exec nsenter --net=/run/netns/a perl -e 'socket(S, 24, 2, 1) && connect(S, pack("S L l l x16 S4",
		24, 1, 0, -1, 9, 0, 19, 0)) or die; $| = 1; print qq(ready\n); sleep 60' 3>&-; }
	read -r -t 20 <&"${PERL[0]}"
	run_split json 'map(.session_id)' session show tunnel_id 9
	[[ $output == "[0,1,3]" || $output == "[1,3]" ]] || fail "$(show_run)"
	set -- -n a -d tunnel replace tunnel_id 9 peer_tunnel_id 19 version 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1702
	run_split "$L2TP" "$@"
	expect 2
	expect_stderr "l2tp: tunnel replace: tunnel 9 is in use by the program perl (process $PERL_PID); -force takes it"
	run_split "$L2TP" -force "$@"
	expect 0
	expect_stdout "tunnel 9: re-created"
	expect_stderr "l2tp: warning: tunnel 9 is in use by the program perl (process $PERL_PID)"
	run_split json 'map([.session_id, .peer_session_id, .pwtype, .lns_mode])' session show tunnel_id 9
	expect_stdout '[[1,2,"ppp",true],[3,4,"ppp",false]]'
	kill "$PERL_PID"
}
