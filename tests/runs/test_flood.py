"""No flood: nothing is mailed that cannot be remembered, and what may be out already comes once more at most."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

import nightly_check
import weekly_summary
from desk_for_tests import Desk, desk, lead_of_today
from followthrough.keeping.state import State, read_state, write_state
from leads_for_tests import table
from smtp_server import MailServer, serving
from stopped_runs import Call, Place, why_no_strace
from workbooks_for_tests import HEADINGS, TODAY, workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["desk"]

MAIL = """
[mail]
host = "127.0.0.1"
port = {}
security = "none"
from = "robin@example.com"
to = "robin@example.com"
weekly = "{}"
"""


def told_by(desk: Desk, server: MailServer, weekly: str = "never") -> list[str | Path]:
    """The options with which a lead is due and that server is used."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    config = desk.folder / "mine.toml"
    config.write_text(MAIL.format(server.port, weekly), "utf-8")
    return ["--config", config]


@contextmanager
def small_disk(place: Path, free: int) -> Iterator[None]:
    """A real disk at that place with so many bytes free; where nothing may be mounted, the test is skipped."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only the superuser may mount a disk")
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - a mount of our own
        pytest.skip("nothing may be mounted here")
    try:
        (place / "filler").write_bytes(bytes(512 * 1024 - free))
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607


def test_a_full_disk_mails_nothing_and_says_why(desk: Desk) -> None:
    """Two runs, no mail; both troubles are told, the first cause first, and with room again it all comes, once."""
    with serving() as server, small_disk(desk.data, free=0):
        config = told_by(desk, server)
        assert [desk.run(*config, "--if-due"), desk.run(*config, "--if-due")] == [75, 75]
        first, second = desk.err.splitlines()
        assert re.search("No snapshot could be kept .*No space left on device.*so nothing was written", first)
        assert re.search("No space left on device.*so nothing was mailed", second)
        assert server.letters == []
        (desk.data / "filler").unlink()
        assert [desk.run(*config, "--if-due"), desk.run(*config, "--if-due")] == [0, 0]
        assert len(server.letters) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("pages", "runs"), [(0, 5), (1, 96), (2, 5), (3, 5), (4, 5), (5, 5)])
def test_a_day_of_a_scheduler_on_a_full_disk(desk: Desk, pages: int, runs: int) -> None:
    """However much still fits: one mail at most, also in 96 runs, and one in all when there is room again."""
    with serving() as server, small_disk(desk.data, pages * 4096):
        config = told_by(desk, server)
        statuses = {desk.run(*config, "--if-due") for _ in range(runs)}
        assert (len(server.letters) <= 1, statuses <= {0, 75}) == (True, True)
        assert 0 in statuses or "No space left on device" in desk.err
        (desk.data / "filler").unlink()
        assert desk.run(*config, "--if-due") == 0
        assert len(server.letters) == 1


JOBS = table(("a night", nightly_check, "nightly"), ("a week", weekly_summary, "weekly"))


JOBS_BY_NAME = ("nightly_check", "weekly_summary")


@pytest.mark.parametrize(("script", "kind"), JOBS)
def test_state_that_cannot_be_written(desk: Desk, script: object, kind: str) -> None:
    """75, a sentence with the folder, and no mail, however often it is tried."""
    with serving() as server:
        config = told_by(desk, server, "Sunday")
        for name in ("state.json.new", f"sending-{kind}.json.new"):
            (desk.kept / name).mkdir(parents=True)
            (desk.kept / name / "in the way").touch()
        line = ["--workbook", str(desk.path), *map(str, config)]
        assert [script.main(line), script.main(line)] == [75, 75]  # type: ignore[attr-defined]
        assert "so nothing was mailed" in desk.capsys.readouterr().err
        assert server.letters == []


@pytest.mark.parametrize(("script", "kind"), JOBS)
@pytest.mark.parametrize("held", ["a folder", "a newer version"])
def test_state_that_cannot_be_read(desk: Desk, script: object, kind: str, held: str) -> None:
    """What was told before is not known, so nothing is: 75, and the workbook stays as it was."""
    assert kind
    with serving() as server:
        config = told_by(desk, server, "Sunday")
        desk.kept.mkdir(parents=True)
        if held == "a folder":
            (desk.kept / "state.json").mkdir()
        else:
            (desk.kept / "state.json").write_text(json.dumps({"version": 99}), "utf-8")
        before = desk.path.read_bytes()
        assert script.main(["--workbook", str(desk.path), *map(str, config)]) == 75  # type: ignore[attr-defined]
        assert "state.json" in desk.capsys.readouterr().err
        assert (server.letters, desk.path.read_bytes()) == ([], before)


@pytest.mark.parametrize(("fault", "letters"), table(("before it came", "drop", 0), ("when it had come", "mute", 2)))
def test_a_server_that_hangs_up_without_an_answer(desk: Desk, fault: str, letters: int) -> None:
    """It is sent once more and no third time; each run says what is known, and then it is quiet."""
    with serving(fault=fault) as server:
        config = told_by(desk, server)
        told = [(desk.run(*config), desk.err) for _ in range(4)]
        assert [status for status, _ in told] == [5, 5, 5, 0]
        assert "sent once more" in told[0][1]
        assert "not sent a third time" in told[2][1]
        assert len(server.letters) == letters
    assert len({re.search(rb"Message-ID: \S+", letter)[0] for letter in server.letters}) <= 1  # type: ignore[index]


@pytest.mark.slow
def test_a_refusal_is_no_doubt(desk: Desk) -> None:
    """What a server refused is new again next time, however often it refuses."""
    with serving(replies=["554 no"] * 4) as server:
        config = told_by(desk, server)
        assert [desk.run(*config) for _ in range(5)] == [5, 5, 5, 5, 0]
        assert len(server.letters) == 1


def test_a_mail_that_did_not_go_is_due_until_it_went(desk: Desk) -> None:
    """A server that is down at half past five costs half an hour, and not a day; sent, it is done."""
    with serving(replies=["451 not now"]) as server:
        config = told_by(desk, server)
        assert [desk.run(*config, "--if-due") for _ in range(3)] == [5, 0, 0]
        assert len(server.letters) == 1


@pytest.mark.slow
def test_a_server_that_is_down_all_day_is_said_once(desk: Desk) -> None:
    """Tried every half hour, with the status each time; cron, which mails what is printed, has one line to mail."""
    with serving(replies=["554 no"] * 9) as server:
        config = told_by(desk, server)
        told = [(desk.run(*config, "--if-due"), bool(desk.err)) for _ in range(4)]
    assert told == [(5, True), (5, False), (5, False), (5, False)]


@pytest.mark.parametrize("is_full", [False, True], ids=["with room", "on a full disk"])
def test_a_failure_is_told_once_a_day_and_never_where_that_is_forgotten(desk: Desk, *, is_full: bool) -> None:
    """The workbook is damaged all day: one mail, or none where the next run could not know of it."""
    with serving() as server, small_disk(desk.data, free=100 * 1024):
        config = told_by(desk, server)
        assert desk.run(*config) == 0
        desk.path.write_bytes(b"damaged")
        if is_full:
            _fill(desk.data)
        before = len(server.letters)
        assert {desk.run(*config) for _ in range(4)} == {4}
        assert len(server.letters) - before == (0 if is_full else 1)


def _fill(disk: Path) -> None:
    """Leave no room there."""
    with (disk / "more").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def ended(run: subprocess.Popen[str]) -> tuple[int, str]:
    """How a run ended, and what it said."""
    told = run.communicate()[1]
    return run.returncode, told


def started(desk: Desk, script: str, config: list[str | Path]) -> subprocess.Popen[str]:
    """A run as a process of its own."""
    place = os.path.dirname(nightly_check.__file__)  # noqa: PTH120 - joined below
    line = [sys.executable, f"{place}/{script}.py", "--workbook", str(desk.path), *map(str, config), "--if-due"]
    return subprocess.Popen(line, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own script


@pytest.mark.slow
@pytest.mark.parametrize("script", JOBS_BY_NAME)
def test_killed_when_the_server_had_taken_it(desk: Desk, script: str) -> None:
    """It comes once more at most, with the same Message-ID; killed again, the next run says so and sends no third."""
    with serving() as server:
        config = told_by(desk, server, "Sunday")
        for _ in range(2):
            run = started(desk, script, config)
            server.victims.append(run.pid)
            assert ended(run) == (-9, "")
        status, told = ended(started(desk, script, config))
        assert (status, "not sent a third time" in told) == (5, True)
        assert ended(started(desk, script, config)) == (0, "")
        first, second = (re.search(rb"Message-ID: (\S+)", letter) for letter in server.letters)
        assert first and second and first[1] == second[1]  # noqa: PT018 - for the type checker


class Mailing(Place):
    """A workbook whose nights are mailed."""

    __slots__ = ()

    def command(self) -> list[str]:
        """A night with a mail server."""
        return [*super().command(), *self.config]

    @property
    def config(self) -> list[str]:
        """The options that name the server."""
        return ["--config", str(self.folder / "mine.toml")]


@pytest.mark.slow
@pytest.mark.skipif(why_no_strace() is not None, reason=str(why_no_strace()))
def test_killed_at_any_moment_around_the_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at any call about what is remembered: one letter or two, never none and never three."""
    with serving() as server:

        def laid_out(name: str) -> Mailing:
            place = Mailing(tmp_path / name)
            place.prepare()
            (place.folder / "mine.toml").write_text(MAIL.format(server.port, "never"), "utf-8")
            return place

        laid_out("warm").run()
        calls = [call for call in laid_out("first").find_calls() if _is_about_memory(call)]
        assert len(calls) > 8
        wrong = []
        for at, call in enumerate(calls):
            server.letters.clear()
            place = laid_out(f"point{at}")
            place.run_with(call, "SIGKILL")
            monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(place.folder / "data"))
            line = ["--workbook", str(place.workbook), *place.config]
            statuses = [nightly_check.main(line), nightly_check.main(line)]
            if statuses != [0, 0] or not 1 <= len(server.letters) <= 2:
                wrong.append(f"{call.line}: then {statuses}, {len(server.letters)} letters")
    assert not wrong, "\n".join(wrong)


def _is_about_memory(call: Call) -> bool:
    changes = call.name in {"rename", "unlink", "fsync"} or "O_CREAT" in call.line
    return changes and bool(re.search(r"sending-|state\.json", call.line))


@pytest.mark.slow
def test_two_jobs_at_once_forget_nothing(desk: Desk) -> None:
    """A night and a week at the same moment: one waits for its next turn, and what the other did is still known."""
    with serving() as server:
        config = told_by(desk, server, "Sunday")
        for number in range(4):
            write_state(desk.kept, State(), TODAY)
            server.letters.clear()
            runs = [started(desk, script, config) for script in (*JOBS_BY_NAME, "nightly_check")]
            assert {ended(run)[0] for run in runs} <= {0, 75}
            assert [ended(started(desk, script, config))[0] for script in JOBS_BY_NAME] == [0, 0]
            state = read_state(desk.kept)
            assert (bool(state.last_check), bool(state.last_summary), len(server.letters)) == (True, True, 2), number
