"""What an import leaves in the workspace: the same data once, nothing after a try, remembered words, other catalogues."""

import csv
import threading

import pytest

from monitor import catalogue as catalogues
from monitor import paths
from monitor.ingest import import_file
from monitor.store.workspace import Workspace
from tests.ingest.files import HEADER, ROWS, csv_text, stored, tree, write, write_xlsx

SCORES = "opvangsoort;dimensie;periode;score;groep_id\n"


def test_the_same_file_twice_changes_nothing(tmp_path, workspace, catalogue):
    file = write(tmp_path / "a.csv", csv_text())
    import_file(file, workspace, catalogue)
    before = tree(workspace.folder)
    report = import_file(file, workspace, catalogue)
    assert (report.ok, report.kept, report.already_known) == (True, False, True)
    assert "stond er al" in report.text()
    assert tree(workspace.folder) == before


def test_the_same_data_as_csv_and_xlsx_in_another_order_is_the_same_data_set(tmp_path, workspace, catalogue):
    first = import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue)
    sheet = {"Blad1": [["Titel"], HEADER[::-1], *[row[::-1] for row in ROWS[::-1]]]}
    second = import_file(write_xlsx(tmp_path / "b.xlsx", sheet), workspace, catalogue)
    assert second.already_known
    assert second.dataset.dataset_id == first.dataset.dataset_id
    assert len(stored(workspace)) == 3


def test_another_score_or_origin_is_another_data_set(tmp_path, workspace, catalogue):
    own = import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue).dataset
    demo = import_file(tmp_path / "a.csv", workspace, catalogue, origin="demo").dataset
    assert own.dataset_id != demo.dataset_id
    assert {row["origin"] for row in stored(workspace)} == {"own", "demo"}


def test_a_dry_run_leaves_no_trace(tmp_path, workspace, catalogue):
    report = import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue, dry_run=True)
    assert (report.ok, report.kept, report.rows_kept, report.rows_read) == (True, False, 0, 3)
    assert report.summary
    assert not workspace.folder.exists()


def test_groups_that_count_already_are_refused(tmp_path, workspace, catalogue):
    import_file(write(tmp_path / "eerste.csv", csv_text()), workspace, catalogue)
    before = tree(workspace.folder)
    more = [[*ROWS[0][:3], 6.2, *ROWS[0][4:]], [*ROWS[0][:6], "G9", ROWS[0][7]]]
    report = import_file(write(tmp_path / "b.csv", csv_text(rows=more)), workspace, catalogue)
    assert [(p.code, p.row) for p in report.problems] == [("exists", 2)]
    assert "'eerste'" in report.problems[0].message
    assert tree(workspace.folder) == before


def test_summary_cells_that_count_already_are_refused_until_the_old_ones_go(tmp_path, workspace, catalogue):
    header = "opvangsoort;onderdeel;periode;n;gemiddelde;sd\n"
    old = import_file(write(tmp_path / "a.csv", header + "POV;omgeving;2017-2019;20;4,1;0,8\n"), workspace, catalogue)
    new = write(tmp_path / "b.csv", header + "POV;omgeving;2017-2019;20;4,2;0,8\n")
    assert [p.code for p in import_file(new, workspace, catalogue).problems] == ["exists"]
    workspace.retire(old.dataset.dataset_id)
    assert import_file(new, workspace, catalogue).kept
    assert [row["mean"] for row in stored(workspace, "summaries")] == [4.2]


def test_another_period_of_the_same_groups_is_welcome(tmp_path, workspace, catalogue):
    import_file(write(tmp_path / "a.csv", f"{SCORES}POV;omgeving;2017-2019;5;G1\n"), workspace, catalogue)
    report = import_file(write(tmp_path / "b.csv", f"{SCORES}POV;omgeving;2021-2022;5;G1\n"), workspace, catalogue)
    assert report.kept
    assert len(stored(workspace)) == 2


def test_an_assigned_word_and_column_are_remembered_when_kept(tmp_path, workspace, catalogue):
    text = "opvangsoort;dimensie;wanneer;score;groep\nbabyclub;omgeving;2017-2019;5;G1\n"
    file = write(tmp_path / "a.csv", text)
    choice = {"columns": {"Wanneer": "period"}, "values": {("care_type", "Babyclub"): "kdv_baby"}}
    assert import_file(file, workspace, catalogue, dry_run=True, **choice).ok
    assert workspace.state().mappings == {}
    assert import_file(file, workspace, catalogue, **choice).kept
    later = write(tmp_path / "b.csv", text.replace("2017-2019", "2021-2022"))
    assert import_file(later, workspace, catalogue).kept
    assert {row["care_type"] for row in stored(workspace)} == {"kdv_baby"}


