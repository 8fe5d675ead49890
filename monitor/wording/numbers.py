"""Numbers, dates and lists as Dutch readers write them. Pure functions, text out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MISSING, MISSING_IN_TABLE = "geen cijfer", "."
MINUS = "\u2212"
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

MOST_DECIMALS = 4


def is_number(value: object) -> bool:
    """Whether there is a figure at all: None, NaN and infinity are not."""
    return isinstance(value, int | float) and math.isfinite(value)


def rounded(value: float, decimals: int = 1) -> Decimal:
    """Half-up on the number as written: 5.35 gives 5.4, where binary rounding gives 5.3. Never minus zero."""
    result = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(result) if result.is_zero() else result


def nl(value: float | None, decimals: int = 1, plus: bool = False, table: bool = False) -> str:
    """A number in Dutch: 4,6; 12.340; −0,3. `plus` is for differences only: +0,3.

    Running text has a thousands point from 10.000, a table from 1.000. No figure gives "geen cijfer" (table: ".").
    """
    if value is None or not is_number(value):
        return MISSING_IN_TABLE if table else MISSING
    number = rounded(value, decimals)
    size = abs(number)
    grouped = f"{size:,.{decimals}f}" if size >= (1000 if table else 10000) else f"{size:.{decimals}f}"
    sign = MINUS if number < 0 else "+" if plus and number > 0 else ""
    return sign + grouped.replace(",", "_").replace(".", ",").replace("_", ".")


def plain(value: float | None) -> str:
    """A setting without needless zeros: 0,25; 0,3; 5."""
    if value is None or not is_number(value):
        return MISSING
    return nl(value, own_decimals(value))


def own_decimals(value: float) -> int:
    """How many decimals a number has as it is written: 0 for 82.0, 1 for 7.5."""
    return max(0, -int(Decimal(repr(float(value))).normalize().as_tuple().exponent))


def enough_decimals(*values: float, decimals: int = 1) -> int:
    """The decimals with which none of these looks like 0 while it is not (0,04 is not 0,0). At most four."""
    shown = [value for value in values if value]
    while decimals < MOST_DECIMALS and any(rounded(value, decimals).is_zero() for value in shown):
        decimals += 1
    return decimals


def amount(value: float, plus: bool = False) -> str:
    """A difference with one decimal, or more when it would look like zero."""
    return nl(value, enough_decimals(value), plus)


def margin(low: float, high: float, plus: bool = False) -> str:
    """A margin: "0,1 tot 0,6"; "0,04 tot 0,58" when an end would look like zero, "5,68 tot 5,74" when both look the same."""
    decimals = enough_decimals(low, high)
    if low != high and rounded(low, decimals) == rounded(high, decimals):
        decimals += 1
    return f"{nl(low, decimals, plus)} tot {nl(high, decimals, plus)}"


def percent(share: float | None, n: int | None = None, table: bool = False) -> str:
    """A share (0 to 1) as 64%. One decimal only when it rests on 200 or more: below that it promises too much."""
    if share is None or not is_number(share):
        return MISSING_IN_TABLE if table else MISSING
    return nl(share * 100, 1 if n is not None and n >= 200 else 0) + "%"


def chances(*probabilities: float) -> list[str]:
    """Probabilities that add up to one as whole percentages, never as 0% or 100% when they are not certain."""
    texts = []
    for p in probabilities:
        if p < 0.01:
            texts.append("minder dan 1%")
        elif p > 0.99:
            texts.append("meer dan 99%")
        else:
            texts.append(percent(p))
    return texts


def out_of(part: int, whole: int) -> str:
    """23 van 36."""
    return f"{nl(part, 0)} van {nl(whole, 0)}"


def percent_out_of(part: int, whole: int) -> str:
    """64% (23 van 36): a percentage never stands alone."""
    return f"{percent(part / whole if whole else None, whole)} ({out_of(part, whole)})"


def count(n: int, singular: str, plural: str) -> str:
    """1 groep, 2 groepen, 0 groepen."""
    return f"{nl(n, 0)} {singular if n == 1 else plural}"


def is_or_are(n: int) -> str:
    return "is" if n == 1 else "zijn"


def _date(value: date | str) -> date | None:
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            return None
    return value.date() if isinstance(value, datetime) else value


def date_text(value: date | str | None) -> str:
    """3 juni 2026. Takes a date or ISO text; text that is no full date ("2023", "mei 2024") comes back as it is."""
    if not value:
        return MISSING
    day = _date(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else str(value)


def date_table(value: date | str | None) -> str:
    """03-06-2026."""
    if not value:
        return MISSING_IN_TABLE
    day = _date(value)
    return f"{day:%d-%m-%Y}" if day else str(value)


def month_as_number(text: str) -> str:
    """The day of `date_text` with digits only: "1 september 2026" gives "1-9-2026". Other text comes back as it is."""
    parts = text.lower().split()
    if len(parts) != 3 or parts[1] not in MONTHS:
        return text
    return f"{parts[0]}-{MONTHS.index(parts[1]) + 1}-{parts[2]}"


def time(value: datetime) -> str:
    """14.32 uur."""
    return f"{value:%H.%M} uur"


def listing(items: Sequence[str]) -> str:
    """a, b en c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} en {items[-1]}"


def capital(text: str) -> str:
    """With a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """With a small first letter, unless it is an abbreviation (BSO)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
