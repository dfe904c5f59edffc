# Holds the arrows between targets. It compiles nothing anew: run, test and check share one build.
SWIFT_FLAGS ?= --explicit-target-dependency-import-check error
PREFIX ?= /usr/local
# Passed on to the program by run and bench: make run ARGS=--help
ARGS ?=

# What swift format reads; below these it leaves out hidden folders such as .build.
FORMATTED := $(wildcard Package.swift Sources Tests Examples Benchmarks)

.DEFAULT_GOAL := help
.NOTPARALLEL:

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## Install the system libraries that are missing (the targets that build do this first)
	@scripts/setup

.PHONY: run
run: setup ## Build and run the example, Examples/Documents (ARGS="..." is passed on)
	swift run documents $(ARGS)

.PHONY: test
test: setup ## Build and run all tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=32 swift test $(SWIFT_FLAGS) --disable-xctest --parallel

.PHONY: interop
interop: setup ## Hold the client of AWS to the contracts on moto, and with DOVETAIL_TEST_AWS=1 on AWS
	SWIFT_FLAGS="$(SWIFT_FLAGS)" scripts/interop

.PHONY: check
check: setup ## Check formatting and house rules, build everything with warnings as errors
	swift format lint --strict --parallel --recursive $(FORMATTED)
	scripts/check-tree
	swift build $(SWIFT_FLAGS) --build-tests

.PHONY: format
format: ## Format all Swift files in place
	swift format --in-place --parallel --recursive $(FORMATTED)

.PHONY: coverage
coverage: setup ## Run the tests and print line coverage by target
	scripts/coverage

.PHONY: bench
bench: setup ## Build and run the benchmarks in release (ARGS="..." is passed on)
	swift run --package-path Benchmarks -c release dovetail-bench $(ARGS)

.PHONY: fuzz
fuzz: setup ## Look for requests that a parser traps on or misreads (ARGS="SECONDS PARSER")
	SWIFT_FLAGS="$(SWIFT_FLAGS)" scripts/fuzz $(ARGS)

.PHONY: leaks
leaks: setup ## Look for leaks: 10,000 HTTP calls, with all kinds of ends, under LeakSanitizer
	scripts/leak-check

.PHONY: install
install: setup ## Install the release binary dovetail into PREFIX/bin (PREFIX=/usr/local)
	swift build -c release --product dovetail
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$(swift build -c release --show-bin-path)/dovetail" "$(DESTDIR)$(PREFIX)/bin/dovetail"

.PHONY: hooks
hooks: ## Check what you commit from now on: use .githooks in this clone
	git config core.hooksPath .githooks

.PHONY: clean
clean: ## Delete all that was built or fetched
	rm -rf .build .build-* Benchmarks/.build
