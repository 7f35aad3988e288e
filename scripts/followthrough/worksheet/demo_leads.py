"""The leads of the demo, each day told as its distance from today: -9 is nine days ago, 5 is in five days.

The distances are chosen with care: whatever weekday it is, and over any New Year, the search as a whole shows all that
it should (a test walks through the days). Nothing went out in the last week, which is worth a tip.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from followthrough.leads import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


def _lead(company: str, role: str, stage: Stage, cells: Mapping[str, object], who: str = "") -> Mapping[str, object]:
    """A row; ``who`` is name, e-mail and number, as far as they are known, with semicolons between."""
    contact = dict(zip(("Contact", "Email", "Phone"), (part.strip() for part in who.split(";")), strict=False))
    row = {"Company": company, "Role": role, "Stage": str(stage), **cells, **contact}
    return {heading: value for heading, value in row.items() if value != ""}


_WON = (
    _lead("Harrow & Finch", "Data analyst", Stage.OFFER, {
        "Applied on": -41, "Interview on": -12, "Offer reply by": 1, "Pay discussed": "No", "References told": "Yes",
        "Source": "Referral", "Notes": "They would like an answer soon, and were kind about it.",
    }, "Maya Okafor; maya.okafor@harrow.example.com; 555-0111"),
    _lead("Copperbell Books", "Weekend bookseller", Stage.ACCEPTED, {
        "Applied on": -36, "Interview on": -22, "Thank-you sent": -22, "Start on": 18, "Source": "Company site",
        "Notes": "Saturdays only, until something full-time comes.",
    }, "Iris Maddox; shop@copperbell.example.com; 555-0112"),
    _lead("Northgate Evening School", "Spreadsheet tutor", Stage.ACCEPTED, {
        "Applied on": -52, "Interview on": -30, "Thank-you sent": "yes", "Last heard": -6, "Source": "Social media",
        "Notes": "One evening a week. They are still fixing the timetable.",
    }, "Samir Dutt; office@northgate.example.com"),
)  # fmt: skip

_INTERVIEWING = (
    _lead("Larkfield Transit", "Operations planner", Stage.INTERVIEWING, {
        "Applied on": -24, "Interview on": 2, "Last heard": -5, "Source": "Job board",
        "Link": "https://jobs.example.com/larkfield/operations-planner",
    }, "Joan Mbeki; joan.mbeki@larkfield.example.com; 555-0121"),
    _lead("Bluepine Analytics", "Business analyst", Stage.INTERVIEWING, {
        "Applied on": -26, "Interview on": -1, "Insider": "Jonas Weil", "They said next": "A case to solve at home",
        "Remember me by": "I cut a monthly report from two days to one hour", "Source": "LinkedIn",
    }, "Anneke Vos; anneke.vos@bluepine.example.com; 555-0122"),
    _lead("Oakrow Health", "Scheduling lead", Stage.INTERVIEWING, {
        "Applied on": -30, "Interview on": -2, "Mention": "The new ward opening in spring", "Source": "Company site",
    }, "Dr Helen Straub; ; 555-0123"),
    _lead("Quillstone Press", "Production editor", Stage.INTERVIEWING, {
        "Applied on": -33, "Interview on": -13, "Thank-you sent": -12, "Last heard": -6, "Check back on": 0,
        "Prefers": "Phone", "Skills to build": "Colour management for print", "References told": "Yes",
        "Remember me by": "I once caught a wrong crossword the night before print", "Source": "Recruiter",
    }, "Dana Ruiz; dana.ruiz@quillstone.example.com; 555-0124"),
    _lead("Tidewell Energy", "Grid data technician", Stage.INTERVIEWING, {
        "Applied on": -38, "Interview on": -15, "Thank-you sent": "yes", "Pay discussed": "Yes", "Source": "Job board",
    }, "Ines Calder; ines.calder@tidewell.example.com; 555-0125"),
    _lead("Marrowby Foods", "Category assistant", Stage.INTERVIEWING, {
        "Applied on": -28, "Interview on": -10, "Thank-you sent": -9, "Decision by": -3, "Source": "Job fair",
    }, "Owen Platt; owen.platt@marrowby.example.com; 555-0126"),
    _lead("Sennit Logistics", "Customs clerk", Stage.INTERVIEWING, {
        "Applied on": -45, "Interview on": -21, "Decision by": -9, "Insider": "Paula Reyes", "Source": "Referral",
    }, "Karel Novy; ; 555-0127"),
    _lead("Vantry Robotics", "Technical writer", Stage.INTERVIEWING, {
        "Applied on": -22, "Interview on": -5, "Thank-you sent": -4, "Mention": "Their manual with the comic strips",
        "Source": "LinkedIn",
    }, "Yuki Arden; yuki.arden@vantry.example.com; 555-0128"),
    _lead("Fernhill Museum", "Visitor services lead", Stage.INTERVIEWING, {
        "Applied on": -35, "Interview on": -12, "Thank-you sent": -11, "Decision by": 6, "References told": "Yes",
        "Pay discussed": "Yes", "Source": "Company site",
    }, "Colm Brady; colm.brady@fernhill.example.com"),
    _lead("Castellan Software", "QA tester", Stage.INTERVIEWING, {
        "Applied on": -16, "Source": "Job board", "Notes": "They rang: some day next week, the date follows.",
    }, "Petra Lunde; petra.lunde@castellan.example.com"),
    _lead("Brightwater Council", "Records officer", Stage.INTERVIEWING, {
        "Applied on": -60, "Interview on": -30, "Thank-you sent": -29, "Check back every": 14, "Last follow-up": -15,
        "Prefers": "Email", "Source": "Job board",
    }, "Grace Nwosu; grace.nwosu@brightwater.example.com"),
    _lead("Alder & Pike", "Payroll clerk", Stage.INTERVIEWING, {
        "Applied on": -34, "Interview on": -18, "Thank-you sent": -17, "Source": "Recruiter",
    }, "Ruth Amsel; ; 555-0129"),
)  # fmt: skip

_APPLIED = (
    _lead("Hollis Garden Supply", "Inventory planner", Stage.APPLIED, {"Applied on": -9, "Source": "Company site"},
          "Marta Quist; jobs@hollis.example.com"),
    _lead("Pemberton Rail", "Timetable assistant", Stage.APPLIED, {"Applied on": -13, "Source": "Job board"},
          "Neil Farrow; neil.farrow@pemberton.example.com; 555-0131"),
    _lead("Ironbridge Insurance", "Claims trainee", Stage.APPLIED, {
        "Applied on": -8, "Source": "LinkedIn", "Link": "https://jobs.example.com/ironbridge/claims-trainee"}),
    _lead("Saffron Street Kitchen", "Purchasing assistant", Stage.APPLIED, {
        "Applied on": -20, "Source": "Social media"},
          "Lena Brandt; ; 555-0132"),
    _lead("Greyfell Outdoor", "E-commerce assistant", Stage.APPLIED, {
        "Applied on": -40, "Last follow-up": (-27, -20), "Source": "Job board"},
          "Hugo Stein; hugo.stein@greyfell.example.com"),
    _lead("Mistral Freight", "Dispatcher", Stage.APPLIED, {
        "Applied on": -75, "Last follow-up": (-60, -46, -25), "Source": "Job board"},
          "Elif Kaya; elif.kaya@mistral.example.com; 555-0133"),
    _lead("Wexcombe Dairy", "Lab assistant", Stage.APPLIED, {"Applied on": -36, "Source": "Job fair"},
          "Ned Ashby; ned.ashby@wexcombe.example.com"),
    _lead("Otterly Toys", "Product coordinator", Stage.APPLIED, {"Applied on": -14, "Source": "LinkedIn"},
          "Bea Lindqvist; bea.lindqvist@otterly.example.com"),
    _lead("Juniper Legal", "Office assistant", Stage.APPLIED, {
        "Applied on": -27, "Last heard": -17, "Snooze until": 12, "Source": "Referral",
        "Notes": "Their office is moving. They asked for quiet until then."},
          "Ada Prior; ada.prior@juniper.example.com"),
    _lead("Whitlock Theatre", "Box office manager", Stage.ON_HOLD, {
        "Applied on": -48, "Last heard": -31, "Source": "Company site", "Notes": "No hiring before the next budget."},
          "Sol Navarro; sol.navarro@whitlock.example.com"),
    _lead("Talbot & Rye Staffing", "Accounts assistant", Stage.APPLIED, {"Applied on": -9, "Source": "Recruiter"},
          "Fay Talbot; fay@talbotrye.example.com; 555-0140"),
    _lead("Talbot & Rye Staffing", "Bookkeeper", Stage.APPLIED, {"Applied on": -10, "Source": "Recruiter"},
          "Fay Talbot; fay@talbotrye.example.com; 555-0140"),
    _lead("Kestrel Maps", "Map data editor", Stage.APPLIED, {"Applied on": -12, "Source": "Company site"},
          "Tom Adeyemi; tom.adeyemi@kestrel.example.com"),
)  # fmt: skip

_WISHES = (
    _lead("Lumen Hill Observatory", "Outreach assistant", Stage.WISHLIST, {
        "Apply by": 5, "Source": "Social media", "Link": "https://jobs.example.com/lumen-hill/outreach"}),
    _lead("Cobalt Bay Ferries", "Ticketing analyst", Stage.WISHLIST, {"Source": "Referral", "Insider": "Aunt Vera"}),
    _lead("Redwood Lane Clinic", "Data coordinator", Stage.WISHLIST, {"Apply by": 40, "Source": "Job board"}),
    _lead("Stonechat Radio", "Programme assistant", Stage.WISHLIST, {"Apply by": -3, "Source": "Job board"}),
)  # fmt: skip

_TO_MEND = (
    _lead("Dunmore Paper", "Buyer", Stage.INTERVIEWING, {
        "Applied on": -31, "Interview on": -14, "Thank-you sent": -13, "Decision by": "early next month",
        "Source": "LinkedIn"},
          "Vic Larsen; vic.larsen@dunmore.example.com; 555-0151"),
    _lead("Elmstead Bakery", "Shift planner", Stage.APPLIED, {"Applied on": 355, "Source": "Company site"},
          "Rosa Feld; rosa@elmstead.example.com"),
    _lead("", "Facilities coordinator", Stage.APPLIED, {
        "Applied on": -11, "Source": "Job fair", "Notes": "Who was this?"}),
)  # fmt: skip

_OVER = (
    _lead("Kestrel Maps", "GIS assistant", Stage.CLOSED, {
        "Applied on": -140, "Interview on": -120, "Closed on": -97, "Source": "LinkedIn",
        "Notes": "Went to somebody inside. They said to try again."}, "Tom Adeyemi; tom.adeyemi@kestrel.example.com"),
    _lead("Merriton Hotels", "Revenue analyst", Stage.CLOSED, {
        "Applied on": -43, "Interview on": -16, "Thank-you sent": -15, "Closed on": -4, "Source": "Recruiter"},
          "Luis Ferrand; luis.ferrand@merriton.example.com"),
    _lead("Pinder & Cole", "Junior auditor", Stage.CLOSED, {
        "Applied on": -80, "Last heard": -32, "Closed on": -32, "Check back on": 25, "Source": "Job board",
        "Notes": "Next intake is planned then."}, "Bridget Cole; bridget@pindercole.example.com; 555-0161"),
    _lead("Thornbury Media", "Traffic manager", Stage.MOVED_ON, {
        "Applied on": -95, "Last follow-up": -60, "Source": "Job board"}, "Alec Moss; alec.moss@thornbury.example.com"),
    _lead("Sable Optics", "Sales support", Stage.CLOSED, {
        "Applied on": -58, "Last heard": -29, "Closed on": -29, "Source": "LinkedIn"}),
)  # fmt: skip

JOBS: tuple[Mapping[str, object], ...] = (*_WON, *_INTERVIEWING, *_APPLIED, *_WISHES, *_TO_MEND, *_OVER)
