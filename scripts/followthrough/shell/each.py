"""--each: one run over many people's workbooks, as every script that has it runs it and tells what came of it."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from followthrough.fleet.digest import compose_digest, told_of
from followthrough.fleet.engines import bounded, dask_cluster, processes
from followthrough.fleet.progress import progress
from followthrough.fleet.results import failed
from followthrough.fleet.run import results
from followthrough.fleet.workbooks import find_workbooks
from followthrough.keeping.folders import data_folder
from followthrough.keeping.state import read_state
from followthrough.keeping.systems import own_folder
from followthrough.knowing.errors import FollowthroughError, worst
from followthrough.knowing.record import replace
from followthrough.knowing.steps import Flag
from followthrough.knowing.wording import counted
from followthrough.sending.delivery import deliver, send, send_once
from followthrough.setup.config import find_workbook, for_owner, load_config
from followthrough.shell import command
from followthrough.shell.terminal import counting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from followthrough.fleet.engines import Engine, Work
    from followthrough.fleet.progress import Progress
    from followthrough.fleet.results import Result
    from followthrough.setup.config import Config

FOLDER = "each"
"""The folder, beside those of the workbooks, for what runs over many remember."""


def run_each(options: argparse.Namespace, what: str, today: date, one: Callable[..., Result]) -> int:
    """Run over many workbooks, tell what came of each, send the coach the digest; the worst status of all.

    Args:
        options: of the command line.
        what: what is done with each ("night", "week").
        today: the day.
        one: a function of an entry script that does it with one workbook; called with the options for that one, the
            config, its path and today.

    Raises:
        UsageError: there is no workbook, or no such cluster.
        ConfigError: the trusted config is wrong.
        TryAgainError: another run over many goes on, or nothing can be remembered.
    """
    config = load_config(options.config, None)
    folder = (config.data or own_folder()) / FOLDER
    engine = dask_cluster(options.dask) if options.dask else processes
    paths = find_workbooks(options.each, folder.parent)
    work = bounded(partial(_alone, one=one, options=options, today=today), engine)
    if options.dry_run:
        came = list(_told(results(work, paths, engine), len(paths), options))
        unsent = None
    else:
        begun = f"{today} {options.today} {options.outbox}"
        with progress(folder, what, begun) as kept:
            came = list(_told(_gone_on(kept, paths, work, engine), len(paths), options))
            unsent = _digest(config, came, folder, today, options)
    if not options.json and not options.quiet:
        command.say(overview(came))
    if unsent:
        command.warn(unsent.message)
    return worst([*(result.status for result in came), unsent.status if unsent else 0])


def _alone(path: Path, one: Callable[..., Result], options: argparse.Namespace, today: date) -> Result:
    """One workbook among many: what it comes to, and what its owner shares."""
    alone = copy(options)
    alone.workbook, alone.outbox = path, options.outbox and options.outbox / data_folder(None, path).name
    config = for_owner(find_workbook(alone)[0], path)
    try:
        return one(alone, config, path, today)
    except FollowthroughError as error:
        return failed(path, error, config)


def _gone_on(kept: Progress, paths: Sequence[Path], work: Work, engine: Engine) -> Iterator[Result]:
    """What a run that was stopped had done already, then the rest, each kept as it comes."""
    done = [kept.done[str(path)] for path in paths if str(path) in kept.done]
    yield from done
    before = {result.workbook for result in done}
    for result in results(work, [path for path in paths if str(path) not in before], engine):
        kept.add(result)
        yield result


def _told(came: Iterator[Result], total: int, options: argparse.Namespace) -> Iterator[Result]:
    """The same results, each told as it comes: as a line of JSON, or where there is something to say."""
    with counting("Checking workbooks", total, is_wanted=not (options.json or options.quiet)) as step:
        for result in came:
            if options.json:
                command.print_json(result.as_document(), indent=None)
            elif result.message:
                command.warn(f"{result.workbook}: {result.message}")
            step()
            yield result


def overview(came: Sequence[Result]) -> str:
    """All in two lines: how many workbooks and leads, which flags in their own order, and how many did not go well."""
    flags = {flag: sum(result.flags.get(flag, 0) for result in came) for flag in Flag}
    trouble = sum(bool(result.status) for result in came)
    leads = counted(sum(result.leads for result in came), "lead")
    parts = [f"{number:,} {flag}" for flag, number in flags.items() if number]
    first = f"{counted(len(came), 'workbook')}, {leads}" + (f": {', '.join(parts)}." if parts else ".")
    return f"{first}\n{counted(trouble, 'workbook needs a look', 'workbooks need a look')}." if trouble else first


def _digest(
    config: Config, came: Sequence[Result], folder: Path, today: date, options: argparse.Namespace
) -> FollowthroughError | None:
    """Send the digest where it says something that the last one did not; what is wrong with it is an answer."""
    state, told = read_state(folder), told_of(came)
    if config.mail.nightly == "never" or (not options.outbox and set(told) <= set(state.mailed)):
        return None
    message = compose_digest(came, config.people, today)
    place, now = options.outbox or config.outbox or folder / "outbox", datetime.now().astimezone()

    def sending() -> str:
        return deliver(message, config.mail, folder, place, now, is_rehearsal=bool(options.outbox)) if message else ""

    if options.outbox or options.today:
        return next(iter(send(sending).troubles), None)
    is_told = replace(state, mailed=dict.fromkeys(told, today))
    return next(iter(send_once(sending, "digest", folder, is_told, today).troubles), None)
