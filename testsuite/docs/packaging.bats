#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# packaging.bats - compare debian/ with the Makefile and the program; testsuite/packaging builds the package

load ../kernel/helpers

setup()
{
	cd "$PROJECT" || return
	VERSION=$(sed -n 's/^.define L2TP_VERSION "\(.*\)"/\1/p' ip/version.h)
}

@test "the changelog of the package and the manual have the program's version" {
	[ -n "$VERSION" ]
	[ "$("$L2TP" -V)" = "l2tp $VERSION" ] || fail "the program has another than ip/version.h"
	run head -n 1 debian/changelog
	[[ $output == "l2tp ($VERSION) "* ]] || fail "debian/changelog begins: $output"
	for file in man/man[58]/*.[58]; do
		grep -q "^\.TH .* \"l2tp $VERSION\"" "$file" || fail "$file has another version"
	done
}

@test "the package is built with what the Makefile says is needed" {
	wanted=$(sed -n 's/^Build-Depends: debhelper-compat (= 13), //p' debian/control | tr -d ' ' | tr , '\n' | sort)
	run bash -c 'sed -n "s/^BUILD_PACKAGES = gcc make //p" Makefile | tr " " "\n" | sort'
	expect_stdout "$wanted"
}

@test "uninstall removes all that install puts, and no more" {
	mkdir -p "$BATS_TEST_TMPDIR/etc/l2tp"
	touch "$BATS_TEST_TMPDIR/etc/l2tp/mine.conf"
	make -s -o all install DESTDIR="$BATS_TEST_TMPDIR"
	[ -x "$BATS_TEST_TMPDIR/usr/local/sbin/l2tp" ]
	make -s uninstall DESTDIR="$BATS_TEST_TMPDIR"
	run find "$BATS_TEST_TMPDIR" -type f
	expect_stdout "$BATS_TEST_TMPDIR/etc/l2tp/mine.conf"
}

@test "every file that debian/ names is there" {
	while read -r path; do
		[ -e "$path" ] || fail "no $path"
	done < <(cat debian/*.docs debian/*.examples)
}
