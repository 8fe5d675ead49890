"""Files in an S3-compatible store, over HTTP(S): list, get, put, delete. No other host is ever asked.

`pyarrow.fs` was the first choice; it cannot make a file only when there is none, tells no fingerprint of a file (two edits
within a second look the same), looks for keys on other hosts when there are none in the environment, and has no time
limit for reading on Linux. `obstore` (0.12) was tried on the tests of this module: one foreign name in the bucket makes its
whole list fail, it follows a redirect to another host with the token, and it uses a proxy of the environment. `botocore`
holds with six settings, at 31 MB, an older python-dateutil and 1.3 to 1.8 times the time of a small call. What is needed
of the protocol is small: it stands here whole.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import http.client
import logging
import re
import ssl
import time
import xml.etree.ElementTree as xml
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from monitor.store.address import Address
from monitor.store.signature import Credentials, path_text, query_text, signed

log = logging.getLogger("kwaliteit")
CONNECT_SECONDS, READ_SECONDS, LARGE_SECONDS = 3.0, 6.0, 60.0
"""How long to wait for a connection, for an answer, and for an answer about a large file."""
PAUSES, GIVE_UP = (0.1, 0.5), 8.0
"""Seconds before the second and third try of a request that got no answer; no try begins after so many."""
MOST_IDLE = 16
CHUNK = 1 << 20
MOST_SKEW = timedelta(seconds=2)
"""The store tells its time in whole seconds: a smaller difference says nothing."""
LOCAL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO)
NOTHING = hashlib.sha256(b"").hexdigest()


class Away(OSError):
    """The store does not answer, or says that it cannot now. What was asked may or may not have been done."""


class Refused(OSError):
    """The store answers that this may not be done. It was not done; the text is Dutch."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.strerror = "de opslag weigert dit"


class Item(NamedTuple):
    """One file: its path in the workspace, its size in bytes, a fingerprint of its content, and when it came (ISO, UTC)."""

    path: str
    size: int
    etag: str
    modified: str = ""


class S3:
    """The files of one workspace. Safe to share between threads; connections are kept for the next request."""

    def __init__(self, where: Address, who: Credentials) -> None:
        self.where, self._who = where, who
        self._idle: list[http.client.HTTPConnection] = []
        self._tls = ssl.create_default_context() if where.scheme == "https" else None
        self._skew = timedelta(0)

    def now(self) -> datetime:
        """The moment in UTC by the clock of the store, which all writers share."""
        return datetime.now(UTC) + self._skew

    def list(self, prefix: str) -> Iterator[Item]:
        """All files under a prefix, in the order of their paths."""
        asked = {"list-type": "2", "prefix": self.where.prefix + prefix, "encoding-type": "url"}
        while True:
            content = self._ask("GET", "", asked)
            page = xml.fromstring(content)
            name = page.tag.removesuffix("ListBucketResult")  # the namespace
            for one in page.iter(f"{name}Contents"):
                key = unquote((one.findtext(f"{name}Key") or "").replace("+", " "))
                size, etag, at = (one.findtext(name + what) or "" for what in ("Size", "ETag", "LastModified"))
                yield Item(key.removeprefix(self.where.prefix), int(size or 0), etag.strip('"'), at)
            token = page.findtext(f"{name}NextContinuationToken")
            if not token:
                return
            asked["continuation-token"] = token

    def get(self, path: str) -> bytes:
        """The content of a file. Raises FileNotFoundError when there is none."""
        return self._ask("GET", path)

    def fetch(self, path: str, target: Path) -> None:
        """Write the content of a file to a file of this machine. Raises FileNotFoundError when there is none."""
        self._ask("GET", path, into=target)

    def put(self, path: str, content: bytes | Path, *, only_new: bool = False) -> None:
        """Keep a file whole; it is there for everybody when this has returned.

        With `only_new` it raises FileExistsError when there is one already.
        """
        self._ask("PUT", path, content=content, headers={"If-None-Match": "*"} if only_new else {})

    def delete(self, path: str) -> None:
        """Take a file away; one that is not there is fine."""
        with contextlib.suppress(FileNotFoundError):
            self._ask("DELETE", path)

    # ------------------------------------------------------------------------------------------------------ requests

    def _ask(
        self, method: str, path: str, query: Mapping[str, str] | None = None, *, content: bytes | Path = b"",
        headers: Mapping[str, str] | None = None, into: Path | None = None,
    ) -> bytes:  # fmt: skip
        """One request, tried again when there is no answer: each kind of request may be done twice without harm."""
        digest, size = _digest(content)
        began = time.monotonic()
        for pause in (*PAUSES, None):
            try:
                return self._once(method, path, query or {}, content, digest, size, headers or {}, into)
            except (OSError, http.client.HTTPException) as problem:
                if isinstance(problem, ssl.SSLCertVerificationError):
                    raise Refused("Het certificaat van de opslag klopt niet.") from problem
                if isinstance(problem, Refused | FileNotFoundError | FileExistsError) or _is_local(problem):
                    raise
                if pause is None or time.monotonic() - began > GIVE_UP:
                    raise problem if isinstance(problem, Away) else Away(repr(problem)) from problem
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _once(
        self, method: str, path: str, query: Mapping[str, str], content: bytes | Path, digest: str, size: int,
        headers: Mapping[str, str], into: Path | None,
    ) -> bytes:  # fmt: skip
        key = f"/{self.where.bucket}" + (f"/{self.where.prefix}{path}" if path else "")
        told = {"Host": self.where.host, **headers}
        told = signed(method, key, query, told, digest, self._who, self.where.region, self.now())
        target = path_text(key) + (f"?{query_text(query)}" if query else "")
        with self._connected(LARGE_SECONDS if isinstance(content, Path) else READ_SECONDS) as connection:
            if isinstance(content, Path):
                with content.open("rb") as handle:
                    connection.request(method, target, handle, {**told, "Content-Length": str(size)})
            else:
                connection.request(method, target, content or None, told)
            answer = connection.getresponse()
            self._learn_the_time(answer.getheader("Date", ""))
            if into is not None and answer.status == http.HTTPStatus.OK:
                _write(answer, into)
                return b""
            found = answer.read()
        _check(answer.status, found, self.where)
        return found

    @contextmanager
    def _connected(self, seconds: float) -> Iterator[http.client.HTTPConnection]:
        """A connection of our own for one request. After a problem no kept one is trusted."""
        try:
            connection = self._idle.pop()
        except IndexError:
            if self._tls is not None:
                connection = http.client.HTTPSConnection(self.where.host, timeout=CONNECT_SECONDS, context=self._tls)
            else:
                connection = http.client.HTTPConnection(self.where.host, timeout=CONNECT_SECONDS)
            connection.connect()
        try:
            connection.sock.settimeout(seconds)
            yield connection
        except BaseException:
            self._idle = []
            connection.close()
            raise
        if connection.sock is not None and len(self._idle) < MOST_IDLE:
            self._idle.append(connection)

    def _learn_the_time(self, told: str) -> None:
        """Take over the clock of the store when ours differs: two hosts with different clocks keep one order."""
        try:
            skew = parsedate_to_datetime(told) - datetime.now(UTC)
        except (TypeError, ValueError):
            return
        if abs(skew - self._skew) > MOST_SKEW:
            log.warning("the clock of the store differs %.0f s from ours", skew.total_seconds())
            self._skew = skew


def _write(answer: http.client.HTTPResponse, into: Path) -> None:
    with into.open("wb") as handle:
        while block := answer.read(CHUNK):
            handle.write(block)
    if answer.length:  # cut off: `read` with a size does not tell
        raise Away(f"{answer.length} bytes missing")


def _digest(content: bytes | Path) -> tuple[str, int]:
    """The fingerprint (SHA-256, hexadecimal) and the size of what is sent."""
    if not isinstance(content, Path):
        return (hashlib.sha256(content).hexdigest() if content else NOTHING), len(content)
    with content.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha256").hexdigest()
    return found, content.stat().st_size


def _is_local(problem: BaseException) -> bool:
    """A problem with a file of this machine (a full disk): trying again or waiting for the store does not help."""
    return isinstance(problem, OSError) and (problem.filename is not None or problem.errno in LOCAL)


def _check(status: int, content: bytes, where: Address) -> None:
    """Raise what an answer means when it is not a yes."""
    if status < http.HTTPStatus.MULTIPLE_CHOICES:
        return
    code = found[1].decode() if (found := re.search(rb"<Code>([A-Za-z0-9]{1,60})</Code>", content)) else ""
    if status == http.HTTPStatus.NOT_FOUND and code != "NoSuchBucket":
        raise FileNotFoundError(code or "not found")
    if status == http.HTTPStatus.PRECONDITION_FAILED:
        raise FileExistsError(code or "exists")
    if (
        status in (408, 409, 425, 429)
        or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR
        or code == "RequestTimeTooSkewed"
    ):
        raise Away(f"{status} {code}")
    if code == "NoSuchBucket":
        raise Refused(f"De emmer {where.bucket} is er niet.")
    if status in (301, 307, 308):
        raise Refused("De emmer hoort bij een andere regio of een ander adres. Zet AWS_REGION of AWS_ENDPOINT_URL_S3.")
    raise Refused(f"De opslag weigert de toegang ({status} {code}). Controleer de sleutels en de rechten op de emmer.")
