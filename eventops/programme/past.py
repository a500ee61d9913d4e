"""The past is locked: what has begun is changed only by somebody who unlocked it, for a while."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid
from eventops.editions.models import Edition
from eventops.programme.drafting import Wish
from eventops.programme.drafts import Draft, Drafted
from eventops.programme.models import PastOpening
from eventops.programme.plan import SessionPlan
from eventops.programme.times import instants

OPEN_FOR = timedelta(minutes=15)
LONGEST_REASON = 500


def has_begun(day: date, plan: SessionPlan, zone: ZoneInfo, now: datetime) -> bool:
    """By the plan and the conference's clock."""
    return instants(day, plan, zone).starts <= now


def is_past(each: Drafted, zone: ZoneInfo, now: datetime) -> bool:
    """Whether what everybody was told of a session has begun; of a draft alone nobody was told."""
    return each.published is not None and has_begun(*each.published, zone, now)


def past_open(db: Db, edition: Edition, *, by: str, now: datetime) -> PastOpening | None:
    """The editor's own unlocking that still holds."""
    query = sa.select(PastOpening).where(
        PastOpening.edition_id == edition.id,
        PastOpening.opened_by == by,
        PastOpening.open_until > now,
    )
    return db.scalar(query.order_by(PastOpening.opened_at.desc(), PastOpening.id).limit(1))


def open_past(db: Db, edition: Edition, reason: str, *, by: str, now: datetime) -> PastOpening:
    """Let one editor change for a while what has begun. Raises Invalid ``past_without_reason``."""
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise Invalid("past_without_reason", field="reason")
    opening = PastOpening(
        edition_id=edition.id, opened_by=by, opened_at=now, open_until=now + OPEN_FOR, reason=told
    )
    db.add(opening)
    db.flush()
    journal.record(
        db,
        "past unlocked",
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        opening=opening.id,
        until=opening.open_until.isoformat(),
    )
    return opening


def close_past(db: Db, edition: Edition, *, by: str, now: datetime) -> None:
    """Lock it again before the time is over; nothing when it is locked."""
    opening = past_open(db, edition, by=by, now=now)
    if opening is None:
        return
    opening.open_until = now
    journal.record(
        db,
        "past locked",
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        opening=opening.id,
    )


def require_ahead(
    db: Db,
    edition: Edition,
    draft: Draft,
    wishes: Mapping[str, Wish | None],
    *,
    by: str,
    now: datetime,
) -> None:
    """Raises Conflict ``past_locked`` when a session has begun, or would be put before now."""
    zone = ZoneInfo(edition.zone)
    touched = [code for code, wish in wishes.items() if _is_behind(draft, code, wish, zone, now)]
    if touched and past_open(db, edition, by=by, now=now) is None:
        raise Conflict("past_locked", session=touched[0])


def _is_behind(draft: Draft, code: str, wish: Wish | None, zone: ZoneInfo, now: datetime) -> bool:
    known = draft.by_code.get(code)
    if known and is_past(known, zone, now):
        return True
    return bool(wish and not wish.parked and has_begun(wish.day, wish.plan, zone, now))
