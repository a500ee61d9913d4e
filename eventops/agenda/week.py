"""A person's agenda as its page shows it: the next thing, today, the days, what is over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from eventops.agenda.entitlement import Grade
from eventops.agenda.feed_state import FeedState, Stamped, way_in
from eventops.agenda.reasons import CHANGEABLE, Circle, capacity, why
from eventops.core.multilingual import Multilingual
from eventops.programme.models import Session
from eventops.programme.phases import Phase, moment
from eventops.programme.rules import Status


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A session as one person meets it; times stand on the venue's clock."""

    code: str
    url: str
    track: str
    title: Multilingual
    start: datetime
    end: datetime
    doors: datetime | None
    doors_close: datetime | None
    room: Multilingual
    gate: Multilingual | None
    access: str
    status: str
    phase: Phase
    delay: int
    capacity: str
    why: str
    seat: str
    """Label of the seat; empty when none was given."""
    plate: str
    note: str
    changeable: bool
    """Whether the focal point's list decides it."""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    date: date
    entries: tuple[AgendaEntry, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The parts of the page."""

    next: AgendaEntry | None
    minutes_until: int
    later_today: tuple[AgendaEntry, ...]
    days: tuple[AgendaDay, ...]
    past: tuple[AgendaDay, ...]
    reserve: tuple[AgendaEntry, ...]


def week(state: FeedState, *, now: datetime, address: Callable[[Session], str]) -> Week:
    """The agenda around ``now``, which stands on the venue's clock."""
    shown = entries(state, now=now, address=address)
    left = [entry for entry in shown if entry.phase != "past"]
    first = _next(left)
    rest = [entry for entry in left if entry is not first]
    today = now.date()
    return Week(
        next=first,
        minutes_until=_minutes(first, now),
        later_today=tuple(entry for entry in rest if entry.start.date() <= today),
        days=_by_day(entry for entry in rest if entry.start.date() > today),
        past=_by_day(entry for entry in shown if entry.phase == "past"),
        reserve=tuple(_reserve(state, now, address)),
    )


def entries(
    state: FeedState, *, now: datetime, address: Callable[[Session], str]
) -> list[AgendaEntry]:
    """Every session of the agenda by time."""
    return [_entry(each, state, now, address) for each in state.shown]


def _reserve(
    state: FeedState, now: datetime, address: Callable[[Session], str]
) -> Iterable[AgendaEntry]:
    """What is ahead where the person stands behind the delegation's seats, and one may be free."""
    for each in state.stamped:
        answer = each.entitlement
        waits = answer.grade is Grade.RESERVE and answer.seat_may_be_free
        if waits and _ahead(each.session, now):
            yield _entry(each, state, now, address)


def _next(left: Sequence[AgendaEntry]) -> AgendaEntry | None:
    """The next to start or what runs, whatever comes first; never what is cancelled.

    An all-day showcase that anyone may visit does not hide the session one is expected at.
    """
    held = [entry for entry in left if entry.status != Status.CANCELLED.value]
    expected = [entry for entry in held if entry.access != "open" and entry.track != "service"]
    today = [entry for entry in expected if entry.start.date() == held[0].start.date()]
    return next(iter(today or held), None)


def _minutes(entry: AgendaEntry | None, now: datetime) -> int:
    if entry is None or entry.phase == "now":
        return 0
    return max(1, -int((now - entry.start).total_seconds() // 60))


def _ahead(session: Session, now: datetime) -> bool:
    return moment(session, now).phase != "past" and session.status is not Status.CANCELLED


def _by_day(entries: Iterable[AgendaEntry]) -> tuple[AgendaDay, ...]:
    return tuple(
        AgendaDay(day, tuple(of_day)) for day, of_day in groupby(entries, lambda e: e.start.date())
    )


def _entry(
    each: Stamped, state: FeedState, now: datetime, address: Callable[[Session], str]
) -> AgendaEntry:
    session, answer = each.session, each.entitlement
    at = moment(session, now)
    gates = state.places.gates.get(session.room.code, ())
    circle = Circle(state.delegate.delegation.party.name, state.places.meetings)
    return AgendaEntry(
        code=session.code,
        url=address(session),
        track=session.track.value,
        title=session.title,
        start=session.starts_at.astimezone(now.tzinfo),
        end=session.ends_at.astimezone(now.tzinfo),
        doors=session.doors_at.astimezone(now.tzinfo) if session.doors_at else None,
        doors_close=session.doors_close_at.astimezone(now.tzinfo)
        if session.doors_close_at
        else None,
        room=session.room.name,
        gate=way_in(session.room, gates),
        access=session.access.value,
        status=(session.status or Status.CONFIRMED).value,
        phase=at.phase,
        delay=at.delay,
        capacity=capacity(answer),
        why=why(answer, session, circle),
        seat=answer.seat,
        plate=answer.plate,
        note=session.note or "",
        changeable=answer.reason in CHANGEABLE,
    )
