"""Percentages: Wilson's interval for one, Newcombe's for a difference, never a t interval."""

import pytest

from monitor import catalogue as catalogues
from monitor.ingest import import_file
from monitor.session import Session
from monitor.share_tables import shares_table
from monitor.shares import shares

PERCENT = next(m for m in catalogues.load().measures.values() if m.unit == "percent")


@pytest.fixture
def session(tmp_path):
    rows = [("2017-2019", 70, "60"), ("2021-2022", 75, "66,7"), ("2022-2023", 70, "80")]
    text = "opvangsoort;onderdeel;periode;n;gemiddelde\n" + "".join(
        f"bso;{PERCENT.slug};{period};{n};{mean}\n" for period, n, mean in rows
    )
    (tmp_path / "s.csv").write_text(text, "utf-8")
    opened = Session(tmp_path / "w")
    report = import_file(tmp_path / "s.csv", opened.workspace, opened.catalogue)
    assert report.kept, report.text()
    return opened


def test_a_percentage_without_a_spread_gets_the_intervals_of_a_share(session):
    row = session.national().of("computed")["bso", PERCENT.code]
    (found,) = shares(row, session.catalogue)
    # Wilson for 56 of 70, and Newcombe for 56 of 70 against 42 of 70, by hand from the formulas.
    assert float(found.periods["2022-2023"].low) == pytest.approx(0.6918, abs=5e-4)
    assert float(found.periods["2022-2023"].high) == pytest.approx(0.8769, abs=5e-4)
    assert float(found.change.value) == pytest.approx(0.2)
    assert 0 < float(found.change.low) < 0.2 < float(found.change.high) < 0.4
    low, high = row.cells["2022-2023"].ci95
    share = found.periods["2022-2023"]
    assert (low / 100, high / 100) == pytest.approx((float(share.low), float(share.high)))


def test_the_table_tells_share_margin_and_n(session):
    row = session.national().of("computed")["bso", PERCENT.code]
    (line,) = shares_table([row], session.catalogue).rows
    assert line[-2] == "80% (marge 69 tot 88%; n = 70)"
    assert str(line[-1]).startswith("+20 procentpunt (marge +5 tot +34")
