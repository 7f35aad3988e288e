"""Where what went wrong is written down, for a report that can be sent."""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from followthrough.keeping.state import own_folder


def log_defect(error: BaseException) -> Path:
    """Append a traceback to the log; the path of the log, wherever it could be written, or would have been."""
    text = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{''.join(traceback.format_exception(error))}\n"
    path = log_folder() / "followthrough.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8", errors="replace", opener=_no_link) as log:
            log.write(text)
    except OSError:
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix="followthrough-", suffix=".log")
            path = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as log:
                log.write(text)
    return path


def _no_link(path: str, flags: int) -> int:
    """Open a file of ours, for its owner alone; one that is a link was laid there by somebody else."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def log_folder() -> Path:
    """The data folder, or the one the environment names."""
    told = os.environ.get("FOLLOWTHROUGH_DATA")
    return Path(told) if told else own_folder()
