"""`access` and `audit`: who may see and do what on a server, and what was done. For the administrator of the workspace."""

from __future__ import annotations

import getpass
import os
from datetime import date
from typing import Annotated

import typer

from monitor import clock
from monitor.access import audit as trail
from monitor.access import people, people_file, roles
from monitor.access.check import check, still_open
from monitor.access.people import Line, People
from monitor.access.people_file import NotChanged, Wanted
from monitor.access.records import ALL, NOTHING, OWN_LOCATIONS, TOTALS, Rights
from monitor.cli.common import REFUSED, Format, FormatOption, WorkspaceOption, app, opened, refuse, write
from monitor.cli.dialogue_choice import asked_day
from monitor.cli.dutch import Commands
from monitor.ingest.report import REASONS, why
from monitor.store import actor
from monitor.wording.numbers import count, date_table

access = Commands("Wie mag wat op een server: personen en rollen.")
app.add_typer(access, name="access")

EmailArgument = Annotated[str, typer.Argument(metavar="ADRES", help="Het e-mailadres.")]
RoleOption = Annotated[str, typer.Option("--role", help="De code van de rol (zie `access roles`).")]
COLUMNS = ("row", "email", "role", "label", "municipality", "locations", "until", "counts")
OF_ROLES = {"role": "Code van de rol", "label": "Rol"}
TRAIL = ("at", "who", "what", "about", "data_version")
LEVELS = {
    NOTHING: "niets", OWN_LOCATIONS: "alles van de eigen locaties", TOTALS: "aantallen", ALL: "alles van de gemeente",
}  # fmt: skip


@app.callback()
def _somebody(context: typer.Context) -> None:
    context.with_resource(actor.acting(_account))


def _account() -> str:
    """Who changes something from the command line: the account of the system."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a container may run as a number without a name
        return f"cli:{os.getuid()}"


@access.command("list")
def list_people(workspace: WorkspaceOption = None, form: FormatOption = Format.table) -> None:
    """De personen en hun rollen, zoals ze nu gelden."""
    session = opened(workspace)
    known = people.load(session.workspace.folder)
    today = clock.today()
    write([_row(line, today) for line in known.lines], COLUMNS, form, OF_ROLES)
    _say_problems(known, form)


@access.command("roles")
def list_roles(workspace: WorkspaceOption = None, form: FormatOption = Format.table) -> None:
    """De rollen die er zijn, en wat elke rol mag."""
    known = roles.load(opened(workspace).workspace.folder)
    rows = [{"code": r.code, "label": r.label, "explanation": r.explanation} for r in known.by_code.values()]
    write(rows, ("code", "label", "explanation"), form, OF_ROLES)


@access.command("check")
def check_people(workspace: WorkspaceOption = None) -> None:
    """Controleer de bestanden in de map access. Exitcode 2 als er iets niet klopt."""
    session = opened(workspace)
    known = people.load(session.workspace.folder)
    checked = check(known, session)
    for told in filter(None, (*map(str, checked.problems), checked.still_open)):
        typer.echo(told)
    if not known.exists:
        typer.echo("Er is geen access/people.csv. Op een server mag dan niemand iets.")
    elif not any(line.role.manage and line.holds_on(clock.today()) for line in known.lines):
        typer.echo("Niemand beheert nu de gegevens. Geef iemand een rol die dat mag, zoals data_manager.")
    typer.echo(f"{count(len(known.lines), 'regel telt', 'regels tellen')} mee.")
    if checked.problems:
        raise typer.Exit(REFUSED)


@access.command("add")
def add_person(
    email: EmailArgument,
    role: RoleOption,
    municipality: Annotated[str, typer.Option(help="De gemeente; leeg als er maar één is.")] = "",
    locations: Annotated[str, typer.Option(help="Codes van locaties, met een puntkomma ertussen.")] = "",
    until: Annotated[str, typer.Option(help="De laatste dag, zoals 2027-08-31.")] = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Geef iemand een rol."""
    session = opened(workspace)
    try:
        people_file.add(session, Wanted(email, role, municipality, locations, until))
    except NotChanged as problem:
        refuse(f"{problem} Er is niets veranderd.")
    except OSError as problem:
        refuse(_not_kept(problem))
    typer.echo(f"{email} heeft de rol {role}.")
    known = people.load(session.workspace.folder)
    checked, added = check(known, session), max((line.row for line in known.lines), default=-1)
    doubts = [str(problem) for problem in checked.problems if problem.row == added]
    doubts.append(still_open({added} & set(checked.not_compared)))
    for doubt in filter(None, doubts):
        typer.echo(f"Let op: {doubt}")


