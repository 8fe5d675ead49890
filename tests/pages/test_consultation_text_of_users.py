"""What users wrote in a consultation is text on every step, never markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from consultation_page import STEPS, asked, field, kept, open_
from page_runs import checked, html_of, plain, said
from test_text_of_users import LIVE, MARKS, SCRIPT, labels

from monitor.consultation.records import Point
from monitor.consultation.store import Consultations
from tests.consultation.build import item

STRANGE = f"{SCRIPT} {MARKS}"


def test_every_word_of_a_user_is_text_on_every_step(store: Consultations, empty_workspace: Path):
    one = store.create(STRANGE, date(2027, 3, 12), date(2027, 3, 5), (STRANGE,), contact=STRANGE)
    store.add_item(one, replace(item(1), headline=STRANGE, sentence=STRANGE, flags=(STRANGE,), own_text=STRANGE,
                                source=STRANGE, subline=STRANGE, may_say=STRANGE, not_say=STRANGE))  # fmt: skip
    (only,) = [i.item_id for i in kept(store, one).items]
    store.save_core(one, (STRANGE,))
    store.save_point(one, Point("", STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, (only,)))
    texts = (f"Eerste vraag {STRANGE}", f"Eerste vraag ook {STRANGE}")
    question, _ = asked(store, one, *texts, organisation=STRANGE, answer=STRANGE)
    for step in STEPS:
        app = open_(one, step)
        app.session_state[f"look_{only}"] = app.session_state[f"question_{question}"] = True
        app = checked(app.run())
        assert "onerror" in plain(html_of(app)) + said(app), step
        assert SCRIPT not in html_of(app), step
        assert [text for text in labels(app) if LIVE.search(text)] == [], step


def test_what_is_left_out_of_a_pasted_text_is_shown_as_text(store: Consultations, one: str):
    app = open_(one, "vragen")
    field(app, "paste_text_0").input(f"Beste {SCRIPT},\n\nHoe gaat het met {STRANGE}?\n\nMet groet,\n{STRANGE}").run()
    checked(app)
    assert "Dit laten wij weg" in said(app)
    assert "onerror" in plain(html_of(app))
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []
