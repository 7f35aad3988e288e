"""The list of leads is found where it stands, and two columns that could be the same are not chosen between."""

from __future__ import annotations

from datetime import datetime

import pytest

from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.reading.frames import Frame
from followthrough.understanding.layout import Layout, find_layouts, latest, refuse_open_questions
from leads_for_tests import table

DAY = datetime(2026, 11, 16)  # noqa: DTZ001 - cells have no zone


def find_layout(frames: list[Frame], hints: Hints) -> Layout:
    """The sheet that is spoken of first, with nothing left open."""
    layouts = find_layouts(frames, hints)
    refuse_open_questions(layouts)
    return latest(layouts)


def layout_of(*rows: str | list[object], hints: Hints | None = None, name: str = "Jobs") -> Layout:
    return find_layout([frame(*rows, name=name)], hints or Hints())


def frame(*rows: str | list[object], name: str = "Jobs") -> Frame:
    """Rows of cells between bars; "DAY" stands for a day."""
    split = [
        [DAY if cell.strip() == "DAY" else cell.strip() for cell in row.split("|")] if isinstance(row, str) else row
        for row in rows
    ]
    width = max(map(len, split))
    return Frame(name, [[*row, *[""] * (width - len(row))] for row in split])


FOUND = table(
    ("first row", ["Company | Status", "Acme | Applied"], 1, {"Company": 0, "Stage": 1}),
    ("title above", ["My job search 2026", "", "Company | Status", "Acme | Applied"], 3, {"Company": 0, "Stage": 1}),
    (
        "two levels",
        ["Company", "Basics || Dates", "Company | Status | Date applied", "Acme | Applied | DAY"],
        3,
        {"Company": 0, "Stage": 1, "Applied on": 2},
    ),
    ("not from column A", ["|| Firma | Bewerbungsdatum", "|| Acme | DAY"], 1, {"Company": 2, "Applied on": 3}),
    ("headings only", ["Company | Status"], 1, {"Company": 0, "Stage": 1}),
    (
        "padded, new lines, NBSP",
        ["\u00a0Company\u00a0 | Date\nApplied ", "Acme | DAY"],
        1,
        {"Company": 0, "Applied on": 1},
    ),
    (
        "a heading of many meanings beside a stage",
        ["Company | Date | Status", "Acme | DAY | Applied"],
        1,
        {"Company": 0, "Applied on": 1, "Stage": 2},
    ),
    (
        "a certain one outranks a weak one",
        ["Company | Date | Date applied", "Acme | DAY | DAY"],
        1,
        {"Company": 0, "Applied on": 2},
    ),
    ("Applied as yes and no", ["Company | Status | Applied", "Acme | Offer | yes"], 1, {"Company": 0, "Stage": 1}),
    ("Interview as yes and no", ["Company | Status | Interview", "Acme | Offer | No"], 1, {"Company": 0, "Stage": 1}),
    (
        "Interview date as yes and no",
        ["Company | Status | Interview date", "Acme | Offer | No"],
        1,
        {"Company": 0, "Stage": 1},
    ),
    (
        "Interview as a date",
        ["Company | Status | Interview", "Acme | Offer | DAY"],
        1,
        {"Company": 0, "Stage": 1, "Interview on": 2},
    ),
    (
        "Response as a stage",
        ["Company | Response", "Acme | rejected", "Bolt | Interview"],
        1,
        {"Company": 0, "Stage": 1},
    ),
    (
        "Status outranks Response",
        ["Company | Response | Status", "Acme | Rejected | Applied"],
        1,
        {"Company": 0, "Stage": 2},
    ),
)


@pytest.mark.parametrize(("rows", "heading_row", "columns"), FOUND)
def test_found(rows: list[str], heading_row: int, columns: dict[str, int]) -> None:
    """The row of headings and what each column means, from headings and cells together."""
    layout = layout_of(*rows)
    assert (layout.heading_row, layout.columns) == (heading_row, columns)


NEVER = ["nie", "never", "Never"]


@pytest.mark.parametrize("word", NEVER)
def test_snooze_of_never_alone_is_a_snooze(word: str) -> None:
    """A column Snooze until that says only "never" is about dates all the same."""
    assert "Snooze until" in layout_of("Company | Status | Snooze until", f"Acme | Applied | {word}").columns


REFUSED = table(
    ("no headings", ["Acme | Applied", "Bolt | Offer"], "No row of headings was found"),
    ("a company and no more", ["Company | Salary", "Acme | 10"], "No row of headings was found"),
    ("a status and no company", ["Name | Status", "Acme | Applied"], "No row of headings was found"),
    (
        "two companies",
        ["Company | Employer | Status", "Acme | Bolt | Applied"],
        r"A \(“Company”\) and B \(“Employer”\)",
    ),
    (
        "company twice",
        ["Company | Company | Status", "Acme | Bolt | Applied"],
        "rename one if they are called the same",
    ),
    ("two stages", ["Company | Status | Stage", "Acme | Applied | Offer"], "could both be Stage"),
    ("two applied dates", ["Company | Date applied | Date sent", "Acme | DAY | DAY"], "could both be Applied on"),
    (
        "two weak stages",
        ["Company | Response | Result | Date applied", "Acme | Rejected | Rejected | DAY"],
        "could both be Stage",
    ),
    ("a heading of many meanings", ["Company | Date", "Acme | DAY"], "Did you apply on the days under B"),
    ("a weak heading and other cells", ["Company | Response", "Acme | blue", "Bolt | green"], "do not hold what"),
)


