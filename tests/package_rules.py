"""The rules of a workbook's package, checked with other means than the program's own reader."""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ORDER = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges
    scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting
    dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks
    customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture
    oleObjects controls webPublishItems tableParts extLst
"""
_WORKBOOK_ORDER = """
    fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
    definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing
    fileRecoveryPr webPublishObjects extLst
"""
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_T = TypeVar("_T")
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


@dataclass
class _Book:
    """A workbook taken apart for checking."""

    parts: dict[str, ET.Element]
    names: dict[str, str]
    sheets: dict[str, str] = field(default_factory=dict)
    strings: int = 0
    formats: int = 0
    colors: int = 0
    faults: list[str] = field(default_factory=list)


def broken_rules(workbook: bytes) -> list[str]:
    """Every rule of the format that a workbook breaks, each as "part: what is wrong"; empty is good."""
    faults: list[str] = []
    parts: dict[str, ET.Element] = {}
    names: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        if archive.testzip():
            return ["zip: an entry has a wrong checksum"]
        for name in archive.namelist():
            key = _key(name)
            if key in names:
                faults.append(f"zip: {key} is there twice")
            names[key] = name
            if key.endswith((".xml", ".rels")):
                faults += _parse(key, archive.read(name), parts)
    book = _Book(parts, names, faults=faults)
    _check_relations(book)
    _check_content_types(book)
    _read_workbook(book)
    for name, part in list(book.sheets.items()):
        if part in book.parts and _local(book.parts[part]) == "worksheet":
            _check_sheet(book, part)
            _check_tables(book, part)
        elif part not in book.parts:
            faults.append(f"workbook: the sheet {name} has no part")
    _check_calc_chain(book)
    _check_table_names(book)
    return sorted(set(faults))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _find(element: ET.Element | None, *path: str) -> list[ET.Element]:
    found = [] if element is None else [element]
    for name in path:
        found = [child for parent in found for child in parent if _local(child) == name]
    return found


def _parse(key: str, raw: bytes, parts: dict[str, ET.Element]) -> list[str]:
    try:
        parts[key] = ET.fromstring(raw)  # noqa: S314 - only what the tests themselves open
    except ET.ParseError as error:
        return [f"{key}: not well formed ({error.msg.partition(':')[0]})"]
    declared: set[str] = set()
    for event, item in ET.iterparse(io.BytesIO(raw), ("start", "start-ns")):  # noqa: S314 - the same
        if event == "start":
            break
        declared.add(item[0])
    missing = set(parts[key].get(_IGNORABLE, "").split()) - declared
    return [f"{key}: mc:Ignorable names undeclared prefixes {sorted(missing)}"] if missing else []


def _targets(book: _Book, of: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target of each relation of a part ("" is the package)."""
    folder, base = posixpath.split(of)
    for relation in _find(book.parts.get(posixpath.join(folder, "_rels", f"{base}.rels")), "Relationship"):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            key = _key(posixpath.normpath(path))
            if key not in book.names:
                key = unquote(key)
            yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], key


def _check_relations(book: _Book) -> None:
    for key in [name for name in book.parts if name.endswith(".rels")]:
        folder, base = posixpath.split(key)
        owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        relations = list(_targets(book, owner))
        for identity, count in Counter(identity for identity, _, _ in relations).items():
            if count > 1:
                book.faults.append(f"{key}: the relation {identity} is there twice")
        for identity, _, target in relations:
            if target not in book.names and "#" not in target:
                book.faults.append(f"{key}: the relation {identity} leads nowhere")


def _check_content_types(book: _Book) -> None:
    types = book.parts.get("[content_types].xml")
    if types is None:
        book.faults.append("[content_types].xml: missing")
        return
    overrides = [_key(item.get("PartName", "")) for item in _find(types, "Override")]
    defaults = {item.get("Extension", "").lower() for item in _find(types, "Default")}
    for name, count in Counter(overrides).items():
        if count > 1 or (name not in book.names and unquote(name) not in book.names):
            book.faults.append(f"[content_types].xml: {name} is listed twice or missing")
    for key in book.names:
        has_type = key in overrides or key.rpartition(".")[2] in defaults
        if not has_type and not key.endswith("/") and key != "[content_types].xml":
            book.faults.append(f"[content_types].xml: {key} has no type")


