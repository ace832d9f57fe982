# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# loss.bash - a session whose interface is re-created, for 48-loss.bats and 49-put-back.bats

# shellcheck disable=SC2034 # SESSION, for the tests
load helpers

ENDS="local 10.0.0.1 remote 10.0.0.2"
TUNNEL="tunnel_id 1 peer_tunnel_id 11 $ENDS udp_sport 5001"
SESSION="tunnel_id 1 session_id 1 peer_session_id 1"

setup()
{
	modprobe -a l2tp_debugfs 8021q
	cd "$BATS_TEST_TMPDIR" || return
	host_new
	"$SYSTEM_IP" -n a link set lo mtu 1500
	on_a -batch - <<-END
		tunnel add $TUNNEL udp_dport 6001
		session add $SESSION name wire up addr 10.5.1.1/24 addr fd05::1/64
	END
}

teardown()
{
	end_pids
	netns_del_all
}

# link_batch; run the lines on stdin with ip -batch
link_batch()
{
	"$SYSTEM_IP" -n a -batch -
}

# bridge_port; make wire a port of a bridge with VLANs
bridge_port()
{
	link_batch <<-'END'
		address flush dev wire
		link add br0 type bridge vlan_filtering 1
		link set br0 up
		link set wire master br0
	END
}

# expect_same BEFORE NOW
expect_same()
{
	[ "$1" = "$2" ] || fail "$(diff <(echo "$1") <(echo "$2"))"
}
