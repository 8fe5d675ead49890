"""`dialogue`: where a year of the local dialogue stands, as text, rows or documents."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import dialogue_rows as rows
from monitor.cli import dialogue_text
from monitor.cli.common import Format, FormatOption, WorkspaceOption, app, refuse, write
from monitor.cli.dialogue_choice import Asked, MunicipalityOption, OnOption, OriginOption, YearOption
from monitor.cli.dutch import Commands
from monitor.dialogues import words as vocabulary
from monitor.dialogues.coverage import coverage as coverage_of
from monitor.dialogues.flows import matrix, notable_changes
from monitor.dialogues.status import status as status_of
from monitor.dialogues.status_json import to_json
from monitor.wording.dialogue import SIGNS_NOTE
from monitor.wording.numbers import date_text

dialogue = Commands("De lokale kwaliteitsdialoog: stand, dekking, doorstroom, acties, verslag.")
app.add_typer(dialogue, name="dialogue")

SmallOption = Annotated[bool, typer.Option("--show-small", help="Toon ook kleine aantallen. Deel die niet.")]


class Document(enum.StrEnum):
    working_group = "working_group"
    steering_group = "steering_group"
    lea = "lea"
    letters = "letters"
    poster = "poster"
    poster_a3 = "poster_a3"
    calendar = "calendar"
    workbook = "workbook"


@dialogue.command()
def status(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
    show_small: SmallOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Waar het dialoogjaar staat: fasen, interne en gezamenlijke dialogen, VVE en acties. Als tekst of JSON."""
    if form is Format.csv:
        refuse("De stand is er als table of json. Voor CSV: dialogue coverage.")
    asked = Asked(workspace, year, on, municipality, origin)
    found = status_of(asked.cycle, asked.on, hide_small=not show_small)
    shares = coverage_of(asked.cycle, asked.on)
    if form is Format.json:
        parts = [
            {"name": d.name, "done": d.done, "total": d.total, "sentence": d.sentence} for d in shares.denominators
        ]
        _print(to_json(found, asked.cycle) | {"denominators": parts, "stamp": rows.stamp(asked.cycle)})
    else:
        typer.echo(dialogue_text.status_text(found, shares, asked.cycle, _words(asked)))


@dialogue.command()
def coverage(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
    form: FormatOption = Format.table,
) -> None:
    """Wie wat inleverde: elke locatie met de interne en gezamenlijke dialoog en de verplichte thema's."""
    asked = Asked(workspace, year, on, municipality, origin)
    found = coverage_of(asked.cycle, asked.on)
    lines = rows.coverage_rows(found, asked.cycle, _words(asked), asked.on)
    _heading(asked, form)
    columns, headings = rows.coverage_columns(asked.cycle), rows.coverage_headings(asked.cycle)
    _write(lines, rows.coverage_short(asked.cycle), columns, form, headings)
    if form is Format.table:
        for part in found.denominators:
            typer.echo(part.sentence)


@dialogue.command()
def flows(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
    show_small: SmallOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Kinderen van opvang naar school, met VVE en met de totalen. Kleine aantallen zijn een x."""
    asked = Asked(workspace, year, on, municipality, origin)
    lines = rows.flow_rows(matrix(asked.cycle, asked.on, hide_small=not show_small), asked.cycle, asked.on)
    if form is not Format.json:
        lines = rows.with_signs(lines, ("children", "children_vve"))
    _heading(asked, form)
    _write(lines, rows.FLOW_SHORT, rows.FLOW_COLUMNS, form)
    if form is Format.table:
        typer.echo(SIGNS_NOTE)
        for change in notable_changes(asked.cycle, hide_small=not show_small):
            typer.echo(change.sentence)


@dialogue.command()
def actions(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Alleen acties over de datum.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """De acties: eerst over de datum, dan zonder eigenaar, dan op datum."""
    asked = Asked(workspace, year, on, municipality, origin)
    lines = rows.action_rows(asked.cycle, _words(asked), asked.on, overdue)
    _heading(asked, form)
    _write(lines, rows.ACTION_SHORT, rows.ACTION_COLUMNS, form)


@dialogue.command()
def series(
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
    form: FormatOption = Format.table,
) -> None:
    """De cijfers over bereik, kwaliteit en opbrengsten, en waar een cijfer ontbreekt."""
    asked = Asked(workspace, year, on, municipality, origin)
    triple, lines = rows.triple_rows(asked.cycle, _words(asked)), rows.series_rows(asked.cycle, asked.on)
    if form is Format.json:
        _print(rows.about(asked.cycle, asked.on) | {"triple": triple, "points": lines})
        return
    _heading(asked, form)
    if form is Format.table:
        for part in triple:
            typer.echo(part["sentence"])
    _write(rows.with_signs(lines, ("value",)), rows.SERIES_SHORT, rows.SERIES_COLUMNS, form)


@dialogue.command()
def report(
    kind: Annotated[Document, typer.Option("--kind", help="Welk document.")],
    out: Annotated[Path, typer.Option("--out", help="Bestand of map om in te bewaren.")],
    workspace: WorkspaceOption = None,
    year: YearOption = None,
    on: OnOption = None,
    municipality: MunicipalityOption = None,
    origin: OriginOption = None,
) -> None:
    """Maak een document van dit jaar, zoals het verslag van de werkgroep of de brieven aan de locaties."""
    from monitor.dialogues import reports  # loads what makes documents only when somebody wants one

    asked = Asked(workspace, year, on, municipality, origin)
    try:
        written = reports.write(kind.value, asked.session, asked.cycle, asked.on, out)
    except reports.ReportError as problem:
        refuse(str(problem))
    except OSError:
        refuse(f"Het document kan niet worden bewaard in {out}. Kijk of u daar mag schrijven, en of er plaats is.")
    _heading(asked, Format.table)
    for path in written:
        typer.echo(f"Bewaard: {path}")


def _words(asked: Asked) -> vocabulary.Words:
    return vocabulary.load(asked.session.catalogue.folders)


def _heading(asked: Asked, form: Format) -> None:
    """What people read first; rows for a machine have it in their columns."""
    if form is Format.table:
        typer.echo(dialogue_text.heading(asked.cycle, date_text(asked.on)))


def _write(
    lines: list[rows.Row], short: Sequence[str], columns: Sequence[str], form: Format,
    headings: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """A table for people holds what fits a terminal; the other forms hold everything."""
    if form is Format.table:
        write(rows.for_people(lines), short, form, headings)
    else:
        write(lines, columns, form)


def _print(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
