"""What may be typed where: the dropdowns, the checks with their friendly sentences, and the hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openpyxl.worksheet.datavalidation import DataValidation

from followthrough.ooxml.references import column_letters
from followthrough.worksheet.template_columns import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LAST_ROW = 2000
"""Dropdowns, checks and colours reach down to here, so that a row typed below the table has them at once."""
FIRST_DAY = 36526
"""1 January 2000 as Excel counts days: anything before it is a slip of the year."""
THIS_YEAR = "TODAY()+366"
LIKE = "Type it like 2026-11-23 or 23 Nov 2026."


def add_entry_rules(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Put every column's check and hint on a sheet."""
    for place, column in enumerate(columns, start=1):
        letter = column_letters(place)
        rule = _RULES.get(column.kind, _anything)(column, f"{letter}2")
        if column.hint:
            rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading, column.hint, True
        elif not rule.type:
            continue
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _anything(_: Column, __: str) -> DataValidation:
    return DataValidation(allow_blank=True)


def _choice(column: Column, _: str) -> DataValidation:
    words = ", ".join(column.choices)
    rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
    return _refusing(rule, "A word from the list", f"Please choose one of: {words}.")


def _listed(column: Column, _: str) -> DataValidation:
    rule = DataValidation(type="list", formula1=column.listed, allow_blank=True)
    if column.listed == "Companies":
        rule = _refusing(rule, "Not on Jobs yet", "No row on Jobs has this company. If you are about to add it, "
                         "press Yes; otherwise choose it from the list.")  # fmt: skip
        rule.errorStyle = "warning"
    return rule


def _day(_: Column, __: str) -> DataValidation:
    rule = _between("date", str(FIRST_DAY), THIS_YEAR)
    return _refusing(rule, "A date, please", f"That is no date, or its year is far away. {LIKE}")


def _past_day(_: Column, __: str) -> DataValidation:
    rule = _between("date", str(FIRST_DAY), "TODAY()")
    return _refusing(rule, "A day that has been", f"This is for what has happened: today or earlier. {LIKE}")


def _day_or_yes(_: Column, cell: str) -> DataValidation:
    rule = _custom(f'OR({_is_day(cell, "TODAY()")},LOWER({cell})="yes",LOWER({cell})="no")')
    return _refusing(rule, "The day, or yes", f"Put the day you thanked them here, or just yes. {LIKE}")


def _day_or_never(_: Column, cell: str) -> DataValidation:
    rule = _custom(f'OR({_is_day(cell, THIS_YEAR)},LOWER({cell})="never")')
    return _refusing(rule, "A date, or never", f"Put the day here until which it may rest, or the word never. {LIKE}")


def _yes_no(_: Column, __: str) -> DataValidation:
    rule = DataValidation(type="list", formula1='"Yes,No"', allow_blank=True)
    text = "Yes or No will do. If this is the day it happened, that is fine too: press OK."
    rule = _refusing(rule, "Yes, No or a date", text)
    rule.errorStyle = "information"
    return rule


def _count(column: Column, _: str) -> DataValidation:
    low, high = column.range
    text = f"A whole number from {low} to {high}, please, or leave it blank."
    return _refusing(_between("whole", str(low), str(high)), "A whole number", text)


def _between(kind: Literal["date", "whole"], low: str, high: str) -> DataValidation:
    return DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)


def _custom(formula: str) -> DataValidation:
    return DataValidation(type="custom", formula1=formula, allow_blank=True)


def _is_day(cell: str, latest: str) -> str:
    return f"AND(ISNUMBER({cell}),{cell}>={FIRST_DAY},{cell}<={latest})"


def _refusing(rule: DataValidation, title: str, text: str) -> DataValidation:
    rule.errorTitle, rule.error, rule.showErrorMessage = title, text, True
    return rule


_RULES: Mapping[Kind, Callable[[Column, str], DataValidation]] = {
    Kind.CHOICE: _choice,
    Kind.LISTED: _listed,
    Kind.DAY: _day,
    Kind.PAST_DAY: _past_day,
    Kind.DAY_OR_YES: _day_or_yes,
    Kind.DAY_OR_NEVER: _day_or_never,
    Kind.YES_NO: _yes_no,
    Kind.COUNT: _count,
}
