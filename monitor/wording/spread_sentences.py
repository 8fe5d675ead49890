"""What is said about the spread of one row: the verdicts, the tails, the outliers, the organisations.

Screen, alt texts, exports and the command line take their words here. What cannot be said gives an empty text.
"""

from __future__ import annotations

from collections.abc import Collection

from monitor.catalogue import NEUTRAL, PERCENT, Catalogue, Measure
from monitor.records import DEMO, NOT_REPRESENTATIVE
from monitor.spread_records import FEW, SUMMARY, SUPPRESSED, PeriodSpread, SpreadRow, thinned
from monitor.statistics.outliers import RULES, THRESHOLD
from monitor.statistics.spread_verdict import FROM_SUMMARY
from monitor.statistics.verdict_rules import REFUSALS
from monitor.store.schemas import COUNTS
from monitor.suppression import FEWEST
from monitor.wording import texts
from monitor.wording.numbers import count, is_number, listing, nl, percent
from monitor.wording.sentences import flag_text
from monitor.wording.slots import catalogue_slots, score_text
from monitor.wording.spread_texts import HIGH_SIDE, LOWER_END, MEAN, SPREAD, fill, spread_slots, unfavourable

QUESTION = "Wat betekenen deze uitschieters?"
ON_THE_POSITIVE_SIDE = "Het kan dus wel."
FEW_SHARE = 0.2
"""Up to this share of the groups a tail is an exception that can serve as an example."""
HIDDEN_NOTE = (
    f"Van minder dan {FEWEST} {{groups}} tonen we geen cijfers. "
    "Soms verbergen we ook andere cijfers. Anders kunt u de kleine aantallen uitrekenen."
)

THINNED_NOTE = "Hier zijn zo veel {groups} dat elke stip meer {groups} telt. Uitschieters staan er alle."

COUNTED_NOTE = (
    "Welke score bij welke organisatie hoort, weten we hier niet. "
    "De marges van de laagste en de hoogste tiende zijn daarom een schatting."
)


def spread_label(row: SpreadRow, catalogue: Catalogue) -> str:
    """The word on the badge of the spread ("Verschillen groter")."""
    return _said("label_nl", SPREAD, row, catalogue)


def lower_end_label(row: SpreadRow, catalogue: Catalogue) -> str:
    """The word on the badge of the lower end ("Onderkant blijft achter")."""
    return _said("label_nl", LOWER_END, row, catalogue)


def spread_icon(row: SpreadRow, catalogue: Catalogue) -> str:
    return _said("icon", SPREAD, row, catalogue)


def lower_end_icon(row: SpreadRow, catalogue: Catalogue) -> str:
    return _said("icon", LOWER_END, row, catalogue)


def headline(row: SpreadRow, catalogue: Catalogue) -> str:
    """Mean and lower end in one breath: "Gemiddelde hersteld, onderkant blijft achter."

    Without a verdict on the lower end the spread takes its place; without either the mean stands alone. Numbers that do
    not hold for the whole country get no verdict in words.
    """
    verdict, slots = row.verdict_row, _slots(row, catalogue)
    mean = fill("label_nl", MEAN, verdict.badge, verdict.variant, slots, catalogue)
    if verdict.badge == NOT_REPRESENTATIVE:
        return f"{mean}."
    second = ""
    if row.lower_end is not None and row.lower_end.code.startswith("LOWER_"):
        second = lower_end_label(row, catalogue)
    elif row.spread is not None and row.spread.ci95[0] == row.spread.ci95[0]:
        second = spread_label(row, catalogue)
    return f"{mean}, {second[:1].lower()}{second[1:]}." if second else f"{mean}."


def sentence(row: SpreadRow, catalogue: Catalogue) -> str:
    """The headline, the verdict on spread and the verdict on the lower end, in full sentences.

    When one cannot be given for the same reason as another, the reason is said once.
    """
    said = [headline(row, catalogue)]
    if row.verdict_row.badge == NOT_REPRESENTATIVE:
        return texts.join(*said, flag_text(NOT_REPRESENTATIVE, row.verdict_row, catalogue).text)
    said.append(spread_sentence(row, catalogue))
    refused = (*REFUSALS, HIDDEN)
    if not (row.spread and row.lower_end and row.spread.code == row.lower_end.code and row.spread.code in refused):
        said.append(lower_end_sentence(row, catalogue))
    return texts.join(*said, summary_sentence(row), near_end_sentence(row, catalogue))


def spread_sentence(row: SpreadRow, catalogue: Catalogue) -> str:
    return _said("sentence_nl", SPREAD, row, catalogue)


def lower_end_sentence(row: SpreadRow, catalogue: Catalogue) -> str:
    return _said("sentence_nl", LOWER_END, row, catalogue)


def summary_sentence(row: SpreadRow) -> str:
    """That a verdict from summaries alone is weaker; empty when it rests on groups or when there is none."""
    if row.spread is None or row.spread.basis != FROM_SUMMARY or not is_number(row.spread.lnvr):
        return ""
    return "Dit oordeel over de verschillen komt uit samenvattingen. Daarom is het minder zeker."


