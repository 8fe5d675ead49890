"""What one cell or one text may hold: anything. Property-based, and each text that once raised or took too long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.consultation import mail_words
from monitor.dialogues import words as vocabulary
from monitor.dialogues.intake import cells
from monitor.dialogues.intake.forms import days
from monitor.dialogues.settings_typed import day_of, decimal_number, whole_number
from monitor.ingest import readers
from monitor.ingest.messages import LONGEST_TEXT, LONGEST_VALUE, NUMBER_PROBLEMS, Place, number_problem
from monitor.ingest.report import Refused
from monitor.own.typed import number

WORDS = vocabulary.load()
near_numbers = st.text(st.sampled_from("0123456789²½٣.,-+−%/: eEx_'<>"), max_size=14)
texts = st.one_of(near_numbers, st.text(max_size=30))
ROOT = Path(__file__).resolve().parents[2]
READERS = (
    cells.day_of, cells.year_of, cells.count_of, cells.number_of, cells.parts_of, cells.house_number_of, cells.postcode_of,
    days.read, day_of, decimal_number, whole_number, number, lambda text: cells.state_of(text, WORDS),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts)
def test_no_cell_makes_a_reader_raise(text: str):
    for read in READERS:
        read(text)


@settings(max_examples=100, deadline=None)
@given(
    texts,
    st.sampled_from([c for c in NUMBER_PROBLEMS if c not in ("min_above_mean", "max_below_mean", "min_above_max")]),
)
def test_what_is_wrong_with_a_number_can_always_be_told(text: str, code: str):
    assert all(number_problem(code, {"value": text, "low": 1.0, "high": 7.0}))


@pytest.mark.parametrize("text", ["2026-13-45", "2026-02-30", "²", "²³", "9" * 5000, "٣"])
@pytest.mark.parametrize("code", ["not_number", "not_share", "too_high"])
def test_a_number_that_only_looks_like_one_is_told(text: str, code: str):
    what, _, remedy = number_problem(code, {"value": text, "low": 1.0, "high": 7.0})
    assert what
    assert "None" not in what + remedy


def test_a_cell_with_a_whole_book_is_told_with_its_beginning():
    book = "lang " * 10_000
    told = Place("f.csv", "", 3, book).problem(
        "x", f"'{book}' kennen we niet.", "een woord", f"Bedoelt u {book}?", book
    )
    assert told.message.startswith("Regel 3, kolom lang lang")
    assert told.value.endswith("…")
    assert max(map(len, (told.value, told.column))) == LONGEST_VALUE
    assert len(told.message) < 3 * LONGEST_TEXT
    assert told.message.endswith("…?")


DULL = (
    "-",
    "=",
    "?",
    "@",
    ">",
    "a",
    "(",
    "_",
    ".",
    "0 ",
    "0-",
    "+31 -",
    "a@",
    "a.b@c.",
    "zou ",
    "1.",
    "\u00a0",
    "w",
    "op ",
    "van:",
)


def test_long_dull_texts_come_to_an_end():
    """Patterns that went over such a line again for each of its signs took hours for 20.000 signs."""
    program = (
        "import sys\n"
        "from monitor.consultation import contacts, questions\n"
        "for unit in sys.argv[1:]:\n"
        "    line = unit * (20_000 // len(unit)) + 'x'\n"
        "    questions.from_text(line)\n"
        "    contacts.without_contacts(line)\n"
    )
    subprocess.run([sys.executable, "-c", program, *DULL], cwd=ROOT, check=True, timeout=120)


@pytest.mark.parametrize(
    ("line", "is_contact"),
    [
        ("T. 020-1234567", True), ("e-mail: a@b.nl | www.b.nl", True), ("(020) 123 45 67", True), ("06-12345678 | De Eik", True),
        ("www.voorbeeld.example", True), ("Postbus 12, Aadorp", True), ("1234 AB Aadorp", True), ("a@b.nl|06 12345678", True),
        ("--------", True), ("Mail mij op a@b.nl over de score", False), ("2024 was anders", False), ("1-2", False),
    ],
)  # fmt: skip
def test_a_line_with_only_an_address_is_known(line: str, is_contact: bool):
    assert bool(mail_words.CONTACT_ONLY.match(line)) is is_contact


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"\xd0\xcf\x11\xe0"]),
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    st.sampled_from([".csv", ".xlsx", ".txt", ".xlsm"]),
)
def test_any_bytes_are_rows_or_refused(tmp_path: Path, start: bytes, rest: bytes, suffix: str):
    path = tmp_path / f"bestand{suffix}"
    path.write_bytes(start + rest)
    try:
        sheets, _ = readers.read_sheets(path, lambda row: len(row))
        found = [cell for sheet in sheets for batch in sheet.batches for row in batch for cell in row]
    except Refused as refused:
        found = [problem.message for problem in refused.problems]
        assert found
    assert all(isinstance(text, str) for text in found)
