"""What differs between two states of a workbook, said as its owner would: whose, which column, before, after."""

from __future__ import annotations

import pytest

from followthrough.keeping.differences import Difference, find_differences
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from xlsx_maker import row, simple_workbook, worksheet

HEADINGS = ("Company", "Role", "Stage", "Applied on", "Notes")
ACME = ("Acme", "Clerk", "Applied", "2026-10-01", "sent by post")
GLOBEX = ("Globex", "Analyst", "Closed", "2026-10-02", "")
Row = tuple[str, ...]


def workbook(*rows: Row, other: Row = ("a", "b")) -> bytes:
    filled = "".join(row(number, *cells) for number, cells in enumerate(rows, 1) if any(cells))
    return simple_workbook(worksheet(filled), worksheet(row(1, *other)))


def differences(before: bytes, after: bytes) -> list[tuple[str, str, str, str]]:
    return [(each.whose, each.column, each.before, each.after) for each in find_differences(before, after, Hints())]


def test_nothing_differs() -> None:
    """A workbook is as itself."""
    same = workbook(HEADINGS, ACME, GLOBEX)
    assert differences(same, same) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            (HEADINGS, ACME, GLOBEX),
            (HEADINGS, (*ACME[:2], "Offer", *ACME[3:]), GLOBEX),
            [("Acme, Clerk", "Stage", "Applied", "Offer")],
            id="a cell of a lead",
        ),
        pytest.param((HEADINGS, ACME, GLOBEX), (HEADINGS, GLOBEX, ACME), [], id="sorted: the same leads in other rows"),
        pytest.param(
            (HEADINGS, ACME, GLOBEX),
            (HEADINGS, GLOBEX, (*ACME[:4], "by mail")),
            [("Acme, Clerk", "Notes", "sent by post", "by mail")],
            id="sorted and changed",
        ),
        pytest.param(
            (HEADINGS, ACME), (HEADINGS, ACME, GLOBEX), [("Globex, Analyst", "the row", "not there", "new")], id="new"
        ),
        pytest.param(
            (HEADINGS, ACME, GLOBEX), (HEADINGS, ACME), [("Globex, Analyst", "the row", "there", "gone")], id="gone"
        ),
        pytest.param(
            (HEADINGS, ACME, ACME),
            (HEADINGS, ACME, (*ACME[:2], "Closed", *ACME[3:])),
            [("Acme, Clerk", "Stage", "Applied", "Closed")],
            id="the same job twice: the second of them",
        ),
        pytest.param(
            (HEADINGS, ACME),
            ((*HEADINGS, "Flag"), (*ACME, "Due")),
            [("Acme, Clerk", "Flag", "", "Due"), ("Jobs", "F1", "", "Flag")],
            id="a column that was added",
        ),
        pytest.param(
            ((*HEADINGS, "Notes"), (*ACME, "x")),
            ((*HEADINGS, "Notes"), (*ACME, "y")),
            [("Acme, Clerk", "Notes (column F)", "x", "y")],
            id="two columns of one name",
        ),
        pytest.param(
            ((*HEADINGS, "", "Link"), (*ACME, "x", "l")),
            ((*HEADINGS, "", "Link"), (*ACME, "y", "l")),
            [("Acme, Clerk", "(column F)", "x", "y")],
            id="a column without a name",
        ),
        pytest.param(
            (("My search",), HEADINGS, ACME),
            (("Our search",), HEADINGS, ACME),
            [("Jobs", "A1", "My search", "Our search")],
            id="a title above the headings",
        ),
        pytest.param(
            (HEADINGS, ACME), (("My search",), HEADINGS, ACME), None, id="headings that moved: cell by cell instead"
        ),
    ],
)
def test_differences_of_leads(
    before: tuple[Row, ...], after: tuple[Row, ...], expected: list[tuple[str, str, str, str]] | None
) -> None:
    """A lead is known again wherever its row has gone, and what is told is what its owner did."""
    found = differences(workbook(*before), workbook(*after))
    assert found == expected if expected is not None else len(found) > 4


def test_other_sheets_are_compared_where_their_cells_stand() -> None:
    """Whatever a person keeps on another sheet is part of what can be undone."""
    before, after = workbook(HEADINGS, ACME, other=("a", "b")), workbook(HEADINGS, ACME, other=("a", "c", "d"))
    assert differences(before, after) == [("Sheet2", "B1", "b", "c"), ("Sheet2", "C1", "", "d")]


def test_a_workbook_without_leads_is_compared_cell_by_cell() -> None:
    """What cannot be understood can still be told, and put back."""
    before, after = workbook(("x", "y")), workbook(("x", "z"))
    assert find_differences(before, after, Hints()) == [Difference("Jobs", "B1", "y", "z")]


@pytest.mark.parametrize("other", [b"", b"no workbook", b"PK\3\4 and no more"])
def test_what_is_no_workbook_is_said(other: bytes) -> None:
    """A file that is damaged is one sentence, on whichever side it is."""
    for pair in ((workbook(HEADINGS, ACME), other), (other, workbook(HEADINGS, ACME))):
        with pytest.raises(WorkbookError):
            find_differences(*pair, Hints())


def test_many_leads() -> None:
    """A long list with every row changed is told row by row."""
    old = [(f"Company {number}", "Clerk", "Applied", "2026-10-01", "x") for number in range(2000)]
    found = differences(workbook(HEADINGS, *old), workbook(HEADINGS, *((*cells[:4], "y") for cells in old)))
    assert found[-1] == ("Company 1999, Clerk", "Notes", "x", "y")
    assert len(found) == len(old)
