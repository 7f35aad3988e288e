"""What the nights noticed (rules 3): merged night by night, and followed where a row was edited."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.judging.journal import FORGOTTEN_AFTER, Journal, of_nights, with_night, with_noticed
from followthrough.judging.judge import judge
from followthrough.knowing.leads import Lead, Noticed
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.words import Stage
from leads_for_tests import TODAY, a_lead, built, day, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

FIRST = "11-02"
"""The very first night, on which an empty list was seen unless a test says otherwise."""


def said(cells: str, word: str) -> Lead:
    """A lead whose stage is written in a word of its own."""
    return a_lead(cells, stage_word=word)


def noticed(nights: Sequence[tuple[str, Sequence[Lead]]], on: str) -> Noticed:
    """What is known on a day of the only lead of the last night."""
    leads = nights[-1][1]
    (lead,) = with_noticed(leads, of_nights((day(night), seen) for night, seen in nights), day(on))
    return lead.noticed


def test_the_first_night_knows_nothing() -> None:
    """It is judged with what the nights before it saw."""
    leads = [a_lead("Stage: Applied")]
    assert with_noticed(leads, Journal(), TODAY) == tuple(leads)


def test_what_the_very_first_night_finds_was_here_before() -> None:
    """It may have stood there for long: the day says no more than that, and its stage has none."""
    found = noticed([(FIRST, [a_lead("Stage: Applied")])], "11-03")
    assert found == Noticed(seen=day(FIRST), here_before=True)


def test_a_row_that_comes_later_is_dated_by_the_night_that_saw_it() -> None:
    """With it its stage."""
    found = noticed(
        [(FIRST, []), ("11-16", [a_lead("Stage: Applied")]), ("11-20", [a_lead("Stage: Applied")])], "11-23"
    )
    assert found == Noticed(seen=day("11-16"), stage_since=day("11-16"))


@pytest.mark.parametrize(
    ("on", "known"),
    table(("the same day", "11-16", False), ("the day before", "11-15", False), ("the next day", "11-17", True)),
)
def test_what_a_night_noticed_is_for_the_days_after_it(on: str, known: bool) -> None:
    """A second night of the same day, and a replay of an earlier one, are judged without it."""
    found = noticed([(FIRST, []), ("11-16", [a_lead("Stage: Applied")])], on)
    assert bool(found.seen) is known


@pytest.mark.parametrize(
    ("before", "after", "since"),
    table(
        ("another stage", said("Stage: Applied", "applied"), said("Stage: Interviewing", "interview"), "11-20"),
        ("spelled anew", said("Stage: Applied", "applied"), said("Stage: Applied", "Submitted"), "11-16"),
        ("the same", said("Stage: Applied", "applied"), said("Stage: Applied", "applied"), "11-16"),
        ("a word we learned", said("Stage: Applied", "pending"), said("Stage: Interviewing", "Pending"), "11-16"),
        ("a word nobody knew", a_lead("Unknown stage: zorp"), said("Stage: Interviewing", "Zorp"), "11-16"),
        (
            "another word, after one nobody knew",
            a_lead("Unknown stage: zorp"),
            said("Stage: Interviewing", "interview"),
            "11-20",
        ),
        ("a word nobody knows now", said("Stage: Applied", "applied"), a_lead("Unknown stage: aplied"), None),
        (
            "a blank stage, and then an interview",
            a_lead("Applied on: 11-09"),
            a_lead("Applied on: 11-09 | Interview on: 11-25"),
            "11-20",
        ),
        (
            "applied, and then an interview",
            said("Stage: Applied | Applied on: 11-09", "applied"),
            said("Stage: Applied | Applied on: 11-09 | Interview on: 11-25", "applied"),
            "11-20",
        ),
        (
            "called off",
            said("Stage: Interviewing", "interview"),
            said("Stage: Interviewing | Called off: yes", "interview cancelled"),
            "11-20",
        ),
        (
            "a closed row that was a no",
            said("Stage: Closed", "closed"),
            said("Stage: Closed | A no: yes", "rejected"),
            "11-16",
        ),
        ("ticks have no word", a_lead("Stage: Applied"), a_lead("Stage: Offer"), "11-20"),
    ),
)
def test_since_when_it_is_at_its_stage(before: Lead, after: Lead, since: str | None) -> None:
    """What the word means counts, not how it is spelled, and not that we learned it."""
    found = noticed([(FIRST, []), ("11-16", [before]), ("11-20", [after])], "11-23")
    assert found.stage_since == (day(since) if since else None)


CHANGES = table(
    ("on the evening of its change", "11-20", "Wishlist", "Applied", True),
    ("the day after", "11-21", "Wishlist", "Applied", False),
    ("a row that stays as it is", "11-20", "Applied", "Applied", False),
)


@pytest.mark.parametrize(("on", "before", "after", "is_change"), CHANGES)
def test_a_stage_that_changed_tonight(on: str, before: str, after: str, is_change: bool) -> None:
    """Something has moved, though only the nights to come know since when."""
    nights = [(FIRST, [said(f"Stage: {before}", before)]), ("11-20", [said(f"Stage: {after}", after)])]
    assert noticed(nights, on).changed_today is is_change


def test_nothing_is_let_go_on_the_evening_of_its_change() -> None:
    """A wish of a month ago that was applied to today: it is asked about, that night and the next."""
    wish, applied = said("Stage: Wishlist", "Wishlist"), said("Stage: Applied", "Applied")
    journal = of_nights([(day("10-21"), [wish]), (day("11-22"), [wish])])
    flags = []
    for on in (TODAY, TODAY + timedelta(days=1)):
        flags.append(str(judge(with_noticed([applied], journal, on), STANDARD, on).leads[0].flag))
        journal = with_night(journal, [applied], on)
    assert flags == ["Waiting", "Waiting"]


def test_a_slip_of_the_pen_changes_no_stage() -> None:
    """A word nobody knows for a night, and then the old one again."""
    rows = [said("Stage: Closed", "closed"), a_lead("Unknown stage: closd"), said("Stage: Closed", "closed")]
    nights = [(FIRST, []), *((on, [row]) for on, row in zip(("11-09", "11-16", "11-17"), rows, strict=True))]
    assert noticed(nights, "11-23").stage_since == day("11-09")


def test_a_stage_that_comes_back_counts_from_then() -> None:
    """Let go, revived, and let go again: the last time counts."""
    stages = ("Moved on", "Interviewing", "Moved on")
    nights = [
        (FIRST, []),
        *(
            (on, [said(f"Stage: {stage}", stage)])
            for on, stage in zip(("11-09", "11-16", "11-20"), stages, strict=True)
        ),
    ]
    assert noticed(nights, "11-23").stage_since == day("11-20")


def test_the_days_under_last_follow_up_are_kept() -> None:
    """One cell that is overwritten shows one day; the nights have seen them all, but for days to come."""
    days = ("11-09", "11-16", "11-16", "12-24")
    nights = [(FIRST, []), *((f"11-{20 + place}", [a_lead(f"Last follow-up: {on}")]) for place, on in enumerate(days))]
    assert noticed(nights, "11-30").follow_ups == {day("11-09"), day("11-16")}


EDITED = table(
    ("nothing", "Role: Cook", "Role: Cook", True),
    ("the date of applying was filled in", "Role: Cook", "Role: Cook | Applied on: 11-12", True),
    ("the company was spelled out", "Company: Acme | Role: Cook", "Company: Acme Ltd | Role: Cook", True),
    ("the role was changed", "Role: Cook", "Role: Head cook", True),
    (
        "company and role, beside one link",
        "Role: Cook | Link: https://example.com/1",
        "Company: Bolt | Role: Clerk | Link: https://example.com/1",
        True,
    ),
    (
        "company and role, beside one address",
        "Role: Cook | Email: a@example.com",
        "Company: Bolt | Role: Clerk | Email: A@example.com",
        True,
    ),
    ("everything: another lead in that row", "Role: Cook", "Company: Bolt | Role: Clerk", False),
    ("everything, and both without a role", "Company: Acme", "Company: Bolt", False),
)


@pytest.mark.parametrize(("before", "after", "is_same"), EDITED)
def test_an_edited_row_keeps_its_days(before: str, after: str, is_same: bool) -> None:
    """Two are the same where the worksheet row and one of company, role, link and e-mail are equal."""
    found = noticed([(FIRST, []), ("11-09", [a_lead(before, row=5)]), ("11-20", [a_lead(after, row=5)])], "11-23")
    assert found.seen == day("11-09" if is_same else "11-20")


MOVED = table(
    ("only moved", "Role: Cook", "Role: Cook", True),
    (
        "edited and moved, beside one link",
        "Role: Cook | Link: https://example.com/1",
        "Role: Clerk | Link: https://example.com/1",
        True,
    ),
    (
        "edited and moved, beside one link of another company",
        "Role: Cook | Link: https://example.com/1",
        "Company: Bolt | Role: Clerk | Link: https://example.com/1",
        False,
    ),
    ("edited and moved, beside no link", "Role: Cook", "Role: Clerk", False),
    (
        "edited and moved, beside one address",
        "Role: Cook | Email: a@example.com",
        "Role: Clerk | Email: a@example.com",
        False,
    ),
)


@pytest.mark.parametrize(("before", "after", "is_same"), MOVED)
def test_a_row_that_moved_keeps_its_days(before: str, after: str, is_same: bool) -> None:
    """A sorted worksheet changes nothing; one that was edited too is the same where company and link are."""
    found = noticed([(FIRST, []), ("11-09", [a_lead(before, row=5)]), ("11-20", [a_lead(after, row=9)])], "11-23")
    assert found.seen == day("11-09" if is_same else "11-20")


@pytest.mark.parametrize(("sheet", "seen"), table(("the same", "Week1", "11-09"), ("another", "Week2", "11-20")))
def test_a_row_on_another_worksheet_is_another_row(sheet: str, seen: str) -> None:
    """Row 5 of one sheet is not row 5 of the next, and an edited row is known again on its own sheet."""
    before, after = a_lead("Role: Cook", row=5, sheet="Week1"), a_lead("Role: Clerk", row=5, sheet=sheet)
    assert noticed([(FIRST, []), ("11-09", [before]), ("11-20", [after])], "11-23").seen == day(seen)


def test_a_lead_that_is_still_there_gives_its_days_to_nobody() -> None:
    """The row above was deleted: the lead moved up, and the new one below is new."""
    cook, clerk, porter = (a_lead(f"Role: {role}") for role in ("Cook", "Clerk", "Porter"))
    before = [cook.but(row=5), clerk.but(row=6)]
    after = [clerk.but(row=5), porter.but(row=6)]
    journal = of_nights([(day(FIRST), []), (day("11-09"), before), (day("11-20"), after)])
    assert [lead.noticed.seen for lead in with_noticed(after, journal, TODAY)] == [day("11-09"), day("11-20")]


def test_a_lead_that_comes_back_is_known_again() -> None:
    """Cut one evening and pasted the next."""
    lead = a_lead("Role: Cook")
    journal = of_nights([(day(FIRST), []), (day("11-09"), [lead]), (day("11-16"), [])])
    (again,) = with_noticed([lead], journal, day("11-20"))
    assert again.noticed.seen == day("11-09")


def test_what_is_long_gone_is_forgotten() -> None:
    """The journal does not grow for ever."""
    journal = with_night(Journal(), [a_lead("Role: Cook")], day("11-02"))
    later = [
        with_night(journal, [], day("11-02") + timedelta(days=days)) for days in (FORGOTTEN_AFTER - 1, FORGOTTEN_AFTER)
    ]
    assert [len(each.entries) for each in later] == [1, 0]


def test_an_earlier_night_adds_nothing() -> None:
    """A replay of an earlier day, or a clock that went back."""
    journal = with_night(Journal(), [a_lead("Role: Cook")], day("11-09"))
    assert with_night(journal, [a_lead("Role: Clerk")], day("11-08")) == journal


def test_a_night_changes_no_other_fact() -> None:
    """Only what was noticed is added to the leads, in their order."""
    leads = [a_lead("Role: Cook | Applied on: 11-02"), a_lead("Role: Clerk", row=3)]
    found = with_noticed(leads, with_night(Journal(), leads, day("11-09")), TODAY)
    assert [lead.but(noticed=Noticed()) for lead in found] == leads


rows = st.lists(
    built(
        Lead,
        row=st.integers(2, 5),
        company=st.sampled_from(["Acme", "Bolt", ""]),
        role=st.sampled_from(["Cook", "Clerk", ""]),
        stage=st.none() | st.sampled_from([Stage.APPLIED, Stage.INTERVIEWING]),
        unknown_stage=st.sampled_from(["", "", "zorp"]),
        stage_word=st.sampled_from(["", "pending", "talks"]),
        applied_on=st.none() | st.sampled_from([TODAY, TODAY - timedelta(days=9)]),
        last_follow_up=st.lists(st.sampled_from([TODAY, TODAY - timedelta(days=3)]), max_size=2).map(tuple),
        link=st.sampled_from(["", "https://example.com/1"]),
    ),
    max_size=4,
)
nights_of = st.dictionaries(st.integers(0, 30).map(lambda ahead: TODAY + timedelta(days=ahead)), rows, max_size=6)


@given(nights=nights_of, rnd=st.randoms(use_true_random=False))
def test_the_same_nights_give_the_same_journal(nights: dict[date, list[Lead]], rnd: object) -> None:
    """In any order, and also where one of them ran twice."""
    mixed = sorted([*nights.items(), *list(nights.items())[:2]], key=lambda _: rnd.random())  # type: ignore[attr-defined] # a random.Random
    in_order = Journal()
    for on in sorted(nights):
        in_order = with_night(in_order, nights[on], on)
    assert of_nights(mixed) == in_order


@given(nights=nights_of)
def test_noticed_days_lie_before_today(nights: dict[date, list[Lead]]) -> None:
    """No night is judged by what it or a later one saw, and no stage is older than the row."""
    journal = of_nights(nights.items())
    for on, leads in nights.items():
        for lead in with_noticed(leads, journal, on):
            known = [each for each in (lead.noticed.seen, lead.noticed.stage_since) if each]
            assert all(each < on for each in known)
            assert known == sorted(known)
