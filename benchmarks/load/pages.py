"""What one rerun costs the server, page by page: processor time, which a busy machine does not change much."""

from __future__ import annotations

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load import signed_in
from benchmarks.load.server import Server

CLICKS, TURNS = 12, 3


@dataclass
class Cost:
    """Of one page: processor time and waiting per click in ms, messages and bytes per click."""

    cpu: list[float]
    wait: list[float]
    messages: list[int]
    bytes: list[int]


async def costs(servers: Sequence[Server], pages: Sequence[str], query: str) -> dict[str, list[Cost]]:
    """Per page what a click costs on each server. The servers take turns, so that a busy moment hits all of them."""
    found = {page: [Cost([], [], [], []) for _ in servers] for page in pages}
    for server in servers:
        await _turn(server, pages, query, 0)  # the first time everything is read and kept
    for turn in range(1, TURNS + 1):
        for page in pages:
            for server, cost in zip(servers, found[page], strict=True):
                await _turn(server, [page], query, turn, cost)
    return found


async def _turn(server: Server, pages: Sequence[str], query: str, seed: int, cost: Cost | None = None) -> None:
    """One visitor clicks through these pages. The same seed clicks the same things on every server."""
    for page in pages:
        dice = random.Random(f"{page} {seed}")
        visitor = server.visitor(signed_in.ALL_ROLES, query)
        await visitor.arrive(page)
        before = server.cpu_seconds()
        answers = [await visitor.click(dice) for _ in range(CLICKS)]
        spent = server.cpu_seconds() - before
        await visitor.leave()
        if cost is not None:
            cost.cpu.append(1e3 * spent / CLICKS)
            cost.wait.extend(1e3 * answer.seconds for answer in answers)
            cost.messages.extend(answer.messages for answer in answers)
            cost.bytes.extend(answer.bytes for answer in answers)


def table(labels: Sequence[str], found: dict[str, list[Cost]]) -> str:
    head = ["page"] + [f"{label}: CPU ms | p50 ms | messages | kB" for label in labels]
    rows = ["| " + " | ".join(head) + " |", "| --- |" + " ---: | ---: | ---: | ---: |" * len(labels)]
    for page, every in found.items():
        cells = [
            f"{statistics.median(cost.cpu):.1f} | {statistics.median(cost.wait):.0f} | "
            f"{statistics.median(cost.messages):.0f} | {statistics.mean(cost.bytes) / 1e3:.0f}"
            for cost in every
        ]
        rows.append(f"| {page} | " + " | ".join(cells) + " |")
    means = [
        f"{statistics.mean(statistics.median(every[n].cpu) for every in found.values()):.1f}"
        for n in range(len(labels))
    ]
    rows.append("| mean of all pages | " + " | ".join(f"{mean} | | | " for mean in means) + " |")
    return "\n".join(rows)
