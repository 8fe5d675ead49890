"""Feedback letters: only a location's own words, what was agreed, kind words for who sent nothing, and safe files."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from dialogues import build
from dialogues.read_documents import headings, text_of, word, zipped

from monitor.dialogues import quotes, reports
from monitor.dialogues.records import Answer, Cycle
from monitor.dialogues.reports import LETTERS, letters
from monitor.dialogues.reports.own_words import safe, shortened
from monitor.dialogues.words import PROUD, STANDS_OUT
from monitor.session import Session

ON = date(2027, 1, 12)
K1, K2, S1 = build.childcare("k1"), build.childcare("k2", "voorstad"), build.school("s1")
BOARD = build.school("s2", delivery="school_board")
SILENT = build.childcare("k3", "zandweerd")
CLOSED = build.childcare("k4", is_active=False)
THEME, OTHER = build.MANDATORY[0], build.MANDATORY[1]
HOSTILE = "=1+1\x00\x0b<script>alert(1)</script>\ud800 & 😀"


@pytest.fixture
def session(empty_workspace: Path) -> Session:
    return Session(empty_workspace)


def said(theme: str, **texts: str) -> dict[str, Answer]:
    return {theme: Answer(theme, **texts)}


def year(**more) -> Cycle:
    dialogues = more.pop("dialogues", None) or [
        build.internal(K1, "05-12", answers=said(THEME, stands_out="Eerst van k1.", proud="Trots van k1.")),
        build.internal(K2, "05-14", answers=said(THEME, stands_out="Alleen van k2.")),
        build.joint("j1", "k1 s1", "06-03", answers=said(OTHER, stands_out="Samen van k1 en s1.")),
    ]
    actions = more.pop("actions", ())
    return build.cycle([K1, K2, S1, BOARD, SILENT, CLOSED], dialogues=dialogues, actions=actions, **more)


def made(session: Session, cycle: Cycle) -> dict[str, str]:
    """Location id -> the text of its letter."""
    found = letters.letters(reports.material(session, cycle, ON))
    return {letter.location.location_id: text_of(letter.content) for letter in found}


def test_every_active_location_gets_one_letter(session):
    assert set(made(session, year())) == {"k1", "k2", "s1", "s2", "k3"}


def test_a_letter_quotes_its_own_location_and_no_other(session):
    found = made(session, year())
    assert "“Eerst van k1.”" in found["k1"]
    assert "In mei schreef u:" in found["k1"]
    assert "In mei was u hier trots op:" in found["k1"]
    assert "“Samen van k1 en s1.”" in found["k1"]
    assert "In juni schreef u samen met School s1:" in found["k1"]
    assert "“Samen van k1 en s1.”" in found["s1"]
    whose = {"Eerst van k1.": {"k1"}, "Trots van k1.": {"k1"}, "Alleen van k2.": {"k2"}, "Samen van": {"k1", "s1"}}
    for text, owners in whose.items():
        assert {code for code, letter in found.items() if text in letter} == owners


def test_a_letter_names_no_location_with_which_there_was_no_talk(session):
    found = made(session, year())
    assert "Opvang k2" not in found["k1"]
    assert "Opvang k1" not in found["k2"]
    assert not re.search(r"Opvang k[12]|School s1", found["k3"])


def test_what_was_agreed_stands_under_its_theme(session):
    actions = [
        build.action("a1", "running", "12-01", text="Een inloopochtend", theme=THEME, owners=("Werkgroep",)),
        build.action("a2", "done", text="Uit het gesprek", theme=OTHER, dialogue_id="j1", result="Gelukt"),
    ]
    found = made(session, year(actions=actions))
    assert (
        "De stuurgroep sprak dit af:\nEen inloopochtend. Dit loopt. Wie: Werkgroep. Klaar voor: 1 december 2026."
        in found["k1"]
    )
    assert "Dit sprak u af:\nUit het gesprek. Dit is klaar. Resultaat: Gelukt." in found["k1"]
    assert "Een inloopochtend" in found["k2"]
    assert "Uit het gesprek" in found["s1"]
    assert "Uit het gesprek" not in found["k2"]


def test_an_action_of_another_dialogue_is_told_only_once_it_is_in_the_year_plan(session):
    """What two locations agreed is theirs; what the municipality took over is of everybody."""
    private = build.action(
        "a1", "running", theme=THEME, text="Van k2 alleen", dialogue_id="i-k2", owners=("Opvang k2",)
    )
    assert "Van k2 alleen" not in made(session, year(actions=[private]))["k1"]
    planned = replace(private, status="in_year_plan")
    taken_over = replace(private, revision=2, status="done")
    found = made(session, year(actions=[taken_over], revisions=[planned, taken_over]))["k1"]
    assert "Van k2 alleen. Dit is klaar." in found
    assert "Opvang k2" not in found


def test_nothing_agreed_is_said_and_a_proposal_is_called_one(session):
    found = made(session, year())
    assert "De stuurgroep sprak hierover nog niets af." in found["k1"]
    assert "nog niets afgesproken" not in found["k1"], "they may have agreed something themselves"
    waiting = build.action("a1", "proposal", text="Een plan", theme=OTHER, dialogue_id="j1")
    told = made(session, year(actions=[waiting]))
    assert "Dit is een voorstel. De stuurgroep praat er nog over.\nEen plan." in told["k1"]
    assert "Een plan" not in told["k2"]
    gone = replace(waiting, status="dropped", result="Geen tijd.")
    assert (
        "Dit gaat niet door.\nEen plan. Dit is vervallen. Resultaat: Geen tijd."
        in made(session, year(actions=[gone]))["k1"]
    )


def test_an_action_without_a_theme_that_was_spoken_of_is_not_lost(session):
    loose = build.action("a1", "agreed", text="Los van een thema", dialogue_id="j1")
    found = made(session, year(actions=[loose]))
    assert "Ook dit kwam uit uw gesprek\nDit sprak u af:\nLos van een thema." in found["k1"]


def test_who_sent_nothing_gets_a_kind_letter_that_says_so(session):
    found = made(session, year())
    assert "geen vragenlijst" in found["k3"]
    assert "Hebt u hem wel verstuurd? Laat het ons dan weten." in found["k3"]
    assert "via het schoolbestuur" in found["s2"]
    assert "Hebt u hem wel verstuurd" not in found["s2"]
    assert "Contactpersoon Jonge Kind Zandweerd" in found["k3"]


def test_a_dialogue_of_which_only_the_day_is_known_is_not_called_a_questionnaire(session):
    bare = build.internal(K2, "05-14", answers={}, themes_asked=False)
    found = made(session, year(dialogues=[bare]))["k2"]
    assert "Wij kennen de antwoorden niet." in found
    assert "ontvingen wij de vragenlijst" not in found


def test_a_sentence_that_may_hold_a_name_is_left_out(session):
    text = "Het ging goed bij het halen. Dat was dankzij juf Fatima. Ouders blijven vaker."
    one = build.internal(K1, "05-12", answers=said(THEME, stands_out=text, proud="Meester Joris is er altijd."))
    found = made(session, year(dialogues=[one]))["k1"]
    assert "“Het ging goed bij het halen. [...] Ouders blijven vaker.”" in found
    assert "Fatima" not in found
    assert "Joris" not in found
    assert letters.NAME_INSIDE in found


def test_what_was_written_about_actions_is_quoted_too_and_short(session):
    words = said(THEME, stands_out="Het valt op.", actions_text="Wij maken een lijst. " + "Elke week weer " * 40)
    one = build.internal(K1, "05-12", answers=words)
    found = made(session, year(dialogues=[one]))["k1"]
    quoted = re.search(r"Over acties schreef u:\n“(.*)”", found)
    assert quoted is not None
    assert quoted[1].startswith("Wij maken een lijst. Elke week weer")
    assert quoted[1].endswith("[...]")
    assert len(quoted[1]) <= letters.LONGEST_ALSO
    assert found.index("Het valt op.") < found.index("Over acties schreef u:")


def test_who_wrote_only_about_actions_still_reads_in_which_month(session):
    one = build.joint("j1", "k1 s1", "06-03", answers=said(THEME, actions_text="Een overdrachtsformulier."))
    found = made(session, year(dialogues=[one]))["s1"]
    assert "In juni noemde u samen met Opvang k1 deze actie:\n“Een overdrachtsformulier.”" in found
    assert "Over acties schreef u" not in found


def test_a_name_in_what_was_written_about_actions_stays_out(session):
    words = said(THEME, proud="Wij zijn trots.", actions_text="Juf Fatima belt iedereen.")
    found = made(session, year(dialogues=[build.internal(K1, "05-12", answers=words)]))["k1"]
    assert f"Over acties schreef u:\n{letters.NAME_INSIDE}" in found
    assert "Fatima" not in found


def test_a_picked_quote_goes_before_what_the_program_would_cut(session):
    cycle = year()
    quotes.pick(session.dialogues.journal, cycle, "i-k1", THEME, STANDS_OUT, "Eerst [...] k1.", checked=True)
    found = made(session, cycle)["k1"]
    assert "“Eerst [...] k1.”" in found
    assert "“Eerst van k1.”" not in found


def test_words_are_shortened_between_two_words():
    assert shortened("een twee drie", 40) == "een twee drie"
    assert shortened("een twee drie vier vijf zes", 18) == "een twee [...]"
    assert len(shortened("x" * 10_000, 260)) <= 260
    assert safe("", frozenset()) == ""


def test_hostile_text_stays_text_and_long_text_stays_short(session):
    place = build.childcare("k1", name=HOSTILE)
    one = build.internal(
        place, "05-12", answers=said(THEME, stands_out=HOSTILE, proud="lang " * 2_000), help_asked=HOSTILE
    )
    action = build.action("a1", "agreed", theme=THEME, text=HOSTILE, owners=(HOSTILE,), result=HOSTILE)
    cycle = build.cycle([place], dialogues=[one], actions=[action])
    (letter,) = letters.letters(reports.material(session, cycle, ON))
    text = text_of(letter.content)
    assert "=1+1<script>alert(1)</script> & 😀" in text
    assert len(text) < 6_000
    assert "<script" not in zipped(letter.content)["word/document.xml"].decode()
    assert re.fullmatch(r"[a-z0-9-]+\.docx", letter.file)


def test_file_names_are_safe_and_unlike_each_other(session):
    names = ("../../etc/passwd", "De Zonnebloem", "De Zonnebloem", "CON", "été\n", "…", "x" * 300)
    places = [build.childcare(f"k{i}" if i != 2 else "K1", name=name) for i, name in enumerate(names)]
    files = [letter.file for letter in letters.letters(reports.material(session, build.cycle(places), ON))]
    assert len(set(files)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,110}\.docx", file) for file in files)
    assert not {"con.docx"} & set(files)


def test_the_zip_holds_the_letters_and_the_list_to_send_them_by(session):
    name, content = reports.make(LETTERS, session, year(), ON)
    assert name == "terugkoppelbrieven-voorbeeldstad-2026.zip"
    files = zipped(content)
    sheet = openpyxl.load_workbook(io.BytesIO(files["verzendlijst.xlsx"])).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[5] for row in rows} | {"verzendlijst.xlsx"} == set(files)
    by_code = {row[0]: row for row in rows}
    assert by_code["k3"][3:5] == ("Zandweerd", "Contactpersoon Jonge Kind Zandweerd")
    assert [by_code[code][6] for code in ("k1", "s2", "k3")] == [
        "eigen woorden",
        "via schoolbestuur",
        "niets ontvangen",
    ]
    assert by_code["k1"][7] == 3


def test_a_letter_is_a_document_with_headings_and_says_where_it_came_from(session):
    (letter, *_) = letters.letters(reports.material(session, year(), ON))
    assert [level for level, _ in headings(letter.content)] == [1, 2, 2, 1]
    assert "Peildatum: 12 januari 2027" in word(letter.content).sections[0].footer.paragraphs[0].text
    assert word(letter.content).core_properties.author == ""


def test_a_report_after_the_day_of_the_letter_is_not_in_it(session):
    late = [build.internal(K1, "2027-01-20", answers=said(THEME, proud="Te laat geschreven."))]
    assert "Te laat geschreven." not in made(session, year(dialogues=late))["k1"]


def test_a_freely_chosen_theme_has_its_own_name(session):
    own = {"Moestuin": Answer("Moestuin", stands_out="Kinderen eten mee.", label="Moestuin")}
    found = made(session, year(dialogues=[build.internal(K1, "05-12", answers=own)]))["k1"]
    assert "\nMoestuin\n" in found
    assert PROUD not in found
