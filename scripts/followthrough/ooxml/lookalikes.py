"""Files that are called .xlsx and are something else: which, and what to do about it."""

from __future__ import annotations

_SAVE_AS = "open it in your spreadsheet program and save it as an Excel workbook (.xlsx)"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF", f"This is a PDF file, not a workbook: {_SAVE_AS}."),
    (b"\x1f\x8b", "This is a compressed (gzip) file, not a workbook: unpack it first."),
    (b"7z\xbc\xaf", "This is a 7-Zip file, not a workbook: unpack it first."),
    (b"Rar!", "This is a RAR file, not a workbook: unpack it first."),
    (b"{\\rtf", f"This is a text document, not a workbook: {_SAVE_AS}."),
)
_OTHER_PARTS = (
    ("xl/workbook.bin", f"This is a binary workbook (.xlsb): {_SAVE_AS}."),
    ("word/document.xml", "This is a Word document, not a workbook: give the name of the .xlsx file."),
    ("ppt/presentation.xml", "This is a PowerPoint file, not a workbook: give the name of the .xlsx file."),
    ("index/document.iwa", "This is a Numbers document: in Numbers choose File, Export To, Excel."),
)


def describe_other_file(raw: bytes) -> str | None:
    """Say what a file is that is no zip file at all; None for a zip file."""
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


def _describe_ole2(raw: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "This workbook is encrypted: open it in Excel, remove the password (File, Info, Protect), and save it."
    if "Workbook".encode("utf-16-le") in raw or "Book".encode("utf-16-le") in raw:
        return f"This is an old Excel workbook (.xls): {_SAVE_AS}."
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
        "This is a text file (CSV, perhaps), not a workbook. Of a CSV file adopt_workbook FILE --write makes one; else "
        f"{_SAVE_AS}."
    )


def describe_other_package(names: frozenset[str], first_part: bytes) -> str | None:
    """Say what a zip file is that holds no .xlsx workbook.

    Args:
        names: names of its parts in lower case.
        first_part: the start of the file, where OpenDocument files name their kind.
    """
    if b"opendocument" in first_part:
        return f"This is an OpenDocument file (.ods): {_SAVE_AS}."
    return next((sentence for name, sentence in _OTHER_PARTS if name in names), None)
