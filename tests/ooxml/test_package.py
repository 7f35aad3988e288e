"""The package: raw entries in and out, limits, the way to a worksheet, files that are something else."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from followthrough.knowing.errors import WorkbookError, WorkbookRefused
from followthrough.ooxml.package import open_package
from followthrough.writing.patch import patch_cells
from proof_for_tests import proven
from xlsx_maker import (
    DECLARATION,
    MAIN,
    RELATIONSHIPS,
    STRICT_MAIN,
    STRICT_RELATIONSHIPS,
    part_of,
    raw_entries,
    relations,
    row,
    simple_parts,
    simple_workbook,
    workbook_part,
    worksheet,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"
SIMPLE = simple_workbook(worksheet(row(1, "Company", "Stage") + row(2, "Acme", "Applied")))


def with_entry(name: str, content: bytes, workbook: bytes = SIMPLE) -> bytes:
    """The workbook with one more entry at its end."""
    buffer = io.BytesIO(workbook)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def changed_numbers(workbook: bytes, name: str, at: int, number: int, form: str = "<L") -> bytes:
    """The workbook with one number changed in the directory's record of an entry."""
    record = workbook.rindex(b"PK\x01\x02", 0, workbook.rindex(name.encode()))
    changed = bytearray(workbook)
    struct.pack_into(form, changed, record + at, number)
    return bytes(changed)


class Unseekable(io.BytesIO):
    """A stream to which zipfile writes data descriptors."""

    def seekable(self) -> bool:
        """Say that nothing can be written twice."""
        return False

    def tell(self) -> int:
        """Have no place to tell."""
        raise io.UnsupportedOperation


def with_descriptors() -> bytes:
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in simple_parts(worksheet(row(1, "Company"))).items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_zip64_fields() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in simple_parts(worksheet(row(1, "Company"))).items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(content.encode())
    return buffer.getvalue()


def with_zip64_end() -> bytes:
    """The simple workbook with a zip64 end record, its directory's place told only there."""
    end = SIMPLE.rindex(b"PK\x05\x06")
    _, _, _, _, count, size, start, _ = struct.unpack("<4s4H2LH", SIMPLE[end:])
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return SIMPLE[:end] + end64 + locator + last


def with_comments_and_extras() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = b"kept as it is"
        for name, content in simple_parts(worksheet(row(1, "Company"))).items():
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.comment, info.extra, info.create_system = b"note", b"\xfe\xca\x03\x00abc", 3
            archive.writestr(info, content)
    return buffer.getvalue()


def with_directory_and_padding() -> bytes:
    """A folder entry, and bytes between the first entry and the second that belong to nobody."""
    raw = with_entry("xl/media/", b"")
    first = raw.index(b"PK\x03\x04", 4)
    moved = bytearray(raw[:first] + b"padding" + raw[first:])
    at = moved.index(b"PK\x01\x02")
    while at >= 0:
        (start,) = struct.unpack_from("<L", moved, at + 42)
        struct.pack_into("<L", moved, at + 42, start + 7 if start else 0)
        at = moved.find(b"PK\x01\x02", at + 4)
    end = moved.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<L", moved, end + 16)
    struct.pack_into("<L", moved, end + 16, start + 7)
    return bytes(moved)


CONTAINERS = {
    "plain": SIMPLE,
    "stored": zipped(simple_parts(worksheet(row(1, "Company"))), method=zipfile.ZIP_STORED),
    "data descriptors": with_descriptors(),
    "zip64 fields": with_zip64_fields(),
    "zip64 end": with_zip64_end(),
    "comments and extra fields": with_comments_and_extras(),
    "folder entry and padding": with_directory_and_padding(),
    "path-like names": with_entry("../../etc/passwd", b"root", with_entry("C:\\Windows\\x", b"1")),
    "duplicate names elsewhere": with_entry("xl/media/1.bin", b"1", with_entry("XL/Media/1.bin", b"2")),
}


@pytest.mark.parametrize("workbook", CONTAINERS.values(), ids=CONTAINERS)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_all_entries_but_the_sheet_are_copied_raw(workbook: bytes) -> None:
    """Order, names, comments, extra fields, times and packed bytes of every other entry survive a patch."""
    after = patch_cells(workbook, "Jobs", {"A9": "Due"})
    proven(workbook, after)
    before_entries, after_entries = raw_entries(workbook), raw_entries(after)
    assert list(before_entries) == list(after_entries)
    assert [name for name in before_entries if before_entries[name] != after_entries[name]] == [SHEET]
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.testzip() is None
        assert old.comment == new.comment
        kept = [(i.filename, i.comment, i.date_time, i.external_attr, i.create_system) for i in old.infolist()]
        assert kept == [(i.filename, i.comment, i.date_time, i.external_attr, i.create_system) for i in new.infolist()]
        assert b"Due" in new.read(SHEET)


