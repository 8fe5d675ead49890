"""C10 as HTML: the actions in one table, grouped, with what a meeting looks at first on top. All text is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from monitor.dialogues.action_tables import LATE, attention, groups, source_text, theme_name
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.words import Words
from monitor.wording.numbers import count, date_table, listing

NAMES = ("Actie", "Status", "Eigenaar", "Datum")


def actions_html(
    actions: Sequence[Action], cycle: Cycle, words: Words, on: date, link: Callable[[Action], str], *, caption: str
) -> str:
    """One table with a group per status; the text of an action is a link to the form that changes it, unless it has none."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in NAMES)
    body = []
    for label, some in groups(actions, on, words):
        title = f"{label} ({count(len(some), 'actie', 'acties')})"
        body.append(f'<tr><th scope="rowgroup" colspan="{len(NAMES)}"><span>{escape(title)}</span></th></tr>')
        body += [_row(action, cycle, words, on, link(action)) for action in some]
        body.append("</tbody><tbody>")
    inner = (
        f'<table class="kib-table kib-actions"><caption class="kib-caption">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body[:-1])}</tbody></table>"
    )
    return (
        f'<div class="kib-region" role="region" aria-label="{escape(caption)}" tabindex="0" style="overflow-x:auto">'
        f"{inner}</div>"
    )


def _row(action: Action, cycle: Cycle, words: Words, on: date, href: str) -> str:
    told = f'<a class="kib-link" href="{escape(href)}">{escape(action.text)}</a>' if href else escape(action.text)
    text = f'<span class="kib-inline">{told}</span>'
    about = [theme_name(action.theme, cycle)] if action.theme else []
    if source := source_text(action, cycle, words):
        about.append(f"uit: {source}")
    below = _small(" · ".join(about)) + (_small(f"Resultaat: {action.result}") if action.result else "")
    owners = escape(listing(action.owners)) if action.owners else _wrong("nog niemand", not action.is_closed)
    due = date_table(action.due_on) if action.due_on else "geen datum"
    late = _wrong(LATE, True) if LATE in attention(action, on) else ""
    status = escape(words.label("action_status", action.status))
    return (
        f'<tr><th scope="row">{text}{below}</th><td>{status}</td><td>{owners}</td>'
        f'<td class="kib-day">{escape(due)}{late}</td></tr>'
    )


def _small(text: str) -> str:
    return f'<span class="kib-small">{escape(text)}</span>' if text else ""


def _wrong(text: str, is_wrong: bool) -> str:
    """A word that asks for attention: with a sign, not by colour alone."""
    if not is_wrong:
        return escape(text)
    return f'<span class="kib-tag kib-c-wrong"><span aria-hidden="true">! </span>{escape(text)}</span>'
