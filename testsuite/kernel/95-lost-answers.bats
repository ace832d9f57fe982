#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 95-lost-answers.bats - if the kernel's answer is lost, does the command find out what became of its request?
#
# strace makes each recvmsg() of a command fail in turn: alone, so that the answer is still there to be read, or with
# the next one, so that the command gives it up. The unread answer must not be taken for that of a later request.

# shellcheck disable=SC2154 # run sets stderr
load helpers

V4=(local 10.0.0.1 remote 10.0.0.2)
START="tunnel add tunnel_id 1 ${V4[*]} peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24
session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2 cookie 01020304"

setup()
{
	only_on 6.12
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

restart()
{
	on_a -batch - <<<"tunnel flush
$START"
}

# saved; print the output of save without random Ethernet addresses
saved()
{
	on_a save | sed 's/ lladdr [^ ]*//'
}

# lose_each FAULT STEP WORD...; run the command with the errors FAULT at its call N of CALL, for each N in steps of STEP,
# until it makes no such call. LAST is the number of calls that fail from N on.
CALL=recvmsg LAST=2
lose_each()
{
	local fault=$1 step=$2 n now

	shift 2
	restart
	before=$(saved)
	on_a "$@"
	after=$(saved)
	[ "$before" != "$after" ] || fail "$*: changes nothing"
	for ((n = 1; n < 200; n += step)); do
		restart
		run_split "${STRACE[@]}" -qq -o trace -e trace="$CALL" -e signal=none \
			-e inject="$CALL:error=$fault:when=$n..$((n + LAST - 1))" "$L2TP" -n a "$@"
		grep -q INJECTED trace || break
		now=$(saved)
		if [ "$status" -eq 0 ]; then
			[ "$stderr$now" = "$after" ] || fail "$fault at $n: $(show_run)
there is $now"
		else
			[ "$status $now" = "2 $before" ] || fail "$fault at $n: $(show_run)
there is $now"
			[[ $stderr == "l2tp: "* ]] || fail "$fault at $n: $(show_run)"
		fi
	done
	# it makes some such call, and not without end
	[[ $n -gt 1 && $n -lt 200 ]] || fail "$*: $n calls"
}

@test "a tunnel is added" {
	lose_each ENOBUFS 1 tunnel add tunnel_id 2 "${V4[@]}" peer_tunnel_id 12 encap ip
	CALL=sendto lose_each EINTR 1 tunnel add tunnel_id 2 "${V4[@]}" peer_tunnel_id 12 encap ip
}

@test "a session is added with the settings of its interface" {
	words=(session add tunnel_id 1 session_id 3 peer_session_id 103 name wire3 cookie 0a0b0c0d mtu 1400 addr 10.5.3.1/24 up)
	lose_each ENOBUFS 1 "${words[@]}"
	LAST=1 lose_each ENOBUFS 3 "${words[@]}"
}

@test "a session and its interface are changed" {
	lose_each ENOBUFS 2 session set tunnel_id 1 session_id 1 reorder_timeout 100 mtu 1300 noaddr 10.5.1.1/24 addr 10.5.2.1/24
}

@test "a session is re-created" {
	lose_each ENOMEM 3 session replace tunnel_id 1 session_id 1 peer_session_id 101 cookie 0a0b0c0d mtu 1300
}

@test "a session and a tunnel are deleted" {
	lose_each ENOBUFS 1 session del tunnel_id 1 session_id 1
	lose_each ENOBUFS 1 tunnel del tunnel_id 1
}

@test "a file is applied" {
	sed 's/cookie 01020304/cookie 01020305/; s/10.5.1.1/10.5.1.2/' <<<"$START" >file
	echo "session add session_id 3 tunnel_id 1 peer_session_id 103 name wire3 up addr 10.5.3.1/24" >>file
	lose_each ENOBUFS 5 apply file
}

@test "a batch is run" {
	{
		echo "tunnel add tunnel_id 2 ${V4[*]} peer_tunnel_id 12 encap ip"
		seq 3 70 | sed 's/.*/session add tunnel_id 2 session_id & peer_session_id & pwtype ppp/'
		echo "session del tunnel_id 1 session_id 1"
	} >lines
	lose_each ENOBUFS 1 -batch lines
}

@test "a program runs on a PPP session" {
	START+="
tunnel add tunnel_id 2 ${V4[*]} peer_tunnel_id 12 udp_sport 5002 udp_dport 6002 version 2
session add tunnel_id 2 session_id 7 peer_session_id 8"
	lose_each ENOBUFS 1 ppp tunnel_id 2 session_id 7 exec true
}
