"""Where a config lies decides what it may say: all of it where it is trusted, no powers where it is merely found."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from configs_for_tests import written
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.record import replace
from followthrough.setup.config import NAME, Config, load_config
from followthrough.setup.config_sections import NEEDS_TRUST, SECTIONS, Document, needs_trust
from leads_for_tests import table

TRUSTED = ("named", "environment", "home")
FOUND = ("beside", "here")
VALUES = {
    "workbook": {"path": '"other.xlsx"', "worksheet": '"Jobs"', "heading_row": "3"},
    "columns": {"Company": '"Firma"', "Flag": '"Ampel"'},
    "stages": {"abgesagt": '"Closed"'},
    "dates": {"day_first": "true", "first_day": '"2026-01-01"'},
    "cadence": {
        "preset": '"reserved"',
        "prefers": '"Email"',
        "after_applying": "[5, 9]",
        "after_interview": "[5, 9]",
        "after_decision": "[2, 4]",
        "gaps": "[3]",
        "thank_within": "5",
        "prepare_before": "5",
        "apply_before": "5",
        "withdraw_within": "5",
        "silent_applied": "50",
        "silent_interviewing": "50",
        "pause_until": '"2027-01-04"',
    },
    "pipeline": {"open_leads": "9", "apply_every": "9"},
    "calendar": {"country": '"DE"', "region": '"BY"\ncountry = "DE"', "quiet": '["12-24..01-01"]'},
    "share": dict.fromkeys(("late", "offer", "quiet", "unreadable", "mail"), "true"),
    "people": {"ann": '{name = "Ann"}'},
    "you": {"name": '"Robin"', "phone": '"555-0100"', "email": '"robin@example.com"', "one_line": '"analyst"'},
    "mail": {
        "host": '"mail.example.com"\nfrom = "a@example.com"\nto = "b@example.com"',
        "port": "2525",
        "security": '"starttls"',
        "user": '"robin"',
        "from": '"robin@example.com"',
        "to": '"robin@example.com"',
        "password_env": '"PASSWORD"',
        "password_file": '"password"',
        "password_command": '["pass", "show", "mail"]',
        "weekly": '"Friday"',
        "weekly_if_empty": "false",
        "nightly": '"never"',
    },
    "files": {"data": '"data"', "outbox": '"outbox"', "templates": '"templates"'},
    "heartbeat": {"url": '"https://example.com/a-check"'},
    "push": {"url": '"https://example.com/a-topic"'},
}
"""For each key a value that is not its default."""
KEYS = [(section, key) for section, keys in VALUES.items() for key in keys]


class Places:
    """A folder for each place in which a config may lie, and a run that looks for it."""

    def __init__(self, root: Path) -> None:
        self.folders = {place: root / place for place in (*TRUSTED, *FOUND)}
        self.home = self.folders["home"]
        self.workbook: Path | None = self.folders["beside"] / "jobs.xlsx"
        for folder in self.folders.values():
            folder.mkdir()

    def put(self, place: str, text: str) -> Path:
        """A config in one of the places."""
        return written(self.folders[place], text)

    def load(self) -> Config:
        """What a run goes by that is told of every config that lies there."""
        named, told = (self.folders[place] / NAME for place in ("named", "environment"))
        environment = {"FOLLOWTHROUGH_CONFIG": str(told)} if told.exists() else {}
        return load_config(named if named.exists() else None, self.workbook, environment, self.home)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """The places, and nothing in them."""
    found = Places(tmp_path)
    monkeypatch.chdir(found.folders["here"])
    return found


def test_every_section_has_its_place() -> None:
    """Whoever adds a section must say whether it is a power; and every key of it is tried below."""
    assert set(NEEDS_TRUST) == set(VALUES) == set(Document.__struct_encode_fields__)
    assert {name: set(VALUES[name]) for name in SECTIONS} == {
        name: set(section.__struct_encode_fields__) for name, section in SECTIONS.items()
    }


def test_what_may_be_found_is_what_is_documented() -> None:
    """The table says what the contract says."""
    harmless = {section for section, told in NEEDS_TRUST.items() if told is not True}
    assert harmless == {"columns", "stages", "dates", "cadence", "pipeline", "calendar", "share"}


@pytest.mark.parametrize("place", [*TRUSTED, *FOUND])
@pytest.mark.parametrize(("section", "key"), KEYS, ids=[".".join(each) for each in KEYS])
def test_every_key_from_every_place(places: Places, place: str, section: str, key: str) -> None:
    """It counts, or it is refused with the file, the key, and both ways out."""
    path = places.put(place, f"[{section}]\n{key} = {VALUES[section][key]}\n")
    if place in FOUND and needs_trust(section, key):
        with pytest.raises(ConfigError) as caught:
            places.load()
        assert (caught.value.status, caught.value.file) == (3, str(path))
        assert caught.value.message.startswith(f"{path}: [{section}] {key} is not believed")
        assert f"put it into {places.home / NAME}" in caught.value.message
        assert f"--config {path}" in caught.value.message
    else:
        got = places.load()
        assert (got.trusted, got.found) == ((path, None) if place in TRUSTED else (None, path))
        assert replace(got, trusted=None, found=None, workbook=None) != Config() or key == "path"


@pytest.mark.parametrize("place", FOUND)
@pytest.mark.parametrize("text", ["[mail]\n", "mail = {}\n", "[dates]\n[you]\n", '[heartbeat]\nurl = "x"\n'])
def test_an_empty_or_unknown_section_is_refused_too(places: Places, place: str, text: str) -> None:
    """However it is written; also below what is harmless, and where a trusted config says the same."""
    places.put("home", "[mail]\n[you]\n")
    places.put(place, text)
    with pytest.raises(ConfigError):
        places.load()


def test_what_is_refused_belongs_into_the_config_in_use(places: Places) -> None:
    """Not into one that the named config outranks."""
    own = places.put("named", "")
    places.put("home", "")
    places.put("beside", "[mail]\n")
    with pytest.raises(ConfigError, match=f"put it into {own} "):
        places.load()


def number(config: Config) -> int:
    """A number that each config of ``ORDER`` sets to another value."""
    return config.policy.thank_within


ORDER = table(
    ("none", [], 1),
    ("named", ["named", "environment", "home"], 0),
    ("environment", ["environment", "home"], 1),
    ("the user's folder", ["home"], 2),
    ("beside, over what is named", ["named", "beside"], 3),
    ("beside, and not here", ["named", "beside", "here"], 3),
    ("beside alone", ["beside"], 3),
    ("here, over what is named", ["environment", "here"], 4),
    ("here alone", ["here"], 4),
)


@pytest.mark.parametrize(("there", "wins"), ORDER)
def test_order(places: Places, there: list[str], wins: int) -> None:
    """One trusted config, named or else of the user; one that is merely found lies over it."""
    numbers = {place: 10 + each for each, place in enumerate(places.folders)}
    for place in there:
        places.put(place, f"[cadence]\nthank_within = {numbers[place]}\n")
    assert number(places.load()) == (10 + wins if there else 1)


BOTH = table(
    ("columns", "[columns]\nCompany='A'\nRole='B'", "[columns]\nCompany='C'", "[columns]\nRole='B'\nCompany='C'"),
    ("a column not had", "[columns]\nRole='B'", "[columns]\nRole=''", "[columns]\nRole=''"),
    ("a heading moves", "[columns]\nRole='Date'", "[columns]\nEmail='date'", "[columns]\nEmail='date'"),
    ("blanks are no heading", "[columns]\nRole=''", "[columns]\nCompany=''", "[columns]\nRole=''\nCompany=''"),
    ("stages", "[stages]\na='Closed'\nb='Offer'", "[stages]\nb='Applied'", "[stages]\na='Closed'\nb='Applied'"),
    ("capitals", "[stages]\nOld='Closed'\nold='Offer'", "[stages]\nOLD='Applied'", "[stages]\nOLD='Applied'"),
    ("cadence", "[cadence]\ngaps=[5]\nthank_within=4", "[cadence]\ngaps=[3]", "[cadence]\ngaps=[3]\nthank_within=4"),
    ("below a number", "[cadence]\ngaps=[5]", "[cadence]\npreset='reserved'", "[cadence]\npreset='reserved'\ngaps=[5]"),
    ("calendar", "[calendar]\ncountry='DE'", "[calendar]\nregion='BY'", "[calendar]\ncountry='DE'\nregion='BY'"),
    ("taken back", "[calendar]\ncountry='DE'\nregion='BY'", "[calendar]\ncountry=''\nregion=''", ""),
    ("dates", "[dates]\nday_first=true", "[dates]\nday_first=false", "[dates]\nday_first=false"),
    ("an empty section", "[dates]\nday_first=true", "[dates]", "[dates]\nday_first=true"),
    ("pipeline", "[pipeline]\nopen_leads=3", "[pipeline]\napply_every=4", "[pipeline]\nopen_leads=3\napply_every=4"),
    ("powers below", "[you]\nname='Robin'\n[mail]\nuser='r'", "[stages]\na='Offer'",
     "[you]\nname='Robin'\n[mail]\nuser='r'\n[stages]\na='Offer'"),
)  # fmt: skip


@pytest.mark.parametrize(("trusted", "found", "expected"), BOTH)
def test_key_by_key(places: Places, trusted: str, found: str, expected: str) -> None:
    """What is found wins for its own keys, words and headings, and leaves all others as they were."""
    own = places.put("home", trusted)
    places.put("beside", found)
    both = places.load()
    (places.folders["beside"] / NAME).unlink()
    own.write_text(expected, "utf-8")
    assert replace(both, found=None) == places.load()


def test_order_of_stage_words_is_that_of_their_weight(places: Places) -> None:
    """The reader lets the last of several like words hold: what is found stands last."""
    places.put("home", "[stages]\nb = 'Closed'\na = 'Closed'\n")
    places.put("beside", "[stages]\nb = 'Offer'\n")
    assert list(places.load().hints.stages.items()) == [("a", "Closed"), ("b", "Offer")]


WRONG_FILE = table(
    ("the trusted one", "[cadence]\ngaps = []", "", "home", "[cadence] gaps"),
    ("the trusted one, though outranked", "[cadence]\ngaps = []", "[cadence]\ngaps = [3]", "home", "[cadence] gaps"),
    ("the found one", "[cadence]\ngaps = [3]", "[cadence]\ngaps = []", "beside", "[cadence] gaps"),
    ("a type", "", "[columns]\nCompany = 3", "beside", "[columns]"),
    ("no section", "[columns]\nCompany = 'A'", "columns = 'A'", "beside", "[columns]"),
)


@pytest.mark.parametrize(("trusted", "found", "place", "says"), WRONG_FILE)
def test_the_file_that_is_wrong_is_named(places: Places, trusted: str, found: str, place: str, says: str) -> None:
    """Each is right or wrong by itself, also where the other one outranks it."""
    places.put("home", trusted)
    places.put("beside", found)
    with pytest.raises(ConfigError) as caught:
        places.load()
    path = places.folders[place] / NAME
    assert (caught.value.file, says in caught.value.message) == (str(path), True)
    assert caught.value.message.startswith(str(path))


def test_two_that_are_wrong_together_are_both_named(places: Places) -> None:
    """A region of one country under another country: neither file shows it alone."""
    own = places.put("home", "[calendar]\ncountry = 'US'\nregion = 'CA'\n")
    over = places.put("beside", "[calendar]\ncountry = 'DE'\n")
    with pytest.raises(ConfigError, match="region “CA” of DE") as caught:
        places.load()
    assert caught.value.message.startswith(f"{over}, which lies over {own}: [calendar]")


def test_the_workbook_of_the_trusted_config_has_its_own_beside_it(places: Places) -> None:
    """Relative to the config that names it, not to the folder somebody is in; and one that is named outranks it."""
    places.put("home", "[workbook]\npath = '../beside/jobs.xlsx'\n")
    places.put("beside", "[cadence]\nthank_within = 13\n")
    places.put("here", "[cadence]\nthank_within = 14\n")
    places.workbook = None
    config = places.load()
    assert (config.workbook, number(config)) == (places.home / "../beside/jobs.xlsx", 13)
    places.workbook = Path("other.xlsx")
    config = places.load()
    assert (config.workbook, number(config)) == (places.folders["here"] / "other.xlsx", 14)


def test_without_any_workbook_the_current_folder_has_no_powers_either(places: Places) -> None:
    """A folder with a config that names its workbook must be named; the sentence says how."""
    places.workbook = None
    places.put("here", "[workbook]\npath = 'jobs.xlsx'\n")
    with pytest.raises(ConfigError, match=r"\[workbook\] path is not believed .* --config /.*/here/config\.toml"):
        places.load()


def a_link(place: Path, target: Path) -> None:
    place.symlink_to(target)


def a_second_name(place: Path, target: Path) -> None:
    os.link(target, place)


@pytest.mark.parametrize("way", [a_link, a_second_name])
@pytest.mark.parametrize("place", FOUND)
def test_the_trusted_file_that_is_also_found_is_read_once(places: Places, place: str, way: object) -> None:
    """It is the same file, with all its powers; its relative paths count from where it is trusted."""
    own = places.put("home", "[files]\ndata = 'kept'\n")
    assert callable(way)
    way(places.folders[place] / NAME, own)
    config = places.load()
    assert (config.trusted, config.found, config.data) == (own, None, places.home / "kept")


def test_the_trusted_file_named_where_it_is_found(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """``--config config.toml`` names the file of the current folder: who names it means it."""
    places.put("here", "[files]\ndata = 'kept'\n")
    config = load_config(Path(NAME), Path("jobs.xlsx"), {}, places.home)
    assert (config.found, config.data) == (None, places.folders["here"] / "kept")
    monkeypatch.chdir(places.home)
    config = load_config(Path("../here") / NAME, places.folders["here"] / "jobs.xlsx", {}, places.home)
    assert config.found is None


def test_the_trusted_file_beside_the_workbook_keeps_the_current_folder_out(places: Places) -> None:
    """Only where nothing lies beside the workbook is the current folder looked into."""
    own = places.put("beside", "[cadence]\nthank_within = 13\n")
    places.put("here", "[mail]\n")
    config = load_config(own, places.workbook, {}, places.home)
    assert (number(config), config.found) == (13, None)


@pytest.mark.parametrize("place", FOUND)
def test_a_link_to_a_config_that_nobody_trusts(places: Places, tmp_path: Path, place: str) -> None:
    """Where a link leads makes nothing trusted that is not."""
    elsewhere = written(tmp_path / "elsewhere", "[mail]\nuser = 'robin'\n")
    a_link(places.folders[place] / NAME, elsewhere)
    with pytest.raises(ConfigError, match=r"\[mail\] user is not believed"):
        places.load()


NOTHING = table(("a link to nowhere", "nowhere.toml"), ("a link to itself", NAME), ("a link to a folder", "."))


@pytest.mark.parametrize("target", [*NOTHING])
@pytest.mark.parametrize("place", FOUND)
def test_what_is_no_file_is_not_found(places: Places, place: str, target: str) -> None:
    """The defaults hold."""
    a_link(places.folders[place] / NAME, Path(target))
    assert places.load().found is None


@pytest.mark.parametrize("place", FOUND)
def test_a_pipe_is_not_waited_for(places: Places, place: str) -> None:
    """Archives can bring one along, and reading it would never end."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such files")
    os.mkfifo(places.folders[place] / NAME)
    assert places.load().found is None


