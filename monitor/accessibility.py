"""The draft of the *toegankelijkheidsverklaring*: what still does not comply with WCAG 2.1 A and AA, and what to do then.

What does not comply is data (accessibility.csv), so that a check of the pages and this statement cannot tell different
stories. The organisation that publishes the dashboard completes the statement and is responsible for it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor import paths
from monitor.catalogue import Catalogue, read_rows
from monitor.tables import Column, Table
from monitor.wording.numbers import count, date_text

FILE = "accessibility.csv"
TITLE = "Toegankelijkheidsverklaring (concept)"
ORGANISATION = "[naam van uw organisatie]"
CONTACT = "[e-mailadres of telefoonnummer]"
CONCEPT = (
    "Dit is een concept. Vul uw eigen gegevens in en laat de pagina's onafhankelijk onderzoeken. "
    "Publiceer de verklaring daarna via het register van de overheid."
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that does not comply: the criterion, what happens, the effect, what to use instead, what is done."""

    code: str
    criterion: str
    what: str
    effect: str
    instead: str
    measure: str


@dataclass(frozen=True)
class Statement:
    """The statement in order: paragraphs per heading, and the deviations as a table."""

    on: date
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    deviations: Table


def load(folders: Sequence[Path] = ()) -> tuple[Deviation, ...]:
    """What does not comply, in the order of the file."""
    return _load((*folders, paths.CATALOGUE))


@functools.lru_cache(maxsize=4)
def _load(folders: tuple[Path, ...]) -> tuple[Deviation, ...]:
    return tuple(
        Deviation(row["code"], row["criterion"], row["what_nl"], row["effect_nl"], row["instead_nl"], row["measure_nl"])
        for row in read_rows(FILE, folders)
    )


def statement(catalogue: Catalogue, on: date) -> Statement:
    """The draft on a day, with the name and contact of the settings where somebody filled them in."""
    found = load(catalogue.folders)
    organisation = catalogue.settings.get("organisation_nl") or ORGANISATION
    contact = catalogue.settings.get("contact_nl") or CONTACT
    parts = (
        (
            "Status",
            (
                f"{organisation} wil dat iedereen dit dashboard kan gebruiken. Dit dashboard voldoet gedeeltelijk aan "
                "EN 301 549 en dus aan WCAG 2.1, niveau A en AA.",
                f"Er {'is' if len(found) == 1 else 'zijn'} nog {count(len(found), 'punt', 'punten')} waarop het niet "
                "voldoet. Ze staan hieronder. Bij elk punt staat wat u in plaats daarvan kunt doen.",
            ),
        ),
        (
            "Zo is het onderzocht",
            (
                "Alle pagina's zijn automatisch nagekeken met axe: op een breed scherm en op 320 pixels breed.",
                "Alle pagina's zijn ook nagelopen met het toetsenbord, met ruimere tekst en met contrastkleuren.",
                "Dit gebeurt bij elke wijziging opnieuw. Er is nog geen onderzoek door een onafhankelijke partij geweest. "
                "Mensen met een beperking hebben het dashboard nog niet getest.",
            ),
        ),
        (
            "Loopt u ergens tegenaan?",
            (
                f"Laat het weten: {contact}. U krijgt binnen vijf werkdagen een ontvangstbevestiging. "
                "Binnen drie weken hoort u wat er met uw melding gebeurt.",
                "Bent u niet tevreden met het antwoord? Dan kunt u een klacht indienen bij de Nationale ombudsman.",
            ),
        ),
    )
    return Statement(on, parts, _table(found))


def _table(found: Sequence[Deviation]) -> Table:
    columns = (
        Column("criterion", "Eis"), Column("what", "Wat gaat er niet goed?"), Column("effect", "Gevolg"),
        Column("instead", "Wat u kunt doen"), Column("measure", "Wat wij doen"),
    )  # fmt: skip
    rows = tuple((d.criterion, d.what, d.effect, d.instead, d.measure) for d in found)
    return Table("Dit voldoet nog niet", columns, rows)


def docx(made: Statement) -> bytes:
    """The draft as a Word document, to complete by hand."""
    from monitor.export.docx import WordDocument

    document = WordDocument(TITLE, about=[("Opgesteld op", date_text(made.on))])
    document.paragraph(CONCEPT)
    document.paragraph(f"Opgesteld op {date_text(made.on)}.")
    (first, texts), *others = made.parts
    for heading, lines in ((first, texts), ("Wat nog niet voldoet", ()), *others):
        document.heading(heading)
        for line in lines:
            document.paragraph(line)
        if not lines:
            document.table(made.deviations, small=True)
    return document.to_bytes()
