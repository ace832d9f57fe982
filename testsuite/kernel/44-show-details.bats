#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 44-show-details.bats - does show -d print all details of a session, also of PPP sessions?

load helpers

setup()
{
	only_on 6.1
	modprobe l2tp_debugfs
	host_new
}

teardown()
{
	netns_del_all
}

# tunnels_new; add 1 over UDP, 2 over IP and IPv6, 3 over UDP of version 2
tunnels_new()
{
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001 udp_csum on
		tunnel add tunnel_id 2 peer_tunnel_id 12 local fd00::1 remote fd00::2 encap ip
		tunnel add tunnel_id 3 peer_tunnel_id 13 local fd00::1 remote fd00::2 udp_sport 5003 udp_dport 6003 version 2
	END
}

# full_session; add one with settings of every kind; $ifindex is the index of its interface
full_session()
{
	tunnels_new
	printf '%s\n' "link add br0 type bridge" "link set br0 up" | "$SYSTEM_IP" -n a -batch -
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire cookie 01020304 seq both \
		reorder_timeout 500 l2spec_type default up mtu 1400 lladdr 02:00:00:00:00:01 master br0 \
		addr 10.5.1.1 peer 10.5.1.2 addr fd05::1/64
	ifindex=$("$SYSTEM_IP" -n a -j link show dev wire | jq '.[0].ifindex')
}

@test "show -d tells the session's tunnel and interface in text" {
	full_session
	run_split on_a -d show session
	expect 0
	expect_stderr ""
	# the kernel added the link-local address
	output=$(grep -v fe80 <<<"$output")
	expect_stdout "Session 1 in tunnel 1
  Peer session 2, tunnel 11
  interface name: wire
  offset 0, peer offset 0
  cookie 01020304  reorder timeout: 500
  sequence numbering: send recv
  pwtype eth, l2spec_type default, lns_mode off, debug 0
  tunnel: encap udp, local 10.0.0.1, remote 10.0.0.2, udp_sport 5001, udp_dport 6001, udp_csum on, version 3
  interface $ifindex: up, mtu 1400, lladdr 02:00:00:00:00:01, master br0
  addr 10.5.1.1/32 peer 10.5.1.2
  addr fd05::1/64"
}

@test "show -d tells the session's tunnel and interface in JSON" {
	full_session
	run_split json '.[] | .tunnel, (.link | .addr |= map(select(startswith("fe80") | not)))' -d show session
	expect 0
	expect_stderr ""
	expect_stdout '{"encap":"UDP","local":"10.0.0.1","peer":"10.0.0.2","local_port":5001,"peer_port":6001,"checksum":true,"version":3}
{"ifindex":'"$ifindex"',"up":true,"running":true,"mtu":1400,"lladdr":"02:00:00:00:00:01","master":"br0","addr":["10.5.1.1/32 peer 10.5.1.2","fd05::1/64"]}'
	run_split json '.[] | [.session_id, .tunnel_id, .pwtype, .l2spec_type, .lns_mode, .debug]' -d show session
	expect_stdout '[1,1,"eth","default",false,0]'
}

@test "show without -d tells nothing of tunnel and interface" {
	full_session
	run_split json 'map(has("tunnel"), has("link"))' show session
	expect 0
	expect_stdout '[false,false]'
	run_split on_a show session
	[[ $output != *mtu* && $output != *"tunnel:"* ]] || fail "$(show_run)"
}

@test "show -d follows what is done to the interface elsewhere" {
	full_session
	"$SYSTEM_IP" -n a -batch - <<-END
		link set wire down
		link set wire name renamed
		link set renamed mtu 1300 nomaster
		addr flush dev renamed
		link set renamed address 02:00:00:00:00:09
	END
	run_split json 'map([.interface, .link])' -d show session
	expect 0
	expect_stdout '[["renamed",{"ifindex":'"$ifindex"',"up":false,"running":false,"mtu":1300,"lladdr":"02:00:00:00:00:09","addr":[]}]]'
}

