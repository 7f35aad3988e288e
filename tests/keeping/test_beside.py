"""What lies beside a workbook: the owner files of Excel and LibreOffice, and conflict copies of a cloud folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.beside import conflict_copies, is_running, opened_by
from leads_for_tests import table
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 2_000_000_000.0
HOUR = 3600
ELSEWHERE = "another-machine"
HERE = socket.gethostname()
SOFFICE = shutil.which("soffice")
PATIENCE = 30


def excel(name: str, *, filler: bytes = b" \0") -> bytes:
    """The 165 bytes Excel writes: the name in the old coding up to byte 55, its length and the name in UTF-16."""
    narrow = name.encode("cp1252", "replace")[:54]
    wide = name.encode("utf-16-le")
    return (
        bytes([len(narrow)])
        + narrow.ljust(54)
        + len(name.encode("utf-16-le")[::2]).to_bytes(2, "little")
        + (wide + filler * 54)[:108]
    )


def libreoffice(name: str, user: str, host: str) -> bytes:
    """One line: name, user, host, time, profile; a comma in one of them is escaped."""
    fields = [field.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;") for field in (name, user, host)]
    return f"{','.join(fields)},23.11.2026 17:36,file:///home/u/.config/libreoffice/4;".encode()


def lay(folder: Path, name: str, held: bytes, *, age: float = 0) -> Path:
    """The workbook with an owner file of that age beside it."""
    path = folder / "Bewerbungen, été.xlsx"
    path.touch()
    owner = path.with_name(name.replace("*", path.name))
    owner.write_bytes(held)
    os.utime(owner, (NOW - age, NOW - age))
    return path


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(excel("Jo Doe"), "Jo Doe", id="plain"),
        pytest.param(excel("Jo Doe", filler=b"\x17\x03"), "Jo Doe", id="garbage after the name"),
        pytest.param(excel("Zoë Müller"), "Zoë Müller", id="umlauts"),
        pytest.param(excel("山田 太郎"), "山田 太郎", id="not in the old coding at all"),
        pytest.param(excel("x" * 52), "x" * 52, id="the longest Excel takes"),
        pytest.param(b"\x06Jo Doe" + b" " * 48, "Jo Doe", id="only the old half"),
        pytest.param(b"\x06Jo Doe" + b" " * 48 + b"\xff\xff" + b" \0" * 54, "Jo Doe", id="impossible length"),
        pytest.param(excel(""), "somebody", id="no name set"),
        pytest.param(b"", "somebody", id="empty file: OneDrive leaves such"),
        pytest.param(excel("\x1b[2J\r\nroot\u202e"), "[2Jroot", id="codes for a terminal"),
    ],
)
def test_excel_tells_who(tmp_path: Path, held: bytes, expected: str) -> None:
    """The name is read from the wide half, or else the old one; nothing in it can upset a terminal."""
    assert len(excel("Jo Doe")) == 165
    assert opened_by(lay(tmp_path, "~$*", held), NOW) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param(libreoffice("Jo Doe", "jo", ELSEWHERE), "Jo Doe", id="name"),
        pytest.param(libreoffice("", "jo", ELSEWHERE), "jo", id="only the user"),
        pytest.param(libreoffice("Doe, Jo; \\o/", "jo", ELSEWHERE), "Doe, Jo; \\o/", id="escaped"),
        pytest.param(libreoffice("山田 太郎", "yamada", ELSEWHERE), "山田 太郎", id="unicode"),
        pytest.param(b"", "somebody", id="empty"),
        pytest.param(b"\xff\xfe", "somebody", id="not a line of text"),
    ],
)
def test_libreoffice_tells_who(tmp_path: Path, held: bytes, expected: str) -> None:
    """Another machine's lock is believed, and names are as their owner wrote them."""
    assert opened_by(lay(tmp_path, ".~lock.*#", held), NOW) == expected


@pytest.mark.parametrize("host", [HERE, f"{HERE.partition('.')[0]}.example.org", HERE.upper()])
def test_a_lock_of_a_libreoffice_that_crashed_here_is_seen_through(tmp_path: Path, host: str) -> None:
    """It says that it runs on this machine, and none does."""
    owner = opened_by(lay(tmp_path, ".~lock.*#", libreoffice("Jo", "jo", host)), NOW)
    if is_running("soffice.bin") is not False:
        pytest.skip("LibreOffice is running, or nobody can tell")
    assert owner is None


@pytest.mark.parametrize("name", ["~$*", ".~lock.*#"])
@pytest.mark.parametrize(
    ("hours", "is_believed"),
    [(0, True), (71, True), (73, False), (-5, True)],
    ids=["now", "nearly three days", "more than three days", "written by a clock ahead of ours"],
)
def test_an_owner_file_grows_stale(tmp_path: Path, name: str, hours: int, *, is_believed: bool) -> None:
    """Nobody leaves a workbook open for three days; a machine that crashed left its owner file for ever."""
    held = excel("Jo") if name.startswith("~$") else libreoffice("Jo", "jo", ELSEWHERE)
    assert (opened_by(lay(tmp_path, name, held, age=hours * HOUR), NOW) is not None) is is_believed


