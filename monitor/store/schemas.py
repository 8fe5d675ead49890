"""The columns of each stored table, one place for names and types. See README, "Tables"."""

from __future__ import annotations

import pyarrow as pa

_CELL = [("period", pa.string()), ("care_type", pa.string()), ("measure", pa.string())]
_ORIGIN = [("dataset_id", pa.string()), ("origin", pa.string())]
_INSTRUMENT = [("instrument", pa.string()), ("instrument_version", pa.string())]

SCHEMAS: dict[str, pa.Schema] = {
    # One observed group x measure; the truth from which the two derived tables are built.
    "scores": pa.schema(
        [
            *_ORIGIN,
            *_CELL,
            ("organisation_id", pa.string()),
            ("location_id", pa.string()),
            ("group_id", pa.string()),
            ("score", pa.float64()),
            *_INSTRUMENT,
            ("observed_on", pa.date32()),
            ("is_representative", pa.bool_()),
        ]
    ),
    # One cell as typed over from a report's table.
    "summaries": pa.schema(
        [
            *_ORIGIN,
            *_CELL,
            ("n", pa.int64()),
            ("mean", pa.float64()),
            ("sd", pa.float64()),
            ("min", pa.float64()),
            ("max", pa.float64()),
            ("share_low", pa.float64()),
            ("share_high", pa.float64()),
            ("deff", pa.float64()),
            *_INSTRUMENT,
            ("is_representative", pa.bool_()),
            ("page", pa.string()),
        ]
    ),
    # One published statement, loaded by the user; same columns as data/source/findings.csv and sources.csv together.
    "findings": pa.schema(
        [
            *_ORIGIN,
            ("finding_id", pa.string()),
            ("measure", pa.string()),
            ("care_type", pa.string()),
            ("period_from", pa.string()),
            ("period_to", pa.string()),
            ("direction", pa.string()),
            ("level", pa.string()),
            ("statement_nl", pa.string()),
            ("caveat_nl", pa.string()),
            ("confidence", pa.string()),
            ("source_title", pa.string()),
            ("source_publisher", pa.string()),
            ("source_date", pa.string()),
            ("source_url", pa.string()),
        ]
    ),
    # Derived: how many groups had each score. Additive over files.
    "score_counts": pa.schema([*_ORIGIN, *_CELL, ("score", pa.float64()), ("n_groups", pa.int64())]),
    # Derived: per organisation what clustered margins need. Additive over files. A null organisation stands for all
    # groups of which the organisation was not told.
    "organisation_sums": pa.schema(
        [
            *_ORIGIN,
            *_CELL,
            ("organisation_id", pa.string()),
            *_INSTRUMENT,
            ("is_representative", pa.bool_()),
            ("n_groups", pa.int64()),
            ("score_sum", pa.float64()),
            ("score_square_sum", pa.float64()),
        ]
    ),
}

DERIVED = ("score_counts", "organisation_sums")