@pytest.mark.parametrize("blank", ["", " ", "\t"])
def test_a_blank_variable_names_nothing(places: Places, blank: str) -> None:
    """Then the user's own config is trusted, and what lies here is not."""
    own = places.put("home", "[files]\ndata = 'kept'\n")
    environment = {"FOLLOWTHROUGH_CONFIG": blank}
    assert load_config(None, places.workbook, environment, places.home).trusted == own
    places.put("here", "[mail]\n")
    with pytest.raises(ConfigError, match=r"\[mail\] is not believed"):
        load_config(None, places.workbook, environment, places.home)


def test_a_home_that_is_the_current_folder_is_nobodys(places: Places) -> None:
    """Where a system knows no home it answers with a relative path: a downloaded folder could have one of that name."""
    written(places.folders["here"] / "~" / "followthrough", "[mail]\nuser = 'robin'\n")
    config = load_config(None, places.workbook, {}, Path("~/followthrough"))
    assert (config.trusted, config.mail.user) == (None, "")


def test_home_sign(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crontab hands ~ on as it is written."""
    monkeypatch.setenv("HOME", str(places.home))
    monkeypatch.setenv("USERPROFILE", str(places.home))
    own = places.put("home", "")
    assert load_config(None, None, {"FOLLOWTHROUGH_CONFIG": f"~/{NAME}"}, Path("/none")).trusted == own
    with pytest.raises(ConfigError, match="There is no config file ~nosuchuser"):
        load_config(Path("~nosuchuser/x.toml"), None, {}, Path("/none"))


@pytest.mark.parametrize("way", ["named", "environment"])
def test_named_and_missing_is_told(places: Places, way: str) -> None:
    """A path that was named and is missing is status 3, whatever lies elsewhere."""
    for place in ("home", *FOUND):
        places.put(place, "")
    missing = places.home / "none.toml"
    named, environment = (missing, {}) if way == "named" else (None, {"FOLLOWTHROUGH_CONFIG": str(missing)})
    with pytest.raises(ConfigError, match="There is no config file") as caught:
        load_config(named, places.workbook, environment, places.home)
    assert (caught.value.status, caught.value.file) == (3, str(missing))


def test_option_and_environment_outrank_the_file(places: Places) -> None:
    """--workbook overrides the config; so does FOLLOWTHROUGH_DATA."""
    own = places.put("named", "[workbook]\npath = 'a.xlsx'\n[files]\ndata = 'kept'\n")
    data = places.home / "env"
    config = load_config(own, places.workbook, {"FOLLOWTHROUGH_DATA": str(data)}, places.home)
    assert (config.workbook, config.data) == (places.workbook, data)


def test_a_key_cannot_write_on_the_terminal(places: Places) -> None:
    """What stands in a file of strangers is shown without signs that steer a terminal."""
    places.put("here", '"\\u001b[31m\\n[mail]" = 1\n')
    with pytest.raises(ConfigError) as caught:
        places.load()
    assert caught.value.message.isprintable()
