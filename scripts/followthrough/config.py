"""config.toml: where it is found, what it may say, and what is wrong with it in one sentence."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from followthrough.calendar import Calendar, QuietDays
from followthrough.errors import ConfigError
from followthrough.hints import Hints
from followthrough.leads import FIELDS, Channel, Stage, You
from followthrough.policy import PRESETS, Policy
from followthrough.worksheet.own_columns import OWN_HEADINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "config.toml"
HARMLESS = ("columns", "stages", "dates", "cadence", "pipeline", "calendar")
"""What a config may hold that merely lies beside a workbook: workbooks are passed around."""


class _Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A table of the file; a key it does not know is an error."""


class WorkbookSection(_Section, frozen=True):
    """Where the leads are."""

    path: str = ""
    worksheet: str = ""
    heading_row: int | None = None


class DatesSection(_Section, frozen=True):
    """How dates are written."""

    day_first: bool | None = None


class CadenceSection(_Section, frozen=True):
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


class PipelineSection(_Section, frozen=True):
    """What keeps a search going."""

    open_leads: int = 5
    apply_every: int = 7


class CalendarSection(_Section, frozen=True):
    """Which days are no business days."""

    country: str = ""
    region: str = ""
    quiet: tuple[str, ...] = ()


class YouSection(_Section, frozen=True):
    """Who you are, for letters and calls."""

    name: str = ""
    phone: str = ""
    email: str = ""
    one_line: str = ""


class MailSection(_Section, frozen=True):
    """How messages are sent; without a host they are put into the outbox folder."""

    host: str = ""
    port: int | None = None
    security: Literal["ssl", "starttls", "none"] = "ssl"
    user: str = ""
    sender: str = msgspec.field(default="", name="from")
    to: str | tuple[str, ...] = ""
    password_env: str = ""
    password_file: str = ""
    password_command: str | tuple[str, ...] = ""
    weekly: Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "never"] = "Sunday"
    weekly_if_empty: bool = True
    nightly: Literal["when due", "never"] = "when due"


class FilesSection(_Section, frozen=True):
    """Where the program keeps what it must remember, and finds templates of yours."""

    data: str = ""
    outbox: str = ""
    templates: str = ""


