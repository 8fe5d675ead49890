"""Workbooks made to take a reader's memory or to lead it elsewhere: refused before it opens them, with the limit told."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.fuzz import shapes
from monitor.ingest import package, readers
from monitor.ingest.report import Refused

ROOT = Path(__file__).resolve().parents[2]
SHEET, TEXTS, RELATIONS = "xl/worksheets/sheet1.xml", package.TEXTS, package.RELATIONS
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
SST = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'


def parts(rows: bytes | None = None, **other: bytes) -> dict[str, bytes]:
    """A small good workbook, with other rows in its sheet or other parts."""
    found = shapes.parts_of(shapes.workbook({"Blad1": [["a", "b"], ["c", "d"]]}))
    if rows is not None:
        before, rest = found[SHEET].split(b"<sheetData>")
        found[SHEET] = before + b"<sheetData>" + rows + b"</sheetData>" + rest.split(b"</sheetData>")[1]
    return found | other


def put(folder: Path, content: dict[str, bytes]) -> Path:
    path = folder / "tabel.xlsx"
    path.write_bytes(shapes.packed(content.items()))
    return path


def said(path: Path) -> str:
    """Why a file is refused."""
    with pytest.raises(Refused) as refused:
        readers.read_sheets(path, len)
    return " ".join(problem.message for problem in refused.value.problems)


def cells(path: Path) -> list[list[str]]:
    sheets, _ = readers.read_sheets(path, len)
    return [row for sheet in sheets for batch in sheet.batches for row in batch]


FAR = b'<row r="100000"><c r="SF100000"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param(ONE + b'<row r="2"><c r="XFD2"/></row>', "2 regels en 16.384 kolommen", id="a cell far to the right"),
        pytest.param(ONE + b'<row r="2"><c r="xfd2"/></row>', "2 regels en 16.384 kolommen", id="in small letters"),
        pytest.param(ONE + b"<row r='2'><c r='XFD2'/></row>", "2 regels en 16.384 kolommen", id="in other quotes"),
        pytest.param(ONE + b'<row r="2"><c r = "XFD2"/></row>', "2 regels en 16.384 kolommen", id="with spaces"),
        pytest.param(ONE + b'<row r="2">' + b"<c/>" * 501 + b"</row>", "kolommen", id="cells without a place"),
        pytest.param(ONE + b'<row r="9999999"><c r="A9999999"/></row>', "9.999.999 regels", id="a row far down"),
        pytest.param(ONE + FAR, "50.000.000 cellen. We lezen er hoogstens 15.000.000", id="both"),
        pytest.param(
            ONE + b'<row r="100000">' + b"<c/>" * 400 + b"</row>", "We lezen er hoogstens", id="a row without places"
        ),
        pytest.param(ONE + b'<row r="40000"><c r="CV40000"/></row>', "bijna leeg, maar loopt tot regel 40.000", id="empty"),
    ],
)  # fmt: skip
def test_a_sheet_that_reaches_too_far_is_refused(tmp_path: Path, rows: bytes, told: str):
    assert told in said(put(tmp_path, parts(rows)))


def test_a_sheet_that_does_not_stand_where_sheets_stand_is_measured_too(tmp_path: Path):
    found = parts(ONE + FAR)
    found["xl/elders.xml"] = found.pop(SHEET)
    found[RELATIONS] = found[RELATIONS].replace(b"worksheets/sheet1.xml", b"elders.xml")
    assert "50.000.000 cellen" in said(put(tmp_path, found))


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path):
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 20_001))
    long = HEAD + SST + b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    path = put(tmp_path, parts(rows, **{TEXTS: long}))
    assert path.stat().st_size < 200_000
    assert "611 MB tekst. We lezen hoogstens 512 MB" in said(path)


def test_one_long_text_and_many_short_ones_are_read(tmp_path: Path):
    """What counts is what the cells show, not the longest text times the number of cells."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (n, n, n > 1) for n in range(1, 20_001))
    texts = HEAD + SST + b"<si><t>" + b"x" * 32_000 + b"</t></si><si><t>kort</t></si></sst>"
    found = cells(put(tmp_path, parts(rows, **{TEXTS: texts})))
    assert (len(found), len(found[0][0]), found[-1]) == (20_000, 32_000, ["kort"])


def test_too_many_sheets_are_refused(tmp_path: Path):
    path = tmp_path / "tabel.xlsx"
    path.write_bytes(shapes.workbook({f"Blad {n}": [["a"]] for n in range(package.MAX_SHEETS + 1)}))
    assert "101 werkbladen. We lezen er hoogstens 100" in said(path)


def test_a_package_that_lies_about_a_size_is_refused(tmp_path: Path):
    """The reader unpacks to the end of a part, whatever the package says: 200 MB behind a size of 1 kB."""
    path = put(tmp_path, parts())
    real = b"\0" * (200 * 1024**2)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/x.bin", real)
    told = bytearray(path.read_bytes())
    wanted = struct.pack("<I", len(real))
    while (at := told.find(wanted)) >= 0:
        told[at : at + 4] = struct.pack("<I", 1024)
    path.write_bytes(told)
    assert "te groot: meer dan 64 MB" in said(path)


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", [SHEET, TEXTS, RELATIONS, package.BOOK])
def test_texts_that_grow_or_come_from_elsewhere_are_refused(tmp_path: Path, part: str, doctype: bytes):
    found = parts()
    found[part] = found[part].replace(b"?>", b"?>" + doctype, 1)
    assert "beschadigd" in said(put(tmp_path, found))


def test_an_encoding_that_nobody_has_is_damage(tmp_path: Path):
    found = parts()
    found[RELATIONS] = found[RELATIONS].replace(b"UTF-8", b"zzz")
    assert "beschadigd" in said(put(tmp_path, found))


def test_cells_and_rows_without_a_place_are_read(tmp_path: Path):
    """Some programs leave the places out: then a cell is the next one."""
    rows = b"".join(b"<row><c><v>%d</v></c><c><v>2</v></c></row>" % n for n in range(1, 4))
    assert cells(put(tmp_path, parts(rows))) == [["1", "2"], ["2", "2"], ["3", "2"]]


@pytest.mark.parametrize("width", [readers.MAX_COLUMNS + 1, 200_000])
def test_a_text_file_with_too_many_columns_is_refused(tmp_path: Path, width: int):
    path = tmp_path / "tabel.csv"
    path.write_text("a;b\n" + ";".join(["1"] * width) + "\n")
    sheets, _ = readers.read_sheets(path, len)
    with pytest.raises(Refused, match=f"Regel 2: deze regel heeft {width} kolommen. We lezen er hoogstens 500"):
        list(sheets[0].batches)


def test_empty_cells_behind_a_row_are_no_columns(tmp_path: Path):
    path = tmp_path / "tabel.csv"
    path.write_text("a;b" + ";" * 16_000 + "\n1;2" + ";" * 16_000 + "\n")
    assert cells(path) == [["a", "b"], ["1", "2"]]


def test_a_bomb_takes_no_memory(tmp_path: Path):
    """5 kB that made the reader take 2,8 GB. In a process of its own, that may have 1,5 GB in all."""
    path = put(tmp_path, parts(ONE + b'<row r="100000"><c r="ZZ100000"/></row>'))
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom monitor.ingest import excel, readers\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, 1500 << 20))\n"
        "from monitor.ingest.report import Refused\n"
        "try:\n    readers.read_sheets(Path(sys.argv[1]), len)\n"
        "except Refused:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], cwd=ROOT, check=True, capture_output=True, timeout=60)
    assert done.stdout.split() == [b"refused"]
