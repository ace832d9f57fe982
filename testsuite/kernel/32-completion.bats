#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# 32-completion.bats - bash completion with existing tunnels and sessions

# shellcheck disable=SC2016,SC2154 # names that look like an expansion; words is set by eval
load helpers

setup()
{
	only_on 6.12
	mkdir "$BATS_TEST_TMPDIR/bin"
	ln -s "$L2TP" "$BATS_TEST_TMPDIR/bin/l2tp"
	PATH=$BATS_TEST_TMPDIR/bin:$PATH
	COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
	# shellcheck source=/dev/null
	source "$PROJECT/bash-completion/l2tp"
}

teardown()
{
	netns_del_all
}

# Two tunnels, one over IPv6, and three sessions, in the namespace a.
make_objects()
{
	netns_new a
	"$SYSTEM_IP" -n a -batch - <<-END
		link set lo up
		l2tp add tunnel tunnel_id 17 peer_tunnel_id 27 encap ip local 127.0.0.1 remote 127.0.0.1
		addr add fd00:1::1/128 dev lo nodad
		addr add fd00:1::2/128 dev lo nodad
		addr add fd00:2::1/128 dev lo nodad
		l2tp add tunnel tunnel_id 18 peer_tunnel_id 28 encap ip local fd00:1::1 remote fd00:2::1
		l2tp add tunnel tunnel_id 19 peer_tunnel_id 29 encap ip local fd00:1::2 remote fd00:2::1
		l2tp add session tunnel_id 17 session_id 31 peer_session_id 1 name wire1
		l2tp add session tunnel_id 17 session_id 32 peer_session_id 1 name wire2
		l2tp add session tunnel_id 18 session_id 41 peer_session_id 1 name wire3
	END
}

