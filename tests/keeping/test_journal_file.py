"""The journal as a file: read as it was written, and rebuilt from the snapshots where it is of no use."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from followthrough.judging.journal import Journal, of_nights, with_night
from followthrough.keeping.journal import NAME, read_journal, write_journal
from followthrough.keeping.snapshots import keep_snapshot
from followthrough.knowing.errors import TryAgainError
from followthrough.knowing.hints import Hints
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from workbooks_for_tests import workbook

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("Company", "Role", "Stage", "Applied on", "Last follow-up", "Link")
NIGHTS = {
    date(2026, 11, 2): workbook(HEADINGS, ("Acme", "Cook", "Applied", None, None, None)),
    date(2026, 11, 9): workbook(
        HEADINGS, ("Acme", "Cook", "Applied", None, "2026-11-06", None), ("Bolt", "Clerk", "Pending", None, None, None)
    ),
    date(2026, 11, 16): workbook(
        HEADINGS,
        ("Acme", "Cook", "Phone screen", "2026-10-30", "2026-11-13", None),
        ("Bolt", "Clerk", "Zorp", None, None, "https://example.com/1"),
    ),
}
"""Three nights, in each of which something changed."""


def kept(folder: Path, nights: dict[date, bytes]) -> Journal:
    """The journal of some nights, of each of which there is a snapshot."""
    for on, book in nights.items():
        keep_snapshot(folder, book, ".xlsx", datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    return of_nights((on, read_workbook(book, Hints()).leads) for on, book in nights.items())


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The journal comes back as it was, without a word."""
    journal = kept(tmp_path, NIGHTS)
    write_journal(tmp_path, journal)
    assert read_journal(tmp_path, Hints()) == (journal, "")


def test_a_first_night_that_was_stopped_is_no_loss(tmp_path: Path) -> None:
    """Snapshots, and no night that did its job: such runs notice nothing, and nobody is told of a journal."""
    kept(tmp_path, NIGHTS)
    assert read_journal(tmp_path, Hints()) == (Journal(), "")


def test_no_folder_is_a_fresh_start(tmp_path: Path) -> None:
    """A first night has noticed nothing, says nothing, and reading makes no folder."""
    assert read_journal(tmp_path / "none", Hints()) == (Journal(), "")
    assert not (tmp_path / "none").exists()


def _spoiled(folder: Path, how: str) -> None:
    path = folder / NAME
    if how in ("lost", "a folder", "a link to itself"):
        path.unlink()
    if how == "a folder":
        (path / "kept").mkdir(parents=True)
    elif how == "a link to itself":
        path.symlink_to(path)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "lost":
        pass
    elif how == "damaged":
        path.write_bytes(path.read_bytes()[:40])
    else:
        held = json.loads(path.read_text("utf-8"))
        held |= {"version": 99} if how == "newer" else {"workbook": "other-12345678"}
        path.write_text(json.dumps(held), "utf-8")


@pytest.mark.parametrize(
    ("how", "sentence"),
    table(
        ("lost", "lost", "is not there"),
        ("damaged", "damaged", "is damaged"),
        ("of a newer version", "newer", "was written by a newer version"),
        ("of another workbook", "another", "belongs to another workbook"),
        ("empty", "empty", "is damaged"),
        ("a folder in its place", "a folder", "cannot be read (Is a directory)"),
        ("a link that leads to itself", "a link to itself", "cannot be read ("),
    ),
)
def test_it_is_rebuilt_from_the_snapshots(tmp_path: Path, how: str, sentence: str) -> None:
    """The same nights give the same journal; one sentence says what happened, and the night goes on."""
    journal = kept(tmp_path, NIGHTS)
    write_journal(tmp_path, journal)
    _spoiled(tmp_path, how)
    rebuilt, told = read_journal(tmp_path, Hints(), list(NIGHTS))
    assert rebuilt == journal
    assert told.startswith(str(tmp_path / NAME))
    assert (sentence in told, "3 snapshots" in told, "\n" in told) == (True, True, False)
    write_journal(tmp_path, rebuilt)
    assert read_journal(tmp_path, Hints(), list(NIGHTS)) == (journal, "")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_without_the_right_to_read_it_is_rebuilt(tmp_path: Path) -> None:
    """The file is written anew, with the rights that the folder gives."""
    journal = kept(tmp_path, NIGHTS)
    write_journal(tmp_path, journal)
    (tmp_path / NAME).chmod(0)
    rebuilt, told = read_journal(tmp_path, Hints(), list(NIGHTS))
    assert (rebuilt, "cannot be read (Permission denied)" in told) == (journal, True)
    write_journal(tmp_path, rebuilt)
    assert read_journal(tmp_path, Hints()) == (journal, "")


