"""C10: how many actions have each status, and how many of those are over their date. One bar per status, with words."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from monitor.figures import template as t
from monitor.figures.native import ChartData, Series
from monitor.wording.numbers import count, listing, lower_first

ROW, LEFT, RIGHT, BOTTOM = 30, 118, 126, 8  # pixels


def action_bar(labels: Mapping[str, str], counts: Mapping[str, int], late: Mapping[str, int]) -> go.Figure:
    """One bar per status (`labels`: code to Dutch label, in order); the part over its date is hatched and named."""
    codes = list(labels)[::-1]  # Plotly draws from below
    names = [t.safe(labels[code]) for code in codes]
    in_time = [counts.get(code, 0) - late.get(code, 0) for code in codes]
    over = [late.get(code, 0) for code in codes]
    level, below = t.FAMILIES["level"], t.FAMILIES["below"]
    bar = {"type": "bar", "orientation": "h", "y": names, "hoverinfo": "skip", "cliponaxis": False}
    traces = [
        {**bar, "x": in_time, "marker": {"color": level.colour}},
        {
            **bar, "x": over,
            "marker": {
                "color": below.tint, "line": {"color": below.colour, "width": [1.5 if n else 0 for n in over]},
                "pattern": {"shape": "/", "fgcolor": below.colour, "bgcolor": below.tint, "size": 6},
            },
        },
    ]  # fmt: skip
    most = max([1, *(counts.get(code, 0) for code in codes)])
    words = [
        {
            "text": _words(counts.get(code, 0), late.get(code, 0)), "x": counts.get(code, 0), "y": name, "xshift": 6,
            "xref": "x", "yref": "y", "showarrow": False, "xanchor": "left", "yanchor": "middle",
            "font": {"size": t.SMALL, "color": t.INK},
        }
        for code, name in zip(codes, names, strict=True)
    ]  # fmt: skip
    layout = t.layout(height=len(codes) * ROW + BOTTOM + 8, top=8, left=LEFT, right=RIGHT, bottom=BOTTOM)
    axis = {"range": [0, most], "visible": False, "fixedrange": True}
    names_axis = {
        "tickfont": {"size": t.SMALL, "color": t.INK},
        "showgrid": False,
        "fixedrange": True,
        "ticklabelstandoff": 6,
    }
    return t.figure(
        traces, layout | {"barmode": "stack", "bargap": 0.35, "xaxis": axis, "yaxis": names_axis, "annotations": words}
    )


def action_chart(labels: Mapping[str, str], counts: Mapping[str, int], late: Mapping[str, int]) -> ChartData:
    """The same bars as a chart that an office program draws."""
    in_time = tuple(float(counts.get(code, 0) - late.get(code, 0)) for code in labels)
    over = tuple(float(late.get(code, 0)) for code in labels)
    level, below = t.FAMILIES["level"], t.FAMILIES["below"]
    series = (
        Series("niet over de datum", in_time, level.colour),
        Series("over de datum", over, below.colour, is_hatched=True),
    )
    return ChartData(tuple(labels.values()), series, unit="acties", decimals=0, is_stacked=True)


def action_bar_alt(labels: Mapping[str, str], counts: Mapping[str, int], late: Mapping[str, int]) -> str:
    """The same in words."""
    parts = [f"{counts.get(code, 0)} {lower_first(label)}" for code, label in labels.items() if counts.get(code, 0)]
    total = count(sum(counts.values()), "actie", "acties")
    said = f"Van {total}: {listing(parts)}." if parts else "Er zijn nog geen acties."
    return f"Staafdiagram van de acties per status. {said} {_late_sentence(late)} De tabel geeft alle getallen."


def _late_sentence(late: Mapping[str, int]) -> str:
    n = sum(late.values())
    return f"Over de datum: {count(n, 'actie', 'acties')}."


def _words(n: int, late: int) -> str:
    return f"{n}, {late} over de datum" if late else str(n)
