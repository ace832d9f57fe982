#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 13-kernel-quirks.bats - does the right object change in spite of the kernel's quirks?

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2"

setup()
{
	host_new
}

teardown()
{
	netns_del_all
}

# expect_refused MESSAGE ARG...; because of the kernel's state: exit status 2
expect_refused()
{
	local message=$1

	shift
	run_split on_a "$@"
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: $message"
}

# expect_sessions JSON; expect exactly these, as [tunnel, session, interface]
expect_sessions()
{
	run_split json 'map([.tunnel_id, .session_id, .interface])' show session
	expect 0
	expect_stdout "$1"
}

# tunnels_new ENCAP...; add tunnels 1, 2, ... of udp, ip or v2
tunnels_new()
{
	local n=0 kind

	for kind in "$@"; do
		n=$((n + 1))
		case $kind in
		udp) kind="udp_sport $((5000 + n)) udp_dport 6000" ;;
		v2) kind="udp_sport $((5000 + n)) udp_dport 6000 version 2" ;;
		ip) kind="encap ip" ;;
		esac
		echo "tunnel add tunnel_id $n peer_tunnel_id $((10 + n)) $UDP $kind"
	done | on_a -batch -
}

@test "the sessions of a tunnel that was deleted are not taken for those of the next" {
	for _ in {1..200}; do
		echo "tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP udp_sport 5001 udp_dport 6000"
		echo "session add tunnel_id 1 session_id 1 peer_session_id 5 pwtype ppp"
		echo "tunnel del tunnel_id 1"
	done >states
	on_a -batch states
	# an existing session is still detected
	on_a -batch - <<<"$(sed '/del/,$d' states)"
	expect_refused "session add: session 1 already exists in tunnel 1; l2tp session replace changes it to match" session add tunnel_id 1 session_id 1 peer_session_id 6 pwtype ppp
	run_split on_a -batch - <<<"tunnel flush
$(sed '/del/,$d' states)
session add tunnel_id 1 session_id 1 peer_session_id 6 pwtype ppp"
	expect 2
	expect_stderr "l2tp: -:4: session add: session 1 already exists in tunnel 1; l2tp session replace changes it to match"
}

@test "a session command that names the wrong tunnel touches nothing" {
	for kind in udp ip v2; do
		tunnels_new $kind $kind
		on_a -batch - <<<"session add tunnel_id 1 session_id 10 peer_session_id 11"
		expect_refused "session show: session 10 in tunnel 2 does not exist" show session tunnel_id 2 session_id 10
		expect_refused "session show: session 10 in tunnel 2 does not exist" -j show session tid 2 sid 10
		expect_refused "session del: session 10 in tunnel 2 does not exist" del session tunnel_id 2 session_id 10
		expect_refused "session del: session 10 in tunnel 3 does not exist" del session tunnel_id 3 session_id 10
		run_split json 'map([.tunnel_id, .session_id])' show session
		expect_stdout '[[1,10]]'
		on_a -batch - <<<$'tunnel del tunnel_id 1\ntunnel del tunnel_id 2'
	done
}

@test "a second session of the same ids is refused, in every kind of tunnel" {
	for kind in udp ip v2; do
		tunnels_new $kind
		on_a session add tunnel_id 1 session_id 10 peer_session_id 11
		expect_refused "session add: session 10 already exists in tunnel 1; l2tp session replace changes it to match" \
			session add tunnel_id 1 session_id 10 peer_session_id 12
		# also within one process, and with another interface
		run_split on_a -force -batch - <<-END
			session add tunnel_id 1 session_id 20 peer_session_id 21
			session add tunnel_id 1 session_id 20 peer_session_id 22
		END
		expect 2
		expect_stderr "l2tp: -:2: session add: session 20 already exists in tunnel 1; l2tp session replace changes it to match"
		run_split json 'map([.session_id, .peer_session_id])' show session
		expect_stdout '[[10,11],[20,21]]'
		links=$(in_ns a grep -c l2tpeth /proc/net/dev || :)
		[ "$links" -eq "$([ $kind = v2 ] && echo 0 || echo 2)" ] || fail "$links interfaces in a tunnel of $kind"
		on_a tunnel del tunnel_id 1
	done
}

