"""What all commands share: the app, the workspace option, formats, and how an error is said."""

from __future__ import annotations

import csv
import enum
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import duckdb
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from monitor.cli.dutch import Commands
from monitor.cli.headings import HEADINGS
from monitor.export.signs import defused, legal
from monitor.session import Session
from monitor.wording import damage

app = Commands("Kwaliteit in beeld: gegevens inlezen, oordelen opvragen, gegevens controleren.")

REFUSED = 2


class Format(enum.StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", help="Map met uw eigen gegevens (anders KWALITEIT_WORKSPACE of data/workspace)."),
]
MeasureOption = Annotated[str | None, typer.Option("--measure", help="Alleen dit onderdeel (code of naam).")]
CareTypeOption = Annotated[str | None, typer.Option("--care-type", help="Alleen deze opvangsoort (code of naam).")]
FormatOption = Annotated[Format, typer.Option("--format", help="Vorm van de uitvoer.")]


def refuse(message: str) -> NoReturn:
    """Say why, on standard error, and stop with exit code 2."""
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)


def opened(workspace: Path | None) -> Session:
    """The workspace, opened. What does not count because it is damaged is told on standard error."""
    try:
        session = Session(workspace)
        told = damage.sentences(session.state(), is_manager=True)
    except ValueError as problem:
        refuse(str(problem))
    except NotADirectoryError as problem:
        refuse(f"De werkmap kan niet worden geopend: {problem} is geen map.")
    except OSError as problem:
        refuse(f"De werkmap kan niet worden geopend: {problem}")
    if told:
        typer.echo(f"Let op. {' '.join(told)} Vraag na welke: python -m monitor check", err=True)
    return session


@contextmanager
def readable() -> Iterator[None]:
    """Damaged or missing files of the workspace are told in Dutch, with the command that says which ones."""
    try:
        yield
    except (duckdb.Error, OSError):
        refuse("De gegevens in de werkmap zijn niet te lezen. Vraag na wat er mis is met: python -m monitor check")


def code_or_refuse(session: Session, kind: str, text: str | None) -> str | None:
    """The code that the user means by a word; an unknown word is refused with what is possible."""
    if text is None:
        return None
    code = session.catalogue.code_of(kind, text)
    things = list(session.catalogue.measures if kind == "measure" else session.catalogue.care_types)
    if code not in things:
        refuse(f"'{text}' kennen we niet. Kies uit: {', '.join(things)}.")
    return code


def write(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: Format, headings: Mapping[str, str] | None = None
) -> None:
    """Print rows: a table for people, JSON with everything, or CSV with the columns given.

    `headings` are those of the table that differ from what its columns are called elsewhere.
    """
    if form is Format.json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False))
    elif form is Format.csv:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerow(columns)
        writer.writerows([_text(row.get(column)) for column in columns] for row in rows)
        typer.echo(text.getvalue(), nl=False)
    elif not rows:
        typer.echo("Er zijn geen regels.")
    else:
        shown = RichTable(show_lines=False)
        called = HEADINGS | dict(headings or {})
        for column in columns:
            shown.add_column(called.get(column, column), overflow="fold")
        for row in rows:
            shown.add_row(*(_text(row.get(column)) for column in columns))
        Console(width=None if sys.stdout.isatty() else 200, markup=False).print(shown)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}".replace(".", ",")
    if isinstance(value, list | tuple):
        return ", ".join(_text(v["title"]) if isinstance(v, dict) and "title" in v else _text(v) for v in value)
    return defused(legal(str(value)))


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A callback (fraction, text) that draws a bar on a terminal, and draws nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda fraction, text: bar.update(task, completed=fraction, description=text)
