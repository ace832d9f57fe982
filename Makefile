# SPDX-License-Identifier: GPL-2.0-or-later
#
# make             build ip/l2tp
# make check       run all tests: check-fast, then the kernel tests on kernels 6.1 and 6.12
# make check-fast  run the tests that need neither root nor a kernel with L2TP
# make check-kernel [KERNEL=5.10|6.1|6.12|newest]
#                  run the kernel tests on this kernel if it has L2TP and the user is root, else, or
#                  with KERNEL, in a virtual machine; for one file: testsuite/check-kernel FILE.bats
# make stress [KERNEL=6.1|6.12]
#                  test signals, concurrency and load in full size, in a virtual machine
# make bench [KERNEL=6.1|6.12] [ROWS="ROW..."]
#                  measure against ip and a minimal program, and write testsuite/bench/RESULTS.md
# make coverage    print the lines and branches that the tests run, by file
# make fuzz        run the fuzzers, FUZZ_TIME=60 seconds each; FUZZERS="config debugfs" selects some
# make valgrind    look for leaks and uninitialised memory, here and, slowly, on kernel 6.12
# make demo        show a tunnel between two hosts and a ping across it
# make lint        check sources, scripts and the manual against the house rules
# make dist        build build/l2tp-VERSION.tar.xz from the last commit
# make deb         build the Debian package from that, in build/
# make check-package
#                  build both twice, and install and remove the package in a Debian chroot
# make install     PREFIX=/usr/local DESTDIR=; install-ip adds the link `ip`; uninstall
#
# SANITIZE=1 builds with ASan and UBSan, in build/sanitize; FUZZ=1 builds with clang for libFuzzer.
# DYNAMIC=1 links all libraries shared; STATIC=1 links all statically, in build/static. STATIC=1 needs
# libmnl.a, which Debian lacks: libmnl's own ./configure --enable-static builds it.

PREFIX ?= /usr/local
SBINDIR ?= $(PREFIX)/sbin
MANDIR ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
COMPLETIONDIR ?= $(PREFIX)/share/bash-completion/completions
LIBEXECDIR ?= $(PREFIX)/libexec
UNITDIR ?= $(PREFIX)/lib/systemd/system
SYSCONFDIR ?= /etc

PKG_CONFIG ?= pkg-config
LIBRARIES = libmnl libnl-route-3.0 json-c
# Functions in a table share one signature and need not use all parameters.
WARNINGS = -Wall -Wextra -Wno-unused-parameter -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Wvla
HARDENING = -fPIE -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
HARDENING_LINK = $(if $(STATIC),-static-pie,-pie) -Wl,-z,relro,-z,now,-z,noexecstack

SANITIZERS = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all

ifdef FUZZ
CC = clang
BUILD = build/fuzz
PROGRAM = $(BUILD)/l2tp
OPTIMIZE = $(SANITIZERS) -fsanitize=fuzzer-no-link
HARDENING = -fPIE
FUZZ_LDFLAGS = -fsanitize=fuzzer
else ifdef SANITIZE
BUILD = build/sanitize
FUZZ_MAIN = replay.o
PROGRAM = $(BUILD)/l2tp
OPTIMIZE = $(SANITIZERS)
HARDENING = -fPIE
else ifdef COVERAGE
BUILD = build/coverage
FUZZ_MAIN = replay.o
PROGRAM = $(BUILD)/l2tp
COUNTERS = $(BUILD)/testsuite/counters.o
OPTIMIZE = -O0 --coverage
HARDENING = -fPIE
else ifdef STATIC
BUILD = build/static
PROGRAM = $(BUILD)/l2tp
OPTIMIZE = -O2
else
BUILD = build
PROGRAM = ip/l2tp
OPTIMIZE = -O2
endif

CFLAGS ?= -g
L2TP_CFLAGS = -std=gnu11 -D_GNU_SOURCE -pthread -I. $(WARNINGS) $(OPTIMIZE) $(HARDENING) \
	$(shell $(PKG_CONFIG) --cflags $(LIBRARIES)) $(CFLAGS)
