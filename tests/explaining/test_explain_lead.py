"""``why``: the rule and the cells are the ones that decide, and each edit that is named comes true on the workbook."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import explain_lead
import nightly_check
from configs_for_tests import written
from explain_lead import explain
from followthrough.explaining.decided import what_decided
from followthrough.explaining.edits import edits_that_change
from followthrough.explaining.search import Search, answer, others_that_matter, what_comes
from followthrough.judging.cases import Because
from followthrough.judging.journal import Journal, of_nights
from followthrough.knowing.calendar import Calendar
from followthrough.knowing.hints import Hints
from followthrough.knowing.policy import STANDARD
from followthrough.setup.config import Config
from followthrough.understanding.read import read_workbook
from leads_for_tests import table
from places import ROOT
from workbooks_for_tests import TODAY, demo_workbook, saved, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from followthrough.judging.judgement import Judged

RULES = (ROOT / "docs" / "rules.md").read_text("utf-8")
HEADINGS = ("Company", "Role", "Stage", "Applied on", "Interview on", "Last follow-up", "Last heard", "Check back on",
            "Decision by", "Snooze until", "Email", "Thank-you sent", "Unanswered", "Offer reply by", "Start on",
            "Apply by")  # fmt: skip
ROWS = table(
    ("applied, due", "Stage: Applied | Applied on: 11-16", "5, C", "Applied on"),
    ("applied, waiting", "Stage: Applied | Applied on: 11-20", "5, C", "Applied on"),
    ("nobody to ask", "Stage: Applied | Applied on: 11-09 | Email:", "5, C", "Applied on"),
    ("asked once", "Stage: Applied | Applied on: 11-02 | Last follow-up: 11-12", "5, C", "Last follow-up"),
    (
        "asked enough",
        "Stage: Applied | Applied on: 09-01 | Last follow-up: 10-26 | Unanswered: 3",
        "5, C",
        "Last follow-up",
    ),
    ("silent", "Stage: Applied | Applied on: 09-01", "5, D", "Applied on"),
    ("thank-you", "Stage: Interviewing | Interview on: 11-22", "5.7 (thank_you)", "Interview on"),
    ("interview ahead", "Stage: Interviewing | Interview on: 11-25", "5.7 (prepare)", "Interview on"),
    ("agreed day", "Stage: Interviewing | Last heard: 11-12 | Check back on: 11-24", "5, A", "Check back on"),
    ("decision day", "Stage: Interviewing | Interview on: 11-09 | Decision by: 11-19", "5, B", "Decision by"),
    ("snoozed", "Stage: Applied | Applied on: 11-09 | Snooze until: 12-14", "5.7 (Snoozed)", "Snooze until"),
    ("offer", "Stage: Offer | Offer reply by: 11-27", "5.7 (reply_to_offer)", "Offer reply by"),
    ("wishlist", "Stage: Wishlist | Apply by: 11-30", "5.6", "Apply by"),
    ("no start", "Stage: Accepted", "5.4", "Stage"),
    ("over", "Stage: Closed | Applied on: 10-05", "5.2", "Stage"),
    ("unknown stage", "Stage: zzyzx | Applied on: 11-09", "5.1", "Stage"),
    ("unreadable day", "Stage: Applied | Applied on: soon", "5.3", "Applied on"),
    ("no name", "Company: | Stage: Applied | Applied on: 11-09", "5.1", "A2"),
    ("no interview date", "Stage: Interviewing", "5.3", "Stage"),
    ("nothing but a name", "Stage:", "5.6", ""),
)
FILLED: dict[str, object] = {"Company": "Acme", "Role": "Analyst", "Email": "dana@example.com"}


def a_workbook(cells: str) -> bytes:
    """A row with these cells, beside others that must make no difference; days of 2026 as month and day."""
    pairs = (cell.split(":") for cell in cells.split("|"))
    held = FILLED | {heading.strip(): _value(text.strip()) for heading, text in pairs}
    row = [held.get(heading) for heading in HEADINGS]
    return workbook(HEADINGS, row, *([f"Firm {n}", "Clerk", "Applied", date(2026, 11, 2 + n)] for n in range(5)))


def _value(text: str) -> object:
    if re.fullmatch(r"\d\d-\d\d", text):
        return date.fromisoformat(f"2026-{text}")
    return int(text) if text.isdigit() else text or None


def search_in(content: bytes, journal: Journal | None = None, today: date = TODAY) -> Search:
    return Search(read_workbook(content, Hints()), journal or Journal(), STANDARD, Calendar(), today)


def lead_in(search: Search, row: int = 2) -> Judged:
    return next(judged for judged in search.judgement().leads if judged.lead.row == row)


def edited(content: bytes, cell: str, value: object, sheet: str = "Jobs") -> bytes:
    """The workbook as a person leaves it who typed that, with a program that is not ours."""
    book = load_workbook(io.BytesIO(content))
    book[sheet][cell].value = value
    return saved(book)


def night(place: Path, content: bytes, capsys: pytest.CaptureFixture[str], today: date = TODAY) -> dict[str, Any]:
    """What a real night says of row 2."""
    path = place / "jobs.xlsx"
    path.write_bytes(content)
    assert nightly_check.main(["--workbook", str(path), "--json", "--dry-run", "--today", today.isoformat()]) == 0
    leads = json.loads(capsys.readouterr().out)["leads"]
    return {key: value for lead in leads if lead["row"] == 2 for key, value in lead.items()}


def shown(lead: dict[str, Any]) -> tuple[object, ...]:
    """What a night's row says, to be compared with an answer."""
    opens, due = (lead[key] and date.fromisoformat(lead[key]) for key in ("opens", "due"))
    return lead["flag"], lead["step"], opens, due, lead["how"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which nothing of anybody's is found."""
    monkeypatch.setenv("FOLLOWTHROUGH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "rule", "decisive"), ROWS)
def test_each_edit_comes_true(
    place: Path, capsys: pytest.CaptureFixture[str], cells: str, rule: str, decisive: str
) -> None:
    """Typed into the workbook by another program, each edit makes the next night say what was foretold."""
    del rule, decisive
    content = a_workbook(cells)
    judged = lead_in(search := search_in(content))
    assert shown(night(place, content, capsys)) == answer(judged)
    edits = edits_that_change(search, judged, Hints())
    assert edits
    for edit in edits:
        came = night(place, edited(content, edit.cell, edit.value), capsys)
        assert shown(came) == answer(edit.then) != answer(judged), edit.words


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "rule", "decisive"), ROWS)
def test_what_comes_is_what_the_nights_say(cells: str, rule: str, decisive: str) -> None:
    """On each day that is named a night decides just that, and on the day before it what was said until then."""
    del rule, decisive
    content = a_workbook(cells)
    before = lead_in(search := search_in(content))
    tonight = of_nights([(TODAY, search.reading.leads)])

    def on(day: date) -> Judged:
        decided = nightly_check.check(Config(), content, day, journal=tonight)
        return next(judged for judged in decided.judgement.leads if judged.lead.row == 2)

    for turn in what_comes(search, before):
        assert answer(on(turn.on)) == answer(turn.judged)
        eve = on(turn.on - timedelta(days=1))
        assert (eve.flag, eve.step, eve.how) == (before.flag, before.step, before.how)
        before = turn.judged


