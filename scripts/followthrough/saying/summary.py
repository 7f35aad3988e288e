"""The weekly mail: two minutes on Sunday evening that leave the week planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from followthrough.judging import reasons, why
from followthrough.judging.tips import by_expiry
from followthrough.knowing import wording
from followthrough.knowing.steps import Step
from followthrough.knowing.wording import listed, one_line, short
from followthrough.saying.night_mail import entry_of, name_of
from followthrough.saying.page import Attachment, Entry, Letter, Message, Picture, Section, as_page, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from followthrough.judging.history import History
    from followthrough.knowing.judgement import Advice, Judged, Judgement, Tip
    from followthrough.knowing.leads import Lead
    from followthrough.saying.numbers import Numbers
    from followthrough.saying.week import Task, Week

MOST_BYTES = 80_000
"""Of HTML: Gmail cuts off at 102,000."""
MOST_PROBLEMS = 15
MOST_LET_GO_IN_FULL = 5
MOST_TIPS = 12
MOST_NAMES = 4
MOST_ENTRIES = 10
"""In a section of a letter that is too long without its words."""
PICTURE = "numbers"
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
        picture: the two plots, as PNG.
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
    picture: bytes
    agenda: bytes


def is_empty(contents: Contents) -> bool:
    """Whether the week asks for nothing and nothing has happened."""
    week, history = contents.week, contents.history
    listed = (week.tasks, week.overdue, week.let_go, week.expected, history.new, history.moved, history.heard)
    return not any((*listed, week.long_overdue, contents.missed, contents.judgement.problems))


def compose_week(contents: Contents) -> Message:
    """Write the summary; one that grows too long for Gmail leaves out the words to say, and says so."""
    letter = _letter(contents)
    page = as_page(letter)
    for shorter in (_shortened, _cut):
        if len(page.encode()) > MOST_BYTES:
            letter = shorter(letter)
            page = as_page(letter)
    attachments = (
        Attachment("numbers.png", "image/png", contents.picture, content_id=PICTURE),
        Attachment("follow-ups.ics", "text/calendar", contents.agenda),
    )
    day = contents.judgement.today
    return Message("weekly", day, _subject(contents), as_text(letter), page, attachments)


def _letter(contents: Contents) -> Letter:
    today = contents.judgement.today
    sections = (*_sections(contents),)
    if is_empty(contents):
        quiet = Section(title="This week", lines=("Nothing to do, and nothing has changed. Enjoy the quiet.",))
        sections = (quiet, *sections)
    tasks = sorted((*contents.week.overdue, *contents.week.tasks), key=_first_things_first)
    first = _entry(contents, tasks[0]) if tasks else None
    return Letter(
        title=f"Your week from {wording.day(today)}",
        first=first,
        sections=sections,
        footer=FOOTER.format(one_line(contents.workbook)),
    )


def _first_things_first(task: Task) -> tuple[date, int]:
    return task.day, list(Step).index(task.advice.step)


def _sections(contents: Contents) -> Iterator[Section]:
    """In the order in which a week is planned; an empty one is left out."""
    yield from _by_day(contents)
    parts = (_overdue, _let_go, _expected, _changed, _tips, _numbers, _problems, _missed, _words)
    yield from (section for part in parts if (section := part(contents)))


def _by_day(contents: Contents) -> Iterator[Section]:
    for day, tasks in groupby(contents.week.tasks, key=lambda task: task.day):
        yield Section(title=wording.day(day), entries=tuple(_entry(contents, task) for task in tasks))
    if contents.week.more:
        lines = [_in_a_line(task) for task in contents.week.more[:MOST_ENTRIES]]
        rest = len(contents.week.more) - MOST_ENTRIES
        if rest > 0:
            lines.append(f"{_so_many(rest, 'further question', 'further questions')} can wait; the worksheet has them.")
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


def _in_a_line(task: Task) -> str:
    entry = entry_of(task.judged, task.advice)
    return f"{entry.name}: {entry.line}"


def _overdue(contents: Contents) -> Section | None:
    week = contents.week
    entries = tuple(_entry(contents, task) for task in week.overdue)
    lines = []
    if week.long_overdue:
        lines.append(f"{_so_many(week.long_overdue, 'more is', 'more are')} more than two weeks late: "
                     "one try is still fine, or let them go.")  # fmt: skip
    return Section(title="Past its last good day", entries=entries, lines=tuple(lines)) if entries or lines else None


def _let_go(contents: Contents) -> Section | None:
    week = contents.week
    lines = [f"{name_of(judged)}: {_tried(judged)}" for judged in week.let_go[:MOST_LET_GO_IN_FULL]]
    rest = week.let_go[MOST_LET_GO_IN_FULL:]
    if rest:
        names = ", ".join(dict.fromkeys(one_line(judged.lead.company) for judged in rest[:10]))
        lines.append(f"{len(rest)} more have gone silent, {names} among them. One try is still fine, or let them go.")
    if week.let_go_before:
        were = _so_many(week.let_go_before, "lead is", "leads are")
        lines.append(f"{were} still marked Move on from earlier: set the Stage when you have decided.")
    if week.let_go:
        lines.append(f"{reasons.COMFORT} The rows stay as they are until you change them.")
    return Section(title="Time to move on", lines=tuple(lines)) if lines else None


def _tried(judged: Judged) -> str:
    """What was tried, without what is said once for all of them."""
    text = judged.why.removesuffix(why.STAYS).rstrip().removesuffix(reasons.COMFORT)
    return one_line(text)


def _expected(contents: Contents) -> Section | None:
    lines = tuple(f"{wording.day(each.day)}: {name_of(each.judged)}, {each.what}" for each in contents.week.expected)
    return Section(title="Answers to expect", lines=lines) if lines else None


def _changed(contents: Contents) -> Section | None:
    history = contents.history
    lines = [
        *(f"New: {_lead(lead)}" for lead in history.new[:10]),
        *(f"{_lead(moved.lead)}: {' → '.join(moved.stages)}" for moved in history.moved[:15]),
        *(f"{_lead(heard.lead)} answered on {wording.day(heard.on)}" for heard in history.heard[:10]),
        *(f"No longer in the list: {_lead(lead)}" for lead in history.gone[:10]),
    ]
    title = f"Since {wording.day(contents.since)}" if contents.since else "What changed"
    return Section(title=title, lines=tuple(lines)) if lines else None


def _lead(lead: Lead) -> str:
    return one_line(", ".join(filter(None, (lead.company, lead.role))))


def _tips(contents: Contents) -> Section | None:
    """One line a tip, with all the leads that it holds for; those that expire come first."""
    names: dict[Tip, list[str]] = {}
    for judged in contents.judgement.leads:
        for tip in judged.tips:
            names.setdefault(tip, []).append(short(judged.lead.company))
    tips = sorted((*contents.judgement.tips, *names), key=by_expiry)
    lines = [f"{_some(names[tip])}: {one_line(tip.text)}" if tip in names else one_line(tip.text) for tip in tips]
    if len(lines) > MOST_TIPS:
        lines = [*lines[:MOST_TIPS], f"{len(lines) - MOST_TIPS} more tips are left out here."]
    return Section(title="Worth knowing", lines=tuple(lines)) if lines else None


def _some(names: Sequence[str]) -> str:
    """A few names, the others by number."""
    unique = list(dict.fromkeys(names))
    return listed(
        unique if len(unique) <= MOST_NAMES + 1 else [*unique[:MOST_NAMES], f"{len(unique) - MOST_NAMES} others"]
    )


def _numbers(contents: Contents) -> Section:
    numbers = contents.numbers
    lines = [
        f"Applications in the last seven days: {numbers.applied}; in the seven before: {numbers.applied_before}.",
        f"Follow-ups in the last seven days: {numbers.asked}.",
        f"Open leads: {numbers.open_leads}. {numbers.open_goal} or more keep a search going.",
    ]
    rates = (("Answered", numbers.answered), ("Led to an interview", numbers.interviewed))
    lines += [f"{what}: {rate.part} of {rate.whole} ({rate.percent} %)." for what, rate in rates if rate.is_telling]
    if numbers.days_to_answer:
        middle, of = numbers.days_to_answer
        lines.append(f"Days to an answer: {middle:g} in the middle, of {of}.")
    for stage, middle, of in numbers.days_in_stage:
        lines.append(f"{stage}: {middle:g} days in the middle since anything moved, of {of}.")
    lines.append("At each stage: " + ", ".join(f"{stage}: {count}" for stage, count in numbers.stages) + ".")
    weeks = ", ".join(f"{week.day} {week:%b}: {count}" for week, count in numbers.weeks)
    lines.append(f"Applications by week, each from its Monday: {weeks}.")
    alt = "Two bar charts: leads at each stage, and applications by week. Their numbers stand below."
    return Section(title="The search in numbers", lines=tuple(lines), picture=Picture(PICTURE, alt))


def _problems(contents: Contents) -> Section | None:
    problems = contents.judgement.problems
    lines = [
        one_line(f"{each.cell} ({each.column}) holds {_found(each.found)}; it should be {each.expected}.")
        for each in problems[:MOST_PROBLEMS]
    ]
    if len(problems) > MOST_PROBLEMS:
        lines.append(f"{len(problems) - MOST_PROBLEMS} more cells cannot be read; each row says which.")
    return Section(title="Cells to mend", lines=tuple(lines)) if lines else None


def _found(text: str) -> str:
    short = one_line(text)[:60]
    return f"“{short}”" if short else "nothing"


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
    return f"Your week: {_so_many(count, 'step', 'steps')}{late}"


def _so_many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _shortened(letter: Letter) -> Letter:
    sections = tuple(section for section in letter.sections if section.title != WORDS)
    note = "This summary was too long for some mail programs, so the words to use are left out; write-drafts has them."
    return replace(letter, sections=sections, notes=(*letter.notes, note))


def _cut(letter: Letter) -> Letter:
    """What is still too long keeps the first of each list, and says how many are missing."""
    return replace(letter, sections=tuple(map(_cut_section, letter.sections)))


def _cut_section(section: Section) -> Section:
    rest = len(section.entries) - MOST_ENTRIES
    if rest <= 0:
        return section
    more = f"{_so_many(rest, 'more stands', 'more stand')} in the worksheet."
    return replace(section, entries=section.entries[:MOST_ENTRIES], lines=(*section.lines, more))
