"""What a night is compared with, each in a process of its own: ``python tests/benchmarks/baselines.py NAME FILE``."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

OURS = ("Flag", "Next step", "Due", "How", "Why")


def naive(path: Path) -> None:
    """The script that everybody writes: pandas reads, a loop decides, openpyxl writes five cells a row and saves."""
    import openpyxl
    import pandas as pd

    leads = pd.read_excel(path, engine="openpyxl")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    columns = [headings.index(name) + 1 if name in headings else len(headings) + 1 + OURS.index(name) for name in OURS]
    for column, name in zip(columns, OURS, strict=True):
        sheet.cell(1, column, name)
    today = pd.Timestamp.now().normalize()
    for number, lead in leads.iterrows():
        silent = (today - lead["Applied on"]).days if pd.notna(lead["Applied on"]) else 0
        flag = "Closed" if lead["Stage"] == "Closed" else "Due" if silent >= 7 else "Waiting"
        due = lead["Applied on"] + pd.Timedelta(days=7) if pd.notna(lead["Applied on"]) else None
        answers = (flag, "Follow up", due and due.date(), "Email", f"Ask {lead['Company']}: {lead['Role']}.")
        for column, answer in zip(columns, answers, strict=True):
            sheet.cell(int(str(number)) + 2, column, answer)
    book.save(path)


def load_and_save(path: Path) -> None:
    """What no script with openpyxl can do without."""
    import openpyxl

    openpyxl.load_workbook(path).save(path)


def floor(path: Path) -> None:
    """What no night can do without: pandas is imported, the bytes are read, the one worksheet unpacked and packed."""
    import zipfile
    import zlib

    import pandas as pd  # noqa: F401 - being imported is what it is here for
    from python_calamine import CalamineWorkbook

    workbook = path.read_bytes()
    CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()
    with zipfile.ZipFile(BytesIO(workbook)) as book:
        zlib.compress(book.read("xl/worksheets/sheet1.xml"))


if __name__ == "__main__":
    {each.__name__: each for each in (naive, load_and_save, floor)}[sys.argv[1]](Path(sys.argv[2]))
