"""No page runs without app.py around it."""

import ast

import pytest
from page_runs import PAGES, ROOT, visit
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from widgets.registry import PAGES as REGISTERED

FILES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_guard_stands_before_everything_else(file):
    """Read as code: a docstring, the import of the guard, its call; nothing of the page can run before it."""
    docstring, imported, call = ast.parse(file.read_text("utf-8")).body[:3]
    assert isinstance(docstring, ast.Expr)
    assert ast.unparse(imported) == "from widgets.guard import via_app"
    assert ast.unparse(call) == "via_app()"


def test_every_page_file_is_registered_and_the_other_way_round():
    assert sorted(page.file for page in REGISTERED) == [file.name for file in FILES]
    assert sorted(page.url_path for page in REGISTERED) == sorted(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_streamlits_old_multipage_mode_does_not_get_past_the_frame(page, empty_workspace):
    """A process, and every run of AppTest, begins in the old mode, in which a deep link runs a page file alone."""
    app = visit(page)
    assert PagesManager.uses_pages_directory is False
    assert [radio.label for radio in app.sidebar.radio] == ["U kijkt als", "Cijfers"]
    assert "kib_header" in [getattr(node, "key", "") for node in app.main]


def test_the_first_address_opens_the_first_page_of_the_role(empty_workspace):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [t.value for t in app.title] == ["Landelijk overzicht"]
