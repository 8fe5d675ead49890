"""One thing that is wrong in a file of the administrator, said so that it can be mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as in the file (the header is row 1), 0 when it is about the file as a whole. Texts are Dutch."""

    file: str
    row: int
    column: str
    value: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = [self.file, f"regel {self.row}" if self.row else "", f"kolom {self.column}" if self.column else ""]
        return f"{', '.join(part for part in where if part)}: {self.what} {self.remedy}".strip()
