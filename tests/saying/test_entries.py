"""A step with its links: a number to dial where it is a call, a draft to open where it is a letter, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from followthrough.judging.judge import judge
from followthrough.knowing.policy import STANDARD
from followthrough.saying.entries import MOST_SIGNS, Wording
from followthrough.saying.sharing import Search
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import YOU, rows

if TYPE_CHECKING:
    from followthrough.knowing.leads import Lead
    from followthrough.saying.page import Entry

WRITTEN = "Applied on: 11-16 | Email: dana@example.com | Contact: Dana Ruiz"
PANEL = "Stage: Interviewing | Interview on: 11-22 | Contact: Dana Ruiz"


def entry(lead: Lead | str, *, in_full: bool = False) -> Entry:
    """The entry of the most urgent step of a lead."""
    judgement = judge(rows(lead), STANDARD, TODAY)
    (judged,) = judgement.leads
    return Wording(Search(judgement), YOU, None, in_full=in_full).entry(judged, judged.advice[0])


LINKS = table(
    ("an agreed call", "Check back on: 11-23 | Stage: Interviewing | Phone: 555-0100", ["tel:5550100"]),
    ("a call and an address", f"{WRITTEN} | Phone: 555-0100 | Prefers: Phone", ["tel:5550100"]),
    ("nobody answers: a voicemail",
     "Stage: Interviewing | Phone: 555-0100 | Log: 11-03 Spoke, 11-09 No answer, 11-16 No answer", ["tel:5550100"]),
    ("a letter", WRITTEN, ["mailto:dana@example.com"]),
    ("a letter is preferred", f"{WRITTEN} | Phone: 555-0100 | Prefers: Email", ["mailto:dana@example.com"]),
    ("a thank-you", f"{PANEL} | Email: dana@example.com", ["mailto:dana@example.com"]),
    ("a note by hand", PANEL, []),
    ("nobody known", "Applied on: 11-16", []),
    ("an interview is prepared, not called", "Interview on: 11-24 | Phone: 555-0100", []),
    ("no number in the cell", "Check back on: 11-23 | Stage: Interviewing | Phone: ask at the desk", []),
)  # fmt: skip


@pytest.mark.parametrize(("lead", "expected"), LINKS)
def test_links(lead: str, expected: list[str]) -> None:
    """One channel: the advised one, and only where it leads somewhere."""
    assert [link.href.partition("?")[0] for link in entry(lead).links] == expected


def test_letter_opens_filled_in() -> None:
    """The mail program shows subject and words; only the person sends."""
    shown = entry(WRITTEN)
    (link,) = shown.links
    query = parse_qs(urlsplit(link.href).query, strict_parsing=True)
    assert sorted(query) == ["body", "subject"]
    assert query["body"] == [shown.words[0].text + "\n"]
    assert "Robin Sample" in query["body"][0]
    assert link.text == "Write to dana@example.com"


def test_long_letter_is_cut_in_the_link_only() -> None:
    """Some mail programs cut longer links off anywhere, in the middle of a sign that is spelt with three."""
    shown = entry(a_lead(f"{PANEL} | Email: dana@example.com", mention="an idea, " * 300))
    (link,) = shown.links
    assert len(unquote(link.href.partition("&body=")[2])) <= MOST_SIGNS


@pytest.mark.parametrize(
    ("lead", "in_full", "expected"),
    table(
        ("a week has room for the note alone", f"{PANEL} | Email: dana@example.com", False, 1),
        ("so has a morning after", f"{PANEL} | Email: dana@example.com", True, 1),
        ("the morning itself also says what to write down after it", PANEL.replace("11-22", "11-23"), True, 2),
        ("the morning before does not", PANEL.replace("11-22", "11-24"), True, 1),
        ("nor does a week", PANEL.replace("11-22", "11-23"), False, 1),
        ("an offer has three answers", f"{WRITTEN} | Stage: Offer | Offer reply by: 11-27 | Prefers: Email", True, 3),
        ("a letter is one letter either way", WRITTEN, True, 1),
        ("nothing to say", "Stage: Accepted | Start on: 11-24", True, 0),
    ),
)
def test_how_many_words(lead: str, expected: int, *, in_full: bool) -> None:
    """One text a step in a week; the morning of an interview brings the list of what to write down, too."""
    assert len(entry(lead, in_full=in_full).words) == expected


def test_words_have_no_blank_ends() -> None:
    """No empty lines above and below a letter."""
    assert all(words.text == words.text.strip() for words in entry(WRITTEN, in_full=True).words)
