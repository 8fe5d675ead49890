"""From what was typed to the settings of a year: what is wrong, what must be asked, and the settings when nothing is wrong.

Nothing is repaired. Each remark names the field as the screen names it, the value, and what to do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from monitor.catalogue import spelling
from monitor.dialogues import names
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings, Theme, dialogue_year
from monitor.dialogues.settings_made import made
from monitor.dialogues.settings_typed import Typed, TypedTheme, aliases_of, day_of, decimal_number, named, whole_number
from monitor.dialogues.themes import folded
from monitor.wording.numbers import count, date_text

WRONG, ASK = "wrong", "ask"
LONGEST_LABEL, LONGEST_TEXT = 120, 1000
FARTHEST = 2  # calendar years from the dialogue year
DAY = "Schrijf dag-maand-jaar, zoals 01-03-{year}."


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one field. `level` WRONG: nothing is kept; ASK: it is kept when the person says that it is right."""

    level: str
    field: str
    value: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Usage:
    """What already rests on the settings: dialogues per theme code, actions per theme code, locations per area code."""

    dialogues: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[str, int] = field(default_factory=dict)
    locations: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """`settings` is None when something is wrong."""

    settings: CycleSettings | None
    remarks: tuple[Remark, ...]

    def of(self, level: str) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.level == level)


def usage_of(cycle: Cycle) -> Usage:
    """Counted over everything that was reported, earlier reports too."""
    return Usage(
        Counter(theme for d in cycle.dialogues for theme in d.answers),
        Counter(a.theme for a in cycle.actions if a.theme),
        Counter(x.area for x in cycle.locations if x.area),
    )


def check(typed: Typed, base: CycleSettings, usage: Usage | None = None, known: Collection[str] = ()) -> Checked:
    """`base` are the settings in use; `known` are folded words that are no names of people (`names.known_words`)."""
    use = usage or Usage()
    remarks = [
        *_texts(typed),
        *_phases(typed, base.year),
        *_areas(typed, base, use, known),
        *_themes(typed, base, use),
        *_limits(typed, base.year),
    ]
    wrong = any(remark.level == WRONG for remark in remarks)
    return Checked(None if wrong else made(typed, base), tuple(remarks))


# ------------------------------------------------------------------------------------------------------------ the parts


def _texts(typed: Typed) -> Iterator[Remark]:
    yield from _label("Naam van de gemeente", typed.municipality_label)
    yield from _label("Naam van de dialoog", typed.dialogue_name)


def _label(name: str, text: str, longest: int = LONGEST_LABEL) -> Iterator[Remark]:
    if not text.strip():
        yield Remark(WRONG, name, "", "Hier staat nog niets.", "Vul een naam in.")
    elif len(text) > longest:
        yield Remark(
            WRONG, name, _short(text), f"Dit zijn {len(text)} tekens.", f"Kort het in tot {longest} tekens."
        )  # fmt: skip


def _phases(typed: Typed, year: int) -> Iterator[Remark]:
    for number, phase in enumerate(typed.phases, start=1):
        yield from _label(f"Fase {number}: naam", phase.label)
        begin, end = f"Fase {number}: begin", f"Fase {number}: einde"
        yield from _day(begin, phase.start, year)
        yield from _day(end, phase.end, year)
        first, last = day_of(phase.start), day_of(phase.end)
        if first and last and last < first:
            yield Remark(
                WRONG, end, phase.end, f"Het einde ligt vóór het begin ({date_text(first)}).",
                "Maak het einde later, of het begin eerder.",
            )  # fmt: skip


def _day(name: str, text: str, year: int) -> Iterator[Remark]:
    day = day_of(text)
    if not text.strip():
        yield Remark(WRONG, name, "", "Hier staat nog geen datum.", DAY.format(year=year))
    elif day is None:
        looks_right = re.fullmatch(r"\s*[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}\s*", text)
        what = "Deze dag bestaat niet." if looks_right else "Deze datum kunnen wij niet lezen."
        yield Remark(WRONG, name, _short(text), what, DAY.format(year=year))
    elif abs(day.year - year) > FARTHEST:
        yield Remark(
            WRONG, name, text, f"Deze dag ligt te ver van dialoogjaar {year}.", "Kijk het jaartal na."
        )  # fmt: skip
    elif dialogue_year(day) != year:
        yield Remark(
            ASK, name, text, f"Deze dag valt buiten dialoogjaar {year} (februari {year} t/m januari {year + 1}).",
            "Kijk het jaartal na.",
        )  # fmt: skip


