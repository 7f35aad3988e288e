#!/usr/bin/env python3
"""From nothing to a scheduled night in one conversation: every question has an answer that Enter gives.

Read ``gather`` for what is asked, ``told`` for what is shown before anything is done, and ``do`` for what is done. It
can be run again: what was answered before is what Enter gives then.
"""

from __future__ import annotations

import sys

from followthrough.shell.command_lines import DEFAULT_NAME, run_script

if __name__ == "__main__":  # the arguments are read before what the work needs is loaded
    sys.exit(run_script("first_setup"))

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import adopt_workbook
import check_setup
import nightly_check
import schedule_runs
from followthrough.judging.judge import judge
from followthrough.judging.news import find_news
from followthrough.keeping.files import naming
from followthrough.keeping.folders import claim_folder, only_run
from followthrough.keeping.state import read_state, write_state
from followthrough.keeping.systems import config_folder
from followthrough.knowing.calendar import days
from followthrough.knowing.commands import Command, to_type
from followthrough.knowing.errors import FollowthroughError, WorkbookError
from followthrough.knowing.leads import OPEN
from followthrough.knowing.record import Record, field, replace
from followthrough.knowing.wording import counted
from followthrough.reading.workbook import open_workbook
from followthrough.setup.config import NAME, Config, load_config
from followthrough.setup.config_example import write_settings
from followthrough.setup.givens import take
from followthrough.shell import command, terminal
from followthrough.shell.dialogue import Dialogue, answered, holidays, named_by_owner, who_and_mail
from followthrough.shell.report import show_adoption

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

    from followthrough.judging.judgement import Judged
    from followthrough.knowing.hints import Hints

MOST_ROUNDS = 3
"""One answer may raise another question, like that for the words in a column that is known now."""
OLD, MANY_OLD = 60, 5
"""Days without a move after which a row is old, and how many such rows are asked about."""


class Setup(Record, frozen=True):
    """What was answered.

    Args:
        path: the workbook; ``is_new`` where it is made here.
        tracker: what was understood of theirs, and ``hints`` with their answers.
        given: section -> key -> value for their own config, at ``own``.
        password: for the mail server, to be put into the file that ``given`` names; "" for none.
        old: leads that shall be left out of the mails.
    """

    path: Path
    own: Path
    config: Config
    is_new: bool
    tracker: adopt_workbook.Tracker | None = None
    hints: Hints | None = None
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    password: str = ""
    old: tuple[Judged, ...] = ()


def act(options: argparse.Namespace) -> int:
    """Gather, show, do; the schedule is shown and asked for at the end."""
    talk = Dialogue(is_open=command.has_person() and not options.yes)
    today = options.today or command.local_today()
    setup = gather(options, talk, today)
    command.say("\nThis is what happens now:")
    for line in told(setup):
        command.say(f"  * {line}")
    if not (options.yes or talk.is_open):
        command.say(f"\nNothing was done. {to_type(Command.INIT, '--yes')} does it without a question.")
        return 0
    if not talk.agrees("\nGo on?"):
        command.say("Nothing was done.")
        return 0
    for line in do(setup, today):
        command.say(terminal.prose(line))
    return _start(options, talk, setup)


def gather(options: argparse.Namespace, talk: Dialogue, today: date) -> Setup:
    """Ask for everything; nothing is written.

    Raises:
        WorkbookError: what was named is no list of jobs, or not to be read.
        ConfigError: their config is wrong.
    """
    config = load_config(options.config, options.workbook)
    own = config.trusted or config_folder() / NAME
    path = _workbook(options, talk, config)
    config = load_config(options.config, path)
    setup = Setup(path, own, config, is_new=not path.exists())
    if not setup.is_new:
        setup = _understand(talk, setup, today)
    you, mail, password = who_and_mail(options, talk, setup.config, own)
    calendar = holidays(options, talk, config)
    given = {"workbook": {"path": str(setup.path.absolute())}, "you": you, "mail": mail, "calendar": calendar}
    return replace(setup, given={name: keys for name, keys in given.items() if keys}, password=password)


def _workbook(options: argparse.Namespace, talk: Dialogue, config: Config) -> Path:
    if options.workbook:
        return Path(options.workbook)
    default = config.workbook or Path.home() / DEFAULT_NAME
    talk.tell(
        "Where is your list of applications, an Excel workbook or a CSV file? Enter takes what stands in brackets."
    )
    talk.tell("A name that is not there yet becomes a new workbook, with drop-downs and a dashboard.")
    return Path(talk.ask("Workbook", str(default)).strip("'\"")).expanduser()


