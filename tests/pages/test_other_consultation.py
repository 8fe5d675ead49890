"""A consultation of another monitor: other things measured, two periods, no dip, and not a word of the shipped one."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from page_runs import drawn_words, said, visit, warnings

from monitor.blocks.recipes import remake, view_of
from monitor.consultation import briefing, items, stale, two_periods
from monitor.consultation.briefing.outline import Outline
from monitor.consultation.points import prefilled
from monitor.consultation.records import Consultation, Point, Question
from monitor.consultation.store import Consultations
from monitor.export import images
from monitor.records import COMPUTED, DEMO
from monitor.session import Session
from widgets.consultation import screen

ON = date(2026, 11, 22)
SHIPPED = re.compile(
    r"\b(LKK|bso|buitenschoolse|gastouder\w*|baby\w*|peuter\w*|dagopvang|kinderopvang|omgevingskwaliteit|corona|"
    r"201[0-9]|2021|2022|2023)\b",
    re.IGNORECASE,
)
MAKES = ("trend", "strip", "lower_end", "question")


@pytest.fixture
def session(other_monitor, other_example) -> Session:
    return Session(other_example())


@pytest.fixture
def consultation(session: Session) -> Consultation:
    """A figure of each kind that this monitor can have, a point on the first and a question of members."""
    measure, part = (
        next(m for m in session.catalogue.measures.values() if bool(m.parent) is has) for has in (False, True)
    )
    whole = {"origin": DEMO, "measure": measure.code}
    recipes = [{**whole, "make": make} for make in MAKES] + [
        {"make": "overview", "origin": DEMO, "measures": [measure.code]},
        {"make": "trend", "origin": DEMO, "measure": part.code},
        {"make": "verdict", "basis": COMPUTED, "origin": DEMO, "measure": measure.code,
         "care_type": next(iter(session.catalogue.care_types))},
    ]  # fmt: skip
    blocks = [remake(session, recipe) for recipe in recipes]
    assert all(blocks), "each of these can be made of this monitor"
    found = tuple(items.from_block(block, view_of(session, DEMO, on=ON), {}) for block in blocks)
    store = Consultations(session.dialogues.journal)
    made = store.create("Overleg met leescafés", date(2027, 3, 1), date(2027, 2, 1), ["de gemeente"], origin=DEMO)
    for item in found:
        store.add_item(made, item)
    store.save_point(made, Point("", prefilled(found[0]), "Gasten lezen meer.", item_ids=(found[0].item_id,)))
    store.add_questions(made, [Question("", "Hoe is het lawaai gemeten?", measure="noise", care_type="indoor")])
    return store.get(made)


def test_what_a_dip_explains_cannot_be_made_without_one(session):
    assert session.catalogue.dip is None
    measure = next(iter(session.catalogue.measures))
    assert remake(session, {"make": "split", "origin": DEMO, "measure": measure}) is None


def test_two_periods_may_be_compared_when_there_is_no_dip(session):
    assert two_periods.check("Het leesplezier is gestegen tussen 2020 en 2024.", (), session.catalogue) is None


def test_findings_stand_as_they_were_kept(session, consultation):
    for item in consultation.items:
        assert stale.changes(item, session) is None
        assert stale.changes(replace(item, data_version="before"), session) is None, "made again it says the same"


def words_of(outline: Outline) -> str:
    told = [*outline.lead, *outline.caveats, *(text for head, texts in outline.reading for text in (head, *texts))]
    for finding in outline.findings:
        item = finding.item
        told += [item.headline, item.subline, item.sentence, item.alt, item.source, finding.amounts, *item.flags]
    return " ".join(told)


def test_the_briefing_says_no_word_of_the_shipped_monitor(session, consultation):
    outline = briefing.outline_of(consultation, session, on=ON)
    assert len(outline.findings) == len(consultation.items)
    text = words_of(outline)
    assert [text[max(m.start() - 90, 0) : m.end() + 40] for m in SHIPPED.finditer(text)] == []
    assert "Vergelijk altijd met 2020." in outline.caveats
    assert outline.groups[0].subject == "Lawaai"
    assert "Wat kan MLC doen?" in [label for label, _ in outline.points[0].fields]


def test_its_documents_come_without_the_shipped_words(session, consultation, monkeypatch, tmp_path):
    """Without a browser: tables stand in the place of pictures, so every number is in words."""
    images.forget()
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PATH", str(tmp_path))
    for form in (briefing.DOCX, briefing.PPTX, briefing.XLSX, briefing.FEEDBACK):
        with zipfile.ZipFile(io.BytesIO(briefing.make(consultation, session, form, on=ON))) as file:
            parts = [
                n for n in file.namelist() if re.search(r"(document|slide\d+|notesSlide\d+|sharedStrings)\.xml$", n)
            ]
            text = " ".join(re.sub(r"<[^>]+>", " ", file.read(name).decode()) for name in parts)
        assert "leescafés" in text, form
        assert sorted({match[0] for match in SHIPPED.finditer(text)}) == [], form


def test_no_step_says_a_word_of_the_shipped_monitor(consultation):
    for step in screen.PARTS:
        app = visit(
            "overleg", stap=step, id=consultation.consultation_id, cijfers="voorbeeld", peildatum=ON.isoformat()
        )
        assert warnings(app) == [], step
        assert "leescafés" in said(app), step
        assert sorted({match[0] for match in SHIPPED.finditer(drawn_words(app))}) == [], step
