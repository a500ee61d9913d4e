"""Setting up the demonstration: schedule, people, accounts, door, clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from eventops.accounts.models import User
from eventops.checkin.models import Device, DeviceState
from eventops.core import schema
from eventops.core.clock import domain_now, set_domain_clock
from eventops.core.db import Db, transaction
from eventops.core.errors import Conflict
from eventops.core.resources import folder
from eventops.core.settings import Settings
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.demo.arranged import arrange
from eventops.demo.arrivals import let_arrive
from eventops.demo.badge_desk import open_the_desk
from eventops.demo.namings import name_people
from eventops.demo.populate import ACTOR, Size, natural_size, populate, size_for
from eventops.demo.seating import give_seats
from eventops.demo.standing_in import let_somebody_stand_in
from eventops.editions.models import Edition, Instance
from eventops.editions.queries import edition_by_slug, gates_of
from eventops.editions.services import set_up_instance
from eventops.programme.dayfile import load
from eventops.programme.services import publish

SCHEDULE = "adgmin-2026"
NOW = "2026-01-15T08:10"
"""Where the demo clock starts, in the edition's zone."""

PUBLISHED_BEFORE = timedelta(hours=14)
"""The demo's programme was published the evening before."""

Say = Callable[[str], None]


def refuse_real(db: Db, settings: Settings) -> None:
    """Raise Conflict ``real_data`` unless everything here is invented, or nothing is here."""
    if settings.env == "production":
        raise Conflict("real_data")
    instance = db.get(Instance, 1)
    if instance is not None and not instance.demo:
        used = db.scalar(sa.select(User.id).limit(1)) or db.scalar(sa.select(Person.id).limit(1))
        if used:
            raise Conflict("real_data")
        instance.demo = True
    set_up_instance(db, demo=True)


def set_the_stage(engine: Engine, settings: Settings, *, seed: int, say: Say) -> None:
    """Migrate, publish and fill the demo's edition; a second time changes nothing."""
    say("Migrating the database …")
    schema.upgrade(engine)
    with transaction(engine) as db:
        refuse_real(db, settings)
        fresh = not db.scalar(sa.select(Edition.id).where(Edition.slug == SCHEDULE))
        if fresh:
            say(f"Publishing schedules/{SCHEDULE} …")
            plan = load(folder("schedules") / SCHEDULE)
            set_clock(db, plan.zone, NOW)
            publish(db, plan, by=ACTOR, now=domain_now(db) - PUBLISHED_BEFORE)
            edition = edition_by_slug(db, SCHEDULE)
            fill(db, edition, settings, natural_size(db, edition), seed=seed, say=say)


def fill(db: Db, edition: Edition, settings: Settings, size: Size, *, seed: int, say: Say) -> None:
    """People, badges, namings and this morning's arrivals of an edition without any."""
    taken = sa.select(Delegate.id).join(Delegation).where(Delegation.edition_id == edition.id)
    if db.scalar(taken.limit(1)):
        raise Conflict("people_already", edition=edition.slug)
    now, total = domain_now(db), sum(size.people.values())
    done = 0

    def progress(count: int) -> None:
        nonlocal done
        done += count
        if done * 4 // total > (done - count) * 4 // total:
            say(f"Inventing people, photos and badges … {done} of {total}")

    populate(db, edition, size, seed=seed, secrets=settings.secrets, now=now, progress=progress)
    arrange(db, edition, now=now)
    name_people(db, edition, now=now)
    let_somebody_stand_in(db, edition, secrets=settings.secrets, now=now)
    give_seats(db, edition, now=now)
    open_the_desk(db, edition, secrets=settings.secrets, by=ACTOR, now=now)
    let_arrive(db, edition, _earlier_device(db, edition, now=now), now=now, seed=seed)


def _earlier_device(db: Db, edition: Edition, *, now: datetime) -> Device:
    """The device whose scans are there already."""
    device = Device(
        edition_id=edition.id,
        name="Grand entrance, tablet 2",
        gates=[gate.code for gate in gates_of(db, edition.id)],
        from_day=edition.starts_on,
        to_day=edition.ends_on,
        state=DeviceState.ACTIVE,
        made_at=now,
        seen_at=now,
    )
    db.add(device)
    db.flush()
    return device


def fill_at_size(
    engine: Engine, settings: Settings, slug: str, count: int, *, seed: int, say: Say
) -> None:
    """Any number of invented people in an edition already published."""
    with transaction(engine) as db:
        refuse_real(db, settings)
        edition = edition_by_slug(db, slug)
        fill(db, edition, settings, size_for(db, edition, count), seed=seed, say=say)


def set_clock(db: Db, zone: str, text: str | None) -> datetime:
    """Let the domain clock read a local time of the zone, ticking on; None: the real one."""
    at = text and datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    set_domain_clock(db, at or None)
    return domain_now(db)
