# SPDX-License-Identifier: GPL-2.0-or-later
#
# make             builds ip/l2tp
# make check       runs all tests: check-fast, then the kernel tests on both kernels
# make check-fast  the tests that need neither root nor a kernel with L2TP
# make check-kernel [KERNEL=6.1|6.12]
#                  the tests on the running kernel where it has L2TP and we are root, else, or
#                  with KERNEL, in a virtual machine; one file: testsuite/check-kernel FILE.bats
# make demo        shows the main job: two hosts, a tunnel, a ping across
# make lint        holds sources, scripts and the manual to the house rules
# make dist        build/l2tp-VERSION.tar.xz, the sources as the last commit has them
# make deb         the Debian package of that, in build/
# make check-package
#                  builds both twice, and installs and removes the package in a Debian of its own
# make install     PREFIX=/usr/local DESTDIR=; install-ip adds the link `ip`; uninstall
#
# SANITIZE=1 builds with ASan and UBSan, beside the plain build.

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
WARNINGS = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Wvla
HARDENING = -fPIE -fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
HARDENING_LINK = -pie -Wl,-z,relro,-z,now,-z,noexecstack

ifdef SANITIZE
BUILD = build/sanitize
PROGRAM = $(BUILD)/l2tp
OPTIMIZE = -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
HARDENING = -fPIE
else
BUILD = build
PROGRAM = ip/l2tp
OPTIMIZE = -O2
endif

CFLAGS ?= -g
L2TP_CFLAGS = -std=gnu11 -D_GNU_SOURCE -I. $(WARNINGS) $(OPTIMIZE) $(HARDENING) \
	$(shell $(PKG_CONFIG) --cflags $(LIBRARIES)) $(CFLAGS)
L2TP_LDFLAGS = $(OPTIMIZE) $(HARDENING_LINK) $(LDFLAGS)
L2TP_LIBS = $(shell $(PKG_CONFIG) --libs $(LIBRARIES))

objects = $(patsubst %.c,$(BUILD)/%.o,$(wildcard $(1)/*.c))
LIB_OBJECTS = $(call objects,lib)
IP_OBJECTS = $(call objects,ip)
UNIT_OBJECTS = $(call objects,testsuite/unit)

# What Debian calls what is needed, to build and to test.
BUILD_PACKAGES = gcc make pkg-config libmnl-dev libnl-route-3-dev libjson-c-dev
TEST_PACKAGES = $(BUILD_PACKAGES) bats iproute2 iputils-ping kmod util-linux strace jq mandoc \
	shellcheck clang clang-format clang-tidy cppcheck perl bash-completion procps nftables ppp python3 python3-jsonschema \
	systemd python3-yaml python3-jinja2
DEB_PACKAGES = $(BUILD_PACKAGES) build-essential debhelper dpkg-dev xz-utils

VERSION = $(shell sed -n 's/^.define L2TP_VERSION "\(.*\)"/\1/p' ip/command.h)

.PHONY: all clean distclean check check-fast check-kernel demo lint print-cflags unit
.PHONY: dist deb check-package
.PHONY: install install-ip uninstall build-packages test-packages
all: $(PROGRAM)

$(PROGRAM): $(LIB_OBJECTS) $(IP_OBJECTS)
	$(CC) $(L2TP_LDFLAGS) -o $@ $^ $(L2TP_LIBS)

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(PKG_CONFIG) --exists $(LIBRARIES) || { echo 'to build: apt-get install $(BUILD_PACKAGES)' >&2; exit 1; }
	$(CC) $(L2TP_CFLAGS) -MMD -MP -c -o $@ $<

unit: $(BUILD)/testsuite/unit/unit
$(BUILD)/testsuite/unit/unit: $(LIB_OBJECTS) $(UNIT_OBJECTS)
	$(CC) $(L2TP_LDFLAGS) -o $@ $^ $(L2TP_LIBS)

-include $(patsubst %.o,%.d,$(LIB_OBJECTS) $(IP_OBJECTS) $(UNIT_OBJECTS))

build-packages:
	@testsuite/packages $(BUILD_PACKAGES)

test-packages:
	@testsuite/packages $(TEST_PACKAGES)

# The packages come first, and what they bring is looked up by the second make.
check: test-packages
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory SANITIZE=1 all unit
	@testsuite/check fast 6.1 6.12

check-fast: test-packages
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory SANITIZE=1 all unit
	@testsuite/check fast

check-kernel: test-packages
	@$(MAKE) --no-print-directory all
	@testsuite/check $(or $(KERNEL),kernel)

lint: test-packages
	@testsuite/lint

# for what reads the sources as the compiler does
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

PUT_PATHS = sed -e 's|@SBINDIR@|$(SBINDIR)|g' -e 's|@LIBEXECDIR@|$(LIBEXECDIR)|g' \
	-e 's|@SYSCONFDIR@|$(SYSCONFDIR)|g'

install: all
	install -D -m 755 ip/l2tp $(DESTDIR)$(SBINDIR)/l2tp
	install -D -m 644 man/man8/l2tp.8 $(DESTDIR)$(MANDIR)/man8/l2tp.8
	install -D -m 644 man/man5/l2tp.conf.5 $(DESTDIR)$(MANDIR)/man5/l2tp.conf.5
	install -D -m 644 man/l2tp.schema.json $(DESTDIR)$(DATADIR)/l2tp/l2tp.schema.json
	install -D -m 644 bash-completion/l2tp $(DESTDIR)$(COMPLETIONDIR)/l2tp
	install -d $(DESTDIR)$(SYSCONFDIR)/l2tp
	$(PUT_PATHS) systemd/l2tp-boot.in | install -D -m 755 /dev/stdin $(DESTDIR)$(LIBEXECDIR)/l2tp-boot
	$(PUT_PATHS) systemd/l2tp.service.in | install -D -m 644 /dev/stdin $(DESTDIR)$(UNITDIR)/l2tp.service

# Called as `ip`, the program hands all but l2tp to the system's own ip, which this never replaces.
install-ip: install
	@if [ -e $(DESTDIR)$(SBINDIR)/ip ] && ! [ $(DESTDIR)$(SBINDIR)/ip -ef $(DESTDIR)$(SBINDIR)/l2tp ]; \
	then echo '$(DESTDIR)$(SBINDIR)/ip is another program: not replaced' >&2; exit 1; fi
	ln -sf l2tp $(DESTDIR)$(SBINDIR)/ip

uninstall:
	if [ $(DESTDIR)$(SBINDIR)/ip -ef $(DESTDIR)$(SBINDIR)/l2tp ]; then rm -f $(DESTDIR)$(SBINDIR)/ip; fi
	rm -f $(DESTDIR)$(SBINDIR)/l2tp $(DESTDIR)$(MANDIR)/man8/l2tp.8 $(DESTDIR)$(COMPLETIONDIR)/l2tp
	rm -f $(DESTDIR)$(MANDIR)/man5/l2tp.conf.5 $(DESTDIR)$(LIBEXECDIR)/l2tp-boot $(DESTDIR)$(UNITDIR)/l2tp.service
	rm -rf $(DESTDIR)$(DATADIR)/l2tp
	if [ -d $(DESTDIR)$(SYSCONFDIR)/l2tp ]; then rmdir --ignore-fail-on-non-empty $(DESTDIR)$(SYSCONFDIR)/l2tp; fi

# build/vm holds kernels that took a while to fetch: distclean takes them too
clean:
	rm -rf $(filter-out build/vm,$(wildcard build/*)) ip/l2tp

distclean: clean
	rm -rf build
