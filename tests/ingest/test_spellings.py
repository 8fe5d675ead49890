"""Numbers, days and periods read the same however they are written."""

from datetime import date
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import catalogue as catalogues
from monitor.ingest.checking import BLANK
from monitor.ingest.columns import SCORES, SUMMARIES, TABLES, tables
from monitor.ingest.excel import cell_text
from monitor.ingest.headers import Headers, choose_table
from monitor.ingest.messages import comma_forgotten
from monitor.ingest.privacy import is_citizen_number
from monitor.ingest.words import Words
from monitor.store.database import Database
from monitor.wording.numbers import plain

scores = st.decimals(min_value=1, max_value=7, places=3).map(float)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
number_styles = st.sampled_from([
    lambda x: repr(x), lambda x: repr(x).replace(".", ","), lambda x: f"+{x}", lambda x: f"  {x:.3f} ", lambda x: f"\u00a0{x}",
    cell_text,
])  # fmt: skip
day_styles = st.sampled_from([
    lambda d: f"{d.day}-{d.month}-{d.year}", lambda d: f"{d:%d-%m-%Y}", lambda d: d.isoformat(), lambda d: f"{d:%d/%m/%Y}",
    lambda d: f" {d.day}.{d.month}.{d.year}", lambda d: f"{d.isoformat()} 00:00:00", cell_text,
])  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A function that reads (score, day) texts as the import does."""
    folder = tmp_path_factory.mktemp("typed")
    number_of_file = count()
    database = Database([folder])
    columns = [column.column for column in tables(catalogues.load())[SCORES]]
    no_words = {
        "column": pa.array([], pa.string()),
        "word": pa.array([], pa.string()),
        "code": pa.array([], pa.string()),
    }
    pq.write_table(pa.table(no_words), folder / "words.parquet")
    scale = {"code": pa.array(["x"]), "scale_min": pa.array([1.0]), "scale_max": pa.array([7.0])}
    pq.write_table(pa.table(scale), folder / "measures.parquet")

    def typed(pairs):
        cells = {name: pa.nulls(len(pairs), pa.string()) for name in columns}
        cells["score"] = pa.array([score for score, _ in pairs], pa.string())
        cells["observed_on"] = pa.array([day for _, day in pairs], pa.string())
        numbers = {
            "sheet": pa.array([0] * len(pairs), pa.int32()),
            "row_number": pa.array(range(len(pairs)), pa.int64()),
        }
        staged = (
            folder / f"{next(number_of_file)}.parquet"
        )  # the database keeps what it read of a file of the same name
        pq.write_table(pa.table({**numbers, **cells}), staged)
        files = {name: str(folder / f"{name}.parquet") for name in ("words", "measures")}
        rows = database.rows("ingest/scores_typed", **files, staged=str(staged), blank=BLANK)
        return [(row["score"], row["observed_on"]) for row in sorted(rows, key=lambda row: row["row_number"])]

    return typed


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(scores, number_styles, days, day_styles), min_size=1, max_size=40))
def test_numbers_and_days_read_back_as_they_were(read, cells):
    texts = [(number(score), written(day)) for score, number, day, written in cells]
    assert read(texts) == [(score, day) for score, _, day, _ in cells]


def test_what_is_no_number_and_no_day_stays_unread(read):
    wrong = ["4,", ",5", "4..5", "1.234,5", "4 5", "vier", "1e3", "inf", "nan", "0x1", "4-5"]
    days_wrong = ["31-2-2020", "3-6-26", "2020-13-01", "juni 2020", "3-6", "2020", "20200603", "43252"]
    assert {score for score, _ in read([(text, None) for text in wrong])} == {None}
    assert {day for _, day in read([(None, text) for text in days_wrong])} == {None}


@pytest.mark.parametrize(
    "text", ["2017-2019", "2017/2019", "2017–2019", "'17-'19", "’17-’19", "2017 t/m 2019", " 2017 - 2019 "]
)
def test_spellings_of_a_period(catalogue, text):
    assert Words(catalogue).code("period", text) == "2017-2019"


@pytest.mark.parametrize(
    ("text", "asked"),
    [("73", "Bedoelt u 7,3 of 3,7?"), ("46", "Bedoelt u 4,6 of 6,4?"), ("44", "Bedoelt u 4,4?"), ("455", "Bedoelt u 4,55?"),
     ("8", ""), ("98", ""), ("7,4", "")],
)  # fmt: skip
def test_what_was_perhaps_meant(text, asked):
    assert comma_forgotten(text, 1.0, 7.0) == asked


@given(scores)
def test_the_template_writes_numbers_that_read_back(number):
    assert float(plain(number).replace(",", ".")) == number


def test_the_test_of_eleven():
    assert is_citizen_number("111222333")
    assert is_citizen_number("1112.22.333")
    assert not is_citizen_number("111222334")
    assert not is_citizen_number("000000000")


def test_no_two_columns_of_a_table_share_a_spelling(catalogue):
    for table, columns in tables(catalogue).items():
        seen: dict[str, str] = {}
        for column in columns:
            for word in set(column.spellings):
                assert seen.setdefault(word, column.column) == column.column, (table, word)


def test_every_column_has_an_explanation_and_a_known_kind(catalogue):
    for columns in tables(catalogue).values():
        for column in columns:
            assert column.explanation.endswith(".")
            assert column.kind


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("opvangsoort;onderdeel;periode;score", SCORES),
        ("Soort opvang;Indicator;Meetperiode;Cijfer;Locatie", SCORES),
        ("opvangsoort;onderdeel;periode;n;gemiddelde;sd", SUMMARIES),
        ("opvangsoort;onderdeel;periode;aantal;score;st.dev.", SUMMARIES),
        ("Care type;Dimension;Period;N;Mean;SD (1-7)", SUMMARIES),
        ("opvangsoort;periode;emotioneel;omgeving", SCORES),
        ("opvangsoort;periode;n;emotioneel;omgeving", SUMMARIES),
    ],
)
def test_which_table_a_header_is(catalogue, header, table):
    headers = Headers(tables(catalogue), Words(catalogue), {})
    rows = [["Titel", "", ""], header.split(";")]
    chosen, unsure = choose_table([layout for name in TABLES if (layout := headers.find(rows, name))])
    assert unsure == ()
    assert (chosen.table, chosen.row) == (table, 2)
