"""What leaves by a download: for who sees the button only, no more than the role gives, and written down."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from page_runs import visit
from rights_year import DAY, OTHERS, OWN, keep, mark, name, person

from monitor.access.audit import EXPORT
from monitor.access.guarded import Guarded
from monitor.access.records import ALONE, NotAllowed
from monitor.session import Session
from widgets import downloads, url, who

Files = dict[str, Callable[[], bytes]]


@pytest.fixture
def session(empty_workspace) -> Session:
    return keep(empty_workspace)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list:
    """Who is at the screen: the first of the list."""
    found = [ALONE]
    monkeypatch.setattr(who, "person", lambda: found[0])
    return found


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Files:
    """The files that a page offers, by name; made when they are asked for."""
    found: Files = {}
    real = downloads.st.download_button

    def spy(label, **options):
        found[options["file_name"]] = options["data"]
        return real(label, **options)

    monkeypatch.setattr(downloads.st, "download_button", spy)
    return found


def words(content: bytes, file_name: str) -> str:
    """Everything that can be read in a workbook or a Word document, in any other file as it is."""
    if file_name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if file_name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return " ".join(parts.read(part).decode("utf-8") for part in parts.namelist() if part.endswith(".xml"))
    return content.decode("utf-8", "replace")


def trail(session: Session) -> list[str]:
    return [line.about for line in Guarded(session, lambda: ALONE).trail() if line.kind == EXPORT]


def everything(offered: Files) -> str:
    return " ".join(
        words(make(), file) for file, make in offered.items() if not file.endswith((".png", ".svg", ".pdf"))
    )


@pytest.mark.parametrize("tab", ["stand", "dekking", "doorstroom", "themas", "acties", "verslag"])
def test_files_of_a_coach_hold_nothing_of_other_locations(session, now, offered, tab):
    now[0] = person("coach")
    visit("dialoog", tab=tab, peildatum=DAY)
    text = everything(offered)
    assert [code for code in OTHERS if mark(code) in text] == []


@pytest.mark.parametrize("tab", ["stand", "dekking", "themas", "acties", "verslag"])
def test_files_of_the_steering_group_hold_no_words_and_no_names(session, now, offered, tab):
    now[0] = person("steering_group")
    visit("dialoog", tab=tab, peildatum=DAY)
    text = everything(offered)
    assert "geheim-" not in text
    assert [code for code in (OWN, *OTHERS) if name(code) in text] == []


def test_documents_follow_the_role(session, now, offered):
    counted = {}
    for role in ("working_group", "steering_group", "coach"):
        offered.clear()
        now[0] = person(role)
        visit("dialoog", tab="verslag", peildatum=DAY)
        counted[role] = len(offered)
    assert counted == {"working_group": 8, "steering_group": 4, "coach": 3}


def test_a_download_is_written_down_with_who_and_what(session, now, offered):
    now[0] = person("coach")
    visit("dialoog", tab="themas", peildatum=DAY, zoek="geheim")
    offered["themas-2026.xlsx"]()
    line = Guarded(session, lambda: ALONE).trail()[0]
    assert (line.kind, line.who) == (EXPORT, "coach@example.nl")
    assert line.about.startswith("themas-2026.xlsx (dialoog?")
    assert "geheim" not in line.about  # words that somebody typed stay out
    assert line.data_version == session.data_version()


def test_an_empty_form_is_not_written_down(session, now, offered):
    visit("gegevens", onderdeel="inlezen")
    offered["voorbeeld_scores.xlsx"]()
    assert trail(session) == []


def test_a_link_that_was_drawn_for_somebody_else_gives_nothing(session, now, offered):
    now[0] = person("working_group")
    visit("dialoog", tab="themas", peildatum=DAY)
    make = offered["themas-2026.xlsx"]
    now[0] = person("coach")
    with pytest.raises(NotAllowed):
        make()
    assert trail(session) == []


def test_on_a_server_nothing_goes_out_that_cannot_be_written_down(session, now, offered, monkeypatch):
    def full(*_: object) -> None:
        raise OSError("vol")

    monkeypatch.setattr(Guarded, "record", full)
    for one, is_given in ((person("coach"), False), (ALONE, True)):
        now[0] = one
        visit("dialoog", tab="themas", peildatum=DAY)
        if is_given:
            assert offered["themas-2026.xlsx"]()
        else:
            with pytest.raises(OSError, match="vol"):
                offered["themas-2026.xlsx"]()


def test_the_secret_id_of_a_form_is_in_no_selection(monkeypatch):
    monkeypatch.setattr("streamlit.query_params", {"tab": "invullen", "concept": "geheim", "zoek": "woord"})
    assert url.selection(url.SECRET) == "tab=invullen&zoek=woord"
