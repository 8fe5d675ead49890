"""A plain list of locations as rows, with the internal dialogues that the list says were sent."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from monitor.dialogues.intake.cells import day_of, parts_of, postcode_of, state_of
from monitor.dialogues.intake.gathering import Row, once
from monitor.dialogues.intake.known import codes_with_its_number
from monitor.dialogues.intake.typed import Reading, Tables
from monitor.dialogues.settings import dialogue_year
from monitor.dialogues.words import (
    DRAFT,
    FORM,
    FROM_LIST,
    INTERNAL,
    LATE,
    MISSING,
    NOT_ASKED,
    NOT_NEEDED,
    NOT_YET,
    OVERDUE,
    RECEIVED,
    SCHOOL_BOARD,
    VIA_BOARD,
)

INTERNAL_COLUMN = "internal_dialogue"
SENT = (RECEIVED, LATE)
NOT_SENT = (DRAFT, NOT_YET, OVERDUE, NOT_NEEDED, NOT_ASKED)
UNDATED = (
    "Bij {locatie|locaties} weten we niet op welke dag de interne dialoog is ingestuurd. Die telt altijd als op tijd."
)
STILL_COUNTS = (
    "Bij {locatie|locaties} stond in een eerdere lijst wel een interne dialoog. Die blijft tellen. "
    "Klopt dat niet? Haal dan die lijst weg."
)
NEW_AREAS = "Deze wijken staan niet in de instellingen van het jaar: {names}. We nemen de naam over."
TWO_CODES = (
    "Let op: deze locaties staan er al onder een andere code, met hetzelfde nummer: {names}. Zo tellen zij dubbel. "
    "Gebruik in uw lijst de code die er al is."
)
CARRIED = (
    "area", "organisation", "care_types", "delivery", "is_active", "lrk_id", "brin_vestiging", "postcode", "house_number",
    "has_ve",
)  # fmt: skip
"""Columns that an earlier list may tell when this list has no column for them."""


def read(reading: Reading) -> Tables:
    """Rows of locations, and of dialogues and participants for internal dialogues."""
    tables: Tables = {"locations": [], "dialogues": [], "participants": []}
    seen: dict[Any, Any] = {}
    for row in reading.rows():
        municipality, year = reading.municipality(row), reading.year(row)
        code, name = reading.filled(row, "location_id"), reading.filled(row, "name")
        kind = reading.word(row, "kind") if reading.filled(row, "kind") else None
        location = _location(reading, row, municipality, year)
        is_sent, day, via_board = _internal(reading, row)
        if via_board:
            location["delivery"] = _via_board(reading, row, location["delivery"])
        if reading.part(code):
            what = f"de code '{code}' gebruiken we al voor iets anders."
            reading.wrong(row, "location_id", "reserved", what, "een eigen code", "Kies een andere code.", code)
        if not (code and name and kind):
            continue
        location = {**location, "location_id": code, "name": name, "kind": kind}
        if not once(reading, row, "location_id", (municipality, year, code.lower()), (location, is_sent, day), seen):
            continue
        tables["locations"].append(location)
        for other in sorted(codes_with_its_number(reading.known, location) - {code}):
            reading.note_name(TWO_CODES, f"{name} ({code} en {other})")
        if INTERNAL_COLUMN in reading.present:
            _add_internal(reading, tables, location, is_sent, day, year)
    return tables


def complete(tables: Tables, reading: Reading) -> Tables:
    """The same rows; what the list has no column for is taken over from what is known of the same code."""
    absent = [column for column in CARRIED if column not in reading.present]
    rows = []
    for row in tables["locations"]:
        earlier = reading.known.location_rows(row["municipality"]).get(row["location_id"])
        rows.append({**row, **{c: earlier[c] for c in absent if row[c] is None}} if earlier else row)
    return {**tables, "locations": rows}


def _location(reading: Reading, row: Row, municipality: str, year: int | None) -> dict[str, Any]:
    care_types = []
    for part in (piece.strip() for text in parts_of(row["care_types"]) for piece in text.split(",")):
        if part and (code := reading.word(row, "care_types", "care_type", part)):
            care_types.append(code)
    return {
        "municipality": municipality,
        "dialogue_year": year,
        "area": _area(reading, row["area"], municipality, year),
        "organisation": row["organisation"] or None,
        "care_types": care_types or None,
        "delivery": reading.word(row, "delivery"),
        "is_active": reading.yes_no(row, "is_active"),
        "lrk_id": row["lrk_id"] or None,
        "brin_vestiging": row["brin_vestiging"].upper() or None,
        "postcode": postcode_of(row["postcode"]) or None,
        "house_number": row["house_number"] or None,
        "has_ve": reading.yes_no(row, "has_ve"),
    }


def _area(reading: Reading, text: str, municipality: str, year: int | None) -> str | None:
    """The code of an area; one that the settings do not know keeps its name, so that no list waits for settings."""
    if not text:
        return None
    code = reading.area(text, municipality, year)
    if code is None:
        text = reading.same_spelling("area", text)
        reading.note_name(NEW_AREAS, text)
        reading.suggestions.setdefault(("area", text), ())
    return code or text


def _internal(reading: Reading, row: Row) -> tuple[bool, date | None, bool]:
    """Whether the internal dialogue was sent, on which day when known, and whether the school board does it."""
    text = row[INTERNAL_COLUMN]
    if not text:
        return False, None, False
    if day := day_of(text):
        return True, day, False
    if re.fullmatch(r"[\d\s./:-]{3,}", text):
        reading.day(row, INTERNAL_COLUMN)
        return False, None, False
    sent = reading.words.code("yes_no", text)
    if sent or text.lower() == "x":
        return sent != "false", None, False
    if state_of(text, reading.vocabularies) in (MISSING, NOT_ASKED):
        return False, None, False
    code = reading.words.code("coverage", text)
    if code not in (*SENT, *NOT_SENT, VIA_BOARD):
        what = f"'{text}' kennen we niet."
        remedy = "Schrijf de dag, bijvoorbeeld 3-6-2026. Of ja of nee."
        reading.wrong(row, INTERNAL_COLUMN, "unknown_word", what, "een dag, ja of nee", remedy, text)
        reading.suggestions.setdefault(("coverage", text), (RECEIVED, NOT_YET, VIA_BOARD))
    return code in SENT, None, code == VIA_BOARD


def _via_board(reading: Reading, row: Row, delivery: str | None) -> str | None:
    if delivery == FORM:
        what = "dit gaat via het schoolbestuur, maar bij aanlevering staat iets anders."
        remedy = "Zet bij aanlevering schoolbestuur."
        reading.wrong(row, INTERNAL_COLUMN, "delivery", what, "schoolbestuur", remedy, row[INTERNAL_COLUMN])
    return SCHOOL_BOARD


def _add_internal(
    reading: Reading, tables: Tables, location: dict[str, Any], is_sent: bool, day: date | None, year: int | None
) -> None:
    """The dialogue of this location and year; its id is the same in every list, so that a later list stands in for it."""
    of_year = dialogue_year(day) if day else year if year is not None else reading.known.running_year
    code, municipality = location["location_id"], location["municipality"]
    dialogue_id = f"list-{code}-{of_year}"
    if not is_sent:
        if dialogue_id in reading.known.dialogue_years(municipality):
            reading.counted[STILL_COUNTS] += 1
        return
    if day is None:
        reading.counted[UNDATED] += 1
    of_cycle = {"municipality": municipality, "dialogue_year": of_year, "dialogue_id": dialogue_id}
    tables["dialogues"].append({
        **of_cycle, "form_type": INTERNAL[location["kind"]], "held_on": None,
        "submitted_at": datetime.combine(day, time()) if day else None, "reporter_id": code, "channel": FROM_LIST,
        "form_version": None, "themes_asked": False, "help_asked": None,
    })  # fmt: skip
    tables["participants"].append({**of_cycle, "location_id": code})
