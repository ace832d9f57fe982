#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 21-batch.bats - many command lines in one run: syntax, effect of a failure, deletions complete before the next line
#
# The hosts are loopback addresses of the namespace a: these tests send no packets.

load helpers

setup()
{
	only_on 6.1
	netns_new a
	"$SYSTEM_IP" -n a link set lo up
	cd "$BATS_TEST_TMPDIR" || return
}

teardown()
{
	netns_del_all
}

# run_lines OPTION...; run the batch in the file "lines"
run_lines()
{
	run_split "$L2TP" -n a "$@" -batch lines
}

# batch OPTION...; run the batch on stdin
batch()
{
	cat >lines
	run_lines "$@"
}

# ours OPTION...; show all objects with our program
ours()
{
	"$L2TP" -n a -j "$@"
}

# over_ip ID; print the line of a tunnel
over_ip()
{
	echo "tunnel add tunnel_id $1 peer_tunnel_id $1 encap ip local 127.0.0.1 remote 127.0.0.1"
}

# over_udp ID PORT
over_udp()
{
	echo "tunnel add tunnel_id $1 peer_tunnel_id $1 local 127.0.0.1 remote 127.0.0.1 udp_sport $2 udp_dport 1701"
}

# expect_ids OBJECT ID...; expect exactly these, in this order
expect_ids()
{
	local object=$1 ids

	shift
	ids=$(ours show "$object" | jq -r "map(.${object}_id) | join(\" \")")
	[ "$ids" = "$*" ] || fail "expected ${object}s: $*, there are: $ids"
}

@test "a batch reads both word orders, with and without l2tp, and passes over comments and blank lines" {
	batch <<-END
		# the tunnels
		$(over_ip 1)
		l2tp $(over_ip 2)   # from a to a

		  	add tunnel tunnel_id 3 peer_tunnel_id 3 encap ip local ::1 remote ::1
			# the session
		l2t add session tunnel_id 1 session_id 4 peer_session_id 4
	END
	expect 0
	expect_stdout ""
	expect_stderr ""
	expect_ids tunnel 1 2 3
	expect_ids session 4
}

@test "a quoted word is one word, and no comment" {
	batch <<-'END'
		tunnel 'add' tunnel_id "1" peer_tunnel_id 1 "encap" ip local 127.0.0.1 remote 127.0.0.1
		session add tunnel_id 1 session_id 4 peer_session_id 4 name 'a#b'
		session add tunnel_id 1 session_id 5 peer_session_id 5 name "it's"
		session add tunnel_id 1 session_id 6 peer_session_id 6 name w"ir"e
	END
	expect 0
	expect_stderr ""
	names=$(ours show session | jq -r 'map(.interface) | join(" ")')
	[ "$names" = "a#b it's wire" ] || fail "$names"
}

@test "a line that ends with a backslash goes on in the next" {
	batch <<-'END'
		tunnel add tunnel_id 1 \
			peer_tunnel_id 1 encap ip \
			local 127.0.0.1 remote 127.0.0.1
		tunnel show tunnel_id 1 nonsense 1
	END
	expect 1
	expect_stderr 'l2tp: lines:4: tunnel show: unknown field "nonsense"; l2tp help tunnel show lists the fields'
	expect_ids tunnel 1
}

@test "lines that end as in DOS, and a last line without an end, are read" {
	printf '%s\r\n%s \\\r\n tunnel_id 1' "$(over_ip 1)" "tunnel show" >lines
	run_lines
	expect 0
	expect_stderr ""
	[ "${lines[0]}" = "Tunnel 1, encap IP" ] || fail "$(show_run)"
	expect_ids tunnel 1
}

@test "an empty file is a batch in which nothing fails" {
	batch </dev/null
	expect 0
	expect_stdout ""
	expect_stderr ""
}

@test "the first line that fails ends the batch, and is named with its file" {
	batch <<-END
		$(over_ip 1)

		$(over_ip 1)
		$(over_ip 2)
	END
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: lines:3: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match"
	expect_ids tunnel 1
	batch <<-END
		tunnel add tunnel_id 2
		$(over_ip 3)
	END
	expect 1
	expect_stderr "l2tp: lines:1: tunnel add: local, remote, peer_tunnel_id are required"
	expect_ids tunnel 1
}

