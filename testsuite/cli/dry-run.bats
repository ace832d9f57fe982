#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# dry-run.bats - the output of -dry-run is valid input, and the kernel is not contacted

load helpers

@test "what -dry-run prints gives itself when it is a batch" {
	cat >"$BATS_TEST_TMPDIR/lines" <<-END
		tunnel add $ENDS $PORTS udp_csum on debug data,seq
		add tunnel $ENDS encap ip
		tunnel add tid 0xffffffff ptid 7 local any remote fd00::1 $PORTS udp6_csum_tx off udp6_csum_rx off
		tunnel add tid 5 ptid 7 local 10.0.0.1 remote any $PORTS version 2
		session add $IDS
		session add $IDS name "it's#\\\\" cookie 0011AABB peer_cookie 0123456789abcdef
		session add $IDS name 'a"b'"'"'c' seq none lns_mode on l2spec_type none reorder_timeout 0
		session add $IDS pwtype ppp debug 0x80000001
		tunnel del tunnel_id 3
		session del tid 1 sid 2
		session del name '#x'
		session add $IDS up mtu 1400 lladdr 02:00:00:00:00:0F master br0 addr 10.5.1.2 peer 10.5.1.1 addr fd00::1/64
		add session $IDS down nomaster addr 10.5.1.2/31 peer 10.5.1.3/31
		session set tid 1 sid 2 seq both lns_mode off reorder_timeout 20 debug seq
		set session name "it's" up nomaster noaddr 10.5.1.2/32 addr 10.5.1.3/24 noaddr fd00::1
		session set name x tid 1 sid 2 master '#b' mtu 68
		tunnel replace $ENDS $PORTS udp_csum on
		replace session $IDS up cookie 00112233 addr fd00::1/64
		tunnel flush
		tunnel flush remote 10.0.0.0/8 version 2 encap udp
		session flush
		flush session tid 1 seq none peer_cookie 0123456789abcdef
		tunnel del local fd00::/16
		session del tid 1
		session del pwtype ppp l2spec_type none
	END
	l2tp_run -dry-run -batch "$BATS_TEST_TMPDIR/lines"
	expect 3
	expect_stderr ""
	first=$output
	[ "$(wc -l <<<"$first")" -eq 25 ] || fail "$first"
	run_split "$L2TP" -dry-run -batch - <<<"$first"
	expect 3
	expect_stderr ""
	expect_stdout "$first"
}

@test "a line says all that was given, in one spelling" {
	each_row is_taken <<-END
		tunnel add tid 0x1 ptid 0x2 local FD00::0:1 remote fd00:0:0::2 encap ip => tunnel add tunnel_id 1 encap ip local fd00::1 remote fd00::2 peer_tunnel_id 2 version 3
		tunnel add tid 1 ptid 2 local any remote 10.0.0.2 $PORTS debug 0xf => tunnel add tunnel_id 1 encap udp local 0.0.0.0 remote 10.0.0.2 peer_tunnel_id 2 udp_sport 1 udp_dport 2 version 3 debug debug,control,seq,data
		session add $IDS seq BOTH cookie AABBCCDD => session add session_id 2 tunnel_id 1 peer_session_id 3 cookie aabbccdd seq both
		session add $IDS up addr 10.5.1.2 peer 10.5.1.1/32 => session add session_id 2 tunnel_id 1 peer_session_id 3 up addr 10.5.1.2/32 peer 10.5.1.1
		session set name x addr FD00::0:1/64 nomaster down mtu 0x5dc => session set name x down mtu 1500 nomaster addr fd00::1/64
		session set sid 2 tid 1 lladdr 0A:00:00:00:00:01 => session set session_id 2 tunnel_id 1 lladdr 0a:00:00:00:00:01
	END
}

@test "-dry-run opens no socket" {
	command -v strace >/dev/null || skip "no strace"
	calls=$("${STRACE[@]}" -f -e trace=socket "$L2TP" -dry-run del tunnel tid 1 2>&1 >/dev/null) || true
	[[ $calls != *socket\(* ]] || fail "$calls"
}

@test "a bad line is refused under -dry-run as without it" {
	each_row is_refused <<-END
		-dry-run tunnel add $ENDS => tunnel add: udp_sport is required with encap udp
		-dry-run session del => session del: a field is required; l2tp session show lists the sessions
		-dry-run add tunnel session $ENDS $PORTS version 2 sid 3 psid 4 up => add tunnel session: a PPP session has no interface to set up: pppd makes it
	END
}

@test "a field that an object has not, or that says nothing of it, does not make a filter of less" {
	each_row is_refused <<-END
		-dry-run session flush remote 10.0.0.1 => session flush: remote is a field of a tunnel
		-dry-run flush session tid 1 encap ip => session flush: encap is a field of a tunnel
		-dry-run tunnel flush name l2tpeth0 => tunnel flush: name is a field of a session
		-dry-run session flush offset 3 => session flush: offset: this command does not accept it
		-dry-run session del pwtype eth remote 10.0.0.1 => session del: remote is a field of a tunnel
		-dry-run tunnel del name x peer_tunnel_id 3 => tunnel del: name is a field of a session
	END
	# as ip l2tp does, if the ID alone is unambiguous
	l2tp_run -dry-run del session tunnel_id 1 session_id 3 remote 10.0.0.1
	expect 3
	expect_stdout "session del session_id 3 tunnel_id 1"
	expect_stderr "l2tp: warning: remote is ignored: it is a field of a tunnel"
}

@test "-dry-run of both objects says what replace and flush would do, or refuses" {
	read -ra words <<<"$ENDS"
	l2tp_run -dry-run replace tunnel session "${words[@]}" encap ip sid 3 psid 4
	[[ $status -eq 1 || $output == "tunnel replace "*"session replace "* ]] || fail "$(show_run)"
	l2tp_run -dry-run flush tunnel session
	expect 1
	expect_stdout ""
}

@test "-dry-run of a command that only looks is refused, or looks" {
	kernel_has_l2tp && skip "this kernel has L2TP"
	for word in monitor stats; do
		run_split timeout 10 "$L2TP" -dry-run "$word"
		[[ $status -eq 1 || $status -eq 2 ]] || fail "$(show_run)"
	done
}
