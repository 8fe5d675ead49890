"""The tables beside the figures: every cell of data once, in Dutch, with its source; nothing that nobody published."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from monitor import catalogue as catalogues
from monitor import page_tables as tables
from monitor import sources
from monitor.national import national
from monitor.published_rows import published_rows
from monitor.records import DEMO, OWN, Cell
from monitor.session import VerdictChange
from monitor.store.workspace import Dataset
from monitor.table_html import to_html
from monitor.tables import Table

CATALOGUE = catalogues.load()
STATEMENTS = sources.load_statements(CATALOGUE)
PERIODS = [period.code for period in CATALOGUE.compared]


def cells(measure: str, care_type: str, means: tuple[float, ...], **more) -> list[Cell]:
    given = {"origin": OWN, "n": 200, "sd": 0.6, "source": "LKK-tabel", "page": "12", "ci95": (4.1, 4.9)} | more
    return [
        Cell(measure=measure, care_type=care_type, period=period, mean=mean, **given)
        for period, mean in zip(PERIODS, means, strict=True)
    ]


RECOVERED = cells("environment_quality", "bso", (4.9, 4.4, 4.9))
BELOW = cells("parent_contact_daily", "bso", (4.9, 4.4, 4.45))
CHILDMINDERS = cells("environment_quality", "goo", (4.9, 4.4, 4.9), is_representative=False)
PICTURE = national([*RECOVERED, *BELOW, *CHILDMINDERS], published_rows(STATEMENTS, CATALOGUE), CATALOGUE)
COMPUTED, PUBLISHED = PICTURE.of("computed"), PICTURE.of("published")


def lines(table: Table) -> list[dict[str, object]]:
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert table.caption in to_html(table)
    return [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows]


# ---------------------------------------------------------------------------------------------------------- what is loaded


def test_each_loaded_cell_has_a_line_with_its_numbers_and_where_they_came_from():
    told = replace(RECOVERED[0], instrument="CLASS", instrument_version="2", is_representative=True, n_organisations=40)
    untold = replace(RECOVERED[1], origin=DEMO, kind="scores", sd=None, ci95=(math.nan, math.nan))
    first, second = lines(tables.cells_table([told, untold], CATALOGUE))
    assert first == {
        "care_type": "Buitenschoolse opvang", "measure": "Omgevingskwaliteit", "period": "2017-2019", "n": 200, "mean": 4.9,
        "margin": "4,1 tot 4,9", "sd": 0.6, "organisations": 40, "representative": "ja", "instrument": "CLASS 2",
        "kind": "samenvatting" if told.kind == "summaries" else "scores per groep", "source": "LKK-tabel", "page": "12",
        "origin": "eigen gegevens",
    }  # fmt: skip
    assert (second["margin"], second["sd"], second["representative"]) == ("", None, "")
    assert second["origin"] == "fictieve gegevens"


def test_data_sets_are_listed_with_their_number_that_retire_asks_for():
    dataset = Dataset("summaries-1", "summaries", OWN, "", "tabel.xlsx", 12, "2026-06-03T10:00:00Z")
    (line,) = lines(tables.datasets_table([dataset]))
    assert line["label"] == "tabel.xlsx"
    assert (line["kind"], line["rows"], line["at"], line["id"]) == ("samenvatting", 12, "03-06-2026", "summaries-1")


def test_each_measure_is_listed_with_its_scale_and_direction():
    half = replace(CATALOGUE.measures["emotional_quality"], scale_min=0.5, scale_max=4.5)
    shown = lines(tables.measures_table(replace(CATALOGUE, measures=CATALOGUE.measures | {half.code: half})))
    by_name = {line["measure"]: line for line in shown}
    assert len(shown) == len(CATALOGUE.measures)
    assert by_name["Emotionele kwaliteit"]["scale"] == "0,5 tot 4,5"
    assert by_name["Educatieve kwaliteit"]["scale"] == "1 tot 7"
    assert by_name[CATALOGUE.label("care_needs_share")]["scale"].endswith("%")
    directions = {CATALOGUE.measures[code].label: by_name[CATALOGUE.label(code)]["direction"]
                  for code in ("emotional_quality", "work_stress", "care_needs_share")}  # fmt: skip
    assert list(directions.values()) == ["hoog is gunstig", "laag is gunstig", "geen goed of slecht"]
    assert by_name["Emotionele kwaliteit"]["under"] == "Proceskwaliteit"


# ---------------------------------------------------------------------------------------------------------- what changed


def test_changes_are_told_for_computed_and_published_rows():
    computed, published = COMPUTED["bso", "environment_quality"], PUBLISHED["bso", "environment_quality"]
    other = replace(computed, code="STABLE", variant="", badge="STABLE", origin=DEMO)
    changes = [VerdictChange(None, computed), VerdictChange(other, None), VerdictChange(published, other)]
    shown = lines(tables.changes_table(changes, CATALOGUE))
    assert [(line["before"], line["after"]) for line in shown] == [
        ("nog geen oordeel", "Volledig herstel"), ("Stabiel", "nog geen oordeel"), ("Volledig herstel", "Stabiel"),
    ]  # fmt: skip
    assert [line["origin"] for line in shown] == ["eigen gegevens", "fictieve gegevens", "fictieve gegevens"]
    (line,) = lines(tables.changes_table([VerdictChange(None, published)], CATALOGUE))
    assert line["origin"] == "uit publicaties"


# ------------------------------------------------------------------------------------------------------ what sources say


def test_every_statement_stands_in_the_list_once_also_those_outside_the_verdict():
    shown = lines(tables.said_table(STATEMENTS, CATALOGUE))
    assert [line["statement"] for line in shown] == [s.statement_nl for s in STATEMENTS]
    assert {line["direction"] for line in shown} <= {"hoger", "lager", "gelijk", "wisselend", "alleen het niveau"}
    assert all(line["source"].url.startswith("http") for line in shown)
    assert any(" → " in str(line["periods"]) for line in shown)


def test_the_statements_behind_verdicts_are_told_once_each_with_the_care_types_that_they_count_for():
    rows = [row for row in PUBLISHED.values() if row.measure == "environment_quality"]
    shown = lines(tables.reported_table(rows, CATALOGUE))
    said = [s.finding_id for row in rows for s in (*row.statements, *row.beside)]
    assert len(shown) == len(set(said)) < len(said)
    recovered = next(line for line in shown if "hersteld" in str(line["statement"]))
    assert {CATALOGUE.label(row.care_type) for row in rows} == set(str(recovered["for"]).split(", "))


def test_one_published_verdict_with_all_that_was_said():
    row = PUBLISHED["bso", "parent_contact"]
    shown = lines(tables.statements_table(row))
    assert [line["statement"] for line in shown] == [s.statement_nl for s in (*row.statements, *row.beside)]
    assert len({str(line["source"]) for line in shown}) > 1


def test_published_numbers_keep_their_about_and_say_what_they_are_of():
    results = sources.results(sources.load_figures(CATALOGUE))
    shown = lines(tables.figures_table(results, CATALOGUE))
    assert [line["value"] for line in shown] == [f.value for f in results]
    assert [line["precise"] == "precies" for line in shown] == [f.qualifier == "exact" for f in results]
    assert {line["precise"] for line in shown} >= {"precies", "ongeveer", "net onder"}
    scores = {line["value"]: line["what"] for line in shown if "CLASS" in str(line["what"])}
    assert scores[6.0] != scores[4.0]
    assert "emotionele kwaliteit" in str(scores[6.0])
    every = sources.load_figures(CATALOGUE)
    assert {f.qualifier for f in every} <= set(tables.QUALIFIERS)


# ------------------------------------------------------------------------------------------------- verdicts beside figures


def test_the_ladder_holds_every_part_at_its_depth():
    whole = CATALOGUE.measures["environment_quality"]
    types = [CATALOGUE.care_types[code] for code in ("bso", "pov")]
    shown = lines(tables.ladder_table(whole, types, {**PUBLISHED, **COMPUTED}, CATALOGUE))
    names = [line["measure"] for line in shown]
    assert names[0] == "Omgevingskwaliteit"
    assert f"– – {CATALOGUE.label('parent_contact_daily')}" in names
    assert f"– {CATALOGUE.label('activity_offer')}" in names
    by_name = dict(zip(names, shown, strict=True))
    assert "Volledig herstel" in str(by_name["Omgevingskwaliteit"]["bso"])
    assert str(by_name["Omgevingskwaliteit"]["pov"]).endswith("(uit de bron)")
    assert not str(by_name["Omgevingskwaliteit"]["bso"]).endswith("(uit de bron)")


def test_what_nothing_is_known_of_says_so():
    whole = CATALOGUE.measures["daily_programme"]
    (line,) = lines(tables.ladder_table(whole, [CATALOGUE.care_types["bso"]], {}, CATALOGUE))
    assert line["bso"] == "nog niets bekend"


def test_the_strip_has_a_column_per_delta_and_marks_our_choice():
    rows = [COMPUTED["bso", "environment_quality"], COMPUTED["goo", "environment_quality"]]
    table = tables.strip_overview(rows, CATALOGUE)
    assert [c.label for c in table.columns[1:]] == [
        "Grens 0,2",
        "Grens 0,25 (onze keuze)",
        "Grens 0,3",
        "Grens 0,4",
        "Let op",
    ]
    first, second = lines(table)
    assert str(first["at_0.25"]).endswith("Volledig herstel")
    assert second["care_type"] == "Gastouderopvang"


@pytest.mark.parametrize(("key", "published", "agreement"), [
    (("bso", "environment_quality"), "Volledig herstel", "Klopt met de bron."),
    (("bso", "parent_contact_daily"), "Gedeeltelijk herstel", None),
])  # fmt: skip
def test_computed_beside_published(key, published, agreement):
    (line,) = lines(tables.agreement_table([COMPUTED[key]], PUBLISHED, CATALOGUE))
    assert line["published"] == published
    assert line["agreement"]
    assert agreement in (None, line["agreement"])


def test_the_code_of_a_row_that_is_not_representative_stays_in_the_table():
    row = COMPUTED["goo", "environment_quality"]
    assert row.badge == "NOT_REPRESENTATIVE"
    (line,) = lines(tables.agreement_table([row], {}, CATALOGUE))
    assert (line["computed"], line["published"]) == ("Volledig herstel", "niets gezegd")
