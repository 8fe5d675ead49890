"""A delivery of two regions, and the workspace that takes it in."""

from pathlib import Path

import pytest
import sector

from monitor import catalogue as catalogues
from monitor.store.workspace import Workspace


@pytest.fixture(scope="session")
def catalogue():
    return catalogues.load()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """Counts of 800 groups of the organisations of region a."""
    return sector.counted(tmp_path / "north", sector.write(tmp_path / "raw" / "north.parquet", sector.rows(1, 800)))
