"""The audit trail: who exported, was refused or changed something, when and on which data; and never what was written."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from monitor import clock
from monitor.access import audit, people
from monitor.access.guarded import Guarded
from monitor.access.records import NotAllowed
from monitor.cli import app
from monitor.dialogues import action_edits, drafts
from monitor.store import actor
from tests.access.conftest import FIRST, SECRET, YEAR
from tests.dialogues.lists import good


@pytest.fixture
def acting(session, person):
    """The guard of somebody, with that somebody as the actor of what follows."""
    blocks = []

    def of(name: str) -> Guarded:
        block = actor.acting(lambda: person(name).person_id)
        block.__enter__()
        blocks.append(block)
        return Guarded(session, lambda: person(name))

    yield of
    for block in reversed(blocks):
        block.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _forget_refusals():
    audit._refused.clear()


def lines(session, **asked):
    return [(line.who, line.kind, line.about) for line in audit.lines(session, **asked)]


def test_an_export_is_a_line_with_person_moment_and_data_version(session, acting):
    acting("coach").record(audit.EXPORT, "brief.docx (dialoog)\nmet meer")
    (line,) = audit.lines(session)
    assert (line.who, line.kind, line.what) == ("coach@x.nl", "export", "Bestand opgehaald")
    assert line.about == "brief.docx (dialoog) met meer"
    assert line.data_version == session.data_version()
    assert abs(clock.now() - line.at) < timedelta(minutes=1)


def test_what_is_changed_is_in_the_trail_with_its_maker_and_without_its_content(session, acting):
    coach = acting("coach")
    cycle = coach.dialogues.cycle("own", FIRST, YEAR)
    first = next(a for a in cycle.actions if a.action_id == "A1")
    action_edits.change(coach.journal, "own", FIRST, YEAR, first, text=SECRET)
    draft_id = drafts.start(coach.journal, "own", FIRST, YEAR, "internal_childcare", "K1")
    for number in range(3):
        drafts.save(coach.journal, draft_id, {"help_text": f"{SECRET} {number}"})
    (found_draft, found_action) = sorted(audit.lines(session), key=lambda line: line.kind, reverse=True)
    assert (found_action.who, found_action.kind, found_action.about) == ("coach@x.nl", "actions", f"{FIRST} {YEAR} A1")
    assert found_action.data_version == session.data_version()
    assert (found_draft.kind, found_draft.about) == ("drafts", f"{FIRST} {YEAR}")
    assert draft_id not in str(audit.lines(session))
    assert SECRET not in str(audit.lines(session))


def test_reading_in_is_in_the_trail_and_a_change_has_the_version_of_its_own_moment(session, acting):
    group = acting("group")
    cycle = group.dialogues.cycle("own", FIRST, YEAR)
    action_edits.new(group.journal, cycle, text="Eerst")
    before = session.data_version()
    good(session.workspace, "code;naam;soort\nK9;Nieuw;kinderopvang\n", "nieuw.csv", municipality=FIRST, year=YEAR)
    action_edits.new(group.journal, group.dialogues.cycle("own", FIRST, YEAR), text="Daarna")
    after = session.data_version()
    assert before != after
    found = [(line.kind, line.data_version) for line in audit.lines(session) if line.kind in ("actions", "dataset")]
    assert found == [("actions", after), ("dataset", after), ("actions", before)]
    assert any("nieuw.csv" in line.about for line in audit.lines(session))


def test_a_refusal_is_a_line_and_a_reload_is_not_another(session, acting):
    viewer = acting("viewer")
    for _ in range(5):
        with pytest.raises(NotAllowed):
            viewer.dialogues.cycle("own", FIRST, YEAR)
    with pytest.raises(NotAllowed):
        viewer.need(viewer.may_manage(), "het logboek")
    assert sorted(lines(session)) == [
        ("viewer@x.nl", "refusal", "dialogen van een gemeente"), ("viewer@x.nl", "refusal", "het logboek"),
    ]  # fmt: skip


def test_a_refusal_does_not_tell_the_secret_id_of_a_form(session, acting):
    draft_id = next(d.draft_id for d in session.dialogues.cycle("own", FIRST, YEAR).drafts)
    with pytest.raises(NotAllowed):
        drafts.load(acting("viewer").journal, draft_id)
    assert lines(session) == [("viewer@x.nl", "refusal", "lezen: drafts")]


def test_a_visitor_who_is_refused_fills_no_disk(session, guard):
    with pytest.raises(NotAllowed):
        guard("visitor").dialogues.cycle("own", FIRST, YEAR)
    assert lines(session) == []


def test_that_a_refusal_cannot_be_kept_lets_nobody_in(session, guard, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(NotAllowed):
        guard("viewer").dialogues.cycle("own", FIRST, YEAR)


def test_the_trail_is_for_who_manages_and_is_never_changed_by_hand(session, acting):
    acting("manager").record(audit.SIGN_IN, "aanmelding")
    (stream,) = session.dialogues.journal.streams("audit")
    for name in ("group", "coach", "viewer", "steering"):
        guarded = acting(name)
        with pytest.raises(NotAllowed):
            guarded.trail()
        with pytest.raises(NotAllowed):
            guarded.journal.entries(stream)
    manager = acting("manager")
    assert manager.journal.entries(stream)
    assert manager.trail(who="MANAGER@x.nl")
    for change in (
        lambda: manager.journal.append(stream, {"kind": "x"}),
        lambda: manager.journal.remove(stream, ["x"]),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_the_trail_by_day_and_person(session, acting):
    acting("coach").record(audit.EXPORT, "a")
    acting("group").record(audit.EXPORT, "b")
    today = clock.today()
    assert len(lines(session, since=today, until=today)) == 2
    assert lines(session, since=today + timedelta(days=1)) == lines(session, until=today - timedelta(days=1)) == []
    assert lines(session, who=" Coach@x.nl") == [("coach@x.nl", "export", "a")]


def test_a_damaged_line_costs_that_line_only(session, acting):
    acting("coach").record(audit.EXPORT, "a")
    (stream,) = session.dialogues.journal.streams("audit")
    (session.dialogues.journal.folder / stream / "20260101T000000000000Z-x.json").write_text("{", "utf-8")
    assert lines(session) == [("coach@x.nl", "export", "a")]


# -------------------------------------------------------------------------------------------------------------- commands


def run(session, *words: str):
    return CliRunner().invoke(app, [*words, "--workspace", str(session.workspace.folder)])


def test_people_are_added_and_taken_away_from_the_command_line(session):
    assert (
        run(
            session, "access", "add", "A@x.nl", "--role", "coach", "--locations", "K1;k2", "--municipality", FIRST
        ).exit_code
        == 0
    )
    assert run(session, "access", "add", "a@x.nl", "--role", "data_manager").exit_code == 0
    assert run(session, "access", "add", "b@x.nl", "--role", "viewer", "--until", "31-8-2099").exit_code == 0
    known = people.load(session.workspace.folder)
    assert known.person("a@x.nl", verified=True).roles == ("coach", "data_manager")
    checked = run(session, "access", "check")
    assert checked.exit_code == 2
    assert "regel 2, kolom locations: De locatie “k2” kennen we niet. Bedoelt u K2?" in checked.stdout
    told = run(session, "access", "who", "a@x.nl").stdout
    assert "- dialoog van deventer: alles van de eigen locaties (K1, k2)" in told
    assert "- overleg voorbereiden: nee" in told
    assert run(session, "access", "remove", "a@x.nl", "--role", "coach").exit_code == 0
    assert people.load(session.workspace.folder).person("a@x.nl", verified=True).roles == ("data_manager",)
    assert run(session, "access", "check").exit_code == 0
    rows = json.loads(run(session, "access", "list", "--format", "json").stdout)
    assert [(row["email"], row["role"], row["counts"]) for row in rows] == [
        ("a@x.nl", "data_manager", "ja"), ("b@x.nl", "viewer", "ja"),
    ]  # fmt: skip
    trail = json.loads(run(session, "audit", "--format", "json").stdout)
    assert [line["about"] for line in trail] == [
        "eraf: a@x.nl coach", "erbij: b@x.nl viewer", "erbij: a@x.nl data_manager", "erbij: A@x.nl coach",
    ]  # fmt: skip
    assert {line["who"].partition(":")[0] for line in trail} == {"cli"}
    assert actor.current() == "", "the command is over"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "a@x.nl", "--role", "baas"), "De rol “baas” kennen we niet"),
        (("add", "a@x.nl", "--role", "coach"), "horen locaties"),
        (("add", "geen-adres", "--role", "viewer"), "is geen e-mailadres"),
        (("add", "a@x.nl", "--role", "viewer", "--until", "straks"), "is geen datum"),
        (("remove", "a@x.nl"), "staat niet in access/people.csv"),
    ],
)
def test_a_wrong_line_is_refused_with_the_reason_and_nothing_is_changed(session, words, told):
    assert run(session, "access", "add", "b@x.nl", "--role", "viewer").exit_code == 0
    path = session.workspace.folder / "access" / "people.csv"
    before = path.read_bytes()
    answer = run(session, "access", *words)
    assert answer.exit_code == 2
    assert told in answer.stderr
    assert "Er is niets veranderd." in answer.stderr
    assert path.read_bytes() == before
    assert len(lines(session)) == 1


def test_what_else_stands_in_the_file_stays_as_it_is(session):
    path = session.workspace.folder / "access" / "people.csv"
    path.parent.mkdir()
    path.write_text("Opmerking;E-mail;Rol;Gemeente;Locaties\nuit 2025;fout;baas;;\n;c@x.nl;viewer;;\n", "utf-8")
    assert (
        run(
            session, "access", "add", "a@x.nl", "--role", "school", "--locations", "S1;S2", "--municipality", FIRST
        ).exit_code
        == 0
    )
    assert run(session, "access", "remove", "c@x.nl").exit_code == 0
    text = path.read_text("utf-8-sig")
    assert text.splitlines() == [
        "Opmerking;E-mail;Rol;Gemeente;Locaties", "uit 2025;fout;baas;;", f';a@x.nl;school;{FIRST};"S1;S2"',
    ]  # fmt: skip
    refused = run(session, "access", "add", "d@x.nl", "--role", "viewer", "--until", "2099-01-01")
    assert "ontbreekt de kolom until" in refused.stderr
    assert path.read_text("utf-8-sig") == text


def test_a_file_of_which_nothing_counts_is_mended_by_hand_first(session):
    path = session.workspace.folder / "access" / "people.csv"
    path.parent.mkdir()
    path.write_text("email,role,untill\nc@x.nl,viewer,2020-01-01\n", "utf-8")
    answer = run(session, "access", "add", "a@x.nl", "--role", "viewer")
    assert answer.exit_code == 2
    assert "De kolom “untill” kennen we niet." in answer.stderr
    assert "untill" in run(session, "access", "check").stdout


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "email,role,until\nC@X.NL,viewer,straks\nc@x.nl,baas,\nd@x.nl,viewer,\n",
            ["email,role,until", "d@x.nl,viewer,"],
        ),
        ("email,role,untill\nc@x.nl,viewer,\n", ["email,role,untill"]),
        ('email,role\n\n"c@x.nl\u00a0",viewer\n', ["email,role", ""]),
    ],
)
def test_who_is_taken_away_is_gone_with_lines_that_do_not_count_as_well(session, text, left):
    """They would count as soon as somebody mends them."""
    path = session.workspace.folder / "access" / "people.csv"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert run(session, "access", "remove", "c@x.nl").exit_code == 0
    assert path.read_text("utf-8-sig").splitlines() == left


def test_unknown_municipalities_are_named(session):
    run(session, "access", "add", "a@x.nl", "--role", "working_group", "--municipality", "Almen")
    run(session, "access", "add", "b@x.nl", "--role", "working_group")
    told = run(session, "access", "check").stdout
    assert "Van de gemeente “almen” zijn er geen gegevens. Kies uit: deventer, zutphen." in told
    assert "Er zijn meer gemeenten, en hier staat er geen." in told
    assert "Niemand beheert nu de gegevens." in told


def test_a_day_that_is_no_day_is_refused(session):
    answer = run(session, "audit", "--since", "gisteren")
    assert answer.exit_code == 2
    assert "is geen datum" in answer.stderr


def test_the_roles_are_listed_in_words(session):
    rows = json.loads(run(session, "access", "roles", "--format", "json").stdout)
    assert [row["code"] for row in rows][:2] == ["viewer", "coach"]
    assert all(row["explanation"].endswith(".") for row in rows)


def test_dates_are_of_the_netherlands(session, acting, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 1))
    acting("coach").record(audit.EXPORT, "a")
    assert session.dialogues.journal.streams("audit") == ["audit/2026-03-01"]
