"""Who is at the screen, told anew each time: in a run, in a callback, in a download that is made on a click.

Alone on a laptop there is no sign-in and the person is `ALONE`. On a server the claims of the signed cookie name an
e-mail address, and `access/people.csv` of the workspace says what that address may see. Nothing is remembered in
between, so a role that is taken away is gone at the next click, and a sign-in that is too old is nobody.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from streamlit import auth_util, config
from streamlit.runtime import secrets
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from monitor import paths
from monitor.access import people
from monitor.access.records import ALONE, Person
from monitor.store import actor
from widgets import sign_outs

MODE_VARIABLE = "KWALITEIT_MODE"
ALONE_MODE = "alone"
SECTION = "kwaliteit"
"""The section of our own in Streamlit's secrets."""
HOURS = 12
"""How long a sign-in counts, unless the secrets say otherwise. Streamlit's cookie itself lives for 30 days."""

Claims = Mapping[str, Any]

_claims: ContextVar[Claims | None] = ContextVar("claims", default=None)
_servers: set[Path] = set()
_alone_in: ContextVar[object] = ContextVar("alone_in", default=None)
"""The run that saw that nothing makes this a server."""


def person() -> Person:
    """Who asks now. On a server nobody has a right that the file does not give to a verified address."""
    return of(claims()) if is_server() else ALONE


def of(found: Claims) -> Person:
    """The person that claims belong to, with the rights of this moment."""
    known = people.load(paths.workspace())
    return known.person(address(found) if is_signed_in(found) else None, is_verified(found))


def claims() -> Claims:
    """What the sign-in told of this session; empty for a visitor. Threads outside a run have what `acting` gave them."""
    run = get_script_run_ctx(suppress_warning=True)
    return run.user_info if run is not None else _claims.get() or {}


@contextmanager
def acting(found: Claims) -> Iterator[None]:
    """Within this block, and in the tasks and threads that it starts, these claims count where no page runs."""
    token = _claims.set(found)
    try:
        yield
    finally:
        _claims.reset(token)


def is_server() -> bool:
    """Whether people sign in here. What makes it so may go away while the process runs; it stays a server then.

    A run of a page asks tens of times, and each time costs a look at ten files: one run keeps one answer.
    """
    run = get_script_run_ctx(suppress_warning=True)
    mark = None if run is None else run.cursors  # a new one for each run
    if mark is not None and _alone_in.get() is mark:
        return False
    folder = paths.workspace()
    if folder not in _servers and (_asked_for() or _has_sign_in() or people.load(folder).exists):
        _servers.add(folder)
    _alone_in.set(None if folder in _servers else mark)
    return folder in _servers


def is_signed_in(found: Claims) -> bool:
    """Whether somebody signed in lately and did not sign out since; the file may know the address or not."""
    return bool(address(found)) and is_fresh(found) and not sign_outs.is_ended(found, hours())


def address(found: Claims) -> str | None:
    """The address exactly as the provider told it: `people` decides which spellings are the same."""
    email = found.get("email")
    return email or None if found.get("is_logged_in") is True and isinstance(email, str) else None


def is_verified(found: Claims) -> bool:
    """Whether the provider vouches for the address. What it does not say counts only when the secrets trust it."""
    told = [found[name] for name in ("email_verified", "xms_edov") if name in found]
    if not told:
        return settings().get("trust_email") is True
    return all(value is True or str(value).lower() in ("true", "1") for value in told)


def is_fresh(found: Claims) -> bool:
    """Whether the sign-in is of the last hours. `iat` is the second at which the provider said it."""
    issued = found.get("iat")
    return isinstance(issued, int | float) and time.time() - issued < hours() * 3600


def hours() -> float:
    """How long a sign-in counts."""
    asked = settings().get("hours", HOURS)
    return asked if isinstance(asked, int | float) else HOURS


def settings() -> Mapping[str, Any]:
    """Our own section of the secrets."""
    found = secrets.secrets_singleton.get(SECTION) if _are_secrets_read() else None
    return found if isinstance(found, Mapping) else {}


def secrets_unreadable() -> bool:
    """Whether there is a file with secrets that cannot be read: then nobody knows whether sign-in was meant."""
    return not _are_secrets_read() and any(os.path.lexists(file) for file in config.get_option("secrets.files"))


def _are_secrets_read() -> bool:
    try:
        return secrets.secrets_singleton.load_if_toml_exists()
    except OSError:
        return False


def _asked_for() -> bool:
    return os.environ.get(MODE_VARIABLE, "").strip().lower() not in ("", ALONE_MODE)


def _has_sign_in() -> bool:
    return secrets_unreadable() or bool(auth_util.get_secrets_auth_section())


actor.told_by(lambda: person().person_id)
