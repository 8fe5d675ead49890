"""Tables that pages show beside figures: parts and their verdicts, what is loaded, what changed, what sources say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monitor.catalogue import HIGHER, LOWER, NEUTRAL, PERCENT, SELF_REPORTED, CareType, Catalogue, Measure
from monitor.records import COMPUTED, FICTIVE, NOT_REPRESENTATIVE, Cell, Source, Statement, VerdictRow
from monitor.session import VerdictChange
from monitor.sources import Figure
from monitor.store.workspace import Dataset
from monitor.tables import COUNT, LINK, NUMBER, Column, Reference, Table
from monitor.verdict_tables import ORIGINS, at_other_limits, origin_word
from monitor.wording import sentences
from monitor.wording.numbers import MONTHS, date_table, is_number, lower_first, margin, plain

KINDS = {
    "scores": "scores per groep",
    "counts": "tellingen",
    "summaries": "samenvatting",
    "findings": "uitspraken",
    "dialogue": "kwaliteitsdialoog",
    "locations": "locaties en scholen",
    "flows": "doorstroom",
    "dialogues": "dialogen",
    "form": "vragenlijsten",
    "actions": "acties",
    "series": "cijfers per jaar",
}
POLARITIES = {HIGHER: "hoog is gunstig", LOWER: "laag is gunstig", NEUTRAL: "geen goed of slecht"}
DIRECTIONS = {
    "up": "hoger",
    "down": "lager",
    "stable": "gelijk",
    "mixed": "wisselend",
    "level_only": "alleen het niveau",
}

# How precisely a source gave a number: a number without its "about" would be one that nobody published.
QUALIFIERS = {"exact": "precies", "about": "ongeveer", "just_below": "net onder", "more_than": "meer dan"}


def cells_table(cells: Sequence[Cell], catalogue: Catalogue, caption: str = "Ingelezen cijfers") -> Table:
    """Every loaded cell with n, mean, margin, source, page and origin."""
    columns = (
        Column("care_type", "Opvangsoort"), Column("measure", "Onderdeel"), Column("period", "Periode"),
        Column("n", "Aantal", COUNT), Column("mean", "Gemiddelde", NUMBER), Column("margin", "Marge"),
        Column("sd", "SD", NUMBER), Column("organisations", "Organisaties", COUNT),
        Column("representative", "Representatief"), Column("instrument", "Instrument"), Column("kind", "Soort gegevens"),
        Column("source", "Bron"), Column("page", "Bladzijde"), Column("origin", "Herkomst"),
    )  # fmt: skip
    rows = tuple(
        (
            catalogue.label(c.care_type), catalogue.label(c.measure), catalogue.label(c.period),
            "x" if c.is_hidden else c.n, c.mean,
            margin(*c.ci95) if is_number(c.ci95[0]) else "", c.sd, c.n_organisations, yes_no(c.is_representative),
            " ".join(part for part in (c.instrument, c.instrument_version) if part), KINDS[c.kind], c.source, c.page,
            ORIGINS[c.origin],
        )
        for c in cells
    )  # fmt: skip
    return Table(caption, columns, rows)


def yes_no(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nee"


def datasets_table(datasets: Iterable[Dataset]) -> Table:
    columns = (
        Column("label", "Gegevensset"), Column("kind", "Soort gegevens"), Column("origin", "Herkomst"),
        Column("rows", "Regels", COUNT), Column("at", "Ingelezen op"), Column("id", "Nummer"),
    )  # fmt: skip
    rows = tuple(
        (d.label or d.file_name, KINDS.get(d.kind, d.kind), ORIGINS[d.origin], d.n_rows, date_table(d.imported_at[:10]),
         d.dataset_id)
        for d in datasets
    )  # fmt: skip
    return Table("Gegevenssets die meetellen", columns, rows)


def measures_table(catalogue: Catalogue) -> Table:
    """Each measure with its scale, direction, smallest difference that counts and who told it."""
    columns = (
        Column("measure", "Onderdeel"), Column("under", "Hoort bij"), Column("scale", "Schaal"),
        Column("direction", "Richting"), Column("delta", "Verschil dat telt", NUMBER),
        Column("least", "Minste aantal", COUNT), Column("deff", "Aanname ontwerpeffect", NUMBER),
        Column("reported", "Gemeten door"), Column("note", "Opmerking"),
    )  # fmt: skip
    return Table("Onderdelen", columns, tuple(_measure(m, catalogue) for m in catalogue.measures.values()))


def _measure(m: Measure, catalogue: Catalogue) -> tuple[object, ...]:
    reported = "medewerkers zelf" if m.reported_by == SELF_REPORTED else "een onderzoeker"
    scale = f"{plain(m.scale_min)} tot {plain(m.scale_max)}" + ("%" if m.unit == PERCENT else "")
    under = catalogue.label(m.parent) if m.parent else ""
    return m.label, under, scale, POLARITIES[m.polarity], m.delta, m.n_min, m.deff, reported, m.scale_note


def changes_table(changes: Sequence[VerdictChange], catalogue: Catalogue) -> Table:
    """The verdicts before and after the last change of the data."""
    columns = (
        Column("care_type", "Opvangsoort"), Column("measure", "Onderdeel"), Column("origin", "Herkomst"),
        Column("before", "Was"), Column("after", "Is nu"),
    )  # fmt: skip
    rows = []
    for change in changes:
        row = change.after or change.before
        assert row is not None
        words = [sentences.label(r, catalogue) if r else "nog geen oordeel" for r in (change.before, change.after)]
        rows.append((catalogue.label(row.care_type), catalogue.label(row.measure), origin_word(row), *words))
    return Table("Oordelen die veranderden", columns, tuple(rows))


def said_table(statements: Sequence[Statement], catalogue: Catalogue) -> Table:
    """Every statement, also those about other periods or subjects, with its source and link."""
    columns = (
        Column("statement", "Wat de bron zegt (onze woorden)"), Column("periods", "Periode"), Column("about", "Gaat over"),
        Column("direction", "Richting"), Column("caveat", "Voorbehoud"), Column("source", "Bron", LINK),
        Column("date", "Datum"),
    )  # fmt: skip
    rows = tuple(
        (
            s.statement_nl,
            " → ".join(catalogue.label(p) for p in (s.period_from, s.period_to) if p),
            catalogue.label(s.care_type),
            DIRECTIONS.get(s.direction, s.direction),
            s.caveat_nl,
            source_link(s.source),
            source_date(s.source),
        )
        for s in statements
    )
    return Table("Uitspraken uit de bronnen", columns, rows)


def reported_table(rows: Sequence[VerdictRow], catalogue: Catalogue) -> Table:
    """Every statement behind these published verdicts, once, with the care types that it speaks for here."""
    heard: dict[str, tuple[Statement, list[VerdictRow]]] = {}
    for row in rows:
        for s in (*row.statements, *row.beside):
            heard.setdefault(s.finding_id, (s, []))[1].append(row)
    columns = (
        Column("measure", "Onderdeel"), Column("statement", "Wat de bron zegt (onze woorden)"),
        Column("for", "Telt hier mee voor"), Column("caveat", "Voorbehoud"), Column("source", "Bron", LINK),
    )  # fmt: skip
    lines = tuple(
        (catalogue.label(s.measure), s.statement_nl,
         ", ".join(dict.fromkeys(catalogue.label(r.care_type) for r in cells)), s.caveat_nl, source_link(s.source))
        for s, cells in heard.values()
    )  # fmt: skip
    return Table("Uitspraken achter deze oordelen", columns, lines)


def statements_table(row: VerdictRow) -> Table:
    """The statements behind one published verdict, each with its caveat and source."""
    columns = (
        Column("statement", "Wat de bron zegt (onze woorden)"), Column("caveat", "Voorbehoud"),
        Column("source", "Bron", LINK), Column("date", "Datum"),
    )  # fmt: skip
    lines = tuple(
        (s.statement_nl, s.caveat_nl, source_link(s.source), source_date(s.source))
        for s in (*row.statements, *row.beside)
    )
    return Table("Uitspraken achter dit oordeel", columns, lines)


def source_date(source: Source) -> str:
    """The date of a document as far as it is known: a day, a month or a year."""
    parts = source.published_on.split("-")
    if len(parts) == 3:
        return date_table(source.published_on)
    return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else source.published_on


def source_link(source: Source) -> Reference:
    return Reference(f"{source.publisher}: {source.title}" if source.publisher else source.title, source.url)


def figures_table(figures: Sequence[Figure], catalogue: Catalogue) -> Table:
    """The published counts and constants; planned numbers and other studies never stand here."""
    columns = (
        Column("what", "Wat"), Column("care_type", "Opvangsoort"), Column("period", "Periode"),
        Column("precise", "Hoe precies"), Column("value", "Getal", NUMBER, 0), Column("unit", "Eenheid"),
        Column("note", "Opmerking"), Column("source", "Bron", LINK),
    )  # fmt: skip
    rows = tuple(
        (f"{f.label}: {lower_first(catalogue.label(f.measure))}" if f.measure in catalogue.measures else f.label,
         catalogue.label(f.care_type), catalogue.label(f.period), QUALIFIERS[f.qualifier], f.value, f.unit_label,
         f.note, source_link(f.source))
        for f in figures
    )  # fmt: skip
    return Table("Aantallen die in de bronnen staan", columns, rows)


def ladder_table(
    whole: Measure,
    care_types: Sequence[CareType],
    rows: Mapping[tuple[str, str], VerdictRow],
    catalogue: Catalogue,
) -> Table:
    """The whole and the parts under it, at any depth: one line per measure, one column with a verdict per care type."""
    ladder = [(0, whole), *_steps(whole, 1, catalogue)]
    columns = (Column("measure", "Onderdeel"), *(Column(t.code, t.label) for t in care_types))
    lines = tuple(
        ("– " * depth + m.label, *(_word(rows.get((t.code, m.code)), catalogue) for t in care_types))
        for depth, m in ladder
    )
    return Table(f"{whole.label} en de onderdelen daarvan", columns, lines)


def _steps(measure: Measure, depth: int, catalogue: Catalogue) -> list[tuple[int, Measure]]:
    return [
        step for part in catalogue.parts(measure.code) for step in [(depth, part), *_steps(part, depth + 1, catalogue)]
    ]


def _word(row: VerdictRow | None, catalogue: Catalogue) -> str:
    if row is None:
        return "nog niets bekend"
    basis = "" if row.basis == COMPUTED else " (uit de bron)"
    return f"{sentences.icon(row, catalogue)} {sentences.label(row, catalogue)}{basis}"


def strip_overview(rows: Sequence[VerdictRow], catalogue: Catalogue) -> Table:
    """The verdict at each choice of the smallest difference that counts: one line per row, one column per choice."""
    deltas = sorted({delta for row in rows for delta, _, _ in row.strip})
    chosen = {catalogue.measures[row.measure].delta for row in rows}
    columns = (
        Column("care_type", "Opvangsoort"),
        *(Column(f"at_{d}", f"Grens {plain(d)}{' (onze keuze)' if d in chosen else ''}") for d in deltas),
        Column("flags", "Let op"),
    )
    lines = []
    for row in rows:
        at = at_other_limits(row)
        words = (
            f"{sentences.icon(r, catalogue)} {sentences.label(r, catalogue)}" if (r := at.get(d)) else ""
            for d in deltas
        )
        flags = "; ".join(
            f.label for f in sentences.flag_texts(row, catalogue) if f.code in (NOT_REPRESENTATIVE, FICTIVE)
        )
        lines.append((catalogue.label(row.care_type), *words, flags))
    return Table("Het oordeel bij andere grenzen", columns, tuple(lines), sheet="Andere grenzen")


def agreement_table(
    computed: Sequence[VerdictRow], published: Mapping[tuple[str, str], VerdictRow], catalogue: Catalogue
) -> Table:
    """Per cell the computed verdict, the published one, and whether they agree."""
    columns = (
        Column("care_type", "Opvangsoort"), Column("measure", "Onderdeel"), Column("computed", "Berekend"),
        Column("published", "Uit de bron"), Column("agreement", "Klopt het?"),
    )  # fmt: skip
    lines = []
    for row in computed:
        said = published.get(row.key)
        lines.append(
            (
                catalogue.label(row.care_type), catalogue.label(row.measure), sentences.code_label(row, catalogue),
                sentences.code_label(said, catalogue) if said else "niets gezegd", sentences.agreement_sentence(row),
            )
        )  # fmt: skip
    return Table("Berekende oordelen naast de bronnen", columns, tuple(lines))
