"""The production entry: compressed files, strict headers, Dutch shell, and no way round app.py for a first visitor."""

from __future__ import annotations

import urllib.request

import pytest
from conftest import serving


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("production"), "asgi.py") as address:
        yield address


def get(address: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60)


def test_the_shell_is_dutch_and_every_answer_has_strict_headers(production):
    answer = get(f"{production}/trend", Accept="text/html")
    assert b'<html lang="nl"' in answer.read()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("accepts", "gets"), [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)]
)
def test_static_files_come_compressed_as_the_browser_takes_them(production, accepts, gets):
    shell = get(production, Accept="text/html").read().decode()
    script = shell.split('src="')[1].split('"')[0].lstrip("./")
    answer = get(f"{production}/{script}", **{"Accept-Encoding": accepts})
    assert answer.headers["Content-Encoding"] == gets
    assert len(answer.read()) > 1000


def test_a_deep_link_first_runs_app_py(production, visit):
    page = visit(f"{production}/trend")
    assert page.locator("[data-testid=stSidebarNav]").count() == 1
    assert page.locator("h1").inner_text() == "Trend en herstel"
