"""The look of every figure: colours, fonts, grid and the settings that keep Plotly in Dutch.

Colours tell the position relative to the baseline, not good or bad. No figure leans on colour alone: a shape, a
pattern or a printed word goes with each. `contrast` is the ratio of WCAG 2.2 (1.4.3 and 1.4.11).
"""

from __future__ import annotations

import copy
import html
import textwrap
import threading
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

INK, GREY, GRID, BAND, WHITE = "#1A1A1A", "#5F6874", "#D9DDE3", "#E4E8EC", "#FFFFFF"
FONT_FAMILY = "Liberation Sans, Arial, DejaVu Sans, sans-serif"
FONT_SIZE, SMALL, TITLE_SIZE = 14, 12, 18
# Widths in pixels: of a picture that leaves the page, of a figure on a wide page, and on a narrow one.
WIDE, PAGE, NARROW = 1100, 920, 296

# The mode bar is English and adds eight tab stops to each figure; our own Dutch buttons stand below it.
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


@dataclass(frozen=True, slots=True)
class Family:
    """Colour of line, icon and word; tint behind dark text; border style of a mark or cell."""

    colour: str
    tint: str
    border: str = "solid"


FAMILIES: dict[str, Family] = {
    "above": Family("#0B4F8A", "#D6E6F4"),
    "level": Family("#5A6470", "#ECEEF0"),
    "below": Family("#B4540A", "#FBE3D0"),
    "unknown": Family("#6F7782", "#FFFFFF", "dashed"),
    "neutral": Family("#3D4652", "#F7F8F9"),
}


def family(name: str) -> Family:
    """The colours of a family; the family `unknown` for a name that we do not have."""
    return FAMILIES.get(name, FAMILIES["unknown"])


_AXIS: dict[str, Any] = {
    "gridcolor": GRID, "linecolor": GREY, "tickcolor": GREY, "zeroline": False, "showline": False, "ticks": "",
    "tickfont": {"size": SMALL, "color": INK}, "fixedrange": True, "automargin": False,
}  # fmt: skip
# What all figures share. Plotly's own default template is not used: it costs more to copy than our figures to build.
TEMPLATE: dict[str, Any] = {
    "layout": {
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "hoverlabel": {"bgcolor": WHITE, "bordercolor": GREY, "font": {"color": INK, "size": FONT_SIZE}},
        "xaxis": _AXIS,
        "yaxis": _AXIS,
        "annotationdefaults": {
            "showarrow": False, "xanchor": "left", "yanchor": "top", "align": "left",
            "font": {"size": FONT_SIZE, "color": INK},
        },
    }
}  # fmt: skip


def layout(*, width: int | None = None, height: int, top: int = 24, left: int = 56, right: int = 16, bottom: int = 40,
           **more: Any) -> dict[str, Any]:  # fmt: skip
    """The layout that every figure starts from. Sizes in pixels; without a width the figure fills its container."""
    margin = {"t": top, "l": left, "r": right, "b": bottom, "pad": 0}
    base: dict[str, Any] = {"template": TEMPLATE, "separators": ",.", "height": height, "margin": margin}
    return base | ({} if width is None else {"width": width}) | more


def note(text: str, **more: Any) -> dict[str, Any]:
    """A piece of text in a figure, placed on the paper, without an arrow. `text` must be escaped already."""
    return {"text": text, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0, "y": 0} | more


_opening = threading.RLock()
"""Threads share figures; one of them at a time makes a figure whole."""


class Drawn(go.Figure):
    """A figure of plain traces and a layout that stays plain until somebody asks for Plotly's own objects.

    A page sends a figure as JSON. Plotly would make an object of every trace and axis first, and copy them all back into
    plain data at each draw; both cost several times as much as drawing. Whoever looks into the figure (`data`, `layout`)
    gets the whole of it. A drawn figure is kept and shared, so nobody changes it.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        self.__dict__["_plain"] = plain

    def __getattr__(self, name: str) -> Any:
        with _opening:
            if not self.__dict__.get("_is_whole"):
                self.__dict__["_is_whole"] = True
                # A copy: Plotly takes the kind of a trace out and puts it back, while another thread may send the figure.
                super().__init__(copy.deepcopy(self._plain), _validate=False)
        return object.__getattribute__(self, name)

    def to_dict(self) -> dict[str, Any]:
        return self._plain


def figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """The figure of plain traces and a layout.

    Not validated here: that costs several times as much as building it, at every draw. The tests validate each figure.
    """
    return Drawn({"data": traces, "layout": layout})


def safe(text: str) -> str:
    """Text for a figure: Plotly reads a little HTML in labels, so signs that mean something there are escaped."""
    return html.escape(text, quote=False)


def lines(text: str, width_px: float, size: float = FONT_SIZE) -> list[str]:
    """Text broken into lines that fit a width in pixels. The mean letter of the widest of our fonts is 0.58 em."""
    return textwrap.wrap(text, max(8, int(width_px / (0.58 * size))), break_on_hyphens=False) or [""]


def wrapped(text: str, width_px: float, size: float = FONT_SIZE) -> str:
    """The same as one escaped label with line breaks."""
    return "<br>".join(safe(line) for line in lines(text, width_px, size))


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB, 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
