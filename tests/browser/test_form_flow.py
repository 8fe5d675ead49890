"""The form in a real browser: typing goes on while it is kept, a killed server takes nothing, one goes on and sends."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import NARROW, PATIENCE, TALL, download, own_port, rerun, start_server, whole
from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

sys.path.append(str(Path(__file__).resolve().parents[1] / "dialogues"))
from places import add_places

from monitor.dialogues import drafts
from monitor.store.journal import Journal

FIRST = "Wat valt op? (thema 1)"
FIELD = "theme:parents:stands_out"
PARAMS = "tab=invullen&jaar=2026&peildatum=2026-06-20"
SENTENCE = "Ouders blijven 's ochtends even hangen; wij praten dan kort, en dat helpt.\nWij doen dat elke dag. "


class Server:
    """A server that a test may kill and start again on the same port."""

    def __init__(self, workspace: Path) -> None:
        self.workspace, self.port = workspace, own_port()
        self.process: subprocess.Popen = start_server(workspace, self.port)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def start(self) -> None:
        self.process = start_server(self.workspace, self.port)


@pytest.fixture
def server(empty_workspace: Path) -> Iterator[Server]:
    add_places(empty_workspace)
    started = Server(empty_workspace)
    yield started
    started.kill()


@pytest.fixture
def tab(visitor: BrowserContext) -> Page:
    """A tab that may lose its server; without the watch on the console, where the browser tells so."""
    return visitor.new_page()


def begun(server: Server, kind: str = "internal_childcare") -> str:
    people = ["k1"] if kind == "joint" else []
    return drafts.start(Journal(server.workspace), "own", "", 2026, kind, "k1", people)


def kept(server: Server, draft: str) -> str:
    state = drafts.load(Journal(server.workspace), draft)
    assert state is not None
    return state.text(FIELD)


def opened(page: Page, server: Server, draft: str) -> Page:
    page.goto(f"{server.address}/dialoog?{PARAMS}&concept={draft}")
    whole(page)
    return page


def press(page: Page, name: str) -> None:
    with rerun(page):
        page.get_by_role("button", name=name, exact=True).click()


def until(true: Callable[[], bool], seconds: float = PATIENCE / 1000) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_typing_goes_on_undisturbed_while_it_is_kept(server: Server, page: Page):
    """Fast typing over many runs of the script, also in the middle of a text: no sign is lost and the caret stays."""
    draft = begun(server)
    field = opened(page, server, draft).get_by_label(FIRST)
    field.click()
    text = SENTENCE * 3
    field.press_sequentially(text, delay=15)
    for _ in range(30):
        page.keyboard.press("ArrowLeft")
    field.press_sequentially(SENTENCE, delay=25)
    expected = text[:-30] + SENTENCE + text[-30:]
    assert field.input_value() == expected
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == len(expected) - 30
    until(lambda: kept(server, draft) == expected)  # without leaving the field
    assert field.input_value() == expected
    expect(field).to_be_focused()
    saves = [e for e in Journal(server.workspace).entries(f"drafts/{draft}") if e["kind"] == "patch"]
    assert len(saves) >= 3, "it was kept while somebody was typing"
    expect(page.locator(".st-key-kib_saved")).to_contain_text("Laatst bewaard om")


@pytest.mark.parametrize("after", [30, 101])
def test_a_killed_server_takes_nothing_that_was_kept_and_the_browser_goes_on(server: Server, tab: Page, after: int):
    """Kill -9 in the middle of typing, start again: the browser comes back by itself and one goes on and sends."""
    draft = begun(server)
    page = opened(tab, server, draft)
    field = page.get_by_label(FIRST)
    field.click()
    text = SENTENCE * 2
    field.press_sequentially(text[: after // 2], delay=30)
    until(lambda: kept(server, draft) != "")  # kept while the caret is still in the field
    field.press_sequentially(text[after // 2 : after], delay=30)
    server.kill()
    in_store = kept(server, draft)
    assert in_store
    on_screen = field.input_value()
    assert text.startswith(on_screen)
    assert on_screen.startswith(in_store)
    expect(page.get_by_text("Er is nu geen verbinding.")).to_be_visible()
    server.start()
    expect(field).to_be_enabled(timeout=PATIENCE)
    until(lambda: kept(server, draft) == field.input_value())
    assert field.input_value() == on_screen
    expect(page.get_by_text("Er is nu geen verbinding.")).to_be_hidden()
    whole(page)
    field.click()
    page.keyboard.press("Control+End")
    field.press_sequentially("En wij gaan verder.", delay=10)
    until(lambda: kept(server, draft) == f"{on_screen}En wij gaan verder.")
    press(page, "Verstuur")
    expect(page.get_by_text("Bij het verplichte thema “De doorgaande lijn” staat nog niets.")).to_be_visible()
    with rerun(page):
        page.get_by_text("Ik heb dit gelezen. Verstuur toch.").click()
    press(page, "Verstuur toch")
    expect(page.get_by_text("Download uw eigen kopie.")).to_be_visible()
    (sent,) = Journal(server.workspace).entries("submissions")
    assert sent["answers"][0]["stands_out"] == f"{on_screen}En wij gaan verder.".strip()
    page.goto(f"{server.address}/dialoog?tab=dekking&jaar=2026")
    whole(page)
    expect(page.get_by_role("row", name=re.compile("Opvang De Eik")).first).to_contain_text(
        re.compile("ingestuurd", re.I)
    )


def test_a_browser_that_slept_does_not_bring_back_an_old_text(server: Server, tab: Page):
    """A tab stays open over a restart while a colleague writes on: the tab shows the colleague's text, both are kept."""
    draft = begun(server)
    page = opened(tab, server, draft)
    field = page.get_by_label(FIRST)
    field.fill("Samen begonnen.")
    until(lambda: kept(server, draft) == "Samen begonnen.")
    server.kill()
    drafts.save(
        Journal(server.workspace), draft, {FIELD: "Anders: samen verder geschreven."}, {FIELD: "Samen begonnen."}
    )
    server.start()
    expect(field).to_have_value("Anders: samen verder geschreven.", timeout=PATIENCE)
    assert kept(server, draft) == "Anders: samen verder geschreven."


