"""What somebody sees and may type in a new workbook: folds, dropdowns, sentences, and the looks of the flags."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from followthrough.judging.judge import judge
from followthrough.knowing.columns import IN_NEW_WORKBOOKS, OURS, Column, Kind, Shape
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import STANDARD
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Channel, Outcome, Stage
from followthrough.template.build import JOBS_PLAN, build_workbook
from followthrough.template.formulas import CONTACT_LOG, INTERVIEWS
from followthrough.template.look import FLAG_LOOKS
from followthrough.understanding.read import read_workbook
from workbooks_for_tests import demo_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

BOOK = load_workbook(BytesIO(build_workbook()))
TYPED_ON = pytest.mark.parametrize(
    ("title", "columns"),
    [("Jobs", IN_NEW_WORKBOOKS), ("Contact log", CONTACT_LOG), ("Interviews", INTERVIEWS)],
    ids=["Jobs", "Contact log", "Interviews"],
)


def test_the_advice_is_on_the_first_screen() -> None:
    """From Company to Applied on all fits a window of 1366 pixels, row numbers and bar included."""
    seen = [column for column in IN_NEW_WORKBOOKS if not column.detail]
    names = [column.heading for column in seen]
    assert names[:9] == [Column.COMPANY, Column.ROLE, *OURS, Column.STAGE, Column.APPLIED_ON]
    assert sum(column.width * 7 for column in seen[:9]) + 30 + 20 <= 1366


def test_what_is_needed_daily_is_not_folded_away() -> None:
    """Whom to ask and where the advert is stand open; what one looks up now and then is there, folded."""
    folded = {column.heading for column in IN_NEW_WORKBOOKS if column.detail}
    assert not {Column.CONTACT, Column.EMAIL, Column.PHONE, Column.LINK, Column.NOTES} & folded
    assert {Column.LOCATION, Column.SALARY, Column.RESUME_VERSION} <= folded


def test_every_row_has_room_for_a_long_why() -> None:
    """The longest answer of the demo fits the width of its column and the height of its row.

    A letter of nine points is 5.6 pixels wide on average, a line 15 high; a tenth of a line is lost at its end.
    """
    today = date(2026, 11, 23)
    leads = read_workbook(demo_workbook(today), Hints()).leads
    longest = max(len(lead.why) for lead in judge(leads, STANDARD, today).leads)
    (width,) = (column.width * 7 - 9 for column in IN_NEW_WORKBOOKS if column.heading == Column.WHY)
    lines = int(JOBS_PLAN.row_height / 0.75 / 15)
    assert longest * 5.6 <= lines * width * 0.9


@TYPED_ON
def test_only_details_are_folded(title: str, columns: Sequence[Shape]) -> None:
    """Each lies behind a visible column, which bears the plus; ours and the first are never hidden."""
    shapes = BOOK[title].column_dimensions
    hidden = [column.heading for column in columns if column.detail]
    assert not {*OURS, "Company", "Date"} & set(hidden)
    assert sum((shape.max or 0) - (shape.min or 0) + 1 for shape in shapes.values() if shape.hidden) == len(hidden)


@TYPED_ON
def test_every_sentence_fits_where_excel_shows_it(title: str, columns: Sequence[Shape]) -> None:
    """Titles of 32 signs, messages of 225, hints and lists of 255: longer ones make Excel repair the file."""
    rules = BOOK[title].data_validations.dataValidation
    assert len(rules) >= len([column for column in columns if column.kind not in (Kind.WORDS, Kind.NAME, Kind.DAYS)])
    for rule in rules:
        assert len(rule.promptTitle or "") <= 32
        assert len(rule.errorTitle or "") <= 32
        assert len(rule.prompt or "") <= 255
        assert len(rule.error or "") <= 225
        assert len(rule.formula1 or "") <= 255


@pytest.mark.parametrize(
    ("title", "heading", "columns", "words"),
    [
        ("Jobs", "Stage", IN_NEW_WORKBOOKS, Stage),
        ("Jobs", "Prefers", IN_NEW_WORKBOOKS, Channel),
        ("Contact log", "Outcome", CONTACT_LOG, Outcome),
    ],
    ids=["Stage", "Prefers", "Outcome"],
)
def test_the_dropdowns_offer_the_words_of_the_program(
    title: str, heading: str, columns: Sequence[Shape], words: type[Stage | Channel | Outcome]
) -> None:
    """What can be chosen is what will be understood."""
    place = [str(column.heading) for column in columns].index(heading)
    sheet = BOOK[title]
    cell = sheet.cell(2, place + 1).coordinate
    (rule,) = [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
    assert rule.formula1 == f'"{",".join(words)}"'


def test_a_no_can_be_typed() -> None:
    """The list of stages has no word for it: another word is questioned, and taken."""
    (rule,) = [rule for rule in BOOK["Jobs"].data_validations.dataValidation if rule.formula1 == f'"{",".join(Stage)}"']
    assert rule.errorStyle == "warning"
    assert "Rejected" in rule.error


def test_every_flag_has_a_look_of_its_own() -> None:
    """Signs tell them apart without colour; the ink can be read on its paper."""
    assert FLAG_LOOKS.keys() == set(Flag)
    assert len({look.sign for look in FLAG_LOOKS.values()}) == len(FLAG_LOOKS)
    for flag, look in FLAG_LOOKS.items():
        assert contrast(look.ink, look.paper or "F6F8F8") >= 4.5, flag


def contrast(ink: str, paper: str) -> float:
    """How well one colour is read on another, from 1 to 21; 4.5 is asked of words."""
    dark, light = sorted((luminance(ink), luminance(paper)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    shares = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
