"""What the nights noticed of leads whose rows date little (rules 3): nights are put together here, and kept elsewhere.

A lead is known by its LeadKey. One whose company, role or applied date was edited keeps its days: it is found again by
its worksheet row, or by its link.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - keeping/journal has msgspec read the types when the program runs
from typing import TYPE_CHECKING

from followthrough.judging.judge import keys
from followthrough.judging.story import settled_stage
from followthrough.knowing.calendar import days
from followthrough.knowing.fold import fold
from followthrough.knowing.leads import Noticed
from followthrough.knowing.record import Record, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from followthrough.knowing.leads import Lead, LeadKey

FORGOTTEN_AFTER = 400
"""Days after which a lead that stands nowhere any more is forgotten."""
CALLED_OFF = ", called off"


class Place(Record, frozen=True, kw_only=True):
    """By what a lead is found again whose key was edited; all but the row folded."""

    sheet: str = ""
    row: int = 0
    link: str = ""
    email: str = ""


class Entry(Record, frozen=True, kw_only=True):
    """What the nights saw of one lead.

    Args:
        seen: the first night that saw it; ``last``: the last one.
        stage: what its stage meant to the last night that understood it.
        since: the first night that saw it so; None where the very first night found it so.
        word: how the stage is written, and ``said`` what that word meant; "" where nobody knows it.
        puzzled: the first night that saw a word nobody knew, for the night that learns it.
        follow_ups: the different days that stood in Last follow-up.
    """

    seen: date
    last: date
    stage: str = ""
    since: date | None = None
    word: str = ""
    said: str = ""
    puzzled: date | None = None
    follow_ups: frozenset[date] = frozenset()
    place: Place = Place()


class Journal(Record, frozen=True, kw_only=True):
    """All nights as one: the first of all, the last, and what they saw."""

    first: date | None = None
    last: date | None = None
    entries: Mapping[LeadKey, Entry] = field(default_factory=dict)


def of_nights(nights: Iterable[tuple[date, Sequence[Lead]]]) -> Journal:
    """The journal of some nights, in any order; the same nights give the same journal."""
    journal = Journal()
    for on, leads in sorted(nights, key=lambda night: night[0]):
        journal = with_night(journal, leads, on)
    return journal


def with_night(journal: Journal, leads: Sequence[Lead], on: date) -> Journal:
    """The journal with one more night; one that lies before the last is only a replay, and adds nothing."""
    return _with_night(journal, dict(zip(keys(leads), leads, strict=True)), on)


def _with_night(journal: Journal, found: Mapping[LeadKey, Lead], on: date) -> Journal:
    if journal.last and on < journal.last:
        return journal
    first, edited = journal.first or on, _edited(journal, found)
    left = dict(journal.entries)
    for old in edited.values():
        del left[old]
    entries = {}
    for key, lead in found.items():
        before = journal.entries[edited[key]] if key in edited else left.pop(key, None)
        entries[key] = _seen(before, lead, on, is_first=on == first)
    gone = {key: entry for key, entry in left.items() if (on - entry.last).days < FORGOTTEN_AFTER}
    return Journal(first=first, last=on, entries={**gone, **entries})


def up_to(journal: Journal, today: date) -> Journal:
    """The journal as if every night that lies ahead had been today: a wrong clock dated those."""
    if not journal.last or journal.last <= today + days(1):  # who flies west gets a day twice
        return journal
    entries = {key: _up_to(entry, today) for key, entry in journal.entries.items()}
    return Journal(first=_earlier(journal.first, today), last=today, entries=entries)


def _up_to(entry: Entry, today: date) -> Entry:
    return replace(
        entry,
        seen=min(entry.seen, today),
        last=min(entry.last, today),
        since=_earlier(entry.since, today),
        puzzled=_earlier(entry.puzzled, today),
        follow_ups=frozenset(day for day in entry.follow_ups if day <= today),
    )


def _earlier(day: date | None, today: date) -> date | None:
    return min(day, today) if day else None


def with_noticed(leads: Sequence[Lead], journal: Journal, today: date) -> tuple[Lead, ...]:
    """The leads with what the nights before today saw of them, so that two nights of one day say the same."""
    return night_noticed(leads, journal, today)[0]


def night_noticed(leads: Sequence[Lead], journal: Journal, today: date) -> tuple[tuple[Lead, ...], Journal]:
    """The same leads, and the journal with tonight: in it rows that were edited since are found again."""
    found = dict(zip(keys(leads), leads, strict=True))
    tonight = _with_night(journal, found, today)
    noticed = (_noticed(tonight, tonight.entries.get(key), lead, today) for key, lead in found.items())
    pairs = zip(leads, noticed, strict=True)
    return tuple(lead if each == lead.noticed else lead.but(noticed=each) for lead, each in pairs), tonight


def _noticed(journal: Journal, entry: Entry | None, lead: Lead, today: date) -> Noticed:
    if not entry or entry.seen >= today:
        return Noticed()
    is_at_that_stage = entry.since and entry.since < today and entry.stage == _meaning(lead)
    return Noticed(
        seen=entry.seen,
        here_before=entry.seen == journal.first,
        stage_since=entry.since if is_at_that_stage else None,
        changed_today=entry.since == today,
        follow_ups=entry.follow_ups,
    )


def _seen(before: Entry | None, lead: Lead, on: date, *, is_first: bool) -> Entry:
    """What is known of a lead after a night."""
    started = None if is_first else on
    stage, word, said = _meaning(lead), fold(lead.unknown_stage or lead.stage_word), str(lead.stage or "")
    seen, since, puzzled = on, started, started if lead.unknown_stage else None
    follow_ups = frozenset(day for day in lead.last_follow_up if day <= on)
    if before:
        seen, follow_ups = before.seen, before.follow_ups | follow_ups
        if lead.unknown_stage:
            stage, since = before.stage, before.since
            puzzled = before.puzzled if before.word == word else on
        elif stage == before.stage:
            since = before.since
        elif word and word == before.word and said != before.said:
            since = before.since if before.said else before.puzzled  # its word is understood at last: no change
        else:
            since = on
    place = Place(sheet=lead.sheet, row=lead.row, link=fold(lead.link), email=fold(lead.email))
    return Entry(
        seen=seen, last=on, stage=stage, since=since, word=word, said=said, puzzled=puzzled, follow_ups=follow_ups,
        place=place,
    )  # fmt: skip


def _meaning(lead: Lead) -> str:
    """What a stage means, whether or not its word says so."""
    if lead.unknown_stage:
        return ""
    return settled_stage(lead) + (CALLED_OFF if lead.called_off else "")


def _edited(journal: Journal, found: Mapping[LeadKey, Lead]) -> dict[LeadKey, LeadKey]:
    """The leads that came, each with the one that vanished since the last night and is the same."""
    came = {key: lead for key, lead in found.items() if key not in journal.entries}
    left = {key: entry for key, entry in journal.entries.items() if key not in found and entry.last == journal.last}
    if not came or not left:
        return {}
    by_row = {(entry.place.sheet, entry.place.row): key for key, entry in left.items()}
    by_link = {(key.company, entry.place.link): key for key, entry in left.items() if key.company and entry.place.link}
    same: dict[LeadKey, LeadKey] = {}
    for key, lead in came.items():
        old = by_row.get((lead.sheet, lead.row))
        if old in left and _share_something(old, left[old].place, key, lead):
            same[key] = old
            del left[old]
    for key, lead in came.items():
        old = by_link.get((key.company, fold(lead.link)))
        if old in left and key not in same:
            same[key] = old
            del left[old]
    return same


def _share_something(old: LeadKey, place: Place, key: LeadKey, lead: Lead) -> bool:
    """Whether one of company, role, link and e-mail is the same, and not only blank in both."""
    before = (old.company, old.role, place.link, place.email)
    now = (key.company, key.role, fold(lead.link), fold(lead.email))
    return any(was and was == found for was, found in zip(before, now, strict=True))
