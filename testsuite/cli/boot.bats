#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# boot.bats - the files installed for boot, and how the boot script handles files and settings
#
# A recorder of calls replaces l2tp; testsuite/kernel/72-boot.bats tests the effect on a kernel.

# shellcheck disable=SC2030,SC2031,SC2094,SC2154,SC1003 # run_split sets status and stderr; a backslash is one
load helpers

setup()
{
	cd "$BATS_TEST_TMPDIR" || return
	# built by `make check`: tests compile nothing
	make -s -C "$PROJECT" -o all install PREFIX="$PWD/usr" SYSCONFDIR="$PWD/etc"
	BOOT=$PWD/usr/libexec/l2tp-boot
	UNIT=$PWD/usr/lib/systemd/system/l2tp.service
	SETTINGS=$PWD/etc/default/l2tp
	mkdir etc/default
	PATH=$PATH:/usr/sbin:/sbin
}

# record [STATUS]; install the recorder: it writes its words to `called`
record()
{
	cat >usr/sbin/l2tp <<-END
		#!/bin/sh
		echo "\$*" >>"$PWD/called"
		echo "l2tp: said" >&2
		exit ${1-0}
	END
	: >called
}

# calls ARG STATUS CALL; expect that the script makes this call of l2tp and passes on its status and stderr
calls()
{
	: >called
	run_split "$BOOT" "$1"
	expect "$2"
	expect_stdout ""
	[ "$(<called)" = "$3" ] || fail "$1 called: $(<called)"
	[ -z "$3" ] || expect_stderr "l2tp: said"
}

@test "the installed unit is right in all that systemd-analyze verifies" {
	run_split systemd-analyze verify --man=no "$UNIT"
	expect 0
	expect_stdout ""
	expect_stderr ""
	# the script detects errors
	sed 's/^ProtectHome/ProtectHouse/; s/libexec/nowhere/' "$UNIT" >wrong.service
	run systemd-analyze verify --man=no ./wrong.service
	[[ $output == *ProtectHouse* && $output == *"nowhere/l2tp-boot"*"not executable"* ]] || fail "$(show_run)"
	for page in $(sed -n 's/^Documentation=//p' "$UNIT" | tr -d ')' | sed 's/man://g; s/(/./g'); do
		[ -s "usr/share/man/man${page##*.}/$page" ] || fail "no $page"
	done
}

@test "all is installed below DESTDIR with the paths that it has without, and goes again" {
	make -s -C "$PROJECT" -o all install DESTDIR="$PWD/dest" PREFIX=/opt
	[ -d dest/etc/l2tp ]
	[ -x dest/opt/libexec/l2tp-boot ]
	[ "$(stat -c %a dest/opt/lib/systemd/system/l2tp.service)" = 644 ]
	grep -qx 'ExecStart=/opt/libexec/l2tp-boot start' dest/opt/lib/systemd/system/l2tp.service
	run grep -rl "dest" dest/opt/lib dest/opt/libexec
	expect_stdout ""
	run grep -rlE '@[A-Z]+@' dest/opt/lib dest/opt/libexec
	expect_stdout ""
	make -s -C "$PROJECT" uninstall DESTDIR="$PWD/dest" PREFIX=/opt
	run find dest -not -type d -o -path '*/l2tp'
	expect_stdout ""
}

@test "what somebody has written into the folder stays" {
	: >etc/l2tp/a.conf
	make -s -C "$PROJECT" uninstall PREFIX="$PWD/usr" SYSCONFDIR="$PWD/etc"
	[ -e etc/l2tp/a.conf ]
}

@test "start and reload apply all files in one go, in the order of their names" {
	record
	touch etc/l2tp/{20,10,B,a,"e e"}.conf etc/l2tp/{30.conf.bak,.hidden.conf}
	all="$PWD/etc/l2tp/10.conf $PWD/etc/l2tp/20.conf $PWD/etc/l2tp/B.conf $PWD/etc/l2tp/a.conf $PWD/etc/l2tp/e e.conf"
	calls start 0 "apply $all strict"
	calls reload 0 "apply $all strict"
}

# refuses MESSAGE; expect that start is refused, with one line that names the file etc/l2tp/b.conf
refuses()
{
	run_split timeout 10 "$BOOT" start
	[ "$status" = 1 ] || [ "$status" = 2 ] || fail "$(show_run)"
	expect_stdout ""
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/b.conf: $1"
	rm -rf etc/l2tp/b.conf
}

@test "names and bytes reach l2tp as they are" {
	ln -sf "$L2TP" usr/sbin/l2tp
	printf '# \\\n#\ttunnel add\nbogus' >"etc/l2tp/ \$(id) \\ 'x.conf"
	run_split "$BOOT" start
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/ \$(id) \\x5c 'x.conf:3: \"bogus\": only tunnel add and session add lines are valid"
	rm etc/l2tp/*
	printf 'tunnel add tunnel_id 6\0007\n' >etc/l2tp/b.conf
	run_split "$BOOT" start
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/b.conf:1: NUL byte in the line"
	mv etc/l2tp/b.conf etc/l2tp/$'\e[31m\nb.conf'
	run_split "$BOOT" start
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/\x1b[31m\x0ab.conf: a newline in a file name is not valid"
}

@test "a file that is not regular is refused, also behind a link" {
	ln -sf "$L2TP" usr/sbin/l2tp
	: >etc/l2tp/a.conf
	mkfifo fifo etc/l2tp/b.conf
	refuses "not a regular file"
	for target in "$PWD/fifo" /dev/null ..; do
		ln -s "$target" etc/l2tp/b.conf
		refuses "not a regular file"
	done
	ln -s nowhere etc/l2tp/b.conf
	refuses "No such file or directory"
	: >b.conf
	ln -s "$PWD/b.conf" etc/l2tp/b.conf
	run_split "$BOOT" start
	[[ $stderr != *b.conf* ]] || fail "$(show_run)"
}

@test "a file or a folder that others can write to is refused, also behind a link" {
	ln -sf "$L2TP" usr/sbin/l2tp
	for mode in 620 602 666; do
		: >etc/l2tp/b.conf
		chmod "$mode" etc/l2tp/b.conf
		refuses "others than its owner can write to it"
	done
	mkdir -m 777 open
	: >open/b.conf
	ln -s "$PWD/open/b.conf" etc/l2tp/b.conf
	refuses "folder $PWD/open: others than its owner can write to it"
	chmod 1777 open
	ln -s "$PWD/open/b.conf" etc/l2tp/b.conf
	run_split "$BOOT" start
	[[ $stderr != *b.conf* ]] || fail "$(show_run)"
	chmod 1777 etc/l2tp
	refuses "folder $PWD/etc/l2tp: others than its owner can write to it"
	: >"$SETTINGS"
	chmod 666 "$SETTINGS"
	run_split "$BOOT" stop
	expect 1
	expect_stderr "l2tp-boot: $SETTINGS: not a regular file, or others than root can write to it"
	rm "$SETTINGS"
	mkfifo "$SETTINGS"
	run_split timeout 10 "$BOOT" stop
	expect 1
}

@test "what belongs to another user is refused, also behind a link" {
	[ "$(id -u)" -eq 0 ] || skip "not root"
	ln -sf "$L2TP" usr/sbin/l2tp
	: >etc/l2tp/b.conf
	chown 65534 etc/l2tp/b.conf
	refuses "belongs to user 65534, not to root"
	: >b.conf
	chown 65534 b.conf
	ln -s "$PWD/b.conf" etc/l2tp/b.conf
	refuses "belongs to user 65534, not to root"
	mkdir theirs
	: >theirs/b.conf
	chown 65534 theirs
	ln -s "$PWD/theirs/b.conf" etc/l2tp/b.conf
	refuses "folder $PWD/theirs: belongs to user 65534, not to root"
	: >etc/l2tp/b.conf
	chown 65534 etc/l2tp
	refuses "folder $PWD/etc/l2tp: belongs to user 65534, not to root"
	: >"$SETTINGS"
	chown 65534 "$SETTINGS"
	run_split "$BOOT" stop
	expect 1
	expect_stderr "l2tp-boot: $SETTINGS: not a regular file, or others than root can write to it"
}

@test "a file ends where it ends, without a newline and behind a backslash too" {
	ln -sf "$L2TP" usr/sbin/l2tp
	printf '# a' >etc/l2tp/a.conf
	printf 'tunnel \\' >etc/l2tp/b.conf
	echo 'add' >etc/l2tp/c.conf
	run_split "$BOOT" start
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/b.conf:1: a line is required after the final backslash"
}

@test "without a file nothing is done, with prune neither" {
	record
	echo L2TP_APPLY=prune >"$SETTINGS"
	calls start 0 ""
	calls reload 0 ""
	rmdir etc/l2tp
	calls start 0 ""
	expect_stderr ""
}

@test "the settings say what reload and stop do" {
	record
	: >etc/l2tp/a.conf
	calls stop 0 ""
	echo L2TP_STOP=leave >"$SETTINGS"
	calls stop 0 ""
	printf '%s\n' L2TP_STOP=flush L2TP_APPLY=prune >"$SETTINGS"
	calls stop 0 "tunnel flush"
	calls start 0 "apply $PWD/etc/l2tp/a.conf strict prune"
	calls reload 0 "apply $PWD/etc/l2tp/a.conf strict prune"
	# variables of the environment are ignored
	rm "$SETTINGS"
	L2TP_STOP=flush L2TP_APPLY=prune calls stop 0 ""
	L2TP_STOP=flush L2TP_APPLY=prune calls start 0 "apply $PWD/etc/l2tp/a.conf strict"
}

@test "settings and words that it does not know are refused" {
	record
	: >etc/l2tp/a.conf
	for word in "" bogus; do
		calls "$word" 1 ""
		expect_stderr "l2tp-boot: usage: l2tp-boot start|reload|stop"
	done
	echo L2TP_STOP=flsh >"$SETTINGS"
	calls start 1 ""
	expect_stderr "l2tp-boot: $SETTINGS: L2TP_STOP is \"flsh\", neither leave nor flush"
	echo L2TP_APPLY=Prune >"$SETTINGS"
	calls stop 1 ""
	expect_stderr "l2tp-boot: $SETTINGS: L2TP_APPLY is \"Prune\", neither empty nor prune"
}

@test "the exit status is that of l2tp" {
	record 2
	: >etc/l2tp/a.conf
	calls start 2 "apply $PWD/etc/l2tp/a.conf strict"
	echo L2TP_STOP=flush >"$SETTINGS"
	calls stop 2 "tunnel flush"
}

@test "an error names the file and the line that it is in" {
	ln -sf "$L2TP" usr/sbin/l2tp
	tunnel="tunnel add tunnel_id 1 peer_tunnel_id 1 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 1"
	printf '# l2tp-boot\n%s \\\n\tudp_csum on' "$tunnel" >etc/l2tp/10.conf
	: >etc/l2tp/20.conf
	while IFS='|' read -r line where message; do
		printf '\n%s\n' "$line" >etc/l2tp/30.conf
		run_split "$BOOT" start
		expect 1
		expect_stdout ""
		expect_stderr "l2tp: apply: $PWD/etc/l2tp/$where: $message"
	done <<-END
		bogus|30.conf:2|"bogus": only tunnel add and session add lines are valid
		${tunnel/1/3} x|30.conf:2|unknown field "x"; l2tp help tunnel add lists the fields
		$tunnel|30.conf:2|tunnel 1 is defined twice
		session add tunnel_id 2 session_id 1 peer_session_id 1|30.conf:2|session 1: FILE has no tunnel 2; add its tunnel add line
	END
	echo bogus >etc/l2tp/00.conf
	run_split "$BOOT" start
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/00.conf:1: \"bogus\": only tunnel add and session add lines are valid"
	# JSON has no lines
	printf '%s' '{"tunnels": [], "sessions": [], "x": 1}' >etc/l2tp/00.conf
	run_split "$BOOT" start
	expect 1
	expect_stderr "l2tp: apply: $PWD/etc/l2tp/00.conf: unknown member \"x\": only tunnels and sessions are valid"
}

# rendered HOST; print the example's template for that host, as Ansible renders it
rendered()
{
	/usr/bin/python3 - "$PROJECT/examples/ansible" "$1" <<-'END'
		import sys, yaml, jinja2
		folder, host = sys.argv[1:]
		hosts = yaml.safe_load(open(folder + "/hosts.yml"))["l2tp"]["hosts"]
		loader = jinja2.FileSystemLoader(folder)
		environment = jinja2.Environment(loader=loader, trim_blocks=True, undefined=jinja2.StrictUndefined)
		print(environment.get_template("l2tp.conf.j2").render(hosts[host], hostvars=hosts,
			groups={"l2tp": list(hosts)}, inventory_hostname=host))
	END
}

# pairs FILE HOST; print the fields and values of the tunnel to that host and of its session, sorted, without its name
pairs()
{
	sed -n "/^# $2/,/addr/{s/^#.*//; s/ add / /; s/^session/tunnel/; s/^tunnel//; s/ up / /; s/\\\\$//; p}" "$1" |
		xargs -n 2 | grep -v '^name ' | sort -u
}

