"""A made-up search around any day, for the demo; its rows are data, ``demo.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

from followthrough.knowing.columns import DATES, LogColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

DATED = frozenset((*DATES, LogColumn.DATE))


@dataclass(frozen=True, slots=True)
class DemoRows:
    """Rows for the three sheets, each a mapping from heading to value."""

    jobs: tuple[Mapping[str, object], ...]
    log: tuple[Mapping[str, object], ...]
    interviews: tuple[Mapping[str, object], ...]


def demo_rows(today: date) -> DemoRows:
    """The search as it stands on a day: offers first, then what is going on, what is wished for, what is over."""
    listed = tomllib.loads(files("followthrough.template").joinpath("demo.toml").read_text("utf-8"))
    return DemoRows(**{sheet: tuple(_dated(row, today) for row in rows) for sheet, rows in listed.items()})


def _dated(row: Mapping[str, object], today: date) -> dict[str, object]:
    """Days given as a distance from today become dates; several become a list, as people type it."""
    return {heading: _day(value, today) if heading in DATED else value for heading, value in row.items()}


def _day(value: object, today: date) -> object:
    if isinstance(value, list):
        return ", ".join((today + timedelta(days)).isoformat() for days in value)
    return today + timedelta(value) if isinstance(value, int) else value
