"""`backup` and `restore`: everything of a workspace in one file, and back in an empty workspace."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from monitor import clock, paths
from monitor.access import audit
from monitor.cli.common import WorkspaceOption, app, refuse
from monitor.ingest.report import why
from monitor.session import Session
from monitor.store.backup import Backup, BackupError, back_up
from monitor.store.backup import restore as put_back
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from monitor.wording.numbers import count, date_text, nl, time

EXPORT_NAME = "reservekopie"


@app.command()
def backup(
    file: Annotated[
        Path,
        typer.Argument(metavar="BESTAND", help="Het bestand dat gemaakt wordt, bijvoorbeeld kopie-2026-11-22.zip."),
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Maak een reservekopie van de hele werkmap, ook terwijl anderen werken. Exitcode 2 bij schade in de werkmap."""
    source = _opened(workspace)
    with _told("De reservekopie is niet gemaakt"):
        made = back_up(source, file.expanduser().absolute(), _data_version(source))
    typer.echo(f"Reservekopie gemaakt en nagelezen: {made.path.name}, {_what(made)}.")
    typer.echo(f"Controlegetal (SHA-256): {made.sha256}")
    with contextlib.suppress(OSError):  # a workspace in which nothing can be kept can still be backed up
        audit.record(Journal(source.folder), audit.EXPORT, EXPORT_NAME, made.data_version)
    for damaged in made.damaged:
        told = " Het is niet meer in gebruik." if damaged.is_dealt_with else ""
        typer.echo(f"Let op: {damaged.place} {damaged.reason}. Het staat zo in de reservekopie.{told}", err=True)
    for path in made.unreadable:
        typer.echo(f"Let op: {path} is niet te lezen, of de naam past niet in een reservekopie.", err=True)
    if made.unreadable or not all(damaged.is_dealt_with for damaged in made.damaged):
        refuse("De werkmap was niet heel. Vraag na wat er mis is met: python -m monitor check")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="De reservekopie.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Zet een reservekopie terug in een lege werkmap. Alles wordt eerst gecontroleerd."""
    into = _opened(workspace)
    with _told("De reservekopie is niet teruggezet"):
        found = put_back(file.expanduser().absolute(), into)
    made_at = clock.local(found.made_at)
    of = f"De kopie is van {date_text(made_at)}, {time(made_at)}."
    typer.echo(f"Teruggezet: {_what(found)}. {of}")
    with contextlib.suppress(OSError):  # everything is back; that the trail cannot say so does not undo it
        audit.record(Journal(into.folder), audit.RESTORED, of, found.data_version)
    typer.echo("Rollen en logboek zijn ook van die dag. Kijk na wie iets mag: python -m monitor access list")
    if not Workspace(into.folder).state().is_whole:
        refuse("De werkmap was niet heel toen de kopie werd gemaakt. Vraag na wat er mis is: python -m monitor check")


def _data_version(source: Workspace) -> str:
    """The version that the pages show; empty when they show none, because the catalogue has a mistake."""
    try:
        return Session(source.folder).data_version()
    except (ValueError, OSError):
        return ""


def _what(found: Backup) -> str:
    size = nl(found.size / 1_000_000, 1)
    return f"{count(found.n_files, 'bestand', 'bestanden')}, {size} MB, dataversie {found.data_version}"


def _opened(workspace: Path | None) -> Workspace:
    """The workspace without its catalogue: a mistake in that must not keep anybody from a backup."""
    try:
        folder = paths.workspace(workspace)
    except (ValueError, OSError) as problem:
        refuse(f"De werkmap kan niet worden geopend: {problem}")
    if folder.exists() and not folder.is_dir():
        refuse(f"De werkmap kan niet worden geopend: {folder} is geen map.")
    return Workspace(folder)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Says in Dutch why it did not go, with exit code 2."""
    try:
        yield
    except BackupError as problem:
        refuse(f"{what}. {problem}")
    except OSError as problem:
        refuse(f"{what}: {why(problem)}.")
