"""The database reads and writes the folders it was given, and nothing else: no other file, no extension, no network."""

from __future__ import annotations

import socket
from pathlib import Path

import duckdb
import pytest

from monitor.store import database
from monitor.store.database import Database

SECRET = "dit-mag-niemand-lezen"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The folder that the database may use, and one beside it with files that it may not."""
    inside, outside = tmp_path / "mijn werk'map", tmp_path / "elders"
    inside.mkdir()
    outside.mkdir()
    (inside / "eigen.csv").write_text("a\n1\n")
    (inside / "link").symlink_to(outside)
    for name in ("geheim.csv", "geheim.json", "geheim.txt"):
        (outside / name).write_text(f'{{"a": "{SECRET}"}}\n')
    with duckdb.connect() as other:
        other.execute(f"copy (select '{SECRET}' as a) to '{outside}/geheim.parquet' (format parquet)")
    with duckdb.connect(str(outside / "geheim.duckdb")) as other:
        other.execute(f"create table t as select '{SECRET}' as a")
    return inside, outside


def ask(monkeypatch: pytest.MonkeyPatch, inside: Path, text: str) -> list[dict]:
    """What the database of the app answers to this SQL."""
    monkeypatch.setattr(database, "sql", lambda name: text)
    return Database([inside]).rows("x")


def test_its_own_folder_can_be_read(folders, monkeypatch):
    inside = str(folders[0] / "eigen.csv").replace("'", "''")
    assert ask(monkeypatch, folders[0], f"select a from read_csv('{inside}')") == [{"a": 1}]


READING = (
    "from read_csv('{o}/geheim.csv')",
    "from read_json('{o}/geheim.json')",
    "from read_parquet('{o}/geheim.parquet')",
    "from read_text('{o}/geheim.txt')",
    "from read_blob('{o}/*')",
    "from '{o}/geheim.parquet'",
    'select * from "{o}/geheim.csv"',
    "from glob('{o}/*')",
    "from sniff_csv('{o}/geheim.csv')",
    "from parquet_metadata('{o}/geheim.parquet')",
    "from read_text('{i}/../elders/geheim.txt')",
    "from read_text('{i}/./../elders/geheim.txt')",
    "from read_text('{i}elders/geheim.txt')",
    "from read_text('{i}/link/geheim.txt')",
    "from read_text('file://{o}/geheim.txt')",
    "from read_text('/etc/passwd')",
    "from read_text('/proc/self/environ')",
    "attach '{o}/geheim.duckdb' as other (read_only)",
    "select getenv('HOME')",
    "from query('from read_text(''{o}/geheim.txt'')')",
    "import database '{o}'",
)


@pytest.mark.parametrize("text", READING)
def test_no_other_file_can_be_read(folders, monkeypatch, text: str):
    inside, outside = folders
    with pytest.raises(duckdb.Error, match=r"Permission Error|does not exist") as refused:
        ask(monkeypatch, inside, text.format(i=str(inside).replace("'", "''"), o=outside))
    assert SECRET not in str(refused.value)


WRITING = (
    "copy (select 1) to '{o}/nieuw.csv'",
    "copy (select 1) to '{o}/nieuw.parquet' (format parquet)",
    "copy (select 1) to '{i}/../elders/nieuw.csv'",
    "export database '{o}/nieuw'",
    "attach '{o}/nieuw.duckdb' as other",
)


@pytest.mark.parametrize("text", WRITING)
def test_no_other_file_can_be_written(folders, monkeypatch, text: str):
    inside, outside = folders
    with pytest.raises(duckdb.Error, match="Permission Error"):
        ask(monkeypatch, inside, text.format(i=str(inside).replace("'", "''"), o=outside))
    assert not list(outside.glob("nieuw*"))


CONFIGURING = (
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "set allowed_paths = ['/etc/passwd']",
    "set lock_configuration = false",
    "set temp_directory = '/tmp'",
    "set memory_limit = '100GB'",
    "set python_enable_replacements = true",
    "set allow_unsigned_extensions = true",
    "set autoinstall_known_extensions = true",
    "set custom_extension_repository = 'http://127.0.0.1'",
    "set global extension_directory = '/tmp'",
    "reset enable_external_access",
    "pragma enable_external_access = true",
)


@pytest.mark.parametrize("text", CONFIGURING)
def test_it_cannot_be_given_more(folders, monkeypatch, text: str):
    with pytest.raises(duckdb.Error, match="Cannot change"):
        ask(monkeypatch, folders[0], text)


EXTENDING = ("install httpfs", "load httpfs", "force install spatial", "install '{o}/x.duckdb_extension'",
             "load '{o}/x.duckdb_extension'", "update extensions", "load sqlite_scanner")  # fmt: skip


@pytest.mark.parametrize("text", EXTENDING)
def test_no_extension_can_be_loaded(folders, monkeypatch, text: str):
    inside, outside = folders
    (outside / "x.duckdb_extension").write_bytes(b"\0" * 512)
    with pytest.raises(duckdb.Error, match="Permission Error"):
        ask(monkeypatch, inside, text.format(o=outside))


@pytest.mark.parametrize("start", ["http://", "https://", "s3://", "hf://", "azure://"])
def test_no_other_computer_is_asked(folders, monkeypatch, start: str):
    """A listener on this machine, so that a request would be seen."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        place = f"{start}127.0.0.1:{listener.getsockname()[1]}/geheim.parquet"
        with pytest.raises(duckdb.Error):
            ask(monkeypatch, folders[0], f"from read_parquet('{place}')")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_objects_of_the_program_are_no_tables(folders, monkeypatch):
    import pandas as pd

    secret_of_the_program = pd.DataFrame({"a": [SECRET]})
    assert len(secret_of_the_program) == 1
    with pytest.raises(duckdb.Error):
        ask(monkeypatch, folders[0], "from secret_of_the_program")
