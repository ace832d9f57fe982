#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 20-errors.bats - does l2tp explain the kernel's errno?
#
# Each error is provoked for real. Expect one line on stderr, nothing on stdout, and nothing half done.

# shellcheck disable=SC2016 # the dollars in single quotes are perl's

load helpers

# One host, the namespace a (10.0.0.1, fd00::1), alone on its network.
setup()
{
	netns_new a
	{
		echo "link add eth0 type dummy"
		host_config 1
	} | "$SYSTEM_IP" -n a -batch -
}

teardown()
{
	[ -z "${socket_pid-}" ] || kill "$socket_pid"
	[ -z "${autoload-}" ] || echo "$autoload" >/proc/sys/kernel/modprobe
	netns_del_all
}

# on_a WORD...; run our program in the namespace a
on_a()
{
	run_split "$L2TP" -n a "$@"
}

# refused MESSAGE WORD...; expect a refusal by the kernel and this explanation
refused()
{
	local message=$1

	shift
	on_a "$@"
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: $message"
}

# not_taken MESSAGE WORD...; expect a usage error
not_taken()
{
	local message=$1

	shift
	on_a "$@"
	expect 1
	expect_stdout ""
	expect_stderr "l2tp: $message"
}

# given LINE...; prepare the test with one exec
given()
{
	printf '%s\n' "$@" | "$SYSTEM_IP" -n a -batch -
}

# expect_tunnels COUNT, expect_sessions COUNT; expect this number in the kernel
expect_tunnels()
{
	[ "$("$SYSTEM_IP" -n a l2tp show tunnel | grep -c ^Tunnel)" -eq "$1" ] || fail "expected $1 tunnels"
}

expect_sessions()
{
	[ "$("$SYSTEM_IP" -n a l2tp show session | grep -c ^Session)" -eq "$1" ] || fail "expected $1 sessions"
}

udp()
{
	echo "l2tp add tunnel tunnel_id $1 peer_tunnel_id $1 encap udp local 10.0.0.1 remote 10.0.0.2 udp_sport $2 udp_dport 1701"
}

over_ip()
{
	echo "l2tp add tunnel tunnel_id $1 peer_tunnel_id $1 encap ip local 10.0.0.1 remote 10.0.0.2"
}

# another_program PERL; run it in a, as the owner of the socket $s, until the end of the test
another_program()
{
	coproc PERL { exec nsenter --net=/run/netns/a perl -MSocket -e "$1; \$| = 1; print qq(ready\\n); sleep 600" 3>&-; }
	socket_pid=$PERL_PID
	read -r -t 60 -u "${PERL[0]}" line
	[ "$line" = ready ] || fail "the other program did not start"
}

@test "without l2tp_netlink it says which module is missing" {
	without_modules l2tp_ppp l2tp_eth l2tp_ip6 l2tp_ip l2tp_debugfs l2tp_netlink
	refused "tunnel show: the kernel has no L2TP; modprobe l2tp_netlink" show tunnel
	refused "tunnel show: the kernel has no L2TP; modprobe l2tp_netlink" -j show tunnel
	refused "session del: the kernel has no L2TP; modprobe l2tp_netlink" del session tunnel_id 1 session_id 1
	refused "tunnel add: the kernel has no L2TP; modprobe l2tp_netlink" add tunnel tunnel_id 1 \
		peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
}

@test "without l2tp_ip and l2tp_ip6 it says which module is missing" {
	modprobe l2tp_netlink
	without_modules l2tp_ip6 l2tp_ip
	refused "tunnel add: the kernel has no L2TP over IP; modprobe l2tp_ip" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2
	refused "tunnel add: the kernel has no L2TP over IPv6; modprobe l2tp_ip6" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local fd00::1 remote fd00::2
	expect_tunnels 0
}

@test "without l2tp_eth and l2tp_ppp it says which module is missing" {
	modprobe l2tp_netlink
	without_modules l2tp_eth l2tp_ppp
	given "$(udp 1 1701)"
	refused "session add: the kernel has no eth pseudowires; modprobe l2tp_eth" \
		add session tunnel_id 1 session_id 3 peer_session_id 4
	refused "session add: the kernel has no ppp pseudowires; modprobe l2tp_ppp" \
		add session tunnel_id 1 session_id 3 peer_session_id 4 pwtype ppp
	expect_sessions 0
}

