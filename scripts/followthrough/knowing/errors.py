"""What stops a run: one family of exceptions, one exit status each, caught in one place (``command``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class FollowthroughError(Exception):
    """A run that cannot go on, told in one sentence for the person at the keyboard.

    Args:
        message: what was found and what to do about it, complete with the name of the file.
        file: the file it is about, for JSON output.
        cell: the cell it is about ("F12"), for JSON output.
    """

    status = 1

    def __init__(self, message: str, *, file: str | None = None, cell: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.cell = cell


class UsageError(FollowthroughError):
    """The command line does not make sense."""

    status = 2


class ConfigError(FollowthroughError):
    """The configuration is wrong: which file, which key, what was found, what would be right."""

    status = 3


class WorkbookError(FollowthroughError):
    """The workbook cannot be used."""

    status = 4


class WorkbookRefused(WorkbookError):  # noqa: N818 - the name is part of the contract
    """A cell or a workbook that is not written to, because something would be lost or broken."""


class NotSentError(FollowthroughError):
    """All was done, but a message was not sent, or not to everybody.

    Args:
        message: which message, to whom, and what the server said.
        file: the folder it should have gone to, where it is one.
        was_sent: whether some took it; it is then not sent again.
        may_be_out: whether nobody knows: the whole of it was handed over, and no answer came.
    """

    status = 5

    def __init__(
        self, message: str, *, file: str | None = None, was_sent: bool = False, may_be_out: bool = False
    ) -> None:
        super().__init__(message, file=file)
        self.was_sent = was_sent
        self.may_be_out = may_be_out


class TryAgainError(FollowthroughError):
    """Open in Excel, changed meanwhile, or another run is going: the next run may do it."""

    status = 75


PRECEDENCE = (1, 3, 4, 75, 5)
"""Which status is that of a run to which several apply (contract)."""


def worst(statuses: Iterable[int]) -> int:
    """The status of a run in which these came up; 0 where all went well."""
    found = set(statuses)
    return next((status for status in PRECEDENCE if status in found), max(found, default=0))
