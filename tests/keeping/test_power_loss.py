"""When the power fails, a disk has what was asked to be on it for good, and any part of what came after (promise 3).

A night is watched by strace. Of what it did, every disk that can be left is made on paper: after each call, with any
choice of those that nothing had made final.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from new_workbook import new_workbook
from places import SCRIPTS
from workbooks_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed"),
]

CALLS = "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat"
_CALL = re.compile(r"^\d+\s+(\w+)\((.*)\)\s+= (?:0|\d+.*)$")
_PATH = re.compile(r'"(/[^"]*)"')
_HANDLE = re.compile(r"^\d+<([^>]*)>")
Names = dict[str, int]
"""Path -> the file that is there, by a number."""


@dataclass
class Disk:
    """What a run asked of the disk so far."""

    names: Names
    final: Names = field(default_factory=dict)
    pending: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)

    def left(self) -> Iterator[Names]:
        """Every set of names that a loss of power can leave."""
        for count in range(len(self.pending) + 1):
            for chosen in combinations(self.pending, count):
                names = dict(self.final)
                for call, paths in chosen:
                    _apply(names, self.names, call, paths)
                yield names


def _apply(names: Names, known: Names, call: str, paths: tuple[str, ...]) -> None:
    one, *other = paths
    if call == "make":
        names.setdefault(one, known[f"new {one}"])
    elif call == "drop":
        names.pop(one, None)
    elif call == "exchange" and one in names and other[0] in names:
        names[one], names[other[0]] = names[other[0]], names[one]
    elif call == "link" and one in names:
        names[other[0]] = names[one]
    elif call == "move" and one in names:
        names[other[0]] = names.pop(one)


def _calls(trace: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What happened to files and folders, in its order."""
    for line in trace.splitlines():
        found = _CALL.match(line)
        if not found:
            continue
        call, told = found.groups()
        paths, handle = tuple(_PATH.findall(told)), _HANDLE.match(told)
        if (call == "openat" and "O_CREAT" in told and "O_TMPFILE" not in told) or call.startswith("mkdir"):
            yield "make", paths
        elif "write" in call and handle:
            yield "write", (handle[1],)
        elif "sync" in call and handle:
            yield "sync", (handle[1],)
        elif call.startswith("rename"):
            yield ("exchange" if "RENAME_EXCHANGE" in told else "move"), paths
        elif call.startswith("link"):
            yield "link", paths
        elif call.startswith("unlink"):
            yield "drop", paths


def _disks(trace: str, there: list[str]) -> Iterator[Disk]:
    """The disk after each call."""
    numbers = iter(range(10_000))
    names: Names = {path: next(numbers) for path in there}
    disk = Disk(dict(names), dict(names), whole=set(names.values()))
    for call, paths in _calls(trace):
        if call == "write":
            disk.whole.discard(names.get(paths[0], -1))
        elif call == "sync" and paths[0] in names:
            disk.whole.add(names[paths[0]])
        if call == "sync":
            made = [each for each in disk.pending if all(str(Path(path).parent) == paths[0] for path in each[1])]
            for each in made:
                _apply(disk.final, disk.names, *each)
                disk.pending.remove(each)
        elif call != "write":
            if call == "make":
                disk.names[f"new {paths[0]}"] = names.get(paths[0], next(numbers))
            _apply(names, disk.names, call, paths)
            disk.pending.append((call, paths))
        yield disk


def traced(folder: Path) -> str:
    """A first night, call by call."""
    out = folder / "trace"
    night = [sys.executable, str(SCRIPTS / "nightly_check.py"), "--workbook", str(folder / "home" / "jobs.xlsx")]
    subprocess.run(  # noqa: S603 - our own script
        ["/usr/bin/env", "strace", "-f", "-y", "-s", "300", "-e", f"trace={CALLS}", "-o", str(out), *night],
        env={"FOLLOWTHROUGH_DATA": str(folder / "data"), "HOME": str(folder), "PATH": "/usr/bin:/bin"},
        check=True,
    )
    return "\n".join(line for line in out.read_text("utf-8", "replace").splitlines() if str(folder) in line)


def test_no_loss_of_power_takes_the_workbook(tmp_path: Path) -> None:
    """It is the one of before or the one of after, whole; and where it is the latter, the former can be put back."""
    home = tmp_path / "home"
    home.mkdir()
    book = str(new_workbook(home / "jobs.xlsx", TODAY))
    trace = traced(tmp_path)
    assert "RENAME_EXCHANGE" in trace
    seen = set()
    for disk in _disks(trace, [book]):
        assert len(disk.pending) <= 12
        for names in disk.left():
            assert names[book] in disk.whole
            seen.add(names[book])
            if names[book] != 0:
                assert any(_is_safe(path, names, disk, tmp_path) for path in names if "/snapshots/" in path)
    assert len(seen) == 2


def _is_safe(path: str, names: Names, disk: Disk, root: Path) -> bool:
    """Whether a snapshot is whole, under its own name, in folders that are there."""
    folders = [str(folder) for folder in Path(path).parents if folder.is_relative_to(root) and folder != root]
    return names[path] in disk.whole and path.endswith(".xlsx") and all(folder in names for folder in folders)


def test_no_loss_of_power_leaves_half_a_memory(tmp_path: Path) -> None:
    """State and journal are there whole, or not at all."""
    home = tmp_path / "home"
    home.mkdir()
    book = str(new_workbook(home / "jobs.xlsx", TODAY))
    remembered = ("state.json", "journal.json", ".eml", ".html")
    for disk in _disks(traced(tmp_path), [book]):
        for names in disk.left():
            assert all(number in disk.whole for path, number in names.items() if path.endswith(remembered))
