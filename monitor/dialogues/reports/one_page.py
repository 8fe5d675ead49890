"""One page for the steering group and one for the LEA: few counts, what came out, and what is asked or agreed.

Texts are cut and lists are short, so that each stays on one A4.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.dialogues import action_lists
from monitor.dialogues.quotes import of_theme
from monitor.dialogues.records import Action
from monitor.dialogues.reports import stand_part
from monitor.dialogues.reports.action_words import NO_DATE, NO_OWNER, theme_name
from monitor.dialogues.reports.material import Material
from monitor.dialogues.reports.own_words import shortened
from monitor.dialogues.themes import ThemeSummary, held_sentence
from monitor.dialogues.words import AGREED, DONE, DROPPED, IN_YEAR_PLAN, PROPOSAL, RUNNING, STANDS_OUT
from monitor.export.docx import WordDocument
from monitor.tables import Column, Table
from monitor.wording.numbers import count, date_table, date_text, is_or_are, listing

AGREED_FIRST = (IN_YEAR_PLAN, AGREED, RUNNING, DONE)
MOST_ACTIONS, MOST_THEMES = 5, 4
SHORT_THEME = 25
LONGEST_ACTION, LONGEST_QUOTE, LONGEST_OWNERS, LONGEST_THEME, LONGEST_PHASE = 90, 90, 40, 50, 100


def steering_group(material: Material) -> bytes:
    """Where the year stands, and the proposals on which the steering group decides."""
    document = _begun(material, "Voor de stuurgroep")
    _short(document, material)
    _themes(document, material)
    document.heading("Hierover vragen wij uw besluit")
    proposals = [a for a in action_lists.ordered(material.cycle, material.on) if a.status == PROPOSAL]
    if proposals:
        document.paragraph("Spreekt u deze acties af? En wie zorgt ervoor, en wanneer is het klaar?")
        _actions(document, material, "Voorstellen", proposals, "voorstel", "voorstellen", decide=True)
    else:
        document.paragraph("Er zijn geen voorstellen waarover u nog moet besluiten.")
    document.heading("Vorig jaar afgesproken")
    document.paragraph(_last_year(material))
    return document.to_bytes()


def lea(material: Material) -> bytes:
    """What came out, and what was agreed."""
    document = _begun(material, "Voor de lokaal educatieve agenda (LEA)")
    _short(document, material)
    _themes(document, material)
    document.heading("Dit is afgesproken")
    everything = action_lists.ordered(material.cycle, material.on)
    agreed = sorted((a for a in everything if a.status in AGREED_FIRST), key=lambda a: AGREED_FIRST.index(a.status))
    if agreed:
        numbers = material.status.actions.by_status
        told = [f"{material.words.label('action_status', code)}: {numbers[code]}" for code in AGREED_FIRST]
        document.paragraph(f"Er {is_or_are(len(agreed))} {count(len(agreed), 'actie', 'acties')}. {listing(told)}.")
        _actions(document, material, "Afgesproken acties", agreed, "afgesproken actie", "afgesproken acties")
    else:
        document.paragraph("Er is nog niets afgesproken.")
    waiting = sum(a.status == PROPOSAL for a in everything)
    if waiting:
        document.paragraph(
            f"Over {count(waiting, 'voorstel', 'voorstellen')} is nog niet besloten. Dit is dus een tussenstand."
        )
    document.heading("Wat gebeurt hierna")
    document.paragraph(_next(material))
    return document.to_bytes()


def _begun(material: Material, title: str) -> WordDocument:
    settings = material.settings
    return material.document(f"{title}: {shortened(settings.dialogue_name, 60)} {material.cycle.year}", compact=True)


def _short(document: WordDocument, material: Material) -> None:
    document.heading("De stand in het kort")
    document.bullets(stand_part.short(material))


def _themes(document: WordDocument, material: Material) -> None:
    document.heading("Waar ging het over")
    shown = material.themes[:MOST_THEMES]
    document.bullets(_theme_line(material, summary) for summary in shown)
    if held := held_sentence(material.cycle, material.on):
        document.paragraph(held)
    if len(material.themes) > len(shown):
        more = len(material.themes) - len(shown)
        told = "Nog 1 ander thema staat" if more == 1 else f"Nog {more} andere thema's staan"
        document.paragraph(f"{told} in het verslag van de werkgroep.")


def _theme_line(material: Material, summary: ThemeSummary) -> str:
    """In how many dialogues, and one picked quote on what stands out (else any) when there is one."""
    whole = count(summary.of, "dialoog", "dialogen")
    line = f"{shortened(summary.theme.label, LONGEST_THEME)}: in {summary.dialogues} van de {whole}."
    quotes = sorted(of_theme(material.quotes, summary), key=lambda q: q.question != STANDS_OUT)
    return f"{line} “{shortened(quotes[0].text, LONGEST_QUOTE)}”" if quotes else line


def _actions(
    document: WordDocument, material: Material, caption: str, actions: Sequence[Action], one: str, more: str, *,
    decide: bool = False,
) -> None:  # fmt: skip
    """The first of the actions; `decide` leaves room to write down what was decided."""
    columns = (
        Column("text", "Actie"), Column("theme", "Thema"), Column("owners", "Wie"), Column("due", "Klaar voor"),
        Column("decision", "Uw besluit") if decide else Column("status", "Status"),
    )  # fmt: skip
    rows = tuple(
        (shortened(a.text, LONGEST_ACTION), shortened(theme_name(material, a), SHORT_THEME),
         shortened(listing(a.owners), LONGEST_OWNERS) or NO_OWNER, date_table(a.due_on) if a.due_on else NO_DATE,
         "" if decide else material.words.label("action_status", a.status))
        for a in actions[:MOST_ACTIONS]
    )  # fmt: skip
    rest = len(actions) - len(rows)
    note = (
        f"Er {is_or_are(rest)} nog {count(rest, one, more)}. U leest ze in het verslag van de werkgroep."
        if rest
        else ""
    )
    document.table(Table(caption, columns, rows, note))


def _last_year(material: Material) -> str:
    followed = action_lists.from_last_year(material.cycle)
    if not followed:
        return "Van vorig jaar zijn er geen afgesproken acties bekend."
    done = sum(f.now.status == DONE for f in followed)
    gone = sum(f.now.status == DROPPED for f in followed)
    still = len(followed) - done - gone
    return (
        f"Van de {count(len(followed), 'afgesproken actie', 'afgesproken acties')} van {material.cycle.year - 1} "
        f"{is_or_are(done)} er {done} klaar. {gone} {is_or_are(gone)} vervallen en {still} {is_or_are(still)} nog niet klaar."
    )


def _next(material: Material) -> str:
    code = material.status.next_phase
    phase = material.settings.phase(code) if code else None
    if phase is None:
        return "Alle fasen van dit jaar zijn begonnen of voorbij."
    label, what = shortened(phase.label, LONGEST_THEME), shortened(phase.what, LONGEST_PHASE)
    return f"De volgende fase is: {label}. Die begint op {date_text(phase.start)}. {what}"
