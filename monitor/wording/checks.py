"""How `check` tells a row of a data check: a sentence about a file, or words with their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.store.damage import LOOSE, NEEDED, RETIRED, SPARE
from monitor.wording.numbers import listing, plain

COSTS = {
    NEEDED: "Deze set telt nu niet mee: “{set}”.",
    LOOSE: "U mist niets: de losse bestanden tellen weer mee.",
    RETIRED: "Dat geeft niet: de set “{set}” is uit gebruik. U hoeft niets te doen.",
    SPARE: "Dat geeft niet: het is niet meer nodig. U hoeft niets te doen.",
}
"""What a damaged file costs, and whether there is anything to do."""
WORDS = {
    "care_type": "opvangsoort",
    "code": "woord",
    "column": "kolom",
    "dataset_id": "set",
    "dataset_ids": "sets",
    "group_id": "groep",
    "high": "schaal tot en met",
    "highest": "hoogste getal",
    "instruments": "instrumenten",
    "kind": "soort",
    "location_id": "locatie",
    "low": "schaal vanaf",
    "lowest": "laagste getal",
    "measure": "onderdeel",
    "n": "aantal",
    "n_derived": "aantal in de telling",
    "n_raw": "aantal losse scores",
    "name": "soort getal",
    "observed_on": "dag",
    "organisation_id": "organisatie",
    "origin": "herkomst",
    "period": "periode",
    "score": "score",
    "sd": "sd",
    "sum_derived": "som in de telling",
    "sum_raw": "som van de losse scores",
}
"""What the columns of queries/checks are called."""
VALUES = {
    "care_type": "opvangsoort",
    "demo": "voorbeeld",
    "max": "hoogste score",
    "mean": "gemiddelde",
    "measure": "onderdeel",
    "min": "laagste score",
    "own": "eigen",
    "period": "periode",
    "scores": "losse scores",
    "summaries": "overgenomen cijfers",
}
NAMED = ("column", "kind", "name", "origin")
"""The columns of which VALUES says what a value is called."""


def line(row: Mapping[str, Any]) -> str:
    """One row of a check. Names of data sets and organisations come from users: show them as text."""
    if "cost" in row:
        return f"{row['file']} {row['reason']}. {COSTS[row['cost']].format(set=row['set'])}"
    if "file" in row:
        return str(row["file"])
    return ", ".join(f"{WORDS.get(key, key)} {_text(key, value)}" for key, value in row.items() if value is not None)


def _text(key: str, value: Any) -> str:
    if key in NAMED:
        return VALUES.get(value, str(value))
    if isinstance(value, float):
        return plain(value)
    return listing([str(one) for one in value]) if isinstance(value, list | tuple) else str(value)
