"""What somebody gets who speaks to the server without being let in, or reaches for what is somebody else's."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from intruder import USER, Caller
from served import BOSS, PEOPLE, VIEWER, WORKING_GROUP, Server
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from server import uploads
from widgets.downloads import CHANGED

PAGES = ("", "overzicht", "trend", "mijn-locatie", "dialoog", "overleg", "gegevens", "bestaat-niet", "start")
PRIVATE = (
    "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp", "/_stcore/agent/interact", "/_stcore/bidi-components/x/y", "/component/x/index.html",
    "/media/0d5dad03162037e7627f28760b89fdd4.csv", "/app/static/x", "/data/workspace/log", "/access/people.csv",
    "//_stcore/metrics", "/%5fstcore/metrics", "/overzicht/_stcore/metrics", "/static/../_stcore/metrics",
)  # fmt: skip
SIGN_IN = "Meld u aan om verder te gaan."
NO_ROLE = "Bij dit adres hoort nog geen rol."
TITLE_OF_CONSULTATION = 'title: "Overleg voorbereiden"'
CLOSED = "Deze pagina is niet voor uw rol"
NOT_THERE = (403, 404)


def test_only_that_it_lives_is_told_to_everybody(server: Server):
    answer = server.nobody().ask("/_stcore/health")
    assert (answer.status, answer.text) == (200, "ok")


@pytest.mark.parametrize("page", PAGES)
def test_a_first_visitor_reads_on_every_page_only_that_they_must_sign_in(server: Server, page: str):
    answer = server.nobody().page(f"/{page}?onderdeel=toegang")
    assert answer.status == 403
    assert SIGN_IN in answer.text
    assert "<script" not in answer.text
    assert answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PRIVATE)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_a_first_visitor_reaches_no_other_path(server: Server, path: str, method: str):
    answer = server.nobody().ask(path, method)
    # Streamlit itself refuses paths that climb, as bad requests.
    assert answer.status in (*NOT_THERE, 400)
    assert "active_sessions" not in answer.text
    assert "allowedOrigins" not in answer.text


def test_a_first_visitor_gets_no_websocket(server: Server):
    with pytest.raises(InvalidStatus, match="403"):
        server.nobody().connect()


def test_a_path_of_streamlit_that_the_app_does_not_use_is_not_there_with_a_role_either(server: Server):
    viewer = server.as_(VIEWER)
    assert [viewer.ask(path).status for path in PRIVATE if "_stcore/agent" in path] == [404, 404, 404]
    assert viewer.ask("/_stcore/metrics").status == 404
    assert viewer.ask("/_stcore/agent/interact", "POST", b"{}").status == 404
    assert viewer.ask("/overzicht", "POST", b"{}").status == 404


FORGED = {
    "another secret": {"secret": "another-secret-that-is-long-enough-too"},
    "another server": {"origin": "http://localhost:1"},
    "not verified": {"email_verified": False},
    "verified in a word": {"email_verified": "false"},
    "not said to be verified": {"email_verified": None},
    "not signed in": {"is_logged_in": False},
    "signed in as a word": {"is_logged_in": "true"},
    "yesterday": {"iat": time.time() - 13 * 3600},
    "no time": {"iat": None},
    "no address": {"email": None},
    "two addresses": {"email": [BOSS, VIEWER]},
    "unknown": {"email": "iemand@elders.example"},
    "looks alike": {"email": BOSS + "\u200b"},
}


@pytest.mark.parametrize("claims", FORGED.values(), ids=FORGED.keys())
def test_a_cookie_that_does_not_name_a_verified_person_of_the_list_gives_nothing(server: Server, claims: dict):
    somebody = server.as_(**({"email": BOSS} | claims))
    assert somebody.page("/gegevens").status == 403
    assert somebody.ask("/_stcore/host-config").status == 403
    with pytest.raises(InvalidStatus, match="403"):
        somebody.connect()


def test_a_signed_cookie_cannot_be_changed_nor_used_under_another_name(server: Server):
    good = server.as_(VIEWER).cookies[USER]
    head, signature = good.rsplit(".", 1)
    swapped = server.as_(BOSS).cookies[USER].rsplit(".", 1)[0] + "." + signature
    for cookie in (swapped, head, good[:-1], good + "x", json.dumps({"email": BOSS, "is_logged_in": True}), "chunks-1"):
        assert Caller(server.port, {USER: cookie}).page("/").status == 403
    assert Caller(server.port, {"_streamlit_user_tokens": good}).page("/").status == 403
    assert Caller(server.port, {USER: good}).page("/").status == 200


def test_a_websocket_that_another_site_opens_is_refused_although_the_cookie_is_good(server: Server):
    with pytest.raises(InvalidStatus, match="403"):
        server.as_(BOSS).connect(origin="https://elders.example")


def test_a_cookie_counts_only_at_the_address_that_it_was_made_for(server: Server):
    """A name of somebody else's that points at this server: to Streamlit the origin then looks right."""
    boss = server.as_(BOSS)
    boss.host = f"elders.example:{server.port}"
    with closing(boss.connect()) as session:
        assert SIGN_IN in session.open("gegevens")


