"""Sign-ins that were ended: the signed cookie lives on in whoever copied it, so the server remembers that it is over.

What was ended stands in the audit trail, so that a restart and the other processes on this workspace know it too.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from monitor import clock
from monitor.access import audit
from monitor.store.journal import Journal

SECONDS = 2.0
"""How long another process may take to hear of it."""

_ended: set[str] = set()
_read_at = float("-inf")


def name(claims: Mapping[str, Any]) -> str:
    """A name for this one sign-in, that tells nothing about the person."""
    parts = [str(claims.get(part, "")) for part in ("iss", "sub", "email", "iat", "nonce", "sid")]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def about(claims: Mapping[str, Any]) -> str:
    """How a sign-in is called in the audit trail, at its begin and at its end."""
    return f"aanmelding {name(claims)}"


def is_ended(claims: Mapping[str, Any], hours: float) -> bool:
    """Whether this sign-in, of at most so many hours ago, was ended here or elsewhere."""
    global _read_at
    if time.monotonic() - _read_at > SECONDS:
        _ended.update(_kept(hours))
        _read_at = time.monotonic()
    return about(claims) in _ended


def end(claims: Mapping[str, Any]) -> None:
    """Counts at once in this process, and within seconds in the others.

    Raises OSError when it cannot be kept: then it counts in this process, until a restart.
    """
    try:
        audit.record(_journal(), audit.SIGN_OUT, about(claims))  # while the line still knows who it is
    finally:
        _ended.add(about(claims))


def _kept(hours: float) -> set[str]:
    try:
        journal, days = _journal(), int(hours // 24) + 2
    except (ValueError, OSError):  # a workspace that cannot be opened shows nothing to anybody
        return set()
    streams = [f"{audit.STREAM}/{(clock.today() - timedelta(days=back)).isoformat()}" for back in range(-1, days)]
    lines = [line for stream in streams for line in journal.entries(stream)]
    return {str(line.get("about")) for line in lines if line.get("kind") == audit.SIGN_OUT}


def _journal() -> Journal:
    from widgets import runtime  # the runtime asks who is there, and that asks here

    return runtime.session().dialogues.journal
