"""A message that is sent once: what it tells is on the disk before it goes, and counts as told when it went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from followthrough.keeping.state import intend, settle, withdraw
from followthrough.knowing.errors import FollowthroughError, NotSentError, TryAgainError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from followthrough.keeping.state import State


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message.

    Args:
        place: where it went, for a person.
        is_told: whether what it says counts as told.
        is_unkept: whether it did not go because nothing could be remembered.
        troubles: what went wrong, the cause first.
    """

    place: str = ""
    is_told: bool = False
    is_unkept: bool = False
    troubles: tuple[FollowthroughError, ...] = ()


def send(deliver: Callable[[], str]) -> Sent:
    """Send a message that nothing is remembered of; trouble is an answer."""
    try:
        return Sent(deliver(), is_told=True)
    except FollowthroughError as error:
        return Sent(is_told=isinstance(error, NotSentError) and error.was_sent, troubles=(error,))


def send_once(deliver: Callable[[], str], kind: str, folder: Path, told: State, today: date) -> Sent:
    """Send a message, unless what it tells could not be remembered.

    Args:
        deliver: sends it, and says where it went.
        kind: of the message.
        folder: the workbook's data folder.
        told: the state as it is to be once the message is out.
        today: the local calendar day.
    """
    try:
        intend(folder, kind, told, today)
    except TryAgainError as error:
        return Sent(is_unkept=True, troubles=(error,))
    # A run that is killed in here leaves its intention: the next sends once more, no third does.
    outcome = send(deliver)
    try:
        if outcome.is_told:
            settle(folder, kind)
        elif not any(isinstance(error, NotSentError) and error.may_be_out for error in outcome.troubles):
            withdraw(folder, kind)
    except TryAgainError as error:
        return replace(outcome, troubles=(*outcome.troubles, error))
    return outcome
