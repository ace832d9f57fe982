#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 48-loss.bats - does an interface that is re-created or goes down for a moment keep what hangs on it?

# shellcheck disable=SC2001,SC2086,SC2154 # sed for what it can; words; run sets stderr
load loss

# hang_on; routes, neighbours, properties and sysctls on wire, which a new interface has not
hang_on()
{
	link_batch <<-'END'
		link set wire alias "to the west" group 7 txqueuelen 77
		link set wire promisc on
		link property add dev wire altname west-site
		route add 10.50.0.0/16 via 10.5.1.2 metric 7
		route add 10.51.0.0/16 via 10.5.1.2 table 99
		route add 10.52.0.0/16 nexthop via 10.5.1.2 nexthop via 10.0.0.7
		route add unreachable 10.53.0.0/16
		route add fd50::/64 via fd05::2
		route add 10.54.0.0/16 dev wire proto bird scope link
		neigh add 10.5.1.2 lladdr 02:00:00:00:00:02 dev wire nud permanent
		neigh add proxy 10.5.1.9 dev wire
		neigh add proxy fd05::9 dev wire
	END
	in_ns a sysctl -qw net.ipv4.conf.wire.rp_filter=1 net.ipv6.conf.wire.accept_ra=0 net.ipv4.neigh.wire.gc_stale_time=77
}

# hanging; print what hangs on wire, without indexes and what changes by itself
hanging()
{
	local file

	{
		"$SYSTEM_IP" -n a -d link show dev wire
		link_batch <<-'END'
			address show dev wire
			route show table all dev wire
			route show 10.52.0.0/16
			neigh show dev wire
			neigh show proxy
		END
		"$SYSTEM_IP" -n a -6 route show table all dev wire
		for file in ipv4/conf/wire/rp_filter ipv6/conf/wire/accept_ra ipv4/neigh/wire/gc_stale_time; do
			in_ns a cat /proc/sys/net/$file
		done
	} | sed 's/^[0-9]*: //; s/mtu [0-9]*//; s/ tentative//; /fe80\|ff00\|valid_lft\|proto kernel/d; s/ link-netnsid [0-9]*//'
}

# port; print the bridge port wire, without its index
port()
{
	in_ns a bridge vlan show dev wire
	in_ns a bridge -d link show dev wire | sed 's/^[0-9]*: //; s/mtu [0-9]*//'
	in_ns a bridge fdb show dev wire | grep -v 'self\|permanent' | sort
	in_ns a bridge mdb show dev br0 | sed 's/^[0-9]*: //' | grep permanent | sort
}

@test "what hangs on an interface is put back when it is re-created" {
	hang_on
	before=$(hanging)
	[[ $before == *"to the west"* && $before == *west-site* && $before == *10.50.0.0/16* && $before == *PERMANENT* ]] || fail "$before"
	run_split on_a -d session replace $SESSION cookie 01020304
	expect 0
	expect_stdout "session 1: re-created"
	expect_stderr ""
	expect_same "$before" "$(hanging)"
	run_split on_a -d tunnel replace $TUNNEL udp_dport 6002
	expect 0
	expect_stdout "tunnel 1: re-created"
	expect_stderr ""
	expect_same "$before" "$(hanging)"
	run_split on_a apply - <<<"tunnel add $TUNNEL udp_dport 6003"
	expect 0
	expect_stderr ""
	expect_same "$before" "$(hanging)"
}

@test "a bridge port keeps its VLANs, its settings and its static entries" {
	bridge_port
	in_ns a bridge -batch - <<-'END'
		vlan add dev wire vid 30 pvid untagged
		vlan add dev wire vid 40-42
		vlan del dev wire vid 1
		link set dev wire isolated on cost 55 learning off flood off hairpin on
		fdb add 02:00:00:00:00:77 dev wire master static vlan 30
		mdb add dev br0 port wire grp 239.7.7.7 permanent vid 30
		mdb add dev br0 port wire grp ff05::7 permanent vid 41
	END
	before=$(port)
	[[ $before == *"30 PVID"* && $before == *"isolated on"* && $before == *"00:77 vlan 30"* && $before == *239.7.7.7*ff05::7* ]] ||
		fail "$before"
	run_split on_a session replace $SESSION cookie 01020304
	expect 0
	expect_stderr ""
	expect_same "$before" "$(port)"
}

