"""What the command line says of itself: Dutch help, Dutch errors and Dutch headings; codes for scripts stay codes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from monitor.cli import app
from monitor.cli.dutch import in_dutch
from monitor.cli.headings import HEADINGS

ENGLISH = re.compile(
    r"\b(usage|arguments?|options?|commands?|required|default|show this|exit\.|error|missing|invalid|str|int|float|path|"
    r"args|list\[)\b",
    re.IGNORECASE,
)


def paths_of(command, *words: str) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            yield from paths_of(one, *words, name)


def run(*words: str):
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


# ----------------------------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("words", paths_of(get_command(app)), ids=" ".join)
def test_the_help_of_every_command_is_dutch(words):
    told = run(*words, "--help")
    assert told.exit_code == 0
    assert told.stdout.startswith("Gebruik: ")
    assert "Toon deze uitleg." in told.stdout
    plain = re.sub(r"--[a-z-]+|<[a-z_|0-9]*\|[a-z_|0-9]*>", "", told.stdout)  # codes to type stay what they are
    assert not ENGLISH.search(plain), ENGLISH.search(plain)


def test_help_tells_what_is_needed_what_goes_by_itself_and_what_can_be_chosen():
    told = " ".join(run("compare", "--help").stdout.split())
    assert "--care-type <tekst> De opvangsoort (code of naam). [verplicht]" in told
    assert "--observations <getal>" in told
    assert "--format <table|json> Vorm van de uitvoer. [standaard: table]" in told
    assert "Gebruik: root import [opties] {BESTAND}..." in run("import", "--help").stdout


@pytest.mark.parametrize("words", [(), ("access",), ("dialogue",), ("counts",)], ids=" ".join)
def test_commands_without_a_choice_show_which_there_are(words):
    told = run(*words)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Opdrachten:" in told.stderr


# --------------------------------------------------------------------------------------------------------------- errors

WRONG = [
    (("verdicts", "--measur", "x"), "De optie --measur kennen we niet. Bedoelt u --measure?"),
    (("check", "--zomaar"), "De optie --zomaar kennen we niet."),
    (("chek",), "De opdracht 'chek' kennen we niet. Bedoelt u 'check'?"),
    (("access", "zomaar"), "De opdracht 'zomaar' kennen we niet."),
    (("--workspace",), "De optie --workspace kennen we niet."),
    (("briefing", "--consultation", "x", "--out", "y"), "U vergeet '--format'. Kies uit: docx, pptx, pdf, zip, xlsx, feedback."),
    (("retire",), "U vergeet 'NUMMER'."),
    (("access", "add", "a@x.nl"), "U vergeet '--role'."),
    (("check", "dit", "ook"), "Dit hoort niet bij deze opdracht: dit ook."),
    (("datasets", "--format", "xml"), "'xml' kan niet bij '--format'. Kies uit: 'table', 'json', 'csv'."),
    (("dialogue", "status", "--year", "dit"), "Bij '--year' hoort een heel getal."),
    (("spread", "--low", "3,0"), "Bij '--low' hoort een getal. Schrijf decimalen met een punt: 3.5."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_command_that_cannot_be_read_is_refused_in_dutch_with_where_to_find_help(words, told):
    answer = run(*words)
    assert (answer.exit_code, answer.stdout) == (2, "")
    lines = answer.stderr.splitlines()
    assert lines[0].startswith("Gebruik: ")
    assert re.fullmatch("Uitleg: .+ --help", lines[-3])
    assert lines[-2:] == ["", told]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verdicts", "--measure"), "Schrijf achter de optie '--measure' een waarde.\n"),
        (("import", "a.csv", "--dry-run=ja"), "Achter de optie '--dry-run' hoort geen waarde.\n"),
    ],
)
def test_an_option_and_its_value_that_do_not_go_together_are_refused_in_dutch(words, told):
    answer = run(*words)
    assert (answer.exit_code, answer.stdout, answer.stderr) == (2, "", told)


def test_words_of_typer_that_we_do_not_know_stay_readable_after_dutch_ones():
    assert in_dutch("Something  new.") == "Deze opdracht kunnen we niet lezen: Something new."
    assert in_dutch("Missing command.") == "Noem de opdracht die u wilt geven."


def test_what_somebody_typed_is_shown_as_it_is():
    assert run("{0} {x}").stderr.splitlines()[-1] == "De opdracht '{0} {x}' kennen we niet."


# ------------------------------------------------------------------------------------------------------------- headings

TABLES = [
    ("datasets",), ("verdicts",), ("spread",), ("access", "list"), ("access", "roles"), ("audit",),
    ("compare", "--care-type", "bso", "--measure", "omgeving=4.3"),
    *(("dialogue", name, "--year", "2026", "--origin", "demo") for name in ("coverage", "flows", "actions", "series")),
]  # fmt: skip


@pytest.fixture(scope="module")
def workspace(example_master, tmp_path_factory):
    folder = shutil.copytree(example_master, tmp_path_factory.mktemp("headings") / "w")
    for role in ("viewer", "data_manager"):
        assert run("access", "add", "a@x.nl", "--role", role, "--workspace", str(folder)).exit_code == 0
    return folder


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_a_table_for_people_has_dutch_headings(words, workspace):
    told = run(*words, "--workspace", str(workspace))
    assert told.exit_code == 0, told.output
    table = [line for line in told.stdout.splitlines() if line.startswith(("┏", "┃"))]
    assert table, told.stdout
    cells = [[cell.strip() for cell in line.strip("┃").split("┃")] for line in table if line.startswith("┃")]
    headings = ["".join(f"{part} " for part in column if part).strip() for column in zip(*cells, strict=True)]
    assert all(headings)
    assert all(heading not in HEADINGS or heading == HEADINGS[heading] for heading in headings), headings
    assert not any("_" in heading for heading in headings), headings


def test_for_scripts_the_columns_stay_codes(workspace):
    where = ("--workspace", str(workspace))
    as_csv = run("access", "list", "--format", "csv", *where).stdout
    columns = ["row", "email", "role", "label", "municipality", "locations", "until", "counts"]
    assert next(csv.reader(io.StringIO(as_csv), delimiter=";")) == columns
    assert list(json.loads(run("access", "list", "--format", "json", *where).stdout)[0]) == columns
