#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 94-who-may.bats - permissions of users, and hostile names and folders

# shellcheck disable=SC2086,SC2154 # words; run sets stderr
load helpers

TUNNEL="tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2"

setup()
{
	only_on 6.1
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

@test "without CAP_NET_ADMIN every command that changes something says so in one line" {
	local words what file=$PWD/file

	echo "tunnel add $TUNNEL" >file
	chmod 755 . && chmod 644 file
	# only root can enter bats' own folders
	file=/tmp/l2tp-file
	cp file $file
	while IFS='|' read -r what words; do
		# shellcheck disable=SC2086
		run_split nsenter --net=/run/netns/a setpriv --reuid 65534 --regid 65534 --clear-groups "$L2TP" $words
		expect 2
		expect_stdout ""
		[ "$stderr" = "l2tp: ${what}: not permitted: CAP_NET_ADMIN is needed in this network namespace; run it as root" ] ||
			fail "$(show_run)"
	done <<-END
		tunnel add|tunnel add $TUNNEL
		tunnel replace|tunnel replace $TUNNEL
		tunnel del|tunnel del tunnel_id 1
		tunnel flush|tunnel flush
		session add|session add tunnel_id 1 session_id 1 peer_session_id 1
		session add|session add tunnel_id 1 session_id 1 peer_session_id 1 up
		session set|session set tunnel_id 1 session_id 1 seq both
		session set|session set name wire up
		session replace|session replace tunnel_id 1 session_id 1 peer_session_id 1
		session del|session del tunnel_id 1 session_id 1
		session flush|session flush
		add tunnel session|add tunnel session $TUNNEL session_id 1 peer_session_id 1
		apply|apply $file
		save|save
		check|check
		$file:1: tunnel add|-batch $file
	END
	rm $file
	[ -z "$(on_a show tunnel)" ]
}

@test "in a user namespace of its own anybody may" {
	run_split setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Urn sh -c "
		ip link set lo up
		$L2TP tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 127.0.0.1 remote 127.0.0.2 &&
		$L2TP session add tunnel_id 1 session_id 1 peer_session_id 1 name wire up mtu 1300 addr 10.7.0.1/24 &&
		$L2TP session replace tunnel_id 1 session_id 1 peer_session_id 2 &&
		$L2TP save &&
		$L2TP save | $L2TP apply - &&
		$L2TP -d tunnel flush"
	expect 0
	[[ $output == *"session add session_id 1 tunnel_id 1 peer_session_id 2 name wire"*"deleted 1 tunnel and 1 session" ]] ||
		fail "$(show_run)"
}

@test "called as ip it runs no program of the current folder" {
	mkdir folder && cd folder || return
	printf '#!/bin/sh\necho mine\n' >ip
	cp ip l2tp && cp ip modprobe && cp ip pppd
	chmod +x ip l2tp modprobe pppd
	mkdir ../called && ln -s "$L2TP" ../called/ip
	export PATH=.::$PWD:$PATH
	run_split ../called/ip link show lo
	expect 0
	[[ $output == *LOOPBACK* && $output != *mine* ]] || fail "$(show_run)"
	printf 'link show lo\nl2tp help words\n' >lines
	run_split ../called/ip -batch lines
	expect 0
	[[ $output == *LOOPBACK* && $output != *mine* ]] || fail "$(show_run)"
	run_split bash -c "exec -a ip $L2TP l2tp show tunnel"
	expect 0
	[[ $output != *mine* ]] || fail "$(show_run)"
}

@test "it writes no file, so that no cookie is in one, and removes the empty one of the lock" {
	cat >lines <<-END
		tunnel add $TUNNEL
		session add tunnel_id 1 session_id 1 peer_session_id 1 cookie 0badc0de0badc0de up
		session replace tunnel_id 1 session_id 1 peer_session_id 2 cookie 0badc0de0badc0de
	END
	head -n 2 lines >wanted
	for words in "-batch lines" save "apply wanted" "tunnel flush"; do
		"${STRACE[@]}" -f -qq -e trace=open,openat,creat,mkdir,mknod -o calls "$L2TP" -n a $words >/dev/null
		[ -s calls ]
		! grep -E 'O_WRONLY|O_RDWR|O_CREAT|creat\(|mkdir|mknod' calls |
			grep -Ev '"/dev/null"|\.gcda"|mkdir\("/run/l2tp"|"apply-[0-9]*\.lock", O_RDONLY\|O_CREAT' || fail "$words: as above"
		[ ! -e /run/l2tp ] || [ -z "$(ls -A /run/l2tp)" ] || fail "$words: left $(ls -A /run/l2tp)"
	done
}

@test "a name with terminal escapes reaches no terminal, on stdout or stderr" {
	local name=$'w\e]0;x\a\x9b1m' words

	on_a tunnel add $TUNNEL
	"$SYSTEM_IP" -n a l2tp add session name $'w\e[31m\x9b' tunnel_id 1 session_id 1 peer_session_id 1
	mkfifo "$name"
	for words in "show session" "-d show session" "-j show session" "save" "-j save" "stats count 1" "check" \
		"-j -p -d session show"; do
		# shellcheck disable=SC2086
		run_split on_a $words
		[[ $output$stderr != *[$'\e\a\x9b']* ]] || fail "$words: $(show_run | cat -v)"
		[ -n "$output" ] || [ "$words" = check ]
	done
	for words in "show session name" "session del name" "session add tunnel_id 1 session_id 2 peer_session_id 2 name" \
		"apply" "-batch" "-netns" "tunnel" "session set name" "-n a monitor" "help"; do
		# shellcheck disable=SC2086
		run_split timeout 5 "$L2TP" -n a $words "$name" x <>"$name"
		[[ $output$stderr != *[$'\e\a']* ]] || fail "$words: $(show_run | cat -v)"
	done
}

@test "-n does not leave /run/netns" {
	mkdir -p /run/netns
	for name in ../netns/a ../../proc/1/ns/net . .. / a/ ./a /proc/self/ns/net ""; do
		run_split "$L2TP" -n "$name" show tunnel
		[ "$status" -ne 0 ] || fail "$name: $(show_run)"
		expect_stdout ""
		[[ $stderr == "l2tp: option -netns: "*" is not a valid name of a network namespace" ]] || fail "$(show_run)"
	done
	run_split "$L2TP" -batch - -n ../netns/a </dev/null
	[ "$status" -ne 0 ] || fail "$(show_run)"
}
