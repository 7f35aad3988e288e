"""The weekly mail: its parts in the order in which a week is planned, never too much of any, and short when quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.history import Heard, History, Moved
from followthrough.judging.judge import judge
from followthrough.knowing.leads import Problem
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.words import Stage
from followthrough.saying.summary import MOST_BYTES, compose_week
from followthrough.saying.week import MOST_CHASES, let_go_keys
from leads_for_tests import TODAY, a_lead, table
from mails_for_tests import Page, contents, demo_judgement, rows, summary, words

if TYPE_CHECKING:
    from followthrough.knowing.leads import Lead
    from followthrough.saying.page import Message

SUNDAY = TODAY - timedelta(days=1)
SHORTENED = "too long for some mail programs"
ACME, BOLT = a_lead("Company: Acme | Role: Analyst"), a_lead("Company: Bolt | Role: Clerk")
HISTORY = History(
    new=(ACME,), moved=(Moved(BOLT, (Stage.APPLIED, Stage.INTERVIEWING, Stage.CLOSED)),), heard=(Heard(ACME, SUNDAY),),
    gone=(BOLT,),
)  # fmt: skip
CLERK = "Role: Clerk | Contact: Dana Ruiz | Email: dana@example.com"
DUE = f"Applied on: 11-16 | {CLERK}"
THANKED = f"Interview on: 11-22 | {CLERK.replace('@', '@@')}"
"""Each is thanked by a note of its own: it is another Dana."""
WISH = "Stage: Wishlist | Apply by: 11-27 | Role: Clerk"
DECIDING = f"Interview on: 11-12 | Thank-you sent: yes | Decision by: 11-27 | Phone: 555-0100 | {CLERK}"
CALL = f"Interview on: 11-12 | Thank-you sent: yes | Check back on: 11-24 | Phone: 555-0100 | {CLERK}"


def firms(cells: str, count: int) -> list[Lead | str]:
    """So many leads that differ in their company, and in the address where the cells leave its place open."""
    return [f"Company: Firm {number} | {cells.replace('@@', f'{number}@')}" for number in range(1, count + 1)]


def part(message: Message, title: str) -> list[str]:
    """The lines of one section of the text."""
    blocks = [[*lines] for full, lines in groupby(message.text.splitlines(), key=bool) if full]
    return next((block[1:] for block in blocks if block[0] == title.upper()), [])


WHOLE = compose_week(contents(demo_judgement(SUNDAY), history=HISTORY, since=SUNDAY, missed=(SUNDAY,)))


def test_order_of_the_parts() -> None:
    """The week by day, what is late, what to let go, what to expect, what changed, and only then to look up (issue)."""
    titles = Page(WHOLE.html).sections
    assert titles[0] == "Next"
    assert titles[1:4] == ["Sun 22 Nov 2026", "Mon 23 Nov 2026", "Tue 24 Nov 2026"]
    assert titles[titles.index("If there is time left") :] == [
        "If there is time left", "Past its last good day", "Time to move on", "Answers to expect",
        "Since Sun 22 Nov 2026", "Worth knowing", "The search in numbers", "Rows to fix", "Nights without a check",
        "The words to use",
    ]  # fmt: skip


def test_each_step_has_its_channel_and_why() -> None:
    """Who, what, by when, a number to dial, and the reason, in one place."""
    who, press, why = part(WHOLE, "Next")
    assert who == "* Harrow & Finch, Data analyst: Reply to the offer, by Mon 23 Nov"
    assert press == "  Call 555-0111"
    assert why.startswith(
        "  Call Maya Okafor, 555-0111. Congratulations: they made you an offer. Answer by Mon 23 Nov."
    )


def test_what_changed_names_the_stages_that_were_passed() -> None:
    """An interview that came and went within the week is not forgotten."""
    assert part(WHOLE, "Since Sun 22 Nov 2026") == [
        "* New: Acme, Analyst",
        "* Bolt, Clerk: Applied → Interviewing → Closed",
        "* Acme, Analyst answered on Sun 22 Nov 2026",
        "* No longer in the list: Bolt, Clerk",
    ]


def test_empty_week() -> None:
    """Nothing to say is said, in a short mail."""
    message = summary()
    assert message.subject == "Your week: nothing to do"
    assert part(message, "This week") == ["* Nothing to do, and nothing has changed. Enjoy the quiet."]
    assert len(message.text.splitlines()) < 20


def test_ten_chases_in_full() -> None:
    """What is cut has a line each, then a number: nothing is lost, and nobody learns to skip the list."""
    message = summary(*firms(DUE, 25))
    full = [line for line in part(message, "Mon 23 Nov 2026") if line.startswith("* ")]
    assert len(full) == MOST_CHASES
    rest = part(message, "If there is time left")
    assert (len(rest), rest[-1]) == (11, "* 5 further questions can wait; the worksheet has them.")


def test_long_overdue_is_one_number() -> None:
    """More than two weeks late: no list of reproaches."""
    late = f"Interview on: 10-20 | Thank-you sent: yes | Phone: 555-0100 | {CLERK}"
    message = summary(*firms(late, 3))
    assert part(message, "Past its last good day") == [
        "* 3 more are more than two weeks late: one try is still fine, or let them go."
    ]
    assert [level for level, _ in Page(message.html).headings if level == "h3"] == []


def test_move_on_is_listed_once() -> None:
    """In the summary after it turned; then it is only counted."""
    judgement = judge(rows(f"Company: Firm | Applied on: 10-01 | {CLERK}"), STANDARD, TODAY)
    first = compose_week(contents(judgement))
    later = compose_week(contents(judgement, told=let_go_keys(judgement)))
    assert "You applied" in first.text or "Firm, Clerk: Nothing has moved" in first.text
    assert part(later, "Time to move on") == [
        "* 1 lead is still marked Move on from earlier: set the Stage when you have decided."
    ]


def test_many_to_let_go() -> None:
    """Five with their reason, the others by name and number."""
    lines = part(summary(*firms(f"Applied on: 10-01 | {CLERK}", 30)), "Time to move on")
    assert len(lines) == 7
    assert lines[-2].startswith("* 25 more have gone silent, Firm 6, Firm 7")
    assert sum("Some jobs are never filled" in line for line in lines) == 1


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
    assert len(message.text.splitlines()) < 60
    assert len(message.html.encode()) < 20_000


SIXTY = table(("applied", DUE), ("to call", CALL), ("deciding", DECIDING), ("long ago", f"Applied on: 09-01 | {CLERK}"))


@pytest.mark.parametrize("cells", SIXTY)
def test_sixty_leads_stay_under_80_kb(cells: str) -> None:
    """Gmail cuts a message off at 102 KB; this one is whole, words and all."""
    message = summary(*firms(cells, 60))
    assert len(message.html.encode()) <= MOST_BYTES
    assert SHORTENED not in message.text


def test_beyond_that_it_shortens_and_says_so() -> None:
    """The plan stays, what it leaves out is named: whoever misses it knows where it is."""
    message = summary(*firms(THANKED, 30))
    assert len(message.html.encode()) <= MOST_BYTES
    assert SHORTENED in message.text
    assert "The words to use" not in Page(message.html).sections
    assert "Firm 1, Clerk" in message.text


@pytest.mark.parametrize(("cells", "count"), table(("sixty thank-yous", THANKED, 60), ("300 wishes", WISH, 300)))
def test_however_many_steps_there_are(cells: str, count: int) -> None:
    """No list of steps is so long that Gmail cuts it off, and it says what is missing."""
    message = summary(*firms(cells, count))
    assert len(message.html.encode()) <= MOST_BYTES
    assert SHORTENED in message.text


SAMPLES = table(
    ("the demo", WHOLE),
    ("nothing", summary()),
    ("shortened", summary(*firms(THANKED, 30))),
    ("old rows", summary(*firms(f"Applied on: 09-01 | {CLERK}", 300))),
)


@pytest.mark.parametrize("message", SAMPLES)
def test_text_and_page_say_the_same(message: Message) -> None:
    """Word for word, in the same order."""
    assert words(message.text) == words(Page(message.html).text)


def test_numbers_of_the_charts_stand_in_the_text() -> None:
    """Every number that a bar shows is said, too."""
    shown = contents(demo_judgement()).numbers
    lines = "\n".join(part(compose_week(contents(demo_judgement())), "The search in numbers"))
    assert all(f"{stage}: {count}" in lines for stage, count in shown.stages)
    assert all(f"{week.day} {week:%b}: {count}" in lines for week, count in shown.weeks)


def test_what_goes_with_it() -> None:
    """The calendar as a file, and nothing that a mail program would have to load."""
    message = compose_week(contents(demo_judgement()))
    assert [each.name for each in message.attachments] == ["follow-ups.ics"]
    assert not {"img", "link", "script"} & Page(message.html).tags


def test_charts_of_nothing_are_left_out() -> None:
    """Thirteen bars without a length tell nobody anything."""
    assert "Leads at each stage" not in summary().text + summary().html
    assert "Applications by week" in summary(DUE).text


def test_rows_to_fix_are_capped() -> None:
    """Fifteen are enough for an evening, and each says which cell it is."""
    problems = [Problem(row, f"T{row}", "Decision by", f"soon\nor {row}", "a date") for row in range(2, 22)]
    lines = part(summary(problems=problems), "Rows to fix")
    assert lines[0] == "* T2 (Decision by) holds “soon or 2”; it should be a date."
    assert lines[15:] == ["* 5 more lines like these are left out here; each row says what it needs."]


UNSURE = table(
    ("a word nobody knows", "Unknown stage: found", "C2 (Stage) holds “found”; it should be one of Wishlist,"),
    ("no company", "Company: | Applied on: 11-16", "Row 2: A2 (Company) is blank: put the employer's name there."),
    ("they are back", "Stage: Closed | Interview on: 11-27", "Acme: They are back: an interview stands on Fri 27 Nov"),
    ("no date at all", "Stage: Applied", "Row 2 has no date: add a column Applied on."),
)


@pytest.mark.parametrize(("cells", "told"), UNSURE)
def test_never_quiet_while_a_row_is_to_be_fixed(cells: str, told: str) -> None:
    """A row that cannot be judged is said, and the week is not called a quiet one."""
    message = summary(a_lead(cells, columns={"Company": "A", "Stage": "C"}))
    assert "Enjoy the quiet" not in message.text
    assert part(message, "Rows to fix")[0].startswith(f"* {told}")


def test_what_is_wrong_in_several_rows_is_said_once() -> None:
    """One line for a word that nobody knows, and one for a column that is missing."""
    columns = {"Company": "A", "Stage": "C"}
    leads = ["Unknown stage: found"] * 3 + ["Stage: Applied"] * 2
    message = summary(*(a_lead(cells, row=row, columns=columns) for row, cells in enumerate(leads, start=2)))
    assert [line.split(";")[0] for line in part(message, "Rows to fix")] == [
        "* 3 rows: Stage holds “found” (C2, C3 and C4)",
        "* 2 rows have no date: add a column Applied on (rows 5 and 6).",
    ]


def test_who_comes_first() -> None:
    """The one thing to do next also stands in its place in the plan."""
    message = summary(f"Company: Bolt | {DUE}", replace(a_lead(CALL), company="Acme", check_back_on=TODAY))
    assert part(message, "Next")[0].startswith("* Acme, Clerk: Check in as agreed")
    assert message.subject.startswith("Your week: 2 steps")


def test_tips_that_expire_come_first() -> None:
    """Where the list is cut, a thank-you after a no is not what is missing."""
    gone = "Company: Gone | Stage: Closed | Interview on: 11-09 | Closed on: 11-20"
    lines = part(summary(*firms(f"Applied on: 11-16 | Skills to build: SQL | {CLERK}", 3), gone), "Worth knowing")
    assert lines[0].startswith("* Gone: Thank them")
    assert any("SQL" in line for line in lines[1:])


@pytest.mark.parametrize(
    ("leads", "expected"),
    table(
        ("five, one answered", [*["Applied on: 11-16"] * 4, "Applied on: 11-09 | Last heard: 11-20"], True),
        ("five, none answered", ["Applied on: 11-16"] * 5, False),
        ("four, one answered", [*["Applied on: 11-16"] * 3, "Applied on: 11-09 | Last heard: 11-20"], False),
    ),
)
def test_a_rate_that_says_nothing_is_left_out(leads: list[str], expected: bool) -> None:
    """None at all, or a share of fewer than five, is no rate; what the person did comes first."""
    lines = part(
        summary(*(f"Company: Firm {place} | {cells}" for place, cells in enumerate(leads))), "The search in numbers"
    )
    said = [line for line in lines if line.startswith("* ")]
    assert said[0].startswith("* Applications in the last seven days")
    assert any(line.startswith("* Answered: 1 of 5 (20 %)") for line in lines) is expected
