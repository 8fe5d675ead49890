"""A small S3 server on loopback for tests, which can be away, lose answers, cut files off, or have another clock.

It knows what `monitor.store.remote` asks for, and checks the signature. That real stores understand those requests too is
what `make s3` shows: the same tests against moto, which others wrote.
"""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from monitor.store.signature import Credentials, signed

BUCKET, KEY_ID, SECRET = "emmer", "sleutel", "geheim"
KEPT_HEADERS = ("host", "if-none-match")


@dataclass
class Faults:
    """What is wrong with the server now."""

    is_away: bool = False
    lost_answers: int = 0
    """The next requests that are carried out without an answer."""
    refused_paths: str = ""
    """Files with this in their path are not to be had."""
    is_cut_off: bool = False
    knows_conditions: bool = True
    skew: timedelta = timedelta(0)
    before: Callable[[str, str], None] = field(default=lambda method, path: None)
    """Called with method and path before each request is carried out."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    page = 1000

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.files: dict[str, tuple[bytes, str]] = {}
        self.faults = Faults()
        self.asked: list[tuple[str, str]] = []
        self.changing = threading.Lock()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.server_port}",
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET,
        }

    def now(self) -> datetime:
        return datetime.now(UTC) + self.faults.skew

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: else each answer waits for an acknowledgement

    def log_message(self, *_) -> None:
        """Nothing on the screen."""

    def date_time_string(self, timestamp=None) -> str:
        return self.server.now().strftime("%a, %d %b %Y %H:%M:%S GMT")

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path), {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, path))
        faults = self.server.faults
        faults.before(self.command, path)
        if faults.is_away:
            self.close_connection = True
            return
        status, body, etag = self._answer(path, query, content)
        if faults.lost_answers:
            faults.lost_answers -= 1
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", f'"{etag}"')
        self.end_headers()
        if faults.is_cut_off and self.command == "GET" and not query:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            return
        self.wfile.write(body)

    do_GET = do_PUT = do_DELETE = _handle

    def _answer(self, path: str, query: dict[str, str], content: bytes) -> tuple[int, bytes, str]:
        bucket, _, key = path.removeprefix("/").partition("/")
        files, faults = self.server.files, self.server.faults
        if not self._is_signed(path, query, content):
            return 403, _error("SignatureDoesNotMatch"), ""
        if bucket != BUCKET:
            return 404, _error("NoSuchBucket"), ""
        if faults.refused_paths and faults.refused_paths in key:
            return 503, _error("SlowDown"), ""
        if self.command == "PUT":
            with self.server.changing:
                if self.headers.get("If-None-Match") == "*" and faults.knows_conditions and key in files:
                    return 412, _error("PreconditionFailed"), ""
                files[key] = content, self.server.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
            return 200, b"", _etag(content)
        if self.command == "DELETE":
            files.pop(key, None)
            return 204, b"", ""
        if "list-type" in query:
            return 200, self._list(query), ""
        if key not in files:
            return 404, _error("NoSuchKey"), ""
        return 200, files[key][0], _etag(files[key][0])

    def _list(self, query: dict[str, str]) -> bytes:
        after = query.get("continuation-token", "")
        found = [k for k in sorted(self.server.files) if k.startswith(query.get("prefix", "")) and k > after]
        page = found[: self.server.page]
        more = f"<NextContinuationToken>{escape(page[-1])}</NextContinuationToken>" if len(found) > len(page) else ""
        rows = []
        for key in page:
            content, at = self.server.files[key]
            rows.append(
                f"<Contents><Key>{quote(key)}</Key><LastModified>{at}</LastModified>"
                f"<ETag>&quot;{_etag(content)}&quot;</ETag><Size>{len(content)}</Size></Contents>"
            )
        name = 'ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
        return f"<{name}>{more}{''.join(rows)}</ListBucketResult>".encode()

    def _is_signed(self, path: str, query: dict[str, str], content: bytes) -> bool:
        headers = {k: v for k, v in self.headers.items() if k.lower() in KEPT_HEADERS}
        if "Authorization" not in self.headers:
            return False
        moment = datetime.strptime(self.headers["x-amz-date"], "%Y%m%dT%H%M%SZ")
        digest = hashlib.sha256(content).hexdigest()
        who = Credentials(KEY_ID, SECRET)
        expected = signed(self.command, path, query, headers, digest, who, "us-east-1", moment)
        return self.headers["Authorization"] == expected["Authorization"]


def _etag(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _error(code: str) -> bytes:
    return f"<Error><Code>{code}</Code></Error>".encode()


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs as long as this lasts."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":  # python -m tests.store.s3_server PORT: for processes that share a store
    Server(int(sys.argv[1])).serve_forever()
