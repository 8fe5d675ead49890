"""No page or widget reaches around the guard: what it reads, changes or gives goes through the context of its person."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREEN = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "widgets").rglob("*.py"))]
OPENS = {"widgets/runtime.py"}
"""Where the workspace is opened for all, and handed on as one person may use it."""
MAKES = {"Session", "Journal", "Workspace", "Dialogues", "Consultations", "Database", "Guarded", "opened"}
INSIDE = {"_whole", "_asker", "_session"}
"""What a guard keeps to itself."""
TELLS_WHO = {"widgets/who.py", "widgets/access_page.py", "widgets/sign_in.py"}
"""Where the file of people is read: to know who it is, and to show it to the data manager."""
SIGN_OUTS = {"widgets/sign_outs.py"}
"""Asks of everybody's sign-outs, before anybody is known."""


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def attributes(path: Path) -> set[str]:
    return {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}


def texts_of(path: Path) -> set[str]:
    """Every attribute and call of the file as it is written: `st.download_button`, `runtime.session`."""
    tree = ast.parse(path.read_text("utf-8"))
    return {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", SCREEN, ids=place)
def test_only_the_runtime_opens_a_workspace(path: Path):
    if place(path) not in OPENS:
        assert not MAKES.intersection(calls(path))
        assert place(path) in SIGN_OUTS or not {"widgets.runtime.session", "widgets.runtime.opened"} & imported(path)
        assert place(path) in SIGN_OUTS or "runtime.session" not in texts_of(path)


@pytest.mark.parametrize("path", SCREEN, ids=place)
def test_nobody_looks_inside_a_guard(path: Path):
    assert not INSIDE & attributes(path)


@pytest.mark.parametrize("path", SCREEN, ids=place)
def test_only_what_tells_who_it_is_reads_the_people(path: Path):
    reads = {"monitor.access.people", "monitor.access.settings"}
    assert place(path) in TELLS_WHO or not any(name.startswith(tuple(reads)) for name in imported(path))


@pytest.mark.parametrize("path", SCREEN, ids=place)
def test_every_download_goes_through_one_helper(path: Path):
    if place(path) != "widgets/downloads.py":
        assert "download_button" not in attributes(path)
        assert not any(name.endswith("download_button") for name in imported(path))


@pytest.mark.parametrize("path", SCREEN, ids=place)
def test_every_part_that_runs_on_its_own_asks_who_it_is(path: Path):
    if place(path) != "widgets/refusals.py":
        assert "st.fragment" not in texts_of(path)


def test_these_rules_see_what_they_forbid(tmp_path: Path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import streamlit as st\nx = Session('.')\ny = guard._asker\nst.download_button('a')\n", "utf-8")
    assert MAKES.intersection(calls(wrong))
    assert INSIDE & attributes(wrong)
    assert "download_button" in attributes(wrong)
