"""What guarding the files of a large workspace costs: `python -m benchmarks.backup [--sets 1000]`.

A workspace with many small imports and changes by hand, as a country of municipalities makes. Seconds for: what counts, in
a process that starts and in every run after that; comparing the files with what they were, as one run in a second does;
reading every byte; a backup (made and read back) and a restore.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.store.backup import back_up, restore
from monitor.store.journal import Journal
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace

ROWS = 200
TABLES = ("dialogues", "participants", "answers")
ENTRIES_PER_SET = 5
RUNS = 50


def main(sets: int) -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        folder = Path(place, "workspace")
        fill(folder, sets)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        workspace = Workspace(folder)
        n_files = len(list(folder.rglob("*.*")))
        print(f"{sets} imports, {n_files} files, {size:.0f} MB\n\n| step | seconds |\n| --- | ---: |")
        print(f"| what counts, first time in a process | {seconds(workspace.state):.3f} |")
        print(
            f"| what counts, every run after that | {statistics.median(seconds(workspace.state) for _ in range(RUNS)):.4f} |"
        )
        print(f"| sizes and times compared | {statistics.median(compared(workspace) for _ in range(RUNS)):.4f} |")
        print(f"| read every byte | {seconds(workspace.look_deeper):.2f} |")
        target = Path(place, "kopie.zip")
        print(f"| backup, read back | {seconds(lambda: back_up(workspace, target)):.2f} |")
        there = Workspace(Path(place, "there"))
        print(f"| restore | {seconds(lambda: restore(target, there)):.2f} |")
        print(f"\nThe backup is {target.stat().st_size / 1e6:.0f} MB; what was put back is the same: "
              f"{there.state().version == workspace.state().version}.")  # fmt: skip


def fill(folder: Path, sets: int) -> None:
    workspace, journal = Workspace(folder), Journal(folder)
    for number in range(sets):
        key = f"form-{number:06d}"
        with workspace.staging() as staged:
            files = {table: [written(staged / f"{table}.parquet", table, key)] for table in TABLES}
            workspace.add(Dataset(key, "form", "own", key, key, ROWS), files)
        for entry in range(ENTRIES_PER_SET):
            journal.append("actions", {"set": key, "number": entry, "text": "tekst " * 40})


def written(path: Path, table: str, key: str) -> Path:
    row = {column.name: None for column in SCHEMAS[table]} | {"dataset_id": key, "origin": "own", "municipality": "m"}
    text = {column.name: f"{key} tekst" for column in SCHEMAS[table] if column.type == pa.string()}
    rows = [{**text, **row, "dialogue_id": f"{key}-{number}"} for number in range(ROWS)]
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS[table]), path, compression="zstd")
    return path


def compared(workspace: Workspace) -> float:
    """What a run costs in which the files are compared with what they were."""
    workspace._watch.now()
    return seconds(workspace.state)


def seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=1000)
    main(parser.parse_args().sets)
