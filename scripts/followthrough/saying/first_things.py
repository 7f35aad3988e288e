"""What comes first, on every surface: one order, one line for what is to be done, one set of totals (promise 8).

Mails and terminal take their lists from here; the Dashboard puts the same order into a formula.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from followthrough.judging.judgement import urgency
from followthrough.judging.news import is_for_nobody
from followthrough.knowing.columns import Column
from followthrough.knowing.record import Record
from followthrough.knowing.steps import CHASES, STEPS, Flag, Step
from followthrough.knowing.wording import LONGEST_NAME, as_sentence, clipped, counted, day, few, listed, one_line, short
from followthrough.knowing.words import Stage
from followthrough.saying.people import as_of, errand_of, interviewers, thanks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged, Judgement
    from followthrough.knowing.leads import Problem

NOW = (Flag.OVERDUE, Flag.DUE)
ON_A_DAY = (Step.PREPARE, Step.START)
"""Steps whose last good day is the day of the thing itself."""
MOST_NAMES = 4
"""How many rows with the same fault one line names."""
MOST_CELLS = 3


class Thing(Record, frozen=True):
    """One line of a list: what is to be done about a lead, or about several in one contact.

    Args:
        steps: lead and step, the most urgent first; it gives the line its place and its words.
    """

    steps: tuple[tuple[Judged, Advice], ...]

    @property
    def judged(self) -> Judged:
        """The lead that is named first."""
        return self.steps[0][0]

    @property
    def advice(self) -> Advice:
        """The step to take first."""
        return self.steps[0][1]

    @property
    def leads(self) -> tuple[Judged, ...]:
        """The leads that it is about, each once."""
        return tuple({id(judged): judged for judged, _ in self.steps}.values())

    @property
    def name(self) -> str:
        """Who: "Acme, Analyst"; "Acme, Analyst and Clerk" for two jobs at one company."""
        first, *others = self.leads
        if not others:
            return first.lead.name
        if any(other.key.company != first.key.company for other in others):
            return listed([judged.lead.name_in_a_list for judged in self.leads])
        roles = listed([short(judged.lead.role) or judged.lead.place for judged in self.leads])
        return f"{short(first.lead.company) or first.lead.place}, {roles}"

    def what(self, today: date, say_first: Callable[[Judged, Advice, date], str] | None = None) -> str:
        """What to do, and until when: "Send thank-you by Tue 24 Nov, then Follow up from Fri 27 Nov".

        The first step may be said in other words.
        """
        first, *then = (advice for judged, advice in self.steps if judged is self.judged)
        said = (say_first or in_words)(self.judged, first, today)
        return ", then ".join((said, *(in_words(self.judged, advice, today) for advice in then)))

    def title(self, today: date) -> str:
        """The same as a subject says it, in which a company is named: "Follow up with Acme by Wed 25 Nov"."""
        companies = dict.fromkeys(short(judged.lead.company) or judged.lead.place for judged in self.leads)
        words = STEPS[self.advice.step].with_name if not self.advice.words else f"{self.advice.words}: {{}}"
        return f"{words.format(listed([*companies][:2]))} {until(self.judged, self.advice, today)}".rstrip()


def in_words(judged: Judged, advice: Advice, today: date) -> str:
    """A step and until when: "Follow up by Wed 25 Nov", "Interview today at 10:30, 1 Main Street"."""
    if advice.step is Step.PREPARE and advice.due == today:
        place = clipped(judged.readable.location, LONGEST_NAME)
        return f"Interview today{_at(judged, today)}{f', {place}' if place else ''}"
    what, when = advice.next_step, until(judged, advice, today)
    comma = "," if "," in what and when[:1] != "(" else ""
    return f"{what}{comma} {when}" if when else what


def until(judged: Judged, advice: Advice, today: date) -> str:
    """Until when a step is good: "by Wed 25 Nov"; "(was due Fri 20 Nov)"; "from Mon 30 Nov" while it waits; else ""."""
    last = day(advice.due, today)
    if advice.step in ON_A_DAY:
        return f"on {last}{_at(judged, advice.due)}" if last else ""
    if advice.flag is Flag.WAITING and advice.opens:
        return f"{'on' if advice.opens == advice.due else 'from'} {day(advice.opens, today)}"
    if not last:
        return ""
    return f"(was due {last})" if advice.flag is Flag.OVERDUE else f"by {last}"


def _at(judged: Judged, interview: date | None) -> str:
    at = judged.readable.time_of(interview)
    return f" at {at:%H:%M}" if at else ""


def by_urgency(judgement: Judgement) -> tuple[Judged, ...]:
    """Every lead that something is advised for, by the urgency of its first advice, then by row.

    That is: what is overdue or due by tomorrow; then Due, Check row, Move on, Waiting, Closed; within these by step,
    then by last good day.
    """
    advised = (judged for judged in judgement.leads if judged.advice)
    return tuple(sorted(advised, key=lambda judged: urgency(judged.advice[0], judgement.today)))


def first_things(judgement: Judgement) -> tuple[Thing, ...]:
    """What to do now, the most urgent first: what is Overdue or Due, but where nobody is known to ask."""
    return things(judgement, lambda judged, advice: advice.flag in NOW and not is_for_nobody(judged, advice))


def things(judgement: Judgement, is_wanted: Callable[[Judged, Advice], bool]) -> tuple[Thing, ...]:
    """A line for each lead with a step that is wanted, the most urgent first.

    Leads that one letter is about are one line, at the place of the most urgent; so are those at one company that never
    answered.
    """
    found = [(judged, [each for each in judged.advice if is_wanted(judged, each)]) for judged in judgement.leads]
    wanted = sorted(
        ((judged, advice) for judged, advice in found if advice),
        key=lambda each: urgency(each[1][0], judgement.today),
    )
    lines: list[list[tuple[Judged, Advice]]] = []
    told: dict[tuple[object, ...], list[tuple[Judged, Advice]]] = {}
    for judged, advice in wanted:
        keys = [*_shared_by(judged, advice[0], judgement.today)]
        line = next((told[key] for key in keys if key in told), None)
        if line is None:
            lines.append(line := [])
        line += ((judged, each) for each in advice)
        for key in keys:
            told.setdefault(key, line)
    return tuple(Thing(tuple(line)) for line in lines)


def nobody_to_ask(judgement: Judgement) -> tuple[Judged, ...]:
    """The applications of which nobody is known to ask, in row order: one line in a list tells them all (rules 4)."""
    return tuple(each for each in judgement.leads if each.advice and is_for_nobody(each, each.advice[0]))


def totals(judgement: Judgement) -> str:
    """How many leads are at which flag: "5 overdue, 16 due, 3 to fix"; "" where none is at any of these."""
    counts = Counter(judged.flag for judged in judgement.leads)
    words = {Flag.OVERDUE: "overdue", Flag.DUE: "due", Flag.CHECK_ROW: "to fix"}
    return ", ".join(f"{counts[flag]:,} {word}" for flag, word in words.items() if counts[flag])


def is_cold(judged: Judged) -> bool:
    """Whether it is an application that was never answered."""
    return judged.facts.stage is Stage.APPLIED and not judged.facts.heard


def to_fix(judgement: Judgement, most: int = 6) -> tuple[str, ...]:
    """The cells that could not be used and the rows that only their owner can decide about, a line for each kind."""
    told = {(problem.cell.rpartition("!")[0], problem.row) for problem in judgement.problems}
    unsure: dict[str, list[str]] = {}
    for each in judgement.leads:
        if each.flag is Flag.CHECK_ROW and (each.lead.sheet, each.lead.row) not in told:
            unsure.setdefault(each.advice[0].reason, []).append(each.lead.name_in_a_list)
    lines = [
        *kinds(judgement.problems),
        *(f"{as_sentence(few(names, MOST_NAMES))}: {one_line(why)}" for why, names in unsure.items()),
    ]
    if len(lines) > most:
        rest = counted(len(lines) - most + 1, "more kind of cell needs", "more kinds of cells need")
        lines = [*lines[: most - 1], f"{rest} a look: each row says what it needs."]
    return tuple(lines)


def kinds(problems: Iterable[Problem]) -> list[str]:
    """Problems in few words: a line for each kind of problem, "37 rows: Stage “found” is not known (C2, C3 ...)"."""
    same: dict[object, list[Problem]] = {}
    for each in problems:
        word = each.found if each.column == Column.STAGE else ""
        same.setdefault((each.column, each.expected, word, each.told, each.is_missing), []).append(each)
    return [_kind(every) for every in same.values()]


def _kind(every: Sequence[Problem]) -> str:
    first, count = every[0], counted(len(every), "row")
    if first.told:
        return first.sentence
    if first.is_missing:
        return f"{count}: no {first.lacks}; add a column {first.column}."
    found = f" “{clipped(first.found, LONGEST_NAME)}”" if len({each.found for each in every}) == 1 else ""
    is_word = first.column == Column.STAGE and bool(first.found)
    what = f"{first.column}{found} {'is not known' if is_word else f'should be {first.expected}'}"
    if len(every) == 1:
        return one_line(f"{first.cell}: {what}.")
    return one_line(f"{count}: {what} ({few((each.cell for each in every), MOST_CELLS)}).")


def _shared_by(judged: Judged, advice: Advice, today: date) -> Iterator[tuple[object, ...]]:
    """What makes one line of several leads: one letter, or one company that never answered."""
    if errand := errand_of(judged, advice, today):
        yield errand
    if advice.step is Step.THANK_YOU:
        talk = as_of(judged, advice.opens)
        notes = [thanks_of(talk, advice, person, today) for person in interviewers(talk)]
        if notes and all(notes):
            yield ("thanks", *notes)
    if is_cold(judged) and advice.step in CHASES and judged.key.company:
        yield ("company", judged.key.company)
