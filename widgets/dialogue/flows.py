"""Doorstroom: children from childcare to school, and who has no partner yet."""

from __future__ import annotations

from widgets.dialogue.view import View


def show(view: View) -> None:
    raise NotImplementedError
