"""Small tables that once got a wrong, silent or needlessly refusing answer, each with the right one."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from excel_for_tests import reheaded, typed, with_column, with_copy, without_column, without_names
from followthrough.knowing.errors import WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import sentences
from followthrough.knowing.record import replace
from followthrough.reading.workbook import open_workbook
from followthrough.setup.adopted_config import as_config
from followthrough.setup.adoption import Understanding, accepting, understand
from followthrough.setup.config import Config
from followthrough.template.build import build_workbook
from followthrough.understanding.read import read_leads
from layouts_for_tests import Tracker
from leads_for_tests import table
from nightly_check import Night, check
from workbooks_for_tests import many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = date(2026, 11, 27)
AHEAD, BEHIND = TODAY + timedelta(days=5), TODAY - timedelta(days=9)
APPLIED = date(2026, 11, 12)
CHECK_ROW = "Check row"


def foreign(*rows: str) -> bytes:
    """Somebody's own sheet, written as it looks."""
    return Tracker({"Jobs": rows}).workbook


def night(book: bytes, hints: Hints | None = None) -> Night:
    """A night over a workbook."""
    return check(Config(hints=hints or Hints()), book, TODAY)


def adopted(book: bytes, hints: Hints | None = None) -> Understanding:
    """What adoption understands of it."""
    told = replace(hints or Hints(), today=TODAY)
    return understand(read_leads(open_workbook(book), told, leaves_open=True))


def flags(done: Night) -> list[str]:
    """The flag of each row."""
    return [str(judged.flag) for judged in done.judgement.leads]


def told(done: Night) -> str:
    """What the night tells its owner to put right."""
    return "\n".join(sentences(done.judgement.problems))


# Our own workbook: no cell unseats a column, and none stops the night.

LEAD = {"Stage": "Applied", "Applied on": APPLIED, "Email": "dana@example.com"}


def jobs(column: str, cells: Sequence[object]) -> list[dict[str, object]]:
    """Leads that differ in one column."""
    rows = [{"Company": f"Acme {n}", **LEAD, "Email": f"dana@{n}.example.com"} for n in range(len(cells))]
    return [{**row, column: cell} for row, cell in zip(rows, cells, strict=True)]


NAMES = table(
    ("with numbers like days", ["Acme 0-1", "Acme 0-2", "Acme 0-3"]),
    ("like times of opening", ["24-7"] * 3),
    ("like addresses", ["a@x.example", "b@x.example", "c@x.example"]),
    ("like yes and no", ["Yes", "No", "Birke"]),
    ("like stages", ["Offer", "Interview", "Birke"]),
    ("like one stage, alone", ["Offer"]),
    ("like links", ["https://x.example/a", "https://x.example/b", "https://x.example/c"]),
    ("like days", ["2026-11-02"] * 4),
    ("numbers", [360, 4399, 24]),
)


@pytest.mark.slow
@pytest.mark.parametrize("before", [False, True], ids=["at first", "judged before"])
@pytest.mark.parametrize("names", NAMES)
def test_whatever_companies_are_called(names: list[object], *, before: bool) -> None:
    """Case 1e: under our own heading a name is a name, on the first night and on every other."""
    book = build_workbook(jobs("Company", names))
    if before:
        first = night(build_workbook(jobs("Role", ["clerk"] * len(names)))).patched
        book = typed(first, {f"A{row}": name for row, name in enumerate(names, start=2)})
    done = night(book)
    assert flags(done) == ["Overdue"] * len(names)
    assert [judged.lead.company for judged in done.judgement.leads] == [str(name) for name in names]


STAGES = table(
    ("numbers", [1, 2, 3]),
    ("days", [APPLIED] * 3),
    ("addresses", ["a@x.example"] * 3),
    ("links", ["https://x.example"] * 3),
    ("yes and no", ["yes", "no", "yes"]),
    ("one number", [4]),
)


