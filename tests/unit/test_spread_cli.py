"""`python -m monitor spread`: rows for scripts and people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.session import Session

ASKED = {
    "care_type", "measure", "period", "origin", "n", "mean", "sd", "relative_sd", "min", "p10", "q1", "median", "q3", "p90",
    "max", "low_count", "high_count", "outliers_low", "outliers_high", "p10_ci95", "icc", "icc_ci95", "spread_code", "lnvr",
    "lnvr_ci95", "lower_end_code", "sentence_nl", "suppressed",
}  # fmt: skip


@pytest.fixture
def run(example_workspace):
    def command(*words: str):
        result = CliRunner().invoke(app, ["spread", "--workspace", str(example_workspace), *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def test_json_has_one_row_per_care_type_measure_and_period(run, example_workspace):
    rows = json.loads(run("--measure", "emotioneel", "--format", "json").stdout)
    session = Session(example_workspace)
    keys = {(r["care_type"], r["measure"], r["period"], r["origin"]) for r in rows}
    assert len(keys) == len(rows)
    measure = session.catalogue.code_of("measure", "emotioneel")
    expected = {(c.care_type, c.measure, c.period, c.origin) for c in session.national().cells if c.measure == measure}
    assert keys == expected
    for row in rows:
        assert row.keys() >= ASKED
        assert row["min"] <= row["p10"] <= row["q1"] <= row["median"] <= row["q3"] <= row["p90"] <= row["max"]
        assert row["lnvr_ci95"][0] <= row["lnvr"] <= row["lnvr_ci95"][1]
        assert row["spread_code"] in ("LARGER", "SMALLER", "SAME", "UNCERTAIN")
        assert row["lower_end_code"].startswith("LOWER_")
        assert row["suppressed"] is False
    for care_type in {r["care_type"] for r in rows}:
        told = {(r["spread_code"], r["lnvr"], r["sentence_nl"]) for r in rows if r["care_type"] == care_type}
        assert len(told) == 1, "the verdicts are those of the cell, repeated on its periods"


def test_limits_and_rule_are_obeyed(run):
    narrow, wide, tukey = (
        json.loads(run("--measure", "educatief", "--format", "json", *words).stdout)
        for words in (("--low", "2.5"), ("--low", "4.0", "--high", "4.0"), ("--rule", "tukey"))
    )
    for few, many, other in zip(narrow, wide, tukey, strict=True):
        assert few["low_count"] <= many["low_count"]
        assert many["low_count"] + many["high_count"] == many["n"], "together everything"
        assert (few["outliers_low"], few["outliers_high"]) == (few["low_count"], few["high_count"])
        assert other["rule"] == "tukey"
        assert other["low_count"] >= few["low_count"]
    assert any(row["outliers_low"] != row["low_count"] for row in tukey)


def test_csv_and_table_say_the_same(run):
    rows = list(csv.DictReader(io.StringIO(run("--care-type", "bso", "--format", "csv").stdout), delimiter=";"))
    assert rows
    assert {row["care_type"] for row in rows} == {"bso"}
    assert rows[0].keys() >= ASKED
    assert "," in rows[0]["p10"]
    assert "." not in rows[0]["p10"]
    shown = run("--care-type", "bso", "--measure", "omgeving").stdout
    assert "bso" in shown
    assert "Code verschillen" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--measure", "onbekend"), "kennen we niet"),
        (("--low", "5", "--high", "4"), "moet onder"),
        (("--rule", "x"), ""),
    ],
)
def test_what_cannot_be_is_refused(run, words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_empty_workspace_has_no_rows(tmp_path):
    result = CliRunner().invoke(app, ["spread", "--workspace", str(tmp_path / "none"), "--format", "json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == []
