"""From which sites a page may speak to this server, by an exact list; and that the server asks no other host about it.

Of an origin that it does not know, Streamlit wonders whether it is the outward address of this machine, and asks a host of
somebody else for that address: whoever sends a strange header would make this server call out. Also when it starts on all
addresses, to print where it can be found.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import auth_util, net_util
from streamlit.web.server.server_util import allowlisted_origins


def is_ours(headers: Headers) -> bool:
    """Whether the page that asks is one of this server: of the host that it asks, of the address of the sign-in, or one
    that the administrator named (`server.corsAllowedOrigins`). What is no browser tells no origin."""
    told = headers.getlist("origin")
    if len(told) != 1:
        return not told
    host = headers.get("host", "")
    named = {f"http://{host}", f"https://{host}"} if host else set()
    configured = auth_util.get_origin_from_redirect_uri()
    return told[0] in named | allowlisted_origins() | ({configured} if configured else set())


def judged(scope: Scope) -> Scope:
    """The same request as one of its own host: whether it may come from elsewhere was looked at here. Streamlit compares
    origin and host too, and reads the cookie of the sign-in by the origin, so that one stays."""
    origin = Headers(scope=scope).get("origin")
    if origin is None:
        return scope
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [*others, (b"host", urlsplit(origin).netloc.encode("latin-1"))]}


def ask_nobody() -> None:
    """From now on Streamlit does not look for the addresses of this machine. Before its server starts."""
    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _unknown


def _unknown() -> None:
    return None
