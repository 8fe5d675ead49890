"""The rules of the house that a test can see: layers, where SQL stands, and that nothing names what the catalogue names."""

import ast
import re
from pathlib import Path

import pytest

from monitor import catalogue

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = sorted((ROOT / "monitor").rglob("*.py"))
SCREEN = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "widgets").rglob("*.py"))]
SQL = re.compile(r"^\s*(select|with|insert|create|copy)\b.+\b(from|as|table|into)\b", re.IGNORECASE | re.DOTALL)


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def texts(path: Path) -> list[str]:
    return [
        n.value
        for n in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_library_never_imports_streamlit_or_the_screen(path: Path):
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"streamlit", "widgets", "pages", "app"}


@pytest.mark.parametrize("path", SCREEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_pages_and_widgets_compute_no_statistics(path: Path):
    forbidden = ("scipy", "numpy", "pandas", "duckdb", "statistics", "monitor.statistics")
    assert not [name for name in imports(path) if name.startswith(forbidden)]


@pytest.mark.parametrize("path", [*LIBRARY, *SCREEN], ids=lambda p: str(p.relative_to(ROOT)))
def test_sql_stands_in_queries_only(path: Path):
    docstrings = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }
    statements = [text for text in texts(path) if text not in docstrings and SQL.match(text)]
    # The one COPY around a named query is the writer itself.
    assert [s for s in statements if not (path.name == "database.py" and s.lstrip().startswith("copy ("))] == []


@pytest.mark.parametrize("path", [*LIBRARY, *SCREEN], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_code_names_a_care_type_measure_or_period(path: Path):
    shipped = catalogue.load()
    codes = {*shipped.care_types, *shipped.groups, *shipped.measures, *shipped.periods} - {"all"}
    named = {text for text in texts(path) if text in codes}
    assert not named


@pytest.mark.parametrize("path", sorted((ROOT / "queries").rglob("*.sql")), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_query_tells_its_purpose_and_parameters(path: Path):
    text = path.read_text("utf-8")
    assert text.startswith("-- purpose:")
    used = set(re.findall(r"\$([a-z_]+)", re.sub(r"--.*", "", text)))
    told = set(re.findall(r"\$([a-z_]+)", "\n".join(line for line in text.splitlines() if line.startswith("--"))))
    assert used == told