@test "with -force each line is tried, and the status is that of the worst" {
	batch -force <<-END
		tunnel add tunnel_id
		$(over_ip 1)
		$(over_ip 1)
		nonsense
		session add tunnel_id 9 session_id 1 peer_session_id 1
		tunnel add tunnel_id 5 'peer_tunnel_id 5
		$(over_ip 2)
	END
	expect 2
	expect_stdout ""
	expect_stderr 'l2tp: lines:1: tunnel add: tunnel_id: a value is required: ID
l2tp: lines:3: tunnel add: tunnel 1 already exists; l2tp tunnel replace changes it to match
l2tp: lines:4: unknown command "nonsense"; l2tp help lists the commands
l2tp: lines:5: session add: tunnel 9 does not exist
l2tp: lines:6: unterminated quote'
	expect_ids tunnel 1 2
	printf 'nonsense\ntunnel show tunnel_id 1\n' >lines
	run_lines -force
	expect 1
	[ "${lines[0]}" = "Tunnel 1, encap IP" ] || fail "$(show_run)"
}

@test "a batch from standard input is called - in what it says" {
	run_split "$L2TP" -n a -batch - <<-END
		$(over_ip 1)
		tunnel del tunnel_id 2
	END
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: -:2: tunnel del: tunnel 2 does not exist"
	expect_ids tunnel 1
}

@test "a batch that cannot be read fails" {
	run_split "$L2TP" -batch nothing
	expect 2
	expect_stdout ""
	expect_stderr "l2tp: option -batch: nothing: No such file or directory"
	run_split "$L2TP" -force -batch .
	expect 2
	expect_stdout ""
	[[ $stderr == *"Is a directory" ]] || fail "$(show_run)"
}

@test "a NUL byte makes a line wrong, not shorter" {
	printf 'tunnel show\0 tunnel_id 9\n' >lines
	run_lines
	expect 1
	expect_stdout ""
	expect_stderr "l2tp: lines:1: NUL byte in the line"
}

@test "each show of a batch prints a list of its own" {
	batch -j <<-END
		tunnel show
		$(over_ip 1)
		$(over_ip 2)
		tunnel show
		session show
		session add tunnel_id 1 session_id 4 peer_session_id 4
		session show
	END
	expect 0
	expect_stderr ""
	[ "$(jq -c 'map(.tunnel_id)' <<<"$output" | tr '\n' ' ')" = "[] [1,2] [] [1] " ] || fail "$(show_run)"
	[ "${#lines[@]}" -eq 4 ] || fail "$(show_run)"
}

@test "what was printed before a line that fails is there, and valid JSON" {
	batch -j -force <<-END
		$(over_ip 1)
		tunnel show
		tunnel show tunnel_id 2
		session show name nothing
		tunnel show
	END
	expect 2
	[ "$(jq -c 'map(.tunnel_id)' <<<"$output" | tr '\n' ' ')" = "[1] [1] " ] || fail "$(show_run)"
	expect_stderr "l2tp: lines:3: tunnel show: tunnel 2 does not exist
l2tp: lines:4: session show: no session has the interface nothing"
}

