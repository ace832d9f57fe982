#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 61-ppp-bridge.bats - does ppp bridge channels as a LAC does, and explain failures without losing anything?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load ppp

@test "a LAC bridges two L2TP sessions, and a ping crosses three hosts" {
	needs_linux 5.11
	"$SYSTEM_IP" -batch - <<-END
		netns add lac
		link add eth1 netns lac type veth peer name eth1 netns a
		link add eth2 netns lac type veth peer name eth2 netns b
	END
	"$SYSTEM_IP" -n lac -batch - <<-END
		addr add 10.1.0.3/24 dev eth1
		addr add 10.2.0.3/24 dev eth2
		link set eth1 up
		link set eth2 up
	END
	printf '%s\n' "addr add 10.1.0.1/24 dev eth1" "link set eth1 up" | "$SYSTEM_IP" -n a -batch -
	printf '%s\n' "addr add 10.2.0.2/24 dev eth2" "link set eth2 up" | "$SYSTEM_IP" -n b -batch -
	in_background lac -d ppp tunnel_id 31 peer_tunnel_id 11 local 10.1.0.3 remote 10.1.0.1 udp_sport 5003 udp_dport 5001 \
		session_id 41 peer_session_id 21 \
		bridge tunnel_id 32 peer_tunnel_id 12 local 10.2.0.3 remote 10.2.0.2 udp_sport 5004 udp_dport 5002 \
		session_id 42 peer_session_id 22
	lac=$pid
	wait_for 10 grep -q "bridged PPP channels" lac.log || fail "$(<lac.log)"
	in_background b ppp tunnel_id 12 peer_tunnel_id 32 local 10.2.0.2 remote 10.2.0.3 udp_sport 5002 udp_dport 5004 \
		session_id 22 peer_session_id 42 pppd $B
	"$L2TP" -n a ppp tunnel_id 11 peer_tunnel_id 31 local 10.1.0.1 remote 10.1.0.3 udp_sport 5001 udp_dport 5003 \
		session_id 21 peer_session_id 41 pppd $A updetach >a.log 2>&1 3>&- || fail "$(<a.log)"
	carries
	kill "$lac"
	wait_for 10 nothing_left lac
	run in_ns a ping -q -c 1 -W 1 172.16.1.2
	[ "$status" -ne 0 ]
}

@test "a LAC bridges a PPPoE session to an L2TP session" {
	needs_linux 5.11
	modprobe pppoe
	"$SYSTEM_IP" -n b link set eth0 address 02:00:00:00:00:02
	"$SYSTEM_IP" -n a link set eth0 address 02:00:00:00:00:01
	"$SYSTEM_IP" -batch - <<-END
		netns add c
		link add eth1 netns c type veth peer name eth1 netns b
	END
	printf '%s\n' "addr add 10.2.0.3/24 dev eth1" "link set eth1 up" | "$SYSTEM_IP" -n c -batch -
	printf '%s\n' "addr add 10.2.0.2/24 dev eth1" "link set eth1 up" | "$SYSTEM_IP" -n b -batch -
	in_background b -d ppp tunnel_id 12 peer_tunnel_id 13 local 10.2.0.2 remote 10.2.0.3 udp_sport 5002 udp_dport 5003 \
		session_id 22 peer_session_id 23 bridge pppoe_session 7 dev eth0 lladdr 02:00:00:00:00:01
	wait_for 10 grep -q "bridged PPP channels" b.log
	in_background c ppp tunnel_id 13 peer_tunnel_id 12 local 10.2.0.3 remote 10.2.0.2 udp_sport 5003 udp_dport 5002 \
		session_id 23 peer_session_id 22 pppd $B
	in_ns a pppd nodetach plugin rp-pppoe.so rp_pppoe_sess 7:02:00:00:00:00:02 nic-eth0 updetach $A >a.log 2>&1 3>&- ||
		fail "a: $(<a.log)
c: $(<c.log)"
	in_ns a ping -q -c 1 -W 5 172.16.1.2
	in_ns c ping -q -c 1 -W 5 172.16.1.1
}

