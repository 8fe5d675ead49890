"""Inlezen: files into this dialogue year, and the questions that they raise."""

from __future__ import annotations

from widgets.dialogue.view import View


def show(view: View) -> None:
    raise NotImplementedError
