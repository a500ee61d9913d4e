"""Feeds as bytes and as foreign readers understand them."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from eventops.agenda.ical import Item, etag, with_reader
from tests.agenda.feeds import EMPTY, FEEDS, HANOI, ITEMS, OPENING, VIETNAMESE, WEEK, expected, feed
from tests.agenda.foreign_readers import Reader

GOLDEN = Path(__file__).parents[1] / "golden"


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
        "import sys; from tests.agenda.feeds import FEEDS; "
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
