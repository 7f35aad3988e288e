"""systemd, launchd and the Task Scheduler: what is written is what they read, whatever a path holds."""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from followthrough.knowing.errors import ConfigError
from followthrough.scheduling import windows
from followthrough.scheduling.file_based import Launchd, Systemd
from followthrough.scheduling.kinds import KINDS
from leads_for_tests import table
from plans_for_tests import HOSTILE, KEY, a_plan

SYSTEMD, LAUNCHD = Systemd(), Launchd()
ANALYZE = shutil.which("systemd-analyze")
NAMESPACE = f"{{{windows.NAMESPACE}}}"
ORDER = {
    "Task": "RegistrationInfo Triggers Principals Settings Actions",
    "RegistrationInfo": "URI Description",
    "CalendarTrigger": "Enabled StartBoundary EndBoundary Repetition ExecutionTimeLimit RandomDelay ScheduleByDay "
    "ScheduleByWeek",
    "Repetition": "Interval Duration StopAtDurationEnd",
    "ScheduleByDay": "DaysInterval",
    "ScheduleByWeek": "WeeksInterval DaysOfWeek",
    "DaysOfWeek": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Principal": "LogonType RunLevel",
    "Settings": "MultipleInstancesPolicy DisallowStartIfOnBatteries StopIfGoingOnBatteries StartWhenAvailable "
    "ExecutionTimeLimit",
    "Exec": "Command Arguments WorkingDirectory",
}
"""What may stand in each element, and in which order: Microsoft's Task Scheduler schema ([MS-TSCH] 2.5), its types
taskType, triggerBaseType, calendarTriggerType, principalType, settingsType and execActionType."""


LAUNCHD_KEYS = {"Label", "ProgramArguments", "EnvironmentVariables", "StartCalendarInterval", "StandardOutPath"}
LAUNCHD_KEYS |= {"StandardErrorPath", "ProcessType"}
"""Keys of launchd.plist(5)."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nothing is installed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@pytest.mark.slow
@pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")
@pytest.mark.parametrize("name", HOSTILE)
def test_systemd_takes_the_units(home: Path, name: str) -> None:
    """Systemd's own check finds nothing wrong, and understands each word as it was meant."""
    program = home / "a 100% $good place" / "follow through"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    for path, text in SYSTEMD.shown(a_plan(home, (str(program),), name)).items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, "utf-8")
    units = sorted(map(str, SYSTEMD.folder().iterdir()))
    done = subprocess.run([str(ANALYZE), "--user", "verify", *units], capture_output=True, text=True, check=False)  # noqa: S603
    ours = [line for line in (done.stdout + done.stderr).splitlines() if KEY in line]
    assert (ours, len(units)) == ([], 4)


@pytest.mark.skipif(not ANALYZE, reason="systemd is not installed")
def test_systemd_understands_the_calendar(home: Path) -> None:
    """The next times are the half hours of the day, and of the summary's evening."""
    timers = {
        path: text for path, text in SYSTEMD.shown(a_plan(home, ("/usr/bin/ft",))).items() if path.endswith("timer")
    }
    calendars = [
        line.partition("=")[2] for text in timers.values() for line in text.splitlines() if line.startswith("OnCal")
    ]
    assert len(calendars) == 3
    for calendar in calendars:
        done = subprocess.run(  # noqa: S603 - systemd's own
            [str(ANALYZE), "calendar", "--iterations=2", calendar], capture_output=True, text=True, check=True
        )
        assert re.search(r"\d\d:[0134]0:00", done.stdout)


@pytest.mark.parametrize("name", HOSTILE)
def test_systemd_words_come_back(home: Path, name: str) -> None:
    """Read by the rules of systemd.syntax, the line holds the words that were meant."""
    (service, *_) = SYSTEMD.shown(a_plan(home, ("/usr/bin/ft",), name)).values()
    line = next(line for line in service.splitlines() if line.startswith("ExecStart="))
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line.partition("=")[2])
    read = [re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in words]
    assert read == ["/usr/bin/ft", "check", "--if-due", "--workbook", str(home / name)]
    assert not re.search(r"(?<!%)%(?!%)", line.replace("%%", ""))


def test_systemd_that_does_not_answer_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where systemd refuses, the files are taken away again and its words are told."""
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(ConfigError, match="systemctl"):
        SYSTEMD.install(a_plan(home, ("/usr/bin/ft",)))
    assert (list(SYSTEMD.folder().iterdir()), SYSTEMD.installed()) == ([], {})


@pytest.mark.usefixtures("home")
def test_only_ours_is_removed() -> None:
    """Units of another workbook, and somebody's own, stay."""
    folder = SYSTEMD.folder()
    folder.mkdir(parents=True)
    ours = (f"followthrough-{KEY}-check.timer", f"followthrough-{KEY}-check.service")
    for name in (*ours, "followthrough-99999999-check.timer", "mine.timer", "followthrough-mine.timer"):
        (folder / name).write_text("[Unit]\n", "utf-8")
    assert len(SYSTEMD.uninstall(KEY)) == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "followthrough-99999999-check.timer", "followthrough-mine.timer", "mine.timer"
    ]  # fmt: skip
    assert set(SYSTEMD.installed()) == {"99999999"}


