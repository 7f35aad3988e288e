"""The weekly mail: two minutes on Sunday evening that leave the week planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from followthrough.judging import reasons, why
from followthrough.knowing import wording
from followthrough.knowing.commands import Command, spoken
from followthrough.knowing.leads import sentences
from followthrough.knowing.steps import Flag, Step
from followthrough.knowing.wording import counted, few, one_line, short
from followthrough.saying.entries import entry_of
from followthrough.saying.page import Attachment, Chart, Entry, Letter, Message, Section, as_page, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from followthrough.judging.history import History
    from followthrough.knowing.judgement import Advice, Judged, Judgement, Tip
    from followthrough.saying.numbers import Numbers
    from followthrough.saying.week import Task, Week

MOST_BYTES = 80_000
"""Bytes of HTML: Gmail cuts a message off at 102,000."""
MOST_PROBLEMS = 15
MOST_LET_GO_IN_FULL = 5
MOST_TIPS = 12
MOST_NAMES = 4
MOST_ENTRIES = 10
"""Entries of a section, where the letter is too long even without its words."""
WORDS = "The words to use"
FOOTER = "From {}. Nothing is sent to an employer, and no row is closed: that is yours to do."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Everything a summary says.

    Args:
        judgement: the leads as they stand today.
        week: what of it is listed.
        history: what changed since the last summary; ``since`` is its day, None for the first one.
        numbers: the search in numbers.
        missed: nights on which the check did not run.
        workbook: the file's name.
        in_words: turns a step into an entry with its drafts.
        agenda: the follow-ups as an .ics file.
    """

    judgement: Judgement
    week: Week
    history: History
    since: date | None
    numbers: Numbers
    missed: tuple[date, ...]
    workbook: str
    in_words: Callable[[Judged, Advice], Entry]
    agenda: bytes


def is_empty(contents: Contents) -> bool:
    """Whether the week asks for nothing and nothing has happened."""
    week, history, judgement = contents.week, contents.history, contents.judgement
    listed = (week.tasks, week.overdue, week.let_go, week.expected, history.new, history.moved, history.heard)
    is_unsure = any(judged.flag is Flag.CHECK_ROW for judged in judgement.leads)
    return not any((*listed, week.long_overdue, contents.missed, judgement.problems, is_unsure))


def compose_week(contents: Contents) -> Message:
    """Write the summary; one that grows too long for Gmail leaves out the words to say, and says so."""
    letter = _letter(contents)
    page = as_page(letter)
    for shorter in (_without_words, _with_short_lists):
        if len(page.encode()) > MOST_BYTES:
            letter = shorter(letter)
            page = as_page(letter)
    agenda = Attachment("follow-ups.ics", "text/calendar", contents.agenda)
    day = contents.judgement.today
    return Message("weekly", day, _subject(contents), as_text(letter), page, (agenda,))


def _letter(contents: Contents) -> Letter:
    today = contents.judgement.today
    sections = (*_sections(contents),)
    if is_empty(contents):
        quiet = Section(title="This week", lines=("Nothing to do, and nothing has changed. Enjoy the quiet.",))
        sections = (quiet, *sections)
    tasks = (*contents.week.overdue, *contents.week.tasks)
    first = min(tasks, key=lambda task: (task.day, list(Step).index(task.advice.step)), default=None)
    return Letter(
        title=f"Your week from {wording.day(today)}",
        first=_entry(contents, first) if first else None,
        sections=sections,
        footer=FOOTER.format(one_line(contents.workbook)),
    )


def _sections(contents: Contents) -> Iterator[Section]:
    """The sections, in the order in which a week is planned; empty ones are left out."""
    yield from _by_day(contents)
    parts = (_overdue, _let_go, _expected, _changed, _tips, _numbers, _to_fix, _missed, _words)
    yield from (section for part in parts if (section := part(contents)))


