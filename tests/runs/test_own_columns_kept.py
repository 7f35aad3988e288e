"""Whatever is typed into our columns or done to them: they are known the next night, and nobody's cell is believed."""

from __future__ import annotations

import functools
import io
import json
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.comments import Comment

import adopt_workbook
import nightly_check
from desk_for_tests import Desk, desk, lead_of_today
from excel_for_tests import (
    edited,
    names_in,
    reheaded,
    typed,
    with_column,
    with_copy,
    with_moved,
    without_column,
    without_names,
)
from followthrough.knowing.columns import IN_NEW_WORKBOOKS, OURS
from followthrough.ooxml.package import open_package
from followthrough.ooxml.references import column_letters
from followthrough.setup.config import Config
from followthrough.template.build import build_workbook
from leads_for_tests import table
from sheets_for_tests import differing_cells
from workbooks_for_tests import Error, cells_of, demo_workbook, many, workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook

pytestmark = pytest.mark.slow

__all__ = ["desk"]

TODAY = date(2026, 11, 27)
NIGHT = ["--today", TODAY.isoformat(), "--json"]
SET = ("Flag", "Next step", "Due", "How", "Why")
HEADINGS = ("Company", "Role", "Status", "Date Applied")
ACME = ("Acme", "Analyst", "Applied", date(2026, 11, 13))
JOBS = (
    {"Company": "Acme", "Stage": "Applied", "Applied on": ACME[3], "Email": "dana@example.com"},
    {"Company": "Birke", "Stage": "Interviewing", "Applied on": date(2026, 10, 1), "Interview on": date(2026, 11, 26)},
    {"Company": "Cole", "Stage": "Closed"},
)
IN_OURS = {"Flag": "C", "Next step": "D", "Due": "E", "How": "F", "Why": "G"}
STAGE_IN_OURS, LAST_IN_OURS = "H", column_letters(len(IN_NEW_WORKBOOKS))
IN_FOREIGN = {"Flag": "E", "Next step": "F", "Due": "G", "How": "H", "Why": "I"}


def judged_once(book: bytes) -> bytes:
    """A workbook after a first night."""
    return nightly_check.check(Config(), book, TODAY).patched


@functools.cache
def ours() -> bytes:
    """Our own workbook after a first night."""
    return judged_once(build_workbook(JOBS))


@functools.cache
def foreign() -> bytes:
    """Somebody's plain sheet after a first night."""
    return judged_once(workbook(HEADINGS, ACME, ("Birke", "Clerk", "Rejected", None)))


class Nights:
    """Two nights on a workbook: what the first said and wrote; the second must write nothing."""

    def __init__(self, desk: Desk, book: bytes) -> None:
        desk.path.write_bytes(book)
        self.before, self.status, self.err = book, desk.run(*NIGHT), desk.err
        self.shown: dict[str, Any] = json.loads(desk.out)
        self.after = desk.path.read_bytes()
        again, shown = desk.run(*NIGHT), json.loads(desk.out)
        assert (self.status, again, self.err) == (0, 0, "")
        assert (shown["changes"], shown["written"]) == ([], False)
        assert desk.path.read_bytes() == self.after
        assert shown["leads"] == self.shown["leads"]

    @property
    def columns(self) -> dict[str, str]:
        return {name: letter for name, letter in self.shown["columns"].items() if name in SET}

    @property
    def problems(self) -> list[dict[str, Any]]:
        return list(self.shown["problems"])

    @property
    def changed(self) -> set[str]:
        return {change["cell"] for change in self.shown["changes"]}

    def flags(self) -> list[str]:
        return [lead["flag"] for lead in self.shown["leads"]]


WORDS = table(
    ("done", "done", "Last follow-up"),
    ("sent", "sent", "Last follow-up"),
    ("called", "called Dana", "Last follow-up"),
    ("a tick", True, "Last follow-up"),
    ("a day", datetime(2026, 11, 25), "Last follow-up"),  # noqa: DTZ001 - a cell knows no zone
    ("a stage", "Rejected", "Stage"),
    ("a number", 5, "Notes"),
    ("a remark", "nice people", "Notes"),
    ("an error", Error("#N/A"), "Notes"),
)