def unrolled(box: Locator, name: str) -> Locator:
    """An option of a list. The list closes when the page moves under it; then one clicks again, as a person does."""
    option = box.page.get_by_role("option", name=name)
    for _ in range(10):
        box.click()
        with contextlib.suppress(TooLate):
            option.wait_for(timeout=3000)
            break
    return option


def test_from_choosing_a_form_to_being_received(server: Server, page: Page, visitor: BrowserContext):
    """By hand from the first choice: another person goes on by the link, the copy is a Word document, coverage knows."""
    page.set_viewport_size(TALL)
    page.goto(f"{server.address}/dialoog?{PARAMS}")
    whole(page)
    place = page.get_by_role("combobox", name=re.compile("Welke locatie of school"))
    place.click()
    place.fill("Eik")
    expect(page.get_by_role("option", name=re.compile("Opvang De Eik"))).to_be_visible()
    with rerun(page):
        page.keyboard.press("Enter")
    page.get_by_text("Gezamenlijke dialoog", exact=True).click()
    press(page, "Begin met invullen")  # at once: the click counts for what was just chosen
    with rerun(page):
        page.get_by_label(FIRST).fill("Ouders komen **graag** <b>binnen</b>.")
    with_whom = page.get_by_role("combobox", name=re.compile("Met wie was de dialoog"))
    with_whom.click()
    with_whom.fill("Linde")
    with rerun(page):
        page.get_by_role("option", name="School De Linde").click()
    page.keyboard.press("Tab")  # closes the list; Escape would take the choice back once the list is closed
    whole(page)
    option = unrolled(page.get_by_role("combobox", name=re.compile("Wie doet de terugkoppeling")), "School De Linde")
    with rerun(page):
        option.click()
    expect(page.get_by_text("1 van 3 verplichte thema's ingevuld.")).to_be_visible()
    page.get_by_role("button", name="Kopieer de link van dit concept").click()
    expect(page.get_by_text("Link gekopieerd.")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "concept=" in link
    assert "data=" not in link

    colleague = visitor.new_page()
    colleague.goto(link)
    whole(colleague)
    expect(colleague.get_by_label(FIRST)).to_have_value("Ouders komen **graag** <b>binnen</b>.")
    for number in (2, 3):
        with rerun(colleague):
            colleague.get_by_label(f"Wat valt op? (thema {number})").fill(f"Thema {number} gaat goed.")
    expect(colleague.get_by_text("3 van 3 verplichte thema's ingevuld.")).to_be_visible()
    copy = download(colleague, "Download uw kopie (Word)")
    text = "\n".join(p.text for p in Document(io.BytesIO(copy)).paragraphs)
    assert "Concept, laatst bewaard op" in text
    assert "Ouders komen **graag** <b>binnen</b>." in text
    press(colleague, "Verstuur")
    with rerun(colleague):
        colleague.get_by_text("Ik heb dit gelezen. Verstuur toch.").click()  # the date misses
    press(colleague, "Verstuur toch")
    expect(colleague.get_by_text("Download uw eigen kopie.")).to_be_visible()
    press(colleague, "Begin opnieuw")
    expect(colleague.get_by_role("row", name=re.compile("Opvang De Eik"))).to_contain_text("Verstuurd")
    (sent,) = Journal(server.workspace).entries("submissions")
    assert sent["dialogue"]["participants"] == ["k1", "s1"]
    assert sent["dialogue"]["reporter_id"] == "s1"
    assert date.fromisoformat(sent["dialogue"]["submitted_at"][:10])
    with rerun(colleague):
        colleague.get_by_role("link", name=re.compile("Open Opvang De Eik")).click()
    expect(colleague.get_by_label(FIRST)).to_have_value("Ouders komen **graag** <b>binnen</b>.")


def test_the_form_fits_a_narrow_screen_and_the_keyboard_reaches_it(server: Server, page: Page):
    page.set_viewport_size(NARROW)
    opened(page, server, begun(server, "joint"))
    wide = page.evaluate(
        "[...document.querySelectorAll('[data-testid=stMain] *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 "
        "&& !e.closest('.kib-region')).length"
    )
    assert wide == 0
    page.get_by_label(FIRST).focus()
    page.keyboard.type("Met het toetsenbord.")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Welke acties zijn afgesproken? (thema 1)")).to_be_focused()
    # The line that stays in view does not cover what has the focus.
    bar, field = page.locator(".st-key-kib_saved").bounding_box(), page.locator("textarea:focus").bounding_box()
    assert bar is not None
    assert field is not None
    assert field["y"] < bar["y"]
