"""The Dutch sentences about wrong cells. Each says where, what, and what to do; nothing is repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.ingest.report import Problem
from monitor.wording.numbers import MONTHS, plain

MOST_LISTED = 12
LONGEST_VALUE, LONGEST_TEXT = 200, 600
"""Signs of a cell, and of what is said about it: a cell may hold a whole book, and a screen shows many problems."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is: `header` is the column as the file writes it; `more` counts further rows with the same."""

    file: str
    sheet: str
    row: int | None
    header: str = ""
    more: int = 0

    def __str__(self) -> str:
        header = short(self.header)
        if self.row is None:
            return f"Kolom {header}: " if header else ""
        more = f" (en nog {self.more} {'regel' if self.more == 1 else 'regels'})" if self.more else ""
        return f"Regel {self.row}{more}, kolom {header}: " if header else f"Regel {self.row}{more}: "

    def problem(self, code: str, what: str, expected: str, remedy: str, value: str = "") -> Problem:
        if len(value) > LONGEST_VALUE:
            what, remedy = what.replace(value, short(value)), remedy.replace(value, short(value))
        what, expected, remedy = (short(text, LONGEST_TEXT) for text in (what, expected, remedy))
        message = f"{self}{what} {remedy}".strip()
        header = short(self.header)
        return Problem(self.file, self.sheet, self.row, header, short(value), expected, remedy, message, code)


def short(text: str, longest: int = LONGEST_VALUE) -> str:
    """A text as it is, or its beginning when it is too long to be shown."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


Text = tuple[str, str, str]  # what is wrong, what is expected, what to do


def number_problem(code: str, found: Mapping[str, Any]) -> Text:
    """The text about one wrong number or day; `found` has value, low and high."""
    value = shown(found["value"])
    return NUMBER_PROBLEMS[code](value, found["low"], found["high"])


def shown(text: str | None) -> str:
    """A number as it was typed, with a decimal comma; other text between quotes."""
    text = short((text or "").strip())
    return text.replace(".", ",") if re.fullmatch(r"[+−-]?\d+([.,]\d+)?", text) else f"'{text}'"


def _empty(value: str, low: float | None, high: float | None) -> Text:
    scale = f"een getal van {plain(low)} tot {plain(high)}" if low is not None and high is not None else "een waarde"
    return "deze cel is leeg.", scale, "Vul de cel in of haal de regel weg."


def _not_number(value: str, low: float | None, high: float | None) -> Text:
    on = _iso_day(value.strip("'"))
    if on:
        remedy = f"Maakte Excel er een datum van? Bedoelt u {on.day},{on.month}? Zet de cel op Tekst en typ het getal."
        return f"{on.day} {MONTHS[on.month - 1]} {on.year} is een datum, geen getal.", "een getal", remedy
    remedy = "Haal de tekst bij het getal weg." if re.search(r"\d", value) else "Vul een getal in, bijvoorbeeld 4,6."
    return f"{value} is geen getal.", "een getal zoals 4,6 of 4.6", remedy


def _iso_day(text: str) -> date | None:
    """A day as Excel hands it over; None for what only looks like one (2026-13-45)."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def _too_high(value: str, low: float | None, high: float | None) -> Text:
    scale = f"een getal van {plain(low)} tot {plain(high)}"
    return f"{value} is hoger dan {plain(high)}.", scale, comma_forgotten(value, low, high) or "Kijk het getal na."


def _too_low(value: str, low: float | None, high: float | None) -> Text:
    return f"{value} is lager dan {plain(low)}.", f"een getal van {plain(low)} tot {plain(high)}", "Kijk het getal na."


def comma_forgotten(value: str, low: float | None, high: float | None) -> str:
    """Asks whether a comma was forgotten, and perhaps two digits swapped: 73 -> 7,3 or 3,7. Empty when none fits."""
    digits = value if re.fullmatch(r"[0-9]{2,9}", value) else ""
    if len(digits) < 2 or low is None or high is None:
        return ""
    if len(digits) == 2:
        asked = list(dict.fromkeys([f"{digits[0]},{digits[1]}", f"{digits[1]},{digits[0]}"]))
    else:
        asked = [f"{digits[:cut]},{digits[cut:]}" for cut in range(1, len(digits))]
        asked = [text for text in asked if _fits(text, low, high)]
    return f"Bedoelt u {' of '.join(asked)}?" if any(_fits(text, low, high) for text in asked) else ""


def _fits(text: str, low: float, high: float) -> bool:
    return low <= float(text.replace(",", ".")) <= high


def _not_share(value: str, low: float | None, high: float | None) -> Text:
    number = re.fullmatch(r"[0-9]{1,3}", value) and 1 < int(value) <= 100
    remedy = f"Bedoelt u {value}%?" if number else "Schrijf bijvoorbeeld 12% of 0,12."
    return f"{value} is geen deel van het geheel.", "een deel zoals 12% of 0,12", remedy


CHECK = "Kijk het getal na."
NUMBER_PROBLEMS: dict[str, Callable[[str, float | None, float | None], Text]] = {
    "empty": _empty,
    "not_number": _not_number,
    "too_high": _too_high,
    "too_low": _too_low,
    "not_share": _not_share,
    "not_date": lambda value, low, high: (
        f"{value} is geen datum.", "een datum zoals 3-6-2026", "Schrijf dag, maand en jaar, bijvoorbeeld 3-6-2026.",
    ),
    "not_count": lambda value, low, high: (f"{value} is geen aantal.", "een heel getal vanaf 1", CHECK),
    "negative": lambda value, low, high: (f"{value} is te laag.", "een getal boven 0", CHECK),
    "sd_too_large": lambda value, low, high: (
        f"{value} is te groot. Met dit gemiddelde kan de sd niet hoger zijn dan {plain(round(high or 0, 2))}.",
        "een sd die bij de schaal past", CHECK,
    ),
    "min_above_mean": lambda value, low, high: (
        f"{value} is hoger dan het gemiddelde ({plain(low)}).", "een getal onder het gemiddelde", CHECK,
    ),
    "max_below_mean": lambda value, low, high: (
        f"{value} is lager dan het gemiddelde ({plain(low)}).", "een getal boven het gemiddelde", CHECK,
    ),
    "min_above_max": lambda value, low, high: (
        f"{value} is hoger dan de hoogste score ({plain(low)}).", "een getal onder de hoogste score", CHECK,
    ),
    "shares_above_one": lambda value, low, high: (
        "samen met het andere aandeel is dit meer dan 100%.", "samen hoogstens 100%", CHECK,
    ),
    "not_address": lambda value, low, high: (
        "dit is geen webadres.", "een adres dat begint met https://", "Schrijf het hele adres, met https://.",
    ),
}  # fmt: skip


def listed(words: list[str]) -> str:
    """Words for the sentence "expected": the first twelve, and how many more there are."""
    extra = f" (en nog {len(words) - MOST_LISTED})" if len(words) > MOST_LISTED else ""
    return ", ".join(words[:MOST_LISTED]) + extra
