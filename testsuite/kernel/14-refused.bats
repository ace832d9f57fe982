#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 14-refused.bats - do refused words change nothing, and ignored words not hinder the rest?
#
# The kernel accepts most of what is refused here and creates something else.

load helpers

UDP="local 10.0.0.1 remote 10.0.0.2 udp_sport 5001 udp_dport 6001"
IP="encap ip local 10.0.0.1 remote 10.0.0.2"

setup()
{
	host_new
}

teardown()
{
	netns_del_all
}

# refused WORD ARG...; expect status 1 and one line on stderr that names WORD
refused()
{
	local word=$1

	shift
	run_split on_a "$@"
	expect 1
	expect_stdout ""
	# shellcheck disable=SC2154 # run sets it
	[[ $stderr == "l2tp: "*"$word"* && $stderr != *$'\n'* ]] || fail "expected one line that names $word
$(show_run)"
}

# refuse_lines; expect that each line WORD | COMMAND is refused, in one batch to save execs
refuse_lines()
{
	local words=() commands="" word command i

	while IFS='|' read -r word command; do
		words+=("$word")
		commands+=$command$'\n'
	done
	run_split on_a -force -batch - <<<"${commands%?}"
	expect 1
	expect_stdout ""
	mapfile -t messages <<<"$stderr"
	for i in "${!words[@]}"; do
		[[ ${messages[i]-} == "l2tp: -:$((i + 1)): "*"${words[i]}"* ]] ||
			fail "line $((i + 1)), ${words[i]}
$commands$(show_run)" || return
	done
	[ ${#messages[@]} -eq ${#words[@]} ] || fail "$(show_run)"
}

# expect_objects TUNNELS SESSIONS; expect exactly these IDs
expect_objects()
{
	run_split on_a -j -batch - <<<$'show tunnel\nshow session'
	expect 0
	[ "$(jq -c 'map(.session_id // .tunnel_id)' <<<"$output")" = "$1"$'\n'"$2" ] || fail "$(show_run)"
}

# warned WORD ARG...; expect success with one warning that names WORD
warned()
{
	local word=$1

	shift
	run_split on_a "$@"
	expect 0
	expect_stdout ""
	[[ $stderr == "l2tp: warning: $word is ignored: "* && $stderr != *$'\n'* ]] || fail "$(show_run)"
}

@test "nothing is made of a tunnel that is refused" {
	refuse_lines <<-END
		local and remote|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote fd00::2
		local and remote|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local fd00::1 remote 10.0.0.2
		local and remote|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local any remote any
		tunnel_id|tunnel add tunnel_id 0 peer_tunnel_id 2 $IP
		peer_tunnel_id|tunnel add tunnel_id 1 peer_tunnel_id 0 $IP
		tunnel_id|tunnel add tunnel_id 4294967296 peer_tunnel_id 2 $IP
		peer_tunnel_id|tunnel add tunnel_id 1 peer_tunnel_id 18446744073709551617 $IP
		tunnel_id|tunnel add tunnel_id -1 peer_tunnel_id 2 $IP
		010|tunnel add tunnel_id 010 peer_tunnel_id 2 $IP
		+5|tunnel add tunnel_id +5 peer_tunnel_id 2 $IP
		" 7"|tunnel add tunnel_id " 7" peer_tunnel_id 2 $IP
		"7 "|tunnel add tunnel_id "7 " peer_tunnel_id 2 $IP
		tunnel_id|tunnel add tunnel_id "" peer_tunnel_id 2 $IP
		0x|tunnel add tunnel_id 0x peer_tunnel_id 2 $IP
		5x|tunnel add tunnel_id 5x peer_tunnel_id 2 $IP
		1e3|tunnel add tunnel_id 1e3 peer_tunnel_id 2 $IP
		udp_sport|tunnel add tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 0 udp_dport 1
		udp_dport|tunnel add tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1 udp_dport 65536
		udp_sport|tunnel add tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_dport 1
		udp_dport|tunnel add tunnel_id 1 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 udp_sport 1
		version|tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP version 4
		version 2|tunnel add tunnel_id 1 peer_tunnel_id 2 $IP version 2
		tunnel_id|tunnel add tunnel_id 65536 peer_tunnel_id 2 $UDP version 2
		peer_tunnel_id|tunnel add tunnel_id 1 peer_tunnel_id 65536 $UDP version 2
		127.1|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 127.1 remote 127.0.0.2
		127.0.0.1/8|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 127.0.0.1/8 remote 127.0.0.2
		localhost|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local localhost remote 127.0.0.2
		010.0.0.2|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 010.0.0.2
		remote|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 224.0.0.1
		fe80::1%lo|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local fe80::1%lo remote fd00::2
		local|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local fe80::1 remote fd00::2
		tunnel_id: given twice|tunnel add tunnel_id 1 peer_tunnel_id 2 tunnel_id 3 $IP
		tunnel_id: given twice|tunnel add tunnel_id 1 peer_tunnel_id 2 tid 1 $IP
		encap|tunnel add tunnel_id 1 peer_tunnel_id 2 $IP encap gre
		udp_csum|tunnel add tunnel_id 1 peer_tunnel_id 2 $UDP udp_csum yes
		colour|tunnel add tunnel_id 1 peer_tunnel_id 2 $IP colour red
		pwtype|tunnel add tunnel_id 1 peer_tunnel_id 2 $IP pwtype eth
		remote|tunnel add tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote
	END
	expect_objects '[]' '[]'
}

@test "nothing is made of a session that is refused" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $IP
		tunnel add tunnel_id 2 peer_tunnel_id 12 $UDP version 2
	END
	refuse_lines <<-END
		session_id|session add tunnel_id 1 session_id 0 peer_session_id 1
		peer_session_id|session add tunnel_id 1 session_id 1 peer_session_id 0
		session_id|session add tunnel_id 1 session_id 4294967296 peer_session_id 1
		session_id|session add tunnel_id 2 session_id 65536 peer_session_id 1
		peer_session_id|session add tunnel_id 2 session_id 1 peer_session_id 65536
		pwtype|session add tunnel_id 2 session_id 1 peer_session_id 1 pwtype eth
		pwtype|session add tunnel_id 1 session_id 1 peer_session_id 1 pwtype 5
		cookie|session add tunnel_id 2 session_id 1 peer_session_id 1 cookie 01020304
		cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 cookie 0102030
		cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 cookie 0102030405
		cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 cookie 010203040506070809
		cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 cookie ""
		peer_cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 peer_cookie 0x010203
		peer_cookie|session add tunnel_id 1 session_id 1 peer_session_id 1 peer_cookie 0102030g
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 name sixteen-letters-
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 name ""
		a/b|session add tunnel_id 1 session_id 1 peer_session_id 1 name a/b
		a:b|session add tunnel_id 1 session_id 1 peer_session_id 1 name a:b
		a b|session add tunnel_id 1 session_id 1 peer_session_id 1 name "a b"
		wire%d|session add tunnel_id 1 session_id 1 peer_session_id 1 name wire%d
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 name .
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 name ..
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 name all
		name|session add tunnel_id 1 session_id 1 peer_session_id 1 pwtype ppp name wire
		seq|session add tunnel_id 1 session_id 1 peer_session_id 1 seq maybe
		seq: given twice|session add tunnel_id 1 session_id 1 peer_session_id 1 seq send seq recv
		l2spec_type|session add tunnel_id 1 session_id 1 peer_session_id 1 l2spec_type 2
		reorder_timeout|session add tunnel_id 1 session_id 1 peer_session_id 1 reorder_timeout 2147483648
		lns_mode|session add tunnel_id 1 session_id 1 peer_session_id 1 lns_mode 2
		debug|session add tunnel_id 1 session_id 1 peer_session_id 1 debug everything
		version|session add tunnel_id 1 session_id 1 peer_session_id 1 version 3
		mtu9000|session add tunnel_id 1 session_id 1 peer_session_id 1 mtu9000 1
	END
	expect_objects '[1,2]' '[]'
}

@test "a message lists all fields that are missing" {
	refused "tunnel_id, local, remote, peer_tunnel_id are required" tunnel add
	refused "session_id, tunnel_id, peer_session_id are required" add session
	refused "a field is required" tunnel del
	refused "a field is required" session del
	refused "tunnel_id is required with session_id" session del session_id 1
}

@test "nothing is deleted by words that are refused" {
	on_a -batch - <<-END
		tunnel add tunnel_id 1 peer_tunnel_id 11 $IP
		session add tunnel_id 1 session_id 1 peer_session_id 2
	END
	refuse_lines <<-END
		tunnel_id|tunnel del tunnel_id 01
		session_id|del tunnel tunnel_id 1 session_id 1
		session|del tunnel session tunnel_id 1 session_id 1
		tunnel_id|del session session_id 1
		given twice|del tunnel tunnel_id 1 tunnel_id 1
		every|del tunnel tunnel_id 1 every 1
		tunnel or session|del tunnel_id 1
		name|del session name ""
	END
	expect_objects '[1]' '[1]'
}

@test "no list is shown to words that are refused" {
	on_a tunnel add tunnel_id 1 peer_tunnel_id 11 encap ip local 10.0.0.1 remote 10.0.0.2
	refuse_lines <<-END
		remote|show tunnel remote 10.0.0.0/33
		remote|show tunnel remote fd00::/129
		remote|show tunnel remote 10.0.0.0/
		tunnel_id|show tunnel tunnel_id 0
		cookie|show session cookie 01
		colour|show session colour red
		is not one of tunnel, session|show tunnels
	END
	refused "tunnel_id" -j show tunnel tunnel_id x
}

@test "a port with encap ip is ignored with a warning, as VyOS gives it" {
	run_split on_a add tunnel tunnel_id 1 peer_tunnel_id 2 udp_sport 5001 udp_dport 6001 encap ip \
		local 10.0.0.1 remote 10.0.0.2
	expect 0
	expect_stdout ""
	[[ $stderr == "l2tp: warning: udp_sport is ignored: "*$'\n'"l2tp: warning: udp_dport is ignored: "* ]] ||
		fail "$(show_run)"
	# one warning each
	[ "$(wc -l <<<"$stderr")" -eq 2 ] || fail "$(show_run)"
	# and only for given fields: encap ip requires no udp_dport
	warned udp_sport add tunnel tunnel_id 2 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2 udp_sport 5001
	expect_objects '[1,2]' '[]'
}

@test "words that the kernel has no use for are ignored with a warning" {
	warned udp_csum add tunnel tunnel_id 1 peer_tunnel_id 2 local fd00::1 remote fd00::2 \
		udp_sport 5001 udp_dport 6001 udp_csum on
	warned udp6_csum_tx add tunnel tunnel_id 2 peer_tunnel_id 2 local 10.0.0.1 remote 10.0.0.2 \
		udp_sport 5002 udp_dport 6001 udp6_csum_tx off
	warned cookie add tunnel tunnel_id 3 peer_tunnel_id 2 cookie 01020304 encap ip local 10.0.0.1 remote 10.0.0.2
	warned offset add session tunnel_id 3 session_id 1 peer_session_id 2 offset 8
	warned peer_offset add session tunnel_id 3 session_id 2 peer_session_id 2 peer_offset 8
	warned local add session tunnel_id 3 session_id 3 peer_session_id 2 local 10.0.0.1
	warned peer_tunnel_id add session tunnel_id 3 session_id 4 peer_session_id 2 peer_tunnel_id 2
	warned peer_tunnel_id del tunnel tunnel_id 1 peer_tunnel_id 2
	warned peer_session_id del session tunnel_id 3 session_id 1 peer_session_id 2
	expect_objects '[2,3]' '[2,3,4]'
}

@test "a warning does not come back for what a batch does next" {
	run_split on_a -batch - <<-END
		add tunnel tunnel_id 1 peer_tunnel_id 2 encap ip local 10.0.0.1 remote 10.0.0.2 cookie 01020304
		add session tunnel_id 1 session_id 1 peer_session_id 2 # plain
		add session tunnel_id 1 session_id 2 peer_session_id 3 offset 8
	END
	expect 0
	expect_stdout ""
	[[ $stderr == "l2tp: -:1: warning: cookie is ignored: "*$'\n'"l2tp: -:3: warning: offset is ignored: "* ]] ||
		fail "$(show_run)"
	[ "$(wc -l <<<"$stderr")" -eq 2 ] || fail "$(show_run)"
	expect_objects '[1]' '[1,2]'
}
