// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * attached_uppers.c - the interfaces on top of others, or that use them as a backup
 */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/netlink.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/escape.h"
#include "lib/netlink/attached_internal.h"

/* Add interface NAME, of the kind in INFO, which is on top of interface INDEX. */
static void add_upper(struct attached_reading *reading, unsigned int index, const char *name,
		      const struct nlattr *info)
{
	const struct nlattr *kind =
		info ? nla_find(nla_data(info), nla_len(info), IFLA_INFO_KIND) : NULL;
	char quoted[TEXT_SIZE], type[TEXT_SIZE];
	struct attached *thing;

	escape_text(name, quoted, sizeof(quoted));
	escape_text(kind ? nla_data(kind) : "interface", type, sizeof(type));
	thing = attached_add(reading, index, NULL, "%s %s", type, quoted);
	/* a VLAN goes down with the interface below it (net/8021q/vlan.c, vlan_device_event) */
	if (thing)
		thing->falls = kind && nla_strcmp(kind, "vlan") == 0;
}

/* Add the bridge port NAME if a wanted interface is its backup. */
static void add_backed_port(struct attached_reading *reading, const char *name,
			    const struct nlattr *info)
{
	const struct nlattr *data = nla_find(nla_data(info), nla_len(info), IFLA_INFO_SLAVE_DATA);
	const struct nlattr *kind = nla_find(nla_data(info), nla_len(info), IFLA_INFO_SLAVE_KIND);
	const struct nlattr *backup;
	char quoted[TEXT_SIZE];

	if (!data || !kind || nla_strcmp(kind, "bridge") != 0)
		return;
	backup = nla_find(nla_data(data), nla_len(data), IFLA_BRPORT_BACKUP_PORT);
	if (!backup || !attached_is_wanted(reading, nla_get_u32(backup)))
		return;
	escape_text(name, quoted, sizeof(quoted));
	attached_add(reading, nla_get_u32(backup), NULL,
		     "its place as the backup of bridge port %s", quoted);
}

/* Open the folder of interface INDEX in sysfs. Returns NULL if it cannot be read. */
static DIR *open_sysfs(const struct attached_reading *reading, unsigned int index)
{
	char name[IF_NAMESIZE];
	DIR *folder;
	int fd;

	if (reading->query->sysfs < 0 || interface_name(&reading->links->lookup, index, name) <= 0)
		return NULL;
	fd = openat(reading->query->sysfs, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	folder = fd >= 0 ? fdopendir(fd) : NULL;
	if (fd >= 0 && !folder)
		close(fd);
	return folder;
}

/* Whether an interface NAME on top of interface INDEX was found. */
static bool knows_upper(const struct attached_reading *reading, unsigned int index,
			const char *name)
{
	size_t i, length = strlen(name), text;

	for (i = 0; i < reading->found->count; i++) {
		const struct attached *thing = &reading->found->list[i];

		text = strlen(thing->text);
		if (thing->index == index && text > length &&
		    thing->text[text - length - 1] == ' ' &&
		    strcmp(thing->text + text - length, name) == 0)
			return true;
	}
	return false;
}

/*
 * Add the interfaces on top of interface INDEX, other than a master, that do not say so in a message, as a VXLAN
 * (drivers/net/vxlan/vxlan_core.c, vxlan_handle_lowerdev_unregister).
 */
static void add_silent_uppers(struct attached_reading *reading, unsigned int index)
{
	char quoted[TEXT_SIZE], master[PATH_MAX] = "";
	const struct dirent *entry;
	DIR *folder = open_sysfs(reading, index);
	ssize_t length;
	const char *base;

	if (!folder)
		return;
	length = readlinkat(dirfd(folder), "master", master, sizeof(master) - 1);
	base = length > 0 ? strrchr(master, '/') : NULL;
	while ((entry = readdir(folder))) {
		if (strncmp(entry->d_name, "upper_", 6) != 0 ||
		    (base && strcmp(base + 1, entry->d_name + 6) == 0))
			continue;
		escape_text(entry->d_name + 6, quoted, sizeof(quoted));
		if (!knows_upper(reading, index, quoted))
			attached_add(reading, index, NULL, "interface %s", quoted);
	}
	closedir(folder);
}

static const struct nla_policy upper_policy[IFLA_MAX + 1] = {
	[IFLA_IFNAME] = { .type = NLA_STRING },
	[IFLA_LINK] = { .type = NLA_U32 },
	[IFLA_LINKINFO] = { .type = NLA_NESTED },
};

/* A libnl callback for an interface, which may be on top of wanted ones. */
static int read_upper(struct nl_msg *message, void *data)
{
	struct attached_reading *reading = data;
	struct nlmsghdr *nlh = nlmsg_hdr(message);
	const struct ifinfomsg *header = nlmsg_data(nlh);
	struct nlattr *attributes[IFLA_MAX + 1];
	unsigned int below;

	if (nlh->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(nlh, sizeof(*header), attributes, IFLA_MAX, upper_policy) < 0 ||
	    !attributes[IFLA_IFNAME])
		return NL_OK;
	if (attributes[IFLA_LINKINFO])
		add_backed_port(reading, nla_data(attributes[IFLA_IFNAME]),
				attributes[IFLA_LINKINFO]);
	if (!attributes[IFLA_LINK] || attributes[IFLA_LINK_NETNSID])
		return NL_OK;
	below = nla_get_u32(attributes[IFLA_LINK]);
	if (below != (unsigned int)header->ifi_index && attached_is_wanted(reading, below))
		add_upper(reading, below, nla_data(attributes[IFLA_IFNAME]),
			  attributes[IFLA_LINKINFO]);
	return NL_OK;
}

/* Whether an interface other than a master may be on top of interface INDEX: its folder in sysfs links to it. */
static bool may_have_upper(const struct attached_reading *reading, unsigned int index)
{
	DIR *folder = open_sysfs(reading, index);
	const struct dirent *entry;
	size_t links = 0;

	if (!folder)
		return true;
	while ((entry = readdir(folder)))
		links += strncmp(entry->d_name, "upper_", 6) == 0;
	links -= faccessat(dirfd(folder), "master", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	closedir(folder);
	return links;
}

int attached_read_uppers(struct attached_reading *reading)
{
	bool uppers = false;
	int code = 0;
	size_t i;

	for (i = 0; i < reading->query->count; i++)
		uppers = uppers || may_have_upper(reading, reading->query->indexes[i]);
	if (uppers || reading->has_port)
		code = attached_dump_links(reading, AF_UNSPEC, RTEXT_FILTER_SKIP_STATS, read_upper);
	for (i = 0; i < reading->query->count && code == 0 && uppers; i++)
		add_silent_uppers(reading, reading->query->indexes[i]);
	return code;
}
