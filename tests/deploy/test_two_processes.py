"""Two app processes behind the nginx that we ship, on one workspace in a store: signed in, sticky, and each sees the other.

The many changes, the kills and the silence of the store are in `python -m benchmarks.several`; here a small part of it.
"""

from __future__ import annotations

import http.client
import os
import secrets
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import connect

from benchmarks.load.server import serving
from benchmarks.several import changes, proxy, stores
from monitor import paths
from tests.server.intruder import USER, Caller, Session, signed

SECRET = "a-secret-of-the-tests-that-is-long-enough"
MEMBER = "vereniging@leden.example"
XSRF = generate_xsrf_token_string()
SECONDS = 30
PLACE = "kib_plek"

pytestmark = pytest.mark.skipif(proxy.nginx() is None, reason="nginx is not installed (Debian: nginx-light)")


def free_port() -> int:
    """The first of several ports in a row that nobody uses, so that two test runs do not meet."""
    return 20_000 + 20 * (os.getpid() % 1000)


@dataclass
class Browser:
    """Somebody before nginx, over TLS; `place` is the cookie that keeps them with one process."""

    port: int
    trusted: Path
    place: str = ""
    email: str = MEMBER

    @property
    def cookies(self) -> str:
        who = {USER: signed(SECRET, f"https://localhost:{self.port}", email=self.email, sub=self.email)}
        all_cookies = who | {"_streamlit_xsrf": XSRF} | ({PLACE: self.place} if self.place else {})
        return "; ".join(f"{name}={value}" for name, value in all_cookies.items())

    @property
    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.trusted))

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPSConnection("localhost", self.port, timeout=SECONDS, context=self.tls)
        connection.request(method, path, body, {"Cookie": self.cookies, **headers})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def session(self) -> Session:
        return Session(
            connect(
                f"wss://localhost:{self.port}/_stcore/stream",
                ssl=self.tls,
                origin=f"https://localhost:{self.port}",
                subprotocols=["streamlit", XSRF],
                additional_headers={"Cookie": self.cookies},
                compression=None,
                max_size=None,
                open_timeout=SECONDS,
            )
        )


@dataclass
class Town:
    store: stores.Store
    port: int
    trusted: Path
    folder: Path
    apps: list[int]

    def browser(self, place: str = "") -> Browser:
        return Browser(self.port, self.trusted, place)

    def run(self, code: str, machine: str) -> str:
        """A program on yet another machine."""
        answer = subprocess.run(
            [sys.executable, "-c", code], env=self.store.on_a_machine(self.folder / machine), cwd=paths.ROOT,
            capture_output=True, check=True, text=True, timeout=SECONDS,
        )  # fmt: skip
        return answer.stdout.strip()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder, port = tmp_path_factory.mktemp("town"), free_port()
    apps = [port + 4, port + 5]
    with ExitStack() as stack:
        store = stack.enter_context(stores.opened("s3", port + 2, is_moto=False))
        made = Town(store, port, folder / "volledig.pem", folder, apps)
        people = f"email,role,municipality,locations,until\n{MEMBER},association,,,\n"
        code = (
            "from monitor import paths\nfrom monitor.store import place\n"
            f"place.of(paths.workspace()).keep('access/people.csv', {people.encode()!r})"
        )
        made.run(code, "office")
        settings = {
            "KWALITEIT_AUTH_REDIRECT_URI": f"https://localhost:{port}/oauth2callback",
            "KWALITEIT_AUTH_COOKIE_SECRET": SECRET,
            "KWALITEIT_AUTH_CLIENT_ID": "tests",
            "KWALITEIT_AUTH_CLIENT_SECRET": "tests",
            "KWALITEIT_AUTH_SERVER_METADATA_URL": "http://127.0.0.1:1/.well-known/openid-configuration",
        }
        for app in apps:
            here = store.on_a_machine(folder / str(app)) | settings
            stack.enter_context(serving(paths.ROOT, "asgi.py", app, settings=here, log=folder / f"{app}.log"))
        stack.enter_context(proxy.running(folder, port, apps))
        yield made


