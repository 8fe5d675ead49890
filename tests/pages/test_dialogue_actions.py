"""The tab Acties: what needs attention first, filters by link, editing with history, two people at once, last year."""

import html
import io
from datetime import date

import openpyxl
import pytest
from dialogue_year import fill, location
from page_runs import button, charts, checked, html_of, said, visit, warnings

from monitor.dialogues import action_edits as edits
from monitor.dialogues import action_tables
from monitor.dialogues import words as vocabulary
from monitor.dialogues.action_lists import from_last_year
from monitor.export.xlsx import workbook
from monitor.records import DEMO
from monitor.session import Session

DAY = "2026-11-21"
PLACE = ("voorbeeldstad", 2026)
SCRIPT = "<img src=x onerror=alert(1)>"


def actions(**more):
    return visit("dialoog", tab="acties", cijfers="voorbeeld", peildatum=DAY, **more)


def today(**more):
    """The actions of this very day: only then they can be changed."""
    return visit("dialoog", tab="acties", cijfers="voorbeeld", jaar="2026", **more)


def cycle(workspace):
    return Session(workspace).dialogues.cycle(DEMO, *PLACE)


def field(app, label: str, kind: str = "text_area"):
    """The field of the form on top of the page (the form for a new action stands below it)."""
    return next(w for w in getattr(app, kind) if w.label.startswith(label))


def table(app) -> str:
    return next(
        element.value for element in app.get("html") if "kib-actions" in element.value and "<table" in element.value
    )


def test_what_needs_attention_comes_first_and_counts_are_said(example_workspace):
    app = actions()
    text = said(app)
    total = len(cycle(example_workspace).actions)
    assert f"{total} acties: " in text
    assert "Eerst bespreken: over de datum of zonder eigenaar" in text
    assert "! over de datum" in text
    assert "! nog niemand" in text
    first = table(app).index("Eerst bespreken")
    assert all(first < table(app).index(f">{label} (") for label in ("Voorstel", "Afgesproken", "Loopt", "Klaar"))
    (chart,) = charts(app)
    assert chart.alt.startswith(f"Staafdiagram van de acties per status. Van {total} acties:")
    assert warnings(app) == []


def test_a_link_narrows_to_a_status_and_the_text_says_of_how_many(example_workspace):
    running = [a for a in cycle(example_workspace).actions if a.status == "running"]
    app = actions(status="loopt")
    assert f"U ziet {len(running)} van de {len(cycle(example_workspace).actions)} acties." in said(app)
    others = [a.text for a in cycle(example_workspace).actions if a.status != "running"]
    assert not [text for text in others if html.escape(text) in table(app)]
    (told,) = warnings(actions(status="onzin"))
    assert "'onzin'" in told


def test_an_edit_is_kept_as_a_revision_and_the_history_says_who_and_what(example_workspace):
    one = next(a for a in cycle(example_workspace).actions if a.status == "running")
    app = today(actie=one.action_id)
    assert field(app, "Actie: wat").value == one.text
    field(app, "Status", "selectbox").set_value("done")
    field(app, "Datum", "text_input").set_value("1-2-2027")
    field(app, "Eigenaar").set_value("Werkgroep\nGGD")
    field(app, "Uw functie", "text_input").set_value("beleidsmedewerker")
    checked(button(app, "Bewaar").click().run())
    assert "Bewaard als versie" in app.success[0].value
    saved = next(a for a in cycle(example_workspace).actions if a.action_id == one.action_id)
    assert (saved.status, saved.owners, str(saved.due_on)) == ("done", ("Werkgroep", "GGD"), "2027-02-01")
    assert (saved.revision, saved.changed_by) == (one.revision + 1, "beleidsmedewerker")
    assert "Status: was “Loopt”, nu “Klaar”." in said(app)
    assert edits.NO_RESULT in warnings(app), "a done action is asked for its result"
    assert field(app, "Actie: wat").value == one.text, "the form goes on with the new revision"