def test_nobody_has_it_open(tmp_path: Path) -> None:
    """No owner file, nobody; one of another workbook says nothing."""
    path = lay(tmp_path, "~$x*", excel("Jo"))
    assert opened_by(path, NOW) is None


def test_an_owner_file_is_found_beside_what_a_link_leads_to(tmp_path: Path) -> None:
    """LibreOffice lays it beside the file itself, whatever link it was opened by."""
    path = lay(tmp_path, "~$*", excel("Jo"))
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    assert opened_by(link, NOW) == "Jo"


@pytest.fixture
def open_in_libreoffice(tmp_path: Path) -> Iterator[Path]:
    """A workbook that a real LibreOffice has open; it takes some seconds to come."""
    if sys.platform == "win32":
        pytest.skip("no groups of processes to end")
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(simple_workbook(worksheet(row(1, "Company", "Stage"))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    started = [SOFFICE or "", profile, "--headless", "--norestore", "--nologo", str(path)]
    with subprocess.Popen(  # noqa: S603 - a program of the system
        started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as office:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not path.with_name(".~lock.jobs.xlsx#").exists():
            time.sleep(0.1)
        yield path
        os.killpg(office.pid, signal.SIGKILL)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_real_libreoffice_is_seen(open_in_libreoffice: Path) -> None:
    """The lock that LibreOffice itself writes is understood, while it runs and after it was killed."""
    lock = open_in_libreoffice.with_name(".~lock.jobs.xlsx#")
    if not lock.exists():
        pytest.skip("LibreOffice did not open the file here")
    _, user, *_ = lock.read_text("utf-8").split(",")
    assert opened_by(open_in_libreoffice, time.time()) == user


@pytest.mark.parametrize("length", [245, 250, 255])
def test_a_name_so_long_that_no_mark_fits_beside_it(tmp_path: Path, length: int) -> None:
    """Nobody can have laid an owner file there, so nobody is said to have it open."""
    path = tmp_path / ("a" * (length - 5) + ".xlsx")
    path.write_bytes(b"")
    assert opened_by(path, time.time()) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux answers")
def test_is_running_sees_real_processes() -> None:
    """A program counts as running while it runs, by the name the kernel knows it by."""
    with subprocess.Popen(["/bin/sleep", "60"]) as process:
        comm = Path(f"/proc/{process.pid}/comm")
        while comm.read_text("utf-8") != "sleep\n":  # the kernel names a process a moment after its start is reported
            time.sleep(0.001)
        found = is_running("sleep")
        process.kill()
    assert found
    assert is_running("no such program") is False


TODAY_AT_FIVE = datetime(2026, 11, 27, 5, tzinfo=UTC)
COPIES = table(
    ("Dropbox", "my jobs (Ada Byron's conflicted copy 2026-11-26).xlsx"),
    ("Dropbox, of a machine", "my jobs (conflicted copy on LAPTOP 2026-11-26).xlsx"),
    ("Nextcloud", "my jobs (conflicted copy 2026-11-26 101500).xlsx"),
    ("Syncthing", "my jobs.sync-conflict-20261126-101500-ABCDEF7.xlsx"),
    ("OneDrive", "my jobs-DESKTOP-4F2K9QX.xlsx"),
    ("OneDrive, a Mac", "my jobs-MacBook-Pro.xlsx"),
    ("Google Drive", "my jobs (1).xlsx"),
    ("iCloud", "my jobs 2.xlsx"),
    ("Google Drive, another", "my jobs_conflict-1.xlsx"),
    ("Windows", "my jobs - Copy.xlsx"),
)
OTHERS = table(
    ("another list", "my jobs 2025.xlsx"),
    ("another name", "all my jobs.xlsx"),
    ("another kind", "my jobs (1).pdf"),
    ("a lock of Excel", "~$my jobs.xlsx"),
    ("about conflicts", "conflict.xlsx"),
    ("for somebody", "my jobs-Ada.xlsx"),
    ("a folder's worth", "my jobs old.xlsx"),
)


def laid(folder: Path, name: str, age: timedelta = timedelta(hours=3)) -> list[str]:
    """The copies that are found beside a workbook where such a file lies, of that age."""
    for each in ("my jobs.xlsx", name):
        (folder / each).write_bytes(b"x")
        moment = (TODAY_AT_FIVE - age).timestamp()
        os.utime(folder / each, (moment, moment))
    return conflict_copies(folder / "my jobs.xlsx", TODAY_AT_FIVE)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_named(tmp_path: Path, name: str) -> None:
    """Each cloud has its own way to name it."""
    assert laid(tmp_path, name) == [name]


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_not(tmp_path: Path, name: str) -> None:
    """A word about a file that is none would be a word too many every night."""
    assert laid(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "named"),
    table(
        ("certain", "my jobs.sync-conflict-20261001-101500-ABCDEF7.xlsx", True), ("likely", "my jobs (1).xlsx", False)
    ),
)
def test_old_copies(tmp_path: Path, name: str, *, named: bool) -> None:
    """What may be anything else is let be after a week; a certain one holds edits for as long as it lies there."""
    assert bool(laid(tmp_path, name, timedelta(days=40))) is named


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Nothing is found, and nothing raised."""
    assert conflict_copies(tmp_path / "gone" / "jobs.xlsx", TODAY_AT_FIVE) == []
