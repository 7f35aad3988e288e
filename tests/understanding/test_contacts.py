"""Whose address it is: the owner's own is no contact, and one that stands in every row is asked about (rules 2)."""

from __future__ import annotations

import pytest

from followthrough.knowing.hints import Hints
from followthrough.setup.adopted_config import as_config
from followthrough.setup.adoption import understand
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from workbooks_for_tests import many, workbook

ME = Hints(own_email="Me@home.example", own_phone="+49 170 1234567")


def contacts(heading: str, cell: str, hints: Hints = ME) -> tuple[str, str, list[str]]:
    """The address and the number of a lead with one more column, and what its owner is told."""
    reading = read_workbook(workbook(("Company", "Stage", heading), ("Acme", "Applied", cell)), hints)
    return reading.leads[0].email, reading.leads[0].phone, [problem.cell for problem in reading.problems]


@pytest.mark.parametrize(
    ("heading", "cell", "email", "phone", "is_told"),
    table(
        ("one's own", "Email", "me@HOME.example", "", "", True),
        ("one's own, with a name", "Email", "Me Myself <me@home.example>", "", "", True),
        ("one's own beside theirs", "Email", "me@home.example; dana@example.com", "dana@example.com", "", False),
        ("theirs", "Email", "dana@example.com", "dana@example.com", "", False),
        ("one that only ends so", "Email", "about.me@home.example", "about.me@home.example", "", False),
        ("one's own as a contact", "Contact", "me@home.example", "", "", False),
        ("one's own number", "Phone", "+49 170 1234567", "", "", True),
        ("as it is dialled at home", "Phone", "0170 / 123 45 67", "", "", True),
        ("with two noughts", "Phone", "0049-170-1234567", "", "", True),
        ("their number", "Phone", "0170 1234568", "", "0170 1234568", False),
        ("no number", "Phone", "call", "", "", True),
    ),
)
def test_ones_own_is_no_contact(heading: str, cell: str, email: str, phone: str, is_told: bool) -> None:
    """However it is written; its owner is told, once per cell."""
    assert contacts(heading, cell) == (email, phone, ["C2"] if is_told else [])


def test_who_told_nothing_of_themselves_owns_no_number() -> None:
    """A blank [you] is nobody's address."""
    assert contacts("Phone", "555-0100", Hints()) == ("", "555-0100", [])
    assert contacts("Email", "dana@example.com", Hints()) == ("dana@example.com", "", [])


def test_ones_own_on_the_sheet_interviews() -> None:
    """Nobody thanks themselves."""
    rows: dict[str, list[tuple[object, ...]]] = {
        "Jobs": [("Company", "Stage"), ("Acme", "Interviewing")],
        "Interviews": [("Date", "Company", "Email"), ("2026-11-20", "Acme", "Me <me@home.example>")],
    }
    assert read_workbook(many(rows), ME).leads[0].interviews[0].email == ""


COMPANIES = ("Acme", "Bolt", "Cedar", "Dune", "Elm", "Fern")
ONE = "hello@example.com"


def tracker(*cells: str | None, heading: str = "Contact Email", companies: tuple[str, ...] = COMPANIES) -> bytes:
    """Leads of different companies, each with the cell that is given for it."""
    rows = zip(companies, cells, strict=False)
    return workbook(
        ("Company", "Role", "Stage", heading), *((company, "Cook", "Applied", cell) for company, cell in rows)
    )


@pytest.mark.parametrize(
    ("book", "is_asked"),
    table(
        ("five companies", tracker(*[ONE] * 5), True),
        ("in other letters", tracker(*[ONE] * 4, ONE.upper()), True),
        ("and a row without one", tracker(*[ONE] * 5, None), True),
        ("four", tracker(*[ONE] * 4), False),
        ("and another one", tracker(*[ONE] * 5, "dana@example.com"), False),
        ("five jobs at one company", tracker(*[ONE] * 5, companies=("Acme",) * 5), False),
        ("a number", tracker(*["555-0100"] * 5, heading="Phone"), True),
        ("a number, spaced", tracker(*["555 0100"] * 4, "555-0100", heading="Phone"), True),
        ("within the contact", tracker(*[f"Dana <{ONE}>"] * 5, heading="Contact"), True),
    ),
)
def test_one_and_the_same_in_every_row_is_asked_about(book: bytes, is_asked: bool) -> None:
    """It is not used until its owner says whose it is, and one sentence asks."""
    reading = read_workbook(book, Hints())
    assert any(lead.email or lead.phone for lead in reading.leads) is not is_asked
    assert [problem.cell for problem in reading.problems] == (["D2"] if is_asked else [])


def test_the_question_says_how_it_is_answered() -> None:
    """Both answers, as lines of config.toml."""
    (problem,) = read_workbook(tracker(*[ONE] * 5), Hints()).problems
    assert problem.sentence == (
        f"D2 (Contact Email) and every other filled row hold one and the same address, {ONE}: it is not used until you "
        f'say whose it is. Yours? Then say email = "{ONE}" under [you] in config.toml. Theirs, or an agency\'s? Then '
        'say "Email" = "Contact Email" under [columns].'
    )


def test_theirs_is_used() -> None:
    """The column is named in the config: an agency may stand behind five companies."""
    reading = read_workbook(tracker(*[ONE] * 5), Hints(columns={"Email": "Contact Email"}))
    assert ({lead.email for lead in reading.leads}, reading.problems) == ({ONE}, ())


def test_ones_own_is_not_asked_about_any_more() -> None:
    """Each cell is told, and none is used."""
    reading = read_workbook(tracker(*[ONE] * 5), Hints(own_email=ONE))
    assert ({lead.email for lead in reading.leads}, len(reading.problems)) == ({""}, 5)


def test_adoption_answers_it_for_nobody() -> None:
    """In the config that it writes the column stands as a line to uncomment."""
    text = as_config(understand(read_workbook(tracker(*[ONE] * 5), Hints())), Hints())
    assert '# "Email" = "Contact Email"  # one and the same in every row: is it theirs?' in text