@test "what cannot be put back is named and refused, by -dry-run too, and -force takes it" {
	link_batch <<-'END'
		link add link wire name top type macvlan
		link add link wire name wire.10 type vlan id 10
		nexthop add id 7 via 10.5.1.2 dev wire
	END
	standard=$(</proc/sys/net/core/default_qdisc)
	in_ns a tc qdisc add dev wire root handle 8001: netem rate 1mbit
	in_ns a nft -f - <<-'END'
		add table netdev guard
		add chain netdev guard in { type filter hook ingress device wire priority 0; }
		add table inet fast
		add flowtable inet fast ft { hook ingress priority 0; devices = { wire }; }
		add table inet other
		add chain inet other everything { type filter hook input priority 0; }
	END
	hang_on
	before=$(hanging)
	echo "tunnel add $TUNNEL udp_dport 6002" >file
	for command in "session replace $SESSION cookie 01020304" "tunnel replace $TUNNEL udp_dport 6002" \
		"apply file" "-dry-run apply file"; do
		run_split on_a $command
		expect 2
		for thing in "macvlan top" "vlan wire.10" "nexthop id 7 and its routes" "qdisc netem 8001: with its classes and filters" \
		"nftables chain guard in" "nftables flowtable fast ft"; do
			[[ $stderr == *"l2tp: warning: interface wire has $thing"* ]] || fail "$thing: $(show_run)"
		done
		[[ $stderr == *"session 1 in tunnel 1: to re-create interface wire loses "*" and 5 more; -force takes it" ]] ||
			fail "$(show_run)"
		"$SYSTEM_IP" -n a link show dev top >/dev/null
		expect_same "$before" "$(hanging)"
	done
	run_split on_a -force apply file
	expect 0
	for thing in "macvlan top" "vlan wire.10" "nexthop id 7 and its routes" "qdisc netem 8001: with its classes and filters" \
		"nftables chain guard in" "nftables flowtable fast ft"; do
		[[ $stderr == *"l2tp: warning: interface wire loses $thing"* ]] || fail "$thing: $(show_run)"
	done
	run ! "$SYSTEM_IP" -n a link show dev top
	expect_same "$(sed "s/netem/$standard/" <<<"$before")" "$(hanging)"
}

@test "a port of a bond is not re-created" {
	link_batch <<-'END'
		link set wire down
		link add bond0 type bond
		link set wire master bond0
	END
	run_split on_a session replace $SESSION cookie 01020304
	expect 2
	[[ $stderr == *"loses its place as a port of a bond; -force takes it" ]] || fail "$(show_run)"
}

@test "what fails leaves the interface and all on it as it was" {
	hang_on
	before=$(hanging)
	# found before anything is sent
	printf '%s\n' "tunnel add $TUNNEL udp_dport 6002" "session add $SESSION name wire up addr 10.5.1.1/24 master nosuch" >file
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: session 1 in tunnel 1: master: interface nosuch does not exist"
	expect_same "$before" "$(hanging)"
	# found after the old tunnel was deleted
	nsenter --net=/run/netns/a python3 -c 'import socket, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("10.0.0.1", 5009))
print("ready", flush=True)
time.sleep(600)' 3>&- >said &
	pids+=($!)
	wait_for 20 grep -q ready said
	for command in "tunnel replace ${TUNNEL/5001/5009} udp_dport 6001" "apply -"; do
		run_split on_a $command <<<"tunnel add ${TUNNEL/5001/5009} udp_dport 6001"
		expect 2
		[[ $stderr == "l2tp: "*"udp_sport 5009 is in use"* && $stderr != *warning* ]] || fail "$(show_run)"
		expect_same "$before" "$(hanging)"
	done
	link_batch <<<"link add link wire name top type macvlan"
	run_split on_a -force tunnel replace ${TUNNEL/5001/5009} udp_dport 6001
	expect 2
	[[ $stderr == *"l2tp: warning: not rolled back: macvlan top of interface wire"* ]] || fail "$(show_run)"
	expect_same "$before" "$(hanging)"
}

