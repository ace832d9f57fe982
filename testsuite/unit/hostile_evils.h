/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hostile_evils.h - invalid answers, for peer_start()
 */
#ifndef UNIT_HOSTILE_EVILS_H
#define UNIT_HOSTILE_EVILS_H

#include "testsuite/unit/hostile_peer.h"

peer_answer evil_silence, evil_half_a_header, evil_too_long, evil_too_short, evil_nothing_in_it,
	evil_cut_error, evil_cut_done, evil_cut_record, evil_oversized, evil_foreign,
	evil_foreign_then_right, evil_other_sequence, evil_other_port, evil_others_then_right,
	evil_no_operation, evil_overrun, evil_other_type, evil_lost, evil_interrupted, evil_done,
	evil_acknowledgement, evil_positive, evil_no_errno, evil_error_in_the_middle, evil_twice,
	evil_endless_records, evil_trickle, evil_nameless, evil_family_again;

#endif
