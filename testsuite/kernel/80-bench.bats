#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 80-bench.bats - does the bench measure its rows and compare them with their limits? Sizes are a hundredth: speed is
# not tested here, and memory is.

load helpers

setup()
{
	only_on 6.12
	work=$(mktemp -d)
	bench=$PROJECT/testsuite/bench
}

teardown()
{
	rm -rf "$work"
}

# judge FORMAT; judge the lines on stdin
judge()
{
	BENCH_FOLDER=$bench/ "$bench/judge" -v format="$1"
}

@test "rows are measured against ip and the floor, each from the state it says" {
	[ -x "$PROJECT/build/testsuite/bench/floor" ] || skip "make bench-programs"
	SCALE=100 run_split "$bench/run" -r 1 -o "$work" tunnels-ip show-ppp flush-eth memory
	expect 0
	[ -z "$stderr" ] || fail "$stderr"
	[ "$(cut -f 1 "$work/rows.tsv" | paste -sd ' ')" = "tunnels-ip show-ppp memory flush-eth" ] || fail "$output"
	! grep -vE $'^[a-z-]+(\t[0-9]+(\\.[0-9]+)?){2}\t([0-9]+\\.[0-9]+|-)$' "$work/rows.tsv" || fail "as above"
	[[ ${lines[0]} =~ ^tunnels-ip\ \|.*\ \|\ [0-9.]+\ \(0\.65\)\ \|\ [0-9.]+\ \(1\.15\)\ \|\ (ok|MISSED)$ ]] || fail "$output"
	[ ! -e /run/netns/l2tp-bench ] || fail "the namespace is still there"
}

@test "monitor's row counts the events of its batch, and those that were lost" {
	[ -x "$PROJECT/build/testsuite/bench/floor" ] || skip "make bench-programs"
	SCALE=100 run_split "$bench/run" -o "$work" monitor
	expect 0
	grep -qE $'^monitor\t[1-9][0-9]*\t-\t-$' "$work/rows.tsv" || fail "$(cat "$work/rows.tsv")"
	! pgrep -f 'monitor session' || fail "it still runs"
	grep -qx $'monitor-lost\t0\t-\t-' "$work/rows.tsv" || fail "$(cat "$work/rows.tsv")"
}

@test "a figure above its limit is MISSED, by ratio or by itself" {
	run judge line <<-END
		tunnels-ip	0.65	1	0.57
		tunnels-udp	0.66	1	0.66
		sessions-ppp	1.2	-	1
		memory	16006	1	-
		monitor	5	-	-
	END
	expect_stdout "tunnels-ip | 650 ms | 1.00 s | 570 ms | 0.65 (0.65) | 1.14 (1.15) | ok
tunnels-udp | 660 ms | 1.00 s | 660 ms | 0.66 (0.65) | 1.00 (1.15) | MISSED
sessions-ppp | 1.20 s | - | 1.00 s | - | 1.20 (1.15) | MISSED
memory | 16006 KiB | 1 KiB | - | (<= 16005) | - | MISSED
monitor | 5 | - | - | - | - | -"
}

@test "apply needs less than 1 KiB of memory for each line" {
	memory=$PROJECT/build/testsuite/bench/memory
	[ -x "$memory" ] || skip "make bench-programs"
	run_split "$memory" 20 1000
	expect 0
	[[ $output == $'start\t'*$'\nobjects\t20020\nsteps\t20020' ]] || fail "$output"
	start=$(sed -n $'s/^start\t//p' <<<"$output")
	plan=$(sed -n $'s/^plan\t//p' <<<"$output")
	[ $((plan - start)) -lt 20020 ] || fail "$output"
}

@test "the plot has a point for each size and program" {
	printf '%s\t%s\t%s\t%s\n' ppp 100 0.1 0.05 ppp 1000 0.2 0.1 eth 100 0.1 0.05 eth 1000 1 0.9 >"$work/growth.tsv"
	"$bench/plot" -v title=x "$work/growth.tsv" >"$work/plot.svg"
	[ "$(grep -c '<polyline' "$work/plot.svg")" -eq 4 ]
	[ "$(grep -c '<circle' "$work/plot.svg")" -eq 6 ] # two of the legend
	python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$work/plot.svg"
}
