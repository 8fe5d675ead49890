"""Accessibility of the national pages and of data and method: everything in `accessible.look_at`, and named figures."""

from __future__ import annotations

import pytest
from accessible import ALLOWED, look_at
from playwright.sync_api import expect

from monitor import accessibility

PARTS = ("inlezen", "methode", "begrippen", "bronnen", "versies", "toegankelijk")
ADDRESSES = (
    "spreiding?cijfers=voorbeeld&ind=ouders&periode=alle",
    "werk-en-aanbod?cijfers=voorbeeld&blok=zorgbehoeften",
    "overzicht",
    "overzicht?cijfers=voorbeeld&extra=werkstress,zorgbehoeften",
    "trend",
    "trend?cijfers=voorbeeld&opvang=baby,bso&gebeurtenissen=1",
    "trend?cijfers=voorbeeld&opvang=gastouder&ind=zorgbehoeften",
    "gegevens",
    *(f"gegevens?onderdeel={part}" for part in PARTS),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_there_for_everybody(address, server, visit):
    assert look_at(visit(f"{server}/{address}")) == []


def test_every_figure_has_a_name_and_no_loose_buttons(server, visit):
    page = visit(f"{server}/trend?cijfers=voorbeeld")
    expect(page.get_by_role("figure").nth(5)).to_be_attached()
    names = page.get_by_role("figure").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert [name for name in names if not name or len(name) < 40] == []
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.locator(".modebar-btn").count() == 0


def test_what_these_tests_let_pass_stands_in_the_accessibility_statement():
    assert set(ALLOWED.values()) <= {d.code for d in accessibility.load()}
