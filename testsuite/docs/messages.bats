#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-or-later
#
# messages.bats - the texts that the program prints, in one list, follow one style
#
# `testsuite/messages` prints the list; lint refuses its phrases.

load ../kernel/helpers

setup()
{
	cd "$PROJECT" || return
	testsuite/messages >"$BATS_TEST_TMPDIR/list"
}

# none WHY REGEX; no text of the list matches
none()
{
	local found

	found=$(sed 's/^[^:]*:[0-9]*: //' "$BATS_TEST_TMPDIR/list" | grep -E -- "$2") || return 0
	fail "$1:
$found"
}

@test "the list has messages, help and findings, those on two lines of the source too" {
	[ "$(wc -l <"$BATS_TEST_TMPDIR/list")" -gt 300 ]
	# one of each: a message, a summary, the help of a field, an option, a finding
	for text in 'udp_sport %u is in use on %s by tunnel %u: two tunnels cannot share a port; give another udp_sport' \
		'add a tunnel or change it to match' 'cookie to send, 8 or 16 hex digits' 'lose what is refused otherwise; continue a batch' \
		'option -batch: %s: %s' '%s %s required' 'the MTU of %s is %u, and that of %s in the same bridge is %u: longer packets are dropped'; do
		grep -qF "$text" "$BATS_TEST_TMPDIR/list" || fail "no: $text"
	done
	! grep -q '#include\|SPDX' "$BATS_TEST_TMPDIR/list" || fail "not texts"
}

@test "a message begins in lower case, unless with a name or an abbreviation, and has no full stop" {
	none "a full stop at the end" '[a-z]\.$'
	none "a capital letter at the start" '^(The|A|An|It|This|There|No|Not|Cannot|Invalid|Unknown|Error|Failed) '
	none "an exclamation mark" '!'
}

@test "what does not exist, exists or is missing is said in the same words everywhere" {
	none "say \"does not exist\"" '\bthere (is|are) no\b|\bno such\b'
	none "say \"already exists\"" '\balready there\b|\bis there already\b'
	none "say \"is required\"" '\bmissing:'
	none "say \"unknown\"" '\bis not told\b|\bnot known\b'
}
