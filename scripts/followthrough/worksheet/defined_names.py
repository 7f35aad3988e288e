"""The names a workbook gives to cells."""

from __future__ import annotations

import re

from followthrough.ooxml.elements import children, first_named, root_element
from followthrough.ooxml.package import open_package
from followthrough.ooxml.xml_text import characters

_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def find_named_cell(workbook: bytes, name: str) -> tuple[str, str] | None:
    """The worksheet and the cell ("B2") that a name stands for; None where no such name means one cell."""
    package = open_package(workbook)
    main = package.workbook
    names = first_named(children(main, root_element(main)), "definedNames")
    if names is None:
        return None
    for element in children(main, names):
        if element.attributes.get("name", "").casefold() == name.casefold():
            found = _ONE_CELL.fullmatch(characters(main.text[element.open_end : element.close_start]).strip())
            if found:
                return (found[1] or found[2]).replace("''", "'"), f"{found[3].upper()}{found[4]}"
    return None


def quoted(sheet: str) -> str:
    """A sheet's name as a formula needs it."""
    plain = re.fullmatch(r"[^\W\d]\w*", sheet) and not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[RrCc]", sheet)
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"
