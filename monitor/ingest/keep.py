"""Keeping what was read: the canonical Parquet, its derived tables, and the entry that makes them count."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from monitor.ingest.columns import SCORES
from monitor.store.build import build_derived
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace


def dataset_id(kind: str, origin: str, content: Mapping[str, Any]) -> str:
    """The identity of a data set: kind, origin and the rows in whatever order or file format they came.

    `content` has n (rows) and low and high (the sums of the two halves of the rows' MD5).
    """
    text = f"{kind}|{origin}|{content['n']}|{content['low']}|{content['high']}"
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def write_tables(database: Database, typed: Path, dataset: Dataset, folder: Path) -> dict[str, list[Path]]:
    """Write the rows of a data set, sorted, and what is derived from them; the files of each table, in `folder`."""
    rows = folder / f"{dataset.kind}.parquet"
    names = {"dataset_id": dataset.dataset_id, "origin": dataset.origin}
    database.copy(f"ingest/{dataset.kind}_rows", rows, typed=str(typed), **names)
    files = {dataset.kind: [rows]}
    if dataset.kind == SCORES:
        files.update({table: [file] for table, file in build_derived(database, [rows], folder).items()})
    return files


def keep(workspace: Workspace, dataset: Dataset, files: Mapping[str, list[Path]], words: Mapping) -> Dataset:
    """Add a data set with its files to the workspace, and remember what its words meant: both or neither."""
    return workspace.add(dataset, files, words)


def empty_file(table: str, folder: Path) -> Path:
    """A Parquet file of a table without rows, for queries over a table that has no files yet; written once."""
    path = folder / f"empty_{table}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{path.name}.{uuid.uuid4().hex[:8]}.tmp"
        pq.write_table(SCHEMAS[table].empty_table(), unfinished)
        unfinished.replace(path)
    return path