@pytest.mark.slow
@pytest.mark.parametrize("cells", STAGES)
def test_whatever_stands_under_stage(cells: list[object]) -> None:
    """Case 1f: a word that is no stage is a row to fix, never a night that stops."""
    assert flags(night(build_workbook(jobs("Stage", cells)))) == [CHECK_ROW] * len(cells)


WORDS = table(
    ("follow-ups in words", "Last follow-up", ["emailed", "called twice", "left voicemail"]),
    ("decisions in words", "Decision by", ["next week", "two weeks", "soon"]),
    ("interviews in words", "Interview on", ["Tuesday 10am", "tbc", "tbc"]),
    ("agreed days in words", "Check back on", ["soon", "later", "after Easter"]),
    ("offers in words", "Offer reply by", ["soon"] * 4),
    ("a yes alone", "Last follow-up", ["yes"]),
    ("a yes in each row", "Interview on", ["yes"] * 3),
    ("applied, yes", "Applied on", ["yes"] * 3),
    ("counts in words", "Unanswered", ["two", "some", "a few"]),
    ("heard in words", "Last heard", ["never", "once", "often"]),
)


@pytest.mark.slow
@pytest.mark.parametrize(("column", "cells"), WORDS)
@pytest.mark.parametrize("times", [1, 30])
def test_no_column_is_dropped_for_its_cells(column: str, cells: list[object], times: int) -> None:
    """Case 1g: however many cells are no dates, each is a problem, and none of their rows is chased."""
    done = night(build_workbook(jobs(column, cells * times)))
    assert set(flags(done)) == {CHECK_ROW}
    quoted = {problem.found for problem in done.judgement.problems if problem.column == column}
    assert quoted == {str(cell) for cell in cells}
    assert column in done.reading.layout.columns


def ours() -> bytes:
    """Our workbook after a night."""
    return _ours()


@cache
def _ours() -> bytes:
    rows = [
        {"Company": "Acme", **LEAD},
        {"Company": "Birke", "Stage": "Interviewing", "Applied on": APPLIED, "Interview on": BEHIND},
        {"Company": "Cole", "Stage": "Closed", "Applied on": APPLIED},
    ]
    return night(build_workbook(rows)).patched


COPIES = table(
    *((f"{heading} as {copy}", heading, copy) for heading in ("Stage", "Company", "Applied on")
      for copy in (heading, f"{heading} backup", f"{heading} (2)", f"{heading}2", f"Copy of {heading}")),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("heading", "copy"), COPIES)
def test_a_column_copied_as_a_backup(heading: str, copy: str) -> None:
    """Case 1h: the column of yesterday is read on, and the copy is named as not used."""
    before, done = night(ours()), night(with_copy(ours(), heading, copy))
    assert flags(done) == flags(before)
    assert done.reading.layout.columns == before.reading.layout.columns
    assert f"(“{copy}”) of “Jobs” is not used" in told(done)


@pytest.mark.slow
def test_a_column_of_stages_beside_stage() -> None:
    """Case 1h: our exact heading wins over another that means the same, which is named."""
    done = night(with_column(ours(), 8, ["Status", "Rejected", "Rejected", "Interview"]))
    assert flags(done) == flags(night(ours()))
    assert "(“Status”) of “Jobs” is not used" in told(done)


RENAMED = table(
    ("the company", "Company", "Who"),
    ("the stage", "Stage", "Where it stands"),
    ("the day of applying", "Applied on", "Off it went"),
    ("the interview", "Interview on", "Meeting them"),
    ("the company, cleared", "Company", None),
    ("the stage, cleared", "Stage", None),
)


@pytest.mark.slow
@pytest.mark.parametrize(("heading", "new"), RENAMED)
def test_a_renamed_heading_is_read_on_and_told(heading: str, new: str | None) -> None:
    """Cases 1i and 1j: what was read yesterday is read tonight, and its owner is told what to say."""
    done = night(reheaded(ours(), heading, new))
    assert flags(done) == flags(night(ours()))
    assert f"still read as {heading}" in told(done)


