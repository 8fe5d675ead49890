"""A backup of a workspace in one ZIP file, made while others write, and putting it back in an empty workspace.

The ZIP holds the files as they are, and a list of all of them with size and SHA-256. A backup is read back before it gets
its name; a restore checks everything before it writes, and what was put back counts all at once: until the last file is
there, the workspace says that it is not whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.store.damage import CHUNK, DamagedFile, Digest, digest_of
from monitor.store.place import sync
from monitor.store.snapshot import ROOTS, beside, listed
from monitor.store.workspace import Workspace

MANIFEST, FORMAT = "reservekopie.json", 1
CHECKSUM = ".sha256"
BUSY = "log/00000000T000000000000Z-restore.json"
"""Stands in the log while a backup is put back: no entry that anybody can read, so the workspace says it is not whole."""
STORED = (".parquet",)
SAFE = re.compile(r"(?:[^/\\\x00]{1,200}/){1,3}[^/\\\x00]{1,200}")
AT_ONCE = 8
TRIES = 20

EXISTS = "Dit bestand bestaat al. Kies een andere naam: een reservekopie gaat nooit over een andere heen."
INSIDE = "Zet de reservekopie niet in de werkmap zelf. Kies een andere map, liefst op een andere schijf."
NO_FOLDER = "De map voor de reservekopie bestaat niet."
EMPTY = "In deze werkmap staat niets. Wijs de goede map aan met KWALITEIT_WORKSPACE."
NO_BACKUP = "Dit bestand is geen reservekopie van een werkmap."
BROKEN = "De reservekopie is beschadigd. Er is niets teruggezet. Neem een andere reservekopie."
NEWER = "Deze reservekopie is van een nieuwere versie van dit programma. Werk eerst het programma bij."
NOT_EMPTY = (
    "De werkmap is niet leeg. Er is niets veranderd. Zet de reservekopie terug in een lege map. "
    "Wijs die map daarna aan met KWALITEIT_WORKSPACE."
)
RESTLESS = "Er wordt te veel gewijzigd om een reservekopie te maken. Probeer het later opnieuw."


class BackupError(Exception):
    """Why there is no backup or nothing was put back; the text is Dutch."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made or read: how many files, the checksum of the whole, what was damaged in the workspace."""

    path: Path
    made_at: str
    data_version: str
    n_files: int
    size: int
    sha256: str
    damaged: tuple[DamagedFile, ...] = ()
    unreadable: tuple[str, ...] = ()
    """Entries of the log that could not be read, and files that are not in the backup."""


# ------------------------------------------------------------------------------------------------------------- backing up


