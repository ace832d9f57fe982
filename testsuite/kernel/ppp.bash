# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# ppp.bash - shared by the tests of PPP sessions: hosts with sessions for pppd

# shellcheck disable=SC2034,SC2086 # pid is for the tests; words
load helpers

# options of pppd at each end
A="noauth 172.16.1.1:172.16.1.2 ipv6 ::1,::2"
B="noauth 172.16.1.2:172.16.1.1 ipv6 ::2,::1"

# stop; stop all processes that ppp runs and wait for their end
stop()
{
	pkill -x 'pppd|l2tp' || :
	wait_for 10 none_run || pkill -9 -x 'pppd|l2tp' || :
}

none_run()
{
	! pgrep -x 'pppd|l2tp' >/dev/null
}

# end NUMBER PEER [WORD...]; print the words of the tunnel's end on host NUMBER
end()
{
	local number=$1 peer=$2 network=10.0.0.

	shift 2
	[[ " $* " != *" ipv6 "* ]] || network=fd00::
	echo "tunnel_id 1$number peer_tunnel_id 1$peer local $network$number remote $network$peer udp_sport 500$number udp_dport 500$peer ${*/ipv6/}"
}

# sessions WORD...; add a tunnel with these words and a PPP session at both ends
sessions()
{
	"$L2TP" -n a -batch - <<-END
		add tunnel $(end 1 2 "$@")
		add session tunnel_id 11 session_id 21 peer_session_id 22 pwtype ppp
	END
	"$L2TP" -n b -batch - <<-END
		add tunnel $(end 2 1 "$@")
		add session tunnel_id 12 session_id 22 peer_session_id 21 pwtype ppp
	END
}

# in_background HOST ARG...; run our program with output in HOST.log; sets $pid
in_background()
{
	local host=$1

	shift
	"$L2TP" -n "$host" "$@" >"$host.log" 2>&1 3>&- &
	pid=$!
}

# connect [OPTION...]; run pppd with these additional options at both ends and wait until it is up
connect()
{
	in_background b ppp tunnel_id 12 session_id 22 pppd $B "$@"
	"$L2TP" -n a ppp tunnel_id 11 session_id 21 pppd $A updetach "$@" >a.log 2>&1 3>&- ||
		fail "a: $(<a.log)
b: $(<b.log)"
}

# carries; expect packets of both families in both directions
carries()
{
	wait_for 10 in_ns a ping -q -c 1 -W 1 172.16.1.2 || fail "a: $(<a.log)
b: $(<b.log)" || return
	in_ns b ping -q -c 1 -W 5 172.16.1.1
	in_ns a ping -q -c 1 -W 5 fe80::2%ppp0
	in_ns b ping -q -c 1 -W 5 fe80::1%ppp0
}

# ppp_up HOST; whether its ppp0 has its address
ppp_up()
{
	[[ $("$SYSTEM_IP" -n "$1" -o address show dev ppp0 2>/dev/null) == *"172.16.1."* ]]
}

# nothing_left HOST; whether it has neither a tunnel nor a session
nothing_left()
{
	[ -z "$("$L2TP" -n "$1" -batch - <<<$'show tunnel\nshow session')" ]
}

# expect_refused MESSAGE WORD...; ppp with these words fails on host a, and the session there remains
expect_refused()
{
	local message=$1 before after

	shift
	before=$("$L2TP" -n a -batch - <<<$'show tunnel\nshow session')
	run_split "$L2TP" -n a ppp "$@"
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: ppp: $message"
	after=$("$L2TP" -n a -batch - <<<$'show tunnel\nshow session')
	[ "$after" = "$before" ] || fail "before: $before
after: $after"
}

setup()
{
	hosts_new
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	stop
	netns_del_all
}

# sessions_again; add them again after their sockets deleted them
sessions_again()
{
	"$L2TP" -n a add session tunnel_id 11 session_id 21 peer_session_id 22 pwtype ppp
	"$L2TP" -n b add session tunnel_id 12 session_id 22 peer_session_id 21 pwtype ppp
}

sessions_again_a()
{
	"$L2TP" -n a add session tunnel_id 11 session_id 21 peer_session_id 22 pwtype ppp
}

session_gone()
{
	[ -z "$("$L2TP" -n a show session)" ]
}

# tunnels_are HOST ID
tunnels_are()
{
	[ "$("$L2TP" -n "$1" -j show tunnel | jq -c 'map(.tunnel_id)')" = "[$2]" ]
}
