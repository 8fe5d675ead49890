"""The feedback letters: "Dit gaf u aan, dit gebeurt ermee". One per active location, with words of that location only.

A joint dialogue belongs to all who took part, so each of them may read it back. Of other dialogues a letter tells only
what the municipality has in its year plan.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.dialogues import names
from monitor.dialogues.records import JGZ, Action, Answer, Cycle, Dialogue, Location
from monitor.dialogues.reports.action_words import became, deadline
from monitor.dialogues.reports.material import Material
from monitor.dialogues.reports.own_words import LONGEST, safe
from monitor.dialogues.themes import theme_code
from monitor.dialogues.words import ACTIONS_TEXT, DROPPED, IN_YEAR_PLAN, PROPOSAL, PROUD, STANDS_OUT
from monitor.export.docx import WordDocument
from monitor.export.signs import slug, unlike
from monitor.export.xlsx import workbook
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import MONTHS, capital, count, date_text, listing

TITLE = "Dit gaf u aan, dit gebeurt ermee"
MERGE_LIST = "verzendlijst.xlsx"
MOST_PARTNERS = 3
OWN_WORDS, VIA_BOARD, ONLY_DATE, NOTHING = "eigen woorden", "via schoolbestuur", "alleen de datum", "niets ontvangen"
LEADS = {
    STANDS_OUT: "{when} schreef u{partners}:",
    PROUD: "{when} was u{partners} hier trots op:",
    ACTIONS_TEXT: "{when} noemde u{partners} deze actie:",
}
ALSO_ACTIONS = "Over acties schreef u{partners}:"
"""Below what stands out or makes proud, which tell the month already."""
LONGEST_ALSO = 160  # signs; the letter stays short
NAME_INSIDE = "Uw tekst nemen we hier niet over. Er staat misschien een naam in."


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `file` is its name, `holds` in a few words what it rests on."""

    location: Location
    file: str
    holds: str
    quotes: int
    actions: int
    content: bytes


@dataclass(frozen=True)
class _Writing:
    """What is the same for all letters, found once."""

    material: Material
    known: frozenset[str]
    picked: dict[tuple[str, str, str], str]
    planned: frozenset[str]
    """Actions that stand, or once stood, in the year plan: they are of the whole municipality."""
    by_location: dict[str, list[Dialogue]]


def letters(material: Material) -> tuple[Letter, ...]:
    """The letters in the order of the register."""
    cycle = material.cycle
    by_location: dict[str, list[Dialogue]] = {}
    for one in cycle.counted(material.on):
        for location_id in one.participants:
            by_location.setdefault(location_id, []).append(one)
    writing = _Writing(
        material,
        names.known_words(cycle),
        {(q.dialogue_id, q.theme, q.question): q.text for q in material.quotes},
        frozenset(a.action_id for a in cycle.action_revisions if a.status == IN_YEAR_PLAN),
        by_location,
    )
    made: list[Letter] = []
    taken: set[str] = set()
    for location in cycle.active:
        name = unlike(f"{slug(location.name)[:45].strip('-')}-{slug(location.location_id)}", taken)
        taken.add(name)
        made.append(_letter(writing, location, f"{name}.docx"))
    return tuple(made)


def archive(material: Material) -> bytes:
    """All letters and the list to send them by, as ZIP."""
    made = letters(material)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:  # a Word document is compressed already
        for letter in made:
            file.writestr(letter.file, letter.content)
        file.writestr(MERGE_LIST, merge_workbook(material, made))
    return buffer.getvalue()


def merge_workbook(material: Material, made: Sequence[Letter]) -> bytes:
    about = [("Titel", "Verzendlijst terugkoppelbrieven"), ("Let op", material.stamp), *material.about()]
    return workbook([merge_list(material, made)], about=[pair for pair in about if pair[1]])


def merge_list(material: Material, made: Sequence[Letter]) -> Table:
    """Who gets which letter: roles and organisations, no persons."""
    columns = (
        Column("code", "Code"), Column("name", "Locatie"), Column("kind", "Soort"), Column("area", "Wijk"),
        Column("role", "Contactpersoon (rol)"), Column("file", "Bestand"), Column("holds", "Waarop de brief rust"),
        Column("quotes", "Citaten", COUNT), Column("actions", "Acties", COUNT),
    )  # fmt: skip
    settings = material.settings
    rows = tuple(
        (x.location.location_id, x.location.name, material.words.label("location_kind", x.location.kind),
         settings.area_label(x.location.area), settings.contact_role(x.location.area), x.file, x.holds, x.quotes, x.actions)
        for x in made
    )  # fmt: skip
    return Table("Verzendlijst van de terugkoppelbrieven", columns, rows, sheet="Verzendlijst")


