"""Who has which role, from the file of an administrator: what counts, what is refused, and that doubt gives nothing."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from monitor.access import people, roles, settings
from monitor.access.records import ALL, OWN_LOCATIONS, TOTALS, Rights

HEADER = "email,role,municipality,locations,until\n"


def put(folder: Path, text: str | bytes, name: str = "people.csv") -> people.People:
    (folder / "access").mkdir(exist_ok=True)
    (folder / "access" / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return people.load(folder)


def rights(known: people.People, email: str = "a@x.nl", on: date | None = None) -> Rights:
    return known.person(email, verified=True, on=on).rights


def test_each_role_gives_what_the_catalogue_says(tmp_path):
    lines = [
        f"{code}@x.nl,{code},,{'k1' if role.needs_locations else ''}," for code, role in roles.load().by_code.items()
    ]
    known = put(tmp_path, HEADER + "\n".join(lines))
    assert known.problems == ()

    def of(code):
        found = rights(known, f"{code}@x.nl")
        scope = found.dialogues.get("")
        level = (scope.level, sorted(scope.locations), scope.may_set_up) if scope else None
        return found.national, found.consultations, found.manage, level

    assert {code: of(code) for code in roles.load().by_code} == {
        "viewer": (True, False, False, None),
        "coach": (True, False, False, (OWN_LOCATIONS, ["k1"], False)),
        "school": (True, False, False, (OWN_LOCATIONS, ["k1"], False)),
        "working_group": (True, False, False, (ALL, [], True)),
        "steering_group": (True, False, False, (TOTALS, [], False)),
        "policy_officer": (True, False, False, (ALL, [], True)),
        "association": (True, True, False, None),
        "data_manager": (True, False, True, None),
    }


def test_roles_add_up_and_never_take_away(tmp_path):
    known = put(tmp_path, HEADER + """a@x.nl,steering_group,deventer,,
