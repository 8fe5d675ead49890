"""One thing that is wrong with a file that an administrator wrote: a catalogue, or the people and their roles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` counts as in the file (the header is row 1), 0 when it is about the file as a whole. Texts are Dutch.

    `what` says what is wrong with `value`, `expected` what would be right (when that is more than the remedy says),
    `remedy` what to do.
    """

    file: str
    row: int
    column: str
    value: str
    what: str
    remedy: str
    expected: str = ""
    is_passing: bool = False
    """Whether it may be gone when the file is read again, with the file as it is: a disk that is busy."""

    def __str__(self) -> str:
        where = [self.file, f"regel {self.row}" if self.row else "", f"kolom {self.column}" if self.column else ""]
        return f"{', '.join(part for part in where if part)}: {self.what} {self.remedy}".strip()
