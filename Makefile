# Dateline: the commands of a day's work. `make` alone explains them.
.DEFAULT_GOAL := help
SHELL := bash

# The newest Python that the project supports; name another with PYTHON=…
PYTHON ?= $(firstword $(foreach v,3.13 3.12 3.11,$(if $(shell python$(v) -c 'import venv, ensurepip' 2>&1 || echo missing),,python$(v))) python3)
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)

## Setting up

.PHONY: setup
setup: .venv/.ready ## make .venv with everything that is needed, from the lock files

.venv/.ready: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "Dateline needs Python 3.11, 3.12 or 3.13 with its venv module; '$(PYTHON)' is none. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 2; }
	@echo "Making .venv with $$($(PYTHON) --version) (the first time takes a minute or two) …"
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lock
lock: ## write requirements/*.txt anew from pyproject.toml (needs .venv)
	@for set in "run pyproject.toml" "demo pyproject.toml --extra demo" "dev pyproject.toml --extra demo --group dev" "build --group build" "fuzz --group fuzz"; do \
		read -r name flags <<< "$$set"; \
		$(BIN)/uv pip compile $$flags --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-emit-find-links --no-annotate --no-header --upgrade --quiet --output-file requirements/$$name.txt; \
	done

## Running

.PHONY: demo
demo: .venv/.ready ## run the main job on an embedded broker: no Docker, no Java
	@$(BIN)/dateline demo

## Testing

.PHONY: test
test: .venv/.ready ## run all tests against a real Apache Kafka
	@$(BIN)/python -m pytest

.PHONY: chaos
chaos: .venv/.ready ## kill workers and brokers, and show that the suite can fail (about 45 minutes)
	@$(BIN)/python -m tests.chaos

.PHONY: stream
stream: .venv/.ready ## 10,000 pages with a known truth: repeats, changes, damage, sites mixed (about 5 minutes)
	@$(BIN)/python -m tests.stream

.PHONY: fuzz
fuzz: .venv/.ready ## a million inputs for the splitter, guided by coverage (about 15 minutes)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/fuzz.txt
	@$(BIN)/python -m tests.fuzz

.PHONY: bench
bench: .venv/.ready ## what pages, time expressions, names, identity and the restore of its state cost
	@for each in pages times entities identity near_duplicates restore; do echo "== $$each"; $(BIN)/python -m benchmarks.$$each; done

.PHONY: test-compose
test-compose: .venv/.ready ## bring docker-compose.yml up, feed it the seed page, read the events
	@tests/compose/run

.PHONY: lint
lint: .venv/.ready ## formatting, style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: format
format: .venv/.ready ## put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: check
check: lint test ## what must pass before a commit

.PHONY: docs
docs: .venv/.ready ## write the README's table of settings anew
	@$(BIN)/python -m tests.harness.readme

.PHONY: schemas
schemas: .venv/.ready ## write the JSON Schema files under schemas/generated anew
	@$(BIN)/dateline schemas --out schemas/generated

.PHONY: lists
lists: .venv/.ready ## compile the lists of places, names and things anew from their sources
	@for each in places knowledge names; do $(BIN)/python -m lists.$$each; done

.PHONY: train
train: .venv/.ready ## train the recogniser anew: make train SILVER=silver.jsonl DATE=2026-11-24 (about 10 minutes)
	@$(BIN)/python -m training $(SILVER) --date $(DATE)

.PHONY: clean
clean: ## remove what the commands above made
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## this text
	@echo "Dateline. Two commands are enough to begin: make demo, make test."; echo
	@awk -F ':.*## ' '/^## /{printf "\n%s\n", substr($$0, 4)} /^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
