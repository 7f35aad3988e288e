"""The numbers of the rules that a person may set, and the three presets (rules 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from followthrough.knowing.record import Record
from followthrough.knowing.words import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Policy(Record, frozen=True, kw_only=True):
    """How soon, how often and how long; all in days, decisions in business days. The defaults are *standard*."""

    after_applying: tuple[int, int] = (7, 10)
    """First and last good day to ask after applying."""
    after_interview: tuple[int, int] = (4, 7)
    """The same after an interview for which no date was given; its first number also holds after an answer."""
    after_decision: tuple[int, int] = (1, 3)
    """The same, in business days, after the day on which they meant to decide."""
    gaps: tuple[int, ...] = (7, 14, 21)
    """How long to wait after the first, second, ... unanswered follow-up; after the last one, move on."""
    slower: tuple[tuple[int, int], ...] = ((30, 14), (60, 21), (90, 30))
    """(days since it began, shortest wait from then on): the longer a process goes on, the less often one asks."""
    thank_within: int = 1
    prepare_before: int = 3
    apply_before: int = 14
    withdraw_within: int = 7
    silent_applied: int = 30
    silent_interviewing: int = 60
    prefers: Channel = Channel.PHONE
    open_leads: int = 5
    apply_every: int = 7
    pause_until: date | None = None
    """A day of rest for the whole search (rules 5): every lead is snoozed until then."""


PAUSE = "PauseUntil"
"""What the cell is called in which a workbook names a day of rest for the whole search."""


class Pause(NamedTuple):
    """A day of rest that the workbook itself names, and its cell."""

    until: date
    cell: str
    row: int


STANDARD = Policy()

PRESETS: Mapping[str, Policy] = {
    "reserved": Policy(after_interview=(10, 14), after_decision=(3, 5), gaps=(14, 21)),
    "standard": STANDARD,
    "persistent": Policy(gaps=(7, 7, 10, 14, 21)),
}
