"""What may be said instead of a two-period claim: from the verdicts behind a text, each with its subject in front."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.catalogue import Catalogue
from monitor.consultation.records import Fact, Item
from monitor.consultation.subjects import Subjects
from monitor.national import National
from monitor.records import COMPUTED, OWN, PUBLISHED, VerdictRow
from monitor.wording.numbers import capital, lower_first
from monitor.wording.sentences import may_i_say, sentence

MOST_TOLD = 3
"""More verdicts than this do not fit in one alternative: then the user chooses."""


def safe_sentence(
    about: Subjects, items: Sequence[Item], catalogue: Catalogue, national: National | None = None
) -> str:
    """One sentence per verdict that the text can be about; empty when there is none, or there are too many to choose from.

    The verdicts behind `items` come first; without them those of `national` (numbers of one's own, else what sources said),
    when the text names one measure and one care type.
    """
    facts = [fact for item in items for fact in item.facts]
    rows = [row for fact in _about(facts, about) if (row := _row(fact, catalogue, national)) is not None]
    if not rows and national is not None and len(about.measures) == len(about.care_types) == 1:
        (measure,), (care_type,) = about.measures, about.care_types
        rows = _of_cell(national, care_type, measure)
    told = list(dict.fromkeys(safe_of(row, catalogue) for row in rows))
    return " ".join(told) if len(told) <= MOST_TOLD else ""


def _about(facts: Sequence[Fact], about: Subjects) -> list[Fact]:
    """The verdicts that the text names; all of them when it names none of them."""
    named = [
        fact for fact in facts
        if (not about.measures or fact.measure in about.measures)
        and (not about.care_types or fact.care_type in about.care_types)
    ]  # fmt: skip
    return named or list(facts)


def _row(fact: Fact, catalogue: Catalogue, national: National | None) -> VerdictRow | None:
    """The verdict of now when it is known, else a row with what was kept; None for codes that the catalogue lacks."""
    if fact.measure not in catalogue.measures or fact.care_type not in {**catalogue.care_types, **catalogue.groups}:
        return None
    key = (fact.basis, fact.origin, fact.care_type, fact.measure)
    rows: Iterable[VerdictRow] = national.rows if national else ()
    kept = VerdictRow(fact.care_type, fact.measure, fact.basis, fact.origin, fact.code, fact.variant, fact.badge)
    return next((row for row in rows if (row.basis, row.origin, *row.key) == key), kept)


def _of_cell(national: National, care_type: str, measure: str) -> list[VerdictRow]:
    rows = [row for row in national.rows if row.key == (care_type, measure)]
    own = [row for row in rows if (row.basis, row.origin) == (COMPUTED, OWN)]
    return own or [row for row in rows if row.basis == PUBLISHED]


def safe_of(row: VerdictRow, catalogue: Catalogue) -> str:
    """ "Omgevingskwaliteit, baby-opvang: hersteld tot het niveau van 2017-2019." The words of the verdict, without quotes."""
    say = re.sub(r"[“”]", "", may_i_say(row, catalogue)[0]).strip()
    if not say or "…" in say:
        return sentence(row, catalogue)
    subject = f"{catalogue.label(row.measure)}, {lower_first(catalogue.label(row.care_type))}"
    return f"{capital(subject)}: {lower_first(say)}"