@pytest.mark.parametrize("names", ["named", "names lost"])
@pytest.mark.parametrize("column", ["Flag", "Next step", "How"])
@pytest.mark.parametrize(("word", "belongs"), WORDS)
def test_what_is_typed_is_written_over_and_told(
    desk: Desk, column: str, word: object, belongs: str, names: str
) -> None:
    """Case 1a: the set is ours, the odd cell is written over, and one problem names the cell where it belongs."""
    cell = f"{IN_OURS[column]}2"
    book = with_value(ours(), cell, word)
    nights = Nights(desk, book if names == "named" else without_names(book))
    (problem,) = nights.problems
    assert (nights.columns, nights.changed) == (IN_OURS, {cell})
    assert (problem["cell"], problem["column"]) == (cell, column)
    assert belongs in problem["expected"]
    assert f"under {column} ({cell})" in problem["text"]
    assert cells_of(nights.after) == cells_of(ours())
    assert_only_ours_differ(nights)


def test_a_word_in_every_row_of_a_thousand(desk: Desk) -> None:
    """Known by its name, the set is ours though no cell says so; each cell is told."""
    book = judged_once(workbook(HEADINGS, *((f"C{n}", *ACME[1:]) for n in range(1000))))
    nights = Nights(desk, typed(book, {f"E{row}": "done" for row in range(2, 1002)}))
    assert (len(nights.problems), nights.columns) == (1000, IN_FOREIGN)
    assert cells_of(nights.after) == cells_of(book)


def test_the_only_row(desk: Desk) -> None:
    """One row, one word: named or not, the set is ours, in our workbook and in a foreign one."""
    for book, cell in ((build_workbook(JOBS[:1]), "C2"), (workbook(HEADINGS, ACME), "E2")):
        for lose in (bytes, without_names):
            nights = Nights(desk, lose(typed(judged_once(book), {cell: "done"})))
            assert [problem["cell"] for problem in nights.problems] == [cell]


def test_a_word_in_the_mail(desk: Desk) -> None:
    """The cell is written over, so the night's mail says what stood there, and a long list ends in a number."""
    names = ["Acme", *(f"Birke {n}" for n in range(7))]
    leads = [(name, *lead_of_today()[1:4], f"dana@{n}.example.com") for n, name in enumerate(names)]
    book = workbook((*HEADINGS, "Email"), *leads)
    judged = nightly_check.check(Config(), book, date.today()).patched  # noqa: DTZ011 - a mail goes out on real days
    desk.path.write_bytes(typed(judged, {f"F{row}": "called" for row in range(2, 10)}))
    desk.run()
    (page,) = desk.mails()
    assert "You typed “called” under Flag (F2): put the date in a column Last follow-up." in page
    assert "3 more cells" in page


