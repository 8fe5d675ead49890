"""The documents of a dialogue year, all made from the same counts: `make` gives bytes, `write` writes files.

Which kinds there are, to which phase each belongs and what it holds stands in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor.access.records import ALL, OWN_LOCATIONS, TOTALS
from monitor.dialogues.records import Cycle
from monitor.dialogues.reports.material import SOURCE, Material, ReportError
from monitor.export.kinds import WORD
from monitor.export.signs import slug
from monitor.export.whole import write_whole
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.workspace import State

WORKING_GROUP, STEERING_GROUP, LEA, LETTERS = "working_group", "steering_group", "lea", "letters"
POSTER, POSTER_A3, CALENDAR, WORKBOOK = "poster", "poster_a3", "calendar", "workbook"

__all__ = ["KINDS", "SOURCE", "Kind", "Material", "ReportError", "file_name", "made", "make", "material", "write"]

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


ALL_ONLY = frozenset({ALL})
WITH_TOTALS = frozenset({ALL, TOTALS})
EVERYBODY = frozenset({ALL, TOTALS, OWN_LOCATIONS})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document. `phase` is the phase of the cycle in which it is due; empty when it is of use all year."""

    code: str
    label: str
    holds: str
    name: str
    suffix: str
    mime: str
    phase: str
    needs_data: bool = True
    for_levels: frozenset[str] = ALL_ONLY
    """Who may make it (see monitor.access.records): by how much of the year they see."""


def _kinds(*kinds: Kind) -> dict[str, Kind]:
    return {kind.code: kind for kind in kinds}


KINDS = _kinds(
    Kind(WORKING_GROUP, "Verslag van de werkgroep (Word)",
         "Stand per fase, dekking per wijk, elk thema met citaten, doorstroom, acties en cijfers.",
         "werkgroepverslag", "docx", WORD, "working_group"),
    Kind(STEERING_GROUP, "Eén pagina voor de stuurgroep (Word)",
         "De stand in het kort, wat opvalt en de voorstellen waarover u besluit.",
         "stuurgroep", "docx", WORD, "steering_group", for_levels=WITH_TOTALS),
    Kind(LEA, "Eén pagina voor de LEA (Word)", "Wat eruit kwam en wat is afgesproken.", "lea", "docx", WORD, "lea"),
    Kind(LETTERS, "Terugkoppelbrieven (ZIP)",
         "Eén Word-brief per locatie en school, en een verzendlijst (XLSX).",
         "terugkoppelbrieven", "zip", "application/zip", "feedback"),
    Kind(POSTER, "Themablad op A4 (PDF)", "De thema's, de 3 vragen en de data van het jaar.",
         "themablad-a4", "pdf", "application/pdf", "", needs_data=False, for_levels=EVERYBODY),
    Kind(POSTER_A3, "Themablad op A3 (PDF)", "Hetzelfde blad, groter, om op te hangen.",
         "themablad-a3", "pdf", "application/pdf", "", needs_data=False, for_levels=EVERYBODY),
    Kind(CALENDAR, "Data voor uw agenda (ICS)", "Elke fase en de laatste dag van elke fase. Geen namen.",
         "data", "ics", "text/calendar", "", needs_data=False, for_levels=EVERYBODY),
    Kind(WORKBOOK, "Alle gegevens van dit jaar (XLSX)",
         "Dekking, doorstroom, thema's, antwoorden, acties en cijfers, elk op een eigen blad.",
         "alle-gegevens", "xlsx", SHEET, ""),
)  # fmt: skip


def material(session: Session, cycle: Cycle, on: date, state: State | None = None) -> Material:
    """What the documents of this year are made from; keep it to make several of them from the same counts."""
    edits = session.dialogues.edits(cycle.origin)
    version = f"{session.data_version(state)}, wijziging {edits}" if edits else session.data_version(state)
    return Material(session, cycle.as_of(on), on, version)


def make(kind: str, session: Session, cycle: Cycle, on: date, state: State | None = None) -> tuple[str, bytes]:
    """The file name and the content of one document.

    Raises ReportError for a kind that is not there, and for a year without data where the document needs them.
    """
    known = _known(kind, cycle)
    return file_name(known, cycle), made(kind, material(session, cycle, on, state))


def made(kind: str, source: Material) -> bytes:
    """The content of one document, from counts that may serve for several documents. Raises ReportError as `make`."""
    _known(kind, source.cycle)
    return _makers()[kind](source)


def write(kind: str, session: Session, cycle: Cycle, on: date, path: str | Path) -> list[Path]:
    """Write a document; gives the files that were written. A folder as `path` gets a file of its own name.

    The letters go into a folder as separate files with the list to send them by, and into a path that ends in .zip
    as one file. Raises ReportError as `make` does, OSError when a file cannot be written.
    """
    known = _known(kind, cycle)
    target = Path(path)
    loose = kind == LETTERS and target.suffix.lower() != ".zip"
    into_folder = loose or target.is_dir() or not target.suffix
    source = material(session, cycle, on)
    if loose:
        from monitor.dialogues.reports import letters

        each = letters.letters(source)
        files = {letter.file: letter.content for letter in each}
        files[letters.MERGE_LIST] = letters.merge_workbook(source, each)
    else:
        name = file_name(known, cycle) if into_folder else target.name
        files = {name: made(kind, source)}
    folder = target if into_folder else target.parent
    return [write_whole(folder / name, content) for name, content in files.items()]


def file_name(kind: Kind, cycle: Cycle) -> str:
    """werkgroepverslag-voorbeeldstad-2026.docx; what is invented says so in its name."""
    parts = [kind.name, cycle.municipality or cycle.settings.municipality_label, str(cycle.year)]
    return f"{slug(*parts, *(['fictief'] if cycle.origin == DEMO else []))}.{kind.suffix}"


def _known(kind: str, cycle: Cycle) -> Kind:
    if kind not in KINDS:
        raise ReportError(f"Het document “{kind}” kennen we niet. Kies uit: {', '.join(KINDS)}.")
    if KINDS[kind].needs_data and cycle.is_empty:
        raise ReportError(
            f"Van dialoogjaar {cycle.year} zijn er nog geen gegevens. Lees eerst locaties en vragenlijsten in."
        )
    return KINDS[kind]


def _makers() -> dict[str, Callable[[Material], bytes]]:
    """The modules that make documents are loaded when somebody asks for one."""
    from monitor.dialogues.reports import dates, letters, one_page, poster, working_group, year_book

    def themes(paper: str) -> Callable[[Material], bytes]:
        return lambda m: poster.sheet(m.settings, m.words, m.about(), is_demo=bool(m.stamp), paper=paper)

    return {
        WORKING_GROUP: working_group.write,
        STEERING_GROUP: one_page.steering_group,
        LEA: one_page.lea,
        LETTERS: letters.archive,
        POSTER: themes("A4"),
        POSTER_A3: themes("A3"),
        CALENDAR: lambda m: dates.ics(m.settings, m.cycle.origin, is_demo=bool(m.stamp)),
        WORKBOOK: year_book.write,
    }
