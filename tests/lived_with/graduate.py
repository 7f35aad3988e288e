"""A graduate with sixty applications in five weeks, most of them through portals that name nobody."""

from __future__ import annotations

from lived_with.story import Line, Person

SENT = {
    "11-02": "Alder Banks, Aspen Lane, Birch Data, Bramble Works, Cedar Point",
    "11-03": "Clover Press, Cypress Hill",
    "11-05": "Dogwood, Elder Street, Fern Labs, Fir Tree",
    "11-09": "Hazel Grove, Heather, Holly & Co, Ivy Court, Juniper",
    "11-10": "Larch, Laurel House, Linden",
    "11-12": "Lotus Bay, Magnolia, Maple Row, Marigold",
    "11-16": "Mint Street, Moss Side, Myrtle, Nettle, Oak Yard",
    "11-17": "Olive Branch, Orchid",
    "11-19": "Palm Court, Peony, Pine Ridge, Plum Tree",
    "11-23": "Poplar, Poppy Field, Primrose, Quince, Reed Bank",
    "11-24": "Rose Hill, Rosemary",
    "11-26": "Rowan, Rush Green, Saffron, Sage",
    "11-30": "Sequoia, Sorrel, Spruce, Sumac, Sweet Pea",
    "12-01": "Teak, Thistle, Thyme",
    "12-03": "Tulip, Verbena, Violet, Walnut, Willow, Yarrow, Yew Tree",
}
"""The evening -> the companies that were applied to since the night before."""
NAMED = (
    "Birch Data",
    "Fern Labs",
    "Holly & Co",
    "Linden",
    "Maple Row",
    "Myrtle",
    "Palm Court",
    "Quince",
    "Sage",
    "Teak",
)
"""Those whose advert named somebody to write to."""

APPLIED: tuple[Line, ...] = tuple(
    (night, name, f"Role: Analyst | Stage: Applied | Applied on: {night}"
     + (f" | Email: jobs@{name.split()[0].lower()}.example" if name in NAMED else ""), "")
    for night, names in SENT.items() for name in names.split(", ")
)  # fmt: skip

HAPPENED: tuple[Line, ...] = (
    ("11-09", "Birch Data", "", "Due, Follow up, 11-12"),
    ("11-09", "Alder Banks", "", "Due, Follow up, 11-12"),
    ("11-11", "Clover Press", "Stage: Closed | A no: yes", "Closed"),
    ("11-13", "Birch Data", "Last follow-up: 11-12", "Waiting, Follow up again, 11-20"),
    ("11-13", "Alder Banks", "", "Waiting, Follow up"),
    ("11-14", "Fern Labs", "", "Overdue, Follow up, 11-13"),
    ("11-14", "Fir Tree", "Stage: Closed | A no: yes", "Closed"),
    (
        "11-17",
        "Fern Labs",
        "Stage: Interviewing | Last heard: 11-16 | Interview on: 11-24 | Contact: Iris Fern",
        "Waiting, Prepare for the interview, 11-24",
    ),
    ("11-20", "Juniper", "Stage: Closed | A no: yes", "Closed"),
    ("11-20", "Holly & Co", "Last follow-up: 11-19", "Waiting, Follow up again, 11-27"),
    ("11-25", "Fern Labs", "Decision by: 12-02 | Mention: their move to a new warehouse", "Due, Send thank-you, 11-25"),
    ("11-26", "Fern Labs", "Thank-you sent: 11-25", "Waiting, Check in, their date has passed, 12-07"),
    (
        "11-27",
        "Maple Row",
        "Stage: Interviewing | Last heard: 11-26 | Interview on: 12-04",
        "Waiting, Prepare for the interview, 12-04",
    ),
    ("11-28", "Birch Data", "Last follow-up: 11-27", "Waiting, Follow up again, 12-14"),
    ("11-28", "Myrtle", "Last follow-up: 11-27", "Waiting, Follow up again, 12-07"),
    ("12-02", "Oak Yard", "Stage: Closed | A no: yes", "Closed"),
    ("12-02", "Alder Banks", "", "Move on, Move on, 12-02"),
    ("12-04", "Fern Labs", "Last follow-up: 12-03", "Waiting, Follow up again, 12-11"),
    ("12-05", "Maple Row", "Thank-you sent: 12-04", "Waiting, Follow up, 12-11"),
    (
        "12-08",
        "Fern Labs",
        "Last heard: 12-07 | Stage: Offer | Offer reply by: 12-14",
        "Due, Reply to the offer, 12-14",
    ),
    ("12-09", "Yew Tree", "", "Waiting, Follow up, 12-11"),
    ("12-10", "Linden", "", "Move on, Move on, 12-10"),
    ("12-11", "Fern Labs", "", "Due, Reply to the offer, 12-14"),
)

PERSON = Person(
    name="a graduate with sixty applications",
    first="11-02",
    lines=tuple(sorted((*APPLIED, *HAPPENED), key=lambda line: line[0])),
)
