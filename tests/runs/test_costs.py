"""What a night costs, in calls and in what it loads, so that it is seen on any machine when it gets slower."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import nightly_check
from benchmarks.trackers import edited_rows, make_tracker
from desk_for_tests import REPLAY, Desk, desk
from followthrough.writing.patch import patch_cells
from leads_for_tests import table
from workbooks_for_tests import TODAY

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["desk"]

pytestmark = pytest.mark.slow

SILENT = '[mail]\nnightly = "never"\n'
LIBRARIES = {"filelock", "msgspec", "pandas", "platformdirs", "python_calamine"}
"""What a night without mail needs from others."""
UNWANTED = {
    *("charset_normalizer", "holidays", "icalendar", "jinja2", "keyring", "openpyxl", "rich", "schedule", "shtab"),
    *("tomlkit", "yagmail", "distributed", "matplotlib", "email", "smtplib", "ssl", "asyncio", "multiprocessing"),
}
"""Libraries for mail, charts, templates, calendars and runs over many, ours and those of Python."""
LOADED = """
import sys, nightly_check
try:
    nightly_check.main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def loaded(desk: Desk, *arguments: str) -> set[str]:
    """What is loaded when a night has run in a process of its own: the outermost names of modules."""
    line = [sys.executable, "-c", LOADED, *arguments]
    scripts = str(Path(nightly_check.__file__).parent)
    environment = os.environ | {"PYTHONPATH": scripts}
    done = subprocess.run(line, capture_output=True, encoding="utf-8", check=True, cwd=desk.folder, env=environment)  # noqa: S603 - our own script
    return {name.partition(".")[0] for name in done.stderr.split()}


def silent(desk: Desk) -> list[str]:
    """The options of a night that mails nothing."""
    config = desk.folder / "silent.toml"
    config.write_text(SILENT, "utf-8")
    return ["--config", str(config), "--quiet"]


def test_a_night_without_mail_loads_no_more_than_it_needs(desk: Desk) -> None:
    """It reads with pandas, locks and checks its config; what mails, draws or knows holidays stays where it is."""
    names = loaded(desk, "--workbook", str(desk.path), *silent(desk))
    assert names >= LIBRARIES
    assert names & UNWANTED == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_reads_no_workbook_loads_no_reader(desk: Desk, option: str) -> None:
    """Help answers at once: pandas, which takes longest to load, is not loaded for it."""
    assert loaded(desk, option) & {*UNWANTED, "pandas", "numpy", "python_calamine"} == set()


def calls(desk: Desk, rows: int, kind: str) -> int:
    """The calls, of Python functions and of built-in ones, in a night over so many rows of the benchmark's tracker."""
    desk.path.write_bytes(make_tracker(rows, TODAY))
    options = [*REPLAY, *silent(desk)]
    if kind != "first":
        desk.run(*options)
    if kind == "ordinary":
        changes = {f"C{number}": "Closed" for number in edited_rows(rows)}
        desk.path.write_bytes(patch_cells(desk.path.read_bytes(), "Jobs", changes))
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    line = ["--workbook", str(desk.path), *options]
    sys.setprofile(count)
    try:
        status = nightly_check.main(line)
    finally:
        sys.setprofile(None)
    assert status == 0
    return counted


MORE = 200
COSTS = table(("first", 1_125), ("ordinary", 870), ("unchanged", 780))
"""Calls that a row may cost, a tenth more than it does: what costs more must be worth it, and is then put here."""


@pytest.mark.parametrize("allowed", COSTS)
def test_a_row_costs_no_more_than_it_may(desk: Desk, request: pytest.FixtureRequest, allowed: int) -> None:
    """A row costs so many calls, and the two hundredth more no more than the two hundredth before."""
    kind = request.node.callspec.id
    calls(desk, MORE, kind)  # what is worked out once in a process is worked out by now
    few, more, most = (calls(desk, rows, kind) for rows in (MORE, 2 * MORE, 3 * MORE))
    assert (more - few) / MORE <= allowed
    assert most - more <= 1.05 * (more - few)
