"""A workbook's package: what kind of file it is, its sheets, and the way to one of them; all of it opened once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.knowing.record import Record, field
from followthrough.ooxml.cells import read_content, read_shared_strings
from followthrough.ooxml.parts import Parts, Relation, index_parts, normal_name
from followthrough.ooxml.sheet import Sheet, read_sheet
from followthrough.ooxml.xml import (
    Element,
    child_elements,
    children,
    damaged,
    first_named,
    place_in_order,
    root_element,
    set_attribute,
    top_elements,
)
from followthrough.ooxml.zip import read_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from followthrough.ooxml.cells import Content
    from followthrough.ooxml.rows import StoredCell
    from followthrough.ooxml.xml import XmlPart


_SIGNED = (
    "This workbook is signed: writing to it would break the signature. Remove the signature in Excel (File, Info)."
)
TRUE = ("1", "true")
WORKBOOK_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_FORMULA = re.compile(r"<(?:[^\s<>/:]+:)?f[\s/>]")


class SheetEntry(Record, frozen=True):
    """A sheet as the workbook lists it: its name, the kind of sheet, and its part."""

    name: str
    kind: str
    part_name: str


class Package(Parts, frozen=True, eq=False):
    """An opened workbook: its parts, what its main part says of them, and its worksheets; each is looked up once."""

    _sheets: dict[str, Sheet] = field(default_factory=dict)

    @cached_property
    def workbook(self) -> XmlPart:
        """The main part.

        Raises:
            WorkbookRefused: there is none, or the workbook is signed.
        """
        relations = self.relations("")
        points_at_signature = any(each.kind == "origin" and "signature" in each.target for each in relations)
        if points_at_signature or any(normal_name(name).startswith("_xmlsignatures/") for name in self.part_names()):
            raise WorkbookRefused(_SIGNED)
        targets = [relation.target for relation in relations if relation.kind == "officeDocument"]
        name = targets[0] if targets else "xl/workbook.xml"
        if not self.has(name):
            raise WorkbookRefused("This is a zip file, but not an .xlsx workbook: check the name of the file.")
        return self.read(name)

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """All sheets, in their order."""
        return tuple(_list_sheets(self.workbook, self.relations(self.workbook.name)))

    @property
    def worksheets(self) -> tuple[SheetEntry, ...]:
        """The sheets that have rows."""
        return tuple(each for each in self.sheets if each.kind == "worksheet" and self.has(each.part_name))

    def find_sheet(self, worksheet: str) -> SheetEntry:
        """The worksheet of that name; as in Excel, capitals and small letters are the same.

        Raises:
            WorkbookError: there is none, or it is a chart or another kind of sheet.
        """
        wanted = worksheet.casefold()
        named = [sheet for sheet in self.sheets if sheet.name == worksheet]
        named = named or [sheet for sheet in self.sheets if sheet.name.casefold() == wanted]
        if not named:
            known = ", ".join(f'"{sheet.name}"' for sheet in self.sheets if sheet.kind == "worksheet")
            raise WorkbookError(f'There is no worksheet "{worksheet}" in this workbook; it has {known or "none"}.')
        if named[0] not in self.worksheets:
            raise WorkbookRefused(f'"{worksheet}" is not a worksheet but another kind of sheet: name one with rows.')
        return named[0]

    def sheet(self, worksheet: str) -> Sheet:
        """The worksheet of that name, taken apart; see ``find_sheet`` and ``read_sheet`` for what is refused."""
        name = self.find_sheet(worksheet).part_name
        if name not in self._sheets:
            self._sheets[name] = read_sheet(self.read(name))
        return self._sheets[name]

    def shared_part(self, kind: str) -> str | None:
        """The name of the part that all worksheets share ("styles", "sharedStrings"), where there is one."""
        targets = (relation.target for relation in self.relations(self.workbook.name) if relation.kind == kind)
        return self.spelled(next(targets, ""))

    @cached_property
    def strings(self) -> Sequence[str]:
        """The texts that cells point at."""
        name = self.shared_part("sharedStrings")
        return read_shared_strings(self.read(name)) if name else ()

    def content(self, cell: StoredCell) -> Content:
        """What a cell holds, with the text that it points at; see ``read_content``."""
        return read_content(cell, self.strings if cell.attributes.get("t") == "s" else ())

    @cached_property
    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1904-01-01, as on old Macs."""
        properties = first_named(top_elements(self.workbook), "workbookPr")
        return properties is not None and properties.attributes.get("date1904", "0") in TRUE


