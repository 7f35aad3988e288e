"""What a test writes is judged by the script that shares nothing with the writer."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from prove_write import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def proven(before: bytes, after: bytes) -> Receipt:
    """What differs between two states of a workbook, after making sure that only cells do."""
    found = Receipt(before, after)
    assert found.faults == [], found.faults
    return found


@contextmanager
def proving(path: Path) -> Iterator[None]:
    """Judge the workbook at a path when the block has ended, if it was there before and was written to."""
    before = path.read_bytes() if path.is_file() else None
    yield
    after = path.read_bytes() if path.is_file() else None
    if before and after and before != after:
        proven(before, after)