@pytest.mark.parametrize(("cells", "rule", "decisive"), ROWS)
def test_rule_and_cells(cells: str, rule: str, decisive: str) -> None:
    """The section of the rulebook and the cells that decide, and no others; each with its reference."""
    judged = lead_in(search := search_in(a_workbook(cells)))
    assert judged.rule.startswith(rule)
    told = what_decided(search, judged, [each.lead for each in search.judgement().leads])
    named = [line.partition(":")[0].partition(" (")[0] for line in told]
    assert not decisive or decisive in named


@pytest.mark.parametrize("because", list(Because))
def test_every_reason_has_its_section(because: Because) -> None:
    """Whoever looks the rule up finds it: its number and its name stand in docs/rules.md."""
    place, _, name = because.section.partition(" (")
    name = name.removesuffix(")")
    wanted = (
        rf"^{place[-1]}\. \*\*{name}\*\*" if not name.islower() and name != "Snoozed" else rf"`{name}`|\*\*{name}\*\*"
    )
    assert re.search(wanted, RULES, re.MULTILINE)


def test_noticed_days_are_named() -> None:
    """Where no cell tells, the night that first saw the row decides, and that is said."""
    content = workbook(("Company", "Stage", "Email"), ("Old", "Applied", "x@example.com"))
    later = workbook(
        ("Company", "Stage", "Email"), ("Old", "Applied", "x@example.com"), ("Acme", "Applied", "dana@example.com")
    )
    nights = [
        (day, read_workbook(book, Hints()).leads)
        for day, book in ((date(2026, 11, 10), content), (date(2026, 11, 16), later))
    ]
    judged = lead_in(search := search_in(later, of_nights(nights)), 3)
    told = what_decided(search, judged, [each.lead for each in search.judgement().leads])
    assert "noticed: it was first seen here on Mon 16 Nov" in told


