"""What columns each table has and what words stand for: data/catalogue/columns.csv as records.

One file drives the recognition of headers, the templates and the sheet that explains them. Its rows with the table
`privacy` name headers that are refused; rows of kind `word` are the fixed vocabularies (yes and no, directions).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor import paths
from monitor.catalogue import Catalogue, read_rows, spelling, split

SCORES, SUMMARIES, FINDINGS = "scores", "summaries", "findings"
TABLES = (SCORES, SUMMARIES, FINDINGS)
"""The national tables, checked with queries."""

LOCATIONS, FLOWS, DIALOGUES, ACTIONS, SERIES = "locations", "flows", "dialogues", "actions", "series"
LISTS = (LOCATIONS, FLOWS, DIALOGUES, ACTIONS, SERIES)
"""The lists of the local dialogue, in the order in which they refer to each other."""
CHILDCARE_REGISTER, SCHOOL_REGISTER = "lrk", "school_register"
REGISTERS = (CHILDCARE_REGISTER, SCHOOL_REGISTER)
"""National registers that are read as locations."""
LOCAL = (*LISTS, *REGISTERS)

OWN_SCORES = "own_scores"
"""The scores of one location: read for one person, never kept in the workspace."""
QUESTIONS = "questions"
"""Questions of members for a consultation."""

TABLE_NAMES = {
    SCORES: "scores per groep", SUMMARIES: "cijfers per opvangsoort", FINDINGS: "uitspraken uit rapporten",
    LOCATIONS: "locaties", FLOWS: "doorstroom", DIALOGUES: "dialogen", ACTIONS: "acties", SERIES: "reeksen",
    CHILDCARE_REGISTER: "het Landelijk Register Kinderopvang", SCHOOL_REGISTER: "de scholenlijst van DUO",
    OWN_SCORES: "eigen scores", QUESTIONS: "vragen van leden",
}  # fmt: skip
PRIVACY = "privacy"
THEME, FREE, FREE_THEME = "theme:", "free:", "free_theme"
"""A column of a theme is named THEME + its code, of one that was chosen freely FREE + its spelling. A user who maps a
header to FREE_THEME says that it is such a free theme."""

# The column that takes the number when a measure has a column of its own.
VALUE = {SCORES: "score", SUMMARIES: "mean", OWN_SCORES: "score"}
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
    """The columns of each table that can be imported, in the order of the file. Dialogues are without their themes."""
    found = _all(catalogue)
    return {table: tuple(c for c in found if c.table == table) for table in (*TABLES, *LOCAL, OWN_SCORES, QUESTIONS)}


def tables_read_as(kind: str) -> tuple[str, ...]:
    """The tables that a file may be when a user says what it is: registers are locations too."""
    return (LOCATIONS, *REGISTERS) if kind == LOCATIONS else (kind,)


class ThemeLike(Protocol):
    """What a column needs to know of a theme of the dialogue."""

    @property
    def code(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def mandatory(self) -> bool: ...


def theme_columns(themes: Iterable[ThemeLike]) -> tuple[Column, ...]:
    """A column with 1 or 0 for each theme."""
    return tuple(
        Column(
            DIALOGUES, f"{THEME}{theme.code}", theme.label, (theme.code, theme.slug, theme.short, *theme.aliases), False,
            "1" if theme.mandatory else "0", "mark", "1 als het thema is besproken, anders 0.",
        )
        for theme in themes
    )  # fmt: skip


def free_theme_columns(headers: Iterable[str]) -> tuple[Column, ...]:
    """A column with 1 or 0 for each header that a user said to be a theme of its own."""
    spellings = dict.fromkeys(spelling(header) for header in headers)
    return tuple(
        Column(DIALOGUES, f"{FREE}{word}", word, (), False, "", "mark", "1 als het thema is besproken, anders 0.")
        for word in spellings if word
    )  # fmt: skip


def with_themes(known: Mapping[str, tuple[Column, ...]], themes: Sequence[Column]) -> dict[str, tuple[Column, ...]]:
    """The same tables; in dialogues the themes stand before the first column that may be left out."""
    dialogues = known[DIALOGUES]
    place = next((n for n, column in enumerate(dialogues) if not column.required), len(dialogues))
    return {**known, DIALOGUES: (*dialogues[:place], *themes, *dialogues[place:])}


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
