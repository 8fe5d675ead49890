"""The template of a questionnaire: one row per questionnaire, with the themes of the year as columns."""

from __future__ import annotations

import csv
import io
from datetime import date

from monitor.dialogues.intake.forms.rows import FormRow
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import JOINT, QUESTIONS, Words
from monitor.export.signs import defused
from monitor.ingest.excel import EXPLANATION_SHEET

DATA_SHEET = "Vragenlijsten"
EXAMPLE_LOCATION = "Voorbeeldlocatie"
EXAMPLE_DAY = (5, 12)
WIDE, NARROW = 36, 18


def columns(settings: CycleSettings, words: Words) -> list[tuple[str, str, str]]:
    """(heading, explanation, example) of every column, in order."""
    found = [
        ("nummer", "Uw eigen nummer van deze vragenlijst. Zo herkennen we haar bij de volgende keer.", "1"),
        ("soort vragenlijst", "Kies uit: " + ", ".join(words.codes("form_type").values()) + ".", words.label("form_type", JOINT)),
        ("locatie", "De locatie of school die dit invult: code of naam.", EXAMPLE_LOCATION),
        ("partners", "Bij een gezamenlijke dialoog: met wie. Meer namen? Zet er een puntkomma tussen.", "Voorbeeldschool"),
        ("datum", "De dag van de dialoog, bijvoorbeeld 12-5-2026.", ""),
        ("jgz erbij", "Was de jeugdverpleegkundige erbij? Ja of nee.", "nee"),
    ]  # fmt: skip
    for theme in settings.main_themes:
        for question in QUESTIONS:
            found.append((f"{theme.label}: {words.question('', question)}", "Mag leeg blijven.", ""))
    found.append(("gekozen thema's", "Andere thema's. Meer thema's? Zet er een puntkomma tussen.", ""))
    for question in QUESTIONS:
        found.append((f"Gekozen thema: {words.question('', question)}", "Over het eerste gekozen thema.", ""))
    found.append(("hulp", "Waarbij wilt u hulp? Leeg als u geen hulp vraagt.", ""))
    return found


def template_xlsx(settings: CycleSettings, words: Words) -> bytes:
    """A workbook with the sheet to fill in and a sheet that explains it."""
    import xlsxwriter  # only when somebody downloads

    target = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, safe) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(DATA_SHEET)
        sheet.freeze_panes(1, 0)
        for index, (name, _, example) in enumerate(columns(settings, words)):
            sheet.set_column(index, index, WIDE if ":" in name else NARROW)
            sheet.write_string(0, index, name, head)
            if name == "datum":
                sheet.write_datetime(1, index, date(settings.year, *EXAMPLE_DAY), day)
            else:
                sheet.write_string(1, index, example)
        notes = book.add_worksheet(EXPLANATION_SHEET)
        notes.set_column(0, 0, 50, wrap)
        notes.set_column(1, 1, 80, wrap)
        notes.write_string(0, 0, "Sjabloon voor vragenlijsten: één regel per vragenlijst.")
        notes.write_string(1, 0, "De tweede regel is een voorbeeld. Zet uw eigen gegevens ervoor in de plaats.")
        for row, (name, explanation, _) in enumerate([("Kolom", "Uitleg", ""), *columns(settings, words)], start=3):
            notes.write_string(row, 0, name, head if row == 3 else wrap)
            notes.write_string(row, 1, explanation, head if row == 3 else wrap)
    return target.getvalue()


def template_csv(settings: CycleSettings, words: Words) -> bytes:
    """The heading and the example row as Dutch spreadsheets write them: semicolons, UTF-8 with BOM."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    given = columns(settings, words)
    day = date(settings.year, *EXAMPLE_DAY)
    writer.writerow([defused(name) for name, _, _ in given])
    writer.writerow([f"{day:%d-%m-%Y}" if name == "datum" else defused(example) for name, _, example in given])
    return target.getvalue().encode("utf-8-sig")


def is_example(row: FormRow) -> bool:
    """Whether a row is the example of the template."""
    return [text for _, text in row.locations] == [EXAMPLE_LOCATION]
