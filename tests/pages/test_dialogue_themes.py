"""The tab Thema's: counts that say of which, answers on request, search with hits marked, labels and quotes."""

import html
from datetime import date

import pytest
from page_runs import button, checked, html_of, said, visit, warnings

from monitor import clock
from monitor.dialogues import quotes, tags
from monitor.dialogues.records import Answer
from monitor.dialogues.themes import theme_summaries
from monitor.records import DEMO
from monitor.session import Session
from widgets.dialogue.themes import TITLES

DAY = "2026-11-21"
PLACE = ("voorbeeldstad", 2026)
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def workspace(example_workspace):
    return example_workspace


def themes(**more):
    return visit("dialoog", tab="themas", cijfers="voorbeeld", peildatum=DAY, **more)


def cycle(workspace):
    return Session(workspace).dialogues.cycle(DEMO, *PLACE)


def summary(workspace, number=0):
    return theme_summaries(cycle(workspace), date.fromisoformat(DAY))[number]


def own(workspace, **texts: str):
    """One answer in an own, real year: sent in here, with this text."""
    opened = Session(workspace)
    answer = {"theme": "parents", "stands_out": "", "actions_text": "", "proud": "", "label": "", **texts}
    Answer(**answer)
    opened.dialogues.journal.append(
        "submissions",
        {"origin": "own", "municipality": "", "year": 2026,
         "dialogue": {"dialogue_id": "d1", "form_type": "internal_school", "held_on": "2026-05-01",
                      "submitted_at": "2026-05-02T10:00:00", "participants": ["s1"]},
         "answers": [answer]},
    )  # fmt: skip
    return opened


def test_every_theme_tells_in_how_many_of_which_dialogues(workspace):
    app = themes()
    first = summary(workspace)
    text = said(app)
    assert f"In {first.dialogues} van de {first.of} dialogen ging het hierover" in text
    assert (
        f"{first.internal} van {first.of_internal} interne en {first.joint} van {first.of_joint} gezamenlijke" in text
    )
    assert f"({len(first.texts('stands_out'))} antwoorden)" in text
    assert "Landelijk is er geen meting die hierbij past." in text
    assert "Fictieve gegevens" in text
    assert warnings(app) == []


def test_answers_are_made_only_when_somebody_opens_them(workspace):
    first = summary(workspace)
    one, _, text = first.texts("stands_out")[0]
    assert text not in said(themes())
    app = themes(thema=first.theme.slug)
    assert text in said(app), "the first list of a chosen theme is open"
    where = next(x.name for x in cycle(workspace).locations if x.location_id in one.participants)
    assert where in said(app)


def test_a_long_list_shows_the_first_and_all_on_request(workspace):
    first = summary(workspace)
    app = themes(thema=first.theme.slug)
    texts = first.texts("stands_out")
    assert len([b for b in app.button if b.label == "Label of citaat"]) == 3
    checked(button(app, f"Toon alle {len(texts)} antwoorden").click().run())
    assert len([b for b in app.button if b.label == "Label of citaat"]) == len(texts)
    checked(button(app, "Toon minder").click().run())
    assert len([b for b in app.button if b.label == "Label of citaat"]) == 3


def test_search_marks_the_hits_whatever_the_case(workspace):
    app = themes(zoek="OVERDRACHT")
    assert "<mark>overdracht</mark>" in html_of(app)
    assert "gevonden" in said(app)
    assert warnings(app) == []
    assert "Zoek met minder of andere woorden" in said(themes(zoek="zzzz"))


def test_filters_narrow_answers_and_counts(workspace):
    first = summary(workspace)
    app = themes(gesprek="gezamenlijk")
    assert f"In {first.joint} van de {first.of_joint} dialogen" in said(app)
    assert "gezamenlijke dialogen" in said(app)


