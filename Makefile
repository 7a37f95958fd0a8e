# Tsubame, an API server for animation and visual effects studios. `make` lists what can be done.

PORT ?= 8443
HOME_FOLDER ?= .tsubame
# For `make install`.
PREFIX ?= /usr/local
DOMAIN ?= tracker.studio.example
DESTDIR ?=

# The package manager leaves empty folders in TMPDIR.
SWIFT := mkdir -p .build/tmp && TMPDIR='$(CURDIR)/.build/tmp' swift
BINARY := .build/release/tsubame
SHARE := $(DESTDIR)$(PREFIX)/share/tsubame

.DEFAULT_GOAL := help
.PHONY: help run test bench lint check deps build clean install swift

help: ## this list
	@echo "Tsubame: make TARGET"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: deps build ## build and run everything in .tsubame, https://127.0.0.1:8443 (PORT=9443 for another port)
	@exec $(BINARY) up --home '$(HOME_FOLDER)' --port $(PORT)

test: deps swift ## every test: modules, conformance with recorded answers, end to end
	@Tests/run

bench: swift ## measure requests per second and latency
	@.ci/deps bench
	@$(MAKE) --no-print-directory build
	@Tests/Benchmarks/run

lint: deps swift ## formatting, warnings as errors, folders without circles, references that resolve, no ignored file committed
	@.ci/floors
	@.ci/references
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	@ignored=$$(git ls-files --cached --ignored --exclude-standard); \
	  if [ -n "$$ignored" ]; then echo "committed although .gitignore names them: $$ignored" >&2; exit 1; fi
	$(SWIFT) build --build-tests --scratch-path .build/lint -Xswiftc -warnings-as-errors

check: lint test ## lint and test

deps: ## install the distribution's packages that are missing
	@.ci/deps

build: deps swift ## the release binary
	$(SWIFT) build -c release --static-swift-stdlib --product tsubame

clean: ## remove what was built; data in .tsubame stays
	rm -rf .build

swift:
	@command -v swift >/dev/null || { echo "The program swift is missing: install Swift 6.2 or newer (https://www.swift.org/install/linux/)." >&2; exit 1; }

# Takes what `make build` made: it needs no compiler and no network, only root. Configuration that is there is kept.
install: ## install on this server, after `make build` (as root; DOMAIN=tracker.studio.example)
	@test -x $(BINARY) || { echo "There is nothing to install yet: run make build first." >&2; exit 1; }
	install -D -m 755 $(BINARY) '$(DESTDIR)$(PREFIX)/bin/tsubame'
	install -d '$(SHARE)/nginx/welcome' '$(DESTDIR)$(PREFIX)/share/doc/tsubame/docs'
	install -m 644 nginx/*.conf '$(SHARE)/nginx'
	env $$(grep -s '^MAX_CONTENT_LENGTH=' '$(DESTDIR)/etc/tsubame/tsubame.env') $(BINARY) nginx-sizes >'$(SHARE)/nginx/large-bodies.conf'
	install -m 644 nginx/welcome/* '$(SHARE)/nginx/welcome'
	install -m 644 README.md LICENSE '$(DESTDIR)$(PREFIX)/share/doc/tsubame'
	install -m 644 docs/*.md '$(DESTDIR)$(PREFIX)/share/doc/tsubame/docs'
	install -d '$(DESTDIR)$(PREFIX)/lib/systemd/system'
	for unit in tsubame.service tsubame.socket tsubame-jobs.service tsubame-stream.service; do \
	  sed 's|/usr/local/|$(PREFIX)/|' "systemd/$$unit" >'$(DESTDIR)$(PREFIX)/lib/systemd/system/'"$$unit" || exit 1; done
	install -D -m 644 systemd/tsubame.sysusers '$(DESTDIR)$(PREFIX)/lib/sysusers.d/tsubame.conf'
	install -D -m 644 systemd/tsubame.tmpfiles '$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/tsubame.conf'
	install -d -m 750 '$(DESTDIR)/etc/tsubame'
	test -e '$(DESTDIR)/etc/tsubame/tsubame.env' || \
	  sed 's|tracker.studio.example|$(DOMAIN)|' systemd/tsubame.env >'$(DESTDIR)/etc/tsubame/tsubame.env'
	chmod 640 '$(DESTDIR)/etc/tsubame/tsubame.env'
	install -d '$(DESTDIR)/etc/nginx/sites-available'
	for site in tsubame redirect; do \
	  target='$(DESTDIR)/etc/nginx/sites-available/'tsubame; test $$site = tsubame || target=$$target-$$site; \
	  test ! -e $$target || target=$$target.new; \
	  sed -f nginx/server.sed -e 's|@SERVER_NAME@|$(DOMAIN)|' -e 's|/usr/local/|$(PREFIX)/|' nginx/$$site.conf >$$target || exit 1; done
	if [ -z '$(DESTDIR)' ] && command -v systemd-sysusers >/dev/null; then \
	  systemd-sysusers tsubame.conf && systemd-tmpfiles --create tsubame.conf && chgrp tsubame /etc/tsubame /etc/tsubame/tsubame.env; fi
	@echo "Installed. docs/installation.md says what remains."
