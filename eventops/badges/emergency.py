"""Emergency badges: printed before the day, nobody's, and bound to a person at the desk.

The issue number in the code is the badge's running number of its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from eventops.accreditation.models import Registration
from eventops.badges.code import Flag
from eventops.badges.custody import hold_badge
from eventops.badges.models import Badge, BadgeState
from eventops.badges.rules import MOST_A_DAY, MOST_EMERGENCY_AT_ONCE
from eventops.badges.services import (
    end_living,
    ensure_key,
    hold_registration,
    require_issuable,
    set_state,
    unused_serial,
)
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.core.journal import JournalEntry
from eventops.editions.models import Edition

MADE = "emergency badge made"
BOUND = "emergency badge bound"


@dataclass(frozen=True, slots=True)
class Stock:
    """How many emergency badges a day has: lying at the desk, given to somebody, taken away."""

    day: date
    left: int
    bound: int
    ended: int


def make_emergency(
    db: Db,
    edition: Edition,
    count: int,
    day: date,
    *,
    secrets: tuple[bytes, ...],
    by: str,
    now: datetime,
) -> list[Badge]:
    """So many badges for one day, printed and nobody's.

    Raises Invalid ``emergency_count`` or ``emergency_day``, Conflict ``emergency_too_many``.
    """
    if not 1 <= count <= MOST_EMERGENCY_AT_ONCE:
        raise Invalid("emergency_count", field="count", most=MOST_EMERGENCY_AT_ONCE)
    if not edition.starts_on <= day <= edition.ends_on:
        raise Invalid("emergency_day", field="day")
    key = ensure_key(db, edition, secret=secrets[0], by=by, now=now)
    journal.hold(db, edition.id)
    last = max((badge.issue for badge in emergency_badges(db, edition.id, day)), default=0)
    if last + count > MOST_A_DAY:
        raise Conflict("emergency_too_many", most=MOST_A_DAY)
    made = []
    for number in range(last + 1, last + count + 1):
        badge = Badge(
            edition_id=edition.id,
            registration_id=None,
            key_number=key.number,
            serial=unused_serial(db, edition.id),
            issue=number,
            last_day=day,
            flags=Flag.DAY,
            state=BadgeState.PRINTED,
            issued_at=now,
            issued_by=by,
            state_at=now,
        )
        db.add(badge)
        db.flush()
        subject, facts = f"badge:{badge.id}", {"number": number, "day": day.isoformat()}
        journal.record(db, MADE, subject, by=by, now=now, edition_id=edition.id, **facts)
        made.append(badge)
    return made


def bind_emergency(
    db: Db, badge: Badge, registration: Registration, *, today: date, by: str, now: datetime
) -> None:
    """Give an emergency badge to somebody whose identity was checked; their badge is replaced.

    Raises Conflict ``badge_bound``, ``badge_moved_on``,
    ``emergency_other_day``, ``admitted_for_other_day``, ``not_approved_yet`` or ``issue_blocked``.
    """
    hold_registration(db, registration)
    hold_badge(db, badge)
    if badge.registration_id is not None:
        raise Conflict("badge_bound")
    if badge.state is not BadgeState.PRINTED:
        raise Conflict("badge_moved_on", state=badge.state.value)
    if badge.last_day != today:
        raise Conflict("emergency_other_day", day=badge.last_day.isoformat())
    if registration.only_day not in (None, badge.last_day):
        raise Conflict("admitted_for_other_day", day=registration.only_day.isoformat())
    require_issuable(registration)
    old = end_living(db, registration, by=by, now=now)
    badge.registration_id, badge.replaces_id = registration.id, old.id if old else None
    db.flush()
    journal.record(
        db,
        BOUND,
        f"badge:{badge.id}",
        by=by,
        now=now,
        edition_id=badge.edition_id,
        registration=registration.id,
        replaces=badge.replaces_id,
    )
    set_state(db, badge, BadgeState.COLLECTED, by=by, now=now)
    db.flush()


def end_unused(db: Db, edition_id: str, day: date, *, by: str, now: datetime) -> int:
    """Those of a day that nobody was given are destroyed, and dead; returns how many."""
    unused = unbound(db, edition_id, day)
    for badge in sorted(unused, key=lambda each: each.id):
        hold_badge(db, badge)
    for badge in unused:
        if _lies_at_desk(badge):
            set_state(db, badge, BadgeState.REVOKED, by=by, now=now, reason="destroyed")
    db.flush()
    return sum(badge.state is BadgeState.REVOKED for badge in unused)


def emergency_badges(db: Db, edition_id: str, day: date | None = None) -> Sequence[Badge]:
    """All that were ever made for a day, or for every day, by number.

    The journal tells them: once given to somebody, one looks like any badge for a day.
    """
    query = (
        sa.select(Badge)
        .join(JournalEntry, JournalEntry.subject == sa.literal("badge:").concat(Badge.id))
        .where(Badge.edition_id == edition_id, JournalEntry.action == MADE)
        .order_by(Badge.last_day, Badge.issue, Badge.serial)
    )
    return db.scalars(query if day is None else query.where(Badge.last_day == day)).all()


def stock_of(db: Db, edition_id: str) -> list[Stock]:
    """How many emergency badges each day has, by day."""
    days: dict[date, list[Badge]] = {}
    for badge in emergency_badges(db, edition_id):
        days.setdefault(badge.last_day, []).append(badge)
    return [
        Stock(
            day,
            left=sum(map(_lies_at_desk, badges)),
            bound=sum(badge.registration_id is not None for badge in badges),
            ended=sum(
                badge.registration_id is None and not _lies_at_desk(badge) for badge in badges
            ),
        )
        for day, badges in days.items()
    ]


def unbound(db: Db, edition_id: str, day: date) -> list[Badge]:
    """Emergency badges of a day that lie at the desk, by number: no other badge is nobody's."""
    query = sa.select(Badge).where(
        Badge.edition_id == edition_id,
        Badge.registration_id.is_(None),
        Badge.last_day == day,
        Badge.state == BadgeState.PRINTED,
    )
    return list(db.scalars(query.order_by(Badge.issue, Badge.serial)))


def _lies_at_desk(badge: Badge) -> bool:
    return badge.registration_id is None and badge.state is BadgeState.PRINTED