# reverse; print pairs as the other host has them
reverse()
{
	sed -E 's/^peer_/other_/; t done; s/^(tunnel|session)_id/peer_&/; s/^local/REMOTE/; s/^remote/local/
		s/^udp_sport/UDP_DPORT/; s/^udp_dport/udp_sport/; s/^addr/PEER/; s/^peer /addr /; :done; s/^other_//' |
		tr '[:upper:]' '[:lower:]'
}

# play; print the example play as JSON
play()
{
	/usr/bin/python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' \
		<"$PROJECT/examples/ansible/l2tp.yml"
}

@test "the example of Ansible makes lines that are understood, and those of one host mirror another's" {
	for host in east west north; do
		rendered "$host" >"$host"
		[ "$(grep -c '^session add' "$host")" -eq 2 ]
		run_split "$L2TP" -dry-run apply "$host"
		[ "$status" -ne 1 ] || fail "$(show_run)"
	done
	[ "$(pairs east west)" = "$(pairs west east | reverse | sort -u)" ] || fail "$(cat east west)"
	[ "$(pairs east north)" = "$(pairs north east | reverse | sort -u)" ] || fail "$(cat east north)"
	[ "$(pairs east west | wc -l)" -eq 10 ]
}

@test "the example play is valid, its handler is notified, and its check passes what l2tp accepts" {
	run_split jq -r '.[0] | [.hosts, (.tasks[] | .notify // empty), .handlers[].name] | join("|")' < <(play)
	expect_stdout "l2tp|Reload l2tp|Reload l2tp"
	check=$(play | jq -r '.[0].tasks[]["ansible.builtin.template"] | select(.) | .validate')
	PATH=$PWD/usr/sbin:$PATH
	for status_of_l2tp in 0 1 2 3 127; do
		record "$status_of_l2tp"
		run_split bash -c "${check/\%s/file}"
		expect "$([[ $status_of_l2tp == [023] ]] && echo 0 || echo 1)"
		[ "$(<called)" = "-dry-run apply file" ]
	done
}
