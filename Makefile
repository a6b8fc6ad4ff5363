# Each recipe works first on a fresh machine: what it needs, it makes. `make help` lists them.
PYTHON ?= python3
PORT ?= 8501
# TORCH=cpu installs PyTorch's smaller CPU builds (see README).
TORCH ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The player's scripts are bundled when the package is installed, so a change to them installs it again.
PLAYER := $(addprefix observe/ui/player/,bundling.py package-lock.json script style)
PLAYER := $(PLAYER) $(wildcard observe/ui/player/script/*.js observe/ui/player/style/*.css)
export PYANNOTE_METRICS_ENABLED := 0

.PHONY: help setup models check test demo app bench train docs screens golden clean
.DEFAULT_GOAL := help

help: ## list the recipes
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) models ## make .venv, install everything, fetch the models' weights

$(READY): pyproject.toml .ci/constraints.txt $(PLAYER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "observe needs Python 3.11 or newer; found $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint .ci/constraints.txt pip uv
	$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --constraint .ci/constraints.txt \
	  $(if $(TORCH),--torch-backend $(TORCH)) --group test --group lint --editable '.[postgres]'
	@touch $(READY)

models: $(READY)
	@$(BIN)/observe models pull

check: $(READY) ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/codespell

test: setup ## run the whole test suite
	@.ci/debian-packages
	$(BIN)/python -m pytest $(ARGS)

demo: setup ## analyse recordings_sample/, then serve the app and print its address
	OBSERVE_DATA=demo-data $(BIN)/observe analyse recordings_sample --out demo-data/documents
	OBSERVE_DATA=demo-data $(BIN)/observe app --port $(PORT)

app: setup ## serve the app on your own data
	$(BIN)/observe app --port $(PORT)

bench: setup ## measure, and write benchmarks/RESULTS.md and docs/accuracy.md
	$(BIN)/python -m benchmarks

train: setup ## fit again what hears meaning, from labelled dialogue (about an hour)
	$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode --constraint .ci/constraints.txt --group train
	$(BIN)/python -m benchmarks.training $(PARTS)

docs: $(READY) ## write docs/commands.md anew from the commands' own help
	$(BIN)/python -m docs.commands

screens: setup ## take the pictures in docs/screens anew; look at them before you commit them
	@.ci/debian-packages
	OBSERVE_SCREENS=1 $(BIN)/python -m pytest tests/browser/test_every_page.py

golden: setup ## rebuild the golden files; review the diff before you commit it
	$(BIN)/python -m pytest tests/golden --rebuild-golden

clean: ## remove what the recipes made, but not the weights
	rm -rf $(VENV) demo-data benchmarks/work .mypy_cache .ruff_cache .pytest_cache .hypothesis
