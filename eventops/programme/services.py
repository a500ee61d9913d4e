"""Verbs of the programme: publishing an edition's text."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict
from eventops.editions.models import Edition, Meeting, Room
from eventops.programme.models import Session, Version
from eventops.programme.plan import EditionPlan
from eventops.programme.queries import plan_of, sessions_of
from eventops.programme.storing import (
    forget_structure,
    ids_by_code,
    store_edition,
    store_session,
    store_structure,
    told_of_rooms,
    with_quotas_of_desk,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing did. ``version`` is None when the text said nothing new."""

    edition_id: str
    version: int | None
    changed: tuple[str, ...]
    """Codes of the sessions whose visible content changed, or that are new."""


def publish(db: Db, plan: EditionPlan, *, by: str, now: datetime, note: str = "") -> Publication:
    """Make the plan the published programme, in the caller's transaction.

    Places of delegations that the desk has set stay as they are.

    Raises Conflict ``sessions_vanish`` when the text leaves out sessions once published (they
    must stay as cancelled, since calendars hold them) and ``still_in_use`` when it leaves out a
    room, meeting or party that something refers to.
    """
    edition = db.scalar(sa.select(Edition).where(Edition.slug == plan.slug))
    if edition is not None:
        plan = with_quotas_of_desk(db, edition, plan)
        if plan_of(db, edition.slug) == plan:
            return Publication(edition.id, None, ())
        _refuse_vanishing(db, edition, plan)
    try:
        edition = store_edition(db, plan)
        changed = _store_all(db, edition, plan, now=now)
    except IntegrityError as fault:
        raise Conflict("still_in_use") from fault
    version = _next_version(db, edition, by=by, now=now, note=note)
    journal.record(
        db,
        "programme published",
        f"edition:{edition.id}",
        by=by,
        now=now,
        edition_id=edition.id,
        version=version,
        sessions=list(changed),
    )
    return Publication(edition.id, version, changed)


def _refuse_vanishing(db: Db, edition: Edition, plan: EditionPlan) -> None:
    kept = {session.code for _, session in plan.dated_sessions()}
    known = db.scalars(
        sa.select(Session.code).where(Session.edition_id == edition.id).order_by(Session.code)
    )
    gone = [code for code in known if code not in kept]
    if gone:
        raise Conflict("sessions_vanish", codes=gone)


def _store_all(db: Db, edition: Edition, plan: EditionPlan, *, now: datetime) -> tuple[str, ...]:
    store_structure(db, edition, plan)
    rooms, meetings = ids_by_code(db, Room, edition), ids_by_code(db, Meeting, edition)
    known = {row.code: row for row in sessions_of(db, edition.id)}
    zone, places = ZoneInfo(plan.zone), told_of_rooms(plan)
    changed = []
    for day, session in plan.dated_sessions():
        row = known.get(session.code) or Session(edition_id=edition.id)
        if store_session(
            db,
            row,
            day,
            session,
            zone=zone,
            rooms=rooms,
            meetings=meetings,
            places=places,
            now=now,
        ):
            changed.append(session.code)
    db.flush()
    forget_structure(db, edition, plan)
    return tuple(changed)


def _next_version(db: Db, edition: Edition, *, by: str, now: datetime, note: str) -> int:
    latest = db.scalar(
        sa.select(sa.func.max(Version.number)).where(Version.edition_id == edition.id)
    )
    number = (latest or 0) + 1
    db.add(
        Version(
            edition_id=edition.id,
            number=number,
            published_at=now,
            published_by=by,
            note=note,
        )
    )
    db.flush()
    return number
