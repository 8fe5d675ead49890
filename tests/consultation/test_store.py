"""A consultation is kept as small changes: nothing that one person writes undoes what another wrote."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from monitor.consultation.records import ANSWERED, FIGURE, MERGED, NEW, Item, Point, Question
from monitor.consultation.store import FULL, Consultations, slug
from monitor.store.journal import Journal

ON = date(2027, 3, 1)


@pytest.fixture
def store(tmp_path):
    return Consultations(Journal(tmp_path))


@pytest.fixture
def meeting(store):
    return store.create("LKK-overleg", date(2027, 3, 16))


def again(store):
    """Another process with the same workspace."""
    return Consultations(Journal(store.journal.folder.parent))


def item(item_id="i1", **changes):
    one = Item(
        item_id, FIGURE, "trend", "recovery", {"care_type": item_id}, "Kop", "", "Zin.", "Bron", (), "own", "v1", ON
    )
    return replace(one, **changes)


# ------------------------------------------------------------------------------------------------------ the consultation


@pytest.mark.parametrize(
    ("name", "held_on", "expected"),
    [
        ("LKK-overleg", date(2027, 3, 16), "lkk-2027-03"),
        ("Overleg met het LKK", date(2027, 3, 16), "lkk-2027-03"),
        ("Overleg", date(2027, 3, 16), "overleg-2027-03"),
        ("Überleg & ministerie", date(2027, 3, 16), "uberleg-2027-03"),
        ("LKK voorjaar", None, "lkk-voorjaar"),
        ("永 !!", date(2027, 3, 16), "overleg-2027-03"),
        ("x" * 200, date(2027, 3, 16), "x" * 40 + "-2027-03"),
    ],
)
def test_the_id_tells_what_and_when(name, held_on, expected):
    assert slug(name, held_on) == expected


def test_two_meetings_of_one_month_have_two_ids(store, meeting):
    assert meeting == "lkk-2027-03"
    assert store.create("LKK", date(2027, 3, 30)) == "lkk-2027-03-2"
    assert again(store).create("LKK", date(2027, 3, 30)) == "lkk-2027-03-3"


def test_many_who_begin_at_once_each_get_their_own(store):
    stores = [again(store) for _ in range(8)]
    ids = []
    threads = [threading.Thread(target=lambda s=s: ids.append(s.create("LKK", ON))) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 8


def test_what_was_kept_is_there_for_another_process(store, meeting):
    store.save_basics(
        meeting, parties=["Ministerie van SZW", " LKK ", "LKK"], closes_on=ON, contact="vragen@voorbeeld.nl"
    )
    found = again(store).get(meeting)
    assert (found.name, found.held_on, found.closes_on) == ("LKK-overleg", date(2027, 3, 16), ON)
    assert found.parties == ("Ministerie van SZW", "LKK")
    assert (found.contact, found.origin, found.unreadable) == ("vragen@voorbeeld.nl", "own", 0)


@pytest.mark.parametrize("unknown", ["", "x", "../drafts", "a/b", "LKK", "lkk-2027-03-9", "a" * 100])
def test_an_id_from_an_address_that_nobody_began_is_nothing(store, unknown):
    assert store.get(unknown) is None
    with pytest.raises(KeyError):
        store.save_basics(unknown, name="x")
    assert store.all() == []


def test_a_name_is_needed_and_has_an_end(store, meeting):
    with pytest.raises(ValueError, match="Geef het overleg een naam"):
        store.create("   ")
    with pytest.raises(ValueError, match="Kort hem in"):
        store.save_basics(meeting, name="x" * 201)
    assert store.get(meeting).name == "LKK-overleg"
    assert len(store.all()) == 1


def test_the_newest_meeting_comes_first_and_one_without_a_day_before_it(store, meeting):
    later = store.create("Later", date(2028, 1, 1))
    undated = store.create("Nog geen dag")
    assert [one.consultation_id for one in store.all()] == [undated, later, meeting]


def test_the_core_is_kept_per_sentence(store, meeting):
    store.save_core(meeting, ("Een.", "", ""))
    other = again(store)
    other.save_core(meeting, ("Een.", "Twee.", ""))
    store.save_core(meeting, ("Een.", "Twee.", "Drie."))
    assert store.get(meeting).core == ("Een.", "Twee.", "Drie.")
    store.save_core(meeting, ("Een.",))
    assert [text for text in store.get(meeting).core if text] == ["Een."]


# ----------------------------------------------------------------------------------------------------------------- items


def test_the_same_finding_replaces_the_older_one_and_keeps_id_text_and_place(store, meeting):
    store.add_item(meeting, item("a"))
    store.add_item(meeting, item("b"))
    store.save_own_text(meeting, "a", "Mijn tekst")
    store.add_item(meeting, item("new", link={"care_type": "a"}, headline="Nieuwe cijfers", data_version="v2"))
    first, second = store.get(meeting).items
    assert (first.item_id, first.headline, first.data_version, first.own_text) == (
        "a", "Nieuwe cijfers", "v2", "Mijn tekst",
    )  # fmt: skip
    assert second.item_id == "b"


def test_a_finding_chosen_again_after_it_was_taken_away_comes_last_with_its_text(store, meeting):
    for name in "abc":
        store.add_item(meeting, item(name))
    store.save_own_text(meeting, "a", "Mijn tekst")
    store.drop_item(meeting, "a")
    assert [one.item_id for one in store.get(meeting).items] == ["b", "c"]
    store.add_item(meeting, item("a"))
    assert [(one.item_id, one.own_text) for one in store.get(meeting).items] == [
        ("b", ""),
        ("c", ""),
        ("a", "Mijn tekst"),
    ]


def test_an_order_of_somebody_who_had_not_seen_a_new_finding_keeps_it(store, meeting):
    for name in "abc":
        store.add_item(meeting, item(name))
    again(store).add_item(meeting, item("d"))
    store.order_items(meeting, ["c", "gone", "a", "c"])
    assert [one.item_id for one in store.get(meeting).items] == ["c", "a", "b", "d"]


def test_a_text_for_a_finding_that_another_took_away_brings_it_back(store, meeting):
    store.add_item(meeting, item("a"))
    store.drop_item(meeting, "a")
    store.save_own_text(meeting, "a", "Toch belangrijk")
    assert store.get(meeting).items[0].own_text == "Toch belangrijk"
    store.save_own_text(meeting, "never", "x")
    assert len(store.get(meeting).items) == 1


# ---------------------------------------------------------------------------------------------------------------- points


def test_two_people_in_two_fields_of_one_point_lose_nothing(store, meeting):
    point_id = store.save_point(meeting, Point("", seen="Wij zien"))
    opened = store.get(meeting).points[0]
    again(store).save_point(meeting, replace(opened, means="Dit betekent"))
    store.save_point(meeting, replace(opened, sector_does="Wij doen"), base=opened)
    assert store.get(meeting).points == (
        Point(point_id, seen="Wij zien", means="Dit betekent", sector_does="Wij doen"),
    )


def test_two_people_in_two_points_lose_nothing(store, meeting):
    one, two = (store.save_point(meeting, Point("", seen=text)) for text in ("een", "twee"))
    stores = [again(store), again(store)]
    for number in range(20):
        for writer, point_id in zip(stores, (one, two), strict=True):
            mine = next(p for p in writer.get(meeting).points if p.point_id == point_id)
            writer.save_point(meeting, replace(mine, means=f"{point_id} {number}"))
    assert [p.means for p in store.get(meeting).points] == [f"{one} 19", f"{two} 19"]


def test_writing_in_a_point_that_another_took_away_brings_it_back_whole(store, meeting):
    point_id = store.save_point(meeting, Point("", seen="Wij zien", title="Titel"))
    opened = store.get(meeting).points[0]
    again(store).drop_point(meeting, point_id)
    store.save_point(meeting, replace(opened, means="Nog een zin"), base=opened)
    assert store.get(meeting).points == (Point(point_id, seen="Wij zien", title="Titel", means="Nog een zin"),)


def test_an_eighth_point_is_refused_and_the_others_can_still_be_written(store, meeting):
    ids = [store.save_point(meeting, Point("", seen=str(n))) for n in range(7)]
    with pytest.raises(ValueError) as refused:
        store.save_point(meeting, Point("", seen="acht"))
    assert str(refused.value) == FULL
    store.save_point(meeting, Point(ids[3], seen="anders"))
    store.drop_point(meeting, ids[0])
    store.save_point(meeting, Point("", seen="acht"))
    store.order_points(meeting, [ids[6]])
    assert [p.seen for p in store.get(meeting).points] == ["6", "1", "2", "anders", "4", "5", "acht"]


def test_a_text_that_is_too_long_is_refused_and_nothing_is_half_kept(store, meeting):
    with pytest.raises(ValueError, match=r"5001 tekens. Kort hem in tot 5000 tekens"):
        store.save_point(meeting, Point("", seen="x" * 5001))
    assert store.get(meeting).points == ()


def test_any_sign_can_be_kept(store, meeting):
    odd = "Regel 1\nRegel 2\t“é” 👩‍👧 <b> \ud83d $x$ =1+1 \u202e"
    store.save_point(meeting, Point("", seen=odd))
    assert again(store).get(meeting).points[0].seen == odd.replace("\ud83d", "?")


# ------------------------------------------------------------------------------------------------------------- questions


def asked(store, meeting, *texts, **fields):
    return store.add_questions(meeting, [Question("", text, **fields) for text in texts])


def question(store, meeting, question_id):
    return next(q for q in store.get(meeting).questions if q.question_id == question_id)


def test_merging_keeps_the_count_of_members_and_can_be_undone(store, meeting):
    a, b, c = asked(store, meeting, "Een?", "Twee?", "Drie?", members=2)
    store.save_question(meeting, replace(question(store, meeting, b), status=ANSWERED))
    store.merge(meeting, a, [b, c, a, "never"])
    assert question(store, meeting, a).members == 6
    assert [(q.status, q.merged_into, q.members) for q in store.get(meeting).questions[1:]] == [(MERGED, a, 2)] * 2
    store.unmerge(meeting, b)
    assert question(store, meeting, a).members == 4
    assert (question(store, meeting, b).status, question(store, meeting, b).merged_into) == (ANSWERED, "")


def test_the_count_of_members_changed_by_hand_holds_for_the_question_with_those_merged_into_it(store, meeting):
    a, b = asked(store, meeting, "Een?", "Twee?")
    store.merge(meeting, a, [b])
    store.save_question(meeting, replace(question(store, meeting, a), members=9))
    assert question(store, meeting, a).members == 9
    store.unmerge(meeting, b)
    assert (question(store, meeting, a).members, question(store, meeting, b).members) == (8, 1)


def test_who_speaks_for_a_question_follows_a_second_merge(store, meeting):
    a, b, c = asked(store, meeting, "Een?", "Twee?", "Drie?")
    store.merge(meeting, b, [a])
    store.merge(meeting, c, [b])
    assert question(store, meeting, a).merged_into == c
    assert question(store, meeting, c).members == 3
    store.unmerge(meeting, b)
    assert question(store, meeting, a).merged_into == b
    assert (question(store, meeting, b).members, question(store, meeting, c).members) == (2, 1)


def test_two_people_who_merge_the_other_way_round_make_no_circle(store, meeting):
    a, b = asked(store, meeting, "Een?", "Twee?")
    store.merge(meeting, a, [b])
    again(store).merge(meeting, b, [a])
    assert [(q.merged_into, q.members) for q in store.get(meeting).questions] == [("", 2), (a, 1)]


def test_taking_away_the_speaker_lets_the_others_speak_again(store, meeting):
    a, b = asked(store, meeting, "Een?", "Twee?")
    store.merge(meeting, a, [b])
    store.drop_question(meeting, a)
    (left,) = store.get(meeting).questions
    assert (left.question_id, left.status, left.merged_into) == (b, NEW, "")


def test_two_people_in_two_fields_of_one_question_lose_nothing(store, meeting):
    (a,) = asked(store, meeting, "Een?")
    opened = question(store, meeting, a)
    again(store).save_question(meeting, replace(opened, answer="Antwoord"), base=opened)
    store.save_question(meeting, replace(opened, status=ANSWERED, received_on=ON), base=opened)
    assert question(store, meeting, a) == replace(opened, answer="Antwoord", status=ANSWERED, received_on=ON)


def test_addresses_and_phone_numbers_of_members_are_not_kept_on_disk(store, meeting):
    (a,) = asked(store, meeting, "Bel 06 12345678 of mail <piet@opvang.nl>?", organisation="De Eik (info@de-eik.nl)")
    opened = question(store, meeting, a)
    store.save_question(meeting, replace(opened, answer="Gemaild aan jan@x.nl en 055-123 45 67."))
    kept = "".join(path.read_text("utf-8") for path in store.journal.folder.rglob("*.json"))
    for private in ("piet", "opvang.nl", "de-eik", "jan@", "12345678", "123 45 67"):
        assert private not in kept
    assert question(store, meeting, a).text == "Bel (telefoonnummer weggelaten) of mail (e-mailadres weggelaten)?"


def test_a_status_that_we_do_not_know_is_refused(store, meeting):
    (a,) = asked(store, meeting, "Een?")
    with pytest.raises(ValueError, match="Deze status kennen we niet"):
        store.save_question(meeting, replace(question(store, meeting, a), status="done"))


# --------------------------------------------------------------------------------------------------------------- on disk


def test_what_did_not_change_is_not_written(store, meeting):
    store.save_point(meeting, Point("p", seen="x"))
    (a,) = asked(store, meeting, "Een?")
    before = store.journal.fingerprint(f"consultations/{meeting}")
    store.save_point(meeting, Point("p", seen="x"))
    store.save_question(meeting, question(store, meeting, a))
    store.save_basics(meeting, name="LKK-overleg", held_on=date(2027, 3, 16), parties=())
    store.save_core(meeting, ())
    store.add_questions(meeting, [])
    store.merge(meeting, a, [a])
    assert store.journal.fingerprint(f"consultations/{meeting}") == before


def test_a_change_that_cannot_be_read_costs_that_change_only_and_is_counted(store, meeting):
    store.save_point(meeting, Point("p", seen="x"))
    store.add_item(meeting, item("a"))
    folder = store.journal.folder / "consultations" / meeting
    newest = max(folder.glob("*.json"))
    newest.write_text(newest.read_text("utf-8")[:50], "utf-8")
    store.journal.append(f"consultations/{meeting}", {"kind": "item", "item": {"item_id": "b"}})
    store.journal.append(f"consultations/{meeting}", {"kind": "point", "parts": 3})
    store.journal.append(f"consultations/{meeting}", {"kind": "of a newer version"})
    found = again(store).get(meeting)
    assert [p.seen for p in found.points] == ["x"]
    assert (found.items, found.unreadable) == ((), 3)


@pytest.mark.parametrize(
    "damaged",
    [
        {"kind": "basics", "fields": {"held_on": "2027-99-99"}},
        {"kind": "basics", "fields": {"parties": 5}},
        {"kind": "basics", "fields": {"name": None}},
        {"kind": "core", "texts": {"999999999999": "x"}},
        {"kind": "core", "texts": {"0": 5}},
        {"kind": "point", "parts": [{"id": "q", "fields": {}}, {"id": "p", "fields": {"item_ids": 5}}]},
        {"kind": "question", "parts": [{"id": "q", "fields": {"text": "x", "members": "veel"}}]},
        {"kind": "question", "parts": [{"id": "q", "fields": {"text": "x", "received_on": "gisteren"}}]},
        {"kind": "question", "parts": [{"id": "q", "fields": {"text": "x", "status": "lost"}}]},
        {"kind": "question", "parts": [{"id": "q", "fields": {"text": "x", "merged_into": ["p"]}}]},
    ],
)
def test_values_of_another_sort_cost_that_change_only(store, meeting, damaged):
    store.save_point(meeting, Point("p", seen="x"))
    store.save_core(meeting, ("Eerst.",))
    before = store.get(meeting)
    store.journal.append(f"consultations/{meeting}", damaged)
    (found,) = again(store).all()
    assert (found.points, found.questions, found.core) == (before.points, (), ("Eerst.",))
    assert (found.name, found.held_on, found.parties) == (before.name, before.held_on, before.parties)
    assert found.unreadable == 1


def test_a_damaged_beginning_does_not_hide_the_rest(store, meeting):
    store.save_point(meeting, Point("p", seen="x"))
    folder = store.journal.folder / "consultations" / meeting
    min(folder.glob("*.json")).write_text("{", "utf-8")
    (found,) = again(store).all()
    assert (found.name, found.points, found.unreadable) == (meeting, (Point("p", seen="x"),), 1)


def test_a_field_of_a_newer_version_is_left_alone(store, meeting):
    parts = [{"id": "p", "fields": {"seen": "x", "colour": "red"}}]
    store.journal.append(f"consultations/{meeting}", {"kind": "point", "parts": parts})
    assert store.get(meeting).points == (Point("p", seen="x"),)


def test_many_writers_at_once_lose_nothing(store, meeting):
    def write(number):
        mine = again(store)
        for turn in range(5):
            mine.add_questions(meeting, [Question("", f"Vraag {number} {turn}")])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = {f"Vraag {number} {turn}" for number in range(6) for turn in range(5)}
    assert {q.text for q in store.get(meeting).questions} == expected


def test_between_two_changes_each_of_many_is_put_together_once(store):
    """Every page counts what is in the basket, so it asks for all of them."""
    ids = [store.create(f"Overleg {number}", date(2027, 3, 1)) for number in range(30)]
    before = {one.consultation_id: one for one in store.all()}
    assert all(one is before[one.consultation_id] for one in store.all())
    store.save_core(ids[4], ["Een zin."])
    changed = [one.consultation_id for one in store.all() if one is not before[one.consultation_id]]
    assert changed == [ids[4]]
