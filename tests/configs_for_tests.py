"""Configs where they are looked for: written into a folder, read as a run reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.setup.config import NAME, Config, load_config

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str, name: str = NAME) -> Path:
    """A config in a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def config_beside(workbook: Path) -> Config:
    """What a run on a workbook goes by, where nobody keeps a config of their own."""
    return load_config(None, workbook, {}, workbook.parent / "no home")


def read_config(source: Path) -> Config:
    """One config that is trusted, where nothing is found that lies over it."""
    return load_config(source, None, {}, source.parent / "no home")
