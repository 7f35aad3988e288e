"""Rows become leads; what cannot be read becomes a problem with its cell, and nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime, time
from html import escape
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import NEVER, Lead
from followthrough.knowing.record import replace
from followthrough.knowing.words import Channel, Stage
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from workbooks_for_tests import OWN, Error, Formula, many, workbook
from xlsx_maker import row, simple_workbook, worksheet

if TYPE_CHECKING:
    from followthrough.knowing.leads import Problem

NOVEMBER_3, THE_16TH = date(2026, 11, 3), date(2026, 11, 16)


def lead_with(heading: str, cell: object, *, hints: Hints | None = None) -> Lead:
    """The only lead of a worksheet with Company, Stage and one more column."""
    book = workbook(("Company", "Stage", heading), ("Acme", "Applied", cell))
    return read_workbook(book, hints or Hints()).leads[0]


def problems_with(heading: str, cell: object) -> tuple[Problem, ...]:
    return read_workbook(workbook(("Company", "Stage", heading), ("Acme", "Applied", cell)), Hints()).problems


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return [(problem.cell, problem.column, problem.found) for problem in problems]


def lead_of(*rows: tuple[object, ...]) -> Lead:
    """The first lead of a worksheet."""
    return read_workbook(workbook(*rows), Hints()).leads[0]


@pytest.mark.parametrize(
    ("word", "expected"),
    table(
        ("a no", "Rejected", (Stage.CLOSED, True, False, "Rejected")),
        ("closed", "Closed", (Stage.CLOSED, False, False, "Closed")),
        ("called off", "Interview cancelled", (Stage.INTERVIEWING, False, True, "Interview cancelled")),
        ("an interview", "Phone screen", (Stage.INTERVIEWING, False, False, "Phone screen")),
        ("nothing", None, (None, False, False, "")),
    ),
)
def test_what_a_word_says_beside_its_stage(word: str | None, expected: tuple[object, ...]) -> None:
    """A no, an interview that did not take place, and how it is written (rules 2)."""
    lead = lead_of(("Company", "Status", "Applied on"), ("Acme", word, "2026-11-02"), ("Bolt", "Applied", "2026-11-02"))
    assert (lead.stage, lead.is_no, lead.called_off, lead.stage_word) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    table(
        ("date and time", datetime(2026, 11, 24, 10, 30), time(10, 30)),  # noqa: DTZ001 - as Excel holds it
        ("as text", "24 Nov 2026, 2:30 pm", time(14, 30)),
        ("a date alone", date(2026, 11, 24), None),
        ("no date at all", "10:30", None),
    ),
)
def test_the_time_of_an_interview_is_kept(cell: object, expected: time | None) -> None:
    """For mails and the calendar; the rules see the day. So it is on the sheet Interviews."""
    assert lead_with("Interview on", cell).interview_at == expected
    jobs, talks = (
        [("Company", "Stage"), ("Acme", "Interviewing")],
        [("Date", "Company", "Interviewer"), (cell, "Acme", "Jo")],
    )
    lead = read_workbook(many({"Jobs": jobs, "Interviews": talks}), Hints()).leads[0]
    assert lead.time_of(date(2026, 11, 24)) == expected


def test_a_tick_under_rejected_is_a_no() -> None:
    """The heading is the word."""
    lead = lead_of(
        ("Company", "Applied on", "Phone screen", "Rejected"),
        ("Acme", "2026-11-02", "x", "x"),
        ("Bolt", "2026-11-02", "x", None),
    )
    assert (lead.stage, lead.is_no) == (Stage.CLOSED, True)


ROW = ("Bolt", "Clerk", "2026-11-02")


@pytest.mark.parametrize(
    ("above", "expected"),
    table(
        ("a no", "Rejected", (Stage.CLOSED, True)),
        ("a no, counted", "Rejected (3)", (Stage.CLOSED, True)),
        ("over, and no no", "Closed", (Stage.CLOSED, False)),
        ("withdrawn is no no of theirs", "Withdrawn", (Stage.CLOSED, False)),
        ("open", "Applied", (Stage.APPLIED, False)),
    ),
)
def test_a_part_of_the_list_called_after_a_no(above: str, expected: tuple[Stage, bool]) -> None:
    """Rows that stand under Rejected were turned down, which is an answer."""
    rows = (
        ("Company", "Role", "Applied on"),
        ("Acme", "Cook", "2026-11-02"),
        (above,),
        ROW,
        ("Cedar", "Cook", "2026-11-03"),
    )
    lead = next(lead for lead in read_workbook(workbook(*rows), Hints()).leads if lead.company == "Bolt")
    assert (lead.stage, lead.is_no) == expected


@pytest.mark.parametrize(("sheet", "is_no"), [("Rejected", True), ("Closed", False)])
def test_a_sheet_called_after_a_no(sheet: str, is_no: bool) -> None:
    """The same for a worksheet of its own; a word in the row itself does not hide it."""
    headings = ("Company", "Role", "Status", "Applied on")
    ended = [("Bolt", "Cook", "", "2026-11-02"), ("Dune", "Cook", "applied", "2026-11-02")]
    book = many({"Applied": [headings, ("Acme", "Cook", "", "2026-11-02")], sheet: [headings, *ended]})
    leads = {lead.company: lead for lead in read_workbook(book, Hints()).leads}
    assert [(leads[name].stage, leads[name].is_no) for name in ("Bolt", "Dune")] == [(Stage.CLOSED, is_no)] * 2
    assert not leads["Acme"].is_no


def test_a_no_in_a_column_of_its_own() -> None:
    """Beside a Stage it is only a day; what it contradicts is for the rules (rules 2)."""
    lead = lead_of(
        ("Company", "Status", "Applied on", "Rejection date"), ("Acme", "Applied", "2026-11-02", "2026-11-12")
    )
    assert (lead.stage, lead.rejected_on, lead.closed_on) == (Stage.APPLIED, date(2026, 11, 12), None)


def test_a_date_before_a_remark_is_read_and_quoted() -> None:
    """The whole cell is kept for the sentence that uses it (rules 2)."""
    lead = lead_with("Check back on", "2026-12-10 (recruiter on leave)")
    assert (lead.check_back_on, lead.unreadable) == (date(2026, 12, 10), ())
    assert lead.remarks == {"Check back on": "2026-12-10 (recruiter on leave)"}


def test_a_follow_up_before_a_remark_is_one_of_a_list() -> None:
    """One date, as the rules expect it."""
    assert lead_with("Last follow-up", "2026-11-16 left a voicemail").last_follow_up == (THE_16TH,)


def test_a_remark_that_changes_the_date_leaves_it_unread() -> None:
    """Never guess a date (promise 4)."""
    lead = lead_with("Check back on", "2026-12-10 or later")
    assert (lead.check_back_on, [problem.found for problem in lead.unreadable]) == (None, ["2026-12-10 or later"])


NAMES = table(
    *(
        (name, name, name)
        for name in ("NA", "None", "nan", "n/a", "00123", "=1+1", "Ünïted 会社", "  spaced  ".strip())
    ),
    ("4399 as a number", 4399, "4399"),
    ("360 as a number", 360.0, "360"),
    ("TRUE", True, "True"),
    ("a formula-like name", "+CMD", "+CMD"),
)


@pytest.mark.parametrize(("cell", "name"), NAMES)
def test_company_names_stay_names(cell: object, name: str) -> None:
    """No name is taken for a missing value, a number or a formula."""
    assert read_workbook(workbook(("Company", "Stage"), (cell, "Applied")), Hints()).leads[0].company == name


def test_phone_numbers_keep_their_zero() -> None:
    """Text of digits is no number."""
    assert lead_with("Phone", "0555 0100").phone == "0555 0100"


VALUES = table(
    ("a day", "Applied on", datetime(2026, 11, 16), "applied_on", THE_16TH),  # noqa: DTZ001 - cells have no zone
    ("a day as text", "Applied on", "2026-11-16", "applied_on", THE_16TH),
    ("a list of days", "Last follow-up", "2026-11-03, 2026-11-16", "last_follow_up", (NOVEMBER_3, THE_16TH)),
    ("never", "Snooze until", "Never", "snooze_until", NEVER),
    ("never in German", "Snooze until", "nie", "snooze_until", NEVER),
    ("a day to wake", "Snooze until", "2026-12-01", "snooze_until", date(2026, 12, 1)),
    ("a count", "Unanswered", 2, "unanswered", 2),
    ("thanked", "Thank-you sent", "yes", "thank_you_sent", True),
    ("thanked on", "Thank-you sent", "2026-11-16", "thank_you_sent", THE_16TH),
    ("not thanked", "Thank-you sent", "no", "thank_you_sent", None),
    ("pay not discussed", "Pay discussed", "no", "pay_discussed", False),
    ("prefers", "Prefers", "by phone", "prefers", Channel.PHONE),
    ("an address among words", "Email", "Dana <dana@example.com>", "email", "dana@example.com"),
    ("an address under Contact", "Contact", "Dana Ruiz\ndana@example.com\n555-0100", "email", "dana@example.com"),
    ("no address", "Email", "n/a", "email", ""),
    ("a tick box", "Notes", False, "notes", ""),
)


@pytest.mark.parametrize(("heading", "cell", "field", "expected"), VALUES)
def test_values(heading: str, cell: object, field: str, expected: object) -> None:
    """Each column's cells are read as what the column holds."""
    assert getattr(lead_with(heading, cell), field) == expected
    assert problems_with(heading, cell) == ()