def near_end_sentence(row: SpreadRow, catalogue: Catalogue) -> str:
    """Why the relative SD stands beside the SD; empty when the scores are not near an end of the scale."""
    if row.spread is None or not row.spread.near_end or not is_number(row.spread.lnvr):
        return ""
    end = "hoogste" if row.spread.near_end == "high" else "laagste"
    then, now = (percent(share) for share in row.spread.relative_sd)
    baseline = catalogue.baseline.label
    return (
        f"Dicht bij de {end} score van de schaal worden de verschillen vanzelf kleiner. "
        f"Van de grootst mogelijke verschillen zagen we {then} in {baseline} en {now} nu."
    )


def outer_tenth_sentence(row: SpreadRow, catalogue: Catalogue) -> str:
    """How the least favourable tenth moved: the baseline, and now; empty when one of the two is not known."""
    measure = catalogue.measures[row.measure]
    high = unfavourable(measure) is HIGH_SIDE
    then, now = (
        None if (p := row.periods.get(period.code)) is None else (p.p90 if high else p.p10)
        for period in (catalogue.baseline, catalogue.current)
    )
    if then is None or now is None:
        return ""
    slots = _slots(row, catalogue)
    return (
        f"In {catalogue.baseline.label} scoorden de {slots['outer']} 10 van elke 100 {slots['groups']} "
        f"{score_text(then, measure)} {slots['or_beyond']}. Nu is dat {score_text(now, measure)}."
    )


# ------------------------------------------------------------------------------------------------------- one period


