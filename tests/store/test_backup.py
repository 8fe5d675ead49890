"""Backup and restore: everything comes back, also what others write meanwhile; nothing is written over; damage is named."""

import json
import os
import threading
import zipfile

import pytest
from typer.testing import CliRunner

from monitor import clock
from monitor.cli import app
from monitor.dialogues import drafts
from monitor.session import Session
from monitor.store import backup, snapshot
from monitor.store.backup import BackupError, back_up, restore, verify
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".tmp", ".lock")
    }


@pytest.fixture
def workspace(example_workspace):
    for folder, name in (("access", "people.csv"), ("catalogue", "notes.csv"), ("staging/half", "a.parquet")):
        (example_workspace / folder).mkdir(parents=True)
        (example_workspace / folder / name).write_text("x\n", "utf-8")
    return Workspace(example_workspace)


@pytest.fixture
def made(workspace, tmp_path):
    return back_up(workspace, tmp_path / "kopie.zip")


def test_everything_that_counts_comes_back_and_pages_say_the_same(workspace, made, tmp_path):
    elsewhere = Workspace(tmp_path / "elsewhere")
    found = restore(made.path, elsewhere)
    wanted = {path: content for path, content in files(workspace.folder).items() if not path.startswith("staging/")}
    assert files(elsewhere.folder) == wanted
    assert {"access/people.csv", "catalogue/notes.csv"} < wanted.keys()
    assert found.n_files == made.n_files == len(wanted)
    (elsewhere.folder / "catalogue" / "notes.csv").unlink()
    (workspace.folder / "catalogue" / "notes.csv").unlink()
    before, after = Session(workspace.folder), Session(elsewhere.folder)
    assert after.data_version() == before.data_version()
    assert repr(after.national().rows) == repr(before.national().rows)


def test_the_file_is_for_its_owner_only_and_has_its_checksum_beside_it(made):
    assert made.path.stat().st_mode & 0o077 == 0
    assert (made.path.parent / "kopie.zip.sha256").read_text("utf-8") == f"{made.sha256}  kopie.zip\n"
    assert sorted(path.name for path in made.path.parent.glob("*kopie*")) == ["kopie.zip", "kopie.zip.sha256"]


def test_a_backup_is_never_written_over_another(workspace, made):
    before = made.path.read_bytes()
    with pytest.raises(BackupError, match="bestaat al"):
        back_up(workspace, made.path)
    assert made.path.read_bytes() == before


def test_a_backup_does_not_go_into_the_workspace_itself(workspace):
    with pytest.raises(BackupError, match="werkmap zelf"):
        back_up(workspace, workspace.folder / "kopie.zip")


def test_a_workspace_with_anything_in_it_is_left_alone(made, tmp_path):
    there = tmp_path / "there"
    (there / "journal" / "actions").mkdir(parents=True)
    (there / "journal" / "actions" / "one.json").write_text("{}", "utf-8")
    before = files(there)
    with pytest.raises(BackupError, match="niet leeg"):
        restore(made.path, Workspace(there))
    assert files(there) == before


def changed(path, tmp_path, change):
    """The same ZIP with other files: `change` gets and gives name -> content."""
    with zipfile.ZipFile(path) as archive:
        found = change({name: archive.read(name) for name in archive.namelist()})
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return other


def with_other_bytes(found):
    name = next(name for name in found if name.endswith(".parquet"))
    return {**found, name: found[name][:-1] + b"?"}


def without_one(found):
    return {name: content for name, content in found.items() if not name.startswith("log/")}


def with_a_stranger(found):
    return {**found, "log/extra.json": b"{}"}


def that_leads_out(found):
    told = json.loads(found[backup.MANIFEST])
    told["files"]["log/../../out.json"] = told["files"].pop(next(iter(told["files"])))
    name = next(name for name in found if name != backup.MANIFEST)
    moved = {("log/../../out.json" if one == name else one): content for one, content in found.items()}
    return {**moved, backup.MANIFEST: json.dumps(told).encode()}


def without_a_list(found):
    return {name: content for name, content in found.items() if name != backup.MANIFEST}


