"""Thousands of mutated files of every kind, each read in by a process that is watched: `python -m benchmarks.fuzz`.

    python -m benchmarks.fuzz [--each 300] [--seed 1] [--kind scores ...] [--limit 60] [--only KIND:NUMBER --save FOLDER]

Per file it asks (see contract.py): no exception, no half import, texts that a screen can show, an end within the limit of
seconds, bounded memory. What fails is printed with kind, seed and number; `--only` makes that one file again. Ends with 1
when a promise was broken.
"""

from __future__ import annotations

import argparse
import json
import selectors
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fuzz import cases

MOST_MEGABYTES = 700
"""What one file of at most a few hundred kB may take while it is read in: DuckDB alone may take its share."""
Line = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    given = _arguments(arguments)
    if given.only:
        return _one(*given.only.split(":"), seed=given.seed, save=given.save)
    start, bad, total = time.monotonic(), 0, Counter[str]()
    print("| kind | files | kept | known already | refused | slowest (s) | most memory (MB) | broken promises |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in given.kind or cases.KINDS:
        lines = list(run(kind, given.seed, given.each, given.limit))
        total.update(line["what"] for line in lines)
        faults = [line for line in lines if line["faults"]]
        bad += len(faults)
        what = Counter(line["what"] for line in lines)
        slowest, most = max(x["seconds"] for x in lines), max(x["megabytes"] for x in lines)
        cells = (
            kind,
            len(lines),
            what["kept"],
            what["known already"],
            what["refused"],
            f"{slowest:.1f}",
            f"{most:.0f}",
            len(faults),
        )
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
        for line in faults[: given.show]:
            print(f"  {kind}:{line['number']} (seed {given.seed}) " + " // ".join(line["faults"]), file=sys.stderr)
    minutes = (time.monotonic() - start) / 60
    print(f"\n{sum(total.values())} files in {minutes:.1f} minutes: {dict(total)}. Broken promises: {bad}.")
    return 1 if bad else 0


def run(kind: str, seed: int, each: int, limit: float) -> Iterator[Line]:
    """A line per case. A worker that hangs or dies is replaced, and goes on with the next case."""
    number = 0
    while number < each:
        for line in _watched(kind, seed, number, each, limit):
            number = line["number"] + 1
            if line["megabytes"] > MOST_MEGABYTES:
                line["faults"].append(f"{line['megabytes']} MB for a file of {line['bytes']} bytes")
            yield line


def _watched(kind: str, seed: int, first: int, last: int, limit: float) -> Iterator[Line]:
    """The lines of one worker, until it is done, dies, or is ended because a case takes longer than the limit."""
    command = [sys.executable, "-m", "benchmarks.fuzz.worker", kind, str(seed), str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1) as worker:
        assert worker.stdout
        assert worker.stderr
        waiting = selectors.DefaultSelector()
        waiting.register(worker.stdout, selectors.EVENT_READ)
        number, why = first, ""
        while True:
            if not waiting.select(timeout=limit):
                why = f"no end within {limit:.0f} seconds"
                worker.kill()
                break
            text = worker.stdout.readline()
            if not text:
                break
            line = json.loads(text)
            if "begins" in line:
                number = line["begins"]
            else:
                yield line
                number = line["number"] + 1
        said = worker.stderr.read()[-2000:] if not why else ""
    if why or (worker.returncode and number < last):
        told = why or f"the process died ({worker.returncode}): {said}"
        yield {
            "number": number,
            "what": "hung" if why else "died",
            "codes": [],
            "faults": [told],
            "bytes": 0,
            "seconds": limit if why else 0,
            "megabytes": 0,
        }


def _one(kind: str, number: str, *, seed: int, save: str | None) -> int:
    """Make one case again, keep its file when asked, and read it in here, where an exception shows."""
    case = cases.make(kind, seed, int(number))
    if save:
        path = Path(save) / f"{kind}-{number}-{case.name}"
        path.write_bytes(case.content)
        print(f"{path}: {len(case.content)} bytes")
    found = list(run_one(kind, seed, int(number)))
    print(json.dumps(found, indent=1))
    return 1 if any(line["faults"] for line in found) else 0


def run_one(kind: str, seed: int, number: int) -> Iterator[Line]:
    yield from _watched(kind, seed, number, number + 1, 120)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks.fuzz", description="Mutated files against every import.")
    parser.add_argument("--each", type=int, default=300, help="files per kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", nargs="*", choices=cases.KINDS)
    parser.add_argument("--limit", type=float, default=60, help="seconds for one file")
    parser.add_argument("--show", type=int, default=10, help="broken promises to print per kind")
    parser.add_argument("--only", help="KIND:NUMBER, one case again")
    parser.add_argument("--save", help="a folder to keep the file of --only in")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
