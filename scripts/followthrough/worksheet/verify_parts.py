"""The parts of a patched workbook compared with the original's: which may differ at all, and in what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.errors import FollowthroughError
from followthrough.ooxml.elements import children, first_named, root_element
from followthrough.ooxml.styles import read_styles
from followthrough.ooxml.xml_text import set_attribute

if TYPE_CHECKING:
    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml_text import XmlPart
    from followthrough.ooxml.zip_entries import Entry

# Where a record of the directory holds the place of its entry.
_RECORD_START, _RECORD_PLACE = 42, 46


def unlike(what: str) -> FollowthroughError:
    """A defect of ours, told without a word out of the workbook."""
    return FollowthroughError(
        f"The workbook was not written, because the result was not what was planned ({what}). This is a defect:"
        " please report it with this sentence; the workbook is as it was."
    )


def check_parts(before: Package, after: Package, sheet_names: set[str]) -> None:
    """Make sure that nothing differs but worksheets, an added style, and the wish for a calculation.

    Args:
        before: the workbook as it was.
        after: the patched one.
        sheet_names: names of the worksheets' parts, which may differ.

    Raises:
        FollowthroughError: something else differs.
    """
    _check_entries(before, after, sheet_names)
    _check_workbook_part(before.workbook, after.workbook)
    _check_styles(before, after)


def _check_entries(before: Package, after: Package, sheet_names: set[str]) -> None:
    may_differ = {*sheet_names, before.workbook.name, before.spelled(before.styles_name)}
    if before.part_names() != after.part_names():
        raise unlike("the list of parts differs")
    for old, new in zip(before.archive.entries, after.archive.entries, strict=True):
        if old.name not in may_differ and _raw(before, old) != _raw(after, new):
            raise unlike("another part differs")


def _raw(package: Package, entry: Entry) -> tuple[bytes, bytes, bytes]:
    """An entry's own bytes, and its record but for the place in the file."""
    record = entry.record
    own = package.archive.raw[entry.start : entry.end]
    # Where the place stands in the zip64 field, the record is longer than its fixed part tells.
    rest = record[_RECORD_PLACE:] if record[_RECORD_START:_RECORD_PLACE] != b"\xff\xff\xff\xff" else b""
    return own, record[:_RECORD_START], rest


def _check_workbook_part(before: XmlPart, after: XmlPart) -> None:
    if _without_calculation(before) != _without_calculation(after):
        raise unlike("the list of sheets differs")


def _without_calculation(part: XmlPart) -> str:
    calculation = first_named(children(part, root_element(part)), "calcPr")
    if calculation is None:
        return part.text
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", None).strip(" /")
    kept = f"<calcPr {attributes}>" if attributes else ""
    return part.text[: calculation.start] + kept + part.text[calculation.end :]


def _check_styles(before: Package, after: Package) -> None:
    name = before.spelled(before.styles_name)
    raw = [[_raw(state, entry) for entry in state.archive.entries if entry.name == name] for state in (before, after)]
    if name is None or raw[0] == raw[1]:
        return
    old, new = (read_styles(package.read(name)) for package in (before, after))
    first, second = old.formats_list, new.formats_list
    if first is None or second is None:
        raise unlike("the styles differ")
    around = [
        (styles.part.text[: listed.start], styles.part.text[listed.end :])
        for styles, listed in ((old, first), (new, second))
    ]
    kept = all(old.source(index) == new.source(index) for index in range(min(len(old.formats), len(new.formats))))
    if around[0] != around[1] or not kept or len(new.formats) < len(old.formats):
        raise unlike("the styles differ")