def period_sentence(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """What one period shows: the middle half and the tails, or the range of a summary, or why nothing is shown."""
    found = row.periods.get(period)
    if found is None:
        return ""
    if found.show == SUPPRESSED:
        return f"In {catalogue.label(period)} {_hidden(catalogue)}"
    measure = catalogue.measures[row.measure]
    if found.show == SUMMARY:
        return _summary_only(found, measure, catalogue)
    return texts.join(_middle(found, measure, catalogue), unfavourable_tail(row, period, catalogue),
                      favourable_tail(row, period, catalogue))  # fmt: skip


def unfavourable_tail(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """ "Bij 3 van de 41 groepen is de score lager dan 3,0." """
    is_low = unfavourable(catalogue.measures[row.measure]) is not HIGH_SIDE
    return _tail(row, period, catalogue, is_low)


def favourable_tail(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """ "Bij 4 van de 41 groepen is de score 6,0 of hoger. Het kan dus wel." A neutral measure has no such thing."""
    measure = catalogue.measures[row.measure]
    said = _tail(row, period, catalogue, is_low=unfavourable(measure) is HIGH_SIDE)
    return texts.join(said, ON_THE_POSITIVE_SIDE if _is_an_example(row, period, measure) else "")


def _is_an_example(row: SpreadRow, period: str, measure: Measure) -> bool:
    """A few groups on the favourable side show that it can be done; many are no exception, and neutral has no such side."""
    found = row.periods.get(period)
    if found is None or found.statistics is None or measure.polarity == NEUTRAL:
        return False
    reached = found.low_count if unfavourable(measure) is HIGH_SIDE else found.high_count
    few = 0 < (reached or 0) <= FEW_SHARE * found.statistics.n
    return few and row.verdict_row.badge != NOT_REPRESENTATIVE


def outliers_sentence(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """How many groups the chosen rule marks, on both sides; empty when nothing of the period is shown."""
    found = row.periods.get(period)
    if found is None or found.statistics is None:
        return ""
    rule = RULES.get(row.rule, THRESHOLD)
    if found.outliers is None:
        return f"Deze regel gebruiken we vanaf {_units(rule.n_min, catalogue)}."
    low, high = found.outliers.low_count, found.outliers.high_count
    return f"Uitschieters in {catalogue.label(period)}: {nl(low, 0)} naar beneden en {nl(high, 0)} naar boven."


def rule_sentence(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """What the chosen rule does, with its limits in this period; empty when it draws none."""
    found = row.periods.get(period)
    if found is None or found.outliers is None:
        return ""
    measure = catalogue.measures[row.measure]
    fences = found.outliers.fences
    low, high = (_limit(limit, measure) for limit in fences)
    if low is None or high is None:
        return ""
    said = RULES.get(row.rule, THRESHOLD).explanation_nl.format(low=low, high=high)
    beyond = [
        end
        for end, outside in (("lage", fences.low < measure.scale_min), ("hoge", fences.high > measure.scale_max))
        if outside
    ]
    none = f"Zo'n {listing(beyond)} score kan hier niet voorkomen." if beyond else ""
    return texts.join(f"In {catalogue.label(period)}:" if row.rule != THRESHOLD.slug else "", said, none)


def _limit(value: float, measure: Measure) -> str | None:
    """A limit in full: a computed one may need two decimals, else a score could seem to lie on the other side."""
    if not is_number(value) or round(value, 1) == round(value, 9):
        return score_text(value, measure)
    return nl(value, 2) + ("%" if measure.unit == PERCENT else "")


def icc_sentence(row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """How much of the differences lies between organisations; empty when that is not known."""
    found = row.periods.get(period)
    if found is None or found.parts is None or not is_number(found.parts.icc):
        return ""
    groups = catalogue_slots(catalogue)["groups"]
    low, high = found.parts.ci95
    between = f" (marge: {percent(low)} tot {percent(high)})" if is_number(low) and is_number(high) else ""
    return (
        f"Van de verschillen tussen {groups} zit ongeveer {percent(found.parts.icc)} tussen organisaties{between}. "
        f"De rest zit tussen {groups} van dezelfde organisatie."
    )


def hidden_note(catalogue: Catalogue) -> str:
    """For under a figure or table in which cells are not shown."""
    return HIDDEN_NOTE.format(groups=catalogue_slots(catalogue)["groups"])


def thinned_note(row: SpreadRow, periods: Collection[str], catalogue: Catalogue) -> str:
    """For under the strip: that a dot stands for more groups. Empty when in none of these periods (codes) it does."""
    if not any(thinned(row, period) for period in periods):
        return ""
    return THINNED_NOTE.format(groups=catalogue_slots(catalogue)["groups"])


def counted_note(rows: Collection[SpreadRow]) -> str:
    """For under a figure or table: that (some) cells rest on counts without raw scores, and what is then not known."""
    shown = [p.cell for row in rows for p in row.periods.values() if p.show != SUPPRESSED]
    counted = [cell for cell in shown if cell.kind == COUNTS]
    if not counted:
        return ""
    some = "Van een deel van deze cijfers hebben we" if len(counted) < len(shown) else "We hebben hier"
    return f"{some} alleen tellingen, geen losse scores. {COUNTED_NOTE}"


def origin_is_fictive(row: SpreadRow) -> bool:
    return row.verdict_row.origin == DEMO


# ---------------------------------------------------------------------------------------------------------- in parts

HIDDEN = "SUPPRESSED"


def _slots(row: SpreadRow, catalogue: Catalogue) -> texts.Slots:
    return spread_slots(row.verdict_row, row.spread, catalogue)


def _said(column: str, kind: str, row: SpreadRow, catalogue: Catalogue) -> str:
    verdict = row.spread if kind == SPREAD else row.lower_end
    if verdict is None:
        return ""
    return fill(column, kind, verdict.code, verdict.variant, _slots(row, catalogue), catalogue)


def _units(n: int, catalogue: Catalogue) -> str:
    slots = catalogue_slots(catalogue)
    return count(n, str(slots["group"]), str(slots["groups"]))


def _hidden(catalogue: Catalogue) -> str:
    return f"tonen we geen cijfers: het aantal {catalogue_slots(catalogue)['groups']} is klein."


def _middle(found: PeriodSpread, measure: Measure, catalogue: Catalogue) -> str:
    statistics = found.statistics
    assert statistics is not None
    groups = catalogue_slots(catalogue)["groups"]
    if found.show == FEW:
        low, high = (score_text(end, measure) for end in (statistics.min, statistics.max))
        return f"De {_units(statistics.n, catalogue)} scoren tussen {low} en {high}."
    low, high = (score_text(end, measure) for end in (statistics.q1, statistics.q3))
    return f"De helft van de {groups} scoort tussen {low} en {high}."


def _summary_only(found: PeriodSpread, measure: Measure, catalogue: Catalogue) -> str:
    cell = found.cell
    groups = catalogue_slots(catalogue)["groups"]
    low, high = (score_text(end, measure) for end in (cell.low, cell.high))
    said = f"We kennen hier geen scores per {catalogue_slots(catalogue)['group']}, alleen een samenvatting."
    return texts.join(said, f"De {groups} scoren tussen {low} en {high}." if low and high else "")


def _tail(row: SpreadRow, period: str, catalogue: Catalogue, is_low: bool) -> str:
    found = row.periods.get(period)
    counted = None if found is None else found.low_count if is_low else found.high_count
    if found is None or found.statistics is None or counted is None:
        return ""
    measure = catalogue.measures[row.measure]
    n, groups = found.statistics.n, catalogue_slots(catalogue)["groups"]
    score = "het percentage" if measure.unit == PERCENT else "de score"
    limit = score_text(row.limits.low if is_low else row.limits.high, measure)
    beyond = f"lager dan {limit}" if is_low else f"{limit} of hoger"
    if counted == 0:
        return f"Geen van de {_units(n, catalogue)} scoort {beyond}."
    if counted == n:
        return f"Bij alle {_units(n, catalogue)} is {score} {beyond}."
    return f"Bij {nl(counted, 0)} van de {nl(n, 0)} {groups} is {score} {beyond}."
