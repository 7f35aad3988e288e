"""Copies that a cloud folder makes when two machines change one file: one of them holds edits that no night reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from followthrough.knowing.wording import listed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

CERTAIN = (
    r"\.sync-conflict-\d{8}-\d{6}-\w+",  # Syncthing
    r" ?\([^)]*conflict[^)]*\)",  # Dropbox, Nextcloud, ownCloud, Google Drive: "(Ada's conflicted copy 2026-11-27)"
    r"[ _-]conflict(?:ed)?(?:[ _-]?copy)?(?:[ _-]?\d*)",
    r"-(?:DESKTOP|LAPTOP|PC|WIN|MACBOOK|IMAC)[A-Z0-9-]*",  # OneDrive: the name of the other machine
)
"""What stands between a file's name and its ending in a conflict copy."""
LIKELY = (r" ?\(\d{1,2}\)", r" \d", r" ?[-–] ?Copy(?: ?\(\d+\))?")  # noqa: RUF001 - as Windows writes it
"""The same, where it may be anything else too: a second download, a copy of one's own."""
FRESH = 7
"""Days for which such a copy is worth a word."""


def conflict_copies(workbook: Path, now: datetime) -> list[str]:
    """The names of files beside a workbook that are, or may be, copies of it with other edits.

    Args:
        workbook: the workbook.
        now: a likely one counts only while it is fresh.
    """
    stem, ending = re.escape(workbook.stem), re.escape(workbook.suffix)
    certain = re.compile(rf"{stem}(?:{'|'.join(CERTAIN)}){ending}", re.IGNORECASE)
    likely = re.compile(rf"{stem}(?:{'|'.join(LIKELY)}){ending}", re.IGNORECASE)
    try:
        beside = sorted(path for path in workbook.parent.iterdir() if path.name != workbook.name)
    except OSError:
        return []
    return [
        path.name
        for path in beside
        if certain.fullmatch(path.name) or (likely.fullmatch(path.name) and _is_fresh(path, now))
    ]


def copies_beside(workbook: Path, now: datetime) -> tuple[str, ...]:
    """What to say of such copies, in a sentence; nothing where there are none."""
    found = conflict_copies(workbook, now)
    if not found:
        return ()
    return (f"Other edits may stand in {listed(found)}, beside {workbook.name}; no night reads them: compare the two.",)


def _is_fresh(path: Path, now: datetime) -> bool:
    try:
        return now.timestamp() - path.stat().st_mtime < FRESH * 86400
    except OSError:
        return False
