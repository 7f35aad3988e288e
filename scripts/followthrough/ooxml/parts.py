"""The parts of an archive: found by name, unpacked within bounds, and how they point at each other."""

from __future__ import annotations

import posixpath
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from followthrough.knowing.errors import WorkbookRefused
from followthrough.knowing.record import Record, field
from followthrough.ooxml.xml import XmlPart, damaged, decode_part, top_elements
from followthrough.ooxml.zip import write_archive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.ooxml.zip import Archive, Entry

MOST_PART_BYTES = 256 * 1024**2
# No worksheet packs better than some 60 to 1; a bomb reaches 1,000 to 1.
_MOST_RATIO, _RATIO_FROM = 300, 8 * 1024**2
_STORED, _DEFLATED = 0, 8


class Relation(Record, frozen=True):
    """One pointer from a part to another: its id, the last word of its type, and the part it points at."""

    key: str
    kind: str
    target: str


class Parts(Record, frozen=True, eq=False, dict=True):
    """The parts of an archive; each is unpacked and checked once, when it is first asked for."""

    archive: Archive
    _by_name: dict[str, Entry | None]
    _read: dict[str, XmlPart] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return normal_name(name) in self._by_name

    def spelled(self, name: str) -> str | None:
        """A part's name as the archive spells it; None where there is no such part, or two."""
        entry = self._by_name.get(normal_name(name))
        return entry.name if entry else None

    def read(self, name: str) -> XmlPart:
        """An XML part, unpacked.

        Raises:
            WorkbookRefused: it is missing, there twice, damaged, too large or not well formed.
        """
        if not self.has(name):
            raise damaged(f"the part {name} is missing")
        entry = self._by_name[normal_name(name)]
        if entry is None:
            raise damaged(f"the part {name} is there twice")
        if entry.name not in self._read:
            self._read[entry.name] = decode_part(entry.name, unpack(self.archive.raw, entry))
        return self._read[entry.name]

    def relations(self, name: str) -> tuple[Relation, ...]:
        """What a part points at within the archive; the archive itself has no name."""
        folder, base = posixpath.split(name.replace("\\", "/").lstrip("/"))
        relations_name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relations_name):
            return ()
        part = self.read(relations_name)
        elements = (element for element in top_elements(part) if element.name == "Relationship")
        return tuple(
            Relation(
                attributes.get("Id", ""),
                attributes.get("Type", "").rpartition("/")[2],
                self._resolve_target(folder, attributes.get("Target", "")),
            )
            for attributes in (element.attributes for element in elements)
            if attributes.get("TargetMode") != "External"
        )

    def _resolve_target(self, folder: str, target: str) -> str:
        """The name of the part that a relation means: absolute or not, with either slash, percent signs or not."""
        target = target.replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(folder, target)
        path = posixpath.normpath(path).lstrip("/")
        return path if self.has(path) else unquote(path)

    def part_names(self) -> tuple[str, ...]:
        """Names of all parts, as the archive spells them."""
        return tuple(entry.name for entry in self.archive.entries)

    def written(self, parts: Iterable[XmlPart]) -> bytes:
        """The archive's bytes with these parts in place of the ones of their name."""
        return write_archive(self.archive, {part.name: part.encoded() for part in parts})


def index_parts(archive: Archive) -> dict[str, Entry | None]:
    """Entries by the name they are compared by; None where two share a name."""
    by_name: dict[str, Entry | None] = {}
    for entry in archive.entries:
        name = normal_name(entry.name)
        by_name[name] = None if name in by_name else entry
    return by_name


def normal_name(name: str) -> str:
    """A part's name as it is compared: no leading slash, forward slashes, small letters."""
    return name.replace("\\", "/").lstrip("/").lower()


def unpack(raw: bytes, entry: Entry) -> bytes:
    """Unpack one entry, within bounds, and check its length and checksum."""
    too_dense = entry.size > _RATIO_FROM and entry.size > _MOST_RATIO * entry.packed
    if entry.size > MOST_PART_BYTES or too_dense:
        raise WorkbookRefused(f"This workbook is too large: unpacked, the part {entry.name} has {entry.size} bytes.")
    content = raw[entry.data_start : entry.data_start + entry.packed]
    if entry.method == _DEFLATED:
        content = _inflate(content, entry)
    elif entry.method != _STORED:
        raise WorkbookRefused(f"The part {entry.name} is packed in a way Excel does not use: save it anew from Excel.")
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise damaged(f"the part {entry.name} is not what its checksum says")
    return content


def _inflate(packed: bytes, entry: Entry) -> bytes:
    unpacker = zlib.decompressobj(-15)
    try:
        return unpacker.decompress(packed, entry.size + 1)
    except zlib.error as error:
        if str(error).startswith("Error -4"):  # zlib's own lack of memory
            raise MemoryError from error
        raise damaged(f"the part {entry.name} cannot be unpacked") from error
