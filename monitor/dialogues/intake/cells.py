"""What one cell of a list says: a day, a count that may be absent, a list of names. Pure functions, nothing guessed."""

from __future__ import annotations

import re
from datetime import date

from monitor.catalogue import spelling
from monitor.clock import FIRST_YEAR, LAST_YEAR
from monitor.dialogues.words import MISSING, SUPPRESSED, VALUE, Words
from monitor.wording.numbers import MONTHS

MASK = "-1"
"""How the national school register writes a count that it does not tell."""

_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: 00:00(?::00)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)\.? (\d{4})")
_WHOLE = re.compile(r"[+]?(\d{1,12})(?:[.,]0{1,2})?")
_NUMBER = re.compile(r"([+−-]?\d{1,12}(?:[.,]\d+)?)\s*(%?)")
_FEWER_THAN = re.compile(r"[<≤]\s*\d+")
_ADDRESS = re.compile(r"(?:.*\s)?(\d{1,5})(?:\s?[-/]?\s?[A-Za-z0-9]{1,6})?")


def day_of(text: str) -> date | None:
    """3-6-2026, 03/06/2026, 2026-06-03 and 3 juni 2026 as a day; None for anything else."""
    text = " ".join(text.lower().split())
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif (found := _IN_WORDS.fullmatch(text)) and (named := _month(found[2])):
        day, month, year = int(found[1]), named, int(found[3])
    else:
        return None
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _month(text: str) -> int | None:
    return next(
        (n for n, name in enumerate(MONTHS, start=1) if text in (name, name[:3]) or text == _SHORT.get(n)), None
    )


_SHORT = {3: "mrt", 9: "sept"}


def year_of(text: str) -> int | None:
    found = _WHOLE.fullmatch(text.strip())
    return int(found[1]) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None


def state_of(text: str, words: Words) -> str | None:
    """Why there is no number (suppressed, missing, not asked), or None when the text is something else."""
    text = " ".join(text.lower().split())
    if not text:
        return MISSING
    if _FEWER_THAN.fullmatch(text) or text == MASK:
        return SUPPRESSED
    for word in words.by_kind["value_state"].values():
        if word.code != VALUE and (
            text in word.aliases or spelling(text) in _letters(word.code, word.label, *word.aliases)
        ):
            return word.code
    return None


def _letters(*texts: str) -> set[str]:
    """Spellings with letters; a sign next to a digit ("<5") must not make the digit a word."""
    return {word for word in map(spelling, texts) if re.search(r"[a-z]", word)}


def count_of(text: str) -> int | None:
    """A whole number from 0, or None. 12,0 is whole; 1.000 is not read, because it may be a thousand or one."""
    found = _WHOLE.fullmatch(text.strip())
    return int(found[1]) if found else None


def number_of(text: str) -> tuple[float, str] | None:
    """A number and its unit ("%" or empty), or None."""
    found = _NUMBER.fullmatch(text.strip())
    return (float(found[1].replace(",", ".").replace("−", "-")), found[2]) if found else None


def parts_of(text: str) -> list[str]:
    """The names in a cell with a list: between them stands ; or | or a new line."""
    return [part.strip() for part in re.split(r"[;|\n\r]+", text) if part.strip()]


def house_number_of(address: str) -> str:
    """The house number at the end of an address, without its addition: "Laan van 1940 12-A" is 12."""
    found = _ADDRESS.fullmatch(address.strip())
    return found[1] if found else ""


def postcode_of(text: str) -> str:
    """1234 ab -> 1234AB; another text as it is."""
    plain = re.sub(r"\s+", "", text).upper()
    return plain if re.fullmatch(r"\d{4}[A-Z]{2}", plain) else text.strip()
