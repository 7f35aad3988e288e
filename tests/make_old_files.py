"""Make what an older version leaves behind, with that version: ``python tests/make_old_files.py COMMIT FOLDER``.

``tests/runs/of_0_1`` was made of the last commit before the package had rooms.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from places import ROOT
from workbooks_for_tests import workbook


def make(commit: str, folder: Path) -> None:
    """A tracker that was adopted, checked on one night and told of in one summary: workbook, config and data."""
    today = date.today()  # noqa: DTZ011 - a night goes by the clock
    rows = (
        ("Firm", "Position", "Status", "Date applied", "Email"),
        ("Acme", "Analyst", "Applied", today - timedelta(days=9), "dana@example.com"),
        ("Bolt", "Engineer", "Interviewing", today - timedelta(days=20), "ben@example.com"),
        ("Cray", "Clerk", "Rejected", today - timedelta(days=40), None),
    )
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)  # noqa: S603, S607 - our own tools
        subprocess.run(["tar", "x"], cwd=place, input=archive.stdout, check=True)  # noqa: S607 - our own tools
        folder.mkdir(parents=True)
        book = folder / "jobs.xlsx"
        book.write_bytes(workbook(*rows))
        data = folder / "data"
        environment = {**os.environ, "FOLLOWTHROUGH_DATA": str(data), "XDG_CONFIG_HOME": name}
        for script, *arguments in (
            ("adopt_workbook.py", str(book), "--write"),
            ("nightly_check.py", "--workbook", str(book)),
            ("weekly_summary.py", "--workbook", str(book)),
        ):
            line = [sys.executable, str(place / "scripts" / script), *arguments]
            subprocess.run(line, env=environment, check=True)  # noqa: S603 - our own scripts
    (kept,) = data.iterdir()
    for left in kept.iterdir():
        if left.name not in {"lock", "outbox"}:
            shutil.move(left, folder / left.name)
    shutil.rmtree(data)


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]))
