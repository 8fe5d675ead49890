"""Blocks that are made without a page: the same figure again from its recipe, and a chart that an office program draws."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from wording_rows import computed, shipped

from monitor.blocks import national
from monitor.blocks.block import BlockView, source_line, stamps
from monitor.blocks.recipes import MAKERS, remake, view_of
from monitor.catalogue import DIMENSION, HIGHER, LOWER, NEUTRAL
from monitor.consultation.records import ASKED, SENTENCE, VERDICT
from monitor.figures.decomposition import segments
from monitor.figures.decomposition_bars import bars
from monitor.records import COMPUTED, DEMO, DEMO_STAMP, PUBLISHED
from monitor.session import Session


@pytest.fixture(scope="module")
def session(example_master) -> Session:
    return Session(example_master)


def recipes(session: Session) -> dict[str, dict]:
    """One recipe of each kind, of the example."""
    catalogue = session.catalogue
    measure = catalogue.measures_with_role(DIMENSION)[-1].code
    care_type = next(key[0] for key in session.national().of(COMPUTED, DEMO) if key[1] == measure)
    of_measure = {"origin": DEMO, "measure": measure}
    cell = {**of_measure, "care_type": care_type}
    first, last = catalogue.compared[0].code, catalogue.compared[-1].code
    return {
        "trend": {**of_measure, "events": True, "page": national.TOPIC},
        "split": of_measure,
        "overview": {"origin": DEMO, "measures": [measure]},
        "topic": {"origin": DEMO, "topic": catalogue.topics[0].slug},
        "strip": {**of_measure, "low": 3.5, "all_periods": True},
        "lower_end": of_measure,
        "organisations": {**of_measure, "care_types": [with_organisations(session, measure)]},
        "question": of_measure,
        "spread_verdict": {**of_measure, "care_types": [care_type]},
        "verdict": {**cell, "basis": COMPUTED},
        "safe_sentence": {**cell, "direction": "up", "first": first, "last": last},
    }


def with_organisations(session: Session, measure: str) -> str:
    """A care type of which the funnel may be shown."""
    now = session.catalogue.current.code
    return next(c for c in session.catalogue.care_types if session.funnel(DEMO, measure, c, now).points)


@pytest.mark.parametrize("make", MAKERS)
def test_a_block_is_made_again_from_its_own_recipe(make, session):
    block = remake(session, {"make": make, **recipes(session)[make]})
    assert block is not None
    again = remake(session, json.loads(json.dumps(block.recipe)))
    assert again is not None
    for name in ("key", "page", "headline", "finding", "subline", "sentence", "alt", "flags", "kind", "recipe", "native",
                 "link", "may_say"):  # fmt: skip
        assert getattr(again, name) == getattr(block, name), name
    assert again.table == block.table
    assert [sheet.rows for sheet in again.sheets] == [sheet.rows for sheet in block.sheets]
    assert block.rows
    assert (block.drawing is None) == (block.kind in {VERDICT, SENTENCE, ASKED})


@pytest.mark.parametrize(
    "recipe",
    [
        {},
        {"make": "nothing we know", "origin": DEMO},
        {"make": "trend", "origin": DEMO},
        {"make": "trend", "origin": DEMO, "measure": "no such measure"},
        {"make": "trend", "origin": PUBLISHED, "measure": "environment"},
        {"make": "strip", "origin": DEMO, "measure": "no such measure"},
        {"make": "topic", "origin": DEMO, "topic": "no such topic"},
        {"make": "overview", "origin": DEMO, "measures": 3},
        {"make": "verdict", "basis": COMPUTED, "origin": DEMO, "care_type": "none", "measure": "none"},
        {"make": "safe_sentence", "origin": DEMO, "care_type": "none", "measure": "none", "direction": "sideways",
         "first": "a", "last": "b"},
    ],
)  # fmt: skip
def test_what_cannot_be_made_gives_nothing(recipe, session):
    assert remake(session, recipe) is None


def test_the_choices_in_a_recipe_are_followed(session):
    recipe = {"make": "strip", **recipes(session)["strip"]}
    measure = session.catalogue.measures[recipe["measure"]]
    strict, mild = (
        remake(session, recipe | {"low": low, "high": measure.scale_max})
        for low in (measure.scale_min, measure.scale_max)
    )
    assert strict.table.rows != mild.table.rows
    assert strict.recipe != mild.recipe
    one = remake(session, recipe | {"care_types": recipe.get("care_types", list(session.catalogue.care_types))[1:2]})
    assert len(one.rows) == 1 < len(strict.rows)


def test_a_finding_names_its_measure_where_the_headline_of_the_page_does_not(session):
    for make in ("trend", "split", "strip", "lower_end", "organisations", "topic"):
        recipe = recipes(session)[make]
        block = remake(session, {"make": make, **recipe})
        topic = next((t.label for t in session.catalogue.topics if t.slug == recipe.get("topic")), "")
        assert (topic or session.catalogue.label(recipe["measure"])) in block.finding, make


def test_numbers_that_are_not_representative_get_no_verdict_in_the_finding(session):
    recipe = recipes(session)["strip"]
    block = remake(session, {"make": "strip", **recipe})
    hidden = [row.care_type for row in block.rows if row.badge == "NOT_REPRESENTATIVE"]
    assert hidden, "the example has such a cell"
    assert remake(session, {"make": "strip", **recipe, "care_types": hidden}).finding.endswith("niet representatief")


def test_the_blocks_follow_another_monitor(other_monitor, other_example):
    session = Session(other_example())
    measure = next(iter(session.catalogue.measures))
    assert remake(session, {"make": "trend", "origin": DEMO, "measure": measure}) is not None
    assert remake(session, {"make": "strip", "origin": DEMO, "measure": measure}) is not None
    assert remake(session, {"make": "split", "origin": DEMO, "measure": measure}) is None, "it knows no dip"


def test_source_line_and_stamps_tell_that_data_are_invented(session):
    view = view_of(session, DEMO)
    block = remake(session, {"make": "trend", **recipes(session)["trend"]})
    assert source_line(block.source, view).startswith(DEMO_STAMP)
    assert stamps(block, view)[0] == DEMO_STAMP
    own = replace(view, dataset="own")
    assert DEMO_STAMP not in source_line("rapport", own)
    assert view.data_version in source_line("rapport", own)


# ----------------------------------------------------------------------------------- recovery and growth as bars


def made_up(polarity: str):
    """Rows of one measure: recovered and grown, partly recovered, fallen on, never fallen."""
    catalogue = shipped()
    measure = next(m for m in catalogue.measures.values() if m.polarity == polarity)
    means = ((5.0, 4.4, 5.6), (5.0, 4.4, 4.7), (5.0, 4.6, 4.0), (5.0, 5.0, 5.4))
    # For a measure where a low score is favourable the same story is told by the mirrored scores.
    mirrored = [tuple(8 - m for m in three) for three in means] if polarity == LOWER else means
    rows = [
        computed(catalogue, measure.code, *((mean, 0.5, 200) for mean in three), care_type=care_type)
        for care_type, three in zip(catalogue.care_types, mirrored, strict=False)
    ]
    return rows, catalogue


@pytest.mark.parametrize("polarity", [HIGHER, LOWER])
def test_the_bars_add_up_to_the_parts_left_and_right_of_the_baseline(polarity):
    rows, catalogue = made_up(polarity)
    chart = bars(rows, catalogue)
    assert chart.categories == tuple(catalogue.label(row.care_type) for row in rows)
    for place, row in enumerate(rows):
        values = [series.values[place] for series in chart.series if series.values[place] is not None]
        parts = segments(row.verdict)
        assert sum(v for v in values if v > 0) == pytest.approx(sum(p.size for p in parts if p.end > 0), abs=1e-3)
        assert sum(v for v in values if v < 0) == pytest.approx(-sum(p.size for p in parts if p.end <= 0), abs=1e-3)


def test_what_lies_next_to_the_baseline_is_stacked_first():
    rows, catalogue = made_up(HIGHER)
    chart = bars(rows, catalogue)
    for place, row in enumerate(rows):
        left = [series.values[place] for series in chart.series if (series.values[place] or 0) < 0]
        drawn = [-part.size for part in reversed(segments(row.verdict)) if part.end <= 0]
        assert left == pytest.approx(drawn, abs=1e-3)


def test_a_neutral_measure_has_no_recovery():
    rows, catalogue = made_up(NEUTRAL)
    assert rows, "the shipped catalogue has a neutral measure"
    names = {series.name for series in bars(rows, catalogue).series}
    assert not any("hersteld" in name or "nog te gaan" in name for name in names)


def test_a_view_is_of_the_example_only_when_that_is_in_view():
    view = BlockView(shipped(), PUBLISHED, "v", None)
    assert [replace(view, dataset=dataset).is_demo for dataset in (PUBLISHED, "own", DEMO)] == [False, False, True]


def test_a_finding_never_tells_of_two_periods_without_the_baseline(session):
    """As a title of a slide it stands alone, so the first half of a verdict is not enough."""
    catalogue = session.catalogue
    assert catalogue.dip is not None
    for key, row in session.national().of(COMPUTED, DEMO).items():
        cell = {"origin": DEMO, "measure": key[1], "care_type": key[0], "care_types": [key[0]], "basis": COMPUTED}
        claim = {"direction": "up", "first": catalogue.dip.code, "last": catalogue.current.code}
        for make in ("trend", "split", "verdict", "safe_sentence"):
            block = remake(session, {"make": make, **cell, **claim})
            if block is not None and catalogue.dip.label in block.own_headline:
                assert catalogue.baseline.label in block.own_headline, (make, row.code)


def test_a_finding_on_more_care_types_says_which_verdict_holds_for_which(session):
    block = remake(session, {"make": "trend", "origin": DEMO, "measure": recipes(session)["trend"]["measure"]})
    for row in block.rows:
        assert session.catalogue.label(row.care_type).lower() in block.own_sentence.lower()
    assert block.sentence in block.own_sentence