@test "a module that the kernel loads on demand needs no word" {
	without_modules l2tp_ppp l2tp_eth l2tp_ip6 l2tp_ip l2tp_debugfs l2tp_netlink
	echo "$autoload" >/proc/sys/kernel/modprobe
	run_split "$L2TP" -n a add tunnel session tunnel_id 1 peer_tunnel_id 2 session_id 3 \
		peer_session_id 4 encap ip local fd00::1 remote fd00::2
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_sessions 1
}

@test "without the permission it says which" {
	nobody=(nsenter --net=/run/netns/a setpriv --reuid 65534 --regid 65534 --clear-groups "$L2TP")
	needs="not permitted: CAP_NET_ADMIN is needed in this network namespace; run it as root"
	run_split "${nobody[@]}" show tunnel
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: tunnel show: $needs"
	run_split "${nobody[@]}" -j show session
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: session show: $needs"
	run_split "${nobody[@]}" add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: tunnel add: $needs"
	run_split "${nobody[@]}" del session name l2tpeth0
	expect 2
	expect_stderr "l2tp: session del: $needs"
	expect_tunnels 0
}

@test "a local address that the host does not have is named" {
	refused "tunnel add: local: 10.0.0.9 is not an address of this host; ip address add 10.0.0.9 dev DEVICE" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.9 remote 10.0.0.2
	refused "tunnel add: local: 10.0.0.9 is not an address of this host; ip address add 10.0.0.9 dev DEVICE" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.9 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
	refused "tunnel add: local: fd00::9 is not an address of this host, or is still tentative; ip -6 address shows them" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local fd00::9 remote fd00::2
	refused "tunnel add: local: fd00::9 is not an address of this host, or is still tentative; ip -6 address shows them" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 local fd00::9 remote fd00::2 udp_sport 1701 udp_dport 1701
	expect_tunnels 0
}

@test "a port that another tunnel has is refused with that tunnel's id" {
	given "$(udp 7 1701)"
	refused "tunnel add: udp_sport 1701 is in use on 10.0.0.1 by tunnel 7: two tunnels cannot share a port; give another udp_sport" \
		add tunnel tunnel_id 8 peer_tunnel_id 8 local 10.0.0.1 remote 10.0.0.3 udp_sport 1701 udp_dport 1702
	expect_tunnels 1
}

@test "a port that another program has is refused, and no tunnel blamed" {
	another_program 'socket($s, AF_INET, SOCK_DGRAM, 0) or die; bind($s, sockaddr_in(1701, INADDR_ANY)) or die'
	given "$(udp 7 1702)"
	refused "tunnel add: udp_sport 1701 is in use on 10.0.0.1; ss -nuap lists the programs" \
		add tunnel tunnel_id 8 peer_tunnel_id 8 local 10.0.0.1 remote 10.0.0.3 udp_sport 1701 udp_dport 1702
	expect_tunnels 1
}

@test "a port that a program has on one address, and a tunnel on another, is not blamed on the tunnel" {
	"$SYSTEM_IP" -n a addr add 10.0.0.3/24 dev eth0
	another_program 'socket($s, AF_INET, SOCK_DGRAM, 0) or die; bind($s, sockaddr_in(1701, inet_aton("10.0.0.3"))) or die'
	given "$(udp 7 1701)"
	refused "tunnel add: udp_sport 1701 is in use on 10.0.0.3; ss -nuap lists the programs" \
		add tunnel tunnel_id 8 peer_tunnel_id 8 local 10.0.0.3 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
}

@test "a tunnel id that another program's L2TP/IP socket has is refused" {
	modprobe l2tp_ip
	another_program 'socket($s, AF_INET, SOCK_DGRAM, 115) or die; bind($s, pack("Sx2a4Lx4", AF_INET, inet_aton("10.0.0.1"), 9)) or die'
	refused "tunnel add: tunnel_id 9 is in use on 10.0.0.1 by the L2TP/IP socket of another program" \
		add tunnel tunnel_id 9 peer_tunnel_id 8 encap ip local 10.0.0.1 remote 10.0.0.2
	expect_tunnels 0
}

@test "a tunnel id that exists is refused, whatever else differs" {
	given "$(udp 7 1701)"
	refused "tunnel add: tunnel 7 already exists; l2tp tunnel replace changes it to match" \
		add tunnel tunnel_id 7 peer_tunnel_id 8 encap ip local fd00::1 remote fd00::2
	refused "tunnel add: tunnel 7 already exists; l2tp tunnel replace changes it to match" \
		add tunnel tunnel_id 7 peer_tunnel_id 7 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
	expect_tunnels 1
}

