"""The morning's invented arrivals, so that boards and counts live from the first look."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.agenda.entitlement import Entitlement, Grade, Standing, entitlement
from eventops.agenda.queries import plan_for, standings
from eventops.badges.code import sha256
from eventops.badges.models import Badge
from eventops.badges.queries import LIVING
from eventops.checkin.models import Device, Scan, Verdict
from eventops.checkin.verdict import USUAL_OPENING
from eventops.core.db import Db
from eventops.delegations.models import Delegate, Person
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of
from eventops.programme.models import Session

SHARE = 0.45
"""How many of those expected have come so far."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person with a badge."""

    standing: Standing
    badge_id: str
    serial: str


def let_arrive(db: Db, edition: Edition, device: Device, *, now: datetime, seed: int) -> int:
    """Scans of people already inside the sessions whose doors are open; returns how many."""
    plan = plan_for(db, edition)
    gates = {room: gate.code for gate in gates_of(db, edition.id) for room in gate.rooms}
    bearers = _bearers(db, edition)
    random = Random(f"{seed}/arrivals")
    scans: list[Scan] = []
    for each in plan.sessions:
        opens, gate = _opens(each.session), gates.get(each.session.room.code)
        if gate is None or not opens < now < each.session.ends_at:
            continue
        for bearer in bearers:
            answer = entitlement(bearer.standing, each.expectation, plan.duty)
            if _has_come(answer, random):
                at = opens + (now - opens) * random.random()
                scans.append(_scan(device, gate, each.session.id, bearer, at, random))
    db.add_all(scans)
    db.flush()
    return len(scans)


def _opens(session: Session) -> datetime:
    return session.doors_at or session.starts_at - USUAL_OPENING


def _has_come(answer: Entitlement, random: Random) -> bool:
    """Heads come last, and not through the door staff."""
    return answer.grade.shown and answer.grade is not Grade.HEAD and random.random() < SHARE


def _bearers(db: Db, edition: Edition) -> list[Bearer]:
    found = standings(db, edition.id)
    rows = db.execute(
        sa.select(Delegate.id, Badge.id, Badge.serial)
        .join(Registration, Registration.delegate_id == Delegate.id)
        .join(Badge, Badge.registration_id == Registration.id)
        .join(Person, Person.id == Delegate.person_id)
        .where(Badge.edition_id == edition.id, Badge.state.in_(LIVING))
        .order_by(Person.sort_name, Delegate.rank)
    )
    return [Bearer(found[delegate], badge, serial) for delegate, badge, serial in rows]


def _scan(
    device: Device, gate: str, session_id: str, bearer: Bearer, at: datetime, random: Random
) -> Scan:
    return Scan(
        id=str(UUID(int=random.getrandbits(128), version=4)),
        edition_id=device.edition_id,
        device_id=device.id,
        gate_code=gate,
        session_id=session_id,
        delegate_id=bearer.standing.delegate,
        badge_id=bearer.badge_id,
        method="code",
        direction="in",
        presented=sha256(bearer.serial),
        scanned_at=at,
        device_time=at,
        received_at=at + timedelta(seconds=1),
        verdict=Verdict.ADMIT,
        reason="ok",
        facts={},
        offline=False,
    )