@test "a session whose interface is in another namespace has no interface here" {
	full_session
	netns_new b
	"$SYSTEM_IP" -n a link set wire netns b
	run_split json 'map([.session_id, has("link"), .tunnel.version])' -d show session
	expect 0
	expect_stderr ""
	expect_stdout '[[1,false,3]]'
}

@test "each session is shown with its own tunnel and interface" {
	tunnels_new
	on_a -batch - < <(
		for n in {1..30}; do
			echo "session add tunnel_id $((n % 2 + 1)) session_id $n peer_session_id $n mtu $((1300 + n)) addr 10.5.$n.1/24"
		done
		echo "session add tunnel_id 3 session_id 99 peer_session_id 99"
	)
	# shellcheck disable=SC2016 # jq
	run_split json '[.[] | .session_id as $n | select(.link.mtu == 1300 + $n and .link.addr == ["10.5.\($n).1/24"] and
		.tunnel.encap == (if $n % 2 == 0 then "UDP" else "IP" end))] | length' -d show session
	expect 0
	expect_stdout 30
	run_split json '.[-1] | [.session_id, .pwtype, has("link"), .tunnel.version, .tunnel.local]' -d show session
	expect_stdout '[99,"ppp",false,2,"fd00::1"]'
}

@test "an interface that only has the name of a session's is not shown as its own" {
	full_session
	netns_new b
	"$SYSTEM_IP" -n a -batch - <<-END
		link set wire netns b
		link add wire mtu 1500 type dummy
	END
	run_split json 'map([.session_id, has("link")])' -d show session
	expect 0
	expect_stdout '[[1,false]]'
}

# requests_of_show; count the rtnetlink requests of each kind and the L2TP requests of -d show session
requests_of_show()
{
	# strace decodes only sockets of its own namespace
	in_ns a "${STRACE[@]}" -f -e trace=sendto,sendmsg -e signal=none -o /tmp/requests "$L2TP" -d show session >/tmp/shown || return
	grep -oE 'RTM_[A-Z]+|nlmsg_type=l2tp' /tmp/requests | sort | uniq -c
}

@test "the interfaces of all sessions are asked for in one dump" {
	tunnels_new
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 addr 10.5.1.1/24
	run requests_of_show
	[ "$status" -eq 0 ]
	for_one=$output
	[[ $for_one == *"1 RTM_GETLINK"* && $for_one == *"1 RTM_GETADDR"* ]] || fail "$for_one"
	on_a -batch - < <(
		for n in {2..40}; do
			echo "session add tunnel_id 2 session_id $n peer_session_id $n addr 10.5.$n.1/24"
		done
	)
	run requests_of_show
	[ "$status" -eq 0 ]
	[ "$(grep -c 'interface [0-9]*: ' /tmp/shown)" -eq 40 ]
	[ "$output" = "$for_one" ] || fail "for one session: $for_one
for 40: $output"
}

@test "without -d no interface is asked for" {
	full_session
	run in_ns a "${STRACE[@]}" -f -e trace=sendto,sendmsg -e signal=none "$L2TP" show session
	[ "$status" -eq 0 ]
	[[ $output == *nlmsg_type=l2tp* && $output != *RTM_* ]] || fail "$output"
}

@test "the sublayer is printed with debugfs, and omitted without" {
	tunnels_new
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 1 peer_session_id 2
		session add tunnel_id 2 session_id 2 peer_session_id 3 l2spec_type none
	END
	run_split json 'map(.l2spec_type)' -d show session
	expect 0
	expect_stdout '["default","none"]'
	modprobe -r l2tp_debugfs
	run_split json 'map([has("l2spec_type"), .link.up])' -d show session
	expect 0
	expect_stderr ""
	expect_stdout '[[false,false],[false,false]]'
}

