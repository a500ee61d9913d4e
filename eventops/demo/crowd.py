"""An edition with more invented sessions than its text has, for trying out size."""

from dataclasses import replace
from datetime import time
from pathlib import Path

from sqlalchemy.engine import Engine

from eventops.core import schema
from eventops.core.clock import domain_now
from eventops.core.db import transaction
from eventops.core.settings import Settings
from eventops.demo.populate import ACTOR
from eventops.demo.stage import NOW, PUBLISHED_BEFORE, SCHEDULE, refuse_real, set_clock
from eventops.programme.audience import Everyone, Rule
from eventops.programme.dayfile import load
from eventops.programme.plan import EditionPlan, RoomPlan, SessionPlan
from eventops.programme.rules import Access, Illustrative, Track
from eventops.programme.services import publish

HOURS = range(8, 18)
"""Invented sessions last an hour each, in rooms of their own."""


def publish_with_sessions(engine: Engine, settings: Settings, path: Path, count: int) -> None:
    """Publish the text of ``path`` with ``count`` more sessions, unless it is published already."""
    schema.upgrade(engine)
    plan = with_sessions(load(path), count)
    with transaction(engine) as db:
        refuse_real(db, settings)
        if plan.slug == SCHEDULE:
            set_clock(db, plan.zone, NOW)
        publish(db, plan, by=ACTOR, now=domain_now(db) - PUBLISHED_BEFORE)


def with_sessions(plan: EditionPlan, count: int) -> EditionPlan:
    """The plan with invented rooms and side events, spread over its days."""
    slots = [(day, hour) for day in range(len(plan.days)) for hour in HOURS]
    rooms = tuple(_room(plan, number) for number in range(-(-count // len(slots))))
    added: dict[int, list[SessionPlan]] = {day: [] for day in range(len(plan.days))}
    for number in range(count):
        day, hour = slots[number % len(slots)]
        added[day].append(_session(plan, number, hour, rooms[number // len(slots)].code))
    days = tuple(
        replace(day, sessions=(*day.sessions, *added[place])) for place, day in enumerate(plan.days)
    )
    return replace(plan, rooms=(*plan.rooms, *rooms), days=days)


def _room(plan: EditionPlan, number: int) -> RoomPlan:
    return RoomPlan(
        code=f"invented-{number + 1}",
        venue=plan.venues[0].code,
        name=dict.fromkeys(plan.languages, f"Invented {number + 1}"),
        seats=60,
        illustrative=True,
    )


def _session(plan: EditionPlan, number: int, hour: int, room: str) -> SessionPlan:
    return SessionPlan(
        code=f"invented-{number + 1}",
        track=Track.SIDE,
        title=dict.fromkeys(plan.languages, f"Invented session {number + 1}"),
        start=time(hour),
        end=time(hour, 50),
        room=room,
        access=Access.OPEN,
        audience=(Rule(Everyone()),),
        source="I",
        illustrative=tuple(Illustrative),
    )
