"""Zip containers read entry by entry, and written back: replaced parts packed anew, all others copied byte for byte."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record
from followthrough.ooxml.xml import damaged

if TYPE_CHECKING:
    from collections.abc import Mapping


MOST_FILE_BYTES = 256 * 1024**2
MOST_ENTRIES = 10_000
MOST_UNPACKED_BYTES = 2 * 1024**3

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ALL_16, _ALL_32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_UTF8_FLAG = 0x800


class Entry(NamedTuple):
    """One entry: its record in the directory, and where its own bytes lie in the file.

    ``start`` to ``end`` is everything up to the next entry: local header, packed data, and what a
    writer put behind them (a data descriptor, padding).
    """

    name: str
    record: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    data_start: int = 0
    end: int = 0


class Archive(Record, frozen=True):
    """A zip file in memory: entries in the order of its directory; ``tail`` is all behind the directory."""

    raw: bytes
    entries: tuple[Entry, ...]
    tail_start: int


def read_archive(raw: bytes) -> Archive:
    """Read the directory of a zip file: its entries, with the place of each in the file.

    Raises:
        WorkbookRefused: the container is damaged, encrypted, too large, or its entries overlap.
    """
    if len(raw) > MOST_FILE_BYTES:
        raise WorkbookRefused(f"This workbook is too large: more than {MOST_FILE_BYTES // 1024**2} MB.")
    count, start, size, tail_start = find_directory(raw)
    if count > MOST_ENTRIES:
        raise WorkbookRefused(f"This workbook is too large: it has {count} parts, more than {MOST_ENTRIES}.")
    records = _read_records(raw[start : start + size], count)
    if sum(record.size for record in records) > MOST_UNPACKED_BYTES:
        raise WorkbookRefused("This workbook is too large: unpacked, it would fill more than 2 GB.")
    if not records:
        raise damaged("there is nothing in it")
    return Archive(raw, _place_entries(raw, records, start), tail_start)


def _read_records(directory: bytes, count: int) -> list[Entry]:
    records = []
    position = 0
    for _ in range(count):
        if directory[position : position + 4] != b"PK\x01\x02" or position + _CENTRAL.size > len(directory):
            raise damaged("its list of parts is incomplete")
        record = _read_record(directory, position)
        position += len(record.record)
        records.append(record)
    if position != len(directory):
        raise damaged("its list of parts holds more than it says")
    return records


def _read_record(directory: bytes, position: int) -> Entry:
    fields = _CENTRAL.unpack_from(directory, position)
    _, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, note_size, disk, _, _, start = fields
    name_at = position + _CENTRAL.size
    end = name_at + name_size + extra_size + note_size
    if end > len(directory) or disk not in (0, _ALL_16):
        raise damaged("its list of parts is incomplete")
    if flags & _ENCRYPTED_FLAGS:
        raise WorkbookRefused("This workbook is encrypted: remove the password from the zip file, then try again.")
    extra = directory[name_at + name_size : name_at + name_size + extra_size]
    size, packed, start = _widen(extra, size, packed, start)
    name = directory[name_at : name_at + name_size].decode("utf-8" if flags & _UTF8_FLAG else "cp437", "replace")
    return Entry(name, directory[position:end], flags, method, crc, packed, size, start)


def _widen(extra: bytes, *numbers: int) -> tuple[int, ...]:
    """Take the numbers that did not fit into 32 bits from the zip64 field."""
    wide = next((field[4:] for field in extra_fields(extra) if field[:2] == b"\x01\x00"), b"")
    widened = []
    for number in numbers:
        if number == _ALL_32 and len(wide) >= 8:  # noqa: PLR2004 - one 64-bit number
            widened.append(int.from_bytes(wide[:8], "little"))
            wide = wide[8:]
        else:
            widened.append(number)
    return tuple(widened)


def extra_fields(extra: bytes) -> list[bytes]:
    """Split an entry's extra data into its fields, header and all; a rest that is no field comes last."""
    fields = []
    while len(extra) >= 4:  # noqa: PLR2004 - a field's own header
        size = 4 + int.from_bytes(extra[2:4], "little")
        fields.append(extra[:size])
        extra = extra[size:]
    return [*fields, extra] if extra else fields


def _place_entries(raw: bytes, records: list[Entry], directory_start: int) -> tuple[Entry, ...]:
    starts = sorted({record.start for record in records})
    if len(starts) != len(records):
        raise damaged("two of its parts lie in the same place")
    ends = dict(zip(starts, [*starts[1:], directory_start], strict=True))
    return tuple(_place(raw, record, ends[record.start]) for record in records)


def _place(raw: bytes, record: Entry, end: int) -> Entry:
    start = record.start
    if start + _LOCAL.size > end or raw[start : start + 4] != b"PK\x03\x04":
        raise damaged("a part is not where its list says")
    *_, name_size, extra_size = _LOCAL.unpack_from(raw, start)
    data_start = start + _LOCAL.size + name_size + extra_size
    if data_start + record.packed > end:
        raise damaged("two of its parts overlap")
    return record._replace(data_start=data_start, end=end)


