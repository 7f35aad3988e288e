"""What does the work: threads, processes of this machine, or a Dask cluster, each as an executor.

An engine is started with the number of workbooks to have in work at once (0: as many as it is good for).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pydoc import locate
from typing import TYPE_CHECKING

from followthrough import __version__
from followthrough.fleet.limits import BYTES, SECONDS, isolated, prepare_worker, within_time
from followthrough.knowing.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from distributed import Client

    from followthrough.fleet.results import Result

    Work = Callable[[Path], Result]
    Engine = Callable[[int], AbstractContextManager[tuple[Executor, int]]]
    """Started with how many at once; gives an executor, and how many workbooks to hand it at a time."""

TASKS_A_WORKER = 500
"""Workbooks after which a process makes room for a fresh one: what a vast one left in memory goes with it."""


@contextmanager
def threads(at_once: int) -> Iterator[tuple[Executor, int]]:
    """Threads of this process: nothing limits what one workbook costs."""
    at_once = at_once or cores()
    with ThreadPoolExecutor(at_once) as executor:
        yield executor, at_once


@contextmanager
def processes(at_once: int, most_bytes: int = BYTES) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, which load the program once and are limited in memory."""
    at_once = at_once or cores()
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    context.set_forkserver_preload(["nightly_check"])
    with ProcessPoolExecutor(
        at_once,
        mp_context=context,
        initializer=prepare_worker,
        initargs=(most_bytes,),
        max_tasks_per_child=TASKS_A_WORKER,
    ) as executor:
        yield executor, at_once + 1  # one waits, so that no process does


def dask_cluster(address: str) -> Engine:
    """The workers of a Dask cluster, which see the same folders as this machine and have the program installed."""

    @contextmanager
    def started(at_once: int) -> Iterator[tuple[Executor, int]]:
        try:
            from distributed import Client
        except ImportError:
            raise UsageError("Dask is not installed here: pip install “followthrough[fleet]”.") from None
        try:
            client = Client(address, timeout=10)  # type: ignore[no-untyped-call] # distributed has no types
        except (OSError, ValueError) as error:
            raise UsageError(f"No Dask scheduler answers at {address} ({error}): start one, or name it.") from None
        with client:
            _refuse_strangers(client, address)
            executor = client.get_executor(pure=False, retries=1)  # type: ignore[no-untyped-call] # the same
            yield executor, at_once or 2 * sum(client.ncores().values())  # type: ignore[no-untyped-call] # the same

    return started


def _refuse_strangers(client: Client, address: str) -> None:
    """Refuse a cluster that could not do the work, before it is handed any.

    Its scheduler unpacks what it hands on, so it needs the program as much as its workers do.

    Raises:
        UsageError: it has no workers, or not everywhere the program as it is here.
    """
    name = "followthrough.__version__"
    try:
        found = [client.run_on_scheduler(locate, name), *client.run(locate, name).values()]  # type: ignore[no-untyped-call] # distributed has no types
    except Exception:  # noqa: BLE001 - the program cannot be loaded there, for any reason that they have
        found = [None]
    if set(found) != {__version__}:
        raise UsageError(
            f"The Dask cluster at {address} has another followthrough than this one, or none: install "
            f"“followthrough[fleet]” {__version__} where its scheduler and where each worker runs."
        )
    if len(found) == 1:
        raise UsageError(f"The Dask cluster at {address} has no workers: start some.")


def bounded(work: Work, engine: Engine, seconds: float = SECONDS) -> Work:
    """The work as the engine may do it: an alarm rings in processes alone, threads have none of their own."""
    return partial(within_time, work, seconds=seconds) if engine is processes else partial(isolated, work)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
