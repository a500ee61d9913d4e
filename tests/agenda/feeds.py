"""A few sessions of the week as calendar items, and what any reader should make of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from eventops.agenda.ical import (
    Calendar,
    Item,
    assemble,
    fragment,
    line,
    paragraphs,
    placeholder,
    withdrawn,
)
from tests.agenda.foreign_readers import Seen

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

WEEK = Calendar(
    name="ADGMIN-6: my week; Hanoi, January",
    description="Programme of a delegate",
    zone="Asia/Ho_Chi_Minh",
    first=date(2026, 1, 12),
    last=date(2026, 1, 16),
    url="https://desk.example/my",
)
OPENING = Item(
    uid="opening.adgmin-2026@desk.example",
    sequence=3,
    modified=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    starts=datetime(2026, 1, 15, 8, 30, tzinfo=HANOI),
    ends=datetime(2026, 1, 15, 10, 0, tzinfo=HANOI),
    title="Opening; 6th ASEAN Digital Ministers' Meeting",
    description="Head of delegation, seat at the table\nDoors close at 08:20",
    location="Grand hall, Conference centre",
    latitude=21.006,
    longitude=105.786,
    url="https://desk.example/s/opening",
    categories=("Ceremony", "ADGMIN, ministers"),
    color="crimson",
)
ITEMS = [
    OPENING,
    replace(
        OPENING,
        uid="x7k2.adgmin-2026@desk.example",
        title="Bilateral meeting",
        description="",
        categories=(),
        status="tentative",
        private=True,
        color="",
    ),
    replace(
        OPENING,
        uid="expo.adgmin-2026@desk.example",
        title="Exhibition",
        latitude=None,
        longitude=None,
        url="",
        busy=False,
    ),
    replace(
        OPENING,
        uid="retreat.adgmin-2026@desk.example",
        title="Cancelled: Retreat",
        status="cancelled",
    ),
]
VIETNAMESE = replace(
    OPENING,
    title="Lễ khai mạc Hội nghị Bộ trưởng Số ASEAN lần thứ sáu tại Hà Nội, Việt Nam",
    description="Trưởng đoàn, ghế tại bàn chính\n"
    + "រាជធានីភ្នំពេញ " * 9
    + "\n"
    + "ນະຄອນຫຼວງວຽງຈັນ" * 6,
    location="Đại sảnh, Trung tâm Hội nghị",
)
BRUSSELS_CALENDAR = replace(
    WEEK, name="Brussels", zone="Europe/Brussels", first=date(2026, 3, 27), last=date(2026, 3, 31)
)
BRUSSELS = [
    replace(
        OPENING,
        uid=f"day-{day}.brussels-2026@desk.example",
        starts=datetime(2026, 3, day, 9, tzinfo=ZoneInfo("Europe/Brussels")),
        ends=datetime(2026, 3, day, 10, tzinfo=ZoneInfo("Europe/Brussels")),
    )
    for day in (28, 30)
]
EMPTY = placeholder(
    WEEK,
    uid="agenda.adgmin-2026@desk.example",
    modified=OPENING.modified,
    title="Nothing is on your agenda yet",
    url="https://desk.example/my",
)


def feed(calendar: Calendar, *items: Item) -> bytes:
    return assemble(calendar, [fragment(item) for item in items])


FEEDS = {
    "week.en.ics": feed(WEEK, *ITEMS),
    "week.vi.ics": feed(replace(WEEK, name="ADGMIN-6: tuần của tôi"), VIETNAMESE),
    "brussels.ics": feed(BRUSSELS_CALENDAR, *BRUSSELS),
    "empty.ics": feed(WEEK, EMPTY),
    "withdrawn.ics": withdrawn(
        WEEK,
        uid="agenda.adgmin-2026@desk.example",
        modified=OPENING.modified,
        title="This calendar address was withdrawn",
        description="Ask the desk for a new one.",
    ),
}


def expected(item: Item) -> Seen:
    """What any reader should understand of an item."""
    starts, ends = item.starts, item.ends
    if item.whole_day:
        starts, ends = (at.replace(tzinfo=UTC) for at in (starts, ends))
    modified = item.modified.astimezone(UTC).replace(microsecond=0)
    return Seen(
        uid=line(item.uid),
        sequence=item.sequence,
        modified=modified,
        stamped=modified,
        starts=starts.astimezone(UTC),
        ends=ends.astimezone(UTC),
        title=line(item.title),
        description=paragraphs(item.description),
        location=line(item.location),
        geo=None
        if item.latitude is None or item.longitude is None
        else (round(item.latitude, 6), round(item.longitude, 6)),
        url=item.url,
        categories=tuple(filter(None, map(line, item.categories))),
        status=item.status.upper(),
        transp="OPAQUE" if item.busy and item.status != "cancelled" else "TRANSPARENT",
        privacy="CONFIDENTIAL" if item.private else "PUBLIC",
        color=item.color,
    )
