"""What every test of the import needs: the shipped catalogue and an empty workspace."""

import pytest

from monitor import catalogue as catalogues
from monitor.store.workspace import Workspace


@pytest.fixture(scope="session")
def catalogue():
    return catalogues.load()


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")
