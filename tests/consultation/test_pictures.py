"""All pictures with one browser, and the ZIP of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from monitor.consultation import briefing
from monitor.consultation.briefing import pictures
from monitor.consultation.items import figure_of
from monitor.export import images
from monitor.figures import template as t
from tests.consultation import build


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def made(session, consultation) -> dict[str, bytes]:
    return files(briefing.make(consultation, session, briefing.ZIP, on=build.ON))


def test_each_figure_is_there_as_png_and_svg_with_a_list_of_what_they_are(session, drawn):
    found = made(session, build.consultation())
    assert sorted(name.rsplit(".", 1)[-1] for name in found) == ["png"] * 4 + ["svg"] * 4 + ["txt"]
    told = found["lees-mij.txt"].decode("utf-8-sig")
    for said in (build.item(1).headline, build.item(1).alt, build.item(1).source, "Let op: Niet representatief."):
        assert said in told


def test_a_picture_on_its_own_has_the_finding_inside(session, drawn):
    made(session, build.consultation())
    written = " ".join(note.text for note in drawn[0].figure.layout.annotations)
    for said in ("terug op het niveau van", "gemiddelde van de gemeten groepen", "Bron: eigen meting"):
        assert said in written.replace("<br>", " ")


def test_without_a_browser_the_zip_holds_tables_and_says_why(session, no_browser):
    found = made(session, build.consultation())
    assert sorted(name.rsplit(".", 1)[-1] for name in found) == ["csv"] * 4 + ["txt"]
    assert "de browser Chromium is niet gevonden" in found["lees-mij.txt"].decode("utf-8-sig")


def test_names_in_a_zip_cannot_lead_out_of_a_folder(session, drawn):
    item = build.item(1, headline="../../etc/passwd \\ .. : * ?")
    names = list(made(session, build.consultation(items=(item,))))
    assert not [name for name in names if "/" in name or "\\" in name or ".." in name]


def figure(width: int):
    return t.figure([{"type": "scatter", "x": [1, 2], "y": [1.0, 2.0]}], t.layout(height=120, width=width))


@pytest.fixture
def browsers(monkeypatch) -> list[object]:
    """The browsers that were started."""
    import kaleido

    started: list[object] = []

    class Counted(kaleido.Kaleido):
        def __init__(self, *args, **kwargs):
            started.append(self)
            super().__init__(*args, **kwargs)

    monkeypatch.setattr(kaleido, "Kaleido", Counted)
    images.forget()
    return started


def test_many_pictures_take_one_browser_and_one_that_fails_takes_none_along(browsers):
    wanted = [
        images.Drawing(figure(120)),
        images.Drawing(figure(125), "no such kind"),
        images.Drawing(figure(130), images.SVG),
    ]
    told: list[int] = []
    first, failed, last = images.draw_all([*wanted, wanted[0]], told.append)[:3]
    assert first.startswith(b"\x89PNG")
    assert failed is None
    assert last.startswith(b"<svg")
    assert len(browsers) == 1
    assert told == [2, 3, 4]
    assert images.draw_all(wanted[:1]) == [first]
    assert len(browsers) == 1


def test_a_browser_that_does_not_start_is_said_in_dutch(monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    images.forget()
    monkeypatch.setenv("BROWSER_PATH", str(program))
    with pytest.raises(images.ImageError, match="De afbeelding maken is niet gelukt"):
        images.to_png(figure(140))


def test_a_drawing_that_cannot_be_drawn_leaves_its_table_and_a_note(session, no_browser):
    """Damaged on disk, or kept by another version of the library that draws."""
    finding = briefing.outline_of(build.consultation(), session, on=build.ON).findings[0]
    for damaged in ({"data": 5}, {"data": [{"type": "no_such_chart"}], "layout": {}}):
        item = replace(finding.item, drawing=damaged)
        assert figure_of(item) is None
        found = pictures.drawn([replace(finding, item=item)], pictures.for_paper, None)
        assert (dict(found.png), found.note) == ({}, pictures.NOT_DRAWN)
