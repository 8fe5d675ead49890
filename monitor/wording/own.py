"""What is said of an own score beside the national figures: plain Dutch, no rank, no "better than".

The national verdict comes along with its three periods; the place is said in groups of every 10, with its margin.
"""

from __future__ import annotations

from monitor.catalogue import Catalogue
from monitor.own.records import APART, AXIS, HIGHEST, LOWEST, MIDDLE, OFF, UNSURE, OwnRow
from monitor.records import COMPUTED, NOT_REPRESENTATIVE, VerdictRow
from monitor.spread_records import FEW, SUMMARY, SUPPRESSED
from monitor.wording import sentences, texts
from monitor.wording.alt import LONGEST, TABLE_LINE
from monitor.wording.numbers import amount, capital, count, date_text, listing, margin, nl
from monitor.wording.slots import catalogue_slots, score_text, unit_word

LABELS = {
    LOWEST: "Onderste kwart",
    MIDDLE: "Rond het midden",
    HIGHEST: "Bovenste kwart",
    UNSURE: "Niet te zeggen",
}
ICONS = {LOWEST: "◁", MIDDLE: "◇", HIGHEST: "▷", UNSURE: "?"}
"""Shapes, not judgements: they stand beside the word."""
WORD_TEXTS = {
    LOWEST: "Uw score ligt in het onderste kwart van de gemeten {groups}.",
    MIDDLE: "Uw score ligt rond het midden van de gemeten {groups}.",
    HIGHEST: "Uw score ligt in het bovenste kwart van de gemeten {groups}.",
    UNSURE: "De marge van uw score loopt over meer kwarten heen. Waar u staat, kunnen we niet zeggen.",
}
NO_PLACE = {
    FEW: "Landelijk zijn er te weinig {groups} gemeten om uw plaats te noemen.",
    SUMMARY: "We kennen landelijk alleen gemiddelde en verschillen. Daarom noemen we uw plaats niet.",
    SUPPRESSED: "Landelijk zijn er te weinig {groups} gemeten om te tonen.",
}
ONE_MEASUREMENT = "Dit is één meting. De uitkomst kan een volgende keer anders zijn."
INDICATIVE = "Indicatief."
RETURN = (
    "Let op: na een lage score is een volgende score vaak vanzelf hoger.",
    "Let op: na een hoge score is een volgende score vaak vanzelf lager.",
)
NOT_FOR_ALL = "De gemeten {groups} staan niet voor heel Nederland."
CAUSE = "Het verschil zegt niet waardoor de score anders is."


def word_label(row: OwnRow) -> str:
    """The word for the place; empty when the score has none."""
    return LABELS.get(row.word, "")


def place_sentence(row: OwnRow, catalogue: Catalogue) -> str:
    """The own score and where it stands, or why it does not stand beside the national figures."""
    own = _own(row, catalogue)
    if row.placement.code == OFF:
        return texts.join(own, row.placement.reason_nl)
    if row.placement.code == APART:
        return texts.join(own, INDICATIVE, row.placement.reason_nl)
    slots = catalogue_slots(catalogue)
    if not row.word:
        told = NO_PLACE.get(row.national.show if row.national else SUPPRESSED, "")
        return texts.join(own, told.format(groups=slots["groups"]), _caution(row, catalogue))
    return texts.join(
        own, WORD_TEXTS[row.word].format(groups=slots["groups"]), _of_ten(row, catalogue), _caution(row, catalogue)
    )


def margin_sentence(row: OwnRow) -> str:
    """The margin of the newest own score and where it comes from; empty off the axis, where it is not known."""
    latest = row.latest
    if not latest.margin_basis:
        return ""
    seen = count(latest.observations, "observatie", "observaties")
    basis = {
        "within": f"Die volgt uit {seen} en de landelijke verschillen binnen organisaties.",
        "setting": "Dat is een vaste marge. De landelijke verschillen binnen organisaties kennen we niet.",
    }[latest.margin_basis]
    return f"De marge van uw score is {margin(*latest.ci95)}. {basis}"


