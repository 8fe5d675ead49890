"""`python -m monitor compare`: own scores beside the national figures, for scripts and people."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.own.compare import national_instrument
from monitor.records import DEMO
from monitor.session import Session
from tests.own.national_data import National

GOOD = ("--care-type", "baby", "--measure", "emotioneel=5,4")


@pytest.fixture
def run(example_master):
    """Nothing is written, so all share the example."""

    def command(*words: str, workspace=example_master):
        result = CliRunner().invoke(app, ["compare", "--workspace", str(workspace), *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def rows(result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_json_holds_the_place_the_margin_and_the_national_verdicts(run):
    (row,) = rows(run(*GOOD, "--instrument", "CLASS", "--observations", "4", "--format", "json"))
    assert (row["score"], row["observations"], row["placement"], row["origin"]) == (5.4, 4, "axis", "demo")
    assert row["margin"][0] < 5.4 < row["margin"][1]
    assert row["margin_basis"] == "within"
    assert list(row["quantiles"]) == ["p5", "q1", "median", "q3", "p95"]
    assert list(row["quantiles"].values()) == sorted(row["quantiles"].values())
    assert 0 <= row["higher_of_ten_margin"][0] <= row["higher_of_ten"] <= row["higher_of_ten_margin"][1] <= 10
    assert {one["basis"] for one in row["national"]} == {"computed", "published"}
    assert all(one["sentence_nl"] for one in row["national"])
    assert "FICTIVE" in row["flags"]
    assert row["sentence_nl"].startswith("Fictieve gegevens.")


def test_what_is_assumed_is_said(run, example_master):
    (row,) = rows(run(*GOOD, "--instrument", "CLASS", "--format", "json"))
    assert row["assumed_nl"].startswith("Aangenomen: dezelfde versie en een gecertificeerde observator.")
    assert row["assumed_nl"] in row["sentence_nl"]
    version = national_instrument(Session(example_master), DEMO, row["care_type"], row["measure"])[1]
    words = ("--instrument", "class", "--instrument-version", version, "--observer", "trained", "--format", "json")
    (told,) = rows(run(*GOOD, *words))
    assert (told["placement"], told["assumed_nl"]) == ("axis", None)


@pytest.mark.parametrize(
    ("words", "placement", "reason"),
    [((), "off", "NO_INSTRUMENT"), (("--instrument", "NCKO"), "off", "OTHER_INSTRUMENT"),
     (("--instrument", "iets van onszelf"), "off", "OTHER_INSTRUMENT"),
     (("--instrument", "CLASS", "--instrument-version", "2008"), "off", "OTHER_VERSION"),
     (("--instrument", "CLASS Pre-K"), "off", "OTHER_VERSION"),
     (("--instrument", "CLASS", "--observer", "zelfscore"), "apart", "OBSERVER_SELF")],
)  # fmt: skip
def test_what_does_not_belong_on_the_axis_says_why_and_shows_no_national_number(run, words, placement, reason):
    (row,) = rows(run(*GOOD, *words, "--format", "json"))
    assert (row["placement"], row["placement_reason"]) == (placement, reason)
    assert row["placement_nl"] in row["sentence_nl"]
    assert all(row[name] is None for name in ("quantiles", "higher_of_ten", "word", "n", "mean", "period"))
    assert (row["margin"] is None) == (placement == "off")


def test_measures_stand_in_the_order_of_the_catalogue(run):
    words = ("--measure", "omgeving=4.3", "--measure", "educatief=3,1", "--format", "json")
    found = [row["measure"] for row in rows(run(*GOOD, *words))]
    codes = [code for code in Session().catalogue.measures if code in found]
    assert found == codes
    assert len(found) == 3


def test_own_data_go_before_the_example_and_are_not_mixed(run, tmp_path):
    national = National(tmp_path).load()
    workspace = national.folder / "workspace"
    asked = ("--care-type", national.care_type.slug, "--measure", f"{national.measure.slug}=4", "--format", "json")
    (row,) = rows(run(*asked, "--instrument", "CLASS", workspace=workspace))
    assert (row["origin"], row["n"], row["word"]) == ("own", 40, "lowest")
    assert "ictieve" not in row["sentence_nl"]


def test_without_scores_only_what_sources_said_stands_beside(run, tmp_path):
    (row,) = rows(run(*GOOD, "--instrument", "CLASS", "--format", "json", workspace=tmp_path / "empty"))
    assert (row["placement"], row["placement_reason"], row["origin"]) == ("off", "NO_NATIONAL", "published")
    assert [one["basis"] for one in row["national"]] == ["published"]


def test_the_table_tells_it_in_words(run):
    text = run(*GOOD, "--instrument", "CLASS", "--observations", "4").stdout
    assert "5,4" in text
    assert "Fictieve gegevens" in text
    assert "axis" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--care-type", "maan", "--measure", "emotioneel=5"), "'maan' kennen we niet"),
     (("--care-type", "alle", "--measure", "emotioneel=5"), "'alle' kennen we niet"),
     (("--care-type", "baby", "--measure", "iets=5"), "'iets' kennen we niet"),
     (("--care-type", "baby", "--measure", "emotioneel"), "geen ONDERDEEL=SCORE"),
     (("--care-type", "baby", "--measure", "=5"), "geen ONDERDEEL=SCORE"),
     (("--care-type", "baby", "--measure", "emotioneel=vijf"), "'vijf' is geen getal"),
     (("--care-type", "baby", "--measure", "emotioneel="), "is geen getal"),
     (("--care-type", "baby", "--measure", "emotioneel=nan"), "geen getal"),
     (("--care-type", "baby", "--measure", "emotioneel=7,4", "--instrument", "CLASS"), "buiten de schaal van 1 tot 7"),
     ((*GOOD, "--observations", "0"), "1 of meer"),
     ((*GOOD, "--observer", "oma"), "Kies uit: certified")],
)  # fmt: skip
def test_bad_input_is_refused_in_dutch(run, words, told, tmp_path):
    result = run(*words, workspace=tmp_path)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
