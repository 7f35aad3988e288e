"""A workbook that was moved or renamed is known again by what it holds, and two copies never share a memory."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

import restore_workbook
import weekly_summary
from desk_for_tests import BOOK, Desk, desk, lead_of_today
from followthrough.judging.journal import Journal
from followthrough.keeping.folders import MOST_FOLDERS, as_left, claim_folder, data_folder, find_folder, only_run
from followthrough.keeping.journal import read_journal, write_journal
from followthrough.keeping.snapshots import keep_snapshot, list_snapshots
from followthrough.keeping.state import State, read_state, write_state
from followthrough.knowing.hints import Hints
from followthrough.knowing.record import replace
from leads_for_tests import table
from workbooks_for_tests import HEADINGS, TODAY, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["desk"]


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A workbook whose lead was told of in a first night."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), lead_of_today()))
    assert desk.run() == 0
    assert len(desk.mails()) == 1
    return desk


def moved_to(desk: Desk, place: Path) -> None:
    """The workbook lies elsewhere from now on."""
    place.parent.mkdir(parents=True, exist_ok=True)
    desk.path.rename(place)
    desk.path = place


PLACES = table(
    ("renamed", lambda home: home / "my search.xlsx"),
    ("moved", lambda home: home / "archive" / "job search.xlsx"),
    ("moved and renamed", lambda home: home / "2027" / "Jobs (1).xlsx"),
    ("another case", lambda home: home / "Job Search.xlsx"),
    ("its folder is another", lambda home: home.with_name("new home") / "job search.xlsx"),
)


@pytest.mark.parametrize("place", PLACES)
def test_memory_and_undo_follow(told: Desk, place: Callable[[Path], Path]) -> None:
    """Nothing is mailed again, the snapshots are there, and it is said once."""
    was, before = told.path, {each.content for each in list_snapshots(told.kept)}
    moved_to(told, place(told.path.parent))
    assert told.run("--if-due") == 0, "done today already, wherever it lies"
    assert told.run() == 0
    assert told.err == f"{told.path} was {was} before: what is remembered of it, and its snapshots, came along.\n"
    assert len(told.mails()) == 1
    assert {each.content for each in list_snapshots(told.kept)} > before
    assert [each.name for each in told.data.iterdir()] == [told.kept.name]
    assert read_journal(told.kept, Hints(), read_state(told.kept).nights)[1] == ""
    assert (told.run(), told.err) == (0, "")


def test_moved_after_its_owner_put_an_old_one_back(told: Desk) -> None:
    """It is known by any of its snapshots, too."""
    (first, *_) = list_snapshots(told.kept)
    told.path.write_bytes(first.path.read_bytes())
    moved_to(told, told.folder / "elsewhere.xlsx")
    assert told.run() == 0
    assert "came along" in told.err
    assert len(told.mails()) == 1


MANY = [(name, "Clerk", "Applied", date(2026, 10, 1), None) for name in ("Bolt", "Cog", "Dial", "Edge")]
EDITED = table(
    ("a lead came", MANY, [*MANY, ("New", "Cook", "Applied", None, None)], True),
    ("one of four went", MANY, MANY[:3], True),
    ("half of them went", MANY, MANY[2:], False),
    ("three of many", [*MANY, *((f"Far {n}", "Cook", "Applied", None, None) for n in range(9))], MANY[:3], False),
    ("two alone are an accident", MANY[:2], MANY[:2], False),
    ("other jobs at the same companies", MANY, [(name, "Cook", *rest) for name, _, *rest in MANY], False),
)


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after", "is_known"), EDITED)
def test_moved_and_edited_before_the_next_night(
    desk: Desk, before: list[tuple[object, ...]], after: list[tuple[object, ...]], *, is_known: bool
) -> None:
    """People move a file and go on working: it is known by its leads, where most of them are there still."""
    desk.path.write_bytes(workbook((*HEADINGS, "Email"), *before))
    assert desk.run() == 0
    moved_to(desk, desk.folder / "elsewhere.xlsx")
    desk.path.write_bytes(workbook((*HEADINGS, "Email", "Notes"), *after))
    assert desk.run() == 0
    assert ("came along" in desk.err) is is_known


def test_a_copy_of_a_template_takes_nobodys_memory(tmp_path: Path) -> None:
    """What several workbooks once held tells nothing: else one person's new tracker would get another's snapshots."""
    root, new = tmp_path / "data", tmp_path / "new.xlsx"
    for name in ("ann.xlsx", "ben.xlsx"):
        path = tmp_path / name
        path.write_bytes(b"the empty template")
        folder = remembered(root, path)
        path.write_bytes(name.encode())
        write_state(folder, State(nights=(TODAY,), left=as_left(path, name.encode())), TODAY)
    (tmp_path / "ann.xlsx").unlink()
    new.write_bytes(b"the empty template")
    assert find_folder(root, new, Hints()) == data_folder(root, new)


@pytest.mark.slow
@pytest.mark.parametrize("keep", [True, False], ids=["beside the old one", "and the old one is gone"])
def test_two_copies_do_not_steal(told: Desk, *, keep: bool) -> None:
    """Of two copies one has the memory; the other is a workbook of its own."""
    old, copy, second = told.path, told.folder / "copy.xlsx", told.folder / "copy of the copy.xlsx"
    shutil.copy2(old, copy)
    shutil.copy2(old, second)
    if not keep:
        old.unlink()
    told.path = copy
    assert told.run() == 0
    assert ("came along" in told.err) is not keep
    told.path = second
    assert (told.run(), told.err) == (0, "")
    assert len(list(told.data.iterdir())) == (3 if keep else 2)
    if keep:
        told.path = old
        assert (told.run(), told.err) == (0, "")
        assert len(told.mails()) == 1, "its own memory is untouched"


@pytest.mark.slow
def test_another_workbook_at_the_old_place(told: Desk) -> None:
    """Where something lies there still, nothing was moved, whatever it is."""
    copy = told.path.with_name("2026.xlsx")
    told.path.rename(copy)
    told.path.write_bytes(BOOK)
    told.path = copy
    assert (told.run(), told.err) == (0, "")
    assert len(told.mails()) == 1, "a mail of its own"


def test_a_folder_that_cannot_be_looked_at_is_not_given_up(told: Desk, tmp_path: Path) -> None:
    """A drive that is not there today may be there tomorrow: only a place that is surely empty is left."""
    state = read_state(told.kept)
    assert state.left
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    content = told.path.read_bytes()
    write_state(told.kept, replace(state, left=replace(state.left, place=str(circle / "jobs.xlsx"))), TODAY)
    copy = told.folder / "copy.xlsx"
    copy.write_bytes(content)
    assert find_folder(told.data, copy) == data_folder(told.data, copy)


@pytest.mark.slow
def test_a_weekly_summary_knows_it_too(told: Desk) -> None:
    """Whichever job comes first takes the memory along."""
    moved_to(told, told.folder / "elsewhere.xlsx")
    assert weekly_summary.main(["--workbook", str(told.path)]) == 0
    assert "came along" in told.capsys.readouterr().err
    assert read_state(told.kept).nights


def test_it_is_said_where_the_run_is_stopped(told: Desk) -> None:
    """It is said once, so a run that can do no more says it beside what stopped it."""
    told.path.write_bytes(told.path.read_bytes()[:-9])
    write_state(told.kept, replace(read_state(told.kept), left=as_left(told.path, told.path.read_bytes())), TODAY)
    moved_to(told, told.folder / "elsewhere.xlsx")
    assert told.run() == 4
    assert (told.err.count("\n"), "came along" in told.err, "elsewhere.xlsx" in told.err) == (1, True, True)
    assert told.run() == 4
    assert "came along" not in told.err


def test_reading_moves_nothing(told: Desk) -> None:
    """A dry run, and a look at the snapshots, know the workbook and leave everything as it is."""
    moved_to(told, told.folder / "elsewhere.xlsx")
    before = told.tree()
    assert told.run("--dry-run") == 0
    assert restore_workbook.main(["--workbook", str(told.path)]) == 0
    assert "as it is now" in told.capsys.readouterr().out or len(list_snapshots(find_folder(told.data, told.path))) == 1
    assert told.tree() == before


@pytest.mark.slow
def test_a_restore_takes_it_along(told: Desk) -> None:
    """Undo follows: what was kept under the old name can be put back under the new one."""
    (first,) = list_snapshots(told.kept)
    wanted = first.path.read_bytes()
    moved_to(told, told.folder / "elsewhere.xlsx")
    assert restore_workbook.main(["--workbook", str(told.path), "--restore", first.path.name]) == 0
    assert told.path.read_bytes() == wanted


def remembered(root: Path, path: Path) -> Path:
    """The data folder of a workbook that had a night."""
    folder = data_folder(root, path)
    keep_snapshot(folder, path.read_bytes(), ".xlsx", datetime(2026, 11, 20, tzinfo=UTC))
    write_journal(folder, Journal(first=TODAY, last=TODAY))
    write_state(folder, State(nights=(TODAY,), left=as_left(path, path.read_bytes())), TODAY)
    return folder


def _tell(old: Path, new: Path) -> None:
    state = read_state(old)
    assert state.left
    write_state(old, replace(state, left=replace(state.left, place=str(new.parent.parent / "new.xlsx"))), TODAY)


STOPPED = table(
    ("before anything", lambda *_: None),
    ("when a run had made the new folder", lambda _, new: only_run(new, new).__enter__()),
    ("with the new place told", _tell),
)


@pytest.mark.parametrize("stopped", STOPPED)
def test_a_run_that_was_stopped_while_it_took_over(tmp_path: Path, stopped: Callable[[Path, Path], object]) -> None:
    """The next one finds it again."""
    old, new, root = tmp_path / "old.xlsx", tmp_path / "new.xlsx", tmp_path / "data"
    old.write_bytes(b"held")
    folder = remembered(root, old)
    old.rename(new)
    stopped(folder, data_folder(root, new))
    claimed, told = claim_folder(root, new)
    assert (claimed, "came along" in told) == (data_folder(root, new), True)
    assert read_state(claimed).last_check == TODAY
    assert read_journal(claimed, Hints(), [TODAY]) == (Journal(first=TODAY, last=TODAY), "")
    assert claim_folder(root, new) == (claimed, "")


def test_of_several_the_latest(tmp_path: Path) -> None:
    """Two workbooks that held the same and are both gone: the one that was in use."""
    root = tmp_path / "data"
    for name, night in (("a.xlsx", date(2026, 11, 20)), ("b.xlsx", date(2026, 11, 21)), ("c.xlsx", date(2026, 11, 19))):
        path = tmp_path / name
        path.write_bytes(b"held")
        write_state(remembered(root, path), State(nights=(night,), left=as_left(path, b"held")), night)
        path.unlink()
    (tmp_path / "d.xlsx").write_bytes(b"held")
    assert find_folder(root, tmp_path / "d.xlsx") == data_folder(root, tmp_path / "b.xlsx")


def test_many_folders_are_not_all_looked_at(tmp_path: Path) -> None:
    """A first night of a whole centre must not read all that is remembered for each of its workbooks."""
    root, old = tmp_path / "data", tmp_path / "old.xlsx"
    old.write_bytes(b"held")
    folder = remembered(root, old)
    old.rename(tmp_path / "new.xlsx")
    assert find_folder(root, tmp_path / "new.xlsx") == folder
    for number in range(MOST_FOLDERS):
        (root / f"other-{number:08x}").mkdir()
        (root / f"other-{number:08x}" / "state.json").touch()
    assert find_folder(root, tmp_path / "new.xlsx") == data_folder(root, tmp_path / "new.xlsx")


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file name may hold any bytes; it is remembered and known again all the same."""
    old, new = (tmp_path / os.fsdecode(name) for name in (b"\xff jobs.xlsx", b"\xfe\n jobs.xlsx"))
    try:
        old.write_bytes(b"held")
    except OSError:
        pytest.skip("this file system takes text only")
    remembered(tmp_path / "data", old)
    old.rename(new)
    assert claim_folder(tmp_path / "data", new)[0] == data_folder(tmp_path / "data", new)
    assert read_state(data_folder(tmp_path / "data", new)).last_check == TODAY
