"""The sheet of a team in Word: large type, a page per point, lines to write on. It can be changed before printing."""

from __future__ import annotations

from monitor.export.docx import WordDocument
from monitor.own import sheet as s
from monitor.own.sheet import Sheet, SheetPoint


def docx(sheet: Sheet) -> bytes:
    made = WordDocument(
        sheet.title, subject=sheet.subtitle, stamp=sheet.stamp, about=sheet.about, compact=True, large=True
    )
    made.paragraph(sheet.subtitle, bold=True)
    made.bullets(sheet.read)
    for number, point in enumerate(sheet.points, start=1):
        if number > 1:
            made.page_break()
        _point(made, number, point, sheet)
    made.page_break()
    _task(made, sheet)
    if sheet.themes:
        made.heading(s.THEMES)
        made.bullets(f"{label}: {told}." for label, told in sheet.themes)
    return made.to_bytes()


def _point(made: WordDocument, number: int, point: SheetPoint, sheet: Sheet) -> None:
    made.heading(f"{number}. {point.heading}")
    made.paragraph(point.about)
    if point.own:
        made.labelled(f"{point.own_label}:", " ".join(point.own))
    for label, text in point.national:
        made.labelled(f"{label}:", text)
    made.paragraph(point.themes)
    if point.note:
        made.quote(point.note)
    for one in point.earlier:
        made.heading(f"{s.EARLIER} ({one.year})", 2)
        for question, words in one.answers:
            made.paragraph(question, bold=True)
            made.quote(words)
        if one.actions:
            made.paragraph(f"{s.ACTIONS}:", bold=True)
            made.bullets(one.actions)
    for question in sheet.questions:
        made.heading(question, 2)
        made.room_to_write(point.lines)


def _task(made: WordDocument, sheet: Sheet) -> None:
    made.heading(s.TASK)
    if sheet.task:
        made.quote(sheet.task)
    else:
        made.paragraph(s.TASK_LEAD)
    for question in s.TASK_ROOM[1 if sheet.task else 0 :]:
        made.heading(question, 2)
        made.room_to_write(s.LINES)
