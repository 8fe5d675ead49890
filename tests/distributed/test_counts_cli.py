"""`counts`: what is exported is taken in elsewhere; a refusal has exit code 2 and leaves nothing behind."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest
import sector
from typer.testing import CliRunner

from monitor.cli import app
from monitor.cli import counts as commands
from monitor.distributed.transpile import NotPortable
from monitor.session import Session
from monitor.suppression import FEWEST


@pytest.fixture
def run(tmp_path):
    def run(*arguments: object, code: int = 0, workspace: str = "workspace") -> str:
        done = CliRunner().invoke(app, ["counts", *map(str, arguments), "--workspace", str(tmp_path / workspace)])
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_counts_travel_from_one_workspace_to_another(run, delivery, tmp_path):
    assert "gelezen en bewaard" in run("import", delivery, "--label", "Noord")
    told = run("export", "--out", tmp_path / "out")
    assert "Deel de bestanden alleen met wie ze mag zien." in told
    assert "gelezen en bewaard" in run("import", tmp_path / "out", workspace="elsewhere")
    ours, theirs = Session(tmp_path / "workspace").state(), Session(tmp_path / "elsewhere").state()
    assert ours.datasets.keys() == theirs.datasets.keys()


def test_small_cells_can_stay_behind(run, tmp_path):
    found = sector.rows(1, 100)
    scores = sector.write(tmp_path / "raw" / "scores.parquet", found)
    run("import", sector.counted(tmp_path / "made", scores))
    run("export", "--out", tmp_path / "out", "--without-small")
    for table in ("score_counts", "organisation_sums"):
        cells: dict[tuple, int] = {}
        for row in pq.read_table(tmp_path / "out" / f"{table}.parquet").to_pylist():
            key = row["period"], row["care_type"], row["measure"]
            cells[key] = cells.get(key, 0) + row["n_groups"]
        assert cells
        assert min(cells.values()) >= FEWEST
    assert sum(cells.values()) < 100


def test_raw_scores_are_given_to_another_engine_in_the_columns_that_it_asks(example_master, tmp_path):
    done = CliRunner().invoke(
        app, ["counts", "export", "--raw", "--origin", "demo", "--out", str(tmp_path / "raw"), "--workspace",
              str(example_master)],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    found = pq.read_table(tmp_path / "raw" / "scores.parquet")
    state = Session(example_master).state()
    assert len(found) == next(d.n_rows for d in state.datasets.values() if (d.kind, d.origin) == ("scores", "demo"))
    assert set(found["origin"].to_pylist()) == {"demo"}


def test_what_is_not_there_or_there_already_is_refused(run, delivery, tmp_path):
    assert "Er is niets om te schrijven" in run("export", "--out", tmp_path / "out", code=2)
    run("import", delivery)
    assert "Er is niets om te schrijven" in run("export", "--raw", "--out", tmp_path / "out", code=2)
    (tmp_path / "out").mkdir()
    assert "bestaat al" in run("export", "--out", tmp_path / "out", code=2)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_refusal_is_told_as_text_and_as_json(run, delivery, tmp_path):
    (delivery / "organisation_sums.parquet").unlink()
    assert "de tabel organisation_sums ontbreekt" in run("import", delivery, code=2)
    (report,) = json.loads(run("import", delivery, "--json", code=2))
    assert (report["kept"], report["problems"][0]["code"]) == (False, "missing_table")
    assert not Session(tmp_path / "workspace").state().datasets


def test_the_query_for_another_engine_is_printed(tmp_path):
    done = CliRunner().invoke(app, ["counts", "sql", "--dialect", "spark", "--table", "organisation_sums"])
    assert done.exit_code == 0
    assert "FROM scores" in done.output
    assert "SUM(score * score)" in done.output
    for wrong in (["--dialect", "klingon"], ["--dialect", "spark", "--table", "people"]):
        assert CliRunner().invoke(app, ["counts", "sql", *wrong]).exit_code == 2


def asked(*options: str) -> tuple[int, str]:
    """Exit code and text of `counts sql` for Spark."""
    done = CliRunner().invoke(app, ["counts", "sql", "--dialect", "spark", *options])
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize(
    "name", ["", '"x', "a b", "a;drop", "(select 1)", "a.b.c.d", "f(1)", "scores where 1", "1 -- x"]
)
def test_what_is_no_name_of_a_table_is_refused_in_words(name):
    code, text = asked("--scores", name)
    assert code == 2
    assert f"'{name}' is geen naam van een tabel." in " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "written"),
    [("kwaliteit.scores", "kwaliteit.scores"), ("a.b.scores", "a.b.scores"), ('"Eigen tabel"', "`Eigen tabel`")],
)
def test_a_name_of_a_table_is_put_in(name, written):
    code, text = asked("--scores", name)
    assert code == 0
    assert f"FROM {written}\n" in text


def test_a_query_that_cannot_be_translated_is_not_called_an_unknown_language(monkeypatch):
    def portable(*_):
        raise NotPortable("score_counts: MEDIAN(score)")

    monkeypatch.setattr(commands, "portable", portable)
    code, text = asked()
    assert code == 2
    assert "niet veilig te vertalen" in text
    assert "kennen we niet" not in text
