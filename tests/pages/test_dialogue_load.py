"""Inlezen of the dialogue page: lists and questionnaires in three steps, open questions answered, likely doubles decided."""

from __future__ import annotations

import io
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from page_runs import button, checked, html_of, plain, said, visit

sys.path.append(str(Path(__file__).resolve().parents[1] / "dialogues" / "forms"))
sys.path.append(str(Path(__file__).resolve().parents[1]))
import form_exports as x
from dialogue_year import fill, location
from openpyxl import Workbook

from monitor.session import Session

PLACES = [location("K1", "childcare", "Kinderboom"), location("K2", "childcare", "De Zon"),
          location("S1", "school", "Basisschool De Brug", "voorstad")]  # fmt: skip
YEAR = {"jaar": "2026", "peildatum": "2026-11-21"}


@pytest.fixture
def folder(empty_workspace: Path) -> Path:
    fill(empty_workspace, {"locations": PLACES})
    return empty_workspace


def at(wat: str = "vragenlijsten", **more: str):
    return visit("dialoog", tab="inlezen", wat=wat, **(YEAR | more))


def upload(app, content: bytes, name: str = "vorm.xlsx"):
    app.file_uploader[0].set_value((name, content, x.XLSX if name.endswith("xlsx") else "text/csv"))
    return checked(app.run())


def press(app, label: str):
    return checked(button(app, label).click().run())


def internal(tmp_path: Path, locations=("Kinderboom",), **more) -> bytes:
    return x.internal(tmp_path, locations, **more).read_bytes()


def dialogues(folder: Path, origin: str = "own"):
    return Session(folder).dialogues.cycle(origin, "", 2026).dialogues


def choose_type(app, label: str = "Interne dialoog kinderopvang"):
    radio = next(r for r in app.radio if r.label.startswith("Welke vragenlijst"))
    radio.set_value(radio_code(label))
    return press(app, "Controleer opnieuw")


def radio_code(label: str) -> str:
    from monitor.dialogues import words

    return words.load().code_of("form_type", label)


def test_the_tab_offers_every_kind_with_a_template(empty_workspace):
    app = at("locaties")
    box = next(s for s in app.selectbox if s.label == "Wat wilt u inlezen?")
    assert box.options == [
        "Locaties en scholen",
        "Doorstroom",
        "Vragenlijsten",
        "Lijst van dialogen",
        "Acties",
        "Cijfers per jaar",
    ]
    for slug in ("locaties", "doorstroom", "vragenlijsten", "dialogen", "acties", "reeksen"):
        labels = [d.proto.label for d in at(slug).get("download_button")]
        assert any("(XLSX)" in label for label in labels), slug


def test_a_form_is_checked_asked_about_and_kept_only_on_demand(folder, tmp_path):
    app = upload(at(), internal(tmp_path, ["Kinderboom", "De zonn"]))
    assert [h.value for h in app.header] == ["Stap 1: kies", "Stap 2: controleer", "Stap 3: bewaar"]
    assert "Bewaar deze gegevens" not in [b.label for b in app.button]
    place = next(s for s in app.selectbox if "De zonn" in s.label)
    assert place.value == "", "nothing is chosen beforehand"
    assert place.options[1].startswith("De Zon"), "what is likely comes first"
    place.set_value("K2")
    app = choose_type(app)
    assert "Alles klopt." in said(app)
    assert dialogues(folder) == ()
    app = press(app, "Bewaar deze gegevens")
    assert any("Bewaard: 2 vragenlijsten uit vorm.xlsx." in s.value for s in app.success)
    assert "Bekijk de dekking" in said(app)
    assert [h.value for h in app.header] == ["Stap 1: kies"], "the uploader is empty again"
    assert {d.participants for d in dialogues(folder)} == {("K1",), ("K2",)}


