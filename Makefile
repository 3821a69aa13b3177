# SPDX-License-Identifier: Apache-2.0
# The tasks of the project; `make` alone lists them.

PREFIX ?= /usr/local
DATA ?= ../shared/data

program := .build/release/lstm
shared := man/man1 bash-completion/completions zsh/site-functions fish/vendor_completions.d

# A crash in a test run must not wait for a debugger.
export SWIFT_BACKTRACE := enable=no
# What the tasks train is no run of the user.
export LSTM_RECORD := off

.PHONY: help setup release demo test lint acceptance bench docs size install clean

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup:
	@Tools/setup.sh

release: setup
	@swift build -c release --product lstm --static-swift-stdlib
	@Tools/kernel-symbols.sh .build/release

demo: release ## Build the program and run the demonstration
	@$(program) run scripts/demo.lstm

test: setup lint ## Lint, build and run all tests
	@swift build
	@swift test --disable-xctest
	@Tools/kernel-symbols.sh .build/debug
	@Tools/test-kernels.sh .build/debug/lstm

lint: ## Check the form of all Swift files
	@swift format lint --strict --recursive Sources Tests Package.swift \
	  Benchmarks/Sources Benchmarks/Package.swift

acceptance: release ## Hold accuracy, bits and start-up to their targets; DATA=folder, ONLY=parts
	@Tools/acceptance.sh $(program) "$(DATA)" $(ONLY)

bench: setup ## Measure the engine; DATA=folder for the language models
	@Tools/bench.sh "$(DATA)"

docs: release ## Write docs/reference.md from the program's own help
	@$(program) help --markdown > docs/reference.md

size: release ## Count lines by folder, and weigh the program
	@Tools/size.sh $(program)

install: release ## Install program, manual page, completions; PREFIX=/usr/local, DESTDIR=
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -s -m 755 $(program) "$(DESTDIR)$(PREFIX)/bin/lstm"
	@install -d $(foreach folder,$(shared),"$(DESTDIR)$(PREFIX)/share/$(folder)")
	@$(program) help --man > "$(DESTDIR)$(PREFIX)/share/man/man1/lstm.1"
	@$(program) completions bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/lstm"
	@$(program) completions zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_lstm"
	@$(program) completions fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/lstm.fish"

clean: ## Delete all that was built
	@rm -rf .build
