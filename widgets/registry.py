"""The pages and the roles. A role is a view, not a right: it changes the order of the pages and hides nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageInfo:
    """One page: its file, title, place in a link, the question that it answers, and its place in the order per role.

    `is_local` is a page about the own dialogue: the frame does not tell how national figures were measured there.
    """

    file: str
    title: str
    url_path: str
    question: str
    icon: str
    order: dict[str, int]
    is_local: bool = False


@dataclass(frozen=True)
class Role:
    slug: str
    label: str
    start: tuple[tuple[str, str], ...]
    """Up to three first steps for this role: (url_path, what you can do there)."""


PAGES = (
    PageInfo(
        "overzicht.py", "Landelijk overzicht", "overzicht",
        "Waar is de kwaliteit hersteld, verbeterd of gedaald?", ":material/grid_view:",
        {"branche": 1, "gemeente": 2, "coach": 4},
    ),
    PageInfo(
        "trend.py", "Trend en herstel", "trend",
        "Wat is herstel en wat is groei, en hoe zeker is dat?", ":material/show_chart:",
        {"branche": 2, "gemeente": 3, "coach": 6},
    ),
    PageInfo(
        "spreiding.py", "Spreiding en uitschieters", "spreiding",
        "Hoe groot zijn de verschillen en wie blijft achter of springt eruit?", ":material/scatter_plot:",
        {"branche": 3, "gemeente": 3, "coach": 3},
    ),
    PageInfo(
        "werk-en-aanbod.py", "Werk, kinderen, aanbod en ouders", "werk-en-aanbod",
        "Hoe gaat het met werkbeleving, zorgbehoeften, activiteiten en contact met ouders?", ":material/groups:",
        {"branche": 5, "gemeente": 4, "coach": 5},
    ),
    PageInfo(
        "mijn-locatie.py", "Mijn locatie", "mijn-locatie",
        "Waar staan wij en waar praten we over met het team?", ":material/home_pin:",
        {"branche": 7, "gemeente": 5, "coach": 1},
    ),
    PageInfo(
        "dialoog.py", "Kwaliteitsdialoog", "dialoog",
        "Ligt de dialoog van dit jaar op schema, en wat komt eruit?", ":material/forum:",
        {"branche": 6, "gemeente": 1, "coach": 2}, is_local=True,
    ),
    PageInfo(
        "overleg.py", "Overleg voorbereiden", "overleg",
        "Wat nemen we mee naar het overleg?", ":material/co_present:",
        {"branche": 4, "gemeente": 6, "coach": 7},
    ),
    PageInfo(
        "gegevens.py", "Gegevens en methode", "gegevens",
        "Waar komen de cijfers vandaan en hoe leest u ze in?", ":material/database:",
        {"branche": 8, "gemeente": 8, "coach": 8},
    ),
)  # fmt: skip

ROLES = (
    Role("branche", "Branche", (
        ("overzicht", "Bekijk het oordeel per opvangsoort."),
        ("trend", "Controleer een zin uit een rapport of bericht."),
        ("overleg", "Maak de briefing voor een overleg."),
    )),
    Role("gemeente", "Gemeente", (
        ("dialoog", "Zie wat er vandaag moet gebeuren."),
        ("overzicht", "Bekijk het landelijke beeld bij uw gesprek."),
        ("gegevens", "Zoek een begrip of een bron op."),
    )),
    Role("coach", "Coach", (
        ("mijn-locatie", "Zet uw scores naast het landelijke beeld en maak een gespreksblad."),
        ("dialoog", "Vul de vragenlijst van uw locatie in."),
        ("trend", "Bekijk het landelijke beeld van uw opvangsoort."),
    )),
)  # fmt: skip


def page(url_path: str) -> PageInfo:
    return next(p for p in PAGES if p.url_path == url_path)


def pages_for(role: str) -> list[PageInfo]:
    return sorted(PAGES, key=lambda p: p.order[role])
