"""What several machines do with a workspace in a store: changes by hand, imports, forms."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.dialogues import drafts
from monitor.store.journal import Journal
from monitor.store.mirror import Mirror
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace

STREAM = "actions"


def journal(of: Mirror) -> Journal:
    return Journal(of.folder)


def texts(of: Mirror, stream: str = STREAM) -> list[str]:
    return [entry["text"] for entry in journal(of).entries(stream)]


def told_and_pulled(writer: Mirror, reader: Mirror) -> None:
    writer._telling.tell(writer.store)
    reader.pull()


def scores(rows: int) -> pa.Table:
    return pa.table([pa.nulls(rows, kind.type) for kind in SCHEMAS["scores"]], schema=SCHEMAS["scores"])


def imported(of: Mirror, name: str, rows: int = 3) -> Workspace:
    workspace = Workspace(of.folder)
    with workspace.staging() as folder:
        pq.write_table(scores(rows), folder / "x.parquet")
        workspace.add(Dataset(name, "scores", "own", name, f"{name}.csv", rows), {"scores": [folder / "x.parquet"]})
    return workspace


def long_draft(one: Mirror, n: int) -> str:
    draft = drafts.start(journal(one), "own", "", 2026, "intern", "a")
    for number in range(n):
        drafts.save(journal(one), draft, {f"veld{number}": f"tekst {number}"}, {f"veld{number}": ""})
    return draft
