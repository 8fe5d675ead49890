"""The pages and the roles. A role is a view, not a right: it changes the order of the pages and hides nothing.

What somebody may open follows from their rights (monitor.access): `PageInfo.needs` says which one a page asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.access.records import ALL, TOTALS, Person, Rights


def _national(rights: Rights, has_example: bool) -> bool:
    return rights.national


def _dialogue(rights: Rights, has_example: bool) -> bool:
    """A dialogue of one's own, or the fictitious one, which shows what the tool can do."""
    return rights.has_dialogues or (has_example and rights.has_any)


def _consultations(rights: Rights, has_example: bool) -> bool:
    return rights.consultations


def _something(rights: Rights, has_example: bool) -> bool:
    return rights.has_any


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
    needs: Callable[[Rights, bool], bool] = _national
    """Whether somebody with these rights may open it; the second tells whether the example is loaded."""
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
        {"branche": 6, "gemeente": 1, "coach": 2}, _dialogue, is_local=True,
    ),
    PageInfo(
        "overleg.py", "Overleg voorbereiden", "overleg",
        "Wat nemen we mee naar het overleg?", ":material/co_present:",
        {"branche": 4, "gemeente": 6, "coach": 7}, _consultations,
    ),
    PageInfo(
        "gegevens.py", "Gegevens en methode", "gegevens",
        "Waar komen de cijfers vandaan en hoe leest u ze in?", ":material/database:",
        {"branche": 8, "gemeente": 8, "coach": 8}, _something,
    ),
)  # fmt: skip

MUNICIPAL_VIEW, LOCATION_VIEW = "gemeente", "coach"
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


def pages_for(role: str, person: Person, *, has_example: bool = False) -> list[PageInfo]:
    """The pages that this person may open, in the order of the role (a view)."""
    allowed = [info for info in PAGES if info.needs(person.rights, has_example)]
    return sorted(allowed, key=lambda info: info.order[role])


def first_view(rights: Rights) -> str:
    """The role (a view) that somebody with these rights begins with."""
    scopes = [rights.everywhere, *rights.dialogues.values()]
    if rights.consultations or not rights.has_dialogues:
        return ROLES[0].slug
    is_municipal = any(scope.level in (ALL, TOTALS) for scope in scopes)
    return MUNICIPAL_VIEW if is_municipal else LOCATION_VIEW