SECTIONS: dict[str, type[_Section]] = {
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


class _Document(_Section, frozen=True):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run needs to know, checked.

    Args:
        source: the file it came from; None where there was none.
        workbook: the workbook, as an absolute path; None where nobody named one.
        data: the folder for state, log and snapshots; None for the system's own place.
        you: who you are, for letters and calls.
        mail: how messages are sent.
        outbox: where messages go that are not sent; None for a folder in the data folder.
        templates: a folder of templates that outrank ours; None for ours.
    """

    source: Path | None = None
    workbook: Path | None = None
    hints: Hints = field(default_factory=Hints)
    policy: Policy = PRESETS["standard"]
    calendar: Calendar = field(default_factory=Calendar)
    data: Path | None = None
    you: You = field(default_factory=You)
    mail: MailSection = field(default_factory=MailSection)
    outbox: Path | None = None
    templates: Path | None = None


def load_config(named: Path | None, workbook: Path | None, environment: Mapping[str, str], home: Path) -> Config:
    """Find and read the configuration. One file wins; nothing is merged.

    Args:
        named: the file of ``--config``.
        workbook: the file of ``--workbook``, which outranks the config's.
        environment: for ``FOLLOWTHROUGH_CONFIG`` and ``FOLLOWTHROUGH_DATA``.
        home: the user's folder for configurations of this program.

    Raises:
        ConfigError: a named file is missing, or something in the file is wrong.
    """
    told = named or (Path(environment["FOLLOWTHROUGH_CONFIG"]) if environment.get("FOLLOWTHROUGH_CONFIG") else None)
    if told and not told.is_file():
        raise ConfigError(f"There is no config file {told}: name one that exists.", file=str(told))
    beside = workbook.parent / NAME if workbook else Path(NAME)
    source = told or next((path for path in (beside, Path(NAME), home / NAME) if path.is_file()), None)
    merely_beside = not told and workbook is not None and source == beside
    config = read_config(source, is_found_beside=merely_beside) if source else Config()
    data = environment.get("FOLLOWTHROUGH_DATA")
    return replace(
        config,
        workbook=workbook.absolute() if workbook else config.workbook,
        data=Path(data).absolute() if data else config.data,
    )


def read_config(source: Path, *, is_found_beside: bool = False) -> Config:
    """Read one config file; relative paths in it count from its folder.

    Raises:
        ConfigError: which file, which key, what was found, what would be right.
    """
    try:
        document = msgspec.toml.decode(source.read_bytes(), type=_Document, strict=True)
        folder = source.absolute().parent
        if is_found_beside:
            _refuse_powers(source)
        return Config(
            source=source.absolute(),
            workbook=_path(folder, document.workbook.path),
            hints=_hints(document),
            policy=_policy(document),
            calendar=_calendar(document.calendar),
            data=_path(folder, document.files.data),
            you=You(**msgspec.structs.asdict(document.you)),
            mail=_mail(folder, document.mail),
            outbox=_path(folder, document.files.outbox),
            templates=_path(folder, document.files.templates),
        )
    except OSError as error:
        raise ConfigError(f"{source} cannot be read: {error.strerror}.", file=str(source)) from error
    except (msgspec.DecodeError, ValueError) as error:
        raise ConfigError(f"{source}: {_in_words(str(error))}", file=str(source)) from error


def _refuse_powers(source: Path) -> None:
    """A config found beside a workbook must not say where to write or what to send."""
    given: dict[str, Any] = msgspec.toml.decode(source.read_bytes())
    more = [name for name in given if name not in HARMLESS]
    if more:
        raise ValueError(
            f"[{more[0]}] is not believed in a config that merely lies beside a workbook; "
            f"name the file with --config {source}, or keep to {', '.join(HARMLESS)}."
        )


def _path(folder: Path, written: str) -> Path | None:
    return (folder / Path(written).expanduser()) if written else None


def _hints(document: _Document) -> Hints:
    known = (*FIELDS, *OWN_HEADINGS)
    for heading in document.columns:
        if heading not in known:
            raise ValueError(f"[columns] has “{heading}”, which is no column here{_nearest(heading, known)}")
    for word, stage in document.stages.items():
        if stage not in list(Stage):
            raise ValueError(f"[stages] “{word}” = “{stage}”: it must be one of {', '.join(Stage)}.")
    if document.workbook.heading_row is not None and document.workbook.heading_row < 1:
        raise ValueError(f"[workbook] heading_row = {document.workbook.heading_row}: rows count from 1.")
    return Hints(
        worksheet=document.workbook.worksheet,
        heading_row=document.workbook.heading_row,
        columns=document.columns,
        stages=document.stages,
        day_first=document.dates.day_first,
    )


def _mail(folder: Path, mail: MailSection) -> MailSection:
    """The section, made consistent: a host needs somebody to write to, a password comes from one place only."""
    sources = [name for name in ("password_env", "password_file", "password_command") if getattr(mail, name)]
    if len(sources) > 1:
        raise ValueError(f"[mail] {sources[0]} and {sources[1]}: the password comes from one of them only.")
    if mail.host and not (mail.sender and mail.to):
        raise ValueError(f"[mail] {'to' if mail.sender else 'from'} is missing: a host alone sends nothing.")
    if mail.security == "none" and mail.host not in ("", "localhost", "127.0.0.1", "::1"):
        raise ValueError(f'[mail] security = "none": to {mail.host} the password would go in the clear; use "ssl".')
    if mail.password_file:
        return msgspec.structs.replace(mail, password_file=str(_path(folder, mail.password_file)))
    return mail


_WINDOWS = ("after_applying", "after_interview", "after_decision")


def _policy(document: _Document) -> Policy:
    """The preset with what is given on its own."""
    given = msgspec.structs.asdict(document.cadence)
    preset, prefers = PRESETS[given.pop("preset")], Channel(given.pop("prefers").capitalize())
    numbers = {name: value for name, value in given.items() if value is not None}
    for name, value in (*numbers.items(), *msgspec.structs.asdict(document.pipeline).items()):
        several = value if isinstance(value, tuple) else (value,)
        if not several or not all(0 <= number <= 366 for number in several):  # noqa: PLR2004 - the longest sensible wait
            raise ValueError(f"[cadence] {name} = {_toml(value)}: numbers of days from 0 to 366 are needed.")
        if name in _WINDOWS and value[0] > value[1]:
            raise ValueError(f"[cadence] {name} = {_toml(value)}: the first day comes before the last.")
    pipeline = document.pipeline
    return replace(preset, prefers=prefers, open_leads=pipeline.open_leads, apply_every=pipeline.apply_every, **numbers)


def _toml(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)


def _calendar(section: CalendarSection) -> Calendar:
    calendar = Calendar(section.country.upper(), section.region, tuple(map(_quiet, section.quiet)))
    if calendar.country:
        _check_country(calendar)
    return calendar


def _check_country(calendar: Calendar) -> None:
    from followthrough.calendar import public_holidays

    try:
        public_holidays(calendar.country, calendar.region)
    except NotImplementedError as error:
        place = (
            f"region “{calendar.region}” of {calendar.country}" if calendar.region else f"country “{calendar.country}”"
        )
        raise ValueError(
            f"[calendar] no public holidays are known for {place}; two letters are needed, like US."
        ) from error


def _quiet(written: str) -> QuietDays:
    """Read "12-24..01-01": from the 24th of December to the 1st of January, every year."""
    found = re.fullmatch(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)", written.strip())
    if not found:
        raise ValueError(f'[calendar] quiet “{written}”: days are written like "12-24..01-01".')
    first, last = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    for month, day in (first, last):
        if not (1 <= month <= 12 and 1 <= day <= 31):  # noqa: PLR2004 - months and days
            raise ValueError(f"[calendar] quiet “{written}”: {month:02}-{day:02} is no day of a year.")
    return first, last


def _nearest(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean “{close[0]}”?" if close else f". Known are {', '.join(known)}."


def _in_words(error: str) -> str:
    """The checker's message as a sentence that names the nearest key there is."""
    unknown = re.search(r"unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?", error)
    if unknown:
        section = unknown[2] or ""
        where = f"[{section}] " if section else ""
        return f"{where}{unknown[1]} is no key here{_nearest(unknown[1], _keys_of(section))}"
    place = re.search(r"(.*) - at `\$\.([^`]+)`", error)
    if place:
        section, _, key = place[2].partition(".")
        return f"[{section}] {key or 'it'}: {place[1][:1].lower()}{place[1][1:]}."
    return error if error.endswith((".", "?")) else f"{error}."


def _keys_of(section: str) -> tuple[str, ...]:
    return SECTIONS.get(section, _Document).__struct_encode_fields__
