// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_bridge.c - the VLANs and multicast groups of bridge ports
 */
#include <arpa/inet.h>
#include <linux/if_bridge.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <netlink/netlink.h>
#include <stdio.h>

#include "lib/base/escape.h"
#include "lib/netlink/attached_internal.h"

#define VLAN_ID_MAX 4094

/* Whether VLANS, an IFLA_AF_SPEC, are those of a new port: VLAN 1, untagged. */
static bool are_standard(const struct nlattr *vlans)
{
	const struct nlattr *first = nla_data(vlans);
	const struct bridge_vlan_info *vlan = nla_data(first);

	return nla_len(vlans) == nla_total_size(sizeof(*vlan)) &&
	       first->nla_type == IFLA_BRIDGE_VLAN_INFO && vlan->vid == 1 &&
	       vlan->flags == (BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED);
}

/* Add a request that deletes all VLANs of port INDEX; the kernel skips those that are not there. */
static void add_no_vlans(struct attached_reading *reading, unsigned int index)
{
	const struct bridge_vlan_info begin = { BRIDGE_VLAN_INFO_RANGE_BEGIN, 1 };
	const struct bridge_vlan_info end = { BRIDGE_VLAN_INFO_RANGE_END, VLAN_ID_MAX };
	struct nl_msg *message = attached_change(RTM_DELLINK, AF_BRIDGE, index);
	struct nlattr *spec = message ? nla_nest_start(message, IFLA_AF_SPEC) : NULL;

	if (!spec || nla_put(message, IFLA_BRIDGE_VLAN_INFO, sizeof(begin), &begin) < 0 ||
	    nla_put(message, IFLA_BRIDGE_VLAN_INFO, sizeof(end), &end) < 0) {
		reading->no_memory = true;
		nlmsg_free(message);
		return;
	}
	nla_nest_end(message, spec);
	attached_add(reading, index, message, "VLANs of the bridge port");
}

/* Returns the request that adds VLANS, an IFLA_AF_SPEC of up to 4094, to port INDEX; NULL without memory. */
static struct nl_msg *build_vlans(unsigned int index, const struct nlattr *vlans)
{
	struct nl_msg *message =
		nlmsg_alloc_size((size_t)nlmsg_total_size(sizeof(struct ifinfomsg)) +
				 (size_t)nla_total_size(nla_len(vlans)));
	struct nlmsghdr *header =
		message ? nlmsg_put(message, NL_AUTO_PORT, NL_AUTO_SEQ, RTM_SETLINK,
				    sizeof(struct ifinfomsg), NLM_F_ACK)
			: NULL;

	if (header) {
		*(struct ifinfomsg *)nlmsg_data(header) = (struct ifinfomsg){
			.ifi_family = AF_BRIDGE,
			.ifi_index = (int)index,
		};
		if (nla_put(message, IFLA_AF_SPEC | NLA_F_NESTED, nla_len(vlans),
			    nla_data(vlans)) == 0)
			return message;
	}
	nlmsg_free(message);
	return NULL;
}

/* A libnl callback for a bridge port and its VLANs. */
static int read_vlans(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct ifinfomsg *header = nlmsg_data(nlh);
	const struct nlattr *vlans = nlmsg_find_attr(nlh, sizeof(*header), IFLA_AF_SPEC);
	unsigned int index = (unsigned int)header->ifi_index;
	struct nl_msg *change;

	if (nlh->nlmsg_type != RTM_NEWLINK || !vlans || !attached_is_wanted(reading, index) ||
	    are_standard(vlans))
		return NL_OK;
	add_no_vlans(reading, index);
	if (!nla_len(vlans))
		return NL_OK;
	change = build_vlans(index, vlans);
	if (change)
		attached_add(reading, index, change, "VLANs of the bridge port");
	else
		reading->no_memory = true;
	return NL_OK;
}

