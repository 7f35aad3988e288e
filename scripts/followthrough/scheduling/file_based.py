"""What systemd and launchd have in common: files of ours in a folder of theirs, and a program that is told of them."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from followthrough.knowing.errors import ConfigError
from followthrough.scheduling.jobs import failed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def write_all(files: Mapping[Path, str]) -> None:
    """Write the files.

    Raises:
        ConfigError: one cannot be written; none of them is left then.
    """
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except OSError as error:
            remove_all(list(files))
            raise ConfigError(f"{path} cannot be written: {error.strerror}.", file=str(path)) from error


def remove_all(paths: Sequence[Path]) -> list[str]:
    """Take files away; those that were there."""
    there = [path for path in paths if path.exists()]
    for path in there:
        path.unlink()
    return [str(path) for path in there]


def tell(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the scheduler's own program."""
    found = shutil.which(program)
    if not found:
        return subprocess.CompletedProcess([program], 127, "", f"there is no {program} on this machine")
    return subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603 - the system's own


def insist(program: str, *arguments: str) -> None:
    """The same, where it must work.

    Raises:
        ConfigError: it did not.
    """
    done = tell(program, *arguments)
    if done.returncode:
        raise failed(f"{program} {' '.join(arguments)}", done.stderr or done.stdout)
