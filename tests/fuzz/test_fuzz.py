"""A few mutated files of every kind. Thousands of them: `python -m benchmarks.fuzz`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import cases, contract

SEED, FIRST, LAST = 6, 2, 4


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> contract.Grounds:
    return contract.Grounds(tmp_path_factory.mktemp("fuzz"))


def outcome(case: cases.Case, folder: Path, grounds: contract.Grounds) -> contract.Outcome:
    path = folder / case.name
    path.write_bytes(case.content)
    return contract.check(case.kind, path, grounds, empty=case.empty)


@pytest.mark.parametrize("kind", cases.KINDS)
def test_a_mutated_file_is_refused_with_reasons_or_kept_whole(kind: str, tmp_path: Path, grounds: contract.Grounds):
    for number in range(FIRST, LAST):
        found = outcome(cases.make(kind, SEED, number), tmp_path, grounds)
        assert found.faults == [], f"python -m benchmarks.fuzz --seed {SEED} --only {kind}:{number}"


@pytest.mark.parametrize("kind", [kind for kind in cases.KINDS if kind not in ("form_unasked", "mail")])
def test_the_good_file_of_a_kind_is_no_wrong_one(kind: str, tmp_path: Path, grounds: contract.Grounds):
    """Else the mutated ones would all be refused at the door, and tell nothing."""
    found = outcome(cases.make(kind, SEED, 0), tmp_path, grounds)
    assert (found.what in (contract.KEPT, contract.KNOWN), found.faults) == (True, [])
