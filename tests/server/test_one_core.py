"""A server keeps to one core, each process to its own; what it starts beside itself may use all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from monitor import cores, paths
from server import one_core

pytestmark = pytest.mark.skipif(len(cores.ALLOWED) < 2, reason="a machine with one core has nothing to choose")

LOOK = """
import json, os, subprocess, sys, threading
from monitor import cores
from server import one_core
import duckdb, pyarrow  # libraries with threads of their own
stop = threading.Event()
before = threading.Thread(target=stop.wait); before.start()
core = one_core.settle(sys.argv[1] == "server", int(sys.argv[2]))
found = []
after = threading.Thread(target=lambda: found.append(sorted(os.sched_getaffinity(0)))); after.start(); after.join()
threads = [sorted(os.sched_getaffinity(int(name))) for name in os.listdir("/proc/self/task")]
ask = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]
beside = int(subprocess.check_output(ask))
with cores.all_cores():
    free = int(subprocess.check_output(ask))
again = sorted(os.sched_getaffinity(0))
stop.set()
print(json.dumps({"core": core, "later": found[0], "threads": threads, "beside": beside, "free": free, "again": again}))
"""


def looked(mode: str, port: int, **settings: str) -> dict:
    environment = {name: text for name, text in os.environ.items() if name != one_core.VARIABLE} | settings
    made = subprocess.run(
        [sys.executable, "-c", LOOK, mode, str(port)], cwd=paths.ROOT, env=environment, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def test_every_thread_of_a_server_keeps_to_one_core_and_what_it_starts_may_have_all():
    found = looked("server", 8501)
    assert found["core"] in cores.ALLOWED
    assert {tuple(allowed) for allowed in [*found["threads"], found["later"], found["again"]]} == {(found["core"],)}
    assert (found["beside"], found["free"]) == (1, len(cores.ALLOWED))


def test_two_servers_take_two_cores():
    assert looked("server", 8501)["core"] != looked("server", 8502)["core"]


@pytest.mark.parametrize(
    ("mode", "settings", "keeps"),
    [("laptop", {}, False), ("server", {one_core.VARIABLE: "no"}, False), ("laptop", {one_core.VARIABLE: "yes"}, True)],
)
def test_a_laptop_is_left_alone_and_the_administrator_has_the_last_word(mode, settings, keeps):
    found = looked(mode, 8501, **settings)
    assert (found["core"] is not None) == keeps
    assert len(found["later"]) == (1 if keeps else len(cores.ALLOWED))
