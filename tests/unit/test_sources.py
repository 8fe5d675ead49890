"""What was published: complete, in our own plain Dutch, of one monitor."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace

import pytest

from monitor import catalogue as catalogues
from monitor import paths, records, sources
from monitor.statistics import published

CATALOGUE = catalogues.load()
STATEMENTS = sources.load_statements(CATALOGUE)
OTHER = replace(CATALOGUE, settings={**CATALOGUE.settings, "monitor_id": "other"})

NOT_PLAIN = (
    r"\b(significant\w*|betrouwbaarheidsinterval|indicator\w*|percentiel\w*|standaarddeviatie|nulmeting|respons|conform|"
    r"middels|derhalve|tevens|lijkt|vermoedelijk|steekproef|spreiding|door|dankzij|als gevolg van|je|jij|jouw)\b"
)


def table(name: str) -> list[dict[str, str]]:
    with (paths.SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_all_statements_are_there_once_each_with_a_sentence_and_a_known_document():
    assert [s.finding_id for s in STATEMENTS] == [f"F{n:03d}" for n in range(1, 76)]
    assert len({s.statement_nl for s in STATEMENTS}) == 75
    for s in STATEMENTS:
        assert s.source.url.startswith("http")
        assert s.source.publisher
        assert set(s.flags) <= set(records.FLAG_ORDER)


def test_documents_are_distinct_and_all_used():
    known = sources.load_sources()
    assert len({s.source_id for s in known}) == len({(s.title, s.url) for s in known}) == len(known)
    used = {row["source_id"] for name in ("findings", "figures", "events") for row in table(name)}
    assert used == {s.source_id for s in known}
    assert all(re.fullmatch(r"|\d{4}(-\d\d(-\d\d)?)?", s.published_on) for s in known)
    assert {s.retrieved_on for s in known} == {"2026-11-21"}


@pytest.mark.parametrize("name", ["findings", "figures", "events"])
def test_what_a_user_reads_is_short_and_plain(name):
    texts = [row[column] for row in table(name) for column in row if column.endswith("_nl") and row[column]]
    for text in texts:
        assert not re.search(NOT_PLAIN, text, re.IGNORECASE), text
        assert not re.search(r"\d\.\d{1,2}\b", text), text
        assert all(len(sentence.split()) <= 15 for sentence in sentences(text)), text
    if name == "findings":
        assert all(text.endswith(".") for text in texts)


def test_a_comparison_with_the_dip_alone_also_names_the_baseline():
    dip, current, baseline = CATALOGUE.dip.code, CATALOGUE.current.code, CATALOGUE.baseline.code
    compared = [s for s in STATEMENTS if (s.period_from, s.period_to) == (dip, current)]
    assert len(compared) > 15
    for s in compared:
        assert baseline in s.statement_nl + s.caveat_nl, s.finding_id


def test_caveats_that_change_the_reading_travel_as_flags():
    flags = {s.finding_id: s.flags for s in STATEMENTS if s.flags}
    assert {f for f, codes in flags.items() if "PROVISIONAL" in codes} == {"F063", "F064", "F065", "F066"}
    assert {f for f, codes in flags.items() if "SELF_REPORTED" in codes} == {"F065", "F066", "F067", "F068"}
    assert {f for f, codes in flags.items() if "LARGE_SPREAD" in codes} == {"F047", "F053", "F058", "F069", "F073"}


def test_measures_and_care_types_of_statements_in_the_catalogue_periods_are_known():
    inside = [s for s in STATEMENTS if published.counts(s, CATALOGUE)]
    assert len(inside) == 43
    assert {s.measure for s in STATEMENTS if s.measure in CATALOGUE.measures} == set(CATALOGUE.measures)
    assert {s.care_type for s in STATEMENTS} <= {*CATALOGUE.care_types, *CATALOGUE.groups}


def test_another_monitor_shows_nothing_of_this_one():
    assert sources.load_statements(OTHER) == ()
    assert sources.load_figures(OTHER) == ()
    assert sources.load_events(OTHER) == ()


def test_statements_of_a_workspace_come_after_with_their_own_documents():
    row = {
        "finding_id": "X1", "measure": "warmth", "care_type": "all", "period_from": "r1", "period_to": "r2",
        "direction": "up", "level": None, "statement_nl": "De warmte steeg.", "caveat_nl": None,
        "source_title": "Eigen rapport", "source_publisher": "Wij", "source_date": "2025", "source_url": None,
    }  # fmt: skip
    (own,) = sources.load_statements(OTHER, [row])
    assert (own.finding_id, own.level, own.caveat_nl, own.flags) == ("X1", "", "", ())
    assert (own.source.title, own.source.publisher, own.source.published_on, own.source.url) == (
        "Eigen rapport", "Wij", "2025", "",
    )  # fmt: skip
    same, another = sources.load_statements(OTHER, [row, {**row, "source_title": "Ander rapport"}])
    assert (same.source == own.source, another.source.source_id == own.source.source_id) == (True, False)
    assert sources.load_statements(CATALOGUE, [row])[-1] == own
    assert sources.load_statements(OTHER, [{**row, "monitor_id": "lkk"}]) == ()
    (known,) = sources.load_statements(OTHER, [{**row, "source_id": "vtoi_lkk_2023"}])
    assert known.source in sources.load_sources()
    with pytest.raises(ValueError, match="onbekend"):
        sources.load_statements(OTHER, [{**row, "source_id": "onbekend"}])
    with pytest.raises(ValueError, match="omhoog"):
        sources.load_statements(OTHER, [{**row, "direction": "omhoog"}])


def test_only_realised_numbers_of_the_monitor_itself_are_results():
    figures = sources.load_figures(CATALOGUE)
    shown = sources.results(figures)
    assert len(figures) == len({f.figure_id for f in figures}) == 79
    assert {(f.status, f.evidence_family) for f in shown} == {("realised", "lkk_core")}
    observed = {(f.care_type, f.value) for f in shown if f.period == "2017-2019" and f.name.endswith("_observed")}
    assert observed == {("kdv", 93), ("pov", 99), ("bso", 96), ("goo", 137)}
    hidden = Counter(f.status for f in figures if f not in shown)
    assert hidden["planned"] == 21
    assert hidden["invited_measurement_cancelled"] == 4
    assert not [f for f in shown if "planned" in f.name or "share" in f.name or f.name == "thesis_sample"]


def test_events_are_sourced():
    events = {e.event_id: e for e in sources.load_events(CATALOGUE)}
    assert events["activities_out_of_school_2024"].date_from == "2024-07-01"
    assert events["activities_out_of_school_2024"].source in {s.source for s in STATEMENTS if s.finding_id == "F057"}
    assert events["no_regular_measurement_2020"].date_to == "2020-12-31"
    assert events["no_regular_measurement_2020"].at == pytest.approx(2020.5, abs=0.01)
    assert events["activities_out_of_school_2024"].at == pytest.approx(2024.5, abs=0.01)


def test_unrepresentative_cells_are_those_that_a_source_names():
    assert sources.unrepresentative(STATEMENTS, CATALOGUE) == {("goo", "2022-2023")}
    f061 = next(s for s in STATEMENTS if s.finding_id == "F061")
    group = replace(f061, care_type="toddler_kdv_pov", period_to="2021-2022")
    assert sources.unrepresentative([group], CATALOGUE) == {("kdv_toddler", "2021-2022"), ("pov", "2021-2022")}
    assert sources.unrepresentative([replace(f061, level="representative")], CATALOGUE) == frozenset()


# ------------------------------------------------------------------------------------------------------------ glossary


def test_everything_the_screen_names_is_explained_in_plain_dutch():
    terms = {term.code: term for term in sources.glossary(CATALOGUE)}
    named = [*CATALOGUE.measures, *CATALOGUE.care_types, *CATALOGUE.groups, *CATALOGUE.periods]
    codes = {rule[1] for rules in published.RULES.values() for rule in rules}
    codes |= {published.CONFLICTING, published.UNCERTAIN, "PARTIAL_RECOVERY", "TOO_FEW", "NO_BASELINE", "NO_CURRENT"}
    codes |= {"NOT_COMPARABLE", "NO_SPREAD", *records.FLAG_ORDER}
    for code in (*named, *codes):
        assert terms[code].explanation.endswith("."), code
    for term in terms.values():
        assert all(len(s.split()) <= 15 for s in sentences(term.explanation)), term
        assert not re.search(NOT_PLAIN, term.explanation, re.IGNORECASE), term
        assert "seed" not in f"{term.source} {term.note}".lower()
        assert "{" not in term.term + term.explanation


def test_no_code_is_explained_twice():
    codes = [term.code for term in sources.load_glossary()]
    assert len(codes) == len(set(codes)) > 140


def test_another_catalogue_explains_its_own_words_and_periods():
    warmth = replace(CATALOGUE.measures["emotional_quality"], code="warmth", label="Warmte", explanation="Hoe warm.")
    periods = {
        "r1": replace(CATALOGUE.baseline, code="r1", label="ronde 1"),
        "r2": replace(CATALOGUE.current, code="r2", label="ronde 2"),
    }
    terms = {t.code: t for t in sources.glossary(replace(OTHER, measures={"warmth": warmth}, periods=periods))}
    assert (terms["warmth"].term, terms["warmth"].explanation) == ("Warmte", "Hoe warm.")
    assert "emotional_quality" not in terms
    assert "2021-2022" not in terms
    assert terms["REAL_IMPROVEMENT"].explanation == "De score is hoger dan in ronde 1."
    assert "DIP" not in terms
