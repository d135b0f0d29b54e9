# Everything a newcomer needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench simulate check-python

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Parallax needs Python 3.11 or newer as '$(PYTHON)'. Name another one: make PYTHON=python3.12 ..."; exit 1; }

$(VENV)/.run: pyproject.toml | check-python
	@echo "Setting up Python packages in $(VENV) (once, about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

demo: $(VENV)/.run ## a client, a team of nine, answers, a report; then the server (ctrl-c stops it)
	@$(BIN)/parallax demo --dir demo

run: $(VENV)/.run ## serve ./parallax.db on port 8000
	@$(BIN)/parallax serve

test: $(VENV)/.dev ## everything: lint, types, import directions, all tests on both databases
	@.ci/tools
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest

lint: $(VENV)/.dev ## ruff, mypy, import directions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.dev ## speed and memory, as ratios within one run
	@$(BIN)/python tests/benchmarks/run.py

simulate: $(VENV)/.dev ## how often chance alone is called a finding; writes docs/methodology.md
	@$(BIN)/python tests/simulation/simulate.py
