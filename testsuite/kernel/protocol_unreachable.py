#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# protocol_unreachable.py IPV4 IPV6 - answer each L2TP/IP packet as a host without L2TP/IP does
#
# The hosts of a test share one kernel, which has the protocol for all of them, so none of them says
# this by itself. IPV4 and IPV6 are this host's addresses. Prints a line when it listens.

import select
import socket
import sys

L2TP = 115
PROTOCOL_UNREACHABLE = bytes([3, 2])  # RFC 792
UNRECOGNIZED_NEXT_HEADER = bytes([4, 1])  # RFC 4443, 3.4


def checksum(data):
    """That of RFC 1071; of an even length."""
    total = sum(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return (~total & 0xFFFF).to_bytes(2, "big")


def answer(sockets, here):
    """One packet in, one ICMP message out."""
    packet, sender = sockets["l2tp"].recvfrom(2048)
    if here.family == socket.AF_INET:
        # a raw IPv4 socket gives the header too, an IPv6 one does not
        rest = bytes(4) + packet[: 20 + 8]
        message = PROTOCOL_UNREACHABLE + checksum(PROTOCOL_UNREACHABLE + bytes(2) + rest) + rest
    else:
        header = bytes([0x60, 0, 0, 0]) + len(packet).to_bytes(2, "big") + bytes([L2TP, 64])
        header += socket.inet_pton(here.family, sender[0]) + socket.inet_pton(here.family, here.address)
        message = UNRECOGNIZED_NEXT_HEADER + bytes(2) + (6).to_bytes(4, "big") + header + packet[:8]
    sockets["icmp"].sendto(message, sender)


class Here:
    """An address of this host, and the sockets on it."""

    def __init__(self, family, address, icmp):
        self.family, self.address = family, address
        self.sockets = {
            "l2tp": socket.socket(family, socket.SOCK_RAW, L2TP),
            "icmp": socket.socket(family, socket.SOCK_RAW, icmp),
        }
        for each in self.sockets.values():
            each.bind((address, 0))


hosts = [
    Here(socket.AF_INET, sys.argv[1], socket.IPPROTO_ICMP),
    Here(socket.AF_INET6, sys.argv[2], socket.IPPROTO_ICMPV6),
]
print("listening", flush=True)
while True:
    ready, _, _ = select.select([host.sockets["l2tp"] for host in hosts], [], [])
    for host in hosts:
        if host.sockets["l2tp"] in ready:
            answer(host.sockets, host)