@test "300 tunnels and 300 sessions come in one batch and go in another" {
	for ((i = 1; i <= 300; i++)); do
		over_ip "$i"
		echo "session add tunnel_id $i session_id $((1000 + i)) peer_session_id 1 name wire$i"
	done >lines
	run_lines
	expect 0
	expect_stderr ""
	[ "$(ours show tunnel | jq 'map(.tunnel_id) == [range(1; 301)]')" = true ] || fail "tunnels are missing"
	[ "$(ours show session | jq 'map([.tunnel_id, .session_id, .interface]) ==
		[range(1; 301) | [., 1000 + ., "wire\(.)"]]')" = true ] || fail "sessions are missing"
	for ((i = 1; i <= 300; i++)); do
		if ((i % 2)); then
			echo "session del name wire$i"
		fi
		echo "tunnel del tunnel_id $i"
	done >lines
	run_lines
	expect 0
	expect_stderr ""
	[ "$("$SYSTEM_IP" -n a -batch - <<<$'l2tp show tunnel\nl2tp show session\nlink show' | grep -c '')" -eq 2 ] ||
		fail "more is left than lo"
}

@test "what a line deletes is gone for the next: ids, ports and names" {
	{
		over_ip 1
		over_udp 2 1701
		echo "session add tunnel_id 1 session_id 11 peer_session_id 1 name wire1"
		echo "session add tunnel_id 2 session_id 12 peer_session_id 1 name wire2"
		for ((i = 0; i < 15; i++)); do
			echo "session del tunnel_id 1 session_id 11"
			echo "session add tunnel_id 1 session_id 11 peer_session_id $((i + 2)) name wire1"
			echo "session del name wire2"
			echo "session add tunnel_id 2 session_id 13 peer_session_id 1 name wire2"
			echo "tunnel del tunnel_id 2"
			over_udp 2 1701
			echo "session add tunnel_id 2 session_id 12 peer_session_id 1 name wire2"
			echo "tunnel del tunnel_id 1"
			over_ip 1
			echo "session add tunnel_id 1 session_id 11 peer_session_id 1 name wire1"
		done
	} >lines
	run_lines
	expect 0
	expect_stderr ""
	expect_ids tunnel 1 2
	expect_ids session 11 12
	[ "$("$SYSTEM_IP" -n a -br link | grep -c wire)" -eq 2 ] || fail "interfaces are left"
}

@test "a port that a deleted tunnel had is free for a tunnel with another id" {
	for ((i = 0; i < 30; i++)); do
		over_udp "$((i + 1))" 1701
		echo "tunnel del tunnel_id $((i + 1))"
	done >lines
	run_lines
	expect 0
	expect_stderr ""
	expect_ids tunnel
}

@test "the first free l2tpethN is free again when its session was deleted" {
	{
		over_udp 1 1701
		for ((i = 1; i <= 15; i++)); do
			echo "session add tunnel_id 1 session_id $i peer_session_id 1"
			echo "session show tunnel_id 1 session_id $i"
			echo "session del tunnel_id 1 session_id $i"
		done
	} >lines
	run_lines -j
	expect 0
	[ "$(jq -r '.[].interface' <<<"$output" | sort | uniq -c | tr -d ' ')" = "15l2tpeth0" ] || fail "$(show_run)"
}

@test "a deleted tunnel takes no session more, and shows no more" {
	{
		over_ip 1
		echo "session add tunnel_id 1 session_id 1 peer_session_id 1"
		echo "tunnel del tunnel_id 1"
		echo "session add tunnel_id 1 session_id 2 peer_session_id 1"
		echo "tunnel del tunnel_id 1"
		echo "tunnel show"
		echo "session show"
	} >lines
	run_lines -force -j
	expect 2
	expect_stdout $'[]\n[]'
	expect_stderr "l2tp: lines:4: session add: tunnel 1 does not exist
l2tp: lines:5: tunnel del: tunnel 1 does not exist"
	expect_ids session
}

@test "when the batch has ended, what it deleted is gone" {
	for try in 1 2 3 4; do
		printf '%s\n' "$(over_udp 1 1701)" "session add tunnel_id 1 session_id 1 peer_session_id 1 name wire" >lines
		run_lines
		expect 0
		batch <<<"tunnel del tunnel_id 1"
		expect 0
		[ "$("$SYSTEM_IP" -n a -batch - <<<$'l2tp show tunnel\nlink show' | grep -c '')" -eq 2 ] || fail "try $try: it is there"
	done
}

@test "a batch opens the kernel once" {
	{
		for ((i = 1; i <= 20; i++)); do
			over_ip "$i"
		done
		echo "tunnel show"
		echo "tunnel del tunnel_id 7"
	} >lines
	run_split "${STRACE[@]}" -f -qq -e trace=socket -o trace "$L2TP" -n a -batch lines
	expect 0
	[ "$(grep -c NETLINK_GENERIC trace)" -eq 1 ] || fail "$(cat trace)"
}

@test "a batch without a command for the kernel does not open it" {
	printf '# nothing\n\nhelp\n' >lines
	run_split "${STRACE[@]}" -f -qq -e trace=socket -o trace "$L2TP" -batch lines
	expect 0
	[ ! -s trace ] || fail "$(cat trace)"
}

@test "-n makes the batch work in that network namespace only" {
	netns_new b
	batch <<<"$(over_ip 1)"
	expect 0
	run_split "$L2TP" -netns b -j -batch - <<<"tunnel show"
	expect 0
	expect_stdout "[]"
	expect_ids tunnel 1
}

@test "output that cannot be written is a failure" {
	batch <<<"$(over_ip 1)"
	expect 0
	run_split bash -c "$L2TP -n a -batch - >/dev/full" <<<"tunnel show"
	expect 2
	expect_stderr "l2tp: -:1: tunnel show: output: No space left on device"
	run_split bash -c "$L2TP -n a -j show tunnel >/dev/full"
	expect 2
	expect_stderr "l2tp: tunnel show: output: No space left on device"
	run_split bash -c "$L2TP -n a show tunnel >&-"
	expect 2
	[ -n "$stderr" ] || fail "$(show_run)"
}

@test "-dry-run prints lines that a batch takes, and does nothing" {
	{
		over_udp 1 1701
		echo "session add tunnel_id 1 session_id 4 peer_session_id 5 name \"it's #1\" cookie 0011aabb seq both"
	} | sed 's/ #1/#1/' >first
	run_split "$L2TP" -n a -dry-run -batch first
	expect 3
	expect_stderr ""
	printf '%s\n' "$output" >second
	expect_ids tunnel
	run_split "$L2TP" -n a -batch second
	expect 0
	expect_stderr ""
	[ "$(ours show session | jq -r '.[] | "\(.interface) \(.cookie) \(.send_seq)"')" = "it's#1 0011aabb true" ] ||
		fail "$(cat second)"
}
