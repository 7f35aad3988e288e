"""What a night looks like on a terminal: what to do today first, whom and why; then the rest, a line each."""

from __future__ import annotations

import shutil
import sys
import textwrap
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from followthrough.knowing import wording
from followthrough.knowing.judgement import urgency
from followthrough.knowing.leads import sentences
from followthrough.knowing.steps import Flag
from followthrough.knowing.wording import counted, one_line, short
from followthrough.shell import command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from rich.console import Console

    from followthrough.knowing.judgement import Change, Judged, Judgement

PATIENCE = 1.0
"""Seconds after which somebody who waits wants to see that something happens."""
MOST_LET_GO = 10
"""Leads to be let go that have a line each; a longer list is told in one, or nobody would read what is to be done."""
MOST_NAMED = 12
LONGEST_CELL = 30
GAP = 2
NOW = (Flag.OVERDUE, Flag.DUE)
LOOK = {
    Flag.OVERDUE: "bold red",
    Flag.DUE: "bold yellow",
    Flag.CHECK_ROW: "magenta",
    Flag.MOVE_ON: "blue",
    Flag.WAITING: "dim",
    Flag.CLOSED: "dim",
}


def is_terminal() -> bool:
    """Whether a person is looking."""
    return sys.stdout.isatty()


@contextmanager
def working(what: str, *, is_wanted: bool = True) -> Iterator[None]:
    """Show a bar while something takes longer than a second, and nothing where it does not, or where nobody looks."""
    if not (is_wanted and is_terminal()):
        yield
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress

    progress = Progress(
        "[progress.description]{task.description}", BarColumn(), console=Console(stderr=True), transient=True
    )
    progress.add_task(escape(one_line(what)), total=None)
    timer = Timer(PATIENCE, progress.start)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.stop()


def show(judgement: Judgement, summary: str, *, changes: Sequence[Change] = (), verbose: bool = False) -> None:
    """Print a judgement for a person.

    Args:
        judgement: what to show.
        summary: the last line: what was written, or would be.
        changes: the cells written, or to be written, where they are wanted.
        verbose: also the leads that need nothing.
    """
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    with console.capture() as printed:
        _show_all(console, judgement, changes, summary, verbose=verbose)
    command.show(printed.get().rstrip())


def _show_all(
    console: Console, judgement: Judgement, changes: Sequence[Change], summary: str, *, verbose: bool
) -> None:
    now = [judged for judged in judgement.leads if judged.flag in NOW]
    console.print(f"{wording.day(judgement.today)}\n", style="bold")
    if now:
        _show_steps(
            console, sorted(now, key=lambda judged: urgency(judged.advice[0], judgement.today)), judgement.today
        )
    else:
        unsure = sum(judged.flag is Flag.CHECK_ROW for judged in judgement.leads)
        but = f", but {counted(unsure, 'row')} to fix" if unsure else ""
        console.print(f"Nothing to do today{but}.\n")
    rest = [j for j in judgement.leads if j.flag not in NOW and (verbose or j.flag is not Flag.CLOSED)]
    _show_rest(console, rest, judgement.today, verbose=verbose)
    for line in sentences(judgement.problems):
        console.print(line, style="magenta")
    for tip in judgement.tips:
        console.print(f"Tip: {tip.text}", style="dim")
    for change in changes:
        console.print(f"{change.cell}: {_held(change.before)} -> {_held(change.after)}", style="dim")
    console.print(f"\n{one_line(summary)}")


def _show_steps(console: Console, now: Iterable[Judged], today: date) -> None:
    from rich.padding import Padding

    for judged in now:
        lead = judged.lead
        console.print(judged.lead.name, style="bold", end="")
        console.print(f"  {judged.flag}", style=LOOK[judged.flag], end="")
        console.print(f"  {judged.next_step}{_until(judged, today)}  ({lead.place})")
        console.print(Padding(judged.why, (0, 0, 1, 2)))


def _show_rest(console: Console, rest: list[Judged], today: date, *, verbose: bool) -> None:
    """The other leads, a line each; many that are to be let go are one list, so that the rest is not lost in it."""
    from rich.table import Table
    from rich.text import Text

    if not rest:
        return
    let_go = [judged for judged in rest if judged.flag is Flag.MOVE_ON]
    if verbose or len(let_go) <= MOST_LET_GO:
        let_go = []
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    told: set[str] = set()
    for flag in (Flag.CHECK_ROW, Flag.MOVE_ON, Flag.WAITING, Flag.CLOSED):
        for judged in rest:
            if judged.flag is flag and not (let_go and flag is Flag.MOVE_ON):
                unknown = judged.lead.unknown_stage
                words = f"“{short(unknown)}” again" if unknown in told else _words(judged, today)
                told |= {unknown} - {""}
                row = judged.lead.place.removeprefix("row ")
                table.add_row(Text(row, "dim"), Text(judged.lead.name), Text(str(flag), LOOK[flag]), Text(words))
    if table.row_count:
        console.print(table)
        console.print()
    if let_go:
        console.print(
            f"Move on  {counted(len(let_go), 'lead')} that went silent or were tried often enough:",
            style=LOOK[Flag.MOVE_ON],
        )
        names = [one_line(judged.lead.company) for judged in let_go]
        more = f" and {len(names) - MOST_NAMED} more, all marked in the worksheet" if len(names) > MOST_NAMED else ""
        console.print(f"{', '.join(names[:MOST_NAMED])}{more}.\n", style="dim")


def _words(judged: Judged, today: date) -> str:
    """What a line says of a lead: why it needs nothing, or what, and when."""
    if judged.flag is Flag.CHECK_ROW or not judged.step:
        return judged.why
    until = _until(judged, today)
    return until.removeprefix(", ") if judged.flag is Flag.MOVE_ON else judged.next_step + until


def prose(text: str) -> str:
    """A line for a person, broken between words where a terminal is narrower."""
    if not is_terminal():
        return text
    width = max(shutil.get_terminal_size().columns - 1, 20)
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.splitlines())


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]], shrinks: str = "") -> None:
    """Print a small table; nothing where it has no rows.

    Args:
        headings: one a column.
        rows: their cells.
        shrinks: the heading of the column that is cut where the terminal is narrow.
    """
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    console = Console(highlight=False, emoji=False, markup=False)
    widths = [min(max(map(cell_len, cells)), LONGEST_CELL) for cells in zip(headings, *rows, strict=True)]
    needed = sum(widths) + GAP * len(widths)
    if shrinks:
        place = list(headings).index(shrinks)
        widths[place] = max(widths[place] - max(needed - console.width, 0), len(shrinks))
    console.width = max(console.width, sum(widths) + GAP * len(widths))
    table = Table(box=None, padding=(0, GAP, 0, 0), header_style="bold")
    for heading, width in zip(headings, widths, strict=True):
        table.add_column(heading, no_wrap=True, overflow="ellipsis", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    with console.capture() as printed:
        console.print(table)
    command.show("\n".join(line.rstrip() for line in printed.get().splitlines()) + "\n")


def _held(value: object) -> str:
    return "blank" if value is None else f"“{one_line(str(value))}”"


def _until(judged: Judged, today: date) -> str:
    text = wording.window(judged.opens, judged.due, today)
    return f", {text}" if text else ""
