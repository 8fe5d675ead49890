# Two commands do everything on a Debian machine with Python 3.11, pip, git and make:
#   make run    creates the environment, installs, makes what is missing and serves the app
#   make test   installs what tests need (Chromium from Debian's packages too) and runs all of them
# The environment is .venv in this checkout. Nothing outside it is changed, but for Debian's packages by `make test`.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501
export PYTHONDONTWRITEBYTECODE :=
# pip of the system installs into the environment, so that Debian's python3-venv (ensurepip) is not needed.
PIP_INSTALL = $(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check --no-input

.PHONY: run serve test lint bench demo clean

run: $(VENV)/.app
	$(PY) -m monitor demo
	$(PY) -m streamlit run app.py --server.port $(PORT)

# The production entry: compressed static files, strict headers. Put a reverse proxy with TLS before it.
serve: $(VENV)/.app
	$(PY) -m monitor demo
	$(PY) -m streamlit run asgi.py --server.port $(PORT)

test: $(VENV)/.dev
	sh tests/install_chromium.sh
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -q -n auto --dist loadfile

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# SIZE=big adds 10^8 rows.
bench: $(VENV)/.dev
	SIZE=$(SIZE) $(PY) -m benchmarks

demo: $(VENV)/.app
	$(PY) -m monitor demo

$(PY):
	$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/.app: $(PY) requirements.txt
	$(PIP_INSTALL) -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.txt
	$(PIP_INSTALL) -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV)