def _by_day(contents: Contents) -> Iterator[Section]:
    for day, tasks in groupby(contents.week.tasks, key=lambda task: task.day):
        yield Section(title=wording.day(day), entries=tuple(_entry(contents, task) for task in tasks))
    if contents.week.more:
        entries = (entry_of(task.judged, task.advice) for task in contents.week.more[:MOST_ENTRIES])
        lines = [f"{entry.name}: {entry.line}" for entry in entries]
        rest = len(contents.week.more) - MOST_ENTRIES
        if rest > 0:
            lines.append(f"{counted(rest, 'further question')} can wait; the worksheet has them.")
        yield Section(title="If there is time left", lines=tuple(lines))


def _entry(contents: Contents, task: Task) -> Entry:
    """A step without its words: the plan is read in two minutes, the words when the phone is in one's hand."""
    return replace(contents.in_words(task.judged, task.advice), words=())


def _words(contents: Contents) -> Section | None:
    """The words to say, in the order of the plan, at the end of the mail."""
    tasks = (*contents.week.tasks, *contents.week.overdue)
    entries = [contents.in_words(task.judged, task.advice) for task in tasks]
    spoken = tuple(Entry(name=entry.name, line=entry.line, words=entry.words) for entry in entries if entry.words)
    return Section(title=WORDS, entries=spoken) if spoken else None


def _overdue(contents: Contents) -> Section | None:
    week = contents.week
    entries = tuple(_entry(contents, task) for task in week.overdue)
    lines = []
    if week.long_overdue:
        lines.append(f"{counted(week.long_overdue, 'more is', 'more are')} more than two weeks late: "
                     "one try is still fine, or let them go.")  # fmt: skip
    return Section(title="Past its last good day", entries=entries, lines=tuple(lines)) if entries or lines else None


def _let_go(contents: Contents) -> Section | None:
    week = contents.week
    lines = [f"{judged.lead.name}: {_tried(judged)}" for judged in week.let_go[:MOST_LET_GO_IN_FULL]]
    rest = week.let_go[MOST_LET_GO_IN_FULL:]
    if rest:
        names = ", ".join(dict.fromkeys(short(judged.lead.company) for judged in rest[:10]))
        more = counted(len(rest), "more has", "more have")
        lines.append(f"{more} gone silent, {names} among them. One try is still fine, or let them go.")
    if week.let_go_before:
        were = counted(week.let_go_before, "lead is", "leads are")
        lines.append(f"{were} still marked Move on from earlier: set the Stage when you have decided.")
    if week.let_go:
        lines.append(f"{reasons.COMFORT} The rows stay as they are until you change them.")
    return Section(title="Time to move on", lines=tuple(lines)) if lines else None


def _tried(judged: Judged) -> str:
    """What was tried, without what is said once for all of them."""
    text = judged.why.removesuffix(why.STAYS).rstrip().removesuffix(reasons.COMFORT)
    return one_line(text)


def _expected(contents: Contents) -> Section | None:
    lines = tuple(f"{wording.day(each.day)}: {each.judged.lead.name}, {each.what}" for each in contents.week.expected)
    return Section(title="Answers to expect", lines=lines) if lines else None


def _changed(contents: Contents) -> Section | None:
    history = contents.history
    lines = [
        *(f"New: {lead.name}" for lead in history.new[:10]),
        *(f"{moved.lead.name}: {' → '.join(moved.stages)}" for moved in history.moved[:15]),
        *(f"{heard.lead.name} answered on {wording.day(heard.on)}" for heard in history.heard[:10]),
        *(f"No longer in the list: {lead.name}" for lead in history.gone[:10]),
    ]
    title = f"Since {wording.day(contents.since)}" if contents.since else "What changed"
    return Section(title=title, lines=tuple(lines)) if lines else None


def _tips(contents: Contents) -> Section | None:
    """One line a tip, with all the leads that it holds for; those that expire come first."""
    names: dict[Tip, list[str]] = {}
    for judged in contents.judgement.leads:
        for tip in judged.tips:
            names.setdefault(tip, []).append(short(judged.lead.company))
    tips = sorted((*contents.judgement.tips, *names), key=lambda tip: tip.expiry)
    named = {tip: f"{few(who, MOST_NAMES)}: " for tip, who in names.items()}
    lines = [f"{named.get(tip, '')}{one_line(tip.text)}" for tip in tips]
    if len(lines) > MOST_TIPS:
        rest = counted(len(lines) - MOST_TIPS, "more tip is", "more tips are")
        lines = [*lines[:MOST_TIPS], f"{rest} left out here."]
    return Section(title="Worth knowing", lines=tuple(lines)) if lines else None


