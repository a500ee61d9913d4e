"""What the public programme is made of, as one short text: known before anything is rendered."""

import sqlalchemy as sa

from eventops.core.db import Db
from eventops.editions.models import Edition
from eventops.programme.models import Session, Version


def revision_of(db: Db, edition_id: str) -> str:
    """Differs whenever the public programme may: a version was published, or a session began or
    ended. One statement, one row, whatever the number of sessions.

    All that is published changes with a version, since publishing writes them together; actual
    times change without one. The number of editions is in it because every page links to them.
    """
    actual = (Session.actual_start_at, Session.actual_end_at)
    began, ended = (sa.func.coalesce(sa.cast(each, sa.Text), "-") for each in actual)
    told = sa.func.aggregate_strings(Session.code + " " + began + " " + ended, ",")
    really = (
        sa.select(told)
        .where(Session.edition_id == edition_id, sa.or_(*(each.is_not(None) for each in actual)))
        .scalar_subquery()
    )
    editions = sa.select(sa.func.count()).select_from(Edition).scalar_subquery()
    row = db.execute(sa.select(published_revision(edition_id), really, editions)).one()
    return " ".join(str(each) for each in row)


def published_revision(edition_id: str) -> sa.ScalarSelect[str]:
    """Number and time of the version that counts, as a column of another statement."""
    told = sa.cast(Version.number, sa.Text) + " " + sa.cast(Version.published_at, sa.Text)
    return (
        sa.select(told)
        .where(Version.edition_id == edition_id)
        .order_by(Version.number.desc())
        .limit(1)
        .scalar_subquery()
    )
