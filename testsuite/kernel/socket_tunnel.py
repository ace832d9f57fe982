#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# socket_tunnel.py TUNNEL_ID PEER_TUNNEL_ID PORT [LOCAL REMOTE [PEER_PORT]] - a tunnel in a UDP socket
#
# Without addresses the socket has no peer, as a daemon makes one that waits for its first packet: it is there as long
# as this program runs. With addresses the kernel makes the socket, and only the peer's port is missing; then it stays.
# With PEER_PORT the socket is this program's, and connected.
import signal
import socket
import struct
import sys

GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID, CTRL_ATTR_FAMILY_NAME = 0x10, 3, 1, 2
TUNNEL_CREATE = 1
ATTR_ENCAP_TYPE, ATTR_PROTO_VERSION, ATTR_CONN_ID, ATTR_PEER_CONN_ID, ATTR_FD = 2, 7, 9, 10, 23
ATTR_IP_SADDR, ATTR_IP_DADDR, ATTR_UDP_SPORT = 24, 25, 26


def attribute(number, value):
    return struct.pack("=HH", 4 + len(value), number) + value + bytes(-len(value) % 4)


def request(netlink, family, command, attributes):
    body = struct.pack("=BBH", command, 1, 0) + attributes
    netlink.send(struct.pack("=IHHII", 16 + len(body), family, 5, 1, 0) + body)
    return netlink.recv(65536)


def family_id(netlink):
    answer = request(netlink, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, attribute(CTRL_ATTR_FAMILY_NAME, b"l2tp\0"))
    at = 20
    while at < len(answer):
        length, number = struct.unpack_from("=HH", answer, at)
        if number == CTRL_ATTR_FAMILY_ID:
            return struct.unpack_from("=H", answer, at + 4)[0]
        at += (length + 3) // 4 * 4
    sys.exit("the kernel has no L2TP")


def main():
    tunnel_id, peer_tunnel_id, port = (int(word) for word in sys.argv[1:4])
    addresses = [socket.inet_aton(word) for word in sys.argv[4:6]]
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    if len(sys.argv) > 6:
        udp.bind((sys.argv[4], port))
        udp.connect((sys.argv[5], int(sys.argv[6])))
        where = attribute(ATTR_FD, struct.pack("=I", udp.fileno()))
    elif addresses:
        where = (
            attribute(ATTR_IP_SADDR, addresses[0])
            + attribute(ATTR_IP_DADDR, addresses[1])
            + attribute(ATTR_UDP_SPORT, struct.pack("=H", port))
        )
    else:
        udp.bind(("0.0.0.0", port))
        where = attribute(ATTR_FD, struct.pack("=I", udp.fileno()))
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
    answer = request(
        netlink,
        family_id(netlink),
        TUNNEL_CREATE,
        attribute(ATTR_CONN_ID, struct.pack("=I", tunnel_id))
        + attribute(ATTR_PEER_CONN_ID, struct.pack("=I", peer_tunnel_id))
        + attribute(ATTR_PROTO_VERSION, b"\3")
        + attribute(ATTR_ENCAP_TYPE, struct.pack("=H", 0))
        + where,
    )
    error = struct.unpack_from("=i", answer, 16)[0]
    if error:
        sys.exit(f"refused: {error}")
    print("there", flush=True)
    if len(sys.argv) != 6:
        signal.pause()


if __name__ == "__main__":
    main()