@test "show -d of a tunnel tells its version and all of its ends" {
	tunnels_new
	run_split on_a -d show tunnel tunnel_id 3
	expect 0
	expect_stderr ""
	[[ $output == "Tunnel 3, encap UDP
  From fd00::1 to fd00::2
  Peer tunnel 13
  UDP source / dest ports: 5003/6003
  UDP checksum: enabled"*"version 2"* ]] || fail "$(show_run)"
	run_split json 'map([.tunnel_id, .version, .encap, .local, .peer, .local_port])' -d show tunnel
	expect_stdout '[[1,3,"UDP","10.0.0.1","10.0.0.2",5001],[2,3,"IP","fd00::1","fd00::2",null],[3,2,"UDP","fd00::1","fd00::2",5003]]'
}

@test "PPP sessions are added over netlink, shown, and filtered by pwtype" {
	tunnels_new
	run_split on_a -batch - <<-END
		session add tunnel_id 1 session_id 1 peer_session_id 101
		session add tunnel_id 1 session_id 2 peer_session_id 102 pwtype ppp cookie 01020304
		session add tunnel_id 2 session_id 3 peer_session_id 103 pwtype ppp seq send
		session add tunnel_id 3 session_id 4 peer_session_id 104
		session add tunnel_id 3 session_id 5 peer_session_id 105 pwtype ppp lns_mode on reorder_timeout 500
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	run_split json 'map([.session_id, .pwtype, .interface, .cookie, .send_seq, .lns_mode, .reorder_timeout])' \
		show session pwtype ppp
	expect 0
	expect_stdout '[[2,"ppp",null,"01020304",null,false,null],[3,"ppp",null,null,true,false,null],[4,"ppp",null,null,null,false,null],[5,"ppp",null,null,null,true,500]]'
	run_split json 'map(.session_id)' show session pwtype eth
	expect_stdout '[1]'
	run_split on_a show session tunnel_id 3 session_id 4
	expect 0
	expect_stdout "Session 4 in tunnel 3
  Peer session 104, tunnel 13
  offset 0, peer offset 0"
}

@test "PPP sessions are set and deleted, in version 2 and version 3 tunnels" {
	tunnels_new
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 2 peer_session_id 102 pwtype ppp
		session add tunnel_id 2 session_id 3 peer_session_id 103 pwtype ppp
		session add tunnel_id 3 session_id 4 peer_session_id 104
		session add tunnel_id 3 session_id 5 peer_session_id 105
	END
	run_split on_a -batch - <<-END
		session set tunnel_id 1 session_id 2 seq both lns_mode on
		session set tunnel_id 2 session_id 3 reorder_timeout 500
		session set tunnel_id 3 session_id 4 seq recv lns_mode on reorder_timeout 1000
	END
	expect 0
	expect_stderr ""
	run_split json '.[] | [.session_id, .send_seq, .recv_seq, .lns_mode, .reorder_timeout]' show session
	expect_stdout '[2,true,true,true,null]
[3,null,null,false,500]
[4,null,true,true,1000]
[5,null,null,false,null]'
	# a PPP session has no interface to set up
	run_split on_a set session tunnel_id 3 session_id 4 lns_mode off mtu 1300
	expect 1
	expect_stdout ""
	# shellcheck disable=SC2154 # run sets it
	[[ $stderr == "l2tp: session set: "*"PPP session"*"pppd owns its interface" ]] || fail "$(show_run)"
	run_split json 'map([.session_id, .lns_mode])' show session lns_mode on
	expect_stdout '[[2,true],[4,true]]'
	run_split on_a -batch - <<-END
		session del tunnel_id 1 session_id 2
		session del tunnel_id 3 session_id 4
	END
	expect 0
	run_split json 'map(.session_id)' show session
	expect_stdout '[3,5]'
	run_split on_a -d del session pwtype ppp
	expect 0
	expect_stdout "deleted 0 tunnels and 2 sessions"
}
