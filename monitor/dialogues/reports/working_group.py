"""The report of the working group (Word): a draft with all counts in place, for people to finish."""

from __future__ import annotations

from monitor.dialogues import action_lists, series
from monitor.dialogues.reports import action_words, flow_part, stand_part, theme_part, triple_part
from monitor.dialogues.reports.material import SOURCE, STAMP, Material, has_or_have
from monitor.dialogues.words import DROPPED, PROPOSAL
from monitor.export.docx import WordDocument
from monitor.tables import Column, Table
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import count, date_text, is_or_are, listing

INTERNAL_ONLY = "Bijlage: alleen voor de werkgroep"
NO_CAUSE = "Dit verslag zegt wat locaties en scholen opschreven. Het zegt niet waarom iets zo is."


def write(material: Material) -> bytes:
    document = material.document(f"Verslag van de werkgroep, {material.settings.dialogue_name} {material.cycle.year}")
    for part in (_about, _stand, _took_part, _themes, _flows, _actions, _triple, _unknown, _method, _working_group):
        part(document, material)
    return document.to_bytes()


def _about(document: WordDocument, material: Material) -> None:
    settings = material.settings
    document.heading("Over dit verslag")
    if material.stamp:
        document.paragraph(f"{STAMP}. Dit zijn verzonnen gegevens. Gebruik ze niet als bron.", bold=True)
    document.paragraph(
        f"Dit is het verslag over de {settings.dialogue_name} in {settings.municipality_label}. Het gaat over dialoogjaar "
        f"{year_text(settings)}. De stand is van {date_text(material.on)}."
    )
    document.paragraph(f"De bron is: {SOURCE}. De dataversie is {material.data_version}.")
    document.paragraph(
        "Dit is een concept. U kunt elke tekst aanpassen. De getallen komen rechtstreeks uit de ingelezen gegevens."
    )
    document.paragraph(
        "Citaten staan hier alleen als een lezer ze koos. De lezer keek eerst of er namen in stonden. "
        f"Er {'is' if len(material.quotes) == 1 else 'zijn'} nu {count(len(material.quotes), 'citaat', 'citaten')} gekozen."
    )
    document.paragraph(NO_CAUSE)


def _stand(document: WordDocument, material: Material) -> None:
    document.heading("Waar staan we")
    document.table(stand_part.phases(material))


def _took_part(document: WordDocument, material: Material) -> None:
    document.heading("Wie deed mee")
    document.bullets(stand_part.denominators(material))
    document.paragraph(stand_part.OWN_WHOLE)
    document.table(stand_part.areas(material))
    document.paragraph(
        "Scholen die via het schoolbestuur leveren, tellen als geleverd. Te laat is: verstuurd na het einde van de fase."
    )


def _themes(document: WordDocument, material: Material) -> None:
    document.heading("Wat kwam eruit per thema")
    if not material.themes:
        document.paragraph("Dit jaar heeft nog geen thema's.")
    elif not material.quotes:
        document.paragraph("Er zijn nog geen citaten gekozen. Een lezer kiest ze op het tabblad Thema's.")
    for summary in material.themes:
        theme_part.write(document, material, summary, 2)


def _flows(document: WordDocument, material: Material) -> None:
    document.heading("Doorstroom en gesprekspartners")
    document.bullets(flow_part.told(material))
    if material.flows.cells:
        document.paragraph(flow_part.small_note(material))
    closed = material.status.vve.without_dialogue
    flow = material.status.vve.locations_with_flow
    if flow:
        document.paragraph(
            f"{len(closed)} van de {count(len(flow), 'locatie', 'locaties')} met VVE-doorstroom {has_or_have(len(closed))} "
            f"nog geen gezamenlijke dialoog. {flow_part.hidden_doors(material)}"
        )
    changed = flow_part.changes(material)
    if changed:
        document.heading("Grote verschillen met vorig jaar", 2)
        document.bullets(changed)


