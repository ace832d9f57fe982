#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 74-apply-lock.bats - is one apply run at a time, whatever other users do?

# shellcheck disable=SC2016,SC2154 # for another shell; run sets stderr
load helpers

START="tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 11"

setup()
{
	cd "$BATS_TEST_TMPDIR" || return
	host_new
	modprobe -q l2tp_ip || :
	echo "$START" >file
	FOLDER=/run/l2tp
	mkdir -p "$FOLDER"
	LOCK=$FOLDER/apply-$(stat -c %i /run/netns/a).lock
	mkfifo end end2
}

teardown()
{
	end_pids
	chmod 755 "$FOLDER"
	rm -f "$FOLDER"/*
	# a mount namespace may still have the network namespace
	on_a tunnel flush || :
	netns_del_all
}

# hold FIFO COMMAND...; run COMMAND, which holds a lock, in the background, until somebody writes to FIFO
hold()
{
	local fifo=$1

	shift
	: >"said.$fifo"
	"$@" sh -c 'echo held; read -r line' <>"$fifo" >"said.$fifo" 3>&- &
	pids+=("$!")
	wait_for 10 grep -q held "said.$fifo"
}

# start_apply COMMAND...; run COMMAND, an apply, in the background, and set $pid; its calls of flock are in `calls`
start_apply()
{
	"${STRACE[@]}" -f -qq -e trace=flock -o calls "$@" >said 2>&1 3>&- &
	pid=$!
	pids+=("$pid")
	wait_for 20 grep -q EAGAIN calls
}

# has_new_file; whether the apply of start_apply has opened the file that is at the path now
has_new_file()
{
	readlink "/proc/$(pgrep -P "$pid")/fd/"* | grep -qx "$LOCK"
}

# expect_applied; expect the state of the file, and that the lock left no file
expect_applied()
{
	[ "$(on_a save)" = "$START" ] || fail "$(on_a save; cat said)"
	[ -z "$(ls -A "$FOLDER")" ] || fail "$(ls -lA "$FOLDER")"
}

@test "two applies are run one after the other" {
	hold end flock -x "$LOCK"
	start_apply "$L2TP" -n a apply file
	[ -z "$(on_a show tunnel)" ]
	echo >end
	wait "$pid"
	expect_applied
}

@test "an apply that waits for another ends by a signal" {
	hold end flock -x "$LOCK"
	start_apply "$L2TP" -n a apply file
	kill -TERM "$(pgrep -P "$pid")"
	wait "$pid" || [ "$?" -eq 143 ]
	[ "$(<said)" = "l2tp: apply: interrupted; nothing was changed" ] || fail "$(cat said)"
	[ -z "$(on_a show tunnel)" ]
	# its holder's file stays
	[ -e "$LOCK" ]
	echo >end
}

@test "a lock whose file was removed is no lock: it waits for who has the new file" {
	hold end flock -x "$LOCK"
	start_apply "$L2TP" -n a apply file
	rm "$LOCK"
	hold end2 flock -x "$LOCK"
	echo >end
	# it has closed the old file
	wait_for 10 has_new_file
	[ -z "$(on_a show tunnel)" ]
	echo >end2
	wait "$pid"
	expect_applied
}

@test "a process without privileges cannot make an apply wait" {
	hold end in_ns a setpriv --reuid=65534 --regid=65534 --clear-groups flock -x /proc/self/ns/net
	run_split "${STRACE[@]}" -qq -e trace=flock -o calls "$L2TP" -n a apply file
	expect 0
	expect_applied
	[ "$(grep -c flock calls)" -le 2 ] || fail "$(cat calls)"
	run_split setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "touch $LOCK; touch $FOLDER/x; ln -s /etc/passwd $LOCK"
	[ -z "$(ls -A "$FOLDER")" ]
}

@test "who cannot write to /run locks the namespace itself, and waits for who has the file" {
	hold end in_ns a flock -x /proc/self/ns/net
	start_apply nsenter --net=/run/netns/a unshare -m sh -c "mount -t tmpfs -o ro none /run && exec '$L2TP' apply file"
	[ -z "$(on_a show tunnel)" ]
	echo >end
	wait "$pid"
	expect_applied
	# in a folder that others can write to there is no lock
	on_a tunnel flush
	chmod 777 "$FOLDER"
	hold end in_ns a flock -x /proc/self/ns/net
	start_apply "$L2TP" -n a apply file
	echo >end
	wait "$pid"
	expect_applied
	chmod 755 "$FOLDER"
	# the holder of the file holds both
	"${STRACE[@]}" -qq -y -e trace=flock -o calls "$L2TP" -n a apply file
	[[ $(<calls) == *"$LOCK"*" = 0"*net:*" = 0"* ]] || fail "$(cat calls)"
}

@test "what is not its file is refused" {
	ln -s file "$LOCK"
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: lock: $LOCK: Too many levels of symbolic links"
	rm "$LOCK"
	mkfifo "$LOCK"
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: lock: $LOCK: not a regular file of this user"
	rm "$LOCK"
	touch "$LOCK"
	chown 65534 "$LOCK"
	run_split on_a apply file
	expect 2
	expect_stderr "l2tp: apply: lock: $LOCK: not a regular file of this user"
}
