"""With the keyboard alone, and in the colours that somebody chose for the whole system."""

from __future__ import annotations

import re

import pytest
from accessible import unfold_all, walk
from conftest import rerun, whole
from playwright.sync_api import expect

DIALOGUE = "dialoog?rol=gemeente&cijfers=voorbeeld&jaar=2026&peildatum=2026-11-21"
WALKED = (
    "overzicht?cijfers=voorbeeld",
    "trend?cijfers=voorbeeld",
    "spreiding?cijfers=voorbeeld",
    "werk-en-aanbod?cijfers=voorbeeld",
    "mijn-locatie?cijfers=voorbeeld",
    f"{DIALOGUE}&tab=stand",
    f"{DIALOGUE}&tab=invullen",
    "overleg?id=lkk-2027-03&cijfers=voorbeeld&stap=punten",
    "gegevens?onderdeel=inlezen",
)


@pytest.mark.parametrize("address", WALKED)
def test_the_tab_key_comes_everywhere_and_shows_where_it_is(address, server, visit):
    page = visit(f"{server}/{address}")
    unfold_all(page)
    page.evaluate("document.activeElement?.blur()")
    assert walk(page) == []


def test_the_first_stop_skips_the_menu(server, visit):
    page = visit(f"{server}/overzicht")
    page.keyboard.press("Tab")
    skip = page.get_by_test_id("stSkipToContent")
    expect(skip).to_be_focused()
    expect(skip).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').contains(document.activeElement)")


def test_a_choice_is_made_and_a_page_is_opened_without_a_mouse(server, visit):
    page = visit(f"{server}/trend?cijfers=voorbeeld")
    page.get_by_role("radio", name="Ingezoomd").focus()
    with rerun(page):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("schaal="))
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Kwaliteitsdialoog").focus()
    with rerun(page):
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kwaliteitsdialoog")


def test_contrast_colours_of_the_system_leave_the_choice_visible(server, page):
    """Windows takes background colours away; what was chosen must differ from what was not, in another way."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{server}/trend?cijfers=voorbeeld")
    whole(page)
    colours = page.evaluate(
        """() => {
            const colour = e => getComputedStyle(e).backgroundColor;
            const dots = [...document.querySelectorAll('[data-testid=stRadioOption]')];
            const bars = [...document.querySelectorAll('[data-testid=stCheckbox]')];
            const dot = on => dots.find(e => e.hasAttribute('data-selected') === on)
                                  .querySelector(':scope > div > div > div');
            const bar = on => bars.find(e => e.hasAttribute('data-selected') === on)
                                  .querySelector('label > div');
            return [dot(true), dot(false), bar(true), bar(false)].map(colour);
        }"""
    )
    assert colours[0] != colours[1]
    assert colours[2] != colours[3]
    borders = page.locator("[data-testid=stCheckbox] label > div:first-of-type").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderTopStyle)"
    )
    assert set(borders) == {"solid"}
    assert (
        page.locator(".js-plotly-plot .main-svg").first.evaluate("e => e.style.background") != ""
    )  # dark letters stay on white
