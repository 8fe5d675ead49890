"""Where an own score may be drawn, and what is said when it may not."""

from __future__ import annotations

import re

import pytest

from monitor import catalogue as catalogues
from monitor.own import instruments as known_instruments
from monitor.own.instruments import OTHER
from monitor.own.placement import REASONS, place, same_version
from monitor.own.records import APART, AXIS, OFF, SAME, UNKNOWN, OwnScore
from monitor.own.records import OTHER as OTHER_VERSION

KNOWN = known_instruments.load()
NATIONAL = [i for i in KNOWN.instruments.values() if i.is_national]
ELSEWHERE = [i for i in KNOWN.instruments.values() if not i.is_national]
NAMED = NATIONAL[0]
CELL = (NAMED.names[0].upper(), "2")


def own(**more) -> OwnScore:
    given = {"instrument": NAMED.code, "same_version": SAME, "observer": "certified"} | more
    return OwnScore("any", 4.6, **given)


@pytest.mark.parametrize("observer", [o.code for o in KNOWN.observers.values() if o.is_trained])
def test_the_same_instrument_and_version_and_a_trained_observer_go_on_the_axis(observer):
    found = place(own(observer=observer), CELL, KNOWN)
    assert (found.code, found.assumed_nl) == (AXIS, "")


@pytest.mark.parametrize("instrument", NATIONAL, ids=lambda i: i.code)
def test_data_may_call_an_instrument_by_each_of_its_names(instrument):
    for name in (instrument.label, *instrument.names):
        assert place(own(instrument=instrument.code), (name, ""), KNOWN).code == AXIS


@pytest.mark.parametrize("observer", [o.code for o in KNOWN.observers.values() if not o.is_trained])
def test_without_a_trained_observer_a_score_is_indicative(observer):
    found = place(own(observer=observer), CELL, KNOWN)
    assert found.code == APART
    assert found.reason_nl == KNOWN.observers[observer].reason


def test_an_observer_that_was_not_told_is_not_taken_for_a_trained_one():
    assert place(own(observer=""), CELL, KNOWN).code == APART


def test_an_unknown_version_is_indicative_and_another_one_is_off():
    assert place(own(same_version=UNKNOWN), CELL, KNOWN).reason_code == "UNKNOWN_VERSION"
    assert place(own(same_version=UNKNOWN), CELL, KNOWN).code == APART
    assert place(own(same_version=OTHER_VERSION), CELL, KNOWN).code == OFF


@pytest.mark.parametrize("instrument", ELSEWHERE, ids=lambda i: i.code)
def test_another_instrument_is_never_put_beside_the_national_figures(instrument):
    """Whatever was answered about version and observer."""
    found = place(own(instrument=instrument.code), CELL, KNOWN)
    assert found.code == OFF
    assert "gesprek" in found.reason_nl


def test_two_instruments_nobody_knows_are_not_the_same():
    assert place(own(instrument=OTHER), ("Eigen lijst van de stad", ""), KNOWN).code == OFF


def test_another_national_instrument_is_off_and_named():
    found = place(own(instrument=NATIONAL[1].code), CELL, KNOWN)
    assert found.code == OFF
    assert CELL[0] in found.reason_nl


@pytest.mark.parametrize(
    ("national", "more", "reason"),
    [(None, {}, "NO_NATIONAL"), (("", ""), {}, "NATIONAL_UNKNOWN"), (CELL, {"instrument": ""}, "NO_INSTRUMENT")],
)
def test_what_is_not_told_keeps_a_score_off_the_axis(national, more, reason):
    found = place(own(**more), national, KNOWN, assume=True)
    assert (found.code, found.reason_code) == (OFF, reason)


def test_why_there_are_no_national_scores_is_told():
    texts = {place(own(), None, KNOWN, missing=why).reason_nl for why in ("NO_NATIONAL", "PARTS", "HIDDEN")}
    assert len(texts) == 3


# -------------------------------------------------------------------------------------------------------------- version


@pytest.mark.parametrize(
    ("version", "national", "variant", "expected"),
    [("2", "2", "", SAME), ("2.0", "2,0", "", SAME), ("1", "2", "", OTHER_VERSION), ("", "2", "", UNKNOWN),
     ("1", "", "", UNKNOWN), ("pre_k", "", "pre_k", SAME), ("pre-k 2", "2", "pre_k", SAME),
     ("toddler 2", "2", "infant", OTHER_VERSION), ("toddler", "", "infant", OTHER_VERSION),
     ("2", "", "infant", UNKNOWN), ("2", "2", "infant", UNKNOWN), ("infant", "2", "infant", UNKNOWN)],
)  # fmt: skip
def test_a_version_that_is_told_counts_above_the_answer(version, national, variant, expected):
    assert same_version(own(version=version, same_version=UNKNOWN), national, variant) == expected


def test_what_a_file_says_wins_from_the_answer():
    assert place(own(version="1", same_version=SAME), CELL, KNOWN).code == OFF


def test_the_age_group_in_a_name_is_a_version():
    name = next(n for n in NAMED.names if n.startswith(f"{NAMED.names[0]} "))
    variant = KNOWN.variant_of(name.title())
    assert variant
    assert KNOWN.code_of(name) == NAMED.code
    assert KNOWN.variant_of(NAMED.label) == "" == KNOWN.variant_of("niets dat wij kennen")
    assert place(own(version=variant, same_version=UNKNOWN), (name, ""), KNOWN).code == AXIS
    assert place(own(version=variant), CELL, KNOWN).code == OFF
    assert place(own(version=variant, same_version=UNKNOWN), (NAMED.label, ""), KNOWN, assume=True).code == APART


# -------------------------------------------------------------------------------------------------------- what is assumed


def test_the_command_line_assumes_and_says_so():
    found = place(own(same_version=UNKNOWN, observer=""), CELL, KNOWN, assume=True)
    assert found.code == AXIS
    assert "dezelfde versie" in found.assumed_nl
    assert "gecertificeerde observator" in found.assumed_nl


def test_what_was_told_is_not_assumed_otherwise():
    assert place(own(observer="self", same_version=UNKNOWN), CELL, KNOWN, assume=True).code == APART
    assert place(own(version="1", observer=""), CELL, KNOWN, assume=True).code == OFF
    assert place(own(), CELL, KNOWN, assume=True).assumed_nl == ""


# -------------------------------------------------------------------------------------------------------- the catalogue


def test_words_lead_to_one_instrument_only():
    words = [name for i in KNOWN.instruments.values() for name in {catalogues.spelling(n) for n in (i.code, *i.names)}]
    assert len(words) == len(set(words))
    assert KNOWN.code_of(" ncko ") == "ncko_monitor"
    assert (KNOWN.code_of("iets anders dat niemand kent"), KNOWN.code_of("  ")) == (OTHER, "")


def test_words_for_an_observer():
    assert KNOWN.observer_code_of("Gecertificeerd") == "certified"
    assert KNOWN.observer_code_of("") == ""
    assert KNOWN.observer_code_of("de buurvrouw") is None


def test_instruments_measure_what_the_catalogue_holds():
    measures = catalogues.load().measures
    assert all(
        set(i.measures) <= set(measures) and bool(i.measures) == i.is_national for i in KNOWN.instruments.values()
    )
    observed = {m.code for m in measures.values() if m.reported_by == "observed"}
    assert observed == {m for i in NATIONAL for m in i.measures}
    assert NAMED in KNOWN.measuring([NAMED.measures[0]])
    assert KNOWN.measuring([]) == []


def test_every_reason_is_plain_dutch():
    """At most 15 words in a sentence, no word about rank or cause."""
    texts = [*REASONS.values(), *(i.reason for i in ELSEWHERE), *(o.reason for o in KNOWN.observers.values())]
    for text in filter(None, texts):
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            assert len(sentence.split()) <= 15, sentence
        assert not re.search(r"\b(beter|slechter|plek|door|dankzij)\b", text)


def test_a_questionnaire_is_not_observed_and_stays_off_the_axis():
    found = place(own(instrument="staff_questionnaire"), ("Vragenlijst", "1"), KNOWN)
    assert (found.code, "vragenlijst" in found.reason_nl) == (OFF, True)


def test_one_of_several_national_instruments_needs_the_answer_of_the_user():
    named = ("ITERS-R / ECERS-R", "")
    assert place(own(instrument="iters_r", same_version=SAME), named, KNOWN).code == AXIS
    assert place(own(instrument="iters_r", same_version=UNKNOWN), named, KNOWN).code == APART
    assert place(own(instrument="sacers", same_version=SAME), named, KNOWN).code == OFF


def test_an_age_group_and_a_version_each_have_to_be_told_or_answered():
    toddler = ("CLASS Toddler", "1")
    assert place(own(version="toddler", same_version=UNKNOWN), toddler, KNOWN).code == APART
    assert place(own(version="1", same_version=UNKNOWN), toddler, KNOWN).code == APART
    assert place(own(version="toddler 1", same_version=UNKNOWN), toddler, KNOWN).code == AXIS
    assert place(own(version="pre-k", same_version=SAME), ("CLASS Toddler", ""), KNOWN).code == OFF
