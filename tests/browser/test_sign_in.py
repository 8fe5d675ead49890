"""Signing in with a real browser at a provider on this machine: there, back to the link, and out again."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import NARROW, WIDE, free_port, rerun, start_server, whole
from playwright.sync_api import BrowserContext, Page, expect

BOSS, STRANGER = "beheer@gemeente.example", "nieuw@opvang.example"
USERS = {
    "beheerder": {"email": "Beheer@Gemeente.example", "email_verified": True},
    "vreemde": {"email": STRANGER, "email_verified": True},
    "nepbeheerder": {"email": BOSS, "email_verified": False},
}
LINK = "/gegevens?onderdeel=begrippen&zoek=peuter"


@dataclass
class Town:
    """A municipality's server with its provider."""

    address: str
    people: Path

    def write(self, *lines: str) -> None:
        new = self.people.with_suffix(".new")
        new.write_text("\n".join(["email,role", *lines, ""]), "utf-8")
        os.replace(new, self.people)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Somebody else's OpenID Connect provider, in a thread. It knows three people."""
    import werkzeug.serving
    from oidc_provider_mock import User, app

    users = [User(sub=name, claims=claims) for name, claims in USERS.items()]
    served = werkzeug.serving.make_server("127.0.0.1", 0, app(user_claims=users), threaded=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def town(example_master: Path, tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Town]:
    workspace = shutil.copytree(example_master, tmp_path_factory.mktemp("town") / "workspace")
    (workspace / "access").mkdir()
    port = free_port()
    served = Town(f"http://127.0.0.1:{port}", workspace / "access" / "people.csv")
    served.write(f"{BOSS},data_manager")
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "REDIRECT_URI": f"{served.address}/oauth2callback",
            "COOKIE_SECRET": "a-secret-of-the-tests-that-is-long-enough",
            "CLIENT_ID": "tests",
            "CLIENT_SECRET": "tests",
            "SERVER_METADATA_URL": f"{provider}/.well-known/openid-configuration",
        }.items():
            environment.setenv(f"KWALITEIT_AUTH_{name}", value)
        process = start_server(workspace, port, "asgi.py")
    yield served
    process.terminate()
    process.wait()


@pytest.fixture
def tab(visitor: BrowserContext) -> Page:
    """A tab; unlike `page` it may meet answers that refuse."""
    return visitor.new_page()


def sign_in(tab: Page, address: str, user: str) -> None:
    tab.goto(address)
    tab.get_by_role("link", name="Aanmelden").click()
    tab.get_by_role("button", name=user, exact=True).click()


def test_signing_in_leads_back_to_the_link_and_signing_out_leaves_nothing(town: Town, tab: Page):
    sign_in(tab, town.address + LINK, "beheerder")
    whole(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Gegevens en methode")
    expect(tab.get_by_label("Zoek een begrip")).to_have_value("peuter")
    assert tab.url == town.address + LINK
    expect(tab.get_by_text(f"Aangemeld als {BOSS}")).to_be_visible()
    cookies = {one["name"]: one for one in tab.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] == "Lax"
    assert "kib_next" not in cookies

    stolen = tab.context.cookies()
    tab.get_by_role("button", name="Afmelden").click()
    tab.get_by_role("button", name="End session").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Aanmelden")
    tab.context.add_cookies(stolen)
    tab.goto(town.address + LINK)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_the_sign_in_page_is_accessible_and_fits(town: Town, tab: Page):
    tab.goto(f"{town.address}/dialoog")
    assert tab.evaluate("document.documentElement.lang") == "nl"
    assert Axe().run(tab).response["violations"] == []
    tab.set_viewport_size(NARROW)
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="Aanmelden")).to_be_focused()
    tab.set_viewport_size(WIDE)


@pytest.mark.parametrize(
    ("user", "title"), [("vreemde", "U hebt hier nog geen rol"), ("nepbeheerder", "Uw e-mailadres is niet bevestigd")]
)
def test_who_has_no_role_or_no_verified_address_reads_what_to_do(town: Town, tab: Page, user: str, title: str):
    sign_in(tab, town.address, user)
    expect(tab.get_by_role("heading", level=1)).to_have_text(title)
    expect(tab.get_by_text(f"U bent aangemeld als {USERS[user]['email']}.")).to_be_visible()
    assert Axe().run(tab).response["violations"] == []
    tab.get_by_role("link", name="Afmelden").click()
    tab.get_by_role("button", name="End session").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_who_stops_at_the_provider_reads_that_it_did_not_work(town: Town, tab: Page):
    tab.goto(town.address + LINK)
    tab.get_by_role("link", name="Aanmelden").click()
    tab.get_by_role("button", name="Deny").click()
    expect(tab.get_by_role("alert")).to_contain_text("Aanmelden is niet gelukt")
    tab.get_by_role("link", name="Aanmelden").click()
    tab.get_by_role("button", name="beheerder", exact=True).click()
    whole(tab)
    assert tab.url == town.address + LINK


def test_a_role_that_goes_and_comes_counts_at_the_next_click(town: Town, tab: Page):
    sign_in(tab, f"{town.address}/gegevens", "beheerder")
    whole(tab)
    expect(tab.get_by_text("Logboek", exact=True)).to_be_visible()
    town.write(f"{BOSS},viewer")
    with rerun(tab):
        tab.get_by_text("Begrippen", exact=True).click()
    expect(tab.get_by_text("Logboek", exact=True)).to_have_count(0)
    town.write("iemand@gemeente.example,viewer")
    tab.get_by_text("Bronnen", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("U hebt hier nog geen rol")
    expect(tab.get_by_text("Landelijk overzicht")).to_have_count(0)
    town.write(f"{BOSS},data_manager")
    tab.get_by_role("link", name="Opnieuw proberen").click()
    whole(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Gegevens en methode")


def test_a_visitor_of_a_public_server_signs_in_from_the_page_that_is_open(town: Town, tab: Page):
    settings = town.people.with_name("settings.csv")
    settings.write_text("key,value\npublic_national,yes\n", "utf-8")
    try:
        tab.goto(town.address + LINK)
        whole(tab)
        tab.get_by_role("button", name="Aanmelden").click()
        tab.get_by_role("button", name="beheerder", exact=True).click()
        whole(tab)
        expect(tab.get_by_text(f"Aangemeld als {BOSS}")).to_be_visible()
        assert tab.url == town.address + LINK
    finally:
        settings.unlink()


def test_who_reconnects_after_the_role_went_reads_why_in_dutch(town: Town, tab: Page):
    """Streamlit would tell in English that the connection failed."""
    connections = []

    def kept(route) -> None:
        route.connect_to_server()
        connections.append(route)

    tab.route_web_socket("**/_stcore/stream", kept)
    sign_in(tab, f"{town.address}/gegevens", "beheerder")
    whole(tab)
    town.write("ander@gemeente.example,data_manager")
    try:
        connections[-1].close(code=1001)
        expect(tab.get_by_role("heading", level=1)).to_have_text("U hebt hier nog geen rol", timeout=30_000)
        assert tab.url == f"{town.address}/gegevens"
    finally:
        town.write(f"{BOSS},data_manager")
