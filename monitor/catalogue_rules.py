"""What each cell of a catalogue file may hold: one table, read by `monitor.catalogue_check`."""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor import catalogue
from monitor.catalogue import STRUCTURE_FILES, split

SETTINGS, PERIODS, CARE_TYPES, MEASURES = STRUCTURE_FILES

Complaint = tuple[str, str, str]  # what, expected, remedy
CellCheck = Callable[[str], Complaint | None]


def _one_of(*allowed: str) -> CellCheck:
    listed = f"{', '.join(allowed[:-1])} of {allowed[-1]}"
    return lambda value: None if value in allowed else (f"'{value}' kennen we niet.", listed, f"Kies {listed}.")


def _pattern(regex: str, expected: str, example: str) -> CellCheck:
    complaint = (expected, f"Schrijf het bijvoorbeeld zo: {example}.")
    return lambda value: None if re.fullmatch(regex, value) else (f"'{value}' kan hier niet.", *complaint)


def _number(
    least: float | None = None, above: float | None = None, whole: bool = False, expected: str = "een getal"
) -> CellCheck:
    def check(value: str) -> Complaint | None:
        if re.fullmatch(r"-?\d+,\d+", value):
            point = value.replace(",", ".")
            return f"'{value}' heeft een komma.", "een getal met een punt", f"Schrijf {point}, met een punt."
        number = decimal_number(value)
        if number is None or (whole and not value.isdecimal()):
            return f"'{value}' kunnen we niet lezen als getal.", expected, f"Vul {expected} in."
        if (least is not None and number < least) or (above is not None and number <= above):
            return f"{value} is te laag.", expected, f"Vul {expected} in."
        return None

    return check


def _numbers(check: CellCheck) -> CellCheck:
    """A list of numbers, separated by semicolons."""
    return lambda value: next((complaint for complaint in map(check, split(value)) if complaint), None)


def decimal_number(text: str) -> float | None:
    """A number with a decimal point, or None."""
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


FILLED, PRESENT, OPTIONAL = "filled", "present", "optional"  # every cell filled; the column is there; may be left out
CODE = _pattern("[a-z][a-z0-9_]*", "kleine letters, cijfers en _", "een_code")
PERIOD_CODE = _pattern("[a-z0-9]+([-_][a-z0-9]+)*", "kleine letters, cijfers en streepjes", "2030-2031")
SLUG = _pattern("[a-z0-9]+([-_][a-z0-9]+)*", "kleine letters, cijfers en streepjes", "brengen_en_halen")
POSITIVE = _number(above=0, expected="een getal boven 0")

NAMES = (("slug", FILLED, SLUG), ("label_nl", FILLED, None))
WORDS = (("aliases", OPTIONAL, None), ("explanation_nl", OPTIONAL, None))
FILES: dict[str, tuple[tuple[str, str, CellCheck | None], ...]] = {
    SETTINGS: (("key", FILLED, CODE), ("value", PRESENT, None), ("explanation", OPTIONAL, None)),
    PERIODS: (
        ("code", FILLED, PERIOD_CODE), *NAMES, ("midpoint", FILLED, _number(expected="een jaartal, zoals 2018.0")),
        ("role", PRESENT, _one_of(catalogue.BASELINE, catalogue.DIP, catalogue.CURRENT)), *WORDS,
    ),
    CARE_TYPES: (
        ("code", FILLED, CODE), *NAMES, ("sentence_nl", FILLED, None), ("who_nl", OPTIONAL, None),
        ("parent", OPTIONAL, None), ("members", OPTIONAL, None), *WORDS,
    ),
    MEASURES: (
        ("code", FILLED, CODE), *NAMES, ("sentence_nl", FILLED, None), ("parent", OPTIONAL, None),
        ("block", FILLED, CODE), ("role", FILLED, _one_of(catalogue.DIMENSION, catalogue.EXTRA, catalogue.PART)),
        ("polarity", FILLED, _one_of(catalogue.HIGHER, catalogue.LOWER, catalogue.NEUTRAL)),
        ("unit", FILLED, _one_of(catalogue.POINTS, catalogue.PERCENT)),
        ("scale_min", FILLED, _number()), ("scale_max", FILLED, _number()),
        ("delta", FILLED, POSITIVE), ("delta_strip", OPTIONAL, _numbers(POSITIVE)),
        ("n_min", OPTIONAL, _number(least=2, whole=True, expected="een heel getal vanaf 2")),
        ("deff", OPTIONAL, _number(least=1, expected="een getal vanaf 1")),
        ("tail_low", OPTIONAL, _number()), ("tail_high", OPTIONAL, _number()),
        ("reported_by", OPTIONAL, _one_of(catalogue.OBSERVED, catalogue.SELF_REPORTED)),
        ("applies_to_parts", OPTIONAL, _one_of("0", "1")), ("scale_note_nl", OPTIONAL, None), *WORDS,
    ),
}  # fmt: skip
