"""How many small faults in judging and writing their tests notice: ``python tests/benchmarks/mutants.py 300``.

mutmut makes the faults and runs the tests that reach each of them. It finds our package only in a folder called src, so
it is given a copy of what is committed, with that name; the copy stays, for ``mutmut show NAME``. What takes long (real
workbooks, fuzzing, properties) is left out: a fault that only those notice counts as not noticed.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from places import ROOT

ROOMS = ("judging", "writing")
LEFT_OUT = (
    "tests/judging/test_properties.py", "tests/writing/test_patch_fuzz.py", "tests/writing/test_real_workbooks.py",
    "tests/writing/test_validator.py",
)  # fmt: skip
DEEDS = "test_a_deed_"
"""Tests whose names hold signs by which mutmut cannot call them."""
OUTCOMES = {0: "survived", 1: "killed", 33: "no test reaches it", None: "not tried"}
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {only}
also_copy = ["docs", "workbook", "config.example.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "scripts"]
pytest_add_cli_args = {arguments}
pytest_add_cli_args_test_selection = {tests}
track_dependencies = false
"""


def copied() -> Path:
    """A copy of what is committed, as mutmut needs it."""
    place = Path(tempfile.mkdtemp(prefix="mutants-"))
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607 - git
    subprocess.run(["tar", "x"], cwd=place, input=archive.stdout, check=True)  # noqa: S607 - tar
    (place / "scripts").rename(place / "src")
    (place / "scripts").symlink_to("src")
    typed = place / "tests" / "writing" / "test_typed.py"
    typed.write_text(typed.read_text("utf-8").replace(f"def {DEEDS}", f"def not_{DEEDS}"), "utf-8")
    project = place / "pyproject.toml"
    told = SETTINGS.format(
        only=json.dumps([f"src/followthrough/{room}/*.py" for room in ROOMS]),
        arguments=json.dumps(["-p", "no:cacheprovider", *(f"--ignore={path}" for path in LEFT_OUT)]),
        tests=json.dumps([f"tests/{room}" for room in ROOMS]),
    )
    text = project.read_text("utf-8").replace('pythonpath = ["scripts",', 'pythonpath = ["src",')
    project.write_text(text + told, "utf-8")
    return place


def outcomes(place: Path) -> dict[str, int | None]:
    """What became of each fault, by its name."""
    files = (place / "mutants").rglob("*.meta")
    return {name: code for path in files for name, code in json.loads(path.read_text())["exit_code_by_key"].items()}


def main(count: int) -> None:
    """Try some faults, the same whenever the code is the same."""
    place = copied()
    run = [shutil.which("mutmut") or "mutmut", "run", "--max-children", "1"]
    nothing = subprocess.run([*run, "nothing"], cwd=place, capture_output=True, check=False)  # noqa: S603 - makes them
    faults = sorted(outcomes(place))
    if not faults:
        sys.exit(nothing.stdout.decode()[-2000:])
    chosen = random.Random(count).sample(faults, min(count, len(faults)))  # noqa: S311 - a sample
    subprocess.run([*run, *chosen], cwd=place, check=False)  # noqa: S603 - our own test run
    found = {name: code for name, code in outcomes(place).items() if name in set(chosen)}
    survivors = [name for name, code in sorted(found.items()) if code == 0]
    told = {OUTCOMES.get(code, f"status {code}"): number for code, number in Counter(found.values()).items()}
    print(*survivors, f"{place}: {told}", sep="\n")  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
