"""The same workbook is the same bytes, whenever and wherever it is made."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MIDNIGHT_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip entry can bear."""
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STAMPED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WRITER = re.compile(rb"(<Application>)[^<]*")
"""The library says its version here, and would change the file with each of its releases."""
FONT, IN_A_FONT = re.compile(rb"(?<=<font>).*?(?=</font>)"), re.compile(rb"<(\w+)[^>]*></\1>")
ORDER_IN_A_FONT = b"b i strike outline shadow u vertAlign sz color name family scheme".split()
"""As Excel writes it. The library has an order of its own, which the format allows and validators report."""


def settle(workbook: bytes, written: str) -> bytes:
    """Take out of a workbook what would differ between two that hold the same.

    openpyxl stamps the hour, and spells its XML as lxml or as the standard library does, whichever is there. The
    entries are not compressed: two versions of zlib pack the same text differently.

    Args:
        workbook: as openpyxl saved it.
        written: the moment that is to stand in it, as docProps spells it ("2026-01-01T00:00:00Z").
    """
    settled = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(settled, "w", ZIP_STORED) as target:
        for name in source.namelist():
            part = _canonical(source.read(name))
            part = WRITER.sub(rb"\g<1>followthrough", STAMPED.sub(rb"\g<1>" + written.encode(), part))
            target.writestr(_entry(name), part)
    return settled.getvalue()


def _canonical(part: bytes) -> bytes:
    return DECLARATION + FONT.sub(_in_order, ET.canonicalize(part.decode()).encode())


def _in_order(font: re.Match[bytes]) -> bytes:
    items = sorted(IN_A_FONT.finditer(font[0]), key=lambda item: ORDER_IN_A_FONT.index(item[1]))
    return b"".join(item[0] for item in items)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, MIDNIGHT_OF_ZIP)
    entry.create_system = 0  # else Windows and the others each leave their mark
    return entry
