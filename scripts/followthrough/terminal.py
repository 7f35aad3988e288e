"""What a night looks like on a terminal: what to do today first, whom and why; then the rest, a line each."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from followthrough import command, reasons
from followthrough.judge import urgency
from followthrough.leads import Flag
from followthrough.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from followthrough.leads import Change, Judged, Judgement

PATIENCE = 1.0
"""Seconds after which somebody who waits wants to see that something happens."""
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
    command.say(printed.get().rstrip())


def _show_all(
    console: Console, judgement: Judgement, changes: Sequence[Change], summary: str, *, verbose: bool
) -> None:
    now = [judged for judged in judgement.leads if judged.flag in NOW]
    console.print(f"{reasons.day(judgement.today)}\n", style="bold")
    if now:
        _show_steps(console, sorted(now, key=lambda judged: urgency(judged.advice[0], judgement.today)))
    else:
        mend = sum(judged.flag is Flag.CHECK_ROW for judged in judgement.leads)
        console.print(f"Nothing to do today{f', but {mend} rows to mend' if mend else ''}.\n")
    rest = [j for j in judgement.leads if j.flag not in NOW and (verbose or j.flag is not Flag.CLOSED)]
    _show_rest(console, rest)
    _show_problems(console, judgement)
    for tip in judgement.tips:
        console.print(f"Tip: {tip.text}", style="dim")
    for change in changes:
        console.print(f"{change.cell}: {_held(change.before)} -> {_held(change.after)}", style="dim")
    console.print(f"\n{one_line(summary)}")


def _show_steps(console: Console, now: Iterable[Judged]) -> None:
    from rich.padding import Padding

    for judged in now:
        lead = judged.lead
        console.print(_name(judged), style="bold", end="")
        console.print(f"  {judged.flag}", style=LOOK[judged.flag], end="")
        console.print(f"  {judged.next_step}{_until(judged)}  (row {lead.row})")
        console.print(Padding(judged.why, (0, 0, 1, 2)))


def _show_rest(console: Console, rest: list[Judged]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not rest:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for flag in (Flag.CHECK_ROW, Flag.MOVE_ON, Flag.WAITING, Flag.CLOSED):
        for judged in rest:
            if judged.flag is flag:
                words = (
                    judged.why
                    if judged.flag is Flag.CHECK_ROW or not judged.step
                    else judged.next_step + _until(judged)
                )
                table.add_row(
                    Text(str(judged.lead.row), "dim"), Text(_name(judged)), Text(str(flag), LOOK[flag]), Text(words)
                )
    console.print(table)
    console.print()


def _show_problems(console: Console, judgement: Judgement) -> None:
    for problem in judgement.problems:
        found = f"“{problem.found}”" if problem.found else "nothing"
        console.print(
            one_line(f"{problem.cell} ({problem.column}) holds {found}; it should be {problem.expected}."),
            style="magenta",
        )


def _held(value: object) -> str:
    return "blank" if value is None else f"“{one_line(str(value))}”"


def _name(judged: Judged) -> str:
    lead = judged.lead
    return one_line(f"{lead.company or 'Row without a company'}{', ' + lead.role if lead.role else ''}")


def _until(judged: Judged) -> str:
    text = reasons.window(judged.opens, judged.due, judged.due)
    return f", {text}" if text else ""
