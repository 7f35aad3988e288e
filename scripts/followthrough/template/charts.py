"""The charts of the Dashboard, kept plain: one thing each, few inks, no third dimension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

from followthrough.template.look import ACCENT, FACE, PALE, RULE, SECOND, SOFT_INK

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTH, HEIGHT = 8, 5
"""Centimetres: as wide as its column of the Dashboard, and nine rows high."""
SMALL = 900
"""Nine points, in the hundredths that charts count in."""


def bars(sheet: Worksheet, labels: str, values: str, *, lying: bool = True, in_legend: bool = False) -> BarChart:
    """Bars from a range of labels and one of values, each of its columns a series.

    Args:
        sheet: where the ranges stand, and the chart.
        labels: one column of cells, "B9:B14".
        values: as many rows; with the name of each series on top where there is a legend.
        lying: bars to the right, the first on top; else upright ones.
        in_legend: whether the series are named; one needs no name.
    """
    chart = BarChart()
    chart.type, chart.gapWidth = ("bar" if lying else "col"), 45
    chart.add_data(_range(sheet, values), titles_from_data=in_legend)
    chart.set_categories(_range(sheet, labels))
    for series, ink in zip(chart.series, (PALE, ACCENT) if in_legend else (ACCENT,), strict=False):
        series.graphicalProperties = GraphicalProperties(solidFill=ink)
        series.invertIfNegative = False
        series.dLbls = None if in_legend else _values_at_the_bars()
    if in_legend:
        chart.overlap = 100  # the second lies within the first: a part of a whole
    else:
        chart.legend = None
    if lying:
        chart.x_axis.scaling.orientation = "maxMin"
    _quiet(chart)
    return chart


def add_goal(chart: BarChart, sheet: Worksheet, values: str) -> None:
    """Draw a line over the bars."""
    line = LineChart()
    line.add_data(_range(sheet, values), titles_from_data=False)
    line.series[0].graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=SECOND, w=22225, prstDash="dash")
    )
    line.series[0].marker.symbol = "none"
    line.series[0].smooth = False
    chart += line


def place(sheet: Worksheet, chart: BarChart, cell: str) -> None:
    """Put a chart on its sheet, beside the table it is drawn from."""
    chart.width, chart.height = WIDTH, HEIGHT
    sheet.add_chart(chart, cell)


def _range(sheet: Worksheet, cells: str) -> Reference:
    return Reference(range_string=f"'{sheet.title}'!{_absolute(cells)}")


def _absolute(cells: str) -> str:
    return ":".join(
        f"${cell.rstrip('0123456789')}${cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}" for cell in cells.split(":")
    )


def _values_at_the_bars() -> DataLabelList:
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.numFmt = "0;;"  # a bar of nothing needs no number
    labels.txPr = _words()
    return labels


def _quiet(chart: BarChart) -> None:
    """No frame, no grid, no numbers on the axis that the bars already say."""
    chart.style = None
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.y_axis.majorGridlines = None
    chart.y_axis.delete = True
    chart.y_axis.scaling.min = 0
    chart.x_axis.delete = False
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.x_axis.txPr = _words()
    if chart.legend:
        chart.legend.position = "b"
        chart.legend.txPr = _words()


def _words() -> RichText:
    kind = CharacterProperties(sz=SMALL, solidFill=SOFT_INK, latin=Font(typeface=FACE))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=kind), endParaRPr=kind)])
