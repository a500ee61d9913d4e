"""Finding editions."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventops.core.db import Db
from eventops.core.errors import NotFound
from eventops.editions.models import Edition, Gate, Instance, Meeting, Room
from eventops.editions.rules import by_nearness

_BY_SLUG = (
    sa.select(Edition)
    .where(Edition.slug == sa.bindparam("slug"))
    .options(joinedload(Edition.series))
)
"""Made once: nearly every page asks it."""


def edition_by_slug(db: Db, slug: str) -> Edition:
    """An edition with its series; raises NotFound ``no_edition``."""
    found = db.scalar(_BY_SLUG, {"slug": slug})
    if found is None:
        raise NotFound("no_edition", slug=slug)
    return found


def editions(db: Db) -> Sequence[Edition]:
    """All editions, the newest first."""
    return db.scalars(
        sa.select(Edition)
        .options(joinedload(Edition.series))
        .order_by(Edition.starts_on.desc(), Edition.slug)
    ).all()


def editions_by_nearness(db: Db, now: datetime) -> list[Edition]:
    """All editions: those that run, then those to come, then those over; the nearest first."""
    return by_nearness(editions(db), now)


def current_edition(db: Db, now: datetime) -> Edition | None:
    """The edition that runs; else the next, else the last. Of several alike, the first by slug."""
    return next(iter(editions_by_nearness(db, now)), None)


def several_editions(db: Db) -> bool:
    """Whether a reader can choose between editions."""
    return len(db.scalars(sa.select(Edition.id).order_by(Edition.id).limit(2)).all()) > 1


def instance_name(db: Db) -> str:
    """The installation's name, which every UID carries; raises NotFound before set-up."""
    name = db.scalar(sa.select(Instance.name).where(Instance.id == 1))
    if name is None:
        raise NotFound("no_instance")
    return name


def gates_of(db: Db, edition_id: str) -> Sequence[Gate]:
    """The gates of an edition in their order."""
    query = sa.select(Gate).where(Gate.edition_id == edition_id)
    return db.scalars(query.order_by(Gate.position, Gate.code)).all()


def rooms_of(db: Db, edition_id: str) -> Sequence[Room]:
    """The rooms of an edition with their venues, in their order."""
    query = sa.select(Room).where(Room.edition_id == edition_id).options(joinedload(Room.venue))
    return db.scalars(query.order_by(Room.position, Room.code)).all()


def meetings_of(db: Db, edition_id: str) -> Sequence[Meeting]:
    """The meetings of an edition in their order."""
    query = sa.select(Meeting).where(Meeting.edition_id == edition_id)
    return db.scalars(query.order_by(Meeting.position, Meeting.code)).all()
