#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# round_trip.py L2TP SECONDS [STATES [SEED]] - does save round-trip random states?
#
# Runs in an empty network namespace. Makes STATES random states, or as many as fit into SECONDS, with `ip l2tp`, ip-link
# and ip-address of iproute2 and with the program, mixed, and checks of each:
#   - apply of the save, lines and JSON, with prune, has nothing to do on the state itself
#   - save, flush, apply and save print the same, except for comments, and for an interface in another namespace
# The programs keep running and read batch lines, because an exec is slow in a guest without KVM. Names are not reused:
# ip caches the index of each. State N has the seed SEED + N; a failure prints it with the commands, and
# `round_trip.py L2TP 60 1 SEED` repeats it.
import os
import random
import subprocess
import sys
import tempfile
import time

V4 = ["192.0.2.1", "192.0.2.9", "198.51.100.1"]
V6 = ["2001:db8::1", "2001:db8::9", "2001:db8:1::1"]
PEERS4 = ["192.0.2.2", "192.0.2.3", "203.0.113.7"]
PEERS6 = ["2001:db8::2", "2001:db8::3", "2001:db8:ffff::7"]
MASTERS = ["br0", "br1", "vrf0", "altbr0", "an-alternative-name-of-br1"]
OTHER_NAMESPACE = "elsewhere"
WARNING = b"warning: l2spec_type none has no sequence numbers"
BINDV6ONLY = "/proc/sys/net/ipv6/bindv6only"
PREPARE = [
    "link set lo up",
    "link add u0 type dummy",
    "link set u0 up",
    "link add br0 type bridge",
    "link add br1 type bridge",
    "link add vrf0 type vrf table 10",
    "link add bond0 type bond",
    "link property add dev br0 altname altbr0",
    "link property add dev br1 altname an-alternative-name-of-br1",
    *(f"addr add {address}/24 dev u0" for address in V4),
    *(f"addr add {address}/64 dev u0 nodad" for address in V6),
    "route add default dev u0",
    "route add ::/0 dev u0",
]