DELETED = table(
    ("the stage", "Stage"),
    ("the day of applying", "Applied on"),
    ("the interview", "Interview on"),
)


@pytest.mark.slow
@pytest.mark.parametrize("keeps_up", [True, False], ids=["names follow", "names stay"])
@pytest.mark.parametrize("heading", DELETED)
def test_nothing_is_judged_by_the_absence_of_a_column(heading: str, *, keeps_up: bool) -> None:
    """Case 1j: what was read yesterday and is gone is said, and no row that it decides about is judged without it."""
    done = night(without_column(ours(), heading, keeps_up=keeps_up))
    over = [] if heading == "Stage" else ["Closed"]
    assert flags(done) == [CHECK_ROW] * (3 - len(over)) + over
    assert f"has no column {heading} any more" in told(done)
    again = night(done.patched)
    assert (flags(again), again.patched) == (flags(done), done.patched)
    answered = night(done.patched, Hints(columns={heading: ""}))
    assert "any more" not in told(answered)


@pytest.mark.slow
def test_the_company_renamed_before_any_night() -> None:
    """Case 1i: the sentence names the row it took, and the one heading that it misses."""
    book = reheaded(build_workbook([{"Company": "Acme", **LEAD}]), "Company", "Who")
    with pytest.raises(
        WorkbookError, match=r"Row 1 of “Jobs” holds the headings .+ A \(“Who”\).+\"Company\" = \"Who\""
    ):
        night(book)


# Somebody's own list: what decides is read, or asked about with the line that answers it.

HEAD = "Company | Role | Status | Date applied"
DAYS = [f"@{APPLIED + timedelta(days=n)}" for n in range(5)]
ROWS = [
    f"{name} | Clerk | Applied | {day}" for name, day in zip(("Acme", "Birke", "Cole", "Elm", "Fir"), DAYS, strict=True)
]


def with_cells(heading: str, *cells: str, head: str = HEAD, rows: Sequence[str] = ROWS) -> bytes:
    """The list with a column more."""
    return foreign(f"{head} | {heading}", *(f"{row} | {cell}" for row, cell in zip(rows, cells, strict=False)))


def undated(heading: str) -> bytes:
    """Three jobs applied for, and days under a heading."""
    rows = (f"{name} | Clerk | Applied | {day}" for name, day in zip(("Acme", "Birke", "Cole"), DAYS, strict=False))
    return foreign(f"Company | Role | Status | {heading}", *rows)


@dataclass(frozen=True)
class Right:
    """What is right.

    Args:
        columns: heading of ours -> column letters, where it matters.
        asked: a line of config.toml that answers a question, or a part of one; "" where nothing is asked.
        stops: whether a first night adds no columns before there is an answer.
        flags: of the rows, once the columns are there though nothing was answered.
    """

    columns: Mapping[str, str]
    asked: str = ""
    stops: bool = False
    flags: Sequence[str] = ()


ON_DAYS = Right({"Company": "A", "Stage": "C"}, '"Applied on" = "{}"', stops=True, flags=[CHECK_ROW] * 3)


def on_days(heading: str) -> Right:
    return dataclasses.replace(ON_DAYS, asked=ON_DAYS.asked.format(heading))


