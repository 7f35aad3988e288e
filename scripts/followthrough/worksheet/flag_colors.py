"""Colours by flag: light fills that colour-blind eyes tell apart, dark words on them."""

from __future__ import annotations


def _color_style(text: str, fill: str, *, bold: bool = False) -> str:
    """What a differential style consists of; ``{p}`` stands for the prefix of its elements."""
    weight = "<{p}b/>" if bold else ""
    return (
        f'<{{p}}font>{weight}<{{p}}color rgb="FF{text}"/></{{p}}font>'
        f'<{{p}}fill><{{p}}patternFill><{{p}}bgColor rgb="FF{fill}"/></{{p}}patternFill></{{p}}fill>'
    )


# The tints are those of the palette by Okabe and Ito; what wants doing is bold besides.
FLAG_COLORS = {
    "Overdue": _color_style("6B2C00", "F9D5B8", bold=True),
    "Due": _color_style("4D3F00", "FFF2B3", bold=True),
    "Move on": _color_style("0B4A3A", "CDE8DF"),
    "Check row": _color_style("55173D", "EBD3E2"),
    "Waiting": _color_style("12324A", "D6E6F2"),
    "Closed": _color_style("4A4A4A", "EAEAEA"),
}
