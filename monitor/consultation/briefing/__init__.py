"""The documents of one consultation, all made from the same outline: `make` gives the bytes of one form.

Which forms there are stands in `FORMS`. Libraries that write documents are loaded when somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.consultation.briefing.outline import DOCX, FEEDBACK, PDF, PPTX, XLSX, ZIP, Outline, build, is_demo
from monitor.consultation.records import Consultation, Item
from monitor.export.kinds import WORD
from monitor.export.signs import slug
from monitor.session import Session
from monitor.store.workspace import State

__all__ = [
    "DOCX", "FEEDBACK", "FORMS", "PDF", "PPTX", "XLSX", "ZIP", "BriefingError", "Form", "Outline", "feedback",
    "file_name", "is_demo", "make", "outline_of",
]  # fmt: skip

Progress = Callable[[float, str], None]
"""How far it is (0 to 1) and what is being done, in Dutch."""

BEGUN, WRITING = 0.05, 0.9  # of the work: what it holds is known; only the file is to be written
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BriefingError(ValueError):
    """A briefing that cannot be made; the message is in Dutch, for the user."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the briefing: `label` for a button, `holds` says in a sentence what is in it."""

    code: str
    label: str
    holds: str
    name: str
    suffix: str
    mime: str


def _forms(*forms: Form) -> dict[str, Form]:
    return {form.code: form for form in forms}


FORMS = _forms(
    Form(DOCX, "Maak briefing (Word)", "De hele briefing, om zelf verder aan te passen.", "briefing", "docx", WORD),
    Form(PPTX, "Maak dia's (PowerPoint)", "Eén uitkomst per dia, met de zin en de bron in de notities.",
         "dias", "pptx", SLIDES),
    Form(PDF, "Maak briefing (PDF)", "De hele briefing, om rond te sturen.", "briefing", "pdf", "application/pdf"),
    Form(ZIP, "Alle afbeeldingen (ZIP)", "Elke figuur als PNG en als SVG, met een lijst.",
         "afbeeldingen", "zip", "application/zip"),
    Form(XLSX, "Alle tabellen en vragen (XLSX)", "Elke tabel en alle vragen van leden, elk op een eigen blad.",
         "tabellen", "xlsx", SHEET),
    Form(FEEDBACK, "Terugkoppeling aan leden (Word)", "Elke vraag van leden met het antwoord of de stand.",
         "terugkoppeling", "docx", WORD),
)  # fmt: skip
"""`feedback` is made after the meeting; the others are the briefing itself."""


def make(
    consultation: Consultation, session: Session, form: str, *, on: date, progress: Progress | None = None,
    state: State | None = None,
) -> bytes:  # fmt: skip
    """The content of one form, as on a day. Without a browser for pictures, tables stand in their place, with a note.

    Raises BriefingError for a form that is not there.
    """
    if form not in FORMS:
        raise BriefingError(f"De vorm “{form}” kennen we niet. Kies uit: {', '.join(FORMS)}.")
    from monitor.consultation.briefing.makers import MAKERS

    outline = outline_of(consultation, session, on=on, state=state)
    if progress:
        progress(BEGUN, "De inhoud staat klaar.")
    content = MAKERS[form](outline, _from(BEGUN, progress) if progress else None)
    if progress:
        progress(1.0, "Het bestand is klaar.")
    return content


def feedback(consultation: Consultation, session: Session, *, on: date, state: State | None = None) -> bytes:
    """*Terugkoppeling aan leden* as Word: each question with its answer, or where it stands."""
    return make(consultation, session, FEEDBACK, on=on, state=state)


def outline_of(consultation: Consultation, session: Session, *, on: date, state: State | None = None) -> Outline:
    """What every form is made from; a page can show it too."""
    from monitor.consultation import stale, two_periods

    national = session.national(state)
    catalogue = session.catalogue

    def check(text: str, items: Sequence[Item]) -> tuple[str, str] | None:
        found = two_periods.check(text, items, catalogue, national)
        return (found.text_nl, found.safe_nl) if found else None

    changes = {item.item_id: stale.changes(item, session, state) or () for item in consultation.items}
    return build(
        consultation, catalogue, session.data_version(state), on, rows=national.rows, changes=changes, check=check
    )


def file_name(consultation: Consultation, form: str) -> str:
    """briefing-lkk-2027-03.docx; what is invented says so in its name."""
    known = FORMS[form]
    return f"{slug(known.name, consultation.name, *(['fictief'] if is_demo(consultation) else []))}.{known.suffix}"


def _from(begun: float, progress: Progress) -> Progress:
    """Progress of the rest, most of the work, that begins at `begun` and leaves a little for writing the file."""
    return lambda fraction, text: progress(begun + (WRITING - begun) * fraction, text)
