"""A coach types scores by keyboard, sees where they stand, keeps them in a file, and opens that file another day."""

import json
import re

from accessible import violations
from conftest import NARROW, TALL, download, rerun, whole
from playwright.sync_api import Page, expect

LINK = "mijn-locatie?cijfers=voorbeeld&rol=coach&opvang=baby"
SECRET = "4,37"


def to(page: Page, part: str) -> None:
    with rerun(page):
        page.get_by_role("radio", name=part, exact=True).check(force=True)


def write(page: Page, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label)
    field.fill(text)
    with rerun(page):
        field.press("Enter" if field.get_attribute("type") == "text" else "Control+Enter")


def pick_with_keys(page: Page, label: str, typed: str) -> None:
    """Choose in a list without a mouse: what is typed narrows the list."""
    box = page.get_by_role("combobox", name=label)
    box.focus()
    box.press_sequentially(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    with rerun(page):
        box.press("Enter")


def test_scores_are_typed_by_keyboard_kept_in_a_file_and_opened_again(server, page, visit):
    page.set_viewport_size(TALL)
    visit(f"{server}/{LINK}")
    pick_with_keys(page, "Waarmee is gemeten?", "CLASS")
    with rerun(page):
        page.get_by_role("radio", name="Weet ik niet").focus()
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Ja")).to_be_checked()
    pick_with_keys(page, "Wie heeft geobserveerd?", "gecertificeerde")
    write(page, "Datum van de meting", "3-6-2026")
    write(page, "Groep (geen namen van kinderen)", "Geel <b>x</b>")
    write(page, "Emotionele kwaliteit", "73")
    with rerun(page):
        page.get_by_role("button", name="Zet deze scores erbij").press("Enter")
    expect(page.get_by_text("73 ligt buiten de schaal van 1 tot 7")).to_be_visible()
    write(page, "Emotionele kwaliteit", SECRET)
    with rerun(page):
        page.get_by_role("button", name="Zet deze scores erbij").press("Enter")
    expect(page.get_by_role("row").filter(has_text="Geel <b>x</b>")).to_be_visible()

    to(page, "Vergelijk")
    expect(page.get_by_role("heading", name=re.compile("Emotionele kwaliteit: "))).to_be_visible()
    expect(page.get_by_text("Van elke 10 groepen").first).to_be_visible()
    expect(page.get_by_role("button", name="Voeg toe aan overleg")).to_have_count(0)

    to(page, "Gesprek")
    write(page, "Uw notitie", "Alleen voor mij")
    assert download(page, "Download gespreksblad (Word)").startswith(b"PK")
    assert download(page, "Download gespreksblad (PDF)").startswith(b"%PDF")

    to(page, "Bewaren")
    kept = download(page, "Bewaar op mijn computer")
    [[score]] = json.loads(kept)["scores"].values()
    assert (score["score"], score["group"]) == (4.37, "Geel <b>x</b>")
    address = page.url
    assert not re.search(r"4[.,]37|Geel|notitie|voor\+?mij", address)

    page.reload()
    whole(page)
    to(page, "Scores")
    expect(page.get_by_text("Er staan nog geen scores")).to_be_visible()
    to(page, "Bewaren")
    with rerun(page):
        opened = {"name": "mijn_locatie.json", "mimeType": "application/json", "buffer": kept}
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(opened)
    expect(page.get_by_text("1 score en uw teksten zijn terug.")).to_be_visible()
    to(page, "Scores")
    expect(page.get_by_role("row").filter(has_text="Geel <b>x</b>")).to_be_visible()
    to(page, "Gesprek")
    expect(page.get_by_role("textbox", name="Uw notitie")).to_have_value("Alleen voor mij")


def test_every_part_with_scores_fits_a_narrow_screen_and_axe_finds_nothing(server, page, visit):
    page.set_viewport_size(NARROW)
    visit(f"{server}/{LINK}&invoer=bestand")
    text = "opvangsoort;onderdeel;score;instrument;datum\nbaby;emotioneel;5,2;CLASS;3-6-2026\nbaby;omgeving;9;NCKO;3-6-2026\n"
    with rerun(page):
        chosen = {"name": "s.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(chosen)
    with rerun(page):
        page.get_by_role("button", name="Neem deze scores over").press("Enter")
    for part in ("Vergelijk", "Gesprek", "Bewaren", "Scores"):
        to(page, part)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= NARROW["width"], part
        assert violations(page) == [], part
