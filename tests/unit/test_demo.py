"""The fictitious data set: its verdicts, its shape, that it is always the same, and how it gets into a workspace."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from monitor import catalogue as catalogues
from monitor import paths
from monitor.catalogue import BASELINE, CURRENT, Catalogue
from monitor.demo import LABEL, SEED, aims, dataset_id, demo_table, draw, groups, install_demo, write_demo
from monitor.session import Session
from monitor.statistics import Summary, judge_family
from monitor.store.build import build_derived
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace

TYPES = ("kdv_baby", "kdv_toddler", "pov", "bso", "goo")

# What sources published in words (by finding), written out by hand, as the computed verdict that agrees with it.
FULL, PARTIAL, NONE = ("FULL_RECOVERY", ""), ("PARTIAL_RECOVERY", ""), ("NO_RECOVERY", "")
STABLE, REAL, BY_CHANCE = ("STABLE", ""), ("REAL_IMPROVEMENT", "no_dip"), ("CAUTIOUS_IMPROVEMENT", "chance")
CAUTIOUS = ("CAUTIOUS_IMPROVEMENT", "")
FURTHER, RECENT, UP_EARLIER = ("DECLINE", "further"), ("DECLINE", "recent"), ("UP_EARLIER", "")
PUBLISHED: dict[str, dict[str, tuple[str, str]]] = {
    # F038 stable, then F052 a slight rise in all types: risen, and not shown to be above 2017-2019.
    "process_quality": dict(zip(TYPES, (CAUTIOUS, BY_CHANCE, BY_CHANCE, CAUTIOUS, BY_CHANCE), strict=True)),
    # F038 stable; F043, F045, F046 stable; F044 the two kinds of care for toddlers rose.
    "emotional_quality": dict(zip(TYPES, (STABLE, REAL, BY_CHANCE, STABLE, STABLE), strict=True)),
    # F038 stable; F048, F049, F050 rose; F051 stable.
    "educational_quality": dict(zip(TYPES, (BY_CHANCE, REAL, REAL, STABLE, BY_CHANCE), strict=True)),
    "environment_quality": dict.fromkeys(TYPES, FULL),  # F039, F053 recovered
    "daily_programme": dict.fromkeys(TYPES, FULL),  # F040, F058 recovered
    "parent_contact": dict.fromkeys(TYPES, PARTIAL),  # F054 against F055: sources differ
    "parent_contact_daily": dict.fromkeys(TYPES, PARTIAL),  # F069 partly recovered
    "parent_activities_social": dict.fromkeys(TYPES, NONE),  # F070 not recovered
    "parent_activities_pedagogical": dict.fromkeys(TYPES, NONE),  # F071 not recovered
    "parent_activities_organisation": dict.fromkeys(TYPES, NONE),  # F072 not recovered
    "activity_offer": dict.fromkeys(TYPES, NONE),  # F056, F057, F074 not recovered
    "work_experience": {"pov": FURTHER, "bso": FURTHER},  # F042 down, F063 and F064 further down
    "work_stress": {"pov": RECENT},  # F065 more stress
    "work_satisfaction": {"bso": RECENT},  # F066 less satisfied
    "care_needs_share": dict.fromkeys(TYPES, UP_EARLIER),  # F067 up, F068 the same
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogues.load()


@pytest.fixture(scope="module")
def table(catalogue) -> pa.Table:
    return demo_table(catalogue)


def cells_of(folder: Path, catalogue: Catalogue, seed: int = SEED) -> list[dict]:
    database = Database([folder])
    sums = build_derived(database, [write_demo(folder, catalogue, seed)], folder)["organisation_sums"]
    return database.rows("national/cells", files=[str(sums)], datasets=[dataset_id(catalogue, seed)])


def verdicts(cells: list[dict], catalogue: Catalogue) -> dict[tuple[str, str], tuple[str, str]]:
    """(measure, care type) -> code and variant, as the product judges: one family per block."""
    found = {(c["measure"], c["care_type"], c["period"]): c for c in cells}
    periods = (catalogue.baseline, catalogue.dip, catalogue.current)
    judged = {}
    for block in {m.block for m in catalogue.measures.values()}:
        keys = [(m, t) for m in catalogue.measures.values() if m.block == block for t in aims.leaves(catalogue)]
        triples = [[summary(found.get((m.code, t.code, p.code))) if p else None for p in periods] for m, t in keys]
        for (measure, care_type), verdict in zip(
            keys,
            judge_family(
                triples, delta=[m.delta for m, _ in keys], n_min=[m.n_min for m, _ in keys],
                polarity=[m.polarity for m, _ in keys],
            ),
            strict=True,
        ):  # fmt: skip
            judged[measure.code, care_type.code] = (verdict.code, verdict.variant)
    return judged


def summary(cell: dict | None) -> Summary | None:
    names = ("mean", "sd", "n", "deff", "df", "instrument", "instrument_version")
    return Summary(*(cell[name] for name in names)) if cell else None


# --------------------------------------------------------------------------------------------------------- its verdicts


@pytest.mark.parametrize("seed", [SEED, 1, 77])
def test_computed_verdicts_agree_with_what_was_published(seed, catalogue, tmp_path):
    computed = verdicts(cells_of(tmp_path, catalogue, seed), catalogue)
    expected = {(m, t): outcome for m, by_type in PUBLISHED.items() for t, outcome in by_type.items()}
    assert {key: computed[key] for key in expected} == expected
    assert len(computed) == len(catalogue.measures) * len(TYPES)


def test_the_product_itself_finds_no_contradiction_with_the_sources(tmp_path):
    session = Session(tmp_path)
    install_demo(session.workspace, session.database, session.catalogue)
    outcomes = Counter(row.agreement for row in session.national().of("computed").values())
    assert outcomes["DIFFER"] == 0
    assert outcomes["AGREE"] >= 40
    assert sum(outcomes.values()) == len(session.catalogue.measures) * len(TYPES)


def test_where_nothing_was_published_there_is_variety(catalogue, tmp_path):
    codes = set(verdicts(cells_of(tmp_path, catalogue), catalogue).values())
    assert {("UNCERTAIN", ""), ("UNCERTAIN", "after_dip"), ("DECLINE", "gradual"), CAUTIOUS} <= codes
    assert {("PARTIAL_RECOVERY", "extent_unknown"), ("FULL_RECOVERY", "rise_not_shown")} <= codes


def test_means_and_spreads_come_out_as_aimed(catalogue, tmp_path):
    known = aims.load()
    for cell in cells_of(tmp_path, catalogue):
        measure = catalogue.measures[cell["measure"]]
        aim = known.cell(measure, catalogue.care_types[cell["care_type"]], catalogue.periods[cell["period"]].role)
        assert cell["mean"] == pytest.approx(aim.mean, abs=0.08 * measure.delta)
        assert cell["sd"] == pytest.approx(aim.sd, rel=0.04)
        assert 0.95 <= cell["deff"] <= 1.6


def test_groups_of_one_organisation_differ_in_every_cell(tmp_path):
    """Else the margin of an own score, which follows from that, would look surer than any real measurement is."""
    session = Session(tmp_path)
    install_demo(session.workspace, session.database, session.catalogue)
    now = session.catalogue.current.code
    for measure in session.catalogue.measures:
        for row in session.spread(origin="demo", measure=measure):
            parts = row.periods[now].parts
            assert parts is not None
            assert parts.icc < 0.95, (measure, row.care_type)


def test_every_aim_is_used(catalogue):
    known = aims.load()
    leaves = [t.code for t in aims.leaves(catalogue)]
    assert set(known.samples) == set(leaves)
    assert set(known.targets) == {(m, t) for m in catalogue.measures for t in leaves}
    assert set(known.instruments) == set(catalogue.measures)


# ------------------------------------------------------------------------------------------------------------ its shape


def test_it_has_the_columns_of_the_scores_table(table):
    assert table.schema.equals(SCHEMAS["scores"])
    assert set(table["origin"].to_pylist()) == {"demo"}
    told = [name for name in table.schema.names if name != "instrument_version"]
    assert all(table[name].null_count == 0 for name in told)


def test_it_is_sorted_and_groups_are_unique(table):
    order = ("measure", "care_type", "period", "organisation_id")
    keys = list(zip(*(table[name].to_pylist() for name in order), strict=True))
    assert keys == sorted(keys)
    seen = Counter(zip(table["group_id"].to_pylist(), table["measure"].to_pylist(), strict=True))
    assert max(seen.values()) == 1


def test_as_many_groups_as_the_monitor_observed(table):
    one = table.filter(pc.equal(table["measure"], "emotional_quality"))
    count = Counter(zip(one["period"].to_pylist(), one["care_type"].to_pylist(), strict=True))
    first = {t: count["2017-2019", t] for t in TYPES}
    assert first["kdv_baby"] + first["kdv_toddler"] == 93
    assert (first["pov"], first["bso"], first["goo"]) == (99, 96, 137)
    later = one.filter(pc.equal(one["period"], "2021-2022"))
    assert pc.count_distinct(later["location_id"]).as_py() == 234
    assert count["2022-2023", "goo"] == 40


def test_only_childminders_in_the_last_period_are_not_representative(table):
    left_out = table.filter(pc.invert(table["is_representative"]))
    assert set(zip(left_out["care_type"].to_pylist(), left_out["period"].to_pylist(), strict=True)) == {
        ("goo", "2022-2023")
    }
    goo = table.filter(pc.and_(pc.equal(table["care_type"], "goo"), pc.equal(table["period"], "2022-2023")))
    assert left_out.num_rows == goo.num_rows


def test_scores_lie_on_the_scale_in_its_steps(table, catalogue):
    for measure in catalogue.measures.values():
        scores = np.array(table.filter(pc.equal(table["measure"], measure.code))["score"])
        assert measure.scale_min <= scores.min() <= scores.max() <= measure.scale_max
        step = 1.0 if measure.scale_max == 100 else 0.1
        assert np.allclose(scores / step, np.round(scores / step))
        assert len(np.unique(scores)) > 15


def test_organisations_differ_in_size(table):
    one = table.filter(pc.and_(pc.equal(table["measure"], "emotional_quality"), pc.equal(table["period"], "2017-2019")))
    sizes = sorted(Counter(one["organisation_id"].to_pylist()).values())
    assert len(sizes) >= 40
    assert sizes[-1] >= 20
    assert sizes[len(sizes) // 2] <= 10


def test_a_location_belongs_to_one_organisation_and_is_visited_on_one_working_day(table):
    places: dict[str, set] = {}
    for location, *rest in zip(
        *(table[name].to_pylist() for name in ("location_id", "organisation_id", "observed_on", "period")), strict=True
    ):
        places.setdefault(location, set()).add(tuple(rest))
    assert all(len(found) == 1 for found in places.values())
    assert {day.weekday() for found in places.values() for _, day, _ in found} == set(range(5))


def test_visits_of_two_periods_never_overlap(table, catalogue):
    spans = []
    for period in catalogue.compared:
        days = table.filter(pc.equal(table["period"], period.code))["observed_on"].to_pylist()
        spans += [min(days), max(days)]
    assert spans == sorted(spans)
    assert {day.year for day in spans[2:4]} <= {2020, 2021, 2022}


def test_contact_with_parents_of_babies_has_clear_low_outliers(table):
    def low(care_type: str) -> int:
        chosen = pc.and_(pc.equal(table["measure"], "parent_contact"), pc.equal(table["care_type"], care_type))
        now = table.filter(pc.and_(chosen, pc.equal(table["period"], "2022-2023")))
        first, third = np.quantile(np.array(now["score"]), [0.25, 0.75])
        return int((np.array(now["score"]) < first - 1.5 * (third - first)).sum())

    assert low("kdv_baby") >= 3
    assert low("kdv_toddler") <= 1


# ------------------------------------------------------------------------------------------------------ always the same


def test_the_committed_file_follows_from_the_seed(table):
    path = paths.DEMO / "scores.parquet"
    assert pq.read_table(path).equals(table)
    assert path.stat().st_size < 300_000


def test_the_same_seed_gives_the_same_bytes(catalogue, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (write_demo(tmp_path / name, catalogue).read_bytes() for name in ("one", "two"))
    assert one == two


def test_another_seed_gives_other_scores_and_another_id(catalogue, table):
    other = demo_table(catalogue, seed=SEED + 1)
    assert other.num_rows == table.num_rows
    assert not other["score"].equals(table["score"])
    assert dataset_id(catalogue, SEED) == dataset_id(catalogues.load(), SEED) != dataset_id(catalogue, SEED + 1)


def test_one_more_measure_leaves_the_other_scores_as_they_are(catalogue, table):
    extra = replace(catalogue.measures["emotional_quality"], code="zz_extra")
    more = demo_table(replace(catalogue, measures={**catalogue.measures, extra.code: extra}))
    kept = more.filter(pc.not_equal(more["measure"], extra.code))
    assert kept.drop_columns(["dataset_id"]).equals(table.drop_columns(["dataset_id"]))
    assert more.num_rows > kept.num_rows


# ---------------------------------------------------------------------------------------------------- another catalogue


@pytest.fixture
def foreign(catalogue) -> Catalogue:
    """Two periods, two care types under other names, and measures on 1-5, 0-100 (lower is better) and 0-1."""
    care_type, measure = catalogue.care_types["pov"], catalogue.measures["emotional_quality"]
    types = [replace(care_type, code=code, parent="") for code in ("nursery", "club")]
    measures = [
        replace(measure, code="emotional_quality", scale_min=1, scale_max=5, delta=0.2),
        replace(measure, code="pressure", scale_min=0, scale_max=100, delta=5, polarity="lower"),
        replace(measure, code="share", scale_min=0, scale_max=1, delta=0.05, polarity="neutral"),
        *[replace(measure, code=f"m{i}", scale_min=1, scale_max=5, delta=0.2) for i in range(8)],
    ]
    periods = {
        "r1": replace(catalogue.baseline, code="r1", midpoint=2030.5, role=BASELINE),
        "r2": replace(catalogue.current, code="r2", midpoint=2032.5, role=CURRENT),
    }
    return replace(
        catalogue, periods=periods, care_types={t.code: t for t in types}, groups={},
        measures={m.code: m for m in measures},
    )  # fmt: skip


def test_it_works_with_another_catalogue(foreign, tmp_path):
    table = demo_table(foreign)
    assert set(table["period"].to_pylist()) == {"r1", "r2"}
    assert set(table["care_type"].to_pylist()) == {"nursery", "club"}
    assert set(table["measure"].to_pylist()) == set(foreign.measures)
    assert "CLASS" not in set(table["instrument"].to_pylist())
    for measure in foreign.measures.values():
        scores = np.array(table.filter(pc.equal(table["measure"], measure.code))["score"])
        assert measure.scale_min <= scores.min() <= scores.max() <= measure.scale_max
        assert len(np.unique(scores)) > 10
    outcomes = verdicts(cells_of(tmp_path, foreign), foreign)
    assert {variant for _, variant in outcomes.values()} == {"two_periods"}
    assert len({code for code, _ in outcomes.values()}) >= 3


def test_without_aims_three_periods_still_tell_different_stories(catalogue, tmp_path):
    measure = catalogue.measures["emotional_quality"]
    measures = {f"m{i}": replace(measure, code=f"m{i}", block=f"b{i}") for i in range(12)}
    unknown = replace(catalogue, measures=measures)
    codes = {code for code, _ in verdicts(cells_of(tmp_path, unknown), unknown).values()}
    assert {"FULL_RECOVERY", "PARTIAL_RECOVERY", "NO_RECOVERY", "STABLE", "REAL_IMPROVEMENT"} <= codes


def test_a_sample_from_one_organisation_can_be_drawn():
    scores = draw.scores(
        groups.rng(1, "one"), aims.Aim(5.0, 0.5, 0.1), np.ones(30, int),
        (np.zeros(draw.ORGANISATIONS), np.zeros(30)), (1.0, 7.0),
    )  # fmt: skip
    assert scores.mean() == pytest.approx(5.0, abs=0.03)
    assert scores.std(ddof=1) == pytest.approx(0.5, abs=0.03)


# ------------------------------------------------------------------------------------------------------- in a workspace


def installed(workspace: Workspace, catalogue: Catalogue, **options) -> Dataset:
    return install_demo(workspace, Database([workspace.folder]), catalogue, **options)


def entries(workspace: Workspace) -> int:
    return len(list((workspace.folder / "log").glob("*.json")))


def test_it_is_installed_with_its_derived_tables(catalogue, table, tmp_path):
    workspace = Workspace(tmp_path)
    dataset = installed(workspace, catalogue)
    state = workspace.state()
    assert (dataset.kind, dataset.origin, dataset.label) == ("scores", "demo", LABEL)
    assert dataset.n_rows == table.num_rows
    assert state.ids(origin="demo", kind="scores") == [dataset.dataset_id] == [dataset_id(catalogue)]
    assert set(state.files) == {"scores", "score_counts", "organisation_sums"}
    counts = pq.read_table(state.files["score_counts"][0])
    assert pc.sum(counts["n_groups"]).as_py() == table.num_rows
    assert not list((tmp_path / "staging").iterdir())


def test_installing_it_twice_changes_nothing(catalogue, tmp_path):
    workspace = Workspace(tmp_path)
    first = installed(workspace, catalogue)
    before = (entries(workspace), workspace.state().fingerprint, workspace.state().version)
    assert installed(workspace, catalogue) == first
    assert (entries(workspace), workspace.state().fingerprint, workspace.state().version) == before


def test_another_seed_takes_its_place_and_the_first_can_come_back(catalogue, tmp_path):
    workspace = Workspace(tmp_path)
    first = installed(workspace, catalogue)
    second = installed(workspace, catalogue, seed=5)
    assert workspace.state().ids(origin="demo") == [second.dataset_id] != [first.dataset_id]
    again = installed(workspace, catalogue)
    assert workspace.state().ids(origin="demo") == [again.dataset_id] == [first.dataset_id]


def test_data_of_the_user_stay(catalogue, tmp_path):
    workspace = Workspace(tmp_path)
    for key, origin in (("mine", "own"), ("example", "demo")):
        with workspace.staging() as folder:
            workspace.add(
                Dataset(key, "scores", origin, "", "a.csv", 1), {"scores": [write_demo(folder, catalogue, 3)]}
            )
    installed(workspace, catalogue)
    second = installed(workspace, catalogue, seed=5)
    assert set(workspace.state().datasets) == {"mine", "example", second.dataset_id}
