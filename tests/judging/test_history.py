"""What changed between readings: nothing that was passed through is lost, nothing that stood still is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followthrough.judging.history import what_changed
from followthrough.knowing.leads import Lead, Touch
from followthrough.knowing.words import Outcome, Stage

ACME = Lead(row=2, company="Acme", role="Analyst", stage=Stage.APPLIED, applied_on=date(2026, 11, 2))
BIRCH = Lead(row=3, company="Birch", role="Clerk", stage=Stage.APPLIED, applied_on=date(2026, 11, 3))


def moved(*stages: Stage | None) -> list[list[Lead]]:
    return [[replace(ACME, stage=stage)] for stage in stages]


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        pytest.param(moved(Stage.APPLIED, Stage.APPLIED), [], id="stood still"),
        pytest.param(moved(Stage.APPLIED, None), [], id="a blank stage means the same"),
        pytest.param(moved(Stage.APPLIED, Stage.OFFER), [["Applied", "Offer"]], id="moved once"),
        pytest.param(
            moved(Stage.APPLIED, Stage.INTERVIEWING, Stage.CLOSED),
            [["Applied", "Interviewing", "Closed"]],
            id="passed through interviewing",
        ),
        pytest.param(moved(Stage.CLOSED), [], id="one reading has no history"),
        pytest.param([], [], id="no reading at all"),
    ],
)
def test_stages_passed_through(readings: list[list[Lead]], expected: list[list[str]]) -> None:
    """Every stage on the way is told, in order; a lead that did not move is not."""
    assert [[str(stage) for stage in each.stages] for each in what_changed(readings).moved] == expected


def test_a_new_lead_is_told_once() -> None:
    """A row that was not there before is new; one that was is not."""
    history = what_changed([[ACME], [ACME, BIRCH]])
    assert [lead.company for lead in history.new] == ["Birch"]


def test_a_lead_that_came_and_moved_between_summaries_is_new_and_moved() -> None:
    """Seen first in a snapshot in between: it is followed from there."""
    history = what_changed([[ACME], [ACME, BIRCH], [ACME, replace(BIRCH, stage=Stage.INTERVIEWING)]])
    assert [each.lead.company for each in history.moved] == ["Birch"]


def test_a_row_that_moved_in_the_sheet_is_the_same_lead() -> None:
    """Sorting the worksheet changes nothing."""
    history = what_changed([[ACME, BIRCH], [replace(BIRCH, row=2), replace(ACME, row=3)]])
    assert (history.new, history.moved, history.heard, history.gone) == ((), (), (), ())


def test_an_applied_date_filled_in_later_is_the_same_lead() -> None:
    """Wishlist becomes Applied: one lead that moved, not one gone and one new."""
    wish = replace(ACME, stage=Stage.WISHLIST, applied_on=None)
    history = what_changed([[wish], [ACME]])
    assert ([str(s) for each in history.moved for s in each.stages], history.new, history.gone) == (
        ["Wishlist", "Applied"],
        (),
        (),
    )


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(replace(ACME, last_heard=date(2026, 11, 9)), [date(2026, 11, 9)], id="the row says so"),
        pytest.param(
            replace(ACME, touches=(Touch(cell="A2", on=date(2026, 11, 10), outcome=Outcome.SPOKE),)),
            [date(2026, 11, 10)],
            id="the log says so",
        ),
        pytest.param(
            replace(ACME, touches=(Touch(cell="A2", on=date(2026, 11, 10), outcome=Outcome.SENT),)), [], id="only asked"
        ),
        pytest.param(ACME, [], id="silence"),
    ],
)
def test_answers(later: Lead, expected: list[date]) -> None:
    """An answer is told with its day; what one sent oneself is none."""
    assert [each.on for each in what_changed([[ACME], [later]]).heard] == expected


def test_a_row_that_was_deleted_is_told() -> None:
    """A lead that vanished may have been deleted by mistake."""
    assert [lead.company for lead in what_changed([[ACME, BIRCH], [ACME]]).gone] == ["Birch"]
