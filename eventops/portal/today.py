"""What the organiser's first page shows of the day: sessions, people inside, latest scans."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from eventops.accreditation.models import Registration
from eventops.accreditation.rules import OUT
from eventops.agenda.entitlement import Expectation, Standing, entitlement
from eventops.agenda.queries import Expected, Plan, plan_for, standings
from eventops.checkin.models import Scan, Verdict
from eventops.core.db import Db
from eventops.core.journal import JournalHead
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition
from eventops.editions.queries import gates_of
from eventops.programme.audience import Everyone
from eventops.programme.models import Session
from eventops.programme.rules import Access, Status

LATEST = 10


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session of the day; ``phase`` is before, now or after, ``delay`` in minutes."""

    session: Session
    phase: str
    delay: int
    inside: int
    expected: int


@dataclass(frozen=True, slots=True)
class LatestScan:
    """One answer given at a door; ``name`` and ``party`` are None for an unknown code."""

    at: datetime
    verdict: Verdict
    reason: str
    facts: Mapping[str, Any]
    gate: Multilingual
    name: str | None
    party: Multilingual | None


def cursor(db: Db, edition_id: str, *, now: datetime) -> str:
    """Changes whenever the first page may: with the journal, a scan, or the minute."""
    position = db.scalar(
        sa.select(JournalHead.position).where(JournalHead.edition_id == edition_id)
    )
    scans, last = db.execute(
        sa.select(sa.func.count(), sa.func.max(Scan.received_at)).where(
            Scan.edition_id == edition_id
        )
    ).one()
    return f"{position or 0}.{scans}.{last}.{int(now.timestamp() // 60)}"


def sessions_on(
    db: Db, edition: Edition, day: date, *, now: datetime, closed: bool
) -> list[RunningSession]:
    """The day's sessions by time; ``closed`` tells whether closed ones may be shown."""
    plan = plan_for(db, edition)
    begins = datetime.combine(day, time.min, ZoneInfo(edition.zone))
    ends = begins + timedelta(days=1)
    today = [
        each
        for each in plan.sessions
        if begins <= each.session.starts_at < ends
        and (closed or each.session.access is not Access.CLOSED)
    ]
    inside = _inside(db, [each.session.id for each in today])
    people = _coming(db, edition.id)
    return [
        RunningSession(
            session=each.session,
            phase=_phase(each.session, now),
            delay=_delay(each.session, now),
            inside=inside.get(each.session.id, 0),
            expected=_expected(plan, each, people),
        )
        for each in today
    ]


def _phase(session: Session, now: datetime) -> str:
    if session.status is Status.CANCELLED:
        return "after"
    if (session.actual_end_at or session.ends_at) <= now:
        return "after"
    return "now" if (session.actual_start_at or session.starts_at) <= now else "before"


def _delay(session: Session, now: datetime) -> int:
    if session.actual_start_at is None or session.actual_start_at <= session.starts_at:
        return 0
    return int((session.actual_start_at - session.starts_at).total_seconds() // 60)


def _coming(db: Db, edition_id: str) -> list[Standing]:
    """Everyone neither refused nor withdrawn."""
    coming = set(
        db.scalars(
            sa.select(Registration.delegate_id).where(
                Registration.edition_id == edition_id, Registration.state.not_in(OUT)
            )
        )
    )
    return [person for key, person in standings(db, edition_id).items() if key in coming]


def _expected(plan: Plan, each: Expected, people: Sequence[Standing]) -> int:
    """How many are counted on. Where any badge may enter, nobody knows: whom the room holds."""
    session = each.session
    if session.status is Status.CANCELLED:
        return 0
    if _for_all(each.expectation):
        return min(session.room.seats, len(people))
    answers = (entitlement(person, each.expectation, plan.duty) for person in people)
    return sum(answer.grade.shown for answer in answers)


def _for_all(expectation: Expectation) -> bool:
    plain = (rule.who for rule, _ in expectation.rules if not (rule.remove or rule.functions))
    return expectation.access == Access.OPEN or any(isinstance(who, Everyone) for who in plain)


def _inside(db: Db, session_ids: Iterable[str]) -> dict[str, int]:
    """Session → different people admitted to it who have not been scanned out since."""
    out = aliased(Scan)
    left = (
        sa.select(out.id)
        .where(
            out.delegate_id == Scan.delegate_id,
            out.session_id == Scan.session_id,
            out.direction == "out",
            out.annuls.is_(None),
            out.annulled_by.is_(None),
            out.scanned_at > Scan.scanned_at,
        )
        .exists()
    )
    rows = db.execute(
        sa.select(Scan.session_id, sa.func.count(Scan.delegate_id.distinct()))
        .where(
            Scan.session_id.in_(list(session_ids)),
            Scan.verdict == Verdict.ADMIT,
            Scan.direction == "in",
            Scan.annuls.is_(None),
            Scan.annulled_by.is_(None),
            ~left,
        )
        .group_by(Scan.session_id)
    )
    return {session_id: count for session_id, count in rows if session_id}


def latest_scans(db: Db, edition_id: str) -> list[LatestScan]:
    """The newest answers at the doors; what was taken back, and taking back, left out."""
    gates = {gate.code: gate.name for gate in gates_of(db, edition_id)}
    rows = db.execute(
        sa.select(Scan, Person.style, Person.full_name, Party.name)
        .outerjoin(Delegate, Delegate.id == Scan.delegate_id)
        .outerjoin(Person, Person.id == Delegate.person_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(Party, Party.id == Delegation.party_id)
        .where(Scan.edition_id == edition_id, Scan.annuls.is_(None), Scan.annulled_by.is_(None))
        .order_by(Scan.scanned_at.desc(), Scan.id)
        .limit(LATEST)
    )
    return [
        LatestScan(
            at=scan.scanned_at,
            verdict=scan.verdict,
            reason=scan.reason,
            facts=scan.facts,
            gate=gates.get(scan.gate_code, {"en": scan.gate_code}),
            name=f"{style} {name}".strip() if name else None,
            party=party,
        )
        for scan, style, name, party in rows
    ]
