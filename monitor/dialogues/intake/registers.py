"""Locations from the national registers: childcare (LRK export) and primary schools (DUO list of locations).

Codes are text, leading zeros and all. Only the municipality asked for is kept; childminders are left out, and contact
columns never get this far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from rapidfuzz import process

from monitor.catalogue import spelling
from monitor.dialogues.intake.cells import house_number_of, postcode_of
from monitor.dialogues.intake.gathering import Row, once
from monitor.dialogues.intake.known import codes_with_its_number
from monitor.dialogues.intake.matching import MOST_SUGGESTIONS
from monitor.dialogues.intake.typed import WHICH_MUNICIPALITY, Reading, Tables
from monitor.dialogues.words import SCHOOL
from monitor.ingest.columns import CHILDCARE_REGISTER

MUNICIPALITY = "register_municipality"
"""The kind under which the choice of a municipality comes in: values[(MUNICIPALITY, header)] = name or number."""
LEFT_OUT, ENDED = "left_out", "ended"
BRANCH_LENGTH = 2
MAY_ADD = ("care_types", "lrk_id", "brin_vestiging")
"""Columns in which a register may leave open what was known before."""
MOST_TWICE = 8
ELSEWHERE = "Van andere gemeenten slaan we {regel|regels} over."
CHILDMINDERS = "Van gastouders en gastouderbureaus slaan we {regel|regels} over."
CLOSED = "Uitgeschreven: {locatie|locaties}. Die staan op niet actief."
UNKNOWN_STATUS = "Deze woorden bij status kennen we niet: {names}. Die locaties staan op actief."
TWICE = (
    "Deze namen staan er meer dan één keer in: {names}. Eén gebouw kan meer nummers hebben. "
    "Wilt u ze samenvoegen? Maak dan een eigen lijst met één code per locatie."
)
OWN_NAME = "We lezen alleen de gemeente {name}. Die naam staat bij Inrichten."
SAME = "Deze locaties stonden er al onder een eigen code, met hetzelfde nummer. Die code blijft: {names}."
BARE_AREA = (
    "Een register kent geen wijken en geen aanlevering. Download na het bewaren uw lijst om aan te vullen. "
    "Die staat bij Inlezen, onder Locaties en scholen."
)

Places = Callable[[Reading, Row], dict[str, Any] | None]


def read(reading: Reading) -> Tables:
    """Rows of locations of one municipality. Rows of other municipalities are not looked at further."""
    rows = list(reading.rows())
    chosen = _municipality(reading, rows)
    if chosen is None:
        return {"locations": []}
    make: Places = _childcare if reading.loaded.kind == CHILDCARE_REGISTER else _school
    kept: list[dict[str, Any]] = []
    seen: dict[Any, Any] = {}
    for row in rows:
        if chosen not in _names(row):
            reading.counted[ELSEWHERE] += 1
            continue
        location = make(reading, row)
        if location and once(reading, row, _id_column(reading), location["location_id"], location, seen):
            kept.append({"municipality": reading.municipality(row), "dialogue_year": reading.known.year, **location})
    _under_own_code(reading, kept)
    _note_twice(reading, kept)
    reading.note(BARE_AREA)
    return {"locations": kept}


def complete(tables: Tables, reading: Reading) -> Tables:
    """The same rows, with the area and the delivery that a list of one's own told of the same code.

    A location with a code of one's own keeps its own name and organisation too, and stays away when the list says so.
    """
    rows = []
    for row in tables["locations"]:
        earlier = reading.known.location_rows(row["municipality"]).get(row["location_id"]) or {}
        own = {column: row[column] or earlier.get(column) for column in MAY_ADD}
        if earlier and row["location_id"] not in (f"lrk-{row['lrk_id']}", row["brin_vestiging"]):  # a code of one's own
            own |= {column: earlier[column] or row[column] for column in ("name", "organisation")}
            own["is_active"] = row["is_active"] and earlier["is_active"] is not False
        rows.append({**row, "area": earlier.get("area"), "delivery": earlier.get("delivery"), **own})
    return {"locations": rows}


# -------------------------------------------------------------------------------------------------- which municipality


def _names(row: Row) -> set[str]:
    """The name and the number of a row's municipality, as they are compared."""
    number = row["municipality_code"].upper().removeprefix("GM")
    return {spelling(row["municipality_name"]), number.zfill(4) if number.isdigit() else ""} - {""}


