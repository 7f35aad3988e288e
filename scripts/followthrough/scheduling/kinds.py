"""The kinds of schedulers, and which one this machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from followthrough.knowing.commands import Command, spoken
from followthrough.knowing.errors import UsageError
from followthrough.scheduling import cron, windows
from followthrough.scheduling.file_based import Launchd, Systemd

if TYPE_CHECKING:
    from followthrough.scheduling.jobs import Plan


class Kind(Protocol):
    """A scheduler."""

    KIND: str

    def is_here(self) -> bool:
        """Whether this machine has it."""

    def shown(self, plan: Plan) -> dict[str, str]:
        """What is written, by its place."""

    def install(self, plan: Plan) -> None:
        """Write it."""

    def uninstall(self, key: str) -> list[str]:
        """Take it away; what was removed."""

    def installed(self) -> dict[str, list[str]]:
        """What is there of ours: the key of each workbook's schedule, and its parts."""


KINDS: dict[str, Kind] = {each.KIND: each for each in (windows, Launchd(), Systemd(), cron)}
"""In the order in which they are looked for."""


def kind_here() -> Kind:
    """The one that this machine has.

    Raises:
        UsageError: it has none that is known here.
    """
    for kind in KINDS.values():
        if kind.is_here():
            return kind
    raise UsageError(
        f"This machine has neither cron nor a systemd of yours: let {spoken(Command.RUN)} stay open, or install cron."
    )


def scheduled(key: str) -> dict[str, list[str]]:
    """Which kinds hold a schedule of this workbook, and its parts."""
    return {name: parts for name, kind in KINDS.items() if (parts := kind.installed().get(key, []))}
