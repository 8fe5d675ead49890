"""What columns each table has and what words stand for: data/catalogue/columns.csv as records.

One file drives the recognition of headers, the templates and the sheet that explains them. Its rows with the table
`privacy` name headers that are refused; rows of kind `word` are the fixed vocabularies (yes and no, directions).
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor import paths
from monitor.catalogue import Catalogue, read_rows, spelling, split

SCORES, SUMMARIES, FINDINGS = "scores", "summaries", "findings"
TABLES = (SCORES, SUMMARIES, FINDINGS)
TABLE_NAMES = {SCORES: "scores per groep", SUMMARIES: "cijfers per opvangsoort", FINDINGS: "uitspraken uit rapporten"}
PRIVACY = "privacy"

# The column that takes the number when a measure has a column of its own.
VALUE = {SCORES: "score", SUMMARIES: "mean"}
NUMERIC = ("number", "count", "share")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `label` is its header in a template; `kind` says how its cells are read."""

    table: str
    column: str
    label: str
    aliases: tuple[str, ...]
    required: bool
    example: str
    kind: str
    explanation: str

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(spelling(word) for word in (self.label, self.column, *self.aliases))


def _all(catalogue: Catalogue) -> list[Column]:
    return [
        Column(
            row["table"], row["column"], row["label_nl"], split(row["aliases"]), row["required"] == "1", row["example"],
            row["kind"], row["explanation_nl"],
        )
        for row in read_rows("columns.csv", (*catalogue.folders, paths.CATALOGUE))
    ]  # fmt: skip


def tables(catalogue: Catalogue) -> dict[str, tuple[Column, ...]]:
    """The columns of each table that can be imported, in the order of the file."""
    found = _all(catalogue)
    return {table: tuple(c for c in found if c.table == table) for table in TABLES}


def private_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """Headers that tell of persons. An alias with a star counts anywhere in a header, the others only as a whole."""
    return tuple(c for c in _all(catalogue) if c.table == PRIVACY)


def vocabularies(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Of each fixed vocabulary: spelling -> code."""
    found: dict[str, dict[str, str]] = {}
    for entry in _all(catalogue):
        if entry.kind == "word":
            known = found.setdefault(entry.table, {})
            for word in entry.spellings:
                known.setdefault(word, entry.column)
    return found


def vocabulary_labels(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Of each fixed vocabulary: code -> the word that we write."""
    found: dict[str, dict[str, str]] = {}
    for entry in _all(catalogue):
        if entry.kind == "word":
            found.setdefault(entry.table, {})[entry.column] = entry.label
    return found
