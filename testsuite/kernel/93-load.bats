#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 93-load.bats - many sessions in one run, while monitor and stats run without growing
#
# PPP_SESSIONS and ETH_SESSIONS set the sizes (make stress: 50000 and 3000). In small sizes, descriptors are exact, but
# memory shows gross errors only: the kernel counts pages in batches larger than such a list.

# shellcheck disable=SC2154,SC2094 # run sets stderr; on_a does not write the file it reads
load helpers

PPP_SESSIONS=${PPP_SESSIONS:-1000}
ETH_SESSIONS=${ETH_SESSIONS:-60}

setup()
{
	only_on 6.12
	cd "$BATS_TEST_TMPDIR" || return
	host_new
}

teardown()
{
	end_pids
	netns_del_all
}

load_lines()
{
	echo "tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 1"
	echo "tunnel add tunnel_id 2 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2"
	seq "$PPP_SESSIONS" | sed 's/.*/session add session_id & tunnel_id 1 peer_session_id & pwtype ppp/'
	seq 100001 $((100000 + ETH_SESSIONS)) | sed 's/.*/session add session_id & tunnel_id 2 peer_session_id & name w&/'
}

# timed WORD...; run our program, which must not write to stderr; print the time on stderr
timed()
{
	local from=${EPOCHREALTIME/./}

	on_a "$@" 2>said || fail "$*: $(cat said)" || return
	[ ! -s said ] || fail "$*: $(cat said)" || return
	echo "$*: $(((${EPOCHREALTIME/./} - from) / 1000)) ms" >&2
}

# size PID FIELD; print its resident memory in kB (VmRSS) or the peak (VmHWM), and its descriptors
size()
{
	echo "$(awk -v field="$2:" '$1 == field { print $2 }' "/proc/$1/status") $(find "/proc/$1/fd" -mindepth 1 | wc -l)"
}

# is_idle PID; whether it uses no processor time: then a monitor has read all notifications
is_idle()
{
	local before

	before=$(awk '{ print $14 + $15 }' "/proc/$1/stat")
	sleep 2
	[ "$(awk '{ print $14 + $15 }' "/proc/$1/stat")" = "$before" ]
}

count()
{
	[ "$(on_a -o show session | wc -l)" -eq "$1" ]
}

has_lines()
{
	[ "$(wc -l <"$1")" -ge "$2" ]
}

# Run all steps once; monitor writes to the file monitor.
round()
{
	local all=$((PPP_SESSIONS + ETH_SESSIONS))

	timed -batch lines
	timed -o show session >shown
	[ "$(wc -l <shown)" -eq "$all" ]
	timed -j show session >shown.json
	timed save >saved
	[ "$(grep -vc '^#' saved)" -eq $((all + 2)) ]
	timed apply saved
	timed -dry-run apply saved prune
	timed session flush
	count 0
	timed apply saved
	count "$all"
	timed tunnel flush
	[ -z "$(on_a show tunnel; on_a show session)" ]
}

@test "all of them are added, shown, saved, applied and flushed; monitor and stats do not grow" {
	local before after who

	load_lines >lines
	"$L2TP" -n a -j monitor poll 3600 >monitor 2>monitor.err 3>&- &
	pids+=($!)
	"$L2TP" -n a -j stats interval 2 >/dev/null 2>stats.err 3>&- &
	pids+=($!)
	round
	wait_for 300 is_idle "${pids[0]}"
	before=("$(size "${pids[0]}" VmHWM)" "$(size "${pids[1]}" VmHWM)")
	round
	wait_for 300 is_idle "${pids[0]}"
	after=("$(size "${pids[0]}" VmRSS)" "$(size "${pids[1]}" VmRSS)")
	# during a poll it has two lists
	echo "monitor: memory and descriptors ${before[0]}, then ${after[0]}; stats: ${before[1]}, then ${after[1]}" >&2
	for who in 0 1; do
		[ "${before[who]#* }" = "${after[who]#* }" ]
		sanitized || [ "${after[who]% *}" -le $((${before[who]% *} * 11 / 10 + 512)) ]
	done
	kill "${pids[@]}"
	wait "${pids[0]}"
	wait "${pids[1]}"
	[ ! -s stats.err ] || fail "$(cat stats.err)"
	! grep -v 'dropped notifications' monitor.err || fail "as above"
	echo "memory: $(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) kB left" >&2
}
