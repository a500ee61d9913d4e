"""The day as a grid: merging, lanes, columns; and phases by what really happened."""

from datetime import UTC, datetime

import pytest

from eventops.programme.audience import parse
from eventops.programme.entries import Entry
from eventops.programme.grid import in_lanes, merged
from eventops.programme.invited import invites
from eventops.programme.phases import Moment, moment
from eventops.programme.rules import Status


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2030, 3, 4, hour, minute, tzinfo=UTC)


def entry(code: str, start: str, end: str, column: int = 1) -> Entry:
    return Entry(
        code=code,
        url="",
        track="side",
        title={},
        start=at(start),
        end=at(end),
        room={},
        access="open",
        status="confirmed",
        phase="ahead",
        delay=0,
        column=column,
    )


@pytest.mark.parametrize(
    ("times", "joined"),
    [
        ([], []),
        (["09:00-10:00", "11:00-12:00"], ["09:00-10:00", "11:00-12:00"]),
        (["09:30-11:00", "09:00-10:00"], ["09:00-11:00"]),
        (["09:00-10:00", "10:00-11:00"], ["09:00-11:00"]),
        (["09:00-12:00", "10:00-11:00", "11:30-13:00"], ["09:00-13:00"]),
        (["09:00-10:00", "09:00-10:00"], ["09:00-10:00"]),
    ],
)
def test_closed_times_that_touch_become_one(times: list[str], joined: list[str]) -> None:
    pairs = [(at(each[:5]), at(each[6:])) for each in times]
    found = merged(pairs, UTC)
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in found] == joined


def test_sessions_at_one_time_in_one_column_stand_side_by_side() -> None:
    placed = in_lanes(
        [
            entry("a", "09:00", "11:00"),
            entry("b", "09:30", "10:00"),
            entry("c", "10:00", "12:00"),
            entry("d", "12:00", "13:00"),
            entry("e", "09:00", "10:00", column=2),
        ]
    )
    assert {each.code: (each.lane, each.lanes) for each in placed} == {
        "a": (1, 2),
        "b": (2, 2),
        "c": (2, 2),
        "d": (1, 1),
        "e": (1, 1),
    }


class Row:
    """A session's times."""

    def __init__(
        self, start: str | None = None, end: str | None = None, status: Status | None = None
    ) -> None:
        self.starts_at, self.ends_at = at("11:00"), at("12:30")
        self.actual_start_at = at(start) if start else None
        self.actual_end_at = at(end) if end else None
        self.status = status


@pytest.mark.parametrize(
    ("row", "now", "expected"),
    [
        (Row(), "10:59", Moment("ahead", 0)),
        (Row(), "11:00", Moment("now", 0)),
        (Row(), "12:30", Moment("past", 0)),
        (Row("11:15"), "11:20", Moment("now", 15)),
        (Row("10:50"), "10:55", Moment("now", 0)),
        (Row("11:00", "12:00"), "12:00", Moment("past", 0)),
        (Row("11:00", "12:45"), "12:40", Moment("now", 0)),
        (Row("11:15", status=Status.CANCELLED), "11:20", Moment("now", 0)),
    ],
)
def test_phase_follows_what_really_happened(row: Row, now: str, expected: Moment) -> None:
    assert moment(row, at(now)) == expected


@pytest.mark.parametrize(
    ("rules", "invited"),
    [
        (["everyone"], True),
        (["ams 1+3"], True),
        (["KH 1+0"], True),
        (["JP 1+5"], False),
        (["named(operators) as guest"], False),
        (["tbd(2,ams) 1+3"], False),
        (["ams 1+3", "-KH"], False),
        (["ams 1+3", "-KH:media"], True),
    ],
)
def test_party_is_invited_by_rules_that_mean_it(rules: list[str], invited: bool) -> None:
    assert invites([parse(rule) for rule in rules], "KH", ["ams"]) is invited
