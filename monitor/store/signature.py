"""Signature version 4 of S3 requests: who asks, for what, with which content. Pure functions.

Source: the documentation of Amazon S3, "Authenticating Requests: Using the Authorization Header"; its examples are in
tests/store/test_signature.py. All S3-compatible stores ask for this signature.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

ALGORITHM, SERVICE, END = "AWS4-HMAC-SHA256", "s3", "aws4_request"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks. The secrets are not shown when this is printed."""

    key_id: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)


def query_text(query: Mapping[str, str]) -> str:
    """The query of a URL in the order and spelling that is signed."""
    return "&".join(f"{quote(name, safe='-_.~')}={quote(query[name], safe='-_.~')}" for name in sorted(query))


def path_text(path: str) -> str:
    """The path of a URL in the spelling that is signed."""
    return quote(path, safe="/-_.~")


def signed(
    method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], content_sha256: str,
    who: Credentials, region: str, moment: datetime,
) -> dict[str, str]:  # fmt: skip
    """The headers to send: those given (Host among them) with date, fingerprint of the content and signature.

    `moment` in UTC; `content_sha256` as hexadecimal text.
    """
    at, day = moment.strftime("%Y%m%dT%H%M%SZ"), moment.strftime("%Y%m%d")
    all_headers = {**headers, "x-amz-content-sha256": content_sha256, "x-amz-date": at}
    if who.token:
        all_headers["x-amz-security-token"] = who.token
    plain = {name.lower(): " ".join(value.split()) for name, value in all_headers.items()}
    names = ";".join(sorted(plain))
    request = "\n".join(
        [
            method, path_text(path), query_text(query),
            *(f"{name}:{plain[name]}" for name in sorted(plain)), "",
            names, content_sha256,
        ]
    )  # fmt: skip
    scope = f"{day}/{region}/{SERVICE}/{END}"
    to_sign = "\n".join([ALGORITHM, at, scope, hashlib.sha256(request.encode()).hexdigest()])
    key = f"AWS4{who.secret}".encode()
    for part in (day, region, SERVICE, END):
        key = _hmac(key, part)
    signature = _hmac(key, to_sign).hex()
    all_headers["Authorization"] = (
        f"{ALGORITHM} Credential={who.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return all_headers


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
