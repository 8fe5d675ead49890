"""The template files: complete for every verdict that can occur, and free of what belongs in the catalogue."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from monitor import paths
from monitor.catalogue import HIGHER, LOWER, NEUTRAL, read_rows
from monitor.records import FLAG_ORDER, NOT_REPRESENTATIVE
from monitor.statistics.published import RULES as PUBLISHED_RULES
from monitor.statistics.verdict_rules import REFUSALS, RULES
from monitor.wording import sentences, texts
from monitor.wording.slots import catalogue_slots
from tests.unit.wording_rows import CATALOGUES, computed, measure_with, published, shipped, two_periods

ROWS = read_rows(texts.VERDICTS, (paths.CATALOGUE,))
FLAGS = read_rows(texts.FLAGS, (paths.CATALOGUE,))
TEMPLATES = ("label_nl", "short_nl", "sentence_nl", "published_nl", "say_nl", "not_say_nl", "counter_nl")


def composed(is_neutral: bool, has_dip: bool) -> list[tuple[str, str]]:
    """What composing from statements can give (code, variant)."""
    rules = [(code, variant) for _, code, variant in PUBLISHED_RULES[is_neutral, has_dip]]
    return list(dict.fromkeys([*rules, ("UNCERTAIN", "source_silent"), ("CONFLICTING_SOURCES", "")]))


EVERY_PUBLISHED = [
    (is_neutral, *pair)
    for is_neutral, has_dip in product((False, True), (False, True))
    for pair in composed(is_neutral, has_dip)
]


def reachable(is_neutral: bool, is_two_periods: bool) -> list[tuple[str, str]]:
    rules = [(rule.code, rule.variant) for rule in RULES[is_neutral, is_two_periods]]
    return list(dict.fromkeys([*rules, *((code, "") for code in REFUSALS)]))


EVERY_COMPUTED = [
    (is_neutral, *pair)
    for is_neutral, is_two in product((False, True), (False, True))
    for pair in reachable(is_neutral, is_two)
]


@pytest.mark.parametrize(("is_neutral", "code", "variant"), EVERY_COMPUTED)
def test_every_verdict_that_the_rules_give_has_a_row(is_neutral, code, variant):
    keys = {(row["code"], row["variant"], row["polarity"]) for row in ROWS}
    polarities = ("", NEUTRAL) if is_neutral else ("",)
    assert any((code, variant, polarity) in keys for polarity in polarities)


@pytest.mark.parametrize(("is_neutral", "code", "variant"), EVERY_PUBLISHED)
def test_every_published_verdict_has_a_row_with_words_for_it(is_neutral, code, variant):
    known = texts.of(shipped())
    assert {(code, variant, ""), (code, variant, NEUTRAL)} & known.verdicts.keys()
    assert known.cell("published_nl", code, variant, NEUTRAL if is_neutral else "")


def test_rows_are_unique_and_every_cell_is_known():
    keys = [(row["code"], row["variant"], row["polarity"]) for row in ROWS]
    assert len(set(keys)) == len(keys)
    assert {row["polarity"] for row in ROWS} <= {"", HIGHER, LOWER, NEUTRAL}
    assert {row["family"] for row in ROWS} - {""} == set(texts.FAMILIES)
    bases = {row["code"]: row for row in ROWS if not row["variant"] and not row["polarity"]}
    assert set(bases) == {row["code"] for row in ROWS}
    for row in bases.values():
        assert row["family"]
        assert row["icon"]
        assert row["label_nl"]
        assert row["short_nl"]


def test_templates_use_known_slots_only():
    for row in ROWS:
        for column in TEMPLATES:
            assert texts.slots_in(row[column]) <= texts.SLOTS, (row["code"], row["variant"], column)
    for row in FLAGS:
        assert texts.slots_in(row["label_nl"]) | texts.slots_in(row["text_nl"]) <= texts.SLOTS, row["code"]


def test_templates_name_no_period_measure_or_care_type():
    catalogue = shipped()
    words = [p.label for p in catalogue.periods.values()]
    words += [m.label.lower() for m in catalogue.measures.values()] + ["corona", "nederland", "lkk"]
    words += [t.label.lower() for t in (*catalogue.care_types.values(), *catalogue.groups.values())]
    for text in [row[c] for row in ROWS for c in TEMPLATES] + [row["text_nl"] for row in FLAGS]:
        assert not [word for word in words if word in text.lower()], text
        assert not re.search(r"\d{4}", text), text


def test_a_verdict_on_two_periods_never_names_the_dip():
    for row in ROWS:
        if row["variant"] == "two_periods":
            known = texts.of(shipped())
            for column in ("label_nl", "short_nl", "sentence_nl", "say_nl", "not_say_nl"):
                template = known.cell(column, row["code"], "two_periods", row["polarity"])
                assert not texts.slots_in(template) & {"dip", "D"}, (row["code"], column, template)


def test_every_flag_has_its_words():
    extra = {"DERIVED", "CHANCE", "TWO_PERIOD_WARNING", "SMALL_DIFFERENCE", "LOWER_IS_BETTER"}
    assert {row["code"] for row in FLAGS} >= set(FLAG_ORDER) | extra
    assert all(row["icon"] and row["label_nl"] and row["text_nl"] for row in FLAGS)


# A three-period cell of every monitor, in units of its delta: (mean, sd, n). The numbers need not fit the code: here we
# only look whether every slot of its template has a value.
SHAPES = {"dip and part back": (0, -3, -1.5), "rise after dip": (0, -3, 3)}


@pytest.mark.parametrize("monitor", CATALOGUES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_template_fills_without_losing_a_sentence(monitor, shape):
    catalogue = CATALOGUES[monitor]()
    is_two = catalogue.dip is None
    for polarity, (is_neutral, code, variant) in product((HIGHER, LOWER, NEUTRAL), EVERY_COMPUTED):
        if is_neutral != (polarity == NEUTRAL) or (code, variant) not in reachable(is_neutral, is_two):
            continue
        measure = catalogue.measures[measure_with(catalogue, polarity)]
        turn = -1 if polarity == LOWER else 1
        steps = SHAPES[shape] if not is_two else SHAPES[shape][::2]
        few = code == "TOO_FEW"
        numbers = [(50 + turn * step * measure.delta, measure.delta, 5 if few else 90) for step in steps]
        row = computed(catalogue, measure.code, *numbers)
        row = replace(row, code=code, variant=variant, badge=code)
        template = texts.of(catalogue).cell("sentence_nl", code, variant, polarity)
        said = sentences.sentence(row, catalogue)
        lost = [s for s in texts.split_sentences(template) if not _has_values(s, row, catalogue)]
        optional = [s for s in lost if "{part}" in s or "{lo}" in s or "{k}" in s]
        assert lost == optional, (code, variant, lost)
        assert said
        assert "{" not in said
        for words in (sentences.label(row, catalogue), sentences.short(row, catalogue)):
            assert words, (code, variant)
            assert words[0] == words[0].upper()


def _has_values(sentence, row, catalogue):
    from monitor.wording.slots import row_slots

    slots = row_slots(row, catalogue)
    return all(slots[name] is not None for name in texts.slots_in(sentence))


@pytest.mark.parametrize("monitor", CATALOGUES)
def test_every_published_template_fills(monitor):
    catalogue = CATALOGUES[monitor]()
    for polarity in (HIGHER, LOWER, NEUTRAL):
        measure = measure_with(catalogue, polarity)
        for code, variant in composed(polarity == NEUTRAL, catalogue.dip is not None):
            row = published(catalogue, measure, code, variant, ("up", "down"))
            template = texts.of(catalogue).cell("published_nl", code, variant, polarity)
            assert all(_has_values(s, row, catalogue) for s in texts.split_sentences(template)), (code, variant)
            if code != "CONFLICTING_SOURCES":
                assert catalogue.baseline.label in sentences.sentence(row, catalogue), (code, variant)


def test_a_sentence_with_an_empty_slot_is_left_out_and_a_wrong_slot_is_an_error():
    slots = catalogue_slots(shipped()) | {"B": "4,9"}
    assert texts.fill("Het was {B}. Nu is het {C}. Klaar.", slots) == "Het was 4,9. Klaar."
    with pytest.raises(KeyError):
        texts.fill("Het was {typo}.", slots)


def test_a_quotation_starts_with_a_capital():
    slots = {"better": "hoger", "worse": "lager"}
    assert texts.fill("“{better}.” “{worse}” erbij.", slots) == "“Hoger.” “Lager” erbij."


def test_a_workspace_brings_its_own_words_and_keeps_the_shipped_ones_for_the_rest(tmp_path):
    (tmp_path / "verdicts.csv").write_text(
        "code,variant,polarity,family,icon,label_nl,short_nl\nSTABLE,,,level,=,Gelijk,Gelijk aan {baseline}\n",
        encoding="utf-8",
    )
    own = replace(shipped(), folders=(tmp_path, paths.CATALOGUE))
    known = texts.of(own)
    assert known.cell("label_nl", "STABLE", "fluctuation") == "Gelijk"
    assert known.cell("label_nl", "FULL_RECOVERY") == "Volledig herstel"
    assert known.flag(NOT_REPRESENTATIVE)["label_nl"] == "Niet representatief"
    assert texts.of(shipped()).cell("label_nl", "STABLE") == "Stabiel"


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        texts.of(two_periods()).cell("label_nl", "NO_SUCH_CODE")
    with pytest.raises(KeyError):
        texts.of(two_periods()).flag("NO_SUCH_FLAG")
