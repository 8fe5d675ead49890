"""A store on loopback, and places on it as different machines have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.store import mirror as mirrors
from monitor.store import place, remote
from monitor.store.address import address, credentials
from monitor.store.mirror import Mirror
from monitor.store.remote import S3
from tests.store.s3_server import BUCKET, Server, serving


@pytest.fixture
def time_goes_on(monkeypatch) -> None:
    """Sizes and times of files are compared once a second: here each time."""
    monkeypatch.setattr("monitor.store.damage.Watch.is_time", lambda _: True)


@pytest.fixture
def server(monkeypatch) -> Iterator[Server]:
    monkeypatch.setattr(remote, "PAUSES", (0.0, 0.0))
    with serving() as found:
        yield found


@pytest.fixture
def store(server: Server) -> S3:
    return opened_store(server)


def opened_store(server: Server, prefix: str = "werk") -> S3:
    return S3(address(f"s3://{BUCKET}/{prefix}", server.environment), credentials(server.environment))


Machine = Callable[..., Mirror]


@pytest.fixture
def machine(server: Server, tmp_path: Path, monkeypatch) -> Machine:
    """Another machine: a copy in a folder of its own that is pulled only when a test says so."""

    def made(name: str) -> Mirror:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        found = Mirror(folder, opened_store(server))
        found.copy.open()
        found.pull()
        monkeypatch.setitem(place._elsewhere, folder, found)
        return found

    monkeypatch.setattr(mirrors, "LISTED_EVERY", 1e9)  # only the first pull and what is missed list everything
    return made
