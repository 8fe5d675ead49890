"""Exports of Microsoft Forms, the tool that is met most: XLSX in two languages, and saved again as CSV."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import form_exports as x
import pytest

KO = {("form_type", ""): "internal_childcare"}
JOINT = {("form_type", ""): "joint"}


def codes(report) -> list[str]:
    return [p.code for p in report.problems]


def test_a_dutch_export_becomes_dialogues_with_answers(tmp_path: Path, load, cycle):
    report = load(x.internal(tmp_path, ["Kinderboom", "k2"]), values=KO)
    assert report.kept
    assert (report.kind, report.rows_read, report.rows_kept) == ("form", 2, 2)
    found = {d.participants: d for d in cycle().dialogues}
    first = found[("K1",)]
    assert first.submitted_at == datetime(2026, 5, 12, 11, 23, 11)
    assert (first.form_type, first.channel, first.reporter_id) == ("internal_childcare", "form", "K1")
    assert {t: (a.stands_out, a.actions_text, a.proud) for t, a in first.answers.items()} == {
        "parents": ("Kinderboom 1", "Kinderboom 2", "Kinderboom 3"),
        "stability": ("Kinderboom 4", "Kinderboom 5", "Kinderboom 6"),
        "continuity": ("Kinderboom 7", "Kinderboom 8", "Kinderboom 9"),
    }
    assert ("K2",) in found


def test_the_kind_of_form_is_asked_and_the_file_name_only_suggests(tmp_path: Path, load):
    report = load(x.internal(tmp_path))
    assert not report.kept
    assert ("form_type", "") in report.unknown_values
    assert report.suggestions["form_type", ""] == ("internal_childcare",)
    assert "niet af uit de datum" in report.text()


def test_english_headings_and_another_order_of_columns_are_the_same_form(tmp_path: Path, load, cycle):
    load(x.internal(tmp_path), values=KO)
    head = [*x.EN, *reversed(x.NAMED), "Naam van uw locatie"]
    row = [*x.own(1, x.SENT + timedelta(hours=1)), *reversed(x.answers("Kinderboom")), "Kinderboom"]
    report = load(x.write_xlsx(tmp_path / "engels.xlsx", [head, row]))
    assert report.already_known, report.text()
    assert len(cycle().dialogues) == 1


def test_personal_columns_are_dropped_before_anything_is_stored(tmp_path: Path, load, session):
    head = [*x.NL, "Naam van uw locatie", "Wat is uw e-mailadres?", *x.NAMED]
    row = [
        *x.own(1, email="marie@voorbeeld.nl", name="Marie Voorbeeld"),
        "Kinderboom",
        "marie@voorbeeld.nl",
        *x.answers(),
    ]
    report = load(x.write_xlsx(tmp_path / "namen.xlsx", [head, row]), values=KO)
    assert report.kept, report.text()
    assert "'E-mail', 'Naam' en 'Wat is uw e-mailadres?'" in report.text()
    assert "marie" not in str(report.preview).lower()
    stored = b"".join(p.read_bytes() for p in session.workspace.folder.rglob("*") if p.is_file())
    assert b"arie" not in stored


def test_a_second_name_may_be_that_of_the_location_and_is_asked(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam2", *x.NAMED]
    path = x.write_xlsx(tmp_path / "naam2.xlsx", [head, [*x.own(1), "Kinderboom", *x.answers()]])
    assert load(path, values=KO).unknown_columns == ("Naam2",)
    assert load(path, values=KO, columns={"Naam2": "location"}).kept
    assert cycle().dialogues[0].participants == ("K1",)


def test_a_column_full_of_addresses_is_personal_whatever_its_heading(tmp_path: Path, load):
    head = [*x.NL, "Naam van uw locatie", "Terugkoppeling naar", *x.NAMED]
    rows = [[*x.own(n), "Kinderboom", f"a{n}@b.nl", *x.answers()] for n in range(1, 5)]
    report = load(x.write_xlsx(tmp_path / "adressen.xlsx", [head, *rows]), values=KO, dry_run=True)
    assert "'Terugkoppeling naar'" in report.text()
    assert report.unknown_columns == ()


def test_quiz_columns_are_left_out(tmp_path: Path, load, cycle):
    quiz = ["Total points", "Quiz feedback", *(f"{what} - {q}" for q in x.NAMED for what in ("Points", "Feedback"))]
    head = [*x.EN, "Naam van uw locatie", *x.NAMED, *quiz]
    row = [*x.own(1), "Kinderboom", *x.answers(), 0, "", *([1, "goed"] * 9)]
    report = load(x.write_xlsx(tmp_path / "quiz.xlsx", [head, row]), values=KO)
    assert report.kept, report.text()
    assert cycle().dialogues[0].answers["parents"].stands_out == "tekst 1"


# ------------------------------------------------------------------------------------------------- repeated questions


def test_repeated_questions_without_a_theme_are_confirmed_once_and_then_remembered(tmp_path: Path, load, cycle):
    path = x.internal(tmp_path, questions=x.REPEATED)
    asked = load(path, values=KO)
    assert not asked.kept
    assert asked.unknown_columns == x.REPEATED
    assert asked.suggestions["column", "Wat valt op?3"] == ("theme:continuity:stands_out",)
    assert asked.preview[0] == ("Naam van uw locatie", *x.REPEATED)
    assert asked.preview[1][:2] == ("Kinderboom", "Kinderboom 1")
    order = ("stability", "continuity", "parents")  # not the order that was suggested
    fields = [f"theme:{theme}:{question}" for theme in order for question in ("stands_out", "actions_text", "proud")]
    assert load(path, values=KO, columns=dict(zip(x.REPEATED, fields, strict=True))).kept
    assert cycle().dialogues[0].answers["parents"].stands_out == "Kinderboom 7"
    following = load(x.internal(tmp_path, ["k2"], questions=x.REPEATED, start=2))
    assert following.kept, following.text()
    newest = next(d for d in cycle().dialogues if d.participants == ("K2",))
    assert newest.answers["parents"].stands_out == "k2 7"


def test_repeated_questions_are_asked_again_in_another_year(tmp_path: Path, load):
    fields = [
        f"theme:{t}:{q}"
        for t in ("parents", "stability", "continuity")
        for q in ("stands_out", "actions_text", "proud")
    ]
    load(x.internal(tmp_path, questions=x.REPEATED), values=KO, columns=dict(zip(x.REPEATED, fields, strict=True)))
    head = [*x.NL, "Naam van uw locatie", *x.REPEATED]
    row = [*x.own(1, datetime(2027, 5, 3, 9)), "Kinderboom", *x.answers()]
    later = load(x.write_xlsx(tmp_path / "later.xlsx", [head, row]))
    assert later.unknown_columns == x.REPEATED
    assert later.suggestions["column", "Wat valt op?2"] == ("theme:stability:stands_out",)


def test_a_number_that_belongs_to_the_question_is_no_repeat(tmp_path: Path, load):
    head = [*x.NL, "Naam van uw locatie", "Hoe gaat het in groep 2", *x.NAMED]
    row = [*x.own(1), "Kinderboom", "goed", *x.answers()]
    report = load(x.write_xlsx(tmp_path / "groep.xlsx", [head, row]), values=KO)
    assert report.unknown_columns == ("Hoe gaat het in groep 2",)


def test_a_heading_before_the_questions_suggests_the_theme(tmp_path: Path, load):
    questions = [x.STANDS_OUT, x.ACTIONS, x.PROUD]
    head = [*x.NL, "Naam van uw locatie", "Doorgaande lijn", *questions, "Stabiliteit", *(q + "2" for q in questions)]
    row = [*x.own(1), "Kinderboom", "ja", *x.answers(n=3), "ja", *x.answers(n=3)]
    report = load(x.write_xlsx(tmp_path / "secties.xlsx", [head, row]), values=KO)
    assert report.suggestions["column", "Wat valt op?"] == ("theme:continuity:stands_out",)
    assert report.suggestions["column", "Wat valt op?2"] == ("theme:stability:stands_out",)


# ------------------------------------------------------------------------------------------------------------ headings


def test_a_heading_that_was_cut_is_known_by_its_beginning(tmp_path: Path, load, cycle):
    long = (
        "Wat is er dit jaar gedaan met de afspraken die vorig jaar in het gesprek over de overgang zijn gemaakt, " * 3
    )
    head = [*x.NL, "Naam van uw locatie", long, *x.NAMED]
    row = [*x.own(1), "Kinderboom", "veel", *x.answers()]
    first = load(x.write_xlsx(tmp_path / "heel.xlsx", [head, row]), values=KO)
    assert len(first.unknown_columns) == 1
    chosen = {first.unknown_columns[0]: "theme:continuity_handover:stands_out"}
    assert load(tmp_path / "heel.xlsx", values=KO, columns=chosen).kept
    cut = [*x.NL, "Naam van uw locatie", long[:196] + "...", *x.NAMED]
    assert len(cut[7]) == 199
    second = load(x.write_xlsx(tmp_path / "kort.xlsx", [cut, [*x.own(2), "k2", "wat", *x.answers()]]))
    assert second.kept, second.text()
    newest = next(d for d in cycle().dialogues if d.participants == ("K2",))
    assert newest.answers["continuity_handover"].stands_out == "wat"


def test_spaces_and_line_breaks_in_headings_do_not_count(tmp_path: Path, load):
    odd = [q.replace(" ", "\u00a0", 1).replace(": ", " :\n") + " \n" for q in x.NAMED]
    head = [*x.NL, " Naam  van uw\nlocatie: ", *odd]
    report = load(x.write_xlsx(tmp_path / "spaties.xlsx", [head, [*x.own(1), "Kinderboom", *x.answers()]]), values=KO)
    assert report.kept, report.text()


@pytest.mark.parametrize(
    "heading",
    ["1. Wat valt op bij het thema partnerschap met ouders?", "Partnerschap met ouders - wat valt op",
     "OUDERPARTNERSCHAP: Wat valt u op?"],
)  # fmt: skip
def test_the_theme_in_the_heading_itself_is_enough(tmp_path: Path, load, cycle, heading: str):
    head = [*x.NL, "Naam van uw locatie", heading]
    report = load(x.write_xlsx(tmp_path / "een.xlsx", [head, [*x.own(1), "Kinderboom", "dit"]]), values=KO)
    assert report.kept, report.text()
    assert cycle().dialogues[0].answers["parents"].stands_out == "dit"


def test_a_theme_inside_a_longer_heading_is_only_a_suggestion(tmp_path: Path, load):
    heading = "Wat valt op als u terugkijkt op de plannen voor de doorgaande lijn van vorig jaar?"
    head = [*x.NL, "Naam van uw locatie", heading]
    report = load(x.write_xlsx(tmp_path / "lang.xlsx", [head, [*x.own(1), "Kinderboom", "dit"]]), values=KO)
    assert report.unknown_columns == (heading,)
    assert report.suggestions["column", heading] == ("theme:continuity:stands_out",)


def test_an_unknown_question_stops_and_is_remembered_when_it_was_chosen(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", "Gaf u de kleur blauw op?", *x.NAMED]
    path = x.write_xlsx(tmp_path / "nieuw.xlsx", [head, [*x.own(1), "Kinderboom", "ja", *x.answers()]])
    stopped = load(path, values=KO)
    assert (stopped.kept, stopped.unknown_columns) == (False, ("Gaf u de kleur blauw op?",))
    assert "Regel 1, kolom Gaf u de kleur blauw op?" in stopped.text()
    assert load(path, values=KO, columns={"gaf u de kleur blauw op? ": "ignore"}).kept
    more = x.write_xlsx(tmp_path / "meer.xlsx", [head, [*x.own(2), "k2", "ja", *x.answers()]])
    assert load(more).kept
    assert len(cycle().dialogues) == 2


def test_a_field_that_does_not_exist_is_refused(tmp_path: Path, load):
    report = load(x.internal(tmp_path), values=KO, columns={"Naam van uw locatie": "theme:bestaat_niet:proud"})
    assert "bad_choice" in codes(report)


def test_a_profile_can_be_asked_for_and_an_unknown_one_is_told(tmp_path: Path, load, session):
    path = x.internal(tmp_path)
    assert "kennen we niet" in load(path, profile="bestaat-niet").text()
    load(path, values=KO)
    profile = session.dialogues.journal.entries("profiles")[0]["profile_id"]
    assert load(x.internal(tmp_path, ["k2"], start=2), profile=profile).kept


def test_two_forms_with_the_same_questions_are_not_mixed_up(tmp_path: Path, load):
    assert load(x.internal(tmp_path), values=KO).kept
    school = load(x.internal(tmp_path, ["S1", "S2"], name="antwoorden"))
    assert ("form_type", "") in school.unknown_values, "schools do not fill in the form of childcare"
    named = load(x.internal(tmp_path, ["k2"], name="Interne dialoog school"))
    assert ("form_type", "") in named.unknown_values


def test_one_internal_form_for_all_follows_the_kind_of_the_location(tmp_path: Path, load, cycle):
    load(x.internal(tmp_path, ["Kinderboom", "S1"]), values={("form_type", ""): "internal"})
    found = {d.participants[0]: d.form_type for d in cycle().dialogues}
    assert found == {"K1": "internal_childcare", "S1": "internal_school"}


def test_a_column_may_tell_the_kind_of_form(tmp_path: Path, load, cycle):
    head = [*x.NL, "Soort dialoog", "Naam van uw locatie", "Partners", *x.NAMED]
    rows = [
        [*x.own(1), "Gezamenlijk", "Kinderboom", "S1", *x.answers()],
        [*x.own(2), "Iets eigens", "k2", "", *x.answers()],
    ]
    path = x.write_xlsx(tmp_path / "soort.xlsx", [head, *rows])
    asked = load(path)
    assert asked.unknown_values == (("form_type", "Iets eigens"),)
    assert load(path, values={("form_type", "Iets eigens"): "internal_childcare"}).kept
    assert {d.form_type for d in cycle().dialogues} == {"joint", "internal_childcare"}


# --------------------------------------------------------------------------------------------------------------- joint


def test_a_joint_dialogue_has_all_partners_and_the_chosen_themes(tmp_path: Path, load, cycle):
    rows = [("Kinderboom", "Basisschool De Brug;Het Nest; groep wit;JGZ;", "Stabiliteit, continuïteit en groepsmanagement;Lezen;",
             "Graag uitleg over het formulier")]  # fmt: skip
    report = load(x.joint(tmp_path, rows), values=JOINT)
    assert report.kept, report.text()
    (one,) = cycle().dialogues
    assert set(one.participants) == {"K1", "S1", "K3", "jgz"}
    assert one.reporter_id == "K1"
    assert one.help_asked == "Graag uitleg over het formulier"
    assert one.answers["free:lezen"].label == "Lezen"
    assert not one.answers["free:lezen"].has_text
    assert one.answers["stability"].stands_out == "tekst 4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Basisschool De Brug, Het Palet", ("K1", "S1", "S2")),
        ("Basisschool De Brug en Het Palet", ("K1", "S1", "S2")),
        ("De Zon en Maan", ("K1", "K2")),
        ("De Zon en Maan en Het Palet", ("K1", "K2", "S2")),
        ("Basisschool De Brug\nHet Palet", ("K1", "S1", "S2")),
        ("basisschool de brug / HET PALET", ("K1", "S1", "S2")),
    ],
)
def test_partners_are_split_only_where_the_parts_are_known(tmp_path: Path, load, cycle, text: str, expected):
    report = load(x.joint(tmp_path, [("Kinderboom", text)]), values=JOINT)
    assert report.kept, report.text()
    assert set(cycle().dialogues[0].participants) == set(expected)


def test_a_text_for_more_locations_is_chosen_once(tmp_path: Path, load, cycle):
    rows = [("Kinderboom", "alle scholen van de wijk"), ("k2", "Brug en Paleis")]
    path = x.joint(tmp_path, rows)
    assert set(load(path, values=JOINT).unknown_values) == {("location", text) for _, text in rows}
    chosen = {("location", "alle scholen van de wijk"): "area:voorstad", ("location", "Brug en Paleis"): "S1;S2"}
    assert load(path, values=JOINT | chosen).kept
    found = {frozenset(d.participants) for d in cycle().dialogues}
    assert found == {frozenset({"K1", "K3", "K5", "S2"}), frozenset({"K2", "S1", "S2"})}
    again = load(x.joint(tmp_path, [("k4", "brug EN paleis")], name="Gezamenlijk 2"))
    assert again.kept, again.text()


def test_the_kind_of_form_and_unknown_partners_are_asked_together(tmp_path: Path, load):
    report = load(x.joint(tmp_path, [("Kinderboom", "S1; De Brugg")]))
    assert report.unknown_values == (("form_type", ""), ("location", "De Brugg"))
    assert report.suggestions["form_type", ""] == ("joint",)


def test_a_joint_dialogue_without_partner_is_kept_and_told(tmp_path: Path, load, cycle):
    report = load(x.joint(tmp_path, [("Kinderboom", "")]), values=JOINT)
    assert "regel 2 is een gezamenlijke dialoog zonder partner" in report.text()
    assert cycle().dialogues[0].participants == ("K1",)


# ----------------------------------------------------------------------------------------------------------- locations


def test_a_location_by_another_name_is_confirmed_by_a_person_and_remembered(tmp_path: Path, load, cycle):
    path = x.internal(tmp_path, ["Kindrboom", "Kindrboom"])
    asked = load(path, values=KO)
    assert asked.unknown_values == (("location", "Kindrboom"),)
    assert asked.suggestions["location", "Kindrboom"][0] == "K1"
    assert "Regel 2 (en nog 1 regel)" in asked.text()
    assert load(path, values=KO | {("location", "Kindrboom"): "K1"}).kept
    assert load(x.internal(tmp_path, ["KINDRBOOM"], start=9)).kept
    assert {d.participants for d in cycle().dialogues} == {("K1",)}


def test_namesakes_are_told_apart_by_the_area_only(tmp_path: Path, load, cycle):
    asked = load(x.internal(tmp_path, ["De Vlinder"]), values=KO)
    assert asked.unknown_values == (("location", "De Vlinder"),)
    assert asked.suggestions["location", "De Vlinder"] == ("K4", "K5")
    assert "meer locaties heten 'De Vlinder'. Kies welke van deze locaties het is." in asked.text()
    assert "kennen we niet" not in asked.text()
    head = [*x.NL, "Wijk", "Naam van uw locatie", *x.NAMED]
    path = x.write_xlsx(tmp_path / "wijk.xlsx", [head, [*x.own(1), "Voorstad", "De Vlinder", *x.answers()]])
    assert load(path, values=KO).kept
    assert cycle().dialogues[0].participants == ("K5",)


def test_a_choice_that_is_not_in_the_register_is_no_choice(tmp_path: Path, load):
    report = load(x.internal(tmp_path, ["Zomaar iets"]), values=KO | {("location", "Zomaar iets"): "K99"})
    assert report.unknown_values == (("location", "Zomaar iets"),)


def test_without_a_register_there_is_one_clear_problem(tmp_path: Path, empty_workspace: Path):
    from monitor.ingest import import_file
    from monitor.session import Session

    other = Session(empty_workspace)
    report = import_file(x.internal(tmp_path, ["a", "b"]), other.workspace, other.catalogue, kind="form", values=KO)
    assert codes(report) == ["no_register"]
    assert "Lees eerst de locaties in." in report.text()


def test_an_empty_location_names_the_row(tmp_path: Path, load):
    report = load(x.internal(tmp_path, ["Kinderboom", ""]), values=KO)
    assert [(p.row, p.code) for p in report.problems] == [(3, "empty")]


# ----------------------------------------------------------------------------------------------------- again and again


def test_the_same_file_twice_changes_nothing(tmp_path: Path, load, session):
    path = x.internal(tmp_path, ["Kinderboom", "k2"])
    load(path, values=KO)
    before = {p: p.read_bytes() for p in session.workspace.folder.rglob("*") if p.is_file()}
    report = load(path)
    assert report.already_known
    assert {
        p: p.read_bytes() for p in session.workspace.folder.rglob("*") if p.is_file() and "cache" not in p.parts
    } == {p: content for p, content in before.items() if "cache" not in p.parts}


def test_a_bigger_export_adds_what_is_new(tmp_path: Path, load, cycle):
    load(x.internal(tmp_path, ["Kinderboom", "k2"]), values=KO)
    report = load(x.internal(tmp_path, ["Kinderboom", "k2", "k4"]))
    assert "1 vragenlijst is nieuw. 2 stonden er al" in report.text()
    assert sorted(d.participants for d in cycle().dialogues) == [("K1",), ("K2",), ("K4",)]


def test_several_answers_of_one_location_are_all_kept_and_the_last_is_current(tmp_path: Path, load, cycle):
    load(x.internal(tmp_path, ["Kinderboom", "Kinderboom"]), values=KO)
    assert sorted((d.submitted_at.hour, d.is_current) for d in cycle().dialogues) == [(11, False), (12, True)]


def test_a_dry_run_keeps_nothing(tmp_path: Path, load, cycle, session):
    report = load(x.internal(tmp_path), values=KO, dry_run=True)
    assert (report.ok, report.kept, report.rows_kept) == (True, False, 0)
    assert cycle().dialogues == ()
    assert session.dialogues.journal.entries("profiles") == []


# --------------------------------------------------------------------------------------------------------------- dates


def test_january_belongs_to_the_year_before_and_another_year_is_told(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    row = [*x.own(1, datetime(2027, 1, 20, 9)), "Kinderboom", *x.answers()]
    path = x.write_xlsx(tmp_path / "laat.xlsx", [head, row])
    assert "bij dialoogjaar 2026, niet bij 2027" in load(path, values=KO, year=2027, dry_run=True).text()
    load(path, values=KO)
    assert len(cycle(2026).dialogues) == 1


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_an_export_saved_again_as_csv_in_american_order(tmp_path: Path, load, cycle, delimiter: str, encoding: str):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    rows = [
        [*x.own(n, datetime(2026, 5, day, 10, 23, 11)), "Kinderboom", *x.answers("één – tekst")]
        for n, day in ((1, 12), (2, 4))
    ]
    path = x.write_csv(tmp_path / "vorm.csv", [head, *rows], encoding, delimiter=delimiter)
    report = load(path, values=KO)
    assert report.kept, report.text()
    assert {d.submitted_at.date() for d in cycle().dialogues} == {date(2026, 5, 12), date(2026, 5, 4)}
    assert cycle().dialogues[0].answers["parents"].stands_out == "één – tekst 1"


def test_the_window_of_the_forms_settles_the_order(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    path = x.write_csv(
        tmp_path / "v.csv", [head, [*x.own(1, datetime(2026, 5, 12, 9)), "Kinderboom", *x.answers()]], order="us"
    )
    assert load(path, values=KO).kept  # 5/12/26: December is long after the forms closed
    assert cycle().dialogues[0].submitted_at == datetime(2026, 5, 12, 9)


def test_an_order_of_dates_that_cannot_be_known_is_asked(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    path = x.write_csv(
        tmp_path / "v.csv", [head, [*x.own(1, datetime(2026, 5, 4, 9)), "Kinderboom", *x.answers()]], order="us"
    )
    asked = load(path, values=KO)
    assert asked.unknown_values == (("date_order", ""),)
    assert load(path, values=KO | {("date_order", ""): "mdy"}).kept
    assert cycle().dialogues[0].submitted_at == datetime(2026, 5, 4, 9)


def test_the_same_form_as_csv_and_as_workbook_is_one(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    rows = [head, [*x.own(1), "Kinderboom", *x.answers()]]
    load(x.write_xlsx(tmp_path / "a.xlsx", rows), values=KO)
    load(x.write_csv(tmp_path / "a.csv", rows, order="nl"))
    assert len(cycle().dialogues) == 1


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [("12 mei", date(2026, 5, 12), ""), ("ergens in mei", None, "is geen datum"), ("3-9-2062", None, "na het versturen"),
     ("11-05-2026", date(2026, 5, 11), ""), ("-", None, "")],
)  # fmt: skip
def test_the_day_of_the_dialogue_as_people_type_it(tmp_path: Path, load, cycle, text: str, expected, told: str):
    head = [*x.NL, "Naam van uw locatie", "Datum van de dialoog", *x.NAMED]
    report = load(x.write_xlsx(tmp_path / "d.xlsx", [head, [*x.own(1), "Kinderboom", text, *x.answers()]]), values=KO)
    assert report.kept, report.text()
    assert cycle().dialogues[0].held_on == expected
    assert told in report.text()


# --------------------------------------------------------------------------------------------------------------- cells


def test_a_dash_is_no_answer_and_a_half_empty_form_misses_a_theme(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    row = [*x.own(1), "Kinderboom", "wel iets", "-", "n.v.t.", "-", ".", "nvt", "", "", ""]
    report = load(x.write_xlsx(tmp_path / "leeg.xlsx", [head, row, ["", " "], [None] * 5]), values=KO)
    assert report.rows_read == 1
    assert set(cycle().dialogues[0].answers) == {"parents"}
    assert "In 5 cellen staat een streepje of n.v.t." in report.text()


def test_text_is_kept_as_it_is_whatever_it_holds(tmp_path: Path, load, cycle):
    texts = [
        "<script>alert(1)</script>",
        "=1+1",
        "ongeveer 20",
        "emoji 👶🏽",
        "regel 1\nregel 2",
        "a;b,c\td",
        "'tis",
        "\ufffd\ufffdn",
        "x" * 30_000,
    ]
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    report = load(x.write_xlsx(tmp_path / "tekst.xlsx", [head, [*x.own(1), "Kinderboom", *texts]]), values=KO)
    assert report.kept, report.text()
    given = cycle().dialogues[0].answers
    found = [
        getattr(given[t], q)
        for t in ("parents", "stability", "continuity")
        for q in ("stands_out", "actions_text", "proud")
    ]
    assert found == texts
    assert "zijn letters verloren gegaan" in report.text()


def test_a_form_that_asks_only_on_whose_behalf_is_asked_which_column_is_the_location(tmp_path: Path, load, cycle):
    head = [*x.NL, "Namens wie vult u deze vragenlijst in?", "Met welke school was de dialoog?", *x.NAMED]
    row = [*x.own(1), "Kinderboom", "Het Palet", *x.answers()]
    path = x.write_xlsx(tmp_path / "namens.xlsx", [head, row])
    asked = load(path, values=JOINT)
    assert asked.unknown_columns == tuple(head[len(x.NL) : len(x.NL) + 2])
    assert asked.suggestions["column", head[len(x.NL)]] == ("location",)
    answers = {name: asked.suggestions["column", name][0] for name in asked.unknown_columns}
    assert load(path, values=JOINT, columns=answers).kept
    assert set(cycle().dialogues[0].participants) == {"K1", "S2"}
