"""What a run says of one workbook among many: for the report, and what its owner lets the coach's digest tell."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from followthrough.knowing.errors import worst
from followthrough.knowing.record import Record, field
from followthrough.knowing.steps import Flag
from followthrough.knowing.words import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from followthrough.judging.judgement import Judgement
    from followthrough.knowing.errors import FollowthroughError
    from followthrough.setup.config import Config

QUIET_FOR = timedelta(days=14)
"""For how long nothing may have happened before a search counts as gone quiet."""


class Shared(Record, frozen=True, kw_only=True):
    """What the owner of a workbook lets the digest tell: numbers and days, never a word of a cell.

    Args:
        late: how many leads are overdue; 0 also where that is not shared.
        offers: how many offers are open; 0 also where that is not shared.
        quiet_since: the last day on which anything happened, where that is long ago and shared.
        unreadable: whether a workbook that cannot be read may be named.
        wants_mail: whether mail is wanted for which the coach has no address.
    """

    late: int = 0
    offers: int = 0
    quiet_since: date | None = None
    unreadable: bool = False
    wants_mail: bool = False


class Result(Record, frozen=True, kw_only=True):
    """What a run says of one workbook.

    Args:
        workbook: the file.
        status: the exit status that a run over this workbook alone would have had.
        message: what stopped it or was left undone, in one sentence; "" where all was done.
        leads: how many leads it holds.
        flags: how many of them have which flag.
        shared: what the digest may tell; None where nothing is shared.
    """

    workbook: str
    status: int
    message: str = ""
    leads: int = 0
    flags: Mapping[str, int] = field(default_factory=dict)
    shared: Shared | None = None

    def as_document(self) -> dict[str, Any]:
        """The line of the report (contract); what is shared is no part of it."""
        return {
            "workbook": self.workbook,
            "status": self.status,
            "message": self.message,
            "leads": self.leads,
            "flags": dict(self.flags),
        }


def came_to(path: Path, judgement: Judgement, config: Config, problems: Sequence[FollowthroughError]) -> Result:
    """The result for a workbook that could be judged.

    Args:
        path: the workbook.
        judgement: all its leads, judged.
        config: the owner's, with what the digest may tell.
        problems: what was left undone.
    """
    counts = Counter(judged.flag for judged in judgement.leads)
    return Result(
        workbook=str(path),
        status=worst(problem.status for problem in problems),
        message=" ".join(problem.message for problem in problems),
        leads=len(judgement.leads),
        flags={flag.value: counts[flag] for flag in Flag if counts[flag]},
        shared=_shared(judgement, config),
    )


def failed(path: Path, error: FollowthroughError, config: Config) -> Result:
    """The result for a workbook that could not be judged."""
    shared = Shared(unreadable=True) if config.share.unreadable else None
    return Result(workbook=str(path), status=error.status, message=error.message, shared=shared)


def _shared(judgement: Judgement, config: Config) -> Shared | None:
    """What the owner lets the digest tell of a judgement; None where they share nothing."""
    share = config.share
    if share == type(share)():
        return None
    late = sum(judged.flag == Flag.OVERDUE for judged in judgement.leads)
    offers = sum(
        judged.readable.stage == Stage.OFFER and judged.flag not in (Flag.CLOSED, Flag.MOVE_ON)
        for judged in judgement.leads
    )
    return Shared(
        late=late if share.late else 0,
        offers=offers if share.offer else 0,
        quiet_since=_quiet_since(judgement) if share.quiet else None,
        unreadable=share.unreadable,
        wants_mail=share.mail and not config.you.email,
    )


def _quiet_since(judgement: Judgement) -> date | None:
    """The last day on which anything happened, where it is two weeks back; None where the search is alive."""
    days = [day for judged in judgement.leads if (day := judged.facts.last_activity) and day <= judgement.today]
    return max(days) if days and max(days) <= judgement.today - QUIET_FOR else None
