"""The VTIMEZONE of a zone, made from the tz database so that every reader tried reads it alike.

`icalendar` can make one too, but it packs several years into one RDATE and writes the onset on
the clock after the change, where RFC 5545 (3.6.5) wants the clock before it: readers in the field
then place summer events an hour wrong. Here a zone without changes is one constant STANDARD, a
zone with a yearly rule is two observances with an RRULE, and any other (Morocco, Chile) gets one
observance per change.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# A rule is believed when it held for this many years: enough for the last Sunday of a month to
# be told apart from the fourth.
YEARS_OF_PROOF = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a zone's clock; `onset` is naive, on the clock as it stood just before."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool


@lru_cache(maxsize=64)
def vtimezone(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE component of an IANA zone, right for all instants of those years.

    The years matter only to zones that change their clocks, so the others have the same bytes in
    every calendar. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    component = Timezone()
    component.add("tzid", zone)
    for change, by_day in _observances(ZoneInfo(zone), first_year, last_year):
        component.add_component(_observance(change, by_day))
    body: bytes = component.to_ical()
    return body


def _observances(
    zone: ZoneInfo, first_year: int, last_year: int
) -> list[tuple[Change, str | None]]:
    """The changes to write down, each with its weekday ("-1SU") if a yearly rule is behind it."""
    proof = list(changes(zone, first_year - 1, max(last_year, first_year + YEARS_OF_PROOF)))
    if not proof:
        return [(_constant(zone, datetime(1970, 1, 1), year=first_year), None)]
    rules = _yearly_rules(proof)
    if rules:
        return rules
    before = _constant(zone, datetime(first_year - 1, 1, 1), year=first_year - 1)
    written = [before, *(change for change in proof if change.onset.year <= last_year)]
    return [(change, None) for change in written]


def changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Every change of the zone's offset in those years, oldest first.

    Days are compared and a differing pair halved down to the second; two changes within one day
    would be seen as one, which no zone has done since 1970.
    """
    day = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while day < end:
        next_day = day + timedelta(days=1)
        if _offset(zone, day) != _offset(zone, next_day):
            yield _change(zone, day, next_day)
        day = next_day


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> Change:
    old = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    new = _offset(zone, after)
    # Ireland and Morocco call winter (or Ramadan) the exception, with a negative dst(); for
    # readers of calendars summer time is always the later clock.
    saving = bool(before.astimezone(zone).dst()) or bool(after.astimezone(zone).dst())
    return Change(
        onset=(after + old).replace(tzinfo=None),
        before=old,
        after=new,
        name=after.astimezone(zone).tzname() or zone.key,
        summer=new > old and saving,
    )


def _constant(zone: ZoneInfo, start: datetime, *, year: int) -> Change:
    """The offset in force as `year` begins, as an observance that changes nothing."""
    at = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(zone, at)
    name = at.astimezone(zone).tzname() or zone.key
    return Change(start, offset, offset, name, summer=False)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _yearly_rules(proof: Sequence[Change]) -> list[tuple[Change, str | None]]:
    """Both halves of a yearly rule, each as its first change and its weekday, or nothing."""
    summers = [change for change in proof if change.summer]
    winters = [change for change in proof if not change.summer]
    rules = [(half[0], _by_day(half)) for half in (summers, winters) if half]
    return rules if len(rules) == 2 and all(by_day for _, by_day in rules) else []


def _by_day(half: Sequence[Change]) -> str | None:
    """The weekday of the month on which all these changes fall, one a year, at the same hour."""
    years = [change.onset.year for change in half]
    shapes = {
        (at.month, at.weekday(), at.time(), change.before, change.after, change.name)
        for change in half
        for at in [change.onset]
    }
    if len(shapes) != 1 or years != list(range(years[0], years[0] + len(years))):
        return None
    weekday = DAYS[half[0].onset.weekday()]
    if all(_is_in_last_week(change.onset) for change in half):
        return f"-1{weekday}"
    weeks = {(change.onset.day - 1) // 7 + 1 for change in half}
    return f"{weeks.pop()}{weekday}" if len(weeks) == 1 else None


def _is_in_last_week(day: datetime) -> bool:
    return day.day + 7 > monthrange(day.year, day.month)[1]


def _observance(change: Change, by_day: str | None) -> TimezoneDaylight | TimezoneStandard:
    component = TimezoneDaylight() if change.summer else TimezoneStandard()
    component.add("dtstart", change.onset)
    component.add("tzoffsetfrom", change.before)
    component.add("tzoffsetto", change.after)
    component.add("tzname", change.name)
    if by_day:
        rule = {"freq": "yearly", "bymonth": change.onset.month, "byday": by_day}
        component.add("rrule", rule)
    return component
