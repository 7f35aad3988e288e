"""What a run over many has done so far: one line a workbook, so that a run which was stopped goes on where it was."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from followthrough.fleet.results import Result, Shared
from followthrough.keeping.folders import only_run
from followthrough.knowing.errors import TryAgainError
from followthrough.knowing.record import to_builtins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSING = (TryAgainError.status, 5)
"""What may go well a minute later: an open workbook, a mail server that is away. It is tried again."""


class Progress:
    """The results of one run so far, kept in a file as they come.

    Args:
        path: the file.
        begun: what the run does, and on which day: a file that says something else is not gone on with.

    Raises:
        TryAgainError: nothing can be kept there.
    """

    def __init__(self, path: Path, begun: str) -> None:
        self._path = path
        self.done = {result.workbook: result for result in _read(path, begun) if result.status not in PASSING}
        try:
            self._file = path.open("w", encoding="utf-8")
            self._write(begun, *map(to_builtins, self.done.values()))
        except OSError as error:
            raise TryAgainError(
                f"{path} cannot be written ({error.strerror}): nothing was checked, for a run that was stopped could "
                "not go on where it was.",
                file=str(path),
            ) from error

    def add(self, result: Result) -> None:
        """Keep a result before the next one is waited for; a disk that is full costs no more than this record."""
        self.done[result.workbook] = result
        with suppress(OSError):
            self._write(to_builtins(result))

    def _write(self, *documents: object) -> None:
        self._file.writelines(json.dumps(document, default=str) + "\n" for document in documents)
        self._file.flush()

    def close(self) -> None:
        """Let go of the file, which the next run of this kind goes on with."""
        with suppress(OSError):
            self._file.close()

    def forget(self) -> None:
        """The run is complete: the next one begins anew."""
        self._path.unlink(missing_ok=True)


@contextmanager
def progress(folder: Path, kind: str, begun: str) -> Iterator[Progress]:
    """Hold the one run over many that may go on at a time, and what it has done so far.

    Args:
        folder: where it is kept; of all runs that have it, one goes on at a time.
        kind: the name of the file: what the run does.
        begun: all that must be the same for a run to go on where another was stopped.

    Raises:
        TryAgainError: another such run goes on, or nothing can be kept.
        ConfigError: the folder cannot be made.
    """
    with only_run(folder, folder.with_name("each workbook")):
        kept = Progress(folder / f"{kind}.jsonl", begun)
        try:
            yield kept
        finally:
            kept.close()
        kept.forget()


def _read(path: Path, begun: str) -> Iterator[Result]:
    """The results that a run of the same kind and day left behind; a last line that was cut off counts for nothing."""
    try:
        first, *lines = path.read_text("utf-8").splitlines()
        if json.loads(first) != begun:
            return
    except (OSError, ValueError):
        return
    for line in lines:
        try:
            yield _as_result(json.loads(line))
        except (ValueError, TypeError, KeyError):
            return


def _as_result(held: dict[str, Any]) -> Result:
    shared = held.pop("shared")
    if shared and shared["quiet_since"]:
        shared["quiet_since"] = date.fromisoformat(shared["quiet_since"])
    return Result(**held, shared=Shared(**shared) if shared else None)
