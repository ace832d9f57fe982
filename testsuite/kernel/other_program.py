#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# other_program.py timeout TUNNEL_ID SESSION_ID MILLISECONDS - set a session's reorder timeout, whatever it is
# other_program.py shared TUNNEL_ID PORT LOCAL REMOTE - a tunnel in a socket that shares its address and port
#
# What other programs do with L2TP and ours does not. The second one runs as long as the tunnel is to exist.
import signal
import socket
import struct
import sys

from socket_tunnel import (
    ATTR_CONN_ID,
    ATTR_ENCAP_TYPE,
    ATTR_FD,
    ATTR_PEER_CONN_ID,
    ATTR_PROTO_VERSION,
    TUNNEL_CREATE,
    attribute,
    family_id,
    request,
)

SESSION_MODIFY, ATTR_SESSION_ID, ATTR_RECV_TIMEOUT = 7, 11, 22


def number(attr, value, form="=I"):
    return attribute(attr, struct.pack(form, int(value)))


def ask(command, attributes):
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
    answer = request(netlink, family_id(netlink), command, attributes)
    # a notification may come first
    while struct.unpack_from("=H", answer, 4)[0] != 2:
        answer = netlink.recv(65536)
    error = struct.unpack_from("=i", answer, 16)[0]
    if error:
        sys.exit(f"refused: {error}")


def timeout(tunnel_id, session_id, milliseconds):
    ask(
        SESSION_MODIFY,
        number(ATTR_CONN_ID, tunnel_id)
        + number(ATTR_SESSION_ID, session_id)
        + number(ATTR_RECV_TIMEOUT, milliseconds, "=Q"),
    )


def shared(tunnel_id, port, local, remote):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    udp.bind((local, int(port)))
    udp.connect((remote, 1))
    ask(
        TUNNEL_CREATE,
        number(ATTR_CONN_ID, tunnel_id)
        + number(ATTR_PEER_CONN_ID, 1)
        + number(ATTR_PROTO_VERSION, 3, "=B")
        + number(ATTR_ENCAP_TYPE, 0, "=H")
        + number(ATTR_FD, udp.fileno()),
    )
    print("there", flush=True)
    signal.pause()


{"timeout": timeout, "shared": shared}[sys.argv[1]](*sys.argv[2:])
