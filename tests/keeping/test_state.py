"""What is remembered between nights: a small file a workbook, rebuilt where it is damaged."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from followthrough.keeping.access import Access
from followthrough.keeping.folders import data_folder, make_folder, only_run
from followthrough.keeping.snapshots import keep_snapshot
from followthrough.keeping.state import NAME, REMEMBERED, Left, State, read_state, write_state
from followthrough.knowing.errors import ConfigError, TryAgainError
from workbooks_for_tests import TODAY

if TYPE_CHECKING:
    from pathlib import Path

MAILED = {"acme||follow_up": date(2026, 11, 20), "bølt|会社": TODAY}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The state comes back as it was."""
    state = State(nights=(TODAY,), last_summary=TODAY, mailed=MAILED)
    write_state(tmp_path / "new", state, TODAY)
    assert read_state(tmp_path / "new") == state


def test_a_state_of_the_first_versions_is_read(tmp_path: Path) -> None:
    """What 0.1 and 0.2 remembered stays remembered, and so does nothing that they did not know."""
    held = '{"nights": ["2026-11-20", "2026-11-23"], "last_summary": "2026-11-22", "mailed": {"a": "2026-11-23"}}'
    (tmp_path / NAME).write_text(held, "utf-8")
    nights, summary = (date(2026, 11, 20), date(2026, 11, 23)), date(2026, 11, 22)
    assert read_state(tmp_path) == State(nights=nights, last_summary=summary, mailed={"a": date(2026, 11, 23)})


def test_no_file_is_a_fresh_start(tmp_path: Path) -> None:
    """A first night remembers nothing, and reading makes no folder."""
    assert read_state(tmp_path / "none") == State()
    assert not (tmp_path / "none").exists()


DAMAGED = [
    b"", b"{", b"null", b"[]", b'"text"', b"3", b"{}", b'{"nights": 3}', b'{"nights": ["soon"]}', b'{"nights": [null]}',
    b'{"mailed": []}', b'{"workbook": {"place": 7}}', b'{"workbook": []}x', b'{"tries": {"a": "b"}}', b'{"said": 7}',
    b'{"workbook": {"place": "/a", "content": "b", "saved": [], "access": {"mode": 1, "owner": 0, "group": 0}}}',
    b'{"last_summary": 3}',
    b'{"mailed": null}', b'{"mailed": {"a": null}}', b'{"mailed": {"a": "soon"}}', b"\xff\xfe\x00", b"[" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("held", DAMAGED, ids=lambda held: repr(held[:24]))
def test_damaged_state_is_rebuilt(tmp_path: Path, held: bytes) -> None:
    """A damaged file costs a mail sent twice, no more, and the next night writes it anew."""
    (tmp_path / NAME).write_bytes(held)
    assert read_state(tmp_path) == State()
    write_state(tmp_path, State(nights=(TODAY,), last_summary=TODAY, mailed=MAILED), TODAY)
    assert read_state(tmp_path) == State(nights=(TODAY,), last_summary=TODAY, mailed=MAILED)


def test_old_items_are_forgotten(tmp_path: Path) -> None:
    """The file does not grow for ever."""
    kept, gone = TODAY - timedelta(days=REMEMBERED - 1), TODAY - timedelta(days=REMEMBERED)
    write_state(tmp_path, State(nights=(gone, kept, TODAY), mailed={"kept": kept, "gone": gone}), TODAY)
    assert read_state(tmp_path) == State(nights=(kept, TODAY), mailed={"kept": kept})


def test_nothing_is_left_beside(tmp_path: Path) -> None:
    """The new file takes the old one's place."""
    write_state(tmp_path, State(), TODAY)
    write_state(tmp_path, State(nights=(TODAY,)), TODAY)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_last_check_is_the_last_night() -> None:
    """When a night last did its job is the newest of the nights."""
    assert State(nights=(date(2026, 11, 20), TODAY)).last_check == TODAY
    assert State().last_check is None


def test_one_folder_a_workbook(tmp_path: Path) -> None:
    """<stem>-<8 hex of the hash of its real path> (contract); two workbooks of one name share nothing."""
    one, other = (data_folder(tmp_path, tmp_path / name / "job search.xlsx") for name in ("a", "b"))
    assert one != other
    stem, _, place = one.name.rpartition("-")
    assert (stem, len(place), one.parent) == ("job search", 8, tmp_path)
    assert int(place, 16) >= 0


def test_link_and_file_are_one_workbook(tmp_path: Path) -> None:
    """Its real path counts."""
    (tmp_path / "jobs.xlsx").write_bytes(b"")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "jobs.xlsx")
    assert data_folder(tmp_path, tmp_path / "link.xlsx") == data_folder(tmp_path, tmp_path / "jobs.xlsx")


def test_lock_is_held_by_one(tmp_path: Path) -> None:
    """A second run is told to try again, and the lock is free when the first has ended."""
    path = tmp_path / "jobs.xlsx"
    with (
        only_run(tmp_path / "data", path),
        pytest.raises(TryAgainError, match=r"Another run is checking jobs\.xlsx"),
        only_run(tmp_path / "data", path),
    ):
        pytest.fail("two runs at once")
    with only_run(tmp_path / "data", path):
        pass


def test_lock_is_let_go_after_trouble(tmp_path: Path) -> None:
    """However a run ends, the next one can begin."""
    with pytest.raises(ZeroDivisionError), only_run(tmp_path, tmp_path / "jobs.xlsx"):
        raise ZeroDivisionError
    with only_run(tmp_path, tmp_path / "jobs.xlsx"):
        pass


def test_folder_is_its_owners_only(tmp_path: Path) -> None:
    """What is remembered of a search is nobody else's business."""
    make_folder(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_folder_that_cannot_be_made(tmp_path: Path, folder: str) -> None:
    """The sentence says where another one is named."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigError, match="FOLLOWTHROUGH_DATA"):
        make_folder(tmp_path / folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser writes for others")
def test_what_the_superuser_writes_is_the_folders_owners(tmp_path: Path) -> None:
    """A night run once as root must not lock its owner out of all later ones."""
    if sys.platform != "win32":
        os.chown(tmp_path, 12345, 23456)
    folder = tmp_path / "data" / "jobs-12345678"
    with only_run(folder, tmp_path / "jobs.xlsx"):
        write_state(folder, State(nights=(TODAY,)), TODAY)
        keep_snapshot(folder, b"held", ".xlsx", datetime(2026, 11, 20, tzinfo=UTC))
    made = [tmp_path / "data", *(tmp_path / "data").rglob("*")]
    assert len(made) == 6
    assert {(each.stat().st_uid, each.stat().st_gid) for each in made} == {(12345, 23456)}
    assert [each.stat().st_mode & 0o077 for each in made if each.name != "lock"] == [0] * 5


def test_a_place_may_hold_half_a_letter(tmp_path: Path) -> None:
    """Windows lets a file name hold one, Linux any byte; what is remembered is written and read all the same."""
    left = Left(place="/a/\ud800\udcff.xlsx", content="b", saved=1, access=Access(0o600, 1, 1))
    write_state(tmp_path, State(left=left, mailed={"\ud800": TODAY}), TODAY)
    assert read_state(tmp_path) == State(left=left, mailed={"\ud800": TODAY})
