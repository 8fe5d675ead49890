"""A policy officer reads an export of Microsoft Forms in, answers what is not known, and sees the coverage."""

import re
import sys
from pathlib import Path

from conftest import TALL, download, rerun, unfold, whole
from playwright.sync_api import Page, expect

sys.path += [str(Path(__file__).resolve().parents[1] / folder) for folder in ("dialogues/forms", "pages")]
import form_exports as x
from dialogue_year import fill, location

PLACES = [location("K1", "childcare", "Kinderboom"), location("S1", "school", "Basisschool De Brug", "voorstad")]
UNKNOWN = "Wat wilt u <b>nog</b> kwijt?"
LINK = "dialoog?tab=inlezen&wat=vragenlijsten&jaar=2026&peildatum=2026-11-21"


def choose(page: Page, path: Path) -> None:
    with rerun(page):
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="Stap 3: bewaar")).to_be_visible()


def press(page: Page, name: str) -> None:
    with rerun(page):
        page.get_by_role("button", name=name).click()


def pick(page: Page, label: re.Pattern[str], option: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    page.get_by_role("option", name=option).first.click()
    whole(page)


def test_an_export_of_microsoft_forms_goes_in_and_the_coverage_shows_it(
    own_server, empty_workspace, page, visit, tmp_path
):
    fill(empty_workspace, {"locations": PLACES})
    path = x.internal(tmp_path, ["kinderbom"], questions=(*x.NAMED, UNKNOWN))
    page.set_viewport_size(TALL)
    visit(f"{own_server}/{LINK}")
    choose(page, path)
    expect(page.get_by_text("Wij hebben nog 3 vragen.")).to_be_visible()
    expect(page.get_by_role("button", name="Bewaar deze gegevens")).to_have_count(0)
    shown = page.get_by_role("table").filter(has_text="De eerste regels")
    expect(shown).to_contain_text(UNKNOWN)
    expect(shown).to_contain_text("kinderbom 10")
    expect(page.get_by_test_id("stMain").locator("b")).to_have_count(0)
    pick(page, re.compile("^Kolom 'Wat wilt u"), "Gebruik deze kolom niet")
    pick(page, re.compile("kinderbom"), "Kinderboom, kinderopvang")
    expect(page.get_by_role("radio", name="Interne dialoog kinderopvang")).to_be_checked()
    press(page, "Controleer opnieuw")
    expect(page.get_by_text("1 regel gelezen. Alles klopt.")).to_be_visible()
    press(page, "Bewaar deze gegevens")
    expect(page.get_by_text("Bewaard: 1 vragenlijst")).to_be_visible()
    with rerun(page):
        page.get_by_role("link", name="Bekijk de dekking").click()
    row = page.get_by_role("row").filter(has_text="Kinderboom").first
    expect(row).to_contain_text(re.compile("ingestuurd", re.IGNORECASE))


def test_the_next_export_of_the_same_form_asks_nothing(own_server, empty_workspace, visit, tmp_path):
    fill(empty_workspace, {"locations": PLACES})
    page = visit(f"{own_server}/{LINK}")
    choose(page, x.internal(tmp_path, questions=x.REPEATED))
    press(page, "Controleer opnieuw")
    expect(page.get_by_text("Alles klopt.")).to_be_visible()
    press(page, "Bewaar deze gegevens")
    expect(page.get_by_text("Bewaard: 1 vragenlijst")).to_be_visible()
    choose(page, x.internal(tmp_path, ["Kinderboom", "K1"], questions=x.REPEATED))
    expect(page.get_by_text("2 regels gelezen. Alles klopt.")).to_be_visible()
    expect(page.get_by_text("1 vragenlijst is nieuw. 1 stond er al")).to_be_visible()


def test_the_template_of_a_questionnaire_can_be_downloaded(own_server, visit):
    page = visit(f"{own_server}/{LINK}")
    unfold(page, "Sjabloon om in te vullen")
    head = download(page, "Vragenlijsten (CSV)").decode("utf-8-sig").splitlines()[0]
    assert head.startswith("nummer;soort vragenlijst;locatie;partners;datum")
