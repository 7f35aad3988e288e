"""Somebody with an offer: two talks still going on, a start before Christmas, in Germany with its holidays."""

# ruff: noqa: E501 - a story is read a line at a time, however long

from __future__ import annotations

from followthrough.knowing.calendar import Calendar
from lived_with.story import Person

PERSON = Person(
    name="somebody with an offer",
    first="11-23",
    calendar=Calendar(country="DE", region="BY", quiet=(((12, 24), (1, 1)),)),
    lines=(
        (
            "11-23",
            "Isar Werk",
            "Role: Planner | Stage: Interviewing | Applied on: 10-19 | Interview on: 11-20 | Contact: Mia Huber | Email: mia.huber@isar.example | Phone: 555-0110",
            "Overdue, Send thank-you, 11-21",
        ),
        (
            "11-23",
            "Lech Druck",
            "Role: Planner | Stage: Interviewing | Applied on: 10-12 | Interview on: 11-25 | Contact: Jan Vogt | Email: jan@lech.example",
            "Due, Prepare for the interview, 11-25",
        ),
        (
            "11-23",
            "Inn Logistik",
            "Role: Dispatcher | Stage: Applied | Applied on: 11-16 | Email: jobs@inn.example",
            "Due, Follow up, 11-26",
        ),
        ("11-23", "Amper Bau", "Role: Planner | Stage: Wishlist", "Waiting, Apply"),
        ("11-23", "Altmühl AG", "Role: Clerk | Stage: Applied | Applied on: 10-05", "Move on, Move on, 11-04"),
        ("11-24", "Isar Werk", "Thank-you sent: 11-23", "Due, Follow up, 11-27"),
        ("11-26", "Lech Druck", "Thank-you sent: 11-26", "Waiting, Follow up, 12-02"),
        ("11-27", "Isar Werk", "Stage: Offer | Last heard: 11-26", "Due, Reply to the offer"),
        ("11-28", "Isar Werk", "Last follow-up: 11-27", "Waiting"),
        ("12-01", "Isar Werk", "Last heard: 11-30 | Offer reply by: 12-07", "Due, Reply to the offer, 12-07"),
        ("12-02", "Lech Druck", "Last follow-up: 12-01", "Waiting, Follow up again, 12-11"),
        ("12-04", "Lech Druck", "Last heard: 12-03 | Interview on: 12-09", "Waiting, Prepare for the interview, 12-09"),
        ("12-08", "Isar Werk", "Last follow-up: 12-07", "Overdue, Reply to the offer, 12-07"),
        ("12-10", "Lech Druck", "Thank-you sent: 12-10", "Waiting, Follow up, 12-16"),
        ("12-11", "Isar Werk", "Last heard: 12-10 | Offer reply by: 12-14", "Due, Reply to the offer, 12-14"),
        ("12-15", "Isar Werk", "Stage: Accepted | Last follow-up: 12-14", "Due, Agree a start date"),
        ("12-16", "Isar Werk", "Start on: 12-21", "Waiting, Start, 12-21"),
        ("12-21", "Isar Werk", "", "Due, Start, 12-21"),
        ("12-22", "Isar Werk", "", "Closed"),
        ("12-22", "Lech Druck", "", "Due, Withdraw politely, 2027-01-04"),
        ("12-29", "Lech Druck", "Last follow-up: 12-28", "Move on, Move on, 12-28"),
    ),
)
