"""Questions of members from XLSX and CSV: all of a file or nothing, and each problem with row, column, value and remedy."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from monitor.consultation import question_files
from monitor.consultation.records import ANSWERED, IN_BRIEFING, NEW, QUESTION, SUGGESTION, Question
from tests.unit.wording_rows import shipped

HEAD = ("Vraag", "Soort", "Opvangsoort", "Onderdeel", "Organisatie", "Datum", "Status", "Antwoord", "Aantal leden")


def read(path):
    return question_files.read(path, shipped())


def csv(tmp_path, text, name="vragen.csv", encoding="utf-8-sig"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx(tmp_path, *rows, sheets=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets:
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    path = tmp_path / "vragen.xlsx"
    book.save(path)
    return path


def messages(path):
    found, problems = read(path)
    assert found == ()
    return [problem.message for problem in problems]


# ------------------------------------------------------------------------------------------------------------------ good


def test_a_workbook_with_everything_in_it(tmp_path):
    path = xlsx(
        tmp_path, HEAD,
        ("Hoe is dit gemeten?", "vraag", "bso", "Werkstress", "De Eik", datetime(2027, 3, 1), "in de briefing", "", 3),
        ("Meer over gastouders", "Suggestie", None, None, None, "2 maart 2027", "Beantwoord", "Dat komt.\nIn mei.", None),
        (None, None, None, None, None, None, None, None, None),
    )  # fmt: skip
    one, two = read(path)[0]
    assert one == Question(
        "", "Hoe is dit gemeten?", QUESTION, "bso", "work_stress", "De Eik", date(2027, 3, 1), IN_BRIEFING, members=3
    )
    assert two == Question(
        "",
        "Meer over gastouders",
        SUGGESTION,
        received_on=date(2027, 3, 2),
        status=ANSWERED,
        answer="Dat komt.\nIn mei.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_in_the_ways_in_which_programs_write_it(tmp_path, encoding, delimiter):
    rows = [("Uw vraag", "Datum"), ("Hoe zit het met cafés?", "1-3-2027")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (found,), problems = read(csv(tmp_path, text, encoding=encoding))
    assert (found.text, found.received_on, problems) == ("Hoe zit het met cafés?", date(2027, 3, 1), ())


def test_one_column_is_enough_and_the_words_tell_what_it_is(tmp_path):
    found, _ = read(csv(tmp_path, "vraag\nWaarom?\nHet zou mooi zijn als het rapport korter is\n"))
    assert [(one.kind, one.status, one.members) for one in found] == [(QUESTION, NEW, 1), (SUGGESTION, NEW, 1)]


def test_the_export_of_a_form_program_is_read_and_its_persons_are_not_kept(tmp_path):
    path = xlsx(
        tmp_path,
        ("Id", "Begintijd", "E-mail", "Naam", "Uw vraag of suggestie", "Organisatie"),
        (
            1,
            datetime(2027, 3, 1, 9, 30),
            "m.devries@deeik.nl",
            "Marieke de Vries",
            "Bel 06-12345678?",
            "De Eik (a@b.nl)",
        ),
    )
    (found,), problems = read(path)
    assert problems == ()
    assert "De Eik" in found.organisation
    for private in ("Marieke", "m.devries", "12345678", "a@b.nl"):
        assert private not in repr(found)


def test_lines_above_the_header_and_several_sheets_are_read(tmp_path):
    path = xlsx(
        tmp_path, ("Vragen voor het overleg",), (), ("Vraag", "Opvangsoort"), ("Een?", "bso"),
        sheets=[("Meer", [("vraag",), ("Twee?",)]), ("Anders", [("iets", "anders"), (1, 2)])],
    )  # fmt: skip
    assert [one.text for one in read(path)[0]] == ["Een?", "Twee?"]


def test_a_question_about_all_care_types_has_none(tmp_path):
    (found,), problems = read(csv(tmp_path, "vraag;opvangsoort\nHoe?;alle opvangsoorten\n"))
    assert (found.care_type, problems) == ("", ())


def test_markup_and_formulas_in_a_text_stay_text(tmp_path):
    (found,), _ = read(csv(tmp_path, 'vraag\n"=1+1 <b>dit</b>; ""zo""?"\n'))
    assert found.text == '=1+1 <b>dit</b>; "zo"?'


# ----------------------------------------------------------------------------------------------------------------- wrong


def test_every_wrong_cell_is_named_with_row_column_value_and_remedy(tmp_path):
    text = (
        "Vraag;Soort;Opvangsoort;Onderdeel;Datum;Status;Aantal leden\n"
        "Goed?;;;;;;\n"
        ";;bso;;;;\n"
        "X?;raar;bsoo;dagprogrma;32-1-2026;weg;0\n"
        "Y?;;bso, dagopvang;;;samengevoegd;2,5\n"
    )
    assert messages(csv(tmp_path, text)) == [
        "Regel 3, kolom Vraag: deze cel is leeg. Vul de vraag in of haal de regel weg.",
        "Regel 4, kolom Soort: 'raar' kennen we niet. Kies uit: Vraag, Suggestie. Of laat de cel leeg.",
        "Regel 4, kolom Opvangsoort: 'bsoo' kennen we niet. Bedoelt u buitenschoolse opvang? Of laat de cel leeg.",
        "Regel 4, kolom Onderdeel: 'dagprogrma' kennen we niet. Bedoelt u dagprogramma? Of laat de cel leeg.",
        "Regel 4, kolom Datum: '32-1-2026' is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 3-6-2026.",
        "Regel 4, kolom Status: 'weg' kennen we niet. Kies uit: Nieuw, In de briefing, Besproken, Beantwoord. "
        "Of laat de cel leeg.",
        "Regel 4, kolom Aantal leden: 0 is geen aantal. Kijk het getal na.",
        "Regel 5, kolom Opvangsoort: hier staat meer dan één naam: 'bso, dagopvang'. Kies er één of laat de cel leeg.",
        "Regel 5, kolom Status: samenvoegen kan niet in een bestand. Schrijf Nieuw. Voeg de vragen na het inlezen samen.",
        "Regel 5, kolom Aantal leden: 2,5 is geen aantal. Kijk het getal na.",
    ]
    _, problems = read(csv(tmp_path, text))
    assert (problems[2].row, problems[2].column, problems[2].value) == (4, "Opvangsoort", "bsoo")
    assert all(problem.remedy for problem in problems)


def test_a_text_that_is_too_long_is_refused(tmp_path):
    (told,) = messages(csv(tmp_path, f"vraag\n{'x' * 5001}\n"))
    assert told == "Regel 2, kolom vraag: deze tekst heeft 5001 tekens. Kort de tekst in."


def test_an_error_in_a_cell_is_not_taken_for_a_text(tmp_path):
    (told,) = messages(xlsx(tmp_path, ("vraag", "datum"), ("=A9", None), ("Hoe?", None)))
    assert "A2 staat een fout of een formule zonder uitkomst" in told


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "x.csv", "leeg"),
        (b"a;b\n1;2\n", "x.csv", "geen kolom met de kop vraag"),
        (b"vraag;datum\n", "x.csv", "staat geen vraag"),
        (b"vraag;vraag\nEen?;Twee?\n", "x.csv", "twee keer"),
        (b"vraag\n\"Een?\nTwee", "x.csv", "aanhalingstekens"),
        (b"vraag\n\x00\x01", "x.csv", "geen tekstbestand"),
        (b"vraag\nEen?\n", "x.xlsx", "geen Excel-bestand"),
        (b"PK\x03\x04 not a zip", "x.xlsx", "beschadigd"),
        (b"%PDF-1.7", "x.pdf", "lezen we niet"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path, content, name, words):
    path = tmp_path / name
    path.write_bytes(content)
    told = messages(path)
    assert len(told) == 1
    assert words in told[0]


def test_a_file_that_is_not_there(tmp_path):
    assert "is er niet" in messages(tmp_path / "weg.csv")[0]


def test_too_many_questions_are_refused(tmp_path):
    assert "meer dan 2000 vragen" in messages(csv(tmp_path, "vraag\n" + "Hoe?\n" * 2001))[0]
    assert len(read(csv(tmp_path, "vraag\n" + "Hoe?\n" * 2000))[0]) == 2000


# -------------------------------------------------------------------------------------------------------------- template


@pytest.mark.parametrize(
    ("make", "name"), [(question_files.template_xlsx, "x.xlsx"), (question_files.template_csv, "x.csv")]
)
def test_a_template_that_nobody_filled_in_says_so(tmp_path, make, name):
    path = tmp_path / name
    path.write_bytes(make(shipped()))
    assert messages(path) == ["Dit is het sjabloon met alleen het voorbeeld. Vul de vragen in en probeer het opnieuw."]


def test_a_template_that_was_filled_in_is_read_with_or_without_its_example(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(question_files.template_xlsx(shipped())))
    sheet = book.worksheets[0]
    sheet.append(["Hoe dan?", "vraag", "bso", "dagprogramma", "De Eik", "1-3-2027", "nieuw", None, 2])
    path = tmp_path / "x.xlsx"
    book.save(path)
    expected = Question("", "Hoe dan?", QUESTION, "bso", "daily_programme", "De Eik", date(2027, 3, 1), members=2)
    assert read(path) == ((expected,), ())
    sheet.delete_rows(2)
    book.save(path)
    assert read(path) == ((expected,), ())


def test_the_template_explains_every_column_and_is_a_sound_workbook():
    content = question_files.template_xlsx(shipped())
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(content))
    explained = {row[0].value for row in book.worksheets[1].iter_rows()}
    assert {cell.value for cell in book.worksheets[0][1]} <= explained


def test_a_file_that_is_far_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(question_files, "LARGEST", 1024**2)
    (message,) = messages(csv(tmp_path, "vraag\n" + "Waarom?\n" * 150_000))
    assert "groter dan 1 MB" in message
