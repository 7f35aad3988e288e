"""A workbook's package: what kind of file it is, its sheets, and the way to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.elements import Element, child_elements, children, first_named, root_element
from followthrough.ooxml.lookalikes import describe_other_file, describe_other_package
from followthrough.ooxml.parts import Parts, Relation, index_parts
from followthrough.ooxml.zip_entries import read_archive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.ooxml.xml_text import XmlPart

_SIGNED = (
    "This workbook is signed: writing to it would break the signature. Remove the signature in Excel (File, Info)."
)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it: its name, the kind of sheet, and its part."""

    name: str
    kind: str
    part_name: str


@dataclass(frozen=True)
class Package(Parts):
    """An opened workbook: its parts, and what its main part says about them."""

    workbook: XmlPart
    sheets: tuple[SheetEntry, ...]
    shared_strings_name: str | None
    styles_name: str | None

    def find_sheet(self, worksheet: str) -> SheetEntry:
        """The worksheet of that name (Excel tells no capitals from small letters).

        Raises:
            WorkbookError: there is none, or it is a chart or another kind of sheet.
        """
        wanted = worksheet.casefold()
        named = [sheet for sheet in self.sheets if sheet.name == worksheet]
        named = named or [sheet for sheet in self.sheets if sheet.name.casefold() == wanted]
        if not named:
            known = ", ".join(f'"{sheet.name}"' for sheet in self.sheets if sheet.kind == "worksheet")
            raise WorkbookError(f'There is no worksheet "{worksheet}" in this workbook; it has {known or "none"}.')
        if named[0].kind != "worksheet" or not self.has(named[0].part_name):
            raise WorkbookRefused(f'"{worksheet}" is not a worksheet but another kind of sheet: name one with rows.')
        return named[0]


def open_package(workbook: bytes) -> Package:
    """Open a workbook.

    Args:
        workbook: the bytes of an .xlsx or .xlsm file.

    Raises:
        WorkbookRefused: it is encrypted, signed, damaged, too large, or something else than an .xlsx workbook.
    """
    other = describe_other_file(workbook)
    if other:
        raise WorkbookRefused(other)
    archive = read_archive(workbook)
    by_name = index_parts(archive)
    other = describe_other_package(frozenset(by_name), workbook[:512])
    if other:
        raise WorkbookRefused(other)
    parts = Parts(archive, by_name)
    main = _read_main_part(parts, by_name)
    relations = parts.relations(main.name)
    targets = {relation.kind: relation.target for relation in reversed(relations)}
    sheets = tuple(_list_sheets(main, relations))
    return Package(archive, by_name, main, sheets, targets.get("sharedStrings"), targets.get("styles"))


def _read_main_part(parts: Parts, names: Iterable[str]) -> XmlPart:
    relations = parts.relations("")
    points_at_signature = any(relation.kind == "origin" and "signature" in relation.target for relation in relations)
    if points_at_signature or any(name.startswith("_xmlsignatures/") for name in names):
        raise WorkbookRefused(_SIGNED)
    targets = [relation.target for relation in relations if relation.kind == "officeDocument"]
    name = targets[0] if targets else "xl/workbook.xml"
    if not parts.has(name):
        raise WorkbookRefused("This is a zip file, but not an .xlsx workbook: check the name of the file.")
    return parts.read(name)


def _list_sheets(workbook: XmlPart, relations: tuple[Relation, ...]) -> Iterable[SheetEntry]:
    by_key = {relation.key: relation for relation in relations}
    sheets = first_named(children(workbook, root_element(workbook)), "sheets")
    if sheets is None:
        return
    for element in child_elements(workbook.text, sheets.open_end, sheets.close_start):
        relation = by_key.get(_relation_key(element))
        if element.name == "sheet" and relation:
            yield SheetEntry(element.attributes.get("name", ""), relation.kind, relation.target)


def _relation_key(element: Element) -> str:
    """The value of ``r:id``, whatever prefix the relationships namespace has here."""
    keys = [value for name, value in element.attributes.items() if name.rpartition(":")[2] == "id" and ":" in name]
    return keys[0] if keys else ""