GOING = foreign(
    "Company | How it's going | Applied on",
    f"Acme | sent CV | {DAYS[0]}",
    f"Birke | had 1st interview | {DAYS[0]}",
    f"Cole | nope | {DAYS[0]}",
    f"Elm | ghosted :( | {DAYS[0]}",
    f"Fir | waiting to hear | {DAYS[0]}",
)
CASES: tuple[tuple[str, bytes, Right], ...] = (
    ("2a days sent, in Portuguese",
     foreign("Empresa | Vaga | Etapa | Data Submissão | Data Entrevista",
             *(f"{name} | Dev | | {day} |" for name, day in zip(("Acme", "Birke", "Cole"), DAYS, strict=False))),
     Right({"Company": "A", "Applied on": "D", "Interview on": "E"}, flags=["Waiting"] * 3)),
    ("2a days that no heading explains", undated("Went out"), on_days("Went out")),
    ("2a one such day", foreign("Company | Role | Status | Went out", f"Acme | Clerk | Applied | {DAYS[0]}"),
     dataclasses.replace(on_days("Went out"), flags=[CHECK_ROW])),
    ("date added", undated("Date Added"), on_days("Date Added")),
    ("date found", undated("Date Found"), on_days("Date Found")),
    ("date saved", undated("Saved on"), on_days("Saved on")),
    ("2b the heading that names a company and nothing else",
     foreign("Recruiter | Applied Company | Company/Job Address | Position | Status",
             "Dana | Acme | 1 Elm St, Oslo | Clerk | Applied", "Kim | Birke | 2 Oak St | Cook | Rejected"),
     Right({"Company": "B", "Contact": "A", "Role": "D", "Stage": "E"})),
    ("2b the other way round",
     foreign("Company/Job Address | Employer | Position | Status",
             "1 Elm St, Oslo | Acme | Clerk | Applied", "2 Oak St | Birke | Cook | Rejected"),
     Right({"Company": "B", "Role": "C", "Stage": "D"})),
    ("2c words for stages that no heading explains",
     GOING,
     Right({"Company": "A", "Applied on": "C"}, '"Stage" = "How it\'s going"', stops=True, flags=[CHECK_ROW] * 5)),
    ("2d a heading of two days", with_cells("Follow-Up / Interview Date", *[f"@{TODAY - timedelta(days=1)}"] * 2),
     Right({"Applied on": "D"}, '"Interview on" = "Follow-Up / Interview Date"')),
    ("2d in the other order", with_cells("Interview or follow-up", f"@{AHEAD}"),
     Right({"Applied on": "D"}, '"Interview on" = "Interview or follow-up"')),
    ("2d applying and an interview in one heading",
     foreign("Company | Role | Status | Applied / Interview date", f"Acme | Clerk | Applied | @{BEHIND}"),
     Right({"Stage": "C"}, '"Interview on" = "Applied / Interview date"', flags=[CHECK_ROW])),
    ("2d a decision and an offer in one heading", with_cells("Decision / Offer deadline", f"@{AHEAD}"),
     Right({"Applied on": "D"}, '"Decision by" = "Decision / Offer deadline"', flags=[CHECK_ROW])),
    ("2d two stages in one heading", with_cells("Offer / Rejected", "✓", "✗"),
     Right({"Stage": "C"}, '"Offer / Rejected" = ', stops=True)),
    ("2e days ahead", with_cells("Follow up", *[f"@{AHEAD + timedelta(days=n)}" for n in range(3)]), Right({"Check back on": "E"})),
    ("2e days ahead under Next follow-up", with_cells("Next follow-up", f"@{AHEAD}"), Right({"Check back on": "E"})),
    ("2e days ahead under Reminder", with_cells("Reminder", f"@{AHEAD}"), Right({"Check back on": "E"})),
    ("2e days ahead, in German",
     with_cells("Wiedervorlage", f"@{AHEAD}", head="Firma | Stelle | Status | Beworben am"), Right({"Check back on": "E"})),
    *(("2e days ahead under " + heading, with_cells(heading, f"@{AHEAD}"), Right({"Check back on": "E"}))
      for heading in ("Next action date", "Call back", "Nächster Kontakt", "Relance", "Próximo contacto", "Terugbellen op",
                      "Ponowny kontakt", "Další kontakt", "Muistutus", "Нагадування", "다음 팔로업")),
    ("2e days behind, in French", with_cells("Relance", f"@{BEHIND}"), Right({"Last follow-up": "E"})),
    ("2e days behind", with_cells("Follow up", *[f"@{BEHIND + timedelta(days=n)}" for n in (0, 1, 3)]), Right({"Last follow-up": "E"})),
    ("2e days on both sides", with_cells("Follow up", f"@{BEHIND}", f"@{AHEAD}"), Right({}, '"Last follow-up" = "Follow up"')),
    ("2e days behind under a heading that plans", with_cells("Follow-up due", f"@{BEHIND}"), Right({}, "Follow-up due")),
    ("2e days behind, whole weeks after applying",
     with_cells("Follow-up date", *[f"@{APPLIED + timedelta(days=n + 7)}" for n in range(3)]), Right({}, "Follow-up date")),
    ("2f one address for five companies", with_cells("Contact Email", *["me@home.example"] * 5),
     Right({"Applied on": "D"}, '"Email" = "Contact Email"', flags=["Waiting"] * 5)),
    ("2g day and month exchanged",
     foreign(HEAD, *(f"{name} | Clerk | Applied | {day}" for name, day in (
         ("Acme", "15/11/2026"), ("Birke", "31/10/2026"), ("Cole", "@2026-09-11"), ("Elm", "@2026-02-11"), ("Fir", "@2026-03-11")))),
     Right({}, '"Applied on" = "Date applied"', stops=True, flags=["Waiting", "Waiting", CHECK_ROW, CHECK_ROW, CHECK_ROW])),
    ("2h a no beside Applied", with_cells("Rejection Date", f"@{BEHIND}"), Right({"Rejected on": "E"}, flags=[CHECK_ROW])),
    ("2g many rows, and the texts stand last",
     foreign(HEAD, *(f"Firm {n} | Clerk | Applied | @2026-{1 + n % 9:02}-{1 + n % 12:02}" for n in range(300)),
             "Acme | Clerk | Applied | 15/11/2026"),
     Right({}, '"Applied on" = "Date applied"', stops=True)),
    ("2h another word for a no", with_cells("Declined on", f"@{BEHIND}"), Right({"Rejected on": "E"}, flags=[CHECK_ROW])),
    ("2h a no in every third of many rows",
     foreign("Company | Role | Date applied | Rejection date",
             *(f"Firm {n} | Clerk | @{APPLIED} | {'' if n % 3 else f'@{BEHIND}'}" for n in range(600))),
     Right({"Rejected on": "D"})),
    ("2i a cross in the last of many rows",
     foreign("公司 | 投递时间 | 一面 | 二面", *(f"甲{n} | @2026-11-02 | √ | √" for n in range(250)), "乙 | @2026-11-02 | √ | ×"),
     Right({"Applied on": "B"}, '"×" = "Closed"', stops=True)),
    ("2i an x under a heading of two meanings, beside no tick",
     foreign("Entreprise | Poste | Envoyé le | Entretien | Offre | Refus", f"Acme | Clerk | @{APPLIED} | x | x |"),
     Right({"Applied on": "C"}, '"Offre" = "Offer"', stops=True)),
    ("2i a cross among ticks",
     foreign("公司 | 投递时间 | 岗位 | 简历 | 一面 | 二面 | offer", "甲 | @2026-11-02 | 开发 | √ | √ | × |",
             "乙 | @2026-11-02 | 开发 | × | | |", "丙 | @2026-11-02 | 测试 | √ | | |"),
     Right({"Company": "A", "Applied on": "B", "Role": "C"}, '"×" = "Closed"', stops=True, flags=[CHECK_ROW, CHECK_ROW, "Waiting"])),
    ("2j addresses and numbers in one column",
     with_cells("Contact Email/Phone", "555-010-1234", "d@x.example", "555 010 9999", rows=ROWS[:3]),
     Right({"Email": "E", "Phone": "E"}, flags=["Overdue"] * 3)),
    *((f"2j a number, an address and a name under {heading}",
       with_cells(heading, "555-010-1234", "d@x.example", "Dana Ruiz", "555 010 9999 d@x.example", rows=ROWS[:4]),
       Right({"Contact": "E"}, flags=["Overdue", "Overdue", "Waiting", "Overdue"]))
      for heading in ("Contact", "Kontakt", "Contacto (tel/email)", "联系方式", "連絡先", "연락처")),
    ("2j two columns of one contact", with_cells("HR Contact Name | HR Contact Email", "Dana | d@x.example", "Kim | k@x.example"),
     Right({"Contact": "E", "Email": "F"})),
    *((f"2h yes and no under {heading}",
       foreign(f"Company | Date applied | {heading}", f"Acme | {DAYS[0]} | yes", f"Birke | {DAYS[0]} | no"),
       Right({"Applied on": "B"}, f'"{heading}" = ""', stops=True))
      for heading in ("Declined", "Dead?", "Still in play?")),
    ("2h days under Response", with_cells("Response", f"@{BEHIND}"),
     Right({"Applied on": "D"}, '"Last heard" = "Response"', flags=[CHECK_ROW])),
    ("2h days under Decision", with_cells("Decision", f"@{AHEAD}"), Right({}, '"Decision by" = "Decision"', flags=[CHECK_ROW])),
    ("2m columns of theirs with our names", with_cells("Next step | Follow-up due", f"call | @{AHEAD}"), Right({"Check back on": "F"})),
    ("1d both, in one word", with_cells("FollowUpDue | NextStep", f"@{AHEAD} | call"), Right({"Check back on": "E"})),
    ("a link behind the heading",
     foreign("Company Name       -link company | Role | Status", "Acme | Clerk | Rejected"), Right({"Company": "A", "Stage": "C"})),
    ("a business", foreign("Name of business | Role | Status", "Acme | Clerk | Rejected"), Right({"Company": "A", "Stage": "C"})),
    ("an account, asked about", foreign(HEAD.replace("Company", "Account Name"), *ROWS), Right({}, '"Company" = "Account Name"', stops=True)),
    ("whom one applied to, in Chinese", foreign("投递对象 | 岗位 | 状态", "甲 | 开发 | 面试"), Right({"Company": "A", "Stage": "C"})),
    ("an empty column that may be the stage", foreign("Company | Response", "Acme | ", "Birke | "),
     Right({"Company": "A"}, "Nothing stands under B (“Response”)", stops=True)),
    ("companies and roles alone", foreign("Company | Role | Location", "Acme | Clerk | Oslo", "Birke | Cook | Bern"),
     Right({"Company": "A", "Role": "B"}, "", flags=["Waiting"] * 2)),
)  # fmt: skip


