#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 15-interface-names.bats - is the right interface used after interfaces were renamed or moved?

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2"

setup()
{
	host_new
}

teardown()
{
	netns_del_all
}

# expect_refused MESSAGE ARG...; because of the kernel's state: exit status 2
expect_refused()
{
	local message=$1

	shift
	run_split on_a "$@"
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: $message"
}

# expect_sessions JSON; expect exactly these, as [tunnel, session, interface]
expect_sessions()
{
	run_split json 'map([.tunnel_id, .session_id, .interface])' show session
	expect 0
	expect_stdout "$1"
}

# link_batch; run the lines on stdin with ip -batch
link_batch()
{
	"$SYSTEM_IP" -n a -batch -
}

# tunnels_new ENCAP...; add tunnels 1, 2, ... of udp, ip or v2
tunnels_new()
{
	local n=0 kind

	for kind in "$@"; do
		n=$((n + 1))
		case $kind in
		udp) kind="udp_sport $((5000 + n)) udp_dport 6000" ;;
		v2) kind="udp_sport $((5000 + n)) udp_dport 6000 version 2" ;;
		ip) kind="encap ip" ;;
		esac
		echo "tunnel add tunnel_id $n peer_tunnel_id $((10 + n)) $UDP $kind"
	done | on_a -batch -
}

@test "with debugfs a renamed interface is shown, found and deleted by its present name" {
	modprobe l2tp_debugfs
	tunnels_new udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name first
	link_batch <<<"link set first name second"
	expect_sessions '[[1,1,"second"]]'
	run_split on_a show session name second
	expect 0
	[[ $output == *"interface name: second"* ]] || fail "$(show_run)"
	run_split on_a del session name second
	expect 0
	expect_sessions '[]'
	run_split in_ns a cat /proc/net/dev
	[[ $output != *second* ]] || fail "$(show_run)"
}

@test "without debugfs the message says why a renamed interface is not found" {
	modprobe -r l2tp_debugfs
	tunnels_new udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name first
	link_batch <<<"link set first name second"
	for verb in show del; do
		run_split on_a $verb session name second
		expect 2
		expect_stdout ""
		# shellcheck disable=SC2154 # run sets it
		[[ $stderr == *"interface second"*"modprobe l2tp_debugfs to find renamed ones" && $stderr != *$'\n'* ]] || fail "$(show_run)"
	done
	run_split on_a flush session name second
	expect 2
	[[ $stderr == "l2tp: session flush: "*"interface second; modprobe l2tp_debugfs to find renamed ones" ]] || fail "$(show_run)"
	# its IDs still work, and waiting for its deletion is not disturbed
	run_split on_a del session tunnel_id 1 session_id 1
	expect 0
	expect_stderr ""
	expect_sessions '[]'
}

@test "without debugfs a name that went from one session to another is none to delete by" {
	modprobe -r l2tp_debugfs
	tunnels_new udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
	link_batch <<<"link set wire name old"
	on_a session add tunnel_id 1 session_id 2 peer_session_id 3 name wire
	for verb in del flush; do
		run_split on_a $verb session name wire
		expect 2
		[[ $stderr == "l2tp: session $verb: 2 sessions were created with the interface wire; "* ]] || fail "$(show_run)"
		run_split json 'map(.session_id)' show session
		expect_stdout '[1,2]'
	done
}

@test "with debugfs two sessions that swapped their names are shown and deleted by the present ones" {
	modprobe l2tp_debugfs
	tunnels_new udp
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 1 peer_session_id 2 name one
		session add tunnel_id 1 session_id 2 peer_session_id 3 name two
	END
	link_batch <<<"link set one name tmp
		link set two name one
		link set tmp name two"
	expect_sessions '[[1,1,"two"],[1,2,"one"]]'
	run_split json 'map(.session_id)' show session name one
	expect_stdout '[2]'
	run_split on_a del session name one
	expect 0
	expect_stderr ""
	expect_sessions '[[1,1,"two"]]'
}

@test "a name that went from one session to another means the one that has it" {
	modprobe l2tp_debugfs
	tunnels_new udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
	link_batch <<<"link set wire name old"
	on_a session add tunnel_id 1 session_id 2 peer_session_id 3 name wire
	expect_sessions '[[1,1,"old"],[1,2,"wire"]]'
	run_split json 'map(.session_id)' show session name old
	expect_stdout '[1]'
	run_split json 'map(.session_id)' show session name wire
	expect_stdout '[2]'
	run_split on_a del session name wire
	expect 0
	expect_sessions '[[1,1,"old"]]'
}

@test "a name that went from a session to another interface is no session's" {
	modprobe l2tp_debugfs
	tunnels_new udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
	link_batch <<<"link set wire name old
		link add wire type dummy"
	expect_sessions '[[1,1,"old"]]'
	run_split on_a del session name wire
	expect 2
	expect_stdout ""
	expect_sessions '[[1,1,"old"]]'
}

@test "a session whose first name is another interface's now is deleted without delay" {
	for debugfs in -r ""; do
		# shellcheck disable=SC2086 # words
		modprobe $debugfs l2tp_debugfs
		tunnels_new udp # deleted by the second command
		for key in "session tunnel_id 1 session_id 1" "tunnel tunnel_id 1"; do
			on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
			link_batch <<<"link set wire name old
				link add wire type dummy"
			start=$SECONDS
			# shellcheck disable=SC2086 # words
			run_split on_a del $key
			link_batch <<<"link del wire"
			expect 0
			# without debugfs it is unknown whether this wire belonged to the session
			[ "$debugfs" = -r ] || expect_stderr ""
			[ $((SECONDS - start)) -lt 9 ] || fail "took $((SECONDS - start)) s"
			expect_sessions '[]'
		done
	done
}

@test "a session whose interface was moved to another namespace is shown and deleted" {
	tunnels_new udp
	netns_new b
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
	link_batch <<<"link set wire netns b"
	run_split json 'map([.tunnel_id, .session_id])' show session
	expect_stdout '[[1,1]]'
	run_split on_a del session tunnel_id 1 session_id 1
	expect 0
	expect_stderr ""
	expect_sessions '[]'
	run_split nsenter --net=/run/netns/b cat /proc/net/dev
	expect 0
	[[ $output == *lo:* && $output != *wire* ]] || fail "$(show_run)"
}
