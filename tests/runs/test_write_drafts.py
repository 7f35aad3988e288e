"""write_drafts.py: the words for one lead or for all that is due, printed or saved, and never sent."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from typing import TYPE_CHECKING

import pytest

from drafts_for_tests import HELD, YOU, drafts_of, panel
from followthrough.knowing.leads import You
from followthrough.saying.drafts import Draft, as_mail, as_text, save_drafts
from leads_for_tests import a_lead, table
from workbooks_for_tests import demo_workbook
from write_drafts import main

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)
LETTER = Draft(None, "check_in", "E-mail", "Dana Ruiz", "dana@example.com", "The Analyst role", "Dear Dana,\n\nGrüße\n")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The demo's workbook, with a config beside it."""
    path = tmp_path / "jobs.xlsx"
    path.write_bytes(demo_workbook())
    (tmp_path / "own.toml").write_text(
        '[workbook]\npath = "jobs.xlsx"\n[you]\nname = "Robin Hale"\nphone = "555-0199"\n', "utf-8"
    )
    return path


def run(workbook: Path, *options: str) -> int:
    """Run it on the demo's day."""
    return main(["--config", str(workbook.with_name("own.toml")), "--today", TODAY.isoformat(), *options])


def mail_of(draft: Draft, you: You = YOU) -> email.message.EmailMessage:
    """A saved letter as a mail program reads it."""
    read = email.message_from_bytes(as_mail(draft, you), policy=email.policy.default)
    assert isinstance(read, email.message.EmailMessage)
    return read


