"""The pictures of a briefing, all drawn by one browser; and as a ZIP of PNG and SVG with a list of what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from monitor.consultation.briefing.outline import Finding, Outline
from monitor.consultation.items import figure_of
from monitor.export import images
from monitor.export.images import PNG, SVG, ChromiumMissing, Drawing, ImageError
from monitor.export.signs import slug
from monitor.export.xlsx import csv_bytes
from monitor.figures import template as t

Progress = Callable[[float, str], None]

PAPER_WIDTH = 760  # pixels: on a page of paper the smallest letters are still 7,5 points
SLIDE_ROOM = 2.15  # width over height of the place for a picture on a slide
NO_BROWSER = "Een afbeelding maken kon niet: de browser Chromium is niet gevonden."
NOT_DRAWN = "Deze afbeelding maken is niet gelukt."
LIST = "lees-mij.txt"
LONGEST_NAME = 44


@dataclass(frozen=True)
class Pictures:
    """PNG by item id; `note` says why some or all are not there."""

    png: Mapping[str, bytes] = field(default_factory=dict)
    note: str = ""


def for_paper(finding: Finding) -> go.Figure:
    """For a page with the finding above it: without the finding, with the rest that must go along."""
    return _leaving(finding, "", _fixed(finding) or PAPER_WIDTH)


def for_slide(finding: Finding) -> go.Figure:
    """The same for a slide, in the shape of the room there."""
    tried = _leaving(finding, "", _fixed(finding) or t.WIDE)
    width = int(min(t.WIDE, max(PAPER_WIDTH, tried.layout.height * SLIDE_ROOM)))
    return tried if _fixed(finding) else _leaving(finding, "", width)


def whole(finding: Finding) -> go.Figure:
    """To stand on its own: with the finding inside."""
    return _leaving(finding, finding.item.headline, t.WIDE)


def drawn(findings: Sequence[Finding], make: Callable[[Finding], go.Figure], progress: Progress | None) -> Pictures:
    """Every figure as PNG. Without a browser there are none, and the note says so."""
    kept = [finding for finding in findings if finding.item.drawing is not None]
    asked = [finding for finding in kept if figure_of(finding.item) is not None]
    if not asked:
        return Pictures(note=NOT_DRAWN if kept else "")
    made, note = _draw([Drawing(make(finding)) for finding in asked], progress)
    found = {finding.item.item_id: data for finding, data in zip(asked, made, strict=True) if data}
    return Pictures(found, note or (NOT_DRAWN if len(asked) < len(kept) else ""))


def archive(outline: Outline, progress: Progress | None = None) -> bytes:
    """A ZIP with each figure as PNG and SVG, and a list. A figure that could not be drawn is there as a table (CSV)."""
    asked = [finding for finding in outline.findings if figure_of(finding.item) is not None]
    figures = [whole(finding) for finding in asked]
    made, note = _draw([Drawing(one, kind) for one in figures for kind in (PNG, SVG)], progress)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        names = []
        for place, finding in enumerate(asked):
            words = slug(finding.item.headline)[:LONGEST_NAME].rpartition("-")[0]
            name = f"figuur-{finding.number}-{words}".rstrip("-")
            files = {kind: data for kind, data in zip((PNG, SVG), made[2 * place : 2 * place + 2], strict=True) if data}
            if len(files) < 2 and finding.item.table is not None:
                files["csv"] = csv_bytes(finding.item.table)
            for kind, data in files.items():
                file.writestr(f"{name}.{kind}", data)
            names.append((name, finding))
        file.writestr(LIST, _list(outline, names, note).encode("utf-8-sig"))
    return buffer.getvalue()


def _list(outline: Outline, names: Sequence[tuple[str, Finding]], note: str) -> str:
    """What each file is, with its alternative text, its source and its caveats."""
    lines = [outline.title, *outline.lead, *filter(None, (outline.stamp, note)), ""]
    lines += ["Let op", *(f"- {text}" for text in outline.caveats)]
    for name, finding in names:
        item = finding.item
        flags = f"Let op: {'; '.join(finding.flags)}." if finding.flags else ""
        lines += ["", name, *filter(None, (item.headline, item.subline, item.alt, item.sentence, flags, item.source))]
        lines += finding.changes
    if not names:
        lines += ["", "In deze briefing staan geen figuren."]
    return "\r\n".join(" ".join(line.split()) for line in lines) + "\r\n"


def _draw(drawings: Sequence[Drawing], progress: Progress | None) -> tuple[list[bytes | None], str]:
    def told(done: int) -> None:
        if progress:
            progress(done / max(1, len(drawings)), f"Afbeelding {done} van {len(drawings)} is klaar.")

    try:
        made = images.draw_all(drawings, told)
    except ChromiumMissing:
        return [None] * len(drawings), NO_BROWSER
    except ImageError:
        return [None] * len(drawings), NOT_DRAWN
    return made, "" if all(made) else NOT_DRAWN


def _fixed(finding: Finding) -> int | None:
    """The width of a figure that is drawn for one width only."""
    width = (finding.item.drawing or {}).get("layout", {}).get("width")
    return int(width) if width else None


def _leaving(finding: Finding, title: str, width: int) -> go.Figure:
    item = finding.item
    figure = figure_of(item)
    assert figure is not None
    return images.standalone(
        figure, title=title, subline=item.subline,
        source_line=item.source, stamps=finding.flags, description=item.alt or item.sentence, width=width,
    )  # fmt: skip
