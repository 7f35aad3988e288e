"""stdout and stderr as they may be: closed, full, or read by somebody who has gone; and for whom files are made.

What cannot be printed stops nothing: a run that is half done because nobody listened would be worse.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

ONLY_THE_OWNER = 0o077


class Stream:
    """A stream that goes on without its other end: what is written after that is lost, and why is remembered."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = io.StringIO() if stream is None else stream
        self.lost: Exception | None = None

    def write(self, text: str) -> int:
        """Write, where that is still possible."""
        if not self.lost:
            self._trying(self._stream.write, text)
        return len(text)

    def flush(self) -> None:
        """Write what was held back; with what cannot be written nothing may be tried again at the very end."""
        if not self.lost:
            self._trying(self._stream.flush)

    def _trying(self, what: Any, *arguments: str) -> None:  # noqa: ANN401 - a method of the stream
        try:
            what(*arguments)
        except (OSError, ValueError) as error:
            self.lost = error
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())
                self._stream.flush()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        """All else is as the stream does it."""
        return getattr(self._stream, name)


@contextmanager
def kept_open() -> Iterator[Stream]:
    """Let a run print without a thought, and make its files for its owner alone.

    Yields:
        what is stdout meanwhile.
    """
    _fill_gaps()
    before, mask = (sys.stdout, sys.stderr), os.umask(ONLY_THE_OWNER)
    out, err = Stream(sys.stdout), Stream(sys.stderr)
    for stream in (out, err):
        if hasattr(stream, "reconfigure"):  # bare cron and Windows have other codings; Müller must print everywhere
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout, sys.stderr = out, err
    try:
        yield out
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before
        os.umask(mask)


def _fill_gaps() -> None:
    """A file must not be opened in the place of a closed stream: what others print would go into it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
