"""The first rows of a sheet: which columns tell of persons, which may be a theme, and what a preview shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from monitor.ingest.columns import DIALOGUES, LOCAL, OWN_SCORES, Column
from monitor.ingest.headers import Layout
from monitor.ingest.messages import Place
from monitor.ingest.privacy import ALWAYS_REFUSED, SAMPLE_ROWS, columns_of_persons
from monitor.ingest.readers import Rows, Sheet
from monitor.ingest.report import Refused

FREE_TEXT = ("text", "owners", "participants", "free_themes")
"""Kinds of columns in which something of a person may have been typed."""
PREVIEW_ROWS, PREVIEW_COLUMNS, PREVIEW_LENGTH = 6, 40, 80


@dataclass(frozen=True)
class Opened:
    """A sheet of which the first rows were read."""

    sheet: Sheet
    first: Rows

    def batches(self):
        return chain([self.first], self.sheet.batches)


def without_persons(
    path: Path, one: Opened, layout: Layout, kinds: Mapping[str, str], private: Sequence[Column]
) -> tuple[Layout, list[str]]:
    """The layout without columns that tell of persons, and their headers. Raises Refused where they may not be left out."""
    local = layout.table in LOCAL
    # Headers that these tables ask for themselves: who observed, in own scores, is a word of a list.
    used = {f.index: f.column for f in layout.fields} if local or layout.table == OWN_SCORES else {}
    trusted = {index for index, column in used.items() if kinds[column] not in FREE_TEXT}
    problems, left_out = [], []
    for index, found in columns_of_persons(one.first, layout.row, private, used, trusted).items():
        header = _header(one, layout, index)
        if local and index not in used and found.column not in ALWAYS_REFUSED:
            left_out.append(header)
            continue
        what = f"hier staan misschien {found.label}. Gegevens van personen bewaren we niet."
        remedy = "Haal deze kolom uit het bestand. Of geef hem een naam die zegt wat erin staat."
        place = Place(path.name, one.sheet.name, layout.row, header or f"nummer {index + 1}")
        problems.append(place.problem("privacy", what, "gegevens zonder personen", remedy))
    if problems:
        raise Refused(*problems, kind=layout.table)
    return replace(layout, unknown=tuple(h for h in layout.unknown if h not in left_out)), left_out


def _header(one: Opened, layout: Layout, index: int) -> str:
    headers = one.first[layout.row - 1]
    return " ".join(headers[index].split()) if index < len(headers) else ""


def ask_about_marks(path: Path, chosen: Sequence[tuple[Opened, Layout]]) -> None:
    """A column of ones and zeros that nobody knows may be a theme: that is asked, never dropped in silence."""
    problems, headers = [], []
    for one, layout in chosen:
        if layout.table != DIALOGUES:
            continue
        for index in range(layout.width):
            header = _header(one, layout, index)
            if header in layout.unknown and _is_marks([r[index] for r in one.first[layout.row :] if index < len(r)]):
                headers.append(header)
                problems.append(Place(path.name, one.sheet.name, layout.row, header).problem(
                    "unknown_theme", "dit lijkt een thema. We kennen het niet.", "een thema van dit jaar",
                    "Kies welk thema het is, of gebruik de kolom niet.", header,
                ))  # fmt: skip
    if problems:
        raise Refused(*problems, kind=DIALOGUES, unknown_columns=tuple(dict.fromkeys(headers)))


def _is_marks(cells: Sequence[str]) -> bool:
    different = {cell.strip().lower() for cell in cells[:SAMPLE_ROWS]} - {""}
    return bool(different) and different <= {"0", "1", "ja", "nee", "x"}


def preview(one: Opened, layout: Layout | None, private: Sequence[Column]) -> tuple[tuple[str, ...], ...]:
    """The header and the first rows under it, shortened, without columns that tell of persons."""
    row = layout.row if layout else next(n for n, r in enumerate(one.first, start=1) if "".join(r).strip())
    used = {f.index for f in layout.fields} if layout else set()
    hidden = columns_of_persons(one.first, row, private, used)
    shown = one.first[row - 1 : row - 1 + PREVIEW_ROWS]
    width = min(max(map(len, shown)), PREVIEW_COLUMNS)
    kept = [index for index in range(width) if index not in hidden]
    return tuple(tuple(_short(r[index]) if index < len(r) else "" for index in kept) for r in shown)


def _short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= PREVIEW_LENGTH else f"{text[: PREVIEW_LENGTH - 1]}…"
