#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# arrows.bats - who may include whom, and what the library never does (CONTRIBUTING.md)

load ../kernel/helpers

setup()
{
	cd "$PROJECT" || return
}

# rank NAME; the rank of lib/NAME.c and .h, nothing for an unknown one
rank()
{
	case $1 in
	error | clock | cleanup | array | bytes | table | idset | suspects) echo 0 ;;
	output | words | interfaces) echo 1 ;;
	value | escape | cookie | address | stats | link_settings | tunnel | session | equal | census) echo 2 ;;
	ppp_keywords) echo 4 ;;
	keyword | *_keywords | *_netlink | attribute | genl* | ifindex | ppp_interface | events | link | link_addresses | link_apply | link_internal | debugfs* | show | rates | pppox | ppp_channel | route | sysfs | overhead | mirror | findings | probe) echo 3 ;;
	kernel* | departure | explain | company | select | watch | ppp | config* | plan* | check*) echo 4 ;;
	esac
}

# includes FILE; what it includes of the project, one a line
includes()
{
	sed -n 's/^#include "\(.*\)"/\1/p' "$1"
}

@test "every file of lib/ has a rank and includes only lower or equal ones" {
	for file in lib/*/*.[ch]; do
		name=${file#lib/}
		mine=$(rank "${name%.*}")
		[ -n "$mine" ] || fail "$file: give it a rank here"
		for header in $(includes "$file"); do
			case $header in
			include/uapi/linux/*.h) continue ;;
			lib/*.h) ;;
			*) fail "$file includes $header" ;;
			esac
			name=${header#lib/}
			[ "$(rank "${name%.h}")" -le "$mine" ] || fail "$file includes $header, which is above it"
		done
	done
}

@test "files of ip/ share through command.h and command_list.h alone" {
	for file in ip/*.[ch]; do
		for header in $(includes "$file"); do
			[[ $header == ip/command.h || $header == ip/command_list.h || $header == ip/ppp.h || $header == lib/*.h ]] ||
				fail "$file includes $header"
		done
	done
	run grep -l kernel_internal.h ip/*.[ch]
	expect_stdout ""
}

@test "the C library is included as <x>, the project as \"folder/x\", own header first" {
	for file in lib/*/*.[ch] ip/*.[ch]; do
		own=${file%.c}.h
		if [[ $file == *.c && -e $own ]]; then
			[ "$(grep -m 1 '^#include' "$file")" = "#include \"$own\"" ] || fail "$file: its own header is not first"
		fi
		for header in $(includes "$file"); do
			[ -e "$header" ] || fail "$file: there is no $header"
		done
		awk -v own="#include \"$own\"" '
			$0 == own { next }
			/^#include "/ { project = 1 }
			/^#include </ && project { exit 1 }' "$file" || fail "$file: a system header after the project's"
	done
}

@test "json-c, libmnl and libnl are known where they have to be, and nowhere else" {
	run grep -l 'json-c/' lib/*/*.[ch] ip/*.[ch]
	expect_stdout lib/config_document.c
	run grep -l 'libmnl/' lib/*/*.[ch] ip/*.[ch]
	expect_stdout "$(printf '%s\n' lib/attribute.c lib/events.c lib/genl.c lib/genl_internal.h lib/genl_listen.c lib/genl_queue.c lib/ifindex.c lib/ppp_interface.c)"
	run grep -lE '<netlink/' lib/*/*.[ch] ip/*.[ch]
	expect_stdout "$(printf '%s\n' lib/link.c lib/link_addresses.c lib/link_apply.c lib/link_internal.h lib/route.c)"
}

# code FILE...; without comments and strings, each line after its file's name
code()
{
	perl -0777 -ne 's{("(?:\\.|[^"\\])*")|/\*.*?\*/|//[^\n]*}{$1 ? q("") : q()}gse; s/^/$ARGV: /gm; print' "$@"
}

@test "nothing in lib/ prints, exits, or reads the environment" {
	! code lib/*/*.[ch] |
		grep -E '(^|[^_A-Za-z])(v?printf|puts|putchar|perror|exit|_exit|abort|getenv|std(out|err)|f?printf\(stderr)\b *(\(|[,);])' |
		grep -v 'format(printf' || fail "as above"
}

@test "the library keeps no state of its own" {
	! code lib/*/*.[ch] | grep -E ':	static [^(]*(=|;)' | grep -v const || fail "a static in a function"
	! code lib/*/*.[ch] | grep -E ': static [^(]*(=|;)$' | grep -v const || fail "a static variable"
}

@test "no file mentions a home or a place of work" {
	list=(git ls-files --cached --others --exclude-standard)
	"${list[@]}" >/dev/null 2>&1 || list=(find . -type f -not -path './build/*' -not -path './.git/*')
	! "${list[@]}" | xargs -r grep -nIE "(^|[^A-Za-z0-9_.\$}])/(home|root|work|Users)/" || fail "as above"
}

@test "every source says its licence and why it exists" {
	for file in lib/*/*.[ch] ip/*.[ch] include/uapi/linux/*.h testsuite/unit/*.[ch] testsuite/bench/*.[ch] \
		testsuite/fuzz/*.[ch]; do
		head -n 1 "$file" | grep -q 'SPDX-License-Identifier: GPL-2.0-or-later' || fail "$file: no licence"
		head -n 3 "$file" | grep -q "^ \* ${file##*/} - ." || fail "$file: does not say why it exists"
	done
	for file in testsuite/*/*.bats testsuite/*/*.bash man/man[58]/* systemd/* examples/*/* Makefile; do
		head -n 3 "$file" | grep -q SPDX-License-Identifier || fail "$file: no licence"
	done
}
