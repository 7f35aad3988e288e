"""The tables of config.toml, key by key, with what each is when it is left out."""

from __future__ import annotations

from typing import Literal

import msgspec

from followthrough.sending.account import MailSection


class Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of the file; a key it does not know is an error."""


class WorkbookSection(Section, frozen=True):
    """Where the leads are."""

    path: str = ""
    worksheet: str = ""
    heading_row: int | None = None


class DatesSection(Section, frozen=True):
    """How dates are written."""

    day_first: bool | None = None


class CadenceSection(Section, frozen=True):
    """The numbers of the rules; what is not given is the preset's."""

    preset: Literal["reserved", "standard", "persistent"] = "standard"
    prefers: Literal["Phone", "Email", "phone", "email"] = "Phone"
    after_applying: tuple[int, int] | None = None
    after_interview: tuple[int, int] | None = None
    after_decision: tuple[int, int] | None = None
    gaps: tuple[int, ...] | None = None
    thank_within: int | None = None
    prepare_before: int | None = None
    apply_before: int | None = None
    withdraw_within: int | None = None
    silent_applied: int | None = None
    silent_interviewing: int | None = None
    pause_until: str = ""


class PipelineSection(Section, frozen=True):
    """What keeps a search going."""

    open_leads: int = 5
    apply_every: int = 7


class CalendarSection(Section, frozen=True):
    """Which days are no business days."""

    country: str = ""
    region: str = ""
    quiet: tuple[str, ...] = ()


class YouSection(Section, frozen=True):
    """Who you are, for letters and calls."""

    name: str = ""
    phone: str = ""
    email: str = ""
    one_line: str = ""


class FilesSection(Section, frozen=True):
    """Where the program keeps what it must remember, and finds templates of yours."""

    data: str = ""
    outbox: str = ""
    templates: str = ""


SECTIONS: dict[str, type[msgspec.Struct]] = {
    "workbook": WorkbookSection,
    "dates": DatesSection,
    "cadence": CadenceSection,
    "pipeline": PipelineSection,
    "calendar": CalendarSection,
    "you": YouSection,
    "mail": MailSection,
    "files": FilesSection,
}
"""The tables of the file that hold keys of their own, by name."""


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
    mail: MailSection = MailSection()
    files: FilesSection = FilesSection()