def back_up(workspace: Workspace, target: Path, data_version: str = "") -> Backup:
    """Write everything in the workspace to a file that is not there yet; read it back; returns what it is.

    `data_version` is the one that the pages show. Damaged files go along as they are, and are named. Raises BackupError,
    or OSError when the file cannot be written; then nothing is left of it.
    """
    _check_target(workspace, target)
    workspace.look_deeper()
    state, made_at = workspace.state(), workspace.place.now()
    version = data_version or state.version
    unfinished = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        with open(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as handle:
            with zipfile.ZipFile(handle, "w", allowZip64=True) as archive:
                files, lost = _packed(archive, workspace.folder)
                about = {"format": FORMAT, "made_at": made_at, "data_version": version}
                told = {path: [digest.size, digest.sha256] for path, digest in sorted(files.items())}
                archive.writestr(MANIFEST, json.dumps({**about, "files": told}, indent=0), zipfile.ZIP_DEFLATED)
            handle.flush()
            os.fsync(handle.fileno())
        verified = verify(unfinished)
        _named(unfinished, target)
    except FileExistsError as taken:
        raise BackupError(EXISTS) from taken
    finally:
        unfinished.unlink(missing_ok=True)
    _sealed(target, verified.sha256)
    return Backup(
        target, made_at, version, len(files), verified.size, verified.sha256, state.damaged,
        (*state.unreadable, *lost),
    )  # fmt: skip


def _named(unfinished: Path, target: Path) -> None:
    """Give the file its name. Raises FileExistsError when that was taken meanwhile, where the file system can tell."""
    try:
        os.link(unfinished, target)
    except FileExistsError:
        raise
    except OSError:  # no hard links here
        os.replace(unfinished, target)


def _sealed(target: Path, sha256: str) -> None:
    """Put the checksum beside the backup. Without it there is no backup: the next one would be refused its name."""
    seal = target.with_name(target.name + CHECKSUM)
    try:
        seal.write_text(f"{sha256}  {target.name}\n", "utf-8")
        sync(seal)
        sync(target.parent)
    except OSError:
        for path in (seal, target):
            path.unlink(missing_ok=True)
        raise


def _check_target(workspace: Workspace, target: Path) -> None:
    if target.exists() or target.with_name(target.name + CHECKSUM).exists():
        raise BackupError(EXISTS)
    if not target.parent.is_dir():
        raise BackupError(NO_FOLDER)
    if target.resolve().is_relative_to(workspace.folder.resolve()):
        raise BackupError(INSIDE)


def _packed(archive: zipfile.ZipFile, folder: Path) -> tuple[dict[str, Digest], list[str]]:
    """Pack every file that belongs to this moment; what was packed, and what cannot be read or has no name for a ZIP."""
    packed: dict[str, Digest] = {}
    there = listed(folder)
    if not there:
        raise BackupError(EMPTY)
    lost = [path for path in there if not _is_safe(path)]
    waiting = [path for path in there if _is_safe(path)]
    for _ in range(TRIES):
        gone = []
        for path in waiting:
            try:
                packed[path] = _packed_one(archive, folder, path)
            except FileNotFoundError:
                gone.append(path)
            except OSError:
                lost.append(path)
        again = {path for one in gone for path in beside(folder, one)}
        waiting = sorted(again - packed.keys() - set(lost))
        if not waiting:
            return packed, lost
    raise BackupError(RESTLESS)


def _packed_one(archive: zipfile.ZipFile, folder: Path, path: str) -> Digest:
    with (folder / path).open("rb") as source:
        content = source.read(CHUNK)  # before the entry is begun: a file that cannot be read leaves none
        found, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(path)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_STORED if path.endswith(STORED) else zipfile.ZIP_DEFLATED
        with archive.open(info, "w", force_zip64=True) as into:
            while content:
                into.write(content)
                found.update(content)
                size += len(content)
                content = source.read(CHUNK)
    return Digest(size, found.hexdigest())


# ---------------------------------------------------------------------------------------------------------- putting back


def verify(path: Path) -> Backup:
    """Read every byte of a backup. Raises BackupError when it is none, or when anything in it is not as it was."""
    whole = digest_of(path)
    with _opened(path) as archive:
        told = _manifest(archive)
        for name, digest in told.files.items():
            if _unpacked(archive, name, lambda content: None) != digest:
                raise BackupError(BROKEN)
    kept = path.with_name(path.name + CHECKSUM)
    if kept.is_file() and kept.read_text("utf-8", "replace").split()[:1] != [whole.sha256]:
        raise BackupError(BROKEN)
    return Backup(path, told.made_at, told.data_version, len(told.files), whole.size, whole.sha256)


def restore(path: Path, workspace: Workspace) -> Backup:
    """Put a backup back in an empty workspace. Raises BackupError, and then nothing has changed; OSError when it cannot
    be written: what was put back so far stays, and the workspace says that it is not whole."""
    found = verify(path)
    if is_in_use(workspace):
        raise BackupError(NOT_EMPTY)
    with workspace.staging() as folder, _opened(path) as archive:
        files = _manifest(archive).files
        for name, digest in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as into:
                if _unpacked(archive, name, into.write) != digest:
                    raise BackupError(BROKEN)
        workspace.place.keep(BUSY, b"{}")
        for is_log in (False, True):
            _put(workspace, folder, [name for name in files if name.startswith("log/") is is_log])
        workspace.place.remove([BUSY])
    return found


def is_in_use(workspace: Workspace) -> bool:
    """Whether there is any file of somebody in the workspace."""
    return any(path.is_file() for root in ROOTS for path in (workspace.folder / root).rglob("*"))


def _put(workspace: Workspace, folder: Path, names: Iterable[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda name: workspace.place.keep_file(name, folder / name), names))


@dataclass(frozen=True, slots=True)
class _Manifest:
    made_at: str
    data_version: str
    files: Mapping[str, Digest]


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The ZIP; whatever is wrong with it raises BackupError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except zipfile.BadZipFile as problem:
        raise BackupError(NO_BACKUP if not zipfile.is_zipfile(path) else BROKEN) from problem
    except (EOFError, NotImplementedError, RuntimeError) as problem:  # cut short, or packed in a way that we never do
        raise BackupError(BROKEN) from problem


def _manifest(archive: zipfile.ZipFile) -> _Manifest:
    """The list of files. Raises BackupError when there is none, or when the ZIP holds others."""
    names = archive.namelist()
    if MANIFEST not in names:
        raise BackupError(NO_BACKUP)
    try:
        told = json.loads(archive.read(MANIFEST))
        if int(told["format"]) > FORMAT:
            raise BackupError(NEWER)
        files = {str(path): Digest(int(size), str(sha256)) for path, (size, sha256) in told["files"].items()}
        found = _Manifest(str(told["made_at"]), str(told["data_version"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, zlib.error) as problem:
        raise BackupError(BROKEN) from problem
    if sorted([*files, MANIFEST]) != sorted(names) or not all(map(_is_safe, files)):
        raise BackupError(BROKEN)
    return found


def _is_safe(path: str) -> bool:
    """Whether a path stays inside the folders of a workspace."""
    parts = path.split("/")
    return bool(SAFE.fullmatch(path)) and parts[0] in ROOTS and not any(part in (".", "..") for part in parts)


def _unpacked(archive: zipfile.ZipFile, name: str, write: Callable[[bytes], Any]) -> Digest:
    """Read one file to its end; what it was."""
    found, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as source:
            while content := source.read(CHUNK):
                write(content)
                found.update(content)
                size += len(content)
    except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise BackupError(BROKEN) from problem
    return Digest(size, found.hexdigest())