@pytest.mark.parametrize(("book", "right"), table(*CASES))
def test_read_or_asked(book: bytes, right: Right) -> None:
    """The columns their owner means; what only they can tell is asked, and the line that answers it is right there."""
    found = adopted(book)
    letters = {str(heading): letter for heading, letter in found.reading.layout.letters.items()}
    if "Company" in right.asked:
        letters.pop("Company")
    assert letters.items() >= right.columns.items()
    lines = [question.line for question in found.questions] + [question.text for question in found.questions]
    assert any(right.asked in line for line in lines) if right.asked else True
    if right.stops:
        with pytest.raises(WorkbookError, match="adopt_workbook FILE"):
            night(book)
    elif right.flags:
        assert flags(night(book)) == list(right.flags)


ASKED = table(*((name, book) for name, book, right in CASES if right.stops))


@pytest.mark.parametrize("book", ASKED)
def test_everything_understood_can_be_judged_once_accepted(book: bytes) -> None:
    """--accept answers what is not about days; then nights run, and no row is judged by what is still open."""
    hints = accepting(replace(Hints(), today=TODAY), adopted(book))
    assert adopted(book, hints).has_company
    assert not [key for key in ("Applied on", "Interview on") if key in hints.columns]


ANSWERED = table(
    ("days of applying", undated("Date Added"), {"Applied on": "Date Added"}, {}, ["Overdue"] * 0),
    ("words for stages", GOING, {"Stage": "How it's going"}, {"nope": "Closed"}, []),
    ("a cross", foreign("公司 | 投递时间 | 一面 | 二面", "甲 | @2026-11-02 | √ | ×"), {}, {"×": "Closed"}, ["Closed"]),
    ("an x", foreign("公司 | 投递时间 | 一面 | 二面", "甲 | @2026-11-02 | √ | X"), {}, {"x": "Closed"}, ["Closed"]),
    (
        "an x that says nothing",
        foreign("公司 | 投递时间 | 一面 | 二面", "甲 | @2026-11-02 | x | √"),
        {},
        {"x": ""},
        [CHECK_ROW],
    ),
    (
        "a word with its question mark",
        with_cells(
            "Notes", "", head="Company | Role | Status | Date applied", rows=[f"Acme | Clerk | Rejected? | {DAYS[0]}"]
        ),
        {},
        {"Rejected?": "Closed"},
        ["Closed"],
    ),
    (
        "a sign among words",
        foreign(HEAD, f"Acme | Clerk | ✗ | {DAYS[0]}", f"Birke | Clerk | Applied | {DAYS[0]}"),
        {},
        {"✗": "Closed"},
        ["Closed", "Waiting"],
    ),
)


