"""One opened workspace: its data version, what a change did to the verdicts, and that nothing kept is out of date."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from monitor import paths
from monitor.compact import compact_workspace
from monitor.demo import install_demo
from monitor.ingest import import_file
from monitor.serialise import row_as_dict
from monitor.session import Session
from monitor.store.workspace import Workspace

HEADER = "opvangsoort;dimensie;periode;n;gemiddelde;sd"
STATEMENT = "onderdeel;opvangsoort;periode_van;periode_tot;verandering;uitspraak;bron"
RECOVERED, BELOW = ("4,9", "4,4", "4,9"), ("4,9", "4,4", "4,4")


def summaries(folder: Path, name: str, measure: str, care_type: str, means: tuple[str, str, str], n: int = 200) -> Path:
    periods = ("2017-2019", "2021-2022", "2022-2023")
    lines = [f"{care_type};{measure};{period};{n};{mean};0,6" for period, mean in zip(periods, means, strict=True)]
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    return path


@pytest.fixture
def session(tmp_path) -> Session:
    return Session(tmp_path / "workspace")


@pytest.fixture
def load(tmp_path, session):
    """Imports made-up summaries of one cell; gives the data set."""

    def loaded(measure: str, care_type: str, means=RECOVERED, n: int = 200, into: Workspace | None = None):
        file = summaries(tmp_path, f"{measure}-{care_type}-{means[2]}.csv", measure, care_type, means, n)
        report = import_file(file, into or session.workspace, session.catalogue)
        assert report.kept, report.text()
        return report.dataset

    return loaded


def codes(session: Session, basis: str = "computed") -> dict[tuple[str, str], str]:
    return {key: row.code for key, row in session.national().of(basis).items()}


def changed(session: Session) -> dict[tuple[str, str], tuple[str, str]]:
    _, verdicts = session.last_change()
    return {
        (c.after or c.before).key: (c.before.code if c.before else "", c.after.code if c.after else "")
        for c in verdicts
    }


def plain(session: Session) -> list[dict]:
    return [row_as_dict(row, session.catalogue) for row in session.national().rows]


# -------------------------------------------------------------------------------------------------------------- opening


def test_looking_leaves_no_folder_behind(tmp_path):
    session = Session(tmp_path / "nothing" / "here")
    assert session.national().of("published")
    assert session.last_change() is None
    assert not (tmp_path / "nothing").exists()


def test_a_workspace_that_was_absent_when_opened_can_be_filled_and_read(session, load):
    assert codes(session) == {}
    load("omgeving", "bso")
    assert codes(session) == {("bso", "environment_quality"): "FULL_RECOVERY"}


def test_a_file_is_no_workspace(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotADirectoryError):
        Session(tmp_path / "file")


def test_the_folder_of_the_environment_is_used_when_none_is_given(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(tmp_path / "elsewhere"))
    assert Session().workspace.folder == (tmp_path / "elsewhere").resolve()


# ------------------------------------------------------------------------------------------------------------ the version


def test_the_version_names_a_day_and_changes_with_the_data(session, load):
    versions = [session.data_version()]
    one = load("omgeving", "bso")
    versions.append(session.data_version())
    load("omgeving", "pov")
    versions.append(session.data_version())
    assert len(set(versions)) == 3
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{6}", version) for version in versions)
    session.workspace.retire(one.dataset_id)
    assert session.data_version() not in versions


def test_compaction_and_loading_the_same_again_keep_the_version(session, load, tmp_path):
    load("omgeving", "bso")
    load("omgeving", "pov")
    before = session.data_version()
    compact_workspace(session.workspace, session.database)
    again = import_file(tmp_path / "omgeving-pov-4,9.csv", session.workspace, session.catalogue)
    assert again.already_known
    assert session.data_version() == before


def test_the_version_changes_with_the_sources(session, load, tmp_path, monkeypatch):
    load("omgeving", "bso")
    own = shutil.copytree(paths.SOURCE, tmp_path / "source")
    before = session.data_version()
    monkeypatch.setattr(paths, "SOURCE", own)
    assert session.data_version() == before, "the same sources elsewhere are the same sources"
    with (own / "findings.csv").open("a", encoding="utf-8") as handle:
        handle.write("\n")
    assert session.data_version() != before


def test_the_version_changes_with_the_catalogue_while_the_process_runs(session, load):
    load("omgeving", "bso")
    own = session.workspace.folder / "catalogue"
    own.mkdir()
    shutil.copy(paths.CATALOGUE / "measures.csv", own)
    before = Session(session.workspace.folder).data_version()
    text = (own / "measures.csv").read_text("utf-8")
    (own / "measures.csv").write_text(text.replace(",0.25,0.20;0.25;0.30;0.40,", ",0.3,0.20;0.25;0.30;0.40,"), "utf-8")
    assert Session(session.workspace.folder).data_version() != before


# ------------------------------------------------------------------------------------------------- what the change did


def test_the_last_change_lists_exactly_the_verdicts_that_changed(session, load):
    load("omgeving", "bso")
    assert changed(session) == {("bso", "environment_quality"): ("", "FULL_RECOVERY")}
    load("omgeving", "pov", BELOW)
    assert changed(session) == {("pov", "environment_quality"): ("", "NO_RECOVERY")}


def test_a_family_that_grows_can_change_another_verdict(session, load):
    load(
        "emotioneel", "bso", ("4,5", "4,5", "4,7"), n=100
    )  # p = .019: beyond chance among two verdicts, not among three
    load("emotioneel", "pov", ("4,5", "4,5", "4,5"))
    assert codes(session)["bso", "emotional_quality"] == "REAL_IMPROVEMENT"
    load("educatief", "pov", ("4,5", "4,5", "4,5"))
    assert changed(session) == {
        ("pov", "educational_quality"): ("", "STABLE"),
        ("bso", "emotional_quality"): ("REAL_IMPROVEMENT", "CAUTIOUS_IMPROVEMENT"),
    }


def test_after_retiring_the_verdict_that_went_is_listed(session, load):
    load("omgeving", "bso")
    gone = load("omgeving", "pov", BELOW)
    session.workspace.retire(gone.dataset_id)
    change, _ = session.last_change()
    assert change.kind == "retired"
    assert changed(session) == {("pov", "environment_quality"): ("NO_RECOVERY", "")}
    assert codes(session) == {("bso", "environment_quality"): "FULL_RECOVERY"}


@pytest.mark.parametrize("retired", [False, True])
def test_compaction_changes_neither_the_picture_nor_what_the_last_change_did(session, load, retired):
    load("omgeving", "bso")
    last = load("omgeving", "pov", BELOW)
    if retired:
        session.workspace.retire(last.dataset_id)
    before = session.last_change()[0], changed(session), plain(session)
    done = compact_workspace(session.workspace, session.database)
    assert done["summaries"] == (2, 1)
    assert (session.last_change()[0], changed(session), plain(session)) == before


def test_statements_change_published_verdicts_and_that_is_told_too(session, tmp_path):
    before = codes(session, "published")
    file = tmp_path / "uitspraken.csv"
    file.write_text(
        f"{STATEMENT}\nomgeving;bso;2017-2019;2022-2023;omlaag;De omgevingskwaliteit op de bso is gedaald.;Eigen rapport\n",
        "utf-8",
    )
    report = import_file(file, session.workspace, session.catalogue)
    assert report.kept, report.text()
    after = codes(session, "published")
    assert (
        {key for key in after if after[key] != before.get(key)}
        == set(changed(session))
        == {("bso", "environment_quality")}
    )


# --------------------------------------------------------------------------------------------------- nothing out of date


def test_the_picture_is_kept_while_nothing_changes(session, load):
    load("omgeving", "bso")
    assert session.national() is session.national()


def test_a_change_by_another_workspace_object_is_seen_at_once(session, load):
    load("omgeving", "bso")
    assert len(codes(session)) == 1
    load("omgeving", "pov", into=Workspace(session.workspace.folder))
    assert len(codes(session)) == 2


def test_a_change_by_another_process_is_seen_at_once(session, load, tmp_path):
    dataset = load("omgeving", "bso")
    version = session.data_version()
    assert codes(session)
    command = [
        sys.executable,
        "-m",
        "monitor",
        "retire",
        dataset.dataset_id,
        "--workspace",
        str(session.workspace.folder),
    ]
    subprocess.run(command, cwd=paths.ROOT, check=True, capture_output=True)
    assert codes(session) == {}
    assert session.data_version() != version


def test_changed_sources_are_seen_at_once(session, tmp_path, monkeypatch):
    own = shutil.copytree(paths.SOURCE, tmp_path / "source")
    monkeypatch.setattr(paths, "SOURCE", own)
    known = session.national()
    text = (own / "findings.csv").read_text("utf-8")
    monkeypatch.setattr("monitor.sources.load_statements.__defaults__", ((), own))
    (own / "findings.csv").write_text("\n".join(text.splitlines()[:1]) + "\n", "utf-8")
    assert known.of("published")
    assert not session.national().of("published")


def test_any_choice_of_data_sets_can_be_asked(session, load):
    one, two = load("omgeving", "bso"), load("omgeving", "pov", BELOW)
    for chosen in ({one.dataset_id}, {two.dataset_id}, {one.dataset_id, two.dataset_id}, set()):
        found = session.national(datasets=chosen).of("computed")
        assert {row.cells["2022-2023"].dataset_ids[0] for row in found.values()} == chosen


def test_sessions_in_threads_agree_while_data_come_in(tmp_path):
    folder = tmp_path / "workspace"
    first = Session(folder)
    install_demo(first.workspace, first.database, first.catalogue)
    shared, own = Session(folder), threading.local()
    sizes, problems = [], []
    files = [
        summaries(tmp_path, f"{i}.csv", "omgeving", t, RECOVERED) for i, t in enumerate(("bso", "pov", "goo", "baby"))
    ]

    def look(with_own_session: bool) -> None:
        try:
            if with_own_session:
                own.session = Session(folder)
            session = own.session if with_own_session else shared
            for _ in range(4):
                found = session.national()
                sizes.append((len(found.of("computed", "own")), len(found.of("computed", "demo"))))
                session.data_version()
                session.last_change()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=look, args=(bool(i % 2),)) for i in range(4)]
    for thread in threads:
        thread.start()
    for file in files:
        assert import_file(file, first.workspace, first.catalogue).kept
    for thread in threads:
        thread.join()
    assert problems == []
    assert {demo for _, demo in sizes} == {len(first.catalogue.measures) * 5}
    assert {own_rows for own_rows, _ in sizes} <= set(range(5))
    assert len(shared.national().of("computed", "own")) == 4
