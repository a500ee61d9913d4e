"""The VTIMEZONEs, read back by programs that know no zone but what the calendar says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from eventops.agenda.ical import Calendar, Item, assemble, fragment
from eventops.agenda.zones import changes, vtimezone
from tests.agenda.foreign_readers import IcalJs, with_vobject

ZONES = [
    "Asia/Ho_Chi_Minh",
    "Asia/Brunei",
    "Europe/Brussels",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Jerusalem",
    "America/Santiago",
    "Africa/Casablanca",
]
YEAR = 2026


def hours_worth_asking(zone: ZoneInfo) -> Iterator[datetime]:
    """Wall-clock hours: one in every three days of the year, and all around each change."""
    midday = datetime(YEAR, 1, 1, 12)
    around = [change.onset for change in changes(zone, YEAR, YEAR)]
    wall = [midday + timedelta(hours=71 * step) for step in range(123)]
    wall += [
        onset.replace(minute=30) + timedelta(hours=step)
        for onset in around
        for step in range(-30, 31)
    ]
    for naive in wall:
        local = naive.replace(tzinfo=zone)
        # An hour that the clock skips or repeats names no one instant: nothing to agree on.
        exists = local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == naive
        once = local.utcoffset() == local.replace(fold=1).utcoffset()
        if exists and once:
            yield local


def hourly_feed(name: str, starts: list[datetime]) -> bytes:
    calendar = Calendar(name, "", name, date(YEAR, 1, 1), date(YEAR, 12, 31))
    first = Item(
        uid="x@desk.example",
        sequence=0,
        modified=datetime(2026, 1, 1, tzinfo=UTC),
        starts=starts[0],
        ends=starts[0] + timedelta(minutes=1),
        title="x",
    )
    written = f"{starts[0]:%Y%m%dT%H%M%S}".encode()
    body = fragment(first)
    return assemble(
        calendar, [body.replace(written, f"{start:%Y%m%dT%H%M%S}".encode()) for start in starts]
    )


@pytest.mark.parametrize("name", ZONES)
def test_vobject_reads_every_hour_as_the_tz_database_has_it(name: str) -> None:
    starts = list(hours_worth_asking(ZoneInfo(name)))
    seen = [event.starts for event in with_vobject(hourly_feed(name, starts))]
    assert seen == [start.astimezone(UTC) for start in starts]


@pytest.mark.skipif(not IcalJs.found(), reason="needs node and the npm package ical.js (npm ci)")
@pytest.mark.parametrize("name", ZONES)
def test_icaljs_reads_every_hour_as_the_tz_database_has_it(name: str) -> None:
    starts = list(hours_worth_asking(ZoneInfo(name)))
    with IcalJs() as reader:
        seen = [event.starts for event in reader.read(hourly_feed(name, starts))]
    assert seen == [start.astimezone(UTC) for start in starts]


def test_zone_without_summer_time_is_one_constant_standard_in_any_year() -> None:
    assert vtimezone("Asia/Ho_Chi_Minh", 2026, 2026).decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Ho_Chi_Minh",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:+07",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]
    assert vtimezone("Asia/Ho_Chi_Minh", 2026, 2026) == vtimezone("Asia/Ho_Chi_Minh", 2022, 2031)


def test_yearly_rule_is_written_once_on_the_clock_before_the_change() -> None:
    assert vtimezone("Europe/Brussels", 2026, 2026).decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "DTSTART:20250330T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20251026T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize("name", ZONES)
def test_no_zone_packs_changes_into_an_rdate(name: str) -> None:
    assert b"RDATE" not in vtimezone(name, 2020, 2030)


def test_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        vtimezone("Asia/Nowhere", 2026, 2026)
