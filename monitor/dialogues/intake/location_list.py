"""The locations of a year as a workbook to complete: the columns of the template, filled with what is known.

A register knows no areas and no delivery. Read in again, the list changes what somebody filled in, and nothing else.
"""

from __future__ import annotations

from monitor.catalogue import Catalogue
from monitor.dialogues import words as vocabularies
from monitor.dialogues.records import Cycle, Location
from monitor.dialogues.words import Words
from monitor.ingest.columns import LOCATIONS, vocabulary_labels
from monitor.ingest.templates import Example, filled_xlsx
from monitor.records import DEMO, DEMO_STAMP
from monitor.wording.numbers import out_of

OPENING = (
    "Uw locaties, om aan te vullen.",
    "Vul de kolommen wijk en aanlevering in. Lees het bestand daarna weer in.",
    "Verander de codes niet. Aan de code herkennen wij de locatie.",
)


def location_list(cycle: Cycle, catalogue: Catalogue) -> bytes:
    """An XLSX file with a row for each location of the year, those that take no part too."""
    words = vocabularies.load(catalogue.folders)
    yes_no = vocabulary_labels(catalogue)["yes_no"]
    rows = [_row(location, cycle, catalogue, words, yes_no) for location in cycle.locations]
    stamp = (f"{DEMO_STAMP}.",) if cycle.origin == DEMO else ()
    return filled_xlsx(LOCATIONS, catalogue, cycle.settings, rows, (*stamp, *OPENING))


def without_area(cycle: Cycle) -> tuple[Location, ...]:
    """The locations that take part and have no area yet."""
    return tuple(location for location in cycle.active if not location.area)


def areas_sentence(cycle: Cycle) -> str:
    """How many locations have no area; empty when no location takes part."""
    n, of = len(without_area(cycle)), len(cycle.active)
    if not of:
        return ""
    if not n:
        return "Alle locaties die meedoen hebben een wijk."
    return f"{out_of(n, of).replace(' van ', ' van de ')} locaties die meedoen {_has(n)} nog geen wijk."


def _has(n: int) -> str:
    return "heeft" if n == 1 else "hebben"


def _row(location: Location, cycle: Cycle, catalogue: Catalogue, words: Words, yes_no: dict[str, str]) -> Example:
    """The cells of a location. The day of the internal dialogue stays empty: that is kept as it is."""
    care_types = [catalogue.care_types[c].label if c in catalogue.care_types else c for c in location.care_types]
    has_ve = "" if location.has_ve is None else _written(location.has_ve, yes_no)
    return {
        "location_id": location.location_id,
        "name": location.name,
        "kind": _slug(words, "location_kind", location.kind),
        "area": cycle.settings.area_label(location.area),
        "delivery": _slug(words, "delivery", location.delivery),
        "organisation": location.organisation,
        "is_active": _written(location.is_active, yes_no),
        "dialogue_year": cycle.year,
        "municipality": cycle.municipality,
        "postcode": location.postcode,
        "house_number": location.house_number,
        "lrk_id": location.lrk_id,
        "brin_vestiging": location.brin_vestiging,
        "care_types": "; ".join(care_types),
        "has_ve": has_ve,
    }


def _slug(words: Words, kind: str, code: str) -> str:
    word = words.by_kind[kind].get(code)
    return word.slug if word else code


def _written(value: bool, yes_no: dict[str, str]) -> str:
    return yes_no["true" if value else "false"]