L2TP_LDFLAGS = $(OPTIMIZE) $(HARDENING_LINK) -pthread $(LDFLAGS)
# Link the static library if there is one: each shared library slows down every start, libnl-route-3
# as much as all others together.
archive = $(if $(DYNAMIC),,$(filter /%,$(shell $(CC) -print-file-name=lib$(1:-l%=%).a)))
L2TP_LIBS = $(foreach flag,$(shell $(PKG_CONFIG) --libs $(LIBRARIES)), \
	$(or $(and $(filter -l%,$(flag)),$(call archive,$(flag))),$(flag)))

objects = $(patsubst %.c,$(BUILD)/%.o,$(foreach folder,$(1),$(wildcard $(folder)/*.c)))
LIB_OBJECTS = $(call objects,$(wildcard lib/*))
IP_OBJECTS = $(call objects,ip)
UNIT_OBJECTS = $(call objects,testsuite/unit)

# A fuzzer is NAME_fuzz.c and the shared files; without libFuzzer it replays its corpus.
FUZZERS = $(patsubst testsuite/fuzz/%_fuzz.c,%,$(wildcard testsuite/fuzz/*_fuzz.c))
FUZZ_PROGRAMS = $(addprefix $(BUILD)/testsuite/fuzz/,$(FUZZERS))
FUZZ_SHARED = $(addprefix $(BUILD)/testsuite/fuzz/,fuzz.o files.o kernel.o message.o $(FUZZ_MAIN))
# C library functions that testsuite/fuzz/files.c and kernel.c replace.
FUZZ_WRAPPED = fopen open openat opendir execv fork setns fsopen nanosleep poll ppoll \
	if_nameindex
FUZZ_LDFLAGS += $(addprefix -Xlinker --wrap=,$(FUZZ_WRAPPED))

# Debian packages for building and testing.
BUILD_PACKAGES = gcc make pkg-config libmnl-dev libnl-route-3-dev libjson-c-dev
TEST_PACKAGES = $(BUILD_PACKAGES) bash-completion bats codespell iproute2 iputils-ping kmod util-linux strace jq mandoc \
	shellcheck clang clang-format clang-tidy cppcheck perl procps nftables ppp python3 python3-jsonschema \
	systemd python3-yaml python3-jinja2
BENCH_PACKAGES = $(BUILD_PACKAGES) iproute2 kmod util-linux valgrind
FUZZ_PACKAGES = $(BUILD_PACKAGES) clang libclang-rt-dev
DEB_PACKAGES = $(BUILD_PACKAGES) build-essential debhelper dpkg-dev xz-utils

VERSION = $(shell sed -n 's/^.define L2TP_VERSION "\(.*\)"/\1/p' ip/version.h)

.PHONY: all clean distclean check coverage check-fast check-kernel stress demo lint print-cflags unit
.PHONY: bench bench-programs fuzz fuzzers dist deb check-package valgrind
.PHONY: install install-ip uninstall build-packages test-packages
all: $(PROGRAM)

$(PROGRAM): $(LIB_OBJECTS) $(IP_OBJECTS) $(COUNTERS)
	$(CC) $(L2TP_LDFLAGS) $(if $(COUNTERS),-Xlinker --wrap=_exit) -o $@ $^ $(L2TP_LIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(PKG_CONFIG) --exists $(LIBRARIES) || { echo 'to build: apt-get install $(BUILD_PACKAGES)' >&2; exit 1; }
	$(CC) $(L2TP_CFLAGS) -MMD -MP -c -o $@ $<

# Functions that testsuite/unit/hostile_peer.c replaces in the unit tests.
UNIT_WRAPS = recvmsg nanosleep clock_milliseconds \
	$(addprefix mnl_socket_,open2 bind get_portid setsockopt sendto)
unit: $(BUILD)/testsuite/unit/unit
$(BUILD)/testsuite/unit/unit: $(LIB_OBJECTS) $(UNIT_OBJECTS)
	$(CC) $(L2TP_LDFLAGS) $(addprefix -Xlinker --wrap=,$(UNIT_WRAPS)) -o $@ $^ $(L2TP_LIBS)

fuzzers: $(FUZZ_PROGRAMS)
$(FUZZ_PROGRAMS): %: %_fuzz.o $(FUZZ_SHARED) $(LIB_OBJECTS) $(filter-out %/main.o,$(IP_OBJECTS))
	$(CC) $(L2TP_LDFLAGS) $(FUZZ_LDFLAGS) -o $@ $^ $(L2TP_LIBS)

-include $(patsubst %.o,%.d,$(LIB_OBJECTS) $(IP_OBJECTS) $(UNIT_OBJECTS) $(call objects,testsuite/bench) \
	$(FUZZ_SHARED) $(addsuffix _fuzz.o,$(FUZZ_PROGRAMS)))

# floor is static without libraries; floor-dynamic loads the shared libraries without using them; start
# uses them.
BENCH = $(BUILD)/testsuite/bench
bench-programs: $(addprefix $(BENCH)/,floor floor-dynamic start clock memory)
$(BENCH)/floor: $(BENCH)/floor.o $(BENCH)/wire.o
	$(CC) -O2 -static -o $@ $^
$(BENCH)/floor-dynamic: $(BENCH)/floor.o $(BENCH)/wire.o
	$(CC) $(L2TP_LDFLAGS) -Wl,--no-as-needed -o $@ $^ -lmnl -ljson-c
$(BENCH)/start: $(BENCH)/start.o
	$(CC) $(L2TP_LDFLAGS) -o $@ $^ -lmnl -ljson-c
$(BENCH)/clock: $(BENCH)/clock.o
	$(CC) $(L2TP_LDFLAGS) -o $@ $^
$(BENCH)/memory: $(BENCH)/memory.o $(LIB_OBJECTS)
	$(CC) $(L2TP_LDFLAGS) -o $@ $^ $(L2TP_LIBS)

build-packages:
	@testsuite/packages $(BUILD_PACKAGES)

test-packages:
	@testsuite/packages $(TEST_PACKAGES)

# With SANITIZE=1, the kernel tests run that build too.
TESTED = $(if $(SANITIZE),L2TP=$(CURDIR)/$(PROGRAM))

# Install the packages first: the second make looks up their libraries.
check: test-packages
	@$(MAKE) --no-print-directory all bench-programs
	@$(MAKE) --no-print-directory SANITIZE=1 all unit fuzzers
	@$(TESTED) testsuite/check fast 6.1 6.12

check-fast: test-packages
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory SANITIZE=1 all unit fuzzers
	@testsuite/check fast

check-kernel: test-packages
	@$(MAKE) --no-print-directory all bench-programs
	@$(TESTED) testsuite/check $(or $(KERNEL),kernel)

# ROUNDS applies to each of four signals.
STRESS = EVERYWHERE=1 ROUNDS=50 WORKERS=8 WORK_SECONDS=60 LOOPS=1000 PPP_SESSIONS=50000 ETH_SESSIONS=3000
STRESS_FILES = $(addprefix testsuite/kernel/,90-faults.bats 92-concurrency.bats 93-load.bats)
stress: test-packages
	@$(MAKE) --no-print-directory all
	@VM_MEMORY=4G testsuite/vm/run -k $(or $(KERNEL),6.12) -t 14400 env $(STRESS) bats --tap $(STRESS_FILES)

bench:
	@testsuite/packages $(BENCH_PACKAGES)
	@$(MAKE) --no-print-directory all bench-programs
	@testsuite/bench/measure $(if $(KERNEL),-k $(KERNEL)) $(ROWS)

coverage: test-packages
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory COVERAGE=1 all unit fuzzers
	@testsuite/coverage $(if $(KERNEL),-k $(KERNEL))

fuzz:
	@testsuite/packages $(FUZZ_PACKAGES)
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory FUZZ=1 fuzzers
	@testsuite/fuzz/run -t $(or $(FUZZ_TIME),60) $(FUZZERS)

valgrind:
	@testsuite/packages $(BUILD_PACKAGES) valgrind libc6-dbg binutils iproute2 kmod util-linux
	@$(MAKE) --no-print-directory all unit
	@testsuite/valgrind

lint: test-packages
	@testsuite/lint

# For tools that parse the sources as the compiler does.
print-cflags:
	@echo $(L2TP_CFLAGS)

demo: build-packages
	@$(MAKE) --no-print-directory all
	@testsuite/demo

dist:
	@packaging/dist $(VERSION)

deb: dist
	@testsuite/packages $(DEB_PACKAGES)
	@packaging/deb build/l2tp-$(VERSION).tar.xz

check-package:
	@testsuite/packages $(DEB_PACKAGES) debootstrap lintian util-linux
	@testsuite/packaging

PAGES = $(patsubst man/%,%,$(wildcard man/man[58]/*.[58]))
PUT_PATHS = sed -e 's|@SBINDIR@|$(SBINDIR)|g' -e 's|@LIBEXECDIR@|$(LIBEXECDIR)|g' \
	-e 's|@SYSCONFDIR@|$(SYSCONFDIR)|g'

install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(SBINDIR)/l2tp
	for page in $(PAGES); do install -D -m 644 man/$$page $(DESTDIR)$(MANDIR)/$$page || exit; done
	install -D -m 644 man/l2tp.schema.json $(DESTDIR)$(DATADIR)/l2tp/l2tp.schema.json
	install -D -m 644 bash-completion/l2tp $(DESTDIR)$(COMPLETIONDIR)/l2tp
	install -D -m 644 bash-completion/ip-l2tp $(DESTDIR)$(SYSCONFDIR)/bash_completion.d/ip-l2tp
	install -d $(DESTDIR)$(SYSCONFDIR)/l2tp
	$(PUT_PATHS) systemd/l2tp-boot.in | install -D -m 755 /dev/stdin $(DESTDIR)$(LIBEXECDIR)/l2tp-boot
	$(PUT_PATHS) systemd/l2tp.service.in | install -D -m 644 /dev/stdin $(DESTDIR)$(UNITDIR)/l2tp.service

# Called as `ip`, the program runs the system's ip for everything except l2tp; install never replaces that.
install-ip: install
	@if [ -e $(DESTDIR)$(SBINDIR)/ip ] && ! [ $(DESTDIR)$(SBINDIR)/ip -ef $(DESTDIR)$(SBINDIR)/l2tp ]; \
	then echo '$(DESTDIR)$(SBINDIR)/ip is another program: not replaced' >&2; exit 1; fi
	ln -sf l2tp $(DESTDIR)$(SBINDIR)/ip

uninstall:
	if [ $(DESTDIR)$(SBINDIR)/ip -ef $(DESTDIR)$(SBINDIR)/l2tp ]; then rm -f $(DESTDIR)$(SBINDIR)/ip; fi
	rm -f $(DESTDIR)$(SBINDIR)/l2tp $(addprefix $(DESTDIR)$(MANDIR)/,$(PAGES))
	rm -f $(DESTDIR)$(COMPLETIONDIR)/l2tp $(DESTDIR)$(SYSCONFDIR)/bash_completion.d/ip-l2tp
	rm -f $(DESTDIR)$(LIBEXECDIR)/l2tp-boot $(DESTDIR)$(UNITDIR)/l2tp.service
	rm -rf $(DESTDIR)$(DATADIR)/l2tp
	if [ -d $(DESTDIR)$(SYSCONFDIR)/l2tp ]; then rmdir --ignore-fail-on-non-empty $(DESTDIR)$(SYSCONFDIR)/l2tp; fi

# build/vm has kernels, which take long to fetch: only distclean deletes them.
clean:
	rm -rf $(filter-out build/vm,$(wildcard build/*)) ip/l2tp

distclean: clean
	rm -rf build
