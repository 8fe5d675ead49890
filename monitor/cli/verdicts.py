"""`verdicts`: the national picture as rows."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from monitor.cli.common import (
    CareTypeOption,
    Format,
    FormatOption,
    MeasureOption,
    WorkspaceOption,
    app,
    code_or_refuse,
    opened,
    readable,
    write,
)
from monitor.serialise import row_as_dict

# What fits a terminal, and what a script wants of one row; JSON holds everything.
SHORT = (
    "care_type", "measure", "basis", "origin", "code", "variant", "label_nl", "flags", "d2", "d3", "p_holm",
)  # fmt: skip
COLUMNS = (
    "care_type", "measure", "basis", "origin", "code", "variant", "badge", "label_nl", "flags", "derived_from", "d1", "d2",
    "d3", "p3", "p_holm", "p_worse", "p_level", "p_better", "delta", "deff", "smallest_detectable", "agreement", "sources",
    "sentence_nl",
)  # fmt: skip


class Basis(enum.StrEnum):
    computed = "computed"
    published = "published"
    all = "all"


@app.command()
def verdicts(
    workspace: WorkspaceOption = None,
    basis: Annotated[Basis, typer.Option(help="Berekend uit cijfers, uit de bronnen, of allebei.")] = Basis.all,
    measure: MeasureOption = None,
    care_type: CareTypeOption = None,
    form: FormatOption = Format.table,
) -> None:
    """De oordelen per opvangsoort en onderdeel: herstel, verbetering of niet zeker."""
    session = opened(workspace)
    wanted_measure = code_or_refuse(session, "measure", measure)
    wanted_type = code_or_refuse(session, "care_type", care_type)
    with readable():
        picture = session.national()
    rows = [
        row_as_dict(row, session.catalogue)
        for row in picture.rows
        if basis in (Basis.all, row.basis)
        and wanted_measure in (None, row.measure)
        and wanted_type in (None, row.care_type)
    ]
    periods = session.catalogue
    headings = {"d3": f"Sinds {periods.baseline.label} (d3)"}
    if periods.dip is not None:
        headings["d2"] = f"Sinds {periods.dip.label} (d2)"
    write(rows, SHORT if form is Format.table else COLUMNS, form, headings)