@access.command("remove")
def remove_person(
    email: EmailArgument,
    role: Annotated[str | None, typer.Option("--role", help="Alleen deze rol; anders alle rollen.")] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Neem iemand een rol af. Dat geldt vanaf de volgende klik, ook als diegene nu is aangemeld."""
    session = opened(workspace)
    try:
        gone = people_file.remove(session, email, role)
    except NotChanged as problem:
        refuse(f"{problem} Er is niets veranderd.")
    except OSError as problem:
        refuse(_not_kept(problem))
    typer.echo(f"{count(gone, 'regel is', 'regels zijn')} weggehaald.")


@access.command("who")
def who_is(email: EmailArgument, workspace: WorkspaceOption = None) -> None:
    """Wat iemand nu mag, als het adres bij het aanmelden is bevestigd."""
    folder = opened(workspace).workspace.folder
    person = people.load(folder).person(email.strip(), verified=True)
    called = roles.load(folder).by_code
    names = [f"{called[code].label} ({code})" if code in called else code for code in person.roles]
    typer.echo(f"{email}: {', '.join(names) or 'geen rol'}.")
    for line in _told(person.rights):
        typer.echo(f"- {line}")


@app.command()
def audit(
    since: Annotated[str, typer.Option(help="Vanaf deze dag, zoals 2026-11-01.")] = "",
    until: Annotated[str, typer.Option(help="Tot en met deze dag.")] = "",
    who: Annotated[str | None, typer.Option(help="Alleen van deze persoon (e-mailadres).")] = None,
    workspace: WorkspaceOption = None,
    form: FormatOption = Format.table,
) -> None:
    """Het logboek: wie wanneer iets ophaalde, veranderde of niet mocht. De nieuwste regel staat boven."""
    session = opened(workspace)
    found = trail.lines(session, asked_day(since) if since else None, asked_day(until) if until else None, who)
    rows = [
        {"at": line.at.isoformat(sep=" ", timespec="seconds"), "who": line.who, "kind": line.kind, "what": line.what,
         "about": line.about, "data_version": line.data_version}
        for line in found
    ]  # fmt: skip
    write(rows, TRAIL, form)


def _row(line: Line, today: date) -> dict[str, object]:
    return {
        "row": line.row, "email": line.email, "role": line.role.code, "label": line.role.label,
        "municipality": line.municipality, "locations": list(line.locations),
        "until": date_table(line.until) if line.until else "", "counts": "ja" if line.holds_on(today) else "voorbij",
    }  # fmt: skip


def _told(rights: Rights) -> list[str]:
    yes_no = {True: "ja", False: "nee"}
    told = [
        f"landelijke pagina's: {yes_no[rights.national]}", f"overleg voorbereiden: {yes_no[rights.consultations]}",
        f"gegevens en personen beheren: {yes_no[rights.manage]}",
    ]  # fmt: skip
    for municipality, scope in rights.dialogues.items():
        own = f" ({', '.join(sorted(scope.locations))})" if scope.locations else ""
        sets_up = ", en inrichten" if scope.may_set_up else ""
        told.append(f"dialoog van {municipality or 'de enige gemeente'}: {LEVELS[scope.level]}{own}{sets_up}")
    return told


def _say_problems(known: People, form: Format) -> None:
    if known.problems and form is Format.table:
        many = count(len(known.problems), "regel of bestand telt", "regels of bestanden tellen")
        typer.echo(f"{many} niet mee. Vraag na waarom: python -m monitor access check", err=True)


def _not_kept(problem: OSError) -> str:
    reason = f" ({why(problem)})" if problem.errno in REASONS else ""
    return f"In de werkmap kan niets worden bewaard{reason}. Er is niets veranderd."