@pytest.mark.parametrize("name", HOSTILE)
def test_launchd_reads_the_agents(home: Path, name: str) -> None:
    """A property list reader finds the words that were meant, under the keys that launchd knows (launchd.plist(5))."""
    shown = LAUNCHD.shown(a_plan(home, ("/usr/local/bin/followthrough",), name, EXTRA="a<b>&"))
    assert [Path(path).name for path in shown] == [
        f"followthrough.{KEY}.check.plist",
        f"followthrough.{KEY}.week.plist",
    ]
    check, week = (plistlib.loads(text.encode()) for text in shown.values())
    assert check["Label"] == f"followthrough.{KEY}.check"
    assert check["ProgramArguments"][-2:] == ["--workbook", str(home / name)]
    assert check["EnvironmentVariables"]["EXTRA"] == "a<b>&"
    assert set(check) <= LAUNCHD_KEYS
    assert (len(check["StartCalendarInterval"]), check["StartCalendarInterval"][0]) == (38, {"Hour": 5, "Minute": 0})
    assert {"Weekday": 0, "Hour": 18, "Minute": 10} in week["StartCalendarInterval"]
    assert not any(each["Weekday"] == 0 and each["Hour"] < 18 for each in week["StartCalendarInterval"])


def local(element: ET.Element) -> str:
    """Its name without the schema's."""
    return element.tag.removeprefix(NAMESPACE)


@pytest.mark.parametrize("name", HOSTILE)
def test_windows_reads_the_task(home: Path, name: str) -> None:
    """Each element stands where the schema has it, and whoever splits the arguments as Windows does gets them back."""
    program = (r"C:\Users\Jane Doe\AppData\Local\pythonw.exe", "-m", "followthrough")
    for xml in windows.shown(a_plan(home, program, name)).values():
        assert xml.startswith('<?xml version="1.0" encoding="UTF-16"?>')
        task = ET.fromstring(xml.encode("utf-16"))  # noqa: S314 - our own
        assert task.get("version") == "1.2"
        for element in task.iter():
            allowed = ORDER.get(local(element), "").split()
            inside = [local(child) for child in element]
            if allowed:
                assert inside == [each for each in allowed if each in inside]
        assert task.findtext(f".//{NAMESPACE}StartWhenAvailable") == "true"
        assert task.findtext(f".//{NAMESPACE}Command") == program[0]
        words = as_windows_splits(task.findtext(f".//{NAMESPACE}Arguments") or "")
        assert words[-3:] == ["--if-due", "--workbook", str(home / name)]


def as_windows_splits(line: str) -> list[str]:
    """The rules of CommandLineToArgvW: backslashes count only before a quote."""
    words, word, quoted, started = [], "", False, False
    for match in re.finditer(r'(\\*)"|(\\+)|(\s)|(.)', line):
        before, slashes, blank, other = match.groups()
        if before is not None:
            word += "\\" * (len(before) // 2)
            if len(before) % 2:
                word += '"'
            else:
                quoted = not quoted
            started = True
        elif blank and not quoted:
            if started:
                words.append(word)
            word, started = "", False
        else:
            word, started = word + (slashes or blank or other), True
    return [*words, word] if started else words


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_installed_at_first(home: Path, kind: str) -> None:
    """Asking does not need the scheduler to be there, and changes nothing."""
    if kind == "cron":
        pytest.skip("the crontab is no file in a home")
    assert KINDS[kind].installed() == {}
    assert KINDS[kind].uninstall(KEY) == []
    assert list(home.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands for their program")
@pytest.mark.parametrize(
    ("kind", "program", "said"),
    table(
        ("systemd", "systemd", "systemctl", ["--user daemon-reload", "--user enable --now"]),
        ("launchd", "launchd", "launchctl", ["bootout", "bootstrap"]),
    ),
)
def test_install_and_uninstall_tell_the_scheduler(
    home: Path, monkeypatch: pytest.MonkeyPatch, kind: str, program: str, said: list[str]
) -> None:
    """Files are written and the program that reads them is told; afterwards both are undone."""
    notes = home / "notes"
    (home / program).write_text(f'#!/bin/sh\necho "$@" >> {notes}\n', "utf-8")
    (home / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{home}:/usr/bin:/bin")
    plan = a_plan(home, ("/usr/bin/ft",))
    KINDS[kind].install(plan)
    assert set(KINDS[kind].installed()) == {KEY}
    assert all(Path(path).read_text("utf-8") == text for path, text in KINDS[kind].shown(plan).items())
    assert KINDS[kind].uninstall(KEY)
    assert KINDS[kind].installed() == {}
    told = notes.read_text("utf-8")
    assert [words for words in said if words not in told] == []


def test_the_order_of_the_kinds() -> None:
    """A machine is asked for what only it can have first."""
    assert list(KINDS) == ["windows", "launchd", "systemd", "cron"]
    assert windows.is_here() == (sys.platform == "win32")
