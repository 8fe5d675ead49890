"""A disk that is full, and a workspace that may not be written: `python -m benchmarks.refusing_disk` (as root, on Linux).

A small file system in memory (tmpfs) holds a workspace with the example. It is filled to the last byte, then emptied and
mounted read-only. On both, every way of writing is tried: it must be refused in Dutch without a traceback, everything that
was there must still be there, and every page must open. With room again, the same must go well.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from benchmarks.kill_work import scores_file
from monitor import catalogue as catalogues
from monitor import paths
from monitor.cli import app as commands
from monitor.consultation.store import Consultations
from monitor.demo import install_all
from monitor.dialogues import action_edits, drafts
from monitor.dialogues import settings as years
from monitor.ingest import import_file
from monitor.ingest.report import why
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.store.journal import Journal

SIZE = "24m"
PAGES = ("overzicht", "trend", "spreiding", "werk-en-aanbod", "mijn-locatie", "dialoog", "overleg", "gegevens")
LOCATIONS = "naam;code;soort;gebied\nDe Linde;K1;opvang;Noord\n"
Try = Callable[[Path], str]
"""Writes; returns what was told when it was refused, or "" when it went well."""


def main() -> int:
    if os.geteuid() != 0:
        print("Mounting a file system needs root.")
        return 2
    logging.disable(logging.CRITICAL)
    failed = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch, mounted(Path(scratch, "disk")) as disk:
        folder = disk / "workspace"
        os.environ[paths.WORKSPACE_VARIABLE] = str(folder)
        session = Session(folder)
        install_all(session.workspace, session.database, session.catalogue)
        own = scores_file(Path(scratch), session.catalogue)  # beside the example, so that there is something to merge
        import_file(own, session.workspace, session.catalogue, kind="scores")
        tries = attempts(Path(scratch), folder)
        print("| what | disk full | read-only |\n| --- | --- | --- |")
        told: dict[str, list[str]] = {name: [] for name in tries}
        for state in (full, read_only):
            with state(disk):
                before = contents(folder)
                for name, attempt in tries.items():
                    told[name].append(attempt(folder) or "NOT REFUSED")
                    if contents(folder) != before:
                        failed.append(f"{state.__name__}, {name}: the workspace changed")
                failed += [f"{state.__name__}: {problem}" for problem in pages_that_fail()]
        for name, texts in told.items():
            print(f"| {name} | " + " | ".join(texts) + " |")
            failed += [f"{name}: {text}" for text in texts if "NOT REFUSED" in text or "Traceback" in text]
        for name, attempt in tries.items():
            if text := attempt(folder):
                failed.append(f"with room again, {name}: {text}")
        state = Session(folder).state()
        failed += [f"damaged: {file.place}" for file in state.damaged]
    print(f"\nPages opened on both: {len(PAGES)}. Problems: {len(failed)}.")
    for one in failed:
        print(f"- {one}")
    return 1 if failed else 0


# --------------------------------------------------------------------------------------------------------- the two disks


@contextlib.contextmanager
def mounted(disk: Path) -> Iterator[Path]:
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", disk], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


@contextlib.contextmanager
def full(disk: Path) -> Iterator[None]:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as handle, contextlib.suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    handle.write(b"\0" * size)
    yield
    filler.unlink()


@contextlib.contextmanager
def read_only(disk: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that counts."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".tmp", ".lock"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if "staging" not in path.parts}


# ------------------------------------------------------------------------------------------------------ ways of writing


def attempts(scratch: Path, folder: Path) -> dict[str, Try]:
    scores = scores_file(scratch, catalogues.load(folder))
    places = scratch / "locaties.csv"
    places.write_text(LOCATIONS, "utf-8")
    journal = Journal(folder)
    draft = drafts.start(journal, OWN, "", 2026, "internal_childcare", "k1")
    session = Session(folder)
    municipality, year = session.dialogues.cycles(DEMO)[0]
    cycle = session.dialogues.cycle(DEMO, municipality, year)
    dataset = next(key for key, d in session.state().datasets.items() if d.kind != "scores")
    return {
        "import of scores": command("import", scores, "--as", "scores"),
        "import of a list": command("import", places, "--as", "locations", "--year", "2026"),
        "autosave of a form": kept(lambda: drafts.save(journal, draft, {"field": "Tekst " * 2000})),
        "action": kept(lambda: action_edits.new(journal, cycle, text="Een actie")),
        "settings": kept(lambda: years.save(journal, OWN, years.template(2026))),
        "consultation": kept(lambda: Consultations(journal).create("Overleg")),
        "merging files": command("compact"),
        "backup on this disk": command("backup", folder.parent / "kopie.zip"),
        "taking out of use": command("retire", dataset),
    }


def command(*words: object) -> Try:
    def attempt(folder: Path) -> str:
        result = CliRunner().invoke(commands, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            return f"Traceback: {result.exception!r}"
        return " ".join(result.output.split()) if result.exit_code else ""

    return attempt


def kept(write: Callable[[], object]) -> Try:
    """What a page says is its own sentence; here the reason that the library gives."""

    def attempt(folder: Path) -> str:
        try:
            write()
        except OSError as problem:
            known = problem.errno in (errno.ENOSPC, errno.EROFS)
            return why(problem) if known else f"Traceback: {problem!r}"
        return ""

    return attempt


def pages_that_fail() -> list[str]:
    found = []
    for page in PAGES:
        app = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
        app.query_params["cijfers"] = "voorbeeld"
        app.switch_page(f"pages/{page}.py")
        app.run()
        wrong = [e.value for e in app.exception] + [e.value for e in app.error]
        found += [f"{page}: {text}" for text in wrong]
    return found


if __name__ == "__main__":
    sys.exit(main())