def test_the_patched_entry_stays_as_it_was_packed() -> None:
    """A stored part is stored again, extra data but the zip64 field stays, a data descriptor is no longer claimed."""
    for kind, method in (("stored", zipfile.ZIP_STORED), ("plain", zipfile.ZIP_DEFLATED)):
        after = patch_cells(CONTAINERS[kind], "Jobs", {"A9": 1})
        with zipfile.ZipFile(io.BytesIO(after)) as archive:
            assert archive.getinfo(SHEET).compress_type == method
    after = patch_cells(CONTAINERS["comments and extra fields"], "Jobs", {"A9": 1})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.getinfo(SHEET).extra == b"\xfe\xca\x03\x00abc"
    after = patch_cells(CONTAINERS["data descriptors"], "Jobs", {"A9": 1})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert not archive.getinfo(SHEET).flag_bits & 8
        assert archive.getinfo("xl/workbook.xml").flag_bits & 8


def ole2(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


OTHER_FILES = {
    "empty": (b"", "is empty"),
    "encrypted": (ole2("EncryptionInfo", "EncryptedPackage"), "is encrypted"),
    "old excel": (ole2("Workbook"), r"old Excel workbook \(\.xls\)"),
    "other ole2": (ole2("WordDocument"), "old Office file"),
    "csv": (b"Company,Stage\nAcme,Applied\n", r"text file \(CSV"),
    "html": (b"\r\n<html><table>", "web page"),
    "xml 2003": (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML file"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "noise": (bytes(range(256)), "not an .xlsx workbook"),
    "ods": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, method=0), "OpenDocument"),
    "xlsb": (zipped({"xl/workbook.bin": "x"}), r"\.xlsb"),
    "docx": (zipped({"word/document.xml": "<a/>"}), "Word document"),
    "any zip": (zipped({"readme.txt": "hello"}), "not an .xlsx workbook"),
    "cut off": (SIMPLE[:-40], "damaged"),
    "something behind": (SIMPLE + b"trailing", "damaged"),
    "something before": (b"MZ stub" + SIMPLE, r"not an \.xlsx|text file|damaged"),
    "signed": (with_entry("_xmlsignatures/origin.sigs", b""), "is signed"),
    "zip password": (changed_numbers(SIMPLE, SHEET, 8, 1, "<H"), "encrypted"),
}


@pytest.mark.parametrize(("raw", "words"), OTHER_FILES.values(), ids=OTHER_FILES)
def test_other_files_are_named_for_what_they_are(raw: bytes, words: str) -> None:
    """What is no workbook that can be written to is refused in one sentence that says what it is."""
    with pytest.raises(WorkbookRefused, match=words) as refusal:
        patch_cells(raw, "Jobs", {"A1": "x"})
    assert str(refusal.value).startswith("This ")


def lying_size() -> bytes:
    """Says 100 bytes, unpacks to more."""
    return changed_numbers(SIMPLE, SHEET, 24, 100)


def overlapping() -> bytes:
    """Two records that point at one place, as bombs of overlapping files do."""
    record = SIMPLE.rindex(b"PK\x01\x02", 0, SIMPLE.rindex(SHEET.encode()))
    (place,) = struct.unpack_from("<L", SIMPLE, record + 42)
    return changed_numbers(SIMPLE, "xl/workbook.xml", 42, place)


def bomb() -> bytes:
    parts: dict[str, str | bytes] = dict(simple_parts(worksheet("")))
    parts[SHEET] = worksheet(" " * 30_000_000)
    return zipped(parts)


DAMAGED = {
    "size is a lie": lying_size,
    "overlapping": overlapping,
    "bomb": bomb,
    "declares 3 GB": lambda: changed_numbers(SIMPLE, SHEET, 24, 3_000_000_000),
    "wrong checksum": lambda: changed_numbers(SIMPLE, SHEET, 16, 1),
    "unknown packing": lambda: changed_numbers(SIMPLE, SHEET, 10, 14, "<H"),
    "place outside": lambda: changed_numbers(SIMPLE, SHEET, 42, 0x7FFFFFFF),
    "packed size outside": lambda: changed_numbers(SIMPLE, SHEET, 20, 0x7FFFFFFF),
    "no relations": lambda: zipped({k: v for k, v in simple_parts(worksheet("")).items() if ".rels" not in k}),
    "no sheet part": lambda: zipped({k: v for k, v in simple_parts(worksheet("")).items() if k != SHEET}),
    "sheet twice": lambda: with_entry("XL/worksheets/SHEET1.xml", b"<a/>"),
    "broken xml": lambda: simple_workbook(worksheet("<row>")),
    "not xml": lambda: simple_workbook("hello"),
    "not utf-8": lambda: zipped({**simple_parts(""), SHEET: b"<worksheet>\xff</worksheet>"}),
}