def find_directory(raw: bytes) -> tuple[int, int, int, int]:
    """Find the directory of a zip file: its number of entries, its place and size, and where what follows it begins.

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
    return count, start, size, tail_start


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


_STORED, _DEFLATED = 0, 8
_ALL_32 = 0xFFFFFFFF
_DESCRIPTOR_FLAG = 0x8
_LOCAL_SIZE, _CENTRAL_SIZE = 30, 46
# Level 5 packs a worksheet about as well as 6 in two thirds of the time.
_LEVEL = 5


def write_archive(archive: Archive, replaced: Mapping[str, bytes]) -> bytes:
    """The file with new content for some parts (name, as the archive spells it -> unpacked content).

    Order, names, times, flags and comments are as before, and so are the bytes of all other entries.
    """
    in_place = sorted(archive.entries, key=lambda entry: entry.start)
    pieces = [archive.raw[: in_place[0].start]] if in_place else []
    position = sum(map(len, pieces))
    records: dict[int, bytes] = {}
    for entry in in_place:
        local, record = _write_entry(archive.raw, entry, replaced.get(entry.name), position)
        pieces.append(local)
        records[entry.start] = record
        position += len(local)
    directory = b"".join(records[entry.start] for entry in archive.entries)
    return b"".join([*pieces, directory, _write_tail(archive, position, len(directory))])


def _write_entry(raw: bytes, entry: Entry, content: bytes | None, position: int) -> tuple[bytes, bytes]:
    """The entry's own bytes and its record in the directory."""
    if content is None:
        return raw[entry.start : entry.end], move_record(entry.record, position)
    packed = _pack(content) if entry.method == _DEFLATED else content
    numbers = struct.pack("<3L", zlib.crc32(content), len(packed), len(content))
    return _local_header(raw, entry, numbers) + packed, _new_record(entry, numbers, position)


def _pack(content: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _local_header(raw: bytes, entry: Entry, numbers: bytes) -> bytes:
    header = bytearray(raw[entry.start : entry.start + _LOCAL_SIZE])
    name_size, extra_size = struct.unpack_from("<2H", header, 26)
    name_end = entry.start + _LOCAL_SIZE + name_size
    extra = _without_zip64(raw[name_end : name_end + extra_size])
    struct.pack_into("<2H", header, 6, entry.flags & ~_DESCRIPTOR_FLAG, entry.method)
    header[14:26] = numbers
    struct.pack_into("<H", header, 28, len(extra))
    return bytes(header) + raw[entry.start + _LOCAL_SIZE : name_end] + extra


def _new_record(entry: Entry, numbers: bytes, position: int) -> bytes:
    header = bytearray(entry.record[:_CENTRAL_SIZE])
    name_size, extra_size = struct.unpack_from("<2H", header, 28)
    extra_at = _CENTRAL_SIZE + name_size
    extra = _without_zip64(entry.record[extra_at : extra_at + extra_size])
    struct.pack_into("<H", header, 8, entry.flags & ~_DESCRIPTOR_FLAG)
    header[16:28] = numbers
    struct.pack_into("<H", header, 30, len(extra))
    struct.pack_into("<L", header, 42, position)
    return bytes(header) + entry.record[_CENTRAL_SIZE:extra_at] + extra + entry.record[extra_at + extra_size :]


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(field for field in extra_fields(extra) if field[:2] != b"\x01\x00")


def move_record(record: bytes, position: int) -> bytes:
    """The same record, pointing to another place (which may stand in the zip64 field)."""
    moved = bytearray(record)
    packed, size, name_size, extra_size = struct.unpack_from("<2L2H", record, 20)
    (start,) = struct.unpack_from("<L", record, 42)
    if start != _ALL_32:
        struct.pack_into("<L", moved, 42, position)
        return bytes(moved)
    at = _CENTRAL_SIZE + name_size
    for field in extra_fields(record[at : at + extra_size]):
        if field[:2] == b"\x01\x00":
            wide_before = (packed == _ALL_32) + (size == _ALL_32)
            struct.pack_into("<Q", moved, at + 4 + 8 * wide_before, position)
        at += len(field)
    return bytes(moved)


def _write_tail(archive: Archive, start: int, size: int) -> bytes:
    """What follows the directory, with the directory's new place and size in it."""
    tail = bytearray(archive.raw[archive.tail_start :])
    end = 0
    if tail[:4] == b"PK\x06\x06":
        struct.pack_into("<2Q", tail, 40, size, start)
        locator = tail.index(b"PK\x06\x07", 56)
        struct.pack_into("<Q", tail, locator + 8, start + size)
        end = locator + 20
    for offset, number in ((12, size), (16, start)):
        if tail[end + offset : end + offset + 4] != b"\xff\xff\xff\xff":
            struct.pack_into("<L", tail, end + offset, number)
    return bytes(tail)