def test_no_night_takes_its_own_words_for_typed_ones() -> None:
    """Months of nights over a full workbook: answers change, and nobody is told of having typed anything."""
    book = demo_workbook()
    for day in (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        done = nightly_check.check(Config(), book, TODAY + timedelta(days=day))
        assert done.plan.overwritten == ()
        book = done.patched


FORMULAS = table(
    ("in the row of a lead", "C2", ["C2"]),
    ("in a row below, with a total", "C6", []),
)


@pytest.mark.parametrize(("cell", "told"), FORMULAS)
def test_a_formula_stays_and_is_told(desk: Desk, cell: str, told: list[str]) -> None:
    """Case 2n: it is not overwritten; a problem quotes it where an answer should stand, and the set is ours."""
    formula = '=COUNTIF(E2:E4,"Overdue")'
    nights = Nights(desk, typed(ours(), {cell: formula, "A6": "Total" if cell == "C6" else None}))
    assert (nights.columns, nights.changed) == (IN_OURS, set())
    assert [(problem["cell"], problem["found"]) for problem in nights.problems] == [(each, formula) for each in told]
    assert cells_of(nights.after)[cell] == formula


def test_a_total_row_below_is_left_alone(desk: Desk) -> None:
    """Numbers under Flag and Due in a row that holds no lead are its owner's, and no problem."""
    nights = Nights(desk, typed(foreign(), {"A5": "Total", "E5": 2, "G5": 3}))
    assert (nights.columns, nights.problems, nights.changed) == (IN_FOREIGN, [], set())


RENAMED = table(
    ("Flag", "Flag", "Status 2"),
    ("Next step", "Next step", "Nächster Schritt"),
    ("Due", "Due", "Deadline"),
    ("How", "How", "Prefers"),
    ("Why", "Why", "Reason"),
    ("Due, as what they decide by", "Due", "Decision by"),
    ("Due, as a day of applying", "Due", "Date sent"),
    ("Why, as a remark", "Why", "Notes 2"),
)


@pytest.mark.parametrize("names", ["named", "names lost"])
@pytest.mark.parametrize("make", [ours, foreign], ids=["ours", "foreign"])
@pytest.mark.parametrize(("column", "heading"), RENAMED)
def test_a_heading_that_was_changed(
    desk: Desk, column: str, heading: str, make: Callable[[], bytes], names: str
) -> None:
    """Cases 1b and 1c: asked about once, not written, never read as a fact; the four others go on."""
    letters = IN_OURS if make is ours else IN_FOREIGN
    book = reheaded(make(), column, heading)
    nights = Nights(desk, book if names == "named" else without_names(book))
    (problem,) = nights.problems
    assert (problem["cell"], problem["column"], problem["found"]) == (f"{letters[column]}1", column, heading)
    assert f'"{column}" = "{heading}"' in problem["text"]
    assert nights.columns == {name: letter for name, letter in letters.items() if name != column}
    assert nights.shown["leads"] == leads_of(make())
    assert differing_cells(nights.before, nights.after, "Jobs") == set()


def test_the_others_go_on(desk: Desk) -> None:
    """Beside a column that was renamed the others get tomorrow's answers, and it keeps yesterday's."""
    nights = Nights(desk, typed(reheaded(ours(), "Why", "Reason"), {f"{STAGE_IN_OURS}2": "Rejected"}))
    assert {"C2", "D2", "E2", "F2"} == nights.changed


def test_the_way_out_of_a_changed_heading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that the problem names puts the column back to work under its new heading."""
    trusted = desk.folder / "mine.toml"
    trusted.write_text('[columns]\n"Why" = "Reason"\n', "utf-8")
    monkeypatch.setenv("FOLLOWTHROUGH_CONFIG", str(trusted))
    nights = Nights(desk, typed(reheaded(ours(), "Why", "Reason"), {f"{STAGE_IN_OURS}2": "Rejected"}))
    assert (nights.columns, nights.problems) == (IN_OURS, [])
    assert "G2" in nights.changed


@pytest.mark.parametrize("place", ["home", "."], ids=["beside the workbook", "in the current folder"])
@pytest.mark.parametrize("told", [SET, SET[3:4]], ids=["all five", "one"])
def test_a_config_that_is_merely_found_says_nothing_of_what_is_written(
    desk: Desk, told: tuple[str, ...], place: str
) -> None:
    """A config that came with a download cannot have five columns of its finder's own written over."""
    theirs = ("Salary", "City", "Contact", "Source", "Remarks")
    desk.path.write_bytes(workbook((*HEADINGS, *theirs), (*ACME, 55000, "Bonn", "Dana", "Ad", "nice")))
    before = desk.path.read_bytes()
    lines = [f'"{name}" = "{heading}"\n' for name, heading in zip(SET, theirs, strict=True) if name in told]
    config = desk.folder / place / "config.toml"
    config.write_text("[columns]\n" + "".join(lines), "utf-8")
    assert desk.run("--today", TODAY.isoformat()) == 3
    assert f"{config}: [columns] {told[0]} is not believed" in desk.err
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize("names", ["named", "names lost"])
@pytest.mark.parametrize("make", [ours, foreign], ids=["ours", "foreign"])
@pytest.mark.parametrize("column", SET)
def test_a_heading_that_was_cleared(desk: Desk, column: str, make: Callable[[], bytes], names: str) -> None:
    """Case 1b: it is put back in its place, in the cell and in the table, and nothing else differs."""
    letters = IN_OURS if make is ours else IN_FOREIGN
    book = reheaded(make(), column, None)
    nights = Nights(desk, book if names == "named" else without_names(book))
    assert (nights.columns, nights.problems, nights.changed) == (letters, [], {f"{letters[column]}1"})
    assert cells_of(nights.after) == cells_of(make())
    assert_only_ours_differ(nights)


@pytest.mark.parametrize("names", ["named", "names lost", "names left behind"])
@pytest.mark.parametrize("make", [ours, foreign], ids=["ours", "foreign"])
@pytest.mark.parametrize("column", SET)
def test_a_column_that_was_deleted(desk: Desk, column: str, make: Callable[[], bytes], names: str) -> None:
    """Case 1b: it is added again at the right, with its answers; the four others stay where they are."""
    book = without_column(make(), column, keeps_up=names != "names left behind")
    nights = Nights(desk, without_names(book) if names == "names lost" else book)
    last = LAST_IN_OURS if make is ours else IN_FOREIGN["Why"]
    assert nights.problems == []
    assert {cell.rstrip("0123456789") for cell in nights.changed} == {last}
    assert next(change for change in nights.shown["changes"]) == {"cell": f"{last}1", "before": None, "after": column}
    texts = cells_of(nights.after)
    assert {str(texts[f"{letter}1"]) for letter in (*nights.columns.values(), last)} == set(SET)
    assert nights.shown["leads"] == leads_of(make())
    assert_only_ours_differ(nights)


MOVES = table(
    ("Flag to the front", lambda book: with_moved(book, "Flag", 1), {"Flag": "A"}),
    ("Why to the front", lambda book: with_moved(book, "Why", 1), {"Why": "A"}),
    ("Due among theirs", lambda book: with_moved(book, "Due", 3), {"Due": "C"}),
    ("Flag, and its name stays behind", lambda book: with_moved(book, "Flag", 1, keeps_up=False), {"Flag": "A"}),
    ("a column inserted left of them", lambda book: with_column(book, 2, ["Salary", 1, 2]), {}),
    ("the same, and names stay behind", lambda book: with_column(book, 2, ["Salary", 1, 2], keeps_up=False), {}),
    ("a column inserted among them", lambda book: with_column(book, 7, ["Salary", 1, 2]), {}),
    ("the same, and names stay behind ", lambda book: with_column(book, 7, ["Salary", 1, 2], keeps_up=False), {}),
    ("a column of theirs deleted", lambda book: without_column(book, "Role"), {}),
    ("the same, and the names stay behind", lambda book: without_column(book, "Role", keeps_up=False), {}),
)


@pytest.mark.parametrize(("move", "places"), MOVES)
def test_columns_that_were_moved(desk: Desk, move: Callable[[bytes], bytes], places: dict[str, str]) -> None:
    """They are written where they stand now, and their names point there after the night."""
    nights = Nights(desk, move(foreign()))
    texts = cells_of(nights.after)
    assert {name: texts[f"{letter}1"] for name, letter in nights.columns.items()} == {name: name for name in SET}
    assert nights.columns.items() >= places.items()
    assert (nights.problems, nights.changed) == ([], set())
    assert {name.replace("_", " "): cell for name, cell in names_in(nights.after).items()} == {
        name.lower(): f"Jobs!${letter}$1" for name, letter in nights.columns.items()
    }


COPIES = table(
    ("the same heading", "Flag", "Flag"),
    ("as a table calls it", "Flag", "Flag2"),
    ("a backup", "Next step", "Next step old"),
    ("of the days", "Due", "Due"),
    ("of the sentences", "Why", "Why (2)"),
)


@pytest.mark.parametrize("names", ["named", "names lost"])
@pytest.mark.parametrize("make", [ours, foreign], ids=["ours", "foreign"])
@pytest.mark.parametrize(("column", "heading"), COPIES)
def test_a_copy_of_a_column(desk: Desk, column: str, heading: str, make: Callable[[], bytes], names: str) -> None:
    """The one with the name is ours; the other is named as not used, and no fact is read in it."""
    book = with_copy(make(), column, heading)
    nights = Nights(desk, book if names == "named" else without_names(book))
    (problem,) = nights.problems
    assert nights.columns == (IN_OURS if make is ours else IN_FOREIGN)
    assert (problem["found"], "is not used" in problem["text"]) == (heading, True)
    assert nights.shown["leads"] == leads_of(make())


THEIRS = table(
    ("1d", ("FollowUpDue", "NextStep"), (date(2026, 12, 1), "call Dana"), "Followthrough flag"),
    ("2m", ("Next step", "Follow-up due"), ("call Dana", date(2026, 12, 1)), "Followthrough flag"),
    ("one", ("Next step",), ("call Dana",), "Follow-up flag"),
    ("one in another spelling", ("WHY?",), ("because",), "Follow-up flag"),
    (
        "three styles",
        ("Flag", "Follow-up how", "Followthrough why"),
        ("red", "by phone", "because"),
        "Followthrough 2 flag",
    ),
    ("five of their own", SET, ("red", "call", date(2026, 12, 1), "phone", "because"), "Follow-up flag"),
    (
        "both sets of their own",
        (*SET, "Follow-up flag"),
        ("red", "call", None, "phone", "so", "x"),
        "Followthrough flag",
    ),
)


@pytest.mark.parametrize(("headings", "cells", "flag"), THEIRS)
def test_columns_of_such_names_of_their_own(
    desk: Desk, headings: tuple[str, ...], cells: tuple[object, ...], flag: str
) -> None:
    """Cases 1d and 2m: five free names are found, never a refusal, and not one cell of theirs changes."""
    book = workbook((*HEADINGS, *headings), (*ACME, *cells))
    nights = Nights(desk, book)
    assert nights.shown["changes"][0]["after"] == flag
    assert cells_of(book).items() <= cells_of(nights.after).items()
    third = Nights(desk, typed(nights.after, {f"{nights.shown['changes'][0]['cell'][0]}2": "done"}))
    assert [problem["found"] for problem in third.problems] == ["done"]
    assert cells_of(third.after) == cells_of(nights.after)


def test_their_own_due_beside_ours_that_was_deleted(desk: Desk) -> None:
    """Ours comes back as Follow-up due, and theirs is neither written nor believed to be ours."""
    book = with_column(without_column(foreign(), "Due"), 9, ["Due", datetime(2026, 12, 24)])  # noqa: DTZ001 - a cell
    nights = Nights(desk, book)
    assert nights.shown["changes"][0]["after"] == "Follow-up due"
    assert cells_of(book).items() <= cells_of(nights.after).items()


def test_two_sheets_of_one_list(desk: Desk) -> None:
    """Each sheet has its own five and its own names; what is done to the second is told of the second."""
    book = judged_once(many({"Week 45": [HEADINGS, ACME], "Week 46": [HEADINGS, ("Birke", *ACME[1:])]}))
    nights = Nights(desk, typed(reheaded(book, "Why", "Reason", "Week 46"), {"E2": "done"}, "Week 46"))
    assert sorted(problem["cell"] for problem in nights.problems) == ["'Week 46'!E2", "'Week 46'!I1"]
    assert nights.changed == {"'Week 46'!E2"}
    assert cells_of(nights.after, "Week 45") == cells_of(book, "Week 45")
    gone = Nights(desk, without_column(without_names(book), "How", "Week 45"))
    assert gone.changed == {"'Week 45'!I1", "'Week 45'!I2"}


OLD = table(
    ("ours", lambda: without_names(ours()), IN_OURS),
    ("foreign", lambda: without_names(foreign()), IN_FOREIGN),
)


@pytest.mark.parametrize(("make", "letters"), OLD)
def test_a_workbook_of_the_first_version(desk: Desk, make: Callable[[], bytes], letters: dict[str, str]) -> None:
    """It has no names and is known by its headings and words; the night puts the names in, and no cell changes."""
    book = make()
    assert names_in(book) == {}
    nights = Nights(desk, book)
    assert (nights.columns, nights.changed, nights.problems, nights.shown["written"]) == (letters, set(), [], True)
    assert names_in(nights.after)["why"] == f"Jobs!${letters['Why']}$1"
    assert_only_ours_differ(nights)


def test_what_the_first_version_left_behind(desk: Desk) -> None:
    """It took a second set where somebody typed done into the first; the live one is ours, the other is named."""
    second = tuple(f"Follow-up {name.split()[-1].lower()}" for name in SET)
    row = (*ACME, "done", "Follow up", date(2026, 11, 20), "Phone", "Call.")
    nights = Nights(desk, workbook((*HEADINGS, *SET, *second), (*row, "Due", "Follow up", None, "Phone", "Call.")))
    assert nights.columns["Flag"] == "J"
    assert [problem["found"] for problem in nights.problems] == list(SET)


def test_a_version_with_a_sixth_column(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Case 1l: the five of an older version are ours in a newer one, which adds its sixth at the right."""
    monkeypatch.setattr("followthrough.understanding.own_columns.OURS", (*OURS, "Chance"))
    after_the_last = column_letters(len(IN_NEW_WORKBOOKS) + 1)
    for book, flag, first in ((ours(), "C", after_the_last), (without_names(foreign()), "E", "J")):
        nights = Nights(desk, typed(book, {f"{flag}2": "done"}))
        assert {"cell": f"{first}1", "before": None, "after": "Chance"} in nights.shown["changes"]
        assert [problem["found"] for problem in nights.problems] == ["done"]
        assert names_in(nights.after)["chance"] == f"Jobs!${first}$1"


def test_a_version_that_had_one_more(desk: Desk) -> None:
    """A column of a newer version, in the hands of an older: what a night wrote there is no fact, and stays."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("followthrough.understanding.own_columns.OURS", (*OURS, "Apply by"))
        book = judged_once(workbook(HEADINGS, ACME))
    nights = Nights(desk, typed(book, {"J2": "2026-12-24"}))
    assert (nights.columns, nights.problems, nights.changed) == (IN_FOREIGN, [], set())
    assert "Apply by" not in nights.shown["columns"]


def test_a_protected_sheet(desk: Desk) -> None:
    """Where the missing column cannot be added the others go on, and the reason is told."""

    def protect(book: Workbook) -> None:
        book["Jobs"].protection.sheet = True

    nights = Nights(desk, edited(typed(without_column(foreign(), "How"), {"C2": "Rejected"}), protect))
    assert ["is protected" in problem["text"] for problem in nights.problems] == [True]
    assert {"E2", "F2"} <= nights.changed


def test_other_things_done_to_the_sheet(desk: Desk) -> None:
    """Hidden columns, a filter, merged cells, a row above and a comment change nothing about whose columns they are."""

    def do(book: Workbook) -> None:
        sheet = book["Jobs"]
        sheet.column_dimensions["F"].hidden = True
        sheet.row_dimensions[2].hidden = True
        sheet.auto_filter.ref = "A1:I3"
        sheet.merge_cells("H2:H3")
        sheet["E2"].comment = Comment("mine", "me")
        sheet.insert_rows(1)
        sheet.auto_filter.ref = "A2:I4"

    nights = Nights(desk, edited(foreign(), do))
    assert nights.columns == IN_FOREIGN


def test_the_columns_go_with_their_names(desk: Desk) -> None:
    """Taken away again, nothing of ours is left, where one was moved too; one that was renamed stays, and is told."""
    desk.path.write_bytes(reheaded(with_moved(foreign(), "Flag", 1), "Why", "Reason"))
    assert adopt_workbook.main([str(desk.path), "--remove"]) == 0
    after = cells_of(desk.path.read_bytes())
    assert "I1 was one of them and has another heading now" in desk.capsys.readouterr().out
    assert names_in(desk.path.read_bytes()) == {}
    assert [after[f"{letter}1"] for letter in "BCDEI" if f"{letter}1" in after] == [*HEADINGS, "Reason"]
    assert {cell[0] for cell in after} == set("BCDEI")


@pytest.fixture(scope="module")
def from_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Both workbooks as LibreOffice saves them, with our names and without; it is started once."""
    folder = tmp_path_factory.mktemp("office")
    for name, book in (("ours", ours()), ("foreign", foreign())):
        (folder / f"{name}.xlsx").write_bytes(book)
        (folder / f"{name} without names.xlsx").write_bytes(without_names(book))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, folder.glob("*.xlsx"))], check=True, capture_output=True)  # noqa: S603 - a fixed program
    return {path.stem: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["ours", "ours without names", "foreign", "foreign without names"])
def test_saved_by_libreoffice(desk: Desk, from_libreoffice: dict[str, bytes], name: str) -> None:
    """Names survive there; with them or without, and with a word typed meanwhile, the set is ours."""
    saved, letters = from_libreoffice[name], IN_OURS if name.startswith("ours") else IN_FOREIGN
    assert bool(names_in(saved)) == (not name.endswith("without names"))
    nights = Nights(desk, typed(saved, {f"{letters['Flag']}2": "done"}))
    assert (nights.columns, [problem["found"] for problem in nights.problems]) == (letters, ["done"])
    renamed = Nights(desk, reheaded(saved, "Due", "Deadline"))
    assert [problem["found"] for problem in renamed.problems] == ["Deadline"]


def with_value(book: bytes, cell: str, value: object) -> bytes:
    """A value of any kind in a cell, an error among them."""

    def put(opened: Workbook) -> None:
        opened["Jobs"][cell].value = value.text if isinstance(value, Error) else value
        if isinstance(value, Error):
            opened["Jobs"][cell].data_type = "e"

    return edited(book, put)


@functools.cache
def leads_of(book: bytes) -> list[dict[str, Any]]:
    """What a night says of the leads where nothing was done to the columns."""
    from pathlib import Path

    from followthrough.shell.report import as_document

    done = nightly_check.check(Config(), book, TODAY)
    document = as_document(done.reading, done.judgement, done.plan, Path("book.xlsx"), written=False)
    leads: list[dict[str, Any]] = json.loads(json.dumps(document))["leads"]
    return leads


def assert_only_ours_differ(nights: Nights) -> None:
    """Nothing but the reported cells differs on the sheets, and nothing but our names in the list of sheets."""
    assert differing_cells(nights.before, nights.after, "Jobs") <= nights.changed
    before, after = (parts_of(book) for book in (nights.before, nights.after))
    (jobs,) = (sheet.part_name for sheet in open_package(nights.before).worksheets if sheet.name == "Jobs")
    allowed = {"xl/workbook.xml", "xl/styles.xml", jobs, *(name for name in before if "/tables/" in name)}
    assert {name for name in before if before[name] != after[name]} <= allowed
    assert without_ours(before["xl/workbook.xml"]) == without_ours(after["xl/workbook.xml"])


def parts_of(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_ours(part: bytes) -> str:
    """The list of sheets without our names, without a list that has no other, and without the wish to calculate."""
    text = re.sub(r"<definedName [^>]*_followthrough_[^>]*>[^<]*</definedName>", "", part.decode())
    return re.sub(r'<definedNames></definedNames>|<definedNames ?/>| fullCalcOnLoad="1"|<calcPr ?/>', "", text)
