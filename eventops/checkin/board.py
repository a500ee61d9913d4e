"""What a device's gates serve today, with how many are expected and inside."""

from datetime import datetime
from typing import Any

from eventops.agenda.queries import plan_for
from eventops.agenda.turnout import Turnout, turnouts
from eventops.checkin.history import Crowd
from eventops.checkin.models import Device
from eventops.checkin.queries import crowds, edition_of
from eventops.checkin.serving import behind, facts_of, venue_day
from eventops.checkin.verdict import SessionFacts
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
    expected = turnouts(db, plan, set(shown))
    inside = crowds(db, set(shown))
    return [
        _gate(gate, behind(gate, held), expected=expected, inside=inside, now=now) for gate in gates
    ]


def _gate(
    gate: Gate,
    sessions: list[Session],
    *,
    expected: dict[str, Turnout],
    inside: dict[str, Crowd],
    now: datetime,
) -> dict[str, Any]:
    return {
        "code": gate.code,
        "name": gate.name,
        "kind": gate.kind.value,
        "re_entry": gate.re_entry.value,
        "sessions": [
            _session(
                session, expected[session.id].expected, inside.get(session.id, Crowd()), now=now
            )
            for session in sessions
        ],
    }


def _session(session: Session, expected: int, crowd: Crowd, *, now: datetime) -> dict[str, Any]:
    times = facts_of(session)
    return {
        "code": session.code,
        "title": session.title,
        "start": times.starts.isoformat(),
        "end": times.ends.isoformat(),
        "opens": times.opens.isoformat(),
        "closes": times.closes.isoformat(),
        "state": _state(times, now),
        "inside": crowd.inside,
        "expected": expected,
    }


def _state(times: SessionFacts, now: datetime) -> str:
    """``closed``: it goes on, but its doors let nobody in any more without the supervisor."""
    if now < times.opens:
        return "next"
    if now > times.ends:
        return "ended"
    return "open" if now <= times.closes else "closed"
