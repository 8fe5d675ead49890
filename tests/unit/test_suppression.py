"""Small cells are hidden, and nobody can compute them back from what is shown."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import catalogue as catalogues
from monitor.cells import read_cells
from monitor.cli.spread import rows_of
from monitor.ingest import import_file
from monitor.records import OWN
from monitor.serialise import row_as_dict
from monitor.session import Session
from monitor.spread_tables import HIDDEN_SIGN, dots_table, spread_table
from monitor.suppression import FEWEST, hidden_parts, shown_organisations
from monitor.verdict_tables import trend_table
from monitor.wording.sentences import sentence

PARENTS = {"whole": "", "a": "whole", "b": "whole", "c": "whole", "a1": "a", "a2": "a"}


def differences(sizes: dict[str, int], hidden: frozenset[str], parents: dict[str, str]) -> set[int]:
    """What an attacker computes: every shown whole less any set of shown parts of it that do not overlap."""

    def above(code: str) -> set[str]:
        return {parents[code], *above(parents[code])} if parents.get(code) else set()

    shown = [code for code in sizes if code not in hidden]
    found = set()
    for whole in shown:
        parts = [code for code in shown if whole in above(code)]
        for size in range(1, len(parts) + 1):
            for chosen in combinations(parts, size):
                if not any(one in above(two) for one in chosen for two in chosen):
                    found.add(sizes[whole] - sum(sizes[code] for code in chosen))
    return found


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.sets(st.sampled_from(sorted(PARENTS))))
def test_no_difference_of_what_is_shown_is_a_small_cell(extra, absent):
    own = dict(zip(("a1", "a2", "b", "c"), extra, strict=False))
    a = own["a1"] + own["a2"] + extra[4]
    sizes = {**own, "a": a, "whole": a + own["b"] + own["c"] + extra[5]}
    sizes = {code: n for code, n in sizes.items() if n and code not in absent}
    hidden = hidden_parts(sizes, PARENTS)
    assert {code for code, n in sizes.items() if n < FEWEST} <= hidden
    assert not {n for n in differences(sizes, hidden, PARENTS) if 0 < n < FEWEST}


def test_what_gives_nothing_away_stays():
    assert hidden_parts({"whole": 40, "a": 20, "b": 20}, PARENTS) == set()
    assert hidden_parts({"whole": 40, "a": 20, "b": 17, "c": 3}, PARENTS) == {"c", "b"}
    assert hidden_parts({"a": 20, "b": 17, "c": 3}, PARENTS) == {"c"}, "without the whole there is nothing to subtract"


@given(st.lists(st.integers(1, 12), max_size=8), st.integers(0, 6))
def test_the_remainder_of_the_organisations_is_never_one_small_organisation(sizes, loose):
    shown = shown_organisations(sizes, loose)
    assert all(sizes[i] >= FEWEST for i in shown)
    rest = sum(sizes) + loose - sum(sizes[i] for i in shown)
    if shown:
        assert rest == 0 or rest >= FEWEST
        assert rest == 0 or len(sizes) - len(shown) != 1 or loose >= FEWEST


# ------------------------------------------------------------------------- through an import, on a table, in an export


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A whole of 40 groups with its two parts, of which one has three groups in one period."""
    folder = tmp_path_factory.mktemp("hidden")
    shipped = catalogues.load()
    part = next(t for t in shipped.care_types.values() if t.parent)
    parts = [t.code for t in shipped.care_types.values() if t.parent == part.parent]
    measure = shipped.measures_with_role(catalogues.DIMENSION)[0].code
    lines = ["opvangsoort;dimensie;periode;score;groep_id;organisatie_id"]
    rng = np.random.default_rng(3)
    for period in shipped.periods:
        small = 3 if period == shipped.current.code else 18
        number = 0
        for code, size in zip(parts, (22, small), strict=True):
            for _ in range(size):
                score = f"{rng.uniform(2, 6.5):.2f}".replace(".", ",")
                number += 1
                lines += [f"{c};{measure};{period};{score};{c}-{number};org-{number % 8}" for c in (code, part.parent)]
    file = Path(folder) / "scores.csv"
    file.write_text("\n".join(lines), "utf-8")
    opened = Session(folder / "workspace")
    report = import_file(file, opened.workspace, opened.catalogue)
    assert not report.problems, report.text()
    return opened


def rows(session: Session):
    measure = session.catalogue.measures_with_role(catalogues.DIMENSION)[0].code
    return session.spread(origin=OWN, measure=measure)


def test_the_small_part_and_its_neighbour_are_hidden_and_the_whole_stays(session):
    now = session.catalogue.current.code
    shown = {row.care_type: row.periods[now].show for row in rows(session)}
    wholes = {code for code in shown if not session.catalogue.care_types[code].parent}
    assert {code for code, show in shown.items() if show == "suppressed"} == shown.keys() - wholes
    before = {row.periods[session.catalogue.baseline.code].show for row in rows(session)}
    assert before == {"groups"}


def raw(session, care_type, period):
    """The cell as it is in the data, before anything is hidden."""
    cells = read_cells(session.database, session.state(), session.catalogue)
    return next(cell for cell in cells if (cell.care_type, cell.period) == (care_type, period))


def test_the_national_picture_gives_no_verdict_where_a_cell_is_hidden(session):
    catalogue = session.catalogue
    for row in session.national().of("computed").values():
        if any(row.cells[p.code].is_hidden for p in catalogue.compared if p.code in row.cells):
            assert (row.code, row.variant) == ("TOO_FEW", "suppressed")
            assert "beschermen" in sentence(row, catalogue)
            numbers = [
                value for line in trend_table([row], catalogue).rows for value in line if isinstance(value, float)
            ]
            shown = [c for c in row.cells.values() if not c.is_hidden]
            known = {x for c in shown for x in (c.mean, c.sd, c.deff, *c.ci95)} | {
                catalogue.measures[row.measure].delta
            }
            assert not set(numbers) - known


def test_no_number_of_a_hidden_cell_is_anywhere(session):
    catalogue = session.catalogue
    now = catalogue.current.code
    found = rows(session)
    hidden = [row for row in found if row.periods[now].show == "suppressed"]
    for row in hidden:
        cell = raw(session, row.care_type, now)
        numbers = {f"{value:.3f}" for value in (cell.mean, cell.sd)}
        assert row.verdict_row.cells[now].is_hidden
        assert not numbers & set(re.findall(r"\d+\.\d{3}", json.dumps(row_as_dict(row.verdict_row, catalogue))))
        plain = [one for one in rows_of(row, catalogue) if one["period"] == now]
        assert all(one["suppressed"] for one in plain)
        for one in plain:
            told = {k: v for k, v in one.items() if isinstance(v, int | float | list) and not isinstance(v, bool)}
            assert told.keys() == {"low", "high"}, "only the limits that the reader chose"
            assert one["lnvr"] is None
            assert one["spread_code"] == "SUPPRESSED"
        line = next(
            line
            for line in spread_table([row], catalogue).rows
            if line[0] == catalogue.label(row.care_type) and line[2] == catalogue.label(now)
        )
        assert line.count(HIDDEN_SIGN) == 22
        assert not [v for v in line if isinstance(v, int | float)]
        assert not numbers & {f"{v:.3f}" for v in line if isinstance(v, float)}
        assert not session.funnel(OWN, row.measure, row.care_type, now).points


def test_totals_on_table_dots_and_export_do_not_give_a_small_cell_back(session):
    """The attack: per period, take shown parts from a shown whole, by counts, by sums and by the dots themselves."""
    catalogue = session.catalogue
    found = rows(session)
    dots = dots_table(found, catalogue).rows
    for period in catalogue.periods:
        sizes: dict[str, int] = {}
        for row in found:
            (one,) = (one for one in rows_of(row, catalogue) if one["period"] == period)
            named = (catalogue.label(row.care_type), catalogue.label(period))
            drawn = sum(line[4] for line in dots if (line[0], line[2]) == named)
            assert drawn == (one["n"] or 0), "dots and counts tell the same"
            if one["n"]:
                sizes[row.care_type] = one["n"]
        parents = {code: t.parent for code, t in catalogue.care_types.items()}
        assert not {n for n in differences(sizes, frozenset(), parents) if 0 < n < FEWEST}
    everything = {row.care_type: raw(session, row.care_type, catalogue.current.code).n for row in found}
    parents = {code: t.parent for code, t in catalogue.care_types.items()}
    only_small = frozenset(code for code, n in everything.items() if n < FEWEST)
    assert 3 in differences(everything, only_small, parents), "hiding the small cell alone would have given it away"
