"""A line of a mail with its links, the words to copy, and its drafts as files."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.entries import MOST_CALLS, Speaker, with_whom
from followthrough.saying.first_things import things
from followthrough.saying.people import Search
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import YOU, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.knowing.leads import Lead
    from followthrough.saying.page import Attachment, Link, Words

WRITTEN = "Applied on: 11-16 | Email: dana@example.com | Contact: Dana Ruiz"
PANEL = "Stage: Interviewing | Interview on: 11-22 | Contact: Dana Ruiz"
TO_CALL = "Stage: Interviewing | Check back on: 11-23 | Phone: 555-0100"
OFFER = f"{WRITTEN} | Stage: Offer | Offer reply by: 11-27 | Prefers: Email"


class Spoken(NamedTuple):
    """What goes with one line."""

    links: Sequence[Link]
    words: Sequence[Words]
    files: Sequence[Attachment]


def spoken(*leads: Lead | str, most: int = 20, only_calls: bool = False, only_first: bool = False) -> list[Spoken]:
    """What is said for each line about some leads, or about the first step of each."""
    judgement = judge(rows(*leads), STANDARD, TODAY)
    speaker, said = Speaker(Search(judgement, YOU), most, only_calls=only_calls), list[Spoken]()
    for thing in things(judgement, lambda judged, advice: not only_first or judged.advice[0] is advice):
        words, files = len(speaker.words), len(speaker.files)
        links = speaker.speak(thing)
        said.append(Spoken(links, tuple(speaker.words[words:]), tuple(speaker.files[files:])))
    return said


LINKS = table(
    ("an agreed call", TO_CALL, ["tel:5550100"]),
    ("a call and an address", f"{WRITTEN} | Phone: 555-0100 | Prefers: Phone", ["tel:5550100"]),
    ("nobody answers: a voicemail",
     "Stage: Interviewing | Phone: 555-0100 | Log: 11-03 Spoke, 11-09 No answer, 11-16 No answer", ["tel:5550100"]),
    ("a letter", WRITTEN, ["mailto:dana@example.com"]),
    ("a letter is preferred", f"{WRITTEN} | Phone: 555-0100 | Prefers: Email", ["mailto:dana@example.com"]),
    ("a thank-you, and a call that is not open yet", f"{PANEL} | Email: dana@example.com", ["mailto:dana@example.com"]),
    ("a note by hand", PANEL, []),
    ("nobody known", "Applied on: 11-16", []),
    ("an interview is prepared, not called", "Interview on: 11-24 | Phone: 555-0100", []),
    ("in its morning their number is at hand", "Interview on: 11-23 | Phone: 555-0100", ["tel:5550100"]),
    ("no number in the cell", "Check back on: 11-23 | Stage: Interviewing | Phone: ask at the desk", []),
    ("an offer is answered by one of three letters", OFFER, ["mailto:dana@example.com"] * 3),
)  # fmt: skip


@pytest.mark.parametrize(("lead", "expected"), LINKS)
def test_links(lead: str, expected: list[str]) -> None:
    """One channel: the advised one, and only where it leads somewhere."""
    assert [link.href.partition("?")[0] for link in spoken(lead)[0].links] == expected


def test_letter_opens_filled_in_and_is_not_said_again() -> None:
    """The mail program shows subject and words; only the person sends. The same letter lies beside it as a file."""
    (shown,) = spoken(WRITTEN)
    (link,), (file,) = shown.links, shown.files
    query = parse_qs(urlsplit(link.href).query, strict_parsing=True)
    assert link.text == "Write to Dana Ruiz"
    assert shown.words == ()
    letter = message_from_bytes(file.content, policy=default)
    assert (file.name, letter["To"]) == ("row-2-follow_up_email.eml", "Dana Ruiz <dana@example.com>")
    assert [letter["Subject"]] == query["subject"]
    assert letter.get_content().split() == query["body"][0].split()


def test_a_letter_too_long_for_a_link_is_there_to_copy() -> None:
    """A telephone opens no .eml file; half a letter in a link would be sent as it is."""
    (shown,) = spoken(a_lead(f"{PANEL} | Email: dana@example.com", mention="✓" * 190))
    assert "body" not in shown.links[0].href
    assert shown.words[0].text.startswith("Dear Dana Ruiz,")
    assert shown.words[0].text.endswith("Robin Sample")


@pytest.mark.parametrize(
    ("lead", "expected"),
    table(
        ("a note by hand is there to copy", PANEL, ["Acme: Thank-you note (Dana Ruiz)"]),
        ("the morning itself also says what to write down after it", PANEL.replace("11-22", "11-23"),
         ["Acme: Questions for the end of the interview", "Acme: To write down after the interview"]),
        ("the morning before does not", PANEL.replace("11-22", "11-24"),
         ["Acme: Questions for the end of the interview"]),
        ("three answers to an offer are links", OFFER, []),
        ("nothing to say", "Stage: Accepted | Start on: 11-24", []),
    ),
)  # fmt: skip
def test_words_to_copy(lead: str, expected: list[str]) -> None:
    """What no link can hold."""
    assert [words.title for words in spoken(lead, only_first=True)[0].words] == expected


def test_a_week_shows_calls_only() -> None:
    """What else is to be said goes with it as files."""
    for lead, name in (
        (PANEL, "row-2-thank_you.eml"),
        (PANEL.replace("11-22", "11-24"), "row-2-prepare_questions.txt"),
        ("Applied on: 11-16", "row-2-network_request.eml"),
    ):
        (shown,) = spoken(lead, only_calls=True)
        assert ([file.name for file in shown.files], shown.words) == ([name], ())


def test_three_call_scripts_at_most() -> None:
    """All can be dialled; more scripts would be more of the same."""
    found = spoken(*(f"Company: Firm {number} | {TO_CALL}{number}" for number in range(5)))
    assert [len(each.links) for each in found] == [1] * 5
    assert [len(each.words) for each in found] == [1] * MOST_CALLS + [0] * 2


def test_lines_beyond_the_most_have_something_to_press() -> None:
    """A long list keeps the numbers and the addresses of its last lines, and its page stays small."""
    leads = [f"Company: Firm {number} | {WRITTEN.replace('dana', f'dana{number}')}" for number in range(4)]
    found = spoken(*leads, most=2)
    assert [bool(each.files) for each in found] == [True, True, False, False]
    assert [len(each.links) for each in found] == [1] * 4
    assert "body" not in found[-1].links[0].href


def test_files_of_one_row_have_names_of_their_own() -> None:
    """Also where two worksheets have a row of the same number; nothing from a cell stands in them."""
    found = spoken(a_lead(OFFER, row=7, sheet="A", company="../../x"), a_lead(WRITTEN, row=7, sheet="B"), OFFER)
    names = [file.name for each in found for file in each.files]
    assert len(set(names)) == len(names) > 4
    assert all(name.removesuffix(".eml").replace("-", "_").replace("_", "").isalnum() for name in names)


def test_words_have_no_blank_ends() -> None:
    """No empty lines above and below a text."""
    assert all(words.text == words.text.strip() for each in spoken(PANEL, TO_CALL) for words in each.words)


WHOM = table(
    ("whom to call", f"{TO_CALL} | Contact: Dana Ruiz", "Dana Ruiz"),
    ("whom to write to stands in the link", WRITTEN, ""),
    ("two of those to be thanked", "Stage: Interviewing | Interview on: 11-22 | Contact: Dana Ruiz, Lee Hall, Jo Moss",
     "Dana Ruiz, Lee Hall and Jo Moss"),
    ("whom one meets", "Interview on: 11-24 | Contact: Dana Ruiz", "Dana Ruiz"),
    ("nobody at all", "Stage: Wishlist | Apply by: 11-24 | Contact: Dana Ruiz", ""),
)  # fmt: skip


@pytest.mark.parametrize(("lead", "expected"), WHOM)
def test_with_whom(lead: str, expected: str) -> None:
    """By name, and once."""
    judgement = judge(rows(lead), STANDARD, TODAY)
    (thing,) = things(judgement, lambda judged, advice: judged.advice[0] is advice)
    links = Speaker(Search(judgement, YOU), 1).speak(thing)
    assert with_whom(thing, links) == expected
