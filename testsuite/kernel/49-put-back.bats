#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 49-put-back.bats - are routes, ports and addresses put back where they were, and is named what is not?

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load loss

@test "routes are put back where they were, and no other one loses its place" {
	link_batch <<-'END'
		link add out type dummy
		addr add 10.7.1.1/24 dev out
		link set out up
		route add 10.60.0.0/16 dev out
		route append 10.60.0.0/16 via 10.5.1.2 dev wire
		route add 10.61.0.0/16 via 10.5.1.2 dev wire
		route append 10.61.0.0/16 dev out
		route add 172.16.0.1 dev wire
		route add 0.0.0.0/1 via 172.16.0.1 dev wire
		route add 10.62.0.0/16 via 10.7.1.2 dev out src 10.5.1.1
		route add 2001:db8:5::/48 dev out
		route append 2001:db8:5::/48 dev wire
	END
	# until then the address is tentative
	wait_for 10 "$SYSTEM_IP" -n a route add 2001:db8:9::/48 dev wire src fd05::1
	before=$(routes)
	[ "$(wc -l <<<"$before")" -eq 10 ] || fail "$before"
	for command in "session replace $SESSION cookie 01020304" "tunnel replace $TUNNEL udp_dport 6002" \
		"session set tunnel_id 1 session_id 1 lladdr 02:00:00:00:00:09"; do
		run_split on_a $command
		expect 0
		expect_stderr ""
		expect_same "$before" "$(routes)"
	done
}

# routes; print those of the test
routes()
{
	"$SYSTEM_IP" -n a route show | grep -E '^(10.6|172.16|0.0)'
	"$SYSTEM_IP" -n a -6 route show | grep 2001:
}

@test "a route through two sessions is put back when both are re-created" {
	on_a session add tunnel_id 1 session_id 2 peer_session_id 2 name wire2 up addr 10.5.2.1/24
	link_batch <<<"route add 10.63.0.0/16 nexthop via 10.5.1.2 dev wire nexthop via 10.5.2.2 dev wire2"
	before=$("$SYSTEM_IP" -n a route show 10.63.0.0/16)
	[[ $before == *wire$'\n'* || $before == *"wire "* ]] || fail "$before"
	for command in "tunnel replace $TUNNEL udp_dport 6002" "session replace $SESSION cookie 01020304" \
		"session replace tunnel_id 1 session_id 2 peer_session_id 2 cookie 01020304"; do
		run_split on_a $command
		expect 0
		expect_stderr ""
		expect_same "$before" "$("$SYSTEM_IP" -n a route show 10.63.0.0/16)"
	done
}

@test "a trunk of all VLANs, and permanent entries of the forwarding database, are kept" {
	bridge_port
	in_ns a bridge -batch - <<-'END'
		vlan add dev wire vid 2-4094
		vlan del dev wire vid 100
		fdb add 02:00:00:00:00:77 dev wire master
		fdb add 02:00:00:00:00:78 dev wire self
	END
	before=$(in_ns a bridge vlan show dev wire; entries)
	[[ $before == *:77* && $before == *:78* ]] || fail "$before"
	run_split on_a session replace $SESSION cookie 01020304
	expect 0
	expect_stderr ""
	expect_same "$before" "$(in_ns a bridge vlan show dev wire; entries)"
}

# entries; print the entries of the forwarding database that the test made
entries()
{
	in_ns a bridge fdb show dev wire | grep 02:00:00:00:00:7 | sort
}

@test "a VXLAN on top, and a port whose backup it is, are named" {
	link_batch <<-'END'
		link add br0 type bridge
		link add port0 type dummy
		link set port0 master br0
		link set wire master br0
		link add vx0 type vxlan id 5 dev wire dstport 4789 group 239.1.1.1
	END
	in_ns a bridge link set dev port0 backup_port wire
	run_split on_a session replace $SESSION cookie 01020304
	expect 2
	for thing in "interface vx0" "its place as the backup of bridge port port0"; do
		[[ $stderr == *"l2tp: warning: interface wire has $thing"* ]] || fail "$thing: $(show_run)"
	done
}

@test "a smaller MTU does not take the IPv6 addresses" {
	for command in "session set name wire mtu 1200" "session set name wire mtu 1279 noaddr 10.5.1.1" \
		"session replace $SESSION mtu 1200" "apply file"; do
		printf '%s\n' "tunnel add $TUNNEL udp_dport 6001" "session add $SESSION name wire up mtu 1200 addr 10.5.1.1/24 addr fd05::1/64" >file
		run_split on_a $command
		expect 2
		[[ $stderr == *"mtu 12"*" takes addr fd05::1/64 from interface wire: IPv6 needs 1280; -force takes it"* ]] || fail "$(show_run)"
		run_split json '[.[0].link.mtu == 1446, (.[0].link.addr | map(select(startswith("fe80") | not)) | length)]' -d show session
		expect_stdout '[true,2]'
	done
	on_a session set name wire mtu 1200 noaddr fd05::1
	run_split on_a session set name wire mtu 1300 addr fd05::1/64
	expect 0
	run_split on_a -force session set name wire mtu 1200
	expect 0
	[[ $stderr == *"mtu 1200 takes addr fd05::1/64"* ]] || fail "$(show_run)"
}

@test "a nexthop object goes when its interface is down for a moment" {
	link_batch <<<"nexthop add id 7 via 10.5.1.2 dev wire"
	run_split on_a session set tunnel_id 1 session_id 1 lladdr 02:00:00:00:00:09
	expect 2
	[[ $stderr == *"nexthop id 7 and its routes; -force takes it" ]] || fail "$(show_run)"
}
