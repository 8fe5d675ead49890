"""Sentences about several rows or about a page: counts, chance, mixed pictures, what was selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from monitor.catalogue import LOWER, NEUTRAL, Catalogue, Measure
from monitor.records import MIXED, VerdictRow
from monitor.wording import texts
from monitor.wording.numbers import capital, is_or_are, listing, lower_first, nl
from monitor.wording.sentences import flag_text, general_flag, label
from monitor.wording.slots import WORDS_HIGHER, WORDS_LOWER

MOST_NAMES = 3
# From this many verdicts on it is worth saying that one may be wrong by chance.
MANY = 5
# What the picture opens with, also when there are none of them.
FIRST_COUNTED = ("FULL_RECOVERY", "REAL_IMPROVEMENT")


def counters(rows: Iterable[VerdictRow], catalogue: Catalogue) -> tuple[tuple[str, int, str], ...]:
    """How often each badge occurs: (code, how often, label in small letters), in the order of verdicts.csv."""
    counted = Counter((row.badge, lower_first(label(row, catalogue))) for row in rows)
    order = {code: place for place, code in enumerate(texts.of(catalogue).order())}
    found = sorted(counted, key=lambda one: order.get(one[0], len(order)))
    return tuple((code, counted[code, word], word) for code, word in found)


def counters_text(rows: Iterable[VerdictRow], catalogue: Catalogue) -> str:
    """ "4 keer stabiel · 1 keer geen herstel"."""
    return " · ".join(f"{nl(n, 0)} keer {word}" for _, n, word in counters(rows, catalogue))


def counts_sentence(rows: Sequence[VerdictRow], catalogue: Catalogue) -> str:
    """The whole picture in words. Every row is counted once, by its badge, so that the numbers add up."""
    total = len(rows)
    if not total:
        return "Er zijn nog geen oordelen."
    if total == 1:
        return f"Er is 1 oordeel: {counters(rows, catalogue)[0][2]}."
    known = texts.of(catalogue)
    words = Counter(known.cell("count_nl", row.badge) or known.cell("family", row.badge) for row in rows)
    first = [known.cell("count_nl", code) for code in FIRST_COUNTED]
    opening = [f"{nl(words[word], 0)} {word}" for word in first]
    said = [f"Van de {nl(total, 0)} oordelen {is_or_are(words[first[0]])} er {listing(opening)}."]
    others = dict.fromkeys(word for code in known.order() if (word := known.cell("count_nl", code)) not in ("", *first))
    said += [f"{nl(words[word], 0)} {is_or_are(words[word])} {word}." for word in others if words[word]]
    if changes := words[texts.NEUTRAL]:
        said.append(f"Bij {nl(changes, 0)} geven we alleen de verandering.")
    if unclear := words[texts.UNKNOWN]:
        said.append(f"Over {nl(unclear, 0)} kunnen we niets zeker zeggen.")
    return " ".join(said)


def chance_sentence(k: int, catalogue: Catalogue) -> str:
    """That among many verdicts one may be wrong by chance; empty for a few."""
    return general_flag("CHANCE", catalogue, k=nl(k, 0)).text if k >= MANY else ""


def mixed_sentence(row: VerdictRow, parts: Sequence[VerdictRow], catalogue: Catalogue) -> str:
    """That the whole recovered while these parts did not; empty when there are none."""
    if not parts:
        return ""
    names = [lower_first(catalogue.label(part.measure)) for part in parts]
    return flag_text(MIXED, row, catalogue, parts=listing(names)).text


def selection_sentence(
    care_types: Sequence[str], measures: Sequence[str], catalogue: Catalogue, periods: Sequence[str] | None = None
) -> str:
    """ "U ziet: baby-opvang, omgevingskwaliteit, 3 periodes." `periods` is every compared period when not given."""
    shown = [p.code for p in catalogue.compared] if periods is None else list(periods)
    when = f"{len(shown)} periodes" if len(shown) != 1 else catalogue.label(shown[0])
    what = [care_type_names(care_types, catalogue), names(measures, catalogue), when]
    return f"U ziet: {', '.join(part for part in what if part)}."


def care_type_names(care_types: Sequence[str], catalogue: Catalogue) -> str:
    """The names of these care types; a group's name when it consists of exactly these."""
    for group in catalogue.groups.values():
        if set(group.members) == set(care_types):
            return lower_first(group.label)
    return names(care_types, catalogue)


def names(codes: Sequence[str], catalogue: Catalogue) -> str:
    """Labels in a sentence: up to three, and how many more."""
    labels = [lower_first(catalogue.label(code)) for code in codes]
    if len(labels) > MOST_NAMES:
        labels = [*labels[: MOST_NAMES - 1], f"nog {len(labels) - MOST_NAMES + 1}"]
    return listing(labels)


def two_period_warning(catalogue: Catalogue, measure: Measure | None = None) -> str:
    """The warning at a claim about the last two periods; empty when there is no dip."""
    if catalogue.dip is None:
        return ""
    is_neutral = measure is not None and measure.polarity == NEUTRAL
    return general_flag("TWO_PERIOD_NEUTRAL" if is_neutral else "TWO_PERIOD_WARNING", catalogue).text


def split_subline(measure: Measure, catalogue: Catalogue) -> str:
    """What the figure of recovery and growth shows, in words that fit the direction of the measure."""
    turned = WORDS_LOWER if measure.polarity == LOWER else WORDS_HIGHER
    dip = catalogue.dip.label if catalogue.dip else ""
    return (
        f"{capital(measure.in_sentence)}: de {turned['worsening']} in {dip}, wat daarvan is goedgemaakt "
        f"en wat gunstiger is dan in {catalogue.baseline.label}."
    )
