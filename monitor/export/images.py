"""Pictures of figures for use elsewhere: PNG and SVG, with title, source and stamps inside the picture.

A browser (Chromium or Chrome) draws them through Kaleido. Nothing is fetched: Plotly's own script is read from the
installed package, MathJax is off, and the browser gets a proxy that does not exist.
"""

from __future__ import annotations

import functools
import html
import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go

from monitor.figures import template as t

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_NETWORK = "http://127.0.0.1:9"  # the discard port: every address but a file is refused
SECONDS = 60
EDGE = 12  # pixels of white around the texts
SUBLINE_SIZE = 13

_one_at_a_time = threading.Lock()


class ImageError(RuntimeError):
    """A picture could not be made; the message is in Dutch, for the user."""


class ChromiumMissing(ImageError):
    """There is no browser to draw pictures with."""


def browser_path() -> str:
    """The browser that draws: BROWSER_PATH when set, else the first of BROWSERS on the path.

    Raises ChromiumMissing when there is none.
    """
    given = os.environ.get("BROWSER_PATH")
    found = given if given and Path(given).is_file() else next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise ChromiumMissing(
            "Op deze computer staat geen Chromium of Chrome. Daarom kunnen we geen afbeelding maken. "
            "De tabel (XLSX) werkt wel. Vraag uw beheerder om Chromium te installeren."
        )
    return found


def standalone(
    figure: go.Figure,
    *,
    title: str,
    subline: str,
    source_line: str,
    stamps: Sequence[str] = (),
    description: str = "",
    width: int = t.WIDE,
    height: int | None = None,
) -> go.Figure:
    """A copy of a figure that can leave the page: everything a reader needs stands inside it.

    `title` is the finding, `subline` what is drawn, `stamps` what must never be cut off ("Fictieve gegevens", caveats),
    `description` the alternative text. Sizes in pixels; without a height the texts are added to that of the figure.
    """
    spec = figure.to_dict()
    layout = spec.get("layout", {})
    old = {"t": 24, "b": 40, "l": 56, "r": 16} | layout.get("margin", {})
    room = width - 2 * EDGE
    head, texts = 12, []
    at_top = {"y": 1, "xshift": EDGE - old["l"]}
    for text, size, bold in ((title, t.TITLE_SIZE, True), (subline, SUBLINE_SIZE, False)):
        lines = [t.safe(line) for line in t.lines(text, room, size * (1.08 if bold else 1))] if text else []
        if lines:
            body = "<br>".join(f"<b>{line}</b>" if bold else line for line in lines)
            texts.append((t.note(body, **at_top, font={"size": size, "color": t.INK}), head))
            head += int(1.32 * size) * len(lines) + 6
    if stamps:
        lines = t.lines(" · ".join(stamps), room - 12, t.FONT_SIZE)
        body = "<br>".join(f"<b>{t.safe(line)}</b>" for line in lines)
        box = {"bordercolor": t.INK, "borderwidth": 1.5, "borderpad": 4, "bgcolor": t.WHITE}
        texts.append((t.note(body, **(at_top | {"xshift": at_top["xshift"] + 5}), **box), head + 6))
        head += int(1.32 * t.FONT_SIZE) * len(lines) + 22
    top = old["t"] + head
    foot_lines = t.lines(source_line, room, t.SMALL) if source_line else []
    bottom = old["b"] + 16 * len(foot_lines) + (12 if foot_lines else 0)
    annotations = [note | {"yshift": top - down} for note, down in texts]
    if foot_lines:
        body = "<br>".join(map(t.safe, foot_lines))
        small = {"size": t.SMALL, "color": t.INK}
        annotations.append(t.note(body, y=0, yshift=-old["b"] - 4, xshift=at_top["xshift"], font=small))
    grown = (layout.get("height") or 450) + top - old["t"] + bottom - old["b"]
    layout = layout | {
        "annotations": [*layout.get("annotations", ()), *annotations],
        "margin": old | {"t": top, "b": bottom},
        "width": width,
        "height": height or grown,
        "meta": {"title": title, "description": description or " ".join(filter(None, (title, subline, source_line)))},
    }
    layout["meta"]["description"] = " ".join([*(f"{stamp}." for stamp in stamps), layout["meta"]["description"]])
    return t.figure(spec.get("data", []), layout)


def to_png(figure: go.Figure, scale: float = 2) -> bytes:
    """The figure as PNG, `scale` pixels per pixel of its layout. Raises ImageError."""
    return _drawn(figure.to_json(), "png", scale)


def to_svg(figure: go.Figure) -> bytes:
    """The figure as SVG with a title and a description (those of `standalone`). Raises ImageError."""
    meta = figure.layout.meta or {}
    return described(_drawn(figure.to_json(), "svg", 1), meta.get("title", ""), meta.get("description", ""))


def described(svg: bytes, title: str, description: str) -> bytes:
    """An SVG that tells what it is to somebody who cannot see it."""
    names = f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
    text = re.sub(r"<svg([^>]*)>", lambda m: f'<svg role="img"{m.group(1)}>{names}', svg.decode(), count=1)
    return text.encode()


@functools.lru_cache(maxsize=32)
def _drawn(figure_json: str, kind: str, scale: float) -> bytes:
    """One picture; the same figure is drawn once (the text of the figure is the key), one browser at a time."""
    browser = browser_path()
    import kaleido  # only when somebody downloads
    import plotly

    # Kaleido logs the farewell of its own browser as an error, with a traceback.
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    spec = json.loads(figure_json)
    layout = spec.get("layout", {})
    size = {"width": layout.get("width") or t.WIDE, "height": layout.get("height") or 450, "scale": scale}
    settings = {
        "path": browser,
        "plotlyjs": Path(plotly.__file__).parent / "package_data" / "plotly.min.js",
        "mathjax": False,
        "proxy_server": NO_NETWORK,
        "enable_sandbox": False,  # the sandbox does not start as root, as in a container
        "timeout": SECONDS,
    }
    with _one_at_a_time:
        try:
            return kaleido.calc_fig_sync(spec, {"format": kind} | size, kopts=settings)
        except Exception as error:
            raise ImageError(
                "De afbeelding maken is niet gelukt. Probeer het nog een keer, of download de tabel (XLSX)."
            ) from error
