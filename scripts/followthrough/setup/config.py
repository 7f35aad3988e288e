"""config.toml: the trusted one, the one that is merely found, and how the second lies over the first."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from followthrough.keeping.systems import config_folder
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.errors import ConfigError, UsageError
from followthrough.knowing.fold import folded
from followthrough.knowing.hints import Hints
from followthrough.knowing.leads import You
from followthrough.knowing.policy import PRESETS, Policy
from followthrough.knowing.record import Record, field, replace
from followthrough.knowing.wording import one_line
from followthrough.sending.account import MailSection
from followthrough.setup.config_sections import Document, ShareSection, YouSection, needs_trust
from followthrough.setup.config_values import calendar_of, hints_of, in_words, mail_of, path_of, policy_of, web_address

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping
    from datetime import date

NAME = "config.toml"
VARIABLE = "FOLLOWTHROUGH_CONFIG"

Given = dict[str, dict[str, Any]]
"""What a file says: section -> key -> value, of the right types."""


class Config(Record, frozen=True, kw_only=True):
    """What a run needs to know, checked.

    Args:
        trusted: the file that was named or lies in the user's config folder; None where there is none.
        found: the file that lies over it; None where there is none.
        workbook: the workbook, as an absolute path; None where nobody named one.
        data: the folder for state, log and snapshots; None for the system's own place.
        you: who you are, for letters and calls.
        mail: how messages are sent.
        share: what the coach's digest may tell of this workbook.
        people: in a coach's config, whose workbook is whose, by absolute path.
        outbox: where messages go that are not sent; None for a folder in the data folder.
        templates: a folder of templates that outrank ours; None for ours.
        heartbeat: the address that is called when a run ended; ``push`` when one failed.
    """

    trusted: Path | None = None
    found: Path | None = None
    workbook: Path | None = None
    hints: Hints = field(default_factory=Hints)
    policy: Policy = PRESETS["standard"]
    calendar: Calendar = field(default_factory=Calendar)
    data: Path | None = None
    you: You = field(default_factory=You)
    mail: MailSection = field(default_factory=MailSection)
    share: ShareSection = field(default_factory=ShareSection)
    people: Mapping[Path, You] = field(default_factory=dict)
    outbox: Path | None = None
    templates: Path | None = None
    heartbeat: str = ""
    push: str = ""


def load_config(
    named: Path | None, workbook: Path | None, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Config:
    """Read the trusted config, and lay over it, key by key, the one that is merely found.

    Args:
        named: the file of ``--config``.
        workbook: the file of ``--workbook``, which outranks the config's.
        environment: for ``FOLLOWTHROUGH_CONFIG`` and ``FOLLOWTHROUGH_DATA``.
        home: the user's folder for configurations of this program; None for that of this user.

    Raises:
        ConfigError: a named file is missing, something in a file is wrong, or a found one says more than it may.
    """
    home = home or config_folder()
    trusted = _find_trusted(named, environment, home)
    given = _read(trusted) if trusted else {}
    config = _checked(given, trusted)
    found = _find_untrusted(workbook or config.workbook, trusted)
    if found:
        over = _read(found)
        _refuse_powers(over, found, trusted or home / NAME)
        config = _checked(_laid_over(given, over), trusted, found)
    data = environment.get("FOLLOWTHROUGH_DATA")
    return replace(
        config,
        workbook=workbook.absolute() if workbook else config.workbook,
        data=Path(data).absolute() if data else config.data,
    )


def for_owner(config: Config, workbook: Path) -> Config:
    """The config for one workbook of many: whose it is, and what goes to them.

    Args:
        config: as it was read for that workbook; its [you] is whoever runs over them all.
        workbook: an absolute path.

    Returns:
        the same with its owner in place of [you], and with no mail but what the owner wants and the trusted config has
        an address for. Nothing is shared but by the file beside the workbook.
    """
    you = config.people.get(workbook, You())
    is_theirs = config.found is not None and config.found.parent == workbook.parent
    share = config.share if is_theirs else ShareSection()
    silent: dict[str, Any] = {"nightly": "never", "weekly": "never"}
    told = {"to": you.email} if share.mail and you.email else silent
    return replace(config, you=you, share=share, mail=msgspec.structs.replace(config.mail, **told))


def find_workbook(options: argparse.Namespace) -> tuple[Config, Path]:
    """The configuration and the workbook that the options, the environment and the config files name.

    Raises:
        UsageError: nobody names a workbook.
        ConfigError: the configuration is wrong.
    """
    config = load_config(options.config, options.workbook)
    if not config.workbook:
        raise UsageError(
            f"No workbook: name one with --workbook FILE, or in {own_config(config)} under [workbook] path."
        )
    return config, config.workbook


def own_config(config: Config) -> Path:
    """The file for what a config that is merely found must not say: the trusted one, or where one would lie."""
    return config.trusted or config_folder() / NAME


def demo_workbook(today: date) -> tuple[Config, Path]:
    """A filled workbook in a new temporary folder, which is its data folder too: nothing of yours is touched."""
    from followthrough.template.build import build_workbook, demo_rows

    folder = Path(tempfile.mkdtemp(prefix="followthrough-demo-"))
    path = folder / "job-search.xlsx"
    path.write_bytes(build_workbook(**demo_rows(today), today=today))
    return Config(workbook=path, data=folder), path


def _find_trusted(named: Path | None, environment: Mapping[str, str], home: Path) -> Path | None:
    """The file that its user named, or keeps in the user's config folder."""
    variable = environment.get(VARIABLE, "").strip()
    told = named or (Path(variable) if variable else None)
    if not told:
        # Without a home the system's answer is a relative folder, and anybody's.
        return home / NAME if home.is_absolute() and _is_there(home / NAME) else None
    with suppress(RuntimeError):  # a home that is not there, and so no file either
        told = told.expanduser()
    if not _is_there(told):
        raise ConfigError(f"There is no config file {told}: name one that exists.", file=str(told))
    return told


