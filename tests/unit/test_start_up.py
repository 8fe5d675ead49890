"""Pages start without the libraries that write documents and pictures: those load when somebody downloads."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITERS = ("docx", "pptx", "typst", "xlsxwriter", "kaleido", "openpyxl")
PROGRAM = """
import ast, importlib, json, pathlib, pkgutil, sys
import widgets
names = {module.name for module in pkgutil.walk_packages(widgets.__path__, "widgets.")}
for page in pathlib.Path("pages").glob("*.py"):
    for node in ast.parse(page.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
for name in sorted(names):
    importlib.import_module(name)
print(json.dumps([len(names), sorted(sys.modules)]))
"""


def test_no_widget_and_no_page_loads_a_writer_of_documents():
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    n, loaded = json.loads(done.stdout.splitlines()[-1])
    assert n > 50, "every widget and page was looked at"
    assert "monitor.consultation.briefing" in loaded
    assert [name for name in WRITERS if name in loaded] == []
