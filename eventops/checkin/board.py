"""What a device's gates serve today, with how many are expected and inside."""

from collections import Counter
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import State
from eventops.agenda.entitlement import entitlement
from eventops.agenda.queries import Plan, plan_for, standings
from eventops.checkin.history import Crowd
from eventops.checkin.models import Device
from eventops.checkin.queries import crowds, edition_of
from eventops.checkin.serving import behind, facts_of, venue_day
from eventops.core.db import Db
from eventops.editions.models import Gate
from eventops.editions.queries import gates_of
from eventops.programme.models import Session
from eventops.programme.rules import Status


def board_for(db: Db, device: Device, *, now: datetime) -> list[dict[str, Any]]:
    """The gates of ``GET /api/v1/door``; none on a day outside the device's scope.

    ``now`` is the domain clock's.
    """
    edition = edition_of(db, device)
    today = venue_day(edition, now)
    if not device.from_day <= today <= device.to_day:
        return []
    plan = plan_for(db, edition)
    gates = [gate for gate in gates_of(db, edition.id) if gate.code in device.gates]
    held = [
        each.session
        for each in plan.sessions
        if venue_day(edition, each.session.starts_at) == today
        and each.session.status is not Status.CANCELLED
    ]
    shown = {session.id: session for gate in gates for session in behind(gate, held)}
    expected = _expected(db, plan, set(shown))
    inside = crowds(db, set(shown))
    return [
        _gate(gate, behind(gate, held), expected=expected, inside=inside, now=now) for gate in gates
    ]


def _expected(db: Db, plan: Plan, session_ids: set[str]) -> Counter[str]:
    """Session → approved people whose agenda shows it."""
    if not session_ids:
        return Counter()
    approved = set(
        db.scalars(
            sa.select(Registration.delegate_id).where(
                Registration.edition_id == plan.edition.id,
                Registration.state == State.APPROVED,
            )
        )
    )
    people = [each for each in standings(db, plan.edition.id).values() if each.delegate in approved]
    return Counter(
        each.session.id
        for each in plan.sessions
        if each.session.id in session_ids
        for person in people
        if entitlement(person, each.expectation, plan.duty).grade.shown
    )


def _gate(
    gate: Gate,
    sessions: list[Session],
    *,
    expected: Counter[str],
    inside: dict[str, Crowd],
    now: datetime,
) -> dict[str, Any]:
    return {
        "code": gate.code,
        "name": gate.name,
        "kind": gate.kind.value,
        "re_entry": gate.re_entry.value,
        "sessions": [
            _session(session, expected[session.id], inside.get(session.id, Crowd()), now=now)
            for session in sessions
        ],
    }


def _session(session: Session, expected: int, crowd: Crowd, *, now: datetime) -> dict[str, Any]:
    times = facts_of(session)
    state = "next" if now < times.opens else "open" if now <= times.ends else "ended"
    return {
        "code": session.code,
        "title": session.title,
        "start": times.starts.isoformat(),
        "end": times.ends.isoformat(),
        "opens": times.opens.isoformat(),
        "state": state,
        "inside": crowd.inside,
        "expected": expected,
    }
