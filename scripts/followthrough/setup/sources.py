"""Where an entry script gets its configuration and its workbook from."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from followthrough.keeping.systems import config_folder
from followthrough.knowing.errors import UsageError
from followthrough.setup.config import NAME, Config, load_config

if TYPE_CHECKING:
    import argparse
    from datetime import date


def find_workbook(options: argparse.Namespace) -> tuple[Config, Path]:
    """The configuration and the workbook that the options, the environment and the config files name.

    Raises:
        UsageError: nobody names a workbook.
        ConfigError: the configuration is wrong.
    """
    config = load_config(options.config, options.workbook, os.environ, config_folder())
    if not config.workbook:
        raise UsageError(
            f"No workbook: name one with --workbook FILE, or in {own_config(config)} under [workbook] path."
        )
    return config, config.workbook


def own_config(config: Config) -> Path:
    """The file for what a config that is merely found must not say: the trusted one, or where one would lie."""
    return config.trusted or config_folder() / NAME


def demo_workbook(today: date) -> tuple[Config, Path]:
    """A filled workbook in a new temporary folder, which is its data folder too: nothing of yours is touched."""
    from followthrough.template.build import build_workbook, demo_rows

    folder = Path(tempfile.mkdtemp(prefix="followthrough-demo-"))
    path = folder / "job-search.xlsx"
    path.write_bytes(build_workbook(**demo_rows(today), today=today))
    return Config(workbook=path, data=folder), path
