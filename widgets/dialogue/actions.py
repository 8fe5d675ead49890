"""Acties: what was agreed and what became of it."""

from __future__ import annotations

from widgets.dialogue.view import View


def show(view: View) -> None:
    raise NotImplementedError
