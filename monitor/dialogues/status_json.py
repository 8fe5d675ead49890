"""The status of a dialogue year as the command line prints it: counts are whole numbers, lists hold ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor.dialogues.records import Cycle
from monitor.dialogues.status import (
    ActionStatus,
    AreaStatus,
    Gap,
    InternalStatus,
    JointStatus,
    PhaseState,
    Status,
    VveStatus,
)


def to_json(found: Status, cycle: Cycle) -> dict[str, Any]:
    """Everything of a status as plain values; days are ISO text, what is not there is None."""
    return {
        "municipality": cycle.municipality,
        "municipality_label": cycle.settings.municipality_label,
        "origin": cycle.origin,
        "year": cycle.year,
        "on": found.on.isoformat(),
        "phase": found.phase,
        "next_phase": found.next_phase,
        "phases": [_phase(state) for state in found.phases],
        "internal": _internal(found.internal),
        "joint": _joint(found.joint),
        "vve": _vve(found.vve),
        "actions": _actions(found.actions),
        "by_area": {code: _area(area) for code, area in found.by_area.items()},
    }


def _phase(state: PhaseState) -> dict[str, Any]:
    return {
        "code": state.phase.code, "label": state.phase.label, "start": state.phase.start.isoformat(),
        "end": state.phase.end.isoformat(), "state": state.state, "done": state.done, "required": state.required,
        "sentence": state.sentence, "deadline": state.deadline,
    }  # fmt: skip


def _internal(part: InternalStatus) -> dict[str, Any]:
    return {
        "required": part.required, "received": len(part.received), "via_school_board": len(part.via_school_board),
        "missing": list(part.missing), "late": list(part.late), "drafts": list(part.drafts),
        "missing_theme": _gaps(part.missing_theme),
    }  # fmt: skip


def _joint(part: JointStatus) -> dict[str, Any]:
    return {
        "dialogues": len(part.dialogues), "with_all_mandatory_themes": len(part.with_all_mandatory_themes),
        "missing_theme": _gaps(part.missing_theme), "themes_asked": len(part.dialogues) - len(part.themes_not_asked),
        "themes_not_asked": list(part.themes_not_asked), "late": list(part.late),
        "likely_doubles": [list(pair) for pair in part.likely_doubles],
    }  # fmt: skip


def _gaps(gaps: Iterable[Gap]) -> list[dict[str, str]]:
    return [{"dialogue_id": dialogue, "theme": theme} for dialogue, theme in gaps]


def _vve(part: VveStatus) -> dict[str, Any]:
    return {
        "locations_with_flow": len(part.locations_with_flow),
        "without_dialogue": [
            {"location_id": d.location_id, "suggested_partner_id": d.suggested_partner_id, "reason": d.reason}
            for d in part.without_dialogue
        ],
        "pairs": len(part.pairs), "pairs_with_dialogue": len(part.pairs_with_dialogue),
    }  # fmt: skip


def _actions(part: ActionStatus) -> dict[str, Any]:
    return {
        "by_status": dict(part.by_status), "overdue": list(part.overdue), "without_owner": list(part.without_owner),
    }  # fmt: skip


def _area(area: AreaStatus) -> dict[str, Any]:
    return {
        "label": area.label, "contact_role": area.contact_role, "required": area.required,
        "received": len(area.received), "via_school_board": len(area.via_school_board),
        "missing": list(area.missing), "late": list(area.late), "without_dialogue": list(area.without_dialogue),
    }  # fmt: skip
