"""Puts a fictitious consultation into a workspace: findings on the fictitious data, talking points, questions of members.

What it holds stands in data/demo/consultation.json. Findings are made by their recipes, so they show what the data say;
what another catalogue does not know is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from monitor import paths
from monitor.records import DEMO
from monitor.store.workspace import Workspace

FILE = paths.DEMO / "consultation.json"


def install_consultation(workspace: Workspace, file: Path = FILE) -> str:
    """The id of the consultation, made when it is not there; "" when the catalogue has nothing that it is about.

    One that is there stays as somebody left it. The fictitious scores must be in the workspace.
    """
    from monitor.consultation.records import Point
    from monitor.consultation.store import Consultations
    from monitor.store.journal import Journal

    told = json.loads(file.read_text("utf-8"))
    store = Consultations(Journal(workspace.folder))
    wanted = told["consultation_id"]
    if store.get(wanted) is not None:
        return wanted
    items = _items(workspace, told)
    if not items:
        return ""
    made = store.create(
        told["name"], date.fromisoformat(told["held_on"]), date.fromisoformat(told["closes_on"]), told["parties"],
        told["contact"], origin=DEMO, consultation_id=wanted,
    )  # fmt: skip
    store.save_core(made, told["core"])
    for item in items.values():
        store.add_item(made, item)
    for point in told["points"]:
        rests_on = tuple(items[key].item_id for key in point["items"] if key in items)
        if rests_on:
            texts = {name: point[name] for name in ("title", "seen", "means", "monitor_can", "sector_does")}
            store.save_point(made, Point("", item_ids=rests_on, **texts))
    _ask(store, made, told, items)
    return made


def _items(workspace: Workspace, told: Mapping[str, Any]) -> dict[str, Any]:
    """Key -> finding, for each recipe that the data of the workspace can make."""
    from dataclasses import replace

    from monitor.blocks.recipes import remake, view_of
    from monitor.consultation.items import from_block
    from monitor.session import Session

    session = Session(workspace.folder)
    state = session.state()
    whole = [
        code for code, care_type in session.catalogue.care_types.items() if not _has_parts(session, care_type.code)
    ]
    found = {}
    for one in told["items"]:
        recipe = {"origin": DEMO, "care_types": whole} | one["recipe"]
        block = remake(session, recipe, state)
        if block is not None:
            item = from_block(block, view_of(session, DEMO, state), {})
            found[one["key"]] = replace(item, own_text=one.get("own_text", ""))
    return found


def _has_parts(session: Any, code: str) -> bool:
    """Whether other care types are parts of this one: then those are shown, not their sum."""
    return any(care_type.parent == code for care_type in session.catalogue.care_types.values())


def _ask(store: Any, consultation_id: str, told: Mapping[str, Any], items: Mapping[str, Any]) -> None:
    """The questions, then what was merged."""
    from monitor.consultation.records import NEW, QUESTION, Question

    asked = told["questions"]
    questions = [
        Question(
            "", one["text"], kind=one.get("kind", QUESTION), care_type=one.get("care_type", ""),
            measure=one.get("measure", ""), organisation=one["organisation"],
            received_on=date.fromisoformat(one["received_on"]), status=one.get("status", NEW),
            answer=one.get("answer", ""), members=one.get("members", 1),
            item_id=items[one["item"]].item_id if one.get("item") in items else "",
        )
        for one in asked
    ]  # fmt: skip
    ids = dict(zip((one["key"] for one in asked), store.add_questions(consultation_id, questions), strict=True))
    for one in asked:
        if "merged_into" in one:
            store.merge(consultation_id, ids[one["merged_into"]], [ids[one["key"]]])
