"""The guard: a change told without the baseline is warned of, everything else passes."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pytest

from monitor import paths
from monitor.consultation import two_periods
from monitor.consultation.points import prefilled
from monitor.consultation.records import VERDICT, Fact, Item
from monitor.consultation.safe_words import safe_of
from monitor.consultation.store import Consultations
from monitor.national import National
from monitor.records import COMPUTED, OWN, PUBLISHED
from monitor.session import Session
from monitor.wording.sentences import may_i_say, sentence
from tests.consultation.two_period_sentences import CLAIMS, NO_CLAIMS, REPORT_CLAIMS, REPORT_OTHERS
from tests.unit.wording_rows import computed, published, shipped, wide_scale
from tests.unit.wording_rows import two_periods as two_measurements


def check(text, items=(), national=None):
    return two_periods.check(text, items, shipped(), national)


@pytest.mark.parametrize("text", [*REPORT_CLAIMS, *CLAIMS])
def test_a_claim_without_the_baseline_is_warned_of(text):
    found = check(text)
    assert found is not None
    assert "Zet 2017-2019 erbij." in found.text_nl
    assert found.part in text


@pytest.mark.parametrize("text", [*REPORT_OTHERS, *NO_CLAIMS])
def test_everything_else_passes(text):
    assert check(text) is None


def item(*facts, **changes):
    one = Item(
        "i1", VERDICT, "trend", "row", {}, "Kop", "", "Zin.", "Bron", (), OWN, "v1", date(2027, 3, 1), facts=facts
    )
    return replace(one, **changes)


# -------------------------------------------------------------------------------------------------- more than a sentence


def test_a_sentence_about_another_subject_does_not_cover():
    text = (
        "De emotionele kwaliteit is terug op het niveau van 2017-2019. "
        "De educatieve kwaliteit is gestegen ten opzichte van 2021-2022."
    )
    assert check(text).part == "De educatieve kwaliteit is gestegen ten opzichte van 2021-2022."
    text = (
        "In de baby-opvang is de omgevingskwaliteit hoger dan in 2021-2022. "
        "In de peuteropvang is zij terug op het niveau van 2017-2019."
    )
    assert check(text).part.startswith("In de baby-opvang")


@pytest.mark.parametrize(
    "text",
    [
        "De omgevingskwaliteit is gestegen. Het niveau van 2017-2019 is bereikt.",
        "In 2017-2019 was de omgevingskwaliteit 4,9. In 2021-2022 was zij 4,3. Nu is zij hoger dan toen.",
        "Vergeleken met 2017-2019 zien we:\n- emotionele kwaliteit gestegen\n- omgevingskwaliteit gedaald",
        "Kijk naar 2017-2019. De emotionele kwaliteit is gestegen. De omgevingskwaliteit is gedaald.",
    ],
)
def test_sentences_about_one_subject_cover_each_other_and_a_heading_covers_what_follows(text):
    assert check(text) is None


def test_a_heading_with_the_baseline_does_not_cover_a_comparison_with_the_dip_or_another_paragraph():
    assert check("Kijk naar 2017-2019. De emotionele kwaliteit is gestegen sinds 2021-2022.") is not None
    assert check("Kijk naar 2017-2019.\n\nDe emotionele kwaliteit is gestegen.") is not None


def test_the_part_is_the_first_wrong_sentence_as_it_stands_in_the_text():
    text = "De kwaliteit is hoog. Die is, bijv. bij baby's,  gestegen t.o.v. 2021-2022! En nu?\n• De score daalt."
    assert check(text).part == "Die is, bijv. bij baby's,  gestegen t.o.v. 2021-2022!"
    assert check(text.replace("gestegen t.o.v. 2021-2022", "hoog")).part == "De score daalt."


# ------------------------------------------------------------------------------------------------------ the text of it


def test_the_warning_says_whether_the_sentence_names_a_time():
    dated = check("De omgevingskwaliteit is hoger dan in 2021-2022.").text_nl
    assert dated.startswith("Deze zin vergelijkt alleen 2021-2022 en 2022-2023. Zet 2017-2019 erbij.")
    bare = check("De omgevingskwaliteit is hoger.").text_nl
    assert bare.startswith("Deze zin noemt een verandering, maar niet sinds wanneer. Zet 2017-2019 erbij.")
    assert dated.partition(". ")[2] == bare.partition(". ")[2]


def test_a_subject_without_a_good_side_is_not_called_an_improvement():
    assert "verbetering" not in check("Het aandeel zorgkinderen steeg sinds 2021-2022.").text_nl


# -------------------------------------------------------------------------------------------------- what may be said


def test_the_safe_words_come_from_the_verdict_behind_the_finding():
    fact = Fact("kdv_baby", "environment_quality", COMPUTED, OWN, "FULL_RECOVERY", "FULL_RECOVERY")
    found = check("De kwaliteit is gestegen.", [item(fact)])
    assert found.safe_nl == "Omgevingskwaliteit, baby-opvang: hersteld tot het niveau van 2017-2019."


def test_of_several_verdicts_those_that_the_sentence_names_are_told():
    facts = [
        Fact(care, measure, PUBLISHED, PUBLISHED, code, code)
        for care, measure, code in [
            ("kdv_baby", "environment_quality", "PARTIAL_RECOVERY"),
            ("pov", "environment_quality", "NO_RECOVERY"),
            ("pov", "emotional_quality", "STABLE"),
            ("bso", "emotional_quality", "STABLE"),
        ]
    ]
    assert check("De omgevingskwaliteit is gestegen in de peuteropvang.", [item(*facts)]).safe_nl == (
        "Omgevingskwaliteit, peuteropvang: nog niet hersteld tot het niveau van 2017-2019."
    )
    assert check("De omgevingskwaliteit is gestegen.", [item(*facts)]).safe_nl.count("Omgevingskwaliteit") == 2
    assert check("Het is gestegen.", [item(*facts)]).safe_nl == ""


def test_without_a_finding_the_national_verdict_of_what_the_sentence_names_is_told():
    national = National((published(shipped(), "environment_quality", "FULL_RECOVERY"),), ())
    care_type = shipped().label(national.rows[0].care_type).lower()
    text = f"De omgevingskwaliteit in de {care_type} is gestegen."
    assert "hersteld tot het niveau van 2017-2019" in check(text, national=national).safe_nl
    assert check("De kwaliteit is gestegen.", national=national).safe_nl == ""
    assert check(text).safe_nl == ""


def test_a_verdict_of_now_wins_from_the_one_that_was_kept():
    row = computed(shipped(), "environment_quality", (4.9, 0.5, 95), (4.3, 0.5, 95), (4.3, 0.5, 95))
    kept = Fact(row.care_type, row.measure, row.basis, row.origin, "FULL_RECOVERY", "FULL_RECOVERY")
    found = check("Het is gestegen.", [item(kept)], National((row,), ()))
    assert "nog niet hersteld" in found.safe_nl


def test_safe_words_are_never_half_a_sentence():
    fact = Fact("goo", "environment_quality", PUBLISHED, PUBLISHED, "NOT_REPRESENTATIVE", "FULL_RECOVERY")
    assert "…" not in check("De kwaliteit is gestegen.", [item(fact)]).safe_nl
    assert "Te weinig gastouders" in check("De kwaliteit is gestegen.", [item(fact)]).safe_nl


# ---------------------------------------------------------------------------------------------- the product's own words


def test_no_text_of_a_verdict_is_warned_of(example_master):
    """What is filled in from the data, and every safe alternative, passes."""
    session = Session(example_master)
    catalogue, rows = session.catalogue, session.national().rows
    assert len(rows) > 100
    for row in rows:
        for text in (sentence(row, catalogue), *may_i_say(row, catalogue)[:1], safe_of(row, catalogue)):
            assert two_periods.check(text, (), catalogue) is None, text


def test_published_findings_that_compare_the_last_two_periods_are_warned_of_and_no_others():
    catalogue = shipped()
    baseline, dip, current = catalogue.baseline.label, catalogue.dip.label, catalogue.current.label
    with (paths.SOURCE / "findings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 60
    for row in rows:
        text = row["statement_nl"]
        is_two_periods = (row["period_from"], row["period_to"]) == (dip, current) and row["direction"] != "level_only"
        assert (check(text) is not None) == (is_two_periods and baseline not in text), text


def test_without_a_dip_there_is_nothing_to_warn_of():
    assert two_periods.check("De leesvaardigheid is gestegen.", (), two_measurements()) is None
    assert two_periods.check("De leesvaardigheid is gestegen.", (), wide_scale()) is not None


def test_another_monitor_has_its_own_years():
    catalogue = shipped()
    years = {"baseline": "2030-2031", "dip": "2033-2034", "current": "2035-2036"}
    periods = {code: replace(p, label=years.get(p.role, p.label), aliases=()) for code, p in catalogue.periods.items()}
    other = replace(catalogue, periods=periods)
    assert two_periods.check("De kwaliteit is gestegen sinds 2033-2034.", (), other) is not None
    assert two_periods.check("De kwaliteit is gestegen sinds 2030.", (), other) is None


@pytest.mark.parametrize(
    "text", ["\n" * 500, "a " * 5000, "De kwaliteit is hoog. " * 300, "((((" * 300, "neemt " * 800]
)
def test_long_and_odd_texts_are_read(text):
    assert check(text) is None


def test_nothing_that_the_example_fills_in_is_warned_of(example_master):
    """Sentences, headlines and first fields of findings as the pages make them."""
    session = Session(example_master)
    kept = Consultations(session.dialogues.journal).all()
    assert any(one.items for one in kept)
    for consultation in kept:
        for one in consultation.items:
            for text in (one.headline, one.subline, one.sentence, one.may_say, prefilled(one)):
                assert two_periods.check(text, [one], session.catalogue) is None, text
