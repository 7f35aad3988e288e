"""Styles: which show a day, which one is used again, and the one that is added at the end."""

from __future__ import annotations

import pytest

from followthrough.knowing.errors import WorkbookRefused
from followthrough.ooxml.styles import Styles, color_styles, date_style, read_styles, shows_date
from followthrough.ooxml.xml import decode_part
from xlsx_maker import MAIN, STYLES


def styles(source: str = STYLES) -> Styles:
    return read_styles(decode_part("xl/styles.xml", source.encode()))


def with_format(code: str) -> Styles:
    """Styles whose format 5 has a number format of its own."""
    numbers = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts><fonts'
    xf = '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    return styles(
        STYLES.replace("<fonts", numbers, 1).replace("</cellXfs>", xf).replace('cellXfs count="5"', 'cellXfs count="6"')
    )


def source(styles: Styles, index: int) -> str:
    """The text of one cell format."""
    element = styles.formats[index]
    return styles.part.text[element.start : element.end]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True), ("d/m/yy;@", True), ("[$-409]mmm d, yyyy", True), ("dd.mm.yyyy hh:mm", True),
        ("[$-F800]dddd\\,\\ mmmm\\ dd", True), ("mmm", True),
        ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", True),
        ("General", False), ("0.00", False), ("#,##0 [$EUR]", False), ("h:mm", False), ("mm:ss", False),
        ("[h]:mm", False), ("[Red]0", False), ("&quot;day&quot; 0", False), ("@", False), ("\\d0", False),
    ],
)  # fmt: skip
def test_date_formats(code: str, is_date: bool) -> None:
    """A format that shows a day is told from times, numbers, and letters that are only text in it."""
    assert shows_date(with_format(code), 5) is is_date


def test_own_date_style_is_kept() -> None:
    """A cell that shows days keeps its style, whatever format of its own it is."""
    found = with_format("mmm d")
    assert date_style(found, 5) == (found, 5)


def test_a_fitting_style_is_used_again() -> None:
    """A date style that equals the base in all else is found; nothing is added."""
    found = styles()
    assert date_style(found, 0) == (found, 3)


def test_a_month_alone_is_no_fitting_style() -> None:
    """A format that hides the day is not chosen for a cell that did not have it."""
    grown, index = date_style(with_format("mmm yyyy"), 1)
    assert (index, len(grown.formats)) == (6, 7)


@pytest.mark.parametrize("base", [1, 2, 4])
def test_one_style_is_added_at_the_end(base: int) -> None:
    """The new style is the base with a date format; the count is raised, nothing moves, and it is found next time."""
    before = styles()
    grown, index = date_style(before, base)
    assert index == 5
    new = source(grown, 5)
    assert new == source(before, base).replace('numFmtId="0"', 'numFmtId="14"').replace(
        '"/>', '" applyNumberFormat="1"/>'
    )
    assert grown.part.text == before.part.text.replace("</cellXfs>", f"{new}</cellXfs>").replace(
        'cellXfs count="5"', 'cellXfs count="6"'
    )
    assert date_style(grown, base) == (grown, 5)


def test_children_of_a_style_are_copied() -> None:
    """Alignment and protection go along, and tell styles apart."""
    wrapped = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><alignment wrapText="1"/></xf></cellXfs>'
    grown, index = date_style(styles(STYLES.replace("</cellXfs>", wrapped)), 5)
    assert index == 6
    assert '<alignment wrapText="1"/></xf>' in source(grown, 6)


@pytest.mark.parametrize(
    "source", [f'<styleSheet xmlns="{MAIN}"/>', f'<styleSheet xmlns="{MAIN}"><cellXfs/></styleSheet>']
)
def test_without_styles_a_date_is_refused(source: str) -> None:
    """A workbook without a single cell style says so."""
    with pytest.raises(WorkbookRefused, match="no cell styles"):
        date_style(styles(source), 0)


def test_a_full_list_is_refused() -> None:
    """Excel allows some 65,000 styles; one more would be the one it cannot open."""
    many = '<xf numFmtId="0" fontId="1"/>' * 65_490
    full = f'<styleSheet xmlns="{MAIN}"><cellXfs count="65490">{many}</cellXfs></styleSheet>'
    with pytest.raises(WorkbookRefused, match="as many cell styles"):
        date_style(styles(full), 0)


RED = '<{p}font><{p}color rgb="FFFF0000"/></{p}font>'


@pytest.mark.parametrize("listed", ["", '<dxfs count="0"/>', '<dxfs count="1"><dxf><font><b/></font></dxf></dxfs>'])
def test_colours_are_added_once(listed: str) -> None:
    """Differential styles go behind those that are there, in the place the format wants, and are found again."""
    before = styles(STYLES.replace("</styleSheet>", f'{listed}<tableStyles count="0"/></styleSheet>'))
    grown, numbers = color_styles(before, [RED, RED.replace("FF0000", "00FF00")])
    already = listed.count("<dxf>")
    assert numbers == [already, already + 1]
    assert f'<dxfs count="{already + 2}">' in grown.part.text
    assert (
        grown.part.text.index("</cellStyles>") < grown.part.text.index("<dxfs") < grown.part.text.index("<tableStyles")
    )
    assert color_styles(grown, [RED]) == (grown, [already])


def test_prefixes_are_kept() -> None:
    """New styles carry the prefix of the part."""
    source = f'<x:styleSheet xmlns:x="{MAIN}"><x:cellXfs><x:xf numFmtId="0"/></x:cellXfs></x:styleSheet>'
    grown, _ = date_style(styles(source), 0)
    grown, _ = color_styles(grown, [RED])
    assert '<x:xf numFmtId="14" applyNumberFormat="1"/></x:cellXfs><x:dxfs count="1"><x:dxf><x:font>' in grown.part.text


def test_a_day_is_written_as_the_sheet_writes_it() -> None:
    """The style that is added shows days as the workbook's own dates are shown, not as Excel would by itself."""
    found = with_format("dd.mm.yyyy")
    only_theirs = styles(found.part.text.replace('numFmtId="14"', 'numFmtId="0"'))
    grown, index = date_style(only_theirs, 2)
    assert (index, grown.formats[index].attributes["numFmtId"]) == (6, "164")
