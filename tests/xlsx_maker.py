"""Made-up workbooks from raw XML, so that a test says byte by byte what it is about."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# 0 plain, 1 bold, 2 italic, 3 a day (like 0), 4 bordered.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="2"><border/><border><left style="thin"/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def worksheet(rows: str, *, before: str = "", after: str = "", attributes: str = "") -> str:
    """A worksheet's part around rows; ``before`` and ``after`` stand around its ``sheetData``."""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"{attributes}>'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def row(number: int, *cells: str) -> str:
    """A row whose cells A, B, C ... hold texts."""
    inner = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'


def relations(*targets: tuple[str, str]) -> str:
    """A relations part: (last word of the type, target) each, with ids rId1, rId2 ..."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def table(name: str, reference: str, *columns: str, attributes: str = "", after: str = "") -> str:
    """A table's part with a filter over its whole block."""
    listed = "".join(f'<tableColumn id="{number}" name="{column}"/>' for number, column in enumerate(columns, 1))
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="1" name="{name}" displayName="{name}" ref="{reference}"{attributes}>'
        f'<autoFilter ref="{reference}"/><tableColumns count="{len(columns)}">{listed}</tableColumns>{after}</table>'
    )


def workbook_part(*names: str, inside: str = "", before: str = "") -> str:
    """The workbook's own part; ``inside`` follows the list of sheets."""
    sheets = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{before}'
        f"<sheets>{sheets}</sheets>{inside}</workbook>"
    )


def simple_parts(*sheets: str, styles: str | None = STYLES, inside: str = "", before: str = "") -> dict[str, str]:
    """The parts of a workbook with sheets named Jobs, Sheet2, Sheet3 ..., to be changed before they are zipped."""
    names = ["Jobs", *(f"Sheet{at}" for at in range(2, len(sheets) + 1))]
    paths = [f"worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    targets = [("worksheet", path) for path in paths] + ([("styles", "styles.xml")] if styles else [])
    overrides = "".join(f'<Override PartName="/xl/{path}" ContentType="{CONTENT}.worksheet+xml"/>' for path in paths)
    parts = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>{overrides}'
        + (f'<Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/>' if styles else "")
        + "</Types>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_part(*names, inside=inside, before=before),
        "xl/_rels/workbook.xml.rels": relations(*targets),
        **{f"xl/{path}": sheet for path, sheet in zip(paths, sheets, strict=True)},
    }
    return parts | ({"xl/styles.xml": DECLARATION + styles} if styles else {})


def add_part(parts: dict[str, str], name: str, content: str, kind: str, target: str, *, of: str) -> None:
    """Add a part and the relation that leads to it from another (a worksheet or the workbook)."""
    parts[name] = content
    folder, _, base = of.rpartition("/")
    listed = parts.get(f"{folder}/_rels/{base}.rels", relations())
    number = listed.count("<Relationship ") + 1
    new = f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
    parts[f"{folder}/_rels/{base}.rels"] = listed.replace("</Relationships>", f"{new}</Relationships>")
    override = f'<Override PartName="/{name}" ContentType="{CONTENT}.{kind}+xml"/>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f"{override}</Types>")


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), content, method)
    return buffer.getvalue()


def simple_workbook(*sheets: str, styles: str | None = STYLES, inside: str = "", before: str = "") -> bytes:
    """A workbook with sheets named Jobs, Sheet2, Sheet3 ..."""
    return zipped(simple_parts(*sheets, styles=styles, inside=inside, before=before))


def shared_strings(*items: str) -> str:
    """A shared strings part from the insides of its ``si`` elements."""
    listed = "".join(f"<si>{item}</si>" for item in items)
    return f'{DECLARATION}<sst xmlns="{MAIN}" count="{len(items)}" uniqueCount="{len(items)}">{listed}</sst>'


def part_of(workbook: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    """One part of a workbook as text."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name).decode()


def raw_entries(workbook: bytes) -> dict[str, bytes]:
    """Every entry's local header and packed data, as zipfile finds them, by name."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        found = {}
        for info in archive.infolist():
            start = info.header_offset
            names = int.from_bytes(workbook[start + 26 : start + 28], "little")
            extra = int.from_bytes(workbook[start + 28 : start + 30], "little")
            found[info.filename] = workbook[start : start + 30 + names + extra + info.compress_size]
        return found


def repacked(workbook: bytes, name: str, text: str) -> bytes:
    """A workbook with another text in one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            new.writestr(info, text.encode() if info.filename == name else old.read(info.filename))
    return buffer.getvalue()
