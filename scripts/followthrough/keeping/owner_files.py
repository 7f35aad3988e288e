"""Who has a workbook open, by the owner files that Excel (``~$``) and LibreOffice (``.~lock.``) lay beside it."""

from __future__ import annotations

import errno
import re
import socket
from typing import TYPE_CHECKING

from followthrough.keeping.systems import is_abandoned, is_running

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_OPEN = 3 * 24 * 3600
"""Seconds for which an owner file is believed: nobody leaves a workbook open for longer, but machines do crash."""
LONGEST_NAME = 60
LONGEST_OWNER_FILE = 1_000
"""Bytes; programs write fewer, but anybody can lay such a file there."""
_WIDE_NAME = 55
_ESCAPED = re.compile(r"\\([,;\\])")
_FIELDS = re.compile(r"((?:[^,;\\]|\\.)*)[,;]")


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
        if now - owner.stat().st_mtime > LONGEST_OPEN or is_abandoned(owner):
            return None
        with owner.open("rb") as file:
            return file.read(LONGEST_OWNER_FILE)
    except FileNotFoundError:
        return None
    except OSError as error:
        is_possible = error.errno not in (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EINVAL)
        return b"" if is_possible else None  # Windows keeps others out while Excel runs


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


def _clean(name: str) -> str:
    """A name fit to print: anybody can lay such a file there, with anything in it."""
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME].strip() or "somebody"
