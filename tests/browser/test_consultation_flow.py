"""A consultation in a real browser: kept while somebody types, by keyboard, over a killed server, from figure to document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import PATIENCE, download, rerun, unfold, whole
from docx import Document
from playwright.sync_api import BrowserContext, Page, expect
from test_form_flow import Server, until

from monitor.consultation.records import Consultation, Point, Question
from monitor.consultation.store import Consultations
from monitor.store.journal import Journal

MEANS = "Wat betekent dit voor het veld? (punt 1)"
SENTENCE = "De groepen krijgen weer rust; dat merken ouders ook. "


@pytest.fixture
def server_of_our_own(empty_workspace: Path) -> Iterator[Server]:
    started = Server(empty_workspace)
    yield started
    started.kill()


def store(server: Server) -> Consultations:
    return Consultations(Journal(server.workspace))


def begun(server: Server, points: int = 1) -> str:
    kept = store(server)
    one = kept.create("LKK voorjaar", date(2027, 3, 12))
    for number in range(1, points + 1):
        kept.save_point(one, Point("", title=f"Titel {number}"))
    return one


def now(server: Server, one: str) -> Consultation:
    found = store(server).get(one)
    assert found is not None
    return found


def opened(page: Page, server: Server, one: str, step: str) -> Page:
    page.goto(f"{server.address}/overleg?id={one}&stap={step}&peildatum=2027-03-01")
    whole(page)
    return page


def test_typing_goes_on_undisturbed_while_it_is_kept(server_of_our_own: Server, page: Page):
    server = server_of_our_own
    one = begun(server)
    field = opened(page, server, one, "punten").get_by_role("textbox", name=MEANS)
    field.click()
    text = SENTENCE * 3
    field.press_sequentially(text, delay=15)
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    field.press_sequentially(SENTENCE, delay=25)
    expected = text[:-30] + SENTENCE + text[-30:]
    assert field.input_value() == expected
    until(lambda: now(server, one).points[0].means == expected)  # without leaving the field
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len(expected) - 30
    expect(page.locator(".st-key-kib_saved")).to_contain_text("Laatst bewaard om")


def test_another_name_shows_in_the_list_too_and_the_field_keeps_the_focus(server_of_our_own: Server, page: Page):
    server = server_of_our_own
    one = begun(server)
    field = opened(page, server, one, "overleg").get_by_role("textbox", name="Naam van het overleg")
    field.click()
    page.keyboard.press("End")
    for word in (" met", " leden"):
        field.press_sequentially(word, delay=30)
        until(lambda: now(server, one).name == field.input_value())
        expect(page.get_by_role("combobox", name="Overleg")).to_have_value(f"{field.input_value()} (12 maart 2027)")
    expect(field).to_be_focused()
    assert field.input_value() == "LKK voorjaar met leden"


def test_a_killed_server_takes_nothing_and_the_browser_goes_on(server_of_our_own: Server, visitor: BrowserContext):
    server = server_of_our_own
    one = begun(server)
    page = opened(visitor.new_page(), server, one, "punten")
    field = page.get_by_role("textbox", name=MEANS)
    field.fill("Bewaard.")
    until(lambda: now(server, one).points[0].means == "Bewaard.")
    server.kill()
    field.press_sequentially(" En dit nog.", delay=10) if field.is_enabled() else None
    on_screen = field.input_value()
    server.start()
    expect(field).to_be_enabled(timeout=PATIENCE)
    until(lambda: now(server, one).points[0].means == field.input_value())
    assert field.input_value() == on_screen


def test_points_are_moved_dropped_and_put_back_with_the_keyboard(server_of_our_own: Server, page: Page):
    server = server_of_our_own
    one = begun(server, points=3)
    first, second, third = (point.point_id for point in now(server, one).points)
    opened(page, server, one, "punten")
    down = page.locator(f".st-key-Omlaag_{first} button:visible")
    down.focus()
    for order in ([second, first, third], [second, third, first]):
        expect(down).to_be_focused()  # it goes along with what was moved, some moments after the run
        with rerun(page):
            page.keyboard.press("Enter")
        assert [point.point_id for point in now(server, one).points] == order
    # At the end of the list the other button has the focus.
    expect(page.locator(f".st-key-Omhoog_{first} button:visible")).to_be_focused()
    page.locator(f".st-key-drop_point_{third} button:visible").focus()
    with rerun(page):
        page.keyboard.press("Enter")
    assert len(now(server, one).points) == 2
    expect(page.get_by_role("button", name="Zet terug")).to_be_focused()
    with rerun(page):
        page.keyboard.press("Enter")
    assert [point.point_id for point in now(server, one).points] == [second, third, first]


def test_a_question_stays_open_while_its_text_is_written(server_of_our_own: Server, page: Page):
    server = server_of_our_own
    one = begun(server)
    store(server).add_questions(one, [Question("", "Hoe gaat het?")])
    opened(page, server, one, "vragen")
    unfold(page, "Hoe gaat het?")
    field = page.get_by_role("textbox", name="Tekst van de vraag")
    field.click()
    page.keyboard.press("End")
    field.press_sequentially(" En met de ouders, en met de groepen daar?", delay=40)
    until(lambda: now(server, one).questions[0].text == "Hoe gaat het? En met de ouders, en met de groepen daar?")
    expect(field).to_be_focused()


def test_from_a_figure_to_the_briefing(server_of_our_own: Server, page: Page):
    """As a newcomer: choose a figure, make the consultation, write, paste questions, download."""
    server = server_of_our_own
    page.goto(f"{server.address}/overzicht?peildatum=2027-03-01")
    whole(page)
    with rerun(page):
        page.get_by_role("button", name="Voeg toe aan overleg").first.click()
    with rerun(page):
        page.get_by_role("link", name="Overleg voorbereiden").first.click()
    page.get_by_role("textbox", name="Naam van het overleg").fill("LKK voorjaar")
    with rerun(page):
        page.get_by_role("button", name="Maak dit overleg").click()
    expect(page.get_by_text("Het mandje is bewaard bij dit overleg: 1 figuur.")).to_be_visible()
    (one,) = (kept.consultation_id for kept in store(server).all())
    opened(page, server, one, "mandje")
    with rerun(page):
        page.get_by_role("button", name="Maak een gesprekspunt").click()
    opened(page, server, one, "punten")
    page.get_by_role("textbox", name=MEANS).fill("Locaties **weten** nu <b>waar</b> zij staan.")
    until(lambda: now(server, one).points[0].means != "")
    opened(page, server, one, "vragen")
    page.get_by_role("textbox", name="Tekst met vragen").fill(
        "Beste collega,\n\nWaarom is de werkstress hoger?\n\nMet vriendelijke groet,\nAnna\nanna@voorbeeld.nl\n"
    )
    add = page.get_by_role("button", name="Voeg 1 vraag toe")
    add.wait_for()
    with rerun(page):
        add.click()
    assert [question.text for question in now(server, one).questions] == ["Waarom is de werkstress hoger?"]
    opened(page, server, one, "briefing")
    with rerun(page):
        page.get_by_role("button", name="Maak briefing (Word)").click()
    expect(page.get_by_text("U kunt het nu downloaden.")).to_be_visible()
    document = Document(io.BytesIO(download(page, "Download: briefing-lkk-voorjaar.docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Locaties **weten** nu <b>waar</b> zij staan." in text
    assert "Waarom is de werkstress hoger?" in text
    assert "anna@" not in text
