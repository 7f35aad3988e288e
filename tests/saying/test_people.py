"""Who a letter goes to, and that no two people at one company get the same words."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafts_for_tests import ALL_KINDS, ROLE, SAMPLES, drafts_of, panel, sample
from followthrough.knowing.leads import Interview
from followthrough.saying.people import names_in
from leads_for_tests import a_lead, day, table

if TYPE_CHECKING:
    from followthrough.saying.drafts import Draft


def plain(draft: Draft, *names: str) -> str:
    """The words alone, without the names that differ anyway."""
    text = f"{draft.subject}\n{draft.text}"
    for name in names:
        text = text.replace(name, "*")
    return text


def test_each_interviewer_has_their_own_mention_and_address() -> None:
    """What one said is not thanked for at the other's; who was thanked already is not thanked twice."""
    rows = (
        Interview(cell="A2", on=day("11-22"), interviewer="Dana Ruiz", email="d@example.com", mention="Her new desk"),
        Interview(cell="A3", on=day("11-22"), interviewer="Sam Okoro", mention="The backlog"),
        Interview(cell="A4", on=day("11-22"), interviewer="Mia Lund", thank_you_sent=day("11-22")),
    )
    notes = [d for d in drafts_of(a_lead(ROLE, interviews=rows)) if d.kind == "thank_you"]
    assert [(note.recipient_name, note.recipient_email) for note in notes] == [
        ("Dana Ruiz", "d@example.com"),
        ("Sam Okoro", ""),
    ]
    assert "your new desk" in notes[0].text
    assert "the backlog" in notes[1].text
    assert "Sam Okoro and Mia Lund" in notes[0].text


@pytest.mark.parametrize(
    ("cell", "expected"),
    table(
        ("one", "Dana Ruiz", ["Dana Ruiz"]),
        ("two lines", "Dana Ruiz\nSam Okoro", ["Dana Ruiz", "Sam Okoro"]),
        ("a list", "Dana Ruiz, Sam Okoro; Mia van der Berg and Ola", ["Dana Ruiz", "Sam Okoro", "Mia van der Berg", "Ola"]),
        ("a title", "Dr. Helen Straub", ["Dr. Helen Straub"]),
        ("a job behind the name", "Dana Ruiz, HR Manager", ["Dana Ruiz"]),
        ("a job in brackets", "Dana Ruiz (head of sales), Sam Okoro", ["Dana Ruiz", "Sam Okoro"]),
        ("an address", "Dana Ruiz <dana@example.com>", ["Dana Ruiz"]),
        ("an address in a line of its own", "Dana Ruiz\ndana@example.com\n555-0100", ["Dana Ruiz"]),
        ("a desk", "hiring team", ["hiring team"]),
        ("a number", "555-0100", []),
        ("nothing", "", []),
        ("another script", "田中 太郎", ["田中 太郎"]),
    ),
)  # fmt: skip
def test_names_in(cell: str, expected: list[str]) -> None:
    """Several names in a cell are several people; jobs, addresses and numbers are none."""
    assert list(names_in(cell)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    table(
        ("the only one", "Contact: Dana Ruiz | Email: jobs@example.com", ("Dana Ruiz", "jobs@example.com")),
        ("whose name it holds", "Contact: Dana Ruiz, Sam Okoro | Email: sam.okoro@example.com", ("Sam Okoro", "sam.okoro@example.com")),
        ("nobody named", "Email: jobs@example.com", ("", "jobs@example.com")),
        ("no address", "Contact: Dana Ruiz", ("Dana Ruiz", "")),
    ),
)  # fmt: skip
def test_letters_go_to_whom_the_address_belongs(cells: str, expected: tuple[str, str]) -> None:
    """An address is never joined with somebody else's name where it tells its own."""
    found = next(d for d in drafts_of(f"Applied on: 11-16 | {cells}") if d.kind == "follow_up_email")
    assert (found.recipient_name, found.recipient_email) == expected


def test_no_two_interviewers_get_the_same_note() -> None:
    """Even with the names taken out, and with the same thing mentioned to all, every note reads differently."""
    people = [f"Person {letter}" for letter in "ABCDEFGHIJKL"]
    notes = [draft for draft in drafts_of(panel(*people, mention="The move")) if draft.kind == "thank_you"]
    assert [note.recipient_name for note in notes] == people
    assert len({plain(note, *people) for note in notes}) == len(people)


@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if sample(kind).subject and kind != "several_jobs"])
def test_no_letter_twice_the_same_at_one_company(kind: str) -> None:
    """Two rows of one company get different words, also where they know exactly the same of two people."""
    cells, other = SAMPLES[kind]
    above, below = a_lead(cells, row=2), a_lead(cells.replace("dana.ruiz@", "sam@"), row=3)
    others = [a_lead(other, row=9)] if other else []
    first = next(draft for draft in drafts_of(above, others=[below, *others]) if draft.kind == kind)
    second = next(draft for draft in drafts_of(below, others=[above, *others]) if draft.kind == kind)
    assert first.text != second.text


def test_notes_of_two_rows_at_one_company_differ() -> None:
    """Interviewers met for two roles may sit next to each other."""
    above, below = panel("Dana Ruiz", "Sam Okoro"), panel("Mia Lund", "Ola Berg").but(row=3)
    notes = [d for d in (*drafts_of(above, others=[below]), *drafts_of(below, others=[above])) if d.kind == "thank_you"]
    texts = {plain(note, "Dana Ruiz", "Sam Okoro", "Mia Lund", "Ola Berg") for note in notes}
    assert len(texts) == len(notes) == 4
