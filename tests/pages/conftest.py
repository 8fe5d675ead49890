"""What tests of pages share: consultations that are kept, and one of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monitor.consultation.store import Consultations
from monitor.session import Session


@pytest.fixture
def store(empty_workspace: Path) -> Consultations:
    return Consultations(Session(empty_workspace).dialogues.journal)


@pytest.fixture
def one(store: Consultations) -> str:
    return store.create("LKK voorjaar", date(2027, 3, 12), date(2027, 3, 5), ("ministerie", "onderzoekers"))
