"""config.toml: what it may say, and wrong in a sentence that names file, key and what would be right."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest

from configs_for_tests import read_config, written
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.policy import PRESETS
from followthrough.knowing.words import Channel
from followthrough.setup.config import Config
from leads_for_tests import table

if TYPE_CHECKING:
    from pathlib import Path


WRONG = table(
    ("a pause that is no day", '[cadence]\npause_until = "soon"', "[cadence] pause_until = “soon”: a day is written"),
    ("unknown section", "[mial]", "mial is no key here"),
    ("unknown section, near", "[workbok]", "did you mean “workbook”?"),
    (
        "unknown key, near",
        '[workbook]\nworksheeet = "Jobs"',
        "[workbook] worksheeet is no key here; did you mean “worksheet”?",
    ),
    ("unknown cadence key", "[cadence]\ngap = [7]", "[cadence] gap is no key here; did you mean “gaps”?"),
    ("key outside any section", 'path = "a.xlsx"', "path is no key here"),
    ("unknown column", '[columns]\nCompanny = "Firma"', "did you mean “Company”?"),
    ("column in small letters", '[columns]\ncompany = "Firma"', "did you mean “Company”?"),
    ("column of another type", "[columns]\nCompany = 3", "[columns]"),
    ("unknown stage", '[stages]\nabgesagt = "Rejected"', "it must be one of Wishlist, Applied"),
    ("heading row nought", "[workbook]\nheading_row = 0", "rows count from 1"),
    ("heading row of another type", '[workbook]\nheading_row = "one"', "[workbook] heading_row"),
    ("day_first of another type", '[dates]\nday_first = "yes"', "[dates] day_first"),
    ("home of nobody", '[workbook]\npath = "~nosuchuser/jobs.xlsx"', "[workbook] path"),
    ("unknown preset", '[cadence]\npreset = "pushy"', "[cadence] preset"),
    ("days below nought", "[cadence]\nthank_within = -1", "numbers of days from 0 to 366"),
    ("no gaps", "[cadence]\ngaps = []", "[cadence] gaps"),
    ("window backwards", "[cadence]\nafter_interview = [7, 4]", "after_interview = [7, 4]"),
    ("window of one", "[cadence]\nafter_interview = [7]", "[cadence] after_interview"),
    ("pipeline below nought", "[pipeline]\nopen_leads = -1", "[pipeline] open_leads"),
    ("unknown country", '[calendar]\ncountry = "ZZ"', "country “ZZ”"),
    ("unknown region", '[calendar]\ncountry = "DE"\nregion = "XX"', "region “XX” of DE"),
    ("region without a country", '[calendar]\nregion = "BY"', "[calendar]"),
    ("quiet days in words", '[calendar]\nquiet = ["Christmas"]', "quiet “Christmas”"),
    ("quiet days that are none", '[calendar]\nquiet = ["13-01..13-40"]', "is no day of a year"),
    ("no day of a year, though below 32", '[calendar]\nquiet = ["02-31..03-01"]', "02-31 is no day of a year"),
    ("no TOML", "[workbook\npath", "config.toml"),
    ("a Windows path in double quotes", '[workbook]\npath = "C:\\Users\\me\\jobs.xlsx"', "config.toml"),
)


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_wrong_config_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    """Which file, which key, what was found, what would be right (contract); one sentence with its full stop."""
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    message = caught.value.message
    assert sentence in message
    assert message.startswith(str(path))
    assert message.endswith((".", "?"))
    assert "\n" not in message
    assert caught.value.file == str(path)


CODINGS = {
    "UTF-16": b"\xff\xfe[\x00w\x00",
    "Latin-1": b'[workbook]\npath = "\xe9"',
    "byte-order mark": b"\xef\xbb\xbf[workbook]\n",
}


@pytest.mark.parametrize("content", CODINGS.values(), ids=CODINGS)
def test_other_codings_are_told_or_read(tmp_path: Path, content: bytes) -> None:
    """A file saved by an old editor ends in a sentence at most."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    with suppress(ConfigError):
        assert read_config(path).workbook is None


SAYS_WHAT_IS_RIGHT = table(
    ("preset", '[cadence]\npreset = "pushy"', "reserved, standard"),
    ("section as a word", 'workbook = "jobs.xlsx"', "write [workbook] on a line of its own"),
    ("yes in words", '[dates]\nday_first = "yes"', "true"),
    ("Windows path", '[workbook]\npath = "C:\\Users\\me\\jobs.xlsx"', "single quotes"),
)


