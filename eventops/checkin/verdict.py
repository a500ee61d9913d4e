"""The door's rules: values in, a verdict out. No clock, no database, no Flask.

The same cases judge this module and its twin in JavaScript (tests/golden/verdicts.json). Every
reason is one of contract.md's; ``facts`` fill its sentence, which is made at the edge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from eventops.agenda.entitlement import Entitlement, Grade
from eventops.checkin.floater_rules import Answer, FloaterFacts, no_seat_by

USUAL_OPENING = timedelta(minutes=30)
"""How long before its start a session's room lets people in, unless the plan says otherwise."""


@dataclass(frozen=True, slots=True)
class BadgeFacts:
    """What is known of the badge that was shown."""

    state: str
    registration: str
    door_block: bool
    expired: bool
    early: bool = False
    """Shown before the edition's first admission day."""
    bound: bool = True
    """False for an emergency badge that the desk has given to nobody yet."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """The session the gate serves now, on the venue's actual times."""

    code: str
    access: str
    cancelled: bool
    starts: datetime
    ends: datetime
    doors: datetime | None = None
    doors_close: datetime | None = None

    @property
    def opens(self) -> datetime:
        """When the room begins to let people in."""
        return self.doors or self.starts - USUAL_OPENING

    @property
    def closes(self) -> datetime:
        """When it stops letting people in."""
        return min(self.doors_close or self.ends, self.ends)


@dataclass(frozen=True, slots=True)
class GateFacts:
    """The gate and what its policy makes of a second arrival."""

    kind: str
    re_entry: str
    categories: tuple[str, ...] = ()
    closed: bool = False
    """Not this device's gate, or not today."""


@dataclass(frozen=True, slots=True)
class History:
    """What the door already knows of this person here."""

    inside: bool = False
    """Admitted and not yet out, for policies that care."""
    seen_at: datetime | None = None
    seen_gate: str = ""
    delegation_taken: int = 0
    """Others of the delegation who take one of its counted seats."""
    room_taken: int = 0
    room_seats: int | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Everything one decision needs."""

    at: datetime
    method: str
    direction: str
    category: str
    badge: BadgeFacts
    gate: GateFacts
    session: SessionFacts | None
    entitlement: Entitlement
    history: History = field(default_factory=History)
    vouched: bool = False
    """Recognised beside a colleague of the same delegation whose badge was admitted."""
    floater: FloaterFacts | None = None

    @property
    def head(self) -> bool:
        """Whether a head of delegation arrives."""
        return self.category == "head" or self.entitlement.grade is Grade.HEAD


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict with its reason."""

    verdict: Answer
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


BADGE_ENDS = {
    "lost": "lost",
    "replaced": "replaced",
    "revoked": "revoked",
    "returned": "revoked",
}

OVERRIDABLE = frozenset(
    {
        "already_inside",
        "check_identity",
        "closed_not_named",
        "no_session_now",
        "not_expected",
        "room_full",
        "seats_taken",
        "session_cancelled",
        "too_early",
        "too_late",
    }
)
"""What a supervisor may decide otherwise. A badge or a person that is out stays out."""


def decide(arrival: Arrival) -> Decision:
    """The answer to one arrival. Never red for a head of delegation: refuse becomes ask."""
    if arrival.direction == "out":
        return Decision("admit", "ok_exit")  # whoever is inside may always leave
    decision = _decide(arrival)
    if decision.verdict == "refuse" and arrival.head:
        return Decision("ask", decision.reason, decision.facts)
    return decision


def overridden(decision: Decision) -> Decision:
    """The same arrival with a supervisor's word for it; what may not be overridden stays."""
    if decision.verdict == "admit" or decision.reason not in OVERRIDABLE:
        return decision
    return Decision("admit", "overridden", {**decision.facts, "was": decision.reason})


def _decide(arrival: Arrival) -> Decision:
    for question in (_gate, _badge, _zone, _session, _expected, _room):
        stop = question(arrival)
        if stop is not None:
            return stop
    return _arrived(arrival)


def _gate(arrival: Arrival) -> Decision | None:
    return Decision("refuse", "gate_closed") if arrival.gate.closed else None


def _badge(arrival: Arrival) -> Decision | None:
    return bad_badge(arrival.badge)