# complete_line LINE; complete at its end. Sets COMPREPLY, and $offered with blanks around each
complete_line()
{
	COMP_LINE=$1
	COMP_POINT=${#1}
	# split as bash does, at colons too
	read -ra COMP_WORDS <<<"${1//:/ : }"
	[[ $1 != *[[:blank:]:] ]] || COMP_WORDS+=("")
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	COMPREPLY=(left over)
	_l2tp l2tp "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>"$BATS_TEST_TMPDIR/errors" || fail "_l2tp failed"
	[ ! -s "$BATS_TEST_TMPDIR/errors" ] || fail "$(cat "$BATS_TEST_TMPDIR/errors")"
	offered=" ${COMPREPLY[*]} "
}

# offers LINE WORD...; expect exactly these
offers()
{
	local expected

	complete_line "$1"
	expected=$(printf '%s\n' "${@:2}" | sort)
	[ "$(printf '%s\n' "${COMPREPLY[@]}" | sort)" = "$expected" ] || fail "$1: offered$offered"
}

# offers_among LINE WORD...; expect at least these
offers_among()
{
	local word

	complete_line "$1"
	for word in "${@:2}"; do
		[[ $offered == *" $word "* ]] || fail "$1: no $word in$offered"
	done
}

# offers_not LINE WORD...; expect something, but none of these
offers_not()
{
	local word

	complete_line "$1"
	[ "${#COMPREPLY[@]}" -gt 0 ] || fail "$1: nothing was offered"
	for word in "${@:2}"; do
		[[ $offered != *" $word "* ]] || fail "$1: $word in$offered"
	done
}

@test "the function serves l2tp" {
	run complete -p l2tp
	expect 0
	[[ $output == *"-F _l2tp l2tp" ]] || fail "$(show_run)"
}

@test "at the start it offers objects and commands" {
	offers_among "l2tp " tunnel session add del show help
	offers "l2tp tun" tunnel
	offers "l2tp xyz"
}

@test "after an object come its commands, after a command the objects" {
	offers_among "l2tp tunnel " add del show
	offers_not "l2tp tunnel " tunnel session peer_session_id
	offers "l2tp session a" add
	offers "l2tp add " tunnel session
	offers "l2tp del s" session
}

@test "it offers options, with one dash and with two" {
	offers_among "l2tp -" -json -netns -batch -force
	offers "l2tp -js" -json
	offers "l2tp --js" --json
	offers_among "l2tp -j " tunnel session add
	offers_among "l2tp --json --force " tunnel session add
}

@test "it offers the command's own keywords, and not those given" {
	offers_among "l2tp add tunnel " tunnel_id peer_tunnel_id encap local remote udp_sport
	offers_not "l2tp add tunnel " session_id cookie name offset
	offers_not "l2tp add tunnel tunnel_id 1 encap ip " tunnel_id encap
	offers_not "l2tp add tunnel tid 1 " tunnel_id
	offers_among "l2tp tunnel del " tunnel_id remote encap
	offers_not "l2tp tunnel del " session_id cookie up
	offers "l2tp tunnel flush tunnel_" tunnel_id
	offers "l2tp session add peer_s" peer_session_id
}

@test "it offers the words of a choice" {
	offers "l2tp tunnel add encap " udp ip
	offers "l2tp add session seq " none send recv both
	offers "l2tp add session seq s" send
	offers "l2tp add session l2spec_type " none default
	offers "l2tp add tunnel udp_csum " on off
	offers "l2tp add tunnel tunnel_id 1 version " 2 3
}

@test "it offers network namespaces, and looks for ids in the one that is named" {
	make_objects
	netns_new b
	offers "l2tp -n " a b
	offers "l2tp --netns " a b
	offers "l2tp -n a show tunnel tunnel_id " 17 18 19
	offers "l2tp -n b show tunnel tunnel_id "
	offers "l2tp show tunnel tunnel_id "
}

@test "it offers the ids and names of live tunnels and sessions" {
	make_objects
	offers "l2tp -n a del tunnel tunnel_id " 17 18 19
	offers "l2tp -n a tunnel del tid 1" 17 18 19
	offers "l2tp -n a add session tunnel_id " 17 18 19
	offers "l2tp -n a add tunnel tunnel_id "
	offers "l2tp -n a show session session_id " 31 32 41
	offers "l2tp -n a del session tunnel_id 17 session_id " 31 32
	offers "l2tp -n a del session tunnel_id " 17 18
	offers "l2tp -n a del session session_id 41 tunnel_id " 18
	offers "l2tp -n a session show name wi" wire1 wire2 wire3
	offers "l2tp -n a show session tunnel_id 18 name " wire3
}

@test "it completes an address behind its colons, at which bash splits it" {
	make_objects
	offers "l2tp -n a show tunnel local " 127.0.0.1 fd00:1::1 fd00:1::2
	offers "l2tp -n a show tunnel local fd" fd00:1::1 fd00:1::2
	offers "l2tp -n a show tunnel local fd00:" 1::1 1::2
	offers "l2tp -n a show tunnel local fd00:1::" 1 2
	offers "l2tp -n a show tunnel local fd00:1::2 tunnel_id " 19
	offers "l2tp -n a show tunnel remote fd00:2::1 local fd00:1::" 1 2
	COMP_WORDBREAKS=${COMP_WORDBREAKS//:/}
	offers "l2tp -n a show tunnel local fd00:1::" fd00:1::1 fd00:1::2
}

@test "TAB in the middle of a line looks at what is before it" {
	COMP_LINE="l2tp tunnel add encap udp"
	COMP_POINT=12
	COMP_WORDS=(l2tp tunnel add encap udp)
	COMP_CWORD=2
	_l2tp l2tp "" tunnel
	[[ " ${COMPREPLY[*]} " == *" del "* ]] || fail "offered ${COMPREPLY[*]}"
}

@test "it says nothing where it knows nothing, and never fails" {
	offers "l2tp nonsense "
	offers "l2tp -nonsense "
	offers "l2tp add nonsense "
	offers "l2tp tunnel add nonsense "
	offers "l2tp -n nowhere show tunnel tunnel_id "
	offers "l2tp show tunnel tunnel_id 1 peer_tunnel_id 2 local 'un"
}

@test "a name that means something to the shell is quoted" {
	make_objects
	"$SYSTEM_IP" -n a link set wire1 name '$(id>&2)'
	"$SYSTEM_IP" -n a link set wire2 name 'a;b'
	"$SYSTEM_IP" -n a link set wire3 name $'\e[31m'
	modprobe l2tp_debugfs
	complete_line "l2tp -n a session show name "
	eval "words=(${COMPREPLY[*]})"
	[ "${#words[@]}" = 3 ] || fail "$offered"
	[[ " ${words[*]} " == *' $(id>&2) '* && " ${words[*]} " == *' a;b '* && " ${words[*]} " == *$' \e[31m '* ]] || fail "$offered"
	offers 'l2tp -n a session show name a\;b session_id ' 32
	offers 'l2tp -n a session show name "\$(id>&2)" session_id ' 31
	offers "l2tp -n a session show name $'\\e[31m' session_id " 41
}
