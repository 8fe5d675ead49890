"""Files in and out: import in three steps, templates, and the downloads of a figure."""

import io
import re
import sys
from pathlib import Path

import pytest
from conftest import TALL, download, rerun, unfold
from openpyxl import load_workbook
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

sys.path.append(str(Path(__file__).resolve().parents[1] / "pages"))
from tables_to_read import HEADER, XLSX, broken_file, good_file, summary_rows, xlsx

SCRIPT = "<img src=x onerror=alert(1)> **vet**"


def choose(page: Page, content: bytes, name: str = "tabel.xlsx") -> None:
    with rerun(page):
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": XLSX, "buffer": content}
        )


def press(page: Page, name: str | re.Pattern[str]) -> None:
    with rerun(page):
        page.get_by_role("button", name=name).first.click()


def cells(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(
        str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v is not None
    )


def test_a_table_from_a_report_goes_in_and_the_overview_computes(own_server, visit):
    page = visit(f"{own_server}/overzicht")
    expect(page.get_by_text("berekend uit", exact=False)).to_have_count(0)
    with rerun(page):
        page.get_by_role("link", name="Lees cijfers in").click()
    expect(page.get_by_role("heading", name="Stap 1: kies")).to_be_visible()
    choose(page, broken_file(), "kapot.xlsx")
    expect(page.get_by_text("Er is nog niets bewaard.").first).to_be_visible()
    wrong = page.get_by_role("row").filter(has_text="gemiddelde")
    expect(wrong).to_contain_text("regel 2")
    expect(wrong).to_contain_text("Bedoelt u 4,2 of 2,4?")
    expect(page.get_by_role("button", name="Bewaar deze gegevens")).to_have_count(0)
    press(page, re.compile("Verwijder|Remove"))
    choose(page, good_file())
    expect(page.get_by_text("6 regels gelezen. Alles klopt.")).to_be_visible()
    press(page, "Bewaar deze gegevens")
    expect(page.get_by_text("Bewaard: 6 regels")).to_be_visible()
    with rerun(page):
        page.get_by_role("link", name="Bekijk het landelijk overzicht").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Landelijk overzicht")
    expect(page.locator(".st-key-kib_header")).to_contain_text("Eigen cijfers")
    row = page.get_by_role("row", name=re.compile("^Buitenschoolse opvang")).first
    expect(row).to_contain_text("4,2")
    expect(row).to_contain_text("berekend uit")
    expect(row).to_contain_text("uit de bron")
    expect(page.get_by_role("heading", name="Klopt het met de cijfers?")).to_be_visible()


def test_a_word_that_we_do_not_know_is_assigned_by_the_user_and_remembered(own_server, page, visit):
    rows = [("Naschoolse club", *row[1:]) for row in summary_rows()[:3]]
    page.set_viewport_size(TALL)
    visit(f"{own_server}/gegevens?onderdeel=inlezen")
    choose(page, xlsx(rows))
    asked = page.get_by_role("combobox", name=re.compile("Naschoolse club"))
    expect(page.get_by_role("heading", name="Stap 3: bewaar")).to_be_visible()
    asked.click()
    page.get_by_role("option", name="Buitenschoolse opvang").click()
    expect(asked).to_have_value("Buitenschoolse opvang")
    press(page, "Controleer opnieuw")
    expect(page.get_by_text("3 regels gelezen. Alles klopt.")).to_be_visible()
    press(page, "Bewaar deze gegevens")
    expect(page.get_by_text("Bewaard: 3 regels")).to_be_visible()
    again = visit(f"{own_server}/gegevens?onderdeel=inlezen")
    choose(again, xlsx([(row[0], "emotioneel", *row[2:]) for row in rows]))
    expect(again.get_by_text("3 regels gelezen. Alles klopt.")).to_be_visible()


def test_names_in_a_file_are_shown_as_text(own_server, visit):
    page = visit(f"{own_server}/gegevens?onderdeel=inlezen")
    rows = [(*row, SCRIPT) for row in summary_rows()]
    choose(page, xlsx(rows, (*HEADER, "instrument")), "rapport **vet** `code`.xlsx")
    press(page, "Bewaar deze gegevens")
    expect(page.get_by_text("Bewaard: 6 regels")).to_be_visible()
    with rerun(page):
        page.locator("label").filter(has_text="Wat is er ingelezen").click()
    expect(page.get_by_text(SCRIPT).first).to_be_attached()
    expect(page.get_by_text("rapport **vet** `code`").first).to_be_visible()
    main = page.get_by_test_id("stMain")
    expect(main.locator("img[src=x]")).to_have_count(0)
    expect(main.locator("strong, code").filter(has_text=re.compile("^(vet|code)$"))).to_have_count(0)


@pytest.mark.parametrize("kind", ["Scores per groep", "Samenvattingen uit een tabel", "Uitspraken uit een bron"])
def test_templates_have_a_header_an_example_and_an_explanation(kind, server, visit):
    page = visit(f"{server}/gegevens?onderdeel=inlezen")
    unfold(page, "Voorbeeldbestanden om in te vullen")
    book = load_workbook(io.BytesIO(download(page, f"{kind} (XLSX)")))
    first = book.worksheets[0]
    assert first.max_row >= 2
    assert all(cell.value for cell in first[1])
    assert len(book.worksheets) >= 2
    text = download(page, f"{kind} (CSV)").decode("utf-8-sig")
    assert text.splitlines()[0].count(";") == len(first[1]) - 1


def test_a_filled_template_is_read(own_server, visit):
    page = visit(f"{own_server}/gegevens?onderdeel=inlezen")
    unfold(page, "Voorbeeldbestanden om in te vullen")
    content = download(page, "Samenvattingen uit een tabel (XLSX)")
    book = load_workbook(io.BytesIO(content))
    headers = [cell.value for cell in book.worksheets[0][1]]
    place = {name: headers.index(name) for name in ("opvangsoort", "onderdeel", "periode", "n", "gemiddelde", "sd")}
    book.worksheets[0].delete_rows(2)
    for care_type, measure, period, n, mean, sd, _ in summary_rows():
        row = [None] * len(headers)
        for name, value in zip(place, (care_type, measure, period, n, mean, sd), strict=True):
            row[place[name]] = value
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    choose(page, stream.getvalue(), "ingevuld.xlsx")
    expect(page.get_by_text("6 regels gelezen. Alles klopt.")).to_be_visible()


def test_a_figure_leaves_with_its_stamp_as_picture_drawing_and_sheet(server, visit):
    page = visit(f"{server}/trend?cijfers=voorbeeld&opvang=bso")
    sheet = cells(download(page, "Download tabel (XLSX)"))
    for words in ("Fictieve gegevens", "Dataversie", "2017-2019", "FULL_RECOVERY", "Peildatum"):
        assert words in sheet
    assert download(page, "Download afbeelding (PNG)").startswith(b"\x89PNG")
    drawing = download(page, "Download tekening (SVG)").decode()
    assert "<title>" in drawing
    assert "Fictieve gegevens" in re.sub(r"<desc>.*?</desc>", "", drawing, flags=re.DOTALL), "inside the picture itself"


def test_a_sheet_of_sources_has_no_stamp_of_the_example(server, visit):
    page = visit(f"{server}/overzicht")
    sheet = cells(download(page, "Download tabel (XLSX)"))
    assert "Fictieve gegevens" not in sheet
    assert "Volledig herstel" in sheet
    assert "FULL_RECOVERY" in sheet


def test_the_example_is_loaded_by_a_button(own_server, visit):
    page = visit(f"{own_server}/overzicht")
    press(page, "Laad voorbeeld (fictief)")
    expect(page.locator(".st-key-kib_header")).to_contain_text("Fictieve gegevens")
    expect(page.get_by_text("berekend uit fictieve gegevens").first).to_be_visible()
    expect(page).to_have_url(re.compile("cijfers=voorbeeld"))


def test_a_file_that_is_asked_for_while_the_page_is_made_anew_still_comes(server, page, visit):
    """The server made the page anew, the slow browser still shows the old one: its buttons ask by numbers that are gone."""
    held: list[bytes] = []
    is_slow = False

    def between(browser: WebSocketRoute) -> None:
        def answered(message: bytes) -> None:
            held.append(message)
            if not is_slow or kind(message) == "backend_operation_response":
                for one in held:
                    browser.send(one)
                held.clear()

        browser.connect_to_server().on_message(answered)

    def kind(message: bytes) -> str | None:
        return ForwardMsg.FromString(message).WhichOneof("type")

    page.route_web_socket(re.compile("_stcore/stream"), between)
    visit(f"{server}/overzicht")
    is_slow = True
    page.get_by_role("button", name="Voeg toe aan overleg").first.click()
    while "script_finished" not in map(kind, held):
        page.wait_for_timeout(20)  # lets the messages of the server come in
    assert download(page, "Download tabel (XLSX)").startswith(b"PK")
    expect(page.get_by_text("Mandje voor overleg: 1 figuur")).to_be_visible()
