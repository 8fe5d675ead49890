"""Verslag: every document of the year with its phase, its day, what stands in it, and a button."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from page_runs import html_of, plain, said, visit

from monitor.dialogues import quotes, reports
from monitor.dialogues import settings as years
from monitor.dialogues.status import status
from monitor.dialogues.words import QUESTIONS
from monitor.records import DEMO
from monitor.session import Session

PARAMS = {"tab": "verslag", "cijfers": "voorbeeld", "jaar": "2026", "peildatum": "2026-11-21"}
ON = date(2026, 11, 21)


def demo_cycle():
    opened = Session()
    return opened, opened.dialogues.cycle(DEMO, "voorbeeldstad", 2026)


def buttons(app) -> list[str]:
    return [element.proto.label for element in app.get("download_button")]


def test_every_document_has_a_button_under_its_phase(example_workspace):
    app = visit("dialoog", **PARAMS)
    labels = [f"Download: {kind.label}" for kind in reports.KINDS.values()]
    assert sorted(buttons(app)) == sorted(labels)
    _, cycle = demo_cycle()
    heads = [element.value for element in app.subheader]
    wanted = [p.label for p in cycle.settings.phases if p.code in {k.phase for k in reports.KINDS.values()}]
    assert heads == [*wanted, "Het hele jaar"]


def test_the_counts_beside_a_document_are_those_of_the_year(example_workspace):
    text = plain(html_of(visit("dialoog", **PARAMS)))
    _, cycle = demo_cycle()
    found = status(cycle, ON)
    delivered = len(found.internal.received) + len(found.internal.via_school_board)
    assert f"{delivered} van de {found.internal.required} locaties en scholen leverden" in text
    assert f"{found.actions.by_status['proposal']} voorstellen" in text
    assert f"{len(cycle.active)} brieven" in text


def test_each_phase_says_when_its_document_is_due(example_workspace):
    text = plain(html_of(visit("dialoog", **PARAMS)))
    assert "Klaar voor 31 oktober 2026. Dat is 21 dagen geleden." in text
    assert "Klaar voor 30 november 2026. Dat is over 9 dagen." in text


def test_it_says_how_many_quotes_are_picked_and_where_to_pick_them(example_workspace):
    assert "nog geen citaten gekozen" in said(visit("dialoog", **PARAMS))
    opened, cycle = demo_cycle()
    one, answer, question = next(
        (d, a, q) for d in cycle.counted(ON) for a in d.answers.values() for q in QUESTIONS if getattr(a, q)
    )
    quotes.pick(
        opened.dialogues.journal,
        cycle,
        one.dialogue_id,
        answer.theme,
        question,
        getattr(answer, question),
        checked=True,
    )
    app = visit("dialoog", **PARAMS)
    assert "is 1 citaat gekozen" in said(app)
    assert "Kies citaten bij Thema's" in [element.proto.label for element in app.get("page_link")]


def test_invented_data_say_so_and_the_source_is_at_hand(example_workspace):
    text = plain(html_of(visit("dialoog", **PARAMS)))
    assert "Fictieve gegevens · Bron: vragenlijsten van locaties en scholen · dataversie" in text
    assert "peildatum 21 november 2026" in text


def test_headings_go_down_one_level_at_a_time(example_workspace):
    app = visit("dialoog", **PARAMS)
    assert len(app.title) == 1
    assert [element.value for element in app.header] == ["Documenten van dit jaar"]


def test_names_of_a_user_are_text(example_workspace):
    opened, cycle = demo_cycle()
    first, *rest = [p for p in cycle.settings.phases if p.code == "lea"]
    hostile = "<img src=x onerror=alert(1)> :red[*lea*]"
    phases = tuple(replace(p, label=hostile) if p is first else p for p in cycle.settings.phases)
    years.save(opened.dialogues.journal, DEMO, replace(cycle.settings, phases=phases))
    app = visit("dialoog", **PARAMS)
    assert rest == []
    assert "<img" not in html_of(app)
    head = next(element.value for element in app.subheader if "img" in element.value)
    assert ":red[" not in head.replace("\\[", "").replace("\\:", "")
