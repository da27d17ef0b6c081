# Everything here is a convenience: the commands also work by hand, and CI runs .ci/run.
PYTHON ?= .venv/bin/python

.PHONY: check fix test golden docs words bench

check:
	$(PYTHON) -m ruff format --check kvtool tests benchmarks hatch_build.py
	$(PYTHON) -m ruff check kvtool tests benchmarks hatch_build.py
	$(PYTHON) -m mypy
	$(dir $(PYTHON))lint-imports
	$(PYTHON) -m tests.words --check
	$(PYTHON) -m tests.docs --check
	$(PYTHON) -m pytest
	$(PYTHON) -m kvtool lint

fix:
	$(PYTHON) -m ruff format kvtool tests benchmarks hatch_build.py
	$(PYTHON) -m ruff check --fix kvtool tests benchmarks hatch_build.py

test:
	$(PYTHON) -m pytest

golden:
	$(PYTHON) -m tests.golden

docs:
	$(PYTHON) -m tests.docs

words:
	$(PYTHON) -m tests.words

bench:
	$(PYTHON) -m benchmarks
