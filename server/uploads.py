"""How much somebody may bring: Streamlit keeps every file that was sent until its session ends, also when no page asked.

The limit per file is Streamlit's own (`server.maxUploadSize`). Without one for all files together, anybody with a role
could fill the memory of the server. Visitors who did not sign in share one allowance: who they are, nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.responses import PlainTextResponse
from streamlit import config, runtime

FILES, TIMES = 50, 2
"""Of one person at one time: so many files, and so many times the size that one file may have."""
ALL_TIMES = 10
"""Of everybody together, in the same measure: 1,5 GB, a quarter of what a service may take."""
MEGABYTE = 1024 * 1024
NO_LENGTH = PlainTextResponse("Bij dit bestand staat niet hoe groot het is.", status_code=411)
FULL = PlainTextResponse("De server heeft nu te veel bestanden. Probeer het straks opnieuw.", status_code=413)
TOO_MUCH = PlainTextResponse("U hebt te veel bestanden klaargezet. Laad de pagina opnieuw.", status_code=413)

_owners: dict[str, str] = {}
"""Of each session that sent files: whose it was. A session that is not connected any more keeps its files for a while."""
_coming: dict[str, list[int]] = {}
"""The sizes of what is on its way, per person."""


def has_room(owner: str, size: int) -> bool:
    """Whether a file of this many bytes may still come; `owner` is an address, empty for all visitors together."""
    stored = _stored()
    for session in [one for one in _owners if one not in stored]:
        del _owners[session]
    sizes = [size, *_coming.get(owner, ())]
    for session, found in stored.items():
        if _owners.get(session, "") == owner:
            sizes += found
    return len(sizes) <= FILES and sum(sizes) <= TIMES * _most()


def is_full(size: int) -> bool:
    """Whether a file of this many bytes does not fit beside those of everybody."""
    known = [*_stored().values(), *_coming.values()]
    return size + sum(sum(sizes) for sizes in known) > ALL_TIMES * _most()


def _most() -> int:
    """Bytes that one file may have."""
    return int(config.get_option("server.maxUploadSize")) * MEGABYTE


@contextmanager
def coming(owner: str, session: str, size: int) -> Iterator[None]:
    """While this file is on its way it counts already."""
    _owners[session] = owner
    sizes = _coming.setdefault(owner, [])
    sizes.append(size)
    try:
        yield
    finally:
        _owners[session] = owner  # somebody else's file may have tidied it away in the meantime
        sizes.remove(size)
        if not sizes:
            _coming.pop(owner, None)


def _stored() -> dict[str, list[int]]:
    """The sizes of the files that are kept, per session. Private in Streamlit, therefore it is pinned."""
    kept = dict(getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {}))
    return {session: [len(one.data) for one in list(files.values())] for session, files in kept.items() if files}
