"""A consultation on a full disk: what was typed stays on the screen, and nothing is half done."""

from __future__ import annotations

import errno

import pytest
from consultation_page import ON, asked, field, filled, kept, open_, press
from page_runs import checked, said, visit

from monitor.consultation.records import Point
from monitor.consultation.store import Consultations
from monitor.store.journal import Journal
from widgets.consultation.view import NOT_KEPT


@pytest.fixture
def full_disk(monkeypatch):
    def begin() -> None:
        def full(*_, **__):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Journal, "append", full)

    return begin


def test_on_a_full_disk_what_was_typed_stays_and_is_kept_later(store: Consultations, one: str, monkeypatch):
    point = store.save_point(one, Point("", seen="Begin."))
    name = f"point:{point}:seen"
    app = open_(one, "punten")
    append = Journal.append

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    field(app, name).input("Begin. En verder.").run()
    assert "Bewaren lukt nu niet. Uw tekst staat nog op dit scherm." in said(checked(app))
    assert field(app, name).value == "Begin. En verder."
    monkeypatch.setattr(Journal, "append", append)
    app = press(app, "again_consultation")
    assert kept(store, one).points[0].seen == "Begin. En verder."
    assert "Bewaren lukt nu niet" not in said(app)


def test_on_a_full_disk_nothing_is_half_done(store: Consultations, one: str, full_disk):
    first, second = filled(store, one)
    point = store.save_point(one, Point("", seen="Tekst"))
    (question,) = asked(store, one, "Hoe gaat het?")
    basket, points, questions = (open_(one, step) for step in ("mandje", "punten", "vragen"))
    new = visit("overleg", id="nieuw", peildatum=ON)
    field(new, "name_0").input("Nog een overleg").run()
    questions.session_state[f"question_{question}"] = True
    questions = checked(questions.run())
    field(questions, "paste_text_0").input("Wat kunnen wij doen?").run()
    before = kept(store, one)
    full_disk()
    for app, keys in (
        (basket, (f"Omlaag_{first}", f"drop_{second}", f"point_of_{first}")),
        (points, ("point_new", f"drop_point_{point}")),
        (questions, ("asked_add", "all_in_briefing", f"drop_question_{question}")),
        (new, ("consultation_make",)),
    ):
        for key in keys:
            assert [e.value for e in press(app, key).error] == [NOT_KEPT], key
    assert field(questions, "paste_text_0").value == "Wat kunnen wij doen?"
    assert field(new, "name_0").value == "Nog een overleg"
    now = kept(store, one)
    assert [i.item_id for i in now.items] == [first, second]
    assert (now.points, now.questions) == (before.points, before.questions)
