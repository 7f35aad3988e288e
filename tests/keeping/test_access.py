"""Who may read and write a workbook stays as it was, or nothing is written: real files, real users."""

from __future__ import annotations

import os
import shutil
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.access import PRIVATE, Access, access_of, keep_access
from followthrough.keeping.swap import put_anew, put_in_place
from leads_for_tests import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

if sys.platform != "linux" or os.geteuid() != 0:
    pytest.skip("only the superuser may give files away", allow_module_level=True)

import grp  # not on Windows; and before the user changes, who may not read where Python lies
import pwd

OWNER, OTHER = pwd.getpwuid(1), pwd.getpwuid(2)
"""Two users that every Linux has; the first is in the group of its own number, which is shared with the second here."""
STRANGERS = 54321
assert grp.getgrgid(OWNER.pw_gid)
OLD, NEW = b"as it was judged", b"as it was patched"
ACL = "system.posix_acl_access"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in which everybody may write, also on the way to it."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o777)
    yield place
    shutil.rmtree(place)


def workbook(folder: Path, mode: int, group: int = OWNER.pw_gid) -> Path:
    """A workbook of the first user."""
    path = folder / "jobs.xlsx"
    path.write_bytes(OLD)
    os.chown(path, OWNER.pw_uid, group)
    path.chmod(mode)
    return path


def as_the_other(what: Callable[[], object], groups: tuple[int, ...] = (OWNER.pw_gid,)) -> str:
    """Do something as the second user, who is in these groups; what came of it, in words."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups(groups)
            os.setgid(OTHER.pw_gid)
            os.setuid(OTHER.pw_uid)
            told = str(what())
        except BaseException as error:  # noqa: BLE001 - the child must end here, also where it is a defect
            told = f"{type(error).__name__}: {error}"
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)
    return told


def entries(*given: tuple[int, int, int]) -> bytes:
    """An access control list as the kernel takes it."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in given)


def acl(*named: tuple[int, int, int], group: int = 0o6, mask: int = 0o6) -> bytes:
    """One that lets the owner read and write, others nothing."""
    nobody = 0xFFFFFFFF
    first, last = [(1, 0o6, nobody)], [(0x10, mask, nobody), (0x20, 0, nobody)]
    users = [each for each in named if each[0] == 2]
    groups = [each for each in named if each[0] == 8]
    return entries(*first, *users, (4, group, nobody), *groups, *last)


def test_a_colleague_of_the_group_goes_on(folder: Path) -> None:
    """The second user writes: the owner cannot be kept, the group and what it may do can, and it is said."""
    path = workbook(folder, 0o660)
    told = as_the_other(lambda: put_in_place(path, OLD, NEW))
    assert f"jobs.xlsx belonged to {OWNER.pw_name} and belongs to {OTHER.pw_name} now" in told
    assert access_of(path.stat()) == Access(0o660, OTHER.pw_uid, OWNER.pw_gid)
    assert path.read_bytes() == NEW


LOCKED_OUT = table(
    ("the owner is not in the group", 0o660, STRANGERS, (STRANGERS,), "its owner daemon, who could not open it"),
    ("the one who writes is not in their group", 0o646, OWNER.pw_gid, (), "its group daemon"),
    ("the one who writes is not in the group", 0o666, STRANGERS, (), "its group 54321"),
    ("others may less than the owner", 0o664, STRANGERS, (STRANGERS,), "its owner daemon, who could not open it"),
)


@pytest.mark.parametrize(("mode", "group", "groups", "words"), LOCKED_OUT)
def test_nobody_is_locked_out(folder: Path, mode: int, group: int, groups: tuple[int, ...], words: str) -> None:
    """Where somebody could no longer do what they could, nothing is written, and the sentence says what to do."""
    path = workbook(folder, mode, group)
    told = as_the_other(lambda: put_in_place(path, OLD, NEW), groups)
    assert words in told
    assert "nothing was written" in told
    assert (path.read_bytes(), access_of(path.stat())) == (OLD, Access(mode, OWNER.pw_uid, group))
    assert [each.name for each in folder.iterdir()] == ["jobs.xlsx"]