@pytest.mark.parametrize(("text", "right"), SAYS_WHAT_IS_RIGHT)
def test_what_would_be_right_is_said(tmp_path: Path, text: str, right: str) -> None:
    """A person who does not know TOML reads what to write (contract: what would be right)."""
    with pytest.raises(ConfigError) as caught:
        read_config(written(tmp_path, text))
    assert right.replace("\n", " ") in caught.value.message


def test_empty_config_is_the_defaults(tmp_path: Path) -> None:
    """Every key has a default."""
    config = read_config(written(tmp_path, ""))
    assert (config.hints, config.policy, config.calendar) == (Config().hints, PRESETS["standard"], Config().calendar)


def test_everything_is_read(tmp_path: Path) -> None:
    """Each key arrives where the run looks for it; paths count from the config's folder."""
    config = read_config(
        written(
            tmp_path,
            """
            [workbook]
            path = "my jobs/2026.xlsx"
            worksheet = "Leads"
            heading_row = 3
            [columns]
            Company = "Firma"
            Flag = "Ampel"
            [stages]
            abgesagt = "Closed"
            [dates]
            day_first = true
            [cadence]
            preset = "persistent"
            prefers = "email"
            after_applying = [5, 9]
            [pipeline]
            open_leads = 8
            [calendar]
            country = "de"
            region = "BY"
            quiet = ["12-24..01-01"]
            [files]
            data = "kept"
            """,
        )
    )
    assert config.workbook == tmp_path / "my jobs" / "2026.xlsx"
    assert config.data == tmp_path / "kept"
    assert (config.hints.worksheet, config.hints.heading_row, config.hints.day_first) == ("Leads", 3, True)
    assert (config.hints.columns, config.hints.stages) == (
        {"Company": "Firma", "Flag": "Ampel"},
        {"abgesagt": "Closed"},
    )
    assert (config.policy.gaps, config.policy.after_applying) == (PRESETS["persistent"].gaps, (5, 9))
    assert (config.policy.prefers, config.policy.open_leads) == (Channel.EMAIL, 8)
    assert (config.calendar.country, config.calendar.region) == ("DE", "BY")
    assert config.calendar.quiet == (((12, 24), (1, 1)),)


def test_own_number_outranks_the_preset(tmp_path: Path) -> None:
    """Each number can also be set on its own (rules 5)."""
    config = read_config(written(tmp_path, '[cadence]\npreset = "reserved"\ngaps = [3]'))
    assert (config.policy.gaps, config.policy.after_interview) == ((3,), PRESETS["reserved"].after_interview)


def test_config_that_cannot_be_read(tmp_path: Path) -> None:
    """A folder of that name is no config."""
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(ConfigError):
        read_config(tmp_path / "config.toml")


EDITED = table(
    ("with a mark, as Notepad saves it", b"\xef\xbb\xbf[dates]\nday_first = true\n", None),
    ("UTF-16", "[dates]\nday_first = true\n".encode("utf-16"), "save it so"),
    ("curly quotes", "[columns]\nCompany = \u201cFirma\u201d\n".encode(), "straight quotes"),
    ("a capital", b"[dates]\nday_first = True\n", "written small"),
    ("a mapping turned round", b'[columns]\nFirma = "Company"\n', '"Company" = "Firma"'),
)


@pytest.mark.parametrize(("content", "says"), EDITED)
def test_what_editors_and_fingers_do(tmp_path: Path, content: bytes, says: str | None) -> None:
    """A mark before the text is no part of it; the rest is said in words that help."""
    path = tmp_path / "config.toml"
    path.write_bytes(content)
    if says is None:
        assert read_config(path).hints.day_first is True
        return
    with pytest.raises(ConfigError, match=says):
        read_config(path)


def test_capitals_of_a_stage(tmp_path: Path) -> None:
    """It is the same stage in any; "" is for a word that says nothing."""
    path = tmp_path / "config.toml"
    path.write_text('[stages]\nGhosted = "moved ON"\ntbd = ""\n', "utf-8")
    assert read_config(path).hints.stages == {"Ghosted": "Moved on", "tbd": ""}


def test_a_pause_is_a_day_of_the_policy(tmp_path: Path) -> None:
    """The whole search rests until then (rules 5)."""
    config = read_config(written(tmp_path, '[cadence]\npause_until = "2027-01-04"'))
    assert config.policy.pause_until == date(2027, 1, 4)
