"""What is said of a workbook whose pieces do not fit together."""

from __future__ import annotations

from followthrough.errors import WorkbookRefused


def damaged(what: str) -> WorkbookRefused:
    """A refusal for a file whose container or parts do not fit together.

    Args:
        what: what does not fit, as a clause ("its rows are not in order").
    """
    return WorkbookRefused(f"This workbook is damaged: {what}. Open it in Excel, let it repair the file, and save it.")