def of_a_newer_program(found):
    return {**found, backup.MANIFEST: json.dumps({**json.loads(found[backup.MANIFEST]), "format": 99}).encode()}


@pytest.mark.parametrize(
    "change",
    [with_other_bytes, without_one, with_a_stranger, that_leads_out, without_a_list, of_a_newer_program],
)
def test_a_backup_that_is_not_as_it_was_is_refused_before_anything_is_written(made, tmp_path, change):
    with pytest.raises(BackupError):
        restore(changed(made.path, tmp_path, change), Workspace(tmp_path / "there"))
    assert not (tmp_path / "there").exists()


@pytest.mark.parametrize("cut", [10, 1000, -10])
def test_a_backup_that_was_cut_short_is_refused(made, tmp_path, cut):
    content = made.path.read_bytes()
    other = tmp_path / "cut.zip"
    other.write_bytes(content[:cut])
    with pytest.raises(BackupError):
        restore(other, Workspace(tmp_path / "there"))
    assert not (tmp_path / "there").exists()


def test_every_byte_of_the_file_counts_when_its_checksum_is_there(made):
    content = bytearray(made.path.read_bytes())
    content[11] ^= 1  # a time in a header, which no reader of ZIP minds
    made.path.write_bytes(bytes(content))
    with pytest.raises(BackupError, match="beschadigd"):
        verify(made.path)


def test_damage_goes_along_and_is_named(workspace, tmp_path):
    (path,) = (workspace.folder / "tables" / "scores").glob("*.parquet")
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 50 + content[150:])
    made = back_up(workspace, tmp_path / "kopie.zip")
    assert [file.name for file in made.damaged] == [path.name]
    restore(made.path, Workspace(tmp_path / "there"))
    (again,) = (tmp_path / "there" / "tables" / "scores").glob("*.parquet")
    assert again.read_bytes() == path.read_bytes()


