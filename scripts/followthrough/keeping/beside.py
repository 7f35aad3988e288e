"""What lies beside a workbook and says something of it: who has it open, and copies that hold other edits.

Excel (``~$``) and LibreOffice (``.~lock.``) lay an owner file beside what is open. A cloud folder makes a copy when two
machines change one file; no night reads the edits in it.
"""

from __future__ import annotations

import errno
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.knowing.wording import listed

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_OPEN = 3 * 24 * 3600
"""Seconds for which an owner file is believed: nobody leaves a workbook open for longer, but machines do crash."""
LONGEST_NAME = 60
LONGEST_OWNER_FILE = 1_000
"""Bytes; programs write fewer, but anybody can lay such a file there."""
_WIDE_NAME = 55
_ESCAPED = re.compile(r"\\([,;\\])")
_FIELDS = re.compile(r"((?:[^,;\\]|\\.)*)[,;]")

CERTAIN = (
    r"\.sync-conflict-\d{8}-\d{6}-\w+",  # Syncthing
    r" ?\([^)]*conflict[^)]*\)",  # Dropbox, Nextcloud, ownCloud, Google Drive: "(Ada's conflicted copy 2026-11-27)"
    r"[ _-]conflict(?:ed)?(?:[ _-]?copy)?(?:[ _-]?\d*)",
    r"-(?:DESKTOP|LAPTOP|PC|WIN|MACBOOK|IMAC)[A-Z0-9-]*",  # OneDrive: the name of the other machine
)
"""What stands between a file's name and its ending in a conflict copy."""
LIKELY = (r" ?\(\d{1,2}\)", r" \d", r" ?[-–] ?Copy(?: ?\(\d+\))?")  # noqa: RUF001 - as Windows writes it
"""The same, where it may be anything else too: a second download, a copy of one's own."""
FRESH = 7 * 24 * 3600
"""Seconds for which such a copy is worth a word."""


def opened_by(path: Path, now: float) -> str | None:
    """Who has the workbook open.

    Args:
        path: the workbook, or a link to it: programs lay the owner file beside either.
        now: the time, in seconds since 1970.

    Returns:
        a name, "somebody" where it tells none, or None: not open, or only left behind by a program that crashed.
    """
    for place in dict.fromkeys((path, path.resolve())):
        name = _open_in_excel(place, now) or _open_in_libreoffice(place, now)
        if name:
            return name
    return None


def _open_in_excel(path: Path, now: float) -> str | None:
    held = _held(path.with_name(f"~${path.name}"), now)
    return None if held is None else _clean(_excel_name(held))


def _open_in_libreoffice(path: Path, now: float) -> str | None:
    held = _held(path.with_name(f".~lock.{path.name}#"), now)
    if held is None:
        return None
    fields = [_ESCAPED.sub(r"\1", field) for field in _FIELDS.findall(held.decode("utf-8", "replace"))]
    name, user, host, *_ = [*fields, "", "", ""]
    if _is_here(host) and is_running("soffice.bin") is False:
        return None
    return _clean(name if name.strip() else user)


def _held(owner: Path, now: float) -> bytes | None:
    """What an owner file holds, where there is one to be believed."""
    try:
        if now - owner.stat().st_mtime > LONGEST_OPEN or _is_abandoned(owner):
            return None
        with owner.open("rb") as file:
            return file.read(LONGEST_OWNER_FILE)
    except FileNotFoundError:
        return None
    except OSError as error:
        is_possible = error.errno not in (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EINVAL)
        return b"" if is_possible else None  # Windows keeps others out while Excel runs


def _is_abandoned(owner: Path) -> bool:
    """On Windows Excel holds its owner file open, so one that can be renamed was left behind."""
    if sys.platform != "win32":
        return False
    try:
        owner.rename(owner)
    except OSError:
        return False
    return True


def _excel_name(held: bytes) -> str:
    """The name in Excel's owner file of 165 bytes.

    Its length in one byte and the name in the machine's old coding, filled up to 55 bytes; then the length in two
    bytes and the name in UTF-16.
    """
    length = int.from_bytes(held[_WIDE_NAME : _WIDE_NAME + 2], "little")
    wide = held[_WIDE_NAME + 2 : _WIDE_NAME + 2 + 2 * length]
    if length and len(wide) == 2 * length:
        return wide.decode("utf-16-le", "replace")
    return held[1 : 1 + held[0]].decode("cp1252", "replace") if held else ""


def _is_here(host: str) -> bool:
    """Whether it is this machine; some say its name with the domain, some without."""
    return host.strip().partition(".")[0].casefold() == socket.gethostname().partition(".")[0].casefold()


def is_running(program: str) -> bool | None:
    """Whether a program of that name runs on this machine; None where this cannot be told."""
    if sys.platform != "linux":
        return None
    for folder in Path("/proc").iterdir():
        with suppress(OSError):  # it ended while we looked
            if folder.name.isdigit() and (folder / "comm").read_text().strip() == program:
                return True
    return False


def _clean(name: str) -> str:
    """A name fit to print: anybody can lay such a file there, with anything in it."""
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME].strip() or "somebody"


def conflict_copies(workbook: Path, now: datetime) -> list[str]:
    """The names of files beside a workbook that are copies of it with other edits, or, while they are fresh, may be."""
    stem, ending = re.escape(workbook.stem), re.escape(workbook.suffix)
    certain = re.compile(rf"{stem}(?:{'|'.join(CERTAIN)}){ending}", re.IGNORECASE)
    likely = re.compile(rf"{stem}(?:{'|'.join(LIKELY)}){ending}", re.IGNORECASE)
    try:
        beside = sorted(path for path in workbook.parent.iterdir() if path.name != workbook.name)
    except OSError:
        return []
    return [
        path.name
        for path in beside
        if certain.fullmatch(path.name) or (likely.fullmatch(path.name) and _is_fresh(path, now))
    ]


def copies_beside(workbook: Path, now: datetime) -> tuple[str, ...]:
    """What to say of such copies, in a sentence; nothing where there are none."""
    found = conflict_copies(workbook, now)
    if not found:
        return ()
    return (f"Other edits may stand in {listed(found)}, beside {workbook.name}; no night reads them: compare the two.",)


def _is_fresh(path: Path, now: datetime) -> bool:
    try:
        return now.timestamp() - path.stat().st_mtime < FRESH
    except OSError:
        return False
