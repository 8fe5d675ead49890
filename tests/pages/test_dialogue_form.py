"""Invullen as a visitor meets it: begin, be kept, be told what misses, send, correct, come back by the link."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from page_runs import button, checked, html_of, plain, said, visit
from streamlit.testing.v1 import AppTest

sys.path.append(str(Path(__file__).resolve().parents[1] / "dialogues"))
from places import add_places

from monitor import clock
from monitor.dialogues import drafts, submit
from monitor.session import Session
from monitor.store import place as places
from monitor.store.journal import Journal

YEAR = "2026"
ON = "2026-06-20"
MANDATORY = ("parents", "stability", "continuity")


@pytest.fixture
def session(empty_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(clock, "today", lambda: date.fromisoformat(ON))
    return add_places(empty_workspace)


def form(**params: str) -> AppTest:
    return visit("dialoog", tab="invullen", jaar=YEAR, peildatum=ON, **params)


def begun(session: Session, kind: str = "joint", place: str = "k1", fields: dict | None = None, **more) -> str:
    given = {"origin": "own", "municipality": "", "year": int(YEAR)} | more
    people = [place] if kind == "joint" else []
    draft = drafts.start(session.dialogues.journal, form_type=kind, location_id=place, participants=people, **given)
    if fields:
        drafts.save(session.dialogues.journal, draft, fields)
    return draft


def whole() -> dict:
    """The fields of a joint form on which nothing misses."""
    texts = {f"theme:{theme}:stands_out": "Het gaat goed." for theme in MANDATORY}
    return {"held_on": "2026-06-10", "participants": ["k1", "s1"], "reporter": "k1", **texts}


def kept(session: Session, draft: str) -> drafts.DraftState:
    found = drafts.load(Journal(session.workspace.folder), draft)
    assert found is not None
    return found


def widget(app: AppTest, draft: str, name: str):
    """The widget of a field of the form."""
    key = f"concept_{draft}_{name}"
    for kind in ("text_area", "text_input", "checkbox", "date_input", "selectbox", "multiselect"):
        for one in app.get(kind):
            if one.key == key:
                return one
    raise KeyError(name)


def test_one_chooses_a_location_and_a_form_that_fits(session: Session):
    app = form()
    app.selectbox(key="form_location").select("s2").run()
    checked(app)
    (kinds,) = [r.options for r in app.radio if r.label == "Welke vragenlijst?"]
    assert kinds == ["Interne dialoog school", "Gezamenlijke dialoog"]
    assert "Deze school levert via het schoolbestuur. U hoeft dit niet in te vullen. Het mag wel." in said(app)
    app.selectbox(key="form_location").select("k1").run()
    (kinds,) = [r.options for r in app.radio if r.label == "Welke vragenlijst?"]
    assert kinds == ["Interne dialoog kinderopvang", "Gezamenlijke dialoog"]
    assert "schoolbestuur" not in said(app)
    checked(button(app, "Begin met invullen").click().run())
    (draft,) = [stream.split("/")[1] for stream in session.dialogues.journal.streams("drafts")]
    assert draft in app.query_params["concept"]
    state = kept(session, draft)
    assert (state.form_type, state.location_id, state.year) == ("internal_childcare", "k1", 2026)
    assert "0 van 3 verplichte thema's ingevuld." in said(app)


@pytest.mark.parametrize(
    ("kind", "place", "question", "is_joint"),
    [
        ("internal_childcare", "k1", "Welke acties zijn daarop ingezet?", False),
        ("internal_school", "s1", "Welke acties zijn daarop ingezet?", False),
        ("joint", "k1", "Welke acties zijn afgesproken?", True),
    ],
)  # fmt: skip
def test_each_form_asks_the_three_questions_in_order_and_in_its_own_words(
    session: Session, kind: str, place: str, question: str, is_joint: bool
):
    app = form(concept=begun(session, kind, place))
    labels = [area.label for area in app.text_area]
    asked = ("Wat valt op?", question, "Waar bent u trots op, wat gaat goed?")
    assert labels[:9] == [f"{text} (thema {number})" for number in (1, 2, 3) for text in asked]
    assert ("Notitie voor uzelf" in labels) is is_joint
    assert ("Met wie was de dialoog?" in said(app)) is is_joint
    headings = [h.value for h in app.subheader]
    assert headings[1].endswith("partnerschap met ouders")
    assert "Afspraken over het OKE-formulier" in [box.label for box in app.checkbox]


def test_every_change_is_kept_at_once_and_only_what_changed(session: Session):
    draft = begun(session)
    app = form(concept=draft)
    widget(app, draft, "theme:parents:stands_out").input("Ouders komen <b>graag</b>.").run()
    widget(app, draft, "theme:parents:discussed").check().run()
    widget(app, draft, "theme:continuity_oke:discussed").check().run()
    widget(app, draft, "held_on").set_value(date(2026, 6, 10)).run()
    widget(app, draft, "participants").select("s1").select("jgz").run()
    widget(app, draft, "reporter").select("s1").run()
    checked(app)
    state = kept(session, draft)
    assert state.fields == {
        "theme:parents:stands_out": "Ouders komen <b>graag</b>.", "theme:parents:discussed": "1",
        "theme:continuity_oke:discussed": "1", "held_on": "2026-06-10", "participants": ["k1", "s1", "jgz"],
        "reporter": "s1",
    }  # fmt: skip
    assert "1 van 3 verplichte thema's ingevuld." in said(app)
    assert "Laatst bewaard" in said(app)
    patches = [e["fields"].keys() for e in session.dialogues.journal.entries(f"drafts/{draft}") if e["kind"] == "patch"]
    assert all(len(names) == 1 for names in patches)


def test_the_link_brings_back_everything_in_a_new_browser(session: Session):
    fields = whole() | {"theme:own-1:label": "Buiten [spelen](x)", "help": "1", "help_text": "Graag advies"}
    draft = begun(session, fields=fields)
    app = form(concept=draft)
    assert widget(app, draft, "theme:parents:stands_out").value == "Het gaat goed."
    assert widget(app, draft, "held_on").value == date(2026, 6, 10)
    assert widget(app, draft, "participants").value == ["s1"]
    assert widget(app, draft, "reporter").value == "k1"
    assert widget(app, draft, "help_text").value == "Graag advies"
    assert r"Thema 4: Buiten \[spelen\](x)" in [h.value for h in app.subheader]
    assert "Uw vraag komt bij: Contactpersoon Jonge Kind Centrum." in said(app)
    assert "3 van 3 verplichte thema's ingevuld." in said(app)


def test_a_theme_of_ones_own_gets_the_three_questions(session: Session):
    draft = begun(session)
    app = form(concept=draft)
    app.text_input(key=f"own_theme_{draft}").input("Buiten spelen").run()
    checked(button(app, "Voeg dit thema toe").click().run())
    assert "Thema 4: Buiten spelen" in [h.value for h in app.subheader]
    assert app.text_input(key=f"own_theme_{draft}").value == ""
    assert "Wat valt op? (thema 4)" in [area.label for area in app.text_area]


def test_sending_says_what_misses_and_waits_for_a_tick(session: Session):
    draft = begun(session, fields={"theme:parents:proud": "Wij zijn trots."})
    app = form(concept=draft)
    checked(button(app, "Verstuur").click().run())
    told = plain(html_of(app))
    assert "Bij het verplichte thema “De doorgaande lijn” staat nog niets." in told
    assert "Vul in op welke dag de dialoog was." in told
    assert button(app, "Verstuur toch").disabled
    assert session.dialogues.journal.entries("submissions") == []
    app.checkbox(key=f"agree_{draft}").check().run()
    checked(button(app, "Verstuur toch").click().run())
    assert len(session.dialogues.journal.entries("submissions")) == 1
    assert any("Verstuurd op" in s.value and "Download uw eigen kopie." in s.value for s in app.success)
    assert [b.label for b in app.button if b.label.startswith("Verstuur")] == []


def test_an_empty_form_is_not_sent(session: Session):
    draft = begun(session)
    app = form(concept=draft)
    checked(button(app, "Verstuur").click().run())
    assert "Dit formulier is nog leeg." in said(app)
    assert not [b for b in app.button if b.label == "Verstuur toch"]


def test_a_whole_form_goes_at_once_and_can_be_corrected(session: Session):
    draft = begun(session, fields=whole())
    app = form(concept=draft)
    checked(button(app, "Verstuur").click().run())
    assert len(session.dialogues.cycle("own", "", 2026).dialogues) == 1
    widget(app, draft, "theme:parents:stands_out").input("Het gaat beter.").run()
    assert any("Die verandering is nog niet verstuurd." in s.value for s in app.success)
    checked(button(app, "Verstuur de verbetering").click().run())
    (found,) = session.dialogues.cycle("own", "", 2026).dialogues
    assert found.answers["parents"].stands_out == "Het gaat beter."
    assert found.dialogue_id == submit.dialogue_id(draft)


def test_the_private_note_says_that_it_is_not_sent_and_is_not(session: Session):
    draft = begun(session, fields=whole())
    app = form(concept=draft)
    widget(app, draft, "reflection").input("Alleen voor onszelf").run()
    button(app, "Verstuur").click().run()
    assert "U verstuurt deze notitie niet." in said(app)
    assert "Alleen voor onszelf" not in str(session.dialogues.journal.entries("submissions"))
    assert kept(session, draft).text("reflection") == "Alleen voor onszelf"


def test_another_version_is_offered_and_can_be_put_under_ones_own(session: Session):
    name = "theme:parents:stands_out"
    draft = begun(session)
    app = form(concept=draft)
    drafts.save(session.dialogues.journal, draft, {name: "Van <i>Anna</i>"}, {name: ""})
    widget(app, draft, name).input("Van Bert").run()
    checked(app)
    assert "Andere versie: iemand anders schreef hier ook iets" in said(app)
    assert "Van <i>Anna</i>" in [t.value for t in app.text]
    checked(button(app, "Zet onder deze tekst").click().run())
    assert widget(app, draft, name).value == "Van Bert\n\nVan <i>Anna</i>"
    assert kept(session, draft).text(name) == "Van Bert\n\nVan <i>Anna</i>"
    assert "Andere versie" not in said(app)


@pytest.mark.parametrize(("label", "expected"), [("Gebruik deze versie", "Van Anna"), ("Laat weg", "Van Bert")])
def test_another_version_can_be_used_or_left_out(session: Session, label: str, expected: str):
    name = "theme:parents:stands_out"
    draft = begun(session)
    for text in ("Van Anna", "Van Bert"):
        drafts.save(session.dialogues.journal, draft, {name: text}, {name: ""})
    app = form(concept=draft)
    checked(button(app, label).click().run())
    assert widget(app, draft, name).value == expected
    assert kept(session, draft).text(name) == expected
    assert "Andere versie" not in said(app)


def test_what_a_colleague_wrote_elsewhere_is_told_and_shown_on_request(session: Session):
    draft = begun(session)
    app = form(concept=draft)
    drafts.save(session.dialogues.journal, draft, {"theme:stability:proud": "Van een collega"}, {})
    drafts.save(session.dialogues.journal, draft, {"participants": ["k1", "s2"]}, {"participants": ["k1"]})
    widget(app, draft, "theme:parents:proud").input("Van mij").run()
    assert "Iemand anders schreef hier ook." in said(app)
    assert widget(app, draft, "theme:stability:proud").value == ""
    checked(button(app, "Toon de nieuwste tekst").click().run())
    assert widget(app, draft, "theme:stability:proud").value == "Van een collega"
    assert widget(app, draft, "participants").value == ["s2"]
    assert widget(app, draft, "theme:parents:proud").value == "Van mij"
    assert "Iemand anders schreef hier ook." not in said(app)
    assert kept(session, draft).other_versions == {}


def test_a_text_that_was_taken_out_can_be_put_back(session: Session):
    name, long = "theme:parents:proud", "Onze ouders lezen elke dag voor, thuis en in de groep."
    draft = begun(session)
    app = form(concept=draft)
    widget(app, draft, name).input(long).run()
    widget(app, draft, name).input("").run()
    assert "Teksten die zijn weggehaald (1)" in said(app)
    checked(button(app, "Zet terug").click().run())
    assert widget(app, draft, name).value == long
    assert "Teksten die zijn weggehaald" not in said(app)


def test_text_that_cannot_be_kept_stays_on_screen_and_is_kept_later(session: Session, monkeypatch):
    name = "theme:parents:proud"
    draft = begun(session)
    app = form(concept=draft)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(places, "sync", full)
        widget(app, draft, name).input("Niet kwijt").run()
        checked(app)
        assert "Bewaren lukt nu niet. Uw tekst staat nog op dit scherm." in said(app)
        assert widget(app, draft, name).value == "Niet kwijt"
        checked(button(app, "Verstuur").click().run())
        assert session.dialogues.journal.entries("submissions") == []
    checked(button(app, "Probeer opnieuw te bewaren").click().run())
    assert "Bewaren lukt nu niet." not in said(app)
    assert kept(session, draft).text(name) == "Niet kwijt"


def test_going_to_another_part_and_back_shows_what_was_kept(session: Session):
    name = "theme:parents:proud"
    draft = begun(session)
    app = form(concept=draft)
    widget(app, draft, name).input("Blijft").run()
    part = next(r for r in app.radio if r.label == "Onderdeel van deze pagina")
    part.set_value("inrichten")
    app.run()
    drafts.save(session.dialogues.journal, draft, {name: "Blijft, en meer"}, {name: "Blijft"})
    next(r for r in app.radio if r.label == "Onderdeel van deze pagina").set_value("invullen")
    checked(app.run())
    assert widget(app, draft, name).value == "Blijft, en meer"
    assert kept(session, draft).other_versions == {}


def test_running_drafts_are_listed_with_a_link_and_text_stays_text(session: Session):
    draft = begun(session, "internal_childcare", "k2", {"theme:parents:proud": "Tekst"})
    sent = begun(session, fields=whole())
    submit.submit(session.dialogues.journal, session.dialogues.cycle("own", "", 2026), kept(session, sent))
    begun(session, fields=whole(), year=2025)
    app = form()
    markup = html_of(app)
    assert f"concept={draft}" in markup
    assert "Opvang &lt;b&gt;Beuk&lt;/b&gt; **vet**" in markup
    assert plain(markup).count("Concept ") == 1
    assert "✓ Verstuurd" in plain(markup)
    assert "met School De Linde" in plain(markup)


def test_a_link_of_another_year_leads_there_and_a_strange_one_is_refused(session: Session):
    draft = begun(session, year=2025, fields={"held_on": "2025-05-05"})
    app = form(concept=draft)
    assert "Dit concept hoort bij dialoogjaar 2025." in said(app)
    assert "Open het concept" in said(app)
    for strange in ("../../etc/passwd", "bestaat-niet", "<script>"):
        app = form(concept=strange)
        assert any("Dit concept kennen wij niet." in w.value for w in app.warning)
        assert "Vul een vragenlijst in" in [h.value for h in app.header]


def test_without_locations_one_is_sent_to_reading_them_in(empty_workspace: Path):
    app = form()
    assert "Er zijn nog geen locaties en scholen. Lees die eerst in." in said(app)


def test_a_click_right_after_a_choice_begins_the_form_that_was_chosen(session: Session):
    """On a slow machine the click comes before the page was drawn anew for the choice; both arrive in one run."""
    app = form()
    app.selectbox(key="form_location").select("k1").run()
    app.radio(key="form_kind_k1").set_value("joint")
    checked(button(app, "Begin met invullen").click().run())
    (draft,) = [stream.split("/")[1] for stream in session.dialogues.journal.streams("drafts")]
    assert (kept(session, draft).form_type, kept(session, draft).location_id) == ("joint", "k1")


def test_a_click_right_after_another_location_begins_nothing_yet(session: Session):
    app = form()
    app.selectbox(key="form_location").select("k1").run()
    app.selectbox(key="form_location").select("s1")
    checked(button(app, "Begin met invullen").click().run())
    assert [*session.dialogues.journal.streams("drafts")] == []
    assert "Interne dialoog school" in said(app)


def test_beginning_on_a_full_disk_is_told(session: Session, monkeypatch):
    app = form()
    app.selectbox(key="form_location").select("k1").run()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(places, "sync", full)
    button(app, "Begin met invullen").click().run()
    assert any("Er kan niets worden bewaard." in e.value for e in app.error)
    assert "concept" not in app.query_params
