"""Who may read and write a workbook: the file that takes its place keeps that, or does not take it.

Tried on Linux only; docs/tried.md says so.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from followthrough.keeping.systems import call_system, sync_folder
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.record import Record

if TYPE_CHECKING:
    from pathlib import Path

_COPY_ACL_AND_XATTR = 0b101
_FULL = {errno.ENOSPC, errno.EDQUOT}
_ACL = "system.posix_acl_access"
_ACL_HEADER, _ACL_ENTRY = struct.Struct("<I"), struct.Struct("<HHI")
_NAMED_USER, _OWN_GROUP, _NAMED_GROUP, _MASK, _OTHERS = 0x02, 0x04, 0x08, 0x10, 0x20
_READ_AND_WRITE = 0o6


class Access(Record, frozen=True):
    """Who may do what with a file: its mode, and its owner and group as numbers."""

    mode: int
    owner: int
    group: int


PRIVATE = Access(0o600, 0, 0)
"""What a file gets of which nothing is known; nobody but the superuser can give it to another owner or group."""


def open_private(path: str, flags: int) -> int:
    """Open a new file for its owner alone: it holds a copy of a file that may be private, and has no mode yet."""
    return os.open(path, flags, 0o600)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the owner of the nearest one that is there, and no other.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    if folder != folder.parent:
        make_private(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    give_to_its_folder(folder)
    sync_folder(folder.parent)  # or a loss of power may take it, with all that is in it


def give_to_its_folder(path: Path) -> None:
    """What the superuser writes among somebody's files is theirs, or they would be locked out."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    with suppress(OSError):
        theirs = path.parent.stat()
        os.chown(path, theirs.st_uid, theirs.st_gid)


def access_of(state: os.stat_result) -> Access:
    """The access to a file, from what stat says."""
    return Access(state.st_mode & 0o7777, state.st_uid, state.st_gid)


def keep_access(source: Path, target: Path) -> tuple[str, ...]:
    """Give the file that is to take a workbook's place its mode, owner, group and extended attributes.

    Not its times: a sync client sees a write.

    Returns:
        a sentence where the owner could not be kept, but everybody may do what they could before.

    Raises:
        WorkbookError: somebody would be locked out, or let in, or an attribute lost.
        OSError: the disk is full.
    """
    if sys.platform == "win32":
        return ()  # ReplaceFile does
    was = access_of(source.stat())
    _give(target, was)
    if sys.platform == "darwin":
        call_system("copyfile", os.fsencode(source), os.fsencode(target), None, _COPY_ACL_AND_XATTR)
    _copy_attributes(source, target)
    _set_mode(target, was.mode)
    now = access_of(target.stat())
    if now.group != was.group:
        raise _refused(source, was, f"its group {_group(was.group)}")
    if now.mode != was.mode:
        raise _refused(source, was, f"its mode {was.mode:o}")
    wanted, there = _own_attributes(source), _own_attributes(target)
    lost = sorted(name for name, value in wanted.items() if there.get(name) != value)
    if lost or there.keys() - wanted.keys():
        raise _refused(source, was, f"its attributes ({', '.join(lost) or 'those of its folder'})")
    if now.owner == was.owner:
        return ()
    if not _still_reached_by(was.owner, target, now, was.mode >> 6):
        raise _refused(source, was, f"its owner {_user(was.owner)}, who could not open it any more")
    kept = f"its group {_group(was.group)}, and who may read and write it, are as before"
    return (f"{source.name} belonged to {_user(was.owner)} and belongs to {_user(now.owner)} now: {kept}.",)


def _refused(source: Path, was: Access, what: str) -> WorkbookError:
    owner = _user(was.owner)
    way_out = f"Run this as {owner}, or give the file to a group that both of you are in."
    if sys.platform != "win32" and was.owner == os.geteuid():
        way_out = "Give the file to a group that you are in."
    text = f"{source.name} belongs to {owner}, and what is written cannot keep {what}: nothing was written. {way_out}"
    return WorkbookError(text, file=str(source))


