"""The settings of one dialogue year: phases with dates, areas with a contact role, themes, and smallest cells.

Shipped is a template (data/catalogue/dialogue_*.csv: the cycle that one municipality published). A workspace keeps its own
settings per municipality and year in the journal; the newest revision counts, earlier ones stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from monitor import paths
from monitor.catalogue import read_rows, spelling, split
from monitor.store.journal import Journal

STREAM = "cycles"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase, both days included. `lane` keeps overlapping phases apart in the figure (1 or 2)."""

    code: str
    label: str
    start: date
    end: date
    lane: int
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    label: str
    contact_role: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the year, or (with `parent`) a sub-topic of a theme. `measures` are national measures beside it."""

    code: str
    slug: str
    label: str
    short: str
    mandatory: bool
    parent: str
    aliases: tuple[str, ...]
    measures: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class CycleSettings:
    """Everything that a dialogue year decides for itself."""

    municipality: str
    municipality_label: str
    year: int
    dialogue_name: str
    phases: tuple[Phase, ...]
    areas: tuple[Area, ...]
    themes: tuple[Theme, ...]
    min_children: int
    min_locations: int
    notable_change: float
    no_partner_from: date
    delta: float

    @property
    def main_themes(self) -> tuple[Theme, ...]:
        return tuple(t for t in self.themes if not t.parent)

    @property
    def mandatory(self) -> tuple[Theme, ...]:
        return tuple(t for t in self.themes if t.mandatory and not t.parent)

    def theme(self, code: str) -> Theme | None:
        return next((t for t in self.themes if t.code == code), None)

    def theme_of(self, text: str) -> str | None:
        """The code of the theme that a written name stands for (code, slug, label or alias), or None."""
        wanted = spelling(text)
        for theme in self.themes:
            if wanted and wanted in map(spelling, (theme.code, theme.slug, theme.label, theme.short, *theme.aliases)):
                return theme.code
        return None

    def area_of(self, text: str) -> str | None:
        wanted = spelling(text)
        return next((a.code for a in self.areas if wanted and wanted in map(spelling, (a.code, a.label))), None)

    def area_label(self, code: str) -> str:
        return next((a.label for a in self.areas if a.code == code), code)

    def contact_role(self, area: str) -> str:
        return next((a.contact_role for a in self.areas if a.code == area), "")

    def phase(self, code: str) -> Phase | None:
        return next((p for p in self.phases if p.code == code), None)


def dialogue_year(day: date) -> int:
    """The dialogue year of a day: January still belongs to the year before."""
    return day.year - 1 if day.month == 1 else day.year


def template(year: int, municipality: str = "", folders: Iterable[Path] = ()) -> CycleSettings:
    """The shipped settings with the dates of this dialogue year."""
    where = (*folders, paths.CATALOGUE)
    settings = {row["key"]: row["value"] for row in read_rows("dialogue_settings.csv", where)}
    return CycleSettings(
        municipality=municipality or settings["municipality"],
        municipality_label=settings["municipality_nl"],
        year=year,
        dialogue_name=settings["dialogue_name_nl"],
        phases=tuple(_phase(row, year) for row in read_rows("dialogue_phases.csv", where)),
        areas=tuple(
            Area(r["code"], r["label_nl"], r["contact_role_nl"]) for r in read_rows("dialogue_areas.csv", where)
        ),
        themes=tuple(_theme(row) for row in read_rows("dialogue_themes.csv", where)),
        min_children=int(settings["min_children"]),
        min_locations=int(settings["min_locations"]),
        notable_change=float(settings["notable_change"]),
        no_partner_from=_day(settings["no_partner_from"], year),
        delta=float(settings["delta"]),
    )


def _day(text: str, year: int) -> date:
    """MM-DD in the dialogue year; with a plus before it, in the calendar year after."""
    month, day = text.lstrip("+").split("-")
    return date(year + text.startswith("+"), int(month), int(day))


def _phase(row: Mapping[str, str], year: int) -> Phase:
    return Phase(
        row["code"], row["label_nl"], _day(row["start"], year), _day(row["end"], year), int(row["lane"]),
        row["who_nl"], row["what_nl"],
    )  # fmt: skip


def _theme(row: Mapping[str, str]) -> Theme:
    return Theme(
        row["code"], row["slug"], row["label_nl"], row["short_nl"], row["mandatory"] == "1", row.get("parent", ""),
        split(row.get("aliases", "")), split(row.get("measures", "")), row.get("description_nl", ""),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- kept in a workspace


def to_plain(settings: CycleSettings) -> dict[str, Any]:
    """As JSON keeps it: dates as ISO text."""
    plain = asdict(settings)
    for phase in plain["phases"]:
        phase["start"], phase["end"] = phase["start"].isoformat(), phase["end"].isoformat()
    plain["no_partner_from"] = plain["no_partner_from"].isoformat()
    return plain


def from_plain(plain: Mapping[str, Any]) -> CycleSettings:
    """The reverse of `to_plain`. Raises KeyError, TypeError or ValueError for something else."""
    phases = tuple(
        Phase(**{**p, "start": date.fromisoformat(p["start"]), "end": date.fromisoformat(p["end"])})
        for p in plain["phases"]
    )
    themes = tuple(
        Theme(**{**t, "aliases": tuple(t["aliases"]), "measures": tuple(t["measures"])}) for t in plain["themes"]
    )
    rest = {name: plain[name] for name in CycleSettings.__slots__ if name not in ("phases", "areas", "themes")}
    rest["no_partner_from"] = date.fromisoformat(plain["no_partner_from"])
    return CycleSettings(**rest, phases=phases, areas=tuple(Area(**a) for a in plain["areas"]), themes=themes)


def save(journal: Journal, origin: str, settings: CycleSettings, by: str = "") -> None:
    """Keep the settings of a year as a new revision."""
    journal.append(STREAM, {"origin": origin, "by": by, "settings": to_plain(settings)})


def saved(journal: Journal, origin: str) -> dict[tuple[str, int], CycleSettings]:
    """The newest settings per municipality and year."""
    found: dict[tuple[str, int], CycleSettings] = {}
    for entry in journal.entries(STREAM):
        if entry.get("origin") != origin:
            continue
        try:
            settings = from_plain(entry["settings"])
        except (KeyError, TypeError, ValueError):
            continue
        found[settings.municipality, settings.year] = settings
    return found


def settings_for(
    journal: Journal, origin: str, municipality: str, year: int, folders: Iterable[Path] = ()
) -> CycleSettings:
    """The settings of this year: its own; else those of the nearest earlier year with new dates; else the template."""
    return settings_from(saved(journal, origin), municipality, year, folders)


def settings_from(
    known: Mapping[tuple[str, int], CycleSettings], municipality: str, year: int, folders: Iterable[Path] = ()
) -> CycleSettings:
    """The same, from what `saved` found."""
    if (municipality, year) in known:
        return known[municipality, year]
    earlier = max((y for m, y in known if m == municipality and y < year), default=None)
    if earlier is not None:
        return moved(known[municipality, earlier], year)
    return template(year, municipality, folders)


def moved(settings: CycleSettings, year: int) -> CycleSettings:
    """The same settings for another year: every day as many calendar years later (29 February becomes the 28th)."""
    shift = year - settings.year

    def later(day: date) -> date:
        try:
            return day.replace(year=day.year + shift)
        except ValueError:
            return day.replace(year=day.year + shift, day=28)

    phases = tuple(replace(p, start=later(p.start), end=later(p.end)) for p in settings.phases)
    return replace(settings, year=year, phases=phases, no_partner_from=later(settings.no_partner_from))
