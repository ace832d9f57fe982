// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_links.c - the properties of interfaces, and what they are ports of
 */
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/netlink.h>

#include "lib/base/escape.h"
#include "lib/netlink/attached_internal.h"

/* net/l2tp/l2tp_eth.c: ether_setup()'s */
#define DEFAULT_TXQUEUELEN 1000

struct nl_msg *attached_change(int type, uint8_t family, unsigned int index)
{
	const struct ifinfomsg header = { .ifi_family = family, .ifi_index = (int)index };

	return links_request(type, NLM_F_ACK, &header, sizeof(header));
}

/* Add a request of TYPE that sets ATTR again. */
static struct attached *add_attribute(struct attached_reading *reading, unsigned int index,
				      int type, const struct nlattr *attr, const char *text)
{
	struct nl_msg *message = attached_change(type, AF_UNSPEC, index);

	if (!message || nla_put(message, attr->nla_type, nla_len(attr), nla_data(attr)) < 0) {
		nlmsg_free(message);
		reading->no_memory = true;
		return NULL;
	}
	return attached_add(reading, index, message, "%s", text);
}

static void add_first(struct attached *thing)
{
	if (thing)
		thing->when = ATTACHED_FIRST;
}

/* Add the properties of a link that a new one has not (ip-link(8)). */
static void add_properties(struct attached_reading *reading, const struct ifinfomsg *header,
			   struct nlattr **attributes)
{
	unsigned int index = (unsigned int)header->ifi_index;
	unsigned int flags = header->ifi_flags & (IFF_PROMISC | IFF_ALLMULTI | IFF_NOARP);
	const struct nlattr *group = attributes[IFLA_GROUP], *queue = attributes[IFLA_TXQLEN];
	struct nl_msg *message;

	if (attributes[IFLA_IFALIAS])
		add_first(add_attribute(reading, index, RTM_NEWLINK, attributes[IFLA_IFALIAS],
					"alias"));
	if (group && nla_get_u32(group))
		add_first(add_attribute(reading, index, RTM_NEWLINK, group, "group"));
	if (queue && nla_get_u32(queue) != DEFAULT_TXQUEUELEN)
		add_first(add_attribute(reading, index, RTM_NEWLINK, queue, "txqueuelen"));
	if (attributes[IFLA_PROP_LIST])
		add_first(add_attribute(reading, index, RTM_NEWLINKPROP, attributes[IFLA_PROP_LIST],
					"altname"));
	message = flags ? attached_change(RTM_NEWLINK, AF_UNSPEC, index) : NULL;
	if (message) {
		((struct ifinfomsg *)nlmsg_data(nlmsg_hdr(message)))->ifi_flags = flags;
		((struct ifinfomsg *)nlmsg_data(nlmsg_hdr(message)))->ifi_change = flags;
		add_first(
			attached_add(reading, index, message, "promisc, allmulticast or arp off"));
	}
}

/* include/uapi/linux/if_link.h of Linux 6.5; Debian 12 has that of 6.1 */
enum {
	BRPORT_MAB = 40,
	BRPORT_MCAST_MAX_GROUPS = 42,
	BRPORT_NEIGH_VLAN_SUPPRESS = 43,
	BRPORT_BACKUP_NHID = 44
};

/* The port settings that a bridge can be told, and their values on a new port (net/bridge/br_if.c, new_nbp). */
static const struct port_setting {
	uint16_t type;
	uint32_t standard;
} port_settings[] = {
	{ IFLA_BRPORT_COST, 100 },
	{ IFLA_BRPORT_PRIORITY, 32 },
	{ IFLA_BRPORT_MODE, 0 },
	{ IFLA_BRPORT_GUARD, 0 },
	{ IFLA_BRPORT_PROTECT, 0 },
	{ IFLA_BRPORT_FAST_LEAVE, 0 },
	{ IFLA_BRPORT_LEARNING, 1 },
	{ IFLA_BRPORT_UNICAST_FLOOD, 1 },
	{ IFLA_BRPORT_PROXYARP, 0 },
	{ IFLA_BRPORT_PROXYARP_WIFI, 0 },
	{ IFLA_BRPORT_MULTICAST_ROUTER, 1 },
	{ IFLA_BRPORT_MCAST_TO_UCAST, 0 },
	{ IFLA_BRPORT_MCAST_FLOOD, 1 },
	{ IFLA_BRPORT_BCAST_FLOOD, 1 },
	{ IFLA_BRPORT_GROUP_FWD_MASK, 0 },
	{ IFLA_BRPORT_NEIGH_SUPPRESS, 0 },
	{ IFLA_BRPORT_VLAN_TUNNEL, 0 },
	{ IFLA_BRPORT_ISOLATED, 0 },
	{ IFLA_BRPORT_BACKUP_PORT, 0 },
	{ IFLA_BRPORT_MCAST_EHT_HOSTS_LIMIT, 512 },
	{ IFLA_BRPORT_LOCKED, 0 },
	/* since Linux 6.2 to 6.5 */
	{ BRPORT_MAB, 0 },
	{ BRPORT_MCAST_MAX_GROUPS, 0 },
	{ BRPORT_NEIGH_VLAN_SUPPRESS, 0 },
	{ BRPORT_BACKUP_NHID, 0 },
};

static uint32_t value_of(const struct nlattr *attr)
{
	switch (nla_len(attr)) {
	case 1:
		return nla_get_u8(attr);
	case 2:
		return nla_get_u16(attr);
	case 4:
		return nla_get_u32(attr);
	default:
		return 0;
	}
}

