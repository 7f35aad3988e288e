"""The log of events: a line each, with its zone, without what stands in cells, and of a bounded size."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping import events
from followthrough.keeping.events import NAME, Event, last_events, note
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2026, 11, 27, 5, 0, 3, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("text", "line"),
    table(
        ("an ordinary night", "", "2026-11-27T05:00:03+01:00 check 4"),
        ("a row and a cell", "Acme, row 7: F12", "2026-11-27T05:00:03+01:00 check 4 Acme, row 7: F12"),
        ("what stands there", "F12 holds “my password”.", "2026-11-27T05:00:03+01:00 check 4 F12 holds “…”."),
        ("several lines", "a\nb\x1b[31m", "2026-11-27T05:00:03+01:00 check 4 a b [31m"),
    ),
)
def test_one_line_an_event(tmp_path: Path, text: str, line: str) -> None:
    """When with the zone, what, how it ended; what was quoted from a cell is left out."""
    note(tmp_path, Event(AT, "check", 4, text))
    assert (tmp_path / NAME).read_text("utf-8") == f"{line}\n"
    (read,) = last_events(tmp_path)
    assert (read.at, read.job, read.status) == (AT, "check", 4)


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full, it is put aside in place of an older one; the last events are read from both."""
    monkeypatch.setattr(events, "MOST_BYTES", 300)
    for count in range(100):
        note(tmp_path, Event(AT, "check", count))
    assert sorted(path.name for path in tmp_path.iterdir()) == [NAME, f"{NAME}.1"]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 800
    assert [event.status for event in last_events(tmp_path, 9)] == list(range(91, 100))


@pytest.mark.parametrize(
    "held", table(("nothing", b""), ("noise", b"\xff\x00\n\n"), ("half a line", b"2026-11-27T05 check\n"))
)
def test_a_damaged_log_stops_nothing(tmp_path: Path, held: bytes) -> None:
    """What cannot be read is passed over, and the next event follows."""
    (tmp_path / NAME).write_bytes(held)
    note(tmp_path, Event(AT, "week", 0))
    assert [event.job for event in last_events(tmp_path)] == ["week"]


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    """A run goes on without its line."""
    (tmp_path / "file").write_text("", "utf-8")
    note(tmp_path / "file", Event(AT, "check", 0))
    assert last_events(tmp_path / "file") == []