def test_a_column_that_is_left_out(tmp_path, workspace, catalogue):
    text = "opvangsoort;dimensie;periode;score;cijfer\nPOV;omgeving;2017-2019;5;6\n"
    assert import_file(write(tmp_path / "a.csv", text), workspace, catalogue, columns={"cijfer": ""}).kept
    assert stored(workspace)[0]["score"] == 5.0


def test_a_choice_that_does_not_exist_is_said(tmp_path, workspace, catalogue):
    file = write(tmp_path / "a.csv", f"{SCORES}club;omgeving;2017-2019;5;G1\n")
    for choice in ({"values": {("care_type", "club"): "bestaat_niet"}}, {"columns": {"score": "bestaat_niet"}}):
        assert [p.code for p in import_file(file, workspace, catalogue, **choice).problems] == ["bad_choice"]


def test_unknown_columns_are_listed_with_the_closest(tmp_path, workspace, catalogue):
    text = "opvangsoort;dimensie;periode;score;instrumentt\nPOV;omgeving;2017-2019;5;CLASS\n"
    report = import_file(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert report.kept
    assert report.unknown_columns == ("instrumentt",)
    assert any("gebruiken we niet" in note and "instrument?" in note for note in report.notes)


def test_two_imports_at_once_both_count(tmp_path, workspace, catalogue):
    files = [write(tmp_path / f"{n}.csv", f"{SCORES}POV;omgeving;2017-2019;5;G{n}\n") for n in range(4)]
    threads = [threading.Thread(target=import_file, args=(file, workspace, catalogue)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {row["group_id"] for row in stored(workspace)} == {"G0", "G1", "G2", "G3"}


@pytest.fixture
def other(tmp_path):
    """Another monitor: one measure on a scale of 0 to 100, other care types, two periods."""
    folder = tmp_path / "other" / "catalogue"
    folder.mkdir(parents=True)
    shipped = {name: catalogues.read_rows(name, [paths.CATALOGUE]) for name in catalogues.STRUCTURE_FILES}
    measure = dict(shipped["measures.csv"][0])
    measure |= {"code": "wellbeing", "slug": "welbevinden", "label_nl": "Welbevinden", "sentence_nl": "het welbevinden"}
    measure |= {
        "parent": "",
        "scale_min": "0",
        "scale_max": "100",
        "delta": "5",
        "delta_strip": "5",
        "aliases": "geluk",
    }
    care = dict(shipped["care_types.csv"][1])
    care |= {"code": "krippe", "slug": "krippe", "label_nl": "Krippe", "parent": "", "members": "", "aliases": "kr"}
    first, _, last = shipped["periods.csv"]
    then, now = dict(first), dict(last)
    then |= {"code": "2015", "slug": "2015", "label_nl": "2015", "midpoint": "2015.5", "aliases": ""}
    now |= {"code": "2020", "slug": "2020", "label_nl": "2020", "midpoint": "2020.5", "aliases": ""}
    settings = [{**row, "value": "kita"} if row["key"] == "monitor_id" else row for row in shipped["settings.csv"]]
    content = {
        "measures.csv": [measure],
        "care_types.csv": [care],
        "periods.csv": [then, now],
        "settings.csv": settings,
    }
    for name, rows in content.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    workspace = Workspace(tmp_path / "other")
    return workspace, catalogues.load(workspace.folder)


def test_another_catalogue(tmp_path, other):
    workspace, catalogue = other
    text = f"{SCORES}kr;geluk;2015;73;G1\nKrippe;welbevinden;2020;66,5;G1\n"
    assert import_file(write(tmp_path / "a.csv", text), workspace, catalogue).kept
    found = [(row["care_type"], row["measure"], row["period"], row["score"]) for row in stored(workspace)]
    assert sorted(found) == [("krippe", "wellbeing", "2015", 73.0), ("krippe", "wellbeing", "2020", 66.5)]
    wrong = write(tmp_path / "b.csv", f"{SCORES}kr;geluk;2015;665;G2\nPOV;geluk;2015;7;G3\n")
    messages = [p.message for p in import_file(wrong, workspace, catalogue).problems]
    assert messages[0] == "Regel 2, kolom score: 665 is hoger dan 100. Bedoelt u 6,65 of 66,5?"
    assert "'POV' kennen we niet" in messages[1]
