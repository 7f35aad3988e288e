"""What the config tells the reader about a worksheet; everything else the worksheet tells itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.knowing.fold import fold
from followthrough.knowing.record import Record, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FEWEST_DIGITS = 5
"""The shortest phone number; fewer digits at the end of another number do not make them one."""


class Hints(Record, frozen=True, kw_only=True):
    """The owner's word, which outranks what the cells suggest.

    Args:
        worksheet: the name of the sheet that holds the leads; "" to find it.
        heading_row: its row of headings, from 1; None to find it.
        columns: heading of ours -> heading of the owner ("Company": "Firma"); an empty one means "I have none".
        stages: the owner's word -> stage ("abgesagt": "Closed").
        day_first: whether 03/11/2026 is the third of November; None where the owner did not say.
        first_day: the day from which on, for a year, days lie that are written without one; None where they may not.
        today: the day of the run; it tells days that lie ahead from those that do not.
        own_email: the owner's address, which is nobody to write to; ``own_phone`` the number.
    """

    worksheet: str = ""
    heading_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    first_day: date | None = None
    today: date | None = None
    own_email: str = ""
    own_phone: str = ""

    def is_own(self, contact: str) -> bool:
        """Whether an address or a number is the owner's own, however it is written."""
        if "@" in contact:
            return bool(self.own_email) and fold(contact) == fold(self.own_email)
        if not self.own_phone:
            return False
        ours, theirs = sorted((_digits(self.own_phone), _digits(contact)), key=len)
        return len(ours) >= FEWEST_DIGITS and theirs.endswith(ours)


def _digits(number: str) -> str:
    """The digits of a number without the noughts before it, which stand for a country or a long distance."""
    return "".join(filter(str.isdigit, number)).lstrip("0")
