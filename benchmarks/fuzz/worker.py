"""One process that reads cases in, one after another, and tells of each what came of it: a JSON line on standard output.

Told before a case begins too, so that who watches knows which one took too long or ended the process.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fuzz import cases, contract


def main() -> None:
    kind, seed, first, last = sys.argv[1], *map(int, sys.argv[2:])
    told, sys.stdout = sys.stdout, sys.stderr
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        grounds = contract.Grounds(Path(folder))
        for number in range(first, last):
            print(json.dumps({"begins": number}), file=told, flush=True)
            case = cases.make(kind, seed, number)
            place = Path(folder, "file")
            place.mkdir(exist_ok=True)
            path = place / case.name
            path.write_bytes(case.content)
            before, start = _peak(reset=True), time.perf_counter()
            found = contract.check(kind, path, grounds, empty=case.empty)
            seconds, memory = time.perf_counter() - start, _peak() - before
            path.unlink()
            line = {
                "number": number,
                "what": found.what,
                "codes": found.codes,
                "faults": found.faults,
                "bytes": len(case.content),
                "seconds": round(seconds, 3),
                "megabytes": round(memory, 1),
            }
            print(json.dumps(line), file=told, flush=True)


def _peak(*, reset: bool = False) -> float:
    """The most memory that this process held since the last reset, in MB."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