def _actions(document: WordDocument, material: Material) -> None:
    document.heading("Acties")
    found, on = material.status.actions, material.on
    total = sum(found.by_status.values())
    if not total:
        document.paragraph("Er zijn dit jaar nog geen acties.")
    else:
        told = [f"{material.words.label('action_status', code)}: {n}" for code, n in found.by_status.items()]
        document.paragraph(f"Er {'is' if total == 1 else 'zijn'} {count(total, 'actie', 'acties')}. {listing(told)}.")
        document.paragraph(
            f"{len(found.overdue)} van de {total} acties {is_or_are(len(found.overdue))} over de datum. "
            f"{len(found.without_owner)} van de {total} {has_or_have(len(found.without_owner))} nog geen eigenaar."
        )
    everything = action_lists.ordered(material.cycle, on)
    late = [a for a in everything if a.is_overdue(on)]
    for title, actions in (
        ("Voorstellen voor de stuurgroep", [a for a in everything if a.status == PROPOSAL]),
        ("Afgesproken", [a for a in everything if a.status not in (PROPOSAL, DROPPED)]),
        ("Over de datum", late),
        ("Vervallen", [a for a in everything if a.status == DROPPED]),
    ):
        if actions:
            document.heading(title, 2)
            caption = f"{title}: {count(len(actions), 'actie', 'acties')}"
            document.table(action_words.table(material, caption, actions, on=on, results=actions is not late))
    _last_year(document, material)


def _last_year(document: WordDocument, material: Material) -> None:
    document.heading("Vorig jaar afgesproken: wat werd het?", 2)
    followed = action_lists.from_last_year(material.cycle)
    if not followed:
        document.paragraph("Van vorig jaar zijn er geen afgesproken acties bekend.")
        return
    columns = (Column("text", "Actie"), Column("theme", "Thema"), Column("became", "Wat werd het"))
    rows = tuple(
        (
            action_words.shortened(f.then.text, action_words.LONGEST_CELL),
            action_words.theme_name(material, f.now),
            f.sentence,
        )
        for f in followed
    )
    document.table(Table(f"Acties van {material.cycle.year - 1}", columns, rows))


def _triple(document: WordDocument, material: Material) -> None:
    document.heading("Bereik, kwaliteit en opbrengsten")
    document.paragraph("De gemeente wil dit weten voor de hele gemeente en voor elke locatie.")
    document.bullets(part.sentence for part in series.triple(material.cycle))
    table = triple_part.table(material)
    if table:
        document.table(table)


def _unknown(document: WordDocument, material: Material) -> None:
    document.heading("Wat we niet weten")
    document.table(flow_part.states(material))
    not_asked = material.status.joint.themes_not_asked
    if not_asked:
        document.paragraph(
            f"Van {count(len(not_asked), 'gezamenlijke dialoog', 'gezamenlijke dialogen')} weten we de thema's niet. "
            "Die tellen niet mee bij de thema's."
        )


def _method(document: WordDocument, material: Material) -> None:
    settings = material.settings
    mandatory = listing([theme.label for theme in settings.mandatory])
    document.heading("Zo is geteld")
    document.bullets(
        text
        for text in (
            "Interne dialoog: elke actieve locatie en school telt mee. Het geheel is het aantal locaties en scholen.",
            f"Verplichte thema's: {mandatory}. Het geheel is het aantal dialogen." if mandatory else "",
            "VVE-doorstroom: een locatie of school waar kinderen met VVE vandaan komen of naartoe gaan. "
            "De norm is minstens 1 gezamenlijke dialoog per jaar.",
            "Paren zijn alleen informatie. Niet elk paar hoeft een gesprek te voeren.",
            "Van meer vragenlijsten van 1 locatie telt de laatste. De andere blijven bewaard.",
            f"Aantallen onder {settings.min_children} kinderen tonen we niet.",
            f"Dialogen die na {date_text(material.on)} binnenkwamen, tellen niet mee.",
        )
        if text
    )


def _working_group(document: WordDocument, material: Material) -> None:
    """Names of locations: the steering group gets totals only."""
    document.page_break()
    document.heading(INTERNAL_ONLY)
    document.paragraph("Haal deze bijlage weg voordat u het verslag aan de stuurgroep geeft.", bold=True)
    cycle, internal = material.cycle, material.status.internal
    for title, ids in (("Nog geen interne dialoog", internal.missing), ("Te laat ingestuurd", internal.late)):
        document.heading(title, 2)
        document.bullets(sorted(cycle.name(i) for i in ids))
        if not ids:
            document.paragraph("Geen enkele locatie of school.")
    table = flow_part.doors(material)
    if table:
        document.heading("Nog geen gesprekspartner", 2)
        document.table(table)
    largest = flow_part.largest(material)
    if largest:
        document.heading("Doorstroom per paar", 2)
        document.table(largest)
