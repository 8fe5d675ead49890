"""The form tools that we know: how their exports are recognised, and what their own columns hold.

The spellings stand in data/catalogue/form_columns.csv: per tool a role and the headings that have it; tool "any" holds
for every tool, tool "question" names the questions of a form other than those on themes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from monitor import paths
from monitor.catalogue import read_rows, spelling
from monitor.dialogues.intake.forms.headings import normalised

MSFORMS, LIMESURVEY, GOOGLE, SURVEYMONKEY = "msforms", "limesurvey", "google", "surveymonkey"
OTHER = "other"
"""Our own template, and tables of a tool that we do not know."""
TOOL_LABELS = {
    MSFORMS: "Microsoft Forms",
    LIMESURVEY: "LimeSurvey",
    GOOGLE: "Google Forms",
    SURVEYMONKEY: "SurveyMonkey",
}
SOURCE_ID, STARTED_AT, SUBMITTED_AT, IGNORE, PERSONAL = "source_id", "started_at", "submitted_at", "ignore", "personal"
ROLES = (SOURCE_ID, STARTED_AT, SUBMITTED_AT)
ANY, QUESTION = "any", "question"
DUTCH_DAYS = "tijdstempel"  # a sheet with this heading writes the day first

# A row with these roles (of this tool's own headings) is the header of an export of that tool.
FINGERPRINTS = (
    (MSFORMS, (SOURCE_ID, STARTED_AT, SUBMITTED_AT)),
    (SURVEYMONKEY, (SOURCE_ID, STARTED_AT)),
    (SURVEYMONKEY, (SOURCE_ID, SUBMITTED_AT)),
    (LIMESURVEY, (SOURCE_ID, SUBMITTED_AT)),
)


@dataclass(frozen=True)
class FormColumns:
    """What headings mean, by tool."""

    roles: dict[str, dict[str, str]]
    """tool -> normalised heading -> role"""
    prefixes: dict[str, tuple[str, ...]]
    """tool -> beginnings of headings that are left out"""
    questions: dict[str, str]
    """spelling of a question -> field"""

    def role(self, tool: str, heading: str) -> str | None:
        """What one of the tool's own columns holds, or None for a question. `heading` is normalised."""
        own = self.roles.get(tool, {})
        # LimeSurvey may write code and text: "submitdate. Date submitted".
        forms = (heading, heading.partition(". ")[0]) if tool == LIMESURVEY else (heading,)
        for form in forms:
            if form in own:
                return own[form]
        if code := next((form for form in forms if form in self.roles[ANY]), None):
            return self.roles[ANY][code]
        if any(heading.startswith(start) for start in self.prefixes.get(tool, ())):
            return IGNORE
        return None

    def tool_of(self, cells: Iterable[str]) -> str | None:
        """The tool whose own headings stand in this row, or None."""
        row = [normalised(cell) for cell in cells]
        for tool, needed in FINGERPRINTS:
            known = self.roles[tool]
            found = {known[form] for cell in row for form in (cell, cell.partition(". ")[0]) if form in known}
            if found.issuperset(needed) and (tool != LIMESURVEY or len(found) > 2 or len(row) > 2):
                return tool
        first = next((cell for cell in row if cell), "")
        return GOOGLE if self.roles[GOOGLE].get(first) == SUBMITTED_AT else None

    def known(self, cells: Sequence[str]) -> int:
        """How many cells of a row are headings that we know."""
        everything = {heading for headings in self.roles.values() for heading in headings}
        return sum(normalised(cell) in everything or spelling(cell) in self.questions for cell in cells if cell.strip())


def load(folders: Iterable[Path] = ()) -> FormColumns:
    return _load((*folders, paths.CATALOGUE))


@lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> FormColumns:
    roles: dict[str, dict[str, str]] = {ANY: {}, GOOGLE: {}}
    prefixes: dict[str, tuple[str, ...]] = {}
    questions: dict[str, str] = {}
    for row in read_rows("form_columns.csv", folders):
        words = [word for word in row["spellings"].split(";") if word.strip()]
        if row["role"].endswith("_prefix"):
            prefixes[row["tool"]] = tuple(word.strip().casefold() for word in words)
        elif row["tool"] == QUESTION:
            questions.update({spelling(word): row["role"] for word in words})
        else:
            roles.setdefault(row["tool"], {}).update({normalised(word): row["role"] for word in words})
    return FormColumns(roles, prefixes, questions)
