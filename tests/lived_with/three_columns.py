"""Somebody who keeps company, role and a word, and no date at all: what the nights noticed is all there is."""

from __future__ import annotations

from lived_with.story import EVERYBODY, SORTED, Person

PERSON = Person(
    name="somebody who keeps three columns",
    first="11-02",
    lines=(
        ("11-02", "Tern Bakery", "Role: Baker | Stage: Applied", "Check row, Fix this row"),
        ("11-02", "Wren Cafe", "Role: Cook | Stage: Interviewing", "Check row, Fix this row"),
        ("11-02", "Finch Hotel", "Role: Cook | Stage: Closed | A no: yes", "Closed"),
        ("11-03", "Tern Bakery", "", "Waiting"),
        ("11-03", "Wren Cafe", "", "Check row, Fix this row"),
        ("11-04", "Lark Inn", "Role: Cook | Stage: Applied", "Check row, Fix this row"),
        ("11-05", "Lark Inn", "", "Waiting, Follow up, 11-13"),
        ("11-06", "Robin Foods", "Role: Cook | Stage: Wishlist", "Waiting, Apply"),
        ("11-09", "Robin Foods", "Stage: Applied", "Waiting, Follow up, 11-16"),
        ("11-11", "Lark Inn", "", "Due, Follow up, 11-13"),
        ("11-12", "Lark Inn", "Company: The Lark Inn", "Due, Follow up, 11-13"),
        ("11-13", EVERYBODY, SORTED, ""),
        ("11-13", "Robin Foods", "", "Due, Follow up, 11-16"),
        ("11-16", "Lark Inn", "", "Waiting, Follow up"),
        ("11-18", "Robin Foods", "Stage: Interviewing", "Check row, Fix this row"),
        ("11-19", "Robin Foods", "", "Check row, Fix this row"),
        ("11-19", "Wren Cafe", "", "Check row, Fix this row"),
        ("11-20", "Heron Grill", "Role: Baker | Stage: Applied", "Check row, Fix this row"),
        ("11-21", "Heron Grill", "", "Waiting, Follow up, 11-30"),
        ("11-24", "Robin Foods", "Stage: Interviewing | Called off: yes", "Check row, Fix this row"),
        ("11-25", "Robin Foods", "", "Due, Ask for a new date, 11-27"),
        ("11-30", "Robin Foods", "Stage: Closed | A no: yes | Called off:", "Closed"),
        ("12-02", "Heron Grill", "Stage: Moved on", "Closed"),
        ("12-02", "Tern Bakery", "", "Move on, Move on, 12-02"),
        ("12-04", "Lark Inn", "", "Move on, Move on, 12-04"),
        ("12-11", "Tern Bakery", "", "Move on, Move on, 12-02"),
    ),
)
