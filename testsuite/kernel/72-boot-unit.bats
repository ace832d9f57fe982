#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 72-boot-unit.bats - does the service work with the reduced privileges of l2tp.service?

# shellcheck disable=SC2154 # run sets stderr
load helpers

setup()
{
	cd "$BATS_TEST_TMPDIR" || return
	host_new
	make -s -C "$PROJECT" -o all install PREFIX="$PWD/usr" SYSCONFDIR="$PWD/etc"
	mkdir etc/default
	UNIT=usr/lib/systemd/system/l2tp.service
	# the program under test may differ from ip/l2tp
	ln -sf "$L2TP" usr/sbin/l2tp
	echo "tunnel add tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 11 udp_sport 501 udp_dport 6001" >etc/l2tp/20.conf
	printf 'session add session_id 1 tunnel_id 1 peer_session_id 101 name wire1 up addr 10.5.1.1/24' >etc/l2tp/10.conf
	echo "tunnel add tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 12" >etc/l2tp/30.conf
}

teardown()
{
	[ ! -e systemd.log ] || pkill -9 -x systemd || :
	netns_del_all
}

# of_unit NAME; print that setting of the unit
of_unit()
{
	sed -n "s/^$1=//p" "$UNIT"
}

# boot SETTING; run its command on host a, with the privileges of the unit
boot()
{
	local capabilities command

	capabilities=$(of_unit CapabilityBoundingSet | sed 's/CAP_/+/g; s/ /,/g')
	# + runs it with all privileges
	[[ $(of_unit "$1") != -+* ]] || capabilities+=,+sys_module
	read -ra command < <(of_unit "$1" | sed 's/^[-+]*//')
	in_ns a setpriv --no-new-privs --inh-caps=-all --bounding-set="-all,${capabilities,,}" "${command[@]}"
}

# expect_boot SETTING; expect success and no output
expect_boot()
{
	run_split boot "$1"
	expect 0
	expect_stdout ""
	expect_stderr ""
}

# lines_of_files; print them as save prints them
lines_of_files()
{
	cat etc/l2tp/20.conf etc/l2tp/10.conf
	echo
	cat etc/l2tp/30.conf
}

# expect_saved TEXT; expect this output of save
expect_saved()
{
	on_a save >now
	[ "$(<now)" = "$1" ] || fail "expected: $1
saved: $(<now)"
}

@test "the unit's first step loads the modules that do not load by themselves" {
	modprobe -r l2tp_debugfs
	expect_boot ExecStartPre
	for module in l2tp_eth l2tp_ip l2tp_ip6 l2tp_debugfs; do
		[ -d "/sys/module/$module" ] || fail "no $module"
	done
}

@test "start makes what the files say, and again changes nothing" {
	expect_boot ExecStartPre
	expect_boot ExecStart
	expect_saved "$(lines_of_files)"
	before=$(json 'map(.link.ifindex)' -d show session)
	expect_boot ExecStart
	expect_boot ExecReload
	[ "$(json 'map(.link.ifindex)' -d show session)" = "$before" ]
}

@test "stop has the power to flush, and where there is no file nothing is deleted" {
	expect_boot ExecStartPre
	printf '%s\n' L2TP_STOP=flush L2TP_APPLY=prune >etc/default/l2tp
	expect_boot ExecStart
	rm etc/l2tp/*.conf
	expect_boot ExecReload
	run_split json 'map(.tunnel_id)' show tunnel
	expect_stdout "[1,2]"
	expect_boot ExecStop
	expect_saved ""
}

@test "a reload that fails says where and why, and changes nothing" {
	expect_boot ExecStartPre
	expect_boot ExecStart
	saved=$(on_a save)
	echo "tunnel add tunnel_id 1 encap ip local 10.0.0.1 remote 10.0.0.2 peer_tunnel_id 12" >etc/l2tp/40.conf
	run_split boot ExecReload
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/40.conf:1: tunnel 1 is defined twice"
	expect_saved "$saved"
	sed -i 's/10.5.1.1/10.5.1.2/' etc/l2tp/10.conf
	echo "tunnel add tunnel_id 3 local 10.1.0.1 remote 10.0.0.2 peer_tunnel_id 13 udp_sport 5003 udp_dport 1" >etc/l2tp/40.conf
	run_split boot ExecReload
	expect 2
	expect_stderr "l2tp: apply: tunnel 3: local: 10.1.0.1 is not an address of this host; ip address add 10.1.0.1 dev DEVICE"
	expect_saved "$saved"
}

# systemd_start; start a separate systemd on host a, with our unit and none that would change this machine
systemd_start()
{
	local unit

	mkdir units
	for unit in journald udevd udev-trigger tmpfiles-setup tmpfiles-setup-dev sysusers modules-load sysctl random-seed; do
		ln -s /dev/null "units/systemd-$unit.service"
	done
	cp "$UNIT" units
	printf '%s\n' "[Unit]" "Description=what the test starts" "Wants=l2tp.service" >units/test.target
	in_ns a unshare --pid --fork --mount --mount-proc --cgroup sh -c '
		mount --bind units /etc/systemd/system
		container=other exec /lib/systemd/systemd --unit=test.target --log-target=null' </dev/null >systemd.log 2>&1 3>&- &
	wait_for 10 pgrep -x systemd
	systemd=$(pgrep -x systemd)
	wait_for 60 on_systemd is-active -q l2tp
}

# on_systemd ARG...; run systemctl for that systemd
on_systemd()
{
	nsenter --target "$systemd" --pid --mount systemctl "$@"
}

@test "systemd-analyze finds it hardened" {
	type systemd-analyze >/dev/null || skip "no systemd-analyze"
	only_on 6.12
	run_split systemd-analyze security --offline=true --no-pager --threshold=29 "$UNIT"
	expect 0
}

@test "a running systemd starts it, reloads it and stops it" {
	[ ! -e /run/systemd/system ] || skip "this machine has a systemd of its own"
	only_on 6.1
	systemd_start
	expect_saved "$(lines_of_files)"
	# in its mount namespace it can write to /run/l2tp and to the sysctls of interfaces, and nowhere else
	[ -z "$(ls -A /run/l2tp)" ]
	sed -i 's/6001/6002/' etc/l2tp/20.conf
	on_systemd reload l2tp
	[[ $(on_a save) == *"udp_dport 6002"* ]]
	echo L2TP_STOP=flush >etc/default/l2tp
	on_systemd stop l2tp
	expect_saved ""
	echo "tunnel add tunnel_id 1" >etc/l2tp/20.conf
	run on_systemd start l2tp
	expect 1
	run on_systemd is-failed l2tp
	expect 0
	expect_saved ""
}

@test "the file that l2tp.conf(5) shows makes what it says, and save keeps it" {
	expect_boot ExecStartPre
	"$SYSTEM_IP" -n a addr add 192.0.2.1/24 dev lo
	rm etc/l2tp/*.conf
	# the first block of EXAMPLES
	awk '/^\.SH / { examples = /EXAMPLES/ } !examples { next } /^\.nf/ { inside = 1 } /^\.fi/ { exit }
		inside && !/^\./ { gsub(/\\e/, "\\"); print }' \
		"$PROJECT/man/man5/l2tp.conf.5" >etc/l2tp/10-west.conf
	expect_boot ExecStart
	run_split json 'map([.interface, .peer_session_id])' show session
	expect_stdout '[["west",5196755]]'
	on_a save >etc/l2tp/10-west.conf
	[ -s etc/l2tp/10-west.conf ]
	run_split on_a -dry-run apply etc/l2tp/10-west.conf
	expect 0
	expect_stdout ""
}
