"""A verdict row as plain data, for JSON, scripts and comparisons."""

from __future__ import annotations

import math
from typing import Any

from monitor.catalogue import Catalogue
from monitor.records import COMPUTED, Cell, VerdictRow
from monitor.wording.sentences import label, sentence


def row_as_dict(row: VerdictRow, catalogue: Catalogue) -> dict[str, Any]:
    """The row with its sentence; a number that could not be computed is None."""
    plain: dict[str, Any] = {
        "care_type": row.care_type,
        "measure": row.measure,
        "basis": row.basis,
        "origin": row.origin,
        "code": row.code,
        "variant": row.variant,
        "badge": row.badge,
        "label_nl": label(row, catalogue),
        "flags": list(row.flags),
        "derived_from": list(row.derived_from),
        "sources": _sources(row),
        "agreement": row.agreement or None,
        "sentence_nl": sentence(row, catalogue),
    }
    return plain | (_numbers(row, catalogue) if row.basis == COMPUTED else {})


def _sources(row: VerdictRow) -> list[dict[str, Any]]:
    if row.basis != COMPUTED:
        return [
            {
                "finding_id": s.finding_id, "title": s.source.title, "publisher": s.source.publisher,
                "published_on": s.source.published_on, "url": s.source.url, "caveat_nl": s.caveat_nl,
            }
            for s in row.statements
        ]  # fmt: skip
    found = {(c.source, c.page): c for c in row.cells.values()}
    return [{"title": c.source, "page": c.page, "dataset_ids": list(c.dataset_ids)} for c in found.values()]


def _numbers(row: VerdictRow, catalogue: Catalogue) -> dict[str, Any]:
    verdict = row.verdict
    assert verdict is not None
    names = (
        "d1", "d2", "d3", "ci95_d1", "ci95_d2", "ci95_d3", "ci90_d3", "p3", "p_holm", "p_worse", "p_level", "p_better",
        "dip", "recovered", "to_go", "growth", "smallest_detectable",
    )  # fmt: skip
    measure = catalogue.measures[row.measure]
    current = row.cells.get(catalogue.current.code)
    return {
        "periods": {code: _cell(cell) for code, cell in row.cells.items()},
        **{name: _known(getattr(verdict, name)) for name in names},
        "delta": measure.delta,
        "n_min": measure.n_min,
        "polarity": measure.polarity,
        "block": row.block,
        "family_size": verdict.family_size,
        "deff": _known(current.deff) if current else None,
        "strip": [{"delta": delta, "code": code, "variant": variant} for delta, code, variant in row.strip],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "mean": _known(cell.mean), "sd": _known(cell.sd), "n": None if cell.is_hidden else cell.n, "deff": _known(cell.deff),
        "n_organisations": cell.n_organisations, "ci95": _known(cell.ci95), "is_representative": cell.is_representative,
        "instrument": cell.instrument, "page": cell.page or None,
    }  # fmt: skip


def _known(value: Any) -> Any:
    if isinstance(value, tuple):
        return None if any(not math.isfinite(v) for v in value) else list(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value