@test "a session id that exists in the tunnel is refused, over UDP and over IP" {
	given "$(udp 7 1701)" "$(over_ip 8)" "l2tp add session tunnel_id 7 session_id 3 peer_session_id 4" \
		"l2tp add session tunnel_id 8 session_id 5 peer_session_id 6"
	refused "session add: session 3 already exists in tunnel 7; l2tp session replace changes it to match" \
		add session tunnel_id 7 session_id 3 peer_session_id 9
	refused "session add: session 5 already exists in tunnel 8; l2tp session replace changes it to match" \
		add session tunnel_id 8 session_id 5 peer_session_id 9 name other
	expect_sessions 2
}

@test "a session id of a tunnel over IP is refused in another tunnel, which is named" {
	given "$(udp 7 1701)" "$(over_ip 8)" "l2tp add session tunnel_id 8 session_id 5 peer_session_id 6" \
		"l2tp add session tunnel_id 7 session_id 6 peer_session_id 6"
	refused "session add: session_id 5 is in use in tunnel 8; with encap ip a session ID must be unique on the host" \
		add session tunnel_id 7 session_id 5 peer_session_id 6
	refused "session add: session_id 6 is in use in tunnel 7; with encap ip a session ID must be unique on the host" \
		add session tunnel_id 8 session_id 6 peer_session_id 6
	expect_sessions 2
}

@test "a session id of a tunnel over UDP is free in another tunnel over UDP" {
	given "$(udp 7 1701)" "$(udp 8 1702)" "l2tp add session tunnel_id 7 session_id 5 peer_session_id 6"
	on_a add session tunnel_id 8 session_id 5 peer_session_id 6
	expect 0
	expect_stderr ""
	on_a -j show session tunnel_id 7 session_id 5
	expect 0
	[ "$(jq '.[].tunnel_id' <<<"$output")" = 7 ] || fail "$(show_run)"
	on_a -j show session
	[ "$(jq -c 'map(.tunnel_id)' <<<"$output")" = "[7,8]" ] || fail "$(show_run)"
}

@test "an interface name that exists is refused as a name, not as an id" {
	given "$(over_ip 8)"
	refused "session add: name: interface eth0 already exists; ip link show dev eth0" \
		add session tunnel_id 8 session_id 5 peer_session_id 6 name eth0
	expect_sessions 0
	on_a add session tunnel_id 8 session_id 5 peer_session_id 6 name wire
	expect 0
}

@test "a tunnel that does not exist is named" {
	given "$(over_ip 8)"
	refused "session add: tunnel 9 does not exist" add session tunnel_id 9 session_id 5 peer_session_id 6
	refused "tunnel del: tunnel 9 does not exist" del tunnel tunnel_id 9
	refused "tunnel show: tunnel 9 does not exist" show tunnel tunnel_id 9
	refused "tunnel show: tunnel 9 does not exist" -j tunnel show tunnel_id 9
	expect_tunnels 1
}

@test "a session that does not exist is named by what it was asked for" {
	given "$(over_ip 8)" "l2tp add session tunnel_id 8 session_id 5 peer_session_id 6"
	refused "session del: session 6 in tunnel 8 does not exist" del session tunnel_id 8 session_id 6
	refused "session show: session 6 in tunnel 8 does not exist" show session tunnel_id 8 session_id 6
	refused "session show: session 5 in tunnel 9 does not exist" -j show session tunnel_id 9 session_id 5
	refused "session show: no session has the interface nothing" show session name nothing
	refused "session del: no session has the interface nothing" del session name nothing
	expect_sessions 1
}

@test "a session's tunnel_id must be that of its tunnel" {
	given "$(over_ip 8)" "$(over_ip 9)" "l2tp add session tunnel_id 8 session_id 5 peer_session_id 6"
	refused "session del: session 5 in tunnel 9 does not exist" del session tunnel_id 9 session_id 5
	refused "session show: session 5 in tunnel 9 does not exist" show session tunnel_id 9 session_id 5
	expect_sessions 1
}

@test "an interface that is not L2TP's is not taken for one" {
	modprobe l2tp_debugfs
	refused "session show: interface eth0 belongs to no session of this network namespace" show session name eth0
	refused "session del: interface eth0 belongs to no session of this network namespace" -j session del name eth0
}

@test "an interface that only debugfs could tell of is not denied without debugfs" {
	modprobe l2tp_netlink
	without_modules l2tp_debugfs
	refused "session show: no session was created with the interface eth0; modprobe l2tp_debugfs to find renamed ones" \
		show session name eth0
}

