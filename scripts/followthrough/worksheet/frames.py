"""Workbook bytes -> the cells of each sheet, read with pandas and nothing converted (the only user of pandas)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from followthrough.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from followthrough.values import Cell


@dataclass(frozen=True, slots=True)
class Frame:
    """The cells of a worksheet, from A1 on: ``rows[0][0]`` is A1. All rows are equally long."""

    name: str
    rows: list[list[Cell]]


def read_frames(workbook: bytes, names: Iterable[str]) -> list[Frame]:
    """Read some worksheets, every cell as the workbook holds it.

    Raises:
        WorkbookError: pandas cannot make sense of the file.
    """
    import pandas as pd

    try:
        with pd.ExcelFile(BytesIO(workbook), engine="calamine") as book:
            frames = pd.read_excel(
                book, sheet_name=list(names), header=None, dtype=object, keep_default_na=False, na_filter=False
            )
    except Exception as error:
        raise WorkbookError(f"This workbook cannot be read ({error}). Open it in Excel and save it again.") from error
    return [Frame(str(name), frame.to_numpy(dtype=object).tolist()) for name, frame in frames.items()]
