"""A lead is found as people type its name."""

from __future__ import annotations

import unicodedata

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.errors import UsageError
from followthrough.knowing.policy import STANDARD
from followthrough.shell.picking import called
from leads_for_tests import TODAY, a_lead, table

JUDGEMENT = judge(
    [
        a_lead("Company: Acme | Role: Analyst", row=2),
        a_lead("Company: Acme Labs | Role: Clerk", row=3),
        a_lead("Company: Müller & Söhne | Role: Köchin", row=4),
        a_lead("Company: Café Zoë", row=5),
        a_lead("Company: Talbot | Role: Clerk", row=6),
        a_lead("Company: talbot | Role: Buyer", row=7),
        a_lead("Company: Straße 9", row=8),
        a_lead("Company:  | Role: Nameless", row=9),
    ],
    STANDARD,
    TODAY,
)


@pytest.mark.parametrize(
    ("name", "rows"),
    table(
        ("its whole name outranks a part of another", "acme", [2]),
        ("a part", "labs", [3]),
        ("capitals", "MÜLLER & SÖHNE", [4]),
        ("either Unicode form", unicodedata.normalize("NFD", "müller"), [4]),
        ("without marks", "muller", [4]),
        ("spelt out", "Mueller", [4]),
        ("spelt out, a part", "soehne", [4]),
        ("marks that are not German", "cafe zoe", [5]),
        ("a sharp s", "strasse", [8]),
        ("two of one company", "Talbot", [6, 7]),
        ("company and role, as the list shows it", "Talbot, Buyer", [7]),
        ("a role alone", "clerk", [3, 6]),
        ("more spaces", "  acme   labs ", [3]),
    ),
)
def test_found(name: str, rows: list[int]) -> None:
    """By company, part of it, or company and role; however it is written."""
    assert [judged.lead.row for judged in called(JUDGEMENT, name)] == rows


@pytest.mark.parametrize(
    ("name", "told"),
    table(
        ("unknown", "Zorp", "No lead is called “Zorp”."),
        ("a slip", "Acmee", "did you mean “Acme”?"),
        ("nothing", " ", "The name of a lead is missing"),
    ),
)
def test_not_found(name: str, told: str) -> None:
    """It says so, and what may have been meant."""
    with pytest.raises(UsageError, match=r"called|missing") as caught:
        called(JUDGEMENT, name)
    assert told in caught.value.message
