"""Where the directory of a zip file is: at its end, small or large (zip64)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from followthrough.ooxml.damage import damaged

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ALL_16, _ALL_32 = 0xFFFF, 0xFFFFFFFF


class Directory(NamedTuple):
    """The directory of a zip file: its number of entries, its place and size, and where what follows it begins."""

    entries: int
    start: int
    size: int
    tail_start: int


def find_directory(raw: bytes) -> Directory:
    """Find the directory of a zip file.

    Raises:
        WorkbookRefused: it is missing, incomplete, or there are bytes that belong to nothing.
    """
    end = _find_end(raw)
    _, disk, first_disk, _, count, size, start, _ = _END.unpack_from(raw, end)
    tail_start = end
    if end >= _END64_LOCATOR.size and raw[end - _END64_LOCATOR.size : end - 16] == b"PK\x06\x07":
        tail_start, disk, first_disk, count, size, start = _read_end64(raw, end - _END64_LOCATOR.size)
    elif _ALL_32 in (size, start) or count == _ALL_16:
        raise damaged("its list of parts is incomplete")
    if disk or first_disk:
        raise damaged("it is one piece of a zip file in several pieces")
    if start + size != tail_start:
        raise damaged("there is something before or inside the zip file that does not belong to it")
    return Directory(count, start, size, tail_start)


def _find_end(raw: bytes) -> int:
    lowest = max(0, len(raw) - _END.size - _ALL_16)
    end = raw.rfind(b"PK\x05\x06", lowest)
    while end >= 0:
        if end + _END.size <= len(raw) and end + _END.size + _END.unpack_from(raw, end)[-1] == len(raw):
            return end
        end = raw.rfind(b"PK\x05\x06", lowest, end)
    raise damaged("its end is missing, or something follows it")


def _read_end64(raw: bytes, locator: int) -> tuple[int, int, int, int, int, int]:
    _, _, start64, disks = _END64_LOCATOR.unpack_from(raw, locator)
    if start64 + _END64.size > locator or raw[start64 : start64 + 4] != b"PK\x06\x06" or disks > 1:
        raise damaged("its list of parts is incomplete")
    _, _, _, _, disk, first_disk, _, count, size, start = _END64.unpack_from(raw, start64)
    return start64, disk, first_disk, count, size, start
