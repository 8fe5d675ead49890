"""The gate: which request reaches the app, and for whom.

On a server everything is closed but for what signing in needs. Who has a role reaches the pages, the websocket, the
uploads of their own session and the files that were made for them; paths that the app does not use do not exist. Alone on
a laptop everything is open to that laptop, and nothing to any other computer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlsplit

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import auth_util, config
from streamlit.user_info import generate_login_redirect_url
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from monitor.access import audit
from monitor.store.journal import Journal
from server import caller, files, origins, screens, uploads
from server.caller import Caller
from server.messages import Inbox
from widgets import nearby, runtime, sign_in, sign_outs, who

log = logging.getLogger("kwaliteit")
HEALTH, STREAM, CONFIG, METRICS = "_stcore/health", "_stcore/stream", "_stcore/host-config", "_stcore/metrics"
LOGIN, LOGOUT, CALLBACK, CHOICE = "auth/login", "auth/logout", "oauth2callback", "aanmelden"
UPLOAD, MEDIA, STATIC = "_stcore/upload_file/", "media/", "static/"
CLOSED = ("_stcore/", "component/", "app/", "auth/")
"""What the app does not use of Streamlit; the paths above are looked at first."""
NEXT, FAILED = "kib_next", "mislukt"
MINUTES = 10
"""How long a link waits for somebody who is signing in."""
MISSING = PlainTextResponse("Deze pagina bestaat niet.", status_code=404)
ELSEWHERE = PlainTextResponse("Deze vraag komt van een andere website. Open de pagina zelf.", status_code=403)
NOT_YOURS = PlainTextResponse("Dit bestand is niet voor u gemaakt. Open de pagina opnieuw.", status_code=403)


class Gate:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        base = config.get_option("server.baseUrlPath").strip("/")
        self.base = f"/{base}/" if base else "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self.base).lstrip("/")
        if path == HEALTH and scope["type"] == "http":
            await self.app(scope, receive, send)
            return
        # What changes something, or is a websocket.
        if scope.get("method") not in ("GET", "HEAD") and not origins.is_ours(Headers(scope=scope)):
            await (_close(send) if scope["type"] == "websocket" else ELSEWHERE(scope, receive, send))
            return
        if not who.is_server():
            await self._alone(scope, receive, send)
        else:
            asker = caller.of_request(scope)
            with caller.serving(asker):
                await self._server(path, asker, scope, receive, send)

    async def _alone(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if not nearby.is_nearby(Headers(scope=scope), client[0] if client else None):
            await self._refuse(sign_in.OUTSIDE, scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, Inbox(receive, caller.NOBODY), send)
        else:
            await self.app(scope, receive, send)

    async def _server(self, path: str, asker: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        screen = sign_in.refusal(asker.claims)
        is_set_up = screen is None or not screen.problems
        method = scope.get("method", "")
        if is_set_up and scope["type"] == "http" and method in ("GET", "HEAD"):
            if path.startswith(STATIC):
                await self.app(scope, receive, send)
                return
            if path in (LOGIN, LOGOUT, CALLBACK, CHOICE):
                await self._signing(path, asker, scope, receive, send)
                return
        if screen is not None:
            await self._refuse(screen, scope, receive, send)
        elif scope["type"] == "websocket":
            inbox = Inbox(receive, asker) if path == STREAM else None
            await (self.app(origins.judged(scope), inbox, send) if inbox else MISSING(scope, receive, send))
        elif (answer := await self._answer(path, method, asker)) is not None:
            await answer(scope, receive, send)
        elif path.startswith(UPLOAD) and method == "PUT":
            await self._upload(session_of(path), asker, scope, receive, send)
        else:
            await self.app(scope, receive, private(send) if path.startswith(MEDIA) else send)

    async def _answer(self, path: str, method: str, asker: Caller) -> Response | None:
        """What the gate answers itself to somebody with a role; None when the app may."""
        if path.startswith(UPLOAD):
            own = caller.of_session(session_of(path))
            if own.key and own.key == asker.key and own.browser == asker.browser:
                return None
            await note(refused, "bestand sturen naar een andere sessie")
            return NOT_YOURS
        if method not in ("GET", "HEAD"):
            return MISSING
        if path.startswith(MEDIA):
            if files.is_for(path.removeprefix(MEDIA).split(".")[0], asker):
                return None
            await note(refused, "bestand dat niet voor deze persoon is gemaakt")
            return NOT_YOURS
        if path == METRICS:
            return None if asker.person.rights.manage else MISSING
        return MISSING if path != CONFIG and path.startswith(CLOSED) else None

    async def _upload(self, session: str, asker: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "")
        owner = asker.person.person_id
        if not length.isdecimal():
            await uploads.NO_LENGTH(scope, receive, send)
        elif not uploads.has_room(owner, int(length)):
            await note(refused, "meer bestanden sturen dan er mogen")
            await uploads.TOO_MUCH(scope, receive, send)
        elif uploads.is_full(int(length)):
            await uploads.FULL(scope, receive, send)
        else:
            with uploads.coming(owner, session, int(length)):
                await self.app(scope, receive, send)

    async def _signing(self, path: str, asker: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        if path == CHOICE:
            via = QueryParams(scope["query_string"]).get("via", "default")
            known = via if via in sign_in.providers() else "default"
            await RedirectResponse(generate_login_redirect_url(known), 302)(scope, receive, send)
        elif path == LOGOUT:
            if asker.is_signed_in:
                await anyio.to_thread.run_sync(_end, asker)
            await self.app(scope, receive, secure(send))
        elif path == CALLBACK:
            await self.app(scope, receive, self._welcomed(scope, secure(send)))
        else:
            await self.app(scope, receive, self._remembering(scope, secure(send)))

    def _remembering(self, scope: Scope, send: Send) -> Send:
        """Keeps the page that somebody left to sign in."""
        parts = urlsplit(Headers(scope=scope).get("referer", ""))
        is_ours = f"{parts.scheme}://{parts.netloc}" == auth_util.get_origin_from_redirect_uri()
        cookies = Response()
        if is_ours and FAILED not in parts.query:
            self._keep(cookies, parts.path + (f"?{parts.query}" if parts.query else ""))

        async def remembering(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in cookies.raw_headers if name == b"set-cookie"]
                message = {**message, "headers": [*message["headers"], *kept]}
            await send(message)

        return remembering

    def _keep(self, answer: Response, link: str) -> None:
        """The link waits in the browser until its person has signed in."""
        answer.set_cookie(
            NEXT, quote(link, safe=""), MINUTES * 60, path=self.base, secure=is_https(), httponly=True, samesite="lax"
        )

    def _welcomed(self, scope: Scope, send: Send) -> Send:
        """Sends who signed in to the link that they came with, and writes the sign-in down."""

        async def welcomed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                who_came = caller.of_cookies(set_by(headers))
                if who_came.claims:
                    headers["location"] = self._next(scope)
                    headers.append("set-cookie", f"{NEXT}=; Path={self.base}; Max-Age=0; HttpOnly; SameSite=Lax")
                    with caller.serving(who_came):
                        await note(signed_in, sign_outs.about(who_came.claims))
                elif scope["query_string"]:
                    headers["location"] = f"{self.base}?{CHOICE}={FAILED}"
            await send(message)

        return welcomed

    def _next(self, scope: Scope) -> str:
        """The link of before the sign-in, when it is one of this app; else the front page."""
        # SimpleCookie refuses all cookies for one odd name, and another app on this host may set any.
        link = unquote(HTTPConnection({**scope, "type": "http"}).cookies.get(NEXT, ""))
        parts = urlsplit(link)
        is_ours = link.startswith(self.base) and not link.startswith("//") and not parts.netloc and link.isprintable()
        return link if is_ours and "\\" not in link else self.base

    async def _refuse(self, screen: sign_in.Screen, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if scope["type"] == "websocket":
            await _close(send)
        elif scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            has_failed = QueryParams(query).get(CHOICE) == FAILED
            answer = screens.html(screen, self.base, has_failed)
            if screen.may_sign_in and not has_failed:
                self._keep(answer, quote(scope["path"], safe="/") + (f"?{query}" if query else ""))
            await answer(scope, receive, send)
        else:
            await screens.plain(screen)(scope, receive, send)


async def _close(send: Send) -> None:
    await send({"type": "websocket.close", "code": 1008, "reason": ""})


def session_of(path: str) -> str:
    """The session that an upload is for."""
    return path.removeprefix(UPLOAD).split("/")[0]


def set_by(headers: Headers) -> dict[str, str]:
    """The cookies that an answer sets (not those that it takes away), of the sign-in only."""
    found: dict[str, str] = {}
    for line in headers.getlist("set-cookie"):
        for name, morsel in SimpleCookie(line).items():
            if name.startswith(USER_COOKIE_NAME) and morsel.value:
                found[name] = morsel.value
    return found


def is_https() -> bool:
    return (auth_util.get_origin_from_redirect_uri() or "").startswith("https://")


def secure(send: Send) -> Send:
    """Cookies of the sign-in travel over https only, where the app stands on https."""

    async def secured(message: Message) -> None:
        if message["type"] == "http.response.start" and is_https():
            message["headers"] = [
                (name, value + b"; Secure" if name == b"set-cookie" and b"secure" not in value.lower() else value)
                for name, value in message["headers"]
            ]
        await send(message)

    return secured


def private(send: Send) -> Send:
    """No cache in between keeps a file that was made for one person."""

    async def kept_out(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(raw=message["headers"])["cache-control"] = "private, no-store"
        await send(message)

    return kept_out


async def note(keep: Callable[[Journal, str], object], about: str) -> None:
    """A line in the audit trail. That it cannot be kept does not let anybody in, nor keeps anybody out."""
    try:
        await anyio.to_thread.run_sync(_note, keep, about)
    except Exception:
        log.exception("the audit trail misses: %s", about)


def _note(keep: Callable[[Journal, str], object], about: str) -> None:
    if who.person().person_id:  # who is not signed in could fill the disk
        keep(runtime.session().dialogues.journal, about)


def refused(journal: Journal, about: str) -> object:
    return audit.record_refusal(journal, about, who.person().person_id)


def signed_in(journal: Journal, about: str) -> object:
    return audit.record(journal, audit.SIGN_IN, about)


def _end(asker: Caller) -> None:
    try:
        sign_outs.end(asker.claims)
    except OSError:
        log.exception("the end of a sign-in is not kept")
