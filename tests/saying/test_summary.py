"""The weekly mail: a plan first, then a line for each thing to know, on two pages; and the order that every surface has."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import STANDARD
from followthrough.saying.first_things import by_urgency, first_things
from followthrough.saying.page import MOST_BYTES
from followthrough.saying.summary import compose_week
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import Page, contents, demo_judgement, night_mail, rows, summary, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.judging.judgement import Judgement
    from followthrough.knowing.leads import Lead
    from followthrough.saying.page import Message

SUNDAY = TODAY - timedelta(days=1)
CLERK = "Role: Clerk | Contact: Dana Ruiz | Email: dana@example.com"
DUE = f"Applied on: 11-16 | {CLERK}"
THANKED = f"Interview on: 11-22 | {CLERK}"
WISH = "Stage: Wishlist | Apply by: 11-27 | Role: Clerk"
SILENT = f"Applied on: 10-01 | {CLERK}"
DECIDING = f"Interview on: 11-12 | Thank-you sent: yes | Decision by: 11-27 | Phone: 555-0100 | {CLERK}"
CALL = f"Interview on: 11-12 | Thank-you sent: yes | Check back on: 11-24 | Phone: 555-0100 | {CLERK}"
LATE = f"Interview on: 10-20 | Thank-you sent: yes | Phone: 555-0100 | {CLERK}"


def firms(cells: str, count: int, name: str = "Firm") -> list[Lead | str]:
    """So many leads that differ in company, address and number."""
    return [
        f"Company: {name} {place} | {cells.replace('dana@', f'{name}{place}@').replace('555-0100', f'{len(name)}55-01{place:02}')}"
        for place in range(1, count + 1)
    ]


def told(message: Message) -> str:
    """What is read before the words to use."""
    return message.text.partition("THE WORDS TO USE")[0]


def part(message: Message, title: str) -> list[str]:
    """The lines of one section of the text."""
    return message.text.partition(f"\n{title.upper()}\n")[2].partition("\n\n")[0].splitlines()


def line(message: Message, start: str) -> str:
    """The one line that begins so; blank where there is none."""
    return next((each for each in message.text.splitlines() if each.startswith(f"* {start}")), "")


def of(*groups: Sequence[Lead | str], today: date = TODAY) -> Judgement:
    """Groups of leads judged together."""
    return judge(rows(*(lead for group in groups for lead in group)), STANDARD, today)


WHOLE = compose_week(contents(demo_judgement(SUNDAY), missed=(SUNDAY,)))


@pytest.mark.parametrize("today", [SUNDAY, TODAY, date(2026, 11, 28)], ids=str)
def test_the_demo_fits_two_pages(today: date) -> None:
    """Under 450 words for 39 leads before the scripts, of which there are three at most."""
    message = compose_week(contents(demo_judgement(today)))
    assert len(told(message).split()) < 450
    assert len(words(told(message))) < 450
    assert message.text.count("Call script ---") <= 3


def test_the_plan_comes_first() -> None:
    """Day, lead, step, with whom, and something to press; then a line each, and only then what is to be looked up."""
    assert WHOLE.text.splitlines()[4:7] == [
        "Sun 22",
        "Harrow & Finch, Data analyst: Reply to the offer by Mon 23 Nov. Maya Okafor. Call 555-0111",
        "Mon 23",
    ]
    assert Page(WHOLE.html).sections == ["Worth knowing", "Numbers", "To fix in the worksheet", "The words to use"]
    assert WHOLE.text.splitlines()[2] == "NOTE: The nightly check did not run on Sun 22 Nov 2026."


@pytest.mark.parametrize(
    ("leads", "start", "expected"),
    table(
        ("late", [*firms(LATE, 4), "Company: New | Applied on: 11-11 | Email: n@example.com"], "Late",
         "* Late: 5 leads, 4 of them for over two weeks (Firm 1, Firm 2, Firm 3 and Firm 4)."),
        ("no room", firms(DUE, 20), "If there is time", "* If there is time: Firm 13, Firm 14, Firm 15 and 5 others."),
        ("let go", firms(SILENT, 2), "Time to let go", "* Time to let go: Firm 1, Firm 2."),
        ("many to let go", firms(SILENT, 30), "Time to let go",
         "* Time to let go: Firm 1, Firm 2, Firm 3, Firm 4, Firm 5; 25 more are marked Move on."),
        ("an answer to expect", [DECIDING], "Answers", "* Answers to expect: Acme (Fri 27 Nov)."),
        ("nobody to ask", [f"Company: Firm {place} | Applied on: 11-14" for place in range(7)], "7 applications",
         "* 7 applications have nobody to ask; one name at any of: Firm 0, Firm 1, Firm 2 and 4 others."),
        ("one of them", ["Applied on: 11-14"], "1 application", "* 1 application has nobody to ask; one name at any of: Acme."),
    ),
)  # fmt: skip
def test_a_line_each(leads: list[str], start: str, expected: str) -> None:
    """What is no plan is told in one line, with a few names and a number."""
    assert line(summary(*leads), start) == expected


def test_move_on_is_named_once() -> None:
    """In the summary after it turned; then it is only counted."""
    judgement = judge(rows(*firms(SILENT, 1)), STANDARD, TODAY)
    keys = [each.key.parts for each in judgement.leads]
    key = "|".join((*keys[0], "let go", str(judgement.leads[0].opens)))
    later = compose_week(contents(judgement, told=[key]))
    assert line(later, "Time to let go") == "* Time to let go: 1 more is marked Move on."


QUIET = table(
    ("all is well", [f"Applied on: 11-23 | {CLERK}"],
     "Nothing to do this week. The next date is Mon 30 Nov 2026, in 7 days: Acme, Clerk."),
    ("a snooze", [f"Applied on: 11-16 | Snooze until: 12-24 | {CLERK}"],
     "Nothing to do this week. The next date is Thu 24 Dec 2026, in 31 days: Acme, Clerk."),
    ("all is over", ["Stage: Closed"], "Nothing to do this week; no date lies ahead."),
    ("no leads", [], "No leads yet: put a company and the day you applied into the worksheet, and the week plans itself."),
    ("a row to check", ["Unknown stage: found"], ""),
    ("every row to check", ["Unknown stage: found"] * 3, ""),
    ("a row without a date", ["Stage: Applied"], ""),
    ("an interview without a day", ["Stage: Interviewing | Applied on: 11-20"], ""),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "expected"), QUIET)
def test_quiet_only_when_all_is_well(leads: list[str], expected: str) -> None:
    """It says how long until the next date; never while a row is to be fixed, or nothing is there to be well."""
    message = summary(*leads)
    assert line(message, "No").removeprefix("* ") == expected
    assert bool(part(message, "To fix in the worksheet")) is (not expected)


def test_never_quiet_where_the_check_did_not_run() -> None:
    """Refused or not set up: then nobody knows whether all is well (promise 7)."""
    judgement = judge(rows(f"Applied on: 11-23 | {CLERK}"), STANDARD, TODAY)
    for found in (contents(judgement, missed=(SUNDAY,)), contents(judgement, is_checked=False)):
        text = compose_week(found).text
        assert "Nothing to do" not in text
        assert "nightly check" in text


SUBJECTS = table(
    ("the most urgent, and how many more", [*firms(DUE, 2), f"Company: Offer | Stage: Offer | Offer reply by: 11-24 | {CLERK}"],
     "Your week: Reply to Offer by Tue 24 Nov, and 2 more"),
    ("rows to fix", ["Unknown stage: found"] * 2, "Your week: 2 rows to fix"),
    ("no leads", [], "Your week: no leads yet"),
    ("nothing", ["Stage: Closed"], "Your week: nothing to do"),
)  # fmt: skip


@pytest.mark.parametrize(("leads", "subject"), SUBJECTS)
def test_subject(leads: list[str], subject: str) -> None:
    """The first thing stands in the subject."""
    assert summary(*leads).subject == subject


OLD = table(
    ("applied long ago", "Applied on: 2026-02-01"),
    ("asked and silent", "Applied on: 2026-07-01 | Last follow-up: 2026-07-10, 2026-07-20, 2026-08-01"),
    ("interviewed long ago", "Interview on: 2026-08-01 | Thank-you sent: yes | Phone: 555-0100"),
    ("half late", "Interview on: 10-20 | Thank-you sent: yes | Phone: 555-0100"),
    ("closed", "Stage: Closed | Applied on: 2026-02-01"),
)


@pytest.mark.parametrize("cells", OLD)
def test_three_hundred_old_rows_fit_on_a_page(cells: str) -> None:
    """The first summary of somebody who comes with a full worksheet."""
    message = summary(*firms(f"{cells} | {CLERK}", 300))
    assert len(message.text.splitlines()) < 40
    assert len(message.html.encode()) < 20_000


MANY = table(
    ("applied", DUE), ("to call", CALL), ("deciding", DECIDING), ("thank-yous", THANKED), ("wishes", WISH),
    ("long ago", SILENT),
)  # fmt: skip


@pytest.mark.parametrize("cells", MANY)
def test_hundreds_of_leads_stay_short(cells: str) -> None:
    """Two pages and 80 KB, however many rows there are."""
    message = summary(*firms(cells, 150))
    assert len(told(message).split()) < 450
    assert len(message.html.encode()) <= MOST_BYTES


SAMPLES = table(
    ("the demo", WHOLE), ("nothing", summary()), ("many", summary(*firms(THANKED, 30))), ("old", summary(*firms(SILENT, 30))),
)  # fmt: skip


@pytest.mark.parametrize("message", SAMPLES)
def test_text_and_page_say_the_same(message: Message) -> None:
    """Word for word, in the same order."""
    assert words(message.text) == words(Page(message.html).text)


def test_what_goes_with_it() -> None:
    """The calendar and the drafts as files, and nothing that a mail program would have to load."""
    names = [each.name for each in WHOLE.attachments]
    assert names[0] == "follow-ups.ics"
    assert {name.rpartition(".")[2] for name in names[1:]} == {"eml", "txt"}
    assert not {"img", "link", "script"} & Page(WHOLE.html).tags


def test_rows_to_fix_are_told_by_kind() -> None:
    """Twenty cells that hold no date are one line, with the first of them."""
    problems = [Problem(row, f"T{row}", "Decision by", f"soon\nor {row}", "a date") for row in range(2, 22)]
    assert part(summary(problems=problems), "To fix in the worksheet") == [
        "* 20 rows: Decision by should be a date (T2, T3, T4 and 17 others)."
    ]


def test_kinds_beyond_six_are_counted() -> None:
    """Each row says what it needs, too."""
    problems = [Problem(row, f"T{row}", f"Column {row}", "x", "a date") for row in range(2, 22)]
    lines = part(summary(problems=problems), "To fix in the worksheet")
    assert len(lines) == 6
    assert lines[-1] == "* 15 more kinds of cells need a look: each row says what it needs."


UNSURE = table(
    ("a word nobody knows", "Unknown stage: found", "* C2: Stage “found” is not known."),
    ("no company", "Company: | Applied on: 11-16", "* Row 2: A2 (Company) is blank: put the employer's name there."),
    (
        "they are back",
        "Stage: Closed | Interview on: 11-27",
        "* Acme: They are back: an interview stands on Fri 27 Nov",
    ),
    ("no date at all", "Stage: Applied", "* 1 row: no date; add a column Applied on."),
)


@pytest.mark.parametrize(("cells", "expected"), UNSURE)
def test_a_row_that_cannot_be_judged_is_said(cells: str, expected: str) -> None:
    """Also one whose cells could all be read."""
    message = summary(a_lead(cells, columns={"Company": "A", "Stage": "C"}))
    assert part(message, "To fix in the worksheet")[0].startswith(expected)


def test_tips_that_expire_come_first() -> None:
    """Where the list is cut, a thank-you after a no is not what is missing."""
    gone = "Company: Gone | Stage: Closed | Interview on: 11-09 | Closed on: 11-20"
    lines = part(summary(*firms(f"Applied on: 11-16 | Skills to build: SQL | {CLERK}", 3), gone), "Worth knowing")
    assert lines[0].startswith("* Gone: Thank them")
    assert any("SQL" in line for line in lines[1:])


TEN = table(
    ("the demo", demo_judgement(TODAY)),
    ("the demo on a Saturday", demo_judgement(date(2026, 11, 28))),
    ("the demo on a Sunday", demo_judgement(SUNDAY)),
    ("late and new", of(firms(DUE, 3), firms("Applied on: 11-11 | Email: dana@example.com", 2, "Late"))),
    ("talks", of(firms(CALL, 3, "Ring"), firms(DECIDING.replace("11-27", "11-19"), 3, "Deciding"), firms(THANKED, 2))),
    ("offers last", of(firms(DUE, 3), [f"Company: Offer | Stage: Offer | Offer reply by: 11-24 | {CLERK}"])),
    ("wishes and applications", of(firms(WISH, 4, "Wish"), firms(DUE, 4))),
    ("interviews", of(firms(DUE, 4), firms("Interview on: 11-24", 2, "Soon"), firms("Interview on: 11-25", 2, "Then"))),
    ("an agency", of([f"Company: Agency | Role: {role} | Applied on: 11-16 | Email: a@example.com" for role in ("Cook", "Clerk")], firms(DUE, 2))),
    ("on a Saturday", of(firms(DUE, 5), firms(f"Interview on: 11-20 | {CLERK}", 1, "Talk"), firms(CALL, 2, "Ring"), firms(WISH, 1, "Wish"), today=date(2026, 11, 21))),
)  # fmt: skip


def names_in(judgement: Judgement, text: str) -> list[str]:
    """The leads whose line stands in a text, in its order; of a line about several the first."""
    places = {}
    for each in judgement.leads:
        found = re.search(rf"^{re.escape(each.lead.name)}(:| and )", text, re.MULTILINE)
        if found:
            places[each.lead.name] = found.start()
    return sorted(places, key=places.__getitem__)


@pytest.mark.parametrize("judgement", TEN)
def test_every_surface_has_the_same_order(judgement: Judgement) -> None:
    """Whatever two of them show stands in the same order: the judgement's urgency (promise 8)."""
    assert find_news(judgement, ())
    every = [each.lead.name for each in by_urgency(judgement)]
    on_a_terminal = [thing.judged.lead.name for thing in first_things(judgement)]
    shown = [
        names_in(judgement, told(message)) for message in (night_mail(judgement), compose_week(contents(judgement)))
    ]
    for first, second in combinations((every, on_a_terminal, *shown), 2):
        common = set(first) & set(second)
        assert len(common) > 1
        assert [name for name in first if name in common] == [name for name in second if name in common]
