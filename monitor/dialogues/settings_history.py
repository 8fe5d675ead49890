"""What happened to the settings of a year: each revision, and in words what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.clock import local
from monitor.dialogues.settings import STREAM, CycleSettings, Theme, from_plain
from monitor.store.journal import Journal
from monitor.wording.numbers import date_text, listing, plain

SIMPLE = {
    "municipality_label": "Naam van de gemeente",
    "dialogue_name": "Naam van de dialoog",
    "min_children": "Kleinste aantal kinderen",
    "min_locations": "Kleinste aantal locaties",
    "notable_change": "Opvallende verandering",
    "no_partner_from": "Geen gesprekspartner vanaf",
    "delta": "Kleinste verschil dat telt",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """One kept version, `at` in Dutch time. `changes` are sentences against the version before; none for the first."""

    number: int
    entry_id: str
    at: datetime
    by: str
    settings: CycleSettings
    changes: tuple[str, ...]


def history(journal: Journal, origin: str, municipality: str, year: int) -> tuple[Revision, ...]:
    """All readable revisions of the settings of one year, newest first."""
    found: list[Revision] = []
    for entry in journal.entries(STREAM):
        try:
            kept = entry["settings"]
            if (entry.get("origin"), kept["municipality"], kept["year"]) != (origin, municipality, year):
                continue
            settings = from_plain(kept)
        except (KeyError, TypeError, ValueError):
            continue
        changes = tuple(differences(found[-1].settings, settings)) if found else ()
        found.append(
            Revision(len(found) + 1, entry["entry_id"], local(entry["at"]), entry.get("by", ""), settings, changes)
        )
    return tuple(reversed(found))


def differences(before: CycleSettings, after: CycleSettings) -> Iterator[str]:
    """What changed, one sentence each."""
    for name, label in SIMPLE.items():
        old, new = _shown(before, name), _shown(after, name)
        if old != new:
            yield f"{label}: was {old}, is nu {new}."
    yield from _phases(before, after)
    yield from _areas(before, after)
    yield from _themes(before, after)


def _shown(settings: CycleSettings, name: str) -> str:
    value = getattr(settings, name)
    if name == "notable_change":
        return f"{plain(round(value * 100, 4))}%"
    if name == "no_partner_from":
        return date_text(value)
    return value if isinstance(value, str) else plain(value)


def _phases(before: CycleSettings, after: CycleSettings) -> Iterator[str]:
    for phase in after.phases:
        old = before.phase(phase.code)
        if old is None:
            continue
        if old.label != phase.label:
            yield f"Fase {old.label} heet nu {phase.label}."
        if (old.start, old.end) != (phase.start, phase.end):
            yield (
                f"{phase.label}: was {date_text(old.start)} t/m {date_text(old.end)}, "
                f"is nu {date_text(phase.start)} t/m {date_text(phase.end)}."
            )


def _areas(before: CycleSettings, after: CycleSettings) -> Iterator[str]:
    old, new = {a.code: a for a in before.areas}, {a.code: a for a in after.areas}
    yield from _come_and_gone(
        "Wijk", "Wijken", [(c, a.label) for c, a in old.items()], [(c, a.label) for c, a in new.items()]
    )
    for code, area in new.items():
        if code in old and old[code].label != area.label:
            yield f"Wijk {old[code].label} heet nu {area.label}."
    roles = [new[c].label for c in new if c in old and old[c].contact_role != new[c].contact_role]
    if roles:
        yield f"Andere contactrol: {listing(roles)}."


def _themes(before: CycleSettings, after: CycleSettings) -> Iterator[str]:
    old, new = {t.code: t for t in before.themes}, {t.code: t for t in after.themes}
    yield from _come_and_gone(
        "Thema", "Thema's", [(c, t.label) for c, t in old.items()], [(c, t.label) for c, t in new.items()]
    )
    both = [(old[code], theme) for code, theme in new.items() if code in old]
    for was, now in both:
        if was.label != now.label:
            yield f"Thema {was.label} heet nu {now.label}."
        if was.mandatory != now.mandatory:
            yield f"Thema {now.label} is nu {'wel' if now.mandatory else 'niet'} verplicht."
    other = [now.label for was, now in both if _rest(was) != _rest(now)]
    if other:
        yield f"Andere uitleg, schrijfwijzen of landelijke onderdelen: {listing(other)}."
    if [was.code for was, _ in sorted(both, key=lambda pair: before.themes.index(pair[0]))] != [
        n.code for _, n in both
    ]:
        yield "De thema's staan in een andere volgorde."


def _rest(theme: Theme) -> tuple[object, ...]:
    return theme.short, theme.description, theme.aliases, theme.measures, theme.parent


def _come_and_gone(
    one: str, more: str, old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]
) -> Iterator[str]:
    before, after = dict(old), dict(new)
    for word, labels in (
        ("erbij", [label for code, label in after.items() if code not in before]),
        ("weg", [label for code, label in before.items() if code not in after]),
    ):
        if labels:
            yield f"{one if len(labels) == 1 else more} {word}: {listing(labels)}."
