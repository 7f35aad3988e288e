"""A night on a terminal: totals, then what to do today, a line each; the rest in few lines; all of it when asked."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from followthrough.knowing import wording
from followthrough.knowing.columns import Column
from followthrough.knowing.leads import sentences
from followthrough.knowing.steps import Flag
from followthrough.knowing.wording import counted, few, one_line
from followthrough.saying.first_things import by_urgency, first_things, nobody_to_ask, totals, until
from followthrough.shell import terminal
from followthrough.shell.picking import called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.judging.judgement import Change, Judged, Judgement
    from followthrough.judging.news import News
    from followthrough.saying.first_things import Thing
    from followthrough.shell.terminal import Line

BOLD, DIM, PLAIN = "bold", "dim", ""
LOOK = {Flag.OVERDUE: "bold red", Flag.CHECK_ROW: "magenta", Flag.WAITING: DIM, Flag.CLOSED: DIM}
SCREENS = 1.5
"""What a list may take on a terminal; whoever wants more asks for it."""
FEWEST, MOST_TO_FIX, MOST_NAMED = 5, 4, 4
NO_LIMIT = 100_000
HEADINGS = ("Row", "Lead", Column.NEXT_STEP, "When")
SHRINKS = HEADINGS[:3]
HEADED = ("the headings of the list", "the blank line below it")
MORE = "Why? --lead NAME tells it of one, --verbose of all."


def show(judgement: Judgement, summary: str, changes: Sequence[Change], *, verbose: bool) -> None:
    """Print a judgement for a person.

    The summary is the last line: what was written, or would be. The changed cells, the reasons and the leads that need
    nothing are shown only where everything is wanted.
    """
    in_full = verbose or not terminal.is_terminal()
    rest = [*_rest(judgement, in_full=in_full), *(_every_lead(judgement) if verbose else ())]
    shown = changes if verbose else ()
    rest += [(f"{change.cell}: {_held(change.before)} -> {_held(change.after)}", DIM) for change in shown]
    rest += [("", PLAIN)] if rest else []
    rest += _lines(summary if verbose or not judgement.leads else f"{summary} {MORE}", PLAIN)
    top = [*_lines(f"{wording.day(judgement.today)}: {totals(judgement)}".rstrip(": "), BOLD), ("", PLAIN)]
    room = int(shutil.get_terminal_size().lines * SCREENS) - len(top) - len(rest) - len(HEADED)
    now = list(_now(judgement, NO_LIMIT if in_full else max(room, FEWEST), verbose=verbose))
    terminal.say_lines([*top, *now, ("", PLAIN), *rest])


def told(path: Path, changes: Sequence[Change], news: Sequence[News], *, written: bool) -> str:
    """What came of a night, in a sentence."""
    verb = "changed" if written or not changes else "to change"
    return f"{path}: {counted(len(changes), 'cell')} {verb}, {len(news)} new for the mail."


def show_leads(judgement: Judgement, name: str) -> None:
    """Print the leads of a name: what to do, why, and what else is worth knowing of each.

    Raises:
        UsageError: there is none.
    """
    lines: list[Line] = []
    for each in called(judgement, name):
        lines += _lines(f"{each.lead.name} ({each.lead.place})", BOLD)
        when = _when(each, judgement.today)
        lines += _lines(f"{each.flag}: {each.next_step} {when}".rstrip(": "), LOOK.get(each.flag, PLAIN), 2)
        lines += _lines(each.why, PLAIN, 2)
        lines += (line for tip in each.tips for line in _lines(f"Tip: {tip.text}", DIM, 2))
        lines.append(("", PLAIN))
    terminal.say_lines(lines)


def _when(judged: Judged, today: date) -> str:
    if judged.advice:
        return until(judged, judged.advice[0], today)
    return wording.window(judged.opens, judged.due, today)


def _now(judgement: Judgement, room: int, *, verbose: bool) -> Iterator[Line]:
    """What to do today, the most urgent first, a line each."""
    things = first_things(judgement)
    if not things:
        yield from _lines(_nothing(judgement), PLAIN)
        return
    shown = things[: room - 1] if len(things) > room else things
    heading, *lines = terminal.table_lines(HEADINGS, [_cells(thing, judgement.today) for thing in shown], SHRINKS)
    yield heading, DIM
    for thing, line in zip(shown, lines, strict=True):
        yield line, LOOK.get(thing.advice.flag, PLAIN)
        if verbose:
            yield from (why for judged in thing.leads for why in _lines(judged.why, DIM, 5))
    if things[len(shown) :]:
        yield f"and {len(things) - len(shown)} more: --verbose lists them.", BOLD


def _cells(thing: Thing, today: date) -> tuple[str, ...]:
    first, *others = (judged.lead.place.removeprefix("row ") for judged in thing.leads)
    return (
        f"{first} +{len(others)}" if others else first,
        thing.name,
        thing.advice.next_step,
        until(thing.judged, thing.advice, today).strip("()"),
    )


def _nothing(judgement: Judgement) -> str:
    """What is said where nothing is to be done: never just that, while something is to be fixed or nothing is there."""
    if not judgement.leads:
        return "No leads found: the worksheet has no row with a company."
    unsure = sum(judged.flag is Flag.CHECK_ROW for judged in judgement.leads)
    if unsure:
        return f"Nothing to do today, but {counted(unsure, 'row')} to fix."
    ahead = next((each for each in by_urgency(judgement) if each.flag is Flag.WAITING and each.opens), None)
    if not ahead:
        return "Nothing to do today."
    when = until(ahead, ahead.advice[0], judgement.today)
    return f"Nothing to do today. Next: {ahead.lead.name}, {ahead.next_step} {when}."


def _rest(judgement: Judgement, *, in_full: bool) -> Iterator[Line]:
    """What else there is, a line each: who has nobody to ask, what to fix, what to let go, and how many others."""
    fitted = _lines if in_full else _line
    let_go = [each for each in judgement.leads if each.flag is Flag.MOVE_ON]
    to_fix = [*sentences(judgement.problems), *_unclear(judgement)]
    shown = len(to_fix) if in_full or len(to_fix) <= MOST_TO_FIX + 1 else MOST_TO_FIX
    for sentence in to_fix[:shown]:
        yield from fitted(sentence, LOOK[Flag.CHECK_ROW])
    if to_fix[shown:]:
        yield f"and {len(to_fix) - shown} more to fix: --verbose lists them.", LOOK[Flag.CHECK_ROW]
    for leads, what in ((nobody_to_ask(judgement), "with nobody to ask"), (let_go, "to move on from")):
        if leads:
            names = few((judged.lead.name_in_a_list for judged in leads), NO_LIMIT if in_full else MOST_NAMED)
            yield from fitted(f"{len(leads):,} {what}: {names}", PLAIN)
    counts = ((sum(each.flag is flag for each in judgement.leads), flag) for flag in (Flag.WAITING, Flag.CLOSED))
    if told := ", ".join(f"{number:,} {str(flag).lower()}" for number, flag in counts if number):
        yield told, DIM
    for tip in judgement.tips if in_full else ():
        yield from _lines(f"Tip: {tip.text}", DIM)


def _unclear(judgement: Judgement) -> Iterator[str]:
    """Rows to fix whose Why is all that tells of them: no cell of theirs is wrong by itself."""
    told = {(each.row, each.cell.rpartition("!")[0]) for each in judgement.problems}
    for judged in judgement.leads:
        lead = judged.lead
        if judged.flag is Flag.CHECK_ROW and (lead.row, lead.sheet) not in told:
            yield f"{lead.name} ({lead.place}): {judged.why}" if lead.company else f"{lead.name}: {judged.why}"


def _every_lead(judgement: Judgement) -> Iterator[Line]:
    """The leads that are not to be seen to today, with what each waits for."""
    others = [
        each for flag in (Flag.MOVE_ON, Flag.WAITING, Flag.CLOSED) for each in judgement.leads if each.flag is flag
    ]
    rows = [(each.lead.place.removeprefix("row "), each.lead.name, str(each.flag), each.next_step) for each in others]
    heading, *lines = terminal.table_lines(("Row", "Lead", Column.FLAG, Column.NEXT_STEP), rows, SHRINKS)
    yield ("", PLAIN)
    yield heading, DIM
    for judged, line in zip(others, lines, strict=True):
        yield line, LOOK.get(judged.flag, PLAIN)
        yield from _lines(judged.why, DIM, 5)


def _line(text: str, style: str) -> list[Line]:
    """A text cut to one line."""
    return [(terminal.fitted(one_line(text), terminal.width()), style)]


def _lines(text: str, style: str, indent: int = 0) -> list[Line]:
    return [(line, style) for line in terminal.wrapped(text, indent)]


def _held(value: object) -> str:
    return "blank" if value is None else f"“{one_line(str(value))}”"
