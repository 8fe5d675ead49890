"""How much may be brought: what real files need, and no more of it at the same time than the server can hold."""

from __future__ import annotations

import re
import tomllib
from types import SimpleNamespace

import pytest
from streamlit import config

from monitor import catalogue, paths
from monitor.ingest import template_csv
from server import uploads

MILLION = 1_000_000


def most() -> int:
    return tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]["maxUploadSize"]


def test_a_million_scores_with_every_column_fit_and_the_proxy_lets_them_through():
    shipped = catalogue.load()
    columns = template_csv("scores", shipped).decode("utf-8-sig").splitlines()[0].split(";")
    care_types = [len(one.label.encode()) for one in shipped.care_types.values()]
    measures = [len(one.label.encode()) for one in shipped.measures.values()]
    rest = "2017-2019;4,61;ORG-01234;123456789012;123456789012-3;CIS-NL;2;03-06-2018;ja;hoger_is_beter\r\n"
    assert len(columns) == 2 + len(rest.split(";"))
    row = sum(care_types) / len(care_types) + sum(measures) / len(measures) + 2 + len(rest)
    assert row * MILLION < most() * uploads.MEGABYTE
    proxy = re.search(r"client_max_body_size (\d+)m;", (paths.ROOT / "deploy" / "nginx.conf").read_text("utf-8"))
    assert most() < int(proxy[1]) <= most() + 5


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> dict:
    """The files that Streamlit keeps, per session."""
    kept: dict = {}
    runtime = SimpleNamespace(uploaded_file_mgr=SimpleNamespace(file_storage=kept))
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: runtime)
    monkeypatch.setattr(uploads, "_owners", {})
    return kept


class Sized(bytes):
    """A file that only says how large it is."""

    def __len__(self) -> int:
        return config.get_option("server.maxUploadSize") * uploads.MEGABYTE


def test_one_person_gets_twice_the_largest_file(stored: dict):
    largest = len(Sized())
    assert uploads.has_room("a@x.example", largest)
    stored["s1"] = {"f": SimpleNamespace(data=Sized())}
    with uploads.coming("a@x.example", "s1", 1):
        assert uploads.has_room("a@x.example", largest - 1)
        assert not uploads.has_room("a@x.example", largest)
        assert uploads.has_room("b@x.example", largest)


def test_everybody_together_gets_ten_times_the_largest_file(stored: dict):
    for number in range(uploads.ALL_TIMES - 1):
        stored[f"s{number}"] = {"f": SimpleNamespace(data=Sized())}
    largest = len(Sized())
    assert not uploads.is_full(largest)
    assert uploads.is_full(largest + 1)
    with uploads.coming("a@x.example", "s0", 1):
        assert uploads.is_full(largest)
