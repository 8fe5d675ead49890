"""The list of forms in progress as a table of HTML of our own: who, which form, when it was last kept, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from monitor.dialogues.records import Cycle, Draft
from monitor.dialogues.words import Words
from monitor.wording.numbers import date_table, time

CAPTION = "Vragenlijsten die hier zijn begonnen"


def drafts_table(cycle: Cycle, words: Words, link: Callable[[Draft], str]) -> str:
    """Not sent ones first, then by location. `link` gives the address of a draft."""
    order = sorted(cycle.drafts, key=lambda d: (d.is_sent, cycle.name(d.location_id).lower(), d.saved_at))
    rows = "".join(_row(draft, cycle, words, link(draft)) for draft in order)
    heads = "".join(
        f'<th scope="col" class="kib-text">{name}</th>'
        for name in ("Locatie of school", "Vragenlijst", "Stand", "Laatst bewaard")
    )
    return (
        f"<div class='kib-region' role='region' tabindex='0' aria-label='{CAPTION}' style='overflow-x:auto'>"
        f"<table class='kib-table'><caption class='kib-caption'>{CAPTION}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(draft: Draft, cycle: Cycle, words: Words, address: str) -> str:
    name, form = cycle.name(draft.location_id), words.label("form_type", draft.form_type)
    partners = [cycle.name(p) for p in draft.participants if p != draft.location_id]
    beside = f"<br><span class='kib-small'>met {escape(', '.join(partners))}</span>" if partners else ""
    standing = "✓ Verstuurd" if draft.is_sent else "✎ Concept"
    # Two forms of one location have the same name: the link tells what and when as well.
    told = f"Open {name}, {form}, bewaard op {date_table(draft.saved_at)} om {time(draft.saved_at)}"
    return (
        f'<tr><th scope="row"><span class="kib-inline"><a class="kib-link" href="{escape(address)}" '
        f'aria-label="{escape(told)}">{escape(name)}</a></span>{beside}</th>'
        f'<td class="kib-text">{escape(form)}</td><td class="kib-text">{standing}</td>'
        f'<td class="kib-text">{date_table(draft.saved_at)}, {time(draft.saved_at)}</td></tr>'
    )
