"""From checked text to the settings of a year: what is new gets a code, what was there keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from monitor.catalogue import spelling
from monitor.dialogues.settings import Area, CycleSettings, Theme
from monitor.dialogues.settings_typed import Typed, TypedArea, aliases_of, day_of, decimal_number, named, whole_number

T = TypeVar("T")


def made(typed: Typed, base: CycleSettings) -> CycleSettings:
    """The settings that were typed. Raises ValueError for text that `settings_check.check` calls wrong."""
    return replace(
        base,
        municipality_label=_line(typed.municipality_label),
        dialogue_name=_line(typed.dialogue_name),
        phases=tuple(
            replace(p.base, label=_line(p.label), start=_read(day_of, p.start), end=_read(day_of, p.end))
            for p in typed.phases
        ),
        areas=_areas(typed.areas),
        themes=_themes(typed),
        min_children=_read(whole_number, typed.min_children),
        min_locations=_read(whole_number, typed.min_locations),
        notable_change=round(_read(decimal_number, typed.notable_change) / 100, 6),
        no_partner_from=_read(day_of, typed.no_partner_from),
        delta=_read(decimal_number, typed.delta),
    )


def _read(reader: Callable[[str], T | None], text: str) -> T:
    found = reader(text)
    if found is None:
        raise ValueError(text)
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def _areas(areas: tuple[TypedArea, ...]) -> tuple[Area, ...]:
    taken = {a.code for a in areas}
    return tuple(Area(a.code or _code(a.label, taken, "-"), _line(a.label), _line(a.contact_role)) for a in areas)


def _themes(typed: Typed) -> tuple[Theme, ...]:
    """Each theme followed by its sub-topics."""
    taken = {t.code for t in typed.themes}
    codes: dict[str, str] = {}
    found = []
    for _, theme in named(typed):
        code = codes[theme.row] = theme.code or _code(theme.label, taken)
        label = _line(theme.label)
        found.append(
            Theme(
                code, theme.slug or code.replace("_", "-"), label, _line(theme.short) or label,
                theme.mandatory and not theme.parent, codes.get(theme.parent, ""), aliases_of(theme.aliases),
                theme.measures, theme.description.strip(),
            )
        )  # fmt: skip
    return tuple(found)


def _code(label: str, taken: set[str], between: str = "_") -> str:
    """The spelling of a name, with a number where that is taken; it is taken from then on."""
    base = spelling(label).replace("_", between) or "x"
    numbered = (f"{base}{between}{n}" for n in range(2, len(taken) + 3))
    found = next(code for code in (base, *numbered) if code not in taken)
    taken.add(found)
    return found