@test "what stands in the way is said in a line, and nothing is lost" {
	sessions version 2
	"$L2TP" -n a -batch - <<-END
		add tunnel tunnel_id 5 peer_tunnel_id 6 local 10.0.0.1 remote 10.0.0.2 encap ip
		add session tunnel_id 5 session_id 51 peer_session_id 61
	END
	expect_refused "tunnel 9 does not exist" tunnel_id 9 session_id 1
	expect_refused "session 1 in tunnel 11 does not exist; give peer_session_id to add it" tunnel_id 11 session_id 1
	expect_refused "session 51 in tunnel 5 is an Ethernet session; add one with pwtype ppp" \
		tunnel_id 5 session_id 51
	expect_refused "session 21 in tunnel 11 has peer_session_id 22 instead of 23" tunnel_id 11 session_id 21 peer_session_id 23
	own="peer_tunnel_id 12 session_id 1 peer_session_id 2 udp_dport 7000"
	expect_refused "tunnel 11 already exists; omit peer_tunnel_id, addresses and ports to use it" \
		tunnel_id 11 $own local 10.0.0.1 remote 10.0.0.2 udp_sport 7001
	expect_refused "UDP port 5001 of 10.0.0.1 is in use" tunnel_id 7 $own local 10.0.0.1 remote 10.0.0.2 udp_sport 5001
	expect_refused "10.0.0.9 is not an address of this host" tunnel_id 7 $own local 10.0.0.9 remote 10.0.0.2 udp_sport 7001
	expect_refused "no route to 192.0.2.1" tunnel_id 7 $own local 10.0.0.1 remote 192.0.2.1 udp_sport 7001
	expect_refused "program nosuch does not exist or cannot be run" tunnel_id 11 session_id 21 exec nosuch
	expect_refused "program /tmp does not exist or cannot be run" tunnel_id 11 session_id 21 exec /tmp
	in_background a ppp tunnel_id 11 session_id 21 exec sleep 1000
	wait_for 10 pgrep -x sleep
	expect_refused "session 21 in tunnel 11 is in use by another program, such as pppd; stop it first" \
		tunnel_id 11 session_id 21
	kill "$pid"
	wait "$pid" || [ $? -eq 143 ]
}

@test "a session is re-created if its socket fails" {
	sessions version 2
	"$L2TP" -n a set session tunnel_id 11 session_id 21 seq both reorder_timeout 100
	key="tunnel_id 11 session_id 21"
	reason="PPP channel 99 does not exist in this network namespace"
	since_linux 5.11 || reason="the kernel cannot bridge PPP channels; Linux 5.11 and later can"
	expect_refused "$reason" $key bridge channel 99
	expect_refused "bridge: tunnel 9 does not exist" $key bridge tunnel_id 9 session_id 1
	expect_refused "bridge: session 21 in tunnel 11 is in use by another program, such as pppd; stop it first" \
		$key bridge $key
	expect_refused "interface nosuch does not exist" $key bridge pppoe_session 3 dev nosuch lladdr 02:00:00:00:00:01
	printf '#!/no/such\n' >$'bad\x1b[31m'
	chmod +x bad*
	before=$("$L2TP" -n a show session)
	for options in "" -s; do
		run_split "$L2TP" -n a $options ppp $key exec $'./bad\x1b[31m'
		expect 2
		expect_stderr 'l2tp: ppp: ./bad\x1b[31m: No such file or directory'
	done
	run_split in_ns a bash -c "exec '$L2TP' -d ppp $key exec true >/dev/full"
	expect 2
	run_split "$L2TP" -n a -s ppp $key pppd updetach
	expect 1
	expect_stderr "l2tp: ppp: updetach cannot be used with -statistics, which waits for pppd to end"
	[ "$("$L2TP" -n a show session)" = "$before" ]
}