def test_an_unknown_heading_shows_the_first_rows_and_is_remembered(folder, tmp_path):
    questions = (*x.NAMED, "Hoe vond u dit formulier? <b>vet</b>")
    app = choose_type(upload(at(), internal(tmp_path, questions=questions)))
    asked = next(s for s in app.selectbox if "Hoe vond u dit formulier?" in s.label)
    assert {"Kies wat dit is", "Gebruik deze kolom niet"} <= set(asked.options)
    assert any("De doorgaande lijn" in option for option in asked.options)
    assert "Hoe vond u dit formulier? <b>vet</b>" in plain(html_of(app))
    assert "<b>vet</b>" not in html_of(app)
    asked.set_value("ignore")
    app = press(press(app, "Controleer opnieuw"), "Bewaar deze gegevens")
    assert app.success
    again = upload(at(), internal(tmp_path, ["De Zon"], questions=questions, start=5))
    assert "Bewaar deze gegevens" in [b.label for b in again.button]


def test_repeated_questions_come_with_a_proposal_that_a_person_confirms(folder, tmp_path):
    app = upload(at(), internal(tmp_path, questions=x.REPEATED))
    asked = [s for s in app.selectbox if s.label.startswith("Kolom 'Wat valt op?")]
    assert [s.value for s in asked] == [f"theme:{t}:stands_out" for t in ("parents", "stability", "continuity")]
    assert all("ons voorstel" in s.label for s in asked)
    app = press(choose_type(app), "Bewaar deze gegevens")
    assert dialogues(folder)[0].answers["stability"].stands_out == "Kinderboom 4"


def test_choices_can_be_taken_back(folder, tmp_path):
    app = choose_type(upload(at(), internal(tmp_path)))
    assert "Alles klopt." in said(app)
    app = press(app, "Wis mijn keuzes bij dit bestand")
    assert "We weten niet welke vragenlijst dit is." in plain(html_of(app))


def test_the_same_file_twice_says_so(folder, tmp_path):
    content = internal(tmp_path)
    press(choose_type(upload(at(), content)), "Bewaar deze gegevens")
    assert "Dit bestand stond er al. Er is niets veranderd." in said(upload(at(), content))
    assert len(dialogues(folder)) == 1


def test_without_locations_the_form_is_refused_with_the_remedy(empty_workspace, tmp_path):
    app = upload(at(), internal(tmp_path))
    assert "Lees eerst de locaties in." in plain(html_of(app))
    assert "Bewaar deze gegevens" not in [b.label for b in app.button]


def test_a_list_of_locations_goes_in(empty_workspace):
    book = Workbook()
    for row in (
        ("code", "naam", "soort", "wijk"),
        ("K1", "Kinderboom", "kinderopvang", "Centrum"),
        ("S1", "De Brug", "school", "Voorstad"),
    ):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    app = upload(at("locaties"), stream.getvalue(), "locaties.xlsx")
    assert "Wat er in dit bestand staat" in plain(html_of(app))
    app = press(app, "Bewaar deze gegevens")
    assert any("Bewaard: 2 locaties" in s.value for s in app.success)
    names = {p.name for p in Session(empty_workspace).dialogues.cycle("own", "", 2026).locations}
    assert names == {"Kinderboom", "De Brug"}


def test_a_wrong_list_names_row_column_and_remedy(empty_workspace):
    app = upload(at("doorstroom"), b"van;naar;kinderen;met_vve\r\nK1;S1;veel;1\r\n", "stroom.csv")
    assert app.error
    assert "Bewaar deze gegevens" not in [b.label for b in app.button]
    assert Session(empty_workspace).state().datasets == {}


def test_invented_files_go_to_the_example_only(folder, tmp_path):
    app = at()
    checked(app.checkbox[0].set_value(True).run())
    assert "Dit bestand komt bij het voorbeeld, niet bij uw eigen gegevens." in said(app)
    app = upload(app, internal(tmp_path))
    assert "Lees eerst de locaties in." in plain(html_of(app)), "the example has its own locations"
    assert dialogues(folder) == ()


@pytest.mark.parametrize("choice", ["invented", "year"])
def test_a_file_is_not_kept_with_a_choice_that_it_was_not_checked_with(folder, tmp_path, choice):
    """On a slow machine a click can come before the page was drawn anew for a choice; both arrive in one run."""
    app = choose_type(upload(at(), internal(tmp_path)))
    if choice == "invented":
        app.checkbox[0].set_value(True)
    else:
        next(s for s in app.selectbox if s.label == "Dialoogjaar").set_value(2027)
    app = press(app, "Bewaar deze gegevens")
    assert not app.success or "Bewaard" not in app.success[0].value
    for origin in ("own", "demo"):
        assert dialogues(folder, origin) == ()