def bad_badge(badge: BadgeFacts) -> Decision | None:
    """Why a badge opens nothing anywhere, whoever's it is, or None."""
    if badge.state in BADGE_ENDS:
        return Decision("refuse", BADGE_ENDS[badge.state])
    if not badge.bound:
        return Decision("refuse", "not_bound")
    if badge.door_block:
        return Decision("refuse", "blocked")
    if badge.registration == "withdrawn":
        return Decision("refuse", "withdrawn")
    if badge.registration != "approved":
        return Decision("refuse", "not_approved")
    if badge.expired:
        return Decision("refuse", "expired")
    if badge.early:
        return Decision("refuse", "not_yet_valid")
    return None


def _zone(arrival: Arrival) -> Decision | None:
    gate = arrival.gate
    if gate.kind == "zone" and gate.categories and arrival.category not in gate.categories:
        return Decision("refuse", "not_expected", {"zone": True})
    return None


def _session(arrival: Arrival) -> Decision | None:
    if arrival.gate.kind != "room":
        return None
    session = arrival.session
    if session is None:
        return Decision("refuse", "no_session_now")
    if session.cancelled:
        return Decision("refuse", "session_cancelled")
    return None


def _expected(arrival: Arrival) -> Decision | None:
    session, entitled = arrival.session, arrival.entitlement
    if arrival.gate.kind != "room" or session is None:
        return None
    if entitled.grade is Grade.NONE:
        closed = session.access == "closed"
        return Decision("refuse", "closed_not_named" if closed else "not_expected")
    if arrival.at < session.opens:
        return Decision("refuse", "too_early", {"opens": session.opens.isoformat()})
    if arrival.at > session.ends:
        return Decision("refuse", "too_late")
    photo_until = _photo_call_ends(arrival)
    if photo_until and arrival.at > photo_until:
        return Decision("refuse", "too_late", {"photo_until": photo_until.isoformat()})
    if session.doors_close and arrival.at > session.doors_close and not _placed(arrival):
        return Decision("ask", "too_late", {"closed": session.doors_close.isoformat()})
    return None


def _photo_call_ends(arrival: Arrival) -> datetime | None:
    session, until = arrival.session, arrival.entitlement.until_minutes
    if session is None or until is None:
        return None
    return session.starts + timedelta(minutes=until)


def _room(arrival: Arrival) -> Decision | None:
    session, history = arrival.session, arrival.history
    if session is None or _placed(arrival):
        return None
    if _no_seat_left(arrival):
        if arrival.floater is None:
            return Decision("ask", "seats_taken", {"seats": arrival.entitlement.seats})
        if stop := no_seat_by(arrival.floater):
            return Decision(*stop)
    if history.room_seats is not None and history.room_taken >= history.room_seats:
        return Decision("ask", "room_full", {"seats": history.room_seats})
    return None


def _no_seat_left(arrival: Arrival) -> bool:
    session, entitled = arrival.session, arrival.entitlement
    if session is None or session.access not in ("restricted", "closed") or not entitled.counted:
        return False
    return entitled.seats is not None and entitled.seats <= arrival.history.delegation_taken


def _placed(arrival: Arrival) -> bool:
    """Whoever was let in keeps the place that was counted, until they go where exits are scanned."""
    history = arrival.history
    if arrival.gate.re_entry == "in-out":
        return history.inside
    return history.inside or history.seen_at is not None


def _arrived(arrival: Arrival) -> Decision:
    history, policy = arrival.history, arrival.gate.re_entry
    facts = _first_seen(history)
    if policy == "once" and history.seen_at:
        return Decision("ask", "already_inside", facts)
    if policy == "in-out" and history.inside:
        return Decision("ask", "already_inside", facts)
    if arrival.method == "serial":
        return Decision("ask", "check_identity")  # typed letters prove nothing about the bearer
    if arrival.method == "recognised" and not (arrival.head or arrival.vouched):
        return Decision("ask", "check_identity")  # only heads are known by sight
    if history.seen_at:
        return Decision("admit", "ok_again", facts)
    if arrival.floater is not None and _no_seat_left(arrival):
        return Decision("admit", "ok_floater")
    return Decision("admit", "ok_recognised" if arrival.method == "recognised" else "ok")


def _first_seen(history: History) -> dict[str, Any]:
    if history.seen_at is None:
        return {}
    return {"at": history.seen_at.isoformat(), "gate": history.seen_gate}
