"""Puts the fictitious municipality into a workspace: its committed tables as one data set, and the settings of its years."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq

from monitor.demo.dialogue import PREFIX, TABLES
from monitor.demo.dialogue_source import FOLDER, read
from monitor.dialogues import settings as years
from monitor.records import DEMO
from monitor.store.journal import Journal
from monitor.store.workspace import Dataset, Workspace

KIND = "dialogue"
BY = "Voorbeeld"


def install_dialogue(workspace: Workspace, folder: Path = FOLDER) -> Dataset:
    """Put the tables of a folder into a workspace, in the place of an earlier version of them.

    Installing twice changes nothing. Settings of a year that somebody kept already stay as they are.
    """
    source = read(folder)
    key = pq.read_table(folder / "locations.parquet", columns=["dataset_id"])["dataset_id"][0].as_py()
    active = workspace.state().datasets
    kept = active.get(key) or _add(workspace, key, source.label, folder)
    for old in active.values():
        if old.origin == DEMO and old.dataset_id.startswith(PREFIX) and old.dataset_id != key:
            workspace.retire(old.dataset_id, note="Vervangen door andere fictieve gegevens.")
    journal = Journal(workspace.folder)
    known = years.saved(journal, DEMO)
    for year in source.years:
        if (source.municipality, year) not in known:
            years.save(journal, DEMO, source.settings(year), by=BY)
    return kept


def _add(workspace: Workspace, key: str, label: str, folder: Path) -> Dataset:
    with workspace.staging() as staged:
        files = {table: [Path(shutil.copy(folder / f"{table}.parquet", staged))] for table in TABLES}
        n_rows = sum(pq.read_metadata(found).num_rows for (found,) in files.values())
        return workspace.add(Dataset(key, KIND, DEMO, label, f"{key}.parquet", n_rows), files)
