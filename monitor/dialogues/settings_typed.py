"""The settings of a year as a person types them: everything is text, nothing is checked yet.

Each phase, area and theme has a `row`: a name of its own within one screen, so that a row keeps its text when another one
is added, taken out or moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from monitor.catalogue import split
from monitor.dialogues.settings import Area, CycleSettings, Phase, Theme
from monitor.wording.numbers import date_table, month_as_number, plain

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class TypedPhase:
    row: str
    base: Phase
    label: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class TypedArea:
    """`code` is empty for an area that was just added."""

    row: str
    code: str = ""
    label: str = ""
    contact_role: str = ""


@dataclass(frozen=True, slots=True)
class TypedTheme:
    """`parent` is the row of the theme that a sub-topic belongs to; `code` is empty for a theme that was just added."""

    row: str
    parent: str = ""
    code: str = ""
    slug: str = ""
    label: str = ""
    short: str = ""
    mandatory: bool = False
    description: str = ""
    aliases: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """One screen full. `notable_change` is a percentage, dates are dd-mm-jjjj, numbers have a decimal comma."""

    municipality_label: str
    dialogue_name: str
    phases: tuple[TypedPhase, ...]
    areas: tuple[TypedArea, ...]
    themes: tuple[TypedTheme, ...]
    min_children: str
    min_locations: str
    notable_change: str
    no_partner_from: str
    delta: str

    def under(self, parent: str) -> tuple[TypedTheme, ...]:
        """The main themes ("") or the sub-topics of one of them, in order."""
        return tuple(theme for theme in self.themes if theme.parent == parent)


def named(typed: Typed) -> Iterator[tuple[str, TypedTheme]]:
    """Each theme with its name on the screen: "Thema 2", "Thema 2, onderdeel 1"."""
    for number, theme in enumerate(typed.under(""), start=1):
        yield f"Thema {number}", theme
        for part, sub in enumerate(typed.under(theme.row), start=1):
            yield f"Thema {number}, onderdeel {part}", sub


def as_typed(settings: CycleSettings) -> Typed:
    """What the screen begins with."""
    rows = {theme.code: f"t{number}" for number, theme in enumerate(settings.themes)}
    return Typed(
        municipality_label=settings.municipality_label,
        dialogue_name=settings.dialogue_name,
        phases=tuple(
            TypedPhase(f"p{number}", phase, phase.label, date_table(phase.start), date_table(phase.end))
            for number, phase in enumerate(settings.phases)
        ),
        areas=tuple(_area(f"a{number}", area) for number, area in enumerate(settings.areas)),
        themes=tuple(_theme(rows[theme.code], rows.get(theme.parent, ""), theme) for theme in settings.themes),
        min_children=str(settings.min_children),
        min_locations=str(settings.min_locations),
        notable_change=plain(round(settings.notable_change * 100, 4)),
        no_partner_from=date_table(settings.no_partner_from),
        delta=plain(settings.delta),
    )


def _area(row: str, area: Area) -> TypedArea:
    return TypedArea(row, area.code, area.label, area.contact_role)


def _theme(row: str, parent: str, theme: Theme) -> TypedTheme:
    return TypedTheme(
        row, parent, theme.code, theme.slug, theme.label, theme.short, theme.mandatory, theme.description,
        SEPARATOR.join(theme.aliases), theme.measures,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- rows come, go and move


def with_area(typed: Typed, row: str) -> Typed:
    return replace(typed, areas=(*typed.areas, TypedArea(row)))


def with_theme(typed: Typed, row: str, parent: str = "") -> Typed:
    return replace(typed, themes=(*typed.themes, TypedTheme(row, parent)))


def without_area(typed: Typed, row: str) -> Typed:
    return replace(typed, areas=tuple(a for a in typed.areas if a.row != row))


def without_theme(typed: Typed, row: str) -> Typed:
    """Without a theme and its sub-topics."""
    return replace(typed, themes=tuple(t for t in typed.themes if row not in (t.row, t.parent)))


def moved_theme(typed: Typed, row: str, steps: int) -> Typed:
    """A theme some places up (negative) or down among those with the same parent; the ends stay the ends."""
    theme = next(t for t in typed.themes if t.row == row)
    siblings = [t for t in typed.under(theme.parent) if t.row != row]
    at = [t.row for t in typed.under(theme.parent)].index(row) + steps
    siblings.insert(max(0, at), theme)
    order = iter(siblings)
    return replace(typed, themes=tuple(next(order) if t.parent == theme.parent else t for t in typed.themes))


# ------------------------------------------------------------------------------------------------------ what was typed


def aliases_of(text: str) -> tuple[str, ...]:
    """Other spellings, between semicolons or on lines of their own, each once."""
    return tuple(dict.fromkeys(" ".join(part.split()) for part in split(text.replace("\n", ";")) if part.strip()))


def day_of(text: str) -> date | None:
    """dd-mm-jjjj, also with points, slashes or spaces, or 1 september 2026; None when it is no existing day."""
    parts = month_as_number(text).replace("/", "-").replace(".", "-").replace(" ", "-").split("-")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[2]) != 4:
        return None
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None


def whole_number(text: str) -> int | None:
    """A whole number from 1 to 100."""
    digits = text.strip()
    return int(digits) if re.fullmatch(r"[0-9]{1,3}", digits) and 1 <= int(digits) <= 100 else None


def decimal_number(text: str, low: float = 0, high: float = 9999) -> float | None:
    """A number with a comma or a point, a percent sign may follow; None when it is none or not between the limits."""
    typed = text.strip().removesuffix("%").strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,6})?", typed):
        return None
    return float(typed) if low <= float(typed) <= high else None
