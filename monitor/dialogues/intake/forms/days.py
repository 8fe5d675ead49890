"""Dates as form tools and people write them. Nothing is guessed: an order of day and month has to be the only possible one.

Naive times are local Dutch time; a written offset is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from monitor.clock import ZONE
from monitor.wording.numbers import MONTHS, MONTHS_SHORT

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = (DAY_FIRST, MONTH_FIRST)
NOT_RECORDED = date(1980, 1, 1)  # LimeSurvey writes this when a survey keeps no dates
EPOCH = datetime(1899, 12, 30)  # of spreadsheets
SERIAL = range(30_000, 80_000)  # day numbers of a spreadsheet between 1982 and 2119

_NUMBERS = re.compile(
    r"(?P<a>\d{1,4})[-/. ](?P<b>\d{1,2})[-/. ](?P<c>\d{1,4})"
    r"(?:[T, ]+(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:\.\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
    r"\s*(?P<zone>Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?)?"
)
_WORDS = re.compile(r"(?:[a-z]+\s+)?(?P<day>\d{1,2})(?:e|ste|de)?\s+(?P<month>[a-z]+)\.?(?:\s+'?(?P<year>\d{2,4}))?")
_MONTHS = {name: n for names in (MONTHS, MONTHS_SHORT) for n, name in enumerate(names, start=1)} | {
    "mar": 3, "may": 5, "oct": 10, "march": 3, "june": 6, "july": 7,
}  # fmt: skip


@lru_cache(maxsize=65_536)
def read(text: str, order: str = DAY_FIRST, near: int | None = None) -> datetime | None:
    """The moment that a text tells, or None. `near` is the year of a date that names none ("12 mei")."""
    text = text.strip()
    if not text:
        return None
    if found := _NUMBERS.fullmatch(text):
        return _from_numbers(found, order)
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in SERIAL:
        moment = EPOCH + timedelta(days=float(text))
        return _to_second(moment)
    if found := _WORDS.fullmatch(text.casefold()):
        return _from_words(found, near)
    return None


def _from_numbers(found: re.Match[str], order: str) -> datetime | None:
    a, b, c = (int(found[name]) for name in "abc")
    if len(found["a"]) > 2:
        year, month, day = a, b, c
    else:
        day, month = (a, b) if order == DAY_FIRST else (b, a)
        year = c if len(found["c"]) > 2 else 2000 + c
    hour = int(found["h"] or 0)
    if half := (found["half"] or "").lower().replace(".", ""):
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        moment = datetime(year, month, day, hour, int(found["m"] or 0), int(found["s"] or 0))
    except ValueError:
        return None
    return _local(moment, found["zone"]) if found["zone"] else moment


def _local(moment: datetime, zone: str) -> datetime:
    digits = re.fullmatch(r"(?:Z|(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?)", zone)
    offset = timedelta()
    if digits and digits[1]:
        offset = timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0)) * (-1 if digits[1] == "-" else 1)
    return (moment - offset).replace(tzinfo=UTC).astimezone(ZONE).replace(tzinfo=None)


def _from_words(found: re.Match[str], near: int | None) -> datetime | None:
    month = _MONTHS.get(found["month"])
    year = int(found["year"]) if found["year"] else near
    if month is None or year is None:
        return None
    try:
        return datetime(year if year > 99 else 2000 + year, month, int(found["day"]))
    except ValueError:
        return None


def _to_second(moment: datetime) -> datetime:
    """A spreadsheet keeps a time as a part of a day, which is seldom a whole second."""
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def possible_orders(
    values: Iterable[str], pairs: Sequence[tuple[str, str]], in_window: Callable[[date], bool]
) -> tuple[str, ...]:
    """The orders of day and month in which these texts can be read; one when it is certain, or when it does not matter.

    The order counts in which most values are dates and no form was sent before it was begun (`pairs`). When both
    count, the one in which all dates fall in the time that the forms were out goes before one in which some do not.
    """
    written = list(dict.fromkeys(value for value in values if value.strip()))
    read_as = {order: [read(value, order) for value in written] for order in ORDERS}
    if read_as[DAY_FIRST] == read_as[MONTH_FIRST]:
        return (DAY_FIRST,)
    unread = {order: read_as[order].count(None) for order in ORDERS}
    left = [order for order in ORDERS if unread[order] == min(unread.values())]
    left = [order for order in left if not any(_backwards(a, b, order) for a, b in pairs)] or left
    if len(left) > 1:
        inside = [order for order in left if all(in_window(m.date()) for m in read_as[order] if m)]
        left = inside if len(inside) == 1 else left
    return tuple(left)


def _backwards(start: str, end: str, order: str) -> bool:
    begun, done = read(start, order), read(end, order)
    return begun is not None and done is not None and begun > done