def test_nginx_gives_a_place_once_and_closes_what_is_not_for_visitors(town: Town):
    first = town.browser().ask("/overzicht", Accept="text/html")
    assert first.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    (given,) = [cookie for cookie in first.headers.get_all("Set-Cookie") if cookie.startswith(PLACE)]
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= {part.strip() for part in given.split(";")}
    place = given.split(";")[0].removeprefix(f"{PLACE}=")
    again = town.browser(place).ask("/overzicht", Accept="text/html")
    assert PLACE not in str(again.headers.get_all("Set-Cookie"))
    assert town.browser(place).ask("/_stcore/metrics").status == 404
    assert "nginx/" not in first.headers["Server"]
    plain = http.client.HTTPConnection("127.0.0.1", town.port + 1, timeout=SECONDS)
    plain.request("GET", "/overzicht", headers={"Host": "kwaliteit.example"})
    assert (answer := plain.getresponse()).status == 308
    assert answer.headers["Location"] == "https://kwaliteit.example/overzicht"


def test_the_log_of_nginx_holds_no_query(town: Town):
    town.browser().ask("/dialoog?concept=geheim-van-een-formulier")
    until = time.monotonic() + SECONDS
    while "/dialoog" not in (text := (town.folder / "kwaliteit.log").read_text("utf-8")):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "geheim-van-een-formulier" not in text


def test_an_upload_reaches_the_process_of_its_page_and_no_other(town: Town):
    """Without the cookie that keeps somebody in one place, one of two uploads would be lost."""
    statuses = {}
    mine = town.browser(secrets.token_hex(16))
    session = mine.session()
    try:
        assert session.open("overzicht")
        for place in (mine.place, *(secrets.token_hex(16) for _ in range(12))):
            statuses[place] = _upload(town.browser(place), session.session_id)
    finally:
        session.close()
    assert statuses.pop(mine.place) == 204
    assert 204 in statuses.values()
    assert len(set(statuses.values())) > 1


def _upload(browser: Browser, session_id: str) -> int:
    edge = "edge"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = f"{head}a,b\r\n--{edge}--\r\n".encode()
    sent = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-Xsrftoken": XSRF}
    return browser.ask(f"/_stcore/upload_file/{session_id}/file", "PUT", body, **sent).status


def test_what_one_machine_writes_both_processes_show_within_seconds(town: Town):
    name = f"Overleg {secrets.token_hex(4)}"
    code = (
        "from monitor.session import Session\n"
        "from monitor.consultation.store import Consultations\n"
        f"Consultations(Session().dialogues.journal).create({name!r})"
    )
    town.run(code, "elsewhere")
    written = time.monotonic()
    for app in town.apps:
        while name not in _page_of(town, app):
            assert time.monotonic() - written < SECONDS, _page_of(town, app)[-3000:]
            time.sleep(0.2)


def _page_of(town: Town, app: int) -> str:
    """The page with consultations as this app process makes it, past nginx."""
    cookie = signed(SECRET, f"https://localhost:{town.port}", email=MEMBER, sub=MEMBER)
    session = Caller(app, {USER: cookie}).connect(origin=f"https://localhost:{town.port}")
    try:
        return session.open("overleg")
    finally:
        session.close()


@pytest.mark.parametrize("kind", ["disk", "s3"])
def test_writers_at_once_lose_nothing(kind: str):
    with stores.opened(kind, free_port() + 10, is_moto=False) as store:
        outcome = changes.run(store, changes.Asked(writers=2, seconds=2.5, kills=1, settle=2))
    assert outcome.lost() == []
    assert len(outcome.kept) > 20
    assert len({one["kind"] for one in outcome.kept}) >= 2
    assert outcome.delays