# ------------------------------------------------------------------------------------------------------- one letter


def _letter(writing: _Writing, location: Location, file: str) -> Letter:
    material = writing.material
    cycle = material.cycle
    mine = writing.by_location.get(location.location_id, [])
    of_me = {d.dialogue_id for d in cycle.dialogues if location.location_id in d.participants}
    actions = [
        a for a in cycle.actions if a.dialogue_id in of_me or not a.dialogue_id or a.action_id in writing.planned
    ]
    said = _by_theme(cycle, mine)
    document = material.document(TITLE)
    document.paragraph(location.name, bold=True)
    document.paragraph(date_text(material.on))
    document.paragraph(f"Beste team van {location.name},")
    for text in _opening(material, location, mine):
        document.paragraph(text)
    quotes = told = 0
    if said:
        document.heading("Wat u schreef en wat ermee gebeurt")
        for code, answers in said.items():
            document.heading(_theme_label(cycle, code, answers), 2)
            for one, answer in answers:
                quotes += _say(document, writing, location, one, answer)
            about = [a for a in actions if a.theme and theme_code(cycle.settings, a.theme) == code]
            told += len(about)
            _agreed(document, material, about, of_me)
    rest = [a for a in actions if a.dialogue_id in of_me and theme_code(cycle.settings, a.theme) not in said]
    if rest:
        document.heading("Ook dit kwam uit uw gesprek")
        told += len(rest)
        _agreed(document, material, rest, of_me)
    document.heading("Wilt u iets vragen?")
    for text in _closing(material, location, mine):
        document.paragraph(text)
    return Letter(location, file, _holds(location, mine, said), quotes, told, document.to_bytes())


def _by_theme(cycle: Cycle, mine: Sequence[Dialogue]) -> dict[str, list[tuple[Dialogue, Answer]]]:
    """What this location wrote, per main theme: the themes of the year first, in their order."""
    found: dict[str, list[tuple[Dialogue, Answer]]] = {theme.code: [] for theme in cycle.settings.main_themes}
    for one in sorted(mine, key=lambda d: (d.is_joint, d.dialogue_id)):
        for answer in one.answers.values():
            if answer.has_text:
                found.setdefault(theme_code(cycle.settings, answer.theme, answer.label), []).append((one, answer))
    return {code: answers for code, answers in found.items() if answers}


def _theme_label(cycle: Cycle, code: str, answers: Sequence[tuple[Dialogue, Answer]]) -> str:
    known = cycle.settings.theme(code)
    return known.label if known else capital(next((a.label for _, a in answers if a.label), answers[0][1].theme))


def _opening(material: Material, location: Location, mine: Sequence[Dialogue]) -> list[str]:
    name = material.settings.dialogue_name
    internal = [d for d in mine if not d.is_joint]
    joint = [d for d in mine if d.is_joint]
    texts = []
    if mine:
        texts.append(f"U deed mee aan de {name} {material.cycle.year}. Dank u wel.")
    if internal:
        texts.append(f"Van uw interne dialoog ontvingen wij de vragenlijst{_on(internal[0])}.")
        if not internal[0].themes_asked:
            texts[-1] = (
                f"Van uw interne dialoog weten wij dat u hem hield{_on(internal[0])}. Wij kennen de antwoorden niet."
            )
    elif location.via_board:
        texts.append("Uw interne dialoog ontvingen wij via het schoolbestuur. U hoefde geen vragenlijst te sturen.")
    else:
        texts.append(f"Van uw interne dialoog ontvingen wij in {material.cycle.year} geen vragenlijst.")
        texts.append("Hebt u hem wel verstuurd? Laat het ons dan weten. Wij zoeken hem graag met u op.")
    for one in joint:
        held = f" op {date_text(one.held_on)}" if one.held_on else ""
        texts.append(f"U hield een gezamenlijke dialoog{held} met {listing(_partners(material.cycle, one, location))}.")
    if not joint and mine:
        texts.append("Van een gezamenlijke dialoog is bij ons niets bekend.")
    return texts


