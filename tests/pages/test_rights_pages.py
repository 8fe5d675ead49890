"""What each role sees on a server: which pages and parts, whose words, and what a link to more gives."""

from collections.abc import Callable
from datetime import date

import pytest
from dialogue_year import YEAR
from page_runs import PAGES, button, checked, drawn_words, said, visit, warnings
from rights_year import DAY, OTHERS, OWN, TABS, draft_of, keep, mark, name, person

from monitor import clock
from monitor.access.records import ALONE, NO_RIGHTS, Person
from monitor.session import Session
from widgets import downloads, who

NATIONAL = {"overzicht", "trend", "spreiding", "werk-en-aanbod", "mijn-locatie", "gegevens"}
OPEN = {
    "viewer": NATIONAL, "coach": NATIONAL | {"dialoog"}, "school": NATIONAL | {"dialoog"},
    "working_group": NATIONAL | {"dialoog"}, "steering_group": NATIONAL | {"dialoog"},
    "policy_officer": NATIONAL | {"dialoog"}, "association": NATIONAL | {"overleg"}, "data_manager": NATIONAL,
}  # fmt: skip
TITLES = {"dialoog": "Kwaliteitsdialoog", "overleg": "Overleg voorbereiden"}


@pytest.fixture
def session(empty_workspace) -> Session:
    return keep(empty_workspace)


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Who is at the screen from now on."""
    now = [ALONE]
    monkeypatch.setattr(who, "person", lambda: now[0])

    def be(*roles: str, as_person: Person | None = None) -> None:
        now[0] = as_person or person(*roles)

    return be


def dialogue(tab: str, **more: str):
    return visit("dialoog", tab=tab, peildatum=DAY, **more)


def everything(app) -> str:
    """All that went to the browser: what is read, figures, and the choices in boxes."""
    return drawn_words(app) + "\n" + "\n".join(str(option) for box in app.get("selectbox") for option in box.options)


def theme_slug(session: Session) -> str:
    return session.dialogues.settings("own", "", YEAR).mandatory[0].slug


def parts(app) -> list[str]:
    return next(radio.options for radio in app.radio if radio.label == "Onderdeel van deze pagina")


# ---------------------------------------------------------------------------------------------------------------- pages


@pytest.mark.parametrize("role", OPEN)
def test_a_role_opens_its_own_pages(session, signed_in, role):
    signed_in(role)
    app = visit("gegevens")
    assert set(app.session_state["pages"]) == OPEN[role]


@pytest.mark.parametrize(("role", "page"), [("viewer", "dialoog"), ("coach", "overleg"), ("data_manager", "dialoog"),
                                            ("association", "dialoog"), ("working_group", "overleg")])  # fmt: skip
def test_the_address_of_another_page_does_not_open_it(session, signed_in, role, page):
    signed_in(role)
    app = visit(page)
    assert TITLES[page] not in [title.value for title in app.title]


@pytest.mark.parametrize("page", [page for page in PAGES if page != "dialoog"])
def test_the_other_pages_tell_nothing_of_dialogues(session, signed_in, page):
    signed_in("coach")
    assert "geheim-" not in everything(visit(page))


@pytest.mark.parametrize("role", ["viewer", "working_group"])
def test_parts_for_the_data_manager_are_not_offered(session, signed_in, role):
    hidden = {"Inlezen", "Toegang", "Logboek"}
    signed_in(role)
    assert not hidden & set(parts(visit("gegevens")))
    signed_in("data_manager")
    assert hidden <= set(parts(visit("gegevens")))


def test_a_list_of_a_dialogue_is_not_named_to_who_has_nothing_to_do_with_it(session, signed_in):
    for role, is_named in (("viewer", False), ("coach", False), ("working_group", True)):
        signed_in(role)
        assert ("locaties en scholen" in said(visit("gegevens", onderdeel="geladen"))) is is_named


def test_only_who_prepares_consultations_has_a_basket(session, signed_in):
    for role, has in (("viewer", False), ("association", True)):
        signed_in(role)
        text = said(visit("overzicht"))
        assert ("Mandje voor overleg" in text) is has
        assert ("Zet één oordeel in het overleg" in text) is has


def test_the_view_to_begin_with_follows_the_role(session, signed_in):
    for role, view in (("coach", "coach"), ("steering_group", "gemeente"), ("association", "branche")):
        signed_in(role)
        assert visit("gegevens").session_state["context"].role == view


# ---------------------------------------------------------------------------------------------------- the own locations


@pytest.mark.parametrize("tab", TABS)
def test_a_coach_reads_nothing_of_other_locations(session, signed_in, tab):
    signed_in("coach")
    app = dialogue(tab)
    text = everything(app)
    assert [code for code in OTHERS if mark(code) in text] == []
    assert not {"213", "217"} & set(said(app).split())
    assert [code for code in OTHERS if draft_of(session, code) in text] == []


def test_a_coach_reads_what_the_own_location_said(session, signed_in):
    signed_in("coach")
    app = dialogue("themas", thema=theme_slug(session))
    text = said(app)
    assert f"{mark(OWN)} valt op" in text
    assert "U ziet alleen uw eigen locaties: Plek K1." in text
    assert "Label of citaat" not in text
    assert f"{mark(OWN)} actie" in said(dialogue("acties"))


def test_a_coach_of_no_known_location_is_told_so(session, signed_in):
    signed_in(as_person=person("coach", locations=("weg",)))
    text = said(dialogue("stand"))
    assert "Uw locaties staan niet in de lijst van dit dialoogjaar." in text
    assert "geheim-" not in text


def test_who_cannot_read_locations_in_is_told_whom_to_ask(session, signed_in):
    signed_in(as_person=person("coach", locations=("weg",)))
    text = said(dialogue("invullen"))
    assert "Vraag de werkgroep van uw gemeente" in text
    assert "Lees die eerst in" not in text
    assert "Lees locaties in" not in text
    signed_in("working_group")
    empty = said(dialogue("invullen", jaar=str(YEAR + 1)))
    assert "Lees die eerst in" in empty
    assert "Lees locaties in" in empty


def test_the_link_of_a_form_works_after_signing_in_and_is_told_so(session, signed_in):
    signed_in("coach")
    text = said(dialogue("invullen", concept=draft_of(session, OWN)))
    assert "Zij moeten zich wel aanmelden." in text
    assert "inloggen" not in text


def test_the_only_own_location_is_chosen_in_the_form(session, signed_in):
    signed_in("coach")
    app = dialogue("invullen")
    box = next(box for box in app.selectbox if box.label == "Welke locatie of school bent u?")
    assert [option.split(" (")[0] for option in box.options] == [name(OWN)]
    assert box.value == OWN


def test_a_partner_is_chosen_from_the_whole_register(session, signed_in):
    signed_in("coach")
    app = dialogue("invullen", concept=draft_of(session, OWN))
    box = next(box for box in app.multiselect if box.label == "Met wie was de dialoog?")
    assert {name("s4"), name("k4")} <= set(box.options)


def test_the_link_of_somebody_elses_draft_opens_nothing(session, signed_in):
    signed_in("coach")
    app = dialogue("invullen", concept=draft_of(session, "k2"))
    assert "Dit concept is niet van uw locaties. U mag het niet openen." in warnings(app)
    assert mark("k2") not in everything(app)


# ---------------------------------------------------------------------------------------------------------- counts only


@pytest.mark.parametrize("tab", TABS)
def test_the_steering_group_reads_counts_and_no_words_or_names(session, signed_in, tab):
    signed_in("steering_group")
    text = everything(dialogue(tab))
    assert "geheim-" not in text
    assert [code for code in (OWN, *OTHERS) if name(code) in text] == []


def test_the_steering_group_sees_how_far_the_year_is(session, signed_in):
    signed_in("steering_group")
    text = said(dialogue("dekking"))
    assert "8 van de 8 locaties hebben de interne dialoog ingestuurd." in text
    assert "Interne dialoog per wijk" in text
    assert "Over 1 thema is gesproken" in said(dialogue("themas"))
    assert "6 acties komen uit een dialoog. De tekst daarvan ziet de werkgroep." in said(dialogue("acties"))


@pytest.mark.parametrize("tab", ["stand", "dekking", "themas", "acties", "verslag"])
def test_the_steering_group_is_told_that_the_newest_themes_do_not_count_yet(session, signed_in, tab):
    """Of 8 internal dialogues the last 2, which wait for a third; the 3 joint ones are told."""
    signed_in("steering_group")
    app = dialogue(tab)
    assert "Van 2 dialogen tellen de thema's en acties nog niet mee. Zij tellen mee als er nieuwe dialogen" in said(app)
    if tab == "themas":
        assert "9 van 9" in everything(app)
        assert "6 van 6" in everything(app)
    signed_in("working_group")
    assert "nog niet mee" not in said(dialogue(tab))


def test_on_an_earlier_day_the_steering_group_reads_that_themes_are_not_shown(session, signed_in):
    signed_in("steering_group")
    day = f"{YEAR}-05-01"
    assert "Waarover is gesproken, ziet u hier niet" in said(visit("dialoog", tab="themas", peildatum=day))
    text = said(visit("dialoog", tab="dekking", peildatum=day))
    assert "U kijkt naar een eerdere dag. Daarom ziet u niet waarover is gesproken." in text
    assert "niet gevraagd" not in text


def test_a_coach_in_the_steering_group_chooses_between_the_two(session, signed_in):
    signed_in("coach", "steering_group")
    own = said(dialogue("dekking", zicht="eigen"))
    assert "U ziet alleen uw eigen locaties: Plek K1." in own
    counts = said(dialogue("dekking", zicht="aantallen"))
    assert "8 van de 8 locaties" in counts
    assert name("k2") not in counts


# --------------------------------------------------------------------------------------------- more than the role gives


@pytest.mark.parametrize(("role", "tab", "label"), [("coach", "inrichten", "Inrichten"), ("coach", "inlezen", "Inlezen"),
                                                    ("steering_group", "invullen", "Invullen")])  # fmt: skip
def test_a_link_to_another_part_is_answered_with_a_sentence(session, signed_in, role, tab, label):
    signed_in(role)
    app = dialogue(tab)
    assert f"“{label}” hoort niet bij uw rol. U ziet nu: Stand." in warnings(app)
    assert label not in parts(app)


def test_the_working_group_sees_everything_and_sets_up(session, signed_in):
    signed_in("working_group")
    assert parts(dialogue("stand"))[-2:] == ["Inlezen", "Inrichten"]
    text = said(dialogue("themas", thema=theme_slug(session), zoek="valt"))
    assert [code for code in (OWN, *OTHERS) if mark(code) not in text] == []


def test_a_role_that_is_taken_away_works_at_the_next_click(session, signed_in, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(DAY))  # on another day an action cannot be changed
    signed_in("coach")
    app = dialogue("acties", actie=f"a-{OWN}")
    before = len(session.dialogues.journal.entries("actions"))
    signed_in("viewer")
    next(area for area in app.text_area if area.label.startswith("Actie:")).set_value("Gewijzigd")
    app = checked(button(app, "Bewaar").click().run())
    assert len(session.dialogues.journal.entries("actions")) == before
    assert "geheim-" not in everything(app)


def test_a_form_that_is_open_closes_when_the_role_goes(session, signed_in):
    signed_in("coach")
    app = dialogue("invullen", concept=draft_of(session, OWN))
    stream = f"drafts/{draft_of(session, OWN)}"
    before = len(session.dialogues.journal.entries(stream))
    signed_in("viewer")
    app.text_area[0].set_value("Nog een zin").run()
    assert len(session.dialogues.journal.entries(stream)) == before
    assert mark(OWN) not in everything(app)


def test_somebody_without_any_right_gets_nothing_at_all(session, signed_in):
    signed_in(as_person=Person("", NO_RIGHTS))
    app = visit("overzicht")
    assert "Kwaliteitsdialoog" not in said(app)
    assert not app.get("plotly_chart")


def test_alone_on_a_laptop_everything_is_there(session, signed_in):
    signed_in(as_person=ALONE)
    app = visit("gegevens")
    assert set(app.session_state["pages"]) == set(PAGES)
    assert downloads.CHANGED not in said(app)
