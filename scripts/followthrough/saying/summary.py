"""The weekly mail: two minutes on Sunday evening that leave the week planned, on two pages of paper."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from followthrough.judging.judgement import count
from followthrough.knowing import wording
from followthrough.knowing.record import Record, field
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.wording import counted, few, one_line, short
from followthrough.saying.entries import Speaker
from followthrough.saying.first_things import in_words, nobody_to_ask, to_fix
from followthrough.saying.page import Letter, Number, Section, fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from followthrough.judging.judgement import Advice, Judged, Judgement, Tip
    from followthrough.saying.page import Attachment, Message
    from followthrough.saying.people import Search
    from followthrough.saying.week import Week

MOST_TIPS = 4
MOST_NAMES = 3
DEADLINES = (Step.REPLY_TO_OFFER, Step.PREPARE, Step.APPLY, Step.START)
"""Steps of which the last day is told as well: others have set it."""
LONGEST_SUBJECT = 120
FOOTER = "From {}. Nothing is sent to an employer, and no row is closed: that is yours to do."


class Contents(Record, frozen=True, kw_only=True):
    """Everything a summary says.

    Args:
        search: the leads as they stand today.
        week: the plan, and what else of them is listed.
        missed: days on which no night did its job.
        troubles: what kept one of them from it, where it ran.
        is_checked: whether it ever did its job.
        workbook: the file's name.
        agenda: the plan as an .ics file.
        entries: what to remember of it.
        missed_on: the day on which this summary should have come, where that is past.
    """

    search: Search
    week: Week
    missed: tuple[date, ...]
    is_checked: bool
    workbook: str
    agenda: Attachment
    entries: Mapping[str, str]
    missed_on: date | None = None
    troubles: Mapping[date, str] = field(default_factory=dict)


def is_empty(contents: Contents) -> bool:
    """Whether there is nothing to tell: the week asks for nothing, no row is to be fixed, no check was missed."""
    week = contents.week
    listed = (week.tasks, week.let_go, week.expected, week.long_overdue, contents.missed)
    return not any((*listed, to_fix(contents.search.judgement)))


def compose_week(contents: Contents) -> Message:
    """Write the summary; one that grows too long for mail programs has fewer texts to use."""
    today = contents.search.judgement.today
    return fitted("weekly", today, _subject(contents), lambda most: _letter(contents, most))


def _letter(contents: Contents, most: int) -> Letter:
    judgement, week = contents.search.judgement, contents.week
    speaker = Speaker(contents.search, most, only_calls=True)
    rows = tuple(
        speaker.row(task.thing, task.thing.what(judgement.today, _step), f"{task.day:%a} {task.day.day}")
        for task in week.tasks
    )
    to_know = (
        Section(title="Worth knowing", lines=tuple(_tips(contents))),
        Section(title="Numbers", numbers=numbers_of(judgement)),
    )
    fix = Section(title="To fix in the worksheet", lines=to_fix(judgement))
    return Letter(
        title=f"Your week from {wording.day(judgement.today)}",
        notes=tuple(_missed(contents)),
        sections=(
            Section(rows=rows, lines=tuple(_lines(contents))),
            *((*to_know, fix) if rows else (fix, *to_know)),
            Section(title="The words to use", words=tuple(speaker.words)),
        ),
        footer=FOOTER.format(one_line(contents.workbook)),
        files=(contents.agenda, *speaker.files),
    )


def _step(judged: Judged, advice: Advice, today: date) -> str:
    """What to do on the day of the plan: "Send thank-you (late)"; the last day only of what has a fixed one."""
    if advice.step in DEADLINES:
        return in_words(judged, advice, today)
    return f"{advice.next_step} (late)" if advice.flag is Flag.OVERDUE else advice.next_step


def _lines(contents: Contents) -> Iterator[str]:
    """What else there is to tell, a line each; where all is well, how long until the next date."""
    week, today = contents.week, contents.search.judgement.today
    if not contents.search.judgement.leads:
        yield "No leads yet: put a company and the day you applied into the worksheet, and the week plans itself."
    elif is_empty(contents):
        yield _quiet(contents)
    yield from _late(contents)
    if week.more:
        yield f"If there is time: {_names(thing.judged for thing in week.more)}."
    if week.let_go or week.let_go_before:
        named = ", ".join(dict.fromkeys(short(each.lead.company) for each in week.let_go))
        rest = week.let_go_before + week.let_go_later
        others = f"{counted(rest, 'more is', 'more are')} marked Move on" if rest else ""
        yield f"Time to let go: {'; '.join(filter(None, (named, others)))}."
    if week.expected:
        days = (f"{short(each.judged.lead.company)} ({wording.day(each.day, today)})" for each in week.expected)
        yield f"Answers to expect: {few(days, MOST_NAMES)}."
    if nobody := nobody_to_ask(contents.search.judgement):
        have = counted(len(nobody), "application has", "applications have")
        yield f"{have} nobody to ask; one name at any of: {_names(nobody)}."


def _late(contents: Contents) -> Iterator[str]:
    """How many leads are overdue, as every surface counts them."""
    late = sum(judged.flag is Flag.OVERDUE for judged in contents.search.judgement.leads)
    long = contents.week.long_overdue
    if late:
        names = f", {len(long)} of them for over two weeks ({_names(long)})" if long else ""
        yield f"Late: {counted(late, 'lead')}{names}."


def _names(leads: Iterable[Judged]) -> str:
    return few((short(each.lead.company) or each.lead.place for each in leads), MOST_NAMES)


def _quiet(contents: Contents) -> str:
    judgement = contents.search.judgement
    waiting = [judged for judged in judgement.leads if judged.flag is Flag.WAITING]
    ahead = [
        (day, judged.lead.name)
        for judged in waiting
        for day in (judged.opens, judged.due)
        if day and judgement.today < day < day.max
    ]
    start = "Nothing to do this week"
    if not contents.is_checked:
        start = "No step falls into this week, and the nightly check has not filled in the worksheet yet"
    if not ahead:
        return f"{start}; no date lies ahead."
    day, name = min(ahead)
    away = counted((day - judgement.today).days, "day")
    return f"{start}. The next date is {wording.day(day)}, in {away}: {name}."


def _tips(contents: Contents) -> Iterator[str]:
    """One line a tip, with the leads that it holds for; those that expire come first."""
    names: dict[Tip, list[str]] = {}
    for judged in contents.search.judgement.leads:
        for tip in judged.tips:
            names.setdefault(tip, []).append(short(judged.lead.company))
    tips = sorted((*names, *contents.search.judgement.tips), key=lambda tip: tip.expiry)
    for tip in tips[:MOST_TIPS]:
        named = f"{few(names[tip], 1)}: " if tip in names else ""
        yield f"{named}{one_line(tip.text)}"


def _missed(contents: Contents) -> Iterator[str]:
    """What did not run when it should have: nothing else tells somebody that nothing wakes the program."""
    if contents.missed_on:
        yield f"This summary was to come on {wording.day(contents.missed_on)}, but nothing ran, or it was not sent."
    reasons: dict[str, list[str]] = {}
    for day in contents.missed:
        reasons.setdefault(contents.troubles.get(day, ""), []).append(wording.day(day))
    for reason, days in sorted(reasons.items()):
        failed = f"failed on {', '.join(days)}: {reason}" if reason else f"did not run on {', '.join(days)}."
        yield f"The nightly check {failed}"


def _subject(contents: Contents) -> str:
    """What to do first, and how many more there are; what is wrong, where that is all."""
    week, judgement = contents.week, contents.search.judgement
    if week.tasks:
        rest = len(week.tasks) + len(week.more) - 1
        more = f", and {rest} more" if rest else ""
        first = one_line(week.tasks[0].thing.title(judgement.today))
        return f"Your week: {first[: LONGEST_SUBJECT - len(more)]}{more}"
    if not judgement.leads:
        return "Your week: no leads yet"
    unsure = sum(judged.flag is Flag.CHECK_ROW for judged in judgement.leads)
    return f"Your week: {counted(unsure, 'row')} to fix" if unsure else "Your week: nothing to do"


FEWEST = 5
"""A share of fewer applications is no rate."""


def numbers_of(judgement: Judgement) -> tuple[Number, ...]:
    """What a judged workbook comes to: what the person did first, then what came of it (rules 7)."""
    today = judgement.today
    leads = [judged for judged in judgement.leads if not judged.lead.unknown_stage and judged.lead.company]
    if not leads:
        return ()
    sent = [day for judged in leads if (day := judged.facts.applied_on) and day <= today]
    asked = [day for judged in leads for day in judged.facts.asked]
    counts, goal = count(judgement.leads), judgement.policy.open_leads
    return (
        _of_a_week("Applications", sent, today),
        _of_a_week("Follow-ups", asked, today),
        Number(label="Open leads", value=f"{counts.open:,}", share=counts.open / max(counts.open, goal, 1)),
        *_rate("Answered", counts.answered, counts.applications),
        *_rate("Interviewed", counts.interviewed, counts.applications),
        *_median_wait([wait for judged in leads if (wait := _first_answer(judged)) is not None]),
    )


def _of_a_week(label: str, dates: Sequence[date], today: date) -> Number:
    """How many in the last seven days, and in the seven before."""
    now, before = (sum(1 for day in dates if ago <= (today - day).days < ago + 7) for ago in (0, 7))
    return Number(label=label, value=f"{now:,}", share=now / max(now, before, 1), before=f"last week {before:,}")


def _rate(label: str, part: int, whole: int) -> Iterator[Number]:
    """A share; none at all, or one of fewer than five, tells nothing (rules 7)."""
    if part and whole >= FEWEST:
        yield Number(label=label, value=f"{part:,} of {whole:,}", share=part / whole)


def _median_wait(waits: Sequence[int]) -> Iterator[Number]:
    if waits:
        yield Number(label="Median wait", value=counted(median(waits), "day"), share=0)


def _first_answer(judged: Judged) -> int | None:
    """Days from applying to the first answer that is still known: a row keeps its latest only."""
    applied = judged.readable.applied_on
    return next(((day - applied).days for day in judged.facts.answers if applied and day >= applied), None)