def test_a_label_is_put_on_an_answer_and_taken_off(workspace):
    first = summary(workspace)
    app = themes(thema=first.theme.slug)
    checked(next(b for b in app.button if b.label == "Label of citaat").click().run())
    field = next(t for t in app.text_input if t.label == "Of een eigen label")
    field.set_value("inloop")
    checked(button(app, "Zet label").click().run())
    assert "Het label “inloop” staat bij dit antwoord." in [s.value for s in app.success]
    assert "inloop in 1 dialoog" in said(app)
    checked(button(app, "Haal weg: inloop").click().run())
    assert "inloop in 1 dialoog" not in said(app)
    opened = Session(workspace)
    assert len(opened.dialogues.journal.entries(tags.STREAM)) == 2


def test_a_quote_with_a_possible_name_needs_a_look_first(empty_workspace):
    opened = own(empty_workspace, proud="Onze collega Anja doet het goed.")
    app = visit("dialoog", tab="themas", thema="ouders", peildatum=DAY, jaar="2026")
    app.session_state["fold_parents_proud"] = True
    checked(app.run())
    checked(button(app, "Label of citaat").click().run())
    assert "<mark>Anja</mark>" in html_of(app)
    checked(button(app, "Neem op als citaat").click().run())
    assert "Kijk het eerst na" in app.error[0].value
    assert "Anja" in app.error[0].value
    next(c for c in app.checkbox if c.label.startswith("Ik heb het nagekeken")).check()
    checked(button(app, "Neem op als citaat").click().run())
    assert [q.text for q in quotes.picked(opened.dialogues.journal, "own", "", 2026)] == [
        "Onze collega Anja doet het goed."
    ]
    assert "Nagekeken door een lezer: “Anja”" in said(app)
    checked(button(app, "Haal dit citaat weg").click().run())
    assert quotes.picked(opened.dialogues.journal, "own", "", 2026) == ()
    assert "Er zijn nog geen citaten gekozen" in said(app)


def test_what_somebody_wrote_is_text_everywhere(empty_workspace):
    own(empty_workspace, proud=f"{SCRIPT} **vet** goed", label="", theme="parents")
    app = visit("dialoog", tab="themas", zoek="goed", peildatum=DAY, jaar="2026")
    checked(button(app, "Label of citaat").click().run())
    markup = html_of(app)
    assert SCRIPT not in markup
    assert html.escape(SCRIPT) in markup


def test_a_freely_chosen_theme_has_its_own_fold_and_its_name_is_text(empty_workspace):
    own(empty_workspace, theme="x1", label="Mentor **kind**", proud="Iedereen kent elkaar")
    app = visit("dialoog", tab="themas", peildatum=DAY, jaar="2026")
    labels = [block.label for block in app.get("expander")]
    assert any(label.startswith(r"Mentor \*\*kind\*\*") for label in labels)
    app = visit("dialoog", tab="themas", peildatum=DAY, jaar="2026", thema="mentor-kind")
    assert warnings(app) == []
    assert f"{TITLES['proud']} (1 antwoord)" in said(app)


MAKE = "Maak hier een actie van"


def with_action_answer(workspace, *, is_joint: bool):
    """The first theme with an answer about actions in such a dialogue: theme, dialogue and answer."""
    year = cycle(workspace)
    for found in theme_summaries(year, clock.today(), lambda one: one.is_joint is is_joint):
        for one, answer, _ in found.texts("actions_text"):
            return found.theme, one, answer
    raise AssertionError("the demo year has no such answer")


def about_actions(theme, is_joint: bool, **more):
    """The answers about actions of a theme, the list open."""
    kind = "gezamenlijk" if is_joint else "intern"
    app = visit(
        "dialoog", tab="themas", cijfers="voorbeeld", jaar="2026", thema=theme.slug, gesprek=kind, **more
    )  # fmt: skip
    app.session_state[f"fold_{theme.code}_actions_text"] = True
    return checked(app.run())


def field(app, label: str, kind: str = "text_area"):
    return next(w for w in getattr(app, kind) if w.label.startswith(label))


