#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 00-vm.bats - is this kernel suitable for the other tests?
#
# Runs first and without our program: if one of these fails, the cause is the kernel.

load helpers

teardown()
{
	netns_del_all
}

@test "the kernel has the generic netlink family l2tp" {
	run genl ctrl get name l2tp
	expect 0
	[[ $output == *"Name: l2tp"* ]] || fail "$output"
}

@test "the kernel has all of L2TP's modules" {
	modprobe -a l2tp_eth l2tp_ip l2tp_ip6 l2tp_ppp
	[ -c /dev/ppp ] || fail "no /dev/ppp"
}

@test "debugfs lists tunnels" {
	modprobe l2tp_debugfs
	[ -r /sys/kernel/debug/l2tp/tunnels ] || fail "no tunnels file in debugfs"
}

@test "two hosts reach each other over IPv4 and IPv6" {
	hosts_new
	in_ns a ping -q -c 1 -W 5 10.0.0.2
	in_ns b ping -q -c 1 -W 5 fd00::1
}

@test "the system's ip makes a tunnel and a session in one host only" {
	hosts_new
	"$SYSTEM_IP" -n a -batch - <<-END
		l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2
		l2tp add session tunnel_id 1 session_id 3 peer_session_id 4
	END
	run "$SYSTEM_IP" -n a l2tp show session
	expect 0
	[[ $output == "Session 3 in tunnel 1"* ]] || fail "$output"
	run "$SYSTEM_IP" -n b l2tp show tunnel
	expect 0
	expect_stdout ""
}

@test "teardown deletes tunnels outside of the namespaces too" {
	"$SYSTEM_IP" l2tp add tunnel tunnel_id 1 peer_tunnel_id 2 encap udp \
		local 127.0.0.1 remote 127.0.0.1 udp_sport 1701 udp_dport 1702
	netns_new a b
	netns_del_all
	[ -z "$("$SYSTEM_IP" l2tp show tunnel)" ] || fail "a tunnel is left"
	[ -z "$(ls /run/netns)" ] || fail "a namespace is left"
}
