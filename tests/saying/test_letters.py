"""The templates: what they say and never say, blanks, hostile cells, and templates of the user's own."""

# ruff: noqa: E501 - a table is read a case a line, however long

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drafts_for_tests import ALL_KINDS, SAMPLES, as_golden, drafts_of, sample
from followthrough.knowing.errors import ConfigError
from followthrough.knowing.leads import You
from followthrough.saying.filling import OURS, template_names
from followthrough.setup.template_check import check_templates
from leads_for_tests import a_lead, table

GOLDEN = Path(__file__).with_name("golden")
NEVER_SAID = (
    "decided yet", "made a decision yet", "just checking", "checking in", "touching base", "circling back", "any update",
    "as soon as possible", "asap", "you promised", "still have not", "have not answered", "haven't", "no reply", "ignored",
    "disappointed", "why have", "why did", "urgent", "!!", "desperate", "unfortunately",
)  # fmt: skip
EVIL = "Evil <script>alert(1)</script>\r\nBcc: all@example.com\n{{ my_phone }} {% raw %} ../../etc/passwd \u202e"


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_golden(kind: str) -> None:
    """The words are these, to the letter; read them before you change them."""
    assert as_golden(sample(kind)) == (GOLDEN / f"{kind}.txt").read_text("utf-8")


def test_every_template_has_its_sample() -> None:
    """Templates, titles, samples and golden texts belong together; only the signature is a part of others."""
    assert {*ALL_KINDS, "signature"} == {name.removesuffix(".txt") for name in template_names()}
    assert set(SAMPLES) == set(ALL_KINDS) == {path.stem for path in GOLDEN.glob("*.txt")}


@pytest.mark.parametrize("name", template_names())
def test_never_said(name: str) -> None:
    """No template pushes, scolds or asks whether they have decided yet, in any of its wordings."""
    text = " ".join((OURS / name).read_text("utf-8").casefold().split())
    assert [phrase for phrase in NEVER_SAID if phrase in text] == []


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_words_hold_together(kind: str) -> None:
    """With all facts and with hardly any: no gap, no None, no stray mark; what is missing is a blank in brackets."""
    bare = {"Acme", "Stage", "Interview on", "Thank-you sent", "Check back on", "Decision by", "Applied on", "Log"}
    cells, other = SAMPLES[kind]
    kept = [
        cell
        for cell in cells.split(" | ")
        if cell.split(":")[0] in {*bare, "Offer reply by", "Closed on", "Last follow-up"}
    ]
    others = [a_lead(other, row=9)] if other else []
    reach = ["Phone: 555-0100"] if kind in ("call_script", "voicemail", "offer_call", "withdrawal_call") else []
    reach += ["Insider: Jonas"] if kind == "insider_note" else []
    reach += ["Email: a@example.com"] if kind == "withdrawal" else []
    if kind == "several_jobs":
        reach, others = ["Email: a@example.com"], [a_lead("Applied on: 11-13 | Email: a@example.com", row=9)]
    poor = [d for d in drafts_of(" | ".join([*kept, *reach]), others=others, you=You()) if d.kind == kind]
    for draft in (sample(kind), *poor):
        text = f"{draft.subject}\n{draft.text}"
        assert not re.search(r"None|Undefined|  |\n\n\n| [.,;:?!]|\.\.|,,|\(\)|\{|\}", text), text
        assert draft.text.endswith("\n")
    assert poor
    assert any("[" in draft.text for draft in poor)


def test_blanks_are_seen() -> None:
    """What the row and the config lack stays a blank that asks to be filled in."""
    found = next(d for d in drafts_of("Interview on: 11-22", you=You()) if d.kind == "thank_you")
    for blank in ("Dear [name],", "the [title] role", "[your name]", "[your phone number]"):
        assert blank in found.text


