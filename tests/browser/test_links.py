"""Selections are in the link, links keep the session, and everything works with the keyboard."""

import re

from conftest import rerun, whole
from playwright.sync_api import Page, expect

DEMO = "cijfers=voorbeeld"


def tags(page: Page, label: str) -> list[str]:
    """What is chosen in a field for several."""
    field = page.get_by_test_id("stMultiSelect").filter(has_text=label)
    return [text.strip() for text in field.locator("[data-baseweb=tag]").all_inner_texts()]


def test_a_link_sets_the_filters_a_filter_sets_the_link_and_a_reload_keeps_both(server, visit):
    page = visit(f"{server}/overzicht?opvang=baby,bso&dim=omgeving")
    expect(page.get_by_text("U ziet: baby-opvang en buitenschoolse opvang, omgevingskwaliteit")).to_be_visible()
    matrix = page.get_by_role("table", name="Oordelen per soort opvang en onderdeel")
    expect(matrix.get_by_role("rowheader")).to_have_count(2)
    with rerun(page):
        page.get_by_text("Alleen wat afwijkt van stabiel of hersteld").click()
    expect(page).to_have_url(re.compile("afwijkend=1"))
    page.reload()
    whole(page)
    expect(page.get_by_text("U ziet: baby-opvang en buitenschoolse opvang, omgevingskwaliteit")).to_be_visible()
    expect(page.get_by_role("switch").or_(page.locator("[data-testid=stCheckbox] input"))).to_be_checked()
    with rerun(page):
        page.get_by_role("button", name="Wis filters").click()
    expect(matrix.get_by_role("rowheader")).to_have_count(6)
    expect(page).not_to_have_url(re.compile("afwijkend|opvang|dim"))


def test_a_link_with_words_that_we_do_not_know_says_so(server, visit):
    page = visit(f"{server}/trend?opvang=kleuter&{DEMO}")
    expect(page.get_by_text("Deze link kent de waarde 'kleuter' voor 'opvang' niet.")).to_be_visible()


def test_a_cell_of_the_matrix_opens_its_trend_in_the_same_session(server, visit):
    page = visit(
        f"{server}/overzicht"
    )  # with the example in view the basket would be that of the example's consultation
    with rerun(page):
        page.get_by_role("button", name="Voeg toe aan overleg").click()
    expect(page.get_by_text("Mandje voor overleg: 1 figuur")).to_be_visible()
    page.evaluate("window.sameDocument = true")
    row = page.get_by_role("row", name=re.compile("^Buitenschoolse opvang"))
    with rerun(page):
        row.get_by_role("link", name=re.compile("Omgevingskwaliteit, Buitenschoolse opvang")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trend en herstel")
    expect(page).to_have_url(re.compile(r"/trend\?.*opvang=bso"))
    expect(page.get_by_text("U ziet: buitenschoolse opvang, omgevingskwaliteit")).to_be_visible()
    assert page.evaluate("window.sameDocument") is True
    expect(page.get_by_text("Mandje voor overleg: 1 figuur")).to_be_visible()
    with rerun(page):
        page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Landelijk overzicht")
    expect(page.get_by_text("Mandje voor overleg: 1 figuur")).to_be_visible()


def test_two_cells_after_each_other_show_two_selections(server, visit):
    """The second link must win over what the session kept of the first."""
    page = visit(f"{server}/overzicht?{DEMO}")
    for care_type, measure in (("Peuteropvang", "Emotionele kwaliteit"), ("Baby-opvang", "Educatieve kwaliteit")):
        with rerun(page):
            page.get_by_role("link", name=re.compile(f"{measure}, {care_type}")).first.click()
        expect(page.get_by_text(f"U ziet: {care_type.lower()}, {measure.lower()}")).to_be_visible()
        with rerun(page):
            page.get_by_test_id("stSidebarNavLink").filter(has_text="Landelijk overzicht").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Landelijk overzicht")


def test_copy_link_puts_the_selection_and_the_data_version_on_the_clipboard(server, visit):
    page = visit(f"{server}/trend?opvang=bso&{DEMO}")
    version = re.search(r"dataversie (\S+)", page.locator(".st-key-kib_header").inner_text())[1]
    page.get_by_role("button", name="Kopieer link").first.click()
    expect(page.get_by_text("Link gekopieerd.").first).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{server}/trend?")
    for part in ("opvang=bso", DEMO, f"data={version}"):
        assert part in copied
    again = visit(copied)
    expect(again.get_by_text("U ziet: buitenschoolse opvang, omgevingskwaliteit")).to_be_visible()
    expect(again.get_by_text("Deze link", exact=False)).to_have_count(0)


FOCUSED = """() => {
    const e = document.activeElement;
    const words = (e.innerText || e.getAttribute('aria-label') || '').trim().slice(0, 60);
    return [e.tagName, e.getAttribute('role') || '', words].join('|');
}"""


def test_the_keyboard_alone_reaches_everything(server, visit):
    page = visit(f"{server}/overzicht?{DEMO}&opvang=bso&dim=omgeving")
    reached: list[str] = []
    while len(reached) < 60 and not (reached and "Kopieer link" in reached[-1]):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    order = "\n".join(reached)
    for words in ("Naar de inhoud", "Wis filters", "DIV|region|", "SUMMARY||Bekijk als tabel", "Download tabel (XLSX)",
                  "Voeg toe aan overleg", "BUTTON||Kopieer link"):  # fmt: skip
        assert words in order, order
    assert re.search(r"A\|\|.*Volledig herstel", order, re.DOTALL)


def test_a_table_opens_with_the_keyboard(server, visit):
    page = visit(f"{server}/trend?{DEMO}&opvang=bso")
    summary = page.locator("summary", has_text="Bekijk als tabel").first
    table = summary.locator("xpath=..").get_by_role("table")
    expect(table).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()


def test_a_cell_link_works_with_the_keyboard(server, visit):
    page = visit(f"{server}/overzicht?{DEMO}&opvang=bso&dim=omgeving")
    page.get_by_role("link", name=re.compile("Omgevingskwaliteit, Buitenschoolse opvang")).first.focus()
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trend en herstel")
    expect(page.get_by_text("U ziet: buitenschoolse opvang, omgevingskwaliteit")).to_be_visible()