def test_a_viewer_gets_no_page_beyond_the_role_whatever_the_message_says(server: Server):
    with closing(server.as_(VIEWER).connect()) as session:
        session.open("overzicht")
        menu = set(re.findall(r"^/[a-z-]+", session.pages, re.MULTILINE))
        assert "/overleg" not in menu
        for query in ("", "rol=branche&cijfers=eigen", "person=" + BOSS, "email=" + BOSS):
            assert TITLE_OF_CONSULTATION not in session.open("overleg", query)
            assert CLOSED in session.said
        for script in ("pages/overleg.py", "overleg", "../../etc/passwd"):
            assert TITLE_OF_CONSULTATION not in session.open("", page_script_hash=calc_hash(script))
    with closing(server.as_(WORKING_GROUP).connect()) as session:
        assert "Kwaliteitsdialoog" in session.open("dialoog")


def test_only_the_data_manager_sees_people_and_trail(server: Server):
    for email, sees in ((BOSS, True), (VIEWER, False), (WORKING_GROUP, False)):
        with closing(server.as_(email).connect()) as session:
            assert (WORKING_GROUP in session.open("gegevens", "onderdeel=toegang").replace(f"als {email}", "")) is sees


def test_a_download_of_another_session_is_refused_by_its_id_and_by_its_link(server: Server):
    boss, viewer = server.as_(BOSS), server.as_(VIEWER)
    with closing(boss.connect()) as mine, closing(viewer.connect()) as other:
        mine.open("gegevens", "onderdeel=inlezen")
        other.open("overzicht")
        file_id = next(iter(mine.downloads.values()))
        assert other.make_download(file_id).error_msg == "Failed to generate file for download"
        assert other.make_download(file_id, mine.session_id).error_msg
        link = mine.make_download(file_id).deferred_file.url
        assert boss.ask(link).status == 200
        assert boss.ask(link).headers["Cache-Control"] == "private, no-store"
        assert [one.ask(link).status for one in (viewer, server.nobody(), server.as_("iemand@elders.example"))] == [
            403
        ] * 3
        assert viewer.ask(link, "HEAD").status == 403
        assert viewer.ask(link, Range="bytes=0-10").status == 403


def test_an_upload_goes_to_ones_own_session_only(server: Server):
    boss, viewer = server.as_(BOSS), server.as_(VIEWER)
    with closing(boss.connect()) as mine:
        mine.open("gegevens")
        assert boss.upload(mine.session_id, b"a;b").status == 204
        assert [one.upload(mine.session_id, b"a;b").status for one in (viewer, server.nobody())] == [403, 403]
        same_person_elsewhere = server.as_(BOSS)
        assert same_person_elsewhere.upload(mine.session_id, b"a;b").status == 403
        assert viewer.ask(f"/_stcore/upload_file/{mine.session_id}/some-file", "DELETE").status == 403
    assert boss.upload(mine.session_id, b"a;b").status == 403
    assert boss.upload("no-such-session", b"a;b").status == 403


