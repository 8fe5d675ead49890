"""What exists: care types, measures, periods and the monitor's settings, read from CSV.

Codes, slugs, labels, scales and thresholds live in these files only. A workspace may bring files of its own under
`catalogue/`; a file there replaces the shipped file of the same name, so that pages, sentences, links, commands and
exports follow another monitor without a change in code. `monitor.catalogue_check` says what is wrong with such files.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest
from pathlib import Path

from monitor import paths

STRUCTURE_FILES = ("settings.csv", "periods.csv", "care_types.csv", "measures.csv")

# For a monitor whose settings leave these out.
DEFAULT_SETTINGS = {
    "monitor_name_nl": "deze monitor",
    "monitor_short_nl": "de monitor",
    "unit_singular_nl": "groep",
    "unit_plural_nl": "groepen",
}

BASELINE, DIP, CURRENT = "baseline", "dip", "current"
HIGHER, LOWER, NEUTRAL = "higher", "lower", "neutral"
OBSERVED, SELF_REPORTED = "observed", "self_reported"
DIMENSION, EXTRA, PART = "dimension", "extra", "part"
POINTS, PERCENT = "points", "percent"


@dataclass(frozen=True, slots=True)
class Period:
    """One measuring period. `role` is baseline, dip, current or empty; `midpoint` is a decimal year."""

    code: str
    slug: str
    label: str
    role: str
    midpoint: float
    explanation: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CareType:
    """One care type, or a group of them that a source speaks about (`members` is filled, data never carry its code)."""

    code: str
    slug: str
    label: str
    in_sentence: str
    who: str
    parent: str
    members: tuple[str, ...]
    explanation: str
    aliases: tuple[str, ...] = ()

    @property
    def is_group(self) -> bool:
        return bool(self.members)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `delta` (the smallest difference that counts) and `delta_strip` are in the unit of the scale.

    `tail_low` and `tail_high` are where the tails start until a reader chooses otherwise; None follows from the scale.
    """

    code: str
    slug: str
    label: str
    in_sentence: str
    parent: str
    block: str
    role: str
    polarity: str
    unit: str
    scale_min: float
    scale_max: float
    delta: float
    delta_strip: tuple[float, ...]
    n_min: int
    deff: float
    reported_by: str
    applies_to_parts: bool
    explanation: str
    scale_note: str
    tail_low: float | None = None
    tail_high: float | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Measures that are talked about together, with a note on how to read them."""

    slug: str
    label: str
    measures: tuple[str, ...]
    note: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that exists, in the order of the files. Lookups by code; slugs for links; aliases for imports."""

    settings: dict[str, str]
    periods: dict[str, Period]
    care_types: dict[str, CareType]
    groups: dict[str, CareType]
    measures: dict[str, Measure]
    topics: tuple[Topic, ...] = ()
    folders: tuple[Path, ...] = field(default=(), compare=False)

    @cached_property
    def baseline(self) -> Period:
        return self._with_role(BASELINE)

    @cached_property
    def dip(self) -> Period | None:
        return next((p for p in self.periods.values() if p.role == DIP), None)

    @cached_property
    def current(self) -> Period:
        return self._with_role(CURRENT)

    @cached_property
    def compared(self) -> tuple[Period, ...]:
        """The periods a verdict reads: baseline, dip (when there is one), current."""
        return tuple(p for p in (self.baseline, self.dip, self.current) if p is not None)

    @property
    def monitor_id(self) -> str:
        return self.settings["monitor_id"]

    def _with_role(self, role: str) -> Period:
        return next(p for p in self.periods.values() if p.role == role)

    def care_type(self, code: str) -> CareType:
        """A care type or a group of them."""
        return self.care_types.get(code) or self.groups[code]

    def label(self, code: str) -> str:
        """The Dutch label of any code; the code itself when it is not in the catalogue."""
        for table in (self.measures, self.care_types, self.groups, self.periods):
            if code in table:
                return table[code].label
        return code

    def parts(self, measure: str) -> tuple[Measure, ...]:
        """The measures directly under one measure."""
        return tuple(m for m in self.measures.values() if m.parent == measure)

    def members(self, care_type: str) -> tuple[str, ...]:
        """The care types a statement about this code speaks of: itself, or the members of the group."""
        if care_type in self.groups:
            return self.groups[care_type].members
        return (care_type,) if care_type in self.care_types else ()

    def measures_with_role(self, *roles: str) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures.values() if m.role in roles)

    def code_of(self, kind: str, text: str) -> str | None:
        """The code that a written word means (code, slug, label or alias), or None.

        `kind` is care_type, measure or period. Case, accents, dashes, quotes and spaces do not count.
        """
        return self._aliases[kind].get(spelling(text) if kind != "period" else period_spelling(text))

    @cached_property
    def _aliases(self) -> dict[str, dict[str, str]]:
        return {
            "care_type": _spellings(self.care_types.values(), spelling),
            "measure": _spellings(self.measures.values(), spelling),
            "period": _spellings(self.periods.values(), period_spelling),
        }


