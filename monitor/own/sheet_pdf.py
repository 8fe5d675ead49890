"""The sheet of a team as PDF, to print: the same content as in Word. Words of users travel as data, never as markup."""

from __future__ import annotations

from dataclasses import asdict

from monitor.export import typst
from monitor.own import sheet as s
from monitor.own.sheet import Sheet

TEMPLATE = typst.TEMPLATES / "sheet.typ"


def pdf(sheet: Sheet) -> bytes:
    labels = {
        "earlier": s.EARLIER, "actions": s.ACTIONS, "task": s.TASK, "task_lead": s.TASK_LEAD,
        "task_room": s.TASK_ROOM[1 if sheet.task else 0 :], "themes": s.THEMES, "lines": s.LINES,
    }  # fmt: skip
    about = " · ".join(f"{name}: {text}" for name, text in sheet.about if text)
    points = [asdict(point) | {"lines": point.lines} for point in sheet.points]
    return typst.compile(TEMPLATE, {"sheet": asdict(sheet) | {"about": about, "points": points}, "labels": labels})