def test_nobody_fills_the_memory_with_files_that_no_page_asked_for(server: Server):
    boss, viewer = server.as_(BOSS), server.as_(VIEWER)
    with closing(viewer.connect()) as first, closing(viewer.connect()) as second, closing(boss.connect()) as other:
        for session in (first, second, other):
            session.open("overzicht")
        sent = [viewer.upload(first.session_id, b"a;b", f"file-{number}").status for number in range(uploads.FILES)]
        assert set(sent) == {204}
        assert [viewer.upload(one.session_id, b"a;b", "one-more").status for one in (first, second)] == [413, 413]
        assert boss.upload(other.session_id, b"a;b").status == 204
    with closing(viewer.connect()) as session:
        session.open("overzicht")
        path = f"/_stcore/upload_file/{session.session_id}/no-length"
        # What does not tell its size beforehand cannot be counted beforehand.
        assert viewer.ask(path, "PUT", iter([b"a;b"]), **{"Transfer-Encoding": "chunked"}).status == 411


def test_a_session_of_somebody_else_cannot_be_taken_over(server: Server):
    with closing(server.as_(BOSS).connect()) as mine:
        mine.open("gegevens")
        with closing(server.as_(VIEWER).connect(session_id=mine.session_id)) as other:
            other.open("gegevens")
            assert other.session_id != mine.session_id
            assert BOSS not in other.said


@pytest.mark.parametrize("kind", ["clear_cache", "set_run_on_save", "load_git_info", "debug_shutdown_runtime"])
def test_messages_that_the_app_does_not_need_do_nothing(server: Server, kind: str):
    with closing(server.as_(VIEWER).connect()) as session:
        session.open("overzicht")
        message = BackMsg()
        setattr(message, kind, True)
        assert session.hears_nothing_after(message)


@pytest.mark.parametrize("operation", ["install_skills", "dismiss_skills_nudge"])
def test_operations_that_write_on_the_server_do_nothing(server: Server, operation: str):
    with closing(server.as_(BOSS).connect()) as session:
        session.open("gegevens")
        message = BackMsg()
        message.backend_operation_request.session_id = session.session_id
        getattr(message.backend_operation_request, operation).SetInParent()
        assert session.hears_nothing_after(message)


def test_a_role_that_is_taken_away_is_gone_at_the_next_click_of_an_open_page(
    server: Server, people: Callable[[str], None]
):
    boss = server.as_(BOSS)
    with closing(boss.connect()) as session:
        session.open("gegevens", "onderdeel=inlezen")
        file_id = next(iter(session.downloads.values()))
        link = session.make_download(file_id).deferred_file.url
        assert boss.ask(link).status == 200
        people(PEOPLE.replace(f"{BOSS},data_manager", f"{BOSS},viewer"))
        assert session.make_download(file_id).error_msg == CHANGED
        assert boss.ask(link).status == 403
        assert WORKING_GROUP not in session.open("gegevens", "onderdeel=toegang")
        people(PEOPLE.replace(BOSS, "ander@gemeente.example"))
        assert NO_ROLE in session.open("gegevens", "onderdeel=inlezen")
        assert "Landelijk overzicht" not in session.said
        assert boss.page("/gegevens").status == 403


def test_after_a_change_of_rights_no_widget_of_before_does_anything(server: Server, people: Callable[[str], None]):
    with closing(server.as_(BOSS).connect()) as session:
        session.open("gegevens")
        button = session.buttons["Afmelden"]
        people(PEOPLE.replace(f"{BOSS},data_manager", f"{BOSS},viewer"))
        session.press("gegevens", button)
        assert not session.redirected
        session.press("gegevens", button)
        assert session.redirected