UNREADABLE = table(
    ("a day in words", "Decision by", "next week", "next week"),
    ("an order nobody knows", "Applied on", "03/11/2026", "03/11/2026"),
    ("a broken formula", "Decision by", Error("#REF!"), "#REF!"),
    ("never calculated", "Decision by", Formula("B2+7"), "=B2+7, never calculated"),
    ("a count in words", "Unanswered", "two", "two"),
    ("neither yes nor a day", "Thank-you sent", "perhaps", "perhaps"),
)


@pytest.mark.parametrize(("heading", "cell", "shown"), UNREADABLE)
def test_unreadable_cells_are_problems_of_the_row(heading: str, cell: object, shown: str) -> None:
    """A cell that stops the row is named as its owner sees it, and its field is blank."""
    lead = lead_with(heading, cell)
    assert found(lead.unreadable) == [("C2", heading, shown)]


REPORTED = table(
    ("prefers nonsense", "Prefers", "pigeons"),
    ("no address at all", "Email", "dana at example"),
    ("too short for a number", "Phone", "12"),
    ("a broken company contact", "Contact", Error("#N/A")),
)


@pytest.mark.parametrize(("heading", "cell"), REPORTED)
def test_what_stops_nothing_is_reported(heading: str, cell: object) -> None:
    """Prefers, Email and Phone that make no sense are problems to report, and read as blank (rules 5.3)."""
    shown = cell.text if isinstance(cell, Error) else str(cell)
    lead = lead_with(heading, cell)
    assert found(problems_with(heading, cell)) == [("C2", heading, shown)]
    assert (lead.unreadable, lead.prefers, lead.email, lead.phone, lead.contact) == ((), None, "", "", "")


