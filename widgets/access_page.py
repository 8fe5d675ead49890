"""Who may do what here, and what was done: the parts *Toegang* and *Logboek* of the data page, for who manages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from monitor import clock, paths
from monitor.access import people, roles
from monitor.access.audit import AuditLine
from monitor.access.tables import NOT_NAMED, people_table, problems_table, roles_table, trail_table
from monitor.export.kinds import XLSX
from monitor.export.xlsx import workbook
from monitor.table_html import to_html
from monitor.wording.numbers import count, date_text, nl
from widgets import downloads, filters, sign_in, url, who
from widgets.chart_block import paragraph, paragraphs
from widgets.runtime import Context

SHOWN = 200
"""Rows of the trail on screen; the workbook holds all of them."""
EVERYTHING = "alles"
PERIODS = {"vandaag": 1, "week": 7, "maand": 31, EVERYTHING: None}
"""How many days, today included."""
PERIOD_LABELS = {"vandaag": "Vandaag", "week": "Laatste 7 dagen", "maand": "Laatste 31 dagen", EVERYTHING: "Alles"}
PERIOD = url.Param("periode", {slug: slug for slug in PERIODS}, ("week",))
ALL = ""


def people_part(here: Context) -> None:
    here.guard.need(here.guard.may_manage(), "mensen en rollen")
    folder = paths.workspace()
    known, checked = people.load(folder), here.guard.people_check()
    st.header("Hoe mensen hier binnenkomen", anchor=False)
    paragraphs(*_mode(known))
    if checked.problems:
        st.header("Wat u moet herstellen", anchor=False)
        st.warning(
            "Een regel met een fout geeft niemand een recht. De andere regels tellen wel.", icon=":material/warning:"
        )
        st.html(to_html(problems_table(checked.problems)))
    if checked.still_open:
        st.info(checked.still_open, icon=":material/info:")
    st.header("Mensen en rollen", anchor=False)
    if known.lines:
        paragraph(f"Er {_are(len(known.lines))} in de lijst. Iemand kan meer rollen hebben; die tellen bij elkaar op.")
        st.html(to_html(people_table(known, clock.today())))
    else:
        paragraph("Er staat nog niemand in de lijst.")
    paragraph(
        "U verandert de lijst in het bestand access/people.csv van de werkmap. Een wijziging telt bij de volgende klik."
    )
    st.header("Rollen", anchor=False)
    st.html(to_html(roles_table(roles.load(folder))))


def _mode(known: people.People) -> tuple[str, ...]:
    if not who.is_server():
        return (
            "U gebruikt deze installatie alleen. Niemand meldt zich aan, en u ziet alles.",
            "Een andere computer krijgt niets te zien.",
            f"Wilt u met meer mensen werken? In {sign_in.MANUAL} leest u hoe u aanmelden instelt.",
        )
    visitors = "de landelijke pagina's" if known.public_national else "niets"
    return (
        "Mensen melden zich aan met hun e-mailadres. De lijst hieronder zegt wat zij mogen.",
        f"Wie niet in de lijst staat, ziet {visitors}. Dat geldt ook voor wie zich niet aanmeldt.",
        f"Een aanmelding telt {nl(who.hours(), 0)} uur.",
    )


def _are(number: int) -> str:
    return f"{'staat' if number == 1 else 'staan'} {count(number, 'regel', 'regels')}"


def trail_part(here: Context) -> None:
    here.guard.need(here.guard.may_manage(), "het logboek")
    paragraph(
        "Wie haalde wat op, wie veranderde wat, en wanneer? Een regel verdwijnt nooit. Antwoorden staan er niet in."
    )
    days = PERIODS[filters.radio("Periode", PERIOD, PERIOD_LABELS)]
    since = clock.today() - timedelta(days=days - 1) if days else None
    found = here.guard.trail(since)
    # Addresses of people do not belong in a link: these two choices live on this page only.
    name = _choice("Wie", "Iedereen", sorted({_name(line) for line in found}), "access_who")
    kind = _choice("Wat", "Alles", sorted({line.what for line in found}), "access_what")
    chosen = [line for line in found if name in (ALL, _name(line)) and kind in (ALL, line.what)]
    if not chosen:
        st.info("In deze keuze staat niets in het logboek.")
        return
    newest = f" U ziet de nieuwste {SHOWN}. In het bestand staan ze allemaal." if len(chosen) > SHOWN else ""
    paragraph(f"{count(len(chosen), 'regel', 'regels').capitalize()} gevonden.{newest}")
    downloads.button(
        "Logboek (XLSX)", data=_workbook(here, chosen, PERIOD_LABELS[_slug(days)]), file_name="logboek.xlsx", mime=XLSX,
        key="access_trail",
    )  # fmt: skip
    st.html(to_html(trail_table(chosen[:SHOWN])))


def _slug(days: int | None) -> str:
    return next(slug for slug, length in PERIODS.items() if length == days)


def _name(line: AuditLine) -> str:
    return line.who or NOT_NAMED


def _choice(label: str, everything: str, options: list[str], key: str) -> str:
    return st.selectbox(label, [ALL, *options], key=key, format_func=lambda one: url.as_text(one) or everything)


def _workbook(here: Context, lines: list[AuditLine], period: str) -> Callable[[], bytes]:
    about = (
        ("Titel", "Logboek"), ("Periode", period), ("Dataversie", here.data_version),
        ("Gemaakt op", date_text(clock.today())),
    )  # fmt: skip
    return lambda: workbook([trail_table(lines)], about=about)
