"""Columns that tell of persons, known by their header or by what stands in their cells. They are never stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from monitor.catalogue import spelling
from monitor.ingest.columns import Column

SAMPLE_ROWS = 5_000
ALWAYS_REFUSED = ("birth_date", "citizen_number")
"""Kinds of personal data with which a file is not read at all, whatever it is."""
LEAST_VALUES, MOST_OF = 3, 0.6
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?:\+31|0031|0)[1-9]\d{8}")


def columns_of_persons(
    rows: Sequence[Sequence[str]],
    header_row: int,
    private: Sequence[Column],
    known: Collection[int] = (),
    trusted: Collection[int] = (),
) -> dict[int, Column]:
    """Which columns of a table tell of persons, and of what kind: index -> kind. `header_row` counts from 1.

    The headers of `known` columns are not looked at, and of `trusted` ones neither headers nor cells.
    """
    headers = [" ".join(cell.split()) for cell in rows[header_row - 1]]
    sample = rows[header_row : header_row + SAMPLE_ROWS]
    found: dict[int, Column] = {}
    for index in range(max(map(len, [headers, *sample]))):
        if index in trusted:
            continue
        header = headers[index] if index < len(headers) and index not in known else ""
        what = private_header(header, private) or private_values([r[index] for r in sample if index < len(r)], private)
        if what:
            found[index] = what
    return found


def private_header(header: str, private: Sequence[Column]) -> Column | None:
    """The kind of personal data that a header names, or None."""
    words = f"_{spelling(header)}_"
    for column in private:
        for alias in column.aliases:
            word = spelling(alias)
            if words == f"_{word}_" or (alias.startswith("*") and f"_{word}_" in words):
                return column
    return None


def private_values(values: Sequence[str], private: Sequence[Column]) -> Column | None:
    """The kind of personal data that most different values of a column look like, or None."""
    different = {value.strip() for value in values} - {""}
    if len(different) < LEAST_VALUES:
        return None
    for column in private:
        looks_like = VALUES.get(column.column)
        if looks_like and sum(map(looks_like, different)) >= MOST_OF * len(different):
            return column
    return None


def is_citizen_number(text: str) -> bool:
    """Nine digits that pass the test of eleven: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i is a multiple of 11."""
    digits = re.sub(r"[\s.-]", "", text)
    if not re.fullmatch(r"\d{9}", digits) or digits == "0" * 9:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def _is_phone(text: str) -> bool:
    return PHONE.fullmatch(re.sub(r"[\s().-]", "", text)) is not None


VALUES: dict[str, Callable[[str], bool]] = {
    "citizen_number": is_citizen_number,
    "email": lambda text: EMAIL.fullmatch(text) is not None,
    "phone": _is_phone,
}