def give_access(target: Path, was: Access) -> None:
    """Give a new file, which only its owner can read, the access that a lost one had; where that cannot be, less."""
    if sys.platform == "win32":
        return
    _give(target, was)
    is_theirs = target.stat().st_gid == was.group
    _set_mode(target, was.mode if is_theirs else was.mode & 0o700)


def _give(target: Path, was: Access) -> None:
    """Owner and group, as far as this user may."""
    if sys.platform == "win32":
        return
    own = target.stat()
    with suppress(OSError):
        if own.st_gid != was.group:
            os.chown(target, -1, was.group)
    with suppress(OSError):  # only the superuser may give a file away
        if own.st_uid != was.owner:
            os.chown(target, was.owner, -1)


def _set_mode(target: Path, mode: int) -> None:
    if target.stat().st_mode & 0o7777 != mode:  # asked first: some file systems have no modes to set
        with suppress(PermissionError):
            target.chmod(mode)


def _attributes(path: Path) -> dict[str, bytes]:
    """The extended attributes of a file that can be read; none on a file system without."""
    found: dict[str, bytes] = {}
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(path):
                with suppress(OSError):
                    found[name] = os.getxattr(path, name)
    return found


def _own_attributes(path: Path) -> dict[str, bytes]:
    """Those that belong to the file; the others, which begin with security, are the system's own business."""
    return {name: value for name, value in _attributes(path).items() if not name.startswith("security.")}


def _copy_attributes(source: Path, target: Path) -> None:
    """As far as they can be: what could not is found by looking."""
    if sys.platform != "linux":
        return
    wanted, there = _attributes(source), _attributes(target)
    for name in there.keys() - wanted.keys():  # what the folder gives to each new file
        with suppress(OSError):
            os.removexattr(target, name)
    for name, value in wanted.items():
        try:
            if value != there.get(name):
                os.setxattr(target, name, value)
        except OSError as error:
            if error.errno in _FULL:
                raise


def _still_reached_by(owner: int, target: Path, now: Access, rights: int) -> bool:
    """Whether somebody who is no longer the owner may read and write the file as before."""
    wanted = rights & _READ_AND_WRITE
    if owner == 0 or not wanted:
        return True
    groups = _groups_of(owner)
    entries = _entries(_attributes(target).get(_ACL, b""))
    if not entries:
        theirs = now.mode >> 3 if now.group in groups else now.mode
        return theirs & wanted == wanted
    mask = next((rights for tag, rights, _ in entries if tag == _MASK), 0o7)
    named = [rights & mask for tag, rights, who in entries if tag == _NAMED_USER and who == owner]
    in_group = [
        rights & mask
        for tag, rights, who in entries
        if (tag == _OWN_GROUP and now.group in groups) or (tag == _NAMED_GROUP and who in groups)
    ]
    others = [rights for tag, rights, _ in entries if tag == _OTHERS]
    return any(rights & wanted == wanted for rights in named or in_group or others)


def _entries(acl: bytes) -> list[tuple[int, int, int]]:
    """Tag, rights and who, of each entry of an access control list as the kernel of Linux hands it out."""
    body = acl[_ACL_HEADER.size :]
    if len(body) % _ACL_ENTRY.size:
        return []
    return [(tag, rights, who) for tag, rights, who in _ACL_ENTRY.iter_unpack(body)]


def _groups_of(user: int) -> set[int]:
    if sys.platform == "win32":
        return set()
    import pwd

    try:
        known = pwd.getpwuid(user)
    except KeyError:
        return set()
    return set(os.getgrouplist(known.pw_name, known.pw_gid))


def _user(number: int) -> str:
    if sys.platform != "win32":
        import pwd

        with suppress(KeyError):
            return pwd.getpwuid(number).pw_name
    return f"user {number}"


def _group(number: int) -> str:
    if sys.platform != "win32":
        import grp

        with suppress(KeyError):
            return grp.getgrgid(number).gr_name
    return str(number)
