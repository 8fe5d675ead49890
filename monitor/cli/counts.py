"""`counts`: the heavy step elsewhere. Give scores or counts to another engine or organisation, and take counts in."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from monitor.access import audit
from monitor.cli.common import REFUSED, WorkspaceOption, app, opened, refuse
from monitor.cli.dutch import Commands
from monitor.distributed import export
from monitor.distributed.take_in import take_in
from monitor.distributed.transpile import SCORES, TABLES, NotPortable, StrangeName, portable
from monitor.ingest.report import not_read, why
from monitor.records import DEMO, OWN
from monitor.store.journal import Journal
from monitor.suppression import FEWEST
from monitor.wording.numbers import count

counts = Commands("Tellingen die elders zijn gemaakt: de vraag, de gegevens ervoor, en het inlezen.")
app.add_typer(counts, name="counts")

OutOption = Annotated[Path, typer.Option("--out", help="Nieuwe map voor de bestanden.")]


class Origin(enum.StrEnum):
    own = OWN
    demo = DEMO


OriginOption = Annotated[Origin, typer.Option("--origin", help="Eigen cijfers, of verzonnen cijfers (demo).")]


@counts.command("import")
def import_counts(
    folders: Annotated[
        list[Path], typer.Argument(metavar="MAP", help="Mappen met score_counts en organisation_sums (Parquet).")
    ],
    workspace: WorkspaceOption = None,
    label: Annotated[str, typer.Option(help="Hoe deze gegevens heten (anders de naam van de map).")] = "",
    adds_up: Annotated[
        bool, typer.Option("--adds-up", help="Organisaties die er al staan, hebben hier andere groepen: tel ze op.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Alleen controleren, niets bewaren.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Verslag als JSON.")] = False,
) -> None:
    """Lees tellingen in zonder losse scores. Klopt er iets niet, dan wordt er niets van bewaard (exitcode 2)."""
    session = opened(workspace)
    reports = []
    for folder in folders:
        try:
            report = take_in(
                folder, session.workspace, session.catalogue, label=label, adds_up=adds_up, dry_run=dry_run
            )
        except duckdb.Error:
            reason = "een bestand in de werkmap is niet te lezen"
            report = not_read(
                folder.name, reason, "Vraag na wat er mis is met: python -m monitor check", dry_run=dry_run
            )
        except OSError as problem:
            remedy = "Kijk of u de map mag openen, en of er plaats is in de werkmap."
            report = not_read(folder.name, why(problem), remedy, dry_run=dry_run)
        reports.append(report)
    if as_json:
        typer.echo(json.dumps([report.to_dict() for report in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            typer.echo(report.text())
    if any(report.problems for report in reports):
        raise typer.Exit(REFUSED)


@counts.command("export")
def export_counts(
    out: OutOption,
    workspace: WorkspaceOption = None,
    origin: OriginOption = Origin.own,
    raw: Annotated[bool, typer.Option("--raw", help="De losse scores, voor een machine die zelf telt.")] = False,
    without_small: Annotated[
        bool, typer.Option("--without-small", help=f"Laat cellen met minder dan {FEWEST} groepen weg.")
    ] = False,
) -> None:
    """Schrijf de tellingen van deze werkmap (of de losse scores) als Parquet, om elders op te tellen."""
    if raw and without_small:
        refuse("Losse scores zijn er met alle groepen. Kies --raw of --without-small, niet beide.")
    session = opened(workspace)
    state = session.state()
    if not export.has_any(state, origin.value, raw=raw):
        refuse("Er is niets om te schrijven: deze werkmap heeft geen scores van deze herkomst.")
    if out.exists():
        refuse(f"De map '{out}' bestaat al. Kies een nieuwe map.")
    try:
        about = "losse scores" if raw else "tellingen"
        audit.record(Journal(session.workspace.folder), audit.EXPORT, about, session.data_version(state))
        written = export.write(session, state, origin.value, out, raw=raw, least=FEWEST if without_small else 1)
    except duckdb.Error:
        refuse("De gegevens in de werkmap zijn niet te lezen. Vraag na wat er mis is met: python -m monitor check")
    except OSError as problem:
        refuse(f"Het schrijven lukt niet ({why(problem)}). Er is niets geschreven. Kijk of er plaats is.")
    for file, rows in written.items():
        typer.echo(f"{file}: {count(rows, 'regel', 'regels')}.")
    typer.echo("Er staan nummers van organisaties in. Deel de bestanden alleen met wie ze mag zien.")


@counts.command()
def sql(
    dialect: Annotated[str, typer.Option(help="Taal van de andere machine: spark, trino, postgres, clickhouse ...")],
    table: Annotated[str, typer.Option(help=f"Welke tabel: {' of '.join(TABLES)}.")] = TABLES[0],
    scores: Annotated[str, typer.Option(help="Hoe de tabel met scores daar heet.")] = SCORES,
    origin: OriginOption = Origin.own,
) -> None:
    """De vraag die elders de tellingen maakt. Het antwoord, als Parquet, is wat `counts import` leest."""
    if table not in TABLES:
        refuse(f"'{table}' kennen we niet. Kies uit: {', '.join(TABLES)}.")
    try:
        typer.echo(portable(table, dialect, {"dataset_id": "counts", "origin": origin.value}, scores))
    except ImportError:
        refuse("Hiervoor is sqlglot nodig. Het staat in requirements-distributed.txt.")
    except StrangeName:
        refuse(f"'{scores}' is geen naam van een tabel. Schrijf bijvoorbeeld schema.tabel.")
    except NotPortable as problem:
        refuse(f"Deze vraag is niet veilig te vertalen: andere machines lezen er iets anders in ({problem}).")
    except ValueError:
        refuse(f"De taal '{dialect}' kennen we niet.")
