"""Stand: where the cycle is, and what to do today."""

from __future__ import annotations

from widgets.dialogue.view import View


def show(view: View) -> None:
    raise NotImplementedError