def test_a_name_that_errs_is_a_problem() -> None:
    """A company cell in error is no company called #REF!."""
    reading = read_workbook(workbook(("Company", "Stage"), (Error("#REF!"), "Applied")), Hints())
    assert [lead.company for lead in reading.leads] == [""]
    assert found(reading.problems) == [("A2", "Company", "#REF!")]


ORDERS = table(
    ("shown by the column", ["16/11/2026", "03/11/2026"], None, {"day_first": True, "cell": "C2"}),
    ("shown, month first", ["03/11/2026", "11/16/2026"], None, {"day_first": False, "cell": "C3"}),
    ("the column outranks the config", ["16/11/2026", "03/11/2026"], False, {"day_first": True, "cell": "C2"}),
    ("contradictory, config decides", ["16/11/2026", "11/16/2026"], True, {"day_first": True, "cell": ""}),
    ("config alone", ["03/11/2026", "04/11/2026"], True, {"day_first": True, "cell": ""}),
)


@pytest.mark.parametrize(("cells", "told", "expected"), ORDERS)
def test_order_of_day_and_month(cells: list[str], *, told: bool | None, expected: dict[str, object]) -> None:
    """Each column shows its own order by its unambiguous cells; else the config says it."""
    rows = [("Acme", "Applied", cell) for cell in cells]
    reading = read_workbook(workbook(("Company", "Stage", "Applied on"), *rows), Hints(day_first=told))
    order = reading.day_orders["Applied on"]
    assert (order.day_first, order.decided_by) == (expected["day_first"], expected["cell"])
    assert all(lead.applied_on for lead in reading.leads)


