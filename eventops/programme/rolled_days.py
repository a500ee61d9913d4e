"""Days of an edition rolled over: by an offset, by weekdays, or one by one."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eventops.programme.remarks import Remark, remark

WEEK = 7


class Alignment(StrEnum):
    """What the first day of the new edition is: the date asked for, or the nearest one on the
    weekday of the old first day."""

    OFFSET = "offset"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class Calendar:
    """Old day → new day; `own` holds those told one by one, None where a day is left out."""

    shift: datetime.timedelta
    own: Mapping[datetime.date, datetime.date | None] = field(default_factory=dict)

    def day(self, old: datetime.date) -> datetime.date | None:
        return self.own[old] if old in self.own else old + self.shift

    def span(self, starts: datetime.date, ends: datetime.date) -> tuple[datetime.date, ...]:
        """First and last day of the new edition; empty when no day is left."""
        length = (ends - starts).days
        old = (starts + datetime.timedelta(days=number) for number in range(length + 1))
        new = [day for day in map(self.day, old) if day is not None]
        return (min(new), max(new)) if new else ()

    def clashes(self, days: Iterable[datetime.date]) -> list[datetime.date]:
        """New days on which more than one of the old days would fall."""
        new = [day for day in map(self.day, days) if day is not None]
        return sorted({day for day in new if new.count(day) > 1})


def calendar_for(
    old_first: datetime.date,
    first: datetime.date,
    alignment: Alignment,
    own: Mapping[datetime.date, datetime.date | None],
) -> Calendar:
    shift = (first - old_first).days
    if alignment is Alignment.WEEKDAY:
        shift = WEEK * round(shift / WEEK)
    return Calendar(datetime.timedelta(days=shift), own)


def told_of_days(
    calendar: Calendar,
    days: Iterable[datetime.date],
    old_first: datetime.date,
    asked: datetime.date,
) -> Iterator[Remark]:
    first = old_first + calendar.shift
    if first != asked:
        yield remark("day_aligned", asked=said(asked), first=said(first))
    pairs = [(old, new) for old in days if (new := calendar.day(old)) is not None]
    for old, new in pairs:
        yield remark("day_moved", old=said(old), new=said(new))
    kept = all(old.weekday() == new.weekday() for old, new in pairs)
    yield remark("weekdays_kept" if kept else "weekdays_changed")


def said(day: datetime.date) -> str:
    """``Mon 12 Jan 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"
