"""Every change that is kept says who made it, when somebody is known."""

import json

import pytest

from monitor.store import actor
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace


@pytest.fixture
def somebody():
    actor.told_by(lambda: "coach@example.org")
    yield
    actor.told_by(actor._nobody)


def test_a_change_by_hand_says_who_made_it(tmp_path, somebody):
    Journal(tmp_path).append("actions", {"kind": "x", "actor": "somebody else"})
    assert Journal(tmp_path).entries("actions")[0]["actor"] == "coach@example.org"


def test_a_change_of_the_data_says_who_made_it(tmp_path, somebody):
    Workspace(tmp_path).remember({("care_type", "x"): "y"})
    (entry,) = (tmp_path / "log").glob("*.json")
    assert json.loads(entry.read_text("utf-8"))["actor"] == "coach@example.org"


def test_on_a_laptop_nobody_is_written_down(tmp_path):
    assert "actor" not in Journal(tmp_path).append("actions", {"kind": "x"})
