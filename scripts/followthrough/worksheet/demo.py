"""A made-up search around any day, for the demo: it shows every flag, step, channel and tip that one day can hold.

One step is missing: "Withdraw politely" appears once a new job has begun, and then most other leads only wait.
Companies, people, numbers and addresses are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from followthrough.leads import DATE_HEADINGS, Outcome
from followthrough.worksheet.demo_leads import JOBS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATED = frozenset((*DATE_HEADINGS, "Date"))


@dataclass(frozen=True, slots=True)
class DemoRows:
    """Rows for the three sheets, each a mapping from heading to value."""

    jobs: tuple[Mapping[str, object], ...]
    log: tuple[Mapping[str, object], ...]
    interviews: tuple[Mapping[str, object], ...]


def demo_rows(today: date) -> DemoRows:
    """The search as it stands on a day: offers first, then what is going on, what is wished for, what is over."""
    return DemoRows(
        jobs=tuple(_dated(row, today) for row in JOBS),
        log=tuple(_dated(row, today) for row in _named(LOG_HEADINGS, LOG)),
        interviews=tuple(_dated(row, today) for row in _named(ROUND_HEADINGS, ROUNDS)),
    )


def _dated(row: Mapping[str, object], today: date) -> dict[str, object]:
    """Days told as a distance from today become dates, several of them a list as people type it."""
    return {heading: _day(value, today) if heading in DATED else value for heading, value in row.items()}


def _day(value: object, today: date) -> object:
    if isinstance(value, tuple):
        return ", ".join((today + timedelta(days)).isoformat() for days in value)
    return today + timedelta(value) if isinstance(value, int) else value


def _named(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[dict[str, object]]:
    return [{name: cell for name, cell in zip(headings, row, strict=False) if cell != ""} for row in rows]


LOG_HEADINGS = ("Date", "Company", "Outcome", "How", "Who", "Check back on", "Role", "Notes")
LOG: tuple[tuple[object, ...], ...] = (
    (-20, "Sennit Logistics", Outcome.THANKED, "Letter", "Karel Novy"),
    (-11, "Tidewell Energy", Outcome.SPOKE, "Phone", "Ines Calder", -4, "", "Friendly. Still seeing two others."),
    (-8, "Saffron Street Kitchen", Outcome.VOICEMAIL, "Phone", "Lena Brandt"),
    (-6, "Kestrel Maps", Outcome.REPLIED, "Email", "Tom Adeyemi", "", "Map data editor", "Shortlist within the month."),
    (-3, "Harrow & Finch", Outcome.SPOKE, "Phone", "Maya Okafor", "", "", "The offer! In writing by e-mail."),
    (-3, "Alder & Pike", Outcome.NO_ANSWER, "Phone", "Ruth Amsel"),
    (-3, "Otterly Toys", Outcome.SENT, "Email", "Bea Lindqvist", "", "", "Asked whether they need samples."),
    (-1, "Alder & Pike", Outcome.NO_ANSWER, "Phone", "Ruth Amsel"),
)
ROUND_HEADINGS = ("Date", "Company", "Interviewer", "Email", "Thank-you sent", "Mention", "Round")
ROUNDS: tuple[tuple[object, ...], ...] = (
    (
        -19,
        "Harrow & Finch",
        "Maya Okafor",
        "maya.okafor@harrow.example.com",
        -18,
        "Her talk on plain charts",
        "First talk",
    ),
    (
        -12,
        "Harrow & Finch",
        "Piet Hartog",
        "piet.hartog@harrow.example.com",
        -11,
        "The move to a new warehouse",
        "Panel",
    ),
    (-12, "Harrow & Finch", "Maya Okafor", "maya.okafor@harrow.example.com", -11, "", "Panel"),
    (
        -1,
        "Bluepine Analytics",
        "Anneke Vos",
        "anneke.vos@bluepine.example.com",
        "",
        "Her rowing club's data",
        "Second talk",
    ),
    (
        -1,
        "Bluepine Analytics",
        "Rahul Sethi",
        "rahul.sethi@bluepine.example.com",
        "",
        "The reporting backlog",
        "Second talk",
    ),
    (2, "Larkfield Transit", "Joan Mbeki", "joan.mbeki@larkfield.example.com", "", "", "First talk"),
)
