"""What a cell costs grows with its letters and no faster, whatever they are and under whichever heading.

No clock is asked: a child is given them all, and several times the processor time that they take. A pattern or a loop
whose cost grows with the square of the letters would take most of it over a single one of them.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from followthrough.knowing.columns import OURS, THEIRS, Column, LogColumn
from followthrough.ooxml.xml import escape
from workbooks_for_tests import TODAY, many
from xlsx_maker import part_of, repacked

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="limits are set as Unix sets them")]

LETTERS = 32_000
"""About as many as Excel takes in a cell."""
SECONDS = 300
"""Of processor time, for all cells together; a sixth of it does."""
SCRIPTS = Path(__file__).parents[2] / "scripts"
UNITS = {
    "one letter": "a",
    "digits": "1",
    "spaces": " ",
    "spaces that do not break": "\u00a0",
    "lines": "\n",
    "dots": ".",
    "commas": ",",
    "at signs": "@",
    "brackets": "(",
    "square brackets": "[",
    "angle brackets": "<",
    "dashes": "-",
    "quotes": "'",
    "underscores": "_",
    "accents": "\u0323\u0301",
    "letters that unfold": "\ufdfa",
    "Chinese days": "年",
    "emoji": "😀",
    "numbers": "1 ",
    "half dates": "1/1/",
    "months": "1 mar ",
    "dates": "2026-11-16, ",
    "days with times": "2026-11-16 at 12:30 at ",
    "half addresses": "a@a.",
    "addresses": "dana@example.com ",
    "spelt addresses": "a at a dot ",
    "links": "www.a/",
    "names": "Dana Ruiz and ",
    "stages": "rejected ",
    "arrows": "applied -> ",
    "totals": "total ",
    "remarks": "2026-11-16 (called, no answer)\n",
    "telephone numbers": "(555) 0100 / ",
    "braces": "{{ ",
    "escapes": "_x0041_",
    "fields of a table": ";=",
}
LEAD = {Column.ROLE: "Analyst", Column.STAGE: "Interviewing", Column.INTERVIEW_ON: date(2026, 11, 18)}


def _cells(letters: int) -> list[str]:
    return [f"x{(unit * letters)[: letters - 2]}1" for unit in UNITS.values()]


def _book(column: Column, texts: list[str]) -> bytes:
    headings = [*THEIRS, *(OURS if column in OURS else ())]
    rows = [
        {Column.COMPANY: f"Acme {number}", Column.CONTACT: f"Dana {chr(65 + number % 26)}ruiz", **LEAD, column: text}
        for number, text in enumerate(texts)
    ]
    return many({"Jobs": [headings, *([row.get(heading) for heading in headings] for row in rows)]})


def _logs(texts: list[str]) -> bytes:
    contact = (LogColumn.DATE, Column.COMPANY, LogColumn.OUTCOME, LogColumn.WHO, LogColumn.HOW, Column.NOTES)
    talks = (LogColumn.DATE, Column.COMPANY, LogColumn.ROUND, LogColumn.INTERVIEWER, Column.EMAIL, Column.MENTION)
    sound = [TODAY, "Acme", *[None] * 4]
    rows = [[*sound[:place], text, *sound[place + 1 :]] for place in range(len(sound)) for text in texts]
    jobs: list[list[object]] = [[*LEAD, Column.COMPANY], [*LEAD.values(), "Acme"]]
    return many({"Jobs": jobs, "Contact log": [contact, *rows], "Interviews": [talks, *rows]})


COLUMNS = (
    *(Column.COMPANY, Column.ROLE, Column.CONTACT, Column.EMAIL, Column.PHONE, Column.PREFERS, Column.LINK),
    *(Column.NOTES, Column.STAGE, Column.SNOOZE_UNTIL, Column.APPLIED_ON, Column.THANK_YOU_SENT, Column.MENTION),
    *(Column.LAST_FOLLOW_UP, Column.CHECK_BACK_EVERY, Column.FLAG, Column.DUE, Column.HOW, Column.WHY),
)
"""At least one of each kind, and each that is read in a way of its own."""


def _renamed(texts: list[str]) -> bytes:
    """A workbook whose sheets have names that no program lets anybody type."""
    book = many({f"Sheet{number}": [list(LEAD), list(LEAD.values())] for number in range(len(texts))})
    part = part_of(book, "xl/workbook.xml")
    for number, text in enumerate(texts):
        name = escape(text.translate(dict.fromkeys(range(32), " ")))
        part = part.replace(f'name="Sheet{number}"', f'name="{name}"')
    return repacked(book, "xl/workbook.xml", part)


BOOKS: dict[str, Callable[[list[str]], bytes]] = {
    **{column: partial(_book, column) for column in COLUMNS},
    "the logs": _logs,
    "a heading": lambda texts: many({"Jobs": [[*THEIRS, *texts], ["Acme", "Analyst"]]}),
    "a row above the headings": lambda texts: many({"Jobs": [texts[:9], list(THEIRS), ["Acme", "Analyst"]]}),
    "a row below the list": lambda texts: many({"Jobs": [list(THEIRS), ["Acme"], [], *([text] for text in texts)]}),
    "the name of a sheet": _renamed,
}
ALL_THAT_READS = """
import sys
from datetime import date
from pathlib import Path
from followthrough.knowing.commands import Command
from followthrough.knowing.errors import FollowthroughError
from followthrough.shell.command_lines import do
RUNS = ((Command.CHECK, ["--dry-run", "--json"]), (Command.CHECK, ["--outbox", "out"]), (Command.CHECK, ["--verbose"]),
        (Command.WEEK, ["--dry-run"]), (Command.DRAFTS, []), (Command.LOG, []), (Command.ADOPT, ["--json"]),
        (Command.ADOPT, []))
for path in sys.argv[1:]:
    print(path, file=sys.stderr, flush=True)
    for run, more in RUNS:
        try:
            do(run, ["--workbook", path, "--today", "2026-11-23", *more])
        except FollowthroughError as error:
            print(error.message)
"""


def _limited() -> None:
    if sys.platform == "win32":
        raise OSError("This is tried on the other systems.")
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def test_a_long_cell_costs_no_more_than_its_letters(tmp_path: Path) -> None:
    """Under every heading, and for everything that reads the workbook; what was read last stands in the error."""
    paths = [tmp_path / f"{kind}.xlsx" for kind in BOOKS]
    for path, make in zip(paths, BOOKS.values(), strict=True):
        path.write_bytes(make(_cells(LETTERS)))
    environment = {"PYTHONPATH": str(SCRIPTS), "FOLLOWTHROUGH_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 - our own script, no shell
        [sys.executable, "-c", ALL_THAT_READS, *map(str, paths)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        preexec_fn=_limited,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
