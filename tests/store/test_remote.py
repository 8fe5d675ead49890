"""Files in a store: what is asked and what comes of it, also when the store is away, slow of memory, or lies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.store.address import address, credentials
from monitor.store.remote import S3, Away, Item, Refused
from monitor.store.signature import Credentials
from tests.store.s3_server import Server

KEYS = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B"}


def test_files_come_back_as_they_were(store: S3, tmp_path: Path):
    store.put("a/één $+bestand.json", b"{}")
    store.put("a/leeg", b"")
    (tmp_path / "groot").write_bytes(bytes(range(256)) * 20_000)
    store.put("groot", tmp_path / "groot")
    assert store.get("a/één $+bestand.json") == b"{}"
    assert store.get("a/leeg") == b""
    store.fetch("groot", tmp_path / "terug")
    assert (tmp_path / "terug").read_bytes() == (tmp_path / "groot").read_bytes()
    assert [item.path for item in store.list("a/")] == ["a/leeg", "a/één $+bestand.json"]


def test_a_long_list_comes_in_pages(server: Server, store: S3):
    server.page = 3
    for number in range(8):
        store.put(f"n/{number}", b"x" * number)
    assert [(item.path, item.size) for item in store.list("n/")] == [(f"n/{n}", n) for n in range(8)]


def test_another_content_has_another_fingerprint(store: S3):
    store.put("a", b"een")
    (first,) = store.list("a")
    store.put("a", b"twe")
    (second,) = store.list("a")
    assert (first.size, first.etag) != (second.size, second.etag)
    assert first.size == second.size


def test_only_the_first_makes_a_new_file(store: S3):
    store.put("a", b"eerste", only_new=True)
    with pytest.raises(FileExistsError):
        store.put("a", b"tweede", only_new=True)
    assert store.get("a") == b"eerste"


def test_what_is_not_there(store: S3, tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        store.get("a")
    with pytest.raises(FileNotFoundError):
        store.fetch("a", tmp_path / "a")
    store.put("a", b"")
    store.delete("a")
    store.delete("a")
    assert list(store.list("")) == []


def test_a_file_that_is_cut_off_is_not_taken_for_whole(server: Server, store: S3, tmp_path: Path):
    store.put("a", b"x" * 1000)
    server.faults.is_cut_off = True
    with pytest.raises(Away):
        store.fetch("a", tmp_path / "a")
    with pytest.raises(Away):
        store.get("a")


def test_a_lost_answer_is_asked_for_again(server: Server, store: S3):
    server.faults.lost_answers = 2
    store.put("a", b"tekst")
    assert store.get("a") == b"tekst"


def test_connections_that_the_store_closed_are_replaced(server: Server, store: S3):
    store.put("a", b"")
    server.faults.is_away = True
    with pytest.raises(Away):
        store.get("a")
    server.faults.is_away = False
    assert store.get("a") == b""


def test_a_full_disk_is_told_as_such(store: S3, tmp_path: Path):
    store.put("a", b"x")
    with pytest.raises(FileNotFoundError):
        store.fetch("a", tmp_path / "weg" / "a")
    with pytest.raises(OSError, match="No space"):
        store.fetch("a", Path("/dev/full"))


def test_wrong_keys_and_a_wrong_bucket_are_refused_in_dutch(server: Server):
    where = address("s3://emmer/werk", server.environment)
    with pytest.raises(Refused, match="weigert de toegang"):
        S3(where, Credentials("sleutel", "verkeerd")).get("a")
    with pytest.raises(Refused, match="De emmer anders is er niet"):
        list(S3(address("s3://anders", server.environment), credentials(server.environment)).list(""))


@pytest.mark.parametrize("minutes", [-10, 10])
def test_the_clock_of_the_store_counts(server: Server, store: S3, minutes: int):
    server.faults.skew = timedelta(minutes=minutes)
    store.put("a", b"")
    off = store.now() - datetime.now(UTC)
    assert abs(off - timedelta(minutes=minutes)) < timedelta(seconds=5)


# ------------------------------------------------------------------------------------------------- address and keys


def test_the_address_comes_from_the_url_and_the_environment():
    found = address("s3://emmer/mijn/werkmap/", {**KEYS, "AWS_REGION": "eu-west-1"})
    assert (found.host, found.region) == ("s3.eu-west-1.amazonaws.com", "eu-west-1")
    assert (found.scheme, found.bucket, found.prefix) == ("https", "emmer", "mijn/werkmap/")
    assert address("s3:/emmer", {}).prefix == ""  # as a path says it


@pytest.mark.parametrize(
    "url", ["s3://", "s3://A/b", "s3://sleutel:geheim@emmer/map", "s3://emmer/../ander", "http://x"]
)
def test_an_address_that_is_none_is_refused_without_repeating_keys(url: str):
    with pytest.raises(ValueError, match="geen adres") as problem:
        address(url, {})
    assert "geheim" not in str(problem.value)


def test_text_goes_over_a_network_only_when_it_is_secured():
    plain = {"AWS_ENDPOINT_URL_S3": "http://opslag.example:9000"}
    with pytest.raises(ValueError, match="zonder beveiliging"):
        address("s3://emmer", plain)
    assert address("s3://emmer", {**plain, "KWALITEIT_S3_PLAIN": "yes"}).scheme == "http"
    assert address("s3://emmer", {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9000"}).scheme == "http"


def test_keys_come_from_the_environment_only(tmp_path: Path, monkeypatch):
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text("[default]\naws_access_key_id=A\naws_secret_access_key=B\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ValueError, match="AWS_ACCESS_KEY_ID"):
        credentials({})
    assert credentials({**KEYS, "AWS_SESSION_TOKEN": "t"}).token == "t"


def test_an_item_tells_when_it_came(store: S3):
    store.put("a", b"x")
    (found,) = store.list("")
    assert found == Item("a", 1, found.etag, found.modified)
    assert found.modified.startswith(str(datetime.now(UTC).year))
