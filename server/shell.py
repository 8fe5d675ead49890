"""What the server does to every answer: compressed static files, a Dutch shell, strict headers.

Streamlit never compresses its static files (9 MB on a first visit), sends no security headers and calls every page English.
"""

from __future__ import annotations

import gzip
import mimetypes
from functools import cache
from pathlib import Path

import anyio.to_thread
import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, file_util

STATIC = Path(file_util.get_static_dir())
COMPRESSIBLE = (".js", ".css", ".svg", ".json", ".map")
YEAR = 365 * 24 * 3600
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Streamlit and Plotly need inline styles, inline scripts and workers; nothing may come from another site.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
}


@cache
def compressed(file: Path, encoding: str) -> bytes:
    """A static file as brotli ("br") or gzip. Kept: all of them together are 6 MB in brotli."""
    content = file.read_bytes()
    return brotli.compress(content, quality=5) if encoding == "br" else gzip.compress(content, 6, mtime=0)


class CompressedFiles:
    """Answers requests for Streamlit's own static files with the compressed file; passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        base = config.get_option("server.baseUrlPath").strip("/")
        prefix = f"/{base}/" if base else "/"
        self.files = {
            prefix + file.relative_to(STATIC).as_posix(): file
            for file in STATIC.glob("static/**/*")
            if file.suffix in COMPRESSIBLE
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        encoding = accepted(Headers(scope=scope)) if file else ""
        if not file or not encoding:
            await self.app(scope, receive, send)
            return
        content = await anyio.to_thread.run_sync(compressed, file, encoding)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        headers = {
            "Content-Encoding": encoding,
            "Vary": "Accept-Encoding",
            "Cache-Control": f"public, immutable, max-age={YEAR}",
        }
        await Response(content, media_type=kind, headers=headers)(scope, receive, send)


def accepted(headers: Headers) -> str:
    """The best encoding that the browser takes: br, gzip or none."""
    offers = [offer.replace(" ", "") for offer in headers.get("accept-encoding", "").lower().split(",")]
    usable = {offer.split(";")[0] for offer in offers if not offer.endswith(";q=0")}
    return next((encoding for encoding in ("br", "gzip") if encoding in usable), "")


class DutchShell:
    """Makes the HTML around the app Dutch before any script runs, so that screen readers speak it as Dutch."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        # The shell must come as plain text to be changed; it is 2 kB.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message | None = None
        body = b""

        async def hold(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and is_html(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await send_all(start, translated(body))
            else:
                await send(message)

        async def send_all(head: Message, content: bytes) -> None:
            headers = MutableHeaders(raw=head["headers"])
            if content:
                headers["content-length"] = str(len(content))
            for name in ("etag", "last-modified"):
                del headers[name]
            await send(head)
            await send({"type": "http.response.body", "body": content})

        await self.app({**scope, "headers": plain}, receive, hold)


def is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def translated(shell: bytes) -> bytes:
    return shell.replace(b'<html lang="en"', b'<html lang="nl"', 1).replace(
        b"<title>Streamlit</title>", b"<title>Kwaliteit in beeld</title>", 1
    )


class StrictHeaders:
    """The security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_strict if scope["type"] == "http" else send)


def compress_all() -> None:
    for file in sorted(STATIC.glob("static/**/*"), key=lambda file: -file.stat().st_size):
        if file.suffix in COMPRESSIBLE:
            compressed(file, "br")
