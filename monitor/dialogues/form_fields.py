"""The names of the fields of a form, and which themes a form holds. Screen, check, sending and own copy read the same."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.dialogues.draft_fold import DraftState
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.words import JOINT, QUESTIONS

HELD_ON, PARTICIPANTS, REPORTER = "held_on", "participants", "reporter"
HELP, HELP_TEXT = "help", "help_text"
EXTRA = "extra"
"""The chosen themes of the year, a list of codes."""
REFLECTION = "reflection"
"""A private note after a joint dialogue. It stays with the draft and is never sent."""
DISCUSSED, LABEL = "discussed", "label"
YES = "1"
OWN = "own-"


@dataclass(frozen=True, slots=True)
class FormTheme:
    """One theme of a form. `key` names its fields: the code of the year's theme, or a key of its own."""

    key: str
    label: str
    description: str = ""
    mandatory: bool = False
    subtopics: tuple[Theme, ...] = ()
    is_own: bool = False


def answer_field(key: str, question: str) -> str:
    return f"theme:{key}:{question}"


def discussed_field(key: str) -> str:
    """A mark: the theme or sub-topic was discussed."""
    return f"theme:{key}:{DISCUSSED}"


def label_field(key: str) -> str:
    """The name of a theme that somebody typed."""
    return f"theme:{key}:{LABEL}"


def new_own_key() -> str:
    """Two people who add a theme at the same time get two."""
    return f"{OWN}{secrets.token_hex(4)}"


def themes(settings: CycleSettings, state: DraftState) -> tuple[FormTheme, ...]:
    """The mandatory themes, then the chosen ones of the year, then those that somebody typed, in order of appearance."""
    chosen = [
        t for t in settings.main_themes if not t.mandatory and (t.code in state.items(EXTRA) or _holds(state, t.code))
    ]
    known = [_of_year(settings, theme) for theme in (*settings.mandatory, *chosen)]
    # Text on a theme that the year no longer has (its settings changed meanwhile) stays in view under its code.
    keys = [k for k in _keys(state.fields) if settings.theme(k) is None and _holds(state, k)]
    own = [
        FormTheme(k, state.text(label_field(k)).strip() or ("" if k.startswith(OWN) else k), is_own=True) for k in keys
    ]
    return (*known, *own)


def optional(settings: CycleSettings) -> tuple[Theme, ...]:
    """The themes of the year that one may choose."""
    return tuple(t for t in settings.main_themes if not t.mandatory)


def has_text(state: DraftState, key: str) -> bool:
    return any(state.text(answer_field(key, question)).strip() for question in QUESTIONS)


def is_discussed(state: DraftState, key: str) -> bool:
    """Marked, or something was written about it."""
    return state.text(discussed_field(key)) == YES or has_text(state, key)


def filled_mandatory(settings: CycleSettings, state: DraftState) -> tuple[Theme, ...]:
    return tuple(t for t in settings.mandatory if is_discussed(state, t.code))


def is_joint(state: DraftState) -> bool:
    return state.form_type == JOINT


def is_blank(settings: CycleSettings, state: DraftState) -> bool:
    """Nothing at all was said of any theme."""
    marked = any(state.text(discussed_field(theme.code)) for theme in settings.themes)
    return not marked and not any(has_text(state, theme.key) for theme in themes(settings, state))


def _of_year(settings: CycleSettings, theme: Theme) -> FormTheme:
    parts = tuple(t for t in settings.themes if t.parent == theme.code)
    return FormTheme(theme.code, theme.label, theme.description, theme.mandatory, parts)


def _keys(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.split(":")[1] for name in names if name.startswith("theme:")))


def _holds(state: DraftState, key: str) -> bool:
    return has_text(state, key) or bool(state.text(label_field(key)).strip())
