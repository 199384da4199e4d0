# `make help` lists what there is to do. Needs Python 3.11 or later, make and git; everything else is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
MADE := $(VENV)/.made
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
EXAMPLE := examples/answers/head-of-year.yaml
COVERAGE_FLOOR := 90
PYTEST_ARGS ?= -n auto
PARTS := tests/unit tests/test_layers.py tests/test_setup.py

define NO_PACKAGES
Not all packages that npqpath needs could be fetched and installed; the lines above say why.
Without a network nothing can be fetched: try again with one. A folder that was moved or copied needs `make clean` first.
endef
export NO_PACKAGES

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help advise lint check test format bench nightly smoke benchmark renew lock setup clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Neither the script in .venv nor the code that it names would be the right ones once this folder is moved.
advise: $(RUN) ## Set up and ask the questions; without a terminal, print the plan for the example answers
	@if [ -t 0 ] && [ -t 2 ]; then PYTHONPATH=src exec $(BIN)/python -m npqpath advise; \
	else echo "This is an example: the plan of a made-up head of year, from $(EXAMPLE)." >&2; \
	PYTHONPATH=src exec $(BIN)/python -m npqpath advise --answers $(EXAMPLE); fi

lint: $(DEV) ## Set up and check format, style, types and data
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict data examples benchmark
	$(BIN)/npqpath validate --strict
	$(BIN)/npqpath validate --strict examples/overlays/generate-teaching-hub
	$(BIN)/npqpath validate --strict examples/overlays/trust-that-trains-others

check: lint ## The quick checks, for everyday work: lint, and the tests of parts
	$(BIN)/python -m pytest -q $(PYTEST_ARGS) -m "not (terminal or browser or office or wheel or slow)" $(PARTS)

# pytest goes last and its closing line is printed again below the coverage report, so that it ends the output.
# The status goes through a file because sh has no pipefail.
test: lint ## Set up and run every check that CI runs
	@$(BIN)/coverage erase
	@colour=auto; [ ! -t 1 ] || colour=yes; \
	{ $(BIN)/coverage run -m pytest --color=$$colour $(PYTEST_ARGS); echo $$? >$(VENV)/pytest.status; } 2>&1 \
		| tee $(VENV)/pytest.log; exit "$$(cat $(VENV)/pytest.status)"
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --fail-under=$(COVERAGE_FLOOR)
	@tail -n 1 $(VENV)/pytest.log

format: $(DEV) ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEV) ## Measure start-up and answering times against their budgets
	@$(BIN)/python -m tools.bench
	@$(BIN)/python -m tools.question_counts
	@$(BIN)/python -m tools.bench_deletions
	@$(BIN)/python -m tools.bench_team
	@$(BIN)/python -m tools.bench_allocation

nightly: $(DEV) ## All tests with their full numbers: a thousand cases a property, over 5,000 mutants
	NPQPATH_TESTS=nightly NPQPATH_MUTANTS=900 $(BIN)/python -m pytest $(PYTEST_ARGS)

smoke: $(DEV) ## Run the commands with the lowest and the newest versions of what npqpath is built on
	$(BIN)/python -m tools.smoke

benchmark: $(DEV) ## Score the advice and the answers of faq against the kept cases
	@$(BIN)/python -m tools.benchmark

renew: $(DEV) ## Write schema/, docs/examples and the whole plans of the tests anew: before a release
	@$(BIN)/python -m tools.renew
	@NPQPATH_RENEW=1 $(BIN)/python -m pytest -q tests/acceptance/test_golden.py tests/acceptance/test_plan_golden.py

lock: ## Bring requirements/*.txt up to date with pyproject.toml (needs the network)
	tools/lock $(if $(UPGRADE),--upgrade)

setup: $(DEV) ## Set up .venv with everything for development

clean: ## Remove .venv, caches and build results
	rm -rf $(VENV) build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# A mark of its own, because what an interrupted set-up leaves looks like an environment.
$(MADE):
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "There is no '$(PYTHON)' here. npqpath needs Python 3.11 or later; name yours with 'make PYTHON=python3.12'." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "npqpath needs Python 3.11 or later, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name a newer one, for example with 'make PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make a virtual environment: its modules venv and ensurepip are missing." >&2; \
		echo "On Debian and Ubuntu they are in the package python3-venv." >&2; exit 1; }
	@mkdir -p $(VENV) 2>/dev/null && touch $(VENV)/.writable 2>/dev/null || { \
		echo "Nothing can be written to $(VENV), where npqpath sets itself up." >&2; \
		echo "Name another folder: make $(MAKECMDGOALS) VENV=/tmp/npqpath-venv" >&2; exit 1; }
	@echo "Setting up $(VENV). This happens once and takes about a minute." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# src/npqpath/__init__.py holds the version, which the installed project repeats.
$(RUN): requirements/build.txt requirements/run.txt pyproject.toml src/npqpath/__init__.py | $(MADE)
	@{ $(PIP) install --require-hashes -r requirements/build.txt && \
		$(PIP) install --require-hashes -r requirements/run.txt && \
		$(PIP) install --no-deps --no-build-isolation --editable .; } || { echo "$$NO_PACKAGES" >&2; exit 1; }
	@touch $@

$(DEV): requirements/dev.txt $(RUN)
	@echo "Installing what the checks need." >&2
	@$(PIP) install --require-hashes -r requirements/dev.txt || { echo "$$NO_PACKAGES" >&2; exit 1; }
	@touch $@