LISTS = table(
    ("named", acl((2, 0o6, OWNER.pw_uid)), True),
    ("named, to read", acl((2, 0o4, OWNER.pw_uid)), False),
    ("named, and masked", acl((2, 0o6, OWNER.pw_uid), mask=0o4), False),
    ("in a group that is named", acl((8, 0o6, OWNER.pw_gid), group=0), True),
    ("in none", acl((8, 0o6, STRANGERS), group=0o6), False),
)


@pytest.mark.parametrize(("listed", "is_written"), LISTS)
def test_an_access_control_list_decides(folder: Path, listed: bytes, *, is_written: bool) -> None:
    """Whether the owner keeps access is worked out as the kernel would; a list stays as it was."""
    path = workbook(folder, 0o660, STRANGERS)
    try:
        os.setxattr(path, ACL, listed)
    except OSError:
        pytest.skip("this file system has no access control lists")
    told = as_the_other(lambda: keep_access(path, fresh_beside(path)), (OWNER.pw_gid, STRANGERS))
    assert ("belongs to bin now" in told) is is_written, told
    if is_written:
        assert os.getxattr(path.with_name("fresh"), ACL) == listed


def fresh_beside(path: Path) -> Path:
    """A new file of whoever runs this."""
    fresh = path.with_name("fresh")
    fresh.write_bytes(NEW)
    fresh.chmod(0o600)
    return fresh


def test_what_the_folder_gives_to_new_files_lets_nobody_in(folder: Path) -> None:
    """A list that the folder hands down to each new file is taken away where the workbook has none."""
    path = workbook(folder, 0o600)
    try:
        os.setxattr(folder, "system.posix_acl_default", acl((2, 0o6, STRANGERS)))
    except OSError:
        pytest.skip("this file system has no access control lists")
    put_in_place(path, OLD, NEW)
    assert (path.read_bytes(), ACL in os.listxattr(path)) == (NEW, False)
    assert access_of(path.stat()) == Access(0o600, OWNER.pw_uid, OWNER.pw_gid)


def test_a_second_name_is_said(folder: Path) -> None:
    """Under a hard link the file stays as it was; that is said, and only once, for then there is none."""
    path = workbook(folder, 0o600)
    (folder / "same.xlsx").hardlink_to(path)
    (told,) = put_in_place(path, OLD, NEW)
    assert "jobs.xlsx has a second name (a hard link)" in told
    assert (path.read_bytes(), (folder / "same.xlsx").read_bytes()) == (NEW, OLD)
    assert put_in_place(path, NEW, OLD) == ()


ANEW = table(
    ("private", Access(0o600, 1, 1), Access(0o600, 1, 1)),
    ("shared", Access(0o664, 1, STRANGERS), Access(0o664, 1, STRANGERS)),
    ("nothing is known", PRIVATE, Access(0o600, 0, 0)),
)


@pytest.mark.parametrize(("was", "comes_back"), ANEW)
def test_a_lost_workbook_comes_back_as_it_was(folder: Path, was: Access, comes_back: Access) -> None:
    """A private one is private again, one of a group is the group's again."""
    put_anew(folder / "jobs.xlsx", NEW, was)
    assert access_of((folder / "jobs.xlsx").stat()) == comes_back


def test_a_lost_workbook_of_a_group_that_is_out_of_reach(folder: Path) -> None:
    """Who may not give it to its group lets nobody else read it."""
    as_the_other(lambda: put_anew(folder / "jobs.xlsx", NEW, Access(0o664, 1, STRANGERS)))
    assert access_of((folder / "jobs.xlsx").stat()) == Access(0o600, OTHER.pw_uid, OTHER.pw_gid)
