"""The fictitious municipality: committed as it is generated, with every awkward case, without persons, and installed once."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from monitor.catalogue import read_rows, spelling
from monitor.demo import dialogue, dialogue_source, install_all
from monitor.demo.dialogue_install import KIND, install_dialogue
from monitor.dialogues import names
from monitor.dialogues import settings as years
from monitor.dialogues.doubles import likely_doubles
from monitor.dialogues.records import JGZ, Cycle
from monitor.dialogues.words import (
    AGREED,
    CHILDCARE,
    DONE,
    DROPPED,
    FROM_LIST,
    IN_YEAR_PLAN,
    MISSING,
    NOT_ASKED,
    PROPOSAL,
    QUESTIONS,
    RUNNING,
    SCHOOL,
    SUPPRESSED,
    VALUE,
)  # fmt: skip
from monitor.session import Session
from monitor.store.schemas import SCHEMAS

TODAY = date(2026, 11, 21)
ANSWERS = dialogue_source.FOLDER / "answers.csv"


@pytest.fixture(scope="module")
def source() -> dialogue_source.Source:
    return dialogue_source.read()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    opened = Session(tmp_path_factory.mktemp("demo"))
    install_dialogue(opened.workspace)
    return opened


@pytest.fixture(scope="module")
def cycle(session) -> Cycle:
    return session.dialogues.cycle("demo", "voorbeeldstad", 2026)


@pytest.fixture(scope="module")
def before(cycle) -> Cycle:
    assert cycle.previous is not None
    return cycle.previous


# ---------------------------------------------------------------------------------------------------------- always the same


def test_what_is_committed_is_what_the_generator_makes(source):
    for name, table in dialogue.tables(source).items():
        committed = pq.read_table(dialogue_source.FOLDER / f"{name}.parquet")
        assert committed.equals(table), f"run: python -c 'from monitor.demo import dialogue; dialogue.write()' ({name})"
        assert committed.schema.equals(SCHEMAS[name])


def test_it_is_small():
    assert sum(path.stat().st_size for path in dialogue_source.FOLDER.glob("*.parquet")) < 100_000


def test_another_seed_gives_other_days_and_texts_and_another_id(source):
    one, other = dialogue.tables(source), dialogue.tables(source, seed=1)
    assert one["locations"].drop_columns("dataset_id").equals(other["locations"].drop_columns("dataset_id"))
    assert one["answers"]["stands_out"] != other["answers"]["stands_out"]
    assert one["answers"]["dataset_id"][0] != other["answers"]["dataset_id"][0]


def test_rows_of_every_file_are_whole(source):
    for name in dialogue_source.NAMES:
        rows = source.rows[name]
        assert rows
        assert all("" not in row for row in rows), f"{name}.csv has a row with too many cells"


def test_every_row_says_that_it_is_fictitious(source):
    for table in dialogue.tables(source).values():
        assert set(table["origin"].to_pylist()) == {"demo"}
        assert set(table["municipality"].to_pylist()) == {"voorbeeldstad"}


# -------------------------------------------------------------------------------------------------------------- its texts


def test_at_least_twelve_answers_per_theme_and_question(source):
    settings = source.settings(2026)
    for form in ("internal", "joint"):
        found = Counter(
            (row["theme"], row["question"]) for row in source.rows["answers"] if row["form"] in ("", form)
        )  # fmt: skip
        assert all(found[t.code, q] >= 12 for t in settings.main_themes for q in QUESTIONS)
    assert len({row["text"] for row in source.rows["answers"]}) == len(source.rows["answers"])


def test_sentences_are_short(source):
    texts = [row["text"] for row in (*source.rows["answers"], *source.rows["actions"])]
    sentences = [s for text in texts for s in text.replace("?", ".").split(". ") if s]
    assert [s for s in sentences if len(s.split()) > 15] == []


def test_nobody_is_named(cycle, before):
    known = names.known_words(cycle)
    texts = [
        text
        for year in (cycle, before)
        for text in (
            *(t for d in year.dialogues for a in d.answers.values() for t in (a.stands_out, a.actions_text, a.proud)),
            *(d.help_asked for d in year.dialogues),
            *(t for a in year.action_revisions for t in (a.text, a.result)),
            *(t for p in year.series for t in (p.definition, p.reason)),
            *(area.contact_role for area in year.settings.areas),
        )
    ]
    assert len(texts) > 1000
    found = {text[w.start : w.end]: text for text in texts for w in names.check(text, known)}
    assert found == {}


def test_owners_are_locations_organisations_or_roles(cycle, before):
    roles = {
        "Gemeente", "Jeugdgezondheidszorg", "Stuurgroep Jonge Kind", "Werkgroep", "Wijkteam Molenkwartier",
        *(area.contact_role for area in cycle.settings.areas),
    }  # fmt: skip
    places = {text for x in cycle.locations for text in (x.name, x.organisation)}
    owners = {owner for year in (cycle, before) for action in year.actions for owner in action.owners}
    assert owners <= roles | places


# --------------------------------------------------------------------------------------------- who takes part, and flows


def test_as_many_locations_as_told(cycle):
    assert Counter(x.kind for x in cycle.active) == {CHILDCARE: 22, SCHOOL: 14}
    assert len(cycle.locations) - len(cycle.active) == 2
    assert len(cycle.settings.areas) == 6
    assert {x.area for x in cycle.locations} == {area.code for area in cycle.settings.areas}
    organisations = {kind: {x.organisation for x in cycle.active if x.kind == kind} for kind in (CHILDCARE, SCHOOL)}
    assert (len(organisations[CHILDCARE]), len(organisations[SCHOOL])) == (4, 2)


def test_settings_name_the_municipality_and_keep_the_phases_of_the_template(cycle):
    settings = cycle.settings
    assert settings.municipality_label == "Voorbeeldstad"
    assert settings.phases == years.template(2026).phases
    assert len(settings.mandatory) == 3
    assert len(settings.main_themes) > len(years.template(2026).main_themes)


def test_five_schools_deliver_via_the_board_and_one_of_them_also_sent_a_form(cycle):
    via = [x.location_id for x in cycle.active if x.via_board]
    sent = {p for d in cycle.internal(TODAY) for p in d.participants}
    assert len(via) == 5
    assert len(set(via) & sent) == 1


def test_flows_have_all_four_states_and_small_ones(cycle):
    states = {f.children.state for f in cycle.flows} | {f.children_vve.state for f in cycle.flows}
    assert states == {VALUE, SUPPRESSED, MISSING, NOT_ASKED}
    assert any(f.children.value == 0 for f in cycle.flows)
    assert any(0 < f.children.known < 5 for f in cycle.flows)


def test_a_flow_doubled_and_others_ended(cycle, before):
    now = {(f.from_id, f.to_id): f.children.known for f in cycle.flows}
    then = {(f.from_id, f.to_id): f.children.known for f in before.flows}
    assert any(now.get(pair) == 2 * children and children >= 5 for pair, children in then.items())
    assert any(children >= 5 and pair not in now for pair, children in then.items())
    assert any(children >= 5 and now.get(pair) == 0 for pair, children in then.items())
    assert set(now) - set(then)


def with_vve(cycle: Cycle) -> set[str]:
    return {place for f in cycle.flows if f.children_vve.known > 0 for place in (f.from_id, f.to_id)}


def test_closed_doors_with_and_without_a_partner_and_one_without_vve(cycle):
    talked = {p for d in cycle.joint(TODAY) for p in d.participants}
    active = {x.location_id for x in cycle.active}
    closed = (with_vve(cycle) & active) - talked
    partners = {
        place: {x for f in cycle.flows if place in (f.from_id, f.to_id) for x in (f.from_id, f.to_id)} - {place}
        for place in closed
    }
    assert len(closed) >= 3
    assert any(found & active for found in partners.values())
    assert any(not found & active for found in partners.values())
    assert active - with_vve(cycle) - talked


# ---------------------------------------------------------------------------------------------------------------- dialogues


def test_internal_forms_that_are_late_or_missing(cycle):
    end = cycle.settings.phases[0].end
    late = [d for d in cycle.internal(TODAY) if d.submitted_at and d.submitted_at.date() > end]
    assert len(late) >= 3
    sent = {p for d in cycle.internal(TODAY) for p in d.participants}
    assert len([x for x in cycle.active if x.location_id not in sent and not x.via_board]) >= 3


def test_of_two_reports_by_one_location_the_last_is_current(cycle):
    earlier = [d for d in cycle.dialogues if not d.is_joint and not d.is_current]
    assert earlier
    for one in earlier:
        (current,) = [d for d in cycle.internal(TODAY) if d.participants == one.participants]
        assert (current.submitted_at, one.submitted_at) == tuple(
            sorted([current.submitted_at, one.submitted_at], reverse=True)
        )


def test_dialogues_without_a_day_and_known_from_a_list_only(cycle):
    assert any(d.held_on is None and d.submitted_at for d in cycle.dialogues)
    assert any(d.known_on is None for d in cycle.dialogues)
    listed = [d for d in cycle.dialogues if not d.themes_asked]
    assert {d.is_joint for d in listed} == {True, False}
    assert all(d.channel == FROM_LIST and not d.answers for d in listed)


def test_a_district_dialogue_with_many_and_the_youth_health_service(cycle):
    largest = max((d for d in cycle.dialogues if d.is_joint), key=lambda d: len(d.participants))
    assert len(largest.participants) >= 7
    assert JGZ in largest.participants


def test_one_likely_double_and_a_second_talk_that_is_none(cycle):
    (double,) = likely_doubles(cycle)
    assert {double.first.reporter_id, double.second.reporter_id} == set(double.first.participants)
    partners = Counter(frozenset(d.participants) for d in cycle.joint(TODAY))
    assert sorted(partners.values())[-2:] == [2, 2]


def test_joint_dialogues_that_miss_a_mandatory_theme(cycle):
    mandatory = {t.code for t in cycle.settings.mandatory}
    missing = [mandatory - set(d.answers) for d in cycle.joint(TODAY) if d.themes_asked]
    assert len([m for m in missing if m]) >= 3
    assert any(not m for m in missing)


def test_chosen_themes_free_names_and_sub_topics(cycle):
    answers = [a for d in cycle.counted(TODAY) for a in d.answers.values()]
    known = {a.theme: cycle.settings.theme(a.theme) for a in answers}
    assert any(t and not t.mandatory and not t.parent for t in known.values())
    assert any(t and t.parent for t in known.values())
    free = [a.label for a in answers if known[a.theme] is None]
    assert len(set(free)) > len({spelling(label) for label in free}) >= 2


def test_help_is_asked_and_some_answers_are_empty(cycle):
    assert {d.is_joint for d in cycle.counted(TODAY) if d.help_asked} == {True, False}
    answers = [a for d in cycle.counted(TODAY) for a in d.answers.values()]
    assert any(not a.proud for a in answers)
    assert sum(a.has_text for a in answers) > 0.9 * len(answers)


def test_days_are_plausible(cycle, before):
    for year in (cycle, before):
        for one in year.dialogues:
            if one.held_on and one.submitted_at:
                assert one.held_on <= one.submitted_at.date() <= TODAY
                assert one.held_on.weekday() < 5
        first = year.settings.phases[0].start
        assert all(d.held_on is None or d.held_on >= first for d in year.dialogues)
        assert all(a.changed_at and a.changed_at.date() <= TODAY for a in year.action_revisions)


# -------------------------------------------------------------------------------------------------------- actions, series


def test_actions_in_every_status_overdue_ownerless_and_with_two_owners(cycle):
    assert {a.status for a in cycle.actions} == {PROPOSAL, AGREED, IN_YEAR_PLAN, RUNNING, DONE, DROPPED}
    assert len([a for a in cycle.actions if a.is_overdue(TODAY)]) >= 3
    assert any(not a.owners for a in cycle.actions if not a.is_closed)
    assert any(len(a.owners) == 2 for a in cycle.actions)
    assert all(a.result for a in cycle.actions if a.status == DONE)
    assert len(cycle.action_revisions) > len(cycle.actions)


def test_last_years_actions_with_and_without_a_follow_up(before):
    assert any(a.status == DONE and a.result for a in before.actions)
    assert any(a.status == AGREED and not a.result for a in before.actions)


def test_actions_come_from_dialogues_and_themes_that_exist(cycle, before):
    for year in (cycle, before):
        known = {d.dialogue_id: d for d in year.dialogues}
        for action in year.actions:
            assert not action.dialogue_id or action.dialogue_id in known
            assert year.settings.theme(action.theme) or any(
                spelling(action.theme) == a.theme for d in year.dialogues for a in d.answers.values()
            )


def test_series_of_the_triple_with_breaks_and_all_states(cycle):
    assert {p.aspect for p in cycle.series} == {"reach", "quality", "yields"}
    assert {p.amount.state for p in cycle.series} == {VALUE, SUPPRESSED, MISSING, NOT_ASKED}
    assert {bool(p.location_id) for p in cycle.series} == {True, False}
    assert any(p.amount.value == 0 for p in cycle.series)
    assert all(p.reason for p in cycle.series if p.is_break or p.amount.state in (MISSING, NOT_ASKED))


def test_codes_in_the_files_are_known(source):
    places = {row["location_id"] for row in source.rows["locations"]} | {JGZ}
    named = [row[column] for row in source.rows["flows"] for column in ("from", "to")]
    named += [row["location_id"] for row in source.rows["internal_cases"]]
    named += [p for row in source.rows["joint"] for p in row["participants"].split(";")]
    named += [row["location_id"] for row in source.rows["series"] if row["location_id"]]
    assert set(named) <= places
    assert {row["question"] for row in read_rows("answers.csv", [ANSWERS.parent])} == set(QUESTIONS)


# ------------------------------------------------------------------------------------------------------------- in a workspace


def test_installing_it_twice_changes_nothing(tmp_path: Path):
    session = Session(tmp_path)
    first = install_dialogue(session.workspace)
    log = sorted(p.name for p in tmp_path.rglob("*.json"))
    assert install_dialogue(session.workspace) == first
    assert sorted(p.name for p in tmp_path.rglob("*.json")) == log
    assert session.state().ids(origin="demo", kind=KIND) == [first.dataset_id]
    assert session.dialogues.cycles("demo") == [("voorbeeldstad", 2026), ("voorbeeldstad", 2025)]
    assert session.dialogues.cycles("own") == []


def test_other_content_takes_its_place_and_other_data_stay(tmp_path: Path, source):
    session = Session(tmp_path / "workspace")
    scores, first = install_all(session.workspace, session.database, session.catalogue)
    other = tmp_path / "other"
    shutil.copytree(dialogue_source.FOLDER, other)
    dialogue.write(other, seed=5)
    second = install_dialogue(session.workspace, other)
    assert second.dataset_id != first.dataset_id
    assert set(session.state().datasets) == {scores.dataset_id, second.dataset_id}
    again = install_dialogue(session.workspace)
    assert set(session.state().datasets) == {scores.dataset_id, again.dataset_id}
    assert again.dataset_id == first.dataset_id


def test_settings_that_somebody_kept_stay(tmp_path: Path):
    session = Session(tmp_path)
    install_dialogue(session.workspace)
    mine = replace(session.dialogues.settings("demo", "voorbeeldstad", 2026), municipality_label="Anders")
    years.save(session.dialogues.journal, "demo", mine)
    install_dialogue(session.workspace)
    assert session.dialogues.settings("demo", "voorbeeldstad", 2026).municipality_label == "Anders"
