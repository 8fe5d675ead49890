"""Who makes a change. The store writes it on every entry; who that is, only the program around it can tell.

A web app registers a function that tells who the running session belongs to, the command line one that tells the account
of the system. Nobody registered means: a laptop of one person, and nothing is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


def _nobody() -> str:
    return ""


_teller: Callable[[], str] = _nobody


def told_by(teller: Callable[[], str]) -> None:
    """From now on `teller` says who makes a change: an e-mail address or an account, empty when there is none."""
    global _teller
    _teller = teller


@contextmanager
def acting(teller: Callable[[], str]) -> Iterator[None]:
    """Within this block `teller` says it; afterwards whoever did before."""
    before = _teller
    told_by(teller)
    try:
        yield
    finally:
        told_by(before)


def current() -> str:
    return _teller()
