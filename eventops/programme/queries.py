"""Finding sessions, versions and the plan."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.core.multilingual import Multilingual
from eventops.delegations.models import Party, PartyGroup
from eventops.editions.queries import edition_by_slug
from eventops.programme.models import Session, Version
from eventops.programme.plan import EditionPlan
from eventops.programme.reading import read_plan, with_places
from eventops.programme.rules import Access, Status, Track

BY_TIME = (Session.starts_at, Session.ends_at, Session.code)


def sessions_of(db: Db, edition_id: str, codes: Collection[str] | None = None) -> Sequence[Session]:
    """Every session of an edition by time, or those named, with meeting, room and venue."""
    query = sa.select(Session).where(Session.edition_id == edition_id)
    if codes is not None:
        query = query.where(Session.code.in_(codes))
    return db.scalars(with_places(query).order_by(*BY_TIME)).all()


def session_by_code(db: Db, edition_id: str, code: str) -> Session:
    """One session; raises NotFound ``no_session``."""
    query = sa.select(Session).where(Session.edition_id == edition_id, Session.code == code)
    found = db.scalar(with_places(query))
    if found is None:
        raise NotFound("no_session", session=code)
    return found


def latest_version(db: Db, edition_id: str) -> Version | None:
    """The published version that counts."""
    query = sa.select(Version).where(Version.edition_id == edition_id)
    return db.scalar(query.order_by(Version.number.desc()).limit(1))


def plan_of(db: Db, slug: str) -> EditionPlan:
    """The database's programme as a plan; raises NotFound."""
    edition = edition_by_slug(db, slug)
    return read_plan(db, edition, sessions_of(db, edition.id))


def public_sessions(db: Db, edition_id: str) -> Sequence[Session]:
    """Every session that anyone may know of: all but the closed ones, by time."""
    query = sa.select(Session).where(
        Session.edition_id == edition_id, Session.access != Access.CLOSED
    )
    return db.scalars(with_places(query).order_by(*BY_TIME)).all()


def public_tracks(db: Db, edition_id: str) -> frozenset[Track]:
    """The tracks of the sessions that anyone may know of."""
    query = sa.select(Session.track).where(
        Session.edition_id == edition_id, Session.access != Access.CLOSED
    )
    return frozenset(db.scalars(query.distinct()))


def different_audiences(
    db: Db, edition_id: str, levels: Collection[Access]
) -> list[tuple[str, list[str]]]:
    """Each audience that sessions of these levels have, once, with the code of one of them."""
    text = sa.cast(Session.audience, sa.Text)
    query = sa.select(sa.func.min(Session.code), text).where(
        Session.edition_id == edition_id, Session.access.in_(levels)
    )
    rows = db.execute(query.group_by(text).order_by(sa.func.min(Session.code)))
    return [(code, json.loads(told)) for code, told in rows]


def audiences_of(db: Db, edition_id: str) -> dict[str, list[str]]:
    """Session → audience, closed ones too: ``same(code)`` may name any of them."""
    query = sa.select(Session.code, Session.audience).where(Session.edition_id == edition_id)
    return {code: audience for code, audience in db.execute(query)}  # noqa: C416 - rows are no pairs


def closed_times(
    db: Db, edition_id: str, start: datetime | None = None, end: datetime | None = None
) -> list[tuple[datetime, datetime]]:
    """Start and end of the closed sessions that are to be held, and nothing else of them;
    with ``start`` and ``end``, of those planned for some of the time between."""
    held = sa.or_(Session.status.is_(None), Session.status != Status.CANCELLED)
    query = sa.select(Session.starts_at, Session.ends_at).where(
        Session.edition_id == edition_id, Session.access == Access.CLOSED, held
    )
    if start is not None and end is not None:
        query = query.where(Session.starts_at < end, Session.ends_at > start)
    rows = db.execute(query.order_by(Session.starts_at, Session.ends_at))
    return [(start, end) for start, end in rows]


def names_of_parties(db: Db, edition_id: str) -> dict[str, Party]:
    """Code → party in protocol order."""
    query = sa.select(Party).where(Party.edition_id == edition_id)
    return {row.code: row for row in db.scalars(query.order_by(Party.position, Party.code))}


def names_of_groups(db: Db, edition_id: str) -> dict[str, Multilingual]:
    """Code → name of the groups of parties."""
    query = sa.select(PartyGroup).where(PartyGroup.edition_id == edition_id)
    return {row.code: row.name for row in db.scalars(query.order_by(PartyGroup.position))}
