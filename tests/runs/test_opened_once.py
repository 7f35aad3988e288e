"""How often a night looks at the same thing: each look is counted, and there are no more than are needed."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desk_for_tests import REPLAY, Desk, desk
from followthrough.ooxml.package import open_package
from followthrough.ooxml.parts import unpack
from followthrough.ooxml.rows import scan_cells
from followthrough.ooxml.sheet import Sheet, read_sheet
from followthrough.reading.frames import read_frames
from followthrough.writing.patch import patch_cells
from followthrough.writing.verify import verify_workbook
from leads_for_tests import table
from workbooks_for_tests import HEADINGS, TODAY, Formula, many

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["desk"]

ROWS = 40
TRACKER = many(
    {
        "Jobs": [
            (*HEADINGS, "Days"),
            *((f"Acme {n}", "Analyst", "Applied", TODAY - timedelta(days=n), Formula(f"D{n}+7")) for n in range(ROWS)),
        ],
        "Board": [("How many",), (Formula("COUNTA(Jobs!A:A)"),)],
        "Contact log": [("Date", "Company", "Role"), (TODAY - timedelta(days=3), "Acme 1", "Analyst")],
    }
)
LIST, OTHERS = "xl/worksheets/sheet1.xml", ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml")
HEADING_CELLS = len(HEADINGS) + 1
A_ROW = HEADING_CELLS + 5
BY_CODE = {
    each.__code__: each.__name__
    for each in (open_package, unpack, read_sheet, scan_cells, read_frames, verify_workbook)
}


class Looks(Counter[str]):
    """What a night looked at -> how often: a part unpacked, rows of a part found, cells taken apart, and the rest."""

    def notice(self, frame: FrameType, event: str, result: object) -> None:
        """Count a call that ended, where it is one of those that are counted."""
        name = BY_CODE.get(frame.f_code) if event == "return" else None
        if name == "unpack":
            self[f"unpack {frame.f_locals['entry'].name}"] += 1
        elif name == "read_sheet":
            assert isinstance(result, Sheet)
            self[f"rows {result.part.name}"] += len(result.rows)
        elif name == "scan_cells":
            assert isinstance(result, dict)
            self[name] += len(result)
        elif name == "read_frames":
            self[name] += 1
            self.update(f"frame {sheet}" for sheet in frame.f_locals["merged"])
        elif name:
            self[name] += 1


def counted(desk: Desk, *options: str) -> Looks:
    """Run a night and count."""
    looks = Looks()
    sys.setprofile(looks.notice)
    try:
        status = desk.run(*REPLAY, *options)
    finally:
        sys.setprofile(None)
    assert status == 0
    return looks


KINDS = table(
    # Unpacked once, and once more to read back what was written. Cells: each formula, and again where it was never
    # calculated, as here; where columns are added, the headings; where cells are there already, all of their row.
    ("first", 2, 2 * ROWS + HEADING_CELLS),
    ("unchanged", 1, 2 * ROWS),
    ("ordinary", 2, 2 * ROWS + A_ROW),
)


@pytest.mark.parametrize(("times", "cells"), KINDS)
def test_each_thing_is_looked_at_once(desk: Desk, request: pytest.FixtureRequest, times: int, cells: int) -> None:
    """A night opens the workbook once, and once more to read back what it wrote; rows and cells are found once."""
    kind = request.node.callspec.id
    desk.path.write_bytes(TRACKER)
    if kind != "first":
        desk.run(*REPLAY)
    if kind == "ordinary":
        desk.path.write_bytes(patch_cells(desk.path.read_bytes(), "Jobs", {"C9": "Rejected"}))
    before = desk.path.read_bytes()
    looks = counted(desk)
    assert (desk.path.read_bytes() == before) is (kind == "unchanged")
    assert (looks["open_package"], looks["verify_workbook"], looks["read_frames"]) == (times, times - 1, 1)
    assert (looks[f"unpack {LIST}"], looks[f"rows {LIST}"]) == (times, ROWS + 1)
    for other in OTHERS:
        assert (looks[f"unpack {other}"], looks[f"rows {other}"]) == (1, 2)
    assert looks["scan_cells"] <= cells


def test_only_what_is_needed_is_read(desk: Desk) -> None:
    """Where the config names the worksheet, pandas reads that one and the log, and no other."""
    desk.path.write_bytes(TRACKER)
    config = desk.folder / "mine.toml"
    config.write_text('[workbook]\nworksheet = "Jobs"\n', "utf-8")
    looks = counted(desk, "--config", str(config))
    assert (looks["frame Jobs"], looks["frame Contact log"], looks["frame Board"]) == (1, 1, 0)
