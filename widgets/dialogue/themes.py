"""Thema's: what was said, with the national picture beside it."""

from __future__ import annotations

from widgets.dialogue.view import View


def show(view: View) -> None:
    raise NotImplementedError
