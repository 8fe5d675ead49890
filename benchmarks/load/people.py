"""Many people at once: they come, look, click a filter, go to another page, think in between, and leave."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed

from benchmarks.load.server import Server
from benchmarks.load.visitor import Failed, Visitor

TO_ANOTHER_PAGE = 0.2
"""The share of clicks that opens another page; the others change a filter."""


@dataclass(frozen=True)
class Habits:
    """How people behave. `think` is the shortest and longest wait between clicks in seconds, evenly spread between.

    They come in at one of the pages `first`, and go on to those of `pages` that they see at the left. After
    `clicks_of_a_visit` a person leaves and another one comes, so that first views are part of the load.
    """

    people: int
    think: tuple[float, float]
    seconds: float
    first: tuple[str, ...]
    pages: tuple[str, ...]
    query: str
    clicks_of_a_visit: int = 15
    seed: int = 20261122


@dataclass
class Seen:
    """What all people together saw, in seconds: first views, other pages, clicks on filters."""

    first: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    click: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lag: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0

    @property
    def reruns(self) -> list[float]:
        return self.page + self.click

    @property
    def runs(self) -> int:
        return len(self.first) + len(self.reruns)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies (nearest rank); NaN without values."""
    if not values:
        return float("nan")
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def crowd(server: Server, habits: Habits) -> Seen:
    """Let these people loose on the server. The time in which they arrive does not count."""
    seen = Seen()
    arrive = habits.think[1]
    start = time.monotonic() + arrive
    end = start + habits.seconds
    async with asyncio.TaskGroup() as group:
        for number in range(habits.people):
            group.create_task(_person(server, habits, number, start, end, seen))
        group.create_task(_own_delay(end, seen))
        await asyncio.sleep(max(0.0, start - time.monotonic()))
        cpu, clock = server.cpu_seconds(), time.monotonic()
        await asyncio.sleep(max(0.0, end - time.monotonic()))
        seen.cpu, seen.seconds = server.cpu_seconds() - cpu, time.monotonic() - clock
    return seen


async def _person(server: Server, habits: Habits, number: int, start: float, end: float, seen: Seen) -> None:
    dice = random.Random(habits.seed + number)
    await asyncio.sleep(dice.uniform(0, habits.think[1]))
    while time.monotonic() < end:
        visitor = server.visitor(number, habits.query)
        try:
            # Who is there at the start of the measurement is somewhere in a visit, not all at the first click.
            most = habits.clicks_of_a_visit
            clicks = most if time.monotonic() > start else dice.randint(1, most)
            await _visit(visitor, habits, dice, clicks, start, end, seen)
        except (Failed, OSError, ConnectionClosed, TimeoutError) as problem:
            seen.failures.append(f"{type(problem).__name__}: {problem}")
        finally:
            await visitor.leave()


async def _visit(
    visitor: Visitor, habits: Habits, dice: random.Random, clicks: int, start: float, end: float, seen: Seen
) -> None:
    def note(kept: list[float], began: float, seconds: float) -> None:
        if start <= began < end:
            kept.append(seconds)

    began = time.monotonic()
    note(seen.first, began, (await visitor.arrive(dice.choice(habits.first))).seconds)
    for _ in range(clicks):
        await asyncio.sleep(dice.uniform(*habits.think))
        began = time.monotonic()
        if began >= end:
            return
        others = [page for page in habits.pages if page != visitor.path and page in visitor.pages]
        if others and dice.random() < TO_ANOTHER_PAGE:
            answer = await visitor.open(dice.choice(others))
            note(seen.page, began, answer.seconds)
        else:
            note(seen.click, began, (await visitor.click(dice)).seconds)


async def _own_delay(end: float, seen: Seen) -> None:
    """How late this program itself is: what is measured is only worth as much as the one who measures has time."""
    while time.monotonic() < end:
        before = time.perf_counter()
        await asyncio.sleep(0.05)
        seen.lag.append(time.perf_counter() - before - 0.05)


def line(label: str, seen: Seen) -> str:
    """One row of the table, times in milliseconds."""
    numbers = [quantile(kept, share) for kept in (seen.reruns, seen.first) for share in (0.5, 0.95)]
    runs = max(1, seen.runs)
    cells = [
        *(f"{1e3 * number:,.0f}" for number in numbers),
        f"{seen.runs / seen.seconds:.1f}",
        f"{1e3 * seen.cpu / runs:.0f}",
        f"{100 * seen.cpu / seen.seconds:.0f}%",
        f"{1e3 * quantile(seen.lag, 0.95):.0f}",
        f"{len(seen.failures)}",
    ]
    return f"| {label} | " + " | ".join(cells) + " |"


HEAD = (
    "| server, think time | rerun p50 ms | p95 | first view p50 ms | p95 | runs/s | CPU ms per run | CPU | own delay p95 ms "
    "| failures |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)
