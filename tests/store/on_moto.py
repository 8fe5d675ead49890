"""What we ask of a store, asked of one that others wrote (moto): `make s3`. Not part of `make test`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.several import changes, stores
from monitor.store.address import address, credentials
from monitor.store.remote import S3
from tests.store.test_remote import (  # noqa: F401
    test_an_item_tells_when_it_came,
    test_another_content_has_another_fingerprint,
    test_files_come_back_as_they_were,
    test_only_the_first_makes_a_new_file,
    test_what_is_not_there,
)

PORT = 8739


@pytest.fixture
def store() -> Iterator[S3]:
    with stores.opened("s3", PORT, is_moto=True) as found:
        yield S3(address(found.workspace, found.environment), credentials(found.environment))


def test_a_list_of_more_than_a_page(store: S3):
    for number in range(1010):
        store.put(f"n/{number:04d}", b"")
    assert [item.path for item in store.list("n/")] == [f"n/{number:04d}" for number in range(1010)]


@pytest.mark.parametrize(("kills", "away"), [(0, 0.0), (6, 0.0), (0, 20.0)])
def test_writers_at_once_lose_nothing(kills: int, away: float):
    with stores.opened("s3", PORT, is_moto=True) as found:
        outcome = changes.run(found, changes.Asked(writers=2, seconds=30 if away else 15, kills=kills, away=away))
    assert outcome.lost() == []
    assert outcome.kept
    assert bool(outcome.refused) == bool(away)