@pytest.mark.parametrize(
    "heading", ["Company", "Role", "Contact", "Insider", "Mention", "Skills to build", "They said next", "Remember me by", "Phone", "Email"]
)  # fmt: skip
def test_hostile_cells_stay_words(heading: str) -> None:
    """A cell becomes no second line, no header, no template, and is cut sensibly; long ones too."""
    cells = {"Company": "Acme", "Role": "Analyst", "Phone": "555-0100", "Email": "dana@example.com", "Insider": "Jonas"}
    for value in (EVIL, "x" * 5000, "wide " * 1000):
        lead = a_lead("Stage: Interviewing | Interview on: 11-22", **_fields({**cells, heading: value}))
        for draft in drafts_of(lead):
            assert draft.subject.isprintable()
            assert len(draft.subject) <= 300
            assert draft.recipient_name.isprintable()
            assert re.fullmatch(r"[\w.+-]*@?[\w.-]*", draft.recipient_email)
            assert not re.search(r"^\s*Bcc:", draft.text, re.MULTILINE)
            assert all(line.isprintable() for line in draft.text.split("\n"))
            assert len(draft.text) < 4000


def _fields(cells: dict[str, str]) -> dict[str, Any]:
    names = {
        "They said next": "they_said_next",
        "Skills to build": "skills_to_build",
        "Remember me by": "remember_me_by",
    }
    return {names.get(heading, heading.casefold()): value for heading, value in cells.items()}


def test_own_templates_outrank_ours(tmp_path: Path) -> None:
    """A file of the same name in the user's folder is used instead, a part of one too; all others stay ours."""
    (tmp_path / "signature.txt").write_text("{{ my_name }}, Gruß", "utf-8")
    (tmp_path / "hello_again.txt").write_text(
        "Subject: Hallo\n\nAm {{ interviewed_on.day }}.{{ interviewed_on.month }}.", "utf-8"
    )
    assert sample("hello_again", templates=tmp_path).text == "Am 10.8.\n"
    assert sample("hello_again", templates=tmp_path).subject == "Hallo"
    assert sample("check_in", templates=tmp_path).text.endswith("Robin Hale, Gruß\n")
    assert sample("voicemail", templates=tmp_path) == sample("voicemail")


@pytest.mark.parametrize(
    ("written", "expected"),
    table(
        ("unknown name", "Hello\n\n{{ compny }}", "voicemail.txt, line 3: compny is not known here; did you mean company?"),
        ("broken syntax", "Hello\n{% if %}", "voicemail.txt, line 2: Expected"),
        ("reaching into the program", "{{ pick.__globals__ }}", "voicemail.txt, line 1: access to attribute '__globals__'"),
        ("changing what it is given", "{{ [].append(1) }}", "voicemail.txt, line 1: access to attribute 'append'"),
        ("leaving the folder", "{% include '../config.toml' %}", "voicemail.txt, line 1: "),
        ("a part that is missing", "{% include 'nothing.txt' %}", "voicemail.txt, line 1: there is no template nothing.txt."),
        ("not a number", "\n\n{{ 1 / 0 }}", "voicemail.txt, line 3: division by zero."),
        ("not UTF-8", b"Gr\xfc\xdfe", "voicemail.txt: it is not written in UTF-8; save it as UTF-8 text."),
    ),
)  # fmt: skip
def test_broken_template_is_named_with_its_line(written: str | bytes, expected: str, tmp_path: Path) -> None:
    """One sentence with file and line."""
    content = written if isinstance(written, bytes) else written.encode()
    (tmp_path / "voicemail.txt").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        sample("voicemail", templates=tmp_path)
    assert f"{tmp_path}" in caught.value.message
    assert expected in caught.value.message


def test_check_templates(tmp_path: Path) -> None:
    """All is well with ours; a strange name, a folder that is missing and what would stop a draft are reported."""
    assert check_templates(OURS) == []
    (tmp_path / "thankyou.txt").write_text("Hello", "utf-8")
    (tmp_path / "voicemail.txt").write_text("{{ compny }}", "utf-8")
    with pytest.raises(ConfigError) as caught:
        sample("voicemail", templates=tmp_path)
    strange = f"{tmp_path / 'thankyou.txt'} is used by nothing; did you mean thank_you.txt?"
    assert check_templates(tmp_path) == [strange, caught.value.message]
    assert "is no folder" in check_templates(tmp_path / "none")[0]
    with pytest.raises(ConfigError, match="is no folder"):
        sample("voicemail", templates=tmp_path / "none")