@test "an EEXIST says whether the tunnel, the session, the name or another tunnel's session is in the way" {
	tunnels_new udp ip ip
	on_a -batch - <<-END
		session add tunnel_id 1 session_id 10 peer_session_id 11 name wire
		session add tunnel_id 2 session_id 20 peer_session_id 21
	END
	while IFS='|' read -r words message; do
		# shellcheck disable=SC2086 # words
		expect_refused "$message" $words
	done <<-END
		tunnel add tunnel_id 2 peer_tunnel_id 9 encap ip $UDP|tunnel add: tunnel 2 already exists; l2tp tunnel replace changes it to match
		session add tunnel_id 1 session_id 12 peer_session_id 13 name wire|session add: name: interface wire already exists; ip link show dev wire
		session add tunnel_id 2 session_id 12 peer_session_id 13 name lo|session add: name: interface lo already exists; ip link show dev lo
		session add tunnel_id 2 session_id 20 peer_session_id 13 name lo|session add: session 20 already exists in tunnel 2; l2tp session replace changes it to match
		session add tunnel_id 3 session_id 20 peer_session_id 13|session add: session_id 20 is in use in tunnel 2; with encap ip a session ID must be unique on the host
		session add tunnel_id 1 session_id 20 peer_session_id 13|session add: session_id 20 is in use in tunnel 2; with encap ip a session ID must be unique on the host
		session add tunnel_id 3 session_id 10 peer_session_id 13|session add: session_id 10 is in use in tunnel 1; with encap ip a session ID must be unique on the host
	END
	expect_sessions '[[1,10,"wire"],[2,20,"l2tpeth0"]]'
}

@test "sessions of one id in several UDP tunnels are told apart" {
	tunnels_new udp udp udp v2
	run_split on_a -batch - <<-END
		session add tunnel_id 1 session_id 10 peer_session_id 11 name one
		session add tunnel_id 2 session_id 10 peer_session_id 12 name two
		session add tunnel_id 4 session_id 10 peer_session_id 14
	END
	expect 0
	expect_stderr ""
	expect_refused "session show: session 10 in tunnel 3 does not exist" show session tunnel_id 3 session_id 10
	expect_refused "session add: session 10 already exists in tunnel 2; l2tp session replace changes it to match" session add tid 2 sid 10 psid 9
	run_split json 'map(.interface)' show session tunnel_id 2 session_id 10
	expect_stdout '["two"]'
	on_a del session tunnel_id 1 session_id 10
	expect_refused "session del: session 10 in tunnel 1 does not exist" del session tunnel_id 1 session_id 10
	expect_sessions '[[2,10,"two"],[4,10,null]]'
}

# tunnel_lines FIELDS; print the lines of a tunnel and three sessions, one with a given name
tunnel_lines()
{
	cat <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $UDP $1
		session add tunnel_id 1 session_id 1 peer_session_id 4
		session add tunnel_id 1 session_id 2 peer_session_id 5
		session add tunnel_id 1 session_id 3 peer_session_id 6 name wire
	END
}

@test "a deleted tunnel's ids, port and names are free at once, for the next process" {
	for more in "udp_sport 5000 udp_dport 6000" "encap ip"; do
		tunnel_lines "$more" | on_a -batch -
		for round in 1 2 3 4 5; do
			run_split on_a tunnel del tunnel_id 1
			expect 0
			run_split on_a -batch - <<<"$(tunnel_lines "$more")"
			expect 0
			expect_stderr ""
		done
		expect_sessions '[[1,1,"l2tpeth0"],[1,2,"l2tpeth1"],[1,3,"wire"]]'
		on_a tunnel del tunnel_id 1
	done
}

@test "a deleted tunnel's ids, port and names are free at once, for the next line of a batch" {
	for more in "udp_sport 5000 udp_dport 6000" "encap ip"; do
		run_split on_a -batch - < <(
			for round in 1 2 3 4 5 6 7 8 9 10; do
				tunnel_lines "$more"
				echo "tunnel del tunnel_id 1"
			done
			tunnel_lines "$more"
		)
		expect 0
		expect_stderr ""
		expect_sessions '[[1,1,"l2tpeth0"],[1,2,"l2tpeth1"],[1,3,"wire"]]'
		on_a tunnel del tunnel_id 1
	done
}

@test "a deleted tunnel's port is free for another tunnel at once" {
	run_split on_a -batch - < <(
		for round in 1 2 3 4 5 6 7 8 9 10; do
			echo "tunnel add tunnel_id $round peer_tunnel_id 1 $UDP udp_sport 5000 udp_dport 6000"
			echo "session add tunnel_id $round session_id 1 peer_session_id 1"
			echo "tunnel del tunnel_id $round"
		done
	)
	expect 0
	expect_stderr ""
	run_split on_a show tunnel
	expect_stdout ""
}