@pytest.mark.parametrize(("book", "columns", "stages", "right"), ANSWERED)
def test_one_line_answers_for_the_whole_column(
    book: bytes, columns: dict[str, str], stages: dict[str, str], right: list[str]
) -> None:
    """Once it is said, it is not asked again, and the rows are judged."""
    done = night(book, Hints(columns=columns, stages=stages))
    assert not right or flags(done) == right
    assert not any(question.stops for question in done.reading.layout.choices.questions)


def test_a_list_of_wishes_says_what_would_make_it_more() -> None:
    """Companies and roles with nothing else are a Wishlist, and the answer says which column is missing."""
    assert "Add a column Stage or Applied on" in told(night(foreign("Company | Role", "Acme | Clerk")))


YEARLESS = table(
    ("text with dots", [f"8.{day}" for day in range(1, 21)], "8.1"),
    ("slashes", [f"8/{day}" for day in range(1, 21)], "8/1"),
    ("names of months", [f"Nov {day}" for day in range(1, 21)], "Nov 1"),
    ("eighty rows", [f"8.{1 + day % 28}" for day in range(80)], "8.1"),
)


@pytest.mark.parametrize(("cells", "first"), YEARLESS)
def test_days_without_a_year_are_one_question(cells: list[str], first: str) -> None:
    """Eighty rows, one question: from which day on? One line answers it for all."""
    rows = [f"Firm {n} | Applied | {cell}" for n, cell in enumerate(cells)]
    book = foreign("Company | Status | Date applied", *rows)
    done = night(book)
    assert set(flags(done)) == {CHECK_ROW}
    (sentence,) = sentences(done.judgement.problems)
    assert (first in sentence, "first_day" in sentence) == (True, True)
    assert CHECK_ROW not in flags(night(book, Hints(first_day=date(2026, 1, 1))))


