"""How long until a new machine has everything, and what looking costs when nothing changed."""

from __future__ import annotations

import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.several import stores
from monitor.store import mirror
from monitor.store.address import address, credentials
from monitor.store.mirror import Mirror
from monitor.store.remote import S3

SIZES = (1_000, 10_000)
LOOKS = 10


def show(port: int) -> None:
    print(
        "| store | entries | first pull s | again, with the copy s | a look when nothing changed ms | listing all s |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for size in SIZES:
        with stores.opened("s3", port) as store, tempfile.TemporaryDirectory(prefix="several-") as folder:
            where, who = address(store.workspace, store.environment), credentials(store.environment)
            files = S3(where, who)
            with ThreadPoolExecutor(mirror.AT_ONCE) as pool:
                names = [f"journal/drafts/d{n // 20}/{n:08d}.json" for n in range(size)]
                list(pool.map(files.put, names, [b"{}" * 150] * size))
            first = Mirror(Path(folder), S3(where, who))
            first.copy.open()
            times = [_seconds(first.pull)]
            again = Mirror(Path(folder), S3(where, who))
            again.copy.open()
            times.append(_seconds(again.pull))
            looks = statistics.median(_seconds(again.pull) for _ in range(LOOKS))
            again._listed_at = -1e9
            listing = _seconds(again.pull)
            print(
                f"| {store.label} | {size} | {times[0]:.2f} | {times[1]:.2f} | {1e3 * looks:.1f} | {listing:.2f} |",
                flush=True,
            )


def _seconds(what) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start
