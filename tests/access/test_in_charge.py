"""Which data sets are for whom to take out of use: what the screens offer is what the guard allows."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest

from monitor.access.guarded import Guarded
from monitor.access.records import NotAllowed
from monitor.compact import compact_workspace
from monitor.ingest import import_file
from monitor.session import Session
from tests.access.conftest import FIRST, SECOND, YEAR
from tests.dialogues.lists import CATALOGUE


def offered(guarded: Guarded, session: Session) -> set[str]:
    """The names of the files of the data sets that somebody may take out; of the example "demo"."""
    state = session.state()
    known = {change.dataset.dataset_id: change.dataset for change in state.changes}
    found = [known[key] for key in guarded.in_charge_of(state)]
    return {"demo" if one.origin == "demo" else one.file_name for one in found}


def lists(town: str) -> set[str]:
    return {f"{town}-{part}.csv" for part in "lfda"}


OFFERED = {
    "group": lists(FIRST), "viewer": set(), "coach": set(), "elsewhere": set(), "steering": set(), "visitor": set(),
    "manager": {"demo"}, "alone": lists(FIRST) | lists(SECOND) | {"demo"},
}  # fmt: skip


@pytest.mark.parametrize("is_compacted", [False, True], ids=["files", "merged files"])
@pytest.mark.parametrize("name", OFFERED)
def test_lists_of_a_municipality_are_for_its_working_group(session, guard, name, is_compacted):
    if is_compacted:
        compact_workspace(session.workspace, session.database)
        session = Session(session.workspace.folder)
    assert offered(Guarded(session, lambda: guard(name).person), session) == OFFERED[name]


@pytest.mark.parametrize("name", ["group", "manager", "viewer"])
def test_what_is_offered_is_what_is_allowed(session, guard, name):
    one = guard(name)
    state = session.state()
    mine = one.in_charge_of(state)
    for key in state.datasets:
        if key in mine:
            assert one.session.workspace.retire(key).status == "retired"
        else:
            with pytest.raises(NotAllowed):
                one.session.workspace.retire(key)
    assert one.in_charge_of(session.state()) == mine, "what was taken out stays of who took it out"


def test_a_list_of_two_municipalities_is_of_nobody_who_sets_up_one(session, guard, tmp_path):
    path = tmp_path / "beide.csv"
    path.write_text("code;naam;soort;gemeente\nK8;Acht;kinderopvang;Deventer\nK9;Negen;kinderopvang;Zutphen\n", "utf-8")
    assert import_file(path, session.workspace, CATALOGUE, municipality=FIRST, year=YEAR).kept
    assert "beide.csv" not in offered(guard("group"), session)
    assert "beide.csv" in offered(guard("alone"), session)


@pytest.mark.parametrize("town", [FIRST, SECOND])
def test_a_damaged_list_of_which_no_file_tells_whose_it_is_stays_unnamed(session, guard, town):
    """It is for who manages; and before it was damaged nobody had asked for it."""
    state = session.state()
    one = next(d for d in state.datasets.values() if d.file_name == f"{town}-f.csv")
    path = next(p for p in state.files["flows"] if set(pq.read_table(p)["dataset_id"].to_pylist()) == {one.dataset_id})
    content = path.read_bytes()[:100]
    path.unlink()  # it is a link to the file of all tests
    path.write_bytes(content)
    session = Session(session.workspace.folder)
    assert [aside.dataset for aside in session.state().set_aside] == [one]
    for name, is_offered in (("group", False), ("viewer", False), ("manager", True), ("alone", True)):
        assert (one.file_name in offered(Guarded(session, lambda name=name: guard(name).person), session)) is is_offered
