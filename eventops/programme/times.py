"""When a session is held: wall-clock times of its day, which may run past midnight, and instants."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventops.programme.plan import SessionPlan

LONGEST_NIGHT = timedelta(hours=12)
"""An end before its start means the next day; beyond this it is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Times:
    """Naive times of the venue's clock, or instants of a zone. ``doors`` is None when not told."""

    starts: datetime
    ends: datetime
    doors: datetime | None
    doors_close: datetime | None


def on_clock(day: date, plan: SessionPlan) -> Times:
    """What the venue's clock shows: each time on the day, or on the next when it comes after."""
    starts = datetime.combine(day, plan.start)
    doors = datetime.combine(day, plan.doors) if plan.doors else None
    close = following(doors or starts, plan.doors_close) if plan.doors_close else None
    return Times(starts, following(starts, plan.end), doors, close)


def instants(day: date, plan: SessionPlan, zone: ZoneInfo) -> Times:
    """The same as instants of the edition's zone."""
    seen = on_clock(day, plan)
    return Times(
        seen.starts.replace(tzinfo=zone),
        seen.ends.replace(tzinfo=zone),
        seen.doors.replace(tzinfo=zone) if seen.doors else None,
        seen.doors_close.replace(tzinfo=zone) if seen.doors_close else None,
    )


def following(first: datetime, clock: time) -> datetime:
    """When the clock next shows a time after ``first``: the same day, or the next."""
    same_day = datetime.combine(first.date(), clock)
    return same_day if same_day > first else same_day + timedelta(days=1)
