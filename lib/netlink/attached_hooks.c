// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_hooks.c - the chains and flow tables of nftables that are bound to interfaces
 */
#include <fcntl.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <netlink/netlink.h>
#include <unistd.h>

#include "lib/base/escape.h"
#include "lib/netlink/attached_internal.h"

/* Where the kernel reports the interfaces of a chain or of a flow table (net/netfilter/nf_tables_api.c). */
struct hook_kind {
	const char *text;
	int table, name, hook;
	int devices; /* in the hook */
};

static const struct hook_kind chains = { "nftables chain", NFTA_CHAIN_TABLE, NFTA_CHAIN_NAME,
					 NFTA_CHAIN_HOOK, NFTA_HOOK_DEVS };

static const struct hook_kind flowtables = { "nftables flowtable", NFTA_FLOWTABLE_TABLE,
					     NFTA_FLOWTABLE_NAME, NFTA_FLOWTABLE_HOOK,
					     NFTA_FLOWTABLE_HOOK_DEVS };

/* Add the chain or flow table of MESSAGE if the interface in DEVICE, a name, is wanted. */
static void add_hook(struct attached_reading *reading, const struct hook_kind *kind,
		     struct nlmsghdr *message, const struct nlattr *device)
{
	const struct nlattr *table = nlmsg_find_attr(message, sizeof(struct nfgenmsg), kind->table);
	const struct nlattr *name = nlmsg_find_attr(message, sizeof(struct nfgenmsg), kind->name);
	char texts[2][TEXT_SIZE], dev[IF_NAMESIZE];
	unsigned int index;

	nla_strlcpy(dev, device, sizeof(dev));
	index = interface_index(&reading->links->lookup, dev);
	if (!index || !table || !name || !attached_is_wanted(reading, index))
		return;
	escape_text(nla_data(table), texts[0], sizeof(texts[0]));
	escape_text(nla_data(name), texts[1], sizeof(texts[1]));
	attached_add(reading, index, NULL, "%s %s %s", kind->text, texts[0], texts[1]);
}

/* Add the chain or flow table of MESSAGE to the interfaces that it is bound to. */
static int read_hook(struct attached_reading *reading, const struct hook_kind *kind,
		     struct nlmsghdr *message)
{
	struct nlattr *hook, *devices, *device;
	int left;

	if (!nlmsg_valid_hdr(message, sizeof(struct nfgenmsg)))
		return NL_OK;
	hook = nlmsg_find_attr(message, sizeof(struct nfgenmsg), kind->hook);
	devices = hook ? nla_find(nla_data(hook), nla_len(hook), kind->devices) : NULL;
	if (!devices)
		return NL_OK;
	left = nla_len(devices);
	for (device = nla_data(devices); nla_ok(device, left); device = nla_next(device, &left))
		add_hook(reading, kind, message, device);
	return NL_OK;
}

/* libnl callbacks */
static int read_chain(struct nl_msg *message, void *data)
{
	return read_hook(data, &chains, nlmsg_hdr(message));
}

static int read_flowtable(struct nl_msg *message, void *data)
{
	return read_hook(data, &flowtables, nlmsg_hdr(message));
}

/* Whether the kernel has nftables: a request would load it. */
static bool has_nftables(const struct attached_query *query)
{
	return query->sysfs < 0 ? access("/sys/module/nf_tables", F_OK) == 0
				: faccessat(query->sysfs, "../../module/nf_tables", F_OK, 0) == 0;
}

int attached_read_hooks(struct attached_reading *reading)
{
	const struct nfgenmsg header = { .nfgen_family = AF_UNSPEC, .version = NFNETLINK_V0 };
	struct links netfilter = { .protocol = NETLINK_NETFILTER }, *route = reading->links;
	const int type = NFNL_SUBSYS_NFTABLES << 8;
	int code;

	if (!has_nftables(reading->query))
		return 0;
	reading->links = &netfilter;
	code = links_connect(&netfilter);
	if (code == 0)
		code = attached_dump(reading, type | NFT_MSG_GETCHAIN, &header, sizeof(header),
				     read_chain);
	if (code == 0)
		code = attached_dump(reading, type | NFT_MSG_GETFLOWTABLE, &header, sizeof(header),
				     read_flowtable);
	reading->links = route;
	nl_socket_free(netfilter.socket);
	interface_lookup_close(&netfilter.lookup);
	return code;
}
