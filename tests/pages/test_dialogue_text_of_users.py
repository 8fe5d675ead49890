"""A dialogue year in which every word of a user tries to be HTML or markdown: on each tab it is shown as text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from dialogue_year import NOW, YEAR, fill, flow, location
from page_runs import html_of, plain, said, visit
from test_text_of_users import LIVE, MARKS, SCRIPT, labels

from monitor.dialogues import action_edits, drafts, tags
from monitor.dialogues import settings as years

STRANGE = f"{SCRIPT} {MARKS}"
FIELD = "theme:parents:stands_out"


@pytest.fixture
def draft(empty_workspace: Path) -> str:
    """The id of a form in progress, in a workspace where everything has a strange name."""
    session = fill(empty_workspace, {
        "locations": [location("k1", "childcare", f"Opvang {STRANGE}", organisation=STRANGE),
                      location("s1", "school", f"School {STRANGE}")],
        "flows": [flow("k1", "s1", 12, 6)],
    })  # fmt: skip
    journal = session.dialogues.journal
    settings = years.template(YEAR)
    strange = replace(
        settings, municipality_label=STRANGE, dialogue_name=STRANGE,
        areas=tuple(replace(area, label=f"{area.label} {STRANGE}", contact_role=STRANGE) for area in settings.areas),
        phases=tuple(replace(phase, label=f"{phase.label} {STRANGE}") for phase in settings.phases),
        themes=tuple(replace(t, label=f"{t.label} {STRANGE}", short=f"{t.short} {STRANGE}", description=STRANGE)
                     for t in settings.themes),
    )  # fmt: skip
    years.save(journal, "own", strange, by=STRANGE)
    place = {"origin": "own", "municipality": "", "year": YEAR}
    answer = {"theme": "parents", "stands_out": STRANGE, "actions_text": STRANGE, "proud": STRANGE, "label": ""}
    free = answer | {"theme": "free:eigen", "label": STRANGE}
    for number in (1, 2):  # twice, so that the tab Inlezen asks whether they are one
        form = {"dialogue_id": f"d{number}", "form_type": "joint", "held_on": "2026-06-03", "reporter_id": "k1",
                "submitted_at": f"2026-06-0{number + 3}T12:00:00", "participants": ["k1", "s1"], "form_version": "",
                "help_asked": STRANGE}  # fmt: skip
        journal.append("submissions", {**place, "dialogue": form, "answers": [answer, free]})
    year = session.dialogues.cycle("own", "", YEAR)
    action_edits.new(journal, year, by=STRANGE, text=STRANGE, owners=(STRANGE,), result=STRANGE, dialogue_id="d1",
                     action_id="a1")  # fmt: skip
    tags.put(journal, year, ("d1", "parents", "stands_out"), SCRIPT)
    begun = drafts.start(journal, "own", "", YEAR, "internal_childcare", "k1", [])
    drafts.save(journal, begun, {FIELD: STRANGE}, {})
    return begun


TABS = [
    ("stand", {}), ("dekking", {}), ("doorstroom", {"locatie": "k1"}), ("themas", {}), ("themas", {"zoek": "vet"}),
    ("acties", {"actie": "a1"}), ("invullen", {}), ("verslag", {}), ("inlezen", {}), ("inrichten", {}),
]  # fmt: skip


@pytest.mark.parametrize(("tab", "params"), TABS, ids=["-".join((t, *p)) for t, p in TABS])
def test_every_word_of_a_user_is_text(tab, params, draft):
    day = {} if tab == "acties" else {"peildatum": NOW}  # only the actions of today can be changed
    app = visit("dialoog", tab=tab, jaar=str(YEAR), **day, **params)
    assert "onerror" in plain(html_of(app)) + said(app), "the strange names are on this page"
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []


def test_a_form_in_progress_shows_its_text_as_text(draft):
    app = visit("dialoog", tab="invullen", jaar=str(YEAR), peildatum=NOW, concept=draft)
    assert STRANGE in [area.value for area in app.text_area]
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []
