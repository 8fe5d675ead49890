"""Whether a request comes from this computer itself: alone on a laptop, nothing is shown to any other."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers that a server in between adds."""


def is_nearby(headers: Mapping[str, str], client: str | None) -> bool:
    """`headers` by lower-case name; `client` is the address of the other side, None when nobody knows."""
    host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    is_here = host == "localhost" or host.endswith(".localhost") or _is_loopback(host)
    return is_here and (client is None or _is_loopback(client)) and not any(name in headers for name in PASSED_ON)


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
