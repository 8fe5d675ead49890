"""The columns of each stored table, one place for names and types. See README, "Tables"."""

from __future__ import annotations

import pyarrow as pa

_CELL = [("period", pa.string()), ("care_type", pa.string()), ("measure", pa.string())]
_ORIGIN = [("dataset_id", pa.string()), ("origin", pa.string())]
_INSTRUMENT = [("instrument", pa.string()), ("instrument_version", pa.string())]
_CYCLE = [*_ORIGIN, ("municipality", pa.string()), ("dialogue_year", pa.int32())]

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
    # ------------------------------------------------------------------------ the local dialogue, see monitor/dialogues
    # One location or school x year. A null year stands for every year without a list of its own.
    "locations": pa.schema(
        [
            *_CYCLE,
            ("location_id", pa.string()),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("area", pa.string()),
            ("organisation", pa.string()),
            ("care_types", pa.list_(pa.string())),
            ("delivery", pa.string()),
            ("is_active", pa.bool_()),
            ("lrk_id", pa.string()),
            ("brin_vestiging", pa.string()),
            ("postcode", pa.string()),
            ("house_number", pa.string()),
            ("has_ve", pa.bool_()),
        ]
    ),
    # Children from one location to one school in a year; a state says why there is no number.
    "flows": pa.schema(
        [
            *_CYCLE,
            ("from_location_id", pa.string()),
            ("to_location_id", pa.string()),
            ("children", pa.int64()),
            ("children_state", pa.string()),
            ("children_vve", pa.int64()),
            ("children_vve_state", pa.string()),
        ]
    ),
    # One reported dialogue. The same dialogue_id in a later data set stands in for the earlier row.
    "dialogues": pa.schema(
        [
            *_CYCLE,
            ("dialogue_id", pa.string()),
            ("form_type", pa.string()),
            ("held_on", pa.date32()),
            ("submitted_at", pa.timestamp("us")),
            ("reporter_id", pa.string()),
            ("channel", pa.string()),
            ("form_version", pa.string()),
            ("themes_asked", pa.bool_()),
            ("help_asked", pa.string()),
        ]
    ),
    "participants": pa.schema([*_CYCLE, ("dialogue_id", pa.string()), ("location_id", pa.string())]),
    # What was written on one theme in one dialogue; a row without text says that the theme was discussed.
    "answers": pa.schema(
        [
            *_CYCLE,
            ("dialogue_id", pa.string()),
            ("theme", pa.string()),
            ("theme_label", pa.string()),
            ("stands_out", pa.string()),
            ("actions_text", pa.string()),
            ("proud", pa.string()),
        ]
    ),
    # One revision of an action, as imported; edits by hand stand in the journal.
    "actions": pa.schema(
        [
            *_CYCLE,
            ("action_id", pa.string()),
            ("revision", pa.int64()),
            ("dialogue_id", pa.string()),
            ("theme", pa.string()),
            ("text", pa.string()),
            ("owner_ids", pa.list_(pa.string())),
            ("due_on", pa.date32()),
            ("status", pa.string()),
            ("result", pa.string()),
            ("changed_at", pa.timestamp("us")),
            ("changed_by", pa.string()),
        ]
    ),
    # One figure of reach, quality or yields; an empty location stands for the municipality.
    "series": pa.schema(
        [
            *_CYCLE,
            ("aspect", pa.string()),
            ("indicator", pa.string()),
            ("location_id", pa.string()),
            ("value", pa.float64()),
            ("value_state", pa.string()),
            ("unit", pa.string()),
            ("definition", pa.string()),
            ("is_break", pa.bool_()),
            ("reason", pa.string()),
            ("source", pa.string()),
        ]
    ),
}

DERIVED = ("score_counts", "organisation_sums")
COUNTS = "counts"
"""The kind of a data set that has the derived tables and no raw rows: they were made elsewhere."""
