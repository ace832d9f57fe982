// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * extack.c - the kernel's own words about an error
 */
#include "lib/netlink/extack.h"

#include <libmnl/libmnl.h>

const char *extack_text(const struct nlmsghdr *message, size_t size)
{
	const struct nlmsgerr *report = mnl_nlmsg_get_payload(message);
	size_t skip = sizeof(*report);
	const struct nlattr *attr;

	if (size < message->nlmsg_len || message->nlmsg_len < NLMSG_HDRLEN + sizeof(*report) ||
	    !(message->nlmsg_flags & NLM_F_ACK_TLVS))
		return "";
	if (!(message->nlmsg_flags & NLM_F_CAPPED)) {
		if (report->msg.nlmsg_len < sizeof(report->msg))
			return "";
		skip += report->msg.nlmsg_len - sizeof(report->msg);
	}
	if (skip > mnl_nlmsg_get_payload_len(message))
		return "";
	mnl_attr_for_each(attr, message, skip)
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG &&
		    mnl_attr_validate(attr, MNL_TYPE_NUL_STRING) >= 0)
			return mnl_attr_get_str(attr);
	return "";
}
