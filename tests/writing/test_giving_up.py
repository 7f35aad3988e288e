"""Columns of ours come and go, and what nobody else changed meanwhile has the bytes of before."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import adopt_workbook
import nightly_check
from followthrough.writing.columns import add_columns, remove_columns
from followthrough.writing.giving_up import as_before
from followthrough.writing.patch import patch_cells
from places import SHARED
from workbooks_for_tests import TODAY
from xlsx_maker import part_of, repacked, simple_workbook, worksheet

if TYPE_CHECKING:
    from pathlib import Path

FIVE = ("Flag", "Next step", "Due", "How", "Why")
WIDE = (
    '<cols><col min="3" max="3" width="9.5" customWidth="1"/><col min="6" max="6" width="20" customWidth="1"/></cols>'
)
RULE = (
    '<conditionalFormatting sqref="A1:A9"><cfRule type="expression" dxfId="5" priority="9"><formula>1</formula>'
    "</cfRule></conditionalFormatting>"
)
ROWS = (
    '<row r="1" spans="1:9"><c r="A1" t="inlineStr"><is><t>Company</t></is></c><c r="B1" t="inlineStr"><is><t>Stage</t>'
    '</is></c></row><row r="2" spans="1:9"><c r="A2" t="inlineStr"><is><t>Acme</t></is></c><c r="E2" s="1"/></row>'
    '<row r="3" spans="1:12"><c r="A3" t="inlineStr"><is><t>Bolt</t></is></c></row>'
)
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def lived_with(workbook: bytes) -> bytes:
    """The workbook with our columns, after a night."""
    return patch_cells(add_columns(workbook, "Jobs", 1, FIVE), "Jobs", {"C2": "Due", "E2": TODAY, "G3": "Because"})


def taken_away(workbook: bytes) -> bytes:
    """The workbook without our columns, as far as can be told without knowing what was there before."""
    return remove_columns(workbook, "Jobs", 1, FIVE)


BOOK = simple_workbook(worksheet(ROWS, before='<dimension ref="A1:L3"/>' + WIDE))


def test_every_byte_is_back() -> None:
    """Widths, empty cells with a look, how far rows reach, what calculates: as if we had never been there."""
    with_ours = lived_with(BOOK)
    present = taken_away(with_ours)
    assert part_of(present) != part_of(BOOK)
    assert as_before(present, taken_away(with_ours), BOOK) == BOOK


def test_what_somebody_changed_stays_changed() -> None:
    """A new row, another company; around them everything is as before."""
    with_ours = lived_with(BOOK)
    edited = patch_cells(with_ours, "Jobs", {"A3": "Bolt Ltd", "A4": "Cray"})
    text = part_of(as_before(taken_away(edited), taken_away(with_ours), BOOK))
    assert WIDE in text
    assert ROWS[: ROWS.index('<row r="3"')] in text
    assert "Bolt Ltd" in text
    assert "Cray" in text
    assert "Due" not in text


def test_a_workbook_saved_by_another_program_is_left_alone() -> None:
    """It numbers its styles anew: what stood in a cell before may look like something else now."""
    with_ours = lived_with(BOOK)
    saved = repacked(taken_away(with_ours), STYLES, part_of(BOOK, STYLES).replace("<fonts", "<!-- saved --><fonts"))
    assert as_before(saved, taken_away(with_ours), BOOK) == saved


PLAIN = simple_workbook(worksheet(ROWS.replace('<c r="E2" s="1"/>', "")))


def test_our_styles_go_with_us() -> None:
    """Colours, and the look of a day: nobody else uses them."""
    assert part_of(taken_away(lived_with(PLAIN)), STYLES).replace('<dxfs count="0"/>', "") == part_of(PLAIN, STYLES)


def test_the_look_of_our_days_stays_where_somebody_else_uses_it() -> None:
    """A cell of theirs was given it."""
    with_ours = lived_with(BOOK)
    style = part_of(with_ours).partition('<c r="E2" s="')[2].partition('"')[0]
    used = repacked(with_ours, SHEET, part_of(with_ours).replace('<c r="A3"', f'<c r="A3" s="{style}"'))
    assert part_of(taken_away(used), STYLES).partition("<dxfs")[0] == part_of(with_ours, STYLES).partition("<dxfs")[0]


def test_a_colour_stays_where_somebody_else_uses_it() -> None:
    """A rule of theirs does; those before it stay as well, or it would get another number."""
    with_ours = lived_with(BOOK)
    ruled = part_of(with_ours).replace("<conditionalFormatting", f"{RULE}<conditionalFormatting", 1)
    assert part_of(taken_away(repacked(with_ours, SHEET, ruled)), STYLES).count("<dxf>") == 6


@pytest.mark.slow
@pytest.mark.parametrize("tracker", sorted((SHARED / "trackers").glob("*.xlsx")), ids=lambda path: path.stem)
def test_real_trackers_come_back_whole(tracker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adopted, filled on two nights, and given up: the file is that of before."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / tracker.name
    shutil.copyfile(tracker, path)
    if adopt_workbook.main([str(path), "--accept", "--quiet"]):
        pytest.skip("it is refused")
    for day in ("2026-11-23", "2026-12-24"):
        assert nightly_check.main(["--workbook", str(path), "--quiet", "--today", day]) == 0
    assert path.read_bytes() != tracker.read_bytes()
    assert adopt_workbook.main([str(path), "--remove", "--quiet"]) == 0
    assert path.read_bytes() == tracker.read_bytes()