def test_signing_out_ends_the_cookie_the_open_pages_and_the_links(server: Server):
    boss = server.as_(BOSS, nonce="this-browser")
    elsewhere = server.as_(BOSS, nonce="another-browser")
    with closing(boss.connect()) as session:
        session.open("gegevens", "onderdeel=inlezen")
        file_id = next(iter(session.downloads.values()))
        link = session.make_download(file_id).deferred_file.url
        assert boss.ask("/auth/logout").status == 302
        assert boss.page("/gegevens").status == 403
        assert boss.ask(link).status == 403
        assert session.make_download(file_id).error_msg
        assert SIGN_IN in session.open("gegevens", "onderdeel=inlezen")
        with pytest.raises(InvalidStatus, match="403"):
            boss.connect()
    assert elsewhere.page("/gegevens").status == 200


def test_a_list_of_people_that_cannot_be_read_lets_nobody_in(server: Server, people: Callable[[str], None]):
    people("\x00\x01 no list at all")
    assert server.as_(BOSS).page("/gegevens").status == 403
    server.people.unlink()
    assert server.as_(BOSS).page("/gegevens").status == 403
    assert server.nobody().page("/gegevens").status == 403


def test_refusals_of_people_who_signed_in_stand_in_the_trail(server: Server):
    boss, viewer = server.as_(BOSS), server.as_(VIEWER)
    with closing(boss.connect()) as mine:
        mine.open("gegevens")
        viewer.upload(mine.session_id, b"a;b")
    lines = [json.loads(file.read_text("utf-8")) for file in server.workspace.glob("journal/audit/*/*.json")]
    assert {"kind": "refusal", "actor": VIEWER} in [
        {name: line.get(name) for name in ("kind", "actor")} for line in lines
    ]
    assert not any("a;b" in json.dumps(line) for line in lines)


@pytest.fixture
def public(server: Server) -> Iterator[None]:
    """The national pages are open to visitors, for this test only."""
    settings = server.people.with_name("settings.csv")
    settings.write_text("key,value\npublic_national,yes\n", "utf-8")
    yield
    settings.unlink()


def test_a_visitor_of_a_public_server_gets_the_national_pages_and_no_more(server: Server, public: None):
    visitor = server.nobody()
    assert visitor.page("/trend").status == 200
    assert visitor.ask("/_stcore/metrics").status == 404
    with closing(visitor.connect()) as session:
        assert "Wat is herstel en wat is groei" in session.open("trend")
        assert "Aanmelden" in session.buttons
        assert "/overleg" not in session.pages
        for part in ("toegang", "logboek", "inlezen"):
            assert BOSS not in session.open("gegevens", f"onderdeel={part}")
            assert not session.downloads.keys() & {"Logboek (XLSX)", "Scores per groep (XLSX)"}


def test_a_download_of_a_visitor_is_for_that_browser_only(server: Server, public: None):
    visitor, other = server.nobody(), server.nobody()
    with closing(visitor.connect()) as session, closing(other.connect()) as elsewhere:
        session.open("overzicht")
        elsewhere.open("gegevens")
        file_id = next(iter(session.downloads.values()))
        link = session.make_download(file_id).deferred_file.url
        assert visitor.ask(link).status == 200
        without_cookies = server.nobody()
        without_cookies.cookies = {}
        assert [one.ask(link).status for one in (other, server.as_(BOSS), without_cookies)] == [403] * 3
        assert elsewhere.make_download(file_id).error_msg
        assert other.upload(session.session_id, b"a;b").status == 403
        assert visitor.upload(session.session_id, b"a;b").status == 204


def test_a_server_that_stops_being_public_closes_at_the_next_click(server: Server, public: None):
    visitor = server.nobody()
    with closing(visitor.connect()) as session:
        session.open("overzicht")
        link = session.make_download(next(iter(session.downloads.values()))).deferred_file.url
        server.people.with_name("settings.csv").write_text("key,value\npublic_national,no\n", "utf-8")
        assert SIGN_IN in session.open("overzicht")
        assert visitor.ask(link).status == 403
