"""A bar chart that an office program draws itself, from the numbers in it: members can edit it."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from monitor.export.signs import LANGUAGE, clean, defused
from monitor.figures.native import ChartData, Series

SIZE = 14  # points
GREY = "#5A6470"
LEAST_PART = 0.12  # of the longest bar


def add_chart(shapes: Any, chart: ChartData, box: tuple[Any, Any, Any, Any]) -> Any:
    """Horizontal bars, the first category at the top, each bar with its number. Gives the shape."""
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = [defused(clean(name)) for name in chart.categories]
    for one in chart.series:
        data.add_series(defused(clean(one.name)), one.values)
    kind = XL_CHART_TYPE.BAR_STACKED if chart.is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    shape = shapes.add_chart(kind, *box, data)
    made = shape.chart
    made.font.size = Pt(SIZE)
    made.has_title = False
    made.has_legend = len(chart.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(made, chart)
    plot = made.plots[0]
    plot.gap_width = 60
    if chart.is_stacked:
        plot.overlap = 100
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked, labels.show_value = number_format(chart), False, True
    for drawn, one in zip(plot.series, chart.series, strict=True):
        _paint(drawn.format.fill, one)
        drawn.format.line.color.rgb = _rgb(one.colour)
        drawn.invert_if_negative = False
        labels_of = drawn.data_labels
        labels_of.show_value, labels_of.number_format = True, number_format(chart)
        labels_of.number_format_is_linked = False
        labels_of.font.size = Pt(SIZE)
        _hide_small(drawn, one, chart)
        labels_of.font.color.rgb = _rgb("#1A1A1A" if one.is_hatched or not chart.is_stacked else "#FFFFFF")
    language = made._chartSpace.makeelement(qn("c:lang"), {"val": LANGUAGE})
    made._chartSpace.find(qn("c:date1904")).addnext(language)
    for properties in made._chartSpace.iter(qn("a:defRPr")):
        properties.set("lang", LANGUAGE)
    return shape


def _hide_small(drawn: Any, series: Series, chart: ChartData) -> None:
    """No number in a bar that is too short to hold it: numbers would stand on each other. The notes hold them all."""
    known = [abs(value) for one in chart.series for value in one.values if value is not None]
    if not chart.is_stacked or not known:
        return
    for place, value in enumerate(series.values):
        if value is not None and abs(value) < LEAST_PART * max(known):
            label = drawn.points[place].data_label._get_or_add_dLbl()
            for part in list(label)[1:]:  # all but which point it is
                label.remove(part)
            label.append(label.makeelement(qn("c:delete"), {"val": "1"}))


def number_format(chart: ChartData) -> str:
    """In the notation of the file; a program in Dutch shows a decimal comma."""
    return "0." + "0" * chart.decimals if chart.decimals else "0"


def _axes(made: Any, chart: ChartData) -> None:
    names, values = made.category_axis, made.value_axis
    names.reverse_order = True  # the first category at the top, as in the table
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    names.format.line.color.rgb = _rgb(GREY)
    values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # at the foot, because the order is turned
    values.major_gridlines.format.line.color.rgb = _rgb("#D9DDE3")
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = number_format(chart), False
    values.has_title = bool(chart.unit)
    if chart.unit:
        values.axis_title.text_frame.text = clean(chart.unit)
        values.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(SIZE)


def _paint(fill: Any, series: Series) -> None:
    if series.is_hatched:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(series.colour), _rgb("#FFFFFF")
    else:
        fill.solid()
        fill.fore_color.rgb = _rgb(series.colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string((colour or GREY).lstrip("#").upper())
