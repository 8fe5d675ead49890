"""The gate without a server behind it: who is let through to the app, and what stands there for the others."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from streamlit.runtime import secrets

from server import gate as gates
from server.gate import Gate
from widgets import nearby, sign_in, who

AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "a-secret-of-the-tests-that-is-long-enough",
    "client_id": "x",
    "client_secret": "x",
    "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
}
PASSED = b"the app"


def asks(path: str = "/", *, client: str = "127.0.0.1", kind: str = "http", **headers: str) -> tuple[int, str]:
    """Status and text that somebody gets; the text of the app when the gate lets them through."""
    sent: list[dict] = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": PASSED})

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b""}

    told = {"host": "localhost:8501", "accept": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
    scope = {
        "type": kind, "method": "GET", "path": path, "query_string": b"", "client": (client, 1), "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
    }  # fmt: skip
    asyncio.run(Gate(app)(scope, receive, send))
    status = next((m["status"] for m in sent if m["type"] == "http.response.start"), 0)
    body = b"".join(m.get("body", b"") for m in sent)
    return (403 if sent[0]["type"] == "websocket.close" else status), body.decode()


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch, empty_workspace: Path):
    """Puts secrets in place, as Streamlit would have read them; none to begin with."""

    def put(**sections: dict) -> None:
        monkeypatch.setattr(secrets.secrets_singleton, "_secrets", sections or None)

    put()
    return put


@pytest.fixture
def alone(secret) -> None:
    assert not who.is_server()


@pytest.mark.parametrize("host", ["localhost:8501", "localhost", "127.0.0.1:8501", "[::1]:8501", "kwaliteit.localhost"])
def test_alone_this_computer_reaches_everything(alone, host: str):
    assert asks(host=host) == (200, PASSED.decode())


@pytest.mark.parametrize(
    "sent",
    [
        {"host": "192.168.1.20:8501"},
        {"host": "kwaliteit.gemeente.example"},
        {"host": "localhost.gemeente.example"},
        {"host": "127.0.0.1.gemeente.example"},
        {"host": ""},
        {"host": "localhost:8501", "client": "192.168.1.20"},
        {"x_forwarded_for": "10.0.0.1"},
        {"forwarded": "for=10.0.0.1"},
        {"x_real_ip": "10.0.0.1"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/", "/gegevens", "/media/x.csv", "/_stcore/metrics"])
def test_alone_another_computer_gets_nothing_but_why(alone, sent: dict, path: str):
    status, text = asks(path, **sent)
    assert status == 403
    assert sign_in.OUTSIDE.title in text
    assert asks("/_stcore/stream", kind="websocket", **sent)[0] == 403


def test_whether_it_lives_is_told_in_every_mode(alone):
    assert asks("/_stcore/health", host="elders.example")[0] == 200


MAKES_A_SERVER = {
    "the environment": lambda m, folder, secret: m.setenv(who.MODE_VARIABLE, "server"),
    "a word that we do not know": lambda m, folder, secret: m.setenv(who.MODE_VARIABLE, "sevrer"),
    "a list of people": lambda m, folder, secret: _write(folder / "access" / "people.csv"),
    "a list of people that is empty": lambda m, folder, secret: _write(folder / "access" / "people.csv", ""),
    "secrets for sign-in": lambda m, folder, secret: secret(auth=AUTH),
    "secrets that nobody can read": lambda m, folder, secret: m.setattr(who, "secrets_unreadable", lambda: True),
}


def _write(path: Path, text: str = "email,role\n") -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("make", MAKES_A_SERVER.values(), ids=MAKES_A_SERVER.keys())
def test_a_sign_of_a_server_closes_everything_also_for_this_computer(make, alone, secret, empty_workspace, monkeypatch):
    assert asks()[0] == 200
    make(monkeypatch, empty_workspace, secret)
    assert asks()[0] == 403
    assert not who.person().rights.has_any


def test_a_server_stays_one_when_its_list_of_people_goes_away(alone, empty_workspace: Path):
    people = empty_workspace / "access" / "people.csv"
    _write(people)
    assert asks()[0] == 403
    people.unlink()
    assert asks()[0] == 403


def test_secrets_about_something_else_make_no_server(alone, secret):
    secret(database={"password": "x"})
    assert not who.is_server()


def test_a_file_with_secrets_that_is_no_toml_closes_everything(alone, monkeypatch, tmp_path: Path):
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\nclient_id = ", "utf-8")
    monkeypatch.setattr(who.config, "get_option", lambda name: [str(file)] if name == "secrets.files" else None)
    monkeypatch.setattr(secrets.secrets_singleton, "load_if_toml_exists", lambda: False)
    assert who.is_server()
    assert any("secrets.toml" in problem for problem in sign_in.problems())


WRONG = {
    "nothing": (None, "[auth]"),
    "no secret": ({"cookie_secret": ""}, "cookie_secret"),
    "a short secret": ({"cookie_secret": "kort"}, "cookie_secret"),
    "no client": ({"client_id": ""}, "client_id"),
    "no password": ({"client_secret": ""}, "client_secret"),
    "no provider": ({"server_metadata_url": ""}, "server_metadata_url"),
    "no way back": ({"redirect_uri": ""}, "redirect_uri"),
    "another way back": ({"redirect_uri": "https://kwaliteit.example/"}, "redirect_uri"),
    "no https": ({"redirect_uri": "http://kwaliteit.example/oauth2callback"}, "https"),
    "half a named provider": ({"client_id": "", "gemeente": {"client_id": "x"}}, "[auth.gemeente]"),
}


@pytest.mark.parametrize(("change", "named"), WRONG.values(), ids=WRONG.keys())
def test_sign_in_that_is_not_whole_shows_nothing_and_says_what_is_missing(secret, monkeypatch, change, named: str):
    monkeypatch.setenv(who.MODE_VARIABLE, "server")
    if change is not None:
        secret(auth=AUTH | change)
    assert any(named in problem for problem in sign_in.problems())
    status, text = asks("/overzicht")
    assert status == 403
    assert "Aanmelden is nog niet ingesteld" in text
    assert named in text
    assert asks("/static/index.html")[0] == asks("/auth/login")[0] == asks("/aanmelden")[0] == 403


def test_sign_in_that_is_whole_has_no_problems(secret):
    secret(auth=AUTH)
    assert sign_in.problems() == []
    secret(auth=AUTH | {"redirect_uri": "https://kwaliteit.example/oauth2callback"})
    assert sign_in.problems() == []


def test_each_named_provider_has_its_button(secret):
    shared = {"redirect_uri": AUTH["redirect_uri"], "cookie_secret": AUTH["cookie_secret"]}
    own = {name: AUTH[name] for name in sign_in.OF_PROVIDER}
    secret(auth=shared | {"gemeente": own, "opvang": own})
    assert sign_in.providers() == {"gemeente": "Aanmelden met Gemeente", "opvang": "Aanmelden met Opvang"}
    assert sign_in.problems() == []
    text = asks()[1]
    assert "aanmelden?via=gemeente" in text
    assert "aanmelden?via=default" not in text


def test_names_in_headers_of_a_proxy_are_not_trusted(secret, monkeypatch):
    secret(auth=AUTH)
    real = sign_in.config.get_option
    monkeypatch.setattr(
        sign_in.config,
        "get_option",
        lambda name: {"X-User": "email"} if name == "server.trustedUserHeaders" else real(name),
    )
    assert any("trustedUserHeaders" in problem for problem in sign_in.problems())


def test_secrets_may_stand_in_the_environment(monkeypatch):
    for name, value in AUTH.items():
        monkeypatch.setenv(f"KWALITEIT_AUTH_{name.upper()}", value)
    monkeypatch.setenv("KWALITEIT_AUTH_CLIENT_ID", "123")
    monkeypatch.setenv("KWALITEIT_AUTH_HOURS", "8")
    monkeypatch.setenv("KWALITEIT_AUTH_TRUST_EMAIL", "true")
    found = sign_in.from_environment()
    assert found["auth"] == AUTH | {"client_id": "123"}
    assert found[who.SECTION] == {"hours": 8.0, "trust_email": True}


def test_an_address_that_the_provider_says_nothing_of_counts_only_when_the_secrets_trust_it(secret):
    secret(auth=AUTH)
    assert not who.is_verified({"email": "a@b.example"})
    secret(auth=AUTH, kwaliteit={"trust_email": True})
    assert who.is_verified({"email": "a@b.example"})
    assert not who.is_verified({"email": "a@b.example", "email_verified": False})
    assert who.is_verified({"xms_edov": "1"})
    assert not who.is_verified({"xms_edov": "1", "email_verified": False})


@pytest.mark.parametrize(
    ("kept", "goes_to"),
    [
        ("/trend?opvang=baby", "/trend?opvang=baby"),
        ("/dialoog?concept=abc%20d", "/dialoog?concept=abc%20d"),
        ("//elders.example/x", "/"),
        ("https://elders.example/x", "/"),
        ("/\\elders.example", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_sign_in_a_link_goes_on_within_the_app_only(kept: str, goes_to: str):
    cookie = f"{gates.NEXT}={gates.quote(kept, safe='')}"
    scope = {"type": "http", "headers": [(b"cookie", cookie.encode())]}
    assert Gate(None)._next(scope) == goes_to  # type: ignore[arg-type]


@pytest.mark.parametrize("other", ["sso/session=1", "user@elders=1", "leeg", "a[0]=1", '{"x": 1}'])
def test_a_cookie_of_another_app_on_this_host_does_not_stop_a_sign_in(other: str):
    cookie = f"{other}; {gates.NEXT}={gates.quote('/trend', safe='')}; {other}"
    scope = {"type": "http", "headers": [(b"cookie", cookie.encode())]}
    assert Gate(None)._next(scope) == "/trend"  # type: ignore[arg-type]


def test_a_text_of_somebody_is_no_markup_on_the_page_of_the_gate(secret, monkeypatch):
    secret(auth=AUTH)
    monkeypatch.setattr(who, "is_signed_in", lambda claims: True)
    monkeypatch.setattr(who, "claims", dict)
    screen = sign_in.refusal({"email": "<script>@x.example", "is_logged_in": True, "email_verified": True})
    text = gates.screens.html(screen, "/").body.decode()
    assert "&lt;script&gt;@x.example" in text
    assert "<script" not in text


def test_the_other_side_counts_too_when_it_is_known():
    assert nearby.is_nearby({"host": "localhost"}, None)
    assert nearby.is_nearby({"host": "localhost"}, "::ffff:127.0.0.1")
    assert not nearby.is_nearby({"host": "localhost"}, "10.0.0.1")
    assert not nearby.is_nearby({}, None)