def test_a_date_that_is_none_is_refused_and_the_text_stays(example_workspace):
    one = cycle(example_workspace).actions[0]
    app = today(actie=one.action_id)
    field(app, "Actie: wat").set_value("Nieuwe tekst")
    field(app, "Datum", "text_input").set_value("31-2-2027")
    checked(button(app, "Bewaar").click().run())
    assert "bestaat niet" in app.error[0].value
    assert field(app, "Actie: wat").value == "Nieuwe tekst"
    assert cycle(example_workspace).actions[0] == one


def test_a_name_as_function_is_refused_and_one_in_the_text_is_pointed_out(example_workspace):
    one = cycle(example_workspace).actions[0]
    app = today(actie=one.action_id)
    field(app, "Actie: wat").set_value("Bespreken met juf Anja")
    field(app, "Uw functie", "text_input").set_value("Tom de Wit")
    checked(button(app, "Bewaar").click().run())
    assert "functie" in app.error[0].value
    field(app, "Uw functie", "text_input").set_value("coach")
    checked(button(app, "Bewaar").click().run())
    assert any("Anja" in text for text in warnings(app))
    assert cycle(example_workspace).actions[0].text == "Bespreken met juf Anja"


def test_an_owner_that_looks_like_a_person_is_pointed_out(example_workspace):
    one = cycle(example_workspace).actions[0]
    app = today(actie=one.action_id)
    field(app, "Eigenaar").set_value("Werkgroep\nJan de Vries")
    checked(button(app, "Bewaar").click().run())
    assert any("“Jan de Vries”" in text and "Werkgroep" not in text for text in warnings(app))


def test_somebody_elses_edit_is_shown_first_and_nothing_is_lost(example_workspace):
    opened = Session(example_workspace)
    one = next(a for a in cycle(example_workspace).actions if a.status == "running")
    app = today(actie=one.action_id)
    field(app, "Actie: wat").set_value("Mijn tekst")
    edits.change(opened.dialogues.journal, DEMO, *PLACE, one, by="coach", status="dropped")
    checked(button(app, "Bewaar").click().run())
    assert any("nog niets bewaard" in text for text in warnings(app))
    assert any(r"Gewijzigd door\: coach" in text and "Vervallen" in text for text in warnings(app))
    assert field(app, "Actie: wat").value == "Mijn tekst"
    checked(button(app, "Bewaar mijn wijzigingen toch").click().run())
    saved = next(a for a in cycle(example_workspace).actions if a.action_id == one.action_id)
    assert (saved.text, saved.status, saved.revision) == ("Mijn tekst", "dropped", one.revision + 2)


def test_the_newer_version_can_be_taken_instead(example_workspace):
    opened = Session(example_workspace)
    one = cycle(example_workspace).actions[0]
    app = today(actie=one.action_id)
    edits.change(opened.dialogues.journal, DEMO, *PLACE, one, text="Van een ander")
    checked(app.run())
    checked(button(app, "Laat de nieuwe versie zien").click().run())
    assert field(app, "Actie: wat").value == "Van een ander"
    assert warnings(app) == []


def test_a_new_action_is_a_proposal_with_its_dialogue(example_workspace):
    before = {a.action_id for a in cycle(example_workspace).actions}
    app = today()
    dialogue = cycle(example_workspace).joint(date.fromisoformat(DAY))[0]
    field(app, "Actie: wat").set_value(f"{SCRIPT} Samen lezen")
    field(app, "Uit welke dialoog", "selectbox").set_value(dialogue.dialogue_id)
    checked(button(app, "Voeg toe").click().run())
    (made,) = [a for a in cycle(example_workspace).actions if a.action_id not in before]
    assert (made.status, made.dialogue_id, made.revision) == ("proposal", dialogue.dialogue_id, 1)
    assert SCRIPT not in html_of(app)
    assert html.escape(SCRIPT) in html_of(app)
    assert field(app, "Actie: wat").value == "", "the form is empty again"
    checked(button(app, "Voeg toe").click().run())
    assert "nog geen tekst" in app.error[0].value