@test "a session of version 3 that is another tunnel's is not taken for a new one" {
	"$L2TP" -n a -batch - <<-END
		add tunnel $(end 1 2 version 3)
		add session tunnel_id 11 session_id 21 peer_session_id 22 pwtype ppp
		add tunnel tunnel_id 8 peer_tunnel_id 9 local 10.0.0.1 remote 10.0.0.2 udp_sport 7001 udp_dport 7002
	END
	message="session_id 21 is in use in tunnel 11; a version 3 PPP session ID must be unique on the host"
	expect_refused "$message" tunnel_id 8 session_id 21 peer_session_id 1 exec true
	expect_refused "$message" tunnel_id 7 peer_tunnel_id 9 local 10.0.0.1 remote 10.0.0.2 udp_sport 7003 udp_dport 7002 \
		version 3 session_id 21 peer_session_id 1 exec true
}

@test "words that cannot be are refused before anything is opened" {
	while IFS='|' read -r words message; do
		run_split "$L2TP" -n a ppp $words
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: ppp: $message"
	done <<-'END'
		tunnel_id 1|session_id is required
		tunnel_id 1 session_id 2 local 10.0.0.1|peer_session_id is required to add the tunnel
		tunnel_id 1 session_id 2 peer_session_id 3 version 2|peer_tunnel_id is required to add the tunnel
		tid 1 sid 2 psid 3 ptid 4 local 10.0.0.1 remote fd00::2 udp_sport 1 udp_dport 2|local and remote must be of the same family
		tid 1 sid 2 psid 3 ptid 70000 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 2|peer_tunnel_id: 70000 is not in the range 1..65535 of version 2
		tid 1 sid 70000 psid 3 ptid 4 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 2|session_id: 70000 is not in the range 1..65535 of a version 2 tunnel
		tid 1 sid 2 encap ip|unknown field "encap"; l2tp help ppp shows the usage
		tid 1 sid 2 exec|exec: a program is required
		tid 1 sid 2 bridge channel x|bridge: channel: one number is required
		tid 1 sid 2 bridge pppoe_session 3|bridge: dev, lladdr are required
	END
}

@test "missing modules, devices, programs and rights are named, with what to do" {
	sessions version 2
	mv /usr/lib/pppd/2.4.9/pppol2tp.so plugin
	expect_refused "pppd has no plugin pppol2tp.so; install a pppd that includes it" tunnel_id 11 session_id 21
	mv plugin /usr/lib/pppd/2.4.9/pppol2tp.so
	mv /usr/sbin/pppd pppd
	expect_refused "pppd is not installed; apt install ppp" tunnel_id 11 session_id 21
	mv pppd /usr/sbin/pppd
	mv /dev/ppp device
	expect_refused "/dev/ppp does not exist; modprobe ppp_generic" tunnel_id 11 session_id 21
	mknod -m 600 /dev/ppp c 108 0
	run_split in_ns a setpriv --reuid nobody --clear-groups "$L2TP" ppp tunnel_id 11 session_id 21
	expect 2
	expect_stdout ""
	[[ $stderr == "l2tp: ppp: /dev/ppp: "*"; run it as root" && $stderr != *$'\n'* ]] || fail "$(show_run)"
	netns_del_all
	modprobe -r l2tp_ppp
	mkdir -p /run/modprobe.d
	echo "install l2tp_ppp /bin/false" >/run/modprobe.d/no-ppp.conf
	run_split "$L2TP" ppp tunnel_id 11 session_id 21
	rm /run/modprobe.d/no-ppp.conf
	expect 2
	expect_stderr "l2tp: ppp: the kernel has no PPPoL2TP sockets; modprobe l2tp_ppp"
}

@test "-dry-run prints the line, and a batch goes on when pppd has detached" {
	sessions version 2
	run_split "$L2TP" -n a -dry-run ppp tid 11 sid 21 seq both pppd noauth file "a b"
	expect 3
	expect_stdout "ppp tunnel_id 11 session_id 21 seq both pppd noauth file 'a b'"
	in_background b ppp tunnel_id 12 session_id 22 pppd $B
	run_split "$L2TP" -n a -batch - 3>&- <<-END
		ppp tunnel_id 11 session_id 21 pppd $A updetach
		show session
	END
	expect 0
	[[ $output == *"Session 21 in tunnel 11"*"interface name: ppp0"* ]] || fail "$(show_run)"
	carries
}
