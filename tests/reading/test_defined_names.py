"""A name that a workbook gives to one cell is found; everything else is no cell of ours."""

from __future__ import annotations

import pytest

from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import cell_name
from followthrough.reading.survey import find_named_cell, quoted
from leads_for_tests import table
from workbooks_for_tests import many, with_name
from xlsx_maker import simple_workbook, worksheet

TARGETS = table(
    ("plain", "Dashboard!$B$2", ("Dashboard", "B2")),
    ("quoted", "'My jobs'!$B$2", ("My jobs", "B2")),
    ("an apostrophe", "'It''s mine'!$B$2", ("It's mine", "B2")),
    ("relative", "Dashboard!B2", ("Dashboard", "B2")),
    ("small letters", "Dashboard!$b$2", ("Dashboard", "B2")),
    ("signs of XML", "'Q&amp;A'!$B$2", ("Q&A", "B2")),
    ("a range", "Dashboard!$B$2:$C$3", None),
    ("a broken reference", "#REF!", None),
    ("a formula", "SUM(Dashboard!$B$2)", None),
    ("a constant", "5", None),
    ("a whole column", "Dashboard!$B:$B", None),
)


@pytest.mark.parametrize(("target", "expected"), TARGETS)
def test_what_a_name_stands_for(target: str, expected: tuple[str, str] | None) -> None:
    """One cell, or nothing."""
    names = f'<definedNames><definedName name="LastChecked">{target}</definedName></definedNames>'
    found = find_named_cell(open_package(simple_workbook(worksheet(""), inside=names)), "lastchecked")
    assert (found and (found[0], cell_name(*found[1]))) == expected


def test_no_names_at_all() -> None:
    """A workbook without names has none."""
    assert find_named_cell(open_package(simple_workbook(worksheet(""))), "LastChecked") is None


def test_another_name() -> None:
    """Somebody's other names are not it."""
    book = with_name(many({"Jobs": [("a",)]}), "Checked", "Jobs!$B$2")
    assert find_named_cell(open_package(book), "LastChecked") is None


QUOTED = table(
    ("plain", "Dashboard", "Dashboard"),
    ("a space", "My jobs", "'My jobs'"),
    ("an apostrophe", "It's mine", "'It''s mine'"),
    ("a digit first", "2026", "'2026'"),
    ("like a cell", "AB12", "'AB12'"),
    ("like R1C1", "R", "'R'"),
    ("letters of other languages", "Übersicht", "Übersicht"),
    ("a sign", "a-b", "'a-b'"),
    ("underscore", "Raw_data", "Raw_data"),
)


@pytest.mark.parametrize(("name", "expected"), QUOTED)
def test_quoted_as_a_formula_needs_it(name: str, expected: str) -> None:
    """Names are quoted where Excel quotes them."""
    assert quoted(name) == expected
