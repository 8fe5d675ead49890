"""The catalogue: what it reads, and that a mistake in a file is named with its place and its remedy."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from monitor import catalogue, paths
from monitor.catalogue_check import check_files, check_folders
from monitor.file_problem import Problem

CARE = "code,slug,label_nl,sentence_nl,who_nl,parent,members,aliases\n"
TWO_PERIODS = "code,slug,label_nl,role,midpoint\nr1,ronde-1,Ronde 1,baseline,2019.5\nr2,ronde-2,Ronde 2,current,2022\n"
SETTINGS = "key,value\nmonitor_id,other\nmonitor_name_nl,Andere monitor\n"
OTHER_MEASURES = (
    "code;slug;label_nl;sentence_nl;block;role;polarity;unit;scale_min;scale_max;delta\n"
    "warmth;warmte;Warmte;de warmte;main;dimension;higher;points;1;5;0.2\n"
)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def shipped(name: str) -> list[dict[str, str]]:
    with (paths.CATALOGUE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def changed(folder: Path, name: str, which: str, **cells: str) -> Path:
    """The shipped file with some cells of one row changed."""
    rows = [{**row, **cells} if row.get("code") == which else row for row in shipped(name)]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_shipped_catalogue_is_in_order():
    assert check_folders([paths.CATALOGUE]) == []
    assert check_files([]) == []
    assert check_files(sorted(paths.CATALOGUE.glob("*.csv"))) == []


def test_every_word_of_the_shipped_catalogue_leads_to_its_own_code():
    known = catalogue.load()
    for kind, things in (
        ("care_type", known.care_types), ("measure", known.measures), ("period", known.periods),
    ):  # fmt: skip
        for thing in things.values():
            for word in (thing.code, thing.slug, thing.label, *thing.aliases):
                assert known.code_of(kind, word) == thing.code
                assert known.code_of(kind, f"  {word.upper()} ") == thing.code


def test_an_unknown_role_is_named_with_row_column_and_remedy(tmp_path):
    file = changed(tmp_path, "periods.csv", "2021-2022", role="nulmeting")
    problem = next(p for p in check_files([file]) if p.column == "role" and p.row)
    assert problem == Problem(
        file="periods.csv", row=3, column="role", value="nulmeting", what="'nulmeting' kennen we niet.",
        expected="baseline, dip of current", remedy="Kies baseline, dip of current.",
    )  # fmt: skip
    assert str(problem) == (
        "periods.csv, regel 3, kolom role: 'nulmeting' kennen we niet. Kies baseline, dip of current."
    )


@pytest.mark.parametrize(
    ("name", "code", "cells", "column", "said"),
    [
        ("measures.csv", "work_stress", {"delta": "0,25"}, "delta", "Schrijf 0.25, met een punt."),
        ("measures.csv", "work_stress", {"delta": "0"}, "delta", "0 is te laag."),
        ("measures.csv", "work_stress", {"delta": "6"}, "delta", "zo groot als de schaal"),
        ("measures.csv", "work_stress", {"delta": "nan"}, "delta", "niet lezen als getal"),
        ("measures.csv", "work_stress", {"delta_strip": "0.2;-0.3"}, "delta_strip", "-0.3 is te laag."),
        ("measures.csv", "work_stress", {"n_min": "1"}, "n_min", "1 is te laag."),
        ("measures.csv", "work_stress", {"n_min": "10.5"}, "n_min", "een heel getal vanaf 2"),
        ("measures.csv", "work_stress", {"deff": "0.5"}, "deff", "0.5 is te laag."),
        ("measures.csv", "work_stress", {"scale_max": "1"}, "scale_max", "niet hoger dan scale_min"),
        ("measures.csv", "work_stress", {"polarity": "laag"}, "polarity", "Kies higher, lower of neutral."),
        ("measures.csv", "work_stress", {"unit": "punt"}, "unit", "Kies points of percent."),
        ("measures.csv", "work_stress", {"role": ""}, "role", "Deze cel is leeg."),
        ("measures.csv", "work_stress", {"label_nl": ""}, "label_nl", "Deze cel is leeg."),
        ("measures.csv", "work_stress", {"block": ""}, "block", "Deze cel is leeg."),
        ("measures.csv", "work_stress", {"slug": "werk stress"}, "slug", "'werk stress' kan hier niet."),
        ("measures.csv", "work_stress", {"slug": "werkbeleving"}, "slug", "staat ook al op regel 13"),
        ("measures.csv", "work_stress", {"parent": "work"}, "parent", "'work' staat niet in dit bestand."),
        ("measures.csv", "work_experience", {"parent": "work_stress"}, "parent", "hoort zo bij zichzelf"),
        ("measures.csv", "work_stress", {"aliases": "Wérkbeleving"}, "aliases", "betekent ook al work_experience"),
        ("measures.csv", "work_stress", {"applies_to_parts": "ja"}, "applies_to_parts", "Kies 0 of 1."),
        ("care_types.csv", "all", {"members": "kdv;dorp"}, "members", "'dorp' staat niet in dit bestand."),
        ("care_types.csv", "all", {"members": "kdv;all_center"}, "members", "geen groep"),
        ("care_types.csv", "kdv_baby", {"parent": "kinder"}, "parent", "'kinder' staat niet in dit bestand."),
        ("periods.csv", "2022-2023", {"role": "baseline"}, "role", "'baseline' staat bij meer dan één periode."),
        ("periods.csv", "2022-2023", {"role": ""}, "role", "Geen periode heeft de rol current."),
        ("periods.csv", "2022-2023", {"midpoint": "2021.0"}, "midpoint", "2021.0 komt niet na 2021.5."),
        ("periods.csv", "2022-2023", {"midpoint": "2023,0"}, "midpoint", "Schrijf 2023.0, met een punt."),
        ("periods.csv", "2022-2023", {"aliases": "2017/2019"}, "aliases", "betekent ook al 2017-2019"),
    ],
)
def test_each_mistake_is_found_in_its_place(tmp_path, name, code, cells, column, said):
    problems = check_files([changed(tmp_path, name, code, **cells)])
    hits = [p for p in problems if p.file == name and p.column == column and said in str(p)]
    assert hits, [str(p) for p in problems]
    (line,) = [n for n, row in enumerate(shipped(name), start=2) if row["code"] == code]
    assert any(p.row in (0, line) for p in hits)


def test_roles_must_follow_time_even_when_the_rows_do(tmp_path):
    text = TWO_PERIODS.replace("baseline", "x").replace("current", "baseline").replace(",x,", ",current,")
    problems = check_files([write(tmp_path, "periods.csv", text)])
    assert any(p.column == "midpoint" and "2019.5 komt niet na 2022" in str(p) for p in problems)


def test_a_missing_an_unknown_and_a_double_column_are_said(tmp_path):
    text = "code,slug,label_nl,role,role,kleur\nr1,r1,Ronde 1,baseline,baseline,rood\n"
    said = [str(p) for p in check_files([write(tmp_path, "periods.csv", text)])]
    assert "periods.csv, regel 1, kolom midpoint: Deze kolom ontbreekt. Voeg de kolom midpoint toe." in said
    assert "periods.csv, regel 1: De kolom 'kleur' kennen we niet. Haal de kolom weg." in said
    assert any("kolom role: Deze kolom staat er twee keer." in line for line in said)


def test_text_beyond_the_last_column_is_said(tmp_path):
    text = CARE + "kdv,dagopvang,Dagopvang,de dagopvang,locaties,,,kdo,te veel\n"
    problems = check_files([write(tmp_path, "care_types.csv", text)])
    assert any(p.row == 2 and p.value == "te veel" and "aanhalingstekens" in p.remedy for p in problems)


def test_one_code_in_two_files_is_refused(tmp_path):
    file = changed(tmp_path, "measures.csv", "care_needs_share", code="kdv")
    assert any("'kdv' staat ook in care_types.csv." in str(p) for p in check_files([file]))


def test_a_file_is_recognised_by_its_columns_and_otherwise_refused(tmp_path):
    periods = write(tmp_path, "onze_rondes.csv", TWO_PERIODS.replace("2022\n", "twee\n"))
    strange = write(tmp_path, "lijst.csv", "naam,leeftijd\nx,3\n")
    problems = check_files([periods, strange, tmp_path / "weg.csv"])
    assert any(p.file == "onze_rondes.csv" and p.row == 3 and p.column == "midpoint" for p in problems)
    assert any(p.file == "lijst.csv" and "herkennen we niet" in p.what for p in problems)
    assert any(p.file == "weg.csv" and "is er niet" in p.what for p in problems)


def test_another_monitor_must_not_carry_the_shipped_monitors_name(tmp_path):
    own = tmp_path / "catalogue"
    write(own, "periods.csv", TWO_PERIODS)
    with pytest.raises(ValueError, match="eigen monitor_id"):
        catalogue.load(tmp_path)
    write(own, "settings.csv", SETTINGS)
    loaded = catalogue.load(tmp_path)
    assert loaded.monitor_id == "other"
    assert loaded.dip is None
    assert [p.code for p in loaded.compared] == ["r1", "r2"]


def test_a_next_round_is_only_new_rows(tmp_path):
    own = tmp_path / "catalogue"
    rows = (paths.CATALOGUE / "periods.csv").read_text(encoding="utf-8").replace(",current,", ",,")
    write(own, "periods.csv", rows + "2024-2025,2024-2025,2024-2025,current,2025.0,,De nieuwste meting.\n")
    loaded = catalogue.load(tmp_path)
    assert loaded.monitor_id == catalogue.load().monitor_id
    assert (loaded.dip.code, loaded.current.code) == ("2021-2022", "2024-2025")


def test_settings_need_a_monitor_id(tmp_path):
    problems = check_files([write(tmp_path, "settings.csv", "key,value\nmonitor_name_nl,Iets\n")])
    assert any("monitor_id ontbreekt" in str(p) for p in problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_saved_by_a_spreadsheet_program_are_read(tmp_path, encoding):
    own = tmp_path / "catalogue"
    write(own, "settings.csv", SETTINGS.replace(",", ";").replace("Andere", "Privé"), encoding)
    write(own, "measures.csv", OTHER_MEASURES.replace("Warmte", "Één warmte"), encoding)
    loaded = catalogue.load(tmp_path)
    assert loaded.settings["monitor_name_nl"] == "Privé monitor"
    assert [m.label for m in loaded.measures.values()] == ["Één warmte"]
    assert (loaded.measures["warmth"].n_min, loaded.measures["warmth"].delta_strip) == (10, (0.2,))


def test_rows_are_numbered_as_in_the_file_and_empty_columns_are_forgotten(tmp_path):
    file = write(tmp_path, "a.csv", 'code;label;;\r\na;"twee\r\nregels";;\r\n;;;\r\nb; x ;;\r\n')
    columns, rows = catalogue.read_file(file)
    assert columns == ["code", "label"]
    assert rows == [(2, {"code": "a", "label": "twee\r\nregels"}), (4, {"code": "b", "label": "x"})]


def test_wording_with_a_slot_that_does_not_exist_is_named_by_row_and_column(tmp_path):
    lines = (paths.CATALOGUE / "flags.csv").read_text("utf-8").splitlines()
    (tmp_path / "flags.csv").write_text("\n".join([*lines, "MINE,!,Let op,Dit is {niets}."]), "utf-8")
    (problem,) = check_files([tmp_path / "flags.csv"])
    assert (problem.row, problem.column) == (len(lines) + 1, "text_nl")
    assert "{niets}" in str(problem)
    assert check_folders([tmp_path, paths.CATALOGUE]) == [problem]
    assert check_files([paths.CATALOGUE / "flags.csv", paths.CATALOGUE / "verdicts.csv"]) == []


def test_wording_without_a_column_or_with_half_a_slot_is_named(tmp_path):
    (tmp_path / "flags.csv").write_text("code,icon,label_nl\nMINE,!,Let {op\n", "utf-8")
    told = " ".join(str(problem) for problem in check_files([tmp_path / "flags.csv"]))
    assert "text_nl" in told
    assert "accolade" in told
