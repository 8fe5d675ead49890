"""What is wrong with the wording files of a catalogue: missing columns, and templates with a slot that does not exist."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from monitor import paths
from monitor.catalogue import read_file

# A slot that a template may use stands in one of these; the sentence around a slot without a value is left out.
TEMPLATE_END = "_nl"

Found = tuple[int, str, str, tuple[str, str, str]]  # row, column, value, (what, expected, remedy)


def text_problems(path: Path, slots: frozenset[str]) -> Iterator[Found]:
    """The problems of one wording file, held against the shipped file of the same name and the slots that exist."""
    try:
        columns, rows = read_file(path)
        wanted, _ = read_file(paths.CATALOGUE / path.name.lower())
    except csv.Error:
        complaint = ("Dit bestand kunnen we niet lezen.", "een CSV-bestand", "Bewaar het als CSV (UTF-8).")
        yield 0, "", "", complaint
        return
    for column in wanted:
        if column not in columns:
            yield 0, column, "", ("Deze kolom ontbreekt.", "de kolom", "Voeg de kolom toe.")
    for number, row in rows:
        for column, text in row.items():
            if column.endswith(TEMPLATE_END):
                yield from ((number, column, text, complaint) for complaint in _template_problems(text, slots))


def _template_problems(text: str, slots: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    try:
        used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        yield f"In '{text}' staat een accolade te veel of te weinig.", "hele accolades", "Kijk de accolades na."
        return
    for name in sorted(used - slots):
        listed = ", ".join(sorted(slots))
        yield f"De plek '{{{name}}}' kennen we niet.", listed, f"Kies uit: {listed}."
