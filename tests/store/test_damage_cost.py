"""What a damaged file costs: when it is for somebody to mend, and when it is dealt with."""

import pytest

from monitor.compact import compact_workspace
from monitor.file_checks import MERGE, PUT_BACK, file_checks
from monitor.store.damage import LOOSE, NEEDED, RETIRED, SPARE
from monitor.store.database import Database
from monitor.store.workspace import Workspace
from tests.store.test_damage import cut, keep, scores, take_away


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


def costs(workspace):
    """As the next process finds it."""
    return {file.name[0]: file.cost for file in Workspace(workspace.folder).state().damaged}


def checked(workspace):
    """What the check on damaged files finds: the files in use, those that were dealt with, and the remedy."""
    result = file_checks(workspace, Workspace(workspace.folder).state())[0]
    return (
        [row["file"].rpartition("/")[2][0] for row in result.rows],
        [row["file"].rpartition("/")[2][0] for row in result.dealt_with],
        result.remedy_nl,
    )


def merged(workspace):
    """Merge what counts; the merged file."""
    compact_workspace(Workspace(workspace.folder), Database([workspace.folder]))
    return next(p for p in Workspace(workspace.folder).state().files["scores"] if p.name.startswith("c-"))


def test_a_set_in_use_has_to_be_mended_until_it_is_taken_out_of_use(workspace):
    cut(keep(workspace, "a", 1.0))
    keep(workspace, "b", 2.0)
    assert costs(workspace) == {"a": NEEDED}
    assert checked(workspace) == (["a"], [], PUT_BACK)
    Workspace(workspace.folder).retire("a")
    assert costs(workspace) == {"a": RETIRED}
    assert checked(workspace) == ([], ["a"], "")


def test_a_file_of_a_retired_set_may_be_thrown_away(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    workspace.retire("a")
    take_away(path)
    assert checked(workspace) == ([], ["a"], "")


def test_of_two_damaged_sets_the_one_in_use_still_has_to_be_mended(workspace):
    for name in ("a", "b"):
        cut(keep(workspace, name, 1.0))
    Workspace(workspace.folder).retire("a")
    assert checked(workspace) == (["b"], ["a"], PUT_BACK)


def test_a_set_that_is_read_in_again_needs_its_damaged_file_no_more(workspace):
    cut(keep(workspace, "a", 1.0))
    keep(Workspace(workspace.folder), "a", 1.0)
    assert checked(workspace) == ([], [], "")


def test_a_damaged_merged_file_is_dealt_with_by_merging_again(workspace):
    keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    cut(merged(workspace))
    assert costs(workspace) == {"c": LOOSE}
    assert checked(workspace) == (["c"], [], MERGE)
    merged(workspace)
    assert costs(workspace) == {"c": SPARE}
    assert checked(workspace) == ([], ["c"], "")
    assert scores(Workspace(workspace.folder)) == [1.0, 2.0]


def test_of_a_damaged_merged_file_with_one_file_left_nothing_can_be_merged(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    cut(merged(workspace))
    cut(path)
    assert costs(workspace) == {"a": NEEDED, "c": SPARE}
    Workspace(workspace.folder).retire("a")
    assert checked(workspace) == ([], ["a", "c"], "")


def test_each_remedy_is_told_once(workspace):
    for name in ("a", "b", "d", "e"):
        keep(workspace, name, 1.0)
    cut(merged(workspace))
    for path in Workspace(workspace.folder).state().files["scores"][:2]:
        cut(path)
    assert checked(workspace) == (["a", "b", "c"], [], f"{PUT_BACK} {MERGE}")
