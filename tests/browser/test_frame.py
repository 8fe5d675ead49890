"""The frame around every page, on a server that nobody has visited before."""

import re

import pytest
from conftest import rerun
from playwright.sync_api import expect

PAGES = {  # in the order of the first role
    "overzicht": "Landelijk overzicht",
    "trend": "Trend en herstel",
    "spreiding": "Spreiding en uitschieters",
    "overleg": "Overleg voorbereiden",
    "werk-en-aanbod": "Werk, kinderen, aanbod en ouders",
    "dialoog": "Kwaliteitsdialoog",
    "mijn-locatie": "Mijn locatie",
    "gegevens": "Gegevens en methode",
}
# Words by which a text betrays itself; those that Dutch has too ("menu", "open") only as a whole text or in a phrase.
ENGLISH = re.compile(
    r"^open$|\b(the|your|pages|file|files|upload|browse|drag|choose|select|skip|close|show|help|for|sidebar|deploy|main menu)"
    r"\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", PAGES)
def test_the_first_visit_of_a_process_by_a_deep_link_gets_the_whole_frame(path, own_server, visit):
    page = visit(f"{own_server}/{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    expect(page.locator(".st-key-kib_header")).to_contain_text("Alleen bronnen")
    if path == "dialoog":  # about the own dialogue, so the periods of national figures mean nothing there
        expect(page.locator(".st-key-kib_header")).not_to_contain_text("2017-2019")
        expect(page.locator(".st-key-kib_footer")).to_contain_text("Er zijn drie tellingen")
    else:
        expect(page.locator(".st-key-kib_header")).to_contain_text("2017-2019")
    links = page.get_by_test_id("stSidebarNavLink")
    expect(links).to_have_text([re.compile(title) for title in PAGES.values()])
    expect(page.get_by_role("radio", name="Gemeente")).to_be_attached()
    assert page.evaluate("document.documentElement.lang") == "nl"


def test_each_page_names_itself_in_the_title(server, visit):
    """WCAG 2.4.2: tabs and bookmarks of different pages can be told apart."""
    for path, title in PAGES.items():
        page = visit(f"{server}/{path}")
        expect(page).to_have_title(re.compile("Kwaliteit in beeld"))
        expect(page).to_have_title(re.compile(title))


def test_the_front_page_goes_on_to_the_first_page_of_the_role(server, visit):
    page = visit(server)
    expect(page).to_have_url(re.compile(r"/overzicht$"))
    coach = visit(f"{server}/?rol=coach")
    expect(coach).to_have_url(re.compile(r"/mijn-locatie\?.*rol=coach"))


def test_words_of_streamlit_itself_are_dutch(server, visit):
    page = visit(f"{server}/gegevens?onderdeel=inlezen")
    expect(page.get_by_test_id("stFileUploaderDropzone")).to_contain_text("per bestand")
    spoken = page.evaluate(
        """() => {
            const names = ['aria-label', 'title', 'placeholder'];
            const all = [...document.querySelectorAll(names.map(n => `[${n}]`).join())]
                .filter(e => !e.closest('[aria-hidden=true]'));
            const shown = [...document.querySelectorAll('button, a, label, [data-testid=stFileUploaderDropzoneInstructions]')]
                .flatMap(e => e.innerText.split('\\n'));
            const icons = new Set([...document.querySelectorAll('[data-testid=stIconMaterial]')].map(e => e.innerText));
            return [...all.flatMap(e => names.map(n => e.getAttribute(n))), ...shown].filter(t => t && !icons.has(t));
        }"""
    )
    assert len(spoken) > 20
    assert sorted({text for text in spoken if ENGLISH.search(text)}) == []


def test_a_role_and_a_choice_of_numbers_go_along_to_the_next_page(server, visit):
    page = visit(f"{server}/overzicht?rol=gemeente&cijfers=voorbeeld")
    with rerun(page):
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Trend en herstel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trend en herstel")
    expect(page.locator(".st-key-kib_header")).to_contain_text("Fictieve gegevens")
    expect(page.get_by_role("radio", name="Gemeente")).to_be_checked()
    expect(page).to_have_url(re.compile("rol=gemeente"))
    expect(page).to_have_url(re.compile("cijfers=voorbeeld"))
