"""A disk that refuses at any point of any writing: nothing is there by half, and the same again goes well afterwards.

The disk refuses at the first call, at the second one, and so on until the change needs no more calls: every renaming,
writing, syncing and making of a folder of each kind of change is tried once.
"""

import contextlib
import errno
import itertools
import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor import catalogue as catalogues
from monitor.compact import compact_workspace
from monitor.consultation.records import Point
from monitor.consultation.store import Consultations
from monitor.dialogues import drafts
from monitor.dialogues import settings as years
from monitor.ingest import import_file
from monitor.store.database import Database
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.dialogues.lists import LOCATIONS

MOST_CALLS = 200


class Disk:
    """Refuses this call and all later ones, counted from when it is armed."""

    def __init__(self):
        self.refuse_at, self.calls = None, 0

    def wrap(self, call):
        def guarded(*given, **more):
            if self.refuse_at is not None:
                self.calls += 1
                if self.calls >= self.refuse_at:
                    raise OSError(errno.ENOSPC, "No space left on device")
            return call(*given, **more)

        return guarded


@pytest.fixture
def disk(monkeypatch):
    made = Disk()
    for owner, name in ((os, "replace"), (os, "fsync"), (os, "mkdir"), (Path, "write_bytes"), (pq, "write_table")):
        monkeypatch.setattr(owner, name, made.wrap(getattr(owner, name)))
    monkeypatch.setattr(Database, "copy", made.wrap(Database.copy))
    return made


@pytest.fixture
def folder(tmp_path):
    """A workspace with two imports, a draft, a consultation and settings."""
    found = tmp_path / "w"
    for name in ("a", "b"):
        read_in(found, tmp_path, name)
    years.save(Journal(found), "own", years.template(2026, "m"))
    return found


def read_in(folder, tmp_path, name):
    text = f"opvangsoort;onderdeel;periode;score;groep_id\nopvang x;omgeving;2017-2019;4,1;{name}\n"
    file = tmp_path / f"{name}.csv"
    file.write_text(text, "utf-8")
    report = import_file(
        file, Workspace(folder), catalogues.load(folder), kind="scores", values={("care_type", "opvang x"): "kdv_baby"}
    )
    assert report.kept or report.already_known, report.text()


def an_import(folder, tmp_path):
    read_in(folder, tmp_path, "c")


def a_list(folder, tmp_path):
    file = tmp_path / "locaties.csv"
    file.write_text(LOCATIONS, "utf-8")
    report = import_file(file, Workspace(folder), catalogues.load(folder), kind="locations", year=2026)
    assert report.kept or report.already_known, report.text()


def a_merge(folder, tmp_path):
    compact_workspace(Workspace(folder), Database([folder]))


def taking_out(folder, tmp_path):
    with contextlib.suppress(KeyError):  # it was taken out, and only the answer of the disk was lost
        workspace = Workspace(folder)
        workspace.retire(workspace.state().changes[0].dataset.dataset_id)


def a_word(folder, tmp_path):
    Workspace(folder).remember({("care_type", "iets"): "kdv_baby"})


def a_draft(folder, tmp_path):
    journal = Journal(folder)
    draft = drafts.start(journal, "own", "m", 2026, "internal_childcare", "k1")
    drafts.save(journal, draft, {"field": "Tekst"})


def a_setting(folder, tmp_path):
    years.save(Journal(folder), "own", years.template(2027, "m"))


def a_consultation(folder, tmp_path):
    store = Consultations(Journal(folder))
    made = store.create("Overleg")
    store.save_point(made, Point("", means="Tekst"))


CHANGES = (an_import, a_list, a_merge, taking_out, a_word, a_draft, a_setting, a_consultation)
TWO_CHANGES = (a_draft, a_consultation)
OF_THE_LOG = (an_import, a_list, a_merge, taking_out, a_word)


def told(entry):
    """What an entry says: the same change twice, because the first time seemed to fail, is one change."""
    return repr({name: value for name, value in entry.items() if name not in ("at", "entry_id")})


def seen(folder):
    """What a process that starts now finds: rows, words, changes by hand; fails when anything is damaged."""
    workspace, journal = Workspace(folder), Journal(folder)
    assert not workspace.look_deeper()
    state = workspace.state()
    assert state.is_whole
    assert state.damaged == ()
    rows = pa.concat_tables([pq.read_table(path) for path in state.files["scores"]])
    streams = {stream: len({told(entry) for entry in journal.entries(stream)}) for stream in journal.all_streams()}
    assert [journal.unreadable(stream) for stream in streams] == [[]] * len(streams)
    counted = sorted(key for key in rows["dataset_id"].to_pylist() if key in state.datasets)
    return sorted(state.datasets), counted, dict(state.mappings), {s: n for s, n in streams.items() if n}


@pytest.mark.parametrize("change", CHANGES)
def test_a_disk_that_refuses_anywhere_leaves_nothing_by_half(folder, tmp_path, disk, change):
    before, elsewhere = seen(folder), tmp_path / "elsewhere"
    shutil.copytree(folder, elsewhere)
    change(elsewhere, tmp_path)
    wanted = seen(elsewhere)
    for refuse_at in itertools.count(1):
        assert refuse_at < MOST_CALLS
        disk.calls, disk.refuse_at = 0, refuse_at
        try:
            change(folder, tmp_path)
            break
        except OSError:
            disk.refuse_at = None
            after = seen(folder)
            assert after in (before, wanted) or change in TWO_CHANGES
            # What was told to have failed does not count either.
            assert after == before or change not in OF_THE_LOG
    assert refuse_at > 2, "there were calls to refuse"
    if change not in TWO_CHANGES:
        assert seen(folder) == wanted
    assert not list((folder / "staging").glob("*")), "nothing is left of what was prepared"