def _read_workbook(book: _Book) -> None:
    main = next((target for _, kind, target in _targets(book, "") if kind == "officeDocument"), "xl/workbook.xml")
    root = book.parts.get(main)
    if root is None:
        book.faults.append("workbook: missing")
        return
    _check_order(book, main, root, _WORKBOOK_ORDER)
    relations = {identity: (kind, target) for identity, kind, target in _targets(book, main)}
    sheets = _find(root, "sheets", "sheet")
    for name in _repeated(sheet.get("name", "").casefold() for sheet in sheets):
        book.faults.append(f"workbook: two sheets are called {name}")
    for name in _repeated(sheet.get("sheetId", "") for sheet in sheets):
        book.faults.append(f"workbook: two sheets have the id {name}")
    for sheet in sheets:
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if identity not in relations:
            book.faults.append(f"workbook: the sheet {sheet.get('name')} leads nowhere")
        else:
            book.sheets[sheet.get("name", "")] = relations[identity][1]
    _check_names(book, root, len(sheets))
    by_kind = dict(relations.values())
    book.strings = len(_find(book.parts.get(by_kind.get("sharedStrings", "")), "si"))
    _read_styles(book, by_kind.get("styles", ""))


def _check_names(book: _Book, root: ET.Element, sheets: int) -> None:
    names = _find(root, "definedNames", "definedName")
    for name in _repeated((item.get("name", "").casefold(), item.get("localSheetId")) for item in names):
        book.faults.append(f"workbook: the name {name[0]} is defined twice")
    for item in names:
        if not 0 <= int(item.get("localSheetId", "0")) < max(sheets, 1):
            book.faults.append(f"workbook: the name {item.get('name')} belongs to no sheet")
        if not (item.text or "").strip():
            book.faults.append(f"workbook: the name {item.get('name')} is empty")


def _repeated(items: Iterable[_T]) -> list[_T]:
    return [item for item, count in Counter(items).items() if count > 1]


def _read_styles(book: _Book, part: str) -> None:
    root = book.parts.get(part)
    lists = ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "numFmts")
    for name in lists:
        for listed in _find(root, name):
            if listed.get("count") is not None and listed.get("count") != str(len(listed)):
                book.faults.append(f"styles: the count of {name} is wrong")
    sizes = {name: len(_find(root, name)[0]) if _find(root, name) else 0 for name in lists}
    book.formats, book.colors = sizes["cellXfs"], sizes["dxfs"]
    for at, xf in enumerate(_find(root, "cellXfs", "xf")):
        for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
            if int(xf.get(attribute, "0")) >= max(sizes[name], 1):
                book.faults.append(f"styles: the {attribute} of cell format {at} is out of range")


def _check_order(book: _Book, part: str, root: ET.Element, order: str) -> None:
    known = order.split()
    ranks = [known.index(_local(child)) for child in root if _local(child) in known]
    if ranks != sorted(ranks):
        book.faults.append(f"{part}: its elements are out of order")
    for name in _repeated(_local(child) for child in root):
        if name in known and name != "conditionalFormatting":
            book.faults.append(f"{part}: {name} is there twice")