def _understand(talk: Dialogue, setup: Setup, today: date) -> Setup:
    """Show what was understood, ask about each guess, once; what stays open stays a line in config.toml."""
    with naming(setup.path):
        tracker = _tracker(talk, setup.path, replace(setup.config.hints, today=today))
        judgement = judge(tracker.found.reading.leads, setup.config.policy, today, setup.config.calendar)
        show_adoption(tracker.found, judgement)
        hints, found, asked = tracker.hints, tracker.found, set[str]()
        for _ in range(MOST_ROUNDS):
            said = answered(found, hints, talk, asked)
            if said == hints:
                break
            hints, found = said, adopt_workbook.understood(tracker.workbook, said)
    setup = replace(setup, path=tracker.path, tracker=tracker, hints=hints)
    leads = judge(found.reading.leads, setup.config.policy, today, setup.config.calendar).leads
    old = tuple(each for each in leads if _is_old(each, today))
    rows = counted(len(old), "row")
    if len(old) >= MANY_OLD and talk.agrees(f"{rows} have not moved for {OLD} days. Leave them out of the mails?"):
        return replace(setup, old=old)
    return setup


def _tracker(talk: Dialogue, path: Path, hints: Hints) -> adopt_workbook.Tracker:
    """What is understood of it; where its headings are not known, its owner is asked which they are."""
    try:
        return adopt_workbook.look_at(path, hints)
    except WorkbookError as error:
        given = take(path, hints)
        talk.tell(error.message)
        named = named_by_owner(open_workbook(given.content), hints, talk)
        if not named:
            raise
        return adopt_workbook.look_at(path, named)


def _is_old(judged: Judged, today: date) -> bool:
    last = judged.facts.last_activity
    return judged.facts.stage in OPEN and last is not None and last <= today - days(OLD)


def told(setup: Setup) -> Iterator[str]:
    """Each thing that will be done, before it is done."""
    if setup.is_new:
        yield f"{setup.path}: a new workbook is made"
    elif setup.tracker:
        if setup.tracker.source:
            yield f"{setup.path} is made of what you named, which stays as it is"
        yield f"{setup.path} gets the five columns, where it has none; nothing else in it changes, and a copy is kept"
        yield f"{setup.path.with_name(NAME)} says what its columns and words mean"
    yield f"{setup.own} says which workbook is yours, and what you answered; what stands there already stays"
    if setup.password:
        yield f"{setup.given['mail']['password_file']} holds the mail password; only you can read it"
    if setup.old:
        yield f"{counted(len(setup.old), 'old row')} are left out of the mails; the worksheet still shows them"
    yield "a first check fills the columns"


def do(setup: Setup, today: date) -> Iterator[str]:
    """Write everything; each thing done in a sentence.

    Raises:
        WorkbookError: it is open, in the way, or still understood in part only.
    """
    if setup.is_new:
        from new_workbook import new_workbook

        setup.path.parent.mkdir(parents=True, exist_ok=True)
        yield f"{new_workbook(setup.path, None)} was made. Its first sheet, Start here, explains the rest."
    elif setup.tracker and setup.hints:
        with naming(setup.path):
            accepts = setup.hints != setup.config.hints
            yield from adopt_workbook.settle(setup.config, setup.tracker, setup.hints, accepts=accepts)
    yield from _write_own(setup)
    if setup.old:
        folder, _ = claim_folder(setup.config.data, setup.path)
        with only_run(folder, setup.path):
            state = read_state(folder)
            write_state(folder, replace(state, mailed={**state.mailed, **_as_told(setup, today)}), today)


def _as_told(setup: Setup, today: date) -> dict[str, date]:
    """What would be mailed of the old rows, remembered as told."""
    from followthrough.saying.week import let_go_key

    config, rows = setup.config, {each.lead.row for each in setup.old}
    leads = [each.lead for each in setup.old]
    news = find_news(judge(leads, config.policy, today, config.calendar), ())
    told = [each.key for each in news if each.judged.lead.row in rows]
    return dict.fromkeys([*told, *map(let_go_key, setup.old)], today)


def _write_own(setup: Setup) -> Iterator[str]:
    """Their own config, and the password in a file that only they can read."""
    setup.own.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if setup.password:
        place = Path(setup.given["mail"]["password_file"])
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{setup.password}\n")
        place.chmod(0o600)
    write_settings(setup.own, setup.given)
    yield f"{setup.own} holds your settings."


def _start(options: argparse.Namespace, talk: Dialogue, setup: Setup) -> int:
    """Test mail, first check, schedule; each can fail without undoing the others."""
    named = ["--config", str(options.config)] if options.config else []
    config = load_config(options.config, setup.path)
    wants_test = options.test_mail if options.test_mail is not None else talk.is_open
    if config.mail.host and wants_test and (options.test_mail or talk.agrees("Send a test mail?")):
        try:
            command.say(f"The test mail: {check_setup.send_test(config, setup.path, datetime.now().astimezone())}.")
        except FollowthroughError as error:
            command.warn(f"{error.message} {to_type(Command.DOCTOR)} says more.")
    command.say("")
    status = nightly_check.main(["--workbook", str(setup.path), *named])
    if options.schedule is False:
        return status
    command.say("")
    wanted = ["--yes"] if options.yes or options.schedule else []
    scheduled = schedule_runs.main(["install", "--workbook", str(setup.path), *named, *wanted])
    command.say(
        f"\n{to_type(Command.DOCTOR)} says what is set up; {to_type(Command.WHY, 'COMPANY')} why a row says so."
    )
    return status or scheduled


def main(argv: list[str] | None = None) -> int:
    """Run with these arguments, else those of the process; the exit status."""
    return run_script("first_setup", argv)