def test_the_job_that_was_taken_is_named() -> None:
    """A row that rests because another one became a job says so, and its edits reckon with that one."""
    content = workbook(
        ("Company", "Stage", "Applied on", "Start on"),
        ("Acme", "Applied", date(2026, 11, 2)),
        ("Bolt", "Accepted", date(2026, 10, 5), date(2026, 11, 16)),
    )
    judged = lead_in(search := search_in(content))
    told = what_decided(search, judged, [each.lead for each in search.judgement().leads])
    assert judged.rule.startswith("5.5")
    assert "the first day of Bolt" in told


@pytest.mark.slow
def test_one_lead_alone_is_judged_as_among_all() -> None:
    """Judged beside the few rows that matter to it, each lead of the demo gets the answer that it has among all."""
    search = search_in(demo_workbook())
    for count in (0, 1, 5, 20, 60, 200):
        day = TODAY + timedelta(days=count)
        whole = Search(search.reading, search.journal, STANDARD, Calendar(), day).judgement()
        leads = [judged.lead for judged in whole.leads]
        for judged in whole.leads:
            assert answer(search.judge_one(judged.lead, day, others_that_matter(leads, judged.lead))) == answer(judged)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = explain_lead.main([*arguments, "--today", TODAY.isoformat()])
    return status, *capsys.readouterr()


def test_nothing_is_written(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Asking changes nothing: neither the workbook nor the data folder."""
    path = place / "jobs.xlsx"
    path.write_bytes(a_workbook("Stage: Applied | Applied on: 11-16"))
    before = {each: each.read_bytes() for each in place.rglob("*") if each.is_file()}
    status, out, err = said(capsys, str(path), "acme")
    assert (status, err) == (0, "")
    assert out.startswith("Acme, Analyst (row 2): Due, Follow up, between Mon 23 and Thu 26 Nov\n")
    assert "Put today, Mon 23 Nov, in Last follow-up (F2): then Waiting, Follow up again" in out
    assert {each: each.read_bytes() for each in place.rglob("*") if each.is_file()} == before


def test_own_headings_are_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tracker in other words is spoken of in its words, and what would help it is named."""
    path = place / "jobs.xlsx"
    path.write_bytes(workbook(("Firma", "Status", "Beworben am"), ("Birke", "Beworben", date(2026, 11, 16))))
    _, out, _ = said(capsys, str(path), "--row", "2")
    assert "Beworben am (C2): Mon 16 Nov" in out
    assert "Put Closed in Status (B2): then Closed" in out
    assert "(A column Last follow-up, Last heard and Check back on would let the row say more.)" in out


def test_one_word_is_the_company(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the config names the workbook, a company that looks like a file is a company all the same."""
    path = place / "jobs.xlsx"
    path.write_bytes(a_workbook("Company: Acme.com | Stage: Applied | Applied on: 11-16"))
    written(place / "config" / "followthrough", f'[workbook]\npath = "{path}"\n')
    status, out, _ = said(capsys, "Acme.com")
    assert (status, out.startswith("Acme.com, Analyst")) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    table(
        ("nobody", ["--workbook", "jobs.xlsx"], "Name a company, or a row"),
        ("a slip", ["jobs.xlsx", "Acne"], "did you mean “Acme”?"),
        ("several", ["jobs.xlsx", "Firm"], "name one of them with --row"),
        ("an empty row", ["jobs.xlsx", "--row", "99"], "Row 99 holds no lead"),
    ),
)
def test_wrong_usage(place: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], words: str) -> None:
    """Status 2 and a sentence that says which leads there are."""
    (place / "jobs.xlsx").write_bytes(a_workbook("Stage:"))
    status, out, err = said(capsys, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_everything_hostile_stays_on_its_line() -> None:
    """A cell with line breaks is one line of the answer."""
    judged = lead_in(search := search_in(a_workbook("Stage: " + "a\nb\n\nc" * 30)))
    assert all(line.count("\n") == 0 for line in explain(search, judged, Hints()))
