"""People who click on pages, through nginx, on one app process and on two."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.load import people
from benchmarks.load.server import Server, serving
from benchmarks.several import proxy, stores
from monitor import paths
from server import one_core
from widgets.registry import PAGES

THINK = (1.0, 3.0)
AS_A_SERVER = {one_core.VARIABLE: "yes"}
WARM_UP = 20.0
"""Seconds of clicking before what counts: a fresh process makes each figure once, and that is not what a working day is."""


class Together(Server):
    """Several app processes behind one address."""

    apps: Sequence[Server] = ()

    def cpu_seconds(self) -> float:
        return sum(app.cpu_seconds() for app in self.apps)


def show(kinds: Sequence[str], crowd: int, seconds: float, port: int) -> None:
    print(people.HEAD, flush=True)
    for kind in kinds:
        for processes in (1, 2):
            with ExitStack() as stack:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="several-")))
                store = stack.enter_context(stores.opened(kind, port))
                _install_example(store, folder)
                ports = [port + 2 + number for number in range(processes)]
                apps = [
                    stack.enter_context(
                        serving(
                            paths.ROOT, "asgi.py", one, settings=AS_A_SERVER | store.on_a_machine(folder / str(one))
                        )
                    )
                    for one in ports
                ]
                front = port + 6
                stack.enter_context(proxy.running(folder, front, ports, is_secure=False, tells_who=False))
                server = Together(apps[0].process, f"127.0.0.1:{front}")
                object.__setattr__(server, "apps", apps)
                chosen = tuple(info.url_path for info in PAGES)
                habits = people.Habits(crowd, THINK, seconds, chosen, chosen, "cijfers=voorbeeld")
                asyncio.run(people.crowd(server, replace(habits, seconds=WARM_UP, seed=habits.seed + crowd)))
                seen = asyncio.run(people.crowd(server, habits))
                print(people.line(f"{store.label}, {processes} app, {crowd} people", seen), flush=True)
                for failure in seen.failures[:3]:
                    print("FAILED:", failure)


def _install_example(store: stores.Store, folder: Path) -> None:
    command = [sys.executable, "-m", "monitor", "demo"]
    subprocess.run(command, env=store.on_a_machine(folder / "demo"), cwd=paths.ROOT, check=True, capture_output=True)
