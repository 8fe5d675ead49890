"""The blocks of the national figures: trend panels, recovery and growth, the matrices of the overview and of a topic."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping, Sequence

from monitor.blocks.block import Block, BlockView
from monitor.blocks.parts import first_sentence, flag_labels, sources_of
from monitor.catalogue import NEUTRAL, CareType, Catalogue, Measure, Topic
from monitor.figures.decomposition import decomposition
from monitor.figures.decomposition_bars import bars
from monitor.figures.matrix import matrix_figure
from monitor.figures.trend import reading_notes, trend_panels
from monitor.records import VerdictRow
from monitor.sources import load_events
from monitor.table_html import matrix_html
from monitor.tables import Table
from monitor.verdict_tables import matrix_table, reading_table, strip_table, trend_table
from monitor.wording import overview as words
from monitor.wording.alt import alt_text
from monitor.wording.numbers import capital, listing, lower_first
from monitor.wording.sentences import sentence

TREND, OVERVIEW, TOPIC = "trend", "overzicht", "werk-en-aanbod"
"""The pages that show these blocks, as they stand in a link."""
OF_MEANS = "Deze verdeling rekent met de gemiddelden. De marges staan in de tabel."
ORDINARY = frozenset({"STABLE", "FULL_RECOVERY", "FLAT"})
"""Badges that are left out when only what stands out is asked for."""

Rows = Mapping[tuple[str, str], VerdictRow]
Link = Callable[[VerdictRow], str]


# Rows live as long as their data version, so what is made from them is kept with them.


@functools.lru_cache(maxsize=128)
def _reading(rows: tuple[VerdictRow, ...], catalogue: Catalogue) -> Table:
    return reading_table(rows, catalogue)


@functools.lru_cache(maxsize=128)
def _numbers(rows: tuple[VerdictRow, ...], catalogue: Catalogue) -> Table:
    return trend_table(rows, catalogue)


@functools.lru_cache(maxsize=32)
def _matrix_table(rows: tuple[VerdictRow, ...], catalogue: Catalogue) -> Table:
    return matrix_table(rows, catalogue)


def trend(
    rows: Sequence[VerdictRow], view: BlockView, *, scale: str, with_events: bool = False, page: str = TREND
) -> Block:
    """C1: the periods per care type, before the band of the baseline. `rows` are computed rows of one measure."""
    events = tuple((e.at, e.label) for e in load_events(view.catalogue)) if with_events else ()
    return _trend(tuple(rows), view, scale, events, with_events, page)


@functools.lru_cache(maxsize=64)
def _trend(
    rows: tuple[VerdictRow, ...], view: BlockView, scale: str, events: tuple, with_events: bool, page: str
) -> Block:
    catalogue = view.catalogue
    measure = catalogue.measures[rows[0].measure]
    unit = catalogue.settings["unit_plural_nl"]
    headline = _headline(rows, catalogue)
    chance = words.chance_sentence(rows[0].verdict.family_size, catalogue) if rows[0].verdict else ""
    finding, told = _alone(rows, catalogue, chance)
    return Block(
        key=f"trend_{measure.slug}",
        page=page,
        headline=headline if page == TREND else f"{measure.label}: {headline}",
        subline=f"{capital(measure.in_sentence)} per opvangsoort: gemiddelde van de gemeten {unit} met de marge. "
        + " ".join(reading_notes(rows, catalogue, scale=scale, events=events)),
        sentence=chance,
        source=sources_of(rows),
        table=_reading(rows, catalogue),
        sheets=[_numbers(rows, catalogue), strip_table(rows, catalogue)],
        figures=[
            (
                trend_panels(
                    [row], catalogue, scale=scale, narrow=True, events=events, axis_rows=rows, notes_inside=False
                ),
                alt_text("trend", [row], catalogue),
            )
            for row in rows
        ],
        picture=lambda: trend_panels(rows, catalogue, scale=scale, events=events, notes_inside=False),
        flags=flag_labels(rows, catalogue),
        rows=rows,
        recipe=_recipe("trend", rows, view) | {"scale": scale, "events": with_events, "page": page},
        finding=finding,
        told=told,
    )


def _headline(rows: Sequence[VerdictRow], catalogue: Catalogue) -> str:
    """The finding: the verdict itself for one row, the counts for more."""
    if len(rows) == 1:
        return first_sentence(sentence(rows[0], catalogue))[0]
    return capital(words.counters_text(rows, catalogue))


def _alone(rows: Sequence[VerdictRow], catalogue: Catalogue, more: str, what: str = "") -> tuple[str, str]:
    """The finding and what is told with it, for a reader who does not see the page.

    They name the measure, and which care types each verdict holds for.
    The finding on one row is the first sentence of its verdict, when that names the baseline: on its own it would
    otherwise tell half of the story.
    """
    if len(rows) > 1:
        types = [(words.counters([row], catalogue)[0], lower_first(catalogue.label(row.care_type))) for row in rows]
        said = [
            f"{capital(word)}: {listing([name for (badge, _, _), name in types if badge == code])}."
            for code, _, word in words.counters(rows, catalogue)
        ]
        finding = f"{catalogue.label(rows[0].measure)}{what}: {words.counters_text(rows, catalogue)}"
    else:
        first, rest = first_sentence(sentence(rows[0], catalogue))
        is_whole = catalogue.baseline.label in first
        cell = f"{catalogue.label(rows[0].care_type)}, {lower_first(catalogue.label(rows[0].measure))}"
        finding = first if is_whole else f"{cell}: {words.counters([rows[0]], catalogue)[0][2]}"
        said = [rest if is_whole else sentence(rows[0], catalogue)]
    return finding, " ".join(filter(None, [*said, more]))


def split(rows: Sequence[VerdictRow], view: BlockView) -> Block:
    """C2: how much of the dip was made good, what is still to go, what is growth. Needs a dip in the catalogue."""
    return _split(tuple(rows), view)


@functools.lru_cache(maxsize=64)
def _split(rows: tuple[VerdictRow, ...], view: BlockView) -> Block:
    catalogue = view.catalogue
    measure = catalogue.measures[rows[0].measure]
    assert catalogue.dip is not None
    finding, told = _alone(rows, catalogue, OF_MEANS, ", herstel en groei")
    return Block(
        key=f"herstel_en_groei_{measure.slug}",
        page=TREND,
        headline="Wat is herstel, wat is groei?",
        subline=words.split_subline(measure, catalogue),
        sentence=OF_MEANS,
        source=sources_of(rows),
        table=_reading(rows, catalogue),
        sheets=[_numbers(rows, catalogue)],
        figure=decomposition(rows, catalogue),
        narrow=decomposition(rows, catalogue, narrow=True),
        alt=alt_text("decomposition", rows, catalogue),
        flags=flag_labels(rows, catalogue),
        rows=rows,
        recipe=_recipe("split", rows, view),
        native=bars(rows, catalogue),
        finding=finding,
        told=told,
    )


def _recipe(make: str, rows: Sequence[VerdictRow], view: BlockView) -> dict[str, object]:
    return {
        "make": make,
        "origin": view.dataset,
        "measure": rows[0].measure,
        "care_types": [row.care_type for row in rows],
    }


def chosen(
    rows: Rows, care_types: Collection[CareType], measures: Collection[Measure], *, only_notable: bool = False
) -> list[VerdictRow]:
    """The rows of these cells, in their order; `only_notable` leaves out what is stable or recovered."""
    cells = {(c.code, m.code) for c in care_types for m in measures}
    return [row for key, row in rows.items() if key in cells and not (only_notable and row.badge in ORDINARY)]


def overview(
    computed: Sequence[VerdictRow], published: Sequence[VerdictRow], view: BlockView,
    care_types: Sequence[CareType], measures: Sequence[Measure],
    *, only_notable: bool = False, link: Link | None = None,
) -> Block:  # fmt: skip
    """C3: the verdict per care type and measure. Without addresses for its cells (`link`) it has no HTML."""
    catalogue = view.catalogue
    rows = [*computed, *published]
    leading = computed or published
    judged = [row for row in leading if catalogue.measures[row.measure].polarity != NEUTRAL] or leading
    headline, rest = first_sentence(words.counts_sentence(judged, catalogue))
    basis = "wat de bronnen zeggen" if not computed else "berekend uit de cijfers"
    basis += ", met de bronnen ernaast" if computed and published else ""
    return Block(
        key="overzicht",
        page=OVERVIEW,
        headline=headline,
        subline=f"Oordeel per opvangsoort en onderdeel: {basis}. Steeds vergeleken met {catalogue.baseline.label}.",
        sentence=" ".join([rest, words.chance_sentence(len(leading), catalogue) if computed else ""]).strip(),
        source=sources_of(rows),
        table=_matrix_table(tuple(rows), catalogue),
        body=matrix_html(care_types, measures, rows, catalogue, link=link) if link else "",
        picture=lambda: matrix_figure(care_types, measures, rows, catalogue),
        flags=flag_labels(rows, catalogue),
        rows=tuple(rows),
        recipe={"make": "overview", "only_notable": only_notable, **_cells(view, care_types, measures)},
    )


def topic_matrix(
    topic: Topic, computed: Sequence[VerdictRow], published: Sequence[VerdictRow], view: BlockView,
    care_types: Sequence[CareType], measures: Sequence[Measure], *, link: Link | None = None,
) -> Block:  # fmt: skip
    """Every part of the topic per care type: the verdict from numbers first, then what the sources say."""
    catalogue = view.catalogue
    rows = [*computed, *published]
    return Block(
        key=f"onderwerp_{topic.slug}",
        page=TOPIC,
        headline=capital(words.counters_text(computed or published, catalogue)),
        finding=f"{topic.label}: {words.counters_text(computed or published, catalogue)}",
        subline=f"{topic.label}: oordeel per opvangsoort en onderdeel. Steeds vergeleken met {catalogue.baseline.label}.",
        sentence="",
        source=sources_of(rows),
        table=_matrix_table(tuple(rows), catalogue),
        body=matrix_html(care_types, measures, rows, catalogue, link=link) if link else "",
        picture=lambda: matrix_figure(care_types, measures, rows, catalogue),
        flags=flag_labels(rows, catalogue),
        rows=tuple(rows),
        recipe={"make": "topic", "topic": topic.slug, **_cells(view, care_types, measures)},
    )


def _cells(view: BlockView, care_types: Sequence[CareType], measures: Sequence[Measure]) -> dict[str, object]:
    return {
        "origin": view.dataset,
        "care_types": [care_type.code for care_type in care_types],
        "measures": [measure.code for measure in measures],
    }
