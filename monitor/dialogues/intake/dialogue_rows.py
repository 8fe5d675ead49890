"""A list of dialogues as rows: when, who, and which themes were discussed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from monitor.catalogue import spelling
from monitor.dialogues.intake.cells import parts_of, state_of
from monitor.dialogues.intake.gathering import Row, once
from monitor.dialogues.intake.typed import Reading, Tables
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.dialogues.words import FROM_LIST, INTERNAL, JOINT, MISSING
from monitor.ingest.columns import FREE, THEME

OTHER_YEAR = "Bij {dialoog|dialogen} hoort de dag bij een ander dialoogjaar."
NO_THEMES = "In dit bestand staan geen thema's. We weten dan alleen dat er een gesprek was."
NO_THEMES_HERE = "Bij {dialoog|dialogen} is geen enkel thema ingevuld. We weten dan alleen dat er een gesprek was."
EMPTY_MARK = "Kolom '{header}': een lege cel lezen we als niet besproken ({n} keer)."
FREE_THEMES = "Deze thema's kennen we niet van dit jaar: {names}. We bewaren ze als zelf gekozen thema."
NO_COLUMN = "Voor deze verplichte thema's is er geen kolom: {names}. Ze tellen als niet besproken."


def read(reading: Reading) -> Tables:
    """Rows of dialogues, participants and answers (without text: the theme was discussed)."""
    tables: Tables = {"dialogues": [], "participants": [], "answers": []}
    columns = [c for c in reading.columns if c in reading.present and c.startswith((THEME, FREE))]
    _note_columns(reading, columns)
    seen: dict[Any, Any] = {}
    for row in reading.rows():
        municipality = reading.municipality(row)
        code = reading.filled(row, "dialogue_id")
        held_on, sent_on = reading.day(row, "held_on"), reading.day(row, "submitted_at")
        year = _year(reading, row, held_on)
        people = reading.participants(row, "participants", municipality) if reading.filled(row, "participants") else ()
        form_type = _form_type(reading, row, municipality, people)
        settings = reading.known.settings(municipality, year)
        asked, themes = _themes(reading, row, columns, settings)
        reporter = reading.location(row, "reporter_id", municipality) if row["reporter_id"] else None
        if not (code and people and form_type and year is not None):
            continue
        of_cycle = {"municipality": municipality, "dialogue_year": year, "dialogue_id": code}
        dialogue = {
            **of_cycle, "form_type": form_type, "held_on": held_on,
            "submitted_at": datetime.combine(sent_on, time()) if sent_on else None, "reporter_id": reporter,
            "channel": FROM_LIST, "form_version": None, "themes_asked": asked, "help_asked": _help(reading, row),
        }  # fmt: skip
        if once(reading, row, "dialogue_id", (municipality, year, code.lower()), (dialogue, people, themes), seen):
            tables["dialogues"].append(dialogue)
            tables["participants"] += [{**of_cycle, "location_id": who} for who in people]
            tables["answers"] += [
                {**of_cycle, "theme": theme, "theme_label": label or None, "stands_out": None, "actions_text": None,
                 "proud": None}
                for theme, label in themes.items()
            ]  # fmt: skip
    return tables


def _note_columns(reading: Reading, columns: list[str]) -> None:
    if not columns:
        reading.note(NO_THEMES)
        return
    settings = reading.known.settings(reading.known.municipality or "", None)
    for theme in settings.mandatory:
        if f"{THEME}{theme.code}" not in columns:
            reading.note_name(NO_COLUMN, theme.label)


def _year(reading: Reading, row: Row, held_on: date | None) -> int | None:
    """The row's own year, else the one asked for, else that of the day."""
    year = reading.year(row)
    if year is None and held_on is None and not (row["dialogue_year"] or row["held_on"]):
        what, remedy = "de dag is leeg, en het jaar weten we niet.", "Vul de dag in, of geef het dialoogjaar op."
        reading.wrong(row, "held_on", "no_year", what, "een datum zoals 3-6-2026", remedy)
    if year is not None and held_on and dialogue_year(held_on) != year:
        reading.counted[OTHER_YEAR] += 1
    return year if year is not None else dialogue_year(held_on) if held_on else None


def _form_type(reading: Reading, row: Row, municipality: str, people: tuple[str, ...]) -> str | None:
    """The kind of form; never told from the date. A bare "internal" follows from who took part."""
    text = row["form_type"]
    is_internal = bool(text) and reading.vocabularies.code_of("form_group", text) is not None
    places = [who for who in people if reading.is_place(who)]
    if is_internal:
        kind = reading.known.kinds(municipality).get(places[0], "") if len(places) == 1 else ""
        form_type = INTERNAL.get(kind) if people else JOINT
    else:
        form_type = reading.word(row, "form_type") if text else JOINT
    if people and form_type == JOINT and len(people) < 2:
        what = "een gezamenlijke dialoog heeft minstens 2 deelnemers."
        remedy = "Noem alle deelnemers, of zet intern bij soort_dialoog."
        reading.wrong(row, "participants", "one_participant", what, "2 of meer deelnemers", remedy, row["participants"])
    if people and (is_internal or form_type in INTERNAL.values()) and len(people) != 1:
        what = "een interne dialoog heeft één deelnemer."
        remedy = "Noem alleen de eigen locatie, of zet gezamenlijk bij soort_dialoog."
        reading.wrong(row, "participants", "more_participants", what, "1 deelnemer", remedy, row["participants"])
        return None
    return form_type


def _themes(reading: Reading, row: Row, columns: list[str], settings: CycleSettings) -> tuple[bool, dict[str, str]]:
    """Whether themes were asked, and the discussed ones with a label for those that the year does not know."""
    marks = {column: reading.mark(row, column) for column in columns}
    asked = any(mark is not None for mark in marks.values())
    found: dict[str, str] = {}
    for column, mark in marks.items():
        if mark and column.startswith(THEME):
            code = column.removeprefix(THEME)
            found[code] = "" if settings.theme(code) else reading.columns[column].label
        elif mark:
            found[column] = reading.header(column)
        elif mark is None and asked and not row[column]:
            reading.counted[EMPTY_MARK.replace("{header}", reading.header(column))] += 1
    if columns and not asked:
        reading.counted[NO_THEMES_HERE] += 1
    for text in parts_of(row["extra_themes"]):
        found.setdefault(*theme_and_label(reading, settings, text))
    return asked, found


def theme_and_label(reading: Reading, settings: CycleSettings, text: str) -> tuple[str, str]:
    """The code of a theme of the year without a label, or a free theme with its name."""
    code = reading.words.chosen("theme", text) or settings.theme_of(text)
    if code:
        return code, ""
    reading.note_name(FREE_THEMES, text)
    return f"{FREE}{spelling(text)}", text


def _help(reading: Reading, row: Row) -> str | None:
    text = row["help_asked"]
    nothing = (
        not text or reading.words.code("yes_no", text) == "false" or state_of(text, reading.vocabularies) == MISSING
    )
    return None if nothing or spelling(text) == "geen" else text
