"""What a check found, and the checks of Python and its packages, on which all others rest."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata

OLDEST_PYTHON = (3, 11)
OLDEST = {
    "charset-normalizer": "3.4",
    "filelock": "3.20.1",
    "holidays": "0.80",
    "icalendar": "7.0",
    "jinja2": "3.1",
    "msgspec": "0.19",
    "openpyxl": "3.1.3",
    "pandas": "2.2.3",
    "platformdirs": "4.3",
    "python-calamine": "0.3",
    "rich": "13.9",
    "schedule": "1.2",
    "shtab": "1.7",
    "tomlkit": "0.13",
    "yagmail": "0.16",
}
"""The oldest version of each package that was tried; a test holds it to pyproject.toml."""


class Result(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105 - a word for a check, no password
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what it looked at, how it ended, what was found, and what mends it.

    Args:
        status: the exit status that a run would end with, where the check failed.
    """

    check: str
    result: Result
    found: str
    mend: str = ""
    status: int = 0


def python() -> Finding:
    """The version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= OLDEST_PYTHON
    return Finding(
        "Python", Result.PASS if fits else Result.FAIL, version, "" if fits else "install Python 3.11 or newer"
    )


def packages() -> Finding:
    """The packages, with their versions; one that is too old may fail at night."""
    found, wanting = [], []
    for name, oldest in OLDEST.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wanting.append(f"{name} is missing")
            continue
        found.append(f"{name} {version}")
        if _numbers(version) < _numbers(oldest):
            wanting.append(f"{name} {version} is older than {oldest}")
    if wanting:
        mend = f"{sys.executable} -m pip install --upgrade, then the folder of followthrough"
        return Finding("packages", Result.FAIL, "; ".join(wanting), mend, 1)
    return Finding("packages", Result.PASS, ", ".join(found))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))
