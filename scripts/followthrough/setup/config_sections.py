"""The tables of config.toml, key by key, with what each is when it is left out."""

from __future__ import annotations

from typing import Literal

import msgspec

from followthrough.knowing.columns import OURS, Column
from followthrough.knowing.words import Stage
from followthrough.sending.account import MailSection


class Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of the file; a key it does not know is an error."""


class WorkbookSection(Section, frozen=True):
    """Where the leads are."""

    path: str = ""
    """The workbook to check. A relative path counts from this file's folder. --workbook outranks it."""
    worksheet: str = ""
    """The sheet that holds your leads, where it is not found by itself."""
    heading_row: int | None = None
    """The row of headings, where it is not found by itself."""


class DatesSection(Section, frozen=True):
    """How dates are written."""

    day_first: bool | None = None
    """Whether 03/11/2026 is the third of November. Left out, each column tells by its own dates, or you are asked."""
    first_day: str = ""
    """The day from which on days lie that are written without their year, like "2026-01-01": each is the one within a
    year from it. Left out, such days are asked about."""


class CadenceSection(Section, frozen=True):
    """The numbers of the rules; what is not given is the preset's."""

    preset: Literal["reserved", "standard", "persistent"] = "standard"
    """How patient you are: "reserved", "standard" or "persistent"."""
    prefers: Literal["Phone", "Email", "phone", "email"] = "Phone"
    """How you would rather reach people who did not say: "Phone" or "Email"."""
    after_applying: tuple[int, int] | None = None
    """First and last good day to ask after applying. This and all that follows is the preset's where it is left out,
    in days; the numbers shown are those of "standard"."""
    after_interview: tuple[int, int] | None = None
    """The same after an interview for which no date was given."""
    after_decision: tuple[int, int] | None = None
    """The same, in business days, after the day on which they meant to decide."""
    gaps: tuple[int, ...] | None = None
    """How long to wait after the first, the second, ... unanswered follow-up; after the last wait, let go."""
    thank_within: int | None = None
    """Days within which to thank for an interview."""
    prepare_before: int | None = None
    """Days before an interview from which to prepare for it."""
    apply_before: int | None = None
    """Days before a closing date from which to apply."""
    withdraw_within: int | None = None
    """Days within which to withdraw elsewhere after you have started."""
    silent_applied: int | None = None
    """Days of silence after which an application is let go."""
    silent_interviewing: int | None = None
    """Days of silence after which an interview process is let go."""
    pause_until: str = ""
    """A day of rest for the whole search, like "2027-01-04": every lead is snoozed until then, and nothing is late
    after it."""


class PipelineSection(Section, frozen=True):
    """What keeps a search going."""

    open_leads: int = 5
    """How many open leads keep a search going."""
    apply_every: int = 7
    """Days within which the next application should follow."""


class CalendarSection(Section, frozen=True):
    """Which days are no business days."""

    country: str = ""
    """Country whose public holidays are no business days: two letters, like "US" or "DE". Empty: weekends only."""
    region: str = ""
    """State or province, for its own holidays, like "CA" or "BY"."""
    quiet: tuple[str, ...] = ()
    """Days on which nobody is to be asked, every year, like ["12-24..01-01"]."""


class YouSection(Section, frozen=True):
    """Who you are, for letters and calls."""

    name: str = ""
    """Who you are, for the letters and call scripts that are drafted for you. What is left out stays a visible blank
    there."""
    phone: str = ""
    """The number under which you can be reached."""
    email: str = ""
    """Your address, for the letters."""
    one_line: str = ""
    """What you are, in one line: "data analyst with eight years in logistics"."""


class ShareSection(Section, frozen=True):
    """What your coach may know, where one run checks many people's workbooks (--each)."""

    late: bool = False
    """Whether the digest that your coach gets may say how many of your leads are overdue. This and all that follows
    counts in the config.toml beside your own workbook; never is anything told but numbers and days."""
    offer: bool = False
    """Whether it may say that you have an offer."""
    quiet: bool = False
    """Whether it may say that nothing has happened for two weeks."""
    unreadable: bool = False
    """Whether it may say that your workbook cannot be read."""
    mail: bool = False
    """Whether such a run sends you your own morning mail and weekly summary, to the address that your coach's config
    has for you under [people]."""


