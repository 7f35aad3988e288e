"""config.toml: where it is found, what it may say, and what is wrong with it in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from followthrough.knowing.calendar import Calendar, QuietDays
from followthrough.knowing.columns import OURS, THEIRS
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import You
from followthrough.knowing.policy import PRESETS, Policy
from followthrough.knowing.words import Channel, Stage
from followthrough.sending.account import MailSection
from followthrough.setup.config_sections import CalendarSection, Document
from followthrough.setup.config_words import in_words, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "config.toml"
LONGEST = 366
"""Days: the longest wait that makes sense."""
LEAP_YEAR = 2028
HARMLESS = ("columns", "stages", "dates", "cadence", "pipeline", "calendar")
"""What a config may hold that merely lies beside a workbook: workbooks are passed around."""


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
    if told and not _is_there(told):
        raise ConfigError(f"There is no config file {told}: name one that exists.", file=str(told))
    beside = workbook.parent / NAME if workbook else Path(NAME)
    source = told or next((path for path in (beside, Path(NAME), home / NAME) if _is_there(path)), None)
    merely_beside = not told and workbook is not None and source == beside
    config = read_config(source, is_found_beside=merely_beside) if source else Config()
    data = environment.get("FOLLOWTHROUGH_DATA")
    return replace(
        config,
        workbook=workbook.absolute() if workbook else config.workbook,
        data=Path(data).absolute() if data else config.data,
    )


def _is_there(path: Path) -> bool:
    """Whether there is such a file; one that cannot be looked at counts, so that reading it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def read_config(source: Path, *, is_found_beside: bool = False) -> Config:
    """Read one config file; relative paths in it count from its folder.

    Raises:
        ConfigError: which file, which key, what was found, what would be right.
    """
    try:
        document = msgspec.toml.decode(_text(source), type=Document, strict=True)
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
    except (msgspec.DecodeError, ValueError, RuntimeError) as error:
        raise ConfigError(f"{source}: {in_words(str(error))}", file=str(source)) from error


def _text(source: Path) -> str:
    """What the file holds; editors on Windows put a mark before it that is no part of it."""
    try:
        return source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("its letters are not UTF-8: save it so (in Notepad: Save as, Encoding).") from None


def _refuse_powers(source: Path) -> None:
    """A config found beside a workbook must not say where to write or what to send."""
    given: dict[str, Any] = msgspec.toml.decode(_text(source))
    more = [name for name in given if name not in HARMLESS]
    if more:
        raise ValueError(
            f"[{more[0]}] is not believed in a config that merely lies beside a workbook; "
            f"name the file with --config {source}, or keep to {', '.join(HARMLESS)}."
        )


def _path(folder: Path, written: str) -> Path | None:
    try:
        return (folder / Path(written).expanduser()) if written else None
    except RuntimeError as error:
        raise ValueError(f"[workbook] path or another folder: “{written}” names a home that is not there.") from error


def _stage(said: str) -> str:
    """A stage as it is called here, whatever its capitals."""
    return next((str(stage) for stage in Stage if stage.casefold() == said.strip().casefold()), said)


def _hints(document: Document) -> Hints:
    known = (*THEIRS, *OURS)
    for heading in document.columns:
        if heading not in known:
            turned = document.columns[heading]
            if turned in known:
                raise ValueError(f'[columns] “{heading}” = “{turned}” is turned round: "{turned}" = "{heading}".')
            raise ValueError(f"[columns] has “{heading}”, which is no column here{nearest(heading, known)}")
    stages = {word: _stage(stage) for word, stage in document.stages.items()}
    for word, stage in stages.items():
        if stage and stage not in list(Stage):
            raise ValueError(f'[stages] “{word}” = “{stage}”: it must be one of {", ".join(Stage)}, or "" for none.')
    if document.workbook.heading_row is not None and document.workbook.heading_row < 1:
        raise ValueError(f"[workbook] heading_row = {document.workbook.heading_row}: rows count from 1.")
    return Hints(
        worksheet=document.workbook.worksheet,
        heading_row=document.workbook.heading_row,
        columns=document.columns,
        stages=stages,
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


def _policy(document: Document) -> Policy:
    """The preset with what is given on its own."""
    given = msgspec.structs.asdict(document.cadence)
    preset, prefers = PRESETS[given.pop("preset")], Channel(given.pop("prefers").capitalize())
    pause_until = _pause(given.pop("pause_until"))
    numbers = {name: value for name, value in given.items() if value is not None}
    for section, values in (("cadence", numbers), ("pipeline", msgspec.structs.asdict(document.pipeline))):
        for name, value in values.items():
            _check_days(f"[{section}] {name} = {_toml(value)}", name, value)
    pipeline = document.pipeline
    return replace(
        preset,
        prefers=prefers,
        open_leads=pipeline.open_leads,
        apply_every=pipeline.apply_every,
        pause_until=pause_until,
        **numbers,
    )


def _pause(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ValueError(f'[cadence] pause_until = “{written}”: a day is written like "2027-01-04".') from None


def _check_days(said: str, name: str, value: int | tuple[int, ...]) -> None:
    several = value if isinstance(value, tuple) else (value,)
    least = 1 if name == "gaps" else 0
    if not several or not all(least <= number <= LONGEST for number in several):
        raise ValueError(f"{said}: numbers of days from {least} to {LONGEST} are needed.")
    if name in _WINDOWS and several[0] > several[-1]:
        raise ValueError(f"{said}: the first day comes before the last.")


def _toml(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)


def _calendar(section: CalendarSection) -> Calendar:
    calendar = Calendar(section.country.upper(), section.region, tuple(map(_quiet, section.quiet)))
    if calendar.country:
        _check_country(calendar)
    elif calendar.region:
        raise ValueError(f'[calendar] region = “{calendar.region}”: a region needs its country, like country = "DE".')
    return calendar


def _check_country(calendar: Calendar) -> None:
    from followthrough.knowing.calendar import public_holidays

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
        try:
            date(LEAP_YEAR, month, day)
        except ValueError:
            raise ValueError(f"[calendar] quiet “{written}”: {month:02}-{day:02} is no day of a year.") from None
    return first, last
