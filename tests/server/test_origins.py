"""The server asks no other host for anything, whatever the header of a stranger says, and lets in pages of its own only."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys

import pytest
import requests
from starlette.datastructures import Headers
from streamlit import config, net_util
from streamlit.runtime import secrets
from streamlit.web import bootstrap
from streamlit.web.server.server_util import is_url_from_allowed_origins
from streamlit.web.server.starlette import starlette_websocket

from monitor import paths
from server import origins
from server.gate import Gate

STRANGE = (
    "https://elders.example", "null", "", "http://localhost", "http://localhost:3000", "http://127.0.0.1:8501",
    "http://localhost:8501.elders.example", "http://elders.example#localhost:8501", "http://x@localhost:8501",
    "ftp://localhost:8501", "http://localhost:8501/", "localhost:8501", "http://localhost:8501 https://elders.example",
)  # fmt: skip


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every address that somebody tried to reach; nobody does."""
    tried: list[object] = []

    def note(*what: object, **_: object) -> None:
        tried.append(what)
        raise OSError("no other host")

    monkeypatch.setattr(requests, "get", note)
    monkeypatch.setattr(socket, "getaddrinfo", note)
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: note(address))
    for name in ("_external_ip", "_internal_ip"):
        monkeypatch.setattr(net_util, name, None)
    return tried


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("get_external_ip", "get_internal_ip"):
        monkeypatch.setattr(net_util, name, getattr(net_util, name))  # put back afterwards
    origins.ask_nobody()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, empty_workspace) -> None:
    monkeypatch.setattr(secrets.secrets_singleton, "_secrets", None)


def opens(origin: str | None, method: str = "") -> bool:
    """Whether a websocket (or a request) with this origin reaches the app, which then judges it as Streamlit does."""
    passed: list[bool] = []
    sent: list[dict] = []

    async def app(scope, receive, send):
        headers = Headers(scope=scope)
        passed.append(starlette_websocket._is_origin_allowed(headers.get("origin"), headers.get("host")))

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    told = [(b"host", b"localhost:8501")] + ([(b"origin", origin.encode())] if origin is not None else [])
    scope = {
        "type": "http" if method else "websocket", "path": "/_stcore/stream", "query_string": b"", "headers": told,
        "client": ("127.0.0.1", 1),
    } | ({"method": method} if method else {})  # fmt: skip
    asyncio.run(Gate(app)(scope, receive, send))
    refused = [m for m in sent if m["type"] == "websocket.close" or m.get("status") == 403]
    assert len(refused) + len(passed) == 1
    return passed == [True]


def test_without_the_gate_streamlit_does_ask_another_host(reached: list[object]):
    assert not is_url_from_allowed_origins("https://elders.example")
    assert any("amazonaws" in str(what) for what in reached)


@pytest.mark.parametrize("origin", STRANGE)
@pytest.mark.parametrize("method", ["", "POST", "PUT", "DELETE"])
def test_a_page_of_another_site_is_refused_and_nobody_is_asked_about_it(
    reached: list[object], origin: str, method: str
):
    assert not opens(origin, method)
    assert reached == []


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://localhost:8501", None])
@pytest.mark.parametrize("method", ["", "PUT"])
def test_a_page_of_this_server_goes_through_and_nobody_is_asked_about_it(
    reached: list[object], origin: str | None, method: str
):
    assert opens(origin, method)
    assert reached == []


def lets_in(origin: str) -> bool:
    """On a server that a proxy asks under another name than the browser knows it by."""
    scope = {"type": "websocket", "headers": [(b"host", b"inside:8501"), (b"origin", origin.encode())]}
    headers = Headers(scope=origins.judged(scope))
    is_streamlit_content = starlette_websocket._is_origin_allowed(headers.get("origin"), headers.get("host"))
    return origins.is_ours(Headers(scope=scope)) and is_streamlit_content


def test_the_address_of_the_sign_in_counts_behind_a_proxy_that_asks_under_another_name(reached, monkeypatch):
    monkeypatch.setattr(origins.auth_util, "get_origin_from_redirect_uri", lambda: "https://kwaliteit.example")
    assert lets_in("https://kwaliteit.example")
    assert not lets_in("http://kwaliteit.example")
    assert not lets_in("https://kwaliteit.example:8443")
    assert reached == []


def test_another_site_that_the_administrator_named_counts(reached, monkeypatch):
    monkeypatch.setattr(origins, "allowlisted_origins", lambda: {"https://portaal.example"})
    assert lets_in("https://portaal.example")
    assert not lets_in("https://elders.example")
    assert reached == []


def test_two_origins_are_none_of_ours():
    ours = (b"origin", b"http://localhost:8501")
    assert not origins.is_ours(Headers(raw=[(b"host", b"localhost:8501"), ours, ours]))


def test_when_streamlit_wonders_all_the_same_it_asks_nobody(reached: list[object], quiet: None):
    assert not is_url_from_allowed_origins("https://elders.example")
    assert net_util.get_external_ip() is None
    assert reached == []


@pytest.mark.parametrize(
    "entry", ["import asgi", "from streamlit.testing.v1 import AppTest as A; A.from_file('app.py').run()"]
)
def test_the_production_entry_and_the_app_without_it_make_streamlit_ask_nobody(empty_workspace, entry: str):
    """In a process of its own: both change Streamlit for good."""
    question = "; from streamlit import net_util as n; print('found', n.get_external_ip(), n.get_internal_ip())"
    refusing = "import socket; socket.socket.connect = lambda self, address: 1 / 0; "
    environment = os.environ | {paths.WORKSPACE_VARIABLE: str(empty_workspace)}
    ran = subprocess.run(
        [sys.executable, "-c", refusing + entry + question], cwd=paths.ROOT, env=environment, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert "found None None" in ran.stdout


@pytest.mark.parametrize("address", ["0.0.0.0", "127.0.0.1"])
def test_a_start_on_any_address_asks_nobody(reached: list[object], monkeypatch, capsys, address: str):
    settings = (paths.ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    config._update_config_with_toml(settings, "the settings of this project")
    before = config.get_option("server.address")
    config.set_option("server.address", address, "a test")
    try:
        bootstrap._print_url(is_running_hello=False)
    finally:
        config.set_option("server.address", before, "a test")
    assert "http://localhost" in capsys.readouterr().out
    assert reached == []