def _areas(typed: Typed, base: CycleSettings, usage: Usage, known: Collection[str]) -> Iterator[Remark]:
    own = {word for area in typed.areas for word in re.findall(r"\w+", folded(area.label))}
    seen: dict[str, int] = {}
    for number, area in enumerate(typed.areas, start=1):
        name, role = f"Wijk {number}: naam", f"Wijk {number}: contactrol"
        yield from _label(name, area.label)
        before = seen.setdefault(spelling(area.label), number)
        if area.label.strip() and before != number:
            yield Remark(WRONG, name, area.label, f"Wijk {before} heet ook zo.", "Geef elke wijk een eigen naam.")
        if len(area.contact_role) > LONGEST_LABEL:
            yield from _label(role, area.contact_role)
        if names.check(area.contact_role, {*known, *names.shipped_words(), *own}):
            yield Remark(
                ASK, role, _short(area.contact_role), "Dit lijkt een naam, e-mailadres of telefoonnummer.",
                "Schrijf alleen een rol, zoals 'Contactpersoon Jonge Kind'.",
            )  # fmt: skip
    kept = {area.code for area in typed.areas}
    for gone in base.areas:
        if gone.code not in kept and (n := usage.locations.get(gone.code, 0)):
            yield Remark(
                ASK, f"Wijk {gone.label}", "weggehaald",
                f"{count(n, 'locatie hoort', 'locaties horen')} nog bij deze wijk.",
                "Geef die locaties eerst een andere wijk. Of laat de wijk staan.",
            )  # fmt: skip


def _themes(typed: Typed, base: CycleSettings, usage: Usage) -> Iterator[Remark]:
    if not typed.under(""):
        yield Remark(WRONG, "Thema's", "", "Er is geen enkel thema.", "Voeg minstens één thema toe.")
    elif not any(theme.mandatory for theme in typed.under("")):
        yield Remark(
            ASK, "Thema's", "", "Geen enkel thema is verplicht.", "Zet bij een thema 'Verplicht' aan, of laat het zo."
        )  # fmt: skip
    for name, theme in named(typed):
        yield from _label(f"{name}: naam", theme.label)
        if len(theme.description) > LONGEST_TEXT:
            yield from _label(f"{name}: beschrijving", theme.description, LONGEST_TEXT)
    yield from _same_words(typed)
    kept = {theme.code for theme in typed.themes}
    for gone in base.themes:
        if gone.code not in kept:
            yield from _still_used(gone, usage)


def _same_words(typed: Typed) -> Iterator[Remark]:
    """A word that stands for two themes: nobody could tell which one an answer is about."""
    owner: dict[str, tuple[str, TypedTheme]] = {}
    for name, theme in named(typed):
        for word in (theme.label, theme.short, *aliases_of(theme.aliases)):
            before, first = owner.setdefault(spelling(word), (name, theme))
            if word.strip() and first.row != theme.row:
                yield Remark(
                    WRONG, f"{name}: andere schrijfwijzen" if word != theme.label else f"{name}: naam", _short(word),
                    f"Dit woord hoort ook bij {before[0].lower()}{before[1:]}.", "Laat het bij één thema staan.",
                )  # fmt: skip


def _still_used(gone: Theme, usage: Usage) -> Iterator[Remark]:
    dialogues, actions = usage.dialogues.get(gone.code, 0), usage.actions.get(gone.code, 0)
    used = [count(dialogues, "dialoog", "dialogen")] if dialogues else []
    used += [count(actions, "actie", "acties")] if actions else []
    if used:
        verb = "gaat" if dialogues + actions == 1 else "gaan"
        yield Remark(
            ASK, f"Thema {gone.label}", "weggehaald", f"{' en '.join(used)} {verb} over dit thema.",
            "De antwoorden blijven bewaard. Laat het thema staan om ze bij elkaar te houden.",
        )  # fmt: skip


def _limits(typed: Typed, year: int) -> Iterator[Remark]:
    for name, text in (
        ("Kleinste aantal kinderen", typed.min_children),
        ("Kleinste aantal locaties", typed.min_locations),
    ):
        if whole_number(text) is None:
            yield Remark(WRONG, name, _short(text), "Dit is geen heel getal van 1 tot 100.", "Vul bijvoorbeeld 5 in.")
    if decimal_number(typed.notable_change, 1, 1000) is None:
        yield Remark(
            WRONG, "Opvallende verandering", _short(typed.notable_change), "Dit is geen percentage van 1 tot 1000.",
            "Vul bijvoorbeeld 50 in.",
        )  # fmt: skip
    yield from _day("Geen gesprekspartner vanaf", typed.no_partner_from, year)
    if decimal_number(typed.delta, 0.001, 10) is None:
        yield Remark(
            WRONG, "Kleinste verschil dat telt", _short(typed.delta), "Dit is geen getal van 0,001 tot 10.",
            "Vul bijvoorbeeld 0,25 in.",
        )  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
