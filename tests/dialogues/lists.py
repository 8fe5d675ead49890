"""Builders for the tests of lists: small good files, and one call to import and read back."""

from __future__ import annotations

from pathlib import Path

from monitor import catalogue as catalogues
from monitor.dialogues.records import Cycle
from monitor.ingest import ImportReport, import_file
from monitor.session import Session
from monitor.store.workspace import Workspace

CATALOGUE = catalogues.load()
LOCATIONS = """code;naam;soort;wijk;aanlevering;interne_dialoog
K1;Opvang De Kikker;kinderopvang;Centrum;vragenlijst;12-5-2026
K2;Peuteropvang 't Stekje;opvang;Voorstad;;
S1;Basisschool De Eik;school;Centrum;schoolbestuur;
S2;De Wilg;basisschool;Voorstad;vragenlijst;nee
"""
FLOWS = """van;naar;kinderen;met_vve
K1;S1;7;2
K2;S2;x;<5
"""
DIALOGUES = """code;datum;deelnemers;partnerschap;stabiliteit;doorgaande lijn;extra_thema
D1;3-6-2026;K1|S1;1;1;0;
D2;4-6-2026;"K2; De Wilg; jgz";ja;x;nee;Burgerschap
"""
ACTIONS = """code;dialoog;thema;eigenaar;datum;status
A1;D1;partnerschap;Gemeente;1-9-2026;afgesproken
A2;D2;Burgerschap;;;loopt
"""


def put(workspace: Workspace, text: str, name: str = "lijst.csv", encoding: str = "utf-8", **options) -> ImportReport:
    """Import a text as a CSV file."""
    path = workspace.folder.parent / name
    path.write_bytes(text.encode(encoding))
    return import_file(path, workspace, CATALOGUE, **options)


def good(workspace: Workspace, text: str, name: str = "lijst.csv", **options) -> ImportReport:
    """Import what must be kept."""
    report = put(workspace, text, name, **options)
    assert report.problems == ()
    assert report.kept
    return report


def refused(workspace: Workspace, text: str, **options) -> list[tuple[str, str]]:
    """Import what must be refused, with nothing kept; (code, message) of each problem."""
    before = stored_files(workspace.folder)
    report = put(workspace, text, "fout.csv", **options)
    assert report.problems
    assert not report.kept
    assert stored_files(workspace.folder) == before
    return [(p.code, p.message) for p in report.problems]


def stored_files(folder: Path) -> set[str]:
    """Every file that counts: the cache of empty tables is no data."""
    return {str(p) for p in folder.rglob("*") if p.is_file() and "cache" not in p.parts}


def cycle(workspace: Workspace, year: int = 2026, municipality: str = "", origin: str = "own") -> Cycle:
    return Session(workspace.folder).dialogues.cycle(origin, municipality, year)
