"""Pictures of figures for use elsewhere: PNG and SVG, with title, source and stamps inside the picture.

A browser (Chromium or Chrome) draws them through Kaleido. Nothing is fetched: Plotly's own script is read from the
installed package, MathJax is off, and the browser gets a proxy that does not exist.
"""

from __future__ import annotations

import asyncio
import html
import json
import logging
import os
import re
import shutil
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import plotly.graph_objects as go

from monitor.cores import all_cores
from monitor.figures import template as t

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_NETWORK = "http://127.0.0.1:9"  # the discard port: every address but a file is refused
SECONDS = 60
KEPT = 64  # pictures that are kept in memory
PNG, SVG = "png", "svg"
NOT_DRAWN = "De afbeelding maken is niet gelukt. Probeer het nog een keer, of download de tabel (XLSX)."
EDGE = 12  # pixels of white around the texts
SUBLINE_SIZE = 13

_Answer = TypeVar("_Answer")
_Key = tuple[str, str, float]
"""A figure as JSON, the kind of picture and its scale."""
_kept: dict[_Key, bytes] = {}
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
    return _one(Drawing(figure, PNG, scale))


def to_svg(figure: go.Figure) -> bytes:
    """The figure as SVG with a title and a description (those of `standalone`). Raises ImageError."""
    return _one(Drawing(figure, SVG))


def _one(drawing: Drawing) -> bytes:
    (data,) = draw_all([drawing])
    if data is None:
        raise ImageError(NOT_DRAWN)
    return data


def described(svg: bytes, title: str, description: str) -> bytes:
    """An SVG that tells what it is to somebody who cannot see it."""
    names = f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
    text = re.sub(r"<svg([^>]*)>", lambda m: f'<svg role="img"{m.group(1)}>{names}', svg.decode(), count=1)
    return text.encode()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure to draw as "png" or "svg"; `scale` is pixels per pixel of its layout (an SVG has none)."""

    figure: go.Figure
    kind: str = PNG
    scale: float = 2


def draw_all(drawings: Sequence[Drawing], progress: Callable[[int], None] | None = None) -> list[bytes | None]:
    """All pictures with one browser, in the order given; None for a figure that could not be drawn.

    `progress` is told how many are done. An SVG gets its title and description. Raises ChromiumMissing without a browser,
    ImageError when the browser does not start. What was drawn before is not drawn again.
    """
    asked = [(d.figure.to_json(), d.kind, d.scale if d.kind == PNG else 1) for d in drawings]
    new = [key for key in dict.fromkeys(asked) if _kept.get(key) is None]
    fresh: dict[_Key, bytes] = {}
    if new:

        def told(done: int) -> None:
            if progress:
                progress(sum(key not in new[done:] for key in asked))

        with _one_at_a_time:
            fresh = _in_thread(_draw(new, told))
        _keep(fresh)
    found = [fresh.get(key) or _kept.get(key) for key in asked]
    return [_named(data, drawing) if data else None for data, drawing in zip(found, drawings, strict=True)]


def _named(data: bytes, drawing: Drawing) -> bytes:
    meta = drawing.figure.layout.meta or {}
    return data if drawing.kind == PNG else described(data, meta.get("title", ""), meta.get("description", ""))


def _keep(pictures: Mapping[_Key, bytes]) -> None:
    """The newest pictures are kept; the text of the figure is the key."""
    _kept.update(pictures)
    for old in list(_kept)[:-KEPT]:
        _kept.pop(old, None)


def forget() -> None:
    """Throw away the pictures that are kept."""
    _kept.clear()


async def _draw(keys: Sequence[_Key], progress: Callable[[int], None]) -> dict[_Key, bytes]:
    """What one browser drew; it stops at a figure that takes too long, because then the browser itself is stuck."""
    browser = browser_path()
    import kaleido  # only when somebody downloads
    import plotly

    # Kaleido logs the farewell of its own browser as an error, with a traceback.
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    # The sandbox does not start as root, as in a container.
    settings = {"proxy_server": NO_NETWORK, "enable_sandbox": False, "path": browser}
    pictures: dict[_Key, bytes] = {}
    try:
        async with kaleido.Kaleido(n=1, timeout=SECONDS, plotlyjs=script, mathjax=False, **settings) as drawer:
            for done, key in enumerate(keys, start=1):
                try:
                    pictures[key] = await drawer.calc_fig(*_order(key))
                except TimeoutError:
                    break
                except Exception:
                    # One figure that cannot be drawn does not take the others along.
                    logging.getLogger(__name__).warning("a figure could not be drawn", exc_info=True)
                progress(done)
    except Exception as error:
        if not pictures:
            raise ImageError(NOT_DRAWN) from error
    return pictures


def _order(key: _Key) -> tuple[dict, dict]:
    figure_json, kind, scale = key
    spec = json.loads(figure_json)
    layout = spec.get("layout", {})
    size = {"width": layout.get("width") or t.WIDE, "height": layout.get("height") or 450}
    return spec, {"format": kind, "scale": scale, **size}


def _in_thread(work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """The answer of asynchronous work, also where a loop runs already."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(_on_all_cores, work).result()


def _on_all_cores(work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """A browser takes seconds of processor time: not on the one core on which a server answers everybody."""
    with all_cores():
        return asyncio.run(work)