def test_a_folder_in_its_place_is_moved_aside(tmp_path: Path) -> None:
    """Whatever lies in it stays, also where that happens twice."""
    for number in (1, 2):
        _spoiled(tmp_path, "a folder") if (tmp_path / NAME).exists() else (tmp_path / NAME / "kept").mkdir(parents=True)
        write_journal(tmp_path, Journal())
        assert (tmp_path / f"{NAME}.aside-{number}" / "kept").is_dir()


DAMAGED = [
    b"", b"{", b"null", b"[]", b"3", b"{}", b'{"version": 1}', b'{"version": "1"}', b"\xff\xfe\x00", b"[" * 100_000,
    b'{"version": 1, "workbook": "W", "first": null, "last": null, "leads": [{}]}',
]  # fmt: skip


@pytest.mark.parametrize("held", DAMAGED, ids=lambda held: repr(held[:24]))
def test_anything_may_stand_in_the_file(tmp_path: Path, held: bytes) -> None:
    """Without a snapshot to rebuild it from it begins anew."""
    folder = tmp_path / "W"
    folder.mkdir()
    (folder / NAME).write_bytes(held)
    journal, told = read_journal(folder, Hints())
    assert (journal, bool(told)) == (Journal(), True)


def test_days_may_come_out_later_never_earlier(tmp_path: Path) -> None:
    """A snapshot of a run that did not count, and one that was pruned, make no day earlier."""
    kept(tmp_path, NIGHTS)
    done = [date(2026, 11, 5), date(2026, 11, 16)]  # the runs of the second and the ninth did not count
    rebuilt, _ = read_journal(tmp_path, Hints(), done)
    expected = of_nights([(date(2026, 11, 5), read_workbook(NIGHTS[date(2026, 11, 2)], Hints()).leads),
                          (date(2026, 11, 16), read_workbook(NIGHTS[date(2026, 11, 16)], Hints()).leads)])  # fmt: skip
    assert rebuilt == expected


def test_a_snapshot_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    """One that rotted, and one of a workbook that cannot be understood."""
    kept(tmp_path, {day: book for day, book in NIGHTS.items() if day.day != 9})
    keep_snapshot(tmp_path, workbook(("Colour",), ("blue",)), ".xlsx", datetime(2026, 11, 10, tzinfo=UTC))
    rotten = min((tmp_path / "snapshots").iterdir())
    rotten.write_bytes(b"no workbook")
    rebuilt, _ = read_journal(tmp_path, Hints(), list(NIGHTS))
    assert rebuilt == of_nights([(date(2026, 11, 16), read_workbook(NIGHTS[date(2026, 11, 16)], Hints()).leads)])


def test_it_is_small_and_readable(tmp_path: Path) -> None:
    """A person can read it, and it names the workbook's own folder."""
    write_journal(tmp_path, kept(tmp_path, NIGHTS))
    held = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert (held["workbook"], held["first"], held["last"]) == (tmp_path.name, "2026-11-02", "2026-11-16")
    assert {lead["company"] for lead in held["leads"]} == {"acme", "bolt"}


def test_it_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    """Written beside and renamed; where that fails it is said, and the old one stays."""
    write_journal(tmp_path, Journal(first=date(2026, 11, 2), last=date(2026, 11, 2)))
    (tmp_path / f"{NAME}.new").mkdir()
    with pytest.raises(TryAgainError) as caught:
        write_journal(tmp_path, kept(tmp_path, NIGHTS))
    assert NAME in caught.value.message
    assert read_journal(tmp_path, Hints())[0].last == date(2026, 11, 2)


def test_order_of_the_snapshots_makes_no_difference(tmp_path: Path) -> None:
    """Their own times tell which night was which."""
    forward, backward = tmp_path / "a", tmp_path / "b"
    kept(forward, NIGHTS)
    kept(backward, dict(reversed(NIGHTS.items())))
    first, second = (read_journal(folder, Hints(), list(NIGHTS))[0] for folder in (forward, backward))
    assert first == second == of_nights((on, read_workbook(book, Hints()).leads) for on, book in NIGHTS.items())


def test_the_nights_go_on_after_a_rebuild(tmp_path: Path) -> None:
    """The next night is merged into what was rebuilt as into what was lost."""
    journal = kept(tmp_path, NIGHTS)
    leads = read_workbook(NIGHTS[date(2026, 11, 16)], Hints()).leads
    later = max(NIGHTS) + timedelta(days=3)
    rebuilt, _ = read_journal(tmp_path, Hints(), list(NIGHTS))
    assert with_night(rebuilt, leads, later) == with_night(journal, leads, later)
