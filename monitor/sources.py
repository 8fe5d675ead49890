"""What others published: documents, statements, figures and events, as transcribed in data/source, and the glossary.

The CSV files are the truth, are reviewed as such, and are read as they are: they are small. Rows count only for the
monitor that they name, so that another monitor's catalogue never shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from monitor import paths
from monitor.catalogue import DIP, Catalogue, read_rows, spelling, split
from monitor.records import Source, Statement

UP, DOWN, STABLE, MIXED, LEVEL_ONLY = "up", "down", "stable", "mixed", "level_only"
DIRECTIONS = (UP, DOWN, STABLE, MIXED, LEVEL_ONLY)

REALISED = "realised"
REPRESENTATIVENESS, NOT_REPRESENTATIVE = "representativeness", "not_representative"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number with its unit. `status` says whether it was realised, planned, a definition ...

    `evidence_family` tells whose study it is; `qualifier` is exact, about, just_below or more_than.
    """

    figure_id: str
    monitor_id: str
    period: str
    care_type: str
    measure: str
    statistic: str
    name: str
    label: str
    value: float
    unit: str
    unit_label: str
    qualifier: str
    status: str
    evidence_family: str
    note: str
    confidence: str
    source: Source


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened around the measurements. Dates are ISO text; `date_to` is empty for a moment."""

    event_id: str
    date_from: str
    date_to: str
    label: str
    source: Source

    @property
    def at(self) -> float:
        """The middle of the event as a decimal year, for a time axis."""
        start, end = date.fromisoformat(self.date_from), date.fromisoformat(self.date_to or self.date_from)
        middle = start + (end - start) / 2
        return middle.year + (middle.timetuple().tm_yday - 1) / 365


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the glossary, with its explanation in plain Dutch."""

    code: str
    term: str
    aliases: tuple[str, ...]
    kind: str
    explanation: str
    source: str
    note: str
    monitor_id: str = ""


def load_sources(folder: Path = paths.SOURCE) -> tuple[Source, ...]:
    """All documents, in the order of the file."""
    return tuple(map(source, read_rows("sources.csv", [folder])))


def source(row: Row) -> Source:
    return Source(*(row[name] for name in ("source_id", "title", "publisher", "published_on", "url", "retrieved_on")))


def load_statements(
    catalogue: Catalogue,
    extra_rows: Iterable[Mapping[str, object]] = (),
    folder: Path = paths.SOURCE,
) -> tuple[Statement, ...]:
    """The published statements of the catalogue's monitor, then the extra rows: what a workspace loaded itself.

    Extra rows have the columns of findings.csv; their document stands in the row (source_title, source_publisher,
    source_date, source_url) or is named by source_id. An extra row without monitor_id belongs to the workspace's
    monitor. Raises ValueError on an unknown source or direction.
    """
    own = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in extra_rows]
    rows = [*read_rows("findings.csv", [folder]), *({**r, "monitor_id": _monitor(r, catalogue)} for r in own)]
    known = {s.source_id: s for s in load_sources(folder)}
    return tuple(statement(row, known) for row in rows if row["monitor_id"] == catalogue.monitor_id)


def _monitor(row: Row, catalogue: Catalogue) -> str:
    return row.get("monitor_id") or catalogue.monitor_id


def statement(row: Row, sources: Mapping[str, Source]) -> Statement:
    if row["direction"] not in DIRECTIONS:
        raise ValueError(f"{row['finding_id']}: richting '{row['direction']}' kennen we niet.")
    return Statement(
        finding_id=row["finding_id"], measure=row["measure"], care_type=row["care_type"],
        period_from=row["period_from"], period_to=row["period_to"], direction=row["direction"], level=row["level"],
        statement_nl=row["statement_nl"], caveat_nl=row.get("caveat_nl", ""), confidence=row.get("confidence", ""),
        source=_source_of(row, sources), flags=split(row.get("flags", "")),
    )  # fmt: skip


def load_figures(catalogue: Catalogue, folder: Path = paths.SOURCE) -> tuple[Figure, ...]:
    """All published numbers of the catalogue's monitor, plans and definitions included; see `results`."""
    return _load(figure, "figures.csv", catalogue, folder)


