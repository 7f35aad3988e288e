"""Schedules to be written somewhere: for paths that people have, and for those that break quoting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.scheduling.jobs import Job, Plan
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

KEY = "1a2b3c4d"
HOSTILE = table(
    ("plain", "jobs.xlsx"),
    ("blanks", "My Job Search 2026.xlsx"),
    ("an apostrophe", "Dana's jobs.xlsx"),
    ("quotes", 'the "good" ones.xlsx'),
    ("a percent sign", "100% remote %H %d.xlsx"),
    ("a dollar", "$HOME and $(id) `id`.xlsx"),
    ("backslashes", "a\\b\\%c\\n.xlsx"),
    ("other letters", "Bewerbungen für Müller, 求職.xlsx"),
    ("signs of a shell", "a; echo b & c | d > e # f ! *.xlsx"),
    ("an angle", "<a>&amp;.xlsx"),
    ("a leading dash", "-rf.xlsx"),
    ("braces", "{a,b}[c]~.xlsx"),
)
"""Names of workbooks."""
SUNDAY = (5, 5, 5, 5, 5, 5, 18)


def a_plan(folder: Path, program: tuple[str, ...], name: str = "jobs.xlsx", **environment: str) -> Plan:
    """The schedule of a workbook in a folder."""
    rest = ("--if-due", "--workbook", str(folder / name))
    jobs = (
        Job("check", (*program, "check", *rest), (5,) * 7, (0, 30)),
        Job("week", (*program, "week", *rest), SUNDAY, (10, 40)),
    )
    return Plan(KEY, name, jobs, {"PATH": "/usr/bin:/bin", **environment}, folder / "data" / "schedule.log")
