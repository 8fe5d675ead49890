"""What a workspace knows already of the dialogue when a list comes in: locations, dialogues, actions and settings."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from monitor.catalogue import Catalogue, spelling
from monitor.clock import today
from monitor.dialogues import settings as years
from monitor.dialogues.intake.cells import FIRST_YEAR, LAST_YEAR
from monitor.dialogues.intake.matching import KIND, Matcher, aliases_of
from monitor.dialogues.reader import SUBMISSIONS, Dialogues, action_from
from monitor.dialogues.records import JGZ, Location
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.ingest.columns import (
    ACTIONS,
    DIALOGUES,
    FREE_THEME,
    LOCATIONS,
    OWN_SCORES,
    Column,
    free_theme_columns,
    tables,
    theme_columns,
    with_themes,
)
from monitor.learned_words import taught
from monitor.store.database import Database
from monitor.store.workspace import State, Workspace

MEMORY = "1GB"
ALL_YEARS = list(range(FIRST_YEAR, LAST_YEAR + 1))
REGISTER_NUMBERS = ("lrk_id", "brin_vestiging")
AREA, THEME_KIND = "area", "theme"
Row = dict[str, Any]


class Known:
    """Reads the workspace for one import. `municipality` and `year` are what the user said; empty when nothing."""

    def __init__(
        self, workspace: Workspace, state: State, catalogue: Catalogue, origin: str, municipality: str, year: int | None
    ) -> None:
        self.workspace, self.state, self.catalogue, self.origin, self.year = workspace, state, catalogue, origin, year
        self.running_year = dialogue_year(today())
        self._asked = spelling(municipality)
        self._rows: dict[tuple[str, str], list[Row]] = {}
        self._location_rows: dict[str, dict[str, Row]] = {}
        self._locations: dict[str, tuple[Location, ...]] = {}
        self._numbers: dict[str, dict[tuple[str, str, str], set[str]]] = {}
        self._kinds: dict[str, dict[str, str]] = {}
        self._dialogue_years: dict[str, dict[str, int]] = {}
        self._listed: dict[str, dict[tuple[str, int], Row]] = {}
        self._edited: dict[str, dict[tuple[str, int | None], int]] = {}
        self._matchers: dict[str, Matcher] = {}
        self._settings: dict[tuple[str, int], CycleSettings] = {}
        self._templates: dict[int, CycleSettings] = {}

    @functools.cached_property
    def database(self) -> Database:
        return Database([self.workspace.folder.resolve()], memory=MEMORY)

    @functools.cached_property
    def dialogues(self) -> Dialogues:
        return Dialogues(self.workspace, self.database, self.catalogue.folders)

    # -------------------------------------------------------------------------------------------- municipality and year

    @functools.cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The keys of the municipalities that the workspace has lists or settings of; empty is "the only one".

        Of those that the workspace does not admit nothing is known, so that a list cannot be used to ask about them.
        """
        known = {municipality for municipality, _ in self.dialogues.cycles(self.origin, self.state)}
        known |= {m for m, _ in self._saved_settings}
        return tuple(sorted(m for m in known if self.workspace.admits(self.origin, m)))

    @functools.cached_property
    def _saved_settings(self) -> dict[tuple[str, int], CycleSettings]:
        saved = years.saved(self.dialogues.journal, self.origin)
        return {key: found for key, found in saved.items() if self.workspace.admits(self.origin, key[0])}

    @functools.cached_property
    def municipality(self) -> str | None:
        """The municipality of a row that names none: the one asked for, else the only one known.

        None when there are several and nobody said which.
        """
        if self._asked or not self.municipalities:
            return self._asked
        if len(self.municipalities) == 1:
            return self.municipalities[0]
        return "" if "" in self.municipalities else None

    def settings(self, municipality: str, year: int | None) -> CycleSettings:
        key = municipality, year if year is not None else self.year or self.running_year
        if municipality not in self.municipalities:  # a list may name thousands by mistake
            return replace(self._template(key[1]), municipality=municipality or self._template(key[1]).municipality)
        if key not in self._settings:
            self._settings[key] = self.dialogues.settings(self.origin, *key)
        return self._settings[key]

    def _template(self, year: int) -> CycleSettings:
        if year not in self._templates:
            self._templates[year] = years.template(year, folders=self.catalogue.folders)
        return self._templates[year]

    # ---------------------------------------------------------------------------------------------------- columns, words

    def tables(self, columns: Mapping[str, str]) -> dict[str, tuple[Column, ...]]:
        """The columns of every table, with a column for each theme that some year knows or the user chose."""
        chosen = [header for header, column in columns.items() if column == FREE_THEME]
        remembered = [w for (kind, w), column in taught(self.state.mappings, self.municipality or "").items()
                      if kind == f"column:{DIALOGUES}" and column == FREE_THEME]  # fmt: skip
        themes = theme_columns(self._themes().values())
        kept = {table: found for table, found in tables(self.catalogue).items() if table != OWN_SCORES}
        return with_themes(kept, (*themes, *free_theme_columns([*chosen, *remembered])))

    def vocabularies(self) -> dict[str, dict[str, str]]:
        """The words that only this workspace knows: kind -> code -> label."""
        places = {x.location_id: x.name for m in {*self.municipalities, self._asked} for x in self.locations(m)}
        settings = self.settings(self.municipality or "", None)
        return {
            KIND: {**places, JGZ: JGZ},
            AREA: {area.code: area.label for area in settings.areas},
            THEME_KIND: {code: theme.label for code, theme in self._themes().items()},
        }

    def _themes(self) -> dict[str, years.Theme]:
        """All themes by code; what the year asked for says goes before what other years say."""
        own = self.settings(self.municipality or "", None)
        saved = self._saved_settings
        others = [saved[key] for key in sorted(saved, key=lambda key: -key[1])]
        found: dict[str, years.Theme] = {}
        for settings in (own, *others):
            for theme in settings.themes:
                found.setdefault(theme.code, theme)
        return found

    # -------------------------------------------------------------------------------------------------------- what is there

    def rows(self, table: str, municipality: str) -> list[Row]:
        """The rows of a table, of all years, oldest import first."""
        key = table, municipality
        if municipality not in self.municipalities:
            return []
        if key not in self._rows:
            files = [str(path) for path in self.state.files.get(table, ())]
            found = self.database.rows(
                f"dialogues/{table}", files=files, datasets=sorted(self.state.datasets), origin=self.origin,
                municipality=municipality, years=ALL_YEARS,
            ) if files else []  # fmt: skip
            at = {d.dataset_id: d.imported_at for d in self.state.datasets.values()}
            self._rows[key] = sorted(found, key=lambda row: at.get(row["dataset_id"], ""))
        return self._rows[key]

    def location_rows(self, municipality: str) -> dict[str, Row]:
        """The newest row of each location, whatever its year."""
        if municipality not in self.municipalities:
            return {}
        if municipality not in self._location_rows:
            self._location_rows[municipality] = {row["location_id"]: row for row in self.rows(LOCATIONS, municipality)}
        return self._location_rows[municipality]

    def codes_of_number(self, municipality: str) -> dict[tuple[str, str, str], set[str]]:
        """The locations with a number in a register: (kind, column of the number, number) -> codes."""
        if municipality in self._numbers:
            return self._numbers[municipality]
        found: dict[tuple[str, str, str], set[str]] = {}
        for code, row in self.location_rows(municipality).items():
            for column in REGISTER_NUMBERS:
                if number := row[column]:
                    found.setdefault((row["kind"], column, number), set()).add(code)
        return self._numbers.setdefault(municipality, found)

    def locations(self, municipality: str) -> tuple[Location, ...]:
        """Every location that a list ever named; enough of each to match a name."""
        if municipality not in self._locations:
            self._locations[municipality] = tuple(
                Location(code, row["name"] or code, row["kind"] or "", lrk_id=row["lrk_id"] or "",
                         brin_vestiging=row["brin_vestiging"] or "")
                for code, row in self.location_rows(municipality).items()
            )  # fmt: skip
        return self._locations[municipality]

    def kinds(self, municipality: str) -> dict[str, str]:
        """Childcare or school, by location."""
        if municipality not in self._kinds:
            self._kinds[municipality] = {x.location_id: x.kind for x in self.locations(municipality)}
        return self._kinds[municipality]

    def matcher(self, municipality: str) -> Matcher:
        if municipality not in self._matchers:
            aliases = aliases_of(self.state, municipality) if self.workspace.admits(self.origin, municipality) else {}
            self._matchers[municipality] = Matcher(self.locations(municipality), aliases)
        return self._matchers[municipality]

    def dialogue_years(self, municipality: str) -> dict[str, int]:
        """The year of each dialogue, of lists and forms and of what was sent here; the last one counts."""
        if municipality not in self.municipalities:
            return {}
        if municipality in self._dialogue_years:
            return self._dialogue_years[municipality]
        found = {row["dialogue_id"]: row["dialogue_year"] for row in self.rows(DIALOGUES, municipality)}
        for entry in self.dialogues.journal.entries(SUBMISSIONS):
            if (entry.get("origin"), entry.get("municipality")) == (self.origin, municipality):
                found[entry["dialogue"]["dialogue_id"]] = entry["year"]
        years_known = {code: year for code, year in found.items() if year is not None}
        return self._dialogue_years.setdefault(municipality, years_known)

    def listed_action(self, municipality: str, action_id: str, year: int) -> Row | None:
        """An action as the last list that names it told it."""
        if municipality not in self._listed:
            self._listed[municipality] = {
                (row["action_id"], row["dialogue_year"]): row for row in self.rows(ACTIONS, municipality)
            }
        return self._listed[municipality].get((action_id, year))

    def edited_actions(self, municipality: str) -> dict[tuple[str, int | None], int]:
        """The highest revision that was made by hand of each action (id, year)."""
        if municipality in self._edited:
            return self._edited[municipality]
        found = self._edited.setdefault(municipality, {})
        if municipality not in self.municipalities:
            return found
        for entry in self.dialogues.journal.entries(ACTIONS):
            if (entry.get("origin"), entry.get("municipality")) == (self.origin, municipality):
                action = action_from(entry)
                key = action.action_id, action.year
                found[key] = max(found.get(key, 0), action.revision)
        return found


def codes_with_its_number(known: Known, row: Mapping[str, Any]) -> set[str]:
    """The codes under which the workspace knows the location of this row, by its number in a register."""
    numbers = known.codes_of_number(row["municipality"])
    keys = [(row["kind"], column, row[column]) for column in REGISTER_NUMBERS if row[column]]
    return {code for key in keys for code in numbers.get(key, ())}
