"""Two and more readings of one workbook -> what changed, so that a stage that was passed through is not lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from followthrough.judging.judge import keys
from followthrough.judging.story import settled_stage
from followthrough.knowing.words import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from followthrough.knowing.leads import Lead, LeadKey
    from followthrough.knowing.words import Stage


@dataclass(frozen=True, slots=True)
class Moved:
    """A lead and every stage it went through, in order: at least two."""

    lead: Lead
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A lead that was heard from, and on which day."""

    lead: Lead
    on: date


@dataclass(frozen=True, slots=True)
class History:
    """What changed between the first and the last reading."""

    new: tuple[Lead, ...] = ()
    moved: tuple[Moved, ...] = ()
    heard: tuple[Heard, ...] = ()
    gone: tuple[Lead, ...] = ()


def what_changed(readings: Sequence[Sequence[Lead]]) -> History:
    """Compare the leads of several readings, oldest first; one reading alone has no history.

    A lead is known by company, role and applied date. One whose applied date was only just filled in is the same lead:
    it is followed by company and role where these name a single row.
    """
    if len(readings) < 2:  # noqa: PLR2004 - a change needs a before and an after
        return History()
    states = [_by_key(leads) for leads in readings]
    before, after = states[0], states[-1]
    followed = {key: [state.get(key) or _same_job(key, state) for state in states] for key in after}
    known = [lead for lead in (path[0] for path in followed.values()) if lead]
    return History(
        new=tuple(lead for key, lead in after.items() if not any(followed[key][:-1])),
        moved=tuple(_moves(followed)),
        heard=tuple(_answers(followed)),
        gone=tuple(lead for lead in before.values() if lead not in known and lead.company),
    )


def _by_key(leads: Sequence[Lead]) -> dict[LeadKey, Lead]:
    return dict(zip(keys(leads), leads, strict=True))


def _same_job(key: LeadKey, state: Mapping[LeadKey, Lead]) -> Lead | None:
    """The only lead of that company and role that had no applied date yet."""
    same = [lead for other, lead in state.items() if (other.company, other.role) == (key.company, key.role)]
    return same[0] if len(same) == 1 and not same[0].applied_on else None


def _moves(followed: Mapping[LeadKey, list[Lead | None]]) -> Iterator[Moved]:
    for path in followed.values():
        stages: list[Stage] = []
        for lead in path:
            if lead and not lead.unknown_stage and settled_stage(lead) not in stages[-1:]:
                stages.append(settled_stage(lead))
        if len(stages) > 1 and path[-1]:
            yield Moved(path[-1], tuple(stages))


def _answers(followed: Mapping[LeadKey, list[Lead | None]]) -> Iterator[Heard]:
    for path in followed.values():
        last = path[-1]
        now = _last_heard(last) if last else None
        before = max(filter(None, map(_last_heard, filter(None, path[:-1]))), default=None)
        if last and now and any(path[:-1]) and (before is None or now > before):
            yield Heard(last, now)


def _last_heard(lead: Lead) -> date | None:
    told = {touch.on for touch in lead.touches if touch.outcome in (Outcome.SPOKE, Outcome.REPLIED)}
    return max(told | ({lead.last_heard} if lead.last_heard else set()), default=None)
