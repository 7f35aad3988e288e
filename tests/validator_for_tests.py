"""openxml-audit, a validator of the file format that nobody here wrote, asked about workbooks in memory."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped] # it comes without types

TEXTS_IN_CELLS = "inline-string cell"
"""A warning and no fault: texts stand in their cells, and Excel moves them into a list of its own when it saves."""


@cache
def _validator() -> OpenXmlValidator:
    from openxml_audit import FileFormat, OpenXmlValidator  # takes half a second, and only slow tests ask

    return OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)


def findings(workbook: bytes, suffix: str = ".xlsx") -> Counter[str]:
    """What the validator finds in a workbook, each as "part: finding", without numbers that grow with the rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"workbook{suffix}")
        path.write_bytes(workbook)
        found = _validator().validate(path).errors
    said = (f"{each.part_uri}: {each.description}" for each in found if TEXTS_IN_CELLS not in each.description)
    return Counter(re.sub(r"\d+", "#", text) for text in said)


def new_findings(before: bytes, after: bytes, suffix: str = ".xlsx") -> list[str]:
    """What the validator finds in a workbook that it did not find in the state before."""
    return sorted(findings(after, suffix) - findings(before, suffix))
