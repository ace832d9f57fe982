#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# arrows.bats - dependencies between files, and what the library must not do (CONTRIBUTING.md)

load ../kernel/helpers

setup()
{
	cd "$PROJECT" || return
}

# arrows_of STATUS LINE...; expect that testsuite/arrows ends with STATUS and prints LINEs
arrows_of()
{
	local status_expected=$1

	shift
	run_split "$PROJECT/testsuite/arrows"
	expect_stdout "$(printf '%s\n' "$@")"
	expect_stderr ""
	expect "$status_expected"
}

# compile PATH; compile the source on stdin below build/, as make does
compile()
{
	mkdir -p "${1%/*}" "build/${1%/*}"
	cat >"$1"
	gcc -I. -c -o "build/${1%.c}.o" "$1"
}

@test "no file needs one that it may not, none needs another in a cycle, no two share a static name" {
	arrows_of 0
}

@test "testsuite/arrows: names the objects of a cycle, and the symbols" {
	cd "$BATS_TEST_TMPDIR" || return
	compile lib/base/a.c <<<'extern int b_data; int b(void); int a(void) { return b() + b_data; }'
	compile lib/base/b.c <<<'int c(void); int b_data; int b(void) { return c(); }'
	compile lib/base/c.c <<<'int a(void); int c(void) { return a(); }'
	compile lib/base/d.c <<<'int a(void); int d(void) { return a(); }'
	arrows_of 1 "cycle: lib/base/a needs lib/base/b: b b_data" "cycle: lib/base/b needs lib/base/c: c" \
		"cycle: lib/base/c needs lib/base/a: a"
}

@test "testsuite/arrows: names an arrow to a folder that is not allowed, by a symbol or by a header" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p lib/netlink lib/text
	echo 'int socket_count;' >lib/netlink/socket.h
	echo '#include "lib/netlink/socket.h"' >lib/text/show.h
	compile lib/netlink/socket.c <<<'int socket_open(void) { return 0; }'
	compile lib/model/tunnel.c <<<'int socket_open(void); int tunnel(void) { return socket_open(); }'
	compile ip/main.c <<<'int tunnel(void); int main(void) { return tunnel(); }'
	arrows_of 1 "arrow: lib/model/tunnel needs lib/netlink/socket: socket_open" \
		"include: lib/netlink/socket.c does not include its own header first" \
		"arrow: lib/text/show.h includes lib/netlink/socket.h"
}

@test "testsuite/arrows: finds headers in a cycle, and a wrong order" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p lib/base
	printf '%s\n' '#ifndef A' '#define A' '#include "lib/base/b.h"' '#endif' >lib/base/a.h
	echo '#include "lib/base/a.h"' >lib/base/b.h
	printf '#include %s\n' '"lib/base/a.h"' '<stdio.h>' '"lib/base/b.h"' | compile lib/base/a.c
	printf '#include %s\n' '"lib/base/b.h"' '"lib/base/a.h"' '<stdio.h>' | compile lib/base/b.c
	echo '#include "missing.h"' >lib/base/c.h
	arrows_of 1 "include: lib/base/b.c includes the system's after the project's" \
		"include: lib/base/c.h includes missing.h, which does not exist from here" \
		"cycle: lib/base/a.h includes lib/base/b.h" "cycle: lib/base/b.h includes lib/base/a.h"
}

@test "testsuite/arrows: finds a static function's name in two files, and a folder without a row" {
	cd "$BATS_TEST_TMPDIR" || return
	compile lib/base/a.c <<<'static int parse(void) { return 0; }'
	printf '%s\n' 'static __attribute__((unused)) const char *parse(int a,' ' int b)' '{' 'return 0;' '}' |
		compile lib/odd/b.c
	arrows_of 1 "arrow: lib/odd is not in testsuite/arrows" "static: parse() is in lib/base/a.c lib/odd/b.c"
}

@test "testsuite/arrows: says what to do where nothing was built" {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p lib/base
	: >lib/base/a.c
	run_split "$PROJECT/testsuite/arrows"
	expect_stderr "arrows: there is no build/lib/base/a.o; make builds it"
	expect 1
}

@test "every source has its own header, or one of its folder that names it" {
	for file in lib/*/*.c ip/*.c; do
		[ "$file" != ip/main.c ] && [ ! -e "${file%.c}.h" ] || continue
		cat "${file%/*}"/*_internal.h 2>/dev/null | grep -qw "${file##*/}" || fail "$file: has no header"
	done
}

@test "an _internal header is included in its own folder alone, and by no header that others may include" {
	for header in lib/*/*_internal.h; do
		run bash -c 'grep -rl "$1" lib ip | grep -v "^${1%/*}/"' - "$header"
		expect_stdout ""
		run bash -c 'grep -l "$1" lib/*/*.h ip/*.h | grep -v "_internal\.h$"' - "$header"
		expect_stdout ""
	done
}

@test "no comment says \"The same\" of another function, or where a file is declared" {
	! grep -nE '^[[:blank:]]*(/?\*|//)[[:blank:]]*The same\>' lib/*/*.h ip/*.h || fail "as above"
	! grep -n 'declared in' lib/*/*.[ch] ip/*.[ch] || fail "as above"
}

@test "CONTRIBUTING.md says what each folder of lib/ is for" {
	for folder in lib/*/; do
		grep -qF "\`$folder\`" CONTRIBUTING.md || fail "CONTRIBUTING.md: there is no \`$folder\`"
	done
}

@test "a unit test is named after the file or the folder that it tests" {
	for file in testsuite/unit/*_test.c; do
		name=${file##*/}
		name=${name#hostile_} name=${name#bad_}
		name=${name%_test.c}
		[ -d "lib/$name" ] || [ -d "include/$name" ] || compgen -G "lib/*/$name.c" >/dev/null ||
			fail "$file: there is no $name.c in lib/"
	done
}

@test "json-c is known in lib/config/document.c alone, libmnl and libnl in lib/netlink/" {
	run grep -l '<json-c/' lib/*/*.[ch] ip/*.[ch]
	expect_stdout lib/config/document.c
	run bash -c "grep -lE '<(libmnl|netlink)/' lib/*/*.[ch] ip/*.[ch] | grep -v '^lib/netlink/'"
	expect_stdout ""
}

# code FILE...; print the files without comments and strings, each line after its file's name
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
