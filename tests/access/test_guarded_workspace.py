"""Lists are read in, checked and taken out by who may; what words mean is remembered for who may teach it."""

from __future__ import annotations

import pytest

from monitor.access.guarded import Guarded
from monitor.access.records import NotAllowed
from monitor.ingest import import_file
from monitor.session import Session
from tests.access.asking import import_of
from tests.access.conftest import FIRST, SECOND, YEAR
from tests.dialogues.lists import ACTIONS, CATALOGUE, DIALOGUES, LOCATIONS
from tests.ingest.files import csv_text, write


def test_lists_of_a_municipality_are_read_in_by_its_working_group(session, guard):
    folder = session.workspace.folder
    assert import_of(guard("group").session.workspace, folder, FIRST).kept
    for name, town in (("group", SECOND), ("coach", FIRST), ("steering", FIRST), ("manager", FIRST), ("viewer", FIRST)):
        before = len(session.state().datasets)
        with pytest.raises(NotAllowed, match="inlezen"):
            import_of(guard(name).session.workspace, folder, town, LOCATIONS.replace("Voorstad", "Elders"))
        assert len(session.state().datasets) == before


def test_a_list_that_names_two_municipalities_needs_rights_in_both(session, guard):
    text = "code;naam;soort;gemeente\nK8;Acht;kinderopvang;Deventer\nK9;Negen;kinderopvang;Zutphen\n"
    with pytest.raises(NotAllowed):
        import_of(guard("group").session.workspace, session.workspace.folder, FIRST, text)


def test_checking_a_list_without_keeping_it_needs_the_same_right(session, guard, tmp_path):
    """A check tells what the workspace knows: names that look alike, dialogues that exist, actions that were edited."""
    form = "locatie;datum\nDe Kiker;3-6-2026\n"
    for name, town in (("group", SECOND), ("coach", FIRST), ("steering", FIRST), ("manager", FIRST), ("viewer", "")):
        into = guard(name).session.workspace
        for kind, text in (("actions", ACTIONS), ("dialogues", DIALOGUES), ("form", form)):
            with pytest.raises(NotAllowed, match="inlezen"):
                import_file(
                    write(tmp_path / "lijst.csv", text),
                    into,
                    CATALOGUE,
                    kind=kind,
                    municipality=town,
                    year=YEAR,
                    dry_run=True,
                )


@pytest.mark.parametrize("name", ["group", "alone"])
def test_a_list_tells_nothing_of_a_municipality_that_it_names_besides(session, guard, tmp_path, name):
    text = "code;datum;deelnemers;partnerschap;gemeente\nD9;3-6-2026;De Kiker|S1;1;Zutphen\n"
    path = write(tmp_path / "lijst.csv", text)
    report = import_file(
        path, guard(name).session.workspace, CATALOGUE, kind="dialogues", municipality=FIRST, year=YEAR, dry_run=True
    )
    assert ("Kikker" in report.text() or "K1" in str(report.suggestions)) is (name == "alone")


def test_a_word_of_the_example_does_not_count_for_the_lists_of_others(session, guard, tmp_path):
    text = LOCATIONS.replace("kinderopvang", "school-woord")
    chosen = {("location_kind", "school-woord"): "school"}
    for name, is_kept in (("viewer", False), ("group", True)):
        path = write(tmp_path / f"{name}.csv", text.replace("Kikker", name))
        into = guard(name).session.workspace
        report = import_file(path, into, CATALOGUE, kind="locations", origin="demo", year=YEAR, values=chosen)
        assert report.kept
        assert ("school" in {c for (k, w), c in session.state().mappings.items() if "school" in w}) is is_kept


def test_taking_out_is_for_who_may_read_in(session, guard):
    datasets = session.state().datasets.values()
    first = next(d for d in datasets if d.file_name.startswith(FIRST))
    second = next(d for d in datasets if d.file_name.startswith(SECOND))
    for name, one in (("coach", first), ("manager", first), ("group", second), ("viewer", first)):
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.retire(one.dataset_id)
    assert guard("group").session.workspace.retire(first.dataset_id).status == "retired"
    with pytest.raises(KeyError):
        guard("group").session.workspace.retire("niets")


def test_a_damaged_set_is_taken_out_by_who_manages_or_by_its_working_group(session, guard):
    """Of a set of several tables with one damaged file the other files still tell whose it is."""
    state = session.state()
    damaged = [d for d in state.datasets.values() if d.kind == "dialogues" and d.origin == "own"]
    for one in damaged:
        (path,) = (p for p in state.files["participants"] if p.name.startswith(f"{one.dataset_id}-"))
        path.unlink()
    fresh = Session(session.workspace.folder)
    first, second = sorted(fresh.state().set_aside, key=lambda aside: aside.dataset.file_name)
    people = {name: Guarded(fresh, lambda name=name: guard(name).person) for name in ("coach", "group", "manager")}
    for name, aside in (("coach", first), ("group", second)):
        with pytest.raises(NotAllowed):
            people[name].session.workspace.retire(aside.dataset.dataset_id)
    people["group"].session.workspace.retire(first.dataset.dataset_id)
    people["manager"].session.workspace.retire(second.dataset.dataset_id)
    assert fresh.state().set_aside == ()


def test_national_numbers_are_for_who_manages_them(session, guard, tmp_path):
    path = write(tmp_path / "scores.csv", csv_text())
    for name in ("group", "viewer", "association"):
        with pytest.raises(NotAllowed):
            import_file(path, guard(name).session.workspace, CATALOGUE)
    report = import_file(path, guard("manager").session.workspace, CATALOGUE)
    assert report.kept
    with pytest.raises(NotAllowed):
        guard("group").session.workspace.retire(report.dataset.dataset_id)
    guard("manager").session.workspace.retire(report.dataset.dataset_id)


def test_words_and_merging_need_a_right_too(guard, tmp_path):
    for name in ("coach", "viewer", "steering", "association"):
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.remember({("care_type", "x"): "y"})
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.compacted("flows", [], tmp_path / "x")
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.log_entries()
    guard("group").session.workspace.remember({("care_type", "x"): "y"})


def test_words_of_a_municipality_count_for_its_own_lists_only(session, guard, tmp_path):
    """Another working group may mean something else by them, and is not told which words these are."""
    text = LOCATIONS.replace("kinderopvang", "peuterhuis")
    chosen = {("location_kind", "peuterhuis"): "childcare"}

    def read(name: str, town: str, n: int, **choice):
        path = write(tmp_path / f"{town}-{n}.csv", text.replace("De Kikker", f"De Kikker {n}"))
        return import_file(path, guard(name).session.workspace, CATALOGUE, municipality=town, year=YEAR, **choice)

    assert read("group", FIRST, 1, values=chosen).kept
    assert read("group", FIRST, 2).kept
    other = read("alone", SECOND, 3)
    assert not other.kept
    assert other.unknown_values == (("location_kind", "peuterhuis"),)


@pytest.mark.parametrize("kind", ["location_kind@{}", "column:dialogues@{}", "location:{}", "partners:{}"])
def test_who_sets_up_one_municipality_does_not_teach_another(guard, kind):
    into = guard("group").session.workspace
    into.remember({(kind.format(FIRST), "woord"): "code"})
    with pytest.raises(NotAllowed):
        into.remember({(kind.format(SECOND), "woord"): "code"})
    guard("manager").session.workspace.remember({(kind.format(SECOND), "woord"): "code"})
