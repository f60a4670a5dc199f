"""Draws charts that Excel makes of the cells of a sheet, in greys and patterns that print in black and white.

A hidden count is a text in its cell: Excel draws no bar for it, and a bar of zero gets no label, so that neither
looks like the other's number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.worksheet.worksheet import Worksheet

Span = tuple[int, int]
"""The first and the last row of what is drawn."""
_INK: Final = "262626"
_FIXED: Final = 4
_CENTRE_CM: Final = 0.8
"""What the two bars of a centre need so that their labels can be read."""


def compare(
    sheet: Worksheet, rows: Span, *, anchor: str, title: str, axes: tuple[str, str], names: tuple[str, str]
) -> None:
    """Draw what was fixed beside what was realised, in upright bars for each row of the table."""
    from openpyxl.chart import Reference

    chart = _chart("col", title, axes)
    labels = Reference(sheet, min_col=3, min_row=rows[0], max_row=rows[1])
    for column, name, striped in ((_FIXED, names[0], True), (_FIXED + 1, names[1], False)):
        values = Reference(sheet, min_col=column, min_row=rows[0], max_row=rows[1])
        _add(chart, values, name, "#,##0;;;", striped=striped)
    chart.set_categories(labels)
    chart.y_axis.numFmt = "#,##0"
    chart.width, chart.height = 22, 10.5
    sheet.add_chart(chart, anchor)


def attainment(
    sheet: Worksheet, rows: Span, *, anchor: str, title: str, axes: tuple[str, str], names: tuple[str, str]
) -> None:
    """Draw rows 1 and 2 of some centres in lying bars, in per cent of the objective."""
    from openpyxl.chart import Reference

    chart = _chart("bar", title, axes)
    for column, name, striped in ((2, names[0], True), (3, names[1], False)):
        values = Reference(sheet, min_col=column, min_row=rows[0], max_row=rows[1])
        _add(chart, values, name, "0\\ %;;;", striped=striped)
    chart.set_categories(Reference(sheet, min_col=1, min_row=rows[0], max_row=rows[1]))
    chart.y_axis.numFmt = "0\\ %"
    chart.y_axis.majorUnit = 0.5
    # the first centre stands at the top, the percentages below
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    many = rows[1] - rows[0] + 1
    chart.width, chart.height = 24, round(5 + many * _CENTRE_CM, 2)
    sheet.add_chart(chart, anchor)


def _chart(kind: str, title: str, axes: tuple[str, str]) -> BarChart:
    from openpyxl.chart import BarChart

    chart = BarChart()
    chart.type, chart.grouping = kind, "clustered"
    chart.gapWidth, chart.overlap = 60, 0
    chart.title = title
    chart.x_axis.title, chart.y_axis.title = axes
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.legend.position = "b"
    return chart


def _add(chart: BarChart, values: Any, name: str, number: str, *, striped: bool) -> None:
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.series import SeriesLabel
    from openpyxl.chart.series_factory import SeriesFactory
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.drawing.fill import PatternFillProperties
    from openpyxl.drawing.line import LineProperties

    series = SeriesFactory(values)
    series.tx = SeriesLabel(v=name)
    look = GraphicalProperties(ln=LineProperties(solidFill=_INK, w=9525))
    if striped:
        look.pattFill = PatternFillProperties(
            prst="ltUpDiag", fgClr=ColorChoice(prstClr="black"), bgClr=ColorChoice(prstClr="white")
        )
    else:
        look.solidFill = "595959"
    series.graphicalProperties = look
    series.dLbls = DataLabelList(numFmt=number, dLblPos="outEnd")
    series.dLbls.showVal = True
    series.dLbls.showSerName = series.dLbls.showCatName = series.dLbls.showLegendKey = False
    series.dLbls.showPercent = False
    chart.series.append(series)