def test_contradictory_column_is_not_read() -> None:
    """Where both orders are shown, a cell that could be either is nobody's to guess."""
    rows = [("Acme", "Applied", cell) for cell in ("16/11/2026", "11/16/2026", "03/11/2026")]
    leads = read_workbook(workbook(("Company", "Stage", "Applied on"), *rows), Hints()).leads
    assert [lead.applied_on for lead in leads] == [THE_16TH, THE_16TH, None]
    assert found(leads[2].unreadable) == [("C4", "Applied on", "03/11/2026")]


def test_one_column_is_no_evidence_for_another() -> None:
    """Dates pasted from two places can have two orders."""
    row = ("Acme", "Applied", "16/11/2026", "03/11/2026")
    lead = read_workbook(workbook(("Company", "Stage", "Applied on", "Decision by"), row), Hints()).leads[0]
    assert (lead.applied_on, lead.decision_by) == (THE_16TH, None)


def test_follow_up_without_a_year() -> None:
    """A follow-up lies in the year after the row began, and is read there."""
    row = ("Acme", "Applied", datetime(2026, 12, 20), "28 Dec, 4 Jan")  # noqa: DTZ001 - cells have no zone
    lead = read_workbook(workbook(("Company", "Stage", "Applied on", "Last follow-up"), row), Hints()).leads[0]
    assert lead.last_follow_up == (date(2026, 12, 28), date(2027, 1, 4))


MANY = ("Company", "Stage", "Applied on", "Last follow-up", "Interview on", "Unanswered", "Email", "Phone", "Link")
PLAIN = ("Bolt", "Applied", THE_16TH, None, None, 2, "dana@example.com", "555-0100", "https://bolt.example.com")


@pytest.mark.parametrize(
    "cells",
    table(
        ("a follow-up without its year", {"Last follow-up": "28 Nov"}),
        ("a follow-up without its year, and no day before it", {"Last follow-up": "28 Nov", "Applied on": None}),
        ("a remark", {"Interview on": "2026-11-24 10:30 (by phone)"}),
        ("a remark after a follow-up", {"Last follow-up": "2026-11-20 no answer"}),
        ("no date", {"Applied on": "soon", "Interview on": "10:30"}),
        ("no count", {"Unanswered": "twice"}),
        ("an error", {"Company": Error("#REF!"), "Applied on": Error("#N/A")}),
        ("a link beside the company", {"Company": "Acme https://acme.example.com/1", "Link": None}),
        ("two addresses and no number", {"Email": "a@example.com, b@example.com", "Phone": "ask"}),
        ("an unknown stage", {"Stage": "Blue"}),
    ),
)
def test_a_row_is_read_among_others_as_by_itself(cells: dict[str, object]) -> None:
    """Columns are read at once; what is odd in one row is settled by that row alone."""
    odd = tuple(cells.get(heading, cell) for heading, cell in zip(MANY, PLAIN, strict=True))
    alone = lead_of(MANY, odd)
    among = read_workbook(workbook(MANY, PLAIN, PLAIN, odd, PLAIN), Hints()).leads[2]
    bare, bare_alone = (
        lead.but(row=0, unreadable=tuple(replace(each, row=0, cell="") for each in lead.unreadable))
        for lead in (among, alone)
    )
    assert bare == bare_alone


def test_days_of_1904() -> None:
    """A workbook of the 1904 date system, formatted days and bare numbers alike."""
    rows = [("Company", "Applied on"), ("Acme", datetime(2026, 11, 16)), ("Bolt", 44880)]  # noqa: DTZ001 - cells have no zone
    leads = read_workbook(many({"Jobs": rows}, from_1904=True), Hints()).leads
    assert [lead.applied_on for lead in leads] == [THE_16TH, date(2026, 11, 16)]


