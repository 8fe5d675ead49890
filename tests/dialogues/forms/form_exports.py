"""Exports as form tools write them, made cell by cell. The layouts are real, the content is invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

NL = ("ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging")
EN = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
STANDS_OUT, ACTIONS, PROUD = "Wat valt op?", "Welke acties zijn daarop ingezet?", "Waar ben je trots op, wat gaat goed?"
AGREED = "Welke acties zijn afgesproken?"
THEMES = ("Partnerschap met ouders", "Stabiliteit", "Doorgaande lijn")
NAMED = tuple(f"{theme}: {question}" for theme in THEMES for question in (STANDS_OUT, ACTIONS, PROUD))
# Three times the same three questions, as Microsoft Forms numbers them.
REPEATED = tuple(q + n for n in ("", "2", "3") for q in (STANDS_OUT, ACTIONS, PROUD))
SENT = datetime(2026, 5, 12, 10, 23, 11)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def own(number: int, sent: datetime = SENT, email: str = "anonymous", name: str = "") -> list[object]:
    """The six columns of Microsoft Forms itself."""
    return [number, sent - timedelta(minutes=20), sent, email, name, ""]


def answers(text: str = "tekst", n: int = 9) -> list[object]:
    return [f"{text} {i}" for i in range(1, n + 1)]


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Sheet1", before: Sequence[str] = ()) -> Path:
    """A workbook with moments as moments; `before` are names of sheets with other things that stand before it."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name in before:
            book.add_worksheet(name).write_string(0, 0, "Toelichting bij dit formulier")
        page = book.add_worksheet(sheet)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, datetime):
                    page.write_datetime(r, c, cell, moment)
                elif isinstance(cell, date):
                    page.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), day)
                elif isinstance(cell, int | float):
                    page.write_number(r, c, cell)
                elif cell:
                    page.write_string(r, c, str(cell))
    return path


def csv_text(rows: Sequence[Sequence[object]], delimiter: str = ";", order: str = "us", quoted: bool = False) -> str:
    """Rows as CSV. `order` is how moments are written: us (5/12/26 10:23:11), nl (12-5-2026 10:23) or iso."""
    shapes = {
        "us": "{d.month}/{d.day}/{d:%y %H:%M:%S}",
        "nl": "{d.day}-{d.month}-{d:%Y %H:%M}",
        "iso": "{d:%Y-%m-%d %H:%M:%S}",
    }
    target = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(target, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    for row in rows:
        writer.writerow([shapes[order].format(d=c) if isinstance(c, datetime) else c for c in row])
    return target.getvalue()


def write_csv(path: Path, rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig", **how) -> Path:
    path.write_bytes(csv_text(rows, **how).encode(encoding))
    return path


def internal(
    path: Path,
    locations: Sequence[str] = ("Kinderboom",),
    *,
    heads: Sequence[str] = NL,
    questions: Sequence[str] = NAMED,
    start: int = 1,
    name: str = "Interne kwaliteitsdialoog Kinderopvang",
) -> Path:
    """An export of the internal form: one row per location, in XLSX."""
    rows: list[list[object]] = [[*heads, "Naam van uw locatie", *questions]]
    for n, location in enumerate(locations, start=start):
        rows.append([*own(n, SENT + timedelta(hours=n)), location, *answers(location, len(questions))])
    return write_xlsx(path / f"{name}.xlsx", rows)


def joint(path: Path, rows: Sequence[Sequence[object]], name: str = "Gezamenlijke dialoog") -> Path:
    """An export of the joint form; a row gives own location, partners, chosen themes (and help)."""
    head = [*EN, "Naam van uw locatie of school", "Met welke locatie(s)/school/scholen heeft u de dialoog gevoerd?",
            "Welke andere thema's hebt u besproken?", "Waarbij wilt u hulp?",
            *(f"{t}: {q}" for t in THEMES for q in (STANDS_OUT, AGREED, PROUD))]  # fmt: skip
    body = [
        [*own(n, SENT + timedelta(days=n)), *(list(row) + [""] * 4)[:4], *answers()]
        for n, row in enumerate(rows, start=1)
    ]
    return write_xlsx(path / f"{name}.xlsx", [head, *body])
