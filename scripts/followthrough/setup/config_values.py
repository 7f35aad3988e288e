"""From what a config says to what a run goes by: each value checked, and what would be right said in words."""

from __future__ import annotations

import difflib
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec

from followthrough.knowing.calendar import Calendar, QuietDays
from followthrough.knowing.columns import OURS, THEIRS
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import PRESETS, Policy
from followthrough.knowing.record import replace
from followthrough.knowing.words import Channel, Stage
from followthrough.setup.config_sections import SECTIONS, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from followthrough.sending.account import MailSection
    from followthrough.setup.config_sections import CalendarSection

LONGEST = 366
"""Days: the longest wait that makes sense."""
LEAP_YEAR = 2028


def path_of(folder: Path, written: str) -> Path | None:
    """A path as it is written, counted from the config's folder; None where nothing is written.

    Raises:
        ValueError: it starts with the home of somebody who is not there.
    """
    try:
        return (folder / Path(written).expanduser()) if written else None
    except RuntimeError as error:
        raise ValueError(f"[workbook] path or another folder: “{written}” names a home that is not there.") from error


def _stage(said: str) -> str:
    """A stage as it is called here, whatever its capitals."""
    return next((str(stage) for stage in Stage if stage.casefold() == said.strip().casefold()), said)


def hints_of(document: Document) -> Hints:
    """What is said of the worksheet.

    Raises:
        ValueError: a column or a stage that is not known here, or no row of headings.
    """
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
        first_day=_day(document.dates.first_day, "[dates] first_day", "2026-01-01"),
        own_email=document.you.email.strip(),
        own_phone=document.you.phone,
    )


def mail_of(folder: Path, mail: MailSection) -> MailSection:
    """The section, made consistent: a host needs somebody to write to, a password comes from one place only.

    Raises:
        ValueError: it is not consistent, or the password would go in the clear.
    """
    sources = [name for name in ("password_env", "password_file", "password_command") if getattr(mail, name)]
    if len(sources) > 1:
        raise ValueError(f"[mail] {sources[0]} and {sources[1]}: the password comes from one of them only.")
    if mail.host and not (mail.sender and mail.to):
        raise ValueError(f"[mail] {'to' if mail.sender else 'from'} is missing: a host alone sends nothing.")
    if mail.security == "none" and mail.host not in ("", "localhost", "127.0.0.1", "::1"):
        raise ValueError(f'[mail] security = "none": to {mail.host} the password would go in the clear; use "ssl".')
    if mail.password_file:
        return msgspec.structs.replace(mail, password_file=str(path_of(folder, mail.password_file)))
    return mail


def web_address(section: str, url: str) -> str:
    """An address of the web, as it is written.

    Raises:
        ValueError: it is none: what else could be opened (a file, say) must not be.
    """
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or not url.isascii() or " " in url):
        raise ValueError(f'[{section}] url = “{url}”: an address is needed, like "https://example.com/a-check".')
    return url


_WINDOWS = ("after_applying", "after_interview", "after_decision")


def policy_of(document: Document) -> Policy:
    """The preset with what is given on its own.

    Raises:
        ValueError: a number of days that makes no sense, or a day of rest that is none.
    """
    given = msgspec.structs.asdict(document.cadence)
    preset, prefers = PRESETS[given.pop("preset")], Channel(given.pop("prefers").capitalize())
    pause_until = _day(given.pop("pause_until"), "[cadence] pause_until", "2027-01-04")
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


def _day(written: str, key: str, like: str) -> date | None:
    """A day as it is written in a config."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ValueError(f'{key} = “{written}”: a day is written like "{like}".') from None


def _check_days(said: str, name: str, value: int | tuple[int, ...]) -> None:
    several = value if isinstance(value, tuple) else (value,)
    least = 1 if name == "gaps" else 0
    if not several or not all(least <= number <= LONGEST for number in several):
        raise ValueError(f"{said}: numbers of days from {least} to {LONGEST} are needed.")
    if name in _WINDOWS and several[0] > several[-1]:
        raise ValueError(f"{said}: the first day comes before the last.")


def _toml(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)


def calendar_of(section: CalendarSection) -> Calendar:
    """The days that are no business days.

    Raises:
        ValueError: a country or region without known holidays, or days that are none.
    """
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


def nearest(name: str, known: Sequence[str]) -> str:
    """The end of a sentence: what was meant, or what there is."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean “{close[0]}”?" if close else f". Known are {', '.join(known)}."


def in_words(error: str) -> str:
    """The sentence for what the checker or the reader of TOML says."""
    unknown = re.search(r"unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?", error)
    if unknown:
        where = f"[{unknown[2]}] " if unknown[2] else ""
        return f"{where}{unknown[1]} is no key here{nearest(unknown[1], _keys_of(unknown[2] or ''))}"
    place = re.search(r"(.*) - at `(?:key in )?\$\.([^`]+)`", error)
    if place:
        return _wrong_value(place[1], place[2])
    if "hex value" in error or "Unescaped" in error:
        return f"{error}. Put a Windows path into single quotes, like path = 'C:\\Users\\me\\jobs.xlsx'."
    if "Invalid value" in error or "Invalid statement" in error:
        return f'{error}. Texts stand in straight quotes, like "Firma"; true and false are written small, without any.'
    return error if error.endswith((".", "?")) else f"{error}."


def _wrong_value(what: str, place: str) -> str:
    section, _, key = place.replace("[...]", "").partition(".")
    if not key and section in SECTIONS:
        example = next(iter(_keys_of(section)))
        return f"[{section}] must be a section: write [{section}] on a line of its own, then {example} = and so on."
    if not key:
        return f'[{section}] holds something else than words: write "your heading" in quotes, like Company = "Firma".'
    hint = get_type_hints(SECTIONS[section]).get(_attribute(section, key)) if section in SECTIONS else None
    return f"[{section}] {key}: {_expected(hint) or what}."


def _expected(hint: object) -> str:
    """What a key may hold, as one writes it."""
    kinds = [hint, *get_args(hint)] if hint is not None else []
    for kind in kinds:
        if get_origin(kind) is Literal:
            return f"it must be one of {', '.join(map(str, get_args(kind)))}"
    if bool in kinds:
        return "it must be true or false, without quotes"
    if int in kinds:
        return "it must be a whole number"
    if str in kinds:
        return "it must be a text in quotes"
    return ""


def _attribute(section: str, key: str) -> str:
    """The name that a key has in our code ("from" cannot be one)."""
    fields = SECTIONS[section].__struct_fields__
    names = SECTIONS[section].__struct_encode_fields__
    return dict(zip(names, fields, strict=True)).get(key, key)


def _keys_of(section: str) -> tuple[str, ...]:
    return SECTIONS.get(section, Document).__struct_encode_fields__