def open_package(workbook: bytes) -> Package:
    """Open a workbook (.xlsx or .xlsm).

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
    package = Package(archive, by_name)
    if not package.sheets:
        raise damaged("it lists no sheets")
    return package


def _list_sheets(workbook: XmlPart, relations: tuple[Relation, ...]) -> Iterable[SheetEntry]:
    by_key = {relation.key: relation for relation in relations}
    sheets = first_named(top_elements(workbook), "sheets")
    if sheets is None:
        return
    for element in child_elements(workbook.text, sheets.open_end, sheets.close_start):
        relation = by_key.get(_relation_key(element))
        if element.name == "sheet" and relation:
            yield SheetEntry(element.attributes.get("name", ""), relation.kind, relation.target)


def _relation_key(element: Element) -> str:
    """The value of ``r:id``; the prefix of its namespace may be another."""
    keys = [value for name, value in element.attributes.items() if name.rpartition(":")[2] == "id" and ":" in name]
    return keys[0] if keys else ""


def asked_to_calculate(package: Package, part: XmlPart) -> XmlPart:
    """The main part with a full calculation asked for on opening.

    Formulas that look at changed cells keep an old result until then. Without formulas nothing is asked for.
    """
    root = root_element(part)
    elements = children(part, root)
    calculation = first_named(elements, "calcPr")
    if calculation and calculation.attributes.get("fullCalcOnLoad") in TRUE:
        return part
    if not _has_formulas(package):
        return part
    if calculation is None:
        place = place_in_order(elements, "calcPr", WORKBOOK_ORDER, root.open_end)
        return part.spliced([(place, place, f'<{root.prefix}calcPr fullCalcOnLoad="1"/>')])
    attributes = set_attribute(calculation.attribute_text, "fullCalcOnLoad", "1")
    return part.spliced([calculation.retagged(attributes)])


def _has_formulas(package: Package) -> bool:
    if any(relation.kind == "calcChain" for relation in package.relations(package.workbook.name)):
        return True
    return any(_FORMULA.search(package.read(sheet.part_name).text) for sheet in package.worksheets)


_SAVE_AS = "open it in your spreadsheet program and save it as an Excel workbook (.xlsx)"
_ADOPT = f"{to_type(Command.ADOPT, 'FILE', '--write')} makes an Excel workbook of it"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", f"This is a PDF file, not a workbook: {_SAVE_AS}."),
    (b"\x1f\x8b", "This is a compressed (gzip) file, not a workbook: unpack it first."),
    (b"7z\xbc\xaf", "This is a 7-Zip file, not a workbook: unpack it first."),
    (b"Rar!", "This is a RAR file, not a workbook: unpack it first."),
    (b"{\\rtf", f"This is a text document, not a workbook: {_SAVE_AS}."),
)
_OTHER_PARTS = (
    ("xl/workbook.bin", f"This is a binary workbook (.xlsb): {_ADOPT}."),
    ("word/document.xml", "This is a Word document, not a workbook: give the name of the .xlsx file."),
    ("ppt/presentation.xml", "This is a PowerPoint file, not a workbook: give the name of the .xlsx file."),
    ("index/document.iwa", "This is a Numbers document: in Numbers choose File, Export To, Excel."),
)


def describe_other_file(raw: bytes) -> str | None:
    """Say what a file is that is no zip file; None for a zip file."""
    if raw[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return None
    if not raw:
        return "This workbook is empty (0 bytes): fetch it again, or restore an older copy."
    if raw.startswith(_OLE2):
        return _describe_ole2(raw)
    for start, sentence in _STARTS:
        if raw.startswith(start):
            return sentence
    return _describe_text(raw[:4096])


def is_other_workbook(raw: bytes) -> bool:
    """Whether a file is a workbook of another kind than .xlsx, of which one can be made: .ods, .xls or .xlsb."""
    if raw.startswith(_OLE2):
        return any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book")) and not _is_encrypted(raw)
    is_zip = raw.startswith(b"PK\x03\x04")
    return is_zip and (b"opendocument.spreadsheet" in raw[:200] or b"xl/workbook.bin" in raw)


def _is_encrypted(raw: bytes) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in raw


def _describe_ole2(raw: bytes) -> str:
    if _is_encrypted(raw):
        return "This workbook is encrypted: open it in Excel, remove the password (File, Info, Protect), and save it."
    if "Workbook".encode("utf-16-le") in raw or "Book".encode("utf-16-le") in raw:
        return f"This is an old Excel workbook (.xls): {_ADOPT}."
    return f"This is an old Office file, not an .xlsx workbook: {_SAVE_AS}."


def _describe_text(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return f"This is a web page, not a workbook: {_SAVE_AS}."
    if start.startswith(b"<?xml"):
        return f"This is an XML file, not an .xlsx workbook: {_SAVE_AS}."
    if b"\0" in head:
        return "This is not an .xlsx workbook: check the name of the file, or restore an older copy."
    if b"docs.google.com" in start:
        return (
            "This is only a link to a Google sheet: open it, choose File, Download, Microsoft Excel (.xlsx), and "
            "keep the sheet on this machine from then on."
        )
    return (
        "This is a text file (CSV, perhaps), not a workbook. Of a CSV file "
        f"{to_type(Command.ADOPT, 'FILE', '--write')} makes one; else {_SAVE_AS}."
    )


def describe_other_package(names: frozenset[str], first_part: bytes) -> str | None:
    """Say what a zip file is that holds no .xlsx workbook, by its parts (small letters) and its first bytes."""
    if b"opendocument" in first_part:
        return f"This is an OpenDocument file (.ods): {_ADOPT}."
    return next((sentence for name, sentence in _OTHER_PARTS if name in names), None)