def _place(reference: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _block(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _place(first), _place(last or first)
    return None if start is None or end is None else (*start, *end)


def _check_sheet(book: _Book, part: str) -> None:
    root = book.parts[part]
    _check_order(book, part, root, _ORDER)
    cells = _read_cells(book, part)
    _check_dimension(book, part, cells)
    _check_blocks(book, part, root)
    _check_columns(book, part, root)
    for rule in _find(root, "conditionalFormatting", "cfRule"):
        if rule.get("dxfId") is not None and int(rule.get("dxfId", "0")) >= book.colors:
            book.faults.append(f"{part}: a rule has a colour that is not there")
    for priority in _repeated(rule.get("priority") for rule in _find(root, "conditionalFormatting", "cfRule")):
        book.faults.append(f"{part}: two rules have the priority {priority}")


def _read_cells(book: _Book, part: str) -> dict[tuple[int, int], ET.Element]:
    cells: dict[tuple[int, int], ET.Element] = {}
    row_number = 0
    for row in _find(book.parts[part], "sheetData", "row"):
        number = int(row.get("r", row_number + 1))
        if number <= row_number:
            book.faults.append(f"{part}: row {number} is out of order")
        row_number, column = number, 0
        columns = []
        for cell in _find(row, "c"):
            place = _place(cell.get("r", "")) if cell.get("r") else (number, column + 1)
            if place is None or place[0] != number or place[1] <= column:
                book.faults.append(f"{part}: the cell {cell.get('r')} is out of order")
                continue
            column = place[1]
            columns.append(column)
            cells[place] = cell
            _check_cell(book, part, cell)
        _check_spans(book, part, row, columns)
        _check_style(book, part, f"row {number}", row.get("s"))
    return cells


def _check_spans(book: _Book, part: str, row: ET.Element, columns: list[int]) -> None:
    spans = row.get("spans", "").split()
    if len(spans) == 1 and columns:
        first, _, last = spans[0].partition(":")
        if not int(first) <= columns[0] <= columns[-1] <= int(last):
            book.faults.append(f"{part}: the spans of row {row.get('r')} do not enclose its cells")


def _check_style(book: _Book, part: str, what: str, style: str | None) -> None:
    if style and int(style) >= max(book.formats, 1):
        book.faults.append(f"{part}: the style of {what} is out of range")


def _check_cell(book: _Book, part: str, cell: ET.Element) -> None:
    name, kind = cell.get("r", "?"), cell.get("t", "n")
    value = next((child.text or "" for child in _find(cell, "v")), None)
    _check_style(book, part, name, cell.get("s"))
    if kind == "s" and value is not None and int(value) >= book.strings:
        book.faults.append(f"{part}: the text of {name} is not there")
    if kind == "inlineStr" and (value is not None or not _find(cell, "is")):
        book.faults.append(f"{part}: {name} should hold a text of its own")
    if kind != "inlineStr" and _find(cell, "is"):
        book.faults.append(f"{part}: {name} holds a text and does not say so")
    if kind == "n" and value:
        try:
            float(value)
        except ValueError:
            book.faults.append(f"{part}: {name} should hold a number")
    if kind == "b" and value not in (None, "0", "1", "true", "false"):
        book.faults.append(f"{part}: {name} should hold a truth value")


def _check_dimension(book: _Book, part: str, cells: dict[tuple[int, int], ET.Element]) -> None:
    for element in _find(book.parts[part], "dimension"):
        block = _block(element.get("ref", ""))
        filled = [place for place, cell in cells.items() if len(cell)]
        if block and any(not (block[0] <= r <= block[2] and block[1] <= c <= block[3]) for r, c in filled):
            book.faults.append(f"{part}: the dimension does not enclose the cells")


def _check_blocks(book: _Book, part: str, root: ET.Element) -> None:
    merged = [_block(cell.get("ref", "")) for cell in _find(root, "mergeCells", "mergeCell")]
    if None in merged:
        book.faults.append(f"{part}: merged cells without a place")
    blocks = sorted(block for block in merged if block)
    for at, one in enumerate(blocks):
        for other in blocks[at + 1 :]:
            if other[0] > one[2]:
                break
            if one[1] <= other[3] and other[1] <= one[3]:
                book.faults.append(f"{part}: merged cells overlap")
    for listed in _find(root, "mergeCells"):
        if listed.get("count") not in (None, str(len(listed))):
            book.faults.append(f"{part}: the count of merged cells is wrong")


def _check_columns(book: _Book, part: str, root: ET.Element) -> None:
    last = 0
    for listed in _find(root, "cols"):
        if not len(listed):
            book.faults.append(f"{part}: cols is empty")
    for column in _find(root, "cols", "col"):
        first = int(column.get("min", "0"))
        if first <= last or int(column.get("max", "0")) < first:
            book.faults.append(f"{part}: the columns from {first} are out of order")
        last = int(column.get("max", "0"))
        _check_style(book, part, f"column {first}", column.get("style"))
    if last > 16384:
        book.faults.append(f"{part}: there are too many columns")


def _check_tables(book: _Book, part: str) -> None:
    targets = [target for _, kind, target in _targets(book, part) if kind == "table"]
    listed = _find(book.parts[part], "tableParts", "tablePart")
    if len(listed) != len(targets):
        book.faults.append(f"{part}: its tables and its relations do not agree")
    blocks: list[tuple[int, int, int, int]] = []
    for target in targets:
        root = book.parts.get(target)
        block = None if root is None else _block(root.get("ref", ""))
        if root is None or block is None:
            book.faults.append(f"{target}: it has no place")
            continue
        if any(block[0] <= o[2] and o[0] <= block[2] and block[1] <= o[3] and o[1] <= block[3] for o in blocks):
            book.faults.append(f"{part}: its tables overlap")
        blocks.append(block)
        _check_table(book, part, target, root, block)


def _check_table(book: _Book, part: str, target: str, root: ET.Element, block: tuple[int, int, int, int]) -> None:
    columns = _find(root, "tableColumns", "tableColumn")
    counts = {item.get("count", str(len(columns))) for item in _find(root, "tableColumns")}
    if counts != {str(len(columns))} or len(columns) != block[3] - block[1] + 1:
        book.faults.append(f"{target}: the number of columns is wrong")
    if _repeated(column.get("id") for column in columns):
        book.faults.append(f"{target}: two columns have the same id")
    if _repeated(column.get("name", "").casefold() for column in columns):
        book.faults.append(f"{target}: two columns have the same name")
    totals = int(root.get("totalsRowCount", "0"))
    for item in _find(root, "autoFilter"):
        inner = _block(item.get("ref", ""))
        if inner is None or inner[:2] != block[:2] or inner[3] != block[3] or inner[2] != block[2] - totals:
            book.faults.append(f"{target}: its filter does not fit")
        for condition in _find(item, "filterColumn"):
            if int(condition.get("colId", "0")) >= len(columns):
                book.faults.append(f"{target}: its filter asks for a column that is not there")
    if root.get("headerRowCount", "1") != "0":
        _check_headings(book, part, target, columns, block)


def _check_headings(
    book: _Book, part: str, target: str, columns: list[ET.Element], block: tuple[int, int, int, int]
) -> None:
    cells = {}
    for row in _find(book.parts[part], "sheetData", "row"):
        if row.get("r") == str(block[0]):
            cells = {_place(cell.get("r", "")): cell for cell in _find(row, "c")}
    for at, column in enumerate(columns, block[1]):
        text = _text(book, cells.get((block[0], at)))
        name = _unescape(column.get("name", ""))
        if text is not None and " ".join(text.split()) != " ".join(name.split()):
            book.faults.append(f"{target}: the heading of column {at} is not its name")


def _unescape(text: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _text(book: _Book, cell: ET.Element | None) -> str | None:
    """The text of a heading cell; None where it is missing or no plain text."""
    if cell is None:
        return None
    if cell.get("t") == "inlineStr":
        return _unescape("".join(item.text or "" for item in cell.iter() if _local(item) == "t"))
    if cell.get("t") != "s":
        return None
    for part in book.parts.values():
        if _local(part) == "sst":
            items = _find(part, "si")
            index = int(_find(cell, "v")[0].text or "0")
            runs = [*_find(items[index], "t"), *_find(items[index], "r", "t")] if index < len(items) else []
            return _unescape("".join(item.text or "" for item in runs))
    return None


def _check_calc_chain(book: _Book) -> None:
    chain = next((root for root in book.parts.values() if _local(root) == "calcChain"), None)
    if chain is None:
        return
    formulas = []
    for part in book.sheets.values():
        cells = _find(book.parts.get(part), "sheetData", "row", "c")
        formulas.append({cell.get("r") for cell in cells if _find(cell, "f")})
    everywhere = set().union(*formulas)
    for entry in _find(chain, "c"):
        if entry.get("r") not in everywhere:
            book.faults.append(f"calcChain: {entry.get('r')} holds no formula")


def _check_table_names(book: _Book) -> None:
    tables = [root for root in book.parts.values() if _local(root) == "table"]
    for attribute in ("id", "displayName"):
        for value in _repeated(root.get(attribute, "").casefold() for root in tables):
            book.faults.append(f"tables: two have the {attribute} {value}")
