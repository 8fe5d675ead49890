# Two commands do everything on a Debian machine with Python 3.11, pip, git and make:
#   make run    creates the environment, installs, makes what is missing and serves the app
#   make test   installs what tests need (Chromium from Debian's packages too) and runs all of them
# The environment is .venv in this checkout. Nothing outside it is changed, but for Debian's packages by `make test` and
# `make distributed`. Everything is installed from a lock: exact versions, and only files with the hashes in it.
#   make lock         writes the locks anew after a change in requirements*.txt (UPGRADE=--upgrade: newest of the rest)
#   make audit        asks which packages in the locks have known vulnerabilities
#   make distributed  counts on a cluster: installs Spark in an environment of its own, and tests it on real workers
#   make s3           tests a workspace in S3 on a server that others wrote, installed in an environment of its own
#   make bench-several  several processes on one workspace: on disk, in S3, behind nginx (a quiet machine: ten minutes)

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501
export PYTHONDONTWRITEBYTECODE :=
# pip of the system installs into the environment, so that Debian's python3-venv (ensurepip) is not needed.
PIP = $(PYTHON) -m pip --quiet --disable-pip-version-check --no-input
PIP_INSTALL = $(PIP) --python $(PY) install --only-binary :all: --require-hashes
TOOLS := $(VENV)/tools
SPARK := $(VENV)/distributed
S3 := $(VENV)/s3
# Of the requirements that share the app's environment this lock comes first: it holds all of them together.
LOCK_ALL := requirements-dev.lock
LOCK = $(TOOLS)/bin/uv pip compile --quiet --generate-hashes --python-version 3.11 \
	--python-platform x86_64-unknown-linux-gnu --custom-compile-command "make lock" $(UPGRADE)

.PHONY: run serve test lint bench demo clean lock audit distributed bench-distributed s3 bench-several

run: $(VENV)/.app
	$(PY) -m monitor demo
	$(PY) -m streamlit run asgi.py --server.port $(PORT)

# The same with what signing in needs. Put a reverse proxy with TLS before it.
serve: $(VENV)/.auth
	$(PY) -m monitor demo
	$(PY) -m streamlit run asgi.py --server.port $(PORT)

test: $(VENV)/.dev
	sh tests/install_chromium.sh
	sh tests/deploy/install_nginx.sh
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

$(VENV)/.app: $(PY) requirements.lock
	$(PIP_INSTALL) -r requirements.lock
	touch $@

$(VENV)/.auth: $(VENV)/.app requirements-auth.lock
	$(PIP_INSTALL) -r requirements-auth.lock
	touch $@

$(VENV)/.dev: $(VENV)/.app requirements-dev.lock
	$(PIP_INSTALL) -r requirements-dev.lock
	touch $@

lock: $(TOOLS)/.installed
	$(LOCK) requirements-dev.txt -o $(LOCK_ALL)
	$(LOCK) -c $(LOCK_ALL) requirements.txt -o requirements.lock
	$(LOCK) -c $(LOCK_ALL) requirements-auth.txt -o requirements-auth.lock
	for name in distributed s3 tools; do $(LOCK) requirements-$$name.txt -o requirements-$$name.lock || exit 1; done

audit: $(TOOLS)/.installed
	$(TOOLS)/bin/python tools/audit.py $(TOOLS)/bin/pip-audit $(wildcard requirements*.lock)

$(TOOLS)/.installed: $(PY) requirements-tools.lock
	$(PYTHON) -m venv --without-pip $(TOOLS)
	$(PIP) --python $(TOOLS)/bin/python install --only-binary :all: --require-hashes -r requirements-tools.lock
	touch $@

distributed: $(VENV)/.dev $(SPARK)/.installed
	sh tests/distributed/install_java.sh
	SPARK_PYTHON=$(SPARK)/bin/python $(PY) -m pytest -q tests/distributed tests/distributed/on_spark.py

# SIZE=big: 10^8 rows too. On a quiet machine: some ten minutes.
bench-distributed: $(VENV)/.dev $(SPARK)/.installed
	sh tests/distributed/install_java.sh
	SIZE=$(SIZE) SPARK_PYTHON=$(SPARK)/bin/python $(PY) -m benchmarks.distributed

# Spark comes as source, so this one environment builds a package, and its build tools are not in the lock.
$(SPARK)/.installed: $(PY) requirements-distributed.lock
	$(PYTHON) -m venv --without-pip $(SPARK)
	$(PIP) --python $(SPARK)/bin/python install --require-hashes -r requirements-distributed.lock
	touch $@

s3: $(VENV)/.dev $(S3)/.installed
	$(PY) -m pytest -q tests/store/on_moto.py

bench-several: $(VENV)/.dev $(S3)/.installed
	sh tests/deploy/install_nginx.sh
	$(PY) -m benchmarks.several changes --seconds 60
	$(PY) -m benchmarks.several changes --seconds 60 --kills 30
	$(PY) -m benchmarks.several changes --seconds 60 --s3 --away 20
	$(PY) -m benchmarks.several start
	$(PY) -m benchmarks.several httpfs
	$(PY) -m benchmarks.several servers

$(S3)/.installed: $(PY) requirements-s3.lock
	$(PYTHON) -m venv --without-pip $(S3)
	$(PIP) --python $(S3)/bin/python install --only-binary :all: --require-hashes -r requirements-s3.lock
	touch $@

clean:
	rm -rf $(VENV)
