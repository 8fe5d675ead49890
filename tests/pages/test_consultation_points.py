"""The points of a consultation: they begin with what the data say, and what two people write is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from consultation_page import asked, field, filled, kept, open_, opened, press
from page_runs import checked, said

from monitor.consultation.records import MOST_POINTS, Point
from monitor.consultation.store import Consultations
from tests.consultation.build import item


def test_a_point_begins_with_what_the_data_say(store: Consultations, one: str):
    first, _ = filled(store, one)
    store.add_item(one, replace(item(1), flags=("Analyse volgt",)))
    app = press(open_(one, "mandje"), f"point_of_{first}")
    assert app.button(key=f"point_of_{first}").disabled, "there is a point about it already"
    (point,) = kept(store, one).points
    assert item(1).sentence in point.seen
    assert point.item_ids == (first,)
    app = open_(one, "punten")
    labels_ = [area.label for area in app.text_area]
    assert labels_[3:] == [
        "Wat zien we? (punt 1)", "Wat betekent dit voor het veld? (punt 1)", "Wat kan LKK doen? (punt 1)",
        "Wat doet de sector zelf? (punt 1)",
    ]  # fmt: skip
    assert "⚠ Let op: Analyse volgt." in said(app)
    field(app, f"point:{point.point_id}:means").input("Meer rust op de groep.").run()
    field(app, "core:1").input("Het beeld is gemengd.").run()
    now = kept(store, one)
    assert now.points[0].means == "Meer rust op de groep."
    assert now.core == ("", "Het beeld is gemengd.")


def test_no_more_than_seven_points(store: Consultations, one: str):
    for _ in range(MOST_POINTS - 1):
        store.save_point(one, Point("", title="punt"))
    app = press(open_(one, "punten"), "point_new")
    assert len(kept(store, one).points) == MOST_POINTS
    assert "U hebt 7 gesprekspunten. Meer past niet in één overleg." in said(app)
    assert "point_new" not in [b.key for b in app.button]


def test_points_move_and_come_back_after_they_were_taken_away(store: Consultations, one: str):
    first, second = (store.save_point(one, Point("", seen=f"Tekst {n}", title=f"Titel {n}")) for n in (1, 2))
    app = press(open_(one, "punten"), f"Omlaag_{first}")
    assert [p.point_id for p in kept(store, one).points] == [second, first]
    app = press(app, f"drop_point_{second}")
    assert [p.point_id for p in kept(store, one).points] == [first]
    app = press(app, "undo_0")
    assert [(p.point_id, p.seen) for p in kept(store, one).points] == [(second, "Tekst 2"), (first, "Tekst 1")]


def test_a_claim_over_two_periods_is_warned_for_and_the_safe_words_are_one_click_away(store: Consultations, one: str):
    (first,) = filled(store, one, 1)
    claim = "Dit is goed. De omgevingskwaliteit is gestegen."
    point = store.save_point(one, Point("", title="Omgeving", item_ids=(first,)))
    name = f"point:{point}:means"
    app = open_(one, "punten")
    assert not app.get("button") or f"safe_{name}" not in [b.key for b in app.button]
    field(app, name).input(claim).run()
    assert "Zet 2017-2019 erbij." in said(checked(app))
    assert "Wel zeggen:" in said(app)
    app = press(app, f"safe_{name}")
    changed = kept(store, one).points[0].means
    assert "is gestegen" not in changed
    assert changed.startswith("Dit is goed.")
    assert f"safe_{name}" not in [b.key for b in app.button]
    app = press(app, "undo_0")
    assert kept(store, one).points[0].means == claim
    assert field(app, name).value == claim


@pytest.mark.parametrize("step", ["mandje", "vragen", "terugkoppeling"])
def test_own_words_and_answers_are_guarded_too(store: Consultations, one: str, step: str):
    (first,) = filled(store, one, 1)
    (question,) = asked(store, one, "Hoe gaat het?", item_id=first)
    app = opened(one, step, question)
    name = f"item:{first}:own_text" if step == "mandje" else f"question:{question}:answer"
    field(app, name).input("De omgevingskwaliteit is gestegen.").run()
    assert "Zet 2017-2019 erbij." in said(checked(app))
    field(app, name).input("De omgevingskwaliteit is hersteld.").run()
    assert "Zet 2017-2019 erbij." not in said(checked(app))


def test_two_people_in_one_text_lose_nothing(store: Consultations, one: str):
    point = store.save_point(one, Point("", seen="Begin.", means="Ook."))
    name = f"point:{point}:seen"
    app = open_(one, "punten")
    colleague = replace(kept(store, one).points[0], seen="De collega schreef dit.", means="Ook van de collega.")
    store.save_point(one, colleague)
    field(app, name).input("Ik schreef dat.").run()
    checked(app)
    assert "Iemand anders schreef hier ook iets:" in said(app)
    assert "De collega schreef dit." in [t.value for t in app.text]
    app = press(app, f"below_{name}")
    now = kept(store, one).points[0]
    assert now.seen == "Ik schreef dat.\n\nDe collega schreef dit."
    assert now.means == "Ook van de collega."
    assert "Iemand anders schreef hier ook. Uw eigen tekst is bewaard." in said(app)
    app = press(app, "newer_consultation")
    assert field(app, f"point:{point}:means").value == "Ook van de collega."