def test_a_number_that_may_be_longer_stays_asked() -> None:
    """As a number 8.1 may be 8.10; 8.4 and 8.25 can be but one day."""
    rows = [f"Firm {n} | Applied | #{cell}" for n, cell in enumerate(("8.1", "8.4", "8.25"))]
    done = night(foreign("Company | Status | Date applied", *rows), Hints(first_day=date(2026, 1, 1)))
    assert [judged.lead.applied_on for judged in done.judgement.leads] == [None, date(2026, 8, 4), date(2026, 8, 25)]


REMARKED = table(
    ("a dash and more", "Applied — Referral Active", "Applied"),
    ("a short dash", "Applied - Referral Active", "Applied"),
    ("behind a no", "Rejected — after 2 rounds", "Closed"),
    ("whom", "Interview – Dana Ruiz", "Interviewing"),
    ("a colon", "Interviewing: waiting on panel", "Interviewing"),
    ("further behind", "Applied - Interview scheduled", "Interviewing"),
    ("taken back", "Rejected - reapplied", None),
    ("again", "Rejected - applied again", None),
    ("doubted", "Applied - maybe", None),
    ("news behind", "Applied - got rejection mail", None),
)


@pytest.mark.parametrize(("cell", "stage"), REMARKED)
def test_a_sure_word_a_dash_and_more(cell: str, stage: str | None) -> None:
    """The word counts where nothing behind it says more, or takes it back."""
    (judged,) = night(foreign("Company | Status | Date applied", f"Acme | {cell} | {DAYS[0]}")).judgement.leads
    assert judged.lead.stage == stage


