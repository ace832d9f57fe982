#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 15-interface-names.bats - is the right interface used after interfaces were renamed or moved?

# shellcheck disable=SC2030,SC2031 # run sets output in each test
load helpers

UDP="local 10.0.0.1 remote 10.0.0.2"
one="tunnel_id 1 session_id 1"

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

# in_b; move the interface NAME to the namespace b, and give it there the name NEW
in_b()
{
	link_batch <<<"link set $1 netns b"
	"$SYSTEM_IP" -n b link set "$1" name "$2"
}

# expect_untouched NAME; the interface still has what it got
expect_untouched()
{
	run "$SYSTEM_IP" -n a -o address show dev "$1"
	[[ $output == *"10.9.9.1/24"* ]] || fail "$output"
	run "$SYSTEM_IP" -n a -o link show dev "$1"
	[[ $output == *"mtu 1234"* && $output == *",UP"* ]] || fail "$output"
}

@test "a session whose interface has a namesake here is not set, read or deleted by its name" {
	modprobe l2tp_debugfs
	tunnels_new udp udp
	netns_new b
	on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name moved
	on_a session add tunnel_id 2 session_id 2 peer_session_id 2 name wire up mtu 1234 addr 10.9.9.1/24
	in_b moved wire
	for command in "set $one mtu 1300 down" "set $one name wire down" "replace $one peer_session_id 1 down" \
		"replace $one peer_session_id 1 cookie 01020304" "set tunnel_id 2 session_id 2 mtu 1300" \
		"del name wire" "show name wire"; do
		# shellcheck disable=SC2086 # words
		run_split on_a session $command
		expect 2
		[[ $stderr == *"everal sessions have an interface wire, in different network namespaces"* ]] ||
			fail "$(show_run)"
	done
	run_split on_a save
	expect 0
	[[ $output != *" mtu "* && $output != *" addr "* && $output != *" name "* ]] || fail "$(show_run)"
	on_a apply - <<<"$output"
	run_split json 'map(.link)' -d show session
	expect_stdout '[null,null]'
	expect_untouched wire
	# the fields of the session itself need no interface
	# shellcheck disable=SC2086 # words
	on_a session set $one seq both
	on_a session replace tunnel_id 1 session_id 1 peer_session_id 1 seq send
	run_split json 'map(.send_seq // false)' show session
	expect_stdout '[true,false]'
	expect_untouched wire
}

@test "an interface of another kind here with the name of a moved one is no session's" {
	tunnels_new udp
	netns_new b
	for debugfs in "" -r; do
		# shellcheck disable=SC2086 # words
		modprobe $debugfs l2tp_debugfs
		on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
		link_batch <<<"link set wire netns b
			link add wire type dummy
			link set wire mtu 1234 up
			address add 10.9.9.1/24 dev wire"
		for command in "set $one mtu 1300 down" "replace $one peer_session_id 1 down" \
			"replace $one peer_session_id 1 cookie 01020304"; do
			# shellcheck disable=SC2086 # words
			run_split on_a session $command
			expect 2
			[[ $stderr == *"network namespace"* ]] || fail "$(show_run)"
		done
		if [ -z "$debugfs" ]; then
			run_split on_a session del name wire
			expect 2
		fi
		run_split json 'map(.link)' -d show session
		expect_stdout '[null]'
		expect_untouched wire
		# shellcheck disable=SC2086 # words
		on_a session del $one
		link_batch <<<"link del wire"
	done
}

@test "without debugfs no interface is a session's while another one is lost" {
	modprobe -r l2tp_debugfs
	tunnels_new udp
	netns_new b
	on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name moved
	on_a session add tunnel_id 1 session_id 2 peer_session_id 2 name wire up mtu 1234 addr 10.9.9.1/24
	link_batch <<<"link set moved netns b
		link set wire down
		link set wire name moved
		link set moved up"
	for command in "set $one mtu 1300 down" "replace $one peer_session_id 1 cookie 01020304" "del name moved"; do
		# shellcheck disable=SC2086 # words
		run_split on_a session $command
		expect 2
		[[ $stderr == *"may be that of another session"*"modprobe l2tp_debugfs"* ]] || fail "$(show_run)"
	done
	run_split on_a apply - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP udp_sport 5001 udp_dport 6000
		session add tunnel_id 1 session_id 1 peer_session_id 1 name moved mtu 1300
	END
	expect 2
	[[ $stderr == *"may be that of another session"*"modprobe l2tp_debugfs"* ]] || fail "$(show_run)"
	expect_untouched moved
}

@test "without debugfs a session that is deleted during the look has not lost its interface" {
	modprobe -r l2tp_debugfs
	tunnels_new udp
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 1 peer_session_id 1
		session add tunnel_id 1 session_id 2 peer_session_id 2 name wire
	END
	# between the list of the sessions and the look at their interfaces
	nsenter --net=/run/netns/a strace -o "$BATS_TEST_TMPDIR/calls" -P class/net -e inject=openat:delay_exit=3000000 \
		"$L2TP" session del name wire 2>"$BATS_TEST_TMPDIR/said" 3>&- &
	wait_for 20 grep -qs class/net "$BATS_TEST_TMPDIR/calls"
	on_a session del tunnel_id 1 session_id 1
	wait "$!" || fail "$(cat "$BATS_TEST_TMPDIR/said")"
	expect_sessions '[]'
}

@test "the namespace of a moved interface is named" {
	modprobe l2tp_debugfs
	tunnels_new udp
	netns_new b
	on_a session add tunnel_id 1 session_id 1 peer_session_id 1 name wire
	in_b wire inside
	for command in "set $one mtu 1300" "replace $one peer_session_id 1 up" \
		"replace $one peer_session_id 1 cookie 01020304"; do
		# shellcheck disable=SC2086 # words
		run_split on_a session $command
		expect 2
		expect_stderr "l2tp: session ${command%% *}: interface inside is in network namespace b"
	done
	run_split on_a save
	expect 0
	[[ $output == *"# interface inside is in network namespace b"* && $output != *"name inside"* ]] || fail "$(show_run)"
	on_a apply - <<<"$output"
	run_split on_a check
	[[ $output == *"note: session 1 in tunnel 1: interface inside is in network namespace b"* ]] || fail "$(show_run)"
	"$SYSTEM_IP" -n b link show dev inside >/dev/null
	on_a session del name inside
	expect_sessions '[]'
}
