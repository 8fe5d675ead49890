"""`import`, `retire`, `check`, `compact`, `demo` and `catalogue`: everything that changes or inspects the data."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer

from monitor import catalogue_check
from monitor.checks import CheckResult, run_checks
from monitor.cli import import_answers as answers
from monitor.cli.common import (
    REFUSED,
    Format,
    FormatOption,
    WorkspaceOption,
    app,
    opened,
    progress_bar,
    readable,
    refuse,
    write,
)
from monitor.cli.dialogue_choice import known_year
from monitor.compact import compact_workspace
from monitor.demo import install_all
from monitor.dialogues.intake.several import import_in_order
from monitor.dialogues.intake.typed import WHICH_MUNICIPALITY
from monitor.export.signs import legal
from monitor.file_checks import REPAIR
from monitor.ingest import ImportReport, import_file
from monitor.ingest.report import not_read, why
from monitor.session import Session
from monitor.store.workspace import Workspace
from monitor.wording.checks import line
from monitor.wording.numbers import count

COUNTS, DAMAGED = "telt mee", "beschadigd, telt niet mee"
"""What `datasets` says of a set."""
MOST_TOLD = 20
"""Rows of one check that are told."""
INDENT = " " * 11
NUMBERS = "Het nummer ziet u met: python -m monitor datasets"


class Kind(enum.StrEnum):
    auto = "auto"
    scores = "scores"
    summaries = "summaries"
    findings = "findings"
    locations = "locations"
    flows = "flows"
    dialogues = "dialogues"
    actions = "actions"
    series = "series"
    form = "form"


class Origin(enum.StrEnum):
    own = "own"
    demo = "demo"


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="BESTAND", help="XLSX- of CSV-bestanden.")],
    workspace: WorkspaceOption = None,
    kind: Annotated[Kind, typer.Option("--as", help="Wat erin staat; auto kijkt naar de kolommen.")] = Kind.auto,
    origin: Annotated[Origin, typer.Option(help="Eigen cijfers, of verzonnen cijfers (demo).")] = Origin.own,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Alleen controleren, niets bewaren.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Verslag als JSON.")] = False,
    municipality: Annotated[str, typer.Option(help="De gemeente, bij lokale lijsten en registers.")] = "",
    year: Annotated[int | None, typer.Option(help="Het dialoogjaar van lokale lijsten en vragenlijsten.")] = None,
    profile: Annotated[str | None, typer.Option(help="Het profiel van de vragenlijst.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="Wat een kop betekent: 'KOP=veld'. Mag vaker.")] = None,
    value: Annotated[
        list[str] | None, typer.Option(help="Wat een woord betekent: 'soort:WOORD=code'. Mag vaker.")
    ] = None,
) -> None:
    """Lees bestanden in. Klopt een bestand niet, dan wordt er niets van bewaard (exitcode 2).

    Lijsten van de lokale dialoog gaan in vaste volgorde: locaties, doorstroom, dialogen, vragenlijsten, acties.
    """
    if year is not None:
        known_year(year, year)
    session = opened(workspace)
    given = {
        "kind": kind.value, "origin": origin.value, "municipality": municipality, "year": year, "profile": profile,
        "columns": answers.columns(column or []), "values": answers.values(value or []),
    }  # fmt: skip

    def one(file: Path, into: Workspace, dry: bool) -> ImportReport:
        with progress_bar() as progress:
            return _imported(file, into, session, {**given, "dry_run": dry, "progress": progress})

    reports = import_in_order(files, session.workspace, session.catalogue, kind.value, dry_run, one)
    if as_json:
        typer.echo(json.dumps([report.to_dict() for report in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            typer.echo(report.text())
            if any(problem.code == WHICH_MUNICIPALITY for problem in report.problems):
                typer.echo("Geef de gemeente op met --municipality.")
            for hint in answers.hints(report):
                typer.echo(hint)
    if any(report.problems for report in reports):
        raise typer.Exit(REFUSED)


def _imported(file: Path, into: Workspace, session: Session, given: dict[str, Any]) -> ImportReport:
    """The report on one file. A file that cannot be opened is refused like any other, so that the others go on."""
    try:
        return import_file(file, into, session.catalogue, **given)
    except duckdb.Error:
        if into.look_deeper():  # what is damaged is set aside now
            return _imported(file, into, session, given)
        reason, remedy = (
            "een bestand in de werkmap is niet te lezen",
            "Vraag na wat er mis is met: python -m monitor check",
        )
    except OSError as problem:
        reason, remedy = why(problem), "Kijk of u het bestand mag openen, en of er plaats is in de werkmap."
    return not_read(file.name, reason, remedy, dry_run=given["dry_run"])


@contextmanager
def _writable() -> Iterator[None]:
    """A workspace in which nothing can be kept is told in Dutch."""
    try:
        yield
    except OSError as problem:
        refuse(f"In de werkmap kan niets worden bewaard ({why(problem)}). Er is niets veranderd.")


@app.command()
def retire(
    dataset: Annotated[str, typer.Argument(metavar="NUMMER", help="Het nummer van de gegevensset (zie `datasets`).")],
    workspace: WorkspaceOption = None,
) -> None:
    """Neem een ingelezen set uit alle berekeningen. De bestanden blijven bewaard."""
    session = opened(workspace)
    try:
        with _writable():
            gone = session.workspace.retire(dataset)
    except KeyError:
        refuse(f"Er is geen gegevensset '{dataset}' in gebruik. Vraag de lijst op met: python -m monitor datasets")
    typer.echo(f"Niet meer in gebruik: {gone.label or gone.file_name}.")


@app.command()
def datasets(
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
) -> None:
    """De gegevenssets in gebruik, en of ze meetellen. Een set met een beschadigd bestand telt niet mee."""
    names = ("dataset_id", "kind", "origin", "label", "file_name", "n_rows", "imported_at", "state")
    now = opened(workspace).state()
    states = [(dataset, COUNTS) for dataset in now.datasets.values()]
    states += [(aside.dataset, DAMAGED) for aside in now.set_aside]
    rows = [{**{name: getattr(dataset, name) for name in names[:-1]}, "state": state} for dataset, state in states]
    write(rows, names, form, {"state": "Stand"})


@app.command()
def check(workspace: WorkspaceOption = None) -> None:
    """Controleer de gegevens in de werkmap. Exitcode 2 als er iets niet klopt en nog niet is opgelost."""
    session = opened(workspace)
    session.workspace.look_deeper()
    try:
        results = run_checks(session.database, session.workspace, session.state(), session.catalogue)
    except OSError as problem:  # the checks keep empty tables in a folder of this machine for a moment
        refuse(f"De controle lukt niet ({why(problem)}). Kijk of er plaats is op de schijf.")
    except duckdb.Error:
        refuse(f"De gegevens zijn niet te lezen. {REPAIR}")
    for result in results:
        _tell(result)
    now = session.state()
    typer.echo(f"{count(len(now.datasets), 'ingelezen set telt', 'ingelezen sets tellen')} mee.")
    if now.set_aside:
        is_one = len(now.set_aside) == 1
        typer.echo(
            f"{count(len(now.set_aside), 'set', 'sets')} {'telt' if is_one else 'tellen'} nu niet mee. {NUMBERS}"
        )
    elif not now.datasets:  # all is well in a folder that somebody named by mistake, too
        typer.echo("Had u meer verwacht? Wijs de goede werkmap aan met KWALITEIT_WORKSPACE.")
    if any(result.rows for result in results):
        raise typer.Exit(REFUSED)


def _tell(result: CheckResult) -> None:
    """One check: whether all is well, what is not, what to do about it; then what was dealt with."""
    typer.echo(f"{'niet goed' if result.rows else 'goed':10} {result.title_nl}")
    _tell_rows(result.rows)
    if result.rows:
        typer.echo(INDENT + result.remedy_nl)
    _tell_rows(result.dealt_with)


def _tell_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows[:MOST_TOLD]:
        typer.echo(INDENT + legal(line(row)))
    if (more := len(rows) - MOST_TOLD) > 0:
        typer.echo(f"{INDENT}En nog {count(more, 'regel', 'regels')}.")


@app.command()
def compact(workspace: WorkspaceOption = None) -> None:
    """Voeg kleine bestanden samen. De gegevens blijven gelijk."""
    session = opened(workspace)
    with readable(), _writable():
        done = compact_workspace(session.workspace, session.database)
    for table, (before, after) in done.items():
        typer.echo(f"{table}: {count(before, 'bestand', 'bestanden')} werd {count(after, 'bestand', 'bestanden')}.")


@app.command()
def demo(
    workspace: WorkspaceOption = None,
    seed: Annotated[int, typer.Option(help="Een ander getal geeft andere verzonnen cijfers.")] = 2024,
) -> None:
    """Schrijf het voorbeeld: verzonnen cijfers, overal gemerkt als fictief."""
    session = opened(workspace)
    with _writable():
        scores, dialogue = install_all(session.workspace, session.database, session.catalogue, seed=seed)
    typer.echo(f"Fictieve gegevens staan klaar: {count(scores.n_rows, 'regel', 'regels')} ({scores.dataset_id}).")
    typer.echo(f"{dialogue.label}: {count(dialogue.n_rows, 'regel', 'regels')} ({dialogue.dataset_id}).")


@app.command()
def catalogue(
    check: Annotated[list[Path], typer.Option("--check", help="Bestand van een catalogus; mag vaker.")],
    more: Annotated[list[Path] | None, typer.Argument(metavar="BESTAND", help="Nog meer bestanden.")] = None,
) -> None:
    """Zeg wat er niet klopt aan een eigen catalogus (exitcode 2), of dat alles klopt."""
    problems = catalogue_check.check_files([*check, *(more or [])])
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(REFUSED)
    typer.echo("De catalogus klopt.")
