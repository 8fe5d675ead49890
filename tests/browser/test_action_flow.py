"""Acties and Thema's as somebody uses them: change an action and reload, put a label with the keyboard, pick a quote."""

from pathlib import Path

import pytest
from conftest import own_port, rerun, serving, whole
from playwright.sync_api import expect

from monitor import paths
from monitor.demo import install_all
from monitor.session import Session

LINK = "dialoog?cijfers=voorbeeld&jaar=2026"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A server of its own with the example, for tests that write."""
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(tmp_path))
    opened = Session(tmp_path)
    install_all(opened.workspace, opened.database, opened.catalogue)
    with serving(tmp_path, port=own_port()) as found:
        yield found


def test_change_an_action_reload_and_it_is_still_changed(address, visit):
    page = visit(f"{address}/{LINK}&tab=acties&status=loopt")
    first = page.locator("table.kib-actions a.kib-link").first
    text = first.inner_text()
    with rerun(page):
        first.click()
    form = page.locator(".st-key-kib_action")
    assert form.locator("textarea").first.input_value() == text
    page.get_by_label("Resultaat: wat kwam ervan?").fill("Alle ouders kwamen langs.")
    form.get_by_role("textbox", name="Uw functie (mag leeg)").fill("beleidsmedewerker")
    with rerun(page):
        form.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Bewaard als versie")).to_be_visible()
    page.reload()
    whole(page)
    assert page.get_by_label("Resultaat: wat kwam ervan?").input_value() == "Alle ouders kwamen langs."
    history = page.locator(".st-key-kib_action details")
    history.locator("summary").click()
    table = history.locator("table")
    expect(table).to_be_visible()
    assert "beleidsmedewerker" in table.inner_text()
    assert "Resultaat: was “leeg”, nu “Alle ouders kwamen langs.”" in table.inner_text()
    assert "Resultaat: Alle ouders kwamen langs." in page.locator("table.kib-actions").inner_text()


def test_a_label_and_a_quote_with_the_keyboard(address, visit):
    page = visit(f"{address}/{LINK}&tab=themas&zoek=overdracht")
    assert page.locator(".kib-answer mark").count() > 0
    page.get_by_role("button", name="Label of citaat").first.focus()
    with rerun(page):
        page.keyboard.press("Enter")
    page.get_by_label("Of een eigen label").focus()
    page.keyboard.type("rustig overdragen")
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Het label “rustig overdragen” staat bij dit antwoord.")).to_be_visible()
    checked = page.get_by_role("checkbox", name="Ik heb het nagekeken")
    checked.focus()
    page.keyboard.press("Space")
    expect(checked).to_be_checked()
    page.get_by_role("button", name="Neem op als citaat").focus()
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_text("Het citaat staat klaar voor het verslag.")).to_be_visible()
    page.reload()
    whole(page)
    assert page.get_by_text("U koos 1 citaat.").is_visible()
    assert page.locator(".kib-answer .kib-tag", has_text="rustig overdragen").count() == 1


@pytest.mark.parametrize("tab", ["themas", "acties"])
def test_no_sideways_scroll_on_a_narrow_screen(address, visit, page, tab):
    page.set_viewport_size({"width": 320, "height": 640})
    visit(f"{address}/{LINK}&tab={tab}")
    beyond = "(m => m.scrollWidth - m.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    assert page.evaluate(beyond) <= 0