def test_prints_all_that_is_due(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A thank-you for each interviewer, the agreed call, letters for leads that are over; nothing that waits."""
    before = workbook.read_bytes()
    assert run(workbook) == 0
    told = capsys.readouterr().out
    assert "Bluepine Analytics, Business analyst (row 6): Thank-you note (Anneke Vos)" in told
    assert "Bluepine Analytics, Business analyst (row 6): Thank-you note (Rahul Sethi)" in told
    assert "“You said to call today. Is this a good moment?”" in told
    assert "Thanks after a no (Luis Ferrand)" in told
    assert "Fernhill Museum" not in told
    assert workbook.read_bytes() == before
    assert sorted(path.name for path in workbook.parent.iterdir()) == ["jobs.xlsx", "own.toml"]


@pytest.mark.parametrize(
    ("options", "expected"),
    table(
        ("by name", ("--lead", "Fernhill Museum"), "Fernhill Museum, Visitor services lead (row 13)"),
        ("by part of it", ("--lead", "fernhill"), "Fernhill Museum, Visitor services lead (row 13)"),
        ("in letters of another width", ("--lead", "\uff26ernhill"), "Fernhill Museum, Visitor services lead (row 13)"),
        ("by row", ("--row", "13"), "Fernhill Museum, Visitor services lead (row 13)"),
        ("nothing to say", ("--row", "30"), "Nothing to write for Mon 23 Nov 2026."),
    ),
)
def test_one_lead(options: tuple[str, ...], expected: str, workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One lead gets all its words, also those of a step that still waits."""
    assert run(workbook, *options) == 0
    assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "expected"),
    table(
        ("unknown", ("--lead", "Fernhil Musem"), "No lead is called “Fernhil Musem”; did you mean “Fernhill Museum”?"),
        ("several", ("--lead", "Kestrel Maps"), "“Kestrel Maps” fits rows 29, 37: name one of them with --row."),
        ("no such row", ("--row", "500"), "Row 500 holds no lead."),
        ("both", ("--row", "5", "--lead", "Acme"), "not allowed with"),
    ),
)
def test_wrong_usage(
    options: tuple[str, ...], expected: str, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was asked for is not there, or there twice: status 2 and a sentence."""
    assert run(workbook, *options) == 2
    assert expected in capsys.readouterr().err


def test_saves_letters_and_scripts(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Text for everything, .eml for letters; their names hold nothing from a cell."""
    folder = tmp_path / "drafts"
    assert run(workbook, "--row", "6", "--save", str(folder)) == 0
    names = sorted(path.name for path in folder.iterdir())
    assert {"row-6-thank_you-1.eml", "row-6-thank_you-2.txt", "row-6-call_script.txt"} <= set(names)
    assert "row-6-call_script.eml" not in names
    assert str(folder / "row-6-thank_you-1.eml") in capsys.readouterr().out
    assert "Robin Hale" in (folder / "row-6-thank_you-1.txt").read_text("utf-8")


def test_quiet_says_nothing(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the files tell."""
    assert run(workbook, "--row", "6", "--quiet", "--save", str(tmp_path / "drafts")) == 0
    assert capsys.readouterr() == ("", "")


def test_broken_template_stops_it(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 3, and the file with its line."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "thank_you.txt").write_text("Dear\n{{ nmae }}", "utf-8")
    with workbook.with_name("own.toml").open("a", encoding="utf-8") as config:
        config.write('[files]\ntemplates = "templates"\n')
    assert run(workbook, "--row", "6") == 3
    assert "thank_you.txt, line 2: nmae is not known here; did you mean name?" in capsys.readouterr().err


def test_saved_drafts_are_never_overwritten(tmp_path: Path) -> None:
    """A draft that somebody edited stays; the new one gets the next name; the same one is not saved twice."""
    lead = a_lead()
    assert [path.name for path in save_drafts(tmp_path, lead, [LETTER], YOU)] == [
        "row-2-check_in.txt",
        "row-2-check_in.eml",
    ]
    (tmp_path / "row-2-check_in.txt").write_text("my own words", "utf-8")
    again = [path.name for path in save_drafts(tmp_path, lead, [LETTER], YOU)]
    assert again == ["row-2-check_in (2).txt", "row-2-check_in.eml"]
    assert save_drafts(tmp_path, lead, [LETTER], YOU)[0].name == "row-2-check_in (2).txt"
    assert (tmp_path / "row-2-check_in.txt").read_text("utf-8") == "my own words"


def test_letter_opens_as_a_draft() -> None:
    """X-Unsent, the subject, both addresses, and the words with all their letters."""
    mail = mail_of(LETTER)
    assert (mail["X-Unsent"], mail["Subject"]) == ("1", "The Analyst role")
    assert mail["To"] == "Dana Ruiz <dana@example.com>"
    assert mail["From"] == "Robin Hale <robin.hale@example.com>"
    assert mail.get_content().splitlines() == LETTER.text.splitlines()


def test_letter_names_no_address_that_is_not_known() -> None:
    """Neither From nor To is made up."""
    nobody = Draft(None, "check_in", "E-mail", "Dana", "", "Hello", "Dear Dana\n")
    mail = mail_of(nobody, You(name="Robin"))
    assert sorted(key for key in mail if key in ("From", "To", "Cc", "Bcc")) == []


@pytest.mark.parametrize(
    "evil",
    table(
        ("a header", "Dana\r\nBcc: all@example.com"),
        ("markup", "<script>alert(1)</script> <b@example.com>"),
        ("a path", "../../etc/passwd"),
        ("quotes and commas", 'Ruiz, "Dana" (x) <y>, z@example.com'),
        ("turned around", "Dana \u202egro.elpmaxe\x00"),
        ("very long", "Dana " * 1000),
        ("other letters", "Łukasz 株式会社 🎉"),
    ),
)
def test_hostile_names_stay_names(evil: str, tmp_path: Path) -> None:
    """A name becomes no header, no second recipient and no path."""
    for draft in drafts_of(panel(evil, "Sam Okoro")):
        for path in save_drafts(tmp_path, panel(evil), [draft], You(name=evil, email="robin@example.com")):
            assert path.parent == tmp_path
            assert path.name.replace("_", "-").startswith("row-2-")
        if draft.subject:
            mail = mail_of(draft, You(name=evil, email="robin@example.com"))
            assert mail["Bcc"] is None
            addressed = [box.addr_spec for key in ("To", "From") if mail[key] for box in mail[key].addresses]
            assert set(addressed) <= {"p2@example.com", "p3@example.com", "robin@example.com"}


def test_as_text_names_lead_and_recipient() -> None:
    """A printed draft says whom it is for, on lines that no cell can add to."""
    lead = a_lead(HELD, company="Acme\nSubject: x")
    text = as_text(lead, LETTER)
    assert text.splitlines()[:3] == [
        "Acme, Analyst (row 2): E-mail",
        "To: Dana Ruiz <dana@example.com>",
        "Subject: The Analyst role",
    ]
