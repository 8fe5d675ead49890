"""Who calls: what the cookies of a request, or those of the session that runs, say about a person and a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit import auth_util, runtime
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

# Private, therefore Streamlit is pinned: the same reading of the signed cookies as Streamlit's websocket does.
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

from monitor.access.records import Person
from widgets import who


@dataclass(frozen=True)
class Caller:
    """`browser` is the secret that Streamlit gives each browser (its XSRF token), empty when there is none."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    browser: str = ""

    @property
    def person(self) -> Person:
        """With the rights of this moment."""
        return who.of(self.claims)

    @property
    def is_signed_in(self) -> bool:
        return who.is_signed_in(self.claims)

    @property
    def key(self) -> str:
        """Whose a file or session is: the address, for a visitor the browser. Empty is nobody's: it fits no one."""
        address = self.person.person_id
        return address or (f"browser {self.browser}" if self.browser else "")


NOBODY = Caller()
_connection: ContextVar[Caller] = ContextVar("connection", default=NOBODY)


def of_request(scope: Scope) -> Caller:
    return of_cookies(HTTPConnection(scope).cookies)


def of_session(session_id: str) -> Caller:
    """Of a session that is connected: the cookies of its websocket. Nobody when there is no such session."""
    client = runtime.get_instance().get_client(session_id)
    context = client.client_context if client else None
    return of_cookies(context.cookies) if context else NOBODY


def of_cookies(cookies: Mapping[str, str]) -> Caller:
    """What is not signed by this server, or was signed for another address of it, says nothing."""
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    origin = auth_util.get_origin_from_redirect_uri()
    claims = _parse_decoded_user_cookie(signed, origin) if signed and origin else {}
    return Caller(claims, _browser(cookies))


def current() -> Caller:
    """Who is served in this thread: a running page, or what a message of a websocket started."""
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return _connection.get()
    return Caller(run.user_info, of_session(run.session_id).browser)


@contextmanager
def serving(caller: Caller) -> Iterator[None]:
    """Within this block, and in the tasks and threads that it starts, this is who is served."""
    token = _connection.set(caller)
    try:
        with who.acting(caller.claims):
            yield
    finally:
        _connection.reset(token)


def _browser(cookies: Mapping[str, str]) -> str:
    try:
        token, _ = decode_xsrf_token_string(cookies.get(XSRF_COOKIE_NAME, ""))
    except ValueError:
        return ""
    return token.hex() if token else ""