@pytest.mark.parametrize("make", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_damaged_and_hostile_containers_are_refused(make: type[bytes]) -> None:
    """Damage and bombs end in one sentence, never in another exception."""
    with pytest.raises(WorkbookError):
        patch_cells(make(), "Jobs", {"A1": "x"})


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_document_types_are_refused(part: str) -> None:
    """An entity bomb is not expanded in any part that is read."""
    parts = simple_parts(worksheet(row(1, "Company")))
    bomb_type = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts[part] = parts[part].replace(DECLARATION, DECLARATION + bomb_type)
    import datetime as dt

    with pytest.raises(WorkbookRefused, match="document type"):
        patch_cells(zipped(parts), "Jobs", {"A2": dt.date(2026, 1, 1)})


def test_too_many_parts_are_refused() -> None:
    """A directory with more entries than any workbook has is not walked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(WorkbookRefused, match="too large"):
        open_package(buffer.getvalue())


def renamed(old: str, new: str, parts: dict[str, str]) -> dict[str, str]:
    return {new if name == old else name: content for name, content in parts.items()}


def way(target: str, name: str) -> bytes:
    """A workbook whose sheet has another name, and a relation that leads to it."""
    parts = renamed(SHEET, name, simple_parts(worksheet(row(1, "Company"))))
    parts["xl/_rels/workbook.xml.rels"] = relations(("worksheet", target), ("styles", "styles.xml"))
    return zipped(parts)


def backslashes() -> bytes:
    parts = simple_parts(worksheet(row(1, "Company")))
    return zipped({name.replace("xl/", "xl\\", 1) if "sheet1" in name else name: text for name, text in parts.items()})


def strict() -> bytes:
    parts = simple_parts(worksheet(row(1, "Company")))
    return zipped({
        name: text.replace(MAIN, STRICT_MAIN).replace(RELATIONSHIPS, STRICT_RELATIONSHIPS)
        for name, text in parts.items()
    })  # fmt: skip


def prefixed() -> bytes:
    parts = simple_parts(worksheet(""))
    parts[SHEET] = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    parts["xl/workbook.xml"] = (
        f'<x:workbook xmlns:x="{MAIN}" xmlns:rel="{RELATIONSHIPS}"><x:sheets>'
        '<x:sheet name="Jobs" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>'
    )
    return zipped(parts)


def workbook_elsewhere() -> bytes:
    parts = simple_parts(worksheet(row(1, "Company")))
    moved = {name.replace("xl/", "Book/").replace("workbook.xml", "main.xml"): text for name, text in parts.items()}
    moved["_rels/.rels"] = relations(("officeDocument", "/Book/main.xml"))
    return zipped(moved)


WAYS = {
    "relative": lambda: way("worksheets/sheet1.xml", SHEET),
    "other name": lambda: way("worksheets/list of jobs.xml", "xl/worksheets/list of jobs.xml"),
    "absolute": lambda: way("/xl/worksheets/sheet1.xml", SHEET),
    "dots": lambda: way("./x/../worksheets/sheet1.xml", SHEET),
    "percent signs": lambda: way("worksheets/my%20sheet.xml", "xl/worksheets/my sheet.xml"),
    "backslash in the relation": lambda: way("worksheets\\sheet1.xml", SHEET),
    "capitals": lambda: way("Worksheets/Sheet1.XML", SHEET),
    "backslash in the name": backslashes,
    "strict": strict,
    "prefixed": prefixed,
    "workbook elsewhere": workbook_elsewhere,
}


@pytest.mark.parametrize("make", WAYS.values(), ids=WAYS)
def test_the_sheet_is_found_through_the_relations(make: type[bytes]) -> None:
    """However the sheet's part is called and pointed at, it is the one that is written."""
    workbook = make()
    after = patch_cells(workbook, "Jobs", {"B2": "Due"})
    assert after != workbook
    differing = [name for name, raw in raw_entries(workbook).items() if raw != raw_entries(after)[name]]
    assert len(differing) == 1
    assert "Due" in part_of(after, differing[0])


def test_sheet_names() -> None:
    """Names are matched as Excel does, without regard to capitals; others and chart sheets are refused in words."""
    parts = simple_parts(worksheet(""), worksheet(""))
    parts["xl/workbook.xml"] = workbook_part("O&apos;Brien &amp; Söhne", "Chart")
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"), ("chartsheet", "worksheets/sheet2.xml")
    )
    workbook = zipped(parts)
    assert patch_cells(workbook, "o'brien & SÖHNE", {"A1": 1}) != workbook
    with pytest.raises(WorkbookError, match='no worksheet "Jobs"'):
        patch_cells(workbook, "Jobs", {"A1": 1})
    with pytest.raises(WorkbookRefused, match="another kind of sheet"):
        patch_cells(workbook, "Chart", {"A1": 1})


def test_unpacking_stops_at_the_declared_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that unpacks to more than it says is never held in memory whole."""
    asked: list[int] = []
    real = zlib.decompressobj

    class Spy:
        def __init__(self, window: int) -> None:
            self.real = real(window)

        def decompress(self, packed: bytes, most: int) -> bytes:
            asked.append(most)
            return self.real.decompress(packed, most)

    monkeypatch.setattr(zlib, "decompressobj", Spy)
    with pytest.raises(WorkbookRefused):
        patch_cells(lying_size(), "Jobs", {"A1": 1})
    assert 101 in asked