def _find_untrusted(workbook: Path | None, trusted: Path | None) -> Path | None:
    """The file beside the workbook, else in the current folder; None where it is the trusted one."""
    beside = workbook.parent / NAME if workbook else Path(NAME)
    found = next((path.absolute() for path in (beside, Path(NAME)) if _is_there(path)), None)
    return None if found and trusted and _is_same(found, trusted) else found


def _is_there(path: Path) -> bool:
    """Whether there is such a file; one that cannot be looked at counts, so that reading it says why."""
    try:
        return path.is_file()
    except OSError:
        return True


def _is_same(found: Path, trusted: Path) -> bool:
    try:
        return found.samefile(trusted)
    except OSError:  # reading it says why
        return False


def _read(source: Path) -> Given:
    """What the file says, each value of the type it must have."""
    with _naming(source):
        given: Given = msgspec.toml.decode(_text(source))
        msgspec.convert(given, type=Document)
    return given


def _text(source: Path) -> str:
    """What the file holds; editors on Windows put a mark before it that is no part of it."""
    try:
        return source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("its letters are not UTF-8: save it so (in Notepad: Save as, Encoding).") from None


def _refuse_powers(given: Given, found: Path, own: Path) -> None:
    """What is merely found must not say what to run, to send, or where to write.

    Raises:
        ConfigError: it does; which key, and where it belongs.
    """
    for section, keys in given.items():
        for key in (key for key in keys or ("",) if needs_trust(section, key)):
            told = f"[{section}] {key}".rstrip()
            raise ConfigError(
                f"{found}: {told} is not believed in a config that merely lies beside a workbook or in the current "
                f"folder. If you wrote it, put it into {own} or name the file with --config {found}; else take it out.",
                file=str(found),
            )


def _laid_over(trusted: Given, found: Given) -> Given:
    """Both, key by key; where they contradict each other the found one wins.

    That goes for a word in other capitals, too, and for a heading that the found one gives to another column. What is
    shared is told by the found one alone: nobody shares for somebody else.
    """
    taken = set(map(folded, found.get("columns", {}).values())) - {""}
    kept = {k: v for k, v in trusted.get("columns", {}).items() if folded(v) not in taken}
    laid = trusted | {"columns": kept, "share": {}}
    for section, keys in found.items():
        names = set(map(folded, keys))
        laid[section] = {k: v for k, v in laid.get(section, {}).items() if folded(k) not in names} | keys
    return laid


def _checked(given: Given, trusted: Path | None, found: Path | None = None) -> Config:
    """What is given, checked; relative paths count from the folder of the trusted config, which alone may hold any."""
    with _naming(found or trusted, over=trusted if found else None):
        document = msgspec.convert(given, type=Document)
        folder = trusted.absolute().parent if trusted else Path()
        return Config(
            trusted=trusted and trusted.absolute(),
            found=found,
            workbook=path_of(folder, document.workbook.path),
            hints=hints_of(document),
            policy=policy_of(document),
            calendar=calendar_of(document.calendar),
            data=path_of(folder, document.files.data),
            you=_person(document.you),
            mail=mail_of(folder, document.mail),
            share=document.share,
            people={absolute(folder / path): _person(person) for path, person in document.people.items()},
            outbox=path_of(folder, document.files.outbox),
            templates=path_of(folder, document.files.templates),
            heartbeat=web_address("heartbeat", document.heartbeat.url),
            push=web_address("push", document.push.url),
        )


def absolute(path: Path) -> Path:
    """A path by which one workbook among many is known, however it was written; links in it are left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute leaves “..” in it, resolve follows links


def _person(section: YouSection) -> You:
    return You(**msgspec.structs.asdict(section))


@contextmanager
def _naming(source: Path | None, over: Path | None = None) -> Iterator[None]:
    """Say which file is wrong, and over which other one it lies.

    Raises:
        ConfigError: it cannot be read, or something in it is wrong.
    """
    told = f"{source}, which lies over {over}" if over else f"{source}"
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{source} cannot be read: {error.strerror}.", file=str(source)) from error
    except (msgspec.DecodeError, ValueError, RuntimeError) as error:
        raise ConfigError(f"{told}: {one_line(in_words(str(error)))}", file=str(source)) from error
