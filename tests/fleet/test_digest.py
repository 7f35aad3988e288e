"""What a coach is told: what each person shares, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from followthrough.fleet.digest import compose_digest, told_of
from followthrough.fleet.results import Result, Shared
from followthrough.knowing.leads import You
from leads_for_tests import table

TODAY = date(2026, 11, 23)
QUIET = date(2026, 11, 3)
PEOPLE = {Path("/people/ann/jobs.xlsx"): You(name="Ann Bell"), Path("/people/ben/jobs.xlsx"): You(name="Ben\r\nBcc: x")}


def result(who: str, shared: Shared | None, status: int = 0) -> Result:
    """What came of somebody's workbook."""
    return Result(workbook=f"/people/{who}/jobs.xlsx", status=status, message="secret", leads=9, shared=shared)


LINES = table(
    ("late", Shared(late=3), 0, "Ann Bell: 3 late."),
    ("an offer", Shared(offers=1), 0, "Ann Bell: an offer."),
    ("two offers", Shared(offers=2, late=1), 0, "Ann Bell: 2 offers and 1 late."),
    ("quiet", Shared(quiet_since=QUIET), 0, "Ann Bell: quiet since Tue 3 Nov 2026."),
    ("a workbook that cannot be read", Shared(unreadable=True), 4, "Ann Bell: the workbook cannot be read."),
    ("mail that cannot be sent", Shared(wants_mail=True), 0, "Ann Bell: wants mail, but [people] in your"),
)  # fmt: skip


@pytest.mark.parametrize(("shared", "status", "says"), LINES)
def test_a_line_a_person(shared: Shared, status: int, says: str) -> None:
    """The name that the coach gave, and what is shared."""
    message = compose_digest([result("ann", shared, status)], PEOPLE, TODAY)
    assert message is not None
    assert says in message.text
    assert "secret" not in message.text + message.html


SILENT = table(
    ("nothing is shared", None, 0),
    ("nothing is shared, and it cannot be read", None, 4),
    ("all is well", Shared(unreadable=True), 0),
    ("it is open just now", Shared(unreadable=True), 75),
)  # fmt: skip


@pytest.mark.parametrize(("shared", "status"), SILENT)
def test_no_digest(shared: Shared | None, status: int) -> None:
    """Where there is nothing to tell, nothing is sent."""
    assert compose_digest([result("ann", shared, status)], PEOPLE, TODAY) is None


def test_the_most_urgent_first() -> None:
    """Offers expire; then whose workbook cannot be read, then who has most that is late."""
    came = [
        result("d", Shared(late=2)), result("c", Shared(late=7)), result("b", Shared(unreadable=True), 4),
        result("a", Shared(offers=1)), result("e", None), result("f", Shared()),
    ]  # fmt: skip
    message = compose_digest(came, {}, TODAY)
    assert message is not None
    lines = [line.removeprefix("* ") for line in message.text.splitlines() if line.startswith("* ")]
    assert lines == [
        "a/jobs: an offer.", "b/jobs: the workbook cannot be read.", "c/jobs: 7 late.", "d/jobs: 2 late.",
        "1 person shares nothing with you.",
    ]  # fmt: skip
    assert message.subject == "4 people to look after: a/jobs: an offer"


def test_a_name_is_one_line() -> None:
    """What stands in the coach's config cannot become a header of the mail."""
    message = compose_digest([result("ben", Shared(late=1))], PEOPLE, TODAY)
    assert message is not None
    assert "\n" not in message.subject
    assert "\r" not in message.subject


def test_a_thing_that_goes_on_is_known_again() -> None:
    """One more that is late is no news; an offer is."""
    before = set(told_of([result("ann", Shared(late=3, quiet_since=QUIET))]))
    assert set(told_of([result("ann", Shared(late=4, quiet_since=QUIET + timedelta(days=1)))])) == before
    assert set(told_of([result("ann", Shared(late=4, offers=1))])) - before == {"/people/ann/jobs.xlsx offer"}