class Program:
    """A program that runs batch lines: an unknown command is the end of an answer."""

    def __init__(self, *words):
        self.process = subprocess.Popen(
            [*words, "-force", "-batch", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.count = 0

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def run(self, *lines):
        """Run lines of bytes and return the output."""
        self.count += 1
        mark = b"end-%d" % self.count
        self.process.stdin.write(b"\n".join([*lines, mark, b""]))
        self.process.stdin.flush()
        output = []
        for line in self.process.stdout:
            if mark in line:
                break
            if not line.startswith(b"Command failed -:") and WARNING not in line:
                output.append(line)
        else:
            raise EOFError(b"".join(output))
        return b"".join(output)


def quoted(name):
    """A word of the program's batch lines."""
    return b"$'" + b"".join(b"\\x%02x" % byte for byte in name) + b"'"


def some(rng, chance, words):
    return [words] if rng.random() < chance else []


def an_id(rng, limit):
    return rng.choice([1, limit, rng.randint(1, 9), rng.randint(1, limit), limit // 2 + 1])


def a_mac(rng):
    return "02:" + ":".join(f"{rng.randrange(256):02x}" for _ in range(5))


class State:
    """The commands that make a random state: pairs of the program, True for ours, and a line."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.seed = seed
        self.names = 0
        self.lines = []
        self.elsewhere = False  # the namespace of an interface, which apply cannot choose
        self.only = self.rng.random() < 0.2
        used = set()
        for _ in range(self.rng.randint(1, 3)):
            self.tunnel(used)

    def add(self, ours, *words):
        line = b" ".join(w if isinstance(w, bytes) else w.encode() for w in words)
        self.lines.append((ours, line))

    def name(self, ours):
        """A name that no other state has; ip takes no quotes, backslashes, # and controls."""
        self.names += 1
        unique = b"%x.%x" % (self.seed, self.names)
        room = 15 - len(unique)
        odd = bytes(range(0xA1, 0x100)) + b"\x80\x8f+-_=~!@^&()[]{}|<>,;?*" + (b"\x01\x1b\x7f\"'\\#$" if ours else b"")
        pick = [bytes([b]) for b in odd] + ["ü".encode(), "€".encode(), b"x", b"5c", b"\xff"]
        text = b""
        if self.rng.random() < 0.4:
            text = b"".join(self.rng.choice(pick) for _ in range(self.rng.randint(1, 4)))
        if ours and self.rng.random() < 0.1:
            text = b"\\x" + self.rng.choice([b"41", b"5c", b"ff", b"00", b"4", b"fF"])
        return (b"w" + text[: room - 1] + unique).replace(b"%", b"")

    def tunnel(self, used):
        rng = self.rng
        ours, encap, six = rng.random() < 0.5, rng.choice(["udp", "udp", "ip"]), rng.random() < 0.4
        version = 2 if ours and encap == "udp" and rng.random() < 0.4 else 3
        limit = 0xFFFF if version == 2 else 0xFFFFFFFF
        number = an_id(rng, limit)
        if number in used:
            return
        used.add(number)
        local, remote = rng.choice(V6 if six else V4), rng.choice(PEERS6 if six else PEERS4)
        if six and encap == "udp" and rng.random() < 0.1:
            local, remote = "::ffff:" + V4[0], "::ffff:" + PEERS4[0]
        elif ours and rng.random() < 0.15:
            local = "any"
        words = ["tunnel_id", str(number), "peer_tunnel_id", str(an_id(rng, limit))]
        words += ["encap", encap, "local", local, "remote", remote]
        if encap == "udp":
            words += ["udp_sport", rng.choice(["5000", "1701", "65535", str(rng.randint(1, 65535))])]
            words += ["udp_dport", str(rng.randint(1, 65535))]
            for word, family in (("udp_csum", False), ("udp6_csum_tx", True), ("udp6_csum_rx", True)):
                if family == six and rng.random() < 0.4:
                    words += [word, rng.choice(["on", "off"])]
        words += ["version", "2"] if version == 2 else []
        self.add(ours, *(["tunnel", "add"] if ours else ["l2tp", "add", "tunnel"]), *words)
        sessions = set()
        for _ in range(rng.randint(0, 3)):
            self.session(number, version, sessions)

    def session(self, tunnel, version, used):
        rng = self.rng
        ours = version == 2 or rng.random() < 0.5
        limit = 0xFFFF if version == 2 else 0xFFFFFFFF
        number = an_id(rng, limit)
        if number in used:
            return
        used.add(number)
        ppp = version == 2 or (ours and rng.random() < 0.2)
        words = ["tunnel_id", str(tunnel), "session_id", str(number), "peer_session_id", str(an_id(rng, limit))]
        words += sum(some(rng, 0.4, ["seq", rng.choice(["none", "send", "recv", "both"])]), [])
        if version == 3:
            for word in ("cookie", "peer_cookie"):
                if rng.random() < 0.4:
                    words += [word, rng.choice(["00000000", "0123456789abcdef", f"{rng.getrandbits(32):08x}"])]
            words += sum(some(rng, 0.4, ["l2spec_type", rng.choice(["none", "default"])]), [])
        name = None
        if not ppp and rng.random() < 0.9:
            name = self.name(ours)
            words += ["name", quoted(name) if ours else name]
        if ours:
            words += ["pwtype", "ppp"] if ppp and version == 3 else []
            words += sum(some(rng, 0.4, ["lns_mode", rng.choice(["on", "off"])]), [])
            words += sum(some(rng, 0.4, ["reorder_timeout", self.timeout()]), [])
            words += [] if ppp else self.settings()
        self.add(ours, *(["session", "add"] if ours else ["l2tp", "add", "session"]), *words)
        if name and not set(name) & set(b"\x01\x1b\x7f\"'\\#$") and rng.random() < 0.6:
            self.link(name)

    def timeout(self):
        rng = self.rng
        return str(rng.choice([rng.randint(0, 99), rng.randint(0, 99999), 2147483647 - rng.randint(0, 20)]))

    def address(self):
        """An interface address, or its two ends; few networks, for secondary addresses."""
        rng = self.rng
        if rng.random() < 0.6:
            bits = rng.choice([8, 24, 24, 30, 31, 32])
            local = f"10.{rng.randint(5, 6)}.{rng.randint(0, 1)}.{rng.randint(1, 6)}"
            far = f"10.7.0.{rng.randint(1, 6)}"
        else:
            bits = rng.choice([64, 64, 127, 128])
            local, far = f"fd05::{rng.randint(1, 2)}:{rng.randint(1, 6)}", f"fd07::{rng.randint(1, 6)}"
        if rng.random() < 0.25:
            return [local, "peer", far + rng.choice(["", f"/{bits}"])]
        return [f"{local}/{bits}"]

    def attributes(self, name):
        """Words of ip-address(8) that no field of the program has."""
        rng = self.rng
        label = [b"label " + name + b":x"] if len(name) < 14 else []
        return rng.choice(
            [
                [*label, "10.5.0.9/24"],
                [*label, "broadcast + scope host 10.5.1.9/24"],
                ["scope", rng.choice(["link", "host", "77"]), "10.6.0.9/30"],
                ["metric 99 noprefixroute 10.6.1.9/24"],
                ["valid_lft 9999 preferred_lft 8888 10.6.0.8/24"],
                ["nodad home fd05::1:9/64"],
                ["mngtmpaddr fd05::3:9/64"],
                ["preferred_lft 0 noprefixroute fd05::2:9/64"],
                ["valid_lft 9999 preferred_lft 8888 metric 7 fd05::2:8/64"],
                [f"fe80::{rng.randint(1, 9)}/64", rng.choice(["", "nodad", "metric 9"])],
            ]
        )

    def settings(self):
        """Words of the program for an interface."""
        rng = self.rng
        words = sum(some(rng, 0.5, ["up"]), [])
        words += sum(some(rng, 0.3, ["mtu", str(rng.choice([68, 576, 1280, 1400, 65535, rng.randint(68, 9000)]))]), [])
        words += sum(some(rng, 0.3, ["lladdr", a_mac(rng)]), [])
        words += sum(some(rng, 0.3, ["master", rng.choice(MASTERS)]), [])
        addresses = [self.address() for _ in range(rng.choice([0, 0, 1, 2, 5]))]
        return words + sum((["addr", *address] for address in addresses), [])

    def link(self, name):
        """Lines of ip-link(8) and ip-address(8), in any order."""
        rng = self.rng
        for _ in range(rng.randint(1, 5)):
            kind = rng.randrange(9)
            if kind < 3:
                self.add(False, "addr add", *self.address(), "dev", name)
            elif kind == 8:
                self.add(False, "addr add", *self.attributes(name), "dev", name)
            elif kind == 7:
                new = self.name(False)
                self.add(False, "link set dev", name, "name", new)
                name = new
            else:
                word = [
                    rng.choice(["up", "up", "down"]),
                    f"mtu {rng.choice([0, 20, 67, 68, 1000, 1300, 9000, 65535])}",
                    f"address {a_mac(rng)}",
                    f"master {rng.choice([*MASTERS[:3], 'bond0'])}",
                ][kind - 3]
                self.add(False, "link set dev", name, word)
        if rng.random() < 0.2:
            self.add(False, "link set dev", name, "alias", f"alias-{self.seed}")
        if rng.random() < 0.2:
            self.add(False, "link property add dev", name, f"altname alt{self.seed}.{self.names}")
        if rng.random() < 0.05:
            self.add(False, "link set dev", name, "netns", OTHER_NAMESPACE)
            self.elsewhere = True


def without_comments(text):
    return b"".join(line for line in text.splitlines(True) if not line.startswith(b"#"))


class Checker:
    def __init__(self, l2tp, folder):
        self.l2tp = l2tp
        self.ip = Program("/sbin/ip")
        self.ours = None
        self.json = Program(l2tp, "-j")
        self.dry_run = Program(l2tp, "-dry-run")
        self.files = [os.fsencode(os.path.join(folder, name)) for name in ("lines", "document")]
        self.refused = self.made = self.objects = 0
        said = self.ip.run(*(line.encode() for line in PREPARE))
        if said:
            sys.exit(f"the namespace cannot be prepared: {said}")

    def make(self, state):
        with open(BINDV6ONLY, "w", encoding="ascii") as file:
            file.write(str(int(state.only)))
        at = 0
        while at < len(state.lines):
            to = at
            while to < len(state.lines) and state.lines[to][0] == state.lines[at][0]:
                to += 1
            program = self.ours if state.lines[at][0] else self.ip
            said = program.run(*(line for _, line in state.lines[at:to]))
            self.refused += said.count(b"\n")
            self.made += to - at
            at = to

    def check(self, state):
        """Returns why the state does not round-trip, or nothing. Deletes it."""
        # a program that has deleted something takes nobody else to make it again
        self.ours = Program(self.l2tp)
        self.make(state)
        why = self.compare(state)
        # save waits for the deletion, which the next state must not meet
        self.ours.run(b"tunnel flush", b"save")
        self.ours.end()
        return why

    def compare(self, state):
        saved = [self.ours.run(b"save"), self.json.run(b"save")]
        self.objects += len(without_comments(saved[0]).splitlines())
        for path, text in zip(self.files, saved):
            with open(path, "wb") as file:
                file.write(text)
        for path in self.files:
            said = self.dry_run.run(b"apply " + path + b" prune")
            if said:
                return b"apply has to do after save:\n%ssaved:\n%s" % (said, saved[0])
        path = self.files[state.seed % 2]
        said = self.ours.run(b"tunnel flush", b"apply " + path)
        if said:
            return b"apply fails after flush: %ssaved:\n%s" % (said, saved[0])
        again = self.ours.run(b"save")
        if not state.elsewhere and without_comments(again) != without_comments(saved[0]):
            return b"saved:\n%sapplied and saved again:\n%s" % (saved[0], again)
        return b""


def main():
    l2tp, seconds = sys.argv[1], float(sys.argv[2])
    states = int(sys.argv[3]) if len(sys.argv) > 3 else sys.maxsize
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    end, count, failures = time.monotonic() + seconds, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(l2tp, folder)
        while count < states and failures < int(os.environ.get("ROUND_TRIP_FAILURES", "1")):
            if len(sys.argv) <= 3 and time.monotonic() > end:
                break
            state = State(seed + count)
            why = checker.check(state)
            count += 1
            if why:
                failures += 1
                print(f"seed {state.seed}, bindv6only {int(state.only)}, made by:")
                for ours, line in state.lines:
                    sys.stdout.flush()
                    sys.stdout.buffer.write((b"l2tp " if ours else b"ip ") + line + b"\n")
                sys.stdout.buffer.write(why + b"\n")
    print(f"{count} states, {checker.objects} objects, {checker.made} commands, {checker.refused} refused")
    sys.exit(1 if failures else 0)


main()
