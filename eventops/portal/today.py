"""What the organiser's first page shows of the day: sessions, people inside, latest scans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from eventops.agenda.queries import plan_for
from eventops.agenda.turnout import turnouts
from eventops.checkin.models import Scan, Verdict
from eventops.core.db import Db
from eventops.core.journal import JournalHead
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Delegate, Delegation, Party, Person
from eventops.editions.models import Edition
from eventops.programme.models import Session
from eventops.programme.phases import moment
from eventops.programme.rules import Access, Status

LATEST = 10


@dataclass(frozen=True, slots=True)
class RunningSession:
    """A session of the day; ``phase`` is before, now or after, ``delay`` in minutes.

    ``expected`` and ``pending`` are those of ``agenda.turnout``.
    """

    session: Session
    phase: str
    delay: int
    inside: int
    expected: int
    pending: int


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
    counted = turnouts(db, plan, [each.session.id for each in today])
    return [
        RunningSession(
            session=each.session,
            phase=_phase(each.session, now),
            delay=moment(each.session, now).delay,
            inside=inside.get(each.session.id, 0),
            expected=counted[each.session.id].expected,
            pending=counted[each.session.id].pending,
        )
        for each in today
    ]


def _phase(session: Session, now: datetime) -> str:
    if session.status is Status.CANCELLED:
        return "after"
    return {"past": "after", "now": "now", "ahead": "before"}[moment(session, now).phase]


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


def latest_scans(
    db: Db, edition_id: str, gates: Mapping[str, Multilingual], *, closed: bool
) -> list[LatestScan]:
    """The newest answers at the doors; what was taken back, and taking back, left out.

    ``gates`` are their names by code. ``closed`` tells whether the reader may know of closed sessions; else their doors are left out.
    """
    known = sa.true() if closed else Session.access.is_distinct_from(Access.CLOSED)
    rows = db.execute(
        sa.select(Scan, Person.style, Person.full_name, Party.name)
        .outerjoin(Delegate, Delegate.id == Scan.delegate_id)
        .outerjoin(Person, Person.id == Delegate.person_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(Party, Party.id == Delegation.party_id)
        .outerjoin(Session, Session.id == Scan.session_id)
        .where(
            Scan.edition_id == edition_id,
            Scan.annuls.is_(None),
            Scan.annulled_by.is_(None),
            known,
        )
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
