"""Two small pictures: the same bytes for the same numbers, whatever the numbers are."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.words import Stage
from followthrough.saying.numbers import FUNNEL, Numbers, count
from followthrough.saying.plots import draw
from leads_for_tests import TODAY, table
from mails_for_tests import rows

NOTHING = count(judge([], STANDARD, TODAY))
SOME = count(judge(rows("Applied on: 11-16", "Applied on: 11-02 | Interview on: 11-20"), STANDARD, TODAY))
MANY = replace(
    SOME,
    stages=tuple((stage, 12_345) for stage in FUNNEL),
    weeks=tuple((day, 999) for day, _ in SOME.weeks),
)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height, from the picture's own head."""
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize("numbers", table(("nothing", NOTHING), ("a few", SOME), ("many", MANY)))
def test_a_picture_of_one_size(numbers: Numbers) -> None:
    """A PNG, twice as fine as it is shown, so that it is sharp on a telephone; never a warning."""
    picture = draw(numbers)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = size(picture)
    assert (width, height in (919, 920)) == (800, True)  # older versions round down


def test_same_numbers_same_bytes() -> None:
    """No date and no version in it: a mail that is composed again is the same mail."""
    assert draw(SOME) == draw(SOME)


def test_other_numbers_other_bytes() -> None:
    """It does show the numbers."""
    assert len({draw(SOME), draw(NOTHING), draw(MANY)}) == 3


def test_funnel_leaves_out_what_is_over() -> None:
    """Closed leads are no stage on the way to an offer."""
    assert {stage for stage, _ in SOME.stages}.isdisjoint({Stage.CLOSED, Stage.MOVED_ON, Stage.ON_HOLD})
