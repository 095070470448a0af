# Each target makes .venv by itself: all it needs is Python 3.11 or later.
# Choose another with `make test PYTHON=/path/to/python`.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
BIN := .venv/bin
READY := .venv/ready

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow check format score bench bench-batch picture

help:
	@echo "make demo    see a dump before and after, and what was dropped by which rule"
	@echo "make test    run the tests"
	@echo "make test-slow  run those that take longer: the hooks with the real pre-commit"
	@echo "make check   check form and types"
	@echo "make format  put the code in form"
	@echo "make score   measure how right the results are"
	@echo "make bench   measure how fast they are"
	@echo "make bench-batch  measure runs over many files"
	@echo "make picture draw the picture of the README anew"

demo: $(READY)
	@$(BIN)/python examples/demo.py

test: $(READY)
	$(BIN)/python -m pytest

test-slow: $(READY)
	$(BIN)/python -m pytest -m slow

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

score: $(READY)
	$(BIN)/python -m benchmarks.score

bench: $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	$(BIN)/python -m benchmarks.bench

bench-batch: $(READY)
	$(BIN)/python -m benchmarks.batch

picture: $(READY)
	$(BIN)/python examples/picture.py

# Made again when the dependencies change.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "wxclean needs Python 3.11 or later; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
