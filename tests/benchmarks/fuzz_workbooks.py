"""Spoil real workbooks for some minutes, and let the reader and the patcher have them.

    python tests/benchmarks/fuzz_workbooks.py MINUTES SEED [FOLDER]

Whatever comes in, only two things may come out: a refusal in words, or a correct patch. Anything else is printed with
the file and the seed of the spoiling, so that it can be made into a test. FOLDER holds .xlsx files; "../shared" beside
the project where none is named.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from followthrough.knowing.errors import ConfigError, WorkbookError
from followthrough.knowing.hints import Hints
from followthrough.reading.workbook import open_workbook
from followthrough.understanding.read import read_workbook
from followthrough.writing.patch import patch_cells
from sheets_for_tests import verify_patch

MOST_BYTES = 100_000


def spoil(workbook: bytes, chance: random.Random) -> bytes:
    """Change some bytes: of the file itself, or of one part inside it, packed again so that it still opens."""
    if chance.random() < 0.3:
        return _scratch(workbook, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as book:
            parts = {entry.filename: book.read(entry) for entry in book.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return _scratch(workbook, chance)
    names = [name for name in parts if name.endswith((".xml", ".rels")) and parts[name]]
    if names:
        name = chance.choice([each for each in names if "sheet" in each] * 3 + names)
        parts[name] = _scratch(parts[name], chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return packed.getvalue()


def _scratch(content: bytes, chance: random.Random) -> bytes:
    raw = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8))):
        place, kind = chance.randrange(len(raw)), chance.randrange(4)
        if kind == 0:
            raw[place] = chance.randrange(256)
        elif kind == 1:
            del raw[place : place + chance.randrange(1, 40)]
        elif kind == 2:
            raw[place:place] = raw[place : place + chance.randrange(1, 60)]
        else:
            raw[place : place + 1] = chance.choice((b"<", b">", b'"', b"&", b"0", b"-1", b"99999999999", b"<row/>"))
        if not raw:
            return b""
    return bytes(raw)


def try_one(workbook: bytes) -> str:
    """What came out: "refused", "read", "patched"."""
    outcome = "refused"
    try:
        read_workbook(workbook, Hints())
        outcome = "read"
    except (WorkbookError, ConfigError):
        pass
    try:
        sheet = open_workbook(workbook).worksheets[0]
        cells = {"C3": "Due", "D4": None, "E5": 5}
        verify_patch(workbook, patch_cells(workbook, sheet, cells), {sheet: cells})
    except WorkbookError:
        return outcome
    return "patched"


def main() -> int:
    """Spoil until the time is up; the status is 1 when something else than a refusal or a patch came out."""
    minutes, seed = float(sys.argv[1]), int(sys.argv[2])
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(__file__).parents[3] / "shared"
    files = [path for path in sorted(folder.rglob("*.xlsx")) if path.stat().st_size < MOST_BYTES]
    chance, seen, found = random.Random(seed), Counter[str](), Counter[str]()  # noqa: S311 - to be repeatable
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        path, one = chance.choice(files), chance.randrange(2**32)
        spoiled = spoil(path.read_bytes(), random.Random(one))  # noqa: S311 - to be repeatable
        started = time.process_time()
        try:
            seen[try_one(spoiled)] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            kind = f"{type(error).__name__}: {str(error)[:90]}"
            if not found[kind]:
                sys.stdout.write(f"{path.name} {one}: {kind}\n")
            found[kind] += 1
        seen["slow"] += time.process_time() - started > 10
    sys.stdout.write(f"{dict(seen)}, else: {dict(found)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
