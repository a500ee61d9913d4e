"""Feeds as bytes and as foreign readers understand them."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventops.agenda.ical import (
    Calendar,
    Item,
    Status,
    assemble,
    etag,
    fragment,
    line,
    paragraphs,
    placeholder,
    with_reader,
    withdrawn,
)
from tests.agenda.foreign_readers import IcalJs, Seen, with_vobject

GOLDEN = Path(__file__).parents[1] / "golden"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
Reader = Callable[[bytes], list[Seen]]

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


@pytest.fixture(scope="module")
def icaljs() -> Iterator[IcalJs]:
    if not IcalJs.found():
        pytest.skip("needs node and the npm package ical.js (npm ci)")
    with IcalJs() as reader:
        yield reader


@pytest.fixture(scope="module", params=["vobject", "icaljs"])
def read(request: pytest.FixtureRequest) -> Reader:
    if request.param == "vobject":
        return with_vobject
    reader: IcalJs = request.getfixturevalue("icaljs")
    return reader.read


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


@pytest.mark.parametrize("name", FEEDS)
def test_feed_has_the_recorded_bytes(name: str) -> None:
    assert FEEDS[name] == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize(
    "process",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ],
)
def test_bytes_do_not_depend_on_zone_locale_or_hash_seed_of_the_process(
    process: dict[str, str],
) -> None:
    script = (
        "import sys; from tests.agenda.test_ical import FEEDS; "
        "sys.stdout.buffer.write(b''.join(FEEDS.values()))"
    )
    written = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | process, capture_output=True, check=True
    )
    assert written.stdout == b"".join(FEEDS.values())


def test_feed_means_the_same_to_foreign_readers(read: Reader) -> None:
    items = [*ITEMS, VIETNAMESE, EMPTY]
    assert read(feed(WEEK, *items)) == [expected(item) for item in items]


def test_withdrawn_calendar_holds_one_note_and_no_link(read: Reader) -> None:
    note = replace(
        EMPTY,
        title="This calendar address was withdrawn",
        description="Ask the desk for a new one.",
        url="",
    )
    assert read(FEEDS["withdrawn.ics"]) == [expected(note)]
    assert b"URL:" not in FEEDS["withdrawn.ics"]
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in FEEDS["withdrawn.ics"]


def test_calendar_header_escapes_its_name_and_says_when_to_come_back() -> None:
    head = FEEDS["week.en.ics"].split(b"BEGIN:VTIMEZONE")[0]
    assert head.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//EventOps//Agenda//EN",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:Programme of a delegate",
        "X-WR-CALDESC:Programme of a delegate",
        "NAME:ADGMIN-6: my week\\; Hanoi\\, January",
        "X-WR-CALNAME:ADGMIN-6: my week\\; Hanoi\\, January",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "URL:https://desk.example/my",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "",
    ]


# Format characters that words and numbers are written with; all others are dropped.
KEPT = {
    *range(0x200B, 0x2010),  # zero-width space and joiners, direction marks
    *range(0x0600, 0x0606),  # Arabic number signs
    *range(0x13430, 0x13440),  # Egyptian hieroglyph joiners
    *range(0x1BCA0, 0x1BCA4),  # shorthand
    *range(0x1D173, 0x1D17B),  # musical beams
    *(0x061C, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, 0x2060),
}
BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
CONTROLS = [
    char
    for char in map(chr, range(0x110000))
    if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}
]


def test_no_control_or_format_character_breaks_a_feed(read: Reader) -> None:
    def cleaned(char: str, *, one_line: bool) -> str:
        if char in BREAKS:
            return "a b" if one_line else "a\nb"
        if char == "\t":
            return "a b"
        return f"a{char}b" if ord(char) in KEPT else "ab"

    def with_text(in_line: str, in_description: str, number: int) -> Item:
        return replace(
            OPENING,
            uid=f"c{number}@desk.example",
            title=in_line,
            location=in_line,
            categories=(in_line, "second"),
            description=in_description,
        )

    dirty = [with_text(f"a{char}b", f"a{char}b", ord(char)) for char in CONTROLS]
    clean = [
        with_text(cleaned(char, one_line=True), cleaned(char, one_line=False), ord(char))
        for char in CONTROLS
    ]
    everything = "".join(CONTROLS)
    calendar = replace(WEEK, name=f"a{everything}", description=everything, product=everything)
    assert len(CONTROLS) > 200
    assert read(feed(calendar, *dirty)) == [expected(item) for item in clean]


def test_lone_surrogates_and_scoped_direction_controls_vanish() -> None:
    assert paragraphs("a\ud800\udfffb\u202ec\u2066d\ufeff") == "abcd"


def test_text_cannot_add_a_property_or_end_an_event() -> None:
    attack = "x\r\nEND:VEVENT\r\nATTENDEE:mailto:someone@desk.example\r\nSEQUENCE:99"
    item = replace(
        OPENING, uid=attack, title=attack, description=attack, location=attack, url=attack
    )
    item = replace(item, categories=(attack,))
    lines = fragment(item).replace(b"\r\n ", b"").split(b"\r\n")
    assert [text.split(b":")[0].split(b";")[0].decode() for text in lines] == [
        *("BEGIN", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES"),
        *("CLASS", "COLOR", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "STATUS"),
        *("TRANSP", "URL", "END", ""),
    ]


def test_backslashes_and_separators_are_read_as_written(read: Reader) -> None:
    said = r"C:\New\notes; a, b \; \, \\ " + "\\\n\\\\nend\\"
    item = replace(OPENING, title=said, description=said, location=said, categories=(said,))
    assert read(feed(WEEK, item)) == [expected(item)]


def test_place_near_the_equator_is_written_in_plain_decimals() -> None:
    body = fragment(replace(OPENING, latitude=-0.00001, longitude=105.7861234))
    assert b"GEO:-0.000010;105.786123\r\n" in body


hostile = st.text(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from('\\;,nN"^: ạភ្'),
        st.sampled_from(CONTROLS),
    ),
    max_size=120,
)
uids = st.from_regex(r"[a-z0-9]{1,30}\.adgmin-2026@desk\.example", fullmatch=True)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
statuses: st.SearchStrategy[Status] = st.sampled_from(("confirmed", "tentative", "cancelled"))


@st.composite
def items(draw: st.DrawFn) -> Item:
    starts = draw(instants).replace(microsecond=0).astimezone(HANOI)
    place = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    return Item(
        uid=draw(uids),
        sequence=draw(st.integers(0, 2**31 - 1)),
        modified=draw(instants),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(1, 900))),
        title=draw(hostile),
        description=draw(hostile),
        location=draw(hostile),
        latitude=place and place[0],
        longitude=place and place[1],
        url=draw(st.sampled_from(("", "https://desk.example/s/x7k2?lang=vi&a=1;b,c"))),
        categories=tuple(draw(st.lists(hostile, max_size=3))),
        status=draw(statuses),
        busy=draw(st.booleans()),
        private=draw(st.booleans()),
        color=draw(st.sampled_from(("", "teal"))),
    )


@settings(max_examples=60, deadline=None)
@given(several=st.lists(items(), min_size=1, max_size=5))
def test_every_field_survives_a_foreign_reader(read: Reader, several: list[Item]) -> None:
    assert read(feed(WEEK, *several)) == [expected(item) for item in several]


@settings(max_examples=100, deadline=None)
@given(item=items())
def test_lines_are_folded_at_75_octets_between_characters(item: Item) -> None:
    body = fragment(item)
    lines = body.removesuffix(b"\r\n").split(b"\r\n")
    assert [text for text in lines if len(text) > 75 or b"\r" in text or b"\n" in text] == []
    assert [text.decode() for text in lines] == body.decode().split("\r\n")[:-1]


@settings(max_examples=100, deadline=None)
@given(item=items(), sequence=st.integers(0, 2**31 - 1), modified=instants)
def test_readers_own_row_gives_the_bytes_of_a_fresh_rendering(
    item: Item, sequence: int, modified: datetime
) -> None:
    fresh = fragment(replace(item, sequence=sequence, modified=modified))
    assert with_reader(fragment(item), sequence=sequence, modified=modified) == fresh


def test_readers_own_row_is_refused_for_bytes_that_are_no_event() -> None:
    with pytest.raises(ValueError, match="not one ready VEVENT"):
        with_reader(FEEDS["week.en.ics"], sequence=1, modified=OPENING.modified)


@pytest.mark.parametrize(
    "change",
    [
        {"modified": datetime(2026, 1, 2)},
        {"starts": datetime(2026, 1, 15, 8, 30)},
        {"starts": datetime(2026, 1, 15, 8, 30, tzinfo=timezone(timedelta(hours=7)))},
        {"ends": datetime(2026, 1, 15, 10, tzinfo=ZoneInfo("Asia/Bangkok"))},
        {"ends": OPENING.starts},
        {"latitude": None},
        {"color": "#ff0000"},
    ],
    ids=str,
)
def test_item_that_no_calendar_can_hold_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"^opening\.adgmin-2026@desk\.example: "):
        replace(OPENING, **change)  # type: ignore[arg-type]  # wrong values are the point


def parts(*several: Item) -> list[str | int | datetime]:
    return [part for item in several for part in (item.uid, item.sequence, item.modified)]


def test_etag_stays_for_the_same_data_in_another_zone() -> None:
    moved = replace(OPENING, modified=OPENING.modified.astimezone(HANOI))
    assert etag(1, WEEK, parts(OPENING)) == etag(1, WEEK, parts(moved))


def test_etag_differs_with_everything_the_bytes_depend_on() -> None:
    tags = [
        etag(1, WEEK, parts(OPENING)),
        etag(2, WEEK, parts(OPENING)),
        etag(1, replace(WEEK, name="Other"), parts(OPENING)),
        etag(1, replace(WEEK, zone="Asia/Brunei"), parts(OPENING)),
        etag(1, replace(WEEK, refresh_minutes=5), parts(OPENING)),
        etag(1, WEEK, parts(replace(OPENING, sequence=4))),
        etag(1, WEEK, parts(replace(OPENING, modified=OPENING.modified + timedelta(seconds=1)))),
        etag(1, WEEK, parts()),
        etag(1, WEEK, parts(*ITEMS)),
        etag(1, WEEK, parts(*reversed(ITEMS))),
        etag(1, WEEK, ["1"]),
        etag(1, WEEK, [1]),
    ]
    assert len(set(tags)) == len(tags)
    assert all(tag.replace("-", "").isalnum() for tag in tags)
