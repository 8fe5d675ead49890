"""Who has a role in several municipalities, also in one of which nothing was read in yet."""

import pytest
from page_runs import checked, said, visit, warnings
from rights_year import DAY, YEAR

from monitor.access import rights, roles
from monitor.access.records import Person
from monitor.store.workspace import Workspace
from tests.dialogues.lists import LOCATIONS, good
from widgets import who


def of(code: str, *towns: str) -> Person:
    role = roles.load().by_code[code]
    return Person(f"{code}@example.nl", rights.together(rights.of_role(role, town, ()) for town in towns), (code,))


@pytest.fixture
def be(empty_workspace, monkeypatch: pytest.MonkeyPatch):
    """Sign in as somebody, in a workspace in which one municipality has data."""
    good(Workspace(empty_workspace), LOCATIONS, municipality="deventer", year=YEAR)
    return lambda person: monkeypatch.setattr(who, "person", lambda: person)


def towns(app) -> list[str]:
    return next((box.options for box in app.selectbox if box.label == "Gemeente"), [])


def test_a_municipality_without_data_is_chosen_by_who_sets_it_up(be):
    be(of("working_group", "deventer", "zutphen"))
    app = visit("dialoog", tab="inrichten", peildatum=DAY)
    box = next(box for box in app.selectbox if box.label == "Gemeente")
    assert len(box.options) == 2
    checked(box.set_value("zutphen").run())
    assert "zutphen" in app.query_params["gemeente"]
    assert "U ziet: zutphen" in said(app)
    again = visit("dialoog", tab="inrichten", peildatum=DAY, gemeente="zutphen")
    assert warnings(again) == []
    assert "U ziet: zutphen" in said(again)


@pytest.mark.parametrize(
    "person",
    [
        of("working_group", "deventer"),
        of("steering_group", "deventer", "zutphen"),  # sees counts and sets nothing up
    ],
)
def test_there_is_nothing_to_choose_without_a_second_one_to_set_up(be, person):
    be(person)
    assert towns(visit("dialoog", tab="stand", peildatum=DAY)) == []


def test_the_example_has_no_municipality_of_somebodys_role(example_workspace, monkeypatch):
    monkeypatch.setattr(who, "person", lambda: of("working_group", "deventer", "zutphen"))
    app = visit("dialoog", tab="stand", cijfers="voorbeeld", peildatum=DAY)
    assert "Gemeente: Voorbeeldstad" in said(app)
    assert towns(app) == []


def test_who_has_two_without_any_data_chooses_as_well(be):
    be(of("working_group", "zutphen", "apeldoorn"))
    assert len(towns(visit("dialoog", tab="inrichten", peildatum=DAY))) == 2
