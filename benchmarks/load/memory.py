"""What a session holds, and whether memory grows when people come and go."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence

from benchmarks.load.server import Memory, Server
from benchmarks.load.visitor import Visitor

AT_ONCE = 4
DIFFERENT = 40
"""So many different short visits there are (a multiple of the number of pages)."""
KEPT_SECONDS = 2
SETTINGS = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(KEPT_SECONDS)}
"""A session that left is kept for two minutes by default, for a browser that reconnects; here shorter, to see it go."""


async def per_session(
    server: Server, pages: Sequence[str], query: str, counts: Sequence[int]
) -> list[tuple[int, Memory]]:
    """Memory with so many sessions open at a time, each of which saw three pages and clicked on each of them twice."""
    await come_and_go(server, pages, query, range(3 * len(pages)))  # what is read once is not held by a session
    await _all_gone(server)
    found = [(0, server.memory())]
    staying: list[Visitor] = []
    for count in counts:
        while len(staying) < count:
            numbers = range(len(staying), min(count, len(staying) + AT_ONCE))
            group = [server.visitor(number, query) for number in numbers]
            await asyncio.gather(*(_look_round(one, pages, number) for one, number in zip(group, numbers, strict=True)))
            staying += group
        await asyncio.sleep(1)
        found.append((count, server.memory()))
    for one in staying:
        await one.leave()
    await _all_gone(server)
    found.append((0, server.memory()))
    return found


Look = Callable[[Visitor, Sequence[str], int], Awaitable[None]]


async def come_and_go(
    server: Server, pages: Sequence[str], query: str, numbers: Iterable[int], look: Look | None = None
) -> None:
    """Sessions that arrive, look round (or do what `look` says) and leave, a few at a time."""
    waiting = iter(numbers)
    look = look or _look_round

    async def one_after_the_other() -> None:
        for number in waiting:
            visitor = server.visitor(number, query)
            try:
                await look(visitor, pages, number)
            finally:
                await visitor.leave()

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


async def growth(
    server: Server, pages: Sequence[str], query: str, total: int, step: int
) -> list[tuple[int, Memory, int]]:
    """After every `step` sessions that came and went: sessions so far, memory, threads. The server has let go of them."""
    found = []
    for first in range(0, total, step):
        await come_and_go(server, pages, query, range(first, first + step), _look_once)
        await _all_gone(server)
        found.append((first + step, server.memory(), server.threads()))
    return found


async def _look_round(visitor: Visitor, pages: Sequence[str], number: int) -> None:
    dice = random.Random(number)
    await _arrive(visitor, pages, number)
    seen = [page for page in pages if page in visitor.pages] or [visitor.path]
    for step in range(3):
        page = seen[(number + step) % len(seen)]
        if page != visitor.path:
            await visitor.open(page)
        for _ in range(2):
            await visitor.click(dice)


async def _arrive(visitor: Visitor, pages: Sequence[str], number: int) -> None:
    """Who signed in comes in at the first page, which all roles see, and goes on to one that this role sees."""
    if not visitor.cookies:
        await visitor.arrive(pages[number % len(pages)])
        return
    await visitor.arrive(pages[0])
    if others := [page for page in pages[1:] if page in visitor.pages]:
        await visitor.open(others[number % len(others)])


async def _look_once(visitor: Visitor, pages: Sequence[str], number: int) -> None:
    """A short visit. The same ones return, so that what the server keeps to be quick is full after the first of them."""
    await _arrive(visitor, pages, number)
    await visitor.click(random.Random(number % DIFFERENT))


async def _all_gone(server: Server) -> None:
    """Wait until the server has let go of the sessions that left (SETTINGS say how long it keeps them)."""
    await asyncio.sleep(KEPT_SECONDS + 1)
    # What is past its time is only let go of when another session comes or goes.
    for _ in range(2):
        visitor = server.visitor(0, "")
        await visitor.arrive("")
        await visitor.leave()
        await asyncio.sleep(1)
