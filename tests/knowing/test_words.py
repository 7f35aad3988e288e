"""The words of the rulebook, literally: they stand in people's worksheets and tell our columns from theirs."""

from __future__ import annotations

import re

import pytest

from followthrough.knowing.columns import THEIRS
from followthrough.knowing.steps import STEPS as ROWS
from followthrough.knowing.steps import Flag, How, Step
from followthrough.knowing.words import Channel, Outcome, Stage
from leads_for_tests import table
from places import ROOT

RULES = (ROOT / "docs" / "rules.md").read_text("utf-8")
BESIDE = {"Rejected on"}
"""Columns that the rulebook names outside its table: people have them, and a new workbook does not."""


def test_steps_have_the_rulebooks_names_words_and_order() -> None:
    """A renamed step would leave its old words in worksheets, and the order decides what a row shows."""
    table_of_steps = RULES.partition("| step (in order) |")[2].partition("\n\n")[0].splitlines()[2:]
    in_order = [name for row in table_of_steps for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert [step.value for step in Step] == in_order
    assert {step.value: ROWS[step].words for step in Step} == dict(re.findall(r'`(\w+)`,? "([^"]+)"', RULES))


@pytest.mark.parametrize(
    ("words", "expected"),
    table(
        ("flags", Flag, "Overdue, Due, Check row, Move on, Waiting, Closed"),
        ("how", How, "Phone; Phone, leave a voicemail; Email; Handwritten note; Find a contact"),
        ("stages", Stage, "Wishlist, Applied, Interviewing, Offer, Accepted, On hold, Closed, Moved on"),
        ("prefers", Channel, "Phone, Email"),
        ("outcomes", Outcome, "No answer, Left voicemail, Sent, Spoke, They replied, Thank-you sent"),
    ),
)
def test_words_are_the_rulebooks(words: type[Flag | How | Stage | Channel | Outcome], expected: str) -> None:
    """Each set of words is whole, in the rulebook's order, and spelt as there."""
    assert [word.value for word in words] == expected.split("; " if ";" in expected else ", ")


def test_headings_are_the_rulebooks() -> None:
    """Every heading of the table of columns is known, what is told beside it, and no other."""
    rows = RULES.partition("| heading | type | meaning |\n|---|---|---|\n")[2].partition("\n\n")[0].splitlines()
    assert set(THEIRS) == {heading.strip() for row in rows for heading in row.split("|")[1].split("·")} | BESIDE
