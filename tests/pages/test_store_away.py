"""A workspace in a store that does not answer: pages say since when, and what was typed stays and is kept later."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_runs import checked, html_of, said, visit, warnings

from monitor.demo import install_all
from monitor.dialogues import drafts
from monitor.session import Session
from monitor.store import elsewhere, remote
from monitor.store import mirror as mirrors
from tests.dialogues.lists import LOCATIONS
from tests.pages.test_data_page import upload
from tests.pages.test_dialogue_form import button, widget
from tests.store.s3_server import Server, serving


@pytest.fixture
def server(monkeypatch, tmp_path: Path) -> Iterator[Server]:
    """A workspace in a store, of which nothing is pulled but when a test says so."""
    monkeypatch.setattr(remote, "PAUSES", ())
    monkeypatch.setattr(mirrors, "EVERY", 3600.0)
    monkeypatch.setattr(mirrors, "LISTED_EVERY", 3600.0)
    monkeypatch.setattr(mirrors.Mirror, "_tell", lambda *_: None)
    monkeypatch.setattr(elsewhere, "_opened", {})
    with serving() as server:
        told = {"KWALITEIT_WORKSPACE": "s3://emmer/werk", "KWALITEIT_MIRROR": str(tmp_path)}
        for name, value in {**server.environment, **told}.items():
            monkeypatch.setenv(name, value)
        yield server
        for mirror in elsewhere._opened.values():
            with contextlib.suppress(OSError):
                mirror.close()


def test_pages_are_shown_from_the_copy_and_say_since_when(server: Server):
    session = Session()
    install_all(session.workspace, session.database, session.catalogue)
    assert warnings(visit("overzicht", cijfers="voorbeeld")) == []
    server.faults.is_away = True
    with pytest.raises(OSError):
        session.dialogues.journal.append("actions", {})
    for page in ("overzicht", "dialoog", "gegevens"):
        told = [text for text in warnings(visit(page, cijfers="voorbeeld")) if "niet bereikbaar" in text]
        assert len(told) == 1
        assert told[0].endswith(" uur. Wijzigen kan nu niet.")
    assert "Voorbeeldstad" in said(visit("dialoog", cijfers="voorbeeld"))


def test_what_was_typed_stays_on_the_screen_and_is_kept_later(server: Server):
    session, name = Session(), "theme:parents:proud"
    draft = drafts.start(session.dialogues.journal, "own", "", 2026, "internal", "k1")
    app = visit("dialoog", tab="invullen", jaar="2026", concept=draft)
    server.faults.is_away = True
    checked(widget(app, draft, name).input("Niet kwijt").run())
    assert "Bewaren lukt nu niet. Uw tekst staat nog op dit scherm." in said(app)
    assert widget(app, draft, name).value == "Niet kwijt"
    server.faults.is_away = False
    checked(button(app, "Probeer opnieuw te bewaren").click().run())
    assert "Bewaren lukt nu niet." not in said(app)
    found = drafts.load(Session().dialogues.journal, draft)
    assert found is not None
    assert found.text(name) == "Niet kwijt"
    assert any("Niet kwijt" in content.decode() for path, (content, _) in server.files.items() if draft in path)


def test_an_import_that_the_store_does_not_take_is_told_and_does_not_count(server: Server):
    app = upload(visit("dialoog", tab="inlezen", jaar="2026", wat="locaties"), LOCATIONS.encode(), "lijst.csv")
    server.faults.refused_paths = "/log/"
    app = checked(button(app, "Bewaar deze gegevens").click().run())
    assert "Er is niets bewaard." in app.error[0].value
    assert "Het lukt niet (de opslag antwoordt niet)." in html_of(app)
    server.faults.refused_paths = ""
    assert not Session().state().datasets
    app = upload(visit("dialoog", tab="inlezen", jaar="2026", wat="locaties"), LOCATIONS.encode(), "lijst.csv")
    checked(button(app, "Bewaar deze gegevens").click().run())
    assert len(Session().state().datasets) == 1
