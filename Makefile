# make demo         install, load the sample documents, open the dashboard on 127.0.0.1:8501
# make demo SERVE=0 the same without opening the dashboard
# make test         install with the test tools, run the whole test suite, two files at a time (WORKERS=1: one)
# make check        formatting, lint and types
# make clean        remove the virtual environment

PYTHON ?= python3
VENV   ?= .venv
SERVE  ?= 1
WORKERS ?= 2
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test check clean

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Koopgraf needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Koopgraf and its packages into $(VENV) (about 250 MB, once) …"
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Koopgraf, its packages and the test tools into $(VENV) …"
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/koopgraf demo $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

check: $(VENV)/.installed-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

clean:
	rm -rf $(VENV)