static void print_group(const struct br_mdb_entry *entry, char text[TEXT_SIZE])
{
	const uint8_t *mac = entry->addr.u.mac_addr;

	if (entry->addr.proto == htons(ETH_P_IP))
		inet_ntop(AF_INET, &entry->addr.u.ip4, text, TEXT_SIZE);
	else if (entry->addr.proto == htons(ETH_P_IPV6))
		inet_ntop(AF_INET6, &entry->addr.u.ip6, text, TEXT_SIZE);
	else
		snprintf(text, TEXT_SIZE, "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2],
			 mac[3], mac[4], mac[5]);
}

/* Returns the request that adds ENTRY to the bridge again; NULL without memory. */
static struct nl_msg *build_entry(unsigned int bridge, const struct br_mdb_entry *entry)
{
	const struct br_port_msg header = { .family = AF_BRIDGE, .ifindex = bridge };
	struct nl_msg *message =
		links_request(RTM_NEWMDB, NLM_F_ACK | NLM_F_CREATE, &header, sizeof(header));

	if (message && nla_put(message, MDBA_SET_ENTRY, sizeof(*entry), entry) < 0) {
		nlmsg_free(message);
		return NULL;
	}
	return message;
}

/*
 * Add the group in INFO, an MDBA_MDB_ENTRY_INFO: an entry, then attributes. What a bridge learns by IGMP and MLD it
 * learns again. A group with sources has attributes that differ between kernels.
 */
static void add_entry(struct attached_reading *reading, unsigned int bridge,
		      const struct nlattr *info)
{
	struct br_mdb_entry entry;
	struct nl_msg *message = NULL;
	char group[TEXT_SIZE];
	struct nlattr *more;
	bool of_source;
	int left;

	if (nla_len(info) < (int)sizeof(entry))
		return;
	nla_memcpy(&entry, info, sizeof(entry));
	if (entry.state != MDB_PERMANENT || !attached_is_wanted(reading, entry.ifindex))
		return;
	more = (struct nlattr *)((char *)nla_data(info) + sizeof(entry));
	left = nla_len(info) - (int)sizeof(entry);
	of_source = nla_find(more, left, MDBA_MDB_EATTR_SOURCE) ||
		    nla_find(more, left, MDBA_MDB_EATTR_SRC_LIST);
	entry.flags = 0;
	if (!of_source && !(message = build_entry(bridge, &entry)))
		reading->no_memory = true;
	print_group(&entry, group);
	if (entry.vid)
		attached_add(reading, entry.ifindex, message, "multicast group %s vid %u", group,
			     entry.vid);
	else
		attached_add(reading, entry.ifindex, message, "multicast group %s", group);
}

/* Add the entries of the group GROUP, an MDBA_MDB_ENTRY. */
static void add_entries(struct attached_reading *reading, unsigned int bridge,
			const struct nlattr *group)
{
	struct nlattr *info = nla_data(group);
	int left = nla_len(group);

	for (; nla_ok(info, left); info = nla_next(info, &left))
		if (nla_type(info) == MDBA_MDB_ENTRY_INFO)
			add_entry(reading, bridge, info);
}

/* A libnl callback for the groups of a bridge (net/bridge/br_mdb.c, br_mdb_fill_info). */
static int read_groups(struct nl_msg *message, void *data)
{
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct br_port_msg *header = nlmsg_data(nlh);
	const struct nlattr *groups;
	struct nlattr *group;
	int left;

	if (nlh->nlmsg_type != RTM_GETMDB || !nlmsg_valid_hdr(nlh, sizeof(*header)))
		return NL_OK;
	groups = nlmsg_find_attr(nlh, sizeof(*header), MDBA_MDB);
	if (!groups)
		return NL_OK;
	left = nla_len(groups);
	for (group = nla_data(groups); nla_ok(group, left); group = nla_next(group, &left))
		add_entries(data, header->ifindex, group);
	return NL_OK;
}

int attached_read_bridge(struct attached_reading *reading)
{
	const struct br_port_msg header = { .family = AF_BRIDGE };
	int code =
		attached_dump_links(reading, AF_BRIDGE, RTEXT_FILTER_BRVLAN_COMPRESSED, read_vlans);

	return code == 0 ? attached_dump(reading, RTM_GETMDB, &header, sizeof(header), read_groups)
			 : code;
}
