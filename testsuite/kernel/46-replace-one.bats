#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 46-replace-one.bats - replace of an object that already matches, and the requests it sends

# shellcheck disable=SC2086,SC2154 # words; run_split sets stderr
load helpers

ENDS="local 10.0.0.1 remote 10.0.0.2"
UDP="udp_sport 5001 udp_dport 6001"
TUNNEL="tunnel_id 1 peer_tunnel_id 11 $ENDS $UDP"
SESSION="tunnel_id 1 session_id 1 peer_session_id 2"

setup()
{
	modprobe l2tp_debugfs
	host_new
}

teardown()
{
	netns_del_all
}

@test "an address that the kernel added, or that expires, counts as equal" {
	on_a -batch - <<-END
		tunnel add $TUNNEL
		session add $SESSION name wire up
	END
	"$SYSTEM_IP" -n a addr add 10.9.0.1/24 dev wire valid_lft 1000 preferred_lft 1000
	made=$("$SYSTEM_IP" -n a -j addr show dev wire scope link | jq -r '.[].addr_info[]? | select(.local) | "\(.local)/\(.prefixlen)"')
	for address in 10.9.0.1/24 "$made"; do
		expect_done "session 1: unchanged" session $SESSION addr "$address"
		on_a save >"$BATS_TEST_TMPDIR/saved"
		sed -i "/^session/s|\$| addr $address|" "$BATS_TEST_TMPDIR/saved"
		run_split on_a -dry-run apply "$BATS_TEST_TMPDIR/saved"
		expect 0
		expect_stdout ""
	done
}

@test "replace of a tunnel names the session that fails, and asks for nothing of other tunnels" {
	on_a -batch - <<-END
		tunnel add $TUNNEL
		session add $SESSION name wire up
		session add tunnel_id 1 session_id 3 peer_session_id 4 name wir2 up addr fd06::1/64
		tunnel add tunnel_id 2 peer_tunnel_id 12 $ENDS udp_sport 5002 udp_dport 6002
		session add tunnel_id 2 session_id 5 peer_session_id 6 name other up
	END
	in_ns a "${STRACE[@]}" -f -e trace=sendto,sendmsg -e signal=none -o /tmp/requests "$L2TP" tunnel replace $TUNNEL udp_csum on
	run grep -cE 'RTM_GETLINK.*NLM_F_DUMP|ifi_index=if_nametoindex\("other"\)' /tmp/requests
	expect_stdout 0
	# a new interface has no IPv6, and the sysctl of the old one cannot be put back
	in_ns a sysctl -q -w net.ipv6.conf.default.disable_ipv6=1
	run_split in_ns a unshare -m bash -c 'mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys && exec "$@"' \
		- "$L2TP" tunnel replace $TUNNEL
	expect 2
	[[ $stderr == *"l2tp: warning: wir2: sysctl net/ipv6/conf/wir2/disable_ipv6 was not put back: Read-only file system"* ]] ||
		fail "$(show_run)"
	[[ $stderr == *"l2tp: tunnel replace: session 3 in tunnel 1: addr: fd06::1/64: "* ]] || fail "$(show_run)"
}
