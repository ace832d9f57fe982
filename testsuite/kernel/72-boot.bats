#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 72-boot.bats - does the script of l2tp.service bring up what its files describe?

# shellcheck disable=SC2154 # run sets stderr
load helpers

setup()
{
	modprobe l2tp_debugfs
	host_new
	cd "$BATS_TEST_TMPDIR" || return
	make -s -C "$PROJECT" -o all install PREFIX="$PWD/usr" SYSCONFDIR="$PWD/etc"
	mkdir etc/default
	ln -sf "$L2TP" usr/sbin/l2tp
}

teardown()
{
	netns_del_all
}

# boot WORD; run the script on host a
boot()
{
	in_ns a "$BATS_TEST_TMPDIR/usr/libexec/l2tp-boot" "$1"
}

@test "start makes what the files say, reload what has changed, stop what is configured" {
	cat >etc/l2tp/10.conf <<-END
		tunnel add tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 11 udp_sport 5001 udp_dport 6001
		session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24
	END
	# its tunnel is in another file
	echo "session add session_id 2 tunnel_id 1 peer_session_id 102 name wire2" >etc/l2tp/20.conf
	run_split boot start
	expect 0
	expect_stderr ""
	[ "$(on_a save)" = "$(cat etc/l2tp/*.conf)" ]
	before=$(json 'map([.interface, .link.ifindex])' -d show session)
	sed -i 's/wire2/& mtu 1400/' etc/l2tp/20.conf
	boot reload
	[ "$(on_a save)" = "$(cat etc/l2tp/*.conf)" ]
	[ "$(json 'map([.interface, .link.ifindex])' -d show session)" = "$before" ]
	# a failure changes nothing
	echo "session add session_id 3 tunnel_id 1 peer_session_id 103 master nosuch" >etc/l2tp/30.conf
	run_split boot reload
	expect 2
	expect_stderr "l2tp: apply: session 3 in tunnel 1: master: interface nosuch does not exist"
	rm etc/l2tp/30.conf
	[ "$(on_a save)" = "$(cat etc/l2tp/*.conf)" ]
	# objects that no file mentions remain; prune deletes them
	on_a session add session_id 4 tunnel_id 1 peer_session_id 104 pwtype ppp
	boot reload
	on_a show session tunnel_id 1 session_id 4
	echo L2TP_APPLY=prune >etc/default/l2tp
	boot reload
	[ "$(on_a save)" = "$(cat etc/l2tp/*.conf)" ]
	boot stop
	[ "$(on_a save)" = "$(cat etc/l2tp/*.conf)" ]
	echo L2TP_STOP=flush >etc/default/l2tp
	boot stop
	[ "$(on_a show tunnel)" = "" ]
}
