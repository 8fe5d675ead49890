"""The documents of a dialogue year, read back: order, counts, stamps, and that small numbers are nowhere in them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from dialogues import build
from dialogues.page_height import fill
from dialogues.read_documents import everything_in, headings, tables, text_of, word
from docx.oxml.ns import qn

from monitor.access.records import TOTALS, DialogueScope
from monitor.access.scope import scoped
from monitor.demo.dialogue_install import install_dialogue
from monitor.dialogues import quotes, reports
from monitor.dialogues.action_lists import from_last_year
from monitor.dialogues.records import Cycle
from monitor.dialogues.reports import KINDS, LEA, LETTERS, STEERING_GROUP, WORKBOOK, WORKING_GROUP
from monitor.dialogues.status import Status, status
from monitor.dialogues.words import MISSING, NOT_ASKED, PROPOSAL, STANDS_OUT, SUPPRESSED
from monitor.records import DEMO
from monitor.session import Session

ON = date(2026, 11, 21)
WORD_KINDS = (WORKING_GROUP, STEERING_GROUP, LEA)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    opened = Session(tmp_path_factory.mktemp("demo"))
    install_dialogue(opened.workspace)
    return opened


@pytest.fixture(scope="module")
def cycle(session: Session) -> Cycle:
    return session.dialogues.cycle(DEMO, "voorbeeldstad", 2026)


@pytest.fixture(scope="module")
def found(cycle: Cycle) -> Status:
    return status(cycle, ON)


@pytest.fixture(scope="module")
def documents(session: Session, cycle: Cycle) -> dict[str, bytes]:
    return {kind: reports.make(kind, session, cycle, ON)[1] for kind in KINDS}


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_headings_go_down_one_level_at_a_time(documents, kind: str):
    levels = [level for level, _ in headings(documents[kind])]
    assert levels
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_the_report_of_the_working_group_has_its_parts_in_order(documents, cycle: Cycle):
    found = headings(documents[WORKING_GROUP])
    assert [text for level, text in found if level == 1] == [
        "Over dit verslag", "Waar staan we", "Wie deed mee", "Wat kwam eruit per thema",
        "Doorstroom en gesprekspartners", "Acties", "Bereik, kwaliteit en opbrengsten", "Wat we niet weten",
        "Zo is geteld", "Bijlage: alleen voor de werkgroep",
    ]  # fmt: skip
    themes = [text for level, text in found if level == 2]
    for theme in cycle.settings.main_themes:
        assert any(text.startswith(theme.label) for text in themes)


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_every_table_repeats_its_header_row_and_says_what_it_is(documents, kind: str):
    made = word(documents[kind])
    assert kind == LEA or made.tables
    for table in made.tables:
        heads = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        for name in ("w:tblCaption", "w:tblDescription"):
            assert table._tbl.tblPr.find(qn(name)).get(qn("w:val"))


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_every_page_says_that_it_is_invented_and_where_it_came_from(documents, session: Session, kind: str):
    section = word(documents[kind]).sections[0]
    assert section.header.paragraphs[0].text == "Fictieve gegevens"
    footer = section.footer.paragraphs[0].text
    for told in (
        "Gemeente: Voorbeeldstad", "Dialoogjaar: 2026 (maart 2026 t/m januari 2027)",
        "Bron: vragenlijsten van locaties en scholen", f"Dataversie: {session.data_version()}",
        "Peildatum: 21 november 2026",
    ):  # fmt: skip
        assert told in footer


def test_invented_data_say_so_in_every_document(documents):
    for kind, content in documents.items():
        assert "Fictieve gegevens" in everything_in(kind, content), kind


def test_every_pdf_has_structure_for_a_screen_reader(documents):
    """The accessibility statement counts on it."""
    found = {kind: content for kind, content in documents.items() if content.startswith(b"%PDF")}
    assert found
    assert [kind for kind, content in found.items() if b"<pdfuaid:part>1</pdfuaid:part>" not in content] == []


def test_the_table_of_areas_counts_what_the_status_counts(documents, found: Status):
    rows = tables(documents[WORKING_GROUP])["Interne dialoog per wijk"]
    by_label = {row[0]: [int(cell) for cell in row[1:]] for row in rows[1:]}
    for area in found.by_area.values():
        assert by_label[area.label] == [
            area.required, len(area.received), len(area.late), len(area.via_school_board), len(area.missing),
            len(area.without_dialogue),
        ]  # fmt: skip
    internal = found.internal
    assert by_label["Samen"][:5] == [
        internal.required, len(internal.received), len(internal.late), len(internal.via_school_board), len(internal.missing),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [STEERING_GROUP, LEA])
def test_one_page_tells_the_same_counts_with_their_wholes(documents, found: Status, kind: str):
    text = text_of(documents[kind])
    internal, joint, vve = found.internal, found.joint, found.vve
    assert f"{len(internal.received)} van de {internal.required} locaties hebben de interne dialoog ingestuurd" in text
    assert f"{len(internal.via_school_board)} via het schoolbestuur" in text
    known = len(joint.dialogues) - len(joint.themes_not_asked)
    assert f"{len(joint.with_all_mandatory_themes)} van de {known} gezamenlijke dialogen" in text
    flow, closed = len(vve.locations_with_flow), len(vve.without_dialogue)
    assert f"{flow - closed} van de {flow} locaties met VVE-doorstroom hebben een gezamenlijke dialoog" in text
    assert f"{closed} locaties hebben wel doorstroom van kinderen met VVE, maar nog geen gezamenlijke" in text


def test_phases_stand_in_the_report_in_the_words_of_the_screen(documents, found: Status):
    rows = tables(documents[WORKING_GROUP])["Stand per fase"]
    assert [row[0] for row in rows[1:]] == [state.phase.label for state in found.phases]
    assert [row[3] for row in rows[1:]] == [state.sentence for state in found.phases]


def test_the_three_denominators_stand_apart(documents, session, cycle):
    text = text_of(documents[WORKING_GROUP])
    said = reports.material(session, cycle, ON).coverage.denominators
    assert len(said) == 3
    assert all(part.sentence in text for part in said)


def test_an_answer_stands_in_a_report_only_when_a_person_picked_it(session, tmp_path):
    """Until then the report gives numbers; the words of locations stay with the working group."""
    opened = Session(tmp_path)
    secret = "Wij zien dat ouders graag blijven hangen bij het halen."
    place = build.childcare("k1")
    one = build.internal(place, "05-12", answers=build.answers(build.MANDATORY, stands_out=secret))
    year = build.cycle([place], dialogues=[one])
    for kind in WORD_KINDS:
        assert secret not in text_of(reports.make(kind, opened, year, ON)[1])
    report = text_of(reports.make(WORKING_GROUP, opened, year, ON)[1])
    assert "Van de 1 dialoog over dit thema is er 1 met een antwoord." in report
    assert "Een lezer kiest ze op het tabblad Thema's." in report
    quotes.pick(opened.dialogues.journal, year, one.dialogue_id, build.MANDATORY[0], STANDS_OUT, secret, checked=True)
    for kind in WORD_KINDS:
        text = text_of(reports.make(kind, opened, year, ON)[1])
        assert secret in text
        assert place.name not in text.split("Bijlage")[0]


def test_actions_of_the_report_are_those_of_the_year(documents, cycle: Cycle):
    shown = tables(documents[WORKING_GROUP])
    proposals = [a.text for a in cycle.actions if a.status == PROPOSAL]
    assert sorted(row[0] for row in shown[f"Voorstellen voor de stuurgroep: {len(proposals)} acties"][1:]) == sorted(
        proposals
    )
    overdue = [a.text for a in cycle.actions if a.is_overdue(ON)]
    assert sorted(row[0] for row in shown[f"Over de datum: {len(overdue)} acties"][1:]) == sorted(overdue)
    followed = from_last_year(cycle)
    assert followed
    assert [row[2] for row in shown["Acties van 2025"][1:]] == [f.sentence for f in followed]


def test_the_national_picture_stands_beside_a_theme_and_its_absence_is_said(documents, cycle: Cycle):
    text = text_of(documents[WORKING_GROUP])
    parts = text.split("Landelijk beeld")[1:]
    assert len(parts) >= len(cycle.settings.main_themes)
    without = next(i for i, theme in enumerate(cycle.settings.main_themes) if not theme.measures)
    assert parts[without].lstrip().startswith("Landelijk is er geen meting die hierbij past.")


SMALL, SMALL_VVE, SMALL_BEFORE = 7_654_321, 6_543_217, 5_432_176
"""Numbers that stand out, under a threshold that makes them small."""


def flow_year() -> Cycle:
    places = [build.childcare("k1"), build.childcare("k2"), build.school("s1"), build.school("s2")]
    year = build.cycle(
        places,
        flows=[build.flow("k1>s1", SMALL, SMALL_VVE), build.flow("k1>s2", 19_100_001, 15_500_001),
               build.flow("k2>s1", 19_300_007, 15_100_007), build.flow("k2>s2", 0, 0)],
        dialogues=[build.internal(place, "05-12") for place in places],
    )  # fmt: skip
    before = replace(year, flows=(build.flow("k1>s1", SMALL_BEFORE, 0),))
    return replace(year, settings=replace(year.settings, min_children=9_000_000), previous=before)


@pytest.mark.parametrize("kind", list(KINDS))
def test_small_numbers_are_in_no_document(empty_workspace: Path, kind: str):
    name, content = reports.make(kind, Session(empty_workspace), flow_year(), ON)
    text = everything_in(name, content)
    for small in (SMALL, SMALL_VVE, SMALL_BEFORE):
        assert str(small) not in text
        assert f"{small:,}".replace(",", ".") not in text


def test_a_number_that_is_shown_gives_no_small_one_away(empty_workspace: Path):
    """Of the whole and the numbers beside the small one at least one is hidden as well."""
    _, content = reports.make(WORKBOOK, Session(empty_workspace), flow_year(), ON)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Doorstroom"]
    shown = [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown.count("te klein om te tonen") >= 2


def test_four_reasons_for_no_number_stay_four(session):
    places = [build.childcare(f"k{i}") for i in range(4)] + [build.school("s1"), build.school("s2"), build.school("s3")]
    amount = build.amount
    flows = [
        build.flow("k0>s1", 0, 0), build.flow("k1>s1", 20, None),
        replace(build.flow("k2>s2", 20), children=replace(amount(None), state=SUPPRESSED)),
        replace(build.flow("k3>s3", 20), children_vve=replace(amount(None), state=NOT_ASKED)),
    ]  # fmt: skip
    source = reports.material(session, build.cycle(places, flows), ON)
    content = reports.made(WORKBOOK, source)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Doorstroom"]
    found = {(row[0], row[1]): (row[2], row[3]) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert found["Opvang k0", "School s1"] == (0, 0)
    assert found["Opvang k1", "School s1"] == (20, "geen cijfer")
    assert found["Opvang k2", "School s2"][0] == "te klein om te tonen"
    assert found["Opvang k3", "School s3"][1] == "niet gevraagd"
    rows = {row[0]: row[1:] for row in tables(reports.made(WORKING_GROUP, source))["Wat we wel en niet weten"][1:]}
    assert rows["Kinderen met VVE per paar"][3:] == ["1", "1"]
    assert rows["Kinderen per paar"][1] == "1"


def test_the_workbook_holds_everything_and_runs_nothing(documents, cycle: Cycle):
    book = openpyxl.load_workbook(io.BytesIO(documents[WORKBOOK]))
    for name in ("Dekking", "Doorstroom", "Antwoorden", "Acties", "Citaten", "Over dit bestand"):
        assert name in book.sheetnames
    assert book["Dekking"].max_row - 1 == len(cycle.active)
    assert book["Acties"].max_row - 1 == len(cycle.actions)
    for sheet in book:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.parametrize("kind", WORD_KINDS)
def test_a_year_with_nothing_but_locations_still_gives_every_document(empty_workspace: Path, kind: str):
    text = text_of(reports.make(kind, Session(empty_workspace), build.cycle([build.childcare("k1")]), ON)[1])
    assert "0 van de 1 locatie" in text or "De interne dialoog moet nog." in text


def test_an_empty_year_has_no_report_but_has_its_theme_sheet(empty_workspace: Path):
    opened = Session(empty_workspace)
    with pytest.raises(reports.ReportError, match="nog geen gegevens"):
        reports.make(WORKING_GROUP, opened, build.cycle(), ON)
    for kind in (reports.POSTER, reports.CALENDAR):
        assert reports.make(kind, opened, build.cycle(), ON)[1]


def test_an_unknown_kind_is_named_with_the_kinds_that_exist(session, cycle):
    with pytest.raises(reports.ReportError, match=r"brief.*working_group"):
        reports.make("brief", session, cycle, ON)


def test_documents_of_own_data_carry_no_stamp(empty_workspace: Path):
    year = build.cycle([build.childcare("k1")], dialogues=[build.internal(build.childcare("k1"), "05-12")])
    for kind in KINDS:
        name, content = reports.make(kind, Session(empty_workspace), year, ON)
        assert "Fictieve" not in everything_in(name, content)
        assert "fictief" not in name


def test_write_takes_a_path_or_a_folder(session, cycle, tmp_path: Path):
    exact = tmp_path / "map" / "verslag.docx"
    assert reports.write(WORKING_GROUP, session, cycle, ON, exact) == [exact]
    assert headings(exact.read_bytes())
    folder = tmp_path / "uit"
    (made,) = reports.write(LEA, session, cycle, ON, folder)
    assert made == folder / "lea-voorbeeldstad-2026-fictief.docx"
    assert word(made.read_bytes()).core_properties.title
    (whole,) = reports.write(LETTERS, session, cycle, ON, tmp_path / "brieven.zip")
    loose = reports.write(LETTERS, session, cycle, ON, tmp_path / "brieven")
    assert whole.suffix == ".zip"
    assert len(loose) == len(cycle.active) + 1
    assert not [p for p in tmp_path.rglob("*") if p.name.endswith(".tmp")]


def test_missing_is_not_zero_in_the_words_of_the_report(session):
    year = build.cycle([build.childcare("k1"), build.school("s1")], flows=[build.flow("k1>s1", None, None)])
    assert year.flows[0].children.state == MISSING
    text = text_of(reports.make(WORKING_GROUP, session, year, ON)[1])
    assert "Kinderen van kinderopvang naar school: 0" not in text


def full_year() -> Cycle:
    """A year in which everything is as long and as many as a user can make it."""
    word = "samenwerkingsverband "
    places = [build.childcare("k1", name=word * 9), build.school("s1", name=word * 9)]
    themes = [replace(theme, label=word * 9, short=word * 3) for theme in build.cycle().settings.main_themes]
    more = [replace(themes[0], code=f"t{i}", slug=f"t{i}", mandatory=False, aliases=()) for i in range(9)]
    actions = [
        build.action(f"a{i}", status, "09-01", text=word * 40, theme=build.MANDATORY[0], owners=(word * 3, word * 3))
        for i, status in enumerate(["proposal", "agreed", "done", "dropped"] * 10)
    ]
    said = {theme.code: build.Answer(theme.code, stands_out=word * 25) for theme in (*themes, *more)}
    year = build.cycle(
        places, flows=[build.flow("k1>s1", 90, 50)],
        dialogues=[build.internal(places[0], "05-12", answers=said), build.joint("j1", "k1 s1", "06-12", answers=said)],
        actions=actions, previous=build.cycle(places, actions=actions, year=2025),
    )  # fmt: skip
    phases = tuple(replace(p, label=word * 5, what=word * 30, who=word * 9) for p in year.settings.phases)
    name = "Kwaliteitsdialoog " * 9
    settings = replace(
        year.settings, themes=(*themes, *more), phases=phases, dialogue_name=name, municipality_label=word * 3
    )
    return replace(year, settings=settings)


@pytest.mark.parametrize("kind", [STEERING_GROUP, LEA])
def test_one_page_stays_one_page(empty_workspace: Path, documents, kind: str):
    assert 0.4 < fill(documents[kind]) < 0.95
    opened, year = Session(empty_workspace), full_year()
    for theme in build.MANDATORY:
        answer = year.dialogues[0].answers[theme].stands_out
        quotes.pick(opened.dialogues.journal, year, "i-k1", theme, STANDS_OUT, answer[:500].strip(), checked=True)
    assert fill(reports.make(kind, opened, year, ON)[1]) < 1


def test_the_page_of_who_sees_counts_says_that_themes_wait_and_stays_one_page(empty_workspace: Path):
    counts = scoped(full_year(), DialogueScope(TOTALS))
    content = reports.make(STEERING_GROUP, Session(empty_workspace), counts, ON)[1]
    assert "Van 2 dialogen tellen de thema's en acties nog niet mee." in text_of(content)
    assert fill(content) < 1


HOSTILE = "=1+1\x00\x0b<script>alert(1)</script>\ud800 & 😀 {0} %s"
PLAIN = "=1+1<script>alert(1)</script> & 😀 {0} %s"


def hostile_year() -> Cycle:
    places = [build.childcare("k1", name=HOSTILE, organisation=HOSTILE), build.school("s1", name=HOSTILE)]
    said = {"Eigen": build.Answer("Eigen", HOSTILE, HOSTILE, HOSTILE, label=HOSTILE)} | build.answers(
        build.MANDATORY, stands_out=HOSTILE, actions_text=HOSTILE, proud="lang " * 2_000
    )
    actions = [
        build.action(
            f"a{i}", status, "09-01", text=HOSTILE, theme=HOSTILE, owners=(HOSTILE,), result=HOSTILE, dialogue_id="j1"
        )
        for i, status in enumerate(("proposal", "agreed", "done", "dropped"))
    ]
    year = build.cycle(
        places, flows=[build.flow("k1>s1", 30, 20)],
        dialogues=[build.internal(places[0], "05-12", answers=said), build.joint("j1", "k1 s1", "06-12", answers=said)],
        actions=actions, previous=build.cycle(places, actions=actions, year=2025),
    )  # fmt: skip
    settings = year.settings
    phases = tuple(replace(p, label=HOSTILE, what=HOSTILE, who=HOSTILE) for p in settings.phases)
    themes = tuple(replace(t, label=HOSTILE + t.code, description=HOSTILE) for t in settings.themes)
    areas = tuple(replace(a, label=HOSTILE, contact_role=HOSTILE) for a in settings.areas)
    changed = replace(
        settings, phases=phases, themes=themes, areas=areas, municipality_label=HOSTILE, dialogue_name=HOSTILE
    )
    return replace(year, settings=changed)


@pytest.mark.parametrize("kind", list(KINDS))
def test_hostile_text_breaks_no_document_and_stays_text(empty_workspace: Path, kind: str):
    name, content = reports.make(kind, Session(empty_workspace), hostile_year(), ON)
    assert re.fullmatch(r"[a-z0-9-]+\.(docx|zip|pdf|ics|xlsx)", name)
    if kind in WORD_KINDS:
        assert "".join(PLAIN.split()) in "".join(text_of(content).split())
    if name.endswith((".docx", ".xlsx", ".zip")):
        assert "<script" not in everything_in(name, content)
    if kind == WORKBOOK:
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert any(str(c.value).startswith("=1+1") for row in book["Acties"].iter_rows() for c in row)
