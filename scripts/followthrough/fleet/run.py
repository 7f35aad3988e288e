"""Many workbooks through one engine: each is handed out when there is room, and none takes the others with it."""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.fleet.results import Result
from followthrough.knowing.errors import TryAgainError, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from followthrough.fleet.engines import Engine, Work


def results(work: Work, paths: Sequence[Path], engine: Engine, at_once: int = 0) -> Generator[Result, None, None]:
    """What comes of each workbook, as it comes; never more in work than the engine is good for.

    A process that ends takes down all that its engine had in work, and nobody can tell whose fault it was. So those are
    given a second try, one after the other and each alone; whoever ends it again is the one.

    Args:
        work: what is done with one; it answers in any case, and can be sent to other processes.
        paths: the workbooks.
        engine: what does it.
        at_once: how many at once; 0 for as many as the engine is good for.
    """
    waiting, suspects = deque(paths), list[Path]()
    while waiting:
        yield from _until_it_breaks(work, waiting, suspects, engine, at_once)
    for path in suspects:
        yield from _alone(work, path, engine)


def _alone(work: Work, path: Path, engine: Engine) -> Iterator[Result]:
    """The result of a workbook that has the engine for itself; tried twice, for it may have been handed out in vain."""
    for _ in range(2):
        again = list[Path]()
        yield from _until_it_breaks(work, deque([path]), again, engine, 1)
        if not again:
            return
    told = f"{path.name}: its check was ended twice, by a limit or by the system: check it alone."
    yield Result(workbook=str(path), status=WorkbookError.status, message=told)


def _until_it_breaks(
    work: Work, waiting: deque[Path], suspects: list[Path], engine: Engine, at_once: int
) -> Iterator[Result]:
    """Results until all is done, or until the engine is broken: what it had in work then joins the suspects."""
    running: dict[Future[Result], Path] = {}
    with engine(at_once) as (executor, room):
        is_broken = False
        while running or (waiting and not is_broken):
            while waiting and len(running) < room and not is_broken:
                try:
                    running[executor.submit(work, waiting[0])] = waiting[0]
                    waiting.popleft()
                except BrokenExecutor:
                    is_broken = True
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                path, fault = running.pop(future), future.exception()
                if isinstance(fault, BrokenExecutor):
                    is_broken = True
                    suspects.append(path)
                else:
                    yield future.result() if fault is None else _lost(path, fault)


def _lost(path: Path, fault: BaseException) -> Result:
    """What is said where the engine lost a workbook on its way: a worker that died too often, a cluster that went."""
    told = f"{path.name}: it was not checked, the engine lost it ({type(fault).__name__}). The next run does it."
    return Result(workbook=str(path), status=TryAgainError.status, message=told)