@lru_cache(maxsize=8192)  # the words of our own vocabularies are asked for with every cell of a list
def spelling(text: str) -> str:
    """A word as it is compared: lower case, without accents, and with every run of other signs as one underscore."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def period_spelling(text: str) -> str:
    """A period as it is compared: 2017/2019, 2017–2019, '17-'19 and "2017 t/m 2019" are the same."""
    years = re.findall(r"\d{4}|(?<!\d)\d{2}(?!\d)", text)
    if years and not re.search(r"[a-z]{3,}", re.sub(r"tot en met|t/m|tot", "", text.lower())):
        return "-".join(y if len(y) == 4 else f"20{y}" for y in years)
    return spelling(text)


def _spellings(things: Iterable[Period | CareType | Measure], spell) -> dict[str, str]:
    found: dict[str, str] = {}
    for thing in things:
        for word in (thing.code, thing.slug, thing.label, *thing.aliases):
            found.setdefault(spell(word), thing.code)
    return found


def read_rows(name: str, folders: Iterable[Path]) -> list[dict[str, str]]:
    """The rows of a catalogue file: from the first folder that has it. Cells are stripped text."""
    for folder in folders:
        path = folder / name
        if path.exists():
            return [row for _, row in read_file(path)[1]]
    raise FileNotFoundError(name)


def read_file(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The columns of a CSV file, and its rows with the number they have in the file (the header is row 1).

    Cells are stripped text; empty rows are left out. Between cells stands a comma or a semicolon; the text is UTF-8
    with or without BOM, else Windows-1252 (both as spreadsheet programs save them). What stands beyond the last column
    is found under the key "", so that a check can point at it.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    records = [[cell.strip() for cell in r] for r in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    columns = records[0] if records else []
    while columns and not columns[-1]:  # a spreadsheet program may save empty columns after the last one
        columns.pop()
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if any(record):
            row = {name: cell for name, cell in zip_longest(columns, record[: len(columns)], fillvalue="") if name}
            beyond = delimiter.join(cell for cell in record[len(columns) :] if cell)
            rows.append((number, {**row, "": beyond} if beyond else row))
    return columns, rows


def split(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, separated by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def period(row: dict[str, str]) -> Period:
    return Period(
        code=row["code"], slug=row["slug"], label=row["label_nl"], role=row["role"], midpoint=float(row["midpoint"]),
        explanation=row.get("explanation_nl", ""), aliases=split(row.get("aliases", "")),
    )  # fmt: skip


def care_type(row: dict[str, str]) -> CareType:
    return CareType(
        code=row["code"], slug=row["slug"], label=row["label_nl"], in_sentence=row["sentence_nl"],
        who=row.get("who_nl", ""), parent=row.get("parent", ""), members=split(row.get("members", "")),
        explanation=row.get("explanation_nl", ""), aliases=split(row.get("aliases", "")),
    )  # fmt: skip


def measure(row: dict[str, str]) -> Measure:
    delta = float(row["delta"])
    return Measure(
        code=row["code"], slug=row["slug"], label=row["label_nl"], in_sentence=row["sentence_nl"],
        parent=row.get("parent", ""), block=row["block"], role=row["role"], polarity=row["polarity"],
        unit=row["unit"], scale_min=float(row["scale_min"]), scale_max=float(row["scale_max"]), delta=delta,
        delta_strip=tuple(float(d) for d in split(row.get("delta_strip", ""))) or (delta,),
        n_min=int(row.get("n_min") or 10), deff=float(row.get("deff") or 1.0),
        reported_by=row.get("reported_by") or OBSERVED, applies_to_parts=row.get("applies_to_parts") == "1",
        explanation=row.get("explanation_nl", ""), scale_note=row.get("scale_note_nl", ""),
        tail_low=_optional(row.get("tail_low")), tail_high=_optional(row.get("tail_high")),
        aliases=split(row.get("aliases", "")),
    )  # fmt: skip


def _optional(text: str | None) -> float | None:
    return float(text) if text else None


def topics(rows: Iterable[dict[str, str]], measures: dict[str, Measure]) -> tuple[Topic, ...]:
    """The topics of which at least one measure exists; another monitor's measures leave the shipped topics out."""
    found = [
        Topic(row["slug"], row["label_nl"], tuple(m for m in split(row["measures"]) if m in measures), row["note_nl"])
        for row in rows
    ]
    return tuple(topic for topic in found if topic.measures)


def folders(workspace: Path | None) -> tuple[Path, ...]:
    """Where catalogue files are looked for: the workspace's own folder first, then the shipped one."""
    own = (workspace / "catalogue",) if workspace else ()
    return (*own, paths.CATALOGUE)


def load(workspace: Path | None = None) -> Catalogue:
    """The catalogue of a workspace (or the shipped one).

    Raises ValueError with Dutch sentences when a file of the workspace is wrong; nothing is guessed.
    """
    from monitor import catalogue_check  # it reads this module

    where = folders(workspace)
    problems = catalogue_check.check_folders(where)
    if problems:
        raise ValueError("De catalogus in deze werkmap klopt niet:\n" + "\n".join(str(p) for p in problems))
    types = [care_type(row) for row in read_rows("care_types.csv", where)]
    measures = {m.code: m for m in map(measure, read_rows("measures.csv", where))}
    return Catalogue(
        settings=DEFAULT_SETTINGS | {row["key"]: row["value"] for row in read_rows("settings.csv", where)},
        periods={p.code: p for p in map(period, read_rows("periods.csv", where))},
        care_types={t.code: t for t in types if not t.is_group},
        groups={t.code: t for t in types if t.is_group},
        measures=measures,
        topics=topics(read_rows("topics.csv", where), measures),
        folders=where,
    )
