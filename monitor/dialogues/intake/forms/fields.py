"""What a column of a form may hold: the codes that a heading is mapped to, with their Dutch names."""

from __future__ import annotations

from monitor.dialogues.intake.forms.tools import SOURCE_ID, STARTED_AT, SUBMITTED_AT
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import QUESTIONS, Words

LOCATION, PARTNERS, REPORTER, HELD_ON, AREA, JGZ_THERE, HELP, EXTRA_THEMES, FORM_TYPE, IGNORE = (
    "location", "partners", "reporter", "held_on", "area", "jgz", "help", "extra_themes", "form_type", "ignore",
)  # fmt: skip
DISCUSSED = "discussed"
FREE = "free"
"""The theme of `theme:free:...`: the theme that the row itself names under `extra_themes`."""

PLAIN = {
    IGNORE: "Gebruik deze kolom niet",
    LOCATION: "Locatie of school",
    PARTNERS: "Met wie was de dialoog",
    REPORTER: "Namens wie is dit ingevuld",
    HELD_ON: "Datum van de dialoog",
    AREA: "Wijk",
    JGZ_THERE: "Was de JGZ erbij",
    HELP: "Vraag om hulp",
    EXTRA_THEMES: "Gekozen thema's",
    FORM_TYPE: "Soort vragenlijst",
    SUBMITTED_AT: "Verstuurd op",
    STARTED_AT: "Begonnen op",
    SOURCE_ID: "Nummer van de inzending",
}


def theme_field(theme: str, question: str) -> str:
    return f"theme:{theme}:{question}"


def theme_of(field: str) -> tuple[str, str] | None:
    """The theme and the question of a field on a theme; None for another field."""
    if not field.startswith("theme:"):
        return None
    _, theme, question = field.split(":", 2)
    return theme, question


def labels(settings: CycleSettings, words: Words, form_type: str = "") -> dict[str, str]:
    """Every field that a heading may get -> its Dutch name, the themes of this year included."""
    found = dict(PLAIN)
    themes = {theme.code: theme.label for theme in settings.themes} | {FREE: "Gekozen thema"}
    for code, label in themes.items():
        for question in QUESTIONS:
            found[theme_field(code, question)] = f"{label}: {words.question(form_type, question)}"
        if code != FREE:
            found[theme_field(code, DISCUSSED)] = f"{label}: besproken of niet"
    return found
