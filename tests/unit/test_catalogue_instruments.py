"""The lists of instruments and observers: the shipped ones are in order, and a mistake is named with its place and remedy."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from monitor import paths
from monitor.catalogue_check import check_files, check_folders


def changed(folder: Path, name: str, which: str, **cells: str) -> Path:
    """The shipped file with some cells of one row changed; without cells the row is taken out."""
    with (paths.CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    kept = [{**row, **cells} if row["code"] == which else row for row in rows if cells or row["code"] != which]
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return file


def line_of(name: str, code: str) -> int:
    with (paths.CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return next(n for n, row in enumerate(csv.DictReader(handle), start=2) if row["code"] == code)


def test_the_shipped_lists_are_in_order():
    assert check_files([paths.CATALOGUE / "instruments.csv", paths.CATALOGUE / "observers.csv"]) == []


@pytest.mark.parametrize(
    ("name", "code", "cells", "column", "told"),
    [
        ("instruments.csv", "class", {"measures": "emotional_quality;warmth"}, "measures", "'warmth' kennen we niet."),
        ("instruments.csv", "ziko", {"names": "ziko;GGD"}, "names", "'GGD' betekent ook al ggd."),
        ("instruments.csv", "ziko", {"code": "ggd"}, "code", "'ggd' staat ook al op regel"),
        ("instruments.csv", "ziko", {"is_national": "nee"}, "is_national", "'nee' kennen we niet. Kies 0 of 1."),
        ("instruments.csv", "ziko", {"reason_nl": ""}, "reason_nl", "Schrijf de reden op."),
        ("instruments.csv", "ziko", {"label_nl": ""}, "label_nl", "Deze cel is leeg."),
        ("observers.csv", "self", {"reason_nl": ""}, "reason_nl", "Schrijf de reden op."),
        ("observers.csv", "self", {"is_trained": ""}, "is_trained", "Kies 0 of 1."),
    ],
)
def test_a_mistake_is_found_in_its_place(tmp_path, name, code, cells, column, told):
    problems = check_files([changed(tmp_path, name, code, **cells)])
    (hit,) = [p for p in problems if p.column == column and told in str(p)]
    assert hit.file == name
    assert hit.row >= line_of(name, code)


def test_what_everything_unknown_becomes_must_be_there(tmp_path):
    (problem,) = check_files([changed(tmp_path, "instruments.csv", "other")])
    assert "De regel 'other' ontbreekt." in str(problem)


def test_a_column_that_is_missing_is_said(tmp_path):
    file = tmp_path / "observers.csv"
    file.write_text("code,label_nl,names,is_trained\nx,X,,1\n", "utf-8")
    (problem,) = check_files([file])
    assert (problem.column, problem.remedy) == ("reason_nl", "Voeg de kolom reason_nl toe.")


def test_a_workspace_is_held_against_its_own_measures(other_monitor):
    own = other_monitor / "catalogue"
    changed(own, "instruments.csv", "class", measures="reading")
    problems = check_folders([own, paths.CATALOGUE])
    assert {p.value for p in problems if p.column == "measures"} >= {"environment_quality"}
    assert "reading" not in {p.value for p in problems}
