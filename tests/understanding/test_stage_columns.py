"""What a cell of a column for stages says: a tick, a no, a word, or a text that its owner has to explain."""

from __future__ import annotations

import pytest

from followthrough.knowing.words import Stage
from followthrough.reading.cells import Unreadable
from followthrough.understanding.evidence import SeenColumn
from followthrough.understanding.stage_columns import StageColumn, may_say_a_stage, read_stage, recognise
from followthrough.understanding.stage_words import words_with
from leads_for_tests import table

WORDS = words_with()
MAIN = StageColumn(2, "Status", is_main=True)
FURTHER = StageColumn(3, "Result")
REJECTED = StageColumn(4, "Rejected?", Stage.CLOSED)
CHECKED = StageColumn(4, "Rejected", Stage.CLOSED, has_checks=True)
ROUND = StageColumn(5, "Interview 2", Stage.INTERVIEWING)
APPLIED = StageColumn(6, "Applied", Stage.APPLIED)

SAID = table(
    ("a word", MAIN, "Offer", Stage.OFFER, ""),
    ("an unknown word", MAIN, "blue", None, "blue"),
    ("a word that says nothing", MAIN, "N/A", None, ""),
    ("a broken cell", MAIN, Unreadable("#REF!", "a value"), None, "#REF!"),
    ("a remark in a further column", FURTHER, "blue", None, ""),
    ("a likely end in a further column", FURTHER, "rejected, I think", None, "rejected, I think"),
    ("a tick", REJECTED, "x", Stage.CLOSED, ""),
    ("a date", REJECTED, "2026-11-16", Stage.CLOSED, ""),
    ("an empty tick box", REJECTED, False, None, ""),
    ("a no", REJECTED, "no", None, ""),
    ("a cross may mean yes", REJECTED, "❌", None, "❌"),
    ("a cross beside checks means no", CHECKED, "❌", None, ""),
    ("an x beside checks means no", CHECKED, "x", None, ""),
    ("a check", CHECKED, "✓", Stage.CLOSED, ""),
    ("another stage that goes further", ROUND, "Offer", Stage.OFFER, ""),
    ("another stage that does not", ROUND, "Applied", Stage.INTERVIEWING, ""),
    ("the name of a round", ROUND, "Coding challenge", Stage.INTERVIEWING, ""),
    ("a round that did not take place", ROUND, "cancelled by them", None, "cancelled by them"),
    ("not sent yet", APPLIED, "no", Stage.WISHLIST, ""),
    ("nothing is no no", APPLIED, "", None, ""),
)


@pytest.mark.parametrize(("column", "cell", "stage", "unknown"), SAID)
def test_a_cell_says(column: StageColumn, cell: object, stage: Stage | None, unknown: str) -> None:
    """A cell says a stage for certain, or nothing; what may end a row and is not certain has to be explained."""
    found = read_stage(column, cell, WORDS)
    assert (found.stage, found.unknown) == (stage, unknown)


def column(text: str, cells: list[object]) -> SeenColumn:
    """A column with a heading."""
    return SeenColumn(0, text, [[cell] for cell in cells], WORDS)


RECOGNISED = table(
    ("ticks under a stage", "Phone screen", ["x", "", "yes"], Stage.INTERVIEWING),
    ("a date beside the stage", "Date Onsite", ["2026-11-16"], Stage.INTERVIEWING),
    ("words under a numbered round", "Interview 2", ["Coding challenge", "Panel"], Stage.INTERVIEWING),
    ("how many interviews there were", "Interviews", [2, 3], Stage.INTERVIEWING),
    ("an end", "Rejected?", ["yes", "no"], Stage.CLOSED),
)


@pytest.mark.parametrize(("text", "cells", "stage"), RECOGNISED)
def test_a_column_of_ticks_is_recognised(text: str, cells: list[object], stage: Stage) -> None:
    """Ticks or dates under a word for a stage say that stage."""
    assert recognise(column(text, cells)) == StageColumn(0, text, stage)


ASKED = table(
    ("a heading with two meanings", "Closed", ["x", "x"]),
    ("the same about the posting", "Still open?", ["yes", "no"]),
    ("a remark under an end", "Rejected", ["by mail", "after the call", "on the phone", "yes"]),
    ("a heading that may mean an end", "Turned me down", ["x", "x"]),
    ("a heading of two stages", "Offer / Rejected", ["x", ""]),
    ("the same with commas and dates", "Interview, offer", ["2026-11-16", ""]),
)


@pytest.mark.parametrize(("text", "cells"), ASKED)
def test_a_column_of_two_meanings_is_asked_about(text: str, cells: list[object]) -> None:
    """What may be a stage and may be something else is not read, and its owner is asked."""
    seen = column(text, cells)
    assert (recognise(seen), may_say_a_stage(seen)) == (None, True)


LEFT_ALONE = table(
    ("interest is no application", "Wishlist", ["x", "x"]),
    ("other cells under a stage", "Interview", ["Dana Ruiz", "Mo Lind"]),
    ("a heading that is no stage", "Remote", ["yes", "no"]),
    ("no cells", "Offer", ["", ""]),
)


@pytest.mark.parametrize(("text", "cells"), LEFT_ALONE)
def test_other_columns_are_left_alone(text: str, cells: list[object]) -> None:
    """What says no stage is neither read nor asked about."""
    seen = column(text, cells)
    assert (recognise(seen), may_say_a_stage(seen)) == (None, False)


def test_a_heading_that_its_owner_explained_is_not_asked_about() -> None:
    """Closed is what its owner says it is."""
    seen = SeenColumn(0, "Closed", [["x"], ["x"]], words_with(("Closed", "Closed")))
    assert recognise(seen) == StageColumn(0, "Closed", Stage.CLOSED)
