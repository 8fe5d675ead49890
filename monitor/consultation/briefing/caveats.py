"""What a reader must know of the figures, made once for every form: the caveats, and *Hoe leest u dit?*."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import NEUTRAL, Catalogue
from monitor.catalogue import SELF_REPORTED as BY_STAFF
from monitor.consultation.records import Item
from monitor.records import FICTIVE, FLAG_ORDER, NOT_REPRESENTATIVE, PROVISIONAL, VerdictRow
from monitor.wording import sentences
from monitor.wording.numbers import listing, lower_first
from monitor.wording.texts import join

Section = tuple[str, tuple[str, ...]]


def caveats(catalogue: Catalogue, rows: Sequence[VerdictRow], *, is_demo: bool) -> tuple[str, ...]:
    """The baseline, what does not hold for all, what is invented, and where an analysis follows; `rows` is all that is known."""
    said = [sentences.general_flag(FICTIVE, catalogue).text] if is_demo else []
    return (*said, _baseline(catalogue), *_unrepresentative(catalogue, rows).values(), *_provisional(catalogue, rows))


def reading(catalogue: Catalogue, rows: Sequence[VerdictRow], items: Sequence[Item]) -> tuple[Section, ...]:
    """How to read the figures: headings with short texts, among them what the measures of these items are."""
    unit = catalogue.settings["unit_plural_nl"]
    known = [
        (f"Vergelijk met {catalogue.baseline.label}", (_compared(catalogue), _baseline(catalogue))),
        ("De woorden", (
            "Een oordeel is een vast woord. Bij elk woord horen een verschil en een marge.",
            "Is een verschil niet duidelijk, dan zeggen we dat. “Niet duidelijk anders” is niet hetzelfde als “gelijk”.",
            "Samenhang is geen oorzaak. De cijfers zeggen niet waarom iets veranderde.",
        )),
        (f"Verschillen tussen {unit}", (
            f"Achter een gemiddelde liggen {unit} met lage en met hoge scores.",
            "Kijk daarom ook naar de spreiding en naar de uitschieters.",
        )),
        ("Elke opvangsoort apart", (
            "De soorten opvang zijn verschillend. We maken geen gemiddelde over soorten heen.",
        )),
        *_neutral(catalogue),
        *((catalogue.label(code), (text,)) for code, text in _unrepresentative(catalogue, rows).items()),
        *_flags(catalogue, items),
        *_measured(catalogue, items),
    ]  # fmt: skip
    return tuple(known)


def _compared(catalogue: Catalogue) -> str:
    periods = listing([period.label for period in catalogue.compared])
    return (
        f"We vergelijken steeds {periods}. Een stijging na een daling is eerst herstel. "
        f"Pas boven {catalogue.baseline.label} is het verbetering."
    )


def _baseline(catalogue: Catalogue) -> str:
    always = f"Vergelijk altijd met {catalogue.baseline.label}."
    if catalogue.dip is None:
        return always
    two = f"{catalogue.dip.label} en {catalogue.current.label}"
    return f"{always} Wie alleen naar {two} kijkt, kan herstel voor groei aanzien."


def _unrepresentative(catalogue: Catalogue, rows: Sequence[VerdictRow]) -> dict[str, str]:
    """Care type -> that too few took part to speak for all of them."""
    found = {row.care_type: row for row in reversed(rows) if NOT_REPRESENTATIVE in row.flags}
    return {
        code: f"{catalogue.label(code)}: {lower_first(sentences.flag_text(NOT_REPRESENTATIVE, found[code], catalogue).text)}"
        for code in (*catalogue.care_types, *catalogue.groups)
        if code in found
    }


def _provisional(catalogue: Catalogue, rows: Sequence[VerdictRow]) -> list[str]:
    """Where an analysis follows: one text for all measures, each with its care types."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if PROVISIONAL in row.flags:
            found.setdefault(row.measure, {})[lower_first(catalogue.label(row.care_type))] = None
    if not found:
        return []
    flag = sentences.general_flag(PROVISIONAL, catalogue)
    where = [f"{lower_first(catalogue.label(code))} ({listing(list(types))})" for code, types in found.items()]
    return [join(f"{flag.label}: {listing(where)}.", flag.text)]


def _neutral(catalogue: Catalogue) -> list[Section]:
    """Measures of which more is neither good nor bad, in the words of their topic."""
    neutral = {measure.code for measure in catalogue.measures.values() if measure.polarity == NEUTRAL}
    return [(topic.label, (topic.note,)) for topic in catalogue.topics if topic.note and neutral & set(topic.measures)]


def _flags(catalogue: Catalogue, items: Sequence[Item]) -> list[Section]:
    """What the labels beside the figures mean; those that need a name to be said are explained where the name stands."""
    used = {label for item in items for label in item.flags}
    known = [sentences.general_flag(code, catalogue) for code in FLAG_ORDER]
    told = [f"{flag.label}: {flag.text}" for flag in known if flag.label in used and flag.text]
    return [("Wat betekent “Let op”?", tuple(told))] if told else []


def _measured(catalogue: Catalogue, items: Sequence[Item]) -> list[Section]:
    codes = {fact.measure for item in items for fact in item.facts}
    told = [
        join(f"{measure.label}: {lower_first(measure.explanation)}", _by_staff(measure.reported_by), measure.scale_note)
        for measure in catalogue.measures.values()
        if measure.code in codes and measure.explanation
    ]
    return [("Wat is gemeten?", tuple(told))] if told else []


def _by_staff(reported_by: str) -> str:
    return "Medewerkers gaven dit zelf op." if reported_by == BY_STAFF else ""
