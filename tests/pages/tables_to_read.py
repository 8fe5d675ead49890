"""Files that a user might bring: summaries typed over from a report, made here cell by cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ("opvangsoort", "dimensie", "periode", "n", "gemiddelde", "sd", "bladzijde")
PERIODS = ("2017/2019", "2021/2022", "2022/2023")

# Made up for these tests: a dip and the way back for the one, nothing but growth for the other.
ROWS = (
    ("bso", "omgeving", (96, 58, 57), (4.2, 3.8, 4.2), 0.5, "12"),
    ("baby's", "educatief", (46, 44, 42), (3.5, 3.5, 4.3), 0.5, "14"),
)


def summary_rows() -> list[tuple]:
    return [
        (care_type, measure, period, n, mean, sd, page)
        for care_type, measure, counts, means, sd, page in ROWS
        for period, n, mean in zip(PERIODS, counts, means, strict=True)
    ]


def xlsx(rows: Sequence[Sequence], header: Sequence[str] = HEADER) -> bytes:
    book = Workbook()
    book.active.append(list(header))
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def good_file() -> bytes:
    return xlsx(summary_rows())


def broken_file() -> bytes:
    """The first mean is 42: the comma was forgotten. It stands in row 2, column gemiddelde."""
    first, *others = summary_rows()
    return xlsx([(*first[:4], 42, *first[5:]), *others])


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
