"""What a session holds, and whether memory grows when people come and go."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

from benchmarks.load.server import Memory, Server
from benchmarks.load.visitor import Visitor

AT_ONCE = 4
KEPT_SECONDS = 2
SETTINGS = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(KEPT_SECONDS)}
"""A session that left is kept for two minutes by default, for a browser that reconnects; here shorter, to see it go."""


async def per_session(
    server: Server, pages: Sequence[str], query: str, counts: Sequence[int]
) -> list[tuple[int, Memory]]:
    """Memory with so many sessions open at a time, each of which saw three pages and clicked on each of them twice."""
    await come_and_go(server, pages, query, 3 * len(pages))  # what is read once is not held by a session
    await _all_gone(server)
    found = [(0, server.memory())]
    staying: list[Visitor] = []
    for count in counts:
        while len(staying) < count:
            group = [Visitor(server.origin, query) for _ in range(min(AT_ONCE, count - len(staying)))]
            await asyncio.gather(*(_look_round(one, pages, len(staying) + n) for n, one in enumerate(group)))
            staying += group
        await asyncio.sleep(1)
        found.append((count, server.memory()))
    for one in staying:
        await one.leave()
    await _all_gone(server)
    found.append((0, server.memory()))
    return found


async def come_and_go(server: Server, pages: Sequence[str], query: str, count: int, first: int = 0) -> None:
    """So many sessions that arrive, look round and leave, a few at a time."""
    numbers = iter(range(first, first + count))

    async def one_after_the_other() -> None:
        for number in numbers:
            visitor = Visitor(server.origin, query)
            try:
                await _look_round(visitor, pages, number)
            finally:
                await visitor.leave()

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


async def growth(
    server: Server, pages: Sequence[str], query: str, total: int, step: int
) -> list[tuple[int, Memory, int]]:
    """After every `step` sessions that came and went: sessions so far, memory, threads. The server has let go of them."""
    found = []
    for first in range(0, total, step):
        await come_and_go(server, pages, query, step, first)
        await _all_gone(server)
        found.append((first + step, server.memory(), server.threads()))
    return found


async def _look_round(visitor: Visitor, pages: Sequence[str], number: int) -> None:
    dice = random.Random(number)
    route = [pages[(number + step) % len(pages)] for step in range(min(3, len(pages)))]
    await visitor.arrive(route[0])
    for place, page in enumerate(route):
        if place:
            await visitor.open(page)
        for _ in range(2):
            await visitor.click(dice)


async def _all_gone(server: Server) -> None:
    """Wait until the server has let go of the sessions that left (SETTINGS say how long it keeps them)."""
    await asyncio.sleep(KEPT_SECONDS + 1)
    # What is past its time is only let go of when another session comes or goes.
    for _ in range(2):
        visitor = Visitor(server.origin)
        await visitor.arrive("")
        await visitor.leave()
        await asyncio.sleep(1)
