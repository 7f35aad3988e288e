"""Our temporary files beside a workbook, and what becomes of them when a run is killed.

One is named by the workbook it belongs to, by what was judged and by what is to take its place, so that the next run
can tell an old copy of ours, which goes, from somebody's edit, which is put back.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from followthrough.errors import TryAgainError
from followthrough.worksheet.exchange import exchange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    Swap: TypeAlias = Callable[[Path, Path], bool]

TEMPORARY = ".followthrough-"
MOST_SWAPS = 200
"""So many saves in a row, each within the microseconds of a swap, are not a person's."""
_NAME = re.compile(r"\.followthrough-[0-9a-f]{8}-(?:([0-9a-f]{16})-([0-9a-f]{16})-)?[0-9a-f]{12}(?:\.aside)?\.tmp")


class ChangedMeanwhile(TryAgainError):  # noqa: N818 - a state of the file, not a fault
    """The workbook is no longer the one that was judged."""


def unfinished_name(target: Path) -> Path:
    """A name for a file that is still being written: whatever lies under it is ours."""
    return target.with_name(f"{TEMPORARY}{_own(target)}-{secrets.token_hex(6)}.tmp")


def finished_name(target: Path, judged: bytes, patched: bytes) -> Path:
    """A name for a file about to be swapped in: what lies under it and is neither of the two is an edit."""
    token = secrets.token_hex(6)
    return target.with_name(f"{TEMPORARY}{_own(target)}-{_mark(judged)}-{_mark(patched)}-{token}.tmp")


def state_of(path: Path) -> tuple[int, bytes]:
    """What tells one save from the next: when it was made, and its content."""
    return path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()


def bring_back(fresh: Path, target: Path, known: tuple[int, bytes], swap: Swap) -> None:
    """Put an edit that was displaced back into the workbook's place.

    Each swap may displace a save that is newer still; when what comes out was seen before, what stays is the newest.

    Args:
        fresh: the temporary file, where the edit lies now; it is gone afterwards.
        target: the workbook.
        known: the state of the file of ours that lies in the workbook's place.
        swap: how files are swapped here.

    Raises:
        TryAgainError: it could not be; then the edit stays in the temporary file, for ``mend_leftovers``.
    """
    seen = {known}
    try:
        for _ in range(MOST_SWAPS):
            found = state_of(fresh)
            if found in seen:
                drop(fresh)
                return
            seen.add(found)
            if not swap(fresh, target):
                break
        reason = "it is being saved over and over"
    except OSError as error:
        reason = error.strerror or type(error).__name__
    raise TryAgainError(
        f"{target.name} was saved while it was written to, and that save could not be put back ({reason}): it lies "
        f"beside it as {fresh.name}, and the next run puts it back.",
        file=str(target),
    )


def drop(path: Path) -> None:
    """Remove a file of ours; where that fails it is a leftover, and the next run tries again."""
    with suppress(OSError):
        path.unlink()


def mend_leftovers(path: Path, *, swap: Swap = exchange) -> None:
    """Clear up after a run that was killed beside this workbook; other workbooks' temporary files are left alone.

    Raises:
        ChangedMeanwhile: an edit lay there and was put back; the workbook must be read again.
        TryAgainError: an edit lay there, and the workbook was saved since: both are there now, side by side.
        OSError: it could not be done.
    """
    target = path.resolve()
    for left in sorted(target.parent.glob(f"{TEMPORARY}{_own(target)}-*.tmp")):
        name = _NAME.fullmatch(left.name)
        if name and (not name[1] or _mark(left.read_bytes()) in name.groups()):
            left.unlink(missing_ok=True)
        elif name:
            _return_edit(left, target, patched=name[2], swap=swap)


def _return_edit(left: Path, target: Path, *, patched: str, swap: Swap) -> None:
    if not target.exists():
        raise ChangedMeanwhile(f"{target.name} is being saved just now. Run it again.", file=str(target))
    if _mark(target.read_bytes()) == patched and _is_back(left, target, swap):
        raise ChangedMeanwhile(
            f"{target.name} was saved while a run was stopped; that save is back in its place. Run it again.",
            file=str(target),
        )
    beside = target.with_name(f"{target.stem} (rescued {_mark(left.read_bytes())[:8]}){target.suffix}")
    left.replace(beside)
    raise TryAgainError(
        f"A run was stopped in the moment when {target.name} was saved: that save is now “{beside.name}”, beside it. "
        "Compare the two and keep what is right; the next run goes on as usual.",
        file=str(beside),
    )


def _is_back(left: Path, target: Path, swap: Swap) -> bool:
    """Put an edit back over what a run of ours left in its place; False where nothing can be swapped."""
    ours = state_of(target)
    if not swap(left, target):
        return False
    bring_back(left, target, ours, swap)
    return True


def _own(target: Path) -> str:
    return hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
