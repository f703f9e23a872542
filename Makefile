# make demo   code the two example articles          make test    all tests
# make check  lint, types, docs                      make gate    hold the model against its pinned figures
# make train  train the model (needs the corpora, see training/README.md)

PYTHON ?= python3
BIN = .venv/bin
CORPORA ?= ../shared/corpora

.PHONY: demo test check gate train bench clean

demo: .venv/installed
	$(BIN)/waqai code examples/letter.txt --published 2025-04-18 --as table
	$(BIN)/waqai code examples/invitation.txt --published 2025-05-15 --as table

test: .venv/developing
	$(BIN)/python -m pytest

check: .venv/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m docs.check

train: .venv/training
	$(BIN)/python -m training.train --corpora $(CORPORA) --out runs/model
	$(BIN)/python -m training.export --run runs/model --out src/waqai/model/data
	$(BIN)/python -m training.thresholds --corpora $(CORPORA) --write
	$(BIN)/python -m training.calibrate --corpora $(CORPORA) --write
	$(BIN)/python -m training.evaluate --corpora $(CORPORA)

gate: .venv/developing
	$(BIN)/python -m training.gate --corpora $(CORPORA)

bench: .venv/developing
	$(BIN)/python -m benchmarks.throughput --corpora $(CORPORA)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache

.venv/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Waqai needs Python 3.11 or newer; say make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/developing: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/training: .venv/developing
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	touch $@