def test_an_open_action_of_last_year_is_taken_over_once(example_workspace):
    before = cycle(example_workspace)
    still = [f.then for f in from_last_year(before) if not f.now.is_closed]
    app = today()
    assert "Vorig jaar afgesproken: wat werd het?" in said(app)
    box = field(app, "Actie van vorig jaar", "selectbox")
    assert len(box.options) == len(still)
    checked(button(app, "Neem over naar dit jaar").click().run())
    after = cycle(example_workspace)
    (made,) = [a for a in after.actions if a.action_id not in {x.action_id for x in before.actions}]
    assert (made.text, made.status) == (still[0].text, "proposal")
    assert len(field(app, "Actie van vorig jaar", "selectbox").options) == len(still) - 1
    (followed,) = [f for f in from_last_year(after) if f.then.action_id == still[0].action_id]
    assert followed.now == made, "last year's list follows the action into this year"


def test_an_earlier_day_is_for_reading_and_leads_to_today(example_workspace):
    app = actions(actie=cycle(example_workspace).actions[0].action_id)
    assert "U ziet de acties zoals ze waren op 21 november 2026." in said(app)
    assert "Wijzig deze actie" not in said(app)
    assert not [b for b in app.button if b.label in ("Bewaar", "Voeg toe", "Neem over naar dit jaar")]
    (there,) = [p.proto for p in app.get("page_link") if p.proto.label == "Naar de stand van vandaag"]
    assert "peildatum=" in there.query_string


def test_the_workbook_holds_every_action_and_the_stamp(example_workspace):
    app = actions()
    download = next(b for b in app.get("download_button") if "XLSX" in b.proto.label)
    assert download.proto.label == "Download tabel (XLSX)"
    year = cycle(example_workspace)
    sheet = action_tables.actions_table(year.actions, year, vocabulary.load(), date.fromisoformat(DAY))
    book = openpyxl.load_workbook(io.BytesIO(workbook([sheet])))
    assert book["Acties"].max_row == len(year.actions) + 1


@pytest.mark.parametrize("params", [{"thema": "ouders"}, {"eigenaar": "niemand"}, {"actie": "geen"}])
def test_other_links_work(example_workspace, params):
    assert warnings(actions(**params)) == []


def test_a_filter_of_one_part_leaves_the_link_when_another_part_is_opened(example_workspace):
    app = actions(status="loopt", thema="ouders")
    next(r for r in app.radio if r.label.startswith("Onderdeel")).set_value("themas")
    checked(app.run())
    assert "status" not in app.query_params
    assert app.query_params["thema"] == "ouders", "both parts have this filter"
    assert warnings(app) == []
    next(r for r in app.radio if r.label.startswith("Onderdeel")).set_value("acties")
    checked(app.run())
    assert app.query_params["status"] == "loopt", "the selection was kept"


def test_a_year_without_actions_says_so_and_takes_the_first(empty_workspace):
    opened = Session(empty_workspace)
    opened.dialogues.journal.append(
        "submissions",
        {"origin": "own", "municipality": "", "year": 2026, "answers": [],
         "dialogue": {"dialogue_id": "d1", "form_type": "internal_school", "held_on": None,
                      "submitted_at": "2026-05-02T10:00:00", "participants": ["s1"]}},
    )  # fmt: skip
    app = visit("dialoog", tab="acties", jaar="2026")
    assert said(app).count("Er zijn nog geen acties.") == 2
    assert "Vorig jaar" not in said(app)
    field(app, "Actie: wat").set_value("Samen lezen")
    checked(button(app, "Voeg toe").click().run())
    assert [a.text for a in opened.dialogues.cycle("own", "", 2026).actions] == ["Samen lezen"]
    assert "1 actie vraagt aandacht" in said(app)


def test_a_list_of_choices_shows_signs_as_they_were_typed(empty_workspace):
    opened = fill(empty_workspace, {"locations": [location("k1", "childcare", "Opvang")]})
    year = opened.dialogues.cycle("own", "", 2026)
    edits.new(
        opened.dialogues.journal, year, text="Afspraak: 1 * per_maand", owners=("Team [A]: zuid",), theme="Spel: buiten"
    )
    app = visit("dialoog", tab="acties", jaar="2026", peildatum="2040-01-15")
    offered = {w.label: "\n".join(w.options) for w in app.selectbox}
    assert "Afspraak: 1 * per_maand (voorstel)" in offered["Wijzig een actie"]
    assert "Team [A]: zuid" in offered["Eigenaar"]
    assert "Spel: buiten" in offered["Thema"]
    assert not [label for label, options in offered.items() if "\\" in options]