/* Put the settings of DATA, of a bridge port, that a new port has not. Returns their number, or libnl's error. */
static int put_port_settings(struct nl_msg *message, const struct nlattr *data)
{
	int count = 0;
	size_t i;

	for (i = 0; i < sizeof(port_settings) / sizeof(port_settings[0]); i++) {
		const struct nlattr *attr =
			nla_find(nla_data(data), nla_len(data), port_settings[i].type);

		if (!attr || value_of(attr) == port_settings[i].standard)
			continue;
		if (nla_put(message, port_settings[i].type, nla_len(attr), nla_data(attr)) < 0)
			return -NLE_NOMEM;
		count++;
	}
	return count;
}

/* Add the port settings DATA of interface INDEX. */
static void add_bridge_port(struct attached_reading *reading, unsigned int index,
			    const struct nlattr *data)
{
	struct nl_msg *message = attached_change(RTM_NEWLINK, AF_UNSPEC, index);
	struct nlattr *info, *settings;
	int count = -NLE_NOMEM;

	reading->has_port = true;
	if (message && (info = nla_nest_start(message, IFLA_LINKINFO)) &&
	    nla_put_string(message, IFLA_INFO_SLAVE_KIND, "bridge") == 0 &&
	    (settings = nla_nest_start(message, IFLA_INFO_SLAVE_DATA))) {
		count = put_port_settings(message, data);
		nla_nest_end(message, settings);
		nla_nest_end(message, info);
	}
	if (count > 0) {
		attached_add(reading, index, message, "bridge port settings");
		return;
	}
	reading->no_memory = reading->no_memory || count < 0;
	nlmsg_free(message);
}

/* Add what interface INDEX is a port of, by its LINKINFO. A VRF has no settings of its ports. */
static void add_port(struct attached_reading *reading, unsigned int index,
		     const struct nlattr *info)
{
	const struct nlattr *kind = nla_find(nla_data(info), nla_len(info), IFLA_INFO_SLAVE_KIND);
	const struct nlattr *data = nla_find(nla_data(info), nla_len(info), IFLA_INFO_SLAVE_DATA);
	char name[TEXT_SIZE];

	if (!kind || nla_strcmp(kind, "vrf") == 0)
		return;
	if (nla_strcmp(kind, "bridge") == 0 && data) {
		add_bridge_port(reading, index, data);
		return;
	}
	escape_text(nla_data(kind), name, sizeof(name));
	attached_add(reading, index, NULL, "its place as a port of a %s", name);
}

static const struct nla_policy properties[IFLA_MAX + 1] = {
	[IFLA_IFNAME] = { .type = NLA_STRING }, [IFLA_GROUP] = { .type = NLA_U32 },
	[IFLA_TXQLEN] = { .type = NLA_U32 },	[IFLA_LINKINFO] = { .type = NLA_NESTED },
	[IFLA_XDP] = { .type = NLA_NESTED },
};

/* A libnl callback for an interface. */
static int read_properties(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct ifinfomsg *header = nlmsg_data(nlh);
	struct nlattr *attributes[IFLA_MAX + 1];
	const struct nlattr *attached;
	struct link_lladdr *own;
	unsigned int index;

	if (nlh->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(nlh, sizeof(*header), attributes, IFLA_MAX, properties) < 0 ||
	    !attributes[IFLA_IFNAME])
		return NL_OK;
	index = (unsigned int)header->ifi_index;
	own = attached_lladdr(reading, index);
	if (!own)
		return NL_OK;
	if (attributes[IFLA_ADDRESS])
		nla_memcpy(own->bytes, attributes[IFLA_ADDRESS], sizeof(own->bytes));
	attached_read_sysctls(reading, index, nla_data(attributes[IFLA_IFNAME]));
	add_properties(reading, header, attributes);
	if (attributes[IFLA_LINKINFO])
		add_port(reading, index, attributes[IFLA_LINKINFO]);
	attached = attributes[IFLA_XDP] ? nla_find(nla_data(attributes[IFLA_XDP]),
						   nla_len(attributes[IFLA_XDP]), IFLA_XDP_ATTACHED)
					: NULL;
	if (attached && nla_len(attached) == 1 && nla_get_u8(attached))
		attached_add(reading, index, NULL, "its XDP program");
	return NL_OK;
}

static struct nl_msg *build_getlink(const void *data)
{
	const unsigned int *index = data;
	struct nl_msg *message = attached_change(RTM_GETLINK, AF_UNSPEC, *index);

	if (message && nla_put_u32(message, IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS) < 0) {
		nlmsg_free(message);
		return NULL;
	}
	return message;
}

/* Read interface INDEX; one that is gone has nothing. */
static int ask_link(struct attached_reading *reading, unsigned int index)
{
	int code = attached_ask(reading, read_properties, build_getlink, &index);

	return code == -NLE_NODEV || code == -NLE_OBJ_NOTFOUND ? 0 : code;
}

int attached_dump_links(struct attached_reading *reading, uint8_t family, uint32_t filter,
			nl_recvmsg_msg_cb_t callback)
{
	const struct {
		struct ifinfomsg header;
		struct nlattr attr;
		uint32_t filter;
	} request = { { .ifi_family = family },
		      { .nla_len = NLA_HDRLEN + sizeof(filter), .nla_type = IFLA_EXT_MASK },
		      filter };

	return attached_dump(reading, RTM_GETLINK, &request, sizeof(request), callback);
}

int attached_read_links(struct attached_reading *reading)
{
	int code = 0;
	size_t i;

	for (i = 0; i < reading->query->count && code == 0; i++)
		code = ask_link(reading, reading->query->indexes[i]);
	return code;
}
