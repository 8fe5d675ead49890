"""The cells of a list: words to codes, text to days and counts, names to locations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from monitor.catalogue import spelling
from monitor.dialogues import words as vocabularies
from monitor.dialogues.intake.cells import MASK, count_of, day_of, parts_of, state_of, year_of
from monitor.dialogues.intake.gathering import Gathering, Row
from monitor.dialogues.intake.known import Known
from monitor.dialogues.intake.matching import KIND, SHARED_NAME
from monitor.dialogues.words import MISSING, SUPPRESSED, VALUE
from monitor.ingest.columns import Column
from monitor.ingest.loading import Loaded
from monitor.ingest.messages import listed, shown
from monitor.ingest.report import MOST_PROBLEMS
from monitor.ingest.words import Words, in_sentence

Tables = dict[str, list[dict[str, Any]]]
"""Rows per table, as the schemas name their columns; without dataset_id and origin."""
LOCATION_NAMES = 3
MOST_SUGGESTED = 100
"""For so many names we look for what is alike; a list with more unknown names is another list."""
WHICH_MUNICIPALITY = "which_municipality"
CHECK = "Kijk het getal na."
MASKED = "Kolom '{header}': -1 lezen we als te klein om te tonen ({n} keer)."


class Reading(Gathering):
    """Reads the cells of one staged list, and gathers what a person may assign."""

    def __init__(self, file: str, loaded: Loaded, columns: Sequence[Column], words: Words, known: Known) -> None:
        super().__init__(file, loaded)
        self.words, self.known = words, known
        self.columns = {column.column: column for column in columns}
        self.vocabularies = vocabularies.load(known.catalogue.folders)
        self.suggestions: dict[tuple[str, str], tuple[str, ...]] = {}
        self._closest: dict[tuple[str, str], str] = {}
        self._codes: dict[tuple[str, str], str | None] = {}
        self._areas: dict[tuple[str, str, int | None], str | None] = {}
        self._spelled: dict[tuple[str, str], str] = {}
        parts = self.vocabularies.by_kind["part"].values()
        self._parts = {spelling(text): word.code for word in parts for text in (word.code, word.label, *word.aliases)}

    # ----------------------------------------------------------------------------------------------------------- cells

    def filled(self, row: Row, column: str) -> str:
        """The text of a cell that may not be empty."""
        if not row[column]:
            self.wrong(row, column, "empty", "deze cel is leeg.", "een waarde", "Vul de cel in of haal de regel weg.")
        return row[column]

    def word(self, row: Row, column: str, kind: str = "", text: str | None = None) -> str | None:
        """The code of a word of a vocabulary; None for an empty cell and for a word that nobody knows."""
        kind, text = kind or self.columns[column].kind, row[column] if text is None else text
        if not text:
            return None
        if (kind, text) not in self._codes:
            self._codes[kind, text] = self.words.code(kind, text)
        code = self._codes[kind, text]
        if code is None:
            self.unknown_word(row, column, kind, text)
        return code

    def unknown_word(self, row: Row, column: str, kind: str, text: str) -> None:
        labels = self.words.codes(kind)
        near = self._near(kind, text)
        remedy = f"Bedoelt u {in_sentence(near)}?" if near else f"Kies uit: {listed(list(labels.values()))}."
        expected = listed(list(labels.values()))
        self.wrong(row, column, "unknown_word", f"'{text}' kennen we niet.", expected, remedy, text)
        self.suggestions[kind, text] = tuple(code for code, label in labels.items() if label == near)

    def _near(self, kind: str, text: str) -> str:
        """The label that was perhaps meant; not looked for when more is wrong than a report shows."""
        if (kind, text) not in self._closest:
            if len(self._closest) >= MOST_PROBLEMS:
                return ""
            self._closest[kind, text] = self.words.closest(kind, text)
        return self._closest[kind, text]

    def day(self, row: Row, column: str) -> date | None:
        """The day in a cell; None when it is empty or no day."""
        text = row[column]
        found = day_of(text) if text else None
        if text and found is None:
            what, remedy = f"{shown(text)} is geen datum.", "Schrijf dag, maand en jaar, bijvoorbeeld 3-6-2026."
            self.wrong(row, column, "not_date", what, "een datum zoals 3-6-2026", remedy, text)
        return found

    def count(self, row: Row, column: str) -> tuple[int | None, str]:
        """A count of children and its state: value, suppressed, missing or not_asked. Zero is a value."""
        text = row[column]
        number = count_of(text) if text else None
        if number is not None:
            return number, VALUE
        state = state_of(text, self.vocabularies)
        if text == MASK:
            self.counted[MASKED.replace("{header}", self.header(column))] += 1
        if state is None:
            remedy = "Schrijf een heel getal vanaf 0. Of x als het te klein is om te tonen."
            self.wrong(
                row, column, "not_count", f"{shown(text)} is geen aantal.", "een heel getal vanaf 0", remedy, text
            )
        return None, state or MISSING

    def mark(self, row: Row, column: str) -> bool | None:
        """True for 1, ja or x; False for 0 or nee; None for an empty cell and for what is neither."""
        text = row[column].lower()
        if text in ("", "x"):
            return True if text else None
        code = self.words.code("yes_no", text)
        if code is None and state_of(text, self.vocabularies) in (None, SUPPRESSED):
            what = f"'{row[column]}' kennen we niet."
            self.wrong(
                row, column, "not_mark", what, "1 of 0", "Schrijf 1 als het is besproken, anders 0.", row[column]
            )
        return None if code is None else code == "true"

    def yes_no(self, row: Row, column: str) -> bool | None:
        code = self.word(row, column, "yes_no")
        return None if code is None else code == "true"

    # --------------------------------------------------------------------------------- municipality, year and locations

    def municipality(self, row: Row) -> str:
        """The key of the row's municipality; wrong when there are several and nobody said which."""
        if row["municipality"]:
            return spelling(row["municipality"])
        if self.known.municipality is None:
            what = "we weten niet bij welke gemeente dit hoort."
            self.wrong(row, "", WHICH_MUNICIPALITY, what, "een gemeente", "Voeg een kolom gemeente toe.")
        return self.known.municipality or ""

    def year(self, row: Row) -> int | None:
        """The row's own dialogue year, else the one that the user gave, else None."""
        text = row["dialogue_year"]
        if not text:
            return self.known.year
        found = year_of(text)
        if found is None:
            what, remedy = f"{shown(text)} is geen jaar.", "Schrijf het jaar met vier cijfers, bijvoorbeeld 2026."
            self.wrong(row, "dialogue_year", "not_year", what, "een jaar zoals 2026", remedy, text)
        return found

    def area(self, text: str, municipality: str, year: int | None) -> str | None:
        """The code of an area of the settings, or None."""
        key = text, municipality, year
        if key not in self._areas:
            chosen = self.words.chosen("area", text)
            self._areas[key] = chosen or self.known.settings(municipality, year).area_of(text)
        return self._areas[key]

    def same_spelling(self, kind: str, text: str) -> str:
        """How this list wrote the same word first: "oude haven" after "Oude Haven" is that."""
        return self._spelled.setdefault((kind, spelling(text) or text), text)

    def location(self, row: Row, column: str, municipality: str, text: str = "") -> str | None:
        """The id of the location that a cell (or a part of it) names; None when nobody knows it."""
        found = self.find_location(municipality, text or row[column])
        if found is None:
            self.unknown_location(row, column, municipality, text or row[column])
        return found

    def find_location(self, municipality: str, text: str) -> str | None:
        """The id of a location, or of the part that is no location; None when nobody knows it."""
        chosen = self.words.chosen(KIND, text)
        if chosen:
            return chosen
        found = self.known.matcher(municipality).find(text)
        return found or self.part(text)

    def part(self, text: str) -> str | None:
        """The code of a participant that is no location, such as the youth health service."""
        return self._parts.get(spelling(text))

    def unknown_location(self, row: Row, column: str, municipality: str, text: str) -> None:
        shared = self.known.matcher(municipality).namesakes(text)
        if shared or (KIND, text) in self.suggestions:
            near: tuple[str, ...] = shared or self.suggestions[KIND, text]
        elif len(self.suggestions) < MOST_SUGGESTED:
            near = self.known.matcher(municipality).match(text).suggestions
        else:
            near = ()
        names = {x.location_id: x.name for x in self.known.locations(municipality)} if near else {}
        asked = " of ".join(f"{names[code]} ({code})" for code in near[:LOCATION_NAMES])
        remedy = f"Bedoelt u {asked}?" if asked else "Zet de locatie eerst in de lijst met locaties."
        if shared:
            remedy = f"Kies er één, of schrijf de code. {remedy}"
        what = SHARED_NAME.format(text=text) if shared else f"'{text}' kennen we niet."
        expected = "een code of naam uit de lijst met locaties"
        self.wrong(row, column, "unknown_location", what, expected, remedy, text)
        self.suggestions[KIND, text] = near

    def participants(self, row: Row, column: str, municipality: str) -> tuple[str, ...]:
        """The ids of everybody named in a cell; a comma separates too, unless a name holds one."""
        found = []
        for part in parts_of(row[column]):
            whole = self.find_location(municipality, part) or self.known.matcher(municipality).namesakes(part)
            names = [part] if whole or "," not in part else [name.strip() for name in part.split(",") if name.strip()]
            found += [self.location(row, column, municipality, name) for name in names]
        return tuple(dict.fromkeys(code for code in found if code))

    def is_place(self, code: str) -> bool:
        """Whether a participant is a location."""
        return code not in self._parts.values()
