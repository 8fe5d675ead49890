"""The workspace as one person may change it. What is in a data set decides who may keep it or take it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from monitor.access.asker import Asker
from monitor.access.guarded_journal import NOT_CHANGED
from monitor.learned_words import town_of
from monitor.records import DEMO, OWN
from monitor.store.damage import Digest
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, State, Words, Workspace

LOCAL = frozenset(table for table, schema in SCHEMAS.items() if "municipality" in schema.names)
"""The tables of the local dialogue; the others are national."""
NO_IMPORT = "U mag deze gegevens niet inlezen of weghalen. Er is niets veranderd."


class GuardedWorkspace(Workspace):
    """Reading what counts is free: which rows of it somebody sees, the dialogues and the national picture decide."""

    def __init__(self, asker: Asker) -> None:
        self._asker, self._whole = asker, asker.whole.workspace
        self.folder, self.place = self._whole.folder, self._whole.place

    def state(self) -> State:
        return self._whole.state()

    def is_whole(self, dataset_id: str) -> bool:
        return self._whole.is_whole(dataset_id)

    def admits(self, origin: str, municipality: str) -> bool:
        may = self._asker.scope(origin, municipality).may_set_up and self._asker.may_write
        return self._asker.may_all or may

    def need_admission(self, origin: str, municipality: str) -> None:
        self._need(self.admits(origin, municipality), "inlezen: een lijst of vragenlijst")

    def look_deeper(self) -> bool:
        return self._whole.look_deeper()

    def sets_damage_aside(self, began: State) -> bool:
        return self._whole.sets_damage_aside(began)

    def log_entries(self) -> list[dict[str, Any]]:
        self._asker.need(self._asker.rights.manage, NO_IMPORT, "het logboek")
        return self._whole.log_entries()

    def digests(self) -> dict[Path, Digest | None]:
        return self._whole.digests()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        with self._whole.staging() as folder:
            yield folder

    def clear_staging(self, older_than_seconds: float = 86_400) -> None:
        self._whole.clear_staging(older_than_seconds)

    def add(self, dataset: Dataset, staged: Mapping[str, Sequence[Path]], words: Words | None = None) -> Dataset:
        if not self._asker.may_all:
            files = {table: list(paths) for table, paths in staged.items()}
            self._need(self._may(dataset.origin, files, None), f"inlezen: {dataset.kind}")
            words = {key: code for key, code in (words or {}).items() if self._may_teach(key[0])}
        return self._whole.add(dataset, staged, words)

    def retire(self, dataset_id: str, note: str = "") -> Dataset:
        """What is damaged does not count any more: whoever manages may take it out as well, whatever it was about."""
        if not self._asker.may_all:
            state = self._whole.state()
            aside = {one.dataset.dataset_id: one.dataset for one in state.set_aside}
            known = state.datasets.get(dataset_id) or aside.get(dataset_id)
            if known is None:
                raise KeyError(dataset_id)
            is_broken = dataset_id in aside and self._asker.rights.manage
            self._need(is_broken or self._may(known.origin, state.files, dataset_id), f"weghalen: {known.kind}")
        return self._whole.retire(dataset_id, note)

    def remember(self, mappings: Words) -> None:
        if not self._asker.may_all and mappings:
            may = all(self._may_teach(kind) for kind, _ in mappings)
            self._need(may, "onthouden wat een woord betekent")
        self._whole.remember(mappings)

    def compacted(self, table: str, inputs: Sequence[Path], output: Path) -> None:
        self._need(self._asker.may_all or self._asker.rights.manage, "samenvoegen van bestanden")
        self._whole.compacted(table, inputs, output)

    def _may_teach(self, kind: str) -> bool:
        """Words count for later lists of others: those of a municipality are for who sets that one up.

        In the example who sets up a municipality may teach; words of no municipality are of a workspace with one.
        """
        if self._asker.rights.manage:
            return True
        town = town_of(kind)
        is_open = not town or any(key == town for key, _ in self._asker.whole.dialogues.cycles(DEMO))
        return self._asker.sets_up_somewhere(OWN) and (is_open or self._asker.scope(OWN, town).may_set_up)

    def _need(self, allowed: bool, about: str) -> None:
        message = NO_IMPORT if self._asker.may_write else NOT_CHANGED
        self._asker.need(allowed and self._asker.may_write, message, about)

    def _may(self, origin: str, files: Mapping[str, Iterable[Path]], dataset_id: str | None) -> bool:
        """National tables are for who manages them, local ones for who sets up every municipality that is in them.

        Taking out (`dataset_id`) what is of the example is for who manages, as `Guarded.in_charge_of` offers it.
        """
        if dataset_id is not None and origin == DEMO:
            return self._asker.rights.manage  # everybody sees the example; one person is not to take it from the others
        local: set[str] = set()
        for table in LOCAL.intersection(files):
            local |= municipalities(files[table], dataset_id)
        is_mixed = dataset_id is None and bool(local) and not LOCAL.issuperset(files)
        if local:
            return not is_mixed and all(self._asker.scope(origin, key).may_set_up for key in local)
        return self._asker.rights.manage


def municipalities(paths: Iterable[Path], dataset_id: str | None = None) -> set[str]:
    """The municipalities of the rows in these files, or of the rows of one data set in them."""
    wanted = [("dataset_id", "==", dataset_id)] if dataset_id is not None else None
    found: set[str] = set()
    for path in paths:
        rows = pq.read_table(path, columns=["municipality"], filters=wanted)
        found.update(key or "" for key in rows.column("municipality").unique().to_pylist())
    return found