def test_own_files_never_join_the_example(example_workspace, tmp_path):
    fill(example_workspace, {"locations": PLACES})
    app = at(cijfers="voorbeeld")
    assert "Uw eigen bestand komt daar niet bij." in said(app)
    before = len(Session(example_workspace).dialogues.cycle("demo", "voorbeeldstad", 2026).dialogues)
    press(choose_type(upload(app, internal(tmp_path))), "Bewaar deze gegevens")
    assert len(dialogues(example_workspace)) == 1
    assert len(Session(example_workspace).dialogues.cycle("demo", "voorbeeldstad", 2026).dialogues) == before


def test_likely_doubles_stand_side_by_side_and_a_person_decides(empty_workspace):
    sent = datetime(2026, 6, 3, 10)
    row = {"form_type": "joint", "channel": "form", "themes_asked": True}
    fill(empty_workspace, {"locations": PLACES})
    session = Session(empty_workspace)
    tables = {
        "dialogues": [{**row, "dialogue_id": d, "submitted_at": sent + timedelta(days=n), "reporter_id": who}
                      for n, (d, who) in enumerate((("d1", "K1"), ("d2", "S1")))],
        "participants": [{"dialogue_id": d, "location_id": p} for d in ("d1", "d2") for p in ("K1", "S1")],
    }  # fmt: skip
    as_one_dataset(session, tables)
    app = at()
    assert "Zijn deze twee dezelfde dialoog?" in [h.value for h in app.header]
    text = plain(html_of(app))
    for words in (
        "Dezelfde deelnemers, 1 dagen na elkaar.",
        "3 juni 2026",
        "4 juni 2026",
        "Kinderboom",
        "Basisschool De Brug",
    ):
        assert words in text
    app = press(app, "Ja, dezelfde (paar 1)")
    assert "Zijn deze twee dezelfde dialoog?" not in [h.value for h in app.header]
    assert [d.dialogue_id for d in dialogues(empty_workspace) if d.is_current] == ["d2"]


def as_one_dataset(session: Session, tables) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from monitor.store.schemas import SCHEMAS
    from monitor.store.workspace import Dataset

    with session.workspace.staging() as folder:
        files = {}
        for table, rows in tables.items():
            schema = SCHEMAS[table]
            empty = dict.fromkeys(schema.names) | {
                "dataset_id": "f",
                "origin": "own",
                "municipality": "",
                "dialogue_year": 2026,
            }
            pq.write_table(pa.Table.from_pylist([empty | r for r in rows], schema=schema), folder / f"{table}.parquet")
            files[table] = [folder / f"{table}.parquet"]
        session.workspace.add(Dataset("f", "form", "own", "f", "f", 2), files)


def test_locations_without_an_area_can_be_completed_in_a_list(empty_workspace):
    bare = [location("K8", "childcare", "De Kei", area=""), location("K9", "childcare", "De Rots", area="")]
    fill(empty_workspace, {"locations": [*PLACES, *bare]})
    app = at("locaties")
    assert "Wijken en aanlevering aanvullen" in [h.value for h in app.subheader]
    assert "2 van de 5 locaties die meedoen hebben nog geen wijk." in said(app)
    assert "Download uw lijst om aan te vullen (XLSX)" in [d.proto.label for d in app.get("download_button")]
    assert "Download uw lijst om aan te vullen (XLSX)" not in [
        d.proto.label for d in at("doorstroom").get("download_button")
    ]


def test_without_locations_there_is_nothing_to_complete(empty_workspace):
    assert "Wijken en aanlevering aanvullen" not in [h.value for h in at("locaties").subheader]


def test_the_number_of_questions_is_that_of_the_table_below_it(folder):
    flows = "van;naar;kinderen;met_vve\nKinderboomm;S1;7;2\nKinderboomm;S1;8;2\nDe Zonn;S1;9;2\n"
    app = upload(at("doorstroom"), flows.encode(), "a.csv")
    assert "Wij hebben nog 2 vragen." in said(app)
    assert "Wat wij willen weten" in said(app)
    assert "de eerste 2 van" not in said(app)
