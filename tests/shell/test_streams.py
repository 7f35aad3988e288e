"""What cannot be printed stops nothing, and files are made for their owner alone."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from followthrough.shell import command
from followthrough.shell.command import kept_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Full(io.StringIO):
    """A stream on a full disk."""

    def write(self, text: str) -> int:
        """Take nothing."""
        raise OSError(28, "No space left on device", text)


def _shut() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


STREAMS = {"none": lambda: None, "full": Full, "shut": _shut}


@pytest.mark.parametrize("make", STREAMS.values(), ids=STREAMS)
def test_a_run_goes_on(make: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Also without a console, as started by a scheduler on Windows: both streams are None there."""
    monkeypatch.setattr(sys, "stdout", make())
    monkeypatch.setattr(sys, "stderr", make())
    done = []

    def procedure(_: list[str]) -> int:
        command.say("half done")
        command.warn("trouble")
        print("by others", flush=True)  # noqa: T201 - so do libraries
        done.append("all")
        return 5

    assert command.run(procedure, []) == 5
    assert done == ["all"]


def test_what_is_lost_is_told_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is that of the run."""
    monkeypatch.setattr(sys, "stdout", Full())

    def procedure(_: list[str]) -> int:
        command.say("x")
        return 0

    assert command.run(procedure, []) == 0
    assert capsys.readouterr().err.startswith("What was to be printed is lost (No space left on device)")


def test_the_streams_are_given_back() -> None:
    """And so is what the system makes of new files."""
    before, mask = (sys.stdout, sys.stderr), os.umask(0o022)
    try:
        with kept_open():
            assert sys.stdout is not before[0]
        assert (sys.stdout, sys.stderr) == before
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(mask)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no modes")
def test_files_are_for_their_owner(tmp_path: Path) -> None:
    """A log, a draft, a folder: nobody thinks of it where they are made."""

    def procedure(_: list[str]) -> int:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").write_text("x")
        return 0

    assert command.run(procedure, []) == 0
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("folder", "file")] == [0o700, 0o600]


def test_json_is_printable(capsys: pytest.CaptureFixture[str]) -> None:
    """It says the same, and no sign in it moves a cursor or turns a line round."""
    document = {"a\x1b[31m": "\x9b2J \u202e\u2028 M\u00fcller 😀 \ufeff"}
    command.print_json(document)
    out = capsys.readouterr().out
    assert json.loads(out) == document
    assert out.replace("\n", "").isprintable()
    assert "Müller 😀" in out


def test_no_memory_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Try again later (contract)."""

    def procedure(_: list[str]) -> int:
        raise MemoryError

    assert command.run(procedure, []) == 75
    assert capsys.readouterr() == ("", f"{command.NO_MEMORY}\n")