@test "another Ethernet address or VRF costs an interface that is up nothing" {
	hang_on
	before=$(hanging | sed 's/ether [0-9a-f:]*//')
	run_split on_a session set name wire lladdr 02:00:00:00:00:33
	expect 0
	expect_stderr ""
	expect_same "$before" "$(hanging | sed 's/ether [0-9a-f:]*//')"
	run_split on_a session set name wire lladdr 02:00:00:00:00:34 master nosuch
	expect 2
	expect_same "$before" "$(hanging | sed 's/ether [0-9a-f:]*//')"
	# a VLAN goes down with it, and loses its own routes
	link_batch <<<"link add link wire name wire.10 type vlan id 10"
	run_split on_a session set name wire lladdr 02:00:00:00:00:35
	expect 2
	[[ $stderr == *"to take down, for a moment, interface wire loses vlan wire.10; -force takes it" ]] || fail "$(show_run)"
	on_a -force session set name wire lladdr 02:00:00:00:00:35
}

link_mtu()
{
	"$SYSTEM_IP" -n a -o link show dev wire | grep -o 'mtu [0-9]*'
}

@test "an MTU that the kernel chose is chosen anew, and one that was set is kept" {
	[ "$(link_mtu)" = "mtu 1446" ] || fail "$(link_mtu)"
	on_a session replace $SESSION cookie 0011223344556677
	[ "$(link_mtu)" = "mtu 1438" ]
	run_split on_a save
	[[ $output != *" mtu "* ]] || fail "$(show_run)"
	on_a session set name wire mtu 1400
	on_a session replace $SESSION cookie 00112233
	[ "$(link_mtu)" = "mtu 1400" ]
}

# Linux 6.1 reads debugfs by position: if tunnels are deleted meanwhile, it leaves others out.
@test "a session that debugfs left out keeps its sublayer and its name" {
	on_a -batch - <<-END
		tunnel flush
		tunnel add tunnel_id 900 peer_tunnel_id 1 $ENDS udp_sport 5001 udp_dport 5001
		session add tunnel_id 900 session_id 1 peer_session_id 1 l2spec_type none name first
		$(for i in {1..40}; do echo "tunnel add tunnel_id $i peer_tunnel_id $i $ENDS udp_sport $((6000 + i)) udp_dport 1"; done)
	END
	link_batch <<<"link set first name renamed"
	read -ra replace <<<"tunnel replace tunnel_id 900 peer_tunnel_id 2 $ENDS udp_sport 5001 udp_dport 5001"
	# the number of the 25th read of the file
	in_ns a "${STRACE[@]}" -qq -o trace -e trace=openat,read -e signal=none "$L2TP" "${replace[@]}"
	at=$(awk '/^read/ { n++ } /l2tp\/tunnels/ { open = 1 } open && /^read/ && ++k == 25 { print n; exit }' trace)
	[ "$at" -gt 25 ] || fail "$(<trace)"
	replace[5]=3
	in_ns a "${STRACE[@]}" -qq -o trace -e trace=openat,read -e "inject=read:signal=SIGSTOP:when=$at" \
		"$L2TP" "${replace[@]}" >out 2>&1 3>&- &
	tracer=$!
	pids=("$tracer")
	wait_for 20 is_stopped
	for i in {1..20}; do echo "tunnel del tunnel_id $i"; done | on_a -batch -
	kill -CONT "$program"
	wait "$tracer"
	[ ! -s out ] || fail "$(<out)"
	run_split json 'map([.interface, .l2spec_type])' -d show session
	expect_stdout '[["renamed","none"]]'
}

is_stopped()
{
	program=$(pgrep -n -x l2tp) && [[ $(cut -d' ' -f3 "/proc/$program/stat") == [tT] ]] && grep -q SIGSTOP trace
}

@test "a name that another interface has is found before anything is deleted" {
	hang_on
	before=$(hanging)
	link_batch <<<"link add taken type dummy"
	for command in "session replace $SESSION name taken" "apply -"; do
		run_split on_a $command <<<"tunnel add $TUNNEL udp_dport 6001
session add $SESSION name taken up addr 10.5.1.1/24 addr fd05::1/64"
		expect 2
		[[ $stderr == *"name: interface taken already exists; ip link show dev taken" && $stderr != *warning* ]] ||
			fail "$(show_run)"
		expect_same "$before" "$(hanging)"
	done
}
