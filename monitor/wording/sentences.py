"""What is said about one verdict row: its label, its full sentence, what one may say, its flags.

Screen, alt text, pictures, Word, PowerPoint and the command line all take their words here. Works for computed rows
(with numbers) and published rows (with statements); what a row does not have is left out of the sentence.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from monitor.agreement import AGREE, AGREE_BUT, DIFFER, NOT_CHECKABLE
from monitor.catalogue import LOWER, NEUTRAL, SELF_REPORTED, Catalogue
from monitor.records import FLAG_ORDER, VerdictRow
from monitor.wording import texts
from monitor.wording.numbers import is_number, listing
from monitor.wording.slots import catalogue_slots, is_level, is_published, row_slots

AGREEMENTS = {
    AGREE: "Klopt met de bron.",
    AGREE_BUT: "Klopt met de bron, maar de cijfers zeggen meer.",
    DIFFER: "De cijfers zeggen iets anders dan de bron.",
    NOT_CHECKABLE: "Niet na te rekenen.",
}


@dataclass(frozen=True, slots=True)
class FlagText:
    """A flag as it is shown: its code, icon, label and explanation."""

    code: str
    icon: str
    label: str
    text: str


# ---------------------------------------------------------------------------------------------------------- the verdict


def label(row: VerdictRow, catalogue: Catalogue) -> str:
    """The word on the badge ("Volledig herstel"); a row that is not representative says so instead."""
    return _cell("label_nl", row, catalogue)


def code_label(row: VerdictRow, catalogue: Catalogue) -> str:
    """The word of the code itself, also when the badge shows something else (tables, exports: "indicatief")."""
    return _cell("label_nl", row, catalogue, of_code=True)


def short(row: VerdictRow, catalogue: Catalogue) -> str:
    """A few words for a matrix or tooltip ("Terug op het niveau van 2017-2019")."""
    return _cell("short_nl", row, catalogue)


def icon(row: VerdictRow, catalogue: Catalogue) -> str:
    """One sign that tells the verdicts of a family apart without colour."""
    return _plain("icon", row, catalogue)


def family(row: VerdictRow, catalogue: Catalogue) -> str:
    """above, level, below, unknown or neutral: the position against the baseline, which colour follows."""
    return _plain("family", row, catalogue)


def sentence(row: VerdictRow, catalogue: Catalogue) -> str:
    """The full verdict in sentences, with the optional tails that this row has a reason for."""
    column = "published_nl" if is_published(row) else "sentence_nl"
    return texts.join(_cell(column, row, catalogue), *_tails(row, catalogue))


def may_i_say(row: VerdictRow, catalogue: Catalogue) -> tuple[str, str]:
    """What may be said of this row, and what not: quotations, for under the verdict."""
    return _cell("say_nl", row, catalogue), _cell("not_say_nl", row, catalogue)


def _tails(row: VerdictRow, catalogue: Catalogue) -> list[str]:
    """Small difference, polarity and self-reported: each is the text of a flag."""
    measure = catalogue.measures[row.measure]
    numbers = row.verdict is not None and is_number(row.verdict.d3)
    if row.badge != row.code or not (numbers or is_published(row)):
        return []
    told = {
        "SMALL_DIFFERENCE": numbers and _is_small(row),
        "LOWER_IS_BETTER": measure.polarity == LOWER,
        SELF_REPORTED_FLAG: measure.polarity == NEUTRAL and measure.reported_by == SELF_REPORTED,
    }
    return [flag_text(code, row, catalogue).text for code, holds in told.items() if holds]


def _is_small(row: VerdictRow) -> bool:
    """The difference with the baseline is shown, but smaller than the smallest difference that counts."""
    verdict = row.verdict
    return verdict is not None and bool(verdict.signs[2]) and not is_level(verdict) and abs(verdict.d3) < verdict.delta


# ------------------------------------------------------------------------------------------------- beside the verdict

SELF_REPORTED_FLAG = "SELF_REPORTED"


def flag_text(code: str, row: VerdictRow, catalogue: Catalogue, **extra: str) -> FlagText:
    """One flag of a row in words; `extra` fills slots that the row cannot know."""
    return _flag(code, catalogue, {**row_slots(row, catalogue), **extra})


def general_flag(code: str, catalogue: Catalogue, **extra: str) -> FlagText:
    """A flag that belongs to a page and not to a row, such as CHANCE (k) and TWO_PERIOD_WARNING."""
    return _flag(code, catalogue, catalogue_slots(catalogue) | extra)


@functools.lru_cache(maxsize=4096)
def flag_texts(row: VerdictRow, catalogue: Catalogue) -> tuple[FlagText, ...]:
    """The flags of a row in words, in the order in which flags are shown; unknown ones come last."""
    known = [code for code in FLAG_ORDER if code in row.flags]
    others = [code for code in row.flags if code not in FLAG_ORDER]
    return tuple(flag_text(code, row, catalogue) for code in (*known, *others))


def derived_sentence(row: VerdictRow, catalogue: Catalogue) -> str:
    """ "Afgeleid van een uitspraak over: alle opvangsoorten."; empty when the source spoke of this cell itself."""
    if not row.derived_from:
        return ""
    return flag_text("DERIVED", row, catalogue, parts=listing([_named(c, catalogue) for c in row.derived_from])).text


def agreement_sentence(row: VerdictRow) -> str:
    """Whether the numbers say what the source says; empty when there is nothing to compare."""
    return AGREEMENTS.get(row.agreement, "")


def _named(code: str, catalogue: Catalogue) -> str:
    """A measure, care type or group as it stands in a sentence; another code by its label."""
    for table in (catalogue.measures, catalogue.care_types, catalogue.groups):
        if code in table:
            return table[code].in_sentence
    return catalogue.label(code)


# ------------------------------------------------------------------------------------------------------------ look-ups


def _plain(column: str, row: VerdictRow, catalogue: Catalogue, of_code: bool = False) -> str:
    code, variant = (row.code, row.variant) if of_code or row.badge == row.code else (row.badge, "")
    return texts.of(catalogue).cell(column, code, variant, catalogue.measures[row.measure].polarity)


@functools.lru_cache(maxsize=4096)
def _cell(column: str, row: VerdictRow, catalogue: Catalogue, of_code: bool = False) -> str:
    return texts.fill(_plain(column, row, catalogue, of_code), row_slots(row, catalogue))


def _flag(code: str, catalogue: Catalogue, slots: texts.Slots) -> FlagText:
    row = texts.of(catalogue).flag(code)
    return FlagText(code, row.get("icon", ""), texts.fill(row["label_nl"], slots), texts.fill(row["text_nl"], slots))