def _say(document: WordDocument, writing: _Writing, location: Location, one: Dialogue, answer: Answer) -> int:
    """The location's own words on one theme; gives how many pieces were quoted."""
    asked = [q for q in (STANDS_OUT, PROUD, ACTIONS_TEXT) if getattr(answer, q)]
    when = f"In {MONTHS[one.known_on.month - 1]}" if one.known_on else "In de vragenlijst"
    partners = _together(writing.material.cycle, one, location)
    quoted = 0
    for question in asked:
        chosen = writing.picked.get((one.dialogue_id, answer.theme, question), "")
        is_also = question == ACTIONS_TEXT and len(asked) > 1
        longest = LONGEST_ALSO if is_also else LONGEST
        text = chosen or safe(getattr(answer, question), writing.known, longest)
        lead = ALSO_ACTIONS if is_also else LEADS[question]
        document.paragraph(lead.format(when=when, partners=partners))
        if text:
            document.quote(f"“{text}”")
            quoted += 1
        else:
            document.paragraph(NAME_INSIDE)
    return quoted


def _agreed(document: WordDocument, material: Material, actions: Sequence[Action], of_me: set[str]) -> None:
    """What happens with it: own agreements, those of the municipality, and what is still a proposal."""
    settled = [a for a in actions if a.status not in (PROPOSAL, DROPPED)]
    own = [a for a in settled if a.dialogue_id in of_me]
    shared = [a for a in settled if a.dialogue_id not in of_me]
    if own:
        document.paragraph("Dit sprak u af:")
        document.bullets(_line(a, material, owners=True) for a in own)
    if shared:
        document.paragraph("De stuurgroep sprak dit af:")
        document.bullets(_line(a, material, owners=not a.dialogue_id) for a in shared)
    if not settled:  # the locations themselves may well have agreed something, in their questionnaire
        document.paragraph("De stuurgroep sprak hierover nog niets af.")
    proposals = [a for a in actions if a.status == PROPOSAL and a.dialogue_id in of_me]
    if proposals:
        document.paragraph("Dit is een voorstel. De stuurgroep praat er nog over.")
        document.bullets(_line(a, material, owners=False) for a in proposals)
    dropped = [a for a in actions if a.status == DROPPED and a.dialogue_id in of_me]
    if dropped:
        document.paragraph("Dit gaat niet door.")
        document.bullets(_line(a, material, owners=False) for a in dropped)


def _line(action: Action, material: Material, *, owners: bool) -> str:
    parts = [action.text.rstrip(" .") + ".", became(action)]
    if owners and action.owners:
        parts.append(f"Wie: {listing(action.owners)}.")
    return " ".join(filter(None, [*parts, deadline(action, material.on)]))


def _closing(material: Material, location: Location, mine: Sequence[Dialogue]) -> list[str]:
    role = material.settings.contact_role(location.area)
    texts = []
    if any(d.help_asked for d in mine):
        texts.append("U vroeg om hulp. Bespreek uw vraag met uw contactpersoon.")
    if location.location_id in {door.location_id for door in material.doors}:
        texts.append("U hebt nog geen gesprekspartner voor een gezamenlijke dialoog. Wij denken graag met u mee.")
    texts.append(f"Uw contactpersoon is: {role}." if role else "Neem gerust contact op met de werkgroep.")
    texts.append("Met vriendelijke groet,")
    return [*texts, f"Werkgroep {material.settings.dialogue_name}"]


def _holds(location: Location, mine: Sequence[Dialogue], said: dict) -> str:
    if said:
        return OWN_WORDS
    if location.via_board:
        return VIA_BOARD
    return ONLY_DATE if mine else NOTHING


def _on(one: Dialogue) -> str:
    return f" op {date_text(one.known_on)}" if one.known_on else ""


def _partners(cycle: Cycle, one: Dialogue, location: Location) -> list[str]:
    """The others who took part, in at most three names."""
    others = [
        "de jeugdgezondheidszorg" if i == JGZ else cycle.name(i) for i in one.participants if i != location.location_id
    ]
    if len(others) > MOST_PARTNERS:
        others = [*others[:MOST_PARTNERS], f"nog {count(len(others) - MOST_PARTNERS, 'andere', 'anderen')}"]
    return others or ["anderen"]


def _together(cycle: Cycle, one: Dialogue, location: Location) -> str:
    """Behind "schreef u": with whom, in few words."""
    if not one.is_joint:
        return ""
    others = _partners(cycle, one, location)
    return f" samen met {others[0]}" if len(others) == 1 else " samen met uw gesprekspartners"