def change_sentence(row: OwnRow, catalogue: Catalogue) -> str:
    """From the one own measurement to the next, with its margin and, where it fits, the warning about coming back."""
    change = row.change
    if change is None:
        return row.no_change_nl
    measure = catalogue.measures[row.measure]
    unit = unit_word(measure)
    between = f"Tussen {date_text(change.first.observed_on)} en {date_text(change.last.observed_on)}"
    scores = f"van {score_text(change.first.score, measure)} naar {score_text(change.last.score, measure)}"
    ends = f"(marge: {margin(*change.ci95, plus=True)})"
    if change.code == "unsure":
        told, more = f"Dat is geen duidelijk verschil {ends}.", "Dat is niet hetzelfde als gelijk."
    else:
        went = "hoger" if change.code == "up" else "lager"
        told, more = f"Dat is {amount(abs(change.difference))} {unit} {went} {ends}.", CAUSE
    return texts.join(f"{between} ging uw score {scores}.", told, more, _return(row, unit))


def national_sentence(row: OwnRow, catalogue: Catalogue) -> str:
    """The national picture of this measure with its verdict: computed first, then what sources said."""
    told = [_national(one, catalogue) for one in (row.computed, row.published) if one is not None]
    return " ".join(told) if told else "Hierover is geen landelijk oordeel bekend."


def own_alt(row: OwnRow, catalogue: Catalogue) -> str:
    """The alternative text of the strip, under 300 characters."""
    measure = catalogue.measures[row.measure]
    where = catalogue.care_type(row.care_type).in_sentence
    head = {
        AXIS: f"Strook van {measure.in_sentence} in {where}: de landelijke {catalogue_slots(catalogue)['groups']} en uw score.",
        APART: f"Uw score voor {measure.in_sentence} op een eigen as, zonder landelijke cijfers.",
        OFF: f"Uw score voor {measure.in_sentence}, zonder landelijke cijfers.",
    }[row.placement.code]
    room = LONGEST - len(head) - len(TABLE_LINE) - 2
    told = texts.split_sentences(place_sentence(row, catalogue))
    while told and len(" ".join(told)) > room:
        told.pop()
    return texts.join(head, " ".join(told), TABLE_LINE)


def _own(row: OwnRow, catalogue: Catalogue) -> str:
    latest = row.latest
    measure = catalogue.measures[row.measure]
    score = score_text(latest.score, measure)
    groups = "" if latest.n_groups == 1 else f" Dat is het gemiddelde van {latest.n_groups} {_groups(catalogue)}."
    return f"{capital(measure.in_sentence)}: uw score is {score}.{groups}"


def _groups(catalogue: Catalogue) -> str:
    return str(catalogue_slots(catalogue)["groups"])


def _of_ten(row: OwnRow, catalogue: Catalogue) -> str:
    """How many of every 10 groups score higher; both ends of the margin when they differ."""
    assert row.higher_of_ten is not None
    assert row.higher_range is not None
    low, high = row.higher_range
    ends = f" (marge: {low} tot {high})" if low != high else ""
    return f"Van elke 10 {_groups(catalogue)} scoren er ongeveer {row.higher_of_ten} hoger{ends}."


def _caution(row: OwnRow, catalogue: Catalogue) -> str:
    """What keeps a place from saying much: a national sample that is not representative, or one measurement only."""
    apart = row.computed is not None and NOT_REPRESENTATIVE in row.computed.flags
    is_one = len(row.measured) == 1 and row.latest.n_groups == 1
    return texts.join(NOT_FOR_ALL.format(groups=_groups(catalogue)) if apart else "", ONE_MEASUREMENT if is_one else "")


def _return(row: OwnRow, unit: str) -> str:
    change = row.change
    if change is None or not change.warns:
        return ""
    is_low_first = change.difference > 0
    told = RETURN[0] if is_low_first else RETURN[1]
    back = change.expected_return
    if back is None or abs(back) < 0.05:
        return told
    return f"{told} Hier verwachten we daarvan ongeveer {nl(abs(back))} {unit}, ook als er niets verandert."


def _national(row: VerdictRow, catalogue: Catalogue) -> str:
    name = "Landelijk" if row.basis == COMPUTED else "Volgens de bronnen"
    flags = [flag.label for flag in sentences.flag_texts(row, catalogue)]
    told = f"{name}: {sentences.label(row, catalogue).lower()}. {sentences.sentence(row, catalogue)}"
    return f"{told} Let op: {listing([f.lower() for f in flags])}." if flags else told
