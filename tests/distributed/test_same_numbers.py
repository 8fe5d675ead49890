"""From counts alone follow the same numbers as from the raw rows; what needs raw rows is an estimate and is called so."""

from __future__ import annotations

import numpy as np
import pytest
import sector

from monitor.catalogue import DIMENSION
from monitor.checks import run_checks
from monitor.distributed import export
from monitor.distributed.take_in import take_in
from monitor.ingest import import_file
from monitor.records import COMPUTED, DEMO, OWN
from monitor.session import Session
from monitor.spread_records import SUPPRESSED
from monitor.spread_tables import spread_table
from monitor.store.schemas import COUNTS
from monitor.wording.spread_sentences import counted_note


@pytest.fixture(scope="module")
def raw(example_master) -> Session:
    return Session(example_master)


@pytest.fixture(scope="module")
def counted(raw, tmp_path_factory) -> Session:
    """A workspace that has only the counts of the example."""
    folder = tmp_path_factory.mktemp("counted")
    export.write(raw, raw.state(), DEMO, folder / "delivery", raw=False)
    session = Session(folder / "workspace")
    report = take_in(folder / "delivery", session.workspace, session.catalogue)
    assert report.kept, report.text()
    return session


def test_every_cell_and_every_verdict_is_the_same(raw, counted):
    ours, theirs = raw.national(), counted.national()
    cells = {(c.origin, c.care_type, c.measure, c.period): c for c in theirs.cells}
    assert len(cells) == len(ours.cells) > 50
    for cell in ours.cells:
        other = cells[cell.origin, cell.care_type, cell.measure, cell.period]
        assert (cell.kind, other.kind) == ("scores", COUNTS)
        numbers = ("n", "mean", "sd", "deff", "df", "n_organisations", "ci95")
        assert [getattr(other, name) for name in numbers] == [getattr(cell, name) for name in numbers]
    verdicts = {row.key: row for row in theirs.rows if row.basis == COMPUTED}
    for row in (row for row in ours.rows if row.basis == COMPUTED):
        other = verdicts[row.key]
        assert (other.code, other.variant, other.badge, other.flags) == (row.code, row.variant, row.badge, row.flags)


def test_dots_quantiles_tails_split_and_funnel_are_the_same(raw, counted):
    measure = raw.catalogue.measures_with_role(DIMENSION)[0].code
    ours, theirs = raw.spread(origin=DEMO, measure=measure), counted.spread(origin=DEMO, measure=measure)
    assert [row.care_type for row in ours] == [row.care_type for row in theirs]
    for one, other in zip(ours, theirs, strict=True):
        for code, period in one.periods.items():
            same = other.periods[code]
            names = ("show", "scores", "counts", "p10", "p90", "low_count", "high_count", "outliers", "statistics")
            assert [getattr(same, name) for name in names] == [getattr(period, name) for name in names]
            assert (same.parts is None) == (period.parts is None)
            if period.parts is not None:
                assert np.allclose(same.parts.icc, period.parts.icc)
        care_type, now = one.care_type, raw.catalogue.current.code
        a, b = (s.funnel(DEMO, measure, care_type, now) for s in (raw, counted))
        assert sorted((p.n, round(p.mean, 9), p.flag) for p in a.points) == sorted(
            (p.n, round(p.mean, 9), p.flag) for p in b.points
        )


def test_margins_of_the_ends_are_an_estimate_and_the_table_says_so(raw, counted):
    measure = raw.catalogue.measures_with_role(DIMENSION)[0].code
    ours, theirs = (s.spread(origin=DEMO, measure=measure) for s in (raw, counted))
    pairs = [
        (period.p10_ci95, other.periods[code].p10_ci95)
        for one, other in zip(ours, theirs, strict=True)
        for code, period in one.periods.items()
        if period.p10_ci95 and period.show != SUPPRESSED
    ]
    assert pairs
    assert all(other is not None for _, other in pairs)
    widths = np.array([[a[1] - a[0], b[1] - b[0]] for a, b in pairs])
    assert 0.5 < np.median(widths[:, 1] / widths[:, 0]) < 2  # of the same size, though not the same
    note = spread_table(theirs, counted.catalogue).note
    assert "alleen tellingen, geen losse scores" in note
    assert counted_note(ours) == ""
    assert "tellingen" not in spread_table(ours, raw.catalogue).note


def test_few_organisations_give_no_margin_of_the_ends_from_counts_either(tmp_path, catalogue):
    """A cell of 60 groups of three organisations, counted elsewhere."""
    measure, care_type = catalogue.measures_with_role(DIMENSION)[0].code, next(iter(catalogue.care_types))
    found = [
        row | {"measure": measure, "care_type": care_type, "period": catalogue.current.code, "score": 3 + n % 30 / 10,
               "organisation_id": f"o{n % 3}"}
        for n, row in enumerate(sector.rows(1, 60))
    ]  # fmt: skip
    session = Session(tmp_path / "workspace")
    scores = sector.write(tmp_path / "raw" / "scores.parquet", found)
    assert take_in(sector.counted(tmp_path / "made", scores), session.workspace, session.catalogue).kept
    (row,) = session.spread(origin=OWN, measure=measure)
    period = row.periods[catalogue.current.code]
    assert period.cell.n == 60
    assert period.p10 is not None
    assert period.p10_ci95 is None


def test_a_cell_with_raw_rows_and_counts_is_whole_and_says_that_part_is_counted(tmp_path, catalogue):
    """Raw rows of one region and counts of another: no group is lost from dots or tails."""
    session = Session(tmp_path / "workspace")
    measure, care_type = catalogue.measures_with_role(DIMENSION)[0], next(iter(catalogue.care_types.values()))
    period = catalogue.current
    lines = ["opvangsoort;dimensie;periode;score;groep_id;organisatie_id"] + [
        f"{care_type.code};{measure.code};{period.code};{3 + n % 20 / 10};g{n};raw{n % 25}".replace(".", ",")
        for n in range(50)
    ]
    (tmp_path / "scores.csv").write_text("\n".join(lines), "utf-8")
    assert import_file(tmp_path / "scores.csv", session.workspace, session.catalogue).kept
    found = [
        row | {"measure": measure.code, "care_type": care_type.code, "period": period.code, "score": 6.5}
        for row in sector.rows(1, 30)
    ]
    scores = sector.write(tmp_path / "raw" / "scores.parquet", found)
    assert take_in(sector.counted(tmp_path / "south", scores), session.workspace, session.catalogue).kept
    (row,) = session.spread(origin=OWN, measure=measure.code)
    found = row.periods[period.code]
    assert sum(found.counts) == found.cell.n == found.statistics.n == 80
    assert found.high_count == 30
    assert counted_note([row])


def test_the_checks_know_that_counts_have_no_raw_rows(counted):
    results = run_checks(counted.database, counted.workspace, counted.state(), counted.catalogue)
    assert [result.name for result in results if not result.ok] == []
