"""Where what went wrong is written down, for a report that can be sent."""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from followthrough.keeping.state import own_folder


def log_defect(error: BaseException) -> Path:
    """Append a traceback to the log; the path of the log, wherever it could be written."""
    text = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{''.join(traceback.format_exception(error))}\n"
    path = log_folder() / "followthrough.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError:
        path = Path(tempfile.gettempdir()) / "followthrough.log"
        path.write_text(text, encoding="utf-8")
    return path


def log_folder() -> Path:
    """The data folder, or the one the environment names."""
    told = os.environ.get("FOLLOWTHROUGH_DATA")
    return Path(told) if told else own_folder()
