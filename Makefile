# `make` lists what there is to do. `make serve` needs Python 3.11 or newer and nothing else.

# The first that is new enough; its own name otherwise, for the message below.
PYTHON ?= $(or $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done),python3)
succeeds = $(shell $(PYTHON) -c '$(1)' 2>/dev/null && echo yes)
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

# uv installs the same pinned files faster; pip does where there is no uv.
ifneq ($(shell command -v uv 2>/dev/null),)
INSTALL := uv pip install --quiet --python $(BIN)/python --require-hashes -r
else
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r
endif

.PHONY: help serve test check bench format fuzz screens requirements
.DEFAULT_GOAL := help
# A half-written .env or a half-made venv would pass for a finished one.
.DELETE_ON_ERROR:

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

serve: .venv/.installed .env  ## run the site on this machine (PORT=8001 chooses the port)
	@$(MANAGE) serve $(if $(PORT),--port $(PORT))

# A file of tests stays in one process, where what is made for it, such as a crawl of the site, is made once. Those in
# a browser have processes of their own, because Playwright leaves an event loop in them.
TESTS := $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile
test: .venv/.installed-dev  ## run all tests, on SQLite and then on PostgreSQL
	@echo "Tests on SQLite"
	@DATABASE_URL=sqlite:// $(TESTS) -m "not browser"
	@DATABASE_URL=sqlite:// $(TESTS) -m browser
	@echo "Tests on PostgreSQL"
	@$(BIN)/python tests/with_postgres.py $(TESTS) -m "not browser and not once"
	@$(BIN)/python tests/with_postgres.py $(TESTS) -m "browser and not once"

check: .venv/.installed-dev  ## run every check, then all tests
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "Run make format."; exit 1; }
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/mypy
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) check --fail-level WARNING
	@DJANGO_SETTINGS_MODULE=tests.settings $(MANAGE) makemigrations --check --dry-run
	@ENVIRONMENT=production ALLOWED_HOSTS=knowledge.example DEBUG=0 \
		SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(MANAGE) check --deploy --fail-level WARNING
	@$(BIN)/python -m bench --check
	@$(MAKE) --no-print-directory test

bench: .venv/.installed-dev  ## measure speed on synthetic records and write docs/benchmarks.md (SIZE=10000 for one size)
	@$(BIN)/python -m bench $(if $(SIZE),--size $(SIZE))

format: .venv/.installed-dev  ## put the Python code into its standard layout
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

# Unknown slugs and forged cursors are rightly refused although their form is right.
fuzz: .venv/.installed-dev  ## ask the API what its description allows and forbids (SITE=http://127.0.0.1:8000, which must be running)
	@$(BIN)/schemathesis run $(or $(SITE),http://127.0.0.1:8000)/api/v1/schema/ --checks all \
		--exclude-checks positive_data_acceptance --continue-on-failure $(FUZZ)

screens: .venv/.installed-dev  ## make the pictures of the documents (SITE=http://127.0.0.1:8000, which must be running)
	@$(BIN)/python docs/screens.py $(or $(SITE),http://127.0.0.1:8000)

requirements:  ## choose anew the versions to install (needs uv)
	@for set in requirements requirements-dev; do uv pip compile --quiet --upgrade --universal \
		--python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		$$set.in --output-file $$set.txt; done

.env: | $(BIN)/python
	@umask 077 && $(BIN)/python -c 'import secrets; print("ENVIRONMENT=development", \
		"SECRET_KEY=" + secrets.token_urlsafe(50), \
		"CURATOR_PASSWORD=" + "-".join(secrets.token_hex(2) for _ in range(4)), sep="\n")' > .env

$(BIN)/python:
	$(if $(call succeeds,import sys; assert sys.version_info >= (3, 11)),,\
		$(error Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python3))
	$(if $(call succeeds,import ensurepip, venv),,\
		$(error Python has no venv module: on Debian and Ubuntu run `sudo apt install python3-venv`))
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs (about a minute) …"
	@$(INSTALL) requirements.txt && touch $@

.venv/.installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests and checks need (about a minute) …"
	@$(INSTALL) requirements-dev.txt && touch .venv/.installed $@
