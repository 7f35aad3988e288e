"""The names that a workbook gives to cells: found, pointed at other cells, added and taken away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from followthrough.ooxml.package import WORKBOOK_ORDER
from followthrough.ooxml.references import Cell, find_cell
from followthrough.ooxml.xml import (
    characters,
    children,
    escape,
    first_named,
    place_in_order,
    root_element,
    top_elements,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from followthrough.ooxml.package import Package
    from followthrough.ooxml.xml import Element, XmlPart

_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")


class DefinedName(NamedTuple):
    """A name: the sheet that it belongs to (counted from 0; None where it is the whole workbook's), and its cell.

    ``sheet`` and ``cell`` are blank where it does not stand for one cell.
    """

    name: str
    scope: int | None
    sheet: str
    cell: Cell | None
    element: Element


def read_names(workbook: XmlPart) -> list[DefinedName]:
    """Every name of a workbook, given its main part."""
    listed = _list(workbook)
    return [_read(workbook, element) for element in children(workbook, listed)] if listed else []


def _read(workbook: XmlPart, element: Element) -> DefinedName:
    attributes = element.attributes
    found = _ONE_CELL.fullmatch(characters(workbook.text[element.open_end : element.close_start]).strip())
    cell = find_cell(found[3]) if found else None
    sheet = (found[1] or found[2]).replace("''", "'") if found and cell else ""
    scope = whole_number(attributes.get("localSheetId"))
    return DefinedName(attributes.get("name", ""), scope, sheet, cell, element)


def cells_named(package: Package, prefix: str) -> dict[str, dict[str, Cell]]:
    """Worksheet -> names that begin so, in small letters -> the cell on it that each stands for.

    A sheet's own name outranks one of the whole workbook: it came along when the sheet was copied.
    """
    found: dict[str, dict[str, Cell]] = {sheet.name: {} for sheet in package.sheets}
    spelled = {name.casefold(): name for name in found}
    for name in sorted(read_names(package.workbook), key=lambda name: name.scope is not None):
        key, sheet = name.name.casefold(), spelled.get(name.sheet.casefold())
        if key.startswith(prefix) and sheet is not None and name.cell:
            found[sheet][key] = name.cell
    return found


def places_named(package: Package, prefix: str) -> dict[str, dict[str, Cell | None]]:
    """Worksheet -> its own names that begin so, in small letters -> the cell each stands for; None where it is gone."""
    numbers = {number: sheet for sheet, number in sheet_numbers(package.workbook).items()}
    found: dict[str, dict[str, Cell | None]] = {sheet: {} for sheet in numbers.values()}
    for name in read_names(package.workbook):
        sheet = numbers.get(-1 if name.scope is None else name.scope)
        if sheet is not None and name.name.casefold().startswith(prefix):
            found[sheet][name.name.casefold()] = name.cell if name.sheet.casefold() == sheet.casefold() else None
    return found


def sheet_numbers(workbook: XmlPart) -> dict[str, int]:
    """The sheets of a workbook by name, counted from 0 in the order of their tabs."""
    listed = first_named(top_elements(workbook), "sheets")
    sheets = children(workbook, listed) if listed else ()
    return {sheet.attributes.get("name", ""): number for number, sheet in enumerate(sheets) if sheet.name == "sheet"}


def with_names(workbook: XmlPart, wanted: Mapping[tuple[int, str], str]) -> XmlPart:
    """The main part with hidden names, each of one sheet; every other letter as it was.

    Args:
        workbook: the main part.
        wanted: sheet (counted from 0) and name -> the reference that it stands for, as a formula writes it.
    """
    there = {(name.scope, name.name.casefold()): name.element for name in read_names(workbook)}
    edits: list[tuple[int, int, str]] = []
    added = ""
    prefix = root_element(workbook).prefix
    for (sheet, name), target in wanted.items():
        tag, attributes = f"{prefix}definedName", f'name="{name}" localSheetId="{sheet}" hidden="1"'
        source = f"<{tag} {attributes}>{escape(target)}</{tag}>"
        element = there.get((sheet, name.casefold()))
        if element:
            edits.append((element.start, element.end, source))
        else:
            added += source
    return workbook.spliced([*edits, *_adding(workbook, prefix, added)])


def _adding(workbook: XmlPart, prefix: str, added: str) -> Iterator[tuple[int, int, str]]:
    """The edit that puts new names behind the others, in a list of their own where there is none yet."""
    listed, root = _list(workbook), root_element(workbook)
    if not added:
        return
    if listed and not listed.is_self_closed:
        yield listed.close_start, listed.close_start, added
        return
    place = place_in_order(children(workbook, root), "definedNames", WORKBOOK_ORDER, root.open_end)
    start, end = (listed.start, listed.end) if listed else (place, place)
    yield start, end, f"<{prefix}definedNames>{added}</{prefix}definedNames>"


def without_names(workbook: XmlPart, goes: Callable[[DefinedName], bool]) -> XmlPart:
    """The part without some of its names, and without their list where none is left."""
    names = read_names(workbook)
    gone = [name.element for name in names if goes(name)]
    listed = _list(workbook)
    if listed and len(gone) == len(names):
        return workbook.spliced([(listed.start, listed.end, "")])
    return workbook.spliced([(element.start, element.end, "") for element in gone])


def _list(workbook: XmlPart) -> Element | None:
    return first_named(top_elements(workbook), "definedNames")
