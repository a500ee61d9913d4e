"""Which session a gate serves at a moment, on the venue's actual times. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventops.checkin.verdict import USUAL_OPENING, SessionFacts
from eventops.editions.models import Edition, Gate
from eventops.programme.models import Session
from eventops.programme.phases import actual_times
from eventops.programme.rules import Status, Track


def venue_day(edition: Edition, at: datetime) -> date:
    """The conference's day: the night after midnight still belongs to the evening before."""
    night = time.fromisoformat(edition.night_hour)
    local = at.astimezone(ZoneInfo(edition.zone))
    return (local.replace(tzinfo=None) - timedelta(hours=night.hour, minutes=night.minute)).date()


def day_begins(edition: Edition, day: date) -> datetime:
    """The night hour at which that day of the conference begins and older entries are closed."""
    night = time.fromisoformat(edition.night_hour)
    return datetime.combine(day, night, ZoneInfo(edition.zone))


def facts_of(session: Session) -> SessionFacts:
    """The session as the door sees it: a late start moves the end, never the doors."""
    starts, ends = actual_times(session)
    late = max(starts - session.starts_at, timedelta(0))
    return SessionFacts(
        code=session.code,
        access=session.access.value,
        cancelled=session.status is Status.CANCELLED,
        starts=starts,
        ends=ends,
        doors=session.doors_at or session.starts_at - USUAL_OPENING,
        doors_close=session.doors_close_at + late if session.doors_close_at else None,
    )


def behind(gate: Gate, sessions: Iterable[Session]) -> list[Session]:
    """Sessions of the gate's rooms by time; service rows never claim a gate."""
    return [
        session
        for session in sessions
        if session.room.code in gate.rooms and session.track is not Track.SERVICE
    ]


def served(edition: Edition, sessions: Iterable[Session], at: datetime) -> list[Session]:
    """What a room's gate serves: what is open now, else what was cancelled, else the next today.

    Several at once are all served: who comes may enter one of them.
    """
    today = venue_day(edition, at)
    every = [(session, facts_of(session)) for session in sessions]
    current = [session for session, facts in every if facts.opens <= at <= facts.ends]
    held = [session for session in current if session.status is not Status.CANCELLED]
    coming = [
        (facts.starts, session)
        for session, facts in every
        if facts.opens > at and not facts.cancelled and venue_day(edition, facts.starts) == today
    ]
    if held or current:
        return held or current
    first = min((starts for starts, _ in coming), default=None)
    return [session for starts, session in coming if starts == first]
