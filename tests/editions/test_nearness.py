"""Which edition is the nearest: by the calendar of its own place."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from eventops.editions.rules import by_nearness, front_editions, phase_of


@dataclass(frozen=True)
class Week:
    slug: str
    starts_on: date
    ends_on: date
    zone: str = "Asia/Ho_Chi_Minh"


def week(slug: str, first: int, last: int, *, year: int = 2026, zone: str = "UTC") -> Week:
    return Week(slug, date(year, 1, first), date(year, 1, last), zone)


def noon(day: int) -> datetime:
    return datetime(2026, 1, day, 12, tzinfo=UTC)


OLD, LAST = week("old", 5, 9, year=2024), week("last", 5, 9)
HERE, BESIDE = week("here", 12, 16), week("beside", 12, 16)
LONG, NEXT, ALSO_NEXT, LATER = (
    week("long", 10, 30),
    week("next", 19, 20),
    week("also-next", 19, 23),
    week("later", 26, 27),
)
EVERY = (LATER, OLD, NEXT, LAST, HERE)


def slugs(weeks: list[Week]) -> list[str]:
    return [each.slug for each in weeks]


def test_what_runs_comes_before_what_comes_and_what_was() -> None:
    assert slugs(by_nearness(EVERY, noon(13))) == ["here", "next", "later", "last", "old"]


@pytest.mark.parametrize(
    ("editions", "day", "front"),
    [
        (EVERY, 12, ["here"]),
        (EVERY, 16, ["here"]),
        (EVERY, 17, ["next"]),
        (EVERY, 28, ["later"]),
        ((OLD, LAST, HERE), 28, ["here"]),
        ((NEXT, HERE, BESIDE), 14, ["beside", "here"]),
        ((HERE, LONG), 14, ["long", "here"]),
        ((NEXT, ALSO_NEXT, LATER), 14, ["also-next", "next"]),
        ((OLD, HERE, BESIDE), 28, ["beside", "here"]),
        ((), 14, []),
    ],
)
def test_front_door_is_for_what_runs_else_the_next_else_the_last(
    editions: tuple[Week, ...], day: int, front: list[str]
) -> None:
    assert slugs(front_editions(editions, noon(day))) == front


def test_an_edition_begins_at_midnight_of_its_own_place() -> None:
    late = datetime(2026, 1, 11, 18, tzinfo=UTC)  # 01:00 on the 12th in Hanoi
    hanoi = week("hanoi", 12, 16, zone="Asia/Ho_Chi_Minh")
    assert (phase_of(hanoi, late), phase_of(HERE, late)) == ("runs", "comes")
