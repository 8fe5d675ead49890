"""Load on loopback, bounded, with real sessions: `python -m benchmarks.load WHAT [--against FOLDER]`.

WHAT is one of
  people   100 people who click with 5 to 20 s between clicks, and again with 1 to 3 s: waiting, runs per second, CPU
  pages    what one click costs the server per page, in processor time
  memory   megabytes per session, with sessions that stay
  visits   1.000 sessions that come and go: does memory grow?
  cores    the same people on a server with roles that keeps to one core, as it does by itself, and on one that does not
  all      all of them

Each is done to this app (asgi.py with the example in a workspace that is removed) and, in the same run, to an empty Streamlit
page; `--against` adds another checkout of the app, for before and after; `--signed-in` adds this app as a server with roles.
The servers are child processes with one processor of their own, but for `cores`, where they may use all; this program uses
the others. Nothing but 127.0.0.1 is ever
spoken to.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import gc
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.load import memory, pages, people, signed_in
from benchmarks.load.server import Server, serving
from monitor import catalogue, paths
from monitor.demo import install_all
from monitor.store.database import Database
from monitor.store.workspace import Workspace
from server import one_core
from widgets.registry import PAGES

DEMO = "cijfers=voorbeeld"
THINK = ((5.0, 20.0), (1.0, 3.0))
HERE = Path(__file__).parent
ALL_CORES = range(os.cpu_count() or 1)
ONE_CORE = {0} if len(ALL_CORES) > 1 else None


class Target:
    """One thing to load: how it is called, where it stands, which pages people open."""

    def __init__(
        self, label: str, folder: Path, script: str, chosen: tuple[str, ...], query: str, signed: bool = False
    ) -> None:
        self.label, self.folder, self.script, self.pages, self.query = label, folder, script, chosen, query
        self.signed = signed
        self.first = chosen[:1] if signed else chosen
        """The pages that people come in at: where roles differ, the one that all of them see."""

    @contextmanager
    def running(
        self, workspace: Path, port: int, cpus: Collection[int] | None = ONE_CORE, **more: str
    ) -> Iterator[Server]:
        with tempfile.TemporaryDirectory(prefix="load-") as folder:
            own = Path(shutil.copytree(workspace, Path(folder, "workspace")))
            settings = {paths.WORKSPACE_VARIABLE: str(own)} | more
            if self.signed:
                signed_in.add_people(own)
                settings |= signed_in.settings(port)
            with serving(self.folder, self.script, port, settings=settings, cpus=cpus) as server:
                if self.signed:
                    server = replace(server, cookies_of=functools.partial(signed_in.cookies, origin=server.origin))
                yield server


def main() -> None:
    asked = arguments()
    if ONE_CORE:
        os.sched_setaffinity(0, set(ALL_CORES) - ONE_CORE)
    gc.freeze()
    chosen = tuple(asked.page or [info.url_path for info in PAGES])
    targets = [Target("empty page", HERE, "empty.py", ("",), "")]
    if asked.against:
        targets.append(Target(asked.against.name, asked.against, "asgi.py", chosen, DEMO))
    targets.append(Target("this app", paths.ROOT, "asgi.py", chosen, DEMO))
    if asked.signed_in:
        targets.append(Target("this app, people in roles", paths.ROOT, "asgi.py", chosen, DEMO, signed=True))
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        workspace = Path(folder)
        install_all(Workspace(workspace), Database([workspace, paths.DATA]), catalogue.load())
        for name in WHAT if asked.what == "all" else (asked.what,):
            WHAT[name](targets, workspace, asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=[*WHAT, "all"])
    parser.add_argument("--against", type=Path, help="another checkout of the app")
    parser.add_argument(
        "--signed-in", action="store_true", help="also as a server where people signed in, in all roles"
    )
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--think", help="shortest and longest wait between clicks, such as 5-20")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--sessions", type=int, default=1000, help="sessions that come and go")
    parser.add_argument("--page", action="append", help="only these pages")
    parser.add_argument("--port", type=int, default=8770)
    return parser.parse_args()


def thinking(asked: argparse.Namespace) -> Sequence[tuple[float, float]]:
    if not asked.think:
        return THINK
    shortest, longest = map(float, asked.think.split("-"))
    return ((shortest, longest),)


def watched(server: Server, target: Target, think: tuple[float, float], asked: argparse.Namespace) -> people.Seen:
    """What the people saw on a server that has shown every page before."""
    asyncio.run(memory.come_and_go(server, target.pages, target.query, range(2 * len(target.pages))))
    habits = people.Habits(asked.people, think, asked.seconds, target.first, target.pages, target.query)
    return asyncio.run(people.crowd(server, habits))


def crowds(targets: list[Target], workspace: Path, asked: argparse.Namespace) -> None:
    print(f"\n## {asked.people} people, {asked.seconds:.0f} s\n\n{people.HEAD}", flush=True)
    for think in thinking(asked):
        for target in targets:
            with target.running(workspace, asked.port) as server:
                seen = watched(server, target, think, asked)
                print(people.line(f"{target.label}, {think[0]:g}-{think[1]:g} s", seen), flush=True)
                for problem in sorted(set(seen.failures))[:3]:
                    print(f"| | {problem} |")


def per_page(targets: list[Target], workspace: Path, asked: argparse.Namespace) -> None:
    floor, *apps = targets
    with ExitStack() as stack:
        servers = [stack.enter_context(one.running(workspace, asked.port + n)) for n, one in enumerate(targets)]
        empty = asyncio.run(pages.costs(servers[:1], floor.pages, floor.query))
        found = asyncio.run(pages.costs(servers[1:], apps[0].pages, apps[0].query))
    print("\n## One click\n")
    print(pages.table([one.label for one in apps], found))
    print()
    print(pages.table([floor.label], empty), flush=True)


def sessions(targets: list[Target], workspace: Path, asked: argparse.Namespace) -> None:
    print("\n## Memory per session\n\n| server | sessions | RSS MB | PSS MB | private MB | MB per session |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for target in targets:
        with target.running(workspace, asked.port, **memory.SETTINGS) as server:
            found = asyncio.run(memory.per_session(server, target.pages, target.query, (25, 50, 100)))
        base = found[0][1]
        for count, now in found:
            each = f"{(now.pss - base.pss) / count:.2f}" if count else ""
            print(
                f"| {target.label} | {count} | {now.rss:.0f} | {now.pss:.0f} | {now.private:.0f} | {each} |", flush=True
            )


def visits(targets: list[Target], workspace: Path, asked: argparse.Namespace) -> None:
    print("\n## Sessions that come and go\n\n| server | sessions so far | RSS MB | PSS MB | threads |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for target in targets:
        with target.running(workspace, asked.port, **memory.SETTINGS) as server:
            step = max(1, asked.sessions // 10)
            found = asyncio.run(memory.growth(server, target.pages, target.query, asked.sessions, step))
        for count, now, threads in found:
            print(f"| {target.label} | {count} | {now.rss:.0f} | {now.pss:.0f} | {threads} |", flush=True)


def cores(targets: list[Target], workspace: Path, asked: argparse.Namespace) -> None:
    """Both may use all cores, as a server may; what differs is whether it keeps to one."""
    print(f"\n## One core, {asked.people} people, {asked.seconds:.0f} s\n\n{people.HEAD}", flush=True)
    app = next(one for one in targets if one.folder == paths.ROOT)
    app = Target("", app.folder, app.script, app.pages, app.query, signed=True)
    for think in thinking(asked):
        for label, kept in (("all cores", "no"), ("one core", "yes")):
            with app.running(workspace, asked.port, ALL_CORES, **{one_core.VARIABLE: kept}) as server:
                print(
                    people.line(f"{label}, {think[0]:g}-{think[1]:g} s", watched(server, app, think, asked)), flush=True
                )


WHAT = {"people": crowds, "pages": per_page, "memory": sessions, "visits": visits, "cores": cores}

if __name__ == "__main__":
    main()
