"""One server for all attacks, and its list of people."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from served import NO_PROVIDER, PEOPLE, Server, serving


@pytest.fixture(scope="session")
def server(example_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Sign-in is set up with a provider that does not answer: these tests bring signed cookies."""
    workspace = tmp_path_factory.mktemp("server") / "workspace"
    shutil.copytree(example_master, workspace)
    (workspace / "access").mkdir()
    (workspace / "access" / "people.csv").write_text(PEOPLE, "utf-8")
    with serving(workspace, **NO_PROVIDER) as port:
        yield Server(port, workspace)


@pytest.fixture
def people(server: Server) -> Iterator[Callable[[str], None]]:
    """Writes another list of people, for this test only."""

    def write(text: str) -> None:
        new = server.people.with_suffix(".new")
        new.write_text(text, "utf-8")
        os.replace(new, server.people)

    yield write
    write(PEOPLE)
