"""Several processes on one workspace, bounded, on loopback: `python -m benchmarks.several WHAT [--s3]`.

WHAT is one of
  changes   writers and a watcher, each as on a machine of its own: how long until a change is kept, until another process
            sees it, and is anything lost? --kills ends writers with kill -9, --away makes the store silent for a while
  servers   people who click, through nginx, on one app process and on two: waiting and runs per second
  start     a new machine with nothing: how long until it has everything?
  httpfs    the same query over the copy on disk and over S3 itself with DuckDB's httpfs (`make s3` installs it)
"""

from __future__ import annotations

import argparse

from benchmarks.several import changes, httpfs, servers, start, stores

QUANTILES = (0.5, 0.95, 1.0)


def main() -> None:
    asked = arguments()
    WHAT[asked.what](asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.several", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=list(WHAT))
    parser.add_argument("--s3", action="store_true", help="only in S3 (else on disk and in S3)")
    parser.add_argument("--disk", action="store_true", help="only on disk")
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--away", type=float, default=0, help="seconds that the store does not answer")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--port", type=int, default=8740)
    return parser.parse_args()


def kinds(asked: argparse.Namespace) -> list[str]:
    return ["s3"] if asked.s3 else ["disk"] if asked.disk else ["disk", "s3"]


def show_changes(asked: argparse.Namespace) -> None:
    print(
        "| workspace | writers | changes kept | per second | kept after ms p50 | p95 | seen elsewhere after s p50 | p95 | most "
        "| refused | lost |\n| --- |" + " ---: |" * 10
    )
    wanted = changes.Asked(asked.writers, asked.seconds, asked.kills, asked.away)
    for kind in kinds(asked):
        with stores.opened(kind, asked.port) as store:
            outcome = changes.run(store, wanted)
        lost = outcome.lost()
        waits = [f"{1e3 * value:.0f}" for value in quantiles(outcome.waits)[:2]]
        delays = [f"{value:.2f}" for value in quantiles(outcome.delays)]
        rate = len(outcome.kept) / outcome.seconds
        cells = [
            store.label,
            asked.writers,
            len(outcome.kept),
            f"{rate:.0f}",
            *waits,
            *delays,
            outcome.refused,
            len(lost),
        ]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        for one in lost[:10]:
            print("LOST:", one)


def quantiles(values: list[float]) -> list[float]:
    """The values below which half, 95% and all of them lie (nearest rank); NaN without values."""
    ordered = sorted(values)
    return [ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else float("nan") for q in QUANTILES]


WHAT = {
    "changes": show_changes,
    "servers": lambda asked: servers.show(kinds(asked), asked.people, asked.seconds, asked.port),
    "start": lambda asked: start.show(asked.port),
    "httpfs": lambda asked: httpfs.show(asked.port),
}

if __name__ == "__main__":
    main()
