"""Lists with numbers: children who went from childcare to school, and the figures of reach, quality and yields."""

from __future__ import annotations

from typing import Any

from monitor.dialogues.intake.cells import MASK, number_of, state_of
from monitor.dialogues.intake.gathering import Row, once
from monitor.dialogues.intake.typed import CHECK, MASKED, Reading, Tables
from monitor.dialogues.words import CHILDCARE, MISSING, SCHOOL, VALUE
from monitor.ingest.messages import shown

SAME_KIND = "Bij {regel|regels} gaan kinderen niet van opvang naar school. We nemen dat over."
NO_REASON = "Bij {cijfer|cijfers} staat geen waarde en geen reden."


def read_flows(reading: Reading) -> Tables:
    """One row per pair and year. From school to childcare is refused: the two columns were swapped."""
    rows: list[dict[str, Any]] = []
    seen: dict[Any, Any] = {}
    for row in reading.rows():
        municipality, year = reading.municipality(row), reading.year(row)
        start, end = (_end(reading, row, column, municipality) for column in ("from_location_id", "to_location_id"))
        children, state = reading.count(row, "children")
        vve, vve_state = reading.count(row, "children_vve")
        if children is not None and vve is not None and vve > children:
            what = f"{vve} is meer dan het aantal kinderen ({children})."
            reading.wrong(row, "children_vve", "vve_above_children", what, f"hoogstens {children}", CHECK, str(vve))
        if not (start and end):
            continue
        _check_direction(reading, row, municipality, start, end)
        flow = {
            "municipality": municipality, "dialogue_year": year, "from_location_id": start, "to_location_id": end,
            "children": children, "children_state": state, "children_vve": vve, "children_vve_state": vve_state,
        }  # fmt: skip
        if once(reading, row, "from_location_id", (municipality, year, start, end), flow, seen):
            rows.append(flow)
    return {"flows": rows}


def _end(reading: Reading, row: Row, column: str, municipality: str) -> str | None:
    text = reading.filled(row, column)
    code = reading.location(row, column, municipality) if text else None
    if code and not reading.is_place(code):
        reading.wrong(row, column, "no_place", f"'{text}' is geen locatie.", "een locatie", "Kies een locatie.", text)
        return None
    return code


def _check_direction(reading: Reading, row: Row, municipality: str, start: str, end: str) -> None:
    kinds = reading.known.kinds(municipality)
    if start == end:
        what, remedy = "van en naar zijn dezelfde locatie.", "Haal de regel weg of verbeter een van de twee."
        reading.wrong(row, "to_location_id", "flow_to_itself", what, "twee locaties", remedy, row["to_location_id"])
    elif (kinds.get(start), kinds.get(end)) == (SCHOOL, CHILDCARE):
        what = "dit gaat van een school naar de opvang."
        remedy = "Draai van en naar om."
        reading.wrong(row, "from_location_id", "flow_backwards", what, "van opvang naar school", remedy)
    elif (kinds.get(start), kinds.get(end)) != (CHILDCARE, SCHOOL):
        reading.counted[SAME_KIND] += 1


def read_series(reading: Reading) -> Tables:
    """One row per aspect, indicator, year and location; an empty location is the whole municipality."""
    rows: list[dict[str, Any]] = []
    seen: dict[Any, Any] = {}
    for row in reading.rows():
        municipality = reading.municipality(row)
        year = reading.year(row) if reading.filled(row, "dialogue_year") else None
        aspect = reading.word(row, "aspect") if reading.filled(row, "aspect") else None
        indicator = reading.filled(row, "indicator")
        place = reading.location(row, "location_id", municipality) if row["location_id"] else None
        value, state, unit = _value(reading, row)
        if state == MISSING and not row["reason"]:
            reading.counted[NO_REASON] += 1
        if not (aspect and indicator and year) or (row["location_id"] and not place):
            continue
        point = {
            "municipality": municipality, "dialogue_year": year, "aspect": aspect, "indicator": indicator,
            "location_id": place, "value": value, "value_state": state, "unit": row["unit"] or unit or None,
            "definition": row["definition"] or None, "is_break": bool(reading.yes_no(row, "is_break")),
            "reason": row["reason"] or None, "source": row["source"] or None,
        }  # fmt: skip
        if once(reading, row, "indicator", (municipality, year, aspect, indicator, place), point, seen):
            rows.append(point)
    return {"series": rows}


def _value(reading: Reading, row: Row) -> tuple[float | None, str, str]:
    """A number with its state and its unit ("%" when that stands behind it)."""
    text = row["value"]
    if text == MASK:
        reading.counted[MASKED.replace("{header}", reading.header("value"))] += 1
    state = state_of(text, reading.vocabularies)
    if state:
        return None, state, ""
    found = number_of(text)
    if found is None:
        remedy = "Vul een getal in, bijvoorbeeld 4,6. Of x als het te klein is om te tonen."
        what = f"{shown(text)} is geen getal."
        reading.wrong(row, "value", "not_number", what, "een getal zoals 4,6 of 4.6", remedy, text)
        return None, MISSING, ""
    if found[0] < 0:
        reading.wrong(row, "value", "negative", f"{shown(text)} is te laag.", "een getal vanaf 0", CHECK, text)
    return found[0], VALUE, found[1]
