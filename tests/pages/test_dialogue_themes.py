"""The tab Thema's: counts that say of which, answers on request, search with hits marked, labels and quotes."""

import html
from datetime import date

import pytest
from page_runs import button, checked, html_of, said, visit, warnings

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


def test_an_unknown_value_in_the_link_is_said(workspace):
    (told,) = warnings(themes(thema="onzin"))
    assert "'onzin'" in told