@pytest.mark.parametrize(("rows", "sentence"), REFUSED)
def test_refused_with_a_sentence(rows: list[str], sentence: str) -> None:
    """Better no than wrong: the sentence names the columns and the line of config.toml that settles it."""
    with pytest.raises(WorkbookError, match=sentence) as caught:
        layout_of(*rows)
    assert caught.value.message.endswith(".")


def test_two_dates_that_decide_nothing_are_left_alone() -> None:
    """Two columns that could be the interview stop nothing, but no columns of ours are added on a guess."""
    layout = layout_of("Company | Status | Interview date | Interview day", "Acme | Offer | DAY | DAY")
    assert "Interview on" not in layout.columns
    assert layout.choices.unclear == ("C (Interview date)", "D (Interview day)")


def test_first_of_two_texts() -> None:
    """Two columns of notes hurt nobody: the first is read."""
    assert layout_of("Company | Status | Notes | Comments", "Acme | Offer | a | b").columns["Notes"] == 2


def test_guessed_columns_are_told() -> None:
    """A column known by its cells only is a guess, and said to be one."""
    with pytest.raises(WorkbookError, match=r'your Stage.+"Stage" = "Result"'):
        layout_of("Company | Result", "Acme | Rejected")
    assert layout_of("Company | Status", "Acme | Rejected").choices.guessed == ()


SHEETS = table(
    ("dashboard first", [frame("Total | 3", name="Dashboard"), frame("Company | Status", "Acme | Offer")], "Jobs"),
    (
        "legend of headings first",
        [frame("Company | Status", name="Help"), frame("Company | Status", "A | Offer")],
        "Jobs",
    ),
    (
        "the one with more columns",
        [frame("Company | Status", "A | Offer", name="Old"), frame("Company | Status | Role", "A | Offer | B")],
        "Jobs",
    ),
)


@pytest.mark.parametrize(("frames", "name"), SHEETS)
def test_worksheet_is_found(frames: list[Frame], name: str) -> None:
    """The list is not always on the first sheet."""
    assert find_layout(frames, Hints()).frame.name == name


def test_two_worksheets_alike_are_refused() -> None:
    """Which of two lists is the one, their owner says."""
    frames = [frame("Company | Status", "Acme | Offer", name=name) for name in ("Mine", "Yours")]
    with pytest.raises(
        WorkbookError,
        match=r'Mine and Yours look equally like your leads.*worksheet = "Yours", and run with --config FILE\.',
    ):
        find_layout(frames, Hints())
    assert find_layout(frames, Hints(worksheet="Mine")).frame.name == "Mine"


HINTS = table(
    ("a heading nobody knows", Hints(columns={"Company": "Kunde"}), "Kunde | Status", {"Company": 0, "Stage": 1}),
    ("one of two", Hints(columns={"Stage": "Stage"}), "Company | Stage | Status", {"Company": 0, "Stage": 1}),
    ("typed in another way", Hints(columns={"Company": "KUNDE "}), "Kunde | Status", {"Company": 0, "Stage": 1}),
    ("none of mine", Hints(columns={"Role": ""}), "Company | Status | Role", {"Company": 0, "Stage": 1}),
    (
        "another meaning",
        Hints(columns={"Link": "Role"}),
        "Company | Status | Role",
        {"Company": 0, "Stage": 1, "Link": 2},
    ),
)


@pytest.mark.parametrize(("hints", "headings", "columns"), HINTS)
def test_hints_outrank_everything(hints: Hints, headings: str, columns: dict[str, int]) -> None:
    """What the config says of a column is so."""
    assert layout_of(headings, "Acme | Offer | Applied", hints=hints).columns == columns


WRONG_HINTS = table(
    ("no such heading", Hints(columns={"Company": "Kunde"}), ConfigError, "Company = “Kunde”"),
    ("no such optional heading", Hints(columns={"Role": "Amt"}), ConfigError, "Role = “Amt”"),
    ("no such worksheet", Hints(worksheet="Leads"), WorkbookError, "There is no worksheet “Leads”, only Jobs"),
    ("no headings in that row", Hints(heading_row=2), WorkbookError, "No row of headings"),
)


@pytest.mark.parametrize(("hints", "kind", "sentence"), WRONG_HINTS)
def test_wrong_hints_are_told(hints: Hints, kind: type[Exception], sentence: str) -> None:
    """A config that names what is not there is told so."""
    with pytest.raises(kind, match=sentence):
        layout_of("Company | Status", "Acme | Offer", hints=hints)


def test_heading_row_below_the_search() -> None:
    """A heading row that the config names may lie deeper than we look."""
    rows = [*["x"] * 59, "Company | Status", "Acme | Offer"]
    assert layout_of(*rows, hints=Hints(heading_row=60)).heading_row == 60
    with pytest.raises(WorkbookError):
        layout_of(*rows)