def _numbers(contents: Contents) -> Section:
    numbers, today = contents.numbers, contents.judgement.today
    lines = [
        f"Applications in the last seven days: {numbers.applied}; in the seven before: {numbers.applied_before}.",
        f"Follow-ups in the last seven days: {numbers.asked}.",
        f"Open leads: {numbers.open_leads}. {numbers.open_goal} or more keep a search going.",
    ]
    rates = (("Answered", numbers.answered), ("Led to an interview", numbers.interviewed))
    lines += [f"{what}: {rate.part} of {rate.whole} ({rate.percent} %)." for what, rate in rates if rate.is_telling]
    if numbers.days_to_answer:
        middle, of = numbers.days_to_answer
        lines.append(f"Median wait for an answer: {counted(middle, 'day')} ({counted(of, 'answer')}).")
    for stage, middle, of in numbers.days_in_stage:
        lines.append(f"{stage}: {counted(of, 'open lead')}; median {counted(middle, 'day')} since anything moved.")
    charts = (
        Chart("Leads at each stage", tuple((str(stage), count) for stage, count in numbers.stages)),
        Chart("Applications by week", tuple((wording.day(monday, today), sent) for monday, sent in numbers.weeks)),
    )
    telling = tuple(chart for chart in charts if any(count for _, count in chart.bars))
    return Section(title="The search in numbers", lines=tuple(lines), charts=telling)


def _to_fix(contents: Contents) -> Section | None:
    """Cells that could not be used, and other rows that only their owner can decide about."""
    judgement = contents.judgement
    told = {(problem.cell.rpartition("!")[0], problem.row) for problem in judgement.problems}
    unsure = (judged for judged in judgement.leads if judged.flag is Flag.CHECK_ROW)
    others = (judged for judged in unsure if (judged.lead.sheet, judged.lead.row) not in told)
    lines = [*sentences(judgement.problems), *(f"{each.lead.name}: {one_line(each.why)}" for each in others)]
    if len(lines) > MOST_PROBLEMS:
        rest = counted(len(lines) - MOST_PROBLEMS, "more line like these is", "more lines like these are")
        lines = [*lines[:MOST_PROBLEMS], f"{rest} left out here; each row says what it needs."]
    return Section(title="Rows to fix", lines=tuple(lines)) if lines else None


def _missed(contents: Contents) -> Section | None:
    if not contents.missed:
        return None
    days = ", ".join(wording.day(day) for day in contents.missed[:7])
    return Section(title="Nights without a check", lines=(f"The nightly check did not run on {days}.",))


def _subject(contents: Contents) -> str:
    count = len(contents.week.tasks) + len(contents.week.overdue)
    if not count:
        return "Your week: nothing to do"
    late = f", {len(contents.week.overdue)} of them late" if contents.week.overdue else ""
    return f"Your week: {counted(count, 'step', 'steps')}{late}"


def _without_words(letter: Letter) -> Letter:
    sections = tuple(section for section in letter.sections if section.title != WORDS)
    drafts = spoken(Command.DRAFTS)
    note = f"This summary was too long for some mail programs, so the words to use are left out; {drafts} has them."
    return replace(letter, sections=sections, notes=(*letter.notes, note))


def _with_short_lists(letter: Letter) -> Letter:
    """What is still too long keeps the first of each list, and says how many are missing."""
    return replace(letter, sections=tuple(map(_with_short_list, letter.sections)))


def _with_short_list(section: Section) -> Section:
    rest = len(section.entries) - MOST_ENTRIES
    if rest <= 0:
        return section
    more = f"{counted(rest, 'more stands', 'more stand')} in the worksheet."
    return replace(section, entries=section.entries[:MOST_ENTRIES], lines=(*section.lines, more))
