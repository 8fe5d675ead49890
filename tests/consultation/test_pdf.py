"""The briefing as PDF: tagged, with the same content as the Word document, words of users as data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1]))
from read_pdf import alternative_texts, flat, page_texts, roles, title

from monitor.consultation import briefing
from monitor.consultation.records import Consultation
from monitor.records import DEMO_STAMP
from tests.consultation import build
from tests.consultation.test_outline import wide


def made(session, consultation: Consultation) -> bytes:
    return briefing.make(consultation, session, briefing.PDF, on=build.ON)


def test_it_is_tagged_and_has_the_parts_in_order(session, drawn):
    content = made(session, build.consultation())
    assert {"H1", "H2", "H3", "Figure", "Table", "TH"} <= set(roles(content))
    said = flat(content)
    heads = ("1.Dekern", "2.Gesprekspunten", "3.Vragenvanleden", "4.Hoeleestudit?", "5.Bijlage")
    assert [said.index(head) for head in heads] == sorted(said.index(head) for head in heads)
    assert title(content) == "Overleg LKK maart 2027"
    assert b"/Lang" in content


def test_each_picture_has_its_alternative_text(session, drawn):
    assert alternative_texts(made(session, build.consultation())) == [build.item(1).alt] * 4


def test_words_of_users_come_out_as_they_were_typed(session, drawn):
    said = flat(made(session, build.consultation(core=(build.HOSTILE,), contact=build.HOSTILE)))
    visible = "".join(build.VISIBLE.split())
    assert said.count(visible) == 8


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_stamp_stands_on_every_page_when_anything_is_invented(session, drawn, is_demo):
    item = build.demo_item(1, table=wide(20), facts=()) if is_demo else build.item(1)
    pages = page_texts(made(session, build.consultation(items=(item,))))
    assert len(pages) > 2
    assert all((DEMO_STAMP in page) is is_demo for page in pages)


def test_without_a_browser_a_table_stands_in_the_place_of_each_picture_with_why(session, no_browser):
    content = made(session, build.consultation())
    assert "Figure" not in roles(content)
    assert flat(content).count("debrowserChromiumisnietgevonden") == 4
    assert roles(content).count("Table") >= 4


def test_much_text_and_nothing_at_all_both_make_a_document(session, drawn):
    assert len(page_texts(made(session, build.large(session)))) > 10
    assert "Dekernisnognietgeschreven." in flat(made(session, Consultation("x", "Leeg")))
