"""Where a workspace in a store is, and with which keys: from s3://bucket/folder and the environment, and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.store.signature import Credentials

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PLAIN_VARIABLE = "KWALITEIT_S3_PLAIN"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a workspace is: https or http, host and port, region, bucket, and what comes before its paths."""

    scheme: str
    host: str
    region: str
    bucket: str
    prefix: str

    @property
    def text(self) -> str:
        return f"{self.scheme}://{self.host}/{self.bucket}/{self.prefix}"


def address(url: str, environment: Mapping[str, str] = os.environ) -> Address:
    """The address that s3://bucket/folder means. Endpoint and region come from the environment, under their usual names.

    Raises ValueError with a Dutch sentence.
    """
    found = re.fullmatch(r"s3:/+([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/[A-Za-z0-9_./-]*)?", url)
    if found is None or ".." in url:
        raise ValueError(f"Dit is geen adres van een werkmap: {re.sub('//.*@', '//…@', url)}. Geef s3://emmer/map.")
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"
    given = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    endpoint = urlsplit(given or f"https://s3.{region}.amazonaws.com")
    if endpoint.scheme not in ("https", "http") or not endpoint.hostname or endpoint.username:
        raise ValueError("AWS_ENDPOINT_URL_S3 is geen adres. Geef bijvoorbeeld https://opslag.gemeente.example.")
    is_plain = endpoint.scheme == "http" and endpoint.hostname not in LOOPBACK
    if is_plain and environment.get(PLAIN_VARIABLE) != "yes":
        raise ValueError(
            f"De opslag heeft een adres zonder beveiliging (http). Gebruik https. Op een afgesloten netwerk: "
            f"zet {PLAIN_VARIABLE}=yes."
        )
    prefix = "/".join(part for part in (found[2] or "").split("/") if part)
    return Address(endpoint.scheme, endpoint.netloc, region, found[1], f"{prefix}/" if prefix else "")


def credentials(environment: Mapping[str, str] = os.environ) -> Credentials:
    """The keys from the environment; there is no other place. Raises ValueError with a Dutch sentence."""
    key_id, secret = environment.get("AWS_ACCESS_KEY_ID", ""), environment.get("AWS_SECRET_ACCESS_KEY", "")
    if not key_id or not secret:
        raise ValueError("Zet AWS_ACCESS_KEY_ID en AWS_SECRET_ACCESS_KEY in de omgeving. Zonder deze opent S3 niet.")
    return Credentials(key_id, secret, environment.get("AWS_SESSION_TOKEN", ""))