@test "a peer without a route is named" {
	refused "tunnel add: remote: no route to 172.16.0.1; ip route add 172.16.0.1 via GATEWAY" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 172.16.0.1
	refused "tunnel add: remote: no route to 2001:db8::1; ip route add 2001:db8::1 via GATEWAY" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 local fd00::1 remote 2001:db8::1 udp_sport 1701 udp_dport 1701
	"$SYSTEM_IP" -n a route add unreachable 172.16.0.0/24
	refused "tunnel add: remote: no route to 172.16.0.1; ip route add 172.16.0.1 via GATEWAY" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 172.16.0.1
	expect_tunnels 0
}

@test "a broadcast address as the peer is refused as that" {
	refused "tunnel add: remote: 10.0.0.255 is a broadcast address" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.255
	refused "tunnel add: remote: 255.255.255.255 is a broadcast address" \
		add tunnel tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 255.255.255.255 udp_sport 1701 udp_dport 1701
	expect_tunnels 0
}

@test "what a version 2 tunnel cannot carry is refused by the name of the field" {
	on_a add tunnel tunnel_id 2 peer_tunnel_id 3 version 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
	expect 0
	session=(add session tunnel_id 2 peer_session_id 6)
	not_taken "session add: session_id: 65537 is not in the range 1..65535 of a version 2 tunnel" \
		"${session[@]}" session_id 65537
	not_taken "session add: peer_session_id: 65536 is not in the range 1..65535 of a version 2 tunnel" \
		add session tunnel_id 2 session_id 1 peer_session_id 65536
	not_taken "session add: cookie: tunnel 2 has version 2, which has no cookies" \
		"${session[@]}" session_id 5 cookie 11223344
	not_taken "session add: pwtype: tunnel 2 has version 2, which carries only ppp" \
		"${session[@]}" session_id 5 pwtype eth
	not_taken "session add: l2spec_type: tunnel 2 has version 2, which has no sublayer" \
		"${session[@]}" session_id 5 l2spec_type none
	expect_sessions 0
}

@test "a peer cookie in a version 2 tunnel is refused as peer_cookie" {
	on_a add tunnel tunnel_id 2 peer_tunnel_id 3 version 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
	expect 0
	not_taken "session add: peer_cookie: tunnel 2 has version 2, which has no cookies" \
		add session tunnel_id 2 session_id 5 peer_session_id 6 peer_cookie 11223344
}

@test "a name for a PPP session is refused, in version 2 and 3" {
	given "$(over_ip 8)"
	on_a add tunnel tunnel_id 2 peer_tunnel_id 3 version 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1701 udp_dport 1701
	expect 0
	not_taken "session add: name: pppd names the interface of a PPP session" \
		add session tunnel_id 2 session_id 5 peer_session_id 6 name ppp7
	not_taken "session add: name: pppd names the interface of a PPP session" \
		add session tunnel_id 8 session_id 5 peer_session_id 6 name ppp7 pwtype ppp
	expect_sessions 0
}

@test "a network namespace that does not exist is named, and nothing is done in another" {
	run_split "$L2TP" -n nowhere add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 127.0.0.1 remote 127.0.0.1
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: option -netns: network namespace nowhere does not exist; ip netns lists them"
	run_split "$SYSTEM_IP" l2tp show tunnel
	expect_stdout ""
}

@test "a file that is no network namespace is refused" {
	touch /run/netns/file
	run_split "$L2TP" -n file show tunnel
	rm /run/netns/file
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: option -netns: file: Invalid argument"
}

@test "a path is not the name of a network namespace" {
	for name in ../x ../netns/a /run/netns/a . .. ""; do
		run_split "$L2TP" -n "$name" show tunnel
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: option -netns: \"$name\" is not a valid name of a network namespace"
	done
}

@test "stdout stays valid JSON when a show fails" {
	given "$(over_ip 8)"
	for words in "show tunnel tunnel_id 9" "show session name nothing" "show session session_id 1 tunnel_id 8" \
		"show tunnel tunnel_id x" "show nonsense" "show session name eth0" "show tunnel tunnel_id 8 encap udp"; do
		for option in -j "-j -p" "-j -s -d"; do
			# shellcheck disable=SC2086 # words
			on_a $option $words
			[ "$status" -ne 0 ] || fail "$(show_run)"
			[ -z "$output" ] || [ "$output" = "[]" ] || fail "$(show_run)"
			[ -n "$stderr" ] || fail "$(show_run)"
		done
	done
	on_a -j show session tunnel_id 8
	expect 0
	expect_stdout "[]"
	expect_stderr ""
}
