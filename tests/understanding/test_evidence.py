"""A cell is one thing, found once; and a column is doubted only where its cells speak against its heading."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.knowing.columns import THEIRS
from followthrough.understanding.evidence import CellKind, SeenColumn, kind_of
from followthrough.understanding.stage_words import StageWords, words_with
from leads_for_tests import table

if TYPE_CHECKING:
    from followthrough.knowing.words import Stage

DAY = datetime(2026, 11, 16)  # noqa: DTZ001 - cells have no zone
THIRD = datetime(2026, 3, 11)  # noqa: DTZ001 - cells have no zone


def column(*cells: object, words: StageWords | None = None) -> SeenColumn:
    """A column of some cells."""
    return SeenColumn(0, "Heading", [[cell] for cell in cells], words or words_with())


KINDS = table(
    ("blank", " ", CellKind.NOTHING),
    ("a missing value", float("nan"), CellKind.NOTHING),
    ("says there is none", "N/A", CellKind.NOTHING),
    ("a word for waiting", "not yet", CellKind.NOTHING),
    ("a tick box", False, CellKind.YES_OR_NO),
    ("a number for yes", 1.0, CellKind.YES_OR_NO),
    ("a sign", "✓", CellKind.YES_OR_NO),
    ("a no", "No", CellKind.YES_OR_NO),
    ("a day", DAY, CellKind.DATE),
    ("a day without its format", 46000.0, CellKind.DATE),
    ("a month and a day as a number", 9.1, CellKind.DATE),
    ("a date as text", "16 Nov 2026", CellKind.DATE),
    ("a date that cannot be read", "8/82019", CellKind.DATE),
    ("a small number", 7.0, CellKind.NUMBER),
    ("numbers as text", "50,000", CellKind.NUMBER),
    ("an address", "dana@example.com", CellKind.EMAIL),
    ("a link", "https://example.com/jobs/2026-11-16", CellKind.LINK),
    ("a stage", "Rejected", CellKind.STAGE),
    ("a stage with its date", "Rejected 3/4", CellKind.STAGE),
    ("a stage of the owner's", "läuft gut", CellKind.STAGE),
    ("a stage that is not certain", "Rejected?", CellKind.TEXT),
    ("a name", "Acme", CellKind.TEXT),
)


@pytest.mark.parametrize(("cell", "kind"), KINDS)
def test_kinds(cell: object, kind: CellKind) -> None:
    """Each cell is of one kind, by itself."""
    assert kind_of(cell, words_with(("läuft gut", "Interviewing"))) is kind


def test_each_cell_is_looked_at_once() -> None:
    """However many questions a column is asked, the kinds of its cells are found once."""
    words, certain = StageWords({}), StageWords({}).read
    asked: list[str] = []

    def read(text: str) -> Stage | None:
        asked.append(text)
        return certain(text)

    words.read = read
    seen = column("Acme", "Rejected", "soon", "", words=words)
    for heading in THEIRS:
        seen.can_be(heading)
        seen.is_likely(heading)
    seen.are_ticks(takes_words=True, takes_counts=True)
    seen.is_plainly(CellKind.STAGE)
    assert asked == ["Acme", "Rejected", "soon"]


@given(st.lists(st.one_of(st.text(max_size=12), st.integers(-5, 60_000), st.floats(), st.booleans(), st.none())))
def test_any_cells_are_counted(cells: list[object]) -> None:
    """Any cells have kinds, no more of them than there are cells, and those that say nothing are not counted."""
    seen = column(*cells)
    assert seen.kinds.total() <= len(seen.cells) <= len(cells)
    assert CellKind.NOTHING not in seen.kinds


CAN_BE = table(
    ("dates", "Applied on", [DAY, DAY, "soon", DAY]),
    ("dates, with a no", "Applied on", ["no", "no", DAY]),
    ("two words prove nothing", "Applied on", ["soon", "later"]),
    ("yes, where yes is an answer", "Thank-you sent", ["yes", "yes", "yes"]),
    ("addresses", "Email", ["dana@example.com", "n/a", "by phone"]),
    ("a few numbers that are called Stage", "Stage", [7, 8]),
    ("employers called like a stage", "Company", ["Offer", "Open"]),
    ("anything is a note", "Notes", [DAY, "yes", 7]),
    ("nothing", "Company", []),
)


@pytest.mark.parametrize(("heading", "cells"), CAN_BE)
def test_a_heading_is_believed(heading: str, cells: list[object]) -> None:
    """Where little or nothing speaks against a heading, the column is what it says."""
    assert column(*cells).can_be(heading)


CANNOT_BE = table(
    ("ticks are no dates", "Applied on", ["yes", "no"]),
    ("words are no dates", "Applied on", ["soon", "later", "never mind"]),
    ("names are no addresses", "Email", ["Dana", "Ruiz", "Mo"]),
    ("ticks are no phone numbers", "Phone", ["yes"]),
    ("dates are no stages", "Stage", [DAY, DAY, DAY]),
    ("links are no roles", "Role", ["https://example.com/1"]),
    ("stages are no employers", "Company", ["Rejected", "Applied", "Offer"]),
    ("ticks are no people", "Contact", ["yes", "x"]),
)


@pytest.mark.parametrize(("heading", "cells"), CANNOT_BE)
def test_a_heading_is_doubted(heading: str, cells: list[object]) -> None:
    """Cells that plainly are something else outweigh the heading."""
    assert not column(*cells).can_be(heading)


SWAPPED = table(
    ("a text with the day first beside days up to the twelfth", [THIRD, "13/11/2026"], True),
    ("a day after the twelfth was read rightly", [THIRD, DAY, "13/11/2026"], False),
    ("the month first, as Excel reads it", [THIRD, "11/13/2026"], False),
    ("no text", [THIRD, THIRD], False),
    ("texts only", ["13/11/2026"], False),
)


@pytest.mark.parametrize(("cells", "swapped"), SWAPPED)
def test_swapped_days_are_suspected(cells: list[object], *, swapped: bool) -> None:
    """Excel took 03/11 for a day and left 13/11 as a text: then its days may be swapped, and only then."""
    assert column(*cells).may_be_swapped() is swapped