def test_a_disk_that_is_full_leaves_no_half_backup(workspace, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(OSError):
        back_up(workspace, tmp_path / "kopie.zip")
    assert not list(tmp_path.glob("*kopie*"))


def test_without_its_checksum_there_is_no_backup(workspace, tmp_path, monkeypatch):
    """Else the next try would be refused its name."""

    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync", full)
    with pytest.raises(OSError):
        back_up(workspace, tmp_path / "kopie.zip")
    assert not list(tmp_path.glob("*kopie*"))


def test_an_empty_workspace_is_no_backup(tmp_path):
    """Who forgets to say which workspace it is, would keep nothing every night."""
    (tmp_path / "w" / "log").mkdir(parents=True)
    for folder in (tmp_path / "w", tmp_path / "nowhere"):
        with pytest.raises(BackupError, match="staat niets"):
            back_up(Workspace(folder), tmp_path / "kopie.zip")
    assert not list(tmp_path.glob("*kopie*"))


def test_a_folder_that_may_not_be_read_is_not_left_out_in_silence(workspace, tmp_path, monkeypatch):
    closed = workspace.folder / "catalogue"
    look = os.scandir

    def refuse(path="."):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        back_up(workspace, tmp_path / "kopie.zip")
    assert not list(tmp_path.glob("*kopie*"))


def test_a_file_of_which_the_name_does_not_fit_is_named_and_the_rest_is_kept(workspace, tmp_path):
    (workspace.folder / "catalogue" / "a\\b.csv").write_text("x", "utf-8")
    made = back_up(workspace, tmp_path / "kopie.zip")
    assert made.unreadable == ("catalogue/a\\b.csv",)
    assert restore(made.path, Workspace(tmp_path / "there")).n_files == made.n_files == len(files(tmp_path / "there"))


def test_a_restore_that_stops_halfway_does_not_pass_for_a_whole_workspace(made, tmp_path, monkeypatch):
    there = Workspace(tmp_path / "there")
    keep_file, seen = there.place.keep_file, []

    def full(path, source):
        seen.append(path)
        if path.startswith("log/"):
            raise OSError(28, "No space left on device")
        keep_file(path, source)

    monkeypatch.setattr(there.place, "keep_file", full)
    with pytest.raises(OSError):
        restore(made.path, there)
    assert seen
    assert not Workspace(there.folder).state().is_whole


def test_what_was_kept_before_is_in_it_and_what_comes_meanwhile_is_whole(workspace, tmp_path):
    """Others write all the time: drafts that are merged and taken away, settings, actions."""
    journal, stop, kept = Journal(workspace.folder), threading.Event(), []
    draft = drafts.start(journal, "own", "m", 2026, "internal_childcare", "k1")

    def type_on():
        for number in range(100_000):
            drafts.save(journal, draft, {"field": f"text {number}"})
            kept.append(number)
            if stop.is_set():
                return

    writer = threading.Thread(target=type_on)
    writer.start()
    try:
        for turn in range(6):
            while len(kept) < turn * 30 + 5:
                pass
            least = kept[-1]
            made = back_up(workspace, tmp_path / f"{turn}.zip")
            there = Workspace(tmp_path / f"there{turn}")
            restore(made.path, there)
            found = drafts.load(Journal(there.folder), draft)
            assert int(found.text("field").split()[1]) >= least
            assert found.unreadable == 0
            assert there.state().is_whole
    finally:
        stop.set()
        writer.join()


def test_no_change_is_in_it_without_what_was_kept_before_it(workspace, monkeypatch):
    """A change of a stream that is listed late must not come without the one of a stream that was listed early."""
    journal, looked = Journal(workspace.folder), []
    entries = snapshot._entries

    def slow(folder):
        if not looked:  # after log and the first streams were listed, before the last one was
            looked.append(entries(folder))
            journal.append("actions", {"kind": "first"})
            second = journal.append("tags", {"kind": "second"})
            return [*looked[0], f"journal/tags/{second['entry_id']}.json"]
        journal.append("actions", {"kind": "later"})
        return entries(folder)

    monkeypatch.setattr(snapshot, "_entries", slow)
    found = {path for path in snapshot.listed(workspace.folder) if path not in looked[0] and "tables/" not in path}
    kinds = [json.loads((workspace.folder / path).read_text("utf-8"))["kind"] for path in sorted(found)]
    assert sorted(kinds) == ["first", "second"]


def test_files_of_an_import_that_is_still_running_are_left_out(workspace):
    busy = workspace.folder / "tables" / "scores" / "busy.parquet"
    busy.write_bytes(b"half")
    assert "tables/scores/busy.parquet" not in snapshot.listed(workspace.folder)
    os.utime(busy, (1, 1))
    assert "tables/scores/busy.parquet" in snapshot.listed(workspace.folder)


def test_the_commands(workspace, tmp_path):
    run = CliRunner().invoke
    target = str(tmp_path / "kopie.zip")
    (workspace.folder / "catalogue" / "measures.csv").write_text("kapot\n", "utf-8")
    made = run(app, ["backup", target])
    assert (made.exit_code, "nagelezen" in made.stdout) == (0, True), made.output
    again = run(app, ["backup", target])
    assert (again.exit_code, "bestaat al" in again.stderr) == (2, True)
    there = ["--workspace", str(tmp_path / "there")]
    back = run(app, ["restore", target, *there])
    assert (back.exit_code, "Teruggezet" in back.stdout) == (0, True), back.output
    trail = Journal(tmp_path / "there").entries(f"audit/{clock.today().isoformat()}")
    assert trail[-1]["kind"] == "restored", "that roles and trail are those of an earlier day is in the trail"
    assert "access list" in back.output
    assert run(app, ["restore", target, *there]).exit_code == 2
    gone = run(app, ["restore", str(tmp_path / "weg.zip"), "--workspace", str(tmp_path / "other")])
    assert (gone.exit_code, "is er niet" in gone.stderr) == (2, True)


def test_a_workspace_in_a_store_is_put_back_in_the_store_and_backed_up_from_it(made, machine, tmp_path):
    here = Workspace(machine("here").folder)
    restore(made.path, here)
    there = Workspace(machine("there").folder)
    assert there.state().is_whole
    assert there.state().version == here.state().version != "leeg"
    again = back_up(there, tmp_path / "again.zip")
    assert (again.n_files, again.damaged) == (made.n_files, ())
    with pytest.raises(BackupError, match="niet leeg"):
        restore(made.path, there)
