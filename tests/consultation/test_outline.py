"""What a briefing holds: the fixed order, numbers of figures, caveats, warnings, questions by subject, tables for paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.consultation import briefing
from monitor.consultation.briefing import outline, paper, words
from monitor.consultation.records import MERGED, Consultation, Fact, Point, Question
from monitor.records import COMPUTED, DEMO_STAMP, PUBLISHED
from monitor.tables import COUNT, Column, Table
from tests.consultation import build
from tests.consultation.everything import text_of


def made(session, consultation: Consultation) -> briefing.Outline:
    return briefing.outline_of(consultation, session, on=build.ON)


def test_figures_count_in_the_order_in_which_points_show_them(session):
    found = made(session, build.consultation())
    places = [(finding.item.item_id, finding.number) for finding in found.findings]
    assert places == [("item1", 1), ("item2", 2), ("item3", 3), ("item4", 0), ("item5", 0), ("item6", 4)]
    assert [finding.item.item_id for finding in found.others] == ["item5", "item6"]


def test_a_figure_under_two_points_is_shown_once_and_named_the_second_time(session):
    second = made(session, build.consultation()).points[1]
    assert [finding.item.item_id for finding in second.findings] == ["item3"]
    assert second.see == ("Zie ook: figuur 1.",)


def test_a_point_may_rest_on_a_finding_that_was_dropped(session):
    point = Point("p1", "Tekst.", title="Titel", item_ids=("gone", "item1"))
    found = made(session, build.consultation(points=(point,)))
    assert [finding.item.item_id for finding in found.points[0].findings] == ["item1"]


def test_fields_of_a_point_keep_their_order_and_a_point_carries_its_flags(session):
    first = made(session, build.consultation()).points[0]
    labels = [label for label, _ in first.fields]
    assert labels == [
        "Wat zien we?",
        "Wat betekent dit voor het veld?",
        "Wat kan LKK doen?",
        "Wat doet de sector zelf?",
    ]
    assert first.flags == ("Niet representatief",)
    assert first.heading == "1. Omgevingskwaliteit bij baby's"


def test_a_point_without_a_title_is_called_by_its_number(session):
    assert made(session, build.consultation()).points[2].heading == "Gesprekspunt 3"


def test_the_caveats_name_the_baseline_what_does_not_hold_for_all_and_where_an_analysis_follows(session):
    said = " ".join(made(session, build.consultation()).caveats)
    assert "Vergelijk altijd met 2017-2019." in said
    assert "Gastouderopvang: te weinig gastouders deden mee" in said
    assert "Analyse volgt: werkbeleving (" in said
    assert "verzonnen" not in said


@pytest.mark.parametrize(
    "consultation",
    [build.consultation(items=(build.demo_item(1),)), build.consultation(origin="demo"),
     build.consultation(items=(build.item(1, flags=(DEMO_STAMP,)),))],
)  # fmt: skip
def test_anything_invented_stamps_the_whole_briefing(session, consultation):
    found = made(session, consultation)
    assert found.stamp == DEMO_STAMP
    assert "verzonnen" in found.caveats[0]
    assert briefing.file_name(consultation, briefing.DOCX).endswith("-fictief.docx")


def test_without_anything_invented_there_is_no_stamp(session):
    assert made(session, build.consultation()).stamp == ""
    assert briefing.file_name(build.consultation(), briefing.PPTX) == "dias-overleg-lkk-maart-2027.pptx"


def test_a_text_that_compares_two_periods_only_gets_a_warning_wherever_it_stands(session):
    text = "De omgevingskwaliteit in de baby-opvang is gestegen tussen 2021-2022 en 2022-2023."
    point = Point("p1", text, means=text, title="Titel", item_ids=("item1",))
    items = (build.item(1, own_text=text),)
    found = made(session, build.consultation(core=(text,), points=(point,), items=items))
    for said in (found.core[0], found.points[0].fields[0][1], found.points[0].fields[1][1], found.findings[0].own):
        assert said.text == text
        assert "2017-2019" in said.warning
        assert any(line.startswith("Let op: ") for line in words.warned(said))


def test_a_text_with_the_baseline_gets_no_warning(session):
    point = Point("p1", "De score is terug op het niveau van 2017-2019.", title="Titel", item_ids=("item1",))
    assert made(session, build.consultation(points=(point,))).points[0].fields[0][1].warning == ""


@pytest.mark.parametrize("form", [briefing.DOCX, briefing.PPTX, briefing.PDF, briefing.XLSX])
def test_a_title_that_compares_two_periods_only_is_warned_of_in_each_form(session, drawn, form):
    """The title of a point heads a slide, so it is read without the rest."""
    point = Point(
        "p1", "Wij zien rust.", title="De omgevingskwaliteit is gestegen sinds 2021-2022", item_ids=("item1",)
    )
    plain = Point("p1", "Wij zien rust.", title="De omgevingskwaliteit", item_ids=("item1",))
    warned, quiet = (
        text_of(briefing.make(build.consultation(core=(), points=(one,)), session, form, on=build.ON), form)
        for one in (point, plain)
    )
    warning = "".join(made(session, build.consultation(points=(point,))).points[0].title.warning.split())
    assert warning in warned
    assert warning not in quiet


@pytest.mark.parametrize("form", [briefing.DOCX, briefing.PPTX, briefing.PDF, briefing.XLSX, briefing.FEEDBACK])
def test_an_answer_that_compares_two_periods_only_is_warned_of_in_each_form(session, drawn, form):
    """The answer goes to all members, who see no figure beside it."""
    claim = "De omgevingskwaliteit is gestegen sinds 2021-2022."
    warned, quiet = (
        text_of(
            briefing.make(
                build.consultation(core=(), points=(), questions=(Question("q", "Hoe gaat het?", answer=answer),)),
                session, form, on=build.ON,
            ),
            briefing.FORMS[form].suffix,
        )
        for answer in (claim, "De omgevingskwaliteit is hersteld.")
    )  # fmt: skip
    warning = "vergelijktalleen2021-2022en2022-2023"
    assert warning in warned
    assert warning not in quiet


def test_what_is_warned_of_in_a_point_is_warned_of_where_it_opens_the_briefing(session):
    text = "De omgevingskwaliteit in de baby-opvang is gestegen tussen 2021-2022 en 2022-2023."
    found = made(session, build.consultation(core=(), points=(Point("p1", text, item_ids=("item1",)),)))
    assert found.core[0].text == text
    assert "2017-2019" in found.core[0].warning


def test_without_a_core_the_first_points_tell_what_they_see(session):
    found = made(session, build.consultation(core=("", " ")))
    assert found.core[0].text == "De omgevingskwaliteit is terug op het niveau van 2017-2019."
    assert made(session, Consultation("x", "Leeg")).core == ()


def test_what_changed_since_a_finding_was_chosen_goes_along(session):
    shown = outline.build(
        build.consultation(), session.catalogue, "v", build.ON, changes={"item1": ("Het oordeel is nu: daling.",)}
    ).findings
    assert words.changed(shown[0]) == (outline.CHANGED, "Het oordeel is nu: daling.")
    assert words.changed(shown[1]) == ()


def test_how_many_were_measured_is_said_per_care_type_and_period(session):
    said = made(session, build.consultation()).findings[0].amounts
    assert said == "Gemeten groepen: baby-opvang 95 (2017-2019), 44 (2021-2022), 42 (2022-2023)."


# ------------------------------------------------------------------------------------------------ questions of members


def test_merged_questions_stand_under_the_one_that_speaks_for_them(session):
    groups = made(session, build.consultation()).groups
    assert [group.subject for group in groups] == ["Omgevingskwaliteit", "Gastouderopvang", "Andere vragen"]
    first = groups[0].questions[0]
    assert first.who == "Gevraagd door 3 leden."
    assert first.merged == ("Waarom minder ouderactiviteiten?",)
    assert first.figure == "Zie figuur 1."
    assert first.about == "Baby-opvang"
    assert all("ouderactiviteiten" not in part.question.text for group in groups for part in group.questions)


def test_a_question_merged_into_one_that_is_gone_speaks_for_itself(session):
    lost = Question("q1", "Wie ziet mij?", status=MERGED, merged_into="gone")
    itself = Question("q2", "En mij?", status=MERGED, merged_into="q2")
    groups = made(session, build.consultation(questions=(lost, itself))).groups
    assert [part.question.text for part in groups[0].questions] == ["Wie ziet mij?", "En mij?"]


def test_questions_of_most_members_come_first(session):
    few, many = Question("a", "Weinig?", members=1), Question("b", "Veel?", members=5)
    groups = made(session, build.consultation(questions=(few, many))).groups
    assert [part.question.text for part in groups[0].questions] == ["Veel?", "Weinig?"]


def test_codes_that_the_catalogue_does_not_know_are_other_questions(session):
    strange = Question("a", "Wat?", measure="gone", care_type="gone")
    assert made(session, build.consultation(questions=(strange,))).groups[0].subject == "Andere vragen"


# --------------------------------------------------------------------------------------------------- how to read this


def test_how_to_read_it_names_the_five_things_and_what_was_measured(session):
    item = build.item(1, flags=("Grote verschillen",))
    heads = dict(made(session, build.consultation(items=(item,))).reading)
    assert list(heads)[:4] == [
        "Vergelijk met 2017-2019", "De woorden", "Verschillen tussen groepen", "Elke opvangsoort apart"
    ]  # fmt: skip
    assert "Kinderen met zorgbehoeften" in heads
    assert "Gastouderopvang" in heads
    assert any(text.startswith("Grote verschillen: ") for text in heads["Wat betekent “Let op”?"])
    assert any(text.startswith("Omgevingskwaliteit: ") for text in heads["Wat is gemeten?"])


def test_another_monitor_has_its_own_words(other_monitor):
    from monitor.session import Session

    found = made(Session(other_monitor), Consultation("x", "Overleg", items=(build.item(1),)))
    said = " ".join([*found.caveats, *(text for _, texts in found.reading for text in texts)])
    assert "Vergelijk altijd met 2020." in said
    for word in ("2017", "gastouder", "LKK", "groepen"):
        assert word not in said


# ---------------------------------------------------------------------------------------------------- tables for paper


def wide(n_rows: int, n_columns: int = 37) -> Table:
    names = (Column("a", "Soort"), Column("b", "Onderdeel"))
    columns = (*names, *(Column(f"c{n}", f"Getal {n}", COUNT) for n in range(n_columns - 2)))
    return Table("Breed", columns, tuple((f"rij {r}", "x", *range(n_columns - 2)) for r in range(n_rows)))


def test_a_table_of_verdicts_with_too_many_columns_is_told_by_its_verdicts(session):
    measured = {"2017-2019": (95, 4.64, 0.6), "2022-2023": (42, 4.6, 0.6)}
    cell = ("kdv_baby", "environment_quality")
    facts = (
        Fact(*cell, COMPUTED, "own", "FULL_RECOVERY", "FULL_RECOVERY", "", measured),
        Fact(*cell, PUBLISHED, "published", "PARTIAL_RECOVERY", "PARTIAL_RECOVERY"),
    )
    found = paper.table_of(build.item(1, table=wide(2), facts=facts), session.catalogue)
    assert [column.label for column in found.columns][2:] == [
        "Score (aantal gemeten) in 2017-2019, 2021-2022, 2022-2023", "Oordeel (berekend)", "Oordeel (uit de bron)"
    ]  # fmt: skip
    assert found.rows == (
        ("Baby-opvang", "Omgevingskwaliteit", "4,6 (95) → geen cijfer → 4,6 (42)", "Volledig herstel", "Gedeeltelijk herstel"),
    )  # fmt: skip
    assert "XLSX" in found.note


def test_a_wide_table_of_something_else_goes_over_several_with_its_names_repeated(session):
    table = paper.table_of(build.item(1, table=wide(20), facts=()), session.catalogue)
    narrow, parts = paper.by_width([table])
    assert narrow == []
    assert all(part.columns[0].label == "Soort" and len(part.columns) <= paper.MOST_COLUMNS for part in parts)
    shown = [column.key for part in parts for column in part.columns[2:]]
    assert shown == [column.key for column in table.columns[2:]]
    assert all(len(part.rows) == 20 for part in parts)


def test_a_table_of_few_rows_is_turned_to_fit_a_page():
    turned = paper.upright(build.TABLE)
    assert [column.label for column in turned.columns] == ["Soort opvang", "Baby-opvang", "Gastouderopvang"]
    assert turned.rows[0] == ("2017-2019", "4,6", "4,4")
    assert turned.rows[-2][1:] == ("Volledig herstel", "Niet representatief")
    assert len(turned.rows) == len(build.TABLE.columns) - 1


def test_a_table_that_two_figures_share_stands_in_the_appendix_once(session):
    found = made(session, build.consultation())
    other = replace(build.TABLE, rows=build.TABLE.rows[:1])
    items = (build.item(1), build.item(2), build.item(3, table=other))
    found = made(session, build.consultation(items=items))
    captions = [table.caption for table in words.for_appendix(found, {"item1", "item2", "item3"})]
    assert captions == ["Figuur 1 en figuur 2: Cijfers bij de figuur", "Figuur 3: Cijfers bij de figuur"]
