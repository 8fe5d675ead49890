"""Sending a form: what misses is said, what counts is kept once, and the own copy holds every answer."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document

from monitor.dialogues import drafts, submit, words
from monitor.dialogues import settings as years
from monitor.dialogues.form_fields import answer_field, discussed_field, label_field, new_own_key
from monitor.dialogues.own_copy import file_name, own_copy
from monitor.dialogues.records import Cycle
from monitor.session import Session

sys.path.append(str(Path(__file__).parent))
from build import MANDATORY, childcare, cycle, school

ON = date(2026, 6, 20)
SENT = datetime(2026, 6, 20, 14, 32, 10, 99)
PLACES = (childcare("k1"), childcare("k2"), school("s1"))


@pytest.fixture
def session(empty_workspace: Path) -> Session:
    return Session(empty_workspace)


@pytest.fixture
def year() -> Cycle:
    return cycle(PLACES, settings=years.template(2026, ""))


def form(session: Session, kind: str = "joint", **fields) -> drafts.DraftState:
    """A form that somebody filled in; an argument `a__b` is the field "a:b"."""
    journal = session.dialogues.journal
    draft = drafts.start(journal, "own", "", 2026, kind, "k1", ["k1"] if kind == "joint" else [])
    return filled(session, draft, **fields)


def filled(session: Session, draft: str, **fields) -> drafts.DraftState:
    if fields:
        drafts.save(session.dialogues.journal, draft, {n.replace("__", ":"): v for n, v in fields.items()})
    found = drafts.load(session.dialogues.journal, draft)
    assert found is not None
    return found


def whole(**more) -> dict:
    """The fields of a joint form on which nothing misses."""
    texts = {answer_field(theme, "stands_out"): "Het gaat goed." for theme in MANDATORY}
    return {"held_on": "2026-06-10", "participants": ["k1", "s1"], "reporter": "k1", **texts} | more


def said(year: Cycle, state: drafts.DraftState, kind: str = "") -> str:
    return "\n".join(issue.sentence for issue in submit.check(year, state, ON) if kind in ("", issue.kind))


def test_a_whole_form_misses_nothing(session: Session, year: Cycle):
    state = form(session, **whole())
    assert submit.check(year, state, ON) == ()
    assert submit.can_send(year.settings, state)


def test_an_empty_form_tells_all_that_misses_and_cannot_be_sent(session: Session, year: Cycle):
    state = form(session)
    missing = said(year, state, submit.MISSING)
    for theme in year.settings.mandatory:
        assert theme.label in missing
    assert "Vul in op welke dag" in missing
    assert "ten minste twee deelnemers" in missing
    assert "wie de terugkoppeling doet" in missing
    assert not submit.can_send(year.settings, state)
    fields = {issue.field for issue in submit.check(year, state, ON)}
    assert fields == {"held_on", "participants", "reporter", *(answer_field(t, "stands_out") for t in MANDATORY)}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"held_on": "2026-06-21"}, "De datum 21 juni 2026 is nog niet geweest."),
        ({"held_on": "2026-01-15"}, "valt buiten dialoogjaar 2026"),
        ({"held_on": "gisteren"}, "Vul in op welke dag"),
        ({"participants": ["k1", "k2"]}, "Er deed geen school mee."),
        ({"participants": ["k1", "jgz"]}, "ten minste twee deelnemers"),
        ({"reporter": "s9"}, "Kies wie de terugkoppeling doet."),
        ({answer_field("parents", "stands_out"): "  "}, "partnerschap met ouders” staat nog niets"),
        ({answer_field("parents", "stands_out"): "", discussed_field("parents"): "1"}, "staat alleen dat u het besprak"),
        ({answer_field("parents", "proud"): "Wij zijn trots op juf Sanne."}, "staat “Sanne”"),
        ({"theme:own-1:stands_out": "Tekst"}, "Een eigen thema heeft nog geen naam."),
        ({"theme:own-1:label": "Buitenspelen"}, "U koos het thema “Buitenspelen”."),
    ],
)  # fmt: skip
def test_each_thing_that_misses_is_said(session: Session, year: Cycle, change: dict, sentence: str):
    assert sentence in said(year, form(session, **whole(**change)))


def test_january_after_the_year_still_belongs_to_it(session: Session, year: Cycle):
    state = form(session, **whole(held_on="2027-01-15"))
    assert submit.check(year, state, date(2027, 1, 20)) == ()


def test_an_internal_form_asks_for_no_partners(session: Session, year: Cycle):
    state = form(session, "internal_childcare", **{k: v for k, v in whole().items() if k.startswith(("held", "theme"))})
    assert submit.check(year, state, ON) == ()
    assert submit.participants(state) == ("k1",)
    assert submit.reporter(state) == "k1"


def test_every_sentence_is_short(session: Session, year: Cycle):
    name = answer_field("parents", "proud")
    states = [
        form(session),
        form(session, **whole(**{name: "Wij bellen juf Sanne op 06 12345678.", "held_on": "2029-01-01"})),
    ]
    drafts.save(session.dialogues.journal, states[1].draft_id, {name: "anders"}, {name: ""})
    states.append(filled(session, states[1].draft_id))
    for state in states:
        for issue in submit.check(year, state, ON):
            for sentence in issue.sentence.replace("?", ".").split(". "):
                # A theme's name is one thing.
                plain = sentence
                for theme in year.settings.themes:
                    plain = plain.replace(theme.label, "thema")
                assert len(plain.split()) <= 15, sentence


# --------------------------------------------------------------------------------------------------------------- sending


def test_what_was_sent_is_a_dialogue_of_the_year(session: Session, year: Cycle):
    own = new_own_key()
    extra = {
        label_field(own): "Buitenspelen", answer_field(own, "proud"): "De tuin", discussed_field("continuity_oke"): "1",
        "help": "1", "help_text": "Hoe bereiken wij ouders?", "participants": ["k1", "s1", "jgz"],
        "reflection": "Alleen voor ons",
    }  # fmt: skip
    state = form(session, **whole(**extra))
    assert submit.submit(session.dialogues.journal, year, state, SENT)
    (found,) = session.dialogues.cycle("own", "", 2026).dialogues
    assert found.dialogue_id == submit.dialogue_id(state.draft_id)
    assert state.draft_id not in found.dialogue_id, "the id of a draft opens it, and this one stands in downloads"
    assert (found.form_type, found.held_on, found.submitted_at) == (
        "joint",
        date(2026, 6, 10),
        SENT.replace(microsecond=0),
    )
    assert (found.participants, found.reporter_id, found.channel) == (("k1", "s1", "jgz"), "k1", "here")
    assert found.help_asked == "Hoe bereiken wij ouders?"
    assert set(found.answers) == {*MANDATORY, "continuity_oke", "free:buitenspelen"}
    assert found.answers["free:buitenspelen"].label == "Buitenspelen"
    assert found.answers["free:buitenspelen"].proud == "De tuin"
    assert not found.answers["continuity_oke"].has_text
    everything = "".join(p.read_text("utf-8") for p in session.dialogues.journal.folder.glob("submissions/*.json"))
    assert "Alleen voor ons" not in everything


def test_a_typed_name_of_a_theme_of_the_year_is_that_theme(session: Session, year: Cycle):
    own = new_own_key()
    state = form(
        session, **{label_field(own): "Educatief partnerschap", answer_field(own, "proud"): "De koffie-ochtend"}
    )
    answers = {a["theme"]: a for a in submit.entry_of(year.settings, state)["answers"]}
    assert answers["parents"]["proud"] == "De koffie-ochtend"
    assert answers["parents"]["label"] == ""


def test_sending_twice_keeps_one_and_a_correction_replaces_it(session: Session, year: Cycle):
    journal = session.dialogues.journal
    state = form(session, **whole())
    assert submit.submit(journal, year, state, SENT)
    state = filled(session, state.draft_id)
    assert not submit.submit(journal, year, state, datetime(2026, 6, 21))
    assert len(journal.entries("submissions")) == 1
    assert state.is_sent
    assert not submit.is_changed(year.settings, state)
    state = filled(session, state.draft_id, reflection="Een eigen notitie")
    assert not submit.is_changed(year.settings, state)
    state = filled(session, state.draft_id, theme__parents__stands_out="Het gaat beter.")
    assert submit.is_changed(year.settings, state)
    assert submit.submit(journal, year, state, datetime(2026, 7, 9))
    (found,) = session.dialogues.cycle("own", "", 2026).dialogues
    assert found.answers["parents"].stands_out == "Het gaat beter."
    assert found.submitted_at == SENT.replace(microsecond=0), "a correction does not make it late"
    state = filled(session, state.draft_id)
    assert state.corrected_at is not None
    assert not submit.is_changed(year.settings, state)


def test_a_kill_between_sending_and_noting_it_sends_nothing_twice(session: Session, year: Cycle, monkeypatch):
    journal = session.dialogues.journal
    state = form(session, **whole())

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "note_sent", killed)
        with pytest.raises(Killed):
            submit.submit(journal, year, state, SENT)
    assert not submit.submit(journal, year, filled(session, state.draft_id), datetime(2026, 6, 22))
    assert len(journal.entries("submissions")) == 1
    assert filled(session, state.draft_id).is_sent


# -------------------------------------------------------------------------------------------------------------- own copy


def read(content: bytes) -> tuple[list[tuple[str, str]], str]:
    """(style, text) of each paragraph, and all text with tables, header and footer."""
    document = Document(io.BytesIO(content))
    lines = [(p.style.name, p.text) for p in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    edges = [p.text for s in document.sections for part in (s.header, s.footer) for p in part.paragraphs]
    return lines, "\n".join([*(text for _, text in lines), *cells, *edges])


def test_the_own_copy_holds_all_answers_before_and_after_sending(session: Session, year: Cycle):
    vocabulary = words.load()
    state = form(session, **whole(theme__parents__proud="<b>De</b> tuin\nen de & hal\x0b", reflection="Voor onszelf"))
    lines, text = read(own_copy(year, state, vocabulary))
    assert ("Heading 1", "Wie en wanneer") in lines
    assert ("Heading 2", "Welke acties zijn afgesproken?") in lines
    assert ("Quote", "<b>De</b> tuin\nen de & hal") in lines
    assert "Concept, laatst bewaard op" in text
    assert "Opvang k1 en School s1" in text
    assert "10 juni 2026" in text
    assert "Voor onszelf" in text
    assert "Fictieve gegevens" not in text
    submit.submit(session.dialogues.journal, year, state, SENT)
    state = filled(session, state.draft_id)
    _, text = read(own_copy(year, state, vocabulary, is_demo=True))
    assert "Verstuurd op" in text
    assert "Concept" not in text
    assert "Fictieve gegevens" in text


def test_the_name_of_the_copy_is_a_plain_file_name(session: Session, year: Cycle):
    odd = cycle((childcare("k1", name="../Het <Plein>: a/b"),), settings=year.settings)
    assert file_name(odd, form(session), words.load()) == "gezamenlijke_dialoog_het_plein_ab_2026.docx"
