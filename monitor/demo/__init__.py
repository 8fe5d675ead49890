"""The fictitious data: organisations, locations and groups that do not exist, the same for every run of a seed.

Two data sets: scores (here), and a municipality with its dialogue years (dialogue.py, dialogue_install.py); and a
consultation about them (consultation.py).
It lets somebody without data try everything, and it never poses as real: its rows carry origin `demo` wherever they go.
Where sources published a result in words, the computed verdicts agree with it (data/demo/targets.csv).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from monitor import paths
from monitor.catalogue import LOWER, Catalogue, Measure
from monitor.demo import aims, draw
from monitor.demo.aims import Aims
from monitor.demo.consultation import install_consultation
from monitor.demo.dialogue_install import install_dialogue
from monitor.demo.groups import Observed, observed, rng
from monitor.records import DEMO
from monitor.store.build import build_derived
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace

SEED = 2024
LABEL = "Fictieve gegevens (voorbeeld)"
KIND = "scores"
PREFIX = "demo-"
ORDER = ("measure", "care_type", "period", "organisation_id", "location_id", "group_id")


def write_demo(folder: Path, catalogue: Catalogue, seed: int = SEED) -> Path:
    """Write folder/scores.parquet: one row per fictitious group and measure, in the columns of the scores table.

    Holds every care type without parts, every measure and the compared periods of the catalogue; sorted by measure,
    care type, period and organisation. The same seed and catalogue give the same file.
    """
    path = folder / "scores.parquet"
    pq.write_table(demo_table(catalogue, seed), path, compression="zstd")
    return path


def install_demo(workspace: Workspace, database: Database, catalogue: Catalogue, seed: int = SEED) -> Dataset:
    """Put the fictitious data set into a workspace, in the place of one of another seed or catalogue.

    Installing it twice changes nothing. The database must be allowed to read and write in the workspace.
    """
    key = dataset_id(catalogue, seed)
    active = workspace.state().datasets
    for old in active.values():
        if (old.origin, old.kind) == (DEMO, KIND) and old.dataset_id.startswith(PREFIX) and old.dataset_id != key:
            workspace.retire(old.dataset_id, note="Vervangen door andere fictieve gegevens.")
    if key in active:
        return active[key]
    with workspace.staging() as folder:
        scores = write_demo(folder, catalogue, seed)
        n_rows = pq.read_metadata(scores).num_rows
        files = build_derived(database, [scores], folder)
        dataset = Dataset(key, KIND, DEMO, LABEL, f"{key}.parquet", n_rows)
        return workspace.add(dataset, {"scores": [scores], **{table: [file] for table, file in files.items()}})


def install_all(
    workspace: Workspace, database: Database, catalogue: Catalogue, seed: int = SEED
) -> tuple[Dataset, Dataset]:
    """Put both fictitious data sets into a workspace: the scores, and the municipality with its dialogue years.

    The scores come after it, so that what changed last is said of the verdicts. A consultation on them comes last.
    """
    dialogue = install_dialogue(workspace)
    scores = install_demo(workspace, database, catalogue, seed)
    install_consultation(workspace)
    return scores, dialogue


def dataset_id(catalogue: Catalogue, seed: int = SEED) -> str:
    """The id of the data set: follows from the seed, and from what the catalogue and the aims say about its content."""
    about = [
        *[(p.code, p.role, p.midpoint) for p in catalogue.compared],
        *[(t.code, t.parent) for t in aims.leaves(catalogue)],
        *[(m.code, m.polarity, m.scale_min, m.scale_max, m.delta) for m in catalogue.measures.values()],
        *[paths.DEMO.joinpath(name).read_text("utf-8") for name in aims.FILES],
    ]
    return f"{PREFIX}{seed}-{hashlib.sha256(repr(about).encode()).hexdigest()[:8]}"


def demo_table(catalogue: Catalogue, seed: int = SEED) -> pa.Table:
    """The fictitious scores as an Arrow table with the columns of the scores table."""
    known, key = aims.load(), dataset_id(catalogue, seed)
    blocks = [
        _block(groups, measure, known, key, seed)
        for groups in observed(catalogue, known, seed)
        for measure in catalogue.measures.values()
    ]
    return pa.concat_tables(blocks).sort_by([(name, "ascending") for name in ORDER]).combine_chunks()


def _block(groups: Observed, measure: Measure, known: Aims, key: str, seed: int) -> pa.Table:
    """The scores of all groups of one care type and period on one measure."""
    period, care_type, count = groups.period.code, groups.care_type.code, len(groups.groups)
    sign = -1 if measure.polarity == LOWER else 1
    scores = draw.scores(
        rng(seed, measure.code, care_type, period),
        known.cell(measure, groups.care_type, groups.period.role),
        groups.organisation,
        (
            sign * rng(seed, "organisations").standard_normal(draw.ORGANISATIONS),
            sign * rng(seed, care_type, period).standard_normal(count),
        ),
        (measure.scale_min, measure.scale_max),
    )
    instrument, version = known.instrument(measure)
    columns = {
        "dataset_id": [key] * count,
        "origin": [DEMO] * count,
        "period": [period] * count,
        "care_type": [care_type] * count,
        "measure": [measure.code] * count,
        "organisation_id": [f"org-{number:03d}" for number in groups.organisation.tolist()],
        "location_id": groups.locations,
        "group_id": groups.groups,
        "score": np.asarray(scores),
        "instrument": [instrument] * count,
        "instrument_version": [version] * count,
        "observed_on": groups.dates,
        "is_representative": [groups.is_representative] * count,
    }
    return pa.table(columns, schema=SCHEMAS["scores"])
