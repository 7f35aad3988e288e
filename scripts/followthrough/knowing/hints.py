"""What the config tells the reader about a worksheet; everything else the worksheet tells itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """The owner's word, which outranks what the cells suggest.

    Args:
        worksheet: the name of the sheet that holds the leads; "" to find it.
        heading_row: its row of headings, from 1; None to find it.
        columns: heading of ours -> heading of the owner ("Company": "Firma"); an empty one means "I have none".
        stages: the owner's word -> stage ("abgesagt": "Closed").
        day_first: whether 03/11/2026 is the third of November; None where the owner did not say.
        first_day: the day from which on, for a year, days lie that are written without one; None where they may not.
        yours: the owner's own addresses and numbers, which are nobody's to write to.
        today: the day of the run; it tells days that lie ahead from those that do not.
    """

    worksheet: str = ""
    heading_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    first_day: date | None = None
    yours: tuple[str, ...] = ()
    today: date | None = None
