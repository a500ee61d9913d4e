# `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help demo test check fix messages bench screenshots assets lock clean

HOST ?= 127.0.0.1
PORT ?= 8000
SERVE ?= 1
RESET ?= 0
# The first Python of 3.11 or later; when there is none, python3 is asked and says so.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(or $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
  done),python3)
endif

DEMO = $(if $(filter 1,$(RESET)),--reset) $(if $(filter 0,$(SERVE)),--no-serve)
UV_COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --no-annotate $(if $(filter 1,$(UPGRADE)),--upgrade)

help:
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

demo: python3 ## the conference week on this machine; PORT=, HOST=, SERVE=0 only prepares, RESET=1 starts anew
	@$(PYTHON) .workshop/prepare.py demo
	@.venv/bin/eventops demo up --host $(HOST) --port $(PORT) $(DEMO)

test: tools ## everything: units, both databases, JavaScript, journeys in a real browser
	@.venv/bin/python .workshop/test.py $(ARGS)

check: tools ## formatting, types, import fences, templates, scripts, dependencies
	@.venv/bin/python .workshop/check.py

fix: tools ## put the formatting right
	@.venv/bin/python .workshop/check.py --fix

messages: tools ## bring the translations up to date with the sentences in code and templates
	@.venv/bin/python .workshop/messages.py

bench: tools ## CPU and statements per request on the demo data, against bars
	@.venv/bin/python .workshop/bench.py

screenshots: tools ## the pictures in docs/screenshots, from the running product
	@.venv/bin/python .workshop/screenshots.py

assets: python3 ## fonts, flags, barcode reader from the locked npm packages, compiled translations
	@$(PYTHON) .workshop/prepare.py demo

lock: tools ## renew the locks after a change of pyproject.toml or package.json; UPGRADE=1 for newer versions
	@PATH=.venv/bin:$$PATH $(UV_COMPILE) pyproject.toml --group dev --group node -o requirements-dev.lock
	@PATH=.venv/bin:$$PATH $(UV_COMPILE) pyproject.toml -c requirements-dev.lock -o requirements.lock
	@PATH=.venv/bin:$$PATH $(UV_COMPILE) --group setup -c requirements-dev.lock -o .workshop/locks/setup.lock
	@PATH=.venv/bin:$$PATH $(UV_COMPILE) --group node -c requirements-dev.lock -o .workshop/locks/node.lock
	@PATH=$$PATH:.venv/bin npm install --package-lock-only --ignore-scripts
	@$(PYTHON) .workshop/prepare.py tools
	@.venv/bin/python .workshop/notices.py

clean: ## remove what was built; the data in instance/ stays
	rm -rf .venv node_modules eventops/static/vendor dist build .mypy_cache .ruff_cache .pytest_cache \
	  .hypothesis .import_linter_cache
	find eventops tests migrations -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null; \
	  find eventops -name '*.mo' -delete

.PHONY: tools python3
tools: python3
	@$(PYTHON) .workshop/prepare.py tools

python3:
	@command -v $(PYTHON) >/dev/null || { echo "EventOps needs Python 3.11 or newer; install the Debian package python3." >&2; exit 1; }
