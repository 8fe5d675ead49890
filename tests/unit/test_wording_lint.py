"""The lint of the Dutch texts: every template with 200 random fillings, and random real verdicts of every kind.

Rules: at most 15 words per sentence (long names of measures, care types and periods get their extra words on top), no
jargon, decimal comma, no cause, no English, and never the dip without the baseline.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from monitor.catalogue import Catalogue
from monitor.claims import check_claim
from monitor.records import NOT_REPRESENTATIVE, VerdictRow
from monitor.statistics.verdict_rules import REFUSALS
from monitor.wording import alt, margins, overview, sentences, texts
from tests.unit.wording_rows import CATALOGUES, computed_rows, published, shipped, statement

FILLINGS = 200
LONGEST = 15

JARGON = re.compile(
    r"\b(significant\w*|betrouwbaarheidsinterval\w*|indicator\w*|percentiel\w*|standaarddeviatie\w*|nulmeting\w*|"
    r"respons|conform|middels|derhalve|tevens|mogelijkerwijs|vermoedelijk)\b",
    re.I,
)
CAUSE = re.compile(r"\b(door|dankzij|als gevolg van|vanwege|wegens)\b", re.I)
ENGLISH = (
    "Choose an option", "Upload", "per file", "Search", "Download as", "Show/hide", "Fullscreen", "Add row",
    "Skip to main", "Main menu", "Selected Date", "Deploy", "None", "nan",
)  # fmt: skip
QUOTED = re.compile(r"“[^”]*”")


def words(text: str) -> int:
    return len(text.split())


def allowance(sentence: str, row: VerdictRow, catalogue: Catalogue) -> int:
    """The words that names take beyond an ordinary name (two words with the article; periods and units: one)."""
    care_type = catalogue.care_type(row.care_type)
    names = {catalogue.measures[row.measure].in_sentence: 2, care_type.in_sentence: 2, care_type.who: 1}
    names |= {period.label: 1 for period in catalogue.compared}
    return sum(
        (words(name) - ordinary) * sentence.lower().count(name.lower()) for name, ordinary in names.items() if name
    )


def lint(text: str, row: VerdictRow, catalogue: Catalogue, quotations_free: bool = False) -> None:
    for sentence in texts.split_sentences(text):
        assert words(sentence) <= LONGEST + allowance(sentence, row, catalogue), (words(sentence), sentence)
        assert sentence[0] == sentence[0].upper(), sentence
    assert not JARGON.search(text), text
    assert not re.search(r"\d\.\d(?!\d\d\b)", text), text
    assert not CAUSE.search(QUOTED.sub("", text) if quotations_free else text), text
    assert not [word for word in ENGLISH if word in text], text
    assert "  " not in text, text
    assert not re.search(r"[{}]", text), text
    assert text.count("“") == text.count("”"), text


def keeps_the_baseline(text: str, catalogue: Catalogue) -> None:
    """Nobody reads of the dip and now without reading of the baseline."""
    if catalogue.dip is not None and catalogue.dip.label in text:
        assert catalogue.baseline.label in text, text


def the_template_reads_well(row: VerdictRow, catalogue: Catalogue) -> None:
    """What comes from the row of verdicts.csv."""
    say, not_say = sentences.may_i_say(row, catalogue)
    reading = margins.counter_reading(row, catalogue)
    for text in (sentences.sentence(row, catalogue), sentences.short(row, catalogue) + ".", say, reading):
        lint(text, row, catalogue)
        if row.badge not in REFUSALS:
            keeps_the_baseline(text, catalogue)
    lint(not_say, row, catalogue, quotations_free=True)


def the_numbers_read_well(row: VerdictRow, catalogue: Catalogue) -> None:
    """What stands beside the verdict."""
    for text in (
        margins.margins_sentence(row, catalogue),
        margins.graded_line(row, catalogue),
        margins.smallest_sentence(row, catalogue),
    ):
        lint(text, row, catalogue)
        keeps_the_baseline(text, catalogue)
    description = alt.alt_text("trend", row, catalogue)
    assert len(description) < 300, description
    if row.badge not in REFUSALS:
        keeps_the_baseline(description, catalogue)
    for flag in sentences.flag_texts(row, catalogue):
        lint(flag.text, row, catalogue)


def random_numbers(draw: random.Random, catalogue: Catalogue, measure: str) -> dict[str, tuple[float, float, int]]:
    """A cell with plausible numbers; differences of the order of delta, so that every kind of verdict occurs."""
    chosen = catalogue.measures[measure]
    span = chosen.scale_max - chosen.scale_min
    level = chosen.scale_min + span * draw.uniform(0.3, 0.7)
    return {
        period.code: (
            level + chosen.delta * draw.choice((0, 0, draw.uniform(-4, 4))),
            chosen.delta * draw.uniform(1.0, 3.5),
            draw.choice((4, 12, 30, 60, 95, 219, 1500)),
        )
        for period in catalogue.compared
    }


def random_rows(catalogue: Catalogue, measure: str, seed: str, count: int) -> list[VerdictRow]:
    draw = random.Random(seed)
    return [
        row
        for care_type in catalogue.care_types
        for row in computed_rows(
            catalogue,
            care_type,
            measure,
            [random_numbers(draw, catalogue, measure) for _ in range(-(-count // len(catalogue.care_types)))],
        )
    ]


def all_templates() -> list[tuple[str, str, str]]:
    return sorted(texts.of(shipped()).verdicts)


@pytest.mark.parametrize(("code", "variant", "polarity"), all_templates())
def test_every_template_reads_well_with_any_filling(code, variant, polarity):
    catalogue = shipped()
    fitting = [
        m.code
        for m in catalogue.measures.values()
        if m.polarity == polarity or (not polarity and (m.polarity == "neutral") == _is_neutral(code))
    ]
    draw = random.Random(f"{code} {variant} {polarity}")
    draw.shuffle(fitting)
    template = texts.of(catalogue).cell("sentence_nl", code, variant, polarity)
    rows = [
        row
        for measure in fitting[:8]
        for row in random_rows(catalogue, measure, f"{code} {variant} {measure}", 5 * FILLINGS // len(fitting[:8]))
        if "{lo}" not in template or (row.verdict and row.verdict.signs[2])
    ]
    assert len(rows) >= FILLINGS
    for row in draw.sample(rows, FILLINGS):
        the_template_reads_well(replace(row, code=code, variant=variant, badge=code), catalogue)
    for measure in fitting[:8]:
        for said in (("up", "stable"), ("down", "up"), ("", "up"), ("stable", "stable")):
            row = published(catalogue, measure, code, variant, said)
            the_template_reads_well(row, catalogue)
            the_numbers_read_well(row, catalogue)


def _is_neutral(code: str) -> bool:
    return texts.of(shipped()).cell("family", code) == texts.NEUTRAL


@pytest.mark.parametrize("monitor", CATALOGUES)
def test_real_verdicts_read_well_in_every_monitor(monitor):
    catalogue = CATALOGUES[monitor]()
    seen = set()
    for measure in catalogue.measures:
        for row in random_rows(catalogue, measure, f"{monitor} {measure}", 60):
            the_template_reads_well(row, catalogue)
            the_numbers_read_well(row, catalogue)
            badged = replace(row, badge=NOT_REPRESENTATIVE, flags=(NOT_REPRESENTATIVE,))
            the_template_reads_well(badged, catalogue)
            the_numbers_read_well(badged, catalogue)
            seen.add((row.code, row.variant))
    assert len(seen) >= (8 if catalogue.dip is None else 16)


@pytest.mark.parametrize("monitor", ["two periods", "scale of 0 to 100"])
def test_another_monitor_hears_nothing_of_the_shipped_one(monitor):
    catalogue = CATALOGUES[monitor]()
    for measure in catalogue.measures:
        for row in random_rows(catalogue, measure, f"{monitor} {measure} names", 40):
            said = sentences.sentence(row, catalogue) + margins.graded_line(row, catalogue)
            assert not re.search(r"2017|2021-|LKK|opvang|kwaliteit|corona", said), said


def test_texts_about_pages_read_well():
    catalogue = shipped()
    rows = [row for m in catalogue.measures for row in random_rows(catalogue, m, f"page {m}", 10)]
    row = rows[0]
    for text in (
        overview.counts_sentence(rows, catalogue),
        overview.counts_sentence(rows[:1], catalogue),
        overview.chance_sentence(15, catalogue),
        overview.two_period_warning(catalogue),
        overview.mixed_sentence(row, rows[1:3], catalogue),
        overview.selection_sentence(["kdv_baby"], ["environment_quality"], catalogue),
        *sentences.AGREEMENTS.values(),
    ):
        lint(text, row, catalogue)


def test_claims_read_well():
    catalogue = shipped()
    draw = random.Random("claims")
    baseline, dip, current = (p.code for p in catalogue.compared)
    measures = list(catalogue.measures)
    for row in [row for m in measures for row in random_rows(catalogue, m, f"claim {m}", 12)]:
        said = tuple(
            statement(row.measure, row.care_type, *pair, draw.choice(("up", "down", "stable", "mixed")), source=name)
            for name, pair in (("a", (baseline, dip)), ("b", (dip, current)), ("c", (dip, current)))
            if draw.random() < 0.7
        )
        other = replace(published(catalogue, row.measure, "UNCERTAIN", "source_silent"), statements=said)
        for rows in ([row, other], [other]):
            for pair in ((baseline, dip), (dip, current), (baseline, current)):
                answer = check_claim(rows, draw.choice(("up", "down", "same")), *pair, catalogue)
                for side in (answer.against_dip, answer.against_baseline):
                    assert side.text
                    lint(side.text, row, catalogue)
                keeps_the_baseline(answer.against_dip.text + answer.against_baseline.text, catalogue)
