"""The Dashboard, calculated by LibreOffice, says what the mails and the terminal say."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

import nightly_check
from followthrough.judging.judgement import count
from followthrough.knowing.steps import Flag
from followthrough.saying.first_things import by_urgency, first_things
from followthrough.setup.config import Config
from followthrough.template.build import build_workbook
from workbooks_for_tests import demo_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from followthrough.judging.judgement import Judgement

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")]

TODAY = date.today()  # noqa: DTZ011 - the formulas look at the clock
EACH_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


HARD = (
    {"Company": "Asks nobody", "Stage": "Applied", "Applied on": ago(9)},
    {"Company": "No stage", "Applied on": ago(9), "Email": "a@example.com"},
    {"Company": "Two jobs", "Role": "Clerk", "Stage": "Applied", "Applied on": ago(8), "Email": "b@example.com"},
    {"Company": "Two jobs", "Role": "Buyer", "Stage": "Applied", "Applied on": ago(8), "Email": "b@example.com"},
    {"Company": "Wrote", "Stage": "Interviewing", "Last heard": ago(4), "Email": "c@example.com"},
    {"Company": "Met", "Interview on": ago(1), "Email": "d@example.com"},
    {"Company": "Meets", "Stage": "Interviewing", "Interview on": ago(-1)},
    {"Company": "Offers", "Stage": "Offer", "Offer reply by": ago(-1), "Phone": "555-0101"},
    {"Company": "Begins", "Start on": ago(-9)},
    {"Company": "Over", "Stage": "Closed", "Applied on": ago(60)},
    {"Company": "Said no", "Stage": "Rejected", "Applied on": ago(60)},
    {"Company": "Silent", "Stage": "Applied", "Applied on": ago(90)},
    {"Company": "Rests", "Stage": "On hold", "Applied on": ago(20)},
    {"Company": "Later", "Stage": "Wishlist", "Apply by": ago(-5)},
    {"Company": "Asked", "Last follow-up": ago(9), "Email": "e@example.com"},
)
LOG = ({"Company": "Two jobs", "Date": ago(7), "Outcome": "They replied"},)


def checked(workbook: bytes, *, is_replay: bool = False) -> tuple[bytes, Judgement]:
    done = nightly_check.check(Config(), workbook, TODAY, is_replay=is_replay)
    return done.patched, done.judgement


@cache
def books() -> dict[str, tuple[bytes, Judgement | None]]:
    """The workbooks that are shown, and what was judged of them."""
    new = build_workbook(HARD, LOG)
    return {
        "hard cases": checked(new),
        "demo": checked(demo_workbook(TODAY)),
        "nobody has looked": (new, None),
        "a trial run": checked(new, is_replay=True),
    }


@pytest.fixture(scope="module")
def dashboards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """The cells of each Dashboard as LibreOffice shows them; it is started once, which takes most of the time."""
    folder = tmp_path_factory.mktemp("dashboards")
    paths = [folder / f"{name}.xlsx" for name in books()]
    for path in paths:
        path.write_bytes(books()[path.stem][0])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command: list[str | Path] = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        EACH_SHEET,
        "--outdir",
        folder,
        *paths,
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a program that is installed
    shown = {path.stem: folder / f"{path.stem}-Dashboard.csv" for path in paths}
    return {name: list(csv.reader(io.StringIO(path.read_text("utf-8")))) for name, path in shown.items()}


@pytest.mark.parametrize("name", ["hard cases", "demo"])
def test_it_says_what_the_mails_say(name: str, dashboards: dict[str, list[list[str]]]) -> None:
    """The same first things in the same order, and the same numbers for the same things (promise 8)."""
    cells, judgement = dashboards[name], books()[name][1]
    assert judgement
    now = {each.lead.row for thing in first_things(judgement) for each in thing.leads}
    in_order = [str(judged.lead.row) for judged in by_urgency(judgement) if judged.lead.row in now]
    assert [row[0] for row in cells[9:17] if row[0]] == in_order[:8]
    counted, flags = count(judgement.leads), [judged.flag for judged in judgement.leads]
    assert int(cells[5][1]) == flags.count(Flag.OVERDUE) + flags.count(Flag.DUE)
    assert int(cells[5][4]) == counted.open
    assert [int(row[2]) for row in cells[22:25]] == [counted.applications, counted.answered, counted.interviewed]


CHECKED = (
    ("nobody has looked", "Not checked yet", False),
    ("a trial run", "A trial run filled in the flags", False),
    ("hard cases", "The flags below are fresh", True),
)


@pytest.mark.parametrize(("name", "told", "is_dated"), CHECKED, ids=[name for name, *_ in CHECKED])
def test_it_says_whether_it_was_checked(
    name: str, told: str, is_dated: bool, dashboards: dict[str, list[list[str]]]
) -> None:
    """Not checked is said where no run has filled in anything, and nowhere else."""
    row = dashboards[name][2]
    assert row[3].startswith(told)
    assert bool(row[2]) == is_dated