@pytest.mark.parametrize("is_joint", [False, True])
def test_an_answer_about_actions_becomes_a_proposal_with_its_source(workspace, is_joint):
    theme, one, answer = with_action_answer(workspace, is_joint=is_joint)
    before = cycle(workspace)
    app = about_actions(theme, is_joint)
    assert "Hier is een actie van gemaakt" not in said(app)
    checked(button(app, MAKE).click().run())
    assert field(app, "Actie: wat").value == answer.actions_text
    names = [before.by_id[i].name for i in one.participants if i in before.by_id]
    assert field(app, "Eigenaar").value.splitlines()[: len(names)] == names
    assert f"Thema: {theme.short}" in said(app)
    field(app, "Actie: wat").set_value("Kort gezegd: samen een lijst maken")
    field(app, "Datum", "text_input").set_value("1-12-2026")
    checked(button(app, "Maak de actie").click().run())
    (made,) = set(cycle(workspace).actions) - set(before.actions)
    assert made.text == "Kort gezegd: samen een lijst maken"
    assert (made.status, made.dialogue_id, made.theme) == ("proposal", one.dialogue_id, theme.code)
    assert str(made.due_on) == "2026-12-01"
    assert made.owners[: len(names)] == tuple(names)
    assert "De actie is gemaakt" in app.success[0].value
    assert "Hier is een actie van gemaakt" in said(app)
    assert f"actie={made.action_id}" in html_of(app)
    assert "tab=acties" in html_of(app)
    there = visit("dialoog", tab="acties", cijfers="voorbeeld", jaar="2026", actie=made.action_id)
    assert field(there, "Actie: wat").value == made.text


def test_a_second_action_of_the_same_answer_is_told_and_allowed(workspace):
    theme, _, _ = with_action_answer(workspace, is_joint=True)
    app = about_actions(theme, is_joint=True)
    before = len(cycle(workspace).actions)
    for _ in range(2):
        checked(button(app, MAKE).click().run())
        is_told = "Van dit antwoord is al een actie gemaakt" in said(app)
        assert is_told is (len(cycle(workspace).actions) > before)
        checked(button(app, "Maak de actie").click().run())
    assert len(cycle(workspace).actions) == before + 2
    assert "Hier zijn 2 acties van gemaakt" in said(app)


def test_an_action_of_an_answer_asks_for_a_function_and_a_real_date(workspace):
    theme, _, _ = with_action_answer(workspace, is_joint=True)
    before = cycle(workspace).actions
    app = about_actions(theme, is_joint=True)
    checked(button(app, MAKE).click().run())
    field(app, "Actie: wat").set_value("Een kortere tekst")
    field(app, "Uw functie", "text_input").set_value("Tom de Wit")
    checked(button(app, "Maak de actie").click().run())
    assert "functie" in app.error[0].value
    field(app, "Uw functie", "text_input").set_value("coach")
    field(app, "Datum", "text_input").set_value("31-2-2027")
    checked(button(app, "Maak de actie").click().run())
    assert "bestaat niet" in app.error[0].value
    assert field(app, "Actie: wat").value == "Een kortere tekst", "what was typed stays"
    assert cycle(workspace).actions == before


def test_no_action_is_made_on_an_earlier_day_nor_of_another_question(workspace):
    theme, _, _ = with_action_answer(workspace, is_joint=True)
    earlier = about_actions(theme, is_joint=True, peildatum=DAY)
    assert "Label of citaat" in said(earlier)
    assert MAKE not in said(earlier)
    other = about_actions(theme, is_joint=True)
    other.session_state[f"fold_{theme.code}_actions_text"] = False
    checked(other.run())
    assert "Label of citaat" in said(other)
    assert MAKE not in said(other)


def test_an_action_of_an_answer_is_text_everywhere(empty_workspace):
    own(empty_workspace, actions_text=f"{SCRIPT} **vet** doen")
    app = visit("dialoog", tab="themas", zoek="doen", jaar="2026")
    checked(button(app, MAKE).click().run())
    checked(button(app, "Maak de actie").click().run())
    assert "Hier is een actie van gemaakt" in said(app)
    assert SCRIPT not in html_of(app)
    assert html.escape(SCRIPT) in html_of(app)


def test_an_unknown_value_in_the_link_is_said(workspace):
    (told,) = warnings(themes(thema="onzin"))
    assert "'onzin'" in told
