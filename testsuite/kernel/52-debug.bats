#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 52-debug.bats - does show debug print the contents of debugfs, or say what is missing?

load helpers

setup()
{
	host_new
	modprobe l2tp_debugfs
}

teardown()
{
	modprobe l2tp_debugfs
	netns_del_all
}

@test "text is the file, JSON what it says" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001
		session add tunnel_id 1 session_id 7 peer_session_id 8 cookie 0011aabb seq both reorder_timeout 100
		session add tunnel_id 1 session_id 9 peer_session_id 8 pwtype ppp l2spec_type none
	END
	run_split on_a show debug
	expect 0
	expect_stdout "$(in_ns a cat /sys/kernel/debug/l2tp/tunnels)"
	run_split json '[.[] | .tunnel_id, .peer_tunnel_id, .local, .remote, .udp_sport, .udp_dport, .version]' show debug
	expect_stdout '[1,11,"10.0.0.1","10.0.0.2",5001,6001,3]'
	run_split json '.[].sessions | sort_by(.session_id) |
		map([.session_id, .pwtype, .l2spec_type, .send_seq, .recv_seq, .reorder_timeout, .interface])' debug show
	expect_stdout '[[7,"ETH",1,true,true,100,"l2tpeth0"],[9,"PPP",0,false,false,0,null]]'
}

@test "without the module it says what to load" {
	modprobe -r l2tp_debugfs
	run_split on_a show debug
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: debug show: debugfs has no l2tp/tunnels; modprobe l2tp_debugfs"
}

@test "-d says that a kernel takes a debug mask and does nothing with it" {
	local note="this kernel accepts the mask and logs nothing"

	run_split on_a -d tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2 debug control,seq
	expect 0
	expect_stderr "l2tp: warning: debug control,seq: $note"
	run_split on_a -d session add tunnel_id 1 session_id 1 peer_session_id 1 debug data
	expect 0
	expect_stderr "l2tp: warning: debug data: $note"
	run_split on_a -d session set tunnel_id 1 session_id 1 debug 0x1
	expect 0
	expect_stderr "l2tp: warning: debug debug: $note"
	run_split on_a session set tunnel_id 1 session_id 1 debug 0x1
	expect 0
	expect_stderr ""
}
