"""What the public programme is made of, as one short text: known before anything is rendered."""

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.programme.models import Session, Version

_OF: sa.BindParameter[str] = sa.bindparam("edition_id")
_TIMES = (Session.actual_start_at, Session.actual_end_at)
_VERSION = (
    sa.select(sa.cast(Version.number, sa.Text) + " " + sa.cast(Version.published_at, sa.Text))
    .where(Version.edition_id == _OF)
    .order_by(Version.number.desc())
    .limit(1)
    .scalar_subquery()
)
_BEGAN, _ENDED = (sa.func.coalesce(sa.cast(each, sa.Text), "-") for each in _TIMES)
_REALLY = (
    sa.select(sa.func.aggregate_strings(Session.code + " " + _BEGAN + " " + _ENDED, ","))
    .where(Session.edition_id == _OF, sa.or_(*(each.is_not(None) for each in _TIMES)))
    .scalar_subquery()
)
_EDITIONS = sa.select(sa.func.count()).select_from(Edition).scalar_subquery()
_REVISION = sa.select(_VERSION, _REALLY, _EDITIONS)
"""Made once: making it costs more than asking it."""


def revision_of(db: Db, edition_id: str) -> str:
    """Differs whenever the public programme may: a version was published, or a session began or
    ended. One statement, one row, whatever the number of sessions.

    All that is published changes with a version, since publishing writes them together; actual
    times change without one. The number of editions is in it because every page links to them.
    """
    return " ".join(map(str, db.execute(_REVISION, {"edition_id": edition_id}).one()))
