#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 92-concurrency.bats - many processes use the same objects and IDs: no crash, no leftovers, all exit statuses explained
#
# WORKERS processes run for WORK_SECONDS; LOOPS is the number of deletions and adds (make stress: 8, 60 and 1000).

# shellcheck disable=SC2154 # run sets stderr
load helpers

WORKERS=${WORKERS:-4}
WORK_SECONDS=${WORK_SECONDS:-6}
LOOPS=${LOOPS:-5}

setup()
{
	modprobe l2tp_debugfs
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	netns_del_all
}

# Errors allowed with concurrent changes: status 2, the text before "what: " and after it.
EXPLAINED="(warning: )?((tunnel|session) (add|del|flush|replace|show|set): )?(\
tunnel [0-9]+ already exists.*|\
session [0-9]+ already exists in tunnel [0-9]+.*|\
tunnel [0-9]+ does not exist|\
session [0-9]+ in tunnel [0-9]+ does not exist|\
no (tunnel|session matches)|\
udp_sport [0-9]+ is in use on 10\.0\.0\.1.*|\
name: interface wire[0-9]+ already exists.*|\
.*(still being deleted|still exists|was (deleted|re-created) by another process|does not match the other fields).*)"

# Print one line of work on shared objects.
line_of_work()
{
	local t=$((RANDOM % 3 + 1)) s=$((RANDOM % 3 + 1))

	case $((RANDOM % 10)) in
	0 | 1) echo "tunnel add tunnel_id $t peer_tunnel_id $t local 10.0.0.1 remote 10.0.0.2 udp_sport 500$t udp_dport 1" ;;
	2 | 3) echo "session add tunnel_id $t session_id $t$s peer_session_id 1 name wire$t$s mtu 1300 up" ;;
	4) echo "session del tunnel_id $t session_id $t$s" ;;
	5) echo "tunnel del tunnel_id $t" ;;
	6) echo "session replace tunnel_id $t session_id $t$s peer_session_id $((RANDOM % 2 + 1)) up" ;;
	7) echo "tunnel replace tunnel_id $t peer_tunnel_id $((RANDOM % 2 + 1)) local 10.0.0.1 remote 10.0.0.2 udp_sport 500$t udp_dport 1" ;;
	8) echo "-d session show" ;;
	9) [ $((RANDOM % 3)) = 0 ] && echo "tunnel flush" || echo "tunnel show" ;;
	esac
}

# worker NUMBER; print a line "STATUS WORDS | STDERR" for each command
worker()
{
	local end=$((SECONDS + WORK_SECONDS)) words status

	RANDOM=$1
	while [ "$SECONDS" -lt "$end" ]; do
		words=$(line_of_work)
		status=0
		# shellcheck disable=SC2086 # words
		"$L2TP" -n a $words >/dev/null 2>"err.$1" || status=$?
		echo "$status $words | $(tr '\n' '&' <"err.$1")"
	done >"work.$1"
}

@test "processes that add, delete, replace, flush and show the same objects get what they can explain" {
	local i said

	said=$(dmesg | wc -l)
	for ((i = 1; i <= WORKERS; i++)); do
		worker "$i" 3>&- &
	done
	wait
	cat work.* >work
	echo "$(wc -l <work) commands, $(grep -c ^0 work) done" >&2
	grep -v '^0 ' work | sed -E 's/^([0-9]+) .* \| /\1 /; s/[0-9]+/N/g' | sort | uniq -c | sort -rn >kinds
	cat kinds >&2
	[ "$(grep -c ^0 work)" -gt "$WORKERS" ]
	! grep -vE '^[02] ' work || fail "as above"
	! grep '^0 .* | .' work | grep -v '| l2tp: warning: ' || fail "as above"
	grep '^2 ' work | sed 's/.* | //; s/&$//' | tr '&' '\n' >said
	! grep -vE "^l2tp: $EXPLAINED\$" said || fail "as above"
	# no object is stuck
	run_split on_a tunnel flush
	expect 0
	[ -z "$(on_a show tunnel; on_a show session)" ]
	[ "$("$SYSTEM_IP" -n a -o link | wc -l)" -eq 1 ] || fail "$("$SYSTEM_IP" -n a link)"
	! dmesg | tail -n +$((said + 1)) | grep -E 'WARNING|BUG|refcount|Oops' || fail "as above"
}

@test "the same ids, ports and names can be re-created again and again" {
	local i text

	text="tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 1
session add tunnel_id 1 session_id 7 peer_session_id 1 name wire mtu 1300"
	on_a -batch - <<<"$text"
	# in one process, delete and add the tunnel, then the session
	for ((i = 0; i < LOOPS; i++)); do
		printf 'tunnel del tunnel_id 1\n%s\nsession del name wire\n%s\n' "$text" "${text#*$'\n'}"
	done >loops
	run_split on_a -batch loops
	expect 0
	expect_stderr ""
	# with a process for each command
	for ((i = 0; i < LOOPS; i++)); do
		on_a tunnel del tunnel_id 1
		# shellcheck disable=SC2086
		on_a ${text%%$'\n'*}
		# shellcheck disable=SC2086
		on_a ${text#*$'\n'}
		on_a session del tunnel_id 1 session_id 7
		# shellcheck disable=SC2086
		on_a ${text#*$'\n'}
	done
	[ "$(json 'map([.tunnel_id, .session_id, .interface])' show session)" = '[[1,7,"wire"]]' ]
}
