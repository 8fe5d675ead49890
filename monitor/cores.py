"""On which processor cores this process works: one for a server, all for what it starts beside itself.

Only one thread of Python runs at a time. With several cores they take turns on each of them, and each turn finds its data in
the memory of another core: with many people a click then takes half as much processor time again
(docs/beheer/belasting.md, `python -m benchmarks.load cores`). So a server keeps to one core, and another process beside it
keeps to another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

THREADS = Path("/proc/self/task")
ALLOWED: frozenset[int] = frozenset(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ())
"""The cores that this process may use as it starts; empty where a system does not tell."""


def keep_to_one(number: int) -> int | None:
    """Let every thread of this process, and those that they start later, work on one of the cores that it may use.

    Processes with numbers that follow each other (their ports) get different cores. Returns the core; None when there is
    nothing to choose, or the system does not let us.
    """
    if len(ALLOWED) < 2 or not THREADS.is_dir():
        return None
    core = sorted(ALLOWED)[number % len(ALLOWED)]
    try:
        for thread in THREADS.iterdir():
            with suppress(ProcessLookupError):  # it ended meanwhile
                os.sched_setaffinity(int(thread.name), {core})
    except OSError:
        return None
    return core


@contextmanager
def all_cores() -> Iterator[None]:
    """Within this block the calling thread, and the programs and threads that it starts, may use every core again."""
    if not ALLOWED:
        yield
        return
    before = os.sched_getaffinity(0)
    with suppress(OSError):
        os.sched_setaffinity(0, ALLOWED)
    try:
        yield
    finally:
        with suppress(OSError):
            os.sched_setaffinity(0, before)
