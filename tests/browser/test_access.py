"""Accessibility: axe on every page, wide and at 320 pixels, with sources and with the example; and no sideways scroll."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import NARROW, whole
from playwright.sync_api import Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What Streamlit itself makes and we cannot change: (rule, part of the element's HTML) -> why it is left.
ALLOWED: dict[tuple[str, str], str] = {}

PARTS = ("inlezen", "methode", "begrippen", "bronnen", "versies")
TABS = ("stand", "dekking", "doorstroom", "themas", "acties", "invullen", "verslag", "inlezen", "inrichten")
YEAR = "dialoog?rol=gemeente&cijfers=voorbeeld&jaar=2026&peildatum=2026-11-21"
ADDRESSES = (
    "spreiding",
    "spreiding?cijfers=voorbeeld&ind=ouders&periode=alle",
    "werk-en-aanbod?blok=ouders",
    "werk-en-aanbod?cijfers=voorbeeld&blok=zorgbehoeften",
    "overzicht",
    "overzicht?cijfers=voorbeeld&extra=werkstress,zorgbehoeften",
    "trend",
    "trend?cijfers=voorbeeld&opvang=baby,bso&gebeurtenissen=1",
    "trend?cijfers=voorbeeld&opvang=gastouder&ind=zorgbehoeften",
    "gegevens",
    "gegevens?cijfers=voorbeeld",
    *(f"gegevens?onderdeel={part}" for part in PARTS),
    *(f"{YEAR}&tab={tab}" for tab in TABS),
    f"{YEAR}&tab=doorstroom&klein=tonen&wijk=parkzijde",
    f"{YEAR}&tab=dekking&mist=1",
)


def unfold(page: Page) -> None:
    """Open everything that folds, so that it is looked at too; again while the page still puts closed parts in place."""
    page.wait_for_function(
        """() => {
            document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(s => s.click());
            document.querySelectorAll('details.kib-details:not([open])').forEach(d => { d.open = true });
            return !document.querySelector('[data-testid=stMain] details:not([open])');
        }""",
        polling=500,
    )
    whole(page)


def violations(page: Page) -> list[str]:
    """Every element against which axe holds something, but for those that are allowed."""
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations"],
    }  # what is right is not described
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in ALLOWED)
    ]


def scrolls_sideways(page: Page) -> list[str]:
    """The outermost elements that make the page wider than the window."""
    return page.evaluate(
        """() => ['[data-testid=stMain]', 'body'].map(s => document.querySelector(s))
                 .filter(e => e.scrollWidth > document.documentElement.clientWidth)
                 .map(e => e.tagName + ' ' + e.scrollWidth)"""
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(address, server, visit):
    page = visit(f"{server}/{address}")
    unfold(page)
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').clientWidth <= 320")
    assert scrolls_sideways(page) == []
    assert violations(page) == []


def test_every_figure_has_a_name_and_no_loose_buttons(server, visit):
    page = visit(f"{server}/trend?cijfers=voorbeeld")
    expect(page.get_by_role("figure").nth(5)).to_be_attached()
    names = page.get_by_role("figure").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert [name for name in names if not name or len(name) < 40] == []
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.locator(".modebar-btn").count() == 0