class FilesSection(Section, frozen=True):
    """Where the program keeps what it must remember, and finds templates of yours."""

    data: str = ""
    """Where the program keeps its log, its memory and the snapshots. Empty: your system's place for such data."""
    outbox: str = ""
    """Where messages go that are not sent. Empty: the folder "outbox" in the data folder."""
    templates: str = ""
    """A folder with templates of yours, which outrank the ones that come along. Empty: ours."""


class HeartbeatSection(Section, frozen=True):
    """A watcher that raises the alarm when it hears nothing."""

    url: str = ""
    """The address of a check (healthchecks.io, or your own of its kind). Each run calls it with its exit status behind
    the address: /0 for success. It carries no more than the sentence that a run ended with."""


class PushSection(Section, frozen=True):
    """A line to your telephone when a run failed."""

    url: str = ""
    """Where it is sent, once a day: a topic of ntfy ("https://ntfy.sh/a-name-nobody-guesses"), or any address that
    takes a text. It says that a run failed and nothing of what your workbook holds."""


SECTIONS: dict[str, type[msgspec.Struct]] = {
    "workbook": WorkbookSection,
    "dates": DatesSection,
    "cadence": CadenceSection,
    "pipeline": PipelineSection,
    "calendar": CalendarSection,
    "you": YouSection,
    "share": ShareSection,
    "mail": MailSection,
    "files": FilesSection,
    "heartbeat": HeartbeatSection,
    "push": PushSection,
}
"""The tables of the file that hold keys of their own, by name."""


FREE_SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "columns": (
        (
            'Your name for a column, where it is not understood: "our heading" = "your heading". An empty one means "I '
            f'have none". The five columns that are written can be named here too: {", ".join(OURS)}; all of them, or '
            "only one whose heading you changed; but only in a file that is trusted."
        ),
        (f'{Column.COMPANY} = "Firma"', f'"{Column.APPLIED_ON}" = "Beworben am"'),
    ),
    "stages": (
        (
            f'Your word for a stage, where it is not understood: {", ".join(Stage)}; "" for a word that says '
            "nothing. The heading of a column that says a stage by a tick or a date is such a word, too."
        ),
        ('"Declined" = "Closed"', '"Coffee chat" = "Interviewing"', '"tbd" = ""'),
    ),
    "people": (
        (
            "Whose workbook is whose, where one run checks many (--each): the keys of [you], by workbook; a relative "
            "path counts from this file's folder. Their mail goes to that address, when their own [share] says so."
        ),
        ('"jane/jobs.xlsx" = {name = "Jane Doe", email = "jane@example.com"}',),
    ),
}
"""The tables whose keys are the owner's own words: what to write there, and examples."""


NEEDS_TRUST: dict[str, bool | tuple[str, ...]] = {
    "workbook": True,  # which file is written to
    "columns": OURS,  # whose cells are written over
    "stages": False,
    "dates": False,
    "cadence": False,
    "pipeline": False,
    "calendar": False,
    "share": False,
    "people": True,  # to whom their mail goes
    "you": True,  # in whose name letters are drafted
    "mail": True,  # which command is run, and where messages go
    "files": True,  # where files are written, and whose templates are used
    "heartbeat": True,  # whom it calls
    "push": True,  # the same
}
"""Which sections, or which keys of one, count only in a config that its user named, or keeps in their config folder.

Workbooks are passed around, and folders downloaded: what merely lies there must not run, send or redirect anything.
"""


def needs_trust(section: str, key: str) -> bool:
    """Whether a key counts only in a trusted config; a section without any has the key ""."""
    told = NEEDS_TRUST[section]
    return told if isinstance(told, bool) else key in told


class Document(Section, frozen=True):
    """The whole file."""

    workbook: WorkbookSection = WorkbookSection()
    columns: dict[str, str] = {}
    stages: dict[str, str] = {}
    dates: DatesSection = DatesSection()
    cadence: CadenceSection = CadenceSection()
    pipeline: PipelineSection = PipelineSection()
    calendar: CalendarSection = CalendarSection()
    you: YouSection = YouSection()
    share: ShareSection = ShareSection()
    people: dict[str, YouSection] = {}
    mail: MailSection = MailSection()
    files: FilesSection = FilesSection()
    heartbeat: HeartbeatSection = HeartbeatSection()
    push: PushSection = PushSection()