def _municipality(reading: Reading, rows: Iterable[Row]) -> str | None:
    """What the wanted municipality is called in `_names`; None (and a problem) when it must be asked."""
    header = reading.header("municipality_name")
    named = {row["municipality_name"] for row in rows if row["municipality_name"]}
    known = {name for row in rows for name in _names(row)}
    choice = reading.words.chosen(MUNICIPALITY, header)
    wanted = choice or reading.known.municipality or ""
    own = spelling(_own_name(reading))
    if not wanted and own in known and len(named) > 1:
        reading.note(OWN_NAME.format(name=_own_name(reading)))
        return own
    if wanted:
        number = wanted.upper().removeprefix("GM")
        found = number.zfill(4) if number.isdigit() else spelling(wanted)
        if found in known:
            return found
        near = process.extract(wanted, sorted(named), limit=MOST_SUGGESTIONS, processor=spelling)
        _ask(reading, rows, header, f"gemeente '{wanted}' staat niet in dit bestand.", [name for name, _, _ in near])
        return None
    if len(named) == 1:
        return spelling(next(iter(named)))
    _ask(reading, rows, header, f"dit bestand heeft {len(named)} gemeenten. Wij lezen er één in.", sorted(named))
    return None


def _own_name(reading: Reading) -> str:
    """What the settings call the only municipality of the workspace."""
    return reading.known.settings(reading.known.municipality or "", None).municipality_label


def _ask(reading: Reading, rows: Iterable[Row], header: str, what: str, names: list[str]) -> None:
    first = next(iter(rows))
    reading.wrong(first, "municipality_name", WHICH_MUNICIPALITY, what, "één gemeente", "Kies de gemeente.", header)
    reading.suggestions[MUNICIPALITY, header] = tuple(names)


# ------------------------------------------------------------------------------------------------------- the two registers


def _id_column(reading: Reading) -> str:
    return "lrk_id" if reading.loaded.kind == CHILDCARE_REGISTER else "branch"


def _childcare(reading: Reading, row: Row) -> dict[str, Any] | None:
    kind = reading.word(row, "type", "register_kind") if reading.filled(row, "type") else None
    lrk_id, name = reading.filled(row, "lrk_id"), reading.filled(row, "name")
    if kind == LEFT_OUT:
        reading.counted[CHILDMINDERS] += 1
        return None
    if not (kind and lrk_id and name):
        return None
    status = reading.words.code("register_status", row["status"])
    if row["status"] and status is None:
        reading.note_name(UNKNOWN_STATUS, row["status"])
    if status == ENDED:
        reading.counted[CLOSED] += 1
    care_type = reading.words.code("care_type", row["type"])
    has_ve = reading.words.code("yes_no", row["has_ve"]) if row["has_ve"] else None
    return _location(
        row, f"lrk-{lrk_id}", kind, care_types=[care_type] if care_type else None, is_active=status != ENDED,
        lrk_id=lrk_id, brin_vestiging=None, has_ve=None if has_ve is None else has_ve == "true",
    )  # fmt: skip


def _school(reading: Reading, row: Row) -> dict[str, Any] | None:
    institution, branch = reading.filled(row, "institution"), reading.filled(row, "branch")
    if not (institution and branch and reading.filled(row, "name")):
        return None
    brin = branch if len(branch) > BRANCH_LENGTH else f"{institution}{branch.zfill(BRANCH_LENGTH)}"
    return _location(
        row, brin, SCHOOL, care_types=None, is_active=True, lrk_id=None, brin_vestiging=brin, has_ve=None
    )  # fmt: skip


def _location(row: Row, location_id: str, kind: str, **own: Any) -> dict[str, Any]:
    return {
        "location_id": location_id, "name": row["name"], "kind": kind, "area": None,
        "organisation": row["organisation"] or None, "delivery": None, "postcode": postcode_of(row["postcode"]) or None,
        "house_number": house_number_of(row["address"]) or None, **own,
    }  # fmt: skip


def _under_own_code(reading: Reading, rows: Iterable[dict[str, Any]]) -> None:
    """A location that a list of one's own told of, with its number in the register, keeps its code: it is one location."""
    for row in rows:
        codes = codes_with_its_number(reading.known, row)
        if len(codes) == 1 and row["location_id"] not in codes:
            row["location_id"] = codes.pop()
            reading.note_name(SAME, f"{row['name']} ({row['location_id']})")


def _note_twice(reading: Reading, rows: Iterable[dict[str, Any]]) -> None:
    times = Counter(row["name"] for row in rows)
    for name in [name for name, n in times.items() if n > 1][:MOST_TWICE]:
        reading.note_name(TWICE, name)
