"""Opening a workspace in a store: once per process, with its copy in a folder that processes of this account share."""

from __future__ import annotations

import atexit
import hashlib
import os
import threading
from collections.abc import Mapping
from pathlib import Path

from monitor.store import place
from monitor.store.address import Address, address, credentials
from monitor.store.mirror import Mirror
from monitor.store.remote import S3

MIRROR_VARIABLE = "KWALITEIT_MIRROR"
_opened: dict[str, Mirror] = {}
_opening = threading.Lock()


def opened(url: str, environment: Mapping[str, str] = os.environ) -> Mirror:
    """The workspace s3://bucket/folder, with a whole copy; opened once per process.

    Raises ValueError with a Dutch sentence for settings that are wrong, OSError when the store is away or refuses.
    """
    with _opening:
        where = address(url, environment)
        if where.text not in _opened:
            folder = _folder(where, environment)
            mirror = Mirror(folder, S3(where, credentials(environment)))
            mirror.open()
            place.register(folder, mirror)
            atexit.register(mirror.close)
            _opened[where.text] = mirror
        return _opened[where.text]


def _folder(where: Address, environment: Mapping[str, str]) -> Path:
    """Where the copy is: a folder of its own for each workspace, that processes of this account share."""
    cache = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    base = Path(environment.get(MIRROR_VARIABLE) or Path(cache, "kwaliteit")).expanduser().resolve()
    return base / hashlib.sha256(where.text.encode()).hexdigest()[:16]