a@x.nl,coach,deventer,k1;k2,
a@x.nl,school,deventer,s1,
a@x.nl,working_group,zutphen,,
a@x.nl,data_manager,,,
""")  # fmt: skip
    person = known.person("a@x.nl", verified=True)
    assert person.roles == ("coach", "school", "working_group", "steering_group", "data_manager")
    deventer, zutphen = person.rights.dialogues["deventer"], person.rights.dialogues["zutphen"]
    assert (deventer.level, deventer.locations, deventer.may_set_up) == (TOTALS, {"k1", "k2", "s1"}, False)
    assert (zutphen.level, zutphen.may_set_up) == (ALL, True)
    assert person.rights.manage
    assert not person.rights.consultations


def test_a_role_ends_after_its_last_day(tmp_path):
    known = put(tmp_path, HEADER + "a@x.nl,viewer,,,2026-11-21\na@x.nl,association,,,2026-11-20\n")
    on = known.person("a@x.nl", verified=True, on=date(2026, 11, 21))
    assert on.roles == ("viewer",)
    assert not on.rights.consultations
    assert not rights(known, on=date(2026, 11, 22)).has_any


@pytest.mark.parametrize("day", ["2026-11-21", "21-11-2026", "21/11/2026", "21.11.2026"])
def test_a_day_as_people_and_spreadsheets_write_it(tmp_path, day):
    (line,) = put(tmp_path, HEADER + f"a@x.nl,viewer,,,{day}\n").lines
    assert line.until == date(2026, 11, 21)


@pytest.mark.parametrize("told", ["a@x.nl", "A@X.NL", "a@X.nl"])
def test_capitals_of_an_address_do_not_count(tmp_path, told):
    assert rights(put(tmp_path, HEADER + " A@x.NL ,viewer,,,\n"), told).national


@pytest.mark.parametrize(
    "told",
    ["\u212aarin@x.nl", "karin@x.nl ", "karin@x.nl\n", "\uff4barin@x.nl", "karin@\u0445.nl", "karin\u200b@x.nl", "KARIN", "",
     "karin@x.nl,b@x.nl", "karın@x.nl"],
)  # fmt: skip
def test_an_address_that_only_looks_like_another_is_nobody(tmp_path, told):
    known = put(tmp_path, HEADER + "karin@x.nl,data_manager,,,\nkarin@x.nl,viewer,,,\n")
    assert known.person(told, verified=True) == known.visitor
    assert rights(known, "karin@x.nl").manage


def test_an_address_that_is_not_verified_is_a_visitor(tmp_path):
    known = put(tmp_path, HEADER + "a@x.nl,data_manager,,,\n")
    assert known.person("a@x.nl") == known.visitor
    assert known.person("a@x.nl", verified=False).person_id == ""
    assert known.person(None, verified=True) == known.visitor


def test_who_is_in_no_role_gets_what_a_visitor_gets(tmp_path):
    known = put(tmp_path, HEADER + "a@x.nl,viewer,,,\n")
    other = known.person("b@x.nl", verified=True)
    assert (other.person_id, other.roles, other.rights.has_any) == ("b@x.nl", (), False)


def test_a_file_of_a_dutch_spreadsheet_is_read(tmp_path):
    header = "\ufeffE-mailadres;Rol;Gemeente;Locaties;Tot en met\r\n"
    text = f'{header}A@x.nl;School of locatie;Oude IJsselstreek;"k1;k2";31-8-2027\r\n\r\n'
    known = put(tmp_path, text)
    assert known.problems == ()
    (line,) = known.lines
    assert (line.email, line.role.code, line.municipality) == ("a@x.nl", "school", "oude_ijsselstreek")
    assert (line.locations, line.until) == (("k1", "k2"), date(2027, 8, 31))


def test_an_address_copied_from_a_mail_program_is_read(tmp_path):
    assert rights(put(tmp_path, HEADER + "\u200ba@x.nl\u00a0,viewer,,,\n")).national


def test_windows_signs_in_a_note_do_not_break_the_file(tmp_path):
    known = put(tmp_path, "email;role;opmerking\na@x.nl;viewer;beëindigen\n".encode("cp1252"))
    assert (rights(known).national, known.problems) == (True, ())


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("a@x.nl,baas,,,", "role"), ("a@x.nl,,,,", "role"), (",viewer,,,", "email"), ("geen adres,viewer,,,", "email"),
        ("a@x.nl;b@x.nl,viewer,,,", "email"), ("\u0430@x.nl,viewer,,,", "email"), ("a@x.nl,viewer,,,morgen", "until"),
        ("a@x.nl,viewer,,,31-2-2027", "until"), ("a@x.nl,coach,,,", "locations"), ("a@x.nl,school,, ; ,", "locations"),
        ("a@x.nl,working_group,,k1,", "locations"), ("a@x.nl,viewer,,k1,", "locations"),
        ("a@x.nl,viewer,deventer,,", "municipality"), ("a@x.nl,working_group,!?,,", "municipality"),
        ("a@x.nl,viewer,,,,meer", ""),
    ],
)  # fmt: skip
def test_a_line_with_a_problem_gives_nothing_and_is_named(tmp_path, line, column):
    known = put(tmp_path, f"{HEADER}b@x.nl,data_manager,,,\n{line}\n")
    assert [x.email for x in known.lines] == ["b@x.nl"]
    problem = known.problems[0]
    assert (problem.file, problem.row, problem.column) == ("people.csv", 3, column)
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")
    assert not rights(known).has_any


@pytest.mark.parametrize(
    "text",
    ["", "email\na@x.nl\n", "email,role,untill\na@x.nl,viewer,2020-01-01\n", "email,role,until,tot\na@x.nl,viewer,,\n",
     "email,role\na@x.nl,viewer".encode("utf-16"), "email,role\n\"a@x.nl\x00,viewer", b"PK\x03\x04\x00\x00"],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_gives_nobody_anything(tmp_path, text):
    known = put(tmp_path, text)
    assert known.lines == ()
    assert known.problems
    assert known.exists
    assert not rights(known).has_any


def test_a_folder_in_the_place_of_the_file_gives_nobody_anything(tmp_path):
    (tmp_path / "access" / "people.csv").mkdir(parents=True)
    known = people.load(tmp_path)
    assert (known.lines, known.exists) == ((), True)
    assert "kunnen we niet lezen" in known.problems[0].what


def test_a_file_that_could_not_be_read_just_now_is_read_the_next_time(tmp_path, monkeypatch):
    """Too many open files, for a moment: else nobody would get in until somebody touched the file."""
    put(tmp_path, HEADER + "a@x.nl,viewer,,,\n")
    monkeypatch.setattr("monitor.access.problems.SETTLED_AFTER", -60.0)
    with monkeypatch.context() as busy:
        busy.setattr("monitor.access.problems.read_file", lambda path: (_ for _ in ()).throw(OSError(24, "too many")))
        known = people.load(tmp_path)
        assert (known.lines, known.exists) == ((), True)
    assert rights(people.load(tmp_path)).national


def test_without_a_file_nobody_has_a_role(tmp_path):
    known = people.load(tmp_path)
    assert (known.exists, known.lines, known.problems) == (False, (), ())


def test_a_change_counts_at_once_and_else_the_same_object_is_given(tmp_path):
    path = tmp_path / "access" / "people.csv"
    first = put(tmp_path, HEADER + "a@x.nl,data_manager,,,\n")
    old = 1_700_000_000
    os.utime(path, (old, old))
    known = people.load(tmp_path)
    assert rights(known).manage
    path.write_text(HEADER + "b@x.nl,data_manager,,,\n", "utf-8")  # as long as it was
    os.utime(path, (old, old))  # and with the same time
    assert not rights(people.load(tmp_path)).manage
    assert rights(first).manage  # what was read before stays what it was: ask again


def test_a_file_that_was_not_touched_lately_is_read_once(tmp_path, monkeypatch):
    put(tmp_path, HEADER + "a@x.nl,viewer,,,\n")
    monkeypatch.setattr("monitor.access.problems.SETTLED_AFTER", -60.0)
    assert people.load(tmp_path) is people.load(tmp_path)


@pytest.mark.parametrize(
    ("value", "public"), [("yes", True), ("Ja", True), ("no", False), ("", False), ("soms", False)]
)
def test_national_pages_are_public_only_when_that_is_set(tmp_path, value, public):
    put(tmp_path, HEADER)
    known = put(tmp_path, f"key,value\npublic_national,{value}\n", "settings.csv")
    assert known.visitor.rights == Rights(national=public)
    assert known.person("b@x.nl", verified=True).rights.national is public
    assert bool(known.problems) is (value in ("", "soms"))


def test_a_setting_that_is_there_twice_counts_in_the_safe_way(tmp_path):
    put(tmp_path, "key,value\npublic_national,yes\npublic_national,no\n", "settings.csv")
    assert not settings.load(tmp_path).public_national


def test_a_workspace_may_bring_roles_of_its_own_and_a_damaged_role_does_not_exist(tmp_path):
    (tmp_path / "catalogue").mkdir()
    header = "code,label_nl,national,consultations,manage,dialogues,may_set_up,explanation_nl\n"
    own = header + "reader,Meelezer,yes,no,no,nothing,no,Leest mee.\nboss,Baas,yes,yes,yes,everything,yes,Mag alles.\n"
    (tmp_path / "catalogue" / "roles.csv").write_text(own, "utf-8")
    known = put(tmp_path, HEADER + "a@x.nl,meelezer,,,\nb@x.nl,boss,,,\nc@x.nl,viewer,,,\n")
    assert rights(known).national
    assert not rights(known, "b@x.nl").has_any
    assert not rights(known, "c@x.nl").has_any
    assert {problem.file for problem in known.problems} == {"people.csv", "roles.csv"}