STAGES = table(
    ("known", "Phone screen", Stage.INTERVIEWING, ""),
    ("blank", " ", None, ""),
    ("a word for nothing", "None", None, ""),
    ("a tick box", False, None, ""),
    ("unknown", "Blue", None, "Blue"),
    ("ambiguous", "Declined", None, "Declined"),
    ("an error", Error("#REF!"), None, "#REF!"),
)


@pytest.mark.parametrize(("cell", "stage", "unknown"), STAGES)
def test_stages(cell: object, stage: Stage | None, unknown: str) -> None:
    """A word nobody knows is kept to be shown, never taken for blank."""
    lead = read_workbook(workbook(("Company", "Stage"), ("Acme", cell)), Hints()).leads[0]
    assert (lead.stage, lead.unknown_stage) == (stage, unknown)


def test_config_teaches_stages() -> None:
    """The owner's words, without regard to capitals, outrank the lists."""
    hints = Hints(stages={"declined": "Closed", "Waiting": "Wishlist"})
    rows = [("Company", "Stage"), ("Acme", "DECLINED"), ("Bolt", "waiting")]
    assert [lead.stage for lead in read_workbook(workbook(*rows), hints).leads] == [Stage.CLOSED, Stage.WISHLIST]


THROUGH = {
    "the cell": "G2",
    "its column fixed": "$G2",
    "fixed": "$G$2+7",
    "in a condition": 'IF(E2="Due",B2,0)',
    "with the name of its own sheet": "Jobs!G2",
    "the whole column": "MAX(G:G)",
    "a block that holds our columns": "VLOOKUP(A2,A2:J2,7,0)",
    "a table's column": "Leads[[#This Row],[Due]]",
    "a table's column, short": "Leads[@Due]",
}
PAST = {
    "another column": "C2+7",
    "a column whose letters end like ours": "AG2+7",
    "another sheet's column": "Log!G2",
    "a block beside our columns": "MAX(A2:D2)",
    "a text": 'IF(A2="G2",7,8)',
}


def with_formula(
    *formulas: str, headings: tuple[str, ...] = ("Company", "Stage", "Notes", "Decision by", *OWN)
) -> bytes:
    """A workbook with a calculated Decision by (D) a row, our columns in E to I, and a column more (J)."""
    rows = [row(1, *headings, "More")]
    for number, formula in enumerate(formulas, start=2):
        cells = row(number, "Acme", "Applied").removesuffix("</row>")
        more = f'<c r="J{number}"><f>G{number}</f><v>46355</v></c></row>'
        rows.append(f'{cells}<c r="D{number}" s="3">{formula}<v>46355</v></c>{more}')
    return simple_workbook(worksheet("".join(rows)))


def decisions(book: bytes) -> list[date | None]:
    return [lead.decision_by for lead in read_workbook(book, Hints()).leads]


@pytest.mark.parametrize("formula", THROUGH.values(), ids=THROUGH)
def test_formulas_that_look_at_our_columns_are_no_facts(formula: str) -> None:
    """What we wrote must not come back as something its owner told us (traps)."""
    book = with_formula(f"<f>{escape(formula)}</f>")
    (lead,) = read_workbook(book, Hints()).leads
    assert [(problem.cell, problem.column) for problem in lead.unreadable] == [("D2", "Decision by")]
    assert lead.decision_by is None


@pytest.mark.parametrize("formula", PAST.values(), ids=PAST)
def test_other_formulas_are_facts(formula: str) -> None:
    """A formula of the owner's own cells has a result like any other cell."""
    assert decisions(with_formula(f"<f>{escape(formula)}</f>")) == [date(2026, 11, 29)]


def test_formulas_filled_down_are_no_facts_either() -> None:
    """Excel writes the text of a shared formula once; the cells below have it too."""
    assert decisions(with_formula('<f t="shared" ref="D2:D3" si="0">G2+7</f>', '<f t="shared" si="0"/>')) == [
        None,
        None,
    ]


def test_a_formula_that_looks_at_us_by_way_of_another() -> None:
    """J looks at our Due and Decision by looks at J: it depends on our own columns (traps)."""
    assert decisions(with_formula("<f>J2</f>")) == [None]
