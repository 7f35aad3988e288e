"""Somebody who rings: a joiner back at work after a break, fond of the telephone, who keeps the Contact log."""

# ruff: noqa: E501 - a story is read a line at a time, however long

from __future__ import annotations

from lived_with.story import Person

MILL = "Role: Joiner | Contact: Ada Mills | Phone: 555-0101"
PERSON = Person(
    name="somebody who rings",
    first="11-02",
    lines=(
        ("11-02", "Mill & Sons", f"{MILL} | Stage: Applied | Applied on: 10-29", "Waiting, Follow up, 11-06"),
        (
            "11-02",
            "Corner Shopfit",
            "Role: Fitter | Stage: Applied | Applied on: 10-20 | Phone: 555-0102",
            "Overdue, Follow up, 10-30",
        ),
        ("11-02", "Harbour Yard", "Role: Boat joiner | Stage: Wishlist | Apply by: 11-13", "Due, Apply, 11-13"),
        (
            "11-02",
            "Old Town Stairs",
            "Role: Joiner | Stage: Interviewing | Interview on: 10-30 | Thank-you sent: 10-30 | Contact: Ed Stone | Phone: 555-0103",
            "Waiting, Follow up, 11-06",
        ),
        ("11-03", "Old Town Stairs", "+Log: 11-02 No answer", "Due, Follow up, 11-06"),
        ("11-04", "Old Town Stairs", "+Log: 11-03 No answer", "Due, Follow up, 11-06"),
        ("11-05", "Old Town Stairs", "+Log: 11-04 Left voicemail", "Waiting, Follow up again, 11-13"),
        ("11-05", "Corner Shopfit", "+Log: 11-04 Spoke > 11-11", "Waiting, Check in as agreed, 11-11"),
        ("11-07", "Mill & Sons", "+Log: 11-06 No answer", "Waiting, Follow up, 11-09"),
        ("11-10", "Mill & Sons", "+Log: 11-09 Spoke", "Waiting, Follow up, 11-19"),
        ("11-10", "Harbour Yard", "Stage: Applied | Applied on: 11-09 | Phone: 555-0104", "Waiting, Follow up, 11-23"),
        ("11-11", "Corner Shopfit", "", "Due, Check in as agreed, 11-11"),
        ("11-12", "Corner Shopfit", "+Log: 11-11 Left voicemail", "Due, Follow up again, 11-13"),
        (
            "11-13",
            "Corner Shopfit",
            "+Log: 11-12 Spoke | Stage: Interviewing | Interview on: 11-17",
            "Waiting, Prepare for the interview, 11-17",
        ),
        ("11-13", "Old Town Stairs", "+Log: 11-12 Spoke > 11-20", "Waiting, Check in as agreed, 11-20"),
        ("11-17", "Mill & Sons", "+Log: 11-16 Spoke", "Waiting, Follow up, 12-03"),
        ("11-18", "Corner Shopfit", "+Rounds: 11-17", "Due, Send thank-you, 11-18"),
        ("11-19", "Corner Shopfit", "Thank-you sent: 11-18 | +Log: 11-18 Thank-you sent", "Waiting, Follow up, 11-24"),
        ("11-21", "Old Town Stairs", "+Log: 11-20 Spoke | Stage: Closed", "Closed"),
        ("11-23", "Harbour Yard", "", "Due, Follow up, 11-23"),
        ("11-24", "Harbour Yard", "+Log: 11-18 Sent", "Waiting, Follow up again, 11-27"),
        (
            "11-25",
            "Corner Shopfit",
            "+Log: 11-24 Spoke | Decision by: 11-30",
            "Waiting, Check in, their date has passed, 12-03",
        ),
        ("12-01", "Mill & Sons", "+Log: 11-30 Spoke", "Waiting, Follow up, 12-24"),
        ("12-03", "Corner Shopfit", "+Log: 12-02 No answer", "Due, Check in, their date has passed, 12-03"),
        ("12-04", "Corner Shopfit", "+Log: 12-03 Left voicemail", "Waiting, Follow up again, 12-11"),
        ("12-09", "Harbour Yard", "+Log: 12-08 No answer", "Due, Follow up again, 12-09"),
        ("12-11", "Mill & Sons", "", "Waiting, Follow up, 12-24"),
    ),
)
