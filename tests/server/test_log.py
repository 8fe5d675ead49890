"""The log of the server holds what is for the administrator, and nothing else."""

from __future__ import annotations

import shutil
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from served import BOSS, NO_PROVIDER, PEOPLE, Server, serving

from server import quiet

PAGES = ("overzicht", "trend", "dialoog", "gegevens")


def test_starting_and_visiting_pages_writes_only_where_the_app_is_and_a_sign_in_that_fails_is_told(
    example_master: Path, tmp_path: Path
):
    workspace = shutil.copytree(example_master, tmp_path / "workspace")
    (workspace / "access").mkdir()
    (workspace / "access" / "people.csv").write_text(PEOPLE, "utf-8")
    with serving(workspace, **NO_PROVIDER) as port:
        log = workspace.with_name(f"server-{port}.log")
        server = Server(port, workspace)
        with closing(server.as_(BOSS).connect()) as session:
            for page in PAGES:
                assert session.open(page, "cijfers=voorbeeld")
        quiet_so_far = log.read_text("utf-8")
        visitor = server.nobody()
        begun = visitor.page("/aanmelden?via=default")
        visitor.page("/" + begun.headers["location"].lstrip("/"))
    told = [line.strip() for line in quiet_so_far.splitlines() if line.strip()]
    assert told == ["You can now view your Streamlit app in your browser.", f"URL: http://localhost:{port}"]
    after = log.read_text("utf-8")[len(quiet_so_far) :]
    assert "Deprecat" not in after
    assert "All connection attempts failed" in after, "what is really wrong is told"


def test_only_the_one_remark_about_a_library_is_left_out():
    deprecate = pytest.importorskip("authlib.deprecate").deprecate
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        deprecate("The httpx module is deprecated; please use httpx2 instead.")
        quiet.leave_out_remarks()
        deprecate("The httpx module is deprecated; please use httpx2 instead.")
        deprecate("Something else is deprecated.")
    assert [str(one.message) for one in told] == [
        "The httpx module is deprecated; please use httpx2 instead.", "Something else is deprecated.",
    ]  # fmt: skip
