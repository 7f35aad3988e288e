"""The journal of the nights as a file: read, written whole, and rebuilt from the snapshots where it is of no use."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from followthrough.judging.journal import Entry, Journal, of_nights
from followthrough.keeping.files import write_whole
from followthrough.keeping.snapshots import list_snapshots, read_snapshot
from followthrough.knowing.errors import FollowthroughError, TryAgainError
from followthrough.knowing.leads import LeadKey
from followthrough.understanding.read import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from followthrough.keeping.snapshots import Snapshot
    from followthrough.knowing.hints import Hints
    from followthrough.knowing.leads import Lead

NAME = "journal.json"
VERSION = 1
MISSING = "is not there"
DAMAGED = (ValueError, TypeError, KeyError, RecursionError)
"""What comes of reading a file that anything may stand in."""


def read_journal(folder: Path, hints: Hints, nights: Sequence[date] = ()) -> tuple[Journal, str]:
    """The journal of a workbook, and a sentence where it had to be rebuilt.

    Args:
        folder: the workbook's data folder; one that is not there yet has an empty journal.
        hints: how the snapshots are read.
        nights: the days on which a night did its job; without any, replays alone may have run, which notice nothing,
            and no journal is missing.
    """
    try:
        held = _held(folder)
        trouble = _is_of_no_use(held, folder)
        if not trouble:
            return _journal(held), ""
    except FileNotFoundError:
        trouble = MISSING
    except OSError as error:
        trouble = f"cannot be read ({error.strerror})"
    except DAMAGED:
        trouble = "is damaged"
    if trouble == MISSING and not nights:
        return Journal(), ""
    snapshots: list[Snapshot] = []
    with suppress(TryAgainError):  # a folder that cannot be read stops the night where it must write there
        snapshots = list_snapshots(folder)
    if not snapshots:
        return Journal(), "" if trouble == MISSING else f"{folder / NAME} {trouble}: it begins anew."
    rebuilt = of_nights(_nights(snapshots, hints, nights))
    again = f"what the nights noticed was read again from {len(snapshots)} snapshots, and some days may come out later"
    return rebuilt, f"{folder / NAME} {trouble}: {again}."


def write_journal(folder: Path, journal: Journal) -> None:
    """Keep the journal; written beside and renamed, so that it is the old one or the new one.

    Raises:
        TryAgainError: it could not be written.
    """
    keys = msgspec.to_builtins(list(journal.entries))
    entries = msgspec.to_builtins(list(journal.entries.values()), order="deterministic")
    held = {
        "version": VERSION,
        "workbook": folder.name,
        "first": msgspec.to_builtins(journal.first),
        "last": msgspec.to_builtins(journal.last),
        "leads": [key | entry for key, entry in zip(keys, entries, strict=True)],
    }
    try:
        _make_way(folder / NAME)
        _write(folder, held)
    except OSError as error:
        raise TryAgainError(
            f"{folder / NAME} could not be written ({error.strerror}): the next night notices it again.",
            file=str(folder / NAME),
        ) from error


def _make_way(path: Path) -> None:
    """Move aside a folder of that name, or every night would stop at it; what lies in it stays its owner's."""
    if path.is_dir() and not path.is_symlink():
        aside = (path.with_name(f"{path.name}.aside-{number}") for number in count(1))
        path.rename(next(place for place in aside if not place.exists()))


def last_seen(folder: Path) -> set[LeadKey]:
    """The leads that the last night saw; none where the journal is of no use."""
    try:
        journal = _journal(_held(folder))
    except (OSError, *DAMAGED):
        return set()
    return {key for key, entry in journal.entries.items() if entry.last == journal.last}


def rename_journal(folder: Path, name: str) -> None:
    """Have the journal name the data folder it is about to lie in; one that is lost or damaged stays so.

    Raises:
        OSError: it could not be written.
    """
    try:
        held = {**_held(folder), "workbook": name}
    except (OSError, *DAMAGED):
        return
    _write(folder, held)


def _held(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / NAME).read_text("utf-8", "surrogatepass"))
    return held


def _write(folder: Path, held: dict[str, Any]) -> None:
    write_whole(folder / NAME, (json.dumps(held, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))


def _is_of_no_use(held: dict[str, Any], folder: Path) -> str:
    if held["version"] > VERSION:
        return "was written by a newer version"
    return "" if held["workbook"] == folder.name else "belongs to another workbook"


def _journal(held: dict[str, Any]) -> Journal:
    first, last = (msgspec.convert(held[name], date | None) for name in ("first", "last"))
    keys, entries = msgspec.convert(held["leads"], list[LeadKey]), msgspec.convert(held["leads"], list[Entry])
    return Journal(first=first, last=last, entries=dict(zip(keys, entries, strict=True)))


def _nights(
    snapshots: Sequence[Snapshot], hints: Hints, nights: Sequence[date]
) -> Iterator[tuple[date, tuple[Lead, ...]]]:
    """What each snapshot shows, on the first night from then on that did its job; unreadable ones are passed over."""
    days = [snapshot.taken.astimezone().date() for snapshot in snapshots]
    for snapshot, taken in zip(snapshots, days, strict=True):
        on = min((night for night in nights if night >= taken), default=None if nights else taken)
        if on is None or any(taken < later <= on for later in days):
            continue  # no night saw the workbook as it was
        try:
            yield on, read_workbook(read_snapshot(snapshot), hints).leads
        except FollowthroughError:
            continue