@test "a deleted session's ids and name are free at once, for the next process" {
	for kind in udp ip; do
		tunnels_new $kind
		for round in 1 2 3 4 5; do
			run_split on_a session add tunnel_id 1 session_id 1 peer_session_id $round
			expect 0
			run_split on_a session del tunnel_id 1 session_id 1
			expect 0
		done
		on_a session add tunnel_id 1 session_id 2 peer_session_id 2 name wire
		run_split on_a session del name wire
		expect 0
		run_split on_a -batch - <<-END
			session add tunnel_id 1 session_id 3 peer_session_id 3 name wire
			session add tunnel_id 1 session_id 2 peer_session_id 2
		END
		expect 0
		expect_sessions '[[1,2,"l2tpeth0"],[1,3,"wire"]]'
		on_a tunnel del tunnel_id 1
	done
}

@test "a deleted session's ids and name are free at once, for the next line of a batch" {
	for kind in udp ip; do
		tunnels_new $kind
		run_split on_a -batch - < <(
			for round in 1 2 3 4 5 6 7 8 9 10; do
				cat <<-END
					session add tunnel_id 1 session_id 1 peer_session_id $round
					session add tunnel_id 1 session_id 2 peer_session_id $round name wire
					session del tunnel_id 1 session_id 1
					session del name wire
				END
			done
			echo "session add tunnel_id 1 session_id 2 peer_session_id 7"
			echo "session add tunnel_id 1 session_id 3 peer_session_id 8 name wire"
		)
		expect 0
		expect_stderr ""
		expect_sessions '[[1,2,"l2tpeth0"],[1,3,"wire"]]'
		on_a tunnel del tunnel_id 1
	done
}

@test "what a batch has deleted is not there for its next line" {
	while IFS='|' read -r first second message; do
		for round in 1 2 3; do
			run_split on_a -force -batch - < <(
				tunnel_lines "udp_sport 5000 udp_dport 6000"
				printf '%s\n' "$first" "$second"
			)
			expect 2
			expect_stdout ""
			expect_stderr "l2tp: -:6: $message"
			on_a -force -batch - <<<"tunnel del tunnel_id 1" 2>/dev/null || :
		done
	done <<-END
		tunnel del tunnel_id 1|tunnel del tunnel_id 1|tunnel del: tunnel 1 does not exist
		tunnel del tunnel_id 1|session add tunnel_id 1 session_id 9 peer_session_id 9|session add: tunnel 1 does not exist
		tunnel del tunnel_id 1|session del tunnel_id 1 session_id 1|session del: session 1 in tunnel 1 does not exist
		tunnel del tunnel_id 1|session show name wire|session show: no session has the interface wire
		session del name wire|session del name wire|session del: no session has the interface wire
		session del tunnel_id 1 session_id 1|session del tunnel_id 1 session_id 1|session del: session 1 in tunnel 1 does not exist
	END
}

@test "what ip has deleted a moment ago does not make an add fail" {
	tunnel_lines "udp_sport 5000 udp_dport 6000" | on_a -batch -
	for round in 1 2 3 4 5; do
		"$SYSTEM_IP" -n a l2tp del tunnel tunnel_id 1
		run_split on_a -batch - <<<"$(tunnel_lines "udp_sport 5000 udp_dport 6000")"
		expect 0
		expect_stderr ""
	done
	expect_sessions '[[1,1,"l2tpeth0"],[1,2,"l2tpeth1"],[1,3,"wire"]]'
}

@test "a session is deleted only where all that was said of it is true" {
	tunnels_new udp udp
	on_a session add tunnel_id 1 session_id 1 peer_session_id 2 name wire
	run_split on_a del session name wire tunnel_id 2
	expect 2
	expect_stdout ""
	run_split on_a del session name other tunnel_id 1 session_id 1
	expect 2
	expect_stdout ""
	expect_sessions '[[1,1,"wire"]]'
}

@test "deleting what is not there is refused" {
	expect_refused "tunnel del: tunnel 1 does not exist" tunnel del tunnel_id 1
	expect_refused "session del: session 1 in tunnel 1 does not exist" session del tunnel_id 1 session_id 1
	expect_refused "session del: no session has the interface wire" session del name wire
	expect_refused "session add: tunnel 1 does not exist" session add tunnel_id 1 session_id 1 peer_session_id 1
}