LOGS = table(
    ("renamed", "Contacts", ["Date", "Company", "Role", "Who", "How", "Outcome"]),
    ("in German", "Kontakte", ["Datum", "Firma", "Stelle", "Wer", "Wie", "Ergebnis"]),
    ("its name kept, in German", "Contact log", ["Datum", "Firma", "Stelle", "Wer", "Wie", "Ergebnis"]),
    ("in Spanish", "Hoja 2", ["Fecha", "Empresa", "Puesto", "Con quién", "Cómo", "Resultado"]),
)


@pytest.mark.parametrize(("name", "headings"), LOGS)
def test_a_log_is_known_by_its_headings(name: str, headings: list[str]) -> None:
    """Case 1k: another name, or headings in another language, and its rows count all the same."""
    row = [APPLIED + timedelta(days=8), "Acme", None, "Dana", "Phone", "Left voicemail"]
    book = many(
        {
            "Jobs": [["Company", "Role", "Status", "Date applied"], ["Acme", "Clerk", "Applied", APPLIED]],
            name: [headings, row],
        }
    )
    (judged,) = night(book).judgement.leads
    assert [touch.who for touch in judged.lead.touches] == ["Dana"]


def test_a_log_without_headings_is_said() -> None:
    """Case 1k: what is called Contact log and cannot be read is not passed over in silence."""
    book = many({"Jobs": [["Company", "Status"], ["Acme", "Rejected"]], "Contact log": [["x", "y"], [APPLIED, "Acme"]]})
    assert "Worksheet “Contact log” is not read" in told(night(book))


@pytest.mark.slow
@pytest.mark.parametrize("heading", ["Flag", "Next step", "Due", "How", "Why"])
def test_an_empty_list_of_ours_gets_no_second_set(heading: str) -> None:
    """Its names lost, no lead in it and one heading cleared: our own headings around them tell that the rest is ours."""
    done = night(reheaded(without_names(build_workbook()), heading, None))
    assert len(done.reading.layout.own.columns) >= len(("Flag", "Next step", "Due", "How"))
    assert len([change for change in done.plan.changes if "!" not in change.cell]) == 1


@pytest.mark.parametrize("head", ["Date | Company | Status | Checked", "Went out | Company | Status | Other | Checked"])
def test_what_accept_left_open_stays_asked(head: str) -> None:
    """Our columns are there, and what is asked about days is still no fact: its rows wait, and the night says why."""
    width = len(head.split("|"))
    cells = [f"@{APPLIED}", "Acme", "Applied", *[f"@{APPLIED}"] * (width - 3)]
    ours_there = f"{head} | Flag | Next step | Due | How | Why"
    done = night(foreign(ours_there, " | ".join([*cells, "Waiting", "Follow up", "", "", ""])))
    assert flags(done) == [CHECK_ROW]
    assert "Applied on" not in done.reading.layout.columns
    assert "Applied on" in told(done)


def test_what_was_accepted_is_in_force_in_the_config() -> None:
    """Of two columns of stages the accepted one is named by a line that counts, whatever is asked about the other."""
    book = foreign("Company | Status | Stage", "Acme | Applied | Offer", "Birke | Applied | Interview")
    hints = accepting(replace(Hints(), today=TODAY), adopted(book))
    assert '\n"Stage" = "Status"\n' in as_config(adopted(book, hints), hints)