def figure(row: Row, sources: Mapping[str, Source]) -> Figure:
    return Figure(
        figure_id=row["figure_id"], monitor_id=row["monitor_id"], period=row["period"], care_type=row["care_type"],
        measure=row["measure"], statistic=row["statistic"], name=row["name"], label=row["label_nl"],
        value=float(row["value"]), unit=row["unit"], unit_label=row["unit_nl"], qualifier=row["qualifier"],
        status=row["status"], evidence_family=row["evidence_family"], note=row["note_nl"],
        confidence=row["confidence"], source=_source_of(row, sources),
    )  # fmt: skip


def results(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The numbers that may be shown as a result: realised, and from the monitor's own core study."""
    return tuple(f for f in figures if f.status == REALISED and f.evidence_family == f"{f.monitor_id}_core")


def load_events(catalogue: Catalogue, folder: Path = paths.SOURCE) -> tuple[Event, ...]:
    """The context events of the catalogue's monitor, in the order of the file."""
    return _load(event, "events.csv", catalogue, folder)


def event(row: Row, sources: Mapping[str, Source]) -> Event:
    return Event(row["event_id"], row["date_from"], row["date_to"], row["label_nl"], _source_of(row, sources))


Record = TypeVar("Record")


def _load(
    make: Callable[[Row, Mapping[str, Source]], Record], name: str, catalogue: Catalogue, folder: Path
) -> tuple[Record, ...]:
    known = {s.source_id: s for s in load_sources(folder)}
    return tuple(make(r, known) for r in read_rows(name, [folder]) if r["monitor_id"] == catalogue.monitor_id)


def _source_of(row: Row, sources: Mapping[str, Source]) -> Source:
    if not row.get("source_id"):
        told = [row.get(f"source_{name}", "") for name in ("title", "publisher", "date", "url")]
        return Source(f"own_{spelling(' '.join(told))}", *told)
    if row["source_id"] not in sources:
        raise ValueError(f"De bron '{row['source_id']}' staat niet in de bronnen.")
    return sources[row["source_id"]]


def unrepresentative(statements: Iterable[Statement], catalogue: Catalogue) -> frozenset[tuple[str, str]]:
    """The (care type, period) of which a source says that the measured ones do not stand for all."""
    return frozenset(
        (member, s.period_to)
        for s in statements
        if s.measure == REPRESENTATIVENESS and s.level == NOT_REPRESENTATIVE and s.period_to in catalogue.periods
        for member in catalogue.members(s.care_type)
    )


# ------------------------------------------------------------------------------------------------------------ glossary


def load_glossary(folders: Iterable[Path] = (paths.CATALOGUE,)) -> tuple[Term, ...]:
    """The terms of glossary.csv, from the first folder that has it; {baseline}, {dip} and {current} are not filled."""
    return tuple(
        Term(
            r["code"],
            r["term_nl"],
            split(r["aliases"]),
            r["kind"],
            r["explanation_nl"],
            r["source"],
            r["note"],
            r.get("monitor_id", ""),
        )
        for r in read_rows("glossary.csv", folders)
    )


def glossary(catalogue: Catalogue) -> tuple[Term, ...]:
    """The glossary of a catalogue: its own care types, measures and periods, then the other terms.

    Codes of a catalogue are lower case, other codes upper case. A term with the code of another catalogue is left out,
    as is one about the dip where there is none; what glossary.csv leaves unexplained the catalogue itself explains.
    """
    labels = {p.role: p.label for p in catalogue.compared}
    terms = [
        replace(term, term=_filled(term.term, labels), explanation=_filled(term.explanation, labels))
        for term in load_glossary(catalogue.folders or (paths.CATALOGUE,))
        if term.monitor_id in ("", catalogue.monitor_id)
        and (DIP in labels or f"{{{DIP}}}" not in term.term + term.explanation)
    ]
    written = {term.code: term for term in terms}
    types = [*catalogue.care_types.values(), *catalogue.groups.values()]
    described = [("opvangsoort", t.code, t.label, t.aliases, t.explanation) for t in types]
    described += [("onderdeel", m.code, m.label, m.aliases, m.explanation) for m in catalogue.measures.values()]
    described += [("periode", p.code, p.label, p.aliases, p.explanation) for p in catalogue.periods.values()]
    own = [
        written.get(code) or Term(code, label, aliases, kind, explanation, "", "")
        for kind, code, label, aliases, explanation in described
    ]
    return (*own, *(term for term in terms if term.code != term.code.lower()))


def _filled(text: str, labels: Mapping[str, str]) -> str:
    for role, label in labels.items():
        text = text.replace(f"{{{role}}}", label)
    return text
