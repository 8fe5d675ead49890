"""Answers as HTML: what was said with hits or warnings marked, and where it comes from. All text of users is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from monitor.dialogues.crosswalk import Crosswalk, grouped
from monitor.dialogues.names import Warning
from monitor.dialogues.records import Action, Cycle, Dialogue
from monitor.dialogues.themes import Span
from monitor.dialogues.words import Words
from monitor.records import VerdictRow
from monitor.wording.numbers import MONTHS, capital, date_text, listing, lower_first

NO_DATE = "datum niet bekend"


def marked(text: str, spans: Iterable[Span] = ()) -> str:
    """The text, escaped, with these places marked."""
    pieces, place = [], 0
    for start, end in spans:
        pieces += [escape(text[place:start]), f"<mark>{escape(text[start:end])}</mark>"]
        place = end
    return "".join(pieces) + escape(text[place:])


def said_by(one: Dialogue, cycle: Cycle, words: Words) -> str:
    """Where an answer comes from, for the working group: locations, form and month."""
    who = participants(one, cycle, words) or "onbekende locatie"
    day = one.held_on or one.known_on
    when = f"{MONTHS[day.month - 1]} {day.year}" if day else NO_DATE
    return f"{who} · {lower_first(words.label('form_type', one.form_type))} · {when}"


def participants(one: Dialogue, cycle: Cycle, words: Words) -> str:
    """Who took part, by name; the youth health service is no location of the register."""
    by_id = cycle.by_id
    named = [by_id[i].name if i in by_id else words.label("part", i) for i in one.participants]
    return listing(named)


def answer_html(
    text: str, source: str, *, spans: Sequence[Span] = (), about: str = "", tags: Sequence[str] = ()
) -> str:
    """One answer. `about` stands above it (theme and question), the tags below it."""
    head = f'<p class="kib-small">{escape(about)}</p>' if about else ""
    labels = "".join(f'<span class="kib-tag">{escape(tag)}</span>' for tag in tags)
    below = f'<p class="kib-small">Labels: {labels}</p>' if labels else ""
    body = marked(text, spans)
    return f'<div class="kib-answer">{head}<p class="kib-said">{body}</p><p class="kib-small">{escape(source)}</p>{below}</div>'


def warnings_html(text: str, found: Sequence[Warning]) -> str:
    """A text with what somebody must look at marked, and the reasons once each."""
    reasons: dict[str, list[str]] = {}
    for one in found:
        reasons.setdefault(one.reason, []).append(text[one.start : one.end].strip())
    items = "".join(
        f"<li><b>{escape(listing(list(dict.fromkeys(parts))))}</b>: {escape(lower_first(reason))}</li>"
        for reason, parts in reasons.items()
    )
    body = marked(text, [(w.start, w.end) for w in found])
    return f'<div class="kib-answer"><p class="kib-said">{body}</p><ul>{items}</ul></div>'


def done_html(actions: Sequence[Action]) -> str:
    """Done actions, as they stand under what people are proud of."""
    items = "".join(
        f"<li><b>✓ Klaar:</b> {escape(action.text)}"
        + (f"<br>Resultaat: {escape(action.result)}" if action.result else "<br>Het resultaat is nog niet beschreven.")
        + "</li>"
        for action in actions
    )
    return f'<ul class="kib-list">{items}</ul>' if items else ""


def actions_html(actions: Sequence[Action], words: Words) -> str:
    """Actions in one line each: status, text, owners and date."""
    items = []
    for action in actions:
        who = f"eigenaar: {listing(action.owners)}" if action.owners else "nog geen eigenaar"
        when = f", uiterlijk {date_text(action.due_on)}" if action.due_on else ""
        status = escape(words.label("action_status", action.status))
        items.append(f"<li><b>{status}:</b> {escape(action.text)} ({escape(who + when)})</li>")
    return f'<ul class="kib-list">{"".join(items)}</ul>' if items else ""


def national_html(crosswalk: Crosswalk, link: Callable[[VerdictRow], str]) -> str:
    """The national lines as a list: measure, verdict, and per care type a link to its page."""
    items = []
    for lines in grouped(crosswalk):
        one = lines[0]
        where = ", ".join(
            f'<span class="kib-inline"><a class="kib-link" href="{escape(link(line.row))}">{escape(line.care_type)}</a></span>'
            for line in lines
        )
        verdict = f"<b>{escape(one.measure)}: {escape(lower_first(one.label))}</b> ({escape(one.basis)})"
        items.append(f"<li>{verdict}<br>{where}<br>{escape(capital(one.sentence))}</li>")
    listed = f'<ul class="kib-list">{"".join(items)}</ul>' if items else ""
    return f"{listed}<p>{escape(crosswalk.note)}</p>"
